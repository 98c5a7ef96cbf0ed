"""What an interview keeps between two sittings, as plain data: exact, and refused by any other pack."""

from collections.abc import Mapping
from typing import Any, Final, cast, get_args

import attrs

from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import InterviewError, Problem, ProfileError
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.decisions import document_head, write_document
from rutengine.documents.profiles import answer_of
from rutengine.documents.texts import Repeating, parse_profile
from rutengine.interview.records import Step, StepKind
from rutengine.model.version import SEMANTICS
from rutengine.vocabulary.kinds import Scalar
from rutengine.vocabulary.possible import Between, Members, OneOf
from rutengine.vocabulary.vocabulary import Vocabulary

INTERVIEW_FORMAT: Final = 1
"""The number of the form in which interviews are kept."""

_KINDS: Final[Mapping[str, StepKind]] = {kind: kind for kind in get_args(StepKind)}
_KEYS: Final[frozenset[str]] = frozenset(
    ("kind", "format", "engine", "semantics", "pack", "vocabulary", "limit", "given", "steps")
)


@attrs.frozen(kw_only=True, repr=False)
class Kept:
    """What an interview keeps: the answers it began with, the person's own limit, and the steps."""

    given: tuple[tuple[str, object], ...]
    limit: int | None
    steps: tuple[Step, ...]

    def __repr__(self) -> str:
        return f"<Kept: {len(self.steps)} steps>"


def interview_data(program: Program, kept: Kept) -> dict[str, object]:
    """Return what is kept as plain data."""
    return {
        **document_head(program, "interview"),
        "format": INTERVIEW_FORMAT,
        "limit": kept.limit,
        "given": {name: raw_answer(answer) for name, answer in kept.given},
        "steps": [
            {"how": step.kind, "fact": step.fact, "answer": raw_answer(step.answer)}
            if step.kind in ("answered", "changed")
            else {"how": step.kind, "fact": step.fact}
            for step in kept.steps
        ],
    }


def write_interview(program: Program, kept: Kept) -> str:
    """Return what is kept as JSON, two spaces deep, with a line break at the end."""
    return write_document(interview_data(program, kept))


def read_interview(program: Program, source: str | bytes | Mapping[str, object]) -> Kept:
    """Return what was kept, exactly.

    Raises:
        InterviewError: it is no interview, one over another pack, or one whose answers do not fit; no answer is
            repeated.
    """
    parsed = parse_profile(source) if isinstance(source, str | bytes) else source
    if isinstance(parsed, Problem):
        raise InterviewError([f"what was kept is no interview: expected {parsed.expected}, found {parsed.found}"])
    data = _table(parsed)
    if data is None or data.get("kind") != "interview":
        raise InterviewError(["what was kept is no interview"])
    if not _is_number(data.get("format"), INTERVIEW_FORMAT) or _KEYS.symmetric_difference(data):
        raise InterviewError([f"what was kept is no interview of format {INTERVIEW_FORMAT}"])
    head = document_head(program, "interview")
    if data["pack"] != head["pack"] or data["vocabulary"] != head["vocabulary"]:
        raise InterviewError(["the interview was begun with other rules and cannot go on with these; begin it anew"])
    if not _is_number(data["semantics"], SEMANTICS):
        raise InterviewError(["the interview was begun under other semantics of the rules; begin it anew"])
    return _Reader(program.checked.vocabulary).kept(data)


def raw_answer(answer: object) -> object:
    """Return an answer as it is written in JSON.

    Example:
        >>> raw_answer(Between(2, 4)), raw_answer(frozenset({"b", "a"})), raw_answer(None)
        ({'between': [2, 4]}, ['a', 'b'], None)
    """
    if isinstance(answer, Between):
        return {"between": [answer.low, answer.high]}
    if isinstance(answer, OneOf):
        return {"one_of": list(cast("OneOf[Scalar]", answer).values)}
    if isinstance(answer, Members):
        partly = cast("Members[str]", answer)
        return {"has": sorted(partly.has), "lacks": sorted(partly.lacks)}
    return sorted(cast("frozenset[str]", answer)) if isinstance(answer, frozenset | set) else answer


class _Reader:
    """Reads what was kept, collecting problems."""

    def __init__(self, vocabulary: Vocabulary[Any]) -> None:
        self._vocabulary = vocabulary
        self._problems: list[str] = []
        self._done = set[str]()

    def kept(self, data: Mapping[str, object]) -> Kept:
        """Return what was kept.

        Raises:
            InterviewError: something does not fit.
        """
        limit, steps = data["limit"], data["steps"]
        if limit is not None and (type(limit) is not int or limit < 1):
            self._problems.append("`limit`: expected a whole number from 1, or null")
        given = _table(data["given"])
        if given is None:
            self._problems.append("`given`: expected a table of answers, each once")
        if not isinstance(steps, list):
            self._problems.append("`steps`: expected a list")
        answers = [(name, self._answer(f"given.{i}", name, raw)) for i, (name, raw) in enumerate((given or {}).items())]
        self._done.update(name for name, answer in answers if answer is not None)
        listed = cast("list[object]", steps) if isinstance(steps, list) else []
        read = [self._step(f"steps.{i}", step) for i, step in enumerate(listed)]
        if self._problems:
            raise InterviewError([f"what was kept does not fit: {p}" for p in self._problems[: LIMITS.problems_kept]])
        return Kept(given=tuple(answers), limit=limit if isinstance(limit, int) else None, steps=tuple(read))

    def _step(self, place: str, raw: object) -> Step:
        step = _table(raw) or {}
        kind = _KINDS.get(str(step.get("how")))
        wanted = {"how", "fact", "answer"} if kind in ("answered", "changed") else {"how", "fact"}
        if kind is None or step.keys() != wanted:
            self._problems.append(f"`{place}`: expected a step")
            return Step(kind="skipped", fact="")
        name = step["fact"]
        read = Step(kind=kind, fact=str(name), answer=self._answer(place, name, step.get("answer")))
        if kind != "changed" and read.fact in self._done:
            self._problems.append(f"`{place}`: expected a fact that was not asked before")
        (self._done.discard if kind == "changed" and read.answer is None else self._done.add)(read.fact)
        return read

    def _answer(self, place: str, name: object, raw: object) -> object:
        fact = self._vocabulary.find(name) if isinstance(name, str) else None
        if fact is None:
            self._problems.append(f"`{place}`: expected the name of a fact")
            return None
        try:
            return answer_of(fact, raw)
        except ProfileError as error:
            self._problems += [str(problem) for problem in error.problems]
            return None


def _is_number(raw: object, number: int) -> bool:
    return type(raw) is int and raw == number


def _table(raw: object) -> Mapping[str, object] | None:
    """Return a table without keys that come again, or None if it is none."""
    known = isinstance(raw, Mapping) and not isinstance(raw, Repeating)
    return cast("Mapping[str, object]", raw) if known else None
