"""Pairs of rules of which the second does all that the first does.

The rules that the history table makes are left out: nobody has written their conditions.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.effects import effects_of
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.rule import Rule


def covered(inquiry: Inquiry) -> Iterator[tuple[Rule, Rule]]:
    """Yield pairs of rules that fire for somebody, of which the second has every effect of the first."""
    made = inquiry.pack.head.address.at("history")
    rules = [rule for rule in inquiry.pack.rules if rule.address != made and inquiry.dead(rule) is None]
    known = [(rule, effects_of(rule)) for rule in sorted(rules, key=lambda rule: (rule.address.file, rule.id))]
    for rule, effects in known:
        for other, others in known:
            if other is not rule and effects <= others:
                yield rule, other
