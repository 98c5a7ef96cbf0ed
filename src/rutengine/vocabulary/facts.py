"""How a vocabulary is written down: `fact()` and `part()` are the fields of a frozen attrs class."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias, TypeVar, Union

import attrs

from rutengine.vocabulary.kinds import Scalar, Value
from rutengine.vocabulary.possible import Possible

T = TypeVar("T")

Answer: TypeAlias = Union[T, Possible[T], None]  # noqa: UP007 - a generic alias with None needs Union on 3.11
"""The type of a fact: a value, a partly known value, or None while the question has not been answered."""

FACT_KEY: Final = "rutengine.fact"
PART_KEY: Final = "rutengine.part"


@attrs.frozen(kw_only=True)
class FactOptions:
    """What `fact()` was told, kept in the metadata of the attrs field."""

    assume: Value
    between: tuple[int, int] | None
    sensitive: bool
    actionable: tuple[tuple[Scalar, int], ...]


def _hidden(_: object) -> str:
    return "..."


def fact(
    *,
    assume: Value,
    between: tuple[int, int] | None = None,
    sensitive: bool = False,
    actionable: Mapping[Any, int] | None = None,
) -> Any:  # noqa: ANN401 - a field stands where its value will stand
    """Declare a fact: a field of a vocabulary, unknown (None) until it is answered.

    Arguments:
        assume: the neutral value, used while the fact is unknown; for a set fact a frozenset.
        between: for `Answer[int]`, the lowest and the highest value, both included; at most 1,024 values.
        sensitive: the answer is hidden in every `repr`.
        actionable: values that the person can move to, each with a cost from 0 (nothing) upwards.

    Returns:
        An attrs field; typed `Any`, so that it fits every annotation.

    Example:
        >>> from typing import Literal
        >>> import attrs
        >>> @attrs.frozen(kw_only=True)
        ... class Plant:
        ...     leaves: Answer[Literal["green", "yellow"]] = fact(assume="green")
        ...     dry_days: Answer[int] = fact(between=(0, 60), assume=3)
        >>> Plant(dry_days=9)
        Plant(leaves=None, dry_days=9)
    """
    options = FactOptions(
        assume=assume, between=between, sensitive=sensitive, actionable=tuple((actionable or {}).items())
    )
    return attrs.field(default=None, metadata={FACT_KEY: options}, repr=_hidden if sensitive else True)


def part(cls: type[Any]) -> Any:  # noqa: ANN401 - a field stands where its value will stand
    """Declare a nested part of a vocabulary: an attrs class whose fields are facts; nothing in it is answered at first.

    Example:
        >>> import attrs
        >>> @attrs.frozen(kw_only=True)
        ... class Soil:
        ...     sandy: Answer[bool] = fact(assume=False)
        >>> @attrs.frozen(kw_only=True)
        ... class Garden:
        ...     soil: Soil = part(Soil)
        >>> Garden()
        Garden(soil=Soil(sandy=None))
    """
    return attrs.field(factory=cls, metadata={PART_KEY: cls})


def _unanswered(field: "attrs.Attribute[Any]") -> object:
    """Return a part in which nothing is answered."""
    cls = field.metadata.get(PART_KEY)
    return None if cls is None else cls()


class Answered:
    """A base for vocabulary classes: the `repr` shows what has been answered, and of sensitive answers nothing.

    Derive from it and give `repr=False` to attrs.

    Example:
        >>> import attrs
        >>> @attrs.frozen(kw_only=True, repr=False)
        ... class Person(Answered):
        ...     hours: Answer[int] = fact(between=(0, 60), assume=3)
        ...     tired: Answer[int] = fact(between=(0, 4), assume=0, sensitive=True)
        >>> Person(tired=4), Person(hours=2)
        (Person(...), Person(hours=2, ...))
    """

    __slots__ = ()

    def __repr__(self) -> str:
        shown: list[str] = []
        hidden = False
        cls: type[Any] = type(self)
        for field in attrs.fields(cls):
            options, value = field.metadata.get(FACT_KEY), getattr(self, field.name)
            if isinstance(options, FactOptions) and options.sensitive:
                hidden = True
            elif value is not None and (isinstance(options, FactOptions) or value != _unanswered(field)):
                shown.append(f"{field.name}={value!r}")
        return f"{type(self).__name__}({', '.join([*shown, '...'] if hidden else shown)})"
