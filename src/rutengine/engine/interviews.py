"""An interview, as people hold it: immutable, without input or output; each answer gives the next one."""

import functools
from collections.abc import Mapping
from functools import cached_property
from typing import Generic, TypeVar

import attrs

from rutengine.diagnostics.errors import InterviewError, ProfileError
from rutengine.documents.interviews import Kept, interview_data, read_interview, write_interview
from rutengine.documents.profiles import answer_of
from rutengine.engine.decision import Decision
from rutengine.engine.engine import Engine
from rutengine.interview.asking import question_of
from rutengine.interview.ground import View
from rutengine.interview.guiding import Guide, Next
from rutengine.interview.records import Ending, Finish, Hanging, Hangs, Progress, Question, Step, StepKind
from rutengine.rendering.plain import WIDTH, render_plain
from rutengine.rendering.telling_interviews import first_notices, tell_ending, tell_hangs, tell_progress

P = TypeVar("P")


@attrs.frozen(repr=False, slots=False)
class Interview(Generic[P]):
    """Questions one after the other, only such as can still change what is shown; no method changes it.

    Its `repr` and its messages tell nothing of the person.

    Example:
        >>> from rutengine.career import engine
        >>> interview = Interview.start(engine())
        >>> later = interview.skip().skip()
        >>> later.progress.asked, later.back().back() == interview
        (2, True)
    """

    engine: Engine[P]
    given: P
    limit: int | None
    steps: tuple[Step, ...]
    _known: frozenset[int] = attrs.field(eq=False, default=frozenset())

    @classmethod
    def start(cls, engine: Engine[P], profile: P | None = None, *, limit: int | None = None) -> "Interview[P]":
        """Begin an interview.

        Arguments:
            engine: the engine.
            profile: what is known already, and is not asked; without one, nothing is.
            limit: after how many questions it ends at the latest, from 1; without one, when nothing can change.

        Raises:
            ProfileError: the profile does not fit, or its answers exclude each other.
            ValueError: the limit is no number from 1.
        """
        if limit is not None and (type(limit) is not int or limit < 1):
            raise ValueError("a limit is a whole number from 1")
        given = engine.read_profile({}) if profile is None else profile
        engine.decide(given)
        return cls(engine, given, limit, ())

    @classmethod
    def resume(cls, engine: Engine[P], source: str | bytes | Mapping[str, object]) -> "Interview[P]":
        """Go on with an interview that was kept, as `to_json` or `to_data` gives it.

        Raises:
            InterviewError: it is no interview, was begun with other rules, or does not fit; no answer is repeated.
        """
        kept = read_interview(engine.program, source)
        try:
            given = engine.read_profile({})
            for name, answer in kept.given:
                given = engine.answer(given, name, answer)
            found = cls(engine, given, kept.limit, kept.steps)
            engine.decide(found.profile)
        except ProfileError as error:
            raise InterviewError([f"what was kept does not fit: {problem}" for problem in error.problems]) from None
        return found

    @cached_property
    def profile(self) -> P:
        """The answers so far."""
        profile = self.given
        for step in self.steps:
            if step.kind in ("answered", "changed"):
                profile = self.engine.answer(profile, step.fact, step.answer)
        return profile

    @cached_property
    def decision(self) -> Decision[P]:
        """The decision on the answers so far."""
        return self.engine.decide(self.profile)

    @property
    def question(self) -> Question | None:
        """What is asked next; None when nothing more is."""
        number = self._next.fact
        return None if self._limited or number is None else question_of(self._guide.ground, self._view, number)

    def question_on(self, fact: str) -> Question:
        """Return the question on any fact, to ask for it again and `change` it; the interview stays where it is.

        It offers every value that the fact can have, also such as other answers rule out.

        Raises:
            ProfileError: there is no such fact.

        Example:
            >>> from rutengine.career import engine
            >>> question = Interview.start(engine()).question_on("situation.hours_per_week")
            >>> question.kind, question.low, question.high
            ('number', 0, 60)
        """
        self.engine.answer(self.given, fact, None)
        program = self.engine.program
        everything = program.columns.everything()[: len(program.variables)]
        view = View(sets=everything, open=frozenset(), askable=())
        return question_of(self._guide.ground, view, self._number(fact))

    @property
    def first(self) -> tuple[str, ...]:
        """What is to be read before all else: notices of rules that require a strategy, or that bring help first."""
        return first_notices(self.engine.program, self.decision.outcome)

    @cached_property
    def finished(self) -> Ending | None:
        """Why nothing more is asked; None while there is a question."""
        why: Finish | None = "limit" if self._limited and self._next.ends is None else self._next.ends
        if why is None:
            return None
        places = self._guide.open(self._view, self._next.settled) if why in ("limit", "nothing left") else ()
        return Ending(why=why, first=self.first, open=self._hanging(places))

    @cached_property
    def progress(self) -> Progress:
        """How far it is; what remains is a guess."""
        active = [step.strategy for step in self.decision.active]
        places = self._guide.certain(self._view, self._next.settled)
        asked = self._count
        remaining = 0 if self.finished is not None else max(1, self._next.remaining)
        if self.limit is not None:
            remaining = max(0, min(remaining, self.limit - asked))
        certain = {hanging.strategy for hanging in self._hanging(tuple(places))}
        return Progress(
            asked=asked,
            remaining=remaining,
            certain=tuple(strategy for strategy in active if strategy in certain),
            active=len(active),
        )

    def answer(self, value: object) -> "Interview[P]":
        """Answer the question; None passes it over.

        Arguments:
            value: the answer, as in Python or as in JSON; it may be known only in part.

        Raises:
            InterviewError: there is no question.
            ProfileError: the answer does not fit, or cannot be true together with the others; nothing is changed.
        """
        question = self._asked()
        if value is None:
            return self.skip()
        return self._with("answered", question.fact, value, self._next.settled)

    def skip(self) -> "Interview[P]":
        """Pass the question over; it is not asked again.

        Raises:
            InterviewError: there is no question.
        """
        return self._with("skipped", self._asked().fact, None, self._next.settled)

    def decline(self) -> "Interview[P]":
        """Refuse the question; it is not asked again, and what is kept says so.

        Raises:
            InterviewError: there is no question.
        """
        return self._with("declined", self._asked().fact, None, self._next.settled)

    def back(self) -> "Interview[P]":
        """Return the interview before the last step.

        Raises:
            InterviewError: there was none.
        """
        if not self.steps:
            raise InterviewError(["there is nothing to go back to"])
        return attrs.evolve(self, steps=self.steps[:-1], known=frozenset())

    def change(self, fact: str, value: object) -> "Interview[P]":
        """Give another answer to a fact, or a first one to a fact that was not asked; None takes the answer back.

        Raises:
            ProfileError: there is no such fact, or the answer does not fit; nothing is changed.
        """
        return self._with("changed", fact, value, frozenset())

    def why(self) -> Hangs:
        """Tell what hangs on the question: strategies that may be shown or not, as the answer is.

        Raises:
            InterviewError: there is no question.
        """
        question = self._asked()
        number = self._number(question.fact)
        places = {*self._next.hanging, *self._guide.hanging(self._view, number)}
        return Hangs(question=question, strategies=self._hanging(tuple(sorted(places))))

    def tell(self, width: int = WIDTH) -> str:
        """Return how far it is as plain text, or why nothing more is asked, wrapped at `width` characters."""
        program = self.engine.program
        ending = self.finished
        if ending is None:
            return render_plain(tell_progress(program, self.progress), width)
        return render_plain(tell_ending(program, self.decision.outcome, ending), width)

    def tell_why(self, width: int = WIDTH) -> str:
        """Return why the question is asked as plain text, wrapped at `width` characters.

        Raises:
            InterviewError: there is no question.
        """
        return render_plain(tell_hangs(self.why()), width)

    def to_data(self) -> dict[str, object]:
        """Return the whole interview as plain data, from which it can be resumed."""
        return interview_data(self.engine.program, self._kept)

    def to_json(self) -> str:
        """Return the whole interview as JSON, from which it can be resumed; it holds every answer."""
        return write_interview(self.engine.program, self._kept)

    def __repr__(self) -> str:
        return f"<Interview: {len(self.steps)} steps>"

    @property
    def _guide(self) -> Guide:
        return self.engine.provers.guide

    @cached_property
    def _view(self) -> View:
        done = {name for name, _ in self._kept.given}
        for step in self.steps:
            taken_back = step.kind == "changed" and step.answer is None
            (done.discard if taken_back else done.add)(step.fact)
        return self._guide.ground.view(self.decision.outcome.given, frozenset(map(self._number, done)))

    @cached_property
    def _next(self) -> Next:
        return self._guide.next(self._view, self._known)

    @property
    def _limited(self) -> bool:
        return self.limit is not None and self._count >= self.limit

    @property
    def _count(self) -> int:
        """How many facts were asked; one that was taken back and asked again counts once."""
        return len({step.fact for step in self.steps if step.kind != "changed"})

    @property
    def _kept(self) -> Kept:
        facts = self.engine.vocabulary.facts
        answers = [(fact.name, functools.reduce(getattr, fact.path, self.given)) for fact in facts]
        given = tuple((name, answer) for name, answer in answers if answer is not None)
        return Kept(given=given, limit=self.limit, steps=self.steps)

    def _asked(self) -> Question:
        question = self.question
        if question is None:
            raise InterviewError(["nothing more is asked"])
        return question

    def _number(self, name: str) -> int:
        return next(asking.number for asking in self._guide.ground.askings if asking.fact.name == name)

    def _hanging(self, places: tuple[int, ...]) -> tuple[Hanging, ...]:
        active = {step.strategy for step in self.decision.active}
        strategies = [self.engine.program.strategies[place].strategy for place in places]
        return tuple(Hanging(strategy=s.id, title=s.title, shown=s.id in active) for s in strategies)

    def _with(self, kind: StepKind, name: str, value: object, known: frozenset[int]) -> "Interview[P]":
        """Return the interview after one step more; an answer is refused if it cannot be true with the others."""
        fact = self.engine.vocabulary.find(name)
        answer = None if fact is None else answer_of(fact, value)
        found = attrs.evolve(self, steps=(*self.steps, Step(kind=kind, fact=name, answer=answer)), known=known)
        self.engine.answer(self.profile, name, value)
        self.engine.decide(found.profile)
        return found
