"""Interview people about the career pack: how many questions until what is shown is settled, and is it settled truly?

Usage: python -m bench.interviews [--quick]

Everybody answers truthfully: the calibration cases, the people of the scenarios, and people who are drawn, among whom
the neutral value of a fact is as likely as each other one, four times, or sixteen times. Beside ours stand the declared
order and a random one, both ended by the same proof. After each interview all that is left is asked too; if this
changes what is shown, the stop was wrong. Of each question two people are looked for who would be shown other things
because of its answer; of the others the solver says that somebody would. `--quick` asks few people. The exit code is 1
if a stop was wrong or nothing hung on a question.
"""

import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

import attrs

from rutengine.analysis.statistics import draw_people, leaning
from rutengine.career import Profile, engine
from rutengine.engine.interviews import Interview
from rutengine.evaluation.deciding import decide
from rutengine.interview.ground import View
from rutengine.logic.formulas import columns_of
from rutengine.logic.search import first_preferred
from rutengine.logic.truth import holds
from rutengine.vocabulary.kinds import SetKind

ROOT: Final = Path(__file__).parent.parent
CASES: Final = ROOT / "tests" / "calibration" / "people"
SCENARIOS: Final = ROOT / "rules" / "career" / "scenarios"
LEANINGS: Final = (1, 4, 16)
DRAWN: Final = 15
SOONEST: Final = 0.4
"""By how much fewer questions than in declared order were promised."""

Bits = tuple[int, ...]


@attrs.frozen
class Person:
    """Somebody who answers truthfully: the group, and the value of every fact column."""

    group: str
    values: Bits


@attrs.define
class Sums:
    """What was counted in one group."""

    people: int = 0
    ours: int = 0
    declared: int = 0
    random: int = 0
    every: int = 0


