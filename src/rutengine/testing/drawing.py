"""Small vocabularies and conditions over them, drawn by Hypothesis; the checker has nothing to say about any."""

from typing import Any, Literal

import attrs
from hypothesis import strategies as st

from rutengine.checker.report import Place, Report
from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import Scope
from rutengine.checker.sense import SenseCheck
from rutengine.diagnostics.diagnostic import Address
from rutengine.language.parser import parse_condition
from rutengine.logic.formulas import Columns
from rutengine.logic.truth import holds
from rutengine.model.conditions import Condition
from rutengine.vocabulary.facts import Answer, fact, part
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, SetKind

MEMBERS = ("alpha", "beta")
"""The members of the one set fact: strategies of the packs."""


@attrs.frozen
class Spec:
    """One generated fact: its dotted name, its annotation, its domain and what it assumes."""

    name: str
    kind: Literal["bool", "int", "choice", "set"]
    domain: tuple[Any, ...]
    assume: Any


@st.composite
def specs(draw: st.DrawFn) -> tuple[Spec, ...]:
    """Two to five facts, some of them in a part `s`, and sometimes the set fact `s.failed`."""
    found: list[Spec] = []
    for i in range(draw(st.integers(2, 5))):
        name = draw(st.sampled_from([f"f{i}", f"s.f{i}"]))
        kind: Any = draw(st.sampled_from(["bool", "int", "int", "choice"]))
        if kind == "bool":
            domain: tuple[Any, ...] = (False, True)
        elif kind == "int":
            domain = tuple(range(draw(st.integers(1, 4)) + 1))
        else:
            domain = ("red", "green", "blue")[: draw(st.integers(2, 3))]
        found.append(Spec(name, kind, domain, draw(st.sampled_from(domain))))
    if draw(st.booleans()):
        assumed = draw(st.sets(st.sampled_from(MEMBERS)))
        found.append(Spec("s.failed", "set", MEMBERS, frozenset(assumed)))
    return tuple(sorted(found, key=lambda spec: spec.name.count(".")))


ANSWER: Any = Answer
"""The same, for annotations that are made while the tests run."""

CHOICE: Any = Literal

_ANNOTATIONS: dict[str, Any] = {
    "bool": ANSWER[bool],
    "int": ANSWER[int],
    "set": ANSWER[frozenset[Literal["alpha", "beta"]]],
}


def class_of(specs: tuple[Spec, ...]) -> type[Any]:
    """Build the vocabulary class of some specs."""
    inner = [spec for spec in specs if "." in spec.name]
    outer = [spec for spec in specs if "." not in spec.name]
    fields = {spec.name: _field(spec) for spec in outer}
    if inner:
        nested = _class("Inner", {spec.name.split(".")[1]: _field(spec) for spec in inner})
        fields["s"] = (nested, part(nested))
    return _class("Person", fields)


def _field(spec: Spec) -> tuple[Any, Any]:
    annotation = ANSWER[CHOICE[spec.domain]] if spec.kind == "choice" else _ANNOTATIONS[spec.kind]
    limits = (spec.domain[0], spec.domain[-1]) if spec.kind == "int" else None
    return annotation, fact(assume=spec.assume, between=limits)


def _class(name: str, fields: dict[str, tuple[Any, Any]]) -> type[Any]:
    body: dict[str, Any] = {"__annotations__": {key: annotation for key, (annotation, _) in fields.items()}}
    body |= {key: value for key, (_, value) in fields.items()}
    made: type[Any] = attrs.frozen(kw_only=True)(type(name, (), body))
    return made


