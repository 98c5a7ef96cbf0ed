"""Profiles from JSON, TOML or a mapping: exact, every problem at once, and no answer is ever repeated."""

import re
import typing
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import attrs

from rutengine.diagnostics.errors import Problem, ProfileError
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.texts import Repeating, find_excess, parse_profile
from rutengine.vocabulary.answers import describe, possible_values
from rutengine.vocabulary.facts import PART_KEY
from rutengine.vocabulary.kinds import IntKind, Kind, SetKind
from rutengine.vocabulary.possible import Between, Members, OneOf
from rutengine.vocabulary.vocabulary import Fact, Vocabulary

P = TypeVar("P")

_SHOWN_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_REFUSED: Final = "answers that the class refuses"

Tree = dict[str, "Fact | Tree"]
"""The facts of a vocabulary, nested as they are written."""


def read_answers(vocabulary: Vocabulary[P], source: str | bytes | Mapping[str, object]) -> P:
    """Read a profile.

    A text that starts with `{` is JSON, any other TOML. Answers stand in nested tables, by the names of the facts;
    null, or nothing, is an unanswered question. A partly known answer is `{"between": [2, 4]}`, `{"one_of": [...]}`
    or, for a set, `{"has": [...], "lacks": [...]}`; a plain list is the whole set.

    Raises:
        ProfileError: the text or its answers have problems; all are listed, and no answer is repeated.

    Example:
        >>> import attrs
        >>> from rutengine.vocabulary.facts import Answer, fact
        >>> @attrs.frozen(kw_only=True)
        ... class Plant:
        ...     dry_days: Answer[int] = fact(between=(0, 60), assume=3)
        >>> vocabulary = Vocabulary.of(Plant)
        >>> read_answers(vocabulary, '{"dry_days": 9}')
        Plant(dry_days=9)
        >>> read_answers(vocabulary, 'dry_days = "nine"')
        Traceback (most recent call last):
        rutengine.diagnostics.errors.ProfileError: the profile has 1 problem:
          - `dry_days`: expected a whole number from 0 to 60, found a text
    """
    data = _read(source)
    if isinstance(data, Problem):
        raise ProfileError([data])
    reader = _Reader(vocabulary)
    answers = reader.read(data, _tree_of(vocabulary), ())
    profile = None if reader.problems else _build(vocabulary.profile_class, answers)
    if profile is None:
        raise ProfileError(reader.problems or [Problem(path="", expected="a possible profile", found=_REFUSED)])
    return profile


def answer_of(fact: Fact, raw: object) -> Any:  # noqa: ANN401 - what the annotation of the fact says
    """Return the answer that a value stands for; a value that is an answer already is returned as it is.

    Raises:
        ProfileError: the value does not fit the fact.

    Example:
        >>> answer_of(Fact(name="n", kind=IntKind(0, 4), assume=0), {"between": [2, 4]})
        Between(low=2, high=4)
    """
    answer = _answer(fact, raw)
    if isinstance(answer, Problem):
        raise ProfileError([answer])
    return answer


def _read(source: object) -> Mapping[str, object] | Problem:
    data = parse_profile(source) if isinstance(source, str | bytes) else source
    if isinstance(data, Problem):
        return data
    if not isinstance(data, Mapping):
        return Problem(path="", expected="JSON, TOML or a mapping", found=describe(data))
    return find_excess(data) or data


def _tree_of(vocabulary: Vocabulary[Any]) -> Tree:
    tree: Tree = {}
    for fact in vocabulary.facts:
        branch = tree
        for name in fact.path[:-1]:
            inner = branch.setdefault(name, {})
            branch = inner if isinstance(inner, dict) else {}
        branch[fact.path[-1]] = fact
    return tree


