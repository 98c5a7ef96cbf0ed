"""How ids and names are written: `kebab-case` for ids, `snake_case` for what stands in conditions."""

import re
from typing import Final

import attrs

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import quoted
from rutengine.language.names import is_name


@attrs.frozen
class Spelling:
    """One way to write names.

    Arguments:
        what: what such a name is called.
        pattern: what all of them look like.
        joint: what stands between the words of a name.
        prefix: what stands before the name where it is used in a condition; None if it never is.
        expected: the rule, for people.
    """

    what: str
    pattern: str
    joint: str
    prefix: str | None
    expected: str

    def check(self, name: str) -> Finding | None:
        """Return what is wrong with a name, or None.

        Example:
            >>> ID.check("find-mentor") is None
            True
            >>> ID.check("Find_Mentor").help
            'write `find-mentor`'
            >>> CONSTANT.check("max").message
            '`max` is a word of the condition language'
        """
        if len(name) > LIMITS.name_characters:
            message = f"{quoted(name)} is longer than {LIMITS.name_characters} characters"
            return Finding(code="RUT111", message=message)
        if not re.fullmatch(self.pattern, name):
            message = f"{quoted(name)} is not written as {self.what} is"
            return Finding(code="RUT111", message=message, expected=self.expected, help=self._advice(name))
        if self.prefix is not None and not is_name(self.prefix + name):
            message = f"{quoted(name)} is a word of the condition language"
            return Finding(code="RUT111", message=message, expected="another name")
        return None

    def _advice(self, name: str) -> str | None:
        """Return the nearest name that is written well, if the letters of this one suffice for it."""
        if not name.isascii():
            return None
        words = re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower())
        better = self.joint.join(words)
        return f"write `{better}`" if re.fullmatch(self.pattern, better) else None


_LETTERS = "lower-case letters and digits, a letter first"

ID: Final = Spelling("an id", r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", "-", None, f"{_LETTERS}, with single hyphens")
"""An id of anything that is not named in conditions without quotes."""

SECTION: Final = Spelling(
    "the key of a section", r"[a-z0-9]+(?:-[a-z0-9]+)*", "-", None, "lower-case letters and digits, with single hyphens"
)
"""The key of a section of a source; it may begin with a digit."""

_SNAKE = r"[a-z][a-z0-9_]*"

PATTERN: Final = Spelling("the id of a pattern", _SNAKE, "_", "patterns.", f"{_LETTERS}, with underscores")
"""The id of a pattern: its name in conditions is `patterns.ID`."""

CONSTANT: Final = Spelling("the name of a constant", _SNAKE, "_", "", f"{_LETTERS}, with underscores")
"""The name of a constant."""

FACT: Final = Spelling("a part of the name of a fact", _SNAKE, "_", None, f"{_LETTERS}, with underscores")
"""One part of the dotted name of a fact."""
