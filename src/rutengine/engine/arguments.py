"""What the methods of the face are called with: what cannot be meant is refused by name, before any work is done."""

import os
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from types import UnionType
from typing import Final, cast

from rutengine.diagnostics.plaintext import is_hidden, quoted

ENGINE: Final = "an engine, as `Engine.load` returns it"
"""What an engine is, in words."""


def check_kind(name: str, value: object, kind: type | UnionType, expected: str) -> None:
    """Refuse what is of another type.

    Arguments:
        name: the name of the argument.
        value: what was given for it.
        kind: the type.
        expected: the same in words.

    Raises:
        TypeError: it is something else.

    Example:
        >>> check_kind("engine", int, str, ENGINE)
        Traceback (most recent call last):
        TypeError: `engine`: expected an engine, as `Engine.load` returns it, found the class `int`
    """
    if not isinstance(value, kind):
        raise _of_another_type(name, expected, value)


def check_whole(name: str, value: object, least: int) -> None:
    """Refuse what is no whole number, or too small a one.

    Arguments:
        name: the name of the argument.
        value: what was given for it.
        least: the smallest number that can be meant.

    Raises:
        TypeError: it is no whole number; `True` and `False` are none.
        ValueError: it is smaller than `least`.

    Example:
        >>> check_whole("ways", 0, 1)
        Traceback (most recent call last):
        ValueError: `ways`: expected a whole number, 1 or more, found `0`
    """
    expected = f"a whole number, {least} or more"
    if not isinstance(value, int) or isinstance(value, bool):
        raise _of_another_type(name, expected, value)
    if value < least:
        raise ValueError(f"`{name}`: expected {expected}, found `{value}`")


def check_choice(name: str, value: object, choices: Sequence[str]) -> None:
    """Refuse what is not one of some words.

    Arguments:
        name: the name of the argument.
        value: what was given for it.
        choices: the words.

    Raises:
        TypeError: it is no text.
        ValueError: it is another text.

    Example:
        >>> check_choice("effort", "little", ("smallest", "irreducible"))
        Traceback (most recent call last):
        ValueError: `effort`: expected `smallest` or `irreducible`, found `little`
    """
    expected = " or ".join(f"`{choice}`" for choice in choices)
    if not isinstance(value, str):
        raise _of_another_type(name, expected, value)
    if value not in choices:
        raise ValueError(f"`{name}`: expected {expected}, found {quoted(value)}")


def check_folder(name: str, value: object) -> None:
    """Refuse what is neither a path nor a folder inside a package.

    Arguments:
        name: the name of the argument.
        value: what was given for it.

    Raises:
        TypeError: it is something else.

    Example:
        >>> check_folder("folder", None)
        Traceback (most recent call last):
        TypeError: `folder`: expected a path, or a folder of `importlib.resources`, found an object of `NoneType`
    """
    check_kind(name, value, str | os.PathLike | Traversable, "a path, or a folder of `importlib.resources`")


def helper_of(value: object) -> str | None:
    """Return whom a person wants to tell about a plan, or None if nobody is named; a blank text names nobody.

    Raises:
        TypeError: it is neither a text nor None.
        ValueError: it has a character that cannot be seen.

    Example:
        >>> helper_of("Ada"), helper_of(" ")
        ('Ada', None)
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise _of_another_type("helper", "a name, or `None`", value)
    if any(is_hidden(character) for character in value):
        raise ValueError("`helper`: expected a name on one line, found a character that cannot be seen")
    return value if value.strip() else None


def check_overlays(value: object) -> None:
    """Refuse what is no list of folders; one folder alone is none.

    Raises:
        TypeError: it is something else.

    Example:
        >>> check_overlays("examples/overlay-example-land")
        Traceback (most recent call last):
        TypeError: `overlays`: expected a list of folders, found an object of `str`
    """
    check_kind("overlays", value, list | tuple, "a list of folders")
    for folder in cast("Sequence[object]", value):
        check_folder("overlays", folder)


def _of_another_type(name: str, expected: str, value: object) -> TypeError:
    """Return the error for an object that is not told: it may hold answers."""
    found = f"the class `{value.__name__}`" if isinstance(value, type) else f"an object of `{type(value).__name__}`"
    return TypeError(f"`{name}`: expected {expected}, found {found}")
