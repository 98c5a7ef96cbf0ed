"""A small sound pack and its vocabulary, for tests that break one thing at a time."""

from typing import Any, Literal

import attrs
import pytest

from rutengine.diagnostics.errors import Problem, ProfileError
from rutengine.documents.packs import PackReading, read_pack
from rutengine.documents.profiles import read_answers
from rutengine.vocabulary.facts import Answer, fact, part
from rutengine.vocabulary.vocabulary import Vocabulary

HEAD = """\
format = 1
id = "small"
version = "0.1.0"
title = "A small pack"
vocabulary = "Person"
intended_use = "tests"
licence = "MIT"
threshold = 3
stance = "steady"
themes = [{ id = "general", title = "In general" }]
phases = [{ id = "first", title = "First" }]

[constants]
marked = 2

[stances.steady]
phases = ["first"]
roles = ["safety", "groundwork", "move"]
max_moves = 3
says = "Steady."
"""

FACTS = """\
[signals.tired]
ask = "How tired are you?"
label = "you are tired"

[signals.stuck]
ask = "Are you stuck?"
label = "you are stuck"
label_not = "you are not stuck"

[work.kind]
ask = "What do you do?"
label = "your work"
labels = { office = "you sit", field = "you walk" }

[work.tried]
ask = "What have you tried?"
label = "what you tried"
labels = { rest = "you rested", talk = "you talked" }
"""

SOURCES = """\
[book]
title = "A Book"
kind = "article"
good_for = "tests"
sections = { one = "Chapter one" }
"""

STRATEGY = """\
title = "Rest"
phase = "first"
role = "move"
summary = "Rest a while."
steps = ["Sit down."]
done_when = "rested"
minutes_per_week = 60
weeks = 2
cost = "free"
reversibility = "high"
evidence = { grade = "C", says = "It seems to help.", cite = ["book"] }
cite = ["book-one"]

[[route]]
when = "signals.stuck"
how = "Rest at home."

[[route]]
how = "Rest anywhere."

[[tip]]
when = "signals.tired >= 3"
how = "Rest more."
"""

RULES = """\
[[rule]]
id = "tired-needs-rest"
when = "signals.tired >= marked"
because = "The tired need rest."
cite = ["book-one"]
support.rest = 4

[[rule]]
id = "stuck-needs-rest"
when = '''
signals.stuck
and not (work.kind == 'field')'''
because = "The stuck need rest too."
cite = ["book"]
support.rest = 3
note.rest = "Rest well."
"""

PATTERNS = """\
[weary]
name = "Weary"
label = "you are weary"
any = ["signals.tired >= 3", "signals.stuck"]

[load]
name = "Load"
label = "the load"
level = "max(signals.tired, 1 if signals.stuck else 0)"

[sort]
name = "Sort"
label = "the sort"
labels = { a = "one", b = "two" }
case = [{ when = "signals.stuck", is = "a" }, { is = "b" }]
"""

CONSTRAINTS = """\
[[constraint]]
id = "field-is-not-stuck"
holds = "work.kind == 'office' or not signals.stuck"
"""

FILES = {
    "pack.toml": HEAD,
    "facts.toml": FACTS,
    "sources.toml": SOURCES,
    "patterns.toml": PATTERNS,
    "constraints.toml": CONSTRAINTS,
    "strategies/rest.toml": STRATEGY,
    "rules/general.toml": RULES,
}


@attrs.frozen(kw_only=True)
class Signals:
    tired: Answer[int] = fact(between=(0, 4), assume=0)
    stuck: Answer[bool] = fact(assume=False, sensitive=True)


@attrs.frozen(kw_only=True)
class Work:
    kind: Answer[Literal["office", "field"]] = fact(assume="office")
    tried: Answer[frozenset[Literal["rest", "talk"]]] = fact(assume=frozenset())


@attrs.frozen(kw_only=True)
class Person:
    signals: Signals = part(Signals)
    work: Work = part(Work)


VOCABULARY: Vocabulary[Any] = Vocabulary.of(Person)


def small_pack(**changes: str | bytes | None) -> dict[str, bytes]:
    """Return the files, some of them changed or (with None) taken out; keys are names without `.toml`."""
    files: dict[str, str | bytes] = dict(FILES)
    for key, content in changes.items():
        name = f"{key.replace('__', '/').replace('_', '-')}.toml"
        if content is None:
            del files[name]
        else:
            files[name] = content
    return {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}


def read(**changes: str | bytes | None) -> PackReading:
    return read_pack(small_pack(**changes))


def codes(reading: PackReading) -> list[str]:
    return [problem.code for problem in reading.diagnostics]


def read_person(source: Any) -> Person:
    person: Person = read_answers(VOCABULARY, source)
    return person


def problems_of(source: Any) -> list[Problem]:
    with pytest.raises(ProfileError) as caught:
        read_person(source)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return list(caught.value.problems)


def only_problem(source: Any) -> Problem:
    (problem,) = problems_of(source)
    return problem


def outcome(source: Any) -> Person | list[str]:
    """Return the profile, or where the problems are; anything else that is raised is a bug."""
    try:
        return read_person(source)
    except ProfileError as error:
        return [problem.path for problem in error.problems]
