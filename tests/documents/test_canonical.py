"""The content hash changes with what a pack means, and with nothing else."""

import json

import attrs
import pytest

from rutengine.documents.canonical import canonical_json, content_hash
from rutengine.model.pack import Later, Pack
from tests.documents.samples import CONSTRAINTS, FACTS, FILES, HEAD, PATTERNS, RULES, SOURCES, STRATEGY, read


def pack(**changes: str | bytes | None) -> Pack:
    reading = read(**changes)
    assert reading.diagnostics == ()
    assert reading.pack is not None
    return reading.pack


def test_the_hash_of_a_reading_is_that_of_its_pack() -> None:
    whole = pack()
    assert whole.content_hash == content_hash(whole)
    assert content_hash(attrs.evolve(whole, hashed=Later())) == whole.content_hash


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules__general", RULES.replace("\n", "\r\n")),
        ("rules__general", "# a comment\n" + RULES.replace(" = ", "=").replace('"', "'").replace("'''", '"""')),
        ("rules__general", "\n".join(RULES.split("\n\n")[::-1])),
        ("rules__general", RULES.replace("signals.tired >= marked", "( signals.tired>=marked )")),
        ("rules__general", RULES.replace("and not (work.kind == 'field')", "  and not work.kind=='field'")),
        ("rules__general", RULES.replace("support.rest = 4", "[rule.support]\nrest = 4")),
        ("rules__general", RULES.replace("support.rest = 4", "support.rest = 4\nremark = 'why'")),
        ("rules__general", RULES.replace("support.rest = 4", 'support.rest = 4\nreviewed = [{by="m", on=2026-01-01}]')),
        ("facts", FACTS.replace('label = "you are tired"', 'label = "you are tired"\ntier = 1')),
        ("pack", HEAD.replace("max_moves = 3", "max_moves = 3\nmax_groundwork = 2")),
        ("pack", "\n".join(sorted(HEAD.split("\n\n")[0].split("\n"))) + HEAD[HEAD.index("\n\n[") :]),
        ("strategies__rest", STRATEGY.replace('when = "signals.stuck"', "when = '(signals.stuck)'")),
        ("constraints", CONSTRAINTS.replace("not signals.stuck", "(not signals.stuck)")),
        ("patterns", PATTERNS.replace("max(signals.tired, 1", "max(signals.tired,  1")),
        ("patterns", PATTERNS.replace('"signals.tired >= 3"', '"(signals.tired >= 3)"')),
        ("patterns", PATTERNS.replace('{ when = "signals.stuck"', '{ when = " signals.stuck"')),
    ],
)
def test_the_layout_does_not_matter(name: str, text: str) -> None:
    assert text != FILES[f"{name.replace('__', '/')}.toml"]
    assert pack(**{name: text}).content_hash == pack().content_hash


def test_the_files_of_rules_matter_only_by_their_themes() -> None:
    split = RULES.split("\n\n")
    again = pack(rules__general="\n\n".join(split[::-1]))
    assert again.content_hash == pack().content_hash
    other = pack(rules__general=split[0], rules__other=split[1])
    assert other.content_hash != pack().content_hash


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("rules__general", "support.rest = 4", "support.rest = 5"),
        ("rules__general", "The tired need rest.", "The tired need sleep."),
        ("rules__general", ">= marked", "> marked"),
        ("rules__general", 'cite = ["book-one"]', 'cite = ["book"]'),
        ("facts", "How tired are you?", "Are you tired?"),
        ("sources", "Chapter one", "Chapter two"),
        ("patterns", "signals.tired >= 3", "signals.tired >= 4"),
        ("patterns", "1 if", "2 if"),
        ("constraints", "office", "field"),
        ("strategies__rest", "Rest at home.", "Sleep at home."),
        ("pack", "marked = 2", "marked = 3"),
        ("pack", '"0.1.0"', '"0.1.1"'),
    ],
)
def test_the_content_does(name: str, old: str, new: str) -> None:
    text = FILES[f"{name.replace('__', '/')}.toml"]
    assert old in text
    assert pack(**{name: text.replace(old, new, 1)}).content_hash != pack().content_hash


def test_a_condition_that_cannot_be_read_is_hashed_as_it_is() -> None:
    one, two = (pack(rules__general=RULES.replace(">= marked", end)) for end in (">=", ">= "))
    assert one.content_hash != two.content_hash
    assert '"when":"signals.tired >="' in canonical_json(one)


def test_guarantees_scenarios_and_seeds_do_not_matter() -> None:
    guarantee = '[[guarantee]]\nid = "a"\nsays = "A."\nthen = "not excluded(\'rest\')"\n'
    scenario = 'name = "A"\nwhy = "B"\ngiven = { signals = { tired = 3 } }\nexpect = { top = "rest" }\n'
    seed = '[[seed]]\nid = "a"\nsays = "A."\ncite = "book"\n'
    more = pack(guarantees=guarantee, scenarios__tired=scenario, seeds=seed)
    assert [guarantee.id for guarantee in more.guarantees] == ["a"]
    assert [scenario.id for scenario in more.scenarios] == ["tired"]
    assert [seed.id for seed in more.seeds] == ["a"]
    assert more.scenarios[0].given == {"signals": {"tired": 3}}
    assert more.content_hash == pack().content_hash


def test_the_canonical_form_is_sorted_ascii_without_addresses() -> None:
    text = canonical_json(pack(sources=SOURCES.replace("A Book", "Ein B\u00fcchlein \U0001f642")))
    assert text.isascii()
    data = json.loads(text)
    assert json.dumps(data, sort_keys=True, separators=(",", ":")) == text
    assert "general.toml" not in text
    assert "hashed" not in text
    assert "remark" not in text
    left_out = {"hashed", "guarantees", "overlays", "scenarios", "seeds"}
    assert set(data["pack"]) == {field.name for field in attrs.fields(Pack)} - left_out