@st.composite
def literals(draw: st.DrawFn, spec: Spec) -> str:
    """One comparison on a fact that sometimes holds and sometimes does not."""
    if spec.kind == "bool":
        return draw(st.sampled_from([spec.name, f"not {spec.name}"]))
    if spec.kind == "set":
        sizes = [f"size({spec.name}) {sign} 1" for sign in ("==", "!=", "<", "<=", ">", ">=")]
        return draw(
            st.sampled_from([f"'{m}' in {spec.name}" for m in spec.domain] + [f"'alpha' not in {spec.name}", *sizes])
        )
    if spec.kind == "choice":
        value = draw(st.sampled_from(spec.domain))
        return draw(
            st.sampled_from([f"{spec.name} == '{value}'", f"{spec.name} != '{value}'", f"{spec.name} in {{'{value}'}}"])
        )
    low, high = spec.domain[0], spec.domain[-1]
    name, bound = spec.name, draw(st.integers(low + 1, high))
    forms = [
        f"{name} >= {bound}",
        f"{name} < {bound}",
        f"{bound} <= {name}",
        f"{name} == {bound}",
        f"not {name} >= {bound}",
    ]
    forms += [
        f"{name} != {bound}",
        f"{name} not in ({bound}, )",
        f"max({name}, {name}) >= {bound}",
        f"{name} > {bound - 1}",
    ]
    if high > low + 1:
        forms += [f"{low + 1} <= {name} < {high}", f"{low} < {name} <= {high - 1}", f"{bound} == max({name}, {name})"]
    return draw(st.sampled_from(forms))


@st.composite
def conditions(draw: st.DrawFn, specs: tuple[Spec, ...], *, depth: int = 3) -> str:
    """A condition that is neither impossible nor always true, not even in part.

    Facts may be read more than once; where this makes no sense, the condition reads each of them once.
    """
    derived = [spec for spec in specs if spec.name.startswith("patterns.")]
    weighted = [*specs, *derived, *derived]
    chosen = draw(st.lists(st.sampled_from(weighted), min_size=1, max_size=5))
    text = draw(_joined(chosen, depth))
    return text if sensible(text, specs) else draw(_joined(list(dict.fromkeys(chosen)), depth))


def sensible(text: str, specs: tuple[Spec, ...]) -> bool:
    """Tell whether the checker has nothing to say about a condition."""
    report = Report()
    condition, columns, place = _resolved(text, specs, report)
    if not report.diagnostics:
        SenseCheck(columns).check(condition, place)
    return not report.diagnostics


def neutrally_so(text: str, specs: tuple[Spec, ...]) -> bool:
    """Tell whether a condition on facts holds where every fact is neutral."""
    condition, columns, _ = _resolved(text, specs, Report())
    assumed = {spec.name: spec.assume for spec in specs}
    neutral = [assumed[name] if member is None else member in assumed[name] for name, member in columns.keys]
    bits = [columns.bits(number, [value]) for number, value in enumerate(neutral)]
    return holds(columns.formula(condition), bits)


def _resolved(text: str, specs: tuple[Spec, ...], report: Report) -> tuple[Condition, Columns, Place]:
    kinds = {spec.name: _kind(spec) for spec in specs}
    place = Place(report, Address("made.toml"), "made", text)
    condition = Resolver(Scope(kinds), place).condition(parse_condition(text))
    columns: list[Any] = [((name, None), kind.domain) for name, kind in kinds.items() if not isinstance(kind, SetKind)]
    columns += [
        ((name, m), (False, True)) for name, kind in kinds.items() if isinstance(kind, SetKind) for m in kind.members
    ]
    return condition, Columns(columns), place


def _kind(spec: Spec) -> Kind:
    if spec.kind == "bool":
        return BoolKind()
    if spec.kind == "int":
        return IntKind(spec.domain[0], spec.domain[-1])
    return ChoiceKind(spec.domain) if spec.kind == "choice" else SetKind(spec.domain)


@st.composite
def _joined(draw: st.DrawFn, chosen: list[Spec], depth: int) -> str:
    if len(chosen) == 1 or depth == 0:
        return draw(literals(chosen[0]))
    cut = draw(st.integers(1, len(chosen) - 1))
    groups = [chosen[:cut], chosen[cut:]]
    parts = [draw(_joined(group, depth - 1)) for group in groups]
    form = draw(st.sampled_from(["and", "or", "not", "at_least"]))
    if form == "not":
        return f"not ({parts[0]} and {parts[1]})"
    if form == "at_least":
        return f"at_least({draw(st.integers(1, 2))}, {parts[0]}, {parts[1]})"
    return f"({parts[0]}) {form} ({parts[1]})"
