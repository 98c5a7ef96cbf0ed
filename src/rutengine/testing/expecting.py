"""Arguments of the tools for tests: what is of another type is refused by name, before anything is done with it."""

from types import UnionType
from typing import Final

ENGINE: Final = "an engine, as `Engine.load` returns it"
"""What an engine is, in words."""


def expect(name: str, value: object, kind: type | UnionType, said: str) -> None:
    """Refuse an argument that is of another type.

    Arguments:
        name: the name of the argument.
        value: the argument.
        kind: what it has to be.
        said: the same in words.

    Raises:
        TypeError: it is something else; the message says what was expected and what kind of thing was found.

    Example:
        >>> expect("nodes", "many", int, "a whole number")
        Traceback (most recent call last):
        TypeError: `nodes`: expected a whole number, found an object of `str`
    """
    if not isinstance(value, kind):
        found = f"the class `{value.__name__}`" if isinstance(value, type) else f"an object of `{type(value).__name__}`"
        raise TypeError(f"`{name}`: expected {said}, found {found}")
