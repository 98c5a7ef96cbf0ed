"""Decisions on generated packs, and what the replays of an explanation read of one."""

from collections.abc import Mapping

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from rutengine import ProfileError
from rutengine.compiler.program import Program
from rutengine.engine.engine import _reader
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.vocabulary.kinds import Scalar
from tests.laws.phases import NO_SHRINKING
from tests.strategies import Made, answered, packs

law = settings(
    max_examples=60, database=None, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck)
)


def decided(data: st.DataObject) -> tuple[Made, Program, Outcome]:
    """Draw a pack and a profile, and decide."""
    made = data.draw(packs())
    program = made.program()
    profile, _ = data.draw(answered(made))
    try:
        return made, program, decide(program, value_sets(program, _reader(profile, program.checked.vocabulary)))
    except ProfileError:
        assume(condition=False)
        raise


def facts_of(program: Program, outcome: Outcome) -> Mapping[tuple[str, str | None], frozenset[Scalar]]:
    """Return the one value of each fact at the assumed completion."""
    columns = program.columns
    return {
        key: frozenset(columns.values(i, outcome.values[i])) for i, key in enumerate(columns.keys[: len(outcome.given)])
    }


def standing_of(outcome: Outcome, strategy: str) -> Standing:
    """Return where a strategy stands."""
    return next(standing for standing in outcome.standings if standing.strategy == strategy)
