"""The reference of the language tells the truth: about the grammar, and about what is refused."""

import re
from pathlib import Path

import pytest

from rutengine.diagnostics.errors import LanguageError
from rutengine.language import parser
from rutengine.language.parser import parse_condition

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "conditions.md"
ROW = re.compile(r"\| `(?P<wrong>.+?)` \| (?P<code>RUT\d+) \| `(?P<right>[^`]+)`.*\|")


def documented_refusals() -> list[tuple[str, str, str]]:
    """Return the rows of the table of refusals in the reference: what is refused, its code and what to write."""
    rows = [ROW.fullmatch(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()]
    return [(row["wrong"].replace("\\|", "|"), row["code"], row["right"]) for row in rows if row]


@pytest.mark.parametrize(("wrong", "code", "right"), documented_refusals())
def test_the_reference_tells_the_truth_about_what_is_refused(wrong: str, code: str, right: str) -> None:
    with pytest.raises(LanguageError) as caught:
        parse_condition(wrong)
    assert caught.value.finding.code == code
    parse_condition(right)


def test_the_reference_has_a_table_of_refusals_and_the_grammar_of_the_parser() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert len(documented_refusals()) == text.count("| RUT2")
    grammar = text.split("```ebnf\n")[1].split("\n```")[0]
    assert parser.__doc__ is not None
    said = "\n".join(line.removeprefix("    ") for line in parser.__doc__.splitlines())
    assert grammar in said
