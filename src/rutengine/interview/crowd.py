"""Many people at once: a whole number holds one small number for each of them, so that all are decided together."""

from collections.abc import Iterable, Sequence

from rutengine.compiler.program import Program
from rutengine.logic.formulas import Every, Formula, Literal, Some

Masks = Sequence[tuple[int, int]]
"""For one column: possible values as a set of bits, and the lanes of those who have one of them."""


class Lanes:
    """A number as `count` lanes of `width` bits; a lane holds a small number, or 0 and 1 for no and yes.

    The highest bit of a lane is kept free, so that lanes can be compared.

    Example:
        >>> lanes = Lanes(3, 8)
        >>> few, many = lanes.ones * 2, lanes.spread(b"\\1\\0\\1") * 5
        >>> lanes.at_least(many, few) == lanes.spread(b"\\1\\0\\1")
        True
    """

    def __init__(self, count: int, width: int) -> None:
        self.count: int = count
        self._stride = -(-width // 8)
        self.width: int = 8 * self._stride
        self.ones: int = self.spread(b"\1" * count)
        self._high = self.ones << (self.width - 1)

    def spread(self, numbers: bytes) -> int:
        """Return one number below 128 for each lane."""
        spaced = bytearray(self.count * self._stride)
        spaced[:: self._stride] = numbers
        return int.from_bytes(spaced, "little")

    def at_least(self, numbers: int, others: int) -> int:
        """Return in which lanes the first number is not smaller than the second."""
        return (((numbers | self._high) - others) & self._high) >> (self.width - 1)


class Crowd:
    """Many people, and what is true of them.

    Arguments:
        program: the program.
        lanes: one lane for each person.
        facts: the masks of every fact column; everybody has just one value.
    """

    def __init__(self, program: Program, lanes: Lanes, facts: Iterable[Masks]) -> None:
        self._program, self._lanes = program, lanes
        self.facts: list[Masks] = list(facts)
        self._steps = {step.column: step for step in program.derived}
        self._derived: dict[int, Masks] = {}

    def put(self, column: int, masks: Masks) -> None:
        """Give everybody a value of one fact column."""
        self.facts[column] = masks
        self._derived.clear()

    def truth(self, formula: Formula) -> int:
        """Return of whom a formula is true."""
        match formula:
            case Literal(column, values):
                found = 0
                for bits, lanes in self._masks(column):
                    if bits & values:
                        found |= lanes
                return found
            case Every(parts):
                found = self._lanes.ones
                for part in parts:
                    found &= self.truth(part)
                return found
            case Some(parts):
                found = 0
                for part in parts:
                    found |= self.truth(part)
                return found
            case _:
                held = sum(self.truth(part) for part in formula.parts)
                return self._lanes.at_least(held, self._lanes.ones * formula.count)

    def allowed(self) -> int:
        """Return whom the constraints allow."""
        found = self._lanes.ones
        for _, formula in self._program.constraints:
            found &= self.truth(formula)
        return found

    def person(self, place: int) -> tuple[int, ...]:
        """Return one person: possible values of every fact column that no condition tells apart."""
        bit = 1 << place * self._lanes.width
        return tuple(next(bits for bits, lanes in masks if lanes & bit) for masks in self.facts)

    def fired(self) -> tuple[int, ...]:
        """Return for whom each rule fires."""
        return tuple(self.truth(step.formula) for step in self._program.rules)

    def _masks(self, column: int) -> Masks:
        if column < len(self.facts):
            return self.facts[column]
        if column not in self._derived:
            step, left, found = self._steps[column], self._lanes.ones, list[tuple[int, int]]()
            for formula, bit in step.rows:
                so = self.truth(formula) & left
                found.append((bit, so))
                left ^= so
            self._derived[column] = (*found, (step.default, left))
        return self._derived[column]
