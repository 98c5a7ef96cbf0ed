"""The report collects diagnostics; checks write to it and never raise."""

from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.limits import LIMITS


def out_of_bounds(key: str, value: int, expected: str) -> Finding:
    """Return the finding that a number is too small or too large where it stands."""
    return Finding(code="RUT109", message=f"`{key}` cannot be {value}", expected=expected)


def position_of(address: Address) -> int:
    """Return the position, counted from 0, of an item of a list of tables; 0 for what is none."""
    position = address.path[-1] if address.path else 0
    return position if isinstance(position, int) else 0


class Report:
    """The diagnostics found so far, at most 1,000."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def add(self, finding: Finding, address: Address, subject: str | None = None, text: str | None = None) -> None:
        """Keep a finding with its address; `text` is the condition into which its span points."""
        if len(self.diagnostics) < LIMITS.problems_kept:
            diagnostic = Diagnostic(finding=finding, address=address, subject=subject, text=text)
            self.diagnostics.append(diagnostic)


class Place:
    """Where a text of a pack stands; findings about the text are reported there."""

    def __init__(self, report: Report, address: Address, subject: str, text: str | None = None) -> None:
        self._report = report
        self.address = address
        self.subject = subject
        self.text = text

    def add(self, finding: Finding) -> None:
        """Report a finding about this text."""
        self._report.add(finding, self.address, self.subject, self.text)

    def at(self, *keys: str | int, text: str | None = None) -> "Place":
        """Return the place of something inside this thing."""
        return Place(self._report, self.address.at(*keys), self.subject, text)
