"""A finding of a lint: where it is, what is the matter, and the person or the proofs that bear it out."""

import attrs

from rutengine.analysis.people import Person
from rutengine.diagnostics.diagnostic import Address
from rutengine.solver.proving import Certificate


@attrs.frozen(kw_only=True, repr=False)
class LintFinding:
    """Something in a pack that is hardly ever meant.

    Arguments:
        lint: the id of the lint, such as `dead-rule`.
        address: where it stands.
        subject: what it belongs to, such as "rule `ask`".
        message: what is the matter: lower case, no full stop, names in backticks.
        certificates: the proofs, if it is about what is true of nobody.
        person: somebody who shows it, if it is about what can happen.
        accepted: why the pack says that it is meant, if it does.
    """

    lint: str
    address: Address
    subject: str
    message: str
    certificates: tuple[Certificate, ...] = ()
    person: Person | None = None
    accepted: str | None = None

    def __repr__(self) -> str:
        return f"<LintFinding: {self.lint} at {self.address}>"

    def __str__(self) -> str:
        return f"lint[{self.lint}] {self.message}\n  --> {self.address} ({self.subject})"
