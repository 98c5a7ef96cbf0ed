"""Where the conditions of a pack stand: those of rules, cards and questions, and those of patterns."""

from collections.abc import Iterator

import attrs

from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.diagnostics.diagnostic import Address
from rutengine.model.conditions import CaseDefinition, Condition, LevelDefinition, TruthDefinition
from rutengine.model.pack import ConditionKey, Pack


@attrs.frozen
class Written:
    """A condition of a pack, where it stands and what it belongs to.

    Arguments:
        key: which condition is meant, as in the checked pack; of a pattern, `("pattern", name)`.
        condition: the condition.
        address, subject: where it stands, and what it belongs to.
    """

    key: ConditionKey
    condition: Condition
    address: Address
    subject: str


def conditions_written(inquiry: Inquiry) -> Iterator[Written]:
    """Yield every condition of rules, cards and questions."""
    homes = _homes(inquiry.pack)
    for key, condition in inquiry.checked.conditions.items():
        what, id, *rest = key
        address, subject = homes["strategy" if rest else str(what), str(id)]
        place = address.at("when" if what == "rule" else "follows") if not rest else address.at(what, *rest, "when")
        yield Written(key, condition, place, subject)


def conditions_of_patterns(inquiry: Inquiry) -> Iterator[Written]:
    """Yield the conditions of patterns as they are written; of a level, which is no condition, none."""
    patterns = {f"patterns.{pattern.id}": pattern for pattern in inquiry.pack.patterns}
    for derived in inquiry.checked.derived:
        pattern = patterns[derived.name]
        subject = f"pattern `{pattern.id}`"
        conditions: list[tuple[Condition, Address]] = []
        match derived.definition:
            case TruthDefinition(condition):
                conditions = [(condition, pattern.address.at("any"))]
            case CaseDefinition(rows, _):
                conditions = [(row, pattern.address.at("case", i, "when")) for i, (row, _) in enumerate(rows)]
            case LevelDefinition(reaches):
                if pattern.count is not None:
                    conditions = [(reaches[0], pattern.address.at("count"))]
        for condition, address in conditions:
            yield Written(("pattern", derived.name), condition, address, subject)


def _homes(pack: Pack) -> dict[tuple[str, str], tuple[Address, str]]:
    found = {("rule", rule.id): (rule.address, f"rule `{rule.id}`") for rule in pack.rules}
    found |= {("strategy", card.id): (card.address, f"strategy `{card.id}`") for card in pack.strategies}
    return found | {("follows", words.name): (words.address, f"fact `{words.name}`") for words in pack.words}
