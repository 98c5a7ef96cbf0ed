"""JSON to records, exactly: a class says what may stand there; nothing is coerced, and every problem is located."""

import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, Final, Literal, Union, cast, get_args, get_origin

import attrs

from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.documents.refusals import listed
from rutengine.vocabulary.answers import describe

_PLAIN: Final[Mapping[Any, str]] = {bool: "true or false", int: "a whole number", str: "a text", types.NoneType: "null"}


class ShapeReader:
    """Reads what `json` returned as records; `problems` says what is wrong, where, and never repeats a value.

    Example:
        >>> @attrs.frozen
        ... class Point:
        ...     x: int
        ...     y: int | None
        >>> reader = ShapeReader()
        >>> reader.read(Point, {"x": 1, "y": None}, "point")
        Point(x=1, y=None)
        >>> reader.read(Point, {"x": "1", "z": 1}, "point")
        >>> reader.problems
        ['`point`: unknown key `z`', '`point.x`: expected a whole number, found a text', '`point`: missing key `y`']
    """

    def __init__(self) -> None:
        self.problems: list[str] = []

    def read(self, wanted: Any, value: object, path: str) -> Any:  # noqa: ANN401 - an object of the wanted type
        """Return a value as what is wanted of it; None, and one problem more, if it is something else.

        Arguments:
            wanted: an attrs class, a plain type, or a tuple, union, `Literal` or `dict` of them.
            value: what `json` returned.
            path: where it stands.
        """
        origin, arguments = get_origin(wanted), get_args(wanted)
        if origin in (Union, types.UnionType):
            return self._read_union(arguments, value, path)
        if origin is tuple:
            return self._read_list(arguments[0], value, path)
        if origin is Literal:
            fits = type(value) is str and value in arguments
            return value if fits else self._refuse(path, f"one of {listed(arguments)}", value)
        if attrs.has(wanted):
            return self._read_record(wanted, value, path)
        if type(value) is (origin or wanted):
            return value
        return self._refuse(path, _PLAIN.get(wanted, "a table"), value)

    def _read_union(self, arguments: tuple[Any, ...], value: object, path: str) -> Any:  # noqa: ANN401 - see above
        """Read the alternative that has the type of the value; several records are told apart by their `kind`."""
        if type(value) in arguments:
            return value
        records = [one for one in arguments if one not in _PLAIN]
        if len(records) == 1 and value is not None:
            return self.read(records[0], value, path)
        table = _table(value)
        if records and table is not None:
            kinds = {kind: one for one in records for kind in get_args(_hints(one)["kind"])}
            kind = table.get("kind")
            if isinstance(kind, str) and kind in kinds:
                return self.read(kinds[kind], table, path)
            self._add(f"`{path}.kind`: expected one of {listed(kinds)}")
            return None
        plain = [_PLAIN[one] for one in arguments if one in _PLAIN]
        return self._refuse(path, " or ".join([*plain, *(["a table"] if records else [])]), value)

    def _read_list(self, wanted: Any, value: object, path: str) -> Any:  # noqa: ANN401 - see above
        if type(value) is not list:
            return self._refuse(path, "a list", value)
        items = cast("list[object]", value)
        return tuple(self.read(wanted, item, f"{path}[{i}]") for i, item in enumerate(items))

    def _read_record(self, cls: Any, value: object, path: str) -> Any:  # noqa: ANN401 - see above
        table = _table(value)
        if table is None:
            return self._refuse(path, "a table", value)
        wanted = _hints(cls)
        for key in sorted(table.keys() - wanted.keys()):
            self._add(f"`{path}`: unknown key {quoted(key)}")
        fields = {key: self.read(wanted[key], inner, f"{path}.{key}") for key, inner in table.items() if key in wanted}
        for key in sorted(wanted.keys() - fields.keys()):
            self._add(f"`{path}`: missing key `{key}`")
        return cls(**fields) if len(fields) == len(wanted) else None

    def _refuse(self, path: str, expected: str, value: object) -> None:
        self._add(f"`{path}`: expected {expected}, found {describe(value)}")

    def _add(self, problem: str) -> None:
        if len(self.problems) < LIMITS.problems_kept:
            self.problems.append(problem)


def _table(value: object) -> dict[str, object] | None:
    return cast("dict[str, object]", value) if type(value) is dict else None


@functools.cache
def _hints(cls: Any) -> Mapping[str, Any]:  # noqa: ANN401 - an attrs class
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in attrs.fields(cls)}
