"""The difference of two versions of a pack: who is told something else, or the proof that nobody is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import attrs

from rutengine.analysis.changes import Changes, changes_of, settings_of
from rutengine.analysis.joining import FATES, Joint, Question, Side, join, questions, reworded, route_told, tellings
from rutengine.analysis.people import Person, person_of, simplify
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import ProfileError, RutengineError
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome, Standing
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.claims import Claim
from rutengine.model.pack import CheckedPack
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Certificate, Prover

DIFFERENCE_NODES: Final = 20_000
"""How many states the search for one kind of difference may look at by default."""

_TELLING_NODES: Final = 100

Label = Literal["same", "different", "not proved"]


class FactsDifferError(RutengineError):
    """Two packs speak of different facts and cannot be compared."""


@attrs.frozen(kw_only=True, repr=False)
class Compared:
    """What came of comparing what two packs say about one thing.

    Arguments:
        strategy: about which strategy; None for the advice as a whole.
        label: `same` for everybody, `different` for somebody, or `not proved` if the budget was used up.
        aspect: if different, what: a fate, `lead`, `total`, `route`, `tips`, `notes`, `why required`, `why excluded`,
            `why deferred`, `stance` or `notices`.
        person: if different, somebody who is told something else.
        certificates: if the same, the proofs: one for each way to differ that is not ruled out at sight.
    """

    strategy: str | None
    label: Label
    aspect: str | None = None
    person: Person | None = None
    certificates: tuple[Certificate, ...] = ()

    def __repr__(self) -> str:
        return f"<Compared: {self.label}>"


@attrs.frozen(kw_only=True, repr=False)
class PackDifference:
    """What is otherwise in the new version of a pack.

    People whom both packs allow are compared; whom only one allows is told apart.

    Arguments:
        old, new: the two programs.
        advice: the comparison of the advice as a whole.
        strategies: the comparison of every strategy that one of the packs has, by id.
        only_old, only_new: whether there is somebody whom only this pack allows; then the label is `different`.
        changes: what was added, removed, changed and reworded.
        settings: what is declared otherwise that decides where a strategy is shown and how it is planned, such as
            places, roles and what comes after what.
    """

    old: Program = attrs.field(eq=False)
    new: Program = attrs.field(eq=False)
    advice: Compared
    strategies: tuple[Compared, ...]
    only_old: Compared
    only_new: Compared
    changes: tuple[Changes, ...]
    settings: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<PackDifference: {len(self.different)} strategies>"

    @property
    def different(self) -> tuple[str, ...]:
        """The strategies about which somebody is told something else."""
        return tuple(c.strategy for c in self.strategies if c.label == "different" and c.strategy is not None)

    @property
    def concerned(self) -> frozenset[str]:
        """The strategies of which it does not show at sight that the same is said."""
        found = (c for c in self.strategies if c.label != "same" or c.certificates)
        return frozenset(c.strategy for c in found if c.strategy is not None)

    @property
    def label(self) -> Label:
        """Whether the packs are the same for everybody; a setting that is declared otherwise makes a difference."""
        labels = {c.label for c in self._all}
        if "different" in labels or self.settings:
            return "different"
        return "not proved" if "not proved" in labels else "same"

    @property
    def _all(self) -> tuple[Compared, ...]:
        return (self.advice, *self.strategies, self.only_old, self.only_new)

    def told(self, person: Person, strategy: str) -> tuple[Standing | None, Standing | None]:
        """Return what the old and the new pack say to a person about a strategy; None where a pack has it not."""
        found = [_standing(decide(program, person.values), strategy) for program in (self.old, self.new)]
        return found[0], found[1]

    def verify(self) -> bool:
        """Tell whether all is borne out: by decisions of both packs on the people, and by the independent checker."""
        joint = join(self.old.checked, self.new.checked)
        certifier, sets = Certifier(joint.checked), _everybody(self.old)
        names = sorted({*joint.before.strategies, *joint.after.strategies})
        if [compared.strategy for compared in self._all] != [None, *names, None, None]:
            return False
        for compared in (self.advice, *self.strategies):
            asked = questions(joint, compared.strategy)
            if compared.label == "same" and not _certified(certifier, asked, compared, sets):
                return False
            if compared.label == "different" and not self._differ(joint, compared):
                return False
        sides = (joint.before, self.only_old), (joint.after, self.only_new)
        return all(self._alone(joint, side, compared) for side, compared in sides)

    def _differ(self, joint: Joint, compared: Compared) -> bool:
        person, strategy, aspect = compared.person, compared.strategy, compared.aspect
        if person is None or aspect is None or not all(_allows(program, person) for program in (self.old, self.new)):
            return False
        both = strategy is None or (strategy in joint.before.strategies and strategy in joint.after.strategies)
        words: Mapping[tuple[str, object], object] = reworded(joint, strategy) if both else {}
        old = _said(joint.before, decide(self.old, person.values), strategy, words)
        new = _said(joint.after, decide(self.new, person.values), strategy, {})
        return aspect in old and aspect in new and old[aspect] != new[aspect]

    def _alone(self, joint: Joint, side: Side, compared: Compared) -> bool:
        person = compared.person
        if compared.label == "different":
            allowed = [person is not None and _allows(program, person) for program in (self.old, self.new)]
            return allowed == [side is joint.before, side is joint.after]
        checked, asked = _alone(joint, side)
        certifier = Certifier(checked)
        return compared.label == "not proved" or _certified(certifier, asked, compared, _everybody(self.old))


def compare_packs(old: Program, new: Program, nodes: int = DIFFERENCE_NODES) -> PackDifference:
    """Find out about which strategies somebody is told something else.

    Arguments:
        old, new: two versions of a pack, over the same facts.
        nodes: how many states the search for one kind of difference may look at.

    Raises:
        FactsDifferError: the packs speak of different facts.

    Example:
        >>> from rutengine.career import engine
        >>> found = compare_packs(engine().program, engine().program)
        >>> found.label, found.different, found.verify()
        ('same', (), True)
    """
    if old.variables != new.variables:
        raise FactsDifferError("the packs speak of different facts; only versions over the same facts can be compared")
    joint = join(old.checked, new.checked)
    prover = Prover(compile_pack(joint.checked))
    names = sorted({*joint.before.strategies, *joint.after.strategies})
    alone = [_alone(joint, side) for side in (joint.before, joint.after)]
    only = [_compare(Prover(compile_pack(checked)), None, asked, nodes) for checked, asked in alone]
    return PackDifference(
        old=old,
        new=new,
        advice=_compare(prover, None, questions(joint, None), nodes),
        strategies=tuple(
            _compare(prover, name, questions(joint, name), nodes, tellings(joint, name)) for name in names
        ),
        only_old=only[0],
        only_new=only[1],
        changes=changes_of(old.checked, new.checked),
        settings=settings_of(joint),
    )


def _alone(joint: Joint, side: Side) -> tuple[CheckedPack, tuple[Question, ...]]:
    """Return with which constraints whom is looked for whom only one pack allows; nobody, if these are equal."""
    old, new = ({condition for _, condition in one.constraints} for one in (joint.before, joint.after))
    checked, claim = joint.alone(side)
    return checked, () if old == new else (("allowed", claim),)


def _everybody(program: Program) -> tuple[int, ...]:
    return program.columns.everything()[: len(program.variables)]


def _compare(
    prover: Prover, strategy: str | None, asked: Sequence[Question], nodes: int, tellings: Sequence[Question] = ()
) -> Compared:
    """Return what the first question says that is true of somebody; `tellings` are tried before, but not for long."""
    program, certificates, proved = prover.program, list[Certificate](), True
    sets = _everybody(program)
    neutral = tuple(1 << variable.assume for variable in program.variables)
    everything = (*tellings, *asked)
    for i, (aspect, claim) in enumerate(everything):
        needed = i >= len(tellings)
        left = nodes if needed else min(nodes, _TELLING_NODES)
        try:
            found = prover.find(claim, sets, neutral, Budget(left))
            certificate = prover.refute(claim, sets, Budget(left)) if found is None and needed else None
        except SearchLimitError:
            proved = proved and not needed
            continue
        if found is not None:
            person = _minimised(prover, [other for what, other in everything if what == aspect], found)
            return Compared(strategy=strategy, label="different", aspect=aspect, person=person)
        certificates += [] if certificate is None else [certificate]
    if not proved:
        return Compared(strategy=strategy, label="not proved")
    return Compared(strategy=strategy, label="same", certificates=tuple(certificates))


def _minimised(prover: Prover, claims: Sequence[Claim], values: Sequence[int]) -> Person:
    """Return somebody of whom one of some claims is true, with as little to tell as possible."""
    nodes = [prover.encoding.claim(claim) for claim in claims]

    def still(nearer: Sequence[int]) -> bool:
        if not all(prover.is_so(node, nearer) for node in prover.constraints):
            return False
        return any(prover.is_so(node, nearer) for node in nodes)

    return person_of(prover.program, simplify(prover.program, values, None, still), None)


def _certified(certifier: Certifier, asked: Sequence[Question], compared: Compared, sets: tuple[int, ...]) -> bool:
    """Tell whether certificates refute just what is asked, for everybody."""
    found = compared.certificates
    return [claim for _, claim in asked] == [one.claim for one in found] and all(
        one.costs is None and one.sets == sets and certifier.accepts(one.claim, one.sets, one.steps) for one in found
    )


def _allows(program: Program, person: Person) -> bool:
    """Tell whether a pack allows a person."""
    try:
        decide(program, person.values)
    except ProfileError:
        return False
    return True


def _standing(outcome: Outcome, strategy: str) -> Standing | None:
    return next((standing for standing in outcome.standings if standing.strategy == strategy), None)


def _said(
    side: Side, outcome: Outcome, strategy: str | None, words: Mapping[tuple[str, object], object]
) -> Mapping[str, object]:
    """Return what a decision says of a strategy or as a whole, read off the decision; texts in the words of `words`."""

    def texts(what: str, said: Iterable[object]) -> frozenset[object]:
        return frozenset(words.get((what, text), text) for text in said)

    if strategy is None:
        return {"stance": outcome.stance, "notices": texts("notices", outcome.notices)}
    standing = _standing(outcome, strategy)
    if standing is None:
        return dict.fromkeys(FATES, False)
    card, rules = side.strategies[strategy], {rule.id: rule for rule in side.checked.pack.rules}
    return {
        "recommended": standing.recommended,
        "required": bool(standing.required),
        "excluded": bool(standing.excluded),
        "deferred": bool(standing.deferred),
        "lead": standing.lead,
        "total": standing.total,
        "route": texts("route", [] if standing.route is None else [route_told(card, standing.route)]),
        "tips": texts("tips", (card.tips[i].how for i in standing.tips)),
        "notes": texts("notes", standing.notes),
        "why required": texts("why required", (rules[id].require[strategy] for id in standing.required)),
        "why excluded": texts("why excluded", (rules[id].exclude[strategy] for id in standing.excluded)),
        "why deferred": texts("why deferred", (rules[id].defer[strategy] for id in standing.deferred)),
    }
