"""Prove a guarantee: every way to break it is refuted by a certificate, or a person shows that it is broken."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Final, Literal

import attrs

from rutengine.analysis.people import Person, Step, person_of, simplify
from rutengine.analysis.replaying import shows
from rutengine.compiler.program import Program
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import (
    AllClaims,
    AnyClaim,
    Claim,
    Elsewhere,
    Holds,
    Lost,
    NotClaim,
    Possible,
    Rise,
)
from rutengine.model.conditions import Condition, In, NotThat, conditions_of
from rutengine.model.guarantee import Always, CheckedGuarantee, Irrelevant, Measured, Monotone, Sometimes
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Certificate, Prover

PROOF_NODES: Final = 200_000
"""How many states the proof of one guarantee may look at by default."""

Label = Literal["proved", "empty", "refuted", "not proved"]


@attrs.frozen(kw_only=True, repr=False)
class Refuter:
    """One way in which somebody could break a guarantee, keep one of the form "for someone", or be concerned by it.

    Arguments:
        claim: what is true of such a person.
        sets: the possible values of every fact column.
        step: if two people are compared, what changes; `sets` has the value before.
    """

    claim: Claim
    sets: tuple[int, ...]
    step: Step | None = None

    def __repr__(self) -> str:
        return "<Refuter>"


@attrs.frozen(kw_only=True, repr=False)
class Proof:
    """What came of an attempt to prove a guarantee.

    Arguments:
        program: the program of the pack.
        guarantee: the guarantee.
        label: `proved`; `empty` if it is so because it concerns nobody; `refuted`; or `not proved` if the budget was
            used up.
        certificates: if proved, one for each way to break it; if empty, one for each way to be concerned; of the form
            "for someone", if refuted, that there is nobody.
        person: if refuted, somebody who breaks it; of the form "for someone", if proved, somebody of whom it is true.
    """

    program: Program = attrs.field(eq=False)
    guarantee: CheckedGuarantee
    label: Label
    certificates: tuple[Certificate, ...] = ()
    person: Person | None = None

    def __repr__(self) -> str:
        return f"<Proof: {self.label}>"

    def verify(self, certifier: Certifier) -> bool:
        """Tell whether what was found is borne out: by the independent checker, or by the decisions on the person.

        Arguments:
            certifier: the checker for the same pack.
        """
        if self.label == "not proved":
            return True
        if self.label == ("proved" if isinstance(self.guarantee, Sometimes) else "refuted"):
            return self.person is not None and shows(self.program, self.guarantee, self.person)
        ways = concerned if self.label == "empty" else refuters
        needed = [(refuter.claim, refuter.sets) for refuter in ways(self.program, self.guarantee)]
        if self.label == "empty" and not needed:
            return False
        return needed == [(found.claim, found.sets) for found in self.certificates] and all(
            found.costs is None and certifier.accepts(found.claim, found.sets, found.steps)
            for found in self.certificates
        )


def prove(prover: Prover, guarantee: CheckedGuarantee, nodes: int = PROOF_NODES) -> Proof:
    """Prove a guarantee or refute it.

    Arguments:
        prover: the prover of the pack.
        guarantee: the guarantee.
        nodes: how many states may be looked at; as many again to find out whether a proved one concerns anybody, which
            counts as so if it is not found out.

    Example:
        >>> from rutengine.career import engine
        >>> from rutengine.model.claims import eligible, required
        >>> guarantee = Always(id="g", given=required("professional-help"), then=~eligible("career-change"))
        >>> proof = prove(Prover(engine().program), guarantee)
        >>> proof.label, proof.verify(Certifier(engine().pack))
        ('proved', True)
    """
    program, budget, certificates = prover.program, Budget(nodes), list[Certificate]()
    someone = isinstance(guarantee, Sometimes)
    try:
        for refuter in refuters(program, guarantee):
            certificate = prover.refute(refuter.claim, refuter.sets, budget)
            if certificate is None:
                person = _find(prover, guarantee, refuter, budget)
                label: Label = "proved" if someone else "refuted"
                return Proof(program=program, guarantee=guarantee, label=label, person=person)
            certificates.append(certificate)
    except SearchLimitError:
        return Proof(program=program, guarantee=guarantee, label="not proved")
    nobody = [] if someone else _nobody_concerned(prover, guarantee, nodes)
    label = "refuted" if someone else "empty" if nobody else "proved"
    return Proof(program=program, guarantee=guarantee, label=label, certificates=tuple(nobody or certificates))


def breaks(prover: Prover, guarantee: CheckedGuarantee, touched: Claim, nodes: int = PROOF_NODES) -> bool:
    """Tell whether a guarantee is broken, if all who could break it are touched by something.

    Arguments:
        prover: the prover of the pack.
        guarantee: the guarantee.
        touched: where two people are compared, it is true of one of them.
        nodes: how many states may be looked at.

    Raises:
        SearchLimitError: the budget was used up.
    """
    program, budget = prover.program, Budget(nodes)
    if isinstance(guarantee, Sometimes):
        return all(prover.refute(one.claim, one.sets, budget) is not None for one in refuters(program, guarantee))
    for refuter in refuters(program, guarantee):
        near, step = touched, refuter.step
        if step is not None:
            variable = program.variables[step.column]
            after = _value(program, step.column, step.after)
            near = touched | Elsewhere(variable.name, variable.member, after, touched)
        if prover.refute(refuter.claim & near, refuter.sets, budget) is None:
            return True
    return False


def _nobody_concerned(prover: Prover, guarantee: CheckedGuarantee, nodes: int) -> list[Certificate]:
    """Return the certificates that a guarantee concerns nobody; nothing if it concerns somebody, or may do so."""
    certificates, budget = list[Certificate](), Budget(nodes)
    for way in concerned(prover.program, guarantee):
        try:
            certificate = prover.refute(way.claim, way.sets, budget)
        except SearchLimitError:
            return []
        if certificate is None:
            return []
        certificates.append(certificate)
    return certificates


def _find(prover: Prover, guarantee: CheckedGuarantee, refuter: Refuter, budget: Budget) -> Person:
    """Return a person of whom a refuter is true, with as little to tell as possible."""
    program, step = prover.program, refuter.step
    neutral = [bit & mask or mask for bit, mask in zip(_neutral(program), refuter.sets, strict=True)]
    found = prover.find(refuter.claim, refuter.sets, neutral, budget)
    if found is None:
        raise AssertionError("what cannot be refuted is true of somebody")

    def still(values: Sequence[int]) -> bool:
        return shows(program, guarantee, person_of(program, values, step))

    return person_of(program, simplify(program, found, None if step is None else step.column, still), step)


def _neutral(program: Program) -> tuple[int, ...]:
    """Return the assumed completion of somebody who has said nothing; every vocabulary allows the neutral values."""
    return tuple(1 << variable.assume for variable in program.variables)


def refuters(program: Program, guarantee: CheckedGuarantee) -> Iterator[Refuter]:
    """Yield all ways to break a guarantee; for one of the form "for someone", the one way to keep it.

    For two people who differ in one fact: both are possible, and of both `given` is true. Values that no condition of
    the pack or of the guarantee tells apart make no difference and are not compared.
    """
    everything = program.columns.everything()[: len(program.variables)]
    given = guarantee.given
    match guarantee:
        case Always(then=then):
            for part in then.parts if isinstance(then, AllClaims) else (then,):
                yield Refuter(claim=_all(given, ~part), sets=everything)
        case Sometimes(claim=claim):
            yield Refuter(claim=_all(given, claim), sets=everything)
        case Monotone(measured=measured, never=never):
            for step in _steps_of(program, guarantee):
                yield _compared(program, given, step, _lowered(program, step, measured, turned=never == "raises"))
        case Irrelevant(measured=some):
            for step in _steps_of(program, guarantee):
                for measured in some:
                    for turned in (False, True):
                        yield _compared(program, given, step, _lowered(program, step, measured, turned=turned))


def concerned(program: Program, guarantee: CheckedGuarantee) -> Iterator[Refuter]:
    """Yield all ways to be one of the people of whom a guarantee speaks in its `given`; none if it speaks of everybody.

    Where two people are compared, both must be possible, and of both `given` must be true.
    """
    if guarantee.given is not None:
        steps = list(_steps_of(program, guarantee)) if isinstance(guarantee, Monotone | Irrelevant) else []
        yield from (_compared(program, guarantee.given, step) for step in steps)
        if not steps:
            yield Refuter(claim=guarantee.given, sets=program.columns.everything()[: len(program.variables)])


def _steps_of(program: Program, guarantee: Monotone | Irrelevant) -> Iterator[Step]:
    if isinstance(guarantee, Irrelevant):
        return _steps(program, guarantee, guarantee.facts, _pairs)
    return _steps(program, guarantee, (guarantee.fact,), _neighbours if guarantee.up else _turned)


def _all(given: Claim | None, *claims: Claim) -> Claim:
    return AllClaims(claims if given is None else (given, *claims))


def _compared(program: Program, given: Claim | None, step: Step, *claims: Claim) -> Refuter:
    """Return that two people are possible, that of both `given` is true, and what sets them apart."""
    variable = program.variables[step.column]
    places = [(variable.name, variable.member, _value(program, step.column, bit)) for bit in (step.before, step.after)]
    allowed = [Possible(*place) for place in places]
    after = [] if given is None else [Elsewhere(*places[1], given)]
    everything = program.columns.everything()[: len(program.variables)]
    sets = (*everything[: step.column], step.before, *everything[step.column + 1 :])
    return Refuter(claim=_all(given, *after, *allowed, *claims), sets=sets, step=step)


def _lowered(program: Program, step: Step, measured: Measured, *, turned: bool) -> Claim:
    """Return that what is measured is lowered by a step, or (`turned`) raised."""
    variable = program.variables[step.column]
    bits = (step.after, step.before) if turned else (step.before, step.after)
    low, high = (_value(program, step.column, bit) for bit in bits)
    if isinstance(measured, Claim):
        return Lost(measured, variable.name, variable.member, low, high)
    return ~Rise(measured.measure, measured.strategy, variable.name, variable.member, low, high, 0)


def _value(program: Program, column: int, bit: int) -> bool | int | str:
    return program.variables[column].domain[bit.bit_length() - 1]


_Pairing = Callable[[Sequence[int]], Iterator[tuple[int, int]]]
"""From the class of each value of a fact to the places of the values that are compared: before and after."""


def _steps(program: Program, guarantee: CheckedGuarantee, facts: Sequence[str], pairing: _Pairing) -> Iterator[Step]:
    conditions = list(_conditions(program, guarantee))
    for column, variable in enumerate(program.variables):
        if variable.name in facts:
            here = [c for c in conditions if (c.name, c.member) == (variable.name, variable.member)]
            seen: dict[tuple[bool, ...], int] = {}
            classes = [
                seen.setdefault(tuple(value in c.values for c in here), place)
                for place, value in enumerate(variable.domain)
            ]
            for before, after in pairing(classes):
                yield Step(column=column, before=1 << before, after=1 << after)


def _neighbours(classes: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((place, place + 1) for place in range(len(classes) - 1) if classes[place] != classes[place + 1])


def _turned(classes: Sequence[int]) -> Iterator[tuple[int, int]]:
    return ((after, before) for before, after in _neighbours(classes))


def _pairs(classes: Sequence[int]) -> Iterator[tuple[int, int]]:
    return combinations(dict.fromkeys(classes), 2)


def _conditions(program: Program, guarantee: CheckedGuarantee) -> Iterator[In]:
    """Yield every comparison in the pack and in the claims of a guarantee."""
    checked = program.checked
    pending: list[Claim | Condition] = [*checked.conditions.values(), *(c for _, c in checked.constraints)]
    pending += [condition for derived in checked.derived for condition in conditions_of(derived.definition)]
    pending += [] if guarantee.given is None else [guarantee.given]
    match guarantee:
        case Monotone(measured=Claim() as measured):
            pending.append(measured)
        case Irrelevant(measured=some):
            pending += [measured for measured in some if isinstance(measured, Claim)]
        case _:
            pass
    while pending:
        part = pending.pop()
        match part:
            case In():
                yield part
            case NotThat(inner) | NotClaim(inner) | Holds(inner):
                pending.append(inner)
            case AllClaims(parts) | AnyClaim(parts):
                pending += parts
            case Claim():
                pass
            case _:
                pending += part.parts
