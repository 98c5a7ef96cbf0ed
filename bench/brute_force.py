"""Compare the solver with enumeration, on small packs: entailments, smallest reasons and cheapest changes."""

from collections import Counter
from random import Random

from bench.generated import generate, random_claims, random_profile
from bench.worlds import Bits, World
from rutengine.evaluation.deciding import decide
from rutengine.explanation.changing import find_changes
from rutengine.explanation.sufficiency import find_reason
from rutengine.model.claims import Claim
from rutengine.solver.proving import Prover

NAIVE = 20
"""Of so many packs one is decided by the naive oracle, the others by the engine itself."""

CLAIMS = 42
PROFILES = 14
SHARES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)


class BruteForce:
    """Counts what was compared and what was wrong, and keeps the first mistakes.

    Arguments:
        entailments, reasons, changes: how many of each are wanted.
    """

    def __init__(self, entailments: int, reasons: int, changes: int) -> None:
        self._wanted = {"entailments": entailments, "smallest reasons": reasons, "cheapest changes": changes}
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, first: int = 1) -> None:
        """Go through packs, from this seed on, until there is enough of everything."""
        seed = first
        while any(self.counts[what] < number for what, number in self._wanted.items()):
            made = generate(seed, facts=7, rules=14, strategies=4, patterns=3)
            world = World(made.files, made.program, naive=seed % NAIVE == 0)
            self.counts["packs"] += 1
            self.counts["of them by the naive oracle"] += seed % NAIVE == 0
            self.counts["completions"] += len(world.people)
            self._pack(seed, world)
            seed += 1

    def _pack(self, seed: int, world: World) -> None:
        rng, prover = Random(seed), Prover(world.program)
        claims = random_claims(world.program, rng, CLAIMS)
        for number in range(PROFILES):
            sets = random_profile(world.program, rng, SHARES[number % len(SHARES)])
            for claim in claims:
                self._entailment(f"seed {seed}, {sets}, {claim}", world, prover, sets, claim)
            for claim in rng.sample(claims, 3):
                if self.counts["smallest reasons"] < self._wanted["smallest reasons"]:
                    self._reason(f"seed {seed}, {sets}, {claim}", world, prover, sets, claim)
                if self.counts["cheapest changes"] < self._wanted["cheapest changes"]:
                    self._change(f"seed {seed}, {sets}, {claim}", world, prover, sets, claim)

    def _entailment(self, where: str, world: World, prover: Prover, sets: Bits, claim: Claim) -> None:
        now = decide(world.program, sets).values[: len(sets)]
        verdict = prover.settle(claim, sets, now)
        true, possible = world.of(claim), world.within(sets)
        value = bool(true & world.place(now))
        other = possible & (~true if value else true)
        witness = verdict.witness is None or bool(world.place(verdict.witness) & other)
        right = verdict.value == value and verdict.certainty == ("open" if other else "settled") and witness
        self._count("entailments", where, right=right)
        self.counts[verdict.certainty] += 1

    def _reason(self, where: str, world: World, prover: Prover, sets: Bits, claim: Claim) -> None:
        outcome = decide(world.program, sets)
        now = outcome.values[: len(sets)]
        reason = find_reason(prover, outcome, claim)
        true = world.of(reason.claim)
        assumed = bool(world.within(sets) & ~true)
        known = now if assumed else sets
        kept = {premise.column for premise in reason.premises}
        enough = world.keeping(known, kept) & ~true == 0
        least = len(kept) == world.smallest_reason(reason.claim, known)
        so = bool(true & world.place(now)) and (reason.assumed == assumed or not kept)
        right = so and enough and least and reason.label == "smallest"
        self.counts["empty reasons"] += not kept
        if kept:
            self._count("smallest reasons", where, right=right)
        elif not right:
            self.wrong.append(f"empty reason: {where}")

    def _change(self, where: str, world: World, prover: Prover, sets: Bits, claim: Claim) -> None:
        outcome = decide(world.program, sets)
        now = outcome.values[: len(sets)]
        if world.of(claim) & world.place(now):
            claim = ~claim
        changes = find_changes(prover, outcome, claim)
        least = world.cheapest(claim, now)
        if least is None:
            right = changes.label == "none exists" and not changes.ways
        else:
            right = changes.label == "smallest" and changes.ways[0].cost == least
            right = right and bool(world.of(claim) & world.place(changes.ways[0].completion))
        self._count("cheapest changes" if least is not None else "no change exists", where, right=right)

    def _count(self, what: str, where: str, *, right: bool) -> None:
        self.counts[what] += 1
        if not right:
            self.wrong.append(f"{what}: {where}")


def brute_force(*, quick: bool) -> bool:
    """Print how much was compared and how much was wrong; return whether nothing was."""
    compared = BruteForce(3_000, 100, 100) if quick else BruteForce(30_000, 300, 300)
    compared.run()
    for what, number in compared.counts.items():
        print(f"  {what:28} {number:7,}")
    print(f"  {'wrong':28} {len(compared.wrong):7,}")
    for line in compared.wrong[:5]:
        print(f"  WRONG {line}")
    return not compared.wrong
