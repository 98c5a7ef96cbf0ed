"""A pattern is a derived fact as it was written: exactly one of four definitions."""

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.table import Table
from rutengine.model.words import NOWHERE


@attrs.frozen(kw_only=True)
class CaseRow:
    """One row of a `case`: its value, and when it is taken; the last row has no condition."""

    value: int | str
    when: str | None = None


@attrs.frozen(kw_only=True)
class Pattern:
    """A total function of facts and lower patterns.

    Arguments:
        id: its name in conditions is `patterns.id`.
        name: what it is called when shown.
        label: a clause that completes "because ...".
        label_not: the same when it is not so.
        labels: a clause for each value of a `case` of texts.
        level: an expression with a whole number from 0 to 4.
        any: conditions of which one must hold.
        count: conditions that are counted.
        case: rows of which the first that holds gives the value.
        cite: where it comes from.
    """

    id: str
    name: str
    label: str
    label_not: str | None = None
    labels: Table[str] = attrs.field(factory=Table)
    level: str | None = None
    any: tuple[str, ...] | None = None
    count: tuple[str, ...] | None = None
    case: tuple[CaseRow, ...] | None = None
    cite: tuple[str, ...] = ()
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)
