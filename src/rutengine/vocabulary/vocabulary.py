"""A vocabulary is the ordered list of facts that a class declares, checked once."""

import keyword
import re
import types
import typing
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

import attrs

from rutengine.diagnostics.errors import VocabularyError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import find_hidden
from rutengine.vocabulary.facts import FACT_KEY, PART_KEY, FactOptions
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, Scalar, SetKind, Value
from rutengine.vocabulary.possible import Possible

P = TypeVar("P")

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}\Z")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_RESERVED = frozenset({"patterns", "max", "min", "size", "at_least", "true", "false", "null", *keyword.kwlist})


@attrs.frozen(kw_only=True)
class Fact:
    """One thing that may be said.

    Arguments:
        name: the dotted name, such as `signals.passed_over`.
        kind: its domain.
        assume: the neutral value, used while the fact is unknown.
        sensitive: whether the answer is hidden in every repr.
        actionable: values that a person can move to, each with its cost.
    """

    name: str
    kind: Kind
    assume: Value
    sensitive: bool = False
    actionable: tuple[tuple[Scalar, int], ...] = ()

    @property
    def path(self) -> tuple[str, ...]:
        """The attribute names that lead from the profile to the answer."""
        return tuple(self.name.split("."))


@attrs.frozen(kw_only=True)
class Vocabulary(Generic[P]):
    """The facts of a class, in declared order; the order is part of the vocabulary.

    Example:
        >>> import attrs
        >>> from rutengine.vocabulary.facts import Answer, fact
        >>> @attrs.frozen(kw_only=True)
        ... class Plant:
        ...     dry_days: Answer[int] = fact(between=(0, 60), assume=3)
        >>> vocabulary = Vocabulary.of(Plant)
        >>> vocabulary.id, [fact.name for fact in vocabulary.facts]
        ('Plant', ['dry_days'])
    """

    id: str
    profile_class: type[P]
    facts: tuple[Fact, ...]
    parts: tuple[tuple[tuple[str, ...], type[Any]], ...]

    @classmethod
    def of(cls, profile_class: type[P]) -> "Vocabulary[P]":
        """Read the facts of an attrs class; its id is its `vocabulary_id`, or else its name.

        Raises:
            VocabularyError: the class is no vocabulary; all reasons are listed.
        """
        reader = _Reader()
        reader.read(profile_class, ())
        problems = [*reader.problems]
        name = getattr(profile_class, "__name__", "this object")
        chosen = getattr(profile_class, "vocabulary_id", name)
        if not isinstance(chosen, str) or not _ID.match(chosen):
            problems.append("its `vocabulary_id` is not an id: letters, digits, hyphens and underscores")
        if not reader.facts and not problems:
            problems.append("it declares no fact")
        if len(reader.facts) > LIMITS.facts:
            problems.append(f"it declares {len(reader.facts)} facts; at most {LIMITS.facts} are allowed")
        if problems:
            raise VocabularyError(name, problems)
        return cls(id=chosen, profile_class=profile_class, facts=tuple(reader.facts), parts=tuple(reader.parts))

    def find(self, name: str) -> Fact | None:
        """Return the fact with this dotted name, or None."""
        return next((fact for fact in self.facts if fact.name == name), None)


