"""What can be printed: as plain text, as Markdown, and in full in a notebook."""

from abc import ABC, abstractmethod

from rutengine.engine.arguments import check_whole
from rutengine.rendering.html import render_html
from rutengine.rendering.markdown import render_markdown
from rutengine.rendering.outline import Outline
from rutengine.rendering.plain import WIDTH, render_plain


class Printed(ABC):
    """Something that is told: an outline, and every form of it."""

    __slots__ = ()

    @abstractmethod
    def outline(self) -> Outline:
        """Return the text before it has a form."""

    def to_text(self, width: int = WIDTH) -> str:
        """Return it as plain text, wrapped at `width` characters.

        Raises:
            TypeError, ValueError: `width` is no whole number, or less than 1.
        """
        check_whole("width", width, 1)
        return render_plain(self.outline(), width)

    def to_markdown(self) -> str:
        """Return it as Markdown."""
        return render_markdown(self.outline())

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return render_html(self.outline())
