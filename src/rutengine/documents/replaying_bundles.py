"""Replay an open bundle with the checker alone: naive reading of the pack's conditions, and certificates.

This finds nothing and proves nothing: it uses no code of the evaluation, of the search or of the prover.
"""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from rutengine.checker.claim_texts import claim_text
from rutengine.checker.claiming import resolve_claim
from rutengine.diagnostics.errors import ClaimError
from rutengine.documents.bundle_claims import FURTHER_CLAIMS, default_claims
from rutengine.documents.bundle_records import Bundle, ToldCertificate, ToldClaim, ToldReason
from rutengine.documents.redeciding import decide_again, key_of
from rutengine.documents.told_columns import ToldColumns, UnfitError, read_steps
from rutengine.explanation.certainty import Decider, Sureness
from rutengine.explanation.checking_proofs import AT_ONCE, Ground, reason_differences, sureness_differences
from rutengine.explanation.reasons import FactReason, PatternReason, Reason, StrategyReasons
from rutengine.explanation.replaying import replay
from rutengine.explanation.sufficiency import Counterexample, Premise, SufficientReason
from rutengine.explanation.worlds import World
from rutengine.model.claims import Claim, Holds, recommended
from rutengine.model.conditions import In
from rutengine.model.pack import CheckedPack
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Certainty, Certificate, Verdict


