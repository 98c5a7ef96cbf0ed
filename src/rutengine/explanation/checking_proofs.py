"""Replay what was proved: certificates with the independent checker, witnesses and reasons value by value."""

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

import attrs

from rutengine.explanation.certainty import Sureness
from rutengine.explanation.changing import ChangeLabel, Changes, Move
from rutengine.explanation.sufficiency import ReasonLabel, SufficientReason
from rutengine.model.claims import AllClaims, Claim
from rutengine.model.pack import CheckedPack
from rutengine.solver.checking import Certifier
from rutengine.solver.hitting import lightest_hitting_set
from rutengine.solver.proving import Certainty, Certificate, Costs
from rutengine.vocabulary.answers import Variable, variables_of
from rutengine.vocabulary.kinds import Scalar

AT_ONCE = (("refuted",),)
"""The certificate of what fails at sight."""

_ANYTHING = AllClaims(())


@attrs.frozen(kw_only=True, repr=False)
class Ground:
    """What a statement on one person is checked against.

    Arguments:
        checked: the pack.
        certifier: the independent checker for it.
        given: the values that the answers leave possible, for every fact column.
        now: the assumed completion.
    """

    checked: CheckedPack
    certifier: Certifier
    given: tuple[int, ...]
    now: tuple[int, ...]

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The columns of the facts."""
        return tuple(variable for fact in self.checked.vocabulary.facts for variable in variables_of(fact))

    def is_real(self, values: Sequence[int], sets: Sequence[int]) -> bool:
        """Tell whether values are one completion within some sets that satisfies the constraints."""
        single = len(values) == len(sets) and all(bit > 0 and bit & (bit - 1) == 0 for bit in values)
        inside = single and all(bit & ~possible == 0 for bit, possible in zip(values, sets, strict=True))
        return inside and not self.certifier.accepts(_ANYTHING, values, AT_ONCE)

    def is_true(self, claim: Claim, values: Sequence[int]) -> bool:
        """Tell whether a claim is true at a completion, by the independent checker."""
        return self.certifier.accepts(~claim, values, AT_ONCE)


def sureness_differences(sureness: Sureness, ground: Ground) -> tuple[str, ...]:
    """Return what is wrong with what was said of a claim; nothing if it is borne out."""
    verdict, wrong = sureness.verdict, list[str]()
    if verdict.certainty not in get_args(Certainty):
        return ("there is no such certainty",)
    if verdict.certainty != "open" and (verdict.witness is not None or sureness.deciders):
        return ("what is not open has no witness",)
    other = ~verdict.claim if verdict.value else verdict.claim
    if not ground.is_true(~other, ground.now):
        wrong.append("the claim is otherwise at the assumed completion")
    if verdict.certainty == "settled":
        wrong += _refutation_differences(verdict.certificate, ground.certifier, other, ground.given)
    witness = verdict.witness or ()
    if verdict.certainty == "open" and not (ground.is_real(witness, ground.given) and ground.is_true(other, witness)):
        wrong.append("the witness does not show the claim to be open")
    if len(witness) not in (0, len(ground.now)):
        return (*wrong, "the witness is not one value for each fact")
    variables = ground.variables
    changed = [column for column, bit in enumerate(witness) if bit != ground.now[column]]
    if [decider.column for decider in sureness.deciders] != changed:
        return (*wrong, "the facts that are told to decide are others than those of the witness")
    for decider in sureness.deciders:
        fewer = (*witness[: decider.column], ground.now[decider.column], *witness[decider.column + 1 :])
        if ground.is_real(fewer, ground.given) and ground.is_true(other, fewer):
            wrong.append("a fact that is told to decide can be left out")
        now, then = (_value(variables[decider.column], bits[decider.column]) for bits in (ground.now, witness))
        if (decider.name, decider.member, decider.now, decider.then) != (*_key(variables[decider.column]), now, then):
            wrong.append("a fact that decides is told otherwise than it is")
    return tuple(wrong)


def reason_differences(reason: SufficientReason, ground: Ground) -> tuple[str, ...]:
    """Return what is wrong with a reason; nothing if it is enough, and as small as its label says."""
    if reason.label not in get_args(ReasonLabel):
        return ("there is no such label",)
    if reason.label == "not proved":
        return ("a reason that is not proved is told",) if reason.premises else ()
    variables = ground.variables
    if any(not 0 <= premise.column < len(variables) for premise in reason.premises):
        return ("a premise is no fact",)
    if reason.assumed != any(premise.assumed for premise in reason.premises):
        return ("it is told otherwise than it is whether something is assumed",)
    known = ground.now if reason.assumed else ground.given
    full = tuple((1 << len(variable.domain)) - 1 for variable in variables)
    kept = {premise.column for premise in reason.premises}
    sets = tuple((known if column in kept else full)[column] for column in range(len(full)))
    wrong = _refutation_differences(reason.certificate, ground.certifier, ~reason.claim, sets)
    for premise in reason.premises:
        column = premise.column
        values = tuple(v for i, v in enumerate(variables[column].domain) if known[column] >> i & 1)
        assumed = known[column] != ground.given[column]
        if (premise.name, premise.member, premise.values, premise.assumed) != (
            *_key(variables[column]),
            values,
            assumed,
        ):
            wrong.append("a premise is told otherwise than it is")
    return (*wrong, *_size_differences(reason, ground, known, full))


def _size_differences(
    reason: SufficientReason, ground: Ground, known: Sequence[int], full: Sequence[int]
) -> Iterable[str]:
    kept = {premise.column for premise in reason.premises}
    for example in reason.counterexamples:
        if not ground.is_real(example.completion, full) or not ground.is_true(~reason.claim, example.completion):
            yield "a counterexample does not make the claim false"
        elif not {column for column, bit in enumerate(example.completion) if bit & ~known[column]} <= set(
            example.columns
        ):
            yield "a counterexample differs in what it does not name"
    if reason.label in ("smallest", "irreducible") and not all(
        any(set(example.columns) & kept == {column} for example in reason.counterexamples) for column in kept
    ):
        yield "it is not shown that every premise is needed"
    if reason.label == "smallest" and len(kept) > _least_size(reason):
        yield "it is not shown that no reason is smaller"


def changes_differences(changes: Changes, ground: Ground) -> tuple[str, ...]:
    """Return what is wrong with what would change a claim; nothing if every way works and the label is proved."""
    wrong: list[str] = []
    prices = _prices(ground)
    full = [(1 << len(variable.domain)) - 1 for variable in ground.variables]
    for way in changes.ways:
        if not ground.is_real(way.completion, full) or not ground.is_true(changes.claim, way.completion):
            wrong.append("a way does not make the claim true")
        elif list(way.moves) != _moves_to(way.completion, ground, prices):
            wrong.append("a way does not consist of the moves that are told")
        elif any(move.cost < 0 for move in way.moves):
            wrong.append("a way moves a fact that nobody can change so")
        if way.cost != sum(move.cost for move in way.moves):
            wrong.append("a way costs otherwise than told")
    moved = [frozenset(move.column for move in way.moves) for way in changes.ways]
    if any(earlier <= later for i, later in enumerate(moved) for earlier in moved[:i]):
        wrong.append("a further way changes all that an earlier one does")
    if changes.label not in get_args(ChangeLabel):
        return (*wrong, "there is no such label")
    if bool(changes.ways) != (changes.label in ("already so", "smallest", "enough")):
        wrong.append("there are ways where there should be none, or none where there should be some")
    elif changes.label == "already so" and changes.ways[0].moves:
        wrong.append("it is told to be so already, and to need a change")
    elif changes.label in ("smallest", "none exists"):
        reachable = tuple(bit | sum(prices.get(column, ())) for column, bit in enumerate(ground.now))
        wrong += _refutation_differences(changes.certificate, ground.certifier, changes.claim, reachable)
        costs = None if changes.certificate is None else changes.certificate.costs
        entries = tuple(
            (column, bit, cost) for column in sorted(prices) for bit, cost in sorted(prices[column].items()) if cost > 0
        )
        expected = Costs(changes.ways[0].cost - 1, entries) if changes.label == "smallest" else None
        if costs != expected:
            wrong.append("the proof is of another cost")
    return tuple(wrong)


def _prices(ground: Ground) -> Mapping[int, Mapping[int, int]]:
    """Return the values that a person can move to, as bits, with their costs; a number moves as its costs rise."""
    found: dict[int, dict[int, int]] = {}
    facts = {fact.name: fact for fact in ground.checked.vocabulary.facts}
    for column, variable in enumerate(ground.variables):
        now, listed = ground.now[column], dict(facts[variable.name].actionable)
        costs = {1 << place: listed[value] for place, value in enumerate(variable.domain) if value in listed}
        both = not variable.ordered or len(costs) == 1
        upward = bool(costs) and costs[max(costs)] >= costs[min(costs)]
        kept = {bit: cost for bit, cost in costs.items() if bit != now and (both or (bit > now) == upward)}
        if kept:
            found[column] = kept
    return found


def _moves_to(completion: Sequence[int], ground: Ground, prices: Mapping[int, Mapping[int, int]]) -> list[Move]:
    """Return the moves that lead from the assumed completion to another; one that nobody can make costs -1."""
    variables = ground.variables
    return [
        Move(
            column=column,
            name=variables[column].name,
            now=_value(variables[column], ground.now[column]),
            then=_value(variables[column], bit),
            cost=prices.get(column, {}).get(bit, -1),
            assumed=ground.given[column] != ground.now[column],
        )
        for column, bit in enumerate(completion)
        if bit != ground.now[column]
    ]


def _key(variable: Variable) -> tuple[str, str | None]:
    return (variable.name, variable.member)


def _value(variable: Variable, bit: int) -> Scalar:
    return variable.domain[bit.bit_length() - 1]


def is_accepted(certificate: Certificate, certifier: Certifier) -> bool:
    """Tell whether the independent checker accepts a certificate."""
    costs = None if certificate.costs is None else (certificate.costs.limit, certificate.costs.entries)
    return certifier.accepts(certificate.claim, certificate.sets, certificate.steps, costs)


def _refutation_differences(
    certificate: Certificate | None, certifier: Certifier, claim: Claim, sets: Sequence[int]
) -> list[str]:
    if certificate is None or certificate.claim != claim:
        return ["there is no proof of this"]
    if certificate.sets != tuple(sets):
        return ["the proof uses other premises"]
    return [] if is_accepted(certificate, certifier) else ["the proof is not accepted"]


def _least_size(reason: SufficientReason) -> int:
    """Return how many premises any reason needs, by the counterexamples alone."""
    columns = sorted({column for example in reason.counterexamples for column in example.columns})
    bits = {column: 1 << i for i, column in enumerate(columns)}
    wanted = [sum(bits[column] for column in set(example.columns)) for example in reason.counterexamples]
    return lightest_hitting_set([members for members in wanted if members], [1] * len(columns)).bit_count()
