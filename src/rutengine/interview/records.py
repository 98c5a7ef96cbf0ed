"""What an interview tells: a question, why it is asked, how far one is, and why nothing more is asked."""

from typing import Final, Literal

import attrs

from rutengine.interview.guiding import Ends
from rutengine.vocabulary.kinds import Scalar

AnswerKind = Literal["yes or no", "number", "choice", "set"]
"""What an answer looks like: true or false, a whole number, one of some texts, or any set of them."""

StepKind = Literal["answered", "skipped", "declined", "changed"]

Finish = Ends | Literal["limit"]
"""Why an interview ends; `limit`: so many questions were asked as were wanted."""

_DECLINE: Final = "You can leave this open; the advice then goes by what is usual."
_DECLINE_SENSITIVE: Final = "You need not answer this; the advice then goes by what is usual."


@attrs.frozen
class Option:
    """One value that can be answered, or one member of a set, and its words."""

    value: Scalar
    label: str


@attrs.frozen(kw_only=True)
class Question:
    """What is asked next. Every question can be passed over.

    Arguments:
        fact: the dotted name of the fact.
        ask: the question.
        why_ask: why the pack asks it, if it says so.
        kind: what an answer looks like.
        low, high: for a number, the smallest and the largest that are possible.
        options: for all else, what can be answered, in declared order; for a set, its members.
        sensitive: whether the answer is hidden in every repr.
        tier: 1 for a core question, 2 for a follow-up, 3 for the long form.
    """

    fact: str
    ask: str
    why_ask: str | None
    kind: AnswerKind
    low: int | None
    high: int | None
    options: tuple[Option, ...]
    sensitive: bool
    tier: int

    @property
    def decline(self) -> str:
        """How the question can be left open, in one sentence."""
        return _DECLINE_SENSITIVE if self.sensitive else _DECLINE


@attrs.frozen(kw_only=True)
class Hanging:
    """A strategy that is shown now, or not, and of which this can still change."""

    strategy: str
    title: str
    shown: bool

    @property
    def claim(self) -> str:
        """What is open, as the text of a claim."""
        return f"active('{self.strategy}')"


@attrs.frozen(kw_only=True)
class Hangs:
    """What hangs on a question: strategies that may be shown or not, as its answer is."""

    question: Question
    strategies: tuple[Hanging, ...]


@attrs.frozen(kw_only=True, repr=False)
class Progress:
    """How far an interview is.

    Arguments:
        asked: how many questions were answered or passed over.
        remaining: about how many are left.
        certain: the ids of the active strategies of which it is proved that they stay so, given what was asked.
        active: how many strategies are active now.
    """

    asked: int
    remaining: int
    certain: tuple[str, ...]
    active: int

    def __repr__(self) -> str:
        return f"<Progress: {self.asked} asked>"


@attrs.frozen(kw_only=True, repr=False)
class Ending:
    """Why nothing more is asked.

    Arguments:
        why: why.
        first: what is to be read before all else: notices of rules that require a strategy, or that bring help first.
        open: strategies that may still be shown or not, if more were answered.
    """

    why: Finish
    first: tuple[str, ...]
    open: tuple[Hanging, ...]

    def __repr__(self) -> str:
        return "<Ending>"


@attrs.frozen(kw_only=True, repr=False)
class Step:
    """One step of an interview: a fact that was answered, changed or passed over."""

    kind: StepKind
    fact: str
    answer: object = None

    def __repr__(self) -> str:
        return f"<Step: {self.kind}>"
