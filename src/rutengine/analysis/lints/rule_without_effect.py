"""A rule that decides nothing: without it, everybody would be told to do the same.

"The same" is: which strategies are required and recommended, lead, total and notes of those that are, the stance and
the notices. Why a strategy is not recommended (excluded, deferred, too few points) may change.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.effects import Effect, effects_of
from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.claims import AllClaims, AnyClaim, Claim, StanceIs, lead_at_least, recommended
from rutengine.model.rule import Rule
from rutengine.solver.proving import Certificate


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with the proofs, for every rule that fires for somebody and decides nothing for anybody."""
    for rule in inquiry.pack.rules:
        proofs = None if inquiry.dead(rule) is not None else _proofs(inquiry, rule)
        if proofs is not None:
            yield LintFinding(
                lint="rule-without-effect",
                address=rule.address,
                subject=f"rule `{rule.id}`",
                message=f"the rule `{rule.id}` decides nothing: without it, nobody is told to do anything else",
                certificates=proofs,
            )


def _proofs(inquiry: Inquiry, rule: Rule) -> tuple[Certificate, ...] | None:
    return inquiry.nobody_of((inquiry.fires(rule), change) for change in changes(inquiry, rule))


def changes(inquiry: Inquiry, rule: Rule) -> Iterator[Claim]:
    """Yield claims: of those for whom the rule fires, it decides something just for those of whom one is true."""
    if rule.notice is not None:
        yield ~_other(inquiry, rule, ("notice", rule.notice))
    for strategy, note in rule.note.items():
        yield AllClaims((recommended(strategy), ~_other(inquiry, rule, ("note", strategy, note))))
    if rule.stance is not None and rule.stance != inquiry.pack.head.stance:
        yield AllClaims((StanceIs(rule.stance), ~_other(inquiry, rule, ("stance", rule.stance))))
    tables = (rule.support, rule.oppose, rule.require, rule.exclude, rule.defer)
    for strategy in sorted({strategy for table in tables for strategy in table}):
        before, after = recommended(strategy), _recommended_without(inquiry, rule, strategy)
        if strategy in rule.support or strategy in rule.oppose:
            yield before
            yield after
        else:
            yield AllClaims((before, ~after))
            yield AllClaims((after, ~before))
            if strategy in rule.require:
                yield ~_other(inquiry, rule, ("require", strategy))


def _other(inquiry: Inquiry, rule: Rule, effect: Effect) -> Claim:
    """Claim that some other rule that fires has an effect."""
    return AnyClaim(tuple(inquiry.fires(o) for o in inquiry.pack.rules if o is not rule and effect in effects_of(o)))


def _recommended_without(inquiry: Inquiry, rule: Rule, strategy: str) -> Claim:
    """Claim, of those for whom the rule fires, that a strategy would be recommended without it."""
    require, exclude, defer = (_other(inquiry, rule, (key, strategy)) for key in ("require", "exclude", "defer"))
    return AnyClaim((require, AllClaims((~exclude, ~defer, _enough_without(inquiry, rule, strategy)))))


def _enough_without(inquiry: Inquiry, rule: Rule, strategy: str) -> Claim:
    """Claim, of those for whom the rule fires, that the lead of a strategy would reach its threshold without it.

    What the rule opposes would be given back; of its support, what no other rule gives would be lost.
    """
    step = next(step for step in inquiry.prover.program.strategies if step.strategy.id == strategy)
    given = rule.support.get(strategy, 0)
    enough = step.threshold - rule.oppose.get(strategy, 0) + given
    others = [(other, other.support.get(strategy, 0)) for other in inquiry.pack.rules if other is not rule]
    ways = [lead_at_least(enough, strategy)]
    for points in range(1, given + 1):
        reached = AnyClaim(tuple(inquiry.fires(other) for other, support in others if support >= points))
        ways.append(AllClaims((reached, lead_at_least(enough - points, strategy))))
    return AnyClaim(tuple(ways))