class _Reader:
    """Walks the data along the facts, collecting answers and problems."""

    def __init__(self, vocabulary: Vocabulary[Any]) -> None:
        self._names = [fact.name for fact in vocabulary.facts]
        self.problems: list[Problem] = []

    def read(self, table: Mapping[str, object], tree: Tree, path: tuple[str, ...]) -> dict[str, Any]:
        """Return the answers of one table, nested as the facts are."""
        answers: dict[str, Any] = {}
        if isinstance(table, Repeating):
            for key in sorted(table.repeated):
                self._add(Problem(path=_shown(path, key), expected="each key once", found="a key that comes again"))
        for key, raw in table.items():
            known = tree.get(key) if isinstance(key, str) else None
            if known is None:
                self._add(self._unknown(path, key))
            elif isinstance(known, Fact):
                answer = _answer(known, raw)
                if isinstance(answer, Problem):
                    self._add(answer)
                else:
                    answers[key] = answer
            elif isinstance(raw, Mapping):
                answers[key] = self.read(raw, known, (*path, key))
            elif raw is not None:
                found = describe(raw)
                self._add(Problem(path=".".join((*path, key)), expected="a table of answers", found=found))
        return answers

    def _add(self, problem: Problem) -> None:
        if len(self.problems) < LIMITS.problems_kept:
            self.problems.append(problem)

    def _unknown(self, path: tuple[str, ...], key: object) -> Problem:
        shown = _shown(path, key)
        expected = f"a fact of `{shown}`" if shown == ".".join(path) and path else "a fact of the vocabulary"
        hint = None
        if shown in self._names:
            hint = "write it nested: a table for each part of the name"
        elif shown != ".".join(path) and len(self.problems) < LIMITS.problems_shown:
            hint = did_you_mean(shown, self._names)
        return Problem(path=shown, expected=expected, found="an unknown key", help=hint)


def _shown(path: tuple[str, ...], key: object) -> str:
    """Return the dotted name of a key, or that of the table around it if the key does not look like a name."""
    named = isinstance(key, str) and _SHOWN_KEY.fullmatch(key)
    return ".".join((*path, str(key)) if named else path)


def _answer(fact: Fact, raw: object) -> Any:  # noqa: ANN401 - an answer, or a problem
    """Return the answer that a value stands for, or what is wrong with it."""
    if isinstance(fact.kind, SetKind):
        answer = _set_answer(raw)
    else:
        answer = _partly_known(raw) if isinstance(raw, Mapping) else raw
    if answer is _REPEATS:
        return Problem(path=fact.name, expected=fact.kind.expected, found="something that is there twice")
    values = possible_values(fact, answer)
    if not isinstance(values, Problem):
        return answer
    return attrs.evolve(values, help=_partial_form(fact.kind)) if isinstance(raw, Mapping) else values


_REPEATS: Final = object()
"""Stands for an answer that says something twice."""


def _set_answer(raw: object) -> object:
    if isinstance(raw, Mapping):
        if isinstance(raw, Repeating) and raw.repeated:
            return _REPEATS
        if not raw or not raw.keys() <= {"has", "lacks"}:
            return raw
        sides = [_members(raw.get(side, [])) for side in ("has", "lacks")]
        has, lacks = sides
        if isinstance(has, frozenset) and isinstance(lacks, frozenset):
            return Members(has, lacks)
        return _REPEATS if _REPEATS in sides else raw
    return _members(raw) if isinstance(raw, list | set) else raw


def _members(raw: object) -> object:
    """Return the members of a list of texts, or the list itself if it is none."""
    if not isinstance(raw, list | set) or not all(isinstance(item, str) for item in raw):
        return raw
    return frozenset(raw) if len(set(raw)) == len(raw) else _REPEATS


def _partly_known(raw: Mapping[str, object]) -> object:
    if isinstance(raw, Repeating) and raw.repeated:
        return _REPEATS
    (form, inner), *rest = raw.items() if raw else [("", None)]
    if rest or not isinstance(inner, list) or len(inner) > LIMITS.profile_items:
        return raw
    if form == "between" and len(inner) == 2:
        return Between(inner[0], inner[1])
    if form != "one_of":
        return raw
    return _REPEATS if any(item in inner[:i] for i, item in enumerate(inner)) else OneOf(tuple(inner))


def _partial_form(kind: Kind) -> str:
    if isinstance(kind, SetKind):
        return 'what is partly known is written {"has": [...], "lacks": [...]}'
    between = '{"between": [low, high]} or ' if isinstance(kind, IntKind) else ""
    return f'what is partly known is written {between}{{"one_of": [...]}}'


def _build(cls: type[P], answers: Mapping[str, Any]) -> P | None:
    """Return an instance with these answers and no other, or None if the class refuses them.

    What a class raises may repeat an answer, so it goes no further.
    """
    fields: Mapping[str, attrs.Attribute[Any]] = attrs.fields_dict(cls)  # type: ignore[arg-type]
    given: dict[str, Any] = {}
    for name, answer in answers.items():
        inner = _build(_part_class(cls, fields[name]), answer) if isinstance(answer, dict) else answer
        if inner is None and answer is not None:
            return None
        given[fields[name].alias or name] = inner
    try:
        return cls(**given)
    except Exception:  # noqa: BLE001 - see above
        return None


def _part_class(cls: type[Any], field: "attrs.Attribute[Any]") -> type[Any]:
    declared = field.metadata.get(PART_KEY) or typing.get_type_hints(cls)[field.name]
    return typing.cast("type[Any]", declared)
