"""Score the career pack on real cases: does the advice meet what experts put first?

Usage: python bench/score_cases.py [FOLDER]

FOLDER holds `advice.toml` and `people/*.toml`; by default the 24 calibration cases of the tests. For each case it
prints at which place the recommendations, in the order of their rank, first meet one of the experts' core tags, and the
active strategies: `+` marks those that carry an advised tag, `!` those that the experts advise against. The baseline
gives everybody the same five strategies, one for each of the five commonest tags.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

from rutengine.career import advise, engine

BASELINE = (
    "targeted-job-search",
    "assess-situation",
    "clarify-direction",
    "obstacle-reality-check",
    "promotion-path-talk",
)
CASES = Path(__file__).parent.parent / "tests" / "calibration"


def main(arguments: list[str]) -> int:
    """Print the score of every case, and the sums beside those of the baseline."""
    folder = Path(arguments[0]) if arguments else CASES
    advice = tomllib.loads((folder / "advice.toml").read_text(encoding="utf-8"))
    tags, against = advice["tags"], advice["against"]
    ours, base = Sums(), Sums()
    for path in sorted((folder / "people").glob("*.toml")):
        case = advice[path.stem]
        core = strategies(case["core"], tags)
        given = strategies([*case["core"], *case["given"]], tags)
        avoid = strategies(case["against"], against)
        decision = advise(engine().read_profile(path.read_bytes()))
        ranked = [recommendation.strategy for recommendation in decision.recommended]
        active = [recommendation.strategy for recommendation in decision.active]
        ours.add(ranked, active, core, given, avoid)
        base.add(list(BASELINE), list(BASELINE), core, given, avoid)
        hit = 1 + next((i for i, s in enumerate(ranked) if s in core), 98)
        place = f"hit at {hit:2}" if hit < 99 else "no hit   " if core else "no core  "
        marked = [f"{s}{'!' if s in avoid else '+' if s in given else ''}" for s in active]
        print(f"{path.stem}  {place}  active: {', '.join(marked)}")
        print(f"      core: {', '.join(core) or 'outside our strategies'}; first five: {', '.join(ranked[:5])}")
    print()
    for name, sums in (("rutengine", ours), ("baseline", base)):
        print(f"{name:10} {sums}")
    return 0


class Sums:
    """The sums over all cases."""

    def __init__(self) -> None:
        self.cases = self.at_three = self.at_five = self.shown = self.advised = self.violations = 0

    def add(self, ranked: list[str], active: list[str], core: list[str], given: list[str], avoid: list[str]) -> None:
        """Add one case."""
        self.cases += 1
        self.at_three += any(s in core for s in ranked[:3])
        self.at_five += any(s in core for s in ranked[:5])
        self.shown += len(active)
        self.advised += sum(s in given for s in active)
        self.violations += sum(s in avoid for s in active)

    def __str__(self) -> str:
        return (
            f"hit@3 {self.at_three}/{self.cases} ({self.at_three / self.cases:.0%})  "
            f"hit@5 {self.at_five}/{self.cases} ({self.at_five / self.cases:.0%})  "
            f"precision {self.advised}/{self.shown} ({self.advised / max(1, self.shown):.0%})  "
            f"advice against: {self.violations}"
        )


def strategies(given: list[str], tags: dict[str, Any]) -> list[str]:
    """Return the strategies that some tags stand for."""
    return list(dict.fromkeys(strategy for tag in given for strategy in tags[tag]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
