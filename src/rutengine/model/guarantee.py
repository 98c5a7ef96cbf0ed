"""A guarantee is what must hold for every profile; it is proved, or refuted by a person."""

from typing import Literal

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.claims import Claim, Measure
from rutengine.model.words import NOWHERE


@attrs.frozen(kw_only=True)
class Guarantee:
    """A guarantee as it was written; it has one of four forms.

    Arguments:
        id, says, cite: its name, what it promises in one sentence, and its sources.
        given: a claim; the guarantee speaks only of people of whom it is true.
        then: a claim that is true of all of them.
        possible: a claim that is true of some of them.
        rising, falling: the fact that rises (or falls) by one step, all others staying as they are.
        never_lowers, never_raises: what then never sinks (or grows): `lead('s')`, `total('s')`, `rank('s')` or a claim,
            which sinks from true to false; a rank sinks to a worse place.
        irrelevant, to: facts that never change these: `lead('s')`, `total('s')` or claims.
    """

    id: str
    says: str
    given: str | None = None
    then: str | None = None
    possible: str | None = None
    rising: str | None = None
    falling: str | None = None
    never_lowers: str | None = None
    never_raises: str | None = None
    irrelevant: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)


@attrs.frozen
class Standing:
    """What can rise and fall: the lead or total of a strategy, or its rank (the better, the higher)."""

    measure: Measure | Literal["rank"]
    strategy: str


Measured = Standing | Claim


@attrs.frozen(kw_only=True)
class Always:
    """Whenever `given` is true, so is `then`."""

    id: str
    given: Claim | None
    then: Claim


@attrs.frozen(kw_only=True)
class Sometimes:
    """There is a profile on which `given` and `claim` are true."""

    id: str
    given: Claim | None
    claim: Claim


@attrs.frozen(kw_only=True)
class Monotone:
    """When a fact goes one step up (or down), what is measured never sinks (or never grows)."""

    id: str
    given: Claim | None
    fact: str
    up: bool
    measured: Measured
    never: Literal["lowers", "raises"]


@attrs.frozen(kw_only=True)
class Irrelevant:
    """No change of these facts changes what is measured."""

    id: str
    given: Claim | None
    facts: tuple[str, ...]
    measured: tuple[Measured, ...]


CheckedGuarantee = Always | Sometimes | Monotone | Irrelevant
