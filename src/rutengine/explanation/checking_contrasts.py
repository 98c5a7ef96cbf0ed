"""Replay a contrast: fates, points and differences once more, from the pack's own conditions."""

from collections.abc import Callable, Mapping, Sequence

import attrs

from rutengine.explanation.contrasting import RankContrast
from rutengine.explanation.worlds import Facts, World
from rutengine.model.claims import Claim, active, eligible
from rutengine.model.pack import CheckedPack
from rutengine.model.rule import Rule

_Row = tuple[str | None, str | None, int, int]
"""A difference: the rules of winner and loser, and the points of winner and loser."""


@attrs.frozen
class _Side:
    """What the fired rules say of one strategy."""

    strategy: str
    support: Mapping[str, int]
    oppose: Mapping[str, int]
    required: tuple[str, ...]
    barred: tuple[str, ...]
    threshold: int
    order: tuple[int, int, int, str]

    @property
    def lead(self) -> int:
        return max(self.support.values(), default=0) - sum(self.oppose.values())

    @property
    def total(self) -> int:
        return sum(self.support.values()) - sum(self.oppose.values())

    @property
    def recommended(self) -> bool:
        return bool(self.required) or (not self.barred and self.lead >= self.threshold)

    @property
    def place(self) -> tuple[bool, int, int, tuple[int, int, int, str]]:
        """What the recommended are sorted by."""
        return (not self.required, -self.lead, -self.total, self.order)

    @property
    def strongest(self) -> str | None:
        most = max(self.support.values(), default=0)
        return min((rule for rule, points in self.support.items() if points == most), default=None)


def contrast_differences(contrast: RankContrast, checked: CheckedPack, facts: Facts) -> tuple[str, ...]:
    """Return what is wrong with a contrast; nothing if it is borne out.

    Arguments:
        contrast: the contrast.
        checked: the pack.
        facts: the one value of each fact at the assumed completion.
    """
    world = World(checked, facts)
    fired = [rule for rule in checked.pack.rules if world.fires(rule)]
    if not {contrast.winner, contrast.loser} <= {strategy.id for strategy in checked.pack.strategies}:
        return ("one of the two strategies does not exist",)
    winner, loser = (_side(name, checked, fired) for name in (contrast.winner, contrast.loser))
    wrong: list[str] = []
    expected = _verdict(winner, loser)
    if expected is None:
        wrong.append(f"`{loser.strategy}` stands above `{winner.strategy}`")
    elif (contrast.decided_by, contrast.gap, contrast.deciding) != expected:
        wrong.append(f"`{winner.strategy}` and `{loser.strategy}` are not told apart by what is said")
    for side, score in ((winner, contrast.winner_score), (loser, contrast.loser_score)):
        if (score.lead, score.total, score.against) != (side.lead, side.total, -sum(side.oppose.values())):
            wrong.append(f"the score of `{side.strategy}` is another")
    told = [(d.kind, (d.rule, d.rival_rule, d.winner, d.loser)) for d in contrast.differences]
    if sorted(told, key=repr) != sorted(_rows(winner, loser, contrast.decided_by), key=repr):
        wrong.append("the differences are others")
    return (*wrong, *_sum_differences(contrast))


def find_rival(name: str, checked: CheckedPack, facts: Facts, is_so: Callable[[Claim], bool]) -> str | None:
    """Return the strategy that a card has to compare another one with; None if there is none.

    Arguments:
        name: the strategy of the card.
        checked: the pack.
        facts: the one value of each fact at the assumed completion.
        is_so: tells whether a claim is true there.
    """
    world = World(checked, facts)
    fired = [rule for rule in checked.pack.rules if world.fires(rule)]
    roles = {strategy.id: strategy.role for strategy in checked.pack.strategies}
    alike = [_side(other, checked, fired) for other, role in roles.items() if role == roles[name]]
    names = [side.strategy for side in sorted(alike, key=lambda side: side.place) if side.recommended]
    if name in names and not is_so(eligible(name)):
        return None
    if name in names and is_so(active(name)):
        return next(iter(names[names.index(name) + 1 :]), None)
    return next((other for other in reversed(names) if is_so(active(other))), None)


def _sum_differences(contrast: RankContrast) -> list[str]:
    """Check the arithmetic: the nets, their order, their sum and the fewest that reach it."""
    wrong: list[str] = []
    nets = [difference.net for difference in contrast.differences]
    if nets != [difference.winner - difference.loser for difference in contrast.differences]:
        wrong.append("a net is not the winner's points less the loser's")
    count = len(contrast.covering)
    if contrast.decided_by in ("lead", "total"):
        if sum(nets) != contrast.gap:
            wrong.append("the differences do not add up to the gap")
        largest = sorted(nets, reverse=True)
        if nets != largest or sum(nets[:count]) < contrast.gap or sum(nets[: count - 1]) >= contrast.gap:
            wrong.append("the differences that cover the gap are not the fewest")
    if list(contrast.covering) != [difference.rule for difference in contrast.differences[:count]]:
        wrong.append("the rules that cover the gap are others")
    return wrong


def _side(name: str, checked: CheckedPack, fired: Sequence[Rule]) -> _Side:
    card = next(strategy for strategy in checked.pack.strategies if strategy.id == name)
    excluded = tuple(rule.id for rule in fired if name in rule.exclude)
    deferred = tuple(rule.id for rule in fired if name in rule.defer)
    return _Side(
        strategy=name,
        support={rule.id: rule.support[name] for rule in fired if name in rule.support},
        oppose={rule.id: rule.oppose[name] for rule in fired if name in rule.oppose},
        required=tuple(rule.id for rule in fired if name in rule.require),
        barred=excluded or deferred,
        threshold=checked.pack.head.threshold_of(card),
        order=card.order_among_equals,
    )


def _verdict(winner: _Side, loser: _Side) -> tuple[str, int, tuple[str, ...]] | None:
    """Return what decides, by how many points, and by which rules; None if it decides the other way."""
    if not winner.recommended:
        return None if loser.recommended else ("neither recommended", 0, ())
    if not loser.recommended:
        return "not recommended", 0 if loser.barred else loser.threshold - loser.lead, loser.barred
    if bool(winner.required) != bool(loser.required):
        return ("required", 0, winner.required) if winner.required else None
    for measure, gap in (("lead", winner.lead - loser.lead), ("total", winner.total - loser.total)):
        if gap:
            return (measure, gap, ()) if gap > 0 else None
    return ("nothing", 0, ()) if winner.order <= loser.order else None


def _rows(winner: _Side, loser: _Side, decided_by: str) -> list[tuple[str, _Row]]:
    """Return every difference there is."""
    if decided_by not in ("lead", "total"):
        return []
    kinds = ("oppose",) if decided_by == "lead" else ("support", "oppose")
    rows: list[tuple[str, _Row]] = []
    for rule in sorted({rule for side in (winner, loser) for kind in kinds for rule in getattr(side, kind)}):
        here, there = (
            sum(getattr(side, kind).get(rule, 0) * (1 if kind == "support" else -1) for kind in kinds)
            for side in (winner, loser)
        )
        rows.append(("rule", (rule, rule, here, there)))
    if decided_by == "lead":
        most = [max(side.support.values(), default=0) for side in (winner, loser)]
        rows.append(("strongest", (winner.strongest, loser.strongest, most[0], most[1])))
    return [row for row in rows if row[1][2] != row[1][3]]
