"""Which names a condition may have, and which ones it has; no name is looked up here."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from rutengine.diagnostics.limits import LIMITS
from rutengine.language.syntax import ConditionNode, Items, LevelNode, Name, Operand

NAME_PATTERN: Final = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"

LANGUAGE_WORDS: Final = frozenset({"and", "or", "not", "in", "if", "else"})
CALLS: Final = frozenset({"max", "min", "size", "at_least"})
FATES: Final = ("recommended", "eligible", "active", "required", "excluded", "deferred")
"""What a claim can say of a strategy, in the order of the documentation."""

MEASURES: Final = ("lead", "total")
CLAIM_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{fate: f"{fate}('s')" for fate in FATES},
        "top": "top('s')",
        "strictly_top": "strictly_top('s')",
        "above": "above('s', 't')",
        **{measure: f"{measure}('s')" for measure in MEASURES},
        "some": "some(recommended)",
        "count": "count(recommended)",
    }
)
"""The calls of claims, each with an example; where no parenthesis follows, these words are names like any other."""

TRUTH_WORDS: Final = frozenset({"True", "False", "true", "false"})
NOTHING_WORDS: Final = frozenset({"None", "null"})
_PYTHON_WORDS: Final = (
    "is lambda for while def class return yield await async import from as with assert del global nonlocal pass raise "
    "try except finally elif break continue"
)
FOREIGN_WORDS: Final = frozenset({*TRUTH_WORDS, *NOTHING_WORDS, *_PYTHON_WORDS.split()})
RESERVED: Final = LANGUAGE_WORDS | FOREIGN_WORDS
"""Words that are no part of any name; the names of `CALLS` may be a part of a longer name."""

_NAME = re.compile(NAME_PATTERN)


def is_name(text: str) -> bool:
    """Tell whether `text` can be written as a name in a condition.

    Example:
        >>> is_name("signals.passed_over"), is_name("signals.class"), is_name("size"), is_name("firm.size")
        (True, False, False, True)
    """
    if len(text) > LIMITS.name_characters or not _NAME.fullmatch(text) or text in CALLS:
        return False
    return not any(part in RESERVED or part.startswith("__") for part in text.split("."))


def names_in(node: ConditionNode | LevelNode | Operand | Items) -> tuple[Name, ...]:
    """Return every name of a tree in the order in which it is written, as often as it is written.

    Example:
        >>> from rutengine.language.parser import parse_condition
        >>> [name.dotted for name in names_in(parse_condition("a >= marked and (not b or 'x' in tags)"))]
        ['a', 'marked', 'b', 'tags']
    """
    found: list[Name] = []
    pending: list[object] = [node]
    while pending:
        piece = pending.pop()
        if isinstance(piece, Name):
            found.append(piece)
        elif isinstance(piece, tuple):
            pending.extend(reversed(piece))
        elif attrs.has(kind := type(piece)):
            pending.extend(reversed([getattr(piece, field.name) for field in attrs.fields(kind)]))
    return tuple(found)
