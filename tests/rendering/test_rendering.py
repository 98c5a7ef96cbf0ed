"""Words: phrases of facts and conditions, plain text that fits its width, Markdown that cannot be injected into."""

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine import Engine, Vocabulary, between
from rutengine.compiler.compiling import compile_pack
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat
from rutengine.model.table import Table
from rutengine.rendering.markdown import render_markdown
from rutengine.rendering.outline import Block
from rutengine.rendering.phrases import Phrases
from rutengine.rendering.plain import render_plain
from tests.evaluation.minipack import Person, card, engine_of, rule
from tests.expected import expected_text
from tests.rendering.plants import Leaves, Place, Plant, plant_engine

STICKY = In("leaves.sticky", None, (True,))
FERN = In("kind", None, ("fern",))
WEBS = In("seen", "webs", (True,))
TWO_OF_THREE = AtLeastOf(2, (FERN, WEBS, In("seen", "mould", (True,))))


@pytest.fixture(scope="module")
def engine() -> Engine[Plant]:
    return plant_engine()


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        (In("leaves.sticky", None, (True,)), "the leaves feel sticky"),
        (In("leaves.sticky", None, (False,)), "the leaves are clean"),
        (NotThat(In("leaves.sticky", None, (True,))), "the leaves are clean"),
        (In("leaves.yellow", None, (2, 3, 4)), "leaves are turning yellow (2 or more)"),
        (In("leaves.yellow", None, (0, 1)), "leaves are turning yellow (at most 1)"),
        (In("leaves.yellow", None, (1, 2)), "leaves are turning yellow (1 to 2)"),
        (In("leaves.yellow", None, (1, 3)), "leaves are turning yellow (1 or 3)"),
        (In("leaves.yellow", None, (2,)), "leaves are turning yellow (just 2)"),
        (In("kind", None, ("fern", "leafy")), "it is a fern or it is a leafy plant"),
        (NotThat(FERN), "it is a succulent or it is a leafy plant"),
        (WEBS, "you have seen fine webs"),
        (NotThat(WEBS), "not so: you have seen fine webs"),
        (AllOf((FERN, AnyOf((WEBS, STICKY)))), "it is a fern and (you have seen fine webs or the leaves feel sticky)"),
        (NotThat(AllOf((FERN, WEBS))), "it is not so that (it is a fern and you have seen fine webs)"),
        (TWO_OF_THREE, "at least 2 of: it is a fern; you have seen fine webs; you have seen mould"),
        (In("patterns.thirst", None, (3, 4)), "it gets too little water (3 or more)"),
    ],
)  # fmt: skip
def test_conditions_in_plain_words(engine: Engine[Plant], condition: Condition, says: str) -> None:
    assert Phrases(engine.pack).condition(condition) == says


@pytest.mark.parametrize(
    ("name", "profile", "asked"),
    [
        ("drowning", Plant(leaves=Leaves(yellow=between(2, 4)), dry_days=1, pot_drains="no"), "water-it"),
        ("pests", Plant(leaves=Leaves(sticky=True), seen=frozenset({"webs"}), kind="fern"), "repot"),
        ("sun", Plant(place=Place(light="full_sun"), kind="fern"), "move-it"),
        ("nothing", Plant(), "let-it-dry"),
    ],
)
def test_decisions_and_explanations_read_as_expected(
    engine: Engine[Plant], name: str, profile: Plant, asked: str
) -> None:
    """The exact text; RUTENGINE_RESET_CASES=1 writes it anew, for a person to read the difference."""
    decision = engine.decide(profile)
    told = [decision.to_text(), decision.why(asked).to_text(), decision.why_not(asked).to_text()]
    text = "\n".join(told)
    assert text == expected_text(Path(__file__).parent / "expected" / f"{name}.txt", text)
    assert decision.why(asked).verify()
    assert decision.why_not(asked).verify()


EXCLUDE, DEFER = Table({"a": "not for you"}), Table({"a": "not yet"})
LEFT_OUT, ELSE_LEFT_OUT = "It is left out because", "It would otherwise be left out because"
WAITS, ELSE_WAITS = "It waits because", "It would otherwise wait because"


@pytest.mark.parametrize(
    ("effects", "headings"),
    [
        ({"exclude": EXCLUDE}, [LEFT_OUT]),
        ({"defer": DEFER}, [WAITS]),
        ({"exclude": EXCLUDE, "defer": DEFER}, [LEFT_OUT, ELSE_WAITS]),
        ({"require": Table({"a": "first of all"}), "exclude": EXCLUDE, "defer": DEFER}, [ELSE_LEFT_OUT, ELSE_WAITS]),
    ],
)
def test_a_heading_says_what_became_of_it(effects: dict[str, Any], headings: list[str]) -> None:
    """The checker lets no rule take away what another may require; the engine would still tell the truth of it."""
    checked = engine_of({"a": card()}, [rule("one", notice="n"), rule("for-it", "second", support={"a": 5})]).pack
    rules = tuple(attrs.evolve(one, **effects) if one.id == "one" else one for one in checked.pack.rules)
    changed = attrs.evolve(checked, pack=attrs.evolve(checked.pack, rules=rules))
    decision = Engine(compile_pack(changed), Vocabulary.of(Person)).decide(Person(first=True))
    first = ["It comes first because"] if "require" in effects else []
    for explanation, told in ((decision.why("a"), [*first, *headings]), (decision.why_not("a"), headings)):
        said = [block.text for block in explanation.outline() if block.kind == "heading"]
        assert said[: len(told)] == told
        assert explanation.verify()


texts = st.text(st.characters(min_codepoint=1, max_codepoint=0x2100), min_size=1, max_size=60)


@given(
    st.lists(
        st.builds(
            Block, st.sampled_from(["title", "heading", "paragraph", "point", "aside"]), texts, st.integers(0, 3)
        ),
        max_size=6,
    )
)
def test_plain_text_hides_nothing_and_obeys_nothing(blocks: list[Block]) -> None:
    shown = render_plain(tuple(blocks)) if all(b.text.strip() for b in blocks) else ""
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert all(len(line) <= 80 or max(map(len, line.split())) > 60 for line in shown.split("\n"))


@given(texts)
def test_markdown_has_no_active_character(text: str) -> None:
    shown = render_markdown((Block("paragraph", text),))
    plain: list[str] = []
    skip = False
    for character in shown.rstrip("\n"):
        if skip or character != "\\":
            plain.append("" if skip else character)
            skip = False
        else:
            skip = True
    assert not set("".join(plain)) & set("`*_{}[]<>#|~&")


def test_hostile_text_is_escaped() -> None:
    hostile: Any = Block("point", "<script>alert(1)</script> [x](javascript:y) ![z](w)")
    assert "\\<script\\>" in render_markdown((hostile,))
    assert "\\](javascript" in render_markdown((hostile,))
