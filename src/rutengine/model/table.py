"""A table is an immutable, hashable mapping from text, in the order of its keys' letters."""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

import attrs

V = TypeVar("V")


@attrs.frozen(init=False)
class Table(Mapping[str, V], Generic[V]):
    """A mapping whose order never depends on the order in which it was written.

    Example:
        >>> list(Table({"b": 1, "a": 2}))
        ['a', 'b']
    """

    entries: tuple[tuple[str, V], ...]

    def __init__(self, entries: Mapping[str, V] | None = None) -> None:
        self.__attrs_init__(tuple(sorted((entries or {}).items(), key=lambda entry: entry[0])))

    def __getitem__(self, key: str) -> V:
        for known, value in self.entries:
            if known == key:
                return value
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self.entries)

    def __len__(self) -> int:
        return len(self.entries)
