"""Profiles of small packs with the possible values of every column; the packs are those of `rutengine.testing`."""

from typing import Any

import attrs
from hypothesis import strategies as st

from rutengine import between, members, one_of
from rutengine.testing.drawing import Spec
from rutengine.testing.packs import STRATEGIES, Tables, compile_tables, packs
from rutengine.testing.packs import MadePack as Made

__all__ = ["STRATEGIES", "Made", "Tables", "answered", "compile_tables", "packs"]


@st.composite
def answered(draw: st.DrawFn, made: Made) -> tuple[Any, list[list[Any]]]:
    """A profile of the class, and the possible values of every column."""
    given: dict[str, Any] = {}
    possible: list[list[Any]] = []
    for spec in made.specs:
        answer, values = draw(_answer(spec))
        possible += values
        if answer is not None:
            *path, leaf = spec.name.split(".")
            (given.setdefault(path[0], {}) if path else given)[leaf] = answer
    inner = given.pop("s", None)
    if inner is not None:
        given["s"] = attrs.fields_dict(made.cls)["s"].metadata["rutengine.part"](**inner)
    return made.cls(**given), possible


@st.composite
def _answer(draw: st.DrawFn, spec: Spec) -> tuple[Any, list[list[Any]]]:
    form = draw(st.sampled_from(["unknown", "value", "partly"]))
    if spec.kind == "set":
        yes = frozenset(draw(st.sets(st.sampled_from(spec.domain))))
        if form == "unknown":
            return None, [[False, True] for _ in spec.domain]
        if form == "value":
            return yes, [[m in yes] for m in spec.domain]
        return members(yes=yes), [[True] if m in yes else [False, True] for m in spec.domain]
    if form == "unknown":
        return None, [list(spec.domain)]
    if form == "value":
        value = draw(st.sampled_from(spec.domain))
        return value, [[value]]
    if spec.kind == "int" and draw(st.booleans()):
        low, high = sorted(draw(st.tuples(st.sampled_from(spec.domain), st.sampled_from(spec.domain))))
        return between(low, high), [list(range(low, high + 1))]
    values = draw(st.lists(st.sampled_from(spec.domain), min_size=1, unique=True))
    return one_of(*values), [values]
