"""Mutation testing of a pack: small faults, each found by a test, proved to make no difference, or shown by a person.

Rules, their points and exclusions, thresholds and routes are changed; patterns, constraints and facts are not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, Literal

import attrs

from rutengine.analysis.differing import DIFFERENCE_NODES, PackDifference, compare_packs
from rutengine.analysis.draws import Draws
from rutengine.analysis.guarantees import breaks
from rutengine.checker.claim_texts import claim_text
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ClaimError
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Elsewhere,
    Fate,
    Holds,
    Lost,
    NotClaim,
    Possible,
    Score,
)
from rutengine.model.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    AtLeastOf,
    Condition,
    In,
    NotThat,
    all_of,
    any_of,
    at_least,
    negated,
)
from rutengine.model.guarantee import Always, CheckedGuarantee, Irrelevant, Measured, Monotone, Sometimes, Standing
from rutengine.model.pack import CheckedPack
from rutengine.model.rule import Rule
from rutengine.model.strategy import Strategy
from rutengine.model.table import Table
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Certificate, Prover

POINTS: Final = range(1, 6)
"""The points that a rule can give, and the thresholds that a strategy can have."""

Kind = Literal[
    "rule dropped",
    "part dropped",
    "comparison flipped",
    "comparison shifted",
    "count changed",
    "points changed",
    "effect dropped",
    "threshold changed",
    "route dropped",
]
Outcome = Literal["killed", "equivalent", "survived", "not proved"]


@attrs.frozen(kw_only=True, repr=False, eq=False)
class Mutant:
    """A pack with one small fault.

    Arguments:
        kind: what was done.
        what: to what.
        id: the id of that rule or strategy.
        theme: of a rule, its theme.
        says: the fault in a few words.
        touches: a claim that is true of everybody for whom a fate, a score or the stance can be another; None if these
            are the same for all.
        build: makes the faulty pack.
    """

    kind: Kind
    what: Literal["rule", "strategy"]
    id: str
    theme: str | None = None
    says: str
    touches: Claim | None
    build: Callable[[], CheckedPack]

    def __repr__(self) -> str:
        return f"<Mutant: {self.where}: {self.says}>"

    @property
    def where(self) -> str:
        """Where the fault is, such as "rule `told-no-growth`"."""
        return f"{self.what} `{self.id}`"

    def program(self) -> Program:
        """Return the program of the faulty pack."""
        return compile_pack(self.build())


@attrs.frozen(kw_only=True, repr=False)
class MutantResult:
    """What came of a mutant.

    Arguments:
        mutant: the mutant.
        fate: `killed` by a test or guarantee; `equivalent`, proved; `survived`; or `not proved` if the budget was used
            up before it was known whether it makes a difference.
        killed_by: the name of the first test, or "guarantee `id`".
        untouched: if equivalent because the fault touches nobody, the proof.
        difference: otherwise, if not killed by a test, its difference from the pack: the certificates, or the people.
    """

    mutant: Mutant
    fate: Outcome
    killed_by: str | None = None
    untouched: Certificate | None = None
    difference: PackDifference | None = None

    def __repr__(self) -> str:
        return f"<MutantResult: {self.fate}>"

    def verify(self, program: Program) -> bool:
        """Tell whether all that was proved or shown of the mutant is borne out.

        Arguments:
            program: the program without fault.
        """
        proof = self.untouched
        if proof is not None:
            right = proof.claim == self.mutant.touches and proof.sets == _everybody(program) and proof.costs is None
            return right and Certifier(program.checked).accepts(proof.claim, proof.sets, proof.steps)
        return self.difference is None or self.difference.verify()


def mutants_of(program: Program) -> Iterator[Mutant]:
    """Yield all mutants of a pack, in the order of its rules and strategies.

    Example:
        >>> from rutengine.career import engine
        >>> for mutant in [one for one in mutants_of(engine().program) if one.id == "a-circle-to-build"][:3]:
        ...     print(mutant.where, mutant.says)
        rule `a-circle-to-build` is left out
        rule `a-circle-to-build` holds always, not only where `patterns.thin_network >= 3`
        rule `a-circle-to-build` says `patterns.thin_network <= 2` instead of `patterns.thin_network >= 3`
    """
    checked = program.checked
    for rule in checked.pack.rules:
        when = checked.conditions["rule", rule.id]
        fires = Holds(when)
        of_rule = partial(Mutant, what="rule", id=rule.id, theme=rule.theme)
        yield of_rule(
            kind="rule dropped", says="is left out", touches=fires, build=partial(_without_rule, checked, rule.id)
        )
        for kind, edited, says in _conditions(program, when):
            apart = Holds(any_of([all_of([when, negated(edited)]), all_of([negated(when), edited])]))
            yield of_rule(kind=kind, says=says, touches=apart, build=partial(_with_rule, checked, rule, edited))
        for kind, changed, says in _effects(rule):
            yield of_rule(kind=kind, says=says, touches=fires, build=partial(_with_rule, checked, changed, when))
    for strategy in checked.pack.strategies:
        yield from _of_strategy(checked, strategy)


def sample(mutants: Sequence[Mutant], limit: int, seed: int) -> tuple[Mutant, ...]:
    """Return so many of the mutants, drawn by a seed, in their order."""
    return Draws(seed).sample(mutants, limit)


def run_mutant(
    program: Program,
    mutant: Mutant,
    tests: Mapping[str, Callable[[Program], bool]],
    nodes: int = DIFFERENCE_NODES,
    kept: Sequence[CheckedGuarantee] | None = None,
) -> MutantResult:
    """Find out what becomes of a mutant.

    Arguments:
        program: the program without fault.
        mutant: the mutant.
        tests: by name, what tells whether a program is as it should be; the program without fault is.
        nodes: how many states the search for one kind of difference may look at.
        kept: the guarantees that are proved for the program without fault; all of them, if left out.
    """
    faulty = mutant.program()
    killer = next((name for name, passes in tests.items() if not passes(faulty)), None)
    if killer is not None:
        return MutantResult(mutant=mutant, fate="killed", killed_by=killer)
    untouched = _untouched(program, mutant, nodes)
    if untouched is not None:
        return MutantResult(mutant=mutant, fate="equivalent", untouched=untouched)
    difference = compare_packs(program, faulty, nodes)
    if difference.label == "same":
        return MutantResult(mutant=mutant, fate="equivalent", difference=difference)
    guarantees = program.checked.guarantees if kept is None else kept
    guarantee = _broken(guarantees, mutant, Prover(faulty), difference.concerned)
    if guarantee is not None:
        return MutantResult(mutant=mutant, fate="killed", killed_by=f"guarantee `{guarantee}`", difference=difference)
    fate: Outcome = "survived" if difference.label == "different" else "not proved"
    return MutantResult(mutant=mutant, fate=fate, difference=difference)


def _untouched(program: Program, mutant: Mutant, nodes: int) -> Certificate | None:
    """Return the proof that a fault touches nobody, or None: it does, or that is open."""
    if mutant.touches is None:
        return None
    try:
        return Prover(program).refute(mutant.touches, _everybody(program), Budget(nodes))
    except SearchLimitError:
        return None


def _everybody(program: Program) -> tuple[int, ...]:
    return program.columns.everything()[: len(program.variables)]


def _broken(kept: Sequence[CheckedGuarantee], mutant: Mutant, prover: Prover, concerned: frozenset[str]) -> str | None:
    """Return the first guarantee that is broken by a mutant; those that are not proved within the budget are passed.

    Before the fault all are kept, so only those are looked for whom it touches.
    """
    for guarantee in kept:
        if mutant.touches is not None and _speaks_of(guarantee, concerned):
            try:
                if breaks(prover, guarantee, mutant.touches, DIFFERENCE_NODES):
                    return guarantee.id
            except SearchLimitError:
                continue
    return None


_Edit = tuple[Kind, Condition, str]


def _conditions(program: Program, condition: Condition) -> Iterator[_Edit]:
    if isinstance(condition, In | NotThat):
        yield "part dropped", ALWAYS, f"holds always, not only where {_text(program, condition)}"
    yield from _edits(program, condition)


def _edits(program: Program, condition: Condition) -> Iterator[_Edit]:
    """Yield a condition with one small fault each, whichever part of it that is in."""
    match condition:
        case In():
            yield from _compared(program, condition)
        case NotThat(part):
            for kind, edited, says in _edits(program, part):
                yield kind, negated(edited), says
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            sized = _is_size(program, parts)
            if sized or isinstance(condition, AtLeastOf):
                least = _fewest(condition)
                for count in (least - 1, least + 1):
                    if 1 <= count <= len(parts):
                        yield (
                            "count changed",
                            at_least(count, parts),
                            f"wants {count} instead of {least} of {len(parts)}",
                        )
            for i, part in enumerate(() if sized else parts):
                others = (*parts[:i], *parts[i + 1 :])
                if not isinstance(condition, AtLeastOf) or len(others) >= condition.count:
                    yield "part dropped", _joined(condition, others), f"lacks {_text(program, part)}"
                for kind, edited, says in _edits(program, part):
                    yield kind, _joined(condition, (*parts[:i], edited, *parts[i + 1 :])), says


def _is_size(program: Program, parts: Sequence[Condition]) -> bool:
    """Tell whether parts are all members of one set fact: then they were written as its size."""
    held = [part for part in parts if isinstance(part, In) and part.member is not None and part.values == (True,)]
    names = {part.name for part in held}
    members = [variable for variable in program.variables if variable.name in names]
    return len(names) == 1 and len(held) == len(parts) == len(members) > 1


def _fewest(condition: AllOf | AnyOf | AtLeastOf) -> int:
    """Return how many parts have to hold."""
    if isinstance(condition, AtLeastOf):
        return condition.count
    return len(condition.parts) if isinstance(condition, AllOf) else 1


def _joined(condition: AllOf | AnyOf | AtLeastOf, parts: Sequence[Condition]) -> Condition:
    if isinstance(condition, AtLeastOf):
        return at_least(condition.count, parts)
    return all_of(parts) if isinstance(condition, AllOf) else any_of(parts)


def _compared(program: Program, comparison: In) -> Iterator[_Edit]:
    """Yield a comparison turned into its opposite, and one of numbers with its bounds moved by one."""
    domain = program.columns.domains[program.columns.number(comparison.name, comparison.member)]
    taken = [value in comparison.values for value in domain]
    other: list[tuple[Kind, list[bool]]] = [("comparison flipped", [not so for so in taken])]
    if all(type(value) is int for value in domain):
        other.append(("comparison shifted", [taken[0], *taken[:-1]]))
        other.append(("comparison shifted", [*taken[1:], taken[-1]]))
    for kind, now in other:
        if any(now) and not all(now) and now != taken:
            edited = attrs.evolve(comparison, values=tuple(v for v, so in zip(domain, now, strict=True) if so))
            yield kind, edited, f"says {_text(program, edited)} instead of {_text(program, comparison)}"


def _text(program: Program, condition: Condition) -> str:
    try:
        return f"`{claim_text(Holds(condition), program.checked)}`"
    except ClaimError:
        return "a comparison"


def _effects(rule: Rule) -> Iterator[tuple[Kind, Rule, str]]:
    changed: dict[str, Any]
    for name, table in (("support", rule.support), ("oppose", rule.oppose)):
        for strategy, points in table.items():
            for now in (points - 1, points + 1):
                if now in POINTS:
                    changed = {name: Table({**table, strategy: now})}
                    says = f"{name}s `{strategy}` with {now} instead of {points}"
                    yield "points changed", attrs.evolve(rule, **changed), says
    for name, said in (("exclude", rule.exclude), ("defer", rule.defer), ("require", rule.require)):
        for strategy in said:
            changed = {name: Table({other: why for other, why in said.items() if other != strategy})}
            yield "effect dropped", attrs.evolve(rule, **changed), f"does not {name} `{strategy}`"


def _of_strategy(checked: CheckedPack, strategy: Strategy) -> Iterator[Mutant]:
    of_card = partial(Mutant, what="strategy", id=strategy.id)
    threshold = checked.pack.head.threshold_of(strategy)
    for now in (threshold - 1, threshold + 1):
        if now in POINTS:
            build = partial(_with_strategy, checked, attrs.evolve(strategy, threshold=now))
            says = f"has the threshold {now} instead of {threshold}"
            lower = min(now, threshold)
            between = Score("lead", strategy.id, lower) & ~Score("lead", strategy.id, lower + 1)
            yield of_card(kind="threshold changed", says=says, touches=between, build=build)
    for i, route in enumerate(strategy.routes):
        says = f"lacks the route {i + 1}: {route.how}"
        build = partial(_without_route, checked, strategy, i)
        yield of_card(kind="route dropped", says=says, touches=None, build=build)


def _without_rule(checked: CheckedPack, id: str) -> CheckedPack:
    rules = tuple(rule for rule in checked.pack.rules if rule.id != id)
    return attrs.evolve(checked, pack=attrs.evolve(checked.pack, rules=rules))


def _with_rule(checked: CheckedPack, rule: Rule, condition: Condition) -> CheckedPack:
    rules = tuple(rule if known.id == rule.id else known for known in checked.pack.rules)
    conditions = {**checked.conditions, ("rule", rule.id): condition}
    return attrs.evolve(checked, pack=attrs.evolve(checked.pack, rules=rules), conditions=conditions)


def _with_strategy(checked: CheckedPack, strategy: Strategy) -> CheckedPack:
    strategies = tuple(strategy if known.id == strategy.id else known for known in checked.pack.strategies)
    return attrs.evolve(checked, pack=attrs.evolve(checked.pack, strategies=strategies))


def _without_route(checked: CheckedPack, strategy: Strategy, place: int) -> CheckedPack:
    left = [i for i in range(len(strategy.routes)) if i != place]
    conditions = {key: value for key, value in checked.conditions.items() if key[:2] != ("route", strategy.id)}
    for now, before in enumerate(left):
        if ("route", strategy.id, before) in checked.conditions:
            conditions["route", strategy.id, now] = checked.conditions["route", strategy.id, before]
    card = attrs.evolve(strategy, routes=tuple(strategy.routes[i] for i in left))
    return attrs.evolve(_with_strategy(checked, card), conditions=conditions)


def _speaks_of(guarantee: CheckedGuarantee, strategies: frozenset[str]) -> bool:
    """Tell whether a guarantee can depend on what rules say of some strategies, or on the stance."""
    measured: Sequence[Measured]
    match guarantee:
        case Always(then=claim) | Sometimes(claim=claim) | Monotone(measured=claim):
            measured = (claim,)
        case Irrelevant(measured=measured):
            pass
    given = () if guarantee.given is None else (guarantee.given,)
    return any(_depends(claim, strategies) for claim in (*given, *measured))


def _depends(claim: Measured, strategies: frozenset[str]) -> bool:
    match claim:
        case Standing("lead" | "total", strategy):
            return strategy in strategies
        case Fate("recommended" | "required" | "excluded" | "deferred", strategy):
            return strategy in strategies
        case Above(strategy, rival) | Score(_, strategy, _, rival):
            return strategy in strategies or rival in strategies
        case Holds() | Possible():
            return False
        case AllClaims(parts) | AnyClaim(parts):
            return any(_depends(part, strategies) for part in parts)
        case NotClaim(part) | Elsewhere(part=part) | Lost(part=part):
            return _depends(part, strategies)
        case _:
            return True
