"""What an author says of a finding: it is meant, and why."""

import attrs


@attrs.frozen(kw_only=True)
class Acceptance:
    """A finding of a lint that is meant.

    Arguments:
        lint: the id of the lint, such as `subsumed-condition`.
        what: what it belongs to, as `rutengine lint` prints it, such as "rule `ask`"; backticks may be left out.
        because: why it is meant.
    """

    lint: str
    what: str
    because: str
