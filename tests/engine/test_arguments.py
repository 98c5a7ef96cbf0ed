"""What the face is called with: what cannot be meant is refused by name, whatever it is asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rutengine import Decision, Engine, load_pack
from rutengine.career import Profile, Signals, Worksheet, advise
from rutengine.documents.folders import packaged_pack

CLAIM = "recommended('find-mentor')"
Ask = Callable[[Any, Any], object]
NODES: dict[str, Ask] = {
    "how_sure": lambda decision, nodes: decision.how_sure(CLAIM, nodes=nodes),
    "reason": lambda decision, nodes: decision.reason(CLAIM, nodes=nodes),
    "what_would_change": lambda decision, nodes: decision.what_would_change(CLAIM, nodes=nodes),
    "card": lambda decision, nodes: decision.card("find-mentor", nodes=nodes),
}
WIDTH: dict[str, Ask] = {
    "decision": lambda decision, width: decision.to_text(width),
    "explanation": lambda decision, width: decision.why("find-mentor").to_text(width),
    "answer": lambda decision, width: decision.compare("find-mentor", "networking").to_text(width),
}
ODD: tuple[Any, ...] = (None, True, 1.5, "2", [], Signals(despair=4))


@pytest.fixture(scope="module")
def decision() -> Decision[Profile]:
    return advise(Profile())


@pytest.mark.parametrize("ask", NODES.values(), ids=NODES)
def test_the_work_allowed_is_a_whole_number(ask: Ask, decision: Decision[Profile]) -> None:
    with pytest.raises(ValueError, match=r"^`nodes`: expected a whole number, 0 or more, found `-1`$"):
        ask(decision, -1)
    for odd in ODD:
        with pytest.raises(
            TypeError, match=r"^`nodes`: expected a whole number, 0 or more, found an object of `"
        ) as told:
            ask(decision, odd)
        assert "despair" not in str(told.value)


@pytest.mark.parametrize("ways", [0, -1])
def test_there_is_one_way_to_look_for_at_least(ways: int, decision: Decision[Profile]) -> None:
    with pytest.raises(ValueError, match=rf"^`ways`: expected a whole number, 1 or more, found `{ways}`$"):
        decision.what_would_change(CLAIM, ways=ways)
    for odd in ODD:
        with pytest.raises(TypeError, match=r"^`ways`: expected a whole number, 1 or more, found an object of `"):
            decision.what_would_change(CLAIM, ways=odd)


def test_an_effort_is_one_of_two(decision: Decision[Profile]) -> None:
    little: Any = "little\x1b"
    with pytest.raises(ValueError, match=r"^`effort`: expected `smallest` or `irreducible`, found `little\\u001b`$"):
        decision.reason(CLAIM, effort=little)
    for odd in (None, 1, ["smallest"]):
        with pytest.raises(TypeError, match=r"^`effort`: expected `smallest` or `irreducible`, found an object of `"):
            decision.reason(CLAIM, effort=odd)  # type: ignore[arg-type]


@pytest.mark.parametrize("ask", WIDTH.values(), ids=WIDTH)
def test_a_width_is_one_character_at_least(ask: Ask, decision: Decision[Profile]) -> None:
    assert ask(decision, 1)
    for width in (0, -80):
        with pytest.raises(ValueError, match=rf"^`width`: expected a whole number, 1 or more, found `{width}`$"):
            ask(decision, width)
    for odd in ODD:
        with pytest.raises(TypeError, match=r"^`width`: expected a whole number, 1 or more, found an object of `"):
            ask(decision, odd)


@pytest.mark.parametrize("odd", [None, 5, b"rules", ["rules"]])
def test_a_folder_is_a_path_or_in_a_package(odd: Any) -> None:
    for load in (Engine.load, load_pack):
        with pytest.raises(
            TypeError, match=r"^`folder`: expected a path, or a folder of `importlib.resources`, found "
        ):
            load(odd, Profile)
    rules = Path(__file__).parents[2] / "rules" / "career"
    assert len({load_pack(one, Profile).pack.content_hash for one in (rules, str(rules), packaged_pack("career"))}) == 1


@pytest.mark.parametrize("call", [lambda d, name: d.plan(helper=name), lambda d, name: Worksheet(d, helper=name)])
def test_a_helper_is_a_name_or_nobody(call: Ask, decision: Decision[Profile]) -> None:
    for odd in (123, b"x", ["a"], True, Signals(despair=4)):
        with pytest.raises(TypeError, match=r"^`helper`: expected a name, or `None`, found an object of `") as told:
            call(decision, odd)
        assert "despair" not in str(told.value)
    for name in ("Kim\ud800", "Kim\x1b[31m", "Kim\nKim", "K\u202eim", "\x00"):
        with pytest.raises(ValueError, match=r"^`helper`: expected a name on one line, found a character") as refused:
            call(decision, name)
        assert "Kim" not in str(refused.value)
    assert call(decision, "Zoë Ó Briain, 'Zo'")


@pytest.mark.parametrize("blank", ["", " ", "\u3000 "])
def test_a_blank_helper_is_nobody(blank: str, decision: Decision[Profile]) -> None:
    assert decision.plan(helper=blank).record == decision.plan().record
    assert Worksheet(decision, helper=blank).helper is None
