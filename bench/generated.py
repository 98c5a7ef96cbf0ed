"""Generated packs, profiles and claims for benchmarks and tests, shaped like real packs; a seed always gives the same.

A few facts are popular, most conditions are conjunctions of one to four comparisons, a third of them on patterns. Every
condition makes sense by construction: its conjunctions read each fact once, and an "or" joins two that read two each.
"""

from random import Random
from typing import Any, Literal, get_args

import attrs

from rutengine import Answer, fact
from rutengine.compiler.program import Program
from rutengine.logic.search import find_completion
from rutengine.model.claims import (
    Above,
    Claim,
    Count,
    Fate,
    FateKind,
    Holds,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.conditions import Condition, In
from rutengine.vocabulary.kinds import Scalar
from tests.strategies import compile_tables

Tables = dict[str, Any]

_SMALL = 10
"""Packs with fewer facts have small domains, so that all completions can be enumerated."""

_ANSWER: Any = Answer
_CHOICE: Any = Literal
_SOURCE = {"title": "t", "kind": "practice", "good_for": "benchmarks"}
_THEMES = ("one", "two", "three")
_PHASES = ("early", "middle", "late")
_OTHER_EFFECTS = ("exclude", "stance", "defer", "require", "exclude", "defer")


@attrs.frozen(eq=False)
class Generated:
    """A generated pack: the vocabulary class, the tables of its files, and the program."""

    cls: type[Any]
    files: Tables
    program: Program


@attrs.frozen
class _Known:
    """A fact or a pattern of which conditions may speak."""

    name: str
    domain: tuple[Scalar, ...]
    assume: Scalar


@attrs.frozen
class _Comparison:
    """A comparison of one fact or pattern: its text, and whether it holds where nothing is answered."""

    name: str
    text: str
    assumed: bool


def generate(seed: int, facts: int = 60, rules: int = 150, strategies: int = 15, patterns: int = 12) -> Generated:
    """Return a random pack that passes every check.

    Arguments:
        seed: what it follows from, with the numbers.
        facts: how many; with fewer than ten their domains are small.
        rules: how many, two thirds of them giving points; at least one and a half for each strategy.
        strategies: how many, at least three: some of safety, some groundwork, the others moves.
        patterns: how many.

    Example:
        >>> len(generate(1, facts=7, rules=14, strategies=4, patterns=3).program.rules)
        14
    """
    maker = _Maker(Random(seed), facts)
    files: Tables = {
        "facts.toml": {known.name: _words(known) for known in maker.facts},
        "sources.toml": {"src": _SOURCE},
    }
    files["patterns.toml"] = {f"p{i}": maker.pattern(i) for i in range(patterns)}
    files["constraints.toml"] = {"constraint": maker.constraints(2 if facts < _SMALL else 4)}
    cards = maker.cards(strategies)
    files |= {f"strategies/{id}.toml": card for id, card in cards.items()}
    made = maker.rules(cards, rules)
    files |= {f"rules/{theme}.toml": {"rule": made[i :: len(_THEMES)]} for i, theme in enumerate(_THEMES)}
    files["pack.toml"] = _head(max_moves=1 if strategies < _SMALL else 3)
    cls = maker.vocabulary()
    return Generated(cls, files, compile_tables(files, cls))


class _Maker:
    """Draws the parts of one pack."""

    def __init__(self, rng: Random, facts: int) -> None:
        self._rng = rng
        self.facts: list[_Known] = [self._fact(i, small=facts < _SMALL) for i in range(facts)]
        self._patterns: list[_Known] = []
        self._popular = rng.sample(self.facts, facts)
        self._weights = [1 / (1 + 0.06 * place) for place in range(facts)]

    def _fact(self, number: int, *, small: bool) -> _Known:
        rng, draw = self._rng, self._rng.random()
        if draw < 0.55:
            return _Known(f"f{number}", (False, True), rng.random() < 0.15)
        if draw < 0.8:
            domain: tuple[Scalar, ...] = tuple(range(3 if small else 5))
        else:
            domain = ("red", "green", "blue", "grey")[: 3 if small else rng.choice((3, 4))]
        return _Known(f"f{number}", domain, rng.choice(domain[:3]))

    def vocabulary(self) -> type[Any]:
        """Return the class of the facts; about 60 % of them are actionable."""
        body: dict[str, Any] = {"__annotations__": {}}
        for known in self.facts:
            first = known.domain[0]
            kind = _CHOICE[known.domain] if isinstance(first, str) else type(first)
            body["__annotations__"][known.name] = _ANSWER[kind]
            costs = {value: self._rng.randint(1, 4) for value in known.domain if self._rng.random() < 0.8}
            body[known.name] = fact(
                assume=known.assume,
                between=(0, len(known.domain) - 1) if type(first) is int else None,
                actionable=costs if self._rng.random() < 0.6 else None,
            )
        made: type[Any] = attrs.frozen(kw_only=True)(type("Person", (), body))
        return made

    def _comparison(self, derived: float) -> _Comparison:
        """Draw a comparison, with that probability of a pattern."""
        rng = self._rng
        if self._patterns and rng.random() < derived:
            known = rng.choice(self._patterns)
        else:
            known = rng.choices(self._popular, self._weights)[0]
        name, domain, assume = known.name, known.domain, known.assume
        if isinstance(domain[0], bool):
            wanted = rng.random() < 0.75
            return _Comparison(name, name if wanted else f"not {name}", assume is wanted)
        if isinstance(domain[0], int):
            bound, above = rng.randint(1, len(domain) - 1), rng.random() < 0.7
            holds = (int(assume) >= bound) == above
            return _Comparison(name, f"{name} {'>=' if above else '<'} {bound}", holds)
        chosen = rng.sample(domain, 2 if len(domain) > 3 and rng.random() < 0.4 else 1)
        text = f"{name} == '{chosen[0]}'" if len(chosen) == 1 else f"{name} in {{'{chosen[0]}', '{chosen[1]}'}}"
        return _Comparison(name, text, assume in chosen)

    def _comparisons(self, count: int, derived: float) -> list[_Comparison]:
        """Draw comparisons of so many different facts and patterns."""
        found: dict[str, _Comparison] = {}
        while len(found) < count:
            comparison = self._comparison(derived)
            found.setdefault(comparison.name, comparison)
        return list(found.values())

    def _conjunction(self, count: int, derived: float = 0.35) -> str:
        return " and ".join(comparison.text for comparison in self._comparisons(count, derived))

    def _condition(self) -> str:
        """Draw the condition of a rule: mostly a conjunction."""
        draw = self._rng.random()
        if draw < 0.1:
            return f"({self._conjunction(2)}) or ({self._conjunction(2)})"
        if draw < 0.16:
            return f"at_least(2, {', '.join(comparison.text for comparison in self._comparisons(3, 0.35))})"
        if draw < 0.2:
            return f"not ({self._conjunction(2)})"
        return self._conjunction(self._rng.choices((1, 2, 3, 4), (0.35, 0.4, 0.2, 0.05))[0])

    def pattern(self, number: int) -> Tables:
        """Draw a pattern; later ones may use earlier ones."""
        rng, name = self._rng, f"patterns.p{number}"
        entry: Tables = {"name": f"P{number}", "label": f"p{number} is so"}
        kind = rng.choices(("any", "count", "case", "level"), (0.5, 0.2, 0.15, 0.15))[0]
        domain: tuple[Scalar, ...]
        if kind == "any":
            domain = (False, True)
            entry["any"] = [self._conjunction(rng.choice((1, 2, 2, 3)), 0.2) for _ in range(rng.choice((1, 2, 2, 3)))]
        elif kind == "count":
            entry["count"] = [self._conjunction(1, 0) for _ in range(rng.choice((2, 3, 4)))]
            domain = tuple(range(len(entry["count"]) + 1))
        elif kind == "case":
            domain = ("low", "mid", "high")[: rng.choice((2, 3))]
            rows = [{"when": self._conjunction(rng.choice((1, 2)), 0.2), "is": value} for value in domain]
            entry |= {
                "case": [*rows, {"is": rng.choice(domain)}],
                "labels": {value: f"it is {value}" for value in domain},
            }
        else:
            domain = (0, 1, 2, 3, 4)
            entry["level"] = self._level()
        self._patterns.append(_Known(name, domain, domain[0]))
        return entry

    def _level(self) -> str:
        numbers = [known.name for known in (*self.facts, *self._patterns) if type(known.domain[0]) is int] or ["1"]
        first, second = self._rng.choice(numbers), self._rng.choice(numbers)
        chosen = f"3 if {self._conjunction(2, 0.2)} else 1"
        forms = [f"max({first}, {second})", f"min({first}, {second})", f"max({first}, {chosen})", chosen]
        return self._rng.choice(forms)

    def constraints(self, count: int) -> list[Tables]:
        """Draw implications between two answers that hold where nothing is answered."""
        found: list[Tables] = []
        while len(found) < count:
            first, second = self._comparisons(2, 0)
            if second.assumed or not first.assumed:
                found.append({"id": f"c{len(found)}", "holds": f"not ({first.text}) or {second.text}"})
        return found

    def cards(self, count: int) -> Tables:
        """Draw the cards of all strategies, by id."""
        safety, groundwork = max(1, count // 8), max(1, count // 4)
        roles = ["safety"] * safety + ["groundwork"] * groundwork
        return {f"s{i}": self._card(f"s{i}", roles[i] if i < len(roles) else "move") for i in range(count)}

    def _card(self, id: str, role: str) -> Tables:
        rng = self._rng
        return {
            "title": id.upper(), "phase": rng.choice(_PHASES), "role": role, "summary": "s", "steps": ["go"],
            "done_when": "done", "minutes_per_week": rng.choice((30, 60)), "weeks": 1,
            "threshold": rng.choice((2, 3, 3, 4)), "cost": rng.choice(("free", "low")),
            "reversibility": rng.choice(("high", "medium")),
            "evidence": {"grade": "D", "says": "none", "cite": ["src"]},
        }  # fmt: skip

    def rules(self, cards: Tables, count: int) -> list[Tables]:
        """Draw all rules: two thirds of them score, the others exclude, defer, require or ask for a stance."""
        scoring = count * 2 // 3
        effects = [self._score(i, cards) for i in range(scoring)]
        effects += [self._other(i, cards) for i in range(count - scoring)]
        return [
            {"id": f"r{i}", "because": f"reason {i}", "cite": ["src"], **effect} for i, effect in enumerate(effects)
        ]

    def _score(self, number: int, cards: Tables) -> Tables:
        rng, ids = self._rng, list(cards)
        main = ids[number % len(ids)]
        if number < len(ids):
            points = {main: rng.randint(cards[main]["threshold"], 5)}
        else:
            points = {main: rng.randint(1, 5) if rng.random() < 0.8 else -rng.randint(1, 4)}
        while len(points) < 3 and rng.random() < 0.35:
            points.setdefault(rng.choice(ids), rng.choice((-3, -2, 1, 2, 3, 4, 5)))
        tables = {
            "support": {id: value for id, value in points.items() if value > 0},
            "oppose": {id: -value for id, value in points.items() if value < 0},
        }
        return {"when": self._condition(), **{key: table for key, table in tables.items() if table}}

    def _other(self, number: int, cards: Tables) -> Tables:
        rng, effect = self._rng, _OTHER_EFFECTS[number % len(_OTHER_EFFECTS)]
        when = self._conjunction(2 if effect == "stance" else 3, 0.25)
        if effect == "stance":
            return {"when": when, "stance": rng.choice(("calm", "calm", "alarm", "alarm", "open"))}
        ids = [id for id, card in cards.items() if (card["role"] == "safety") == (effect == "require")]
        return {"when": when, effect: {rng.choice(ids): f"{effect} {number}"}}


def _words(known: _Known) -> Tables:
    words: Tables = {"ask": f"{known.name}?", "label": f"{known.name} is so"}
    if isinstance(known.domain[0], str):
        words["labels"] = {value: f"it is {value}" for value in known.domain}
    return words


def _head(max_moves: int) -> Tables:
    everything = {"phases": list(_PHASES), "roles": ["safety", "groundwork", "move"]}
    early = {**everything, "phases": list(_PHASES[:2])}
    only_safety = {**everything, "roles": ["safety"]}
    return {
        "format": 1, "id": "generated", "version": "1", "title": "Generated", "vocabulary": "Person",
        "intended_use": "benchmarks", "licence": "MIT", "threshold": 3, "stance": "open",
        "themes": [{"id": theme, "title": theme} for theme in _THEMES],
        "phases": [{"id": phase, "title": phase} for phase in _PHASES],
        "stances": {
            "open": {**everything, "max_moves": max_moves, "max_groundwork": 1, "says": "all"},
            "calm": {**early, "priority": 1, "max_moves": 1, "max_groundwork": 2, "says": "calm"},
            "alarm": {**only_safety, "priority": 2, "max_moves": 0, "says": "alarm"},
        },
    }  # fmt: skip


def random_profile(program: Program, rng: Random, answered: float = 1.0) -> tuple[int, ...]:
    """Return the possible values of every fact column, each answered with that probability; some person has them."""
    formulas = [formula for _, formula in program.constraints]
    while True:
        sets = tuple(
            1 << rng.randrange(len(variable.domain)) if rng.random() < answered else (1 << len(variable.domain)) - 1
            for variable in program.variables
        )
        if find_completion(formulas, sets, program.preference) is not None:
            return sets


def random_claims(program: Program, rng: Random, n: int) -> list[Claim]:
    """Return claims of every kind on the strategies, stances and conditions of a program; a few of them are joined."""
    claims = [_claim(program, rng, i % 7) for i in range(n)]
    for i in range(7, n, 5):
        other = rng.choice(claims)
        claims[i] = rng.choice((claims[i] & other, claims[i] | other, ~claims[i], ~(claims[i] | ~other)))
    return claims


def _claim(program: Program, rng: Random, kind: int) -> Claim:
    """Draw a claim of the kind with this number."""
    strategy, rival = rng.sample([step.strategy.id for step in program.strategies], 2)
    fate: FateKind = rng.choice(get_args(FateKind))
    compared = rng.random() < 0.5
    claims: tuple[Claim, ...] = (
        Fate(fate, strategy),
        Top(strategy, strictly=compared),
        Above(strategy, rival),
        _score(rng, strategy, rival if compared else None),
        StanceIs(rng.choice(program.stances).id),
        Holds(_any_condition(program, rng)),
        Count(fate, rng.randint(1, 3)),
    )
    return claims[kind]


def _score(rng: Random, strategy: str, rival: str | None) -> Claim:
    minimum = rng.randint(1, 5) if rival is None else rng.randint(-2, 3)
    return Score(rng.choice(("lead", "total")), strategy, minimum, rival)


def _any_condition(program: Program, rng: Random) -> Condition:
    """Draw the condition of a rule, or one value of a pattern or fact."""
    if rng.random() < 0.5:
        return program.checked.conditions[("rule", rng.choice(program.rules).rule.id)]
    column = rng.randrange(len(program.columns.keys))
    name, member = program.columns.keys[column]
    return In(name, member, (rng.choice(program.columns.domains[column]),))
