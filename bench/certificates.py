"""Offer certificates to the independent checker: as they are, for a claim that is false of them, and damaged."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

import attrs

from bench.generated import generate, random_claims, random_profile
from bench.pools import Pool, career_pool, generated_pool
from rutengine.evaluation.deciding import decide
from rutengine.explanation.changing import find_changes
from rutengine.explanation.checking_proofs import is_accepted
from rutengine.explanation.sufficiency import find_reason
from rutengine.logic.search import Budget, SearchLimitError, find_completion
from rutengine.logic.truth import holds
from rutengine.model.claims import Above, Claim, Count, Fate, NotClaim, Score, StanceIs, Top, recommended, top
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Certificate, Costs, Prover

NODES = 2_000


class Certificates:
    """Counts certificates and what became of them.

    Arguments:
        seed: of the damage.
    """

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)
        self.counts: Counter[str] = Counter()
        self.wrong = 0

    def offer(self, pool: Pool, certifier: Certifier, certificates: Iterable[Certificate]) -> None:
        """Check certificates, and those of them that can be for a false claim beside theirs."""
        for certificate in certificates:
            self.counts["certificates"] += 1
            self._count("accepted", right=is_accepted(certificate, certifier), wrong="NOT ACCEPTED")
            for claim in _neighbours(pool, certifier, certificate):
                accepted = is_accepted(attrs.evolve(certificate, claim=claim), certifier)
                self._count("refused for a claim that is true somewhere", right=not accepted, wrong="A FALSE PROOF")

    def damage(self, certifier: Certifier, certificate: Certificate) -> None:
        """Change one byte of the JSON of a certificate; it must be refused or still prove the same."""
        data = bytearray(json.dumps(_tables(certificate)).encode())
        place = self._rng.randrange(len(data))
        data[place] = self._rng.choice([byte for byte in range(32, 127) if byte != data[place]])
        self.counts["single bytes changed"] += 1
        try:
            tables = json.loads(data)
            sets, steps, costs = tables["sets"], tables["steps"], tables["costs"]
        except (ValueError, LookupError, TypeError):
            self.counts["not parsed"] += 1
            return
        original = _tables(certificate)
        if (sets, costs) != (original["sets"], original["costs"]):
            self.counts["of other sets or costs"] += 1
        elif certifier.accepts(certificate.claim, sets, steps, _limited(certificate.costs)):
            self.counts["still a proof of the same"] += 1
        else:
            self.counts["refused"] += 1

    def _count(self, what: str, *, right: bool, wrong: str) -> None:
        self.counts[what if right else wrong] += 1
        self.wrong += not right


def _tables(certificate: Certificate) -> dict[str, object]:
    """Return a certificate as JSON has it: lists for tuples."""
    costs = certificate.costs
    tables = {
        "sets": certificate.sets,
        "steps": certificate.steps,
        "costs": None if costs is None else {"limit": costs.limit, "entries": costs.entries},
    }
    found: dict[str, object] = json.loads(json.dumps(tables))
    return found


def _limited(costs: Costs | None) -> tuple[int, tuple[tuple[int, int, int], ...]] | None:
    return None if costs is None else (costs.limit, costs.entries)


def _neighbours(pool: Pool, certifier: Certifier, certificate: Certificate) -> list[Claim]:
    """Return claims like the refuted one, each of which is true of somebody within the same sets."""
    if certificate.costs is not None:
        return []
    formulas = [formula for _, formula in pool.program.constraints]
    neutral = find_completion(formulas, certificate.sets, pool.program.preference)
    if neutral is None:
        return []
    found: list[Claim] = []
    for claim in _like(pool, certificate.claim):
        try:
            completion = pool.prover.find(claim, certificate.sets, neutral, Budget(NODES))
        except SearchLimitError:
            continue
        if completion is not None and _is_shown(pool, certifier, claim, completion):
            found.append(claim)
        if len(found) == 2:
            break
    return found


def _is_shown(pool: Pool, certifier: Certifier, claim: Claim, completion: Sequence[int]) -> bool:
    """Tell, by the checker and the truth of the constraints, whether a claim is true of one real person."""
    real = all(holds(formula, completion) for _, formula in pool.program.constraints)
    return real and certifier.accepts(~claim, completion, [["refuted"]])


def _like(pool: Pool, claim: Claim) -> Iterable[Claim]:
    """Yield claims that differ from one in a number, a name or a sign."""
    match claim:
        case NotClaim(part):
            yield from (~other for other in _like(pool, part))
        case Score(minimum=minimum):
            yield from (attrs.evolve(claim, minimum=minimum - less) for less in range(1, 12))
        case Count(minimum=minimum):
            yield attrs.evolve(claim, minimum=minimum - 1)
        case Fate() | Top() | Above():
            yield from (attrs.evolve(claim, strategy=other) for other in pool.strategies if other != claim.strategy)
        case StanceIs():
            yield from (StanceIs(step.id) for step in pool.program.stances)
        case _:
            pass
    yield ~claim


def _certificates(pool: Pool, claims: Sequence[Claim]) -> list[Certificate]:
    """Return the certificates of verdicts, reasons and changes: of each claim for one person."""
    found: list[Certificate | None] = []
    for number, claim in enumerate(claims):
        outcome = pool.outcomes[number % len(pool.outcomes)]
        now = outcome.values[: len(outcome.given)]
        found.append(pool.prover.settle(claim, outcome.given, now).certificate)
        found.append(find_reason(pool.prover, outcome, claim, "irreducible", NODES).certificate)
        wanted = ~claim if pool.prover.is_true(claim, now) else claim
        found.append(find_changes(pool.prover, outcome, wanted, nodes=NODES).certificate)
    return [certificate for certificate in found if certificate is not None]


def certificates(*, quick: bool) -> bool:
    """Print what became of certificates; return whether all were accepted and no false one was."""
    counted, number = Certificates(1), 14 if quick else 56
    pools = [_small_pool(seed) for seed in range(1, 4 if quick else 13)]
    pools += [generated_pool(6, 0.8, 8), career_pool()]
    for place, pool in enumerate(pools):
        rng, certifier = Random(place), Certifier(pool.program.checked)
        claims = [*random_claims(pool.program, rng, number), *map(recommended, pool.strategies[:8])]
        found = _certificates(pool, [*claims, *map(top, pool.strategies[:4])])
        counted.offer(pool, certifier, found)
        short = [certificate for certificate in found if len(certificate.steps) > 2]
        for certificate in rng.choices(short, k=(30 if quick else 300) // len(pools) + 1):
            counted.damage(certifier, certificate)
    for what, count in counted.counts.items():
        print(f"  {what:45} {count:6,}")
    return not counted.wrong


def _small_pool(seed: int) -> Pool:
    program, rng = generate(seed, facts=7, rules=14, strategies=4, patterns=3).program, Random(seed)
    outcomes = [decide(program, random_profile(program, rng, share)) for share in (0.3, 0.5, 0.7, 0.9)]
    return Pool("small", program, Prover(program), tuple(outcomes))
