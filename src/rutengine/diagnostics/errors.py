"""The error classes: each carries all its problems as values, and `str(error)` is what a person reads."""

from collections.abc import Sequence

import attrs

from rutengine.diagnostics.diagnostic import Diagnostic, Finding
from rutengine.diagnostics.limits import LIMITS


class RutengineError(Exception):
    """The base of every error that the library raises on purpose."""


class LanguageError(RutengineError):
    """A text is not a condition of the language; `finding` says what is wrong and where in the text."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class VocabularyError(RutengineError):
    """A class cannot serve as a vocabulary; `problems` lists every reason."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        lines = "\n".join(f"  - {problem}" for problem in self.problems[: LIMITS.problems_shown])
        super().__init__(f"`{name}` cannot be a vocabulary:\n{lines}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _shown(diagnostics: Sequence[Diagnostic]) -> str:
    shown = "\n\n".join(str(diagnostic) for diagnostic in diagnostics[: LIMITS.problems_shown])
    rest = len(diagnostics) - LIMITS.problems_shown
    return f"{shown}\n\n... and {rest} more" if rest > 0 else shown


class PackError(RutengineError):
    """A pack has problems and was not loaded; `diagnostics` lists all of them, in file order.

    Twenty are printed and all are counted.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(f"the pack has {_counted(len(self.diagnostics), 'problem')}\n\n{_shown(self.diagnostics)}")


@attrs.frozen(kw_only=True)
class Problem:
    """One thing wrong with a profile: where, what was expected and what kind of thing was found, never its value.

    Arguments:
        path: the dotted name of the fact, such as `situation.employment`; empty for the whole profile.
        expected: what could stand there.
        found: what kind of thing stands there; never the answer itself.
        help: what was probably meant.
    """

    path: str
    expected: str
    found: str
    help: str | None = None

    def __str__(self) -> str:
        where = f"`{self.path}`" if self.path else "the profile"
        hint = f" ({self.help})" if self.help else ""
        return f"{where}: expected {self.expected}, found {self.found}{hint}"


class ProfileError(RutengineError):
    """A profile has problems and was not read; `problems` lists all of them, without repeating any answer."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        shown = "\n".join(f"  - {problem}" for problem in self.problems[: LIMITS.problems_shown])
        rest = len(self.problems) - LIMITS.problems_shown
        more = f"\n  ... and {rest} more" if rest > 0 else ""
        super().__init__(f"the profile has {_counted(len(self.problems), 'problem')}:\n{shown}{more}")


class ClaimError(RutengineError):
    """A claim or question about a decision does not fit the pack, such as by a name that the pack does not have.

    `diagnostics` lists what is wrong with the text of a claim, in the order of the text; it is empty for all else.
    """

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(f"{message}\n\n{_shown(self.diagnostics)}" if self.diagnostics else message)


class BundleError(RutengineError):
    """A text is no audit bundle; `problems` says what is wrong and where, without repeating any value."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        shown = "\n".join(f"  - {problem}" for problem in self.problems[: LIMITS.problems_shown])
        rest = len(self.problems) - LIMITS.problems_shown
        more = f"\n  ... and {rest} more" if rest > 0 else ""
        super().__init__(f"the bundle has {_counted(len(self.problems), 'problem')}:\n{shown}{more}")


class InterviewError(RutengineError):
    """An interview does not go this way: no question is open, nothing can be undone, or what was kept does not fit.

    `problems` says what is wrong, without repeating any answer.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems: tuple[str, ...] = tuple(problems)
        shown = "; ".join(self.problems[: LIMITS.problems_shown])
        rest = len(self.problems) - LIMITS.problems_shown
        super().__init__(f"{shown}; and {rest} more" if rest > 0 else shown)
