"""A level is what Python means by the same text, and stays within 0 to 4."""

import pytest

from rutengine.checker.levels import define_level
from rutengine.checker.resolving import Resolver
from rutengine.language.parser import parse_level
from rutengine.model.conditions import LevelDefinition
from tests.checker.samples import KINDS, SCOPE, Point, as_python, is_so, place_of, points

FACTS = {name: kind for name, kind in KINDS.items() if not name.startswith("patterns.")}
SOUND = [
    "low",
    "0",
    "3",
    "4",
    "4 - low",
    "3 - low",
    "5 - high",
    "max(low, 2)",
    "min(high, 4)",
    "min(low, high, 4)",
    "max(below, 0)",
    "max(0, min(4, 3 - below))",
    "4 if sunny else 0",
    "4 if sunny else low",
    "low if sunny and high >= 3 else 4 - low",
    "1 if firm == 'micro' else 2 if 'a' in tags else 3",
    "(1 if firm == 'micro' else 2) if 'a' in tags else 3",
    "min(low, 4 if sunny else 1) if firm != 'micro' else max(low, 1)",
    "max(4 - low, min(high, 2) if not sunny else 0, 1)",
    "min(4, max(below, high))",
]
UNSOUND = [
    # text, code, what is underlined, a piece of what is said
    ("high", "RUT308", "high", "found: 1 to 5"),
    ("5", "RUT308", "5", "found: 5 to 5"),
    ("below", "RUT308", "below", "`max(0, ...)` keeps it from falling below 0"),
    ("2 - low", "RUT308", "2 - low", "found: -1 to 2"),
    ("max(low, high)", "RUT308", "max(low, high)", "`min(4, ...)` keeps it from rising above 4"),
    ("min(below, high)", "RUT308", "min(below, high)", "found: -2 to 1"),
    ("high if sunny else below", "RUT308", "high if sunny else below", "above 4, and `max(0, ...)`"),
    ("max(low, lo)", "RUT301", "lo", "did you mean `low`?"),
    ("sunny", "RUT302", "sunny", "`sunny` is not a whole number"),
    ("max(low, firm)", "RUT302", "firm", "a whole-number fact or a level"),
    ("4 - tags", "RUT302", "tags", "`tags` is not a whole number"),
    ("two", "RUT302", "two", "`two` is a constant"),
    ("4 if low else 0", "RUT302", "low", "cannot stand alone"),
    ("4 if low > 3 else 0", "RUT305", "low > 3", "never holds"),
]


def define(text: str) -> tuple[LevelDefinition | None, list[str], list[str]]:
    """Return what a level defines, what was reported, and what is underlined."""
    place, report = place_of(text)
    defined = define_level(parse_level(text), Resolver(SCOPE, place))
    spans = [diagnostic.finding.span for diagnostic in report.diagnostics]
    return defined, [str(d) for d in report.diagnostics], ["" if span is None else span.of(text) for span in spans]


def value_of(level: LevelDefinition, point: Point) -> int:
    return max((k for k in range(1, 5) if is_so(level.reaches[k - 1], point)), default=0)


@pytest.mark.parametrize("text", SOUND)
def test_a_level_is_what_python_says(text: str) -> None:
    level, found, _ = define(text)
    assert level is not None, found
    assert len(level.reaches) == 4
    for point in points(FACTS):
        assert value_of(level, point) == eval(text, as_python(point))


@pytest.mark.parametrize("text", SOUND)
def test_a_level_that_reaches_a_number_reaches_those_below_it(text: str) -> None:
    level, _, _ = define(text)
    assert level is not None
    for point in points(FACTS):
        reached = [is_so(condition, point) for condition in level.reaches]
        assert reached == sorted(reached, reverse=True)


@pytest.mark.parametrize(("text", "code", "underlined", "said"), UNSOUND)
def test_a_level_that_makes_no_sense_is_reported_with_its_place(
    text: str, code: str, underlined: str, said: str
) -> None:
    level, found, spans = define(text)
    assert level is None
    assert len(found) == 1
    assert found[0].startswith(f"error[{code}]")
    assert spans == [underlined]
    assert said in found[0]


def test_a_pattern_that_was_reported_already_is_not_reported_again() -> None:
    assert define("max(low, patterns.lost)") == (None, [], [])
