"""T7: the oracle and the engine say the same of every pack and every profile."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine import ProfileError
from rutengine.engine.engine import _reader
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from tests.laws.phases import NO_SHRINKING
from tests.oracle import Oracle
from tests.strategies import answered, packs

PROFILES_PER_PACK = 16
PACKS = 140
"""140 packs with sixteen profiles each: 2,240 pairs."""


@settings(max_examples=PACKS, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_oracle_and_engine_agree(data: st.DataObject) -> None:
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
        assert told(program, decide(program, sets)) == expected_of(expected)


def told(program: Any, outcome: Outcome) -> Any:
    count = len(program.variables)
    values = tuple(program.columns.values(i, outcome.values[i])[0] for i in range(count))
    standings = {
        s.strategy: (s.status, s.recommended, s.eligible, s.lead, s.total, s.rank, s.route, s.tips, s.notes)
        for s in outcome.standings
    }
    return outcome.stance, list(outcome.fired), list(outcome.notices), values, standings


def expected_of(expected: Any) -> Any:
    stance, fired, notices, values, standings = expected
    keys = ("status", "recommended", "eligible", "lead", "total", "rank", "route")
    rows = {name: (*(s[key] for key in keys), tuple(s["tips"]), tuple(s["notes"])) for name, s in standings.items()}
    return stance, fired, notices, tuple(values), rows