class _Reader:
    """Walks a class and its parts, collecting facts and problems."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.parts: list[tuple[tuple[str, ...], type[Any]]] = []
        self.problems: list[str] = []

    def read(self, cls: type[Any], path: tuple[str, ...]) -> None:
        where = ".".join(path) or getattr(cls, "__name__", "this object")
        if not isinstance(cls, type) or not attrs.has(cls):
            self.problems.append(f"`{where}` is not an attrs class")
            return
        if len(path) >= LIMITS.profile_depth:
            self.problems.append(f"`{where}` is nested too deeply; at most {LIMITS.profile_depth} levels are allowed")
            return
        try:
            hints = typing.get_type_hints(cls)
        except Exception as error:  # noqa: BLE001 - annotations are code, and may fail in any way
            missing = f": `{error.name}` is not known" if isinstance(error, NameError) else ""
            self.problems.append(f"the annotations of `{where}` cannot be read{missing}")
            return
        self.parts.append((path, cls))
        for field in attrs.fields(cls):
            self._read_field(field, hints.get(field.name), (*path, field.name))

    def _read_field(self, field: "attrs.Attribute[Any]", hint: object, path: tuple[str, ...]) -> None:
        dotted = ".".join(path)
        if not _NAME.match(field.name) or field.name in _RESERVED or len(dotted) > LIMITS.name_characters:
            self.problems.append(f"`{dotted}` is not a name of a fact: lower case, not a word of the language, short")
            return
        options = field.metadata.get(FACT_KEY)
        if isinstance(options, FactOptions):
            self._read_fact(dotted, hint, options)
        elif isinstance(hint, type) and attrs.has(hint) and field.metadata.get(PART_KEY, hint) is hint:
            self.read(hint, path)
        else:
            self.problems.append(
                f"`{dotted}` is neither a `fact(...)` nor a `part(...)` of the attrs class that it is annotated with"
            )

    def _read_fact(self, dotted: str, hint: object, options: FactOptions) -> None:
        kind = _kind_of(hint, options.between)
        if isinstance(kind, str):
            self.problems.append(f"`{dotted}` {kind}")
            return
        if not admits(kind, options.assume):
            self.problems.append(f"the `assume` of `{dotted}` is not {kind.expected}")
            return
        for value, cost in options.actionable:
            if isinstance(kind, SetKind) or not admits(kind, value) or type(cost) is not int or cost < 0:
                self.problems.append(
                    f"`actionable` of `{dotted}` needs values of the fact, each with a cost of 0 or more"
                )
                return
        fact = Fact(
            name=dotted, kind=kind, assume=options.assume, sensitive=options.sensitive, actionable=options.actionable
        )
        self.facts.append(fact)


def is_text(value: object) -> bool:
    """Tell whether a value is a plain text or a member of a StrEnum; other kinds of text are not trusted."""
    return type(value) is str or isinstance(value, StrEnum)


def admits(kind: Kind, value: object) -> bool:
    """Tell whether `value` is exactly one of the values of `kind`; nothing is coerced.

    Example:
        >>> admits(IntKind(0, 4), 3), admits(IntKind(0, 4), True), admits(IntKind(0, 4), "3")
        (True, False, False)
    """
    match kind:
        case BoolKind():
            return type(value) is bool
        case IntKind(low, high):
            return type(value) is int and low <= value <= high
        case ChoiceKind(values):
            return is_text(value) and value in values
        case SetKind(members):
            return isinstance(value, frozenset) and all(isinstance(item, str) and item in members for item in value)


def _kind_of(hint: object, bounds: tuple[int, int] | None) -> Kind | str:
    """Return the kind that an annotation `Answer[T]` stands for, or what is wrong with it."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) not in (typing.Union, types.UnionType) or type(None) not in arguments:
        return "is not annotated `Answer[...]`"
    inner = [a for a in arguments if a is not type(None) and typing.get_origin(a) is not Possible]
    choices = _choices(inner)
    if inner == [bool]:
        kind: Kind | str = BoolKind()
    elif inner == [int]:
        kind = _int_kind(bounds)
    elif choices is not None:
        kind = _checked(choices, LIMITS.fact_values) or ChoiceKind(choices)
    elif len(inner) == 1 and typing.get_origin(inner[0]) is frozenset:
        members = _choices(list(typing.get_args(inner[0]))) or ()
        kind = _checked(members, LIMITS.list_members) or SetKind(members)
    else:
        kind = "has no kind: use bool, int, a Literal of texts, a StrEnum, or a frozenset of one of the last two"
    if bounds is not None and not isinstance(kind, IntKind | str):
        return "has `between`, which is for int only"
    return kind


def _int_kind(bounds: tuple[int, int] | None) -> Kind | str:
    if not (isinstance(bounds, tuple) and [type(bound) for bound in bounds] == [int, int]):
        return "is an int and needs `between=(low, high)`"
    low, high = bounds
    if not -LIMITS.integer <= low <= high < low + LIMITS.fact_values or high > LIMITS.integer:
        return f"needs `between` with 1 to {LIMITS.fact_values} values"
    return IntKind(low, high)


def _choices(inner: list[Any]) -> tuple[str, ...] | None:
    """Return the texts of a Literal or a StrEnum, or None if it is neither."""
    texts: list[str] = []
    for item in inner:
        if typing.get_origin(item) is Literal:
            texts += typing.get_args(item)
        elif isinstance(item, type) and issubclass(item, StrEnum):
            texts += [member.value for member in item]
        else:
            return None
    return tuple(texts) if texts and all(isinstance(text, str) for text in texts) else None


def _checked(texts: tuple[str, ...], most: int) -> str | None:
    if not 1 <= len(texts) <= most:
        return f"needs 1 to {most} values"
    if len(set(texts)) != len(texts):
        return "has a value twice"
    if any(not text or len(text) > LIMITS.text_literal_characters or find_hidden(text) is not None for text in texts):
        return "has a value that is empty, too long or has hidden characters"
    if not all(text.isascii() and text.isprintable() and "\\" not in text for text in texts):
        return "has a value that cannot be written in a condition: ASCII without backslash"
    if any("'" in text and '"' in text for text in texts):
        return "has a value with both kinds of quotes, which cannot be written in a condition"
    return None
