"""The documentation tells the truth: it has every name, command, option, key and link, and none that is gone."""

import argparse
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rutengine
import rutengine.career
from rutengine.career import Profile, Signals, Situation, advise
from rutengine.cli.main import _parser, main

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "rules/README.md")),
    *sorted(DOCS.rglob("*.md")),
]
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]

_FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_PATH = re.compile(r"`((?:docs|examples|rules|src|tests)/[\w./-]+)(?:::(\w+))?`")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """Return a page without its blocks of code."""
    return _FENCE.sub("", read(page))


def headings(page: Path) -> list[tuple[int, str]]:
    return [(len(marks), title) for marks, title in _HEADING.findall(prose(page))]


def anchor(title: str) -> str:
    """Return the anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = _parser()
    choices = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {"rutengine": parser} | {f"rutengine {name}": command for name, command in choices[0].items()}


def test_every_public_name_has_a_section_of_its_own() -> None:
    titles = [title for level, title in headings(DOCS / "reference" / "api.md") if level == 3]
    public = [*rutengine.__all__, *rutengine.career.__all__]
    assert sorted(titles) == sorted(f"`{name}`" for name in public)


def test_every_command_has_a_section_of_its_own() -> None:
    titles = [title for level, title in headings(DOCS / "reference" / "cli.md") if level == 3]
    assert sorted(titles) == sorted(f"`{name}`" for name in commands())


def test_every_option_is_in_the_table() -> None:
    rows = [line for line in read(DOCS / "reference" / "cli.md").splitlines() if line.startswith("| `-")]
    for name, parser in commands().items():
        for action in parser._actions:
            for option in action.option_strings:
                row = next((row for row in rows if re.search(rf"`{option}[` ]", row)), None)
                assert row is not None, option
                of = row.split("|")[2]
                assert "all" in of or f"`{name.rpartition(' ')[2]}`" in of, (option, name)
                assert all(choice in row for choice in action.choices or ())


@pytest.mark.parametrize("code", ["0", "1", "2", "130"])
def test_every_exit_code_is_told(code: str) -> None:
    assert f"\n| {code} | " in read(DOCS / "reference" / "cli.md")


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in _LINK.findall(prose(page)):
        if "://" in link:
            continue
        name, _, part = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_file(), link
        assert target.is_relative_to(ROOT), link
        if part:
            assert part in [anchor(title) for _, title in headings(target)], link


def test_every_page_is_reached_from_the_index() -> None:
    """The pages of the catalogue are reached from its own index."""
    indices = (DOCS / "index.md", DOCS / "reference" / "catalogue" / "index.md")
    reached = {(index.parent / link).resolve() for index in indices for link in _LINK.findall(read(index))}
    assert set(DOCS.rglob("*.md")) - {DOCS / "index.md"} <= reached


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_path_and_every_test_that_is_named_exists(page: Path) -> None:
    for path, name in _PATH.findall(prose(page)):
        assert (ROOT / path).exists(), path
        assert not name or f"def {name}(" in read(ROOT / path), name


def test_a_term_of_the_glossary_stands_there_once() -> None:
    terms = [title.lower() for level, title in headings(DOCS / "reference" / "glossary.md") if level == 3]
    assert len(terms) > 50
    assert len(set(terms)) == len(terms)


def test_the_floors_are_those_of_the_contract() -> None:
    contracts = tomllib.loads(read(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    floors = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    page = read(DOCS / "explanation" / "architecture.md")
    assert "```text\n" + "\n".join(floors) + "\n```" in page
    for room in (room for floor in floors[1:] for room in floor.split(" | ")):
        assert f"| `{room}` |" in page


def keys_in(value: Any, skipped: frozenset[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in skipped:
                yield from keys_in(inner, skipped)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner, skipped)


def test_every_key_of_the_json_is_described() -> None:
    profile = Profile(signals=Signals(passed_over=3), situation=Situation(supportive_manager="yes"))
    decision = advise(profile)
    written = [decision.to_json()]
    written += [
        form(name).to_json()
        for form in (decision.why, decision.why_not)
        for name in ("promotion-path-talk", "career-change")
    ]
    keys = {key for text in written for key in keys_in(json.loads(text), frozenset({"patterns"}))}
    page = read(DOCS / "reference" / "json.md")
    assert {key for key in keys if f"`{key}`" not in page} == set()
    assert {"holds", "told", "member", "cut", "route", "contributions"} <= keys


def test_the_readme_shows_the_demo_of_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    demo = capsys.readouterr().out
    shown = re.findall(r"^```text\n(.*?)^```", read(ROOT / "README.md"), re.DOTALL | re.MULTILINE)
    assert len(shown) == 1
    assert shown[0] in demo


def test_the_readme_names_both_pairs_of_commands() -> None:
    readme = read(ROOT / "README.md")
    for command in (
        "uv run rutengine",
        "uv run pytest",
        "pip install . && python -m rutengine",
        "pip install -U pip && pip install --group dev -e . && pytest",
        "python -P -m rutengine",
    ):
        assert command in readme


def test_the_changelog_has_this_version() -> None:
    assert f"\n## {rutengine.__version__}\n" in read(ROOT / "CHANGELOG.md")
