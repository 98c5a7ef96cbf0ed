"""A pack whose people can change some of their facts, each change at a cost."""

from typing import Any, Literal

import attrs

from rutengine import Answer, fact
from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.checking_proofs import Ground
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover
from tests.evaluation.minipack import Tables, card, rule
from tests.strategies import compile_tables

Colour = Literal["red", "green", "blue"]


@attrs.frozen(kw_only=True)
class Mover:
    """Hours cost more the more they are, debt the less it is; nobody changes their age."""

    hours: Answer[int] = fact(assume=2, between=(0, 6), actionable={1: 1, 2: 1, 4: 2, 5: 3, 6: 5})
    debt: Answer[int] = fact(assume=3, between=(0, 4), actionable={0: 4, 1: 2, 2: 1})
    letter: Answer[bool] = fact(assume=False, actionable={True: 1})
    mentor: Answer[bool] = fact(assume=False, actionable={True: 3})
    colour: Answer[Colour] = fact(assume="green", actionable={"red": 2, "blue": 0})
    old: Answer[bool] = fact(assume=False)


FACTS = ("hours", "debt", "letter", "mentor", "colour", "old")
ROLES = ["safety", "groundwork", "move"]


def program_of(rules: list[Tables], constraints: list[Tables] | None = None, strategies: str = "ab") -> Program:
    """Return the program of some rules; each strategy has one of its own that hardly ever fires."""
    idle = [rule(f"idle-{s}", "old and hours == 0 and debt == 0", support={s: 5}) for s in strategies]
    files: Tables = {
        "pack.toml": {
            "format": 1, "id": "movable", "version": "1", "title": "Movable", "vocabulary": "Mover",
            "intended_use": "tests", "licence": "MIT", "threshold": 3, "stance": "open",
            "themes": [{"id": "one", "title": "One"}], "phases": [{"id": "early", "title": "Early"}],
            "stances": {"open": {"phases": ["early"], "roles": ROLES, "max_moves": 1, "says": "all"}},
        },
        "facts.toml": {name: {"ask": f"{name}?", "label": f"{name} is so"} for name in FACTS},
        "sources.toml": {"src": {"title": "t", "kind": "practice", "good_for": "tests"}},
        "rules/one.toml": {"rule": [*rules, *idle, rule("all", " or ".join(ALL), notice="all are read")]},
    }  # fmt: skip
    files["facts.toml"]["colour"]["labels"] = {value: value for value in ("red", "green", "blue")}
    files |= {f"strategies/{name}.toml": card() for name in strategies}
    if constraints:
        files["constraints.toml"] = {"constraint": constraints}
    return compile_tables(files, Mover)


ALL = ("hours >= 6", "debt >= 4", "letter", "mentor", "colour == 'red'", "old")


@attrs.frozen(eq=False)
class Asked:
    """A decision on one person, and what answers questions on it."""

    program: Program
    prover: Prover
    outcome: Outcome

    @property
    def now(self) -> tuple[int, ...]:
        return self.outcome.values[: len(self.outcome.given)]

    @property
    def ground(self) -> Ground:
        checked = self.program.checked
        return Ground(checked=checked, certifier=Certifier(checked), given=self.outcome.given, now=self.now)


def ask(program: Program, **answers: Any) -> Asked:
    """Return the decision on a person: an answer is a value or a tuple of values that are possible."""
    sets = list(program.columns.everything()[: len(program.variables)])
    for name, answer in answers.items():
        column = program.columns.number(name)
        sets[column] = program.columns.bits(column, answer if isinstance(answer, tuple) else (answer,))
    return Asked(program, Prover(program), decide(program, tuple(sets)))
