"""Time the parts of a decision on the career pack, as ratios to the naive oracle of the tests in the same run.

Usage: python bench/decisions.py

The ratios are what counts: "decide 4x" means that the oracle needs four times as long for the same person, although
it is told all answers. Times are the medians of seven rounds.
"""

import statistics
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from rutengine.career import engine  # noqa: E402
from rutengine.cli.demo import persona_text  # noqa: E402
from rutengine.documents.folders import packaged_pack, read_folder  # noqa: E402
from tests.oracle import Oracle  # noqa: E402

ROUNDS = 7


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the median time of one call."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(times):
            work()
        found.append((time.perf_counter() - start) / times)
    return statistics.median(found)


def main() -> int:
    """Print one line for each part."""
    program = engine().program
    profile = engine().read_profile(persona_text())
    decision = engine().decide(profile)
    files = {name: tomllib.loads(data.decode()) for name, data in read_folder(packaged_pack("career")).items()}
    oracle = Oracle(files, [(v.name, v.member, v.domain, v.domain[v.assume]) for v in program.variables])
    values = [program.columns.values(i, bit) for i, bit in enumerate(decision.outcome.values[: len(program.variables)])]
    naive = seconds(lambda: oracle.decide(values), 1)
    print(f"oracle            {naive * 1e3:8.2f} ms")
    parts: list[tuple[str, Callable[[], object], int]] = [
        ("read a profile", lambda: engine().read_profile(persona_text()), 20),
        ("decide", lambda: engine().decide(profile), 50),
        ("why, all 34", lambda: [decision.why(s.strategy) for s in decision.outcome.standings], 2),
        ("why not, all 34", lambda: [decision.why_not(s.strategy) for s in decision.outcome.standings], 2),
        ("replay one", decision.why("promotion-path-talk").verify, 5),
        ("text", decision.to_text, 20),
        ("JSON", decision.to_json, 20),
    ]
    for name, work, times in parts:
        spent = seconds(work, times)
        print(f"{name:17} {spent * 1e3:8.2f} ms  {naive / spent:6.1f}x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