class BundleReplay:
    """The replay of one bundle; `differences` says what is otherwise than told.

    Arguments:
        bundle: the bundle.
        checked: the pack that it names.
    """

    def __init__(self, bundle: Bundle, checked: CheckedPack) -> None:
        self._bundle, self._checked = bundle, checked
        self._certifier = Certifier(checked)
        self._columns = ToldColumns(checked.vocabulary)
        self._given = self._now = self._left = self._columns.full
        self._decision: dict[str, Any] = {}
        self._certainties: dict[Claim, Certainty] = {}

    def differences(self) -> Iterator[str]:
        """Yield every difference; where the answers or the completion cannot be read, nothing else is replayed."""
        told = [(self._read_answers, "answers"), (self._read_completion, "assumed_completion")]
        for read, name in told:
            try:
                read()
            except UnfitError as error:
                yield f"`{name}`: {error}"
                return
        yield from self._excluded()
        yield from self._completion()
        world = World(self._checked, self._columns.facts(self._now))
        for id, condition in self._checked.constraints:
            if world.truth(condition) is not True:
                yield f"`assumed_completion`: the constraint `{id}` does not hold"
        known = zip(self._columns.variables, self._left, strict=True)
        assumed = dict.fromkeys(variable.name for variable, mask in known if mask & (mask - 1))
        self._decision = decide_again(self._checked, world, tuple(assumed), self._bundle.engine)
        yield from _unlike(self._bundle.decision, self._decision, "decision")
        yield from self._explained()
        yield from self._claimed()
        yield from self._reasoned()

    def _read_answers(self) -> None:
        self._given = self._left = self._columns.read_sets(self._bundle.answers)

    def _read_completion(self) -> None:
        told = self._bundle.assumed_completion
        if [(one.name, one.member) for one in told] != [*self._columns.keys]:
            raise UnfitError("expected every fact once, in the order of the vocabulary")
        self._now = tuple(self._columns.mask(column, (one.value,)) for column, one in enumerate(told))
        if any(bit & ~mask for bit, mask in zip(self._now, self._given, strict=True)):
            raise UnfitError("a value is none that the answers leave possible")

    def _excluded(self) -> Iterator[str]:
        """Check what the constraints are told to rule out; what is not proved counts as possible."""
        left, facts = list(self._given), dict.fromkeys((one.name, one.member) for one in self._bundle.ruled_out)
        if len(facts) < len(self._bundle.ruled_out) or [*facts] != [key for key in self._columns.keys if key in facts]:
            yield "`ruled_out`: facts stand in another order, come again, or do not exist"
            return
        for i, one in enumerate(self._bundle.ruled_out):
            path = f"ruled_out[{i}]"
            try:
                column = self._columns.column(one.name, one.member)
                mask = self._columns.mask(column, one.values)
                proved = self._is_impossible(column, mask, self._given, one.steps)
            except UnfitError as error:
                yield f"`{path}`: {error}"
                continue
            fits = mask != 0 and mask & ~left[column] == 0 and left[column] & ~mask != 0
            if not fits or one.values != self._columns.values(column, mask):
                yield f"`{path}`: the values are not told as they should be"
            elif not proved:
                yield f"`{path}`: it is not proved"
            else:
                left[column] &= ~mask
        self._left = tuple(left)

    def _completion(self) -> Iterator[str]:
        """Check that no completion comes before the assumed one."""
        for column, one in enumerate(self._bundle.assumed_completion):
            preferred = self._columns.preferred(column, self._now[column], self._given[column])
            sets = (*self._now[:column], *self._given[column:])
            try:
                proved = self._is_impossible(column, preferred, sets, one.steps) if preferred else one.steps is None
            except UnfitError:
                proved = False
            if not proved:
                yield f"`assumed_completion[{column}]`: it is not proved that no preferred value is possible"

    def _is_impossible(self, column: int, mask: int, sets: Sequence[int], steps: Sequence[str] | None) -> bool:
        claim = Holds(In(*self._columns.keys[column], self._columns.values(column, mask)))
        return steps is not None and self._certifier.accepts(claim, sets, read_steps(steps))

    def _explained(self) -> Iterator[str]:
        facts, domains = self._columns.facts(self._now), self._columns.facts(self._columns.full)
        if [reasons.strategy for reasons in self._bundle.explanations] != self._decision["active"]:
            yield "`explanations`: they are not those of the active strategies"
            return
        for i, reasons in enumerate(self._bundle.explanations):
            path = f"explanations[{i}]"
            standing = next(one for one in self._decision["strategies"] if one["strategy"] == reasons.strategy)
            yield from (f"`{path}`: {said}" for said in self._heading(reasons, standing))
            try:
                for rule in reasons.rules():
                    self._check_reasons(rule.reasons)
            except UnfitError as error:
                yield f"`{path}`: {error}"
            else:
                yield from (f"`{path}`: {said}" for said in replay(reasons, self._checked, facts, domains))

    def _heading(self, reasons: StrategyReasons, standing: dict[str, Any]) -> Iterator[str]:
        """Compare what an explanation takes over from the decision."""
        alike = [one for one in self._decision["strategies"] if one["recommended"] and key_of(one) == key_of(standing)]
        expected = {
            "question": "why",
            "stance": self._decision["stance"]["id"],
            "equals": tuple(one["strategy"] for one in alike if one is not standing),
            **dict.fromkeys(("cut", "contrast")),
            **dict.fromkeys(("ahead", "unfired"), ()),
            **{name: standing[name] for name in ("status", "lead", "total", "threshold", "rank")},
        }
        for name, value in expected.items():
            if getattr(reasons, name) != value:
                yield f"`{name}` is not as replayed"
        told = [(rule.rule, rule.effect) for rule in reasons.rules()]
        if len(set(told)) < len(told):
            yield "a rule is told twice"
        if any(rule.theme != theme.theme for theme in (*reasons.support, *reasons.oppose) for rule in theme.rules):
            yield "a rule is told under another theme"

    def _check_reasons(self, reasons: tuple[Reason, ...]) -> None:
        """Refuse reasons that speak of what does not exist, or that count an answer as assumed or the reverse."""
        domains = {derived.name: derived.domain for derived in self._checked.derived}
        for reason in reasons:
            if isinstance(reason, FactReason):
                column = self._columns.column(reason.name, reason.member)
                mask, left = self._columns.mask(column, reason.wanted), self._left[column]
                self._columns.mask(column, (reason.value,))
                if reason.wanted != self._columns.values(column, mask):
                    raise UnfitError("wanted values stand in another order, or come again")
                if reason.assumed != (left & mask not in (0, left)):
                    raise UnfitError("what is marked as assumed is not as replayed")
                continue
            if isinstance(reason, PatternReason):
                known = [(type(value), value) for value in domains.get(reason.name, ())]
                wanted = [(type(value), value) for value in reason.wanted]
                if wanted != [one for one in known if one in wanted] or (type(reason.value), reason.value) not in known:
                    raise UnfitError("there is no such pattern, or it does not have such values")
            elif reason.count != {"all": reason.of, "any": 1}.get(reason.kind, reason.count):
                raise UnfitError("a group asks for another number of its parts")
            self._check_reasons(reason.reasons)

    def _claimed(self) -> Iterator[str]:
        expected = default_claims(self._decision["active"], self._checked)
        if len(self._bundle.claims) > len(expected) + FURTHER_CLAIMS:
            yield f"`claims`: there are more than {FURTHER_CLAIMS} further ones"
            return
        meant: list[Claim | None] = []
        for i, told in enumerate(self._bundle.claims):
            try:
                meant.append(self._meaning(told.claim))
            except UnfitError as error:
                meant.append(None)
                yield f"`claims[{i}]`: {error}"
        if tuple(meant[: len(expected)]) != expected:
            yield "`claims`: they do not begin with those of the active strategies"
        known = [claim for claim in meant if claim is not None]
        if len(set(known)) < len(known):
            yield "`claims`: one comes again"
        for i, (told, claim) in enumerate(zip(self._bundle.claims, meant, strict=True)):
            if claim is None:
                continue
            self._certainties[claim] = told.certainty
            try:
                wrong = [*self._claim_differences(told, claim)]
            except UnfitError as error:
                wrong = [str(error)]
            yield from (f"`claims[{i}]`: {said}" for said in wrong)

    def _meaning(self, text: str) -> Claim:
        """Return what a claim means that is told in its one form."""
        try:
            claim = resolve_claim(text, self._checked)
            again = claim_text(claim, self._checked)
        except ClaimError:
            raise UnfitError("it is no claim on this pack") from None
        if again != text:
            raise UnfitError("the claim is not in its one form")
        return claim

    def _claim_differences(self, told: ToldClaim, claim: Claim) -> Iterator[str]:
        other = ~claim if told.value else claim
        if not self._certifier.accepts(other, self._now, AT_ONCE):
            yield "its value is not as replayed"
        if (told.witness is not None, told.certificate is not None) != (
            told.certainty == "open",
            told.certainty == "settled",
        ):
            yield "what goes with its certainty is missing, or too much"
        witness = None if told.witness is None else self._columns.read_changes(told.witness, self._now)
        verdict = Verdict(
            claim=claim,
            value=told.value,
            certainty=told.certainty,
            witness=witness,
            certificate=self._certificate(told.certificate, other),
        )
        sureness = Sureness(verdict=verdict, deciders=self._deciders(witness))
        yield from sureness_differences(sureness, self._ground)

    @property
    def _ground(self) -> Ground:
        return Ground(checked=self._checked, certifier=self._certifier, given=self._given, now=self._now)

    def _deciders(self, witness: Sequence[int] | None) -> tuple[Decider, ...]:
        columns, found = self._columns, list[Decider]()
        for column, (bit, then) in enumerate(zip(self._now, witness or self._now, strict=True)):
            if bit != then:
                name, member = columns.keys[column]
                (value,), (other,) = columns.values(column, bit), columns.values(column, then)
                found.append(Decider(column=column, name=name, member=member, now=value, then=other))
        return tuple(found)

    def _certificate(self, told: ToldCertificate | None, claim: Claim) -> Certificate | None:
        if told is None:
            return None
        return Certificate(claim=claim, sets=self._columns.read_sets(told.sets), steps=read_steps(told.steps))

    def _reasoned(self) -> Iterator[str]:
        if [told.strategy for told in self._bundle.reasons] != self._decision["active"]:
            yield "`reasons`: they are not those of the active strategies"
            return
        for i, told in enumerate(self._bundle.reasons):
            certainty = self._certainties.get(recommended(told.strategy))
            try:
                wrong = [*self._reason_differences(told)]
            except UnfitError as error:
                wrong = [str(error)]
            if (
                certainty in ("open", "settled")
                and told.label != "not proved"
                and told.assumed != (certainty == "open")
            ):
                wrong.append("whether it rests on assumptions is not as replayed")
            yield from (f"`reasons[{i}]`: {said}" for said in wrong)

    def _reason_differences(self, told: ToldReason) -> Iterator[str]:
        claim, columns, known = recommended(told.strategy), self._columns, self._now if told.assumed else self._given
        certificate = self._certificate(told.certificate, ~claim)
        premises: list[Premise] = []
        for one in told.premises:
            column = columns.column(one.name, one.member)
            mask, assumed = columns.mask(column, one.values), known[column] != self._given[column]
            if mask != known[column] or one.values != columns.values(column, mask) or one.assumed != assumed:
                yield "a premise is not what is known"
            premises.append(
                Premise(column=column, name=one.name, member=one.member, values=one.values, assumed=one.assumed)
            )
        order = [premise.column for premise in premises]
        if order != sorted(set(order)):
            yield "premises stand in another order, or come again"
        if told.label == "not proved" and (certificate or premises or told.counterexamples):
            yield "it tells more than was proved"
        if told.label == "smallest" and (premises or told.counterexamples):
            yield "that no reason is smaller is told only of what is true of everybody"
            return
        examples = tuple(
            Counterexample(
                columns=tuple(columns.column(place.name, place.member) for place in one.leaves),
                completion=columns.read_changes(one.completion, self._now),
            )
            for one in told.counterexamples
        )
        if len(examples) > len(premises):
            yield "there are more counterexamples than premises"
            return
        if len(set(examples)) < len(examples) or any([*one.columns] != sorted({*one.columns}) for one in examples):
            yield "counterexamples stand in another order, or come again"
        reason = SufficientReason(
            claim=claim,
            label=told.label,
            assumed=told.assumed,
            premises=tuple(premises),
            certificate=certificate,
            counterexamples=examples,
        )
        yield from reason_differences(reason, self._ground)


def _unlike(told: object, expected: object, path: str) -> Iterator[str]:
    """Yield every place in which two pieces of plain data differ; true is not 1."""
    ours, theirs = _parts(told), _parts(expected)
    if type(told) is type(expected) and ours is not None and theirs is not None:
        for key in dict.fromkeys((*ours, *theirs)):
            if key in ours and key in theirs:
                yield from _unlike(ours[key], theirs[key], path + key)
            else:
                yield f"`{path}{key}` is missing, or too much"
    elif type(told) is not type(expected) or told != expected:
        yield f"`{path}` is not as replayed"


def _parts(value: object) -> dict[str, object] | None:
    """Return what a table or a list consists of, by what is added to the path."""
    if isinstance(value, dict):
        return {f".{key}": inner for key, inner in cast("dict[str, object]", value).items()}
    if isinstance(value, list):
        return {f"[{i}]": inner for i, inner in enumerate(cast("list[object]", value))}
    return None
