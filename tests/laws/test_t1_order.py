"""T1: the order of rules, files and keys changes no byte of a decision."""

import random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutengine.diagnostics.errors import ProfileError
from rutengine.documents.decisions import write_decision, write_explanation
from rutengine.engine.engine import _reader
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.explanation.explaining import explain
from tests.laws.phases import NO_SHRINKING
from tests.strategies import answered, compile_tables, packs

_ORDERED = ("case", "any", "count", "themes", "phases", "steps", "route", "tip", "roles")


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
    outcome = decide(program, value_sets(program, _reader(profile, program.checked.vocabulary)))
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
    rules = files["rules/one.toml"]["rule"] + files["rules/two.toml"]["rule"]
    half = len(rules) // 2
    assert all(rule["id"] for rule in rules[:half])
    try:
        before = everything(made.files, made.cls, profile)
    except ProfileError:
        return
    assert everything(files, made.cls, profile) == before
