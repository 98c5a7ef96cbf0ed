"""T1: the order of rules, files and keys changes no byte of a decision; ids of strategies and rules change nothing."""

import random
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ProfileError
from rutengine.documents.decisions import write_decision, write_explanation
from rutengine.engine.engine import _reader
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.explanation.explaining import explain
from tests.laws.phases import NO_SHRINKING
from tests.strategies import answered, compile_tables, packs


def shuffled(value: Any, order: random.Random, key: str = "") -> Any:
    """Return the same tables with keys, rules and files in another order; lists that carry order stay."""
    if isinstance(value, dict):
        keys = list(value)
        order.shuffle(keys)
        return {name: shuffled(value[name], order, name) for name in keys}
    if isinstance(value, list):
        items = [shuffled(item, order) for item in value]
        if key in ("rule", "constraint"):
            order.shuffle(items)
        return items
    return value


def everything(files: Any, cls: type[Any], profile: Any) -> list[str]:
    program = compile_tables(files, cls)
    outcome = outcome_of(program, profile)
    texts = [program.checked.pack.content_hash, write_decision(program, outcome)]
    for standing in outcome.standings:
        for question in ("why", "why_not"):
            texts.append(write_explanation(program, explain(program, outcome, standing.strategy, question)))
    return texts


@settings(max_examples=40, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
@given(st.data(), st.integers(0, 2**32))
def test_order_changes_no_byte(data: st.DataObject, seed: int) -> None:
    made = data.draw(packs())
    profile, _ = data.draw(answered(made))
    files = shuffled(made.files, random.Random(seed))
    try:
        before = everything(made.files, made.cls, profile)
    except ProfileError:
        return
    assert everything(files, made.cls, profile) == before


NEW_NAMES = {"alpha": "omega", "beta": "aleph", "gamma": "mu", "delta": "zed", "help": "care"}


def renamed(value: Any) -> Any:
    """Return the same tables with every strategy and every rule under another id."""
    if isinstance(value, dict):
        return {renamed_id(key): renamed(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [renamed(item) for item in value]
    return renamed_id(value) if isinstance(value, str) else value


def renamed_id(text: str) -> str:
    if text.startswith("strategies/"):
        return f"strategies/{NEW_NAMES[text[11:-5]]}.toml"
    if text.startswith("base-"):
        return f"{NEW_NAMES[text[5:]]}-base"
    return NEW_NAMES.get(text, f"z{text}" if re.fullmatch(r"r\d", text) else text)


@settings(max_examples=60, deadline=None, phases=NO_SHRINKING, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_renaming_changes_nothing_but_the_names(data: st.DataObject) -> None:
    """Only the display order of equals, and so who is active among equals, may follow the names."""
    made = data.draw(packs().filter(lambda made: "history" not in made.files["pack.toml"]))
    profile, _ = data.draw(answered(made))
    try:
        before = outcome_of(compile_tables(made.files, made.cls), profile)
    except ProfileError:
        return
    after = outcome_of(compile_tables(renamed(made.files), made.cls), profile)
    assert after.stance == before.stance
    assert {renamed_id(rule) for rule in before.fired} == set(after.fired)
    assert {(NEW_NAMES[s.strategy], *fate(s)) for s in before.standings} == {
        (s.strategy, *fate(s)) for s in after.standings
    }


def fate(s: Standing) -> tuple[Any, ...]:
    return (s.recommended, s.eligible, s.lead, s.total, s.rank, s.route, s.tips, bool(s.excluded), bool(s.deferred))


def outcome_of(program: Program, profile: Any) -> Outcome:
    return decide(program, value_sets(program, _reader(profile, program.checked.vocabulary)))
