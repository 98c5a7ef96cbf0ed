"""The pack's own conditions read again, naively, over sets of values: what the replays of explanations stand on.

This shares no code with the evaluation or with the building of reasons.
"""

from collections.abc import Callable, Mapping

from rutengine.model.conditions import (
    AllOf,
    AnyOf,
    AtLeastOf,
    CaseDefinition,
    Condition,
    Definition,
    In,
    LevelDefinition,
    NotThat,
    TruthDefinition,
)
from rutengine.model.pack import CheckedPack
from rutengine.model.rule import Rule
from rutengine.vocabulary.kinds import Scalar

Key = tuple[str, str | None]
Facts = Mapping[Key, frozenset[Scalar]]
"""The possible values of every fact."""


class World:
    """The possible values of facts, and of the patterns that follow from them, each worked out when it is asked for.

    Arguments:
        checked: the pack.
        facts: the possible values of every fact, and of every member of a set fact.
    """

    def __init__(self, checked: CheckedPack, facts: Facts) -> None:
        self._known = dict(facts)
        self._conditions = checked.conditions
        self._definitions = {derived.name: derived.definition for derived in checked.derived}

    def fires(self, rule: Rule) -> bool:
        """Return whether a rule fires, whatever is left open."""
        return self.truth(self._conditions[("rule", rule.id)]) is True

    def possible(self, name: str, member: str | None = None) -> frozenset[Scalar]:
        """Return the possible values of a fact, of a member of a set fact, or of a pattern."""
        key = (name, member)
        if key not in self._known:
            self._known[key] = self._derive(self._definitions[name]) if name in self._definitions else frozenset()
        return self._known[key]

    def _derive(self, definition: Definition) -> frozenset[Scalar]:
        match definition:
            case TruthDefinition(condition):
                so = self.truth(condition)
                return frozenset((False, True) if so is None else (so,))
            case LevelDefinition(reaches):
                truths = [self.truth(condition) for condition in reaches]
                low = max((k for k, so in enumerate(truths, start=1) if so is True), default=0)
                high = max((k for k, so in enumerate(truths, start=1) if so is not False), default=0)
                return frozenset(range(low, high + 1))
            case CaseDefinition(rows, default):
                possible: set[Scalar] = set()
                for condition, value in rows:
                    so = self.truth(condition)
                    if so is not False:
                        possible.add(value)
                    if so is True:
                        return frozenset(possible)
                return frozenset((*possible, default))

    def truth(self, condition: Condition) -> bool | None:
        """Return whether a condition holds for all possible values, for none, or (None) neither."""
        match condition:
            case NotThat(AtLeastOf() as part):
                so = self.truth(part)
                return None if so is None else not so
            case AllOf() | NotThat(AnyOf()):
                truths = self._joined(_parts(condition, together=True), all)
                return False if False in truths else None if None in truths else True
            case In() | AnyOf() | NotThat():
                truths = self._joined(_parts(condition, together=False), any)
                return True if True in truths else None if None in truths else False
            case AtLeastOf(count, parts):
                truths = [self.truth(part) for part in parts]
                if truths.count(True) >= count:
                    return True
                return False if len(truths) - truths.count(False) < count else None

    def _joined(self, parts: list[Condition], join: Callable[[list[bool]], bool]) -> list[bool | None]:
        """Return the truth of each part; comparisons of one fact are taken together."""
        compared: dict[Key, list[Condition]] = {}
        truths: list[bool | None] = []
        for part in parts:
            inner = part.part if isinstance(part, NotThat) else part
            if isinstance(inner, In):
                compared.setdefault((inner.name, inner.member), []).append(part)
            else:
                truths.append(self.truth(part))
        for key, comparisons in compared.items():
            inside = {join([_admits(part, value) for part in comparisons]) for value in self.possible(*key)}
            truths.append(None if len(inside) > 1 else inside.pop())
        return truths


def _admits(comparison: Condition, value: Scalar) -> bool:
    if isinstance(comparison, NotThat):
        return not _admits(comparison.part, value)
    return isinstance(comparison, In) and value in comparison.values


def _parts(condition: Condition, *, together: bool) -> list[Condition]:
    """Return the parts of an "all" (`together`) or of an "any", however they are nested and negated."""
    match condition, together:
        case (AllOf(parts), True) | (AnyOf(parts), False):
            return [inner for part in parts for inner in _parts(part, together=together)]
        case (NotThat(AnyOf(parts)), True) | (NotThat(AllOf(parts)), False):
            return [inner for part in parts for inner in _parts(NotThat(part), together=together)]
        case NotThat(NotThat(part)), _:
            return _parts(part, together=together)
        case _:
            return [condition]
