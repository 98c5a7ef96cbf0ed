"""A question in its words, with what can be answered."""

from rutengine.interview.ground import Asking, Ground, View
from rutengine.interview.records import AnswerKind, Option, Question
from rutengine.vocabulary.kinds import BoolKind, IntKind, SetKind


def question_of(ground: Ground, view: View, number: int) -> Question:
    """Return the question on a fact; values that other answers rule out are not offered.

    Example:
        >>> from rutengine.career import engine
        >>> program = engine().program
        >>> ground = Ground(program)
        >>> view = ground.view(program.columns.everything()[: len(program.variables)], frozenset())
        >>> question = question_of(ground, view, 0)
        >>> question.fact, question.kind, question.low
        ('signals.months_in_rut', 'number', 0)
    """
    asking = ground.askings[number]
    options = () if isinstance(asking.fact.kind, IntKind) else _options(ground, view, asking)
    (low, high) = _bounds(ground, view, asking) if isinstance(asking.fact.kind, IntKind) else (None, None)
    return Question(
        fact=asking.fact.name,
        ask=asking.words.ask,
        why_ask=asking.words.why_ask,
        kind=_kind(asking),
        low=low,
        high=high,
        options=options,
        sensitive=asking.fact.sensitive,
        tier=asking.words.tier,
    )


def _kind(asking: Asking) -> AnswerKind:
    match asking.fact.kind:
        case BoolKind():
            return "yes or no"
        case IntKind():
            return "number"
        case SetKind():
            return "set"
        case _:
            return "choice"


def _bounds(ground: Ground, view: View, asking: Asking) -> tuple[int, int]:
    """Return the smallest and the largest number that are possible."""
    (column,) = asking.columns
    possible = [int(value) for value in ground.program.columns.values(column, view.sets[column])]
    return possible[0], possible[-1]


def _options(ground: Ground, view: View, asking: Asking) -> tuple[Option, ...]:
    """Return what can be answered to a question that is not for a number."""
    words, variables = asking.words, ground.program.variables
    if isinstance(asking.fact.kind, SetKind):
        members = [variables[column].member or "" for column in asking.columns if view.sets[column] & 2]
        return tuple(Option(member, words.labels.get(member, member)) for member in members)
    (column,) = asking.columns
    values = ground.program.columns.values(column, view.sets[column])
    if isinstance(asking.fact.kind, BoolKind):
        said = {True: words.label, False: words.label_not or f"it is not so that {words.label}"}
        return tuple(Option(value, said[bool(value)]) for value in values)
    return tuple(Option(value, words.labels.get(str(value), str(value))) for value in values)
