"""Time every kind of explanation, on the career pack and on generated ones, in one table.

One prover for each pack; every claim is encoded once before it is timed, as in an engine that is in use. Times are by
the clock; beside them stands the time of the processor, which tells more on a machine that others use too.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import attrs

from bench.pools import Pool, career_pool, generated_pool
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.certainty import find_sureness
from rutengine.explanation.changing import find_changes
from rutengine.explanation.explaining import explain
from rutengine.explanation.reasons import Question
from rutengine.explanation.sufficiency import Effort, find_reason
from rutengine.model.claims import Claim, active, recommended, top

Ask = Callable[[Pool, Outcome, str, Claim], str]
"""A question about a strategy and a claim on it, which returns the label of its answer."""

SEEDS = (1, 2, 3)
PATIENCE = 8.0
"""No more of a question is asked of a pack after so many seconds."""


@attrs.frozen
class Row:
    """One question: what is asked, of which claim on a strategy, and what was promised.

    `first` asks of the strategies that are the first choice only.
    """

    name: str
    ask: Ask
    claim: Callable[[str], Claim]
    target: str
    among: int
    first: bool = False


def _tree(question: Question) -> Ask:
    def ask(pool: Pool, outcome: Outcome, strategy: str, _: Claim) -> str:
        explain(pool.program, outcome, strategy, question)
        return ""

    return ask


def _sure(pool: Pool, outcome: Outcome, _: str, claim: Claim) -> str:
    return find_sureness(pool.prover, outcome, claim).verdict.certainty


def _reason(effort: Effort) -> Ask:
    return lambda pool, outcome, _, claim: find_reason(pool.prover, outcome, claim, effort).label


def _changes(pool: Pool, outcome: Outcome, _: str, claim: Claim) -> str:
    now = outcome.values[: len(outcome.given)]
    wanted = ~claim if pool.prover.is_true(claim, now) else claim
    return find_changes(pool.prover, outcome, wanted).label


ROWS = (
    Row("why", _tree("why"), recommended, "< 5", 600),
    Row("why not", _tree("why_not"), recommended, "", 600),
    Row("how sure: recommended", _sure, recommended, "", 600),
    Row("how sure: top", _sure, top, "", 300),
    Row("how sure: active", _sure, active, "", 300),
    Row("irreducible: recommended", _reason("irreducible"), recommended, "p99 <= 50", 600),
    Row("irreducible: top", _reason("irreducible"), top, "p99 <= 250", 300, first=True),
    Row("irreducible: not top", _reason("irreducible"), top, "", 150),
    Row("smallest: recommended", _reason("smallest"), recommended, "p90 <= 500", 300),
    Row("smallest: top", _reason("smallest"), top, "p90 <= 500", 150, first=True),
    Row("change: recommended", _changes, recommended, "p99 <= 30", 600),
    Row("change: top", _changes, top, "p99 <= 1000", 300),
)


def timings(*, quick: bool) -> bool:
    """Print the table; return True, for nothing can be wrong here."""
    print("  ms; one prover for each pack, claims encoded before they are timed")
    head = f"  {'':14} {'':25} {'n':>4} {'median':>8} {'p90':>8} {'p99':>8} {'max':>8}  "
    print(head + f"{'target':12} {'cpu p90':>8} {'cpu p99':>8}  labels")
    for pools in _packs(quick=quick):
        for row in ROWS:
            _print(row, pools, max(8, row.among // (10 if quick else 1)))
    return True


def _packs(*, quick: bool) -> list[list[Pool]]:
    seeds = SEEDS[:1] if quick else SEEDS
    people = 6 if quick else 20
    return [[career_pool()], *([generated_pool(seed, share, people) for seed in seeds] for share in (1.0, 0.6))]


def _print(row: Row, pools: Sequence[Pool], among: int) -> None:
    asked = [
        (pool, outcome, standing.strategy)
        for pool in pools
        for outcome in pool.outcomes
        for standing in sorted(outcome.standings, key=lambda standing: standing.strategy)
        if standing.rank == 1 or not row.first
    ]
    spent: list[float] = []
    worked: list[float] = []
    labels: Counter[str] = Counter()
    ends = time.perf_counter() + PATIENCE
    for pool, outcome, strategy in Random(1).sample(asked, min(among, len(asked))):
        if time.perf_counter() > ends:
            break
        claim = pool.encode(row.claim(strategy))
        started, own = time.perf_counter(), time.process_time()
        labels[row.ask(pool, outcome, strategy, claim)] += 1
        spent.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - own) * 1000)
    figures, own_figures = _shares(spent, (0.5, 0.9, 0.99, 1)), _shares(worked, (0.9, 0.99))
    told = ", ".join(f"{label} {count / len(spent):.0%}" for label, count in labels.most_common() if label)
    line = f"  {pools[0].name:14} {row.name:25} {len(spent):4} {figures}  {row.target:12} {own_figures}  {told}"
    print(line, flush=True)


def _shares(spent: Sequence[float], shares: Sequence[float]) -> str:
    """Return the times below which such shares of all lie."""
    ordered = sorted(spent)
    return " ".join(f"{ordered[min(len(ordered) - 1, int(len(ordered) * share))]:8.2f}" for share in shares)
