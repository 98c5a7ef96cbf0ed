"""A scenario is a person and what they should be told: a test of the pack, written beside its rules."""

from collections.abc import Mapping
from typing import Literal

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.claims import Claim
from rutengine.model.table import Table
from rutengine.model.words import NOWHERE


@attrs.frozen(kw_only=True)
class Expectation:
    """What should come out; what is not named is not tested.

    Arguments:
        top: the strategy that no recommended one stands above.
        active, recommended, required, excluded, deferred: strategies that have this fate.
        not_active, never: strategies that are not active, or not even recommended.
        stance: the stance in force.
        because, not_because: ids of rules that fire, or that do not.
        route: by strategy that is recommended, how the text of the route that it takes begins.
        claims: claims that are true.
        settled: claims that are true whatever the open answers are.
    """

    top: str | None = None
    active: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    deferred: tuple[str, ...] = ()
    not_active: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    stance: str | None = None
    because: tuple[str, ...] = ()
    not_because: tuple[str, ...] = ()
    route: Table[str] = Table()
    claims: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Scenario:
    """A scenario as it was written.

    Arguments:
        id: the name of its file.
        name: what should happen, in one sentence.
        given: the answers, as in a profile file.
        expect: what should come out.
        why: why this outcome is right; only a generated scenario may lack it.
        origin: whether a person has written it; a generated one does not count as coverage.
        cite: its sources.
    """

    id: str
    name: str
    given: Mapping[str, object] = attrs.field(hash=False)
    expect: Expectation
    why: str | None = None
    origin: Literal["written", "generated"] = "written"
    cite: tuple[str, ...] = ()
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)


@attrs.frozen(kw_only=True)
class CheckedScenario:
    """A scenario whose expectations are claims.

    Arguments:
        scenario: the scenario.
        expected: claims that are true at the assumed completion, each with the key and text that it was written as.
        settled: claims that are true on every completion, likewise.
        routes: by strategy, the whole text of the route that it takes; `expected` says the same of the answers.
    """

    scenario: Scenario
    expected: tuple[tuple[str, Claim], ...]
    settled: tuple[tuple[str, Claim], ...]
    routes: Table[str] = Table()
