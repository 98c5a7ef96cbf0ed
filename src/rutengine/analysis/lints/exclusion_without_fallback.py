"""A rule that takes a strategy away from somebody, when the card of the strategy names nothing to try in its place."""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.model.claims import lead_at_least


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every exclusion of a strategy without fallbacks, with a person whom it costs the strategy."""
    steps = {step.strategy.id: step for step in inquiry.prover.program.strategies}
    for rule in inquiry.pack.rules:
        for strategy in rule.exclude:
            if steps[strategy].strategy.fallbacks:
                continue
            person = inquiry.somebody(inquiry.fires(rule), lead_at_least(steps[strategy].threshold, strategy))
            if person is not None:
                yield LintFinding(
                    lint="exclusion-without-fallback",
                    address=rule.address.at("exclude", strategy),
                    subject=f"rule `{rule.id}`",
                    message=f"the rule takes `{strategy}` away, whose card names no fallbacks",
                    person=person,
                )
