"""Hypothesis strategies for small packs over small vocabularies, and for profiles of them."""

from typing import Any, Literal

import attrs
from hypothesis import strategies as st

from rutengine import Answer, between, fact, members, one_of, part
from rutengine.checker.check import check
from rutengine.checker.report import Place, Report
from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import Scope
from rutengine.checker.sense import SenseCheck
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.diagnostic import Address
from rutengine.documents.packs import pack_of_tables
from rutengine.language.parser import parse_condition
from rutengine.logic.formulas import Columns
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, SetKind
from rutengine.vocabulary.vocabulary import Vocabulary
from tests.oracle import Oracle

Tables = dict[str, Any]
Column = tuple[str, str | None, tuple[Any, ...], Any]

STRATEGIES = ("alpha", "beta", "gamma", "delta", "help")
MEMBERS = ("alpha", "beta")


@attrs.frozen
class Spec:
    """One generated fact: its dotted name, its annotation, its domain and what it assumes."""

    name: str
    kind: Literal["bool", "int", "choice", "set"]
    domain: tuple[Any, ...]
    assume: Any


@attrs.frozen
class Made:
    """A generated pack: the class, the tables of its files, and the columns for the oracle."""

    cls: type[Any]
    files: Tables
    specs: tuple[Spec, ...]

    @property
    def columns(self) -> list[Column]:
        found: list[Column] = []
        for spec in self.specs:
            if spec.kind == "set":
                found += [(spec.name, m, (False, True), m in spec.assume) for m in spec.domain]
            else:
                found.append((spec.name, None, spec.domain, spec.assume))
        return found

    def program(self) -> Program:
        return compile_tables(self.files, self.cls)


def compile_tables(files: Tables, cls: type[Any]) -> Program:
    """Return the program of a pack given as tables; fail with its problems."""
    reading = pack_of_tables(files)
    assert reading.pack is not None, [str(d) for d in reading.diagnostics]
    checked = check(reading.pack, Vocabulary.of(cls), reading.incomplete)
    assert not reading.diagnostics, [str(d) for d in reading.diagnostics]
    assert not isinstance(checked, tuple), [str(d) for d in checked]
    return compile_pack(checked)


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
    kinds = {spec.name: _kind(spec) for spec in specs}
    report = Report()
    place = Place(report, Address("made.toml"), "made", text)
    condition = Resolver(Scope(kinds), place).condition(parse_condition(text))
    columns: list[Any] = [((name, None), kind.domain) for name, kind in kinds.items() if not isinstance(kind, SetKind)]
    columns += [
        ((name, m), (False, True)) for name, kind in kinds.items() if isinstance(kind, SetKind) for m in kind.members
    ]
    if not report.diagnostics:
        SenseCheck(Columns(columns)).check(condition, place)
    return not report.diagnostics


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


@st.composite
def patterns(draw: st.DrawFn, specs: tuple[Spec, ...]) -> tuple[Tables, tuple[Spec, ...]]:
    """Up to three derived facts, the later ones sometimes over the earlier, and their specs."""
    table: Tables = {}
    derived: list[Spec] = []
    for i in range(draw(st.integers(0, 3))):
        known = (*specs, *derived)
        name, form = f"p{i}", draw(st.sampled_from(["level", "any", "count", "case", "texts"]))
        entry: Tables = {"name": name, "label": f"{name} is so"}
        condition = conditions(known)
        if form == "level":
            numbers = [spec.name for spec in known if spec.kind == "int"] or ["1"]
            number = draw(st.sampled_from(numbers))
            other = draw(st.sampled_from([*numbers, "2", f"3 if {draw(condition)} else 1"]))
            inverse = f"4 - {number}" if number != "1" else "3"
            entry["level"] = draw(
                st.sampled_from(
                    [
                        f"max({number}, {other})",
                        f"min({number}, {other})",
                        inverse,
                        f"2 if {draw(condition)} else {number}",
                    ]
                )
            )
            derived.append(Spec(f"patterns.{name}", "int", (0, 1, 2, 3, 4), 0))
        elif form == "any":
            entry["any"] = [draw(condition)]
            derived.append(Spec(f"patterns.{name}", "bool", (False, True), False))
        elif form == "count":
            entry["count"] = [draw(condition) for _ in range(draw(st.integers(1, 3)))]
            derived.append(Spec(f"patterns.{name}", "int", tuple(range(len(entry["count"]) + 1)), 0))
        elif form == "case":
            entry["case"] = [{"when": draw(condition), "is": 3}, {"when": draw(condition), "is": 1}, {"is": 0}]
            derived.append(Spec(f"patterns.{name}", "int", (0, 1, 2, 3, 4), 0))
        else:
            entry["case"] = [{"when": draw(condition), "is": "x"}, {"is": "y"}]
            entry["labels"] = {"x": "it is x", "y": "it is y"}
            derived.append(Spec(f"patterns.{name}", "choice", ("x", "y"), "y"))
        table[name] = entry
    return table, tuple(derived)


