"""T7: the oracle and the engine say the same of every pack and every profile."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine import ProfileError
from rutengine.compiler.program import Program
from rutengine.engine.engine import _reader
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import STATUSES, Outcome
from tests.laws.phases import NO_SHRINKING
from tests.oracle import Oracle
from tests.strategies import answered, packs

PROFILES_PER_PACK = 16
PACKS = 160
AT_LEAST = 2_000
"""So many pairs are really decided; those whose answers exclude each other come on top."""


def test_oracle_and_engine_agree() -> None:
    decided: list[str] = []

    @settings(
        max_examples=PACKS,
        database=None,
        deadline=None,
        phases=NO_SHRINKING,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        made = data.draw(packs())
        program = made.program()
        oracle = Oracle(made.files, made.columns)
        for _ in range(PROFILES_PER_PACK):
            profile, possible = data.draw(answered(made))
            sets = value_sets(program, _reader(profile, program.checked.vocabulary))
            expected = oracle.decide(possible)
            if expected is None:
                with pytest.raises(ProfileError):
                    decide(program, sets)
                continue
            outcome = decide(program, sets)
            assert told(program, outcome) == expected_of(expected)
            decided.append(outcome.stance)

    agree()
    assert len(decided) >= AT_LEAST
    assert set(decided) == {"open", "calm", "alarm"}


def told(program: Program, outcome: Outcome) -> Any:
    """Return what the engine decided: also the order in which it shows the strategies, and the patterns."""
    values = [program.columns.values(i, bit)[0] for i, bit in enumerate(outcome.values)]
    count = len(program.variables)
    names = [name.removeprefix("patterns.") for name, _ in program.columns.keys[count:]]
    patterns = dict(zip(names, values[count:], strict=True))
    standings = [
        (s.strategy, s.status, s.recommended, s.eligible, s.lead, s.total, s.rank, s.route, s.tips, s.notes)
        for s in outcome.standings
    ]
    return outcome.stance, list(outcome.fired), list(outcome.notices), values[:count], patterns, standings


def expected_of(expected: Any) -> Any:
    """Return what the oracle decided, in the same form."""
    stance, fired, notices, (values, patterns), found = expected
    keys = ("status", "recommended", "eligible", "lead", "total", "rank", "route")
    order = sorted(found, key=lambda name: (STATUSES.index(found[name]["status"]), found[name]["place"]))
    rows = [
        (name, *(found[name][key] for key in keys), tuple(found[name]["tips"]), tuple(found[name]["notes"]))
        for name in order
    ]
    return stance, fired, notices, list(values), patterns, rows
