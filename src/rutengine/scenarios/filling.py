"""Find people who would cover what no scenario covers, and write them as scenarios that a person has still to judge."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

import attrs

from rutengine.compiler.program import Program
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.given import given_sets
from rutengine.evaluation.completing import complete
from rutengine.evaluation.deciding import decide
from rutengine.evaluation.outcome import Outcome
from rutengine.logic.search import Budget, SearchLimitError
from rutengine.model.scenario import Expectation, Scenario
from rutengine.scenarios.coverage import Coverage, Target, covered_by
from rutengine.solver.proving import NODES, Prover

Filled = Literal["found", "nobody", "not found"]
"""Whether a person covers a target; `nobody` is proved, `not found` means that the work allowed was used up."""

_NO_ID: Final = re.compile(r"[^a-z0-9]+")


@attrs.frozen(kw_only=True, repr=False)
class Filling:
    """What would cover a target.

    Arguments:
        target: the target.
        filled: whether somebody does.
        scenario: the scenario of a person who does, a kept or a new one; several targets may share one.
    """

    target: Target
    filled: Filled
    scenario: Scenario | None = None

    def __repr__(self) -> str:
        return f"<Filling: {self.target.says}, {self.filled}>"


def fill(
    prover: Prover,
    coverage: Coverage,
    nodes: int = NODES,
    *,
    kept: Sequence[Scenario] = (),
    taken: Iterable[str] = (),
) -> tuple[Filling, ...]:
    """Return, for everything that is not covered, a scenario that covers it, or that nobody can.

    Arguments:
        prover: of the program.
        coverage: what is covered.
        nodes: how many states each search may look at.
        kept: scenarios that are there already, such as those of an earlier run; only for what none of them covers a new
            one is generated.
        taken: ids that no new scenario gets.
    """
    program = prover.program
    used = [*taken, *(scenario.id for scenario in kept)]
    sets = program.columns.everything()[: len(program.variables)]
    neutral = complete(program, sets)
    fillings: list[Filling] = []
    people = [(scenario, covered_by(program, decide(program, given_sets(program, scenario)))) for scenario in kept]
    for target in coverage.misses:
        known = next((scenario for scenario, keys in people if target.key in keys), None)
        if known is not None:
            fillings.append(Filling(target=target, filled="found", scenario=known))
            continue
        try:
            values = prover.find(target.claim, sets, neutral, Budget(nodes))
        except SearchLimitError:
            fillings.append(Filling(target=target, filled="not found"))
            continue
        if values is None:
            fillings.append(Filling(target=target, filled="nobody"))
            continue
        plain = _plain(prover, target, values, neutral)
        scenario, outcome = _scenario(program, target, plain, used)
        used.append(scenario.id)
        people.append((scenario, covered_by(program, outcome)))
        fillings.append(Filling(target=target, filled="found", scenario=scenario))
    return tuple(fillings)


def _plain(prover: Prover, target: Target, values: Sequence[int], neutral: Sequence[int]) -> tuple[int, ...]:
    """Return a person with as few answers that are not neutral as could be: many are taken back at once, then fewer."""

    def fits(person: Sequence[int]) -> bool:
        real = all(prover.is_so(node, person) for node in prover.constraints)
        return real and prover.is_true(target.claim, person)

    kept = list(values)
    size = len(kept)
    while size:
        changed = [column for column, bit in enumerate(kept) if bit != neutral[column]][::-1]
        for start in range(0, len(changed), size):
            fewer = list(kept)
            for column in changed[start : start + size]:
                fewer[column] = neutral[column]
            if fits(fewer):
                kept = fewer
        size = min(size, len(changed)) // 2
    return tuple(kept)


def _scenario(
    program: Program, target: Target, values: Sequence[int], taken: Iterable[str]
) -> tuple[Scenario, Outcome]:
    """Return the scenario of a person, who answers only what is not neutral if that is enough, and its outcome."""
    for answered in (False, True):
        scenario = Scenario(
            id=_id_for(target, taken),
            name=f"{target.says[0].upper()}{target.says[1:]}",
            given=_answers(program, values, everything=answered),
            expect=Expectation(),
            origin="generated",
        )
        outcome = decide(program, given_sets(program, scenario))
        if target.key in covered_by(program, outcome):
            break
    shown = tuple(standing.strategy for standing in outcome.standings if standing.status == "active")
    return attrs.evolve(scenario, expect=attrs.evolve(target.expect, active=shown)), outcome


def _answers(program: Program, values: Sequence[int], *, everything: bool) -> dict[str, Any]:
    """Return answers as in a profile file: those that are not neutral, or all."""
    answers: dict[str, Any] = {}
    chosen: dict[str, list[tuple[str | None, object]]] = {}
    changed: set[str] = set()
    for column, (variable, bit) in enumerate(zip(program.variables, values, strict=True)):
        (value,) = program.columns.values(column, bit)
        chosen.setdefault(variable.name, []).append((variable.member, value))
        if everything or bit != 1 << variable.assume:
            changed.add(variable.name)
    for name, said in chosen.items():
        if name not in changed:
            continue
        *path, last = name.split(".")
        table = answers
        for part in path:
            table = table.setdefault(part, {})
        member, answer = said[0]
        table[last] = answer if member is None else [other for other, so in said if so]
    return answers


def _id_for(target: Target, taken: Iterable[str]) -> str:
    """Return an id that tells what is covered, and that no other scenario has."""
    written = target.says.replace("the rule", "").lower()
    stem = f"generated-{_NO_ID.sub('-', written).strip('-')}"[: LIMITS.name_characters - 5].strip("-")
    used, id, number = set(taken), stem, 1
    while id in used:
        number += 1
        id = f"{stem}-{number}"
    return id
