"""People to ask about: those of the career pack, and generated ones of generated packs."""

from pathlib import Path
from random import Random

import attrs

from bench.generated import generate, random_profile
from rutengine.career import engine
from rutengine.cli.demo import persona_text
from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.model.claims import Claim
from rutengine.solver.proving import Prover

PEOPLE = Path(__file__).parent.parent / "tests" / "calibration" / "people"


@attrs.frozen(eq=False)
class Pool:
    """Decisions on several people by one program, with one prover for all questions on them."""

    name: str
    program: Program
    prover: Prover
    outcomes: tuple[Outcome, ...]

    @property
    def strategies(self) -> list[str]:
        """The ids of all strategies."""
        return [step.strategy.id for step in self.program.strategies]

    def encode(self, claim: Claim) -> Claim:
        """Make a claim and its opposite ready to be searched for, and return it."""
        for side in (claim, ~claim):
            node = self.prover.encoding.claim(side)
            if node > 1:
                goal = self.prover.goal(node)
                for case in range(goal.cases):
                    goal.circuit(case)
        return claim


def career_pool() -> Pool:
    """Return the people of the calibration cases and of the demo."""
    program = engine().program
    texts = [path.read_text(encoding="utf-8") for path in sorted(PEOPLE.glob("*.toml"))]
    outcomes = [engine().decide(engine().read_profile(text)).outcome for text in (*texts, persona_text())]
    return Pool("career", program, Prover(program), tuple(outcomes))


def generated_pool(seed: int, answered: float, people: int) -> Pool:
    """Return people who have answered so much of a generated pack of 60 facts, 150 rules and 15 strategies."""
    program, rng = generate(seed).program, Random(seed)
    outcomes = [decide(program, random_profile(program, rng, answered)) for _ in range(people)]
    return Pool(f"generated {answered:.0%}", program, Prover(program), tuple(outcomes))
