"""Which strategies crowd the advice? How often each is among the first three, over plausible people.

Usage: python bench/shares.py [PEOPLE [SEED]]

People are drawn with weights that are judgement and no survey: most signs are absent for most people, strong ones are
rare, most are employed, few have tried anything in vain. `rutengine stats` draws from plainer weights. The first line
counts the first three of all that is recommended, the second the first three moves, the third what is shown.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rutengine.analysis.statistics import draw_people
from rutengine.career import engine
from rutengine.compiler.program import Program
from rutengine.evaluation.deciding import decide

PEOPLE, SEED = 2000, 7
AILING = ("physically_ill", "crying_over_work", "despair", "exhausted", "sleep_focus_trouble", "overwhelmed")
SIGN, STRAIN = (840, 80, 40, 25, 15), (870, 80, 30, 13, 7)
STRENGTH, CLARITY, DUTY, RISK = (3, 12, 50, 25, 10), (5, 12, 48, 25, 10), (60, 20, 12, 6, 2), (66, 20, 10, 3, 1)
CHOICES: dict[str, dict[Any, int]] = {
    "situation.employment": {"employed": 77, "self_employed": 10, "unemployed": 10, "on_leave": 3},
    "situation.hours_per_week": {0: 5, 1: 10, 2: 20, 3: 25, 4: 15, 5: 10, 6: 10, 10: 5},
    "situation.months_out_of_work": {0: 93, 4: 4, 14: 3},
    "situation.tenure_months": {3: 8, 12: 20, 24: 25, 48: 25, 120: 22},
    "situation.runway_months": {0: 10, 2: 20, 4: 20, 6: 25, 12: 15, 24: 10},
    "situation.vesting_months": {0: 90, 4: 5, 12: 5},
    "signals.searching_months": {0: 78, 2: 9, 4: 6, 7: 4, 14: 3},
    "signals.months_in_rut": {0: 30, 3: 20, 6: 20, 12: 20, 30: 10},
    "goals.main_goal": {
        "not_sure": 24,
        "new_role_same_field": 16,
        "change_field": 14,
        "grow_here": 12,
        "earn_more": 12,
        "more_meaning": 8,
        "regain_energy": 5,
        "balance": 5,
        "own_business": 4,
    },
    "signals.in_crisis": {True: 5, False: 995},
    "signals.mistreatment": {True: 33, False: 967},
    "signals.told_no_growth": {True: 40, False: 960},
    "situation.work_permit_tied": {True: 50, False: 950},
    "situation.dependants_on_income": {True: 350, False: 650},
}


def weights(program: Program) -> Iterator[tuple[tuple[str, str | None], dict[Any, int]]]:
    """Yield the weights of the values of every fact."""
    for variable in program.variables:
        name, domain = variable.name, variable.domain
        part, _, fact = name.partition(".")
        levels = {"strengths": STRENGTH, "obstacles": SIGN, "signals": STRAIN if fact in AILING else SIGN}.get(part)
        levels = {"target_clarity": CLARITY, "caring_duties": DUTY, "health_limits": DUTY, "job_at_risk": RISK}.get(
            fact, levels
        )
        if name in CHOICES:
            chosen = CHOICES[name]
        elif part == "history":
            chosen = {False: 99, True: 1}
        elif levels is not None and domain == (0, 1, 2, 3, 4):
            chosen = dict(zip(domain, levels, strict=True))
        else:
            chosen = {value: 4 if 1 << i == variable.assume else 1 for i, value in enumerate(domain)}
        yield (name, variable.member), chosen


def main(arguments: list[str]) -> int:
    """Print the shares in per cent."""
    count, seed = [*map(int, arguments), PEOPLE, SEED][:2] if len(arguments) != 1 else (int(arguments[0]), SEED)
    program = engine().program
    moves = {step.strategy.id for step in program.strategies if step.strategy.role == "move"}
    first, first_moves, shown = Counter[str](), Counter[str](), Counter[str]()
    for values in draw_people(program, count, seed, dict(weights(program))):
        standings = decide(program, values).standings
        ranked = [s.strategy for s in sorted((s for s in standings if s.rank), key=lambda s: s.rank or 0)]
        first.update(ranked[:3])
        first_moves.update([strategy for strategy in ranked if strategy in moves][:3])
        shown.update(s.strategy for s in standings if s.status == "active")
    for name, counts in (("first three", first), ("first three moves", first_moves), ("shown", shown)):
        print(f"{name:18}", ", ".join(f"{s} {100 * n / count:.1f} %" for s, n in counts.most_common(8)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
