"""A diagnostic is one thing wrong with a pack, with both addresses: where it stands and what it breaks."""

import attrs

from rutengine.diagnostics.codes import CODES
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import visible
from rutengine.diagnostics.spans import Span

KeyPath = tuple[str | int, ...]


def _short(text: str) -> str:
    return text if len(text) <= LIMITS.message_characters else text[: LIMITS.message_characters - 3] + "..."


def _short_or_none(text: str | None) -> str | None:
    return None if text is None else _short(text)


@attrs.frozen(kw_only=True)
class Finding:
    """What is wrong with a text, before anybody knows in which file the text stands.

    Arguments:
        code: a code of `CODES`.
        message: lower case, no full stop, user input in backticks; cut to 300 characters.
        span: the part of the text that is meant, if it is a part.
        expected: what could stand there.
        found: what stands there.
        help: what to write in its place, or what was probably meant.
    """

    code: str = attrs.field(validator=attrs.validators.in_(CODES))
    message: str = attrs.field(converter=_short)
    span: Span | None = None
    expected: str | None = attrs.field(default=None, converter=_short_or_none)
    found: str | None = attrs.field(default=None, converter=_short_or_none)
    help: str | None = attrs.field(default=None, converter=_short_or_none)

    @property
    def name(self) -> str:
        """The name that goes with the code, such as `unknown-name`."""
        return CODES[self.code][0]


@attrs.frozen
class Address:
    """Where a thing of a pack stands: the file, and the keys and positions that lead to it inside the file.

    Example:
        >>> str(Address("rules/pay.toml", ("rule", 2)).at("when"))
        'rules/pay.toml: rule[2].when'
    """

    file: str
    path: KeyPath = ()

    def at(self, *keys: str | int) -> "Address":
        """Return the address of something inside this thing."""
        return Address(self.file, (*self.path, *keys))

    def __str__(self) -> str:
        text = ""
        for key in self.path:
            text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
        return f"{visible(self.file)}: {visible(text)}" if text else visible(self.file)


@attrs.frozen(kw_only=True)
class Excerpt:
    """The line of a file that a diagnostic is about; `line` and `column` are counted from 1."""

    line: int
    column: int
    text: str
    width: int


@attrs.frozen(kw_only=True)
class Diagnostic:
    """One thing wrong with a pack: the finding, its address, what it belongs to, and the excerpt once located.

    `str(diagnostic)` is what a person reads.

    Example:
        >>> finding = Finding(code="RUT402", message="unknown strategy `find-mentr`",
        ...                   help="did you mean `find-mentor`?")
        >>> print(Diagnostic(finding=finding, address=Address("rules/pay.toml", ("rule", 0)), subject="rule `ask`"))
        error[RUT402] unknown strategy `find-mentr`
          --> rules/pay.toml (rule `ask`)
          = help: did you mean `find-mentor`?
    """

    finding: Finding
    address: Address
    subject: str | None = None
    text: str | None = None
    excerpt: Excerpt | None = None

    @property
    def code(self) -> str:
        """The stable code, such as `RUT301`."""
        return self.finding.code

    def __str__(self) -> str:
        finding, where = self.finding, visible(self.address.file)
        if self.excerpt is not None:
            where += f":{self.excerpt.line}:{self.excerpt.column}"
        subject = f" ({self.subject})" if self.subject else ""
        lines = [f"error[{finding.code}] {finding.message}", f"  --> {where}{subject}"]
        if self.excerpt is not None:
            number = str(self.excerpt.line)
            margin = " " * len(number)
            carets = " " * (self.excerpt.column - 1) + "^" * max(1, self.excerpt.width)
            lines += [f"{margin} |", f"{number} | {self.excerpt.text}", f"{margin} | {carets}"]
        lines += [f"  = {label}: {said}" for label, said in self._notes()]
        return "\n".join(lines)

    def _notes(self) -> list[tuple[str, str]]:
        finding = self.finding
        notes = (("expected", finding.expected), ("found", finding.found), ("help", finding.help))
        return [(label, said) for label, said in notes if said is not None]
