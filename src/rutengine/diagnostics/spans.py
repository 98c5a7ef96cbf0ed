"""Where a piece of text stands inside a longer one, and how it is shown with carets."""

import attrs


@attrs.frozen
class Span:
    """A half-open range of characters, `start` included and `end` excluded, counted from 0.

    Example:
        >>> Span(2, 5).of("signals")
        'gna'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of `text` that this span covers."""
        return text[self.start : self.end]

    def to(self, other: "Span") -> "Span":
        """Return the span from the start of this one to the end of `other`."""
        return Span(self.start, other.end)