class Bench:
    """Interviews people and counts."""

    def __init__(self) -> None:
        self._engine = engine()
        self._program = self._engine.program
        self._guide = self._engine.provers.guide
        self.groups: dict[str, Sums] = {}
        self.ends: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.steps: list[list[float]] = []

    def people(self, drawn: int, others: int | None) -> Iterator[Person]:
        """Yield people: so many drawn for each leaning, and so many others of each kind."""
        for path in sorted(CASES.glob("*.toml"))[:others]:
            yield Person("cases", self._values(self._engine.read_profile(path.read_bytes())))
        for path in sorted(SCENARIOS.glob("*.toml"))[:others]:
            given = tomllib.loads(path.read_text(encoding="utf-8")).get("given", {})
            yield Person("scenarios", self._values(self._engine.read_profile(given)))
        for weight in LEANINGS:
            priors = leaning(self._program, weight)
            for values in draw_people(self._program, drawn, seed=weight, priors=priors):
                yield Person(f"drawn, {weight} to 1", values)

    def interview(self, person: Person) -> None:
        """Interview one person, in our order and in the two others."""
        sums = self.groups.setdefault(person.group, Sums())
        sums.people += 1
        interview = Interview[Profile].start(self._engine)
        sets = self._everything
        steps = list[float]()
        self.steps.append(steps)
        while True:
            start = time.perf_counter()
            question = interview.question
            steps.append(time.perf_counter() - start)
            if question is None:
                break
            number = next(a.number for a in self._guide.ground.askings if a.fact.name == question.fact)
            self._check(interview, self._guide.ground.view(sets, frozenset()), number)
            sets = self._told(sets, number, person)
            interview = interview.answer(self._answer(number, person))
            sums.ours += 1
        ending = interview.finished
        assert ending is not None
        self.ends[ending.why] += 1
        left = self._orders(sets, person, int)[-1]
        if ending.why != "help first" and self._active(sets) != self._active(left):
            self.wrong.append(f"{person.group}: stopped too early")
        sums.every += len(interview.steps) + len(self._orders(sets, person, int)) - 1
        shuffled = Random(sums.people).sample(range(len(self._guide.ground.askings)), len(self._guide.ground.askings))
        sums.declared += self._settled(self._orders(self._everything, person, int))
        sums.random += self._settled(self._orders(self._everything, person, shuffled.index))

    @property
    def _everything(self) -> Bits:
        return self._program.columns.everything()[: len(self._program.variables)]

    def _values(self, profile: Profile) -> Bits:
        """Return somebody who has the neutral value of all that a profile leaves open."""
        outcome = self._engine.decide(profile).outcome
        return outcome.values[: len(outcome.given)]

    def _told(self, sets: Bits, number: int, person: Person) -> Bits:
        columns = self._guide.ground.askings[number].columns
        return tuple(person.values[i] if i in columns else bits for i, bits in enumerate(sets))

    def _answer(self, number: int, person: Person) -> object:
        asking, columns = self._guide.ground.askings[number], self._program.columns
        values = [columns.values(column, person.values[column])[0] for column in asking.columns]
        if not isinstance(asking.fact.kind, SetKind):
            return values[0]
        members = [self._program.variables[column].member for column in asking.columns]
        return frozenset(member for member, has in zip(members, values, strict=True) if has)

    def _orders(self, sets: Bits, person: Person, order: Callable[[int], int]) -> list[Bits]:
        """Return what is known before each question of an order, and in the end."""
        found = [sets]
        while askable := self._guide.ground.view(sets, frozenset()).askable:
            sets = self._told(sets, min(askable, key=order), person)
            found.append(sets)
        return found

    def _settled(self, known: Sequence[Bits]) -> int:
        """Return after how many questions nothing more had to be asked; what is settled stays so."""
        low, high = 0, len(known) - 1
        while low < high:
            middle = (low + high) // 2
            if self._guide.next(self._guide.ground.view(known[middle], frozenset())).ends is None:
                low = middle + 1
            else:
                high = middle
        return low

    def _active(self, sets: Bits) -> frozenset[str]:
        return frozenset(s.strategy for s in decide(self._program, sets).standings if s.status == "active")

    def _check(self, interview: Interview[Profile], view: View, number: int) -> None:
        """Look for two people who are shown other things because of the answer to a question."""
        if any(self._differ(view, number, *two) for two in self._pairs(view, number)):
            self.shown["two people"] += 1
        elif interview.why().strategies:
            self.shown["the solver"] += 1
        else:
            self.wrong.append(f"nothing hangs on {self._guide.ground.askings[number].fact.name}")

    def _pairs(self, view: View, number: int) -> Iterator[tuple[Bits, Bits]]:
        drawing, scoring = self._guide.drawing, self._guide.scoring
        crowd, alive = drawing.draw(view)
        shown = scoring.shown(drawing.lanes, crowd.fired())
        for turn in (1, 2, 3, 5):
            other, still = drawing.draw(view, {number: turn})
            changed = 0
            for before, after in zip(shown, scoring.shown(drawing.lanes, other.fired()), strict=True):
                changed |= (before ^ after) & alive & still
            if changed:
                place = ((changed & -changed).bit_length() - 1) // drawing.lanes.width
                yield self._person(crowd.person(place)), self._person(other.person(place))

    def _person(self, bits: Bits) -> Bits:
        return tuple(first_preferred(b, order) for b, order in zip(bits, self._program.preference, strict=True))

    def _differ(self, view: View, number: int, one: Bits, other: Bits) -> bool:
        """Tell whether possible people differ in a fact and what follows or is bound to it, and in what is shown."""
        askings = self._guide.ground.askings
        bound = {number}
        for _ in askings:
            bound |= {a.number for a in askings if a.leads & bound}
        columns = {column for n in bound for column in askings[n].columns}
        for constraint in self._guide.ground.constraints:
            columns |= columns_of(constraint) if columns_of(constraint) & columns else frozenset()
        formulas = self._guide.ground.constraints
        fits = all(bits & possible for person in (one, other) for bits, possible in zip(person, view.sets, strict=True))
        real = all(holds(formula, person) for person in (one, other) for formula in formulas)
        near = all(a == b or column in columns for column, (a, b) in enumerate(zip(one, other, strict=True)))
        return fits and real and near and self._active(one) != self._active(other)


def main(arguments: list[str]) -> int:
    """Interview people and print the table."""
    quick = "--quick" in arguments
    bench = Bench()
    for person in bench.people(1 if quick else DRAWN, 2 if quick else None):
        bench.interview(person)
    total = Sums()
    print(f"{'people':16}{'number':>8}{'ours':>8}{'declared':>10}{'random':>8}{'all':>8}{'fewer':>8}")
    for name, sums in [*bench.groups.items(), ("all", total)]:
        print(
            f"{name:16}{sums.people:8}{sums.ours / sums.people:8.1f}{sums.declared / sums.people:10.1f}"
            f"{sums.random / sums.people:8.1f}{sums.every / sums.people:8.1f}{1 - sums.ours / sums.declared:8.0%}"
        )
        for field in attrs.fields(Sums):
            setattr(total, field.name, getattr(total, field.name) + getattr(sums, field.name))
    steps = sorted(step for interview in bench.steps[1:] for step in interview)
    print(f"ended: {dict(bench.ends)}; wrong: {len(bench.wrong)}; hangs on the answer, shown by: {dict(bench.shown)}")
    median, late, slowest = (steps[min(len(steps) * share // 100, len(steps) - 1)] * 1e3 for share in (50, 95, 100))
    print(f"one step: median {median:.0f} ms, p95 {late:.0f} ms, slowest {slowest:.0f} ms", end="; ")
    print(f"in the first interview, which makes the proofs ready: {max(bench.steps[0]) * 1e3:.0f} ms")
    for problem in bench.wrong:
        print(problem)
    few = total.ours <= (1 - SOONEST) * total.declared
    return 0 if not bench.wrong and (quick or few) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
