"""A finding that the pack says is meant, and that is not found."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.model.acceptance import Acceptance


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every acceptance that fits nothing of what was found, if all questions were answered."""
    head = inquiry.pack.head
    for i, acceptance in enumerate(head.accept):
        if inquiry.lost[acceptance.lint] or any(fits(acceptance, finding) for finding in inquiry.found):
            continue
        lint, what = quoted(acceptance.lint), quoted(acceptance.what)
        hint = _hint(acceptance, inquiry.found)
        yield LintFinding(
            lint="unused-acceptance",
            address=head.address.at("accept", i),
            subject=f"acceptance {i + 1}",
            message=f"there is no finding of {lint} to accept in {what}" + (f"; {hint}" if hint else ""),
        )


def fits(acceptance: Acceptance, finding: LintFinding) -> bool:
    """Tell whether an acceptance speaks of a finding.

    Example:
        >>> from rutengine.diagnostics.diagnostic import Address
        >>> finding = LintFinding(lint="dead-rule", address=Address("a.toml"), subject="rule `ask`", message="m")
        >>> fits(Acceptance(lint="dead-rule", what="rule ask", because="It waits for a fact."), finding)
        True
    """
    return acceptance.lint == finding.lint and _plain(acceptance.what) == _plain(finding.subject)


def _plain(what: str) -> str:
    return what.replace("`", "")


def _hint(acceptance: Acceptance, found: list[LintFinding]) -> str | None:
    """Return what was probably meant: another lint that finds something there, or another thing that it finds."""
    what = _plain(acceptance.what)
    lints = [finding.lint for finding in found if _plain(finding.subject) == what]
    things = [_plain(finding.subject) for finding in found if finding.lint == acceptance.lint]
    return did_you_mean(acceptance.lint, lints) or did_you_mean(what, things)
