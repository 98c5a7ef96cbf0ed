"""A question that it costs something not to answer: only the value that is then assumed takes a strategy away.

"Takes away" is: a rule that excludes the strategy, or opposes one of role `safety`, fires for the assumed value of a
fact and for no other value of it, all else being as it is. The strategy is not eligible then, and with some other
answer it would be. What is deferred is not taken away.
"""

from collections.abc import Iterator

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.people import Person
from rutengine.model.claims import AllClaims, AnyClaim, Claim, Elsewhere, Possible, eligible
from rutengine.model.rule import Rule
from rutengine.solver.circuit import columns_below


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding, with a person whom it costs a strategy, for every such rule, strategy and fact."""
    variables = inquiry.prover.program.variables
    for rule in inquiry.pack.rules:
        against = _against(inquiry, rule)
        for column in _suspects(inquiry, rule) if against else ():
            for key, strategy in against:
                person = _loser(inquiry, rule, column, strategy)
                if person is not None:
                    name, member = variables[column].name, variables[column].member
                    question = f"`{name}`" if member is None else f"`'{member}' in {name}`"
                    yield LintFinding(
                        lint="unknown-hostile-assume",
                        address=rule.address.at(key, strategy),
                        subject=f"rule `{rule.id}`",
                        message=f"only whoever leaves {question} open, or gives the assumed answer, loses `{strategy}`",
                        person=person,
                    )


def _against(inquiry: Inquiry, rule: Rule) -> list[tuple[str, str]]:
    safety = {strategy.id for strategy in inquiry.pack.strategies if strategy.role == "safety"}
    opposed = [("oppose", strategy) for strategy in rule.oppose if strategy in safety]
    return [*(("exclude", strategy) for strategy in rule.exclude), *opposed]


def _suspects(inquiry: Inquiry, rule: Rule) -> Iterator[int]:
    """Yield the columns of which only the assumed value can make a rule fire, for somebody."""
    encoding = inquiry.prover.encoding
    for column in sorted(columns_below(encoding.network, encoding.claim(inquiry.fires(rule)))):
        if inquiry.somebody(*_only_here(inquiry, rule, column), sets=_assumed(inquiry, column)) is not None:
            yield column


def _only_here(inquiry: Inquiry, rule: Rule, column: int) -> list[Claim]:
    """Claim of somebody with the assumed value that a rule fires, and that it would not with any other value."""
    fires = inquiry.fires(rule)
    return [fires, *(Elsewhere(*place, ~fires) for place in _other_places(inquiry, column))]


def _loser(inquiry: Inquiry, rule: Rule, column: int, strategy: str) -> Person | None:
    told = eligible(strategy)
    gains = [AllClaims((Possible(*place), Elsewhere(*place, told))) for place in _other_places(inquiry, column)]
    claims = (*_only_here(inquiry, rule, column), ~told, AnyClaim(tuple(gains)))
    return inquiry.somebody(*claims, sets=_assumed(inquiry, column))


def _other_places(inquiry: Inquiry, column: int) -> list[tuple[str, str | None, bool | int | str]]:
    variable = inquiry.prover.program.variables[column]
    others = [value for place, value in enumerate(variable.domain) if place != variable.assume]
    return [(variable.name, variable.member, value) for value in others]


def _assumed(inquiry: Inquiry, column: int) -> tuple[int, ...]:
    """Return the value sets of everybody for whom a fact has the assumed value."""
    assume = 1 << inquiry.prover.program.variables[column].assume
    return (*inquiry.everybody[:column], assume, *inquiry.everybody[column + 1 :])
