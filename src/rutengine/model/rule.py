"""A rule says: when this holds, these strategies gain or lose, because of that."""

import datetime as dt

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.table import Table
from rutengine.model.words import NOWHERE


@attrs.frozen(kw_only=True)
class Review:
    """Who signed a rule, and when."""

    by: str
    on: dt.date


@attrs.frozen(kw_only=True)
class Rule:
    """A condition and its effects.

    Arguments:
        id: unique in the pack.
        theme: what the rule speaks about; the name of its file.
        when: the condition.
        because: one sentence that is true whenever the rule fires.
        cite: at least one citation.
        support, oppose: points from 1 to 5 for or against strategies.
        exclude, defer, require: strategies, each with a reason.
        note: one more sentence on a strategy.
        notice: one more sentence on the whole advice.
        stance: the stance it asks for.
        remark, reviewed: for editors; never shown.
    """

    id: str
    theme: str
    when: str
    because: str
    cite: tuple[str, ...]
    support: Table[int] = attrs.field(factory=Table)
    oppose: Table[int] = attrs.field(factory=Table)
    exclude: Table[str] = attrs.field(factory=Table)
    defer: Table[str] = attrs.field(factory=Table)
    require: Table[str] = attrs.field(factory=Table)
    note: Table[str] = attrs.field(factory=Table)
    notice: str | None = None
    stance: str | None = None
    remark: str | None = None
    reviewed: tuple[Review, ...] = ()
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)
