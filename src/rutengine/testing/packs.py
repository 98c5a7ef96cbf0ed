"""Small packs that pass every check, each with a vocabulary of its own, drawn by Hypothesis."""

from typing import Any

import attrs
from hypothesis import strategies as st

from rutengine.checker.check import check
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import PackError
from rutengine.documents.packs import pack_of_tables
from rutengine.engine.engine import Engine
from rutengine.model.pack import CheckedPack
from rutengine.testing.drawing import Spec, class_of, conditions, neutrally_so, specs
from rutengine.vocabulary.vocabulary import Vocabulary

Tables = dict[str, Any]
Column = tuple[str, str | None, tuple[Any, ...], Any]

STRATEGIES = ("alpha", "beta", "gamma", "delta", "help")
"""The strategies of every pack; the last one has the role `safety`."""


@attrs.frozen(repr=False)
class MadePack:
    """A pack that was drawn.

    Arguments:
        cls: the class of its facts.
        files: the tables of its files, by relative name.
        specs: the facts, as they were drawn.
    """

    cls: type[Any]
    files: Tables
    specs: tuple[Spec, ...]

    def __repr__(self) -> str:
        return f"<MadePack: {self.files}>"

    @property
    def columns(self) -> list[Column]:
        """Name, member, values and neutral value of every column of a fact."""
        found: list[Column] = []
        for spec in self.specs:
            if spec.kind == "set":
                found += [(spec.name, m, (False, True), m in spec.assume) for m in spec.domain]
            else:
                found.append((spec.name, None, spec.domain, spec.assume))
        return found

    def program(self) -> Program:
        """Return the pack, compiled."""
        return compile_tables(self.files, self.cls)

    def engine(self) -> Engine[Any]:
        """Return the engine of the pack."""
        return Engine(self.program(), Vocabulary[Any].of(self.cls))


def packs() -> st.SearchStrategy[MadePack]:
    """Return a strategy for small packs that pass every check.

    Each has a class of its own with two to six facts, patterns and constraints, five strategies, and rules with all
    kinds of effects. They are large: turn the health checks of Hypothesis off.

    Example:
        >>> from hypothesis import HealthCheck, given, settings
        >>> @settings(max_examples=5, database=None, deadline=None, suppress_health_check=list(HealthCheck))
        ... @given(packs())
        ... def every_strategy_is_told_of(made):
        ...     assert len(made.engine().decide(made.cls()).strategies) == 5
        >>> every_strategy_is_told_of()
    """
    return _packs()


def compile_tables(files: Tables, cls: type[Any]) -> Program:
    """Return the program of a pack that is given as tables, by the names that its files would have.

    Raises:
        PackError: the pack has problems.
    """
    reading = pack_of_tables(files)
    found = list(reading.diagnostics)
    if reading.pack is not None:
        checked = check(reading.pack, Vocabulary[Any].of(cls), reading.incomplete)
        if isinstance(checked, CheckedPack) and not found:
            return compile_pack(checked)
        found += () if isinstance(checked, CheckedPack) else checked
    raise PackError(found)


@st.composite
def _patterns(draw: st.DrawFn, specs: tuple[Spec, ...]) -> tuple[Tables, tuple[Spec, ...]]:
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
            derived.append(Spec(f"patterns.{name}", "bool", (False, True), assume=False))
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
def _rules(draw: st.DrawFn, known: tuple[Spec, ...], number: int) -> Tables:
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
def _packs(draw: st.DrawFn) -> MadePack:
    """A whole pack that passes every check."""
    facts = draw(specs())
    table, derived = draw(_patterns(facts))
    known = (*facts, *derived)
    files: Tables = {"pack.toml": draw(_heads(facts)), "facts.toml": {}, "sources.toml": {"src": _SOURCE}}
    for spec in facts:
        _nest(files["facts.toml"], spec.name, _words(spec))
    if table:
        files["patterns.toml"] = table
    drawn = draw(st.lists(conditions(facts, depth=2), max_size=3))
    allowing = [{"id": f"k{i}", "holds": text} for i, text in enumerate(drawn) if neutrally_so(text, facts)]
    if allowing:
        files["constraints.toml"] = {"constraint": allowing}
    for strategy in STRATEGIES:
        files[f"strategies/{strategy}.toml"] = draw(_cards(strategy, known))
    base = [
        {"id": f"base-{s}", "when": draw(conditions(known)), "because": "base", "cite": ["src"], "support": {s: 5}}
        for s in STRATEGIES
    ]
    files["rules/one.toml"] = {"rule": base}
    count = draw(st.integers(1, 6))
    files["rules/two.toml"] = {"rule": [draw(_rules(known, i)) for i in range(count)]}
    return MadePack(class_of(facts), files, facts)


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


@st.composite
def _heads(draw: st.DrawFn, facts: tuple[Spec, ...]) -> Tables:
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
def _cards(draw: st.DrawFn, strategy: str, known: tuple[Spec, ...]) -> Tables:
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
