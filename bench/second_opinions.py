"""Compare the solver with z3 on packs of real size: verdicts, sizes of smallest reasons, costs of cheapest changes."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product
from random import Random

from bench.generated import random_claims
from bench.pools import Pool, career_pool, generated_pool
from bench.worlds import prices
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.changing import find_changes
from rutengine.explanation.sufficiency import find_reason
from rutengine.model.claims import Claim, recommended, top
from rutengine.prove.z3_encoding import SecondOpinion
from rutengine.solver.network import FALSE, TRUE


class SecondOpinions:
    """Counts what was compared on one pack and where z3 says otherwise.

    Arguments:
        pool: the pack and its people.
        seconds: how long each kind of question may be asked.
    """

    def __init__(self, pool: Pool, seconds: float) -> None:
        self._pool, self._seconds = pool, seconds
        self._opinion = SecondOpinion(pool.program)
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, verdicts: int, reasons: int, changes: int) -> None:
        """Compare at most so many of each kind."""
        rng = Random(1)
        claims = [*random_claims(self._pool.program, rng, 35), *map(recommended, self._pool.strategies)]
        chosen = [(top if i % 5 == 4 else recommended)(id) for i, id in enumerate(self._pool.strategies)]
        self._ask("verdicts", verdicts, self._mixed(claims, rng))
        self._ask("smallest sizes", reasons, self._mixed(chosen, rng))
        self._ask("cheapest costs", changes, self._mixed([*claims, *chosen], rng))

    def _mixed(self, claims: Sequence[Claim], rng: Random) -> list[tuple[Claim, Outcome]]:
        asked = list(product(claims, self._pool.outcomes))
        return rng.sample(asked, len(asked))

    def _ask(self, what: str, number: int, asked: Iterable[tuple[Claim, Outcome]]) -> None:
        compare: dict[str, Callable[[Outcome, Claim], bool | None]] = {
            "verdicts": self._verdict,
            "smallest sizes": self._size,
            "cheapest costs": self._cost,
        }
        ends = time.perf_counter() + self._seconds
        for claim, outcome in asked:
            if self.counts[what] >= number or time.perf_counter() > ends:
                break
            agreed = compare[what](outcome, claim)
            if agreed is None:
                self.counts[f"{what}: nothing claimed"] += 1
                continue
            self.counts[what] += 1
            if not agreed:
                self.wrong.append(f"{self._pool.name}, {what}: {claim}, {outcome.given}")

    def _verdict(self, outcome: Outcome, claim: Claim) -> bool | None:
        verdict = self._pool.prover.settle(claim, outcome.given, self._now(outcome))
        if verdict.certainty == "not proved":
            return None
        other = ~claim if verdict.value else claim
        return (verdict.certainty == "settled") == (self._opinion.find(other, outcome.given) is None)

    def _size(self, outcome: Outcome, claim: Claim) -> bool | None:
        reason = find_reason(self._pool.prover, outcome, claim)
        if reason.label != "smallest":
            return None
        known = self._now(outcome) if reason.assumed else outcome.given
        full, node = self._pool.prover.encoding.network.full, self._pool.prover.encoding.claim(reason.claim)
        read = self._pool.prover.goal(node).columns if node not in (TRUE, FALSE) else ()
        sets = [mask if column in read else full[column] for column, mask in enumerate(known)]
        least = self._opinion.smallest_reason_size(reason.claim, sets, sorted(read))
        return len(reason.premises) == least

    def _cost(self, outcome: Outcome, claim: Claim) -> bool | None:
        now = self._now(outcome)
        wanted = ~claim if self._pool.prover.is_true(claim, now) else claim
        changes = find_changes(self._pool.prover, outcome, wanted)
        if changes.label not in ("smallest", "none exists"):
            return None
        costs = [prices(self._pool.program, column, bit) for column, bit in enumerate(now)]
        sets = [bit | sum(told) for bit, told in zip(now, costs, strict=True)]
        priced = {(column, bit): cost for column, told in enumerate(costs) for bit, cost in told.items() if cost}
        self.counts[f"of them {changes.label}"] += 1
        return self._opinion.cheapest(wanted, sets, priced) == (changes.ways[0].cost if changes.ways else None)

    def _now(self, outcome: Outcome) -> Sequence[int]:
        return outcome.values[: len(outcome.given)]


def second_opinions(*, quick: bool) -> bool:
    """Print how often z3 was asked and how often it says otherwise; return whether it never does."""
    seconds, share = (4.0, 10) if quick else (20.0, 1)
    right = True
    for pool in (career_pool(), *(generated_pool(seed, answered, 10) for seed, answered in ((4, 1.0), (5, 0.6)))):
        opinions = SecondOpinions(pool, seconds)
        opinions.run(600 // share, 200 // share, 300 // share)
        counts = ", ".join(f"{what} {number}" for what, number in opinions.counts.items())
        print(f"  {pool.name:14} {counts}; z3 says otherwise {len(opinions.wrong)} times", flush=True)
        for line in opinions.wrong[:5]:
            print(f"  WRONG {line[:600]}")
        right = right and not opinions.wrong
    return right
