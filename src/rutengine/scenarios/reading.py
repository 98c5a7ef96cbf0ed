"""Which comparisons make a condition true or false for somebody."""

from collections.abc import Callable

from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat


def decisive(condition: Condition, is_true: Callable[[Condition], bool]) -> tuple[In, ...]:
    """Return the comparisons that make a condition what it is, each once; those that do not matter are left out.

    Arguments:
        condition: the condition.
        is_true: whether a part of it is true of the person.

    Example:
        >>> sun, dry = In("sun", None, (True,)), In("dry", None, (True,))
        >>> decisive(AllOf((sun, dry)), lambda part: part == sun) == (dry,)
        True
    """
    match condition:
        case In():
            return (condition,)
        case NotThat(part):
            return decisive(part, is_true)
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            so = is_true(condition)
            found = (literal for part in parts if is_true(part) == so for literal in decisive(part, is_true))
            return tuple(dict.fromkeys(found))