@st.composite
def rules(draw: st.DrawFn, known: tuple[Spec, ...], number: int) -> Tables:
    """One rule with random effects."""
    rule: Tables = {"id": f"r{number}", "when": draw(conditions(known)), "because": f"reason {number}", "cite": ["src"]}
    effects = draw(
        st.sets(
            st.sampled_from(["support", "oppose", "exclude", "defer", "require", "note", "notice", "stance"]),
            min_size=1,
        )
    )
    target = st.sampled_from(STRATEGIES)
    moves = st.sampled_from(STRATEGIES[:4])
    for effect in sorted(effects):
        if effect == "support":
            rule["support"] = draw(st.dictionaries(target, st.integers(1, 5), min_size=1, max_size=3))
        elif effect == "oppose":
            free = [s for s in STRATEGIES if s not in rule.get("support", {})]
            rule["oppose"] = {draw(st.sampled_from(free)): draw(st.integers(1, 5))} if free else {}
        elif effect in ("exclude", "defer"):
            rule[effect] = {draw(moves): f"{effect} {number}"}
        elif effect == "require":
            rule["require"] = {"help": f"require {number}"}
        elif effect == "note":
            rule["note"] = {draw(target): draw(st.sampled_from(["same note", f"note {number}"]))}
        elif effect == "notice":
            rule["notice"] = f"notice {number}"
        else:
            rule["stance"] = draw(st.sampled_from(["calm", "alarm"]))
    opposed = {s: p for s, p in rule.get("oppose", {}).items() if s not in rule.get("support", {})}
    rule.pop("oppose", None)
    if opposed:
        rule["oppose"] = opposed
    if not set(rule) - {"id", "when", "because", "cite"}:
        rule["notice"] = f"notice {number}"
    return rule


@st.composite
def packs(draw: st.DrawFn) -> Made:
    """A whole pack that passes every check."""
    facts = draw(specs())
    table, derived = draw(patterns(facts))
    known = (*facts, *derived)
    files: Tables = {"pack.toml": draw(heads(facts)), "facts.toml": {}, "sources.toml": {"src": _SOURCE}}
    for spec in facts:
        _nest(files["facts.toml"], spec.name, _words(spec))
    if table:
        files["patterns.toml"] = table
    drawn = draw(st.lists(conditions(facts, depth=2), max_size=3))
    allowing = [{"id": f"k{i}", "holds": text} for i, text in enumerate(drawn) if _assumed_allows(text, facts)]
    if allowing:
        files["constraints.toml"] = {"constraint": allowing}
    for strategy in STRATEGIES:
        files[f"strategies/{strategy}.toml"] = draw(cards(strategy, known))
    base = [
        {"id": f"base-{s}", "when": draw(conditions(known)), "because": "base", "cite": ["src"], "support": {s: 5}}
        for s in STRATEGIES
    ]
    files["rules/one.toml"] = {"rule": base}
    count = draw(st.integers(1, 6))
    files["rules/two.toml"] = {"rule": [draw(rules(known, i)) for i in range(count)]}
    return Made(class_of(facts), files, facts)


