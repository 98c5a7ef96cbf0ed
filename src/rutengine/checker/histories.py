"""The history table expands to ordinary rules: what did not help is opposed, its fallbacks are supported."""

import attrs

from rutengine.model.pack import Pack
from rutengine.model.rule import Rule
from rutengine.model.strategy import Strategy
from rutengine.model.table import Table
from rutengine.vocabulary.kinds import SetKind
from rutengine.vocabulary.vocabulary import Vocabulary


def expand_history(pack: Pack, vocabulary: Vocabulary[object]) -> Pack:
    """Return the pack with the rules of its history table among its rules."""
    made = rules_of_history(pack, vocabulary)
    rules = sorted([*pack.rules, *made], key=lambda rule: rule.id)
    return attrs.evolve(pack, rules=tuple(rules)) if made else pack


def rules_of_history(pack: Pack, vocabulary: Vocabulary[object]) -> tuple[Rule, ...]:
    """Return one rule, named `history-STRATEGY`, for every strategy that has an effect to expand."""
    history = pack.head.history
    fact = vocabulary.find(history.failed) if history is not None else None
    if history is None or fact is None or not isinstance(fact.kind, SetKind):
        return ()
    members = frozenset(fact.kind.members)
    address = pack.head.address.at("history")

    def rule_of(strategy: Strategy) -> Rule:
        fallbacks = {fallback: history.support for fallback in strategy.fallbacks if fallback != strategy.id}
        against = {} if strategy.role == "safety" else {strategy.id: history.oppose}
        return Rule(
            id=f"history-{strategy.id}",
            theme=history.theme,
            when=f"'{strategy.id}' in {history.failed}",
            because=history.because,
            cite=history.cite,
            support=Table(fallbacks),
            oppose=Table(against),
            address=address,
        )

    return tuple(rule_of(s) for s in pack.strategies if s.id in members and (s.role != "safety" or s.fallbacks))
