"""Whether a claim is true of a decision, read off the decision itself: what the people who are found are held against.

This shares no code with the search: it looks at what `evaluation.decide` says.
"""

from rutengine.analysis.people import Person
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ProfileError
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.evaluation.outcome import Standing as Decided
from rutengine.logic.truth import holds
from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Count,
    Fate,
    FateKind,
    Holds,
    NotClaim,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.guarantee import Always, CheckedGuarantee, Irrelevant, Measured, Monotone, Sometimes


def shows(program: Program, guarantee: CheckedGuarantee, person: Person) -> bool:
    """Tell whether the decisions on a person show it: a guarantee is broken, or one "for someone" is kept."""
    people = [person.values] if person.step is None else [person.values, person.step.taken(person.values)]
    try:
        outcomes = [decide(program, values) for values in people]
    except ProfileError:
        return False
    if guarantee.given is not None and not all(is_true(program, outcome, guarantee.given) for outcome in outcomes):
        return False
    match guarantee, outcomes:
        case Always(then=claim), [outcome]:
            return not is_true(program, outcome, claim)
        case Sometimes(claim=claim), [outcome]:
            return is_true(program, outcome, claim)
        case Monotone(measured=measured, never=never), [before, after]:
            change = measure(program, after, measured) - measure(program, before, measured)
            return _is_step(program, guarantee, person) and (change < 0 if never == "lowers" else change > 0)
        case Irrelevant(facts=facts, measured=some), [before, after]:
            changed = any(measure(program, before, one) != measure(program, after, one) for one in some)
            return changed and person.step is not None and program.variables[person.step.column].name in facts
        case _:
            return False


def _is_step(program: Program, guarantee: Monotone, person: Person) -> bool:
    """Tell whether the fact of a guarantee goes one value up or down."""
    step = person.step
    if step is None or program.variables[step.column].name != guarantee.fact:
        return False
    return step.after == step.before << 1 if guarantee.up else step.before == step.after << 1


def measure(program: Program, outcome: Outcome, measured: Measured) -> int:
    """Return what is measured: points; a rank counted downwards, what has none standing last; 1 for a true claim."""
    if isinstance(measured, Claim):
        return int(is_true(program, outcome, measured))
    standing = _find(outcome, measured.strategy)
    if measured.measure == "rank":
        return -(standing.rank or len(outcome.standings) + 1)
    return _points(standing, measured.measure)


def is_true(program: Program, outcome: Outcome, claim: Claim) -> bool:
    """Tell whether a claim is true of a decision on somebody whose facts are all known."""
    match claim:
        case Fate(fate, strategy):
            return _has(_find(outcome, strategy), fate)
        case Top(strategy, strictly):
            own = _find(outcome, strategy)
            keys = [other.key for other in outcome.standings if other != own and other.recommended]
            return own.recommended and all(own.key > key if strictly else own.key >= key for key in keys)
        case Above(strategy, rival):
            own, other = _find(outcome, strategy), _find(outcome, rival)
            return own.recommended and (not other.recommended or own.key > other.key)
        case Score(kind, strategy, minimum, rival):
            points = [_points(_find(outcome, name), kind) for name in (strategy, rival) if name is not None]
            return points[0] - sum(points[1:]) >= minimum
        case StanceIs(stance):
            return outcome.stance == stance
        case Holds(condition):
            return holds(program.columns.formula(condition), outcome.values)
        case Count(fate, minimum):
            return sum(_has(standing, fate) for standing in outcome.standings) >= minimum
        case AllClaims(parts):
            return all(is_true(program, outcome, part) for part in parts)
        case AnyClaim(parts):
            return any(is_true(program, outcome, part) for part in parts)
        case NotClaim(part):
            return not is_true(program, outcome, part)
        case _:
            raise TypeError("this claim is not about one decision")


def _find(outcome: Outcome, strategy: str) -> Decided:
    return next(standing for standing in outcome.standings if standing.strategy == strategy)


def _points(standing: Decided, kind: str) -> int:
    return standing.lead if kind == "lead" else standing.total


def _has(standing: Decided, fate: FateKind) -> bool:
    said = {
        "recommended": standing.recommended,
        "eligible": standing.eligible,
        "active": standing.status == "active",
        "required": bool(standing.required),
        "excluded": bool(standing.excluded),
        "deferred": bool(standing.deferred),
    }
    return said[fate]
