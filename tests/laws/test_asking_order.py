"""What is answered does not depend on what was asked before: a prover keeps nothing that tells."""

import random

import attrs

from bench.generated import generate, random_claims, random_profile
from rutengine.evaluation.deciding import decide
from rutengine.explanation.certainty import find_sureness
from rutengine.explanation.changing import find_changes
from rutengine.explanation.sufficiency import find_reason
from rutengine.solver.proving import Prover


def test_the_order_of_questions_changes_no_answer() -> None:
    program = generate(4, facts=20, rules=50, strategies=8, patterns=6).program
    rng = random.Random(1)
    outcomes = [decide(program, random_profile(program, rng, answered=0.6)) for _ in range(3)]
    questions = [(outcome, claim) for outcome in outcomes for claim in random_claims(program, rng, 20)]

    def answers(order: list[int]) -> dict[int, str]:
        prover, found = Prover(program), dict[int, str]()
        for i in order:
            outcome, claim = questions[i]
            records = (
                find_sureness(prover, outcome, claim, 300),
                find_reason(prover, outcome, claim, "smallest", 300),
                find_changes(prover, outcome, claim, 2, 300),
            )
            found[i] = str([attrs.asdict(record) for record in records])
        return found

    forward = list(range(len(questions)))
    shuffled = rng.sample(forward, len(forward))
    assert answers(forward) == answers(shuffled)
