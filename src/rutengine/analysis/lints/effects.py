"""What a rule does, as a set: rules that do the same have the same effects, whatever points and reasons they give."""

from collections.abc import Mapping

from rutengine.model.rule import Rule

Effect = tuple[str, ...]
"""The key of an effect, and the strategy, stance or text that it names."""


def effects_of(rule: Rule) -> frozenset[Effect]:
    """Return the effects of a rule.

    Example:
        >>> from rutengine.model.table import Table
        >>> made = Rule(id="r", theme="t", when="a", because="b", cite=("c",), support=Table({"s": 3}), notice="Look.")
        >>> sorted(effects_of(made))
        [('notice', 'Look.'), ('support', 's')]
    """
    tables: dict[str, Mapping[str, object]] = {
        "support": rule.support,
        "oppose": rule.oppose,
        "exclude": rule.exclude,
        "defer": rule.defer,
        "require": rule.require,
    }
    found: set[Effect] = {(key, strategy) for key, table in tables.items() for strategy in table}
    found |= {("note", strategy, note) for strategy, note in rule.note.items()}
    found |= {("notice", rule.notice)} if rule.notice is not None else set()
    return frozenset(found | ({("stance", rule.stance)} if rule.stance is not None else set()))
