"""Look for what is allowed in a pack and hardly ever meant: all lints, one after the other."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from rutengine.analysis.lints import (
    always_recommended,
    dead_rule,
    equal_conditions,
    exclusion_without_fallback,
    idle_literal,
    never_active,
    never_recommended,
    require_against_oppose,
    rule_without_effect,
    seed_not_carried,
    shadowed_case_row,
    shadowed_route,
    subsumed_condition,
    uncited_rule,
    unknown_hostile_assume,
    unreachable_level,
    unused_acceptance,
    unused_fact,
    unused_label,
    unused_pattern,
    unused_source,
    wording,
)
from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.diagnostics.diagnostic import Address
from rutengine.solver.proving import Prover

LINT_NODES: Final = 40_000
"""How many states each question of a lint may look at by default."""

LINTS: Final[Mapping[str, Callable[[Inquiry], Iterator[LintFinding]]]] = MappingProxyType(
    {
        "dead-rule": dead_rule.find,
        "rule-without-effect": rule_without_effect.find,
        "idle-literal": idle_literal.find,
        "equal-conditions": equal_conditions.find,
        "subsumed-condition": subsumed_condition.find,
        "require-against-oppose": require_against_oppose.find,
        "exclusion-without-fallback": exclusion_without_fallback.find,
        "unknown-hostile-assume": unknown_hostile_assume.find,
        "uncited-rule": uncited_rule.find,
        "always-recommended": always_recommended.find,
        "never-recommended": never_recommended.find,
        "never-active": never_active.find,
        "shadowed-route": shadowed_route.find,
        "shadowed-case-row": shadowed_case_row.find,
        "unreachable-level": unreachable_level.find,
        "unused-pattern": unused_pattern.find,
        "unused-fact": unused_fact.find,
        "unused-label": unused_label.find,
        "unused-source": unused_source.find,
        "seed-not-carried": seed_not_carried.find,
        "wording": wording.find,
        "unused-acceptance": unused_acceptance.find,
    }
)
"""Every lint by its id, which is permanent; the last one looks at what the others have found."""


def lint(prover: Prover, lost: Counter[str] | None = None, *, nodes: int = LINT_NODES) -> tuple[LintFinding, ...]:
    """Return what all lints find in a pack, in the order of files and of what stands in them.

    What the pack accepts is among it, with the reason.

    Arguments:
        prover: the prover of the pack.
        lost: where to count, by lint, the questions whose budget was used up; of these nothing is said.
        nodes: how many states each question may look at.
    """
    inquiry = Inquiry(prover, nodes)
    for id, find in LINTS.items():
        before = inquiry.unproved
        inquiry.found += list(find(inquiry))
        if inquiry.unproved > before:
            inquiry.lost[id] = inquiry.unproved - before
    if lost is not None:
        lost.update(inquiry.lost)
    order = list(LINTS)
    findings = sorted(inquiry.found, key=lambda found: (*_place(found.address), order.index(found.lint)))
    return tuple(attrs.evolve(finding, accepted=_reason(inquiry, finding)) for finding in findings)


def _reason(inquiry: Inquiry, finding: LintFinding) -> str | None:
    """Return why the pack accepts a finding, or None; that an acceptance is not used cannot be accepted."""
    accept = () if finding.lint == "unused-acceptance" else inquiry.pack.head.accept
    return next((one.because for one in accept if unused_acceptance.fits(one, finding)), None)


def _place(address: Address) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return what addresses are sorted by: positions by number, keys by their letters."""
    return address.file, tuple((key, "") if isinstance(key, int) else (-1, key) for key in address.path)
