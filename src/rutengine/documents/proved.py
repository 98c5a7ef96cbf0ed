"""What came of the guarantees of a pack: as JSON, and the people who were found as profiles."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from rutengine.analysis.guarantees import Proof
from rutengine.analysis.people import Person
from rutengine.compiler.program import Program
from rutengine.model.version import SEMANTICS, VERSION
from rutengine.vocabulary.kinds import Scalar, SetKind

PROOFS_FORMAT: Final = 1
"""The number of the JSON form of what came of guarantees."""


@attrs.frozen(kw_only=True, repr=False)
class ProvedGuarantee:
    """What came of one guarantee.

    Arguments:
        says: what it promises.
        proof: what was found.
        verified: whether the independent checker, or the decision on the person, bears it out.
        second: whether z3 says the same, if it was asked and something was found.
    """

    says: str
    proof: Proof
    verified: bool
    second: bool | None = None

    def __repr__(self) -> str:
        return f"<ProvedGuarantee: {self.proof.label}>"

    @property
    def sound(self) -> bool:
        """Whether it is proved, and everything that looked at the proof bears it out."""
        return self.proof.label == "proved" and self.verified and self.second is not False


def write_proofs(program: Program, found: Sequence[ProvedGuarantee]) -> str:
    """Return what came of all guarantees as JSON, two spaces deep, with a line break at the end."""
    pack = program.checked.pack
    document = {
        "kind": "guarantees",
        "format": PROOFS_FORMAT,
        "engine": VERSION,
        "semantics": SEMANTICS,
        "pack": {"id": pack.head.id, "version": pack.head.version, "sha256": pack.content_hash},
        "vocabulary": program.checked.vocabulary.id,
        "guarantees": [_entry(program, one) for one in found],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _entry(program: Program, one: ProvedGuarantee) -> Mapping[str, object]:
    proof = one.proof
    entry: dict[str, object] = {
        "id": proof.guarantee.id,
        "says": one.says,
        "label": proof.label,
        "verified": one.verified,
        "second_opinion": {None: None, True: "the same", False: "otherwise"}[one.second],
        "certificates": len(proof.certificates),
        "steps": sum(len(certificate.steps) for certificate in proof.certificates),
        "person": None,
        "then": None,
    }
    if proof.person is not None:
        before, after = people_of(program, proof.person)
        entry["person"] = nested(before)
        entry["then"] = None if after is None else nested(after)
    return entry


def write_person(program: Program, person: Person) -> tuple[str, ...]:
    """Return a person as the lines of a profile in TOML; if it takes two, a comment shows what is then otherwise."""
    before, after = people_of(program, person)
    lines = [f"{name} = {_toml(value)}" for name, value in before.items()]
    if after is not None:
        lines += [f"# and then: {name} = {_toml(after[name])}" for name in after if after[name] != before[name]]
    return tuple(lines) or ("# nothing needs to be said",)


def people_of(program: Program, person: Person) -> tuple[Mapping[str, object], Mapping[str, object] | None]:
    """Return the answers of a person by dotted name, and if it takes two people, those of the second."""
    step, names = person.step, {told.name for told in person.told}
    return (
        _answers(program, person.values, names),
        None if step is None else _answers(program, step.taken(person.values), names),
    )


def _answers(program: Program, values: Sequence[int], names: set[str]) -> Mapping[str, object]:
    found: dict[tuple[str, str | None], Scalar] = {}
    for variable, bit in zip(program.variables, values, strict=True):
        found[variable.name, variable.member] = variable.domain[bit.bit_length() - 1]
    answers: dict[str, object] = {}
    for fact in program.checked.vocabulary.facts:
        if fact.name in names:
            members = fact.kind.members if isinstance(fact.kind, SetKind) else None
            answers[fact.name] = (
                found[fact.name, None] if members is None else [m for m in members if found[fact.name, m]]
            )
    return answers


def nested(answers: Mapping[str, object]) -> Mapping[str, object]:
    """Return answers by dotted name as tables inside tables."""
    tables: dict[str, object] = {}
    for head in dict.fromkeys(name.partition(".")[0] for name in answers):
        parts = ((name.partition("."), answer) for name, answer in answers.items())
        inside = {rest: answer for (first, _, rest), answer in parts if first == head}
        tables[head] = inside[""] if "" in inside else nested(inside)
    return tables


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