_SOURCE = {"title": "t", "kind": "practice", "good_for": "tests"}


def _words(spec: Spec) -> Tables:
    words: Tables = {"ask": f"{spec.name}?", "label": f"{spec.name} is so"}
    if spec.kind in ("choice", "set"):
        words["labels"] = {value: f"{spec.name} is {value}" for value in spec.domain}
    return words


def _nest(table: Tables, name: str, value: Tables) -> None:
    *path, leaf = name.split(".")
    for step in path:
        table = table.setdefault(step, {})
    table[leaf] = value


def _assumed_allows(constraint: str, facts: tuple[Spec, ...]) -> bool:
    columns = Made(object, {}, facts).columns
    oracle = Oracle({"pack.toml": {}, "constraints.toml": {"constraint": [{"holds": constraint}]}}, columns)
    return bool(oracle.allowed([assume for _, _, _, assume in columns]))


@st.composite
def heads(draw: st.DrawFn, facts: tuple[Spec, ...]) -> Tables:
    """The table of `pack.toml`."""
    head: Tables = {
        "format": 1, "id": "made", "version": "1", "title": "Made", "vocabulary": "Person", "intended_use": "tests",
        "licence": "MIT", "threshold": draw(st.integers(1, 4)), "stance": "open",
        "themes": [{"id": "one", "title": "One"}, {"id": "two", "title": "Two"}, {"id": "past", "title": "Past"}],
        "phases": [{"id": "early", "title": "Early"}, {"id": "late", "title": "Late"}],
        "stances": {
            "open": {
                "phases": ["early", "late"], "roles": ["safety", "groundwork", "move"],
                "max_moves": draw(st.integers(1, 3)), "max_groundwork": 1, "says": "all",
            },
            "calm": {"priority": 1, "phases": ["early"], "roles": ["safety", "move"], "max_moves": 1, "says": "calm"},
            "alarm": {"priority": 2, "phases": [], "roles": [], "max_moves": 0, "max_groundwork": 0, "says": "alarm"},
        },
    }  # fmt: skip
    if any(spec.kind == "set" for spec in facts):
        head["history"] = {
            "failed": "s.failed",
            "theme": "past",
            "because": "it did not help",
            "oppose": 3,
            "support": 2,
        }
    return head


@st.composite
def cards(draw: st.DrawFn, strategy: str, known: tuple[Spec, ...]) -> Tables:
    """One strategy card."""
    role = "safety" if strategy == "help" else draw(st.sampled_from(["move", "move", "groundwork"]))
    card: Tables = {
        "title": strategy.title(), "phase": draw(st.sampled_from(["early", "late"])), "role": role, "summary": "s",
        "steps": ["go"], "done_when": "done", "minutes_per_week": draw(st.sampled_from([30, 60])), "weeks": 1,
        "cost": draw(st.sampled_from(["free", "low"])), "reversibility": draw(st.sampled_from(["high", "low"])),
        "evidence": {"grade": "D", "says": "none", "cite": ["src"]},
        "fallbacks": [draw(st.sampled_from([s for s in STRATEGIES if s != strategy]))],
    }  # fmt: skip
    if draw(st.booleans()):
        card["threshold"] = draw(st.integers(1, 5))
    if draw(st.booleans()):
        card["route"] = [{"when": draw(conditions(known)), "how": "this way"}, {"how": "that way"}]
    card["tip"] = [{"when": draw(conditions(known)), "how": f"tip {i}"} for i in range(draw(st.integers(0, 2)))]
    return card


@st.composite
def answered(draw: st.DrawFn, made: Made) -> tuple[Any, list[list[Any]]]:
    """A profile of the class, and the possible values of every column."""
    given: dict[str, Any] = {}
    possible: list[list[Any]] = []
    for spec in made.specs:
        answer, values = draw(_answer(spec))
        possible += values
        if answer is not None:
            _nest(given, spec.name, answer)
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
