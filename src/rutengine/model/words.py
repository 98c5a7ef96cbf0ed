"""The words of a fact, for the people who answer, read and translate."""

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.table import Table

NOWHERE = Address("")


@attrs.frozen(kw_only=True)
class FactWords:
    """How a fact is asked and told.

    Arguments:
        name: the dotted name of the fact.
        ask: the question.
        why_ask: why it is asked.
        label: a clause that completes "because ...".
        label_not: the same when it is not so.
        labels: a clause for each value of a choice or member of a set.
        tier: 1 core question, 2 follow-up, 3 long form.
        follows: the question is asked only if this condition holds.
        cite: where the question comes from.
    """

    name: str
    ask: str
    label: str
    why_ask: str | None = None
    label_not: str | None = None
    labels: Table[str] = attrs.field(factory=Table)
    tier: int = 1
    follows: str | None = None
    cite: tuple[str, ...] = ()
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)
