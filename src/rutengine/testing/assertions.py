"""Assertions that hold for everybody: they are proved, not sampled, and a failure shows somebody who breaks them."""

from typing import Any, Final

from rutengine.analysis.differing import DIFFERENCE_NODES, Compared, compare_packs
from rutengine.analysis.guarantees import PROOF_NODES, prove
from rutengine.analysis.people import Person
from rutengine.checker.claim_texts import claim_text
from rutengine.checker.claiming import resolve_claim
from rutengine.compiler.program import Program
from rutengine.documents.proved import write_person
from rutengine.engine.arguments import ENGINE, check_kind, check_whole
from rutengine.engine.engine import Engine
from rutengine.model.claims import Claim
from rutengine.model.guarantee import Always, CheckedGuarantee
from rutengine.solver.checking import Certifier
from rutengine.solver.proving import Prover

_CLAIM: Final = "a claim, as text or as an object of `rutengine.claims`"


def assert_guarantee(
    engine: Engine[Any],
    claim: str | Claim | CheckedGuarantee,
    *,
    given: str | Claim | None = None,
    nodes: int = PROOF_NODES,
) -> None:
    """Prove that a claim is true of everybody, whatever they answer; the proof is checked independently.

    Arguments:
        engine: the engine of the pack.
        claim: a claim, as text or as an object; or a guarantee of the pack, from `load_pack(...)`.
        given: another claim; only people of whom it is true are meant. A guarantee has its own.
        nodes: how many states the proof may look at.

    Raises:
        AssertionError: somebody breaks it, who is shown; or nothing was proved with so many states.
        ClaimError: a claim does not fit the pack.
        TypeError: an argument is not what is said here.
        ValueError: `nodes` is negative.

    Example:
        >>> from rutengine.career import engine
        >>> assert_guarantee(engine(), "not eligible('career-change')", given="required('professional-help')")
    """
    check_kind("engine", engine, Engine, ENGINE)
    check_kind("claim", claim, str | Claim | CheckedGuarantee, f"{_CLAIM}, or one of `load_pack(...).guarantees`")
    check_kind("given", given, str | Claim | None, f"{_CLAIM}, or None")
    check_whole("nodes", nodes, 0)
    checked = engine.pack
    guarantee: CheckedGuarantee
    if isinstance(claim, str | Claim):
        when = None if given is None else _meant(engine, given)
        guarantee = Always(id="asserted", given=when, then=_meant(engine, claim))
        named = claim_text(guarantee.then, checked)
    elif given is not None:
        raise TypeError("a guarantee has a `given` of its own")
    else:
        guarantee, named = claim, f"the guarantee `{claim.id}`"
    proof = prove(Prover(engine.program), guarantee, nodes)
    if proof.label == "not proved":
        raise AssertionError(f"{named}: not proved within {nodes} states")
    if not proof.verify(Certifier(checked)):
        raise AssertionError(f"{named}: the independent check does not bear the result out")
    if proof.label == "empty":
        raise AssertionError(f"{named}: nobody is concerned, because `given` is true of nobody")
    if proof.label == "refuted" and proof.person is None:
        raise AssertionError(f"{named}: there is nobody of whom it is true")
    if proof.label == "refuted" and proof.person is not None:
        shown = _shown(engine.program, proof.person)
        raise AssertionError(f"{named}: not true of everybody\nsomebody who shows it, all else being neutral:\n{shown}")


def assert_same_decisions(first: Engine[Any], second: Engine[Any], *, nodes: int = DIFFERENCE_NODES) -> None:
    """Prove that two packs over the same facts tell everybody the same.

    Arguments:
        first, second: the engines of the two packs.
        nodes: how many states the search for one kind of difference may look at.

    Raises:
        AssertionError: somebody is told something else, who is shown for each strategy; or nothing was proved.
        FactsDifferError: the packs speak of different facts.
        TypeError: an argument is not what is said here.
        ValueError: `nodes` is negative.

    Example:
        >>> from rutengine.career import engine
        >>> assert_same_decisions(engine(), engine())
    """
    check_kind("first", first, Engine, ENGINE)
    check_kind("second", second, Engine, ENGINE)
    check_whole("nodes", nodes, 0)
    found = compare_packs(first.program, second.program, nodes)
    if found.label == "same":
        return
    lines = [f"{setting} is declared otherwise" for setting in found.settings]
    compared = (
        ("the whole advice", found.advice),
        *((f"`{one.strategy}`", one) for one in found.strategies),
        ("people whom only the first pack allows", found.only_old),
        ("people whom only the second pack allows", found.only_new),
    )
    for named, one in compared:
        lines += _told(first.program, named, one, nodes)
    raise AssertionError("\n".join(["the packs do not say the same", *lines]))


def _meant(engine: Engine[Any], claim: str | Claim) -> Claim:
    return resolve_claim(claim, engine.pack) if isinstance(claim, str) else claim


def _told(program: Program, named: str, compared: Compared, nodes: int) -> list[str]:
    if compared.label == "not proved":
        return [f"{named}: not proved within {nodes} states"]
    if compared.label == "same" or compared.person is None:
        return []
    return [f"{named}: {compared.aspect} is otherwise for", _shown(program, compared.person)]


def _shown(program: Program, person: Person) -> str:
    return "\n".join(f"  {line}" for line in write_person(program, person))
