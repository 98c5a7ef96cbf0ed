"""Every code has its section on the page of diagnostics, and what the sections show is what the cases try out."""

import re
from pathlib import Path

import attrs
import pytest

from rutengine.diagnostics.codes import CODES
from tests.cases.corpus import BASE, FOLDER, read_cases

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "diagnostics.md"
TEXT = PAGE.read_text(encoding="utf-8")
CASES = {kind: tuple(read_cases(kind)) for kind in ("bad", "good")}

_SECTION = re.compile(r"^### (RUT\d+ [a-z-]+)$", re.MULTILINE)
_SHAPE = re.compile(
    r"\n\n(?P<means>(?:\S.*\n)+)"
    r"\nAvoid:\n\n```(?P<avoid_as>toml|text)\n(?P<avoid>(?:.*\n)+?)```\n"
    r"\nPrefer:\n\n```(?P<prefer_as>toml|text)\n(?P<prefer>(?:.*\n)+?)```\n"
    r"\n(?P<why>Why: (?:\S.*\n)+)\Z",
)


@attrs.frozen
class Section:
    code: str
    avoid: tuple[str, ...]
    prefer: tuple[str, ...]


def bodies() -> dict[str, str]:
    """Return what stands below each heading of a code."""
    pieces = _SECTION.split(TEXT)
    return {
        title: re.split(r"^## ", body, flags=re.MULTILINE)[0].rstrip() + "\n"
        for title, body in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def sections() -> list[Section]:
    found: list[Section] = []
    for title, body in bodies().items():
        shape = _SHAPE.match(body)
        assert shape is not None, f"the section {title} has another shape"
        shown = {
            kind: shape[kind].splitlines() if shape[f"{kind}_as"] == "toml" else [] for kind in ("avoid", "prefer")
        }
        found.append(Section(title.split()[0], tuple(shown["avoid"]), tuple(shown["prefer"])))
    return found


def lines_of(kind: str, code: str) -> set[str]:
    """Return every line of every file of the cases of a code, as they are after the changes."""
    contents = [content for case in CASES[kind] if case.code == code for content in case.files().values()]
    return {line.strip() for content in contents for line in content.decode("utf-8", "replace").splitlines()}


def lines_of_base() -> set[str]:
    """Return every line of the pack that the cases change; `tests/cases` shows that it is sound."""
    return {line.strip() for file in BASE.rglob("*.toml") for line in file.read_text(encoding="utf-8").splitlines()}


def test_every_code_has_a_section_and_no_section_lacks_a_code() -> None:
    assert list(bodies()) == [f"{code} {name}" for code, (name, _) in CODES.items()]
    assert len(_SECTION.findall(TEXT)) == len(CODES)


def test_sections_stand_in_the_order_of_the_codes() -> None:
    codes = [title.split()[0] for title in _SECTION.findall(TEXT)]
    assert codes == sorted(codes)


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.code)
def test_what_to_avoid_and_what_to_prefer_are_tried_out_in_the_cases(section: Section) -> None:
    bad, good = lines_of("bad", section.code), lines_of("good", section.code) | lines_of_base()
    assert [line for line in section.avoid if line not in bad] == []
    assert [line for line in section.prefer if line not in good] == []
    assert not section.avoid or not section.prefer or set(section.avoid) != set(section.prefer)


def test_the_example_of_the_introduction_is_what_is_printed() -> None:
    shown = re.search(r"```text\n(error\[.+?)```", TEXT, re.DOTALL)
    assert shown is not None
    assert shown[1] in (FOLDER / "five" / "five.txt").read_text(encoding="utf-8")
