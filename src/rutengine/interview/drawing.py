"""Draw people who are left to be met: the same everywhere, and the same people as far as the answers allow."""

import functools
from collections.abc import Mapping, Sequence
from typing import Final

from rutengine.analysis.draws import Draws
from rutengine.interview.crowd import Crowd, Lanes
from rutengine.interview.ground import Ground, View
from rutengine.interview.scoring import Scoring
from rutengine.logic.formulas import TRUE, Formula, Literal, columns_of
from rutengine.logic.search import first_preferred

PEOPLE: Final = 384
"""How many people are drawn."""

_SEED: Final = 20_261_121
_NEUTRAL: Final = 120
"""How many of 256 have the neutral value of a fact."""
_RARELY: Final = 224
"""The same for a fact that is sensitive, and for a member of a set."""


class Drawing:
    """Draws people; what is drawn for a column does not depend on the other columns."""

    def __init__(self, ground: Ground, scoring: Scoring) -> None:
        self._ground, self._program = ground, ground.program
        self.lanes: Final = Lanes(PEOPLE, scoring.width)
        self._noise = [_noise(column) for column in range(len(self._program.variables))]
        self._rare = frozenset(
            column for asking in ground.askings if asking.is_set or asking.fact.sensitive for column in asking.columns
        )
        self._known: dict[tuple[int, int], Sequence[bytes]] = {}
        self._completed = self._constraints_by_last()

    def draw(self, view: View, turned: Mapping[int, int] | None = None) -> tuple[Crowd, int]:
        """Return people who are left to be met, and the lanes of those whom the constraints allow.

        Arguments:
            view: what is open.
            turned: facts whose answers are dealt to others among the same people, by so many places.
        """
        preference = self._program.preference
        neutral = [first_preferred(bits, order) for bits, order in zip(view.sets, preference, strict=True)]
        everybody = self.lanes.ones
        crowd = Crowd(self._program, self.lanes, [((bit, everybody),) for bit in neutral])
        for number in self._ground.order:
            asking = self._ground.askings[number]
            asked = everybody if number in view.open else 0
            if asked and asking.follows is not None:
                asked = crowd.truth(asking.follows)
            for column in asking.columns:
                if asked and view.sets[column] != neutral[column]:
                    self._deal(crowd, column, view.sets[column], asked, (turned or {}).get(number, 0))
                if column in self._completed:
                    self._mend(crowd, column, view.sets[column])
        return crowd, crowd.allowed() & self._asked_in_circles(crowd, view, neutral)

    def _asked_in_circles(self, crowd: Crowd, view: View, neutral: Sequence[int]) -> int:
        """Return the lanes of those who are asked for what they have, of facts that follow each other."""
        found = self.lanes.ones
        for number in self._ground.circular & view.open:
            asking = self._ground.askings[number]
            kept = [crowd.truth(Literal(column, neutral[column])) for column in asking.columns]
            found &= functools.reduce(int.__and__, kept) | crowd.truth(asking.follows or TRUE)
        return found

    def _deal(self, crowd: Crowd, column: int, possible: int, asked: int, turn: int) -> None:
        """Deal values of one column to those who are asked for it; the others have the neutral one."""
        classes = [bits & possible for bits in self._ground.classes[column] if bits & possible]
        neutral = first_preferred(possible, self._program.preference[column])
        classes.sort(key=lambda bits: not bits & neutral)
        if len(classes) == 1:
            crowd.put(column, ((classes[0], self.lanes.ones),))
            return
        first = _RARELY if column in self._rare else _NEUTRAL
        noise = self._noise[column][turn:] + self._noise[column][:turn]
        masks = list[tuple[int, int]]()
        rest = self.lanes.ones
        for bits, table in zip(classes[1:], self._tables(first, len(classes) - 1), strict=True):
            found = self.lanes.spread(noise.translate(table)) & asked
            masks.append((bits, found))
            rest ^= found
        crowd.put(column, ((classes[0], rest), *masks))

    def _tables(self, first: int, others: int) -> Sequence[bytes]:
        """Return for each value that is not neutral a table that tells of which random bytes it comes."""
        if (first, others) not in self._known:
            values = [-1] * first + [i * others // (256 - first) for i in range(256 - first)]
            tables = [bytes(int(value == number) for value in values) for number in range(others)]
            self._known[first, others] = tables
        return self._known[first, others]

    def _mend(self, crowd: Crowd, column: int, possible: int) -> None:
        """Give those whom a constraint does not allow the first other value of a column with which it does."""
        classes = [bits & possible for bits in self._ground.classes[column] if bits & possible]
        for bit in self._program.preference[column]:
            wrong = self.lanes.ones
            for formula in self._completed[column]:
                wrong &= crowd.truth(formula)
            wrong ^= self.lanes.ones
            if not wrong:
                return
            for chosen in (bits for bits in classes if bits & bit):
                masks = [(bits, lanes & ~wrong) for bits, lanes in crowd.facts[column]]
                crowd.put(column, (*masks, (chosen, wrong)))

    def _constraints_by_last(self) -> Mapping[int, Sequence[Formula]]:
        """Return for the last drawn of the columns of each constraint the constraints."""
        columns = [column for number in self._ground.order for column in self._ground.askings[number].columns]
        places = {column: place for place, column in enumerate(columns)}
        found: dict[int, list[Formula]] = {}
        for formula in self._ground.constraints:
            last = max(columns_of(formula), key=places.__getitem__)
            found.setdefault(last, []).append(formula)
        return found


def _noise(column: int) -> bytes:
    """Return one random byte for each person."""
    draws = Draws(_SEED + (column << 32))
    return b"".join(draws.below(1 << 64).to_bytes(8, "little") for _ in range(PEOPLE // 8))
