"""Check a pack against a vocabulary: the result is a checked pack, or every problem there is."""

from typing import Final

import attrs

from rutengine.checker.cards import check_cards
from rutengine.checker.constraining import check_constraints, read_constraints
from rutengine.checker.deriving import PatternReader
from rutengine.checker.effects import check_rules
from rutengine.checker.guaranteeing import check_guarantees
from rutengine.checker.heads import check_head, check_vocabulary
from rutengine.checker.histories import expand_history, rules_of_history
from rutengine.checker.reading import read_condition
from rutengine.checker.references import References
from rutengine.checker.report import Place, Report
from rutengine.checker.scenarios import check_scenarios
from rutengine.checker.scope import PATTERNS, Scope, kind_of
from rutengine.checker.seeding import check_seeds
from rutengine.checker.sense import SenseCheck
from rutengine.checker.sourcing import check_sources
from rutengine.checker.wording import check_words
from rutengine.diagnostics.diagnostic import Diagnostic
from rutengine.logic.formulas import Columns
from rutengine.model.pack import CheckedPack, ConditionKey, Pack
from rutengine.vocabulary.answers import variables_of
from rutengine.vocabulary.vocabulary import Vocabulary

_SPOKEN_OF: Final = frozenset({"patterns", "strategies"})
"""The parts of a pack without which claims cannot be read."""


def check(
    pack: Pack,
    vocabulary: Vocabulary[object],
    incomplete: frozenset[str] = frozenset(),
    lost: frozenset[str] = frozenset(),
) -> CheckedPack | tuple[Diagnostic, ...]:
    """Return the checked pack, or every problem; of a pack for another vocabulary only that one.

    Arguments:
        pack: the pack as it was written.
        vocabulary: the facts that it may speak of.
        incomplete: the parts of the pack from which something broken was dropped while reading; what is then
            missing is not reported again. A pack with such parts is never returned as checked by the loader.
        lost: the ids of strategies that exist, but were dropped.
    """
    report = Report()
    if not check_vocabulary(pack, vocabulary, report):
        return tuple(report.diagnostics)
    references = References.of(pack, incomplete, lost)
    check_head(pack, vocabulary, references, report)
    check_sources(pack, report)
    check_cards(pack, references, report)
    check_words(pack, vocabulary, references, report, incomplete)
    check_rules(pack, rules_of_history(pack, vocabulary), references, report, incomplete)
    whole = expand_history(pack, vocabulary)
    check_seeds(whole, vocabulary, references, report, incomplete)
    scope = Scope.of(vocabulary, pack.patterns, pack.head.constants, incomplete)
    columns = columns_for(pack, vocabulary)
    sense = SenseCheck(columns)
    derived = PatternReader(scope, report, sense).read(pack.patterns)
    constraints = read_constraints(pack.constraints, vocabulary, scope.for_facts(), report, sense)
    conditions = {
        key: resolved
        for key, text, place in _texts(whole, report)
        if (resolved := read_condition(text, scope, place, sense)) is not None
    }
    if not report.diagnostics:
        check_constraints(constraints, vocabulary, columns)
    checked = CheckedPack(
        pack=whole,
        vocabulary=vocabulary,
        conditions=conditions,
        constraints=tuple((constraint.id, constraint.condition) for constraint in constraints),
        derived=derived,
    )
    if not incomplete & _SPOKEN_OF:
        checked = attrs.evolve(
            checked,
            guarantees=check_guarantees(checked, references, report),
            scenarios=check_scenarios(checked, references, report, rules_known="rules" not in incomplete),
        )
    return tuple(report.diagnostics) or checked


def columns_for(pack: Pack, vocabulary: Vocabulary[object]) -> Columns:
    """Return the columns of a pack: the facts in declared order, then the patterns by id."""
    facts = [((v.name, v.member), v.domain) for fact in vocabulary.facts for v in variables_of(fact)]
    patterns = [
        ((f"{PATTERNS}{pattern.id}", None), kind.domain)
        for pattern in pack.patterns
        if (kind := kind_of(pattern)) is not None
    ]
    return Columns([*facts, *patterns])


def _texts(pack: Pack, report: Report) -> list[tuple[ConditionKey, str, Place]]:
    """Return the conditions of rules, cards and questions, each with its key and place."""
    texts: list[tuple[ConditionKey, str, Place]] = []
    for rule in pack.rules:
        place = Place(report, rule.address, f"rule `{rule.id}`").at("when", text=rule.when)
        texts.append((("rule", rule.id), rule.when, place))
    for strategy in pack.strategies:
        card = Place(report, strategy.address, f"strategy `{strategy.id}`")
        entries = [
            *(("route", i, route.when) for i, route in enumerate(strategy.routes)),
            *(("tip", i, tip.when) for i, tip in enumerate(strategy.tips)),
            *(("after", i, after.when) for i, after in enumerate(strategy.after)),
        ]
        for what, i, when in entries:
            if when is not None:
                texts.append(((what, strategy.id, i), when, card.at(what, i, "when", text=when)))
    for words in pack.words:
        if words.follows is not None:
            place = Place(report, words.address, f"fact `{words.name}`").at("follows", text=words.follows)
            texts.append((("follows", words.name), words.follows, place))
    return texts
