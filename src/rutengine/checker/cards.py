"""Strategy cards: effort within bounds, names that exist, routes with a default, an order without cycles."""

from rutengine.checker.graphs import find_cycles
from rutengine.checker.references import References
from rutengine.checker.report import Place, Report, out_of_bounds
from rutengine.diagnostics.diagnostic import Finding
from rutengine.model.pack import Pack
from rutengine.model.strategy import Strategy

_MINUTES = (5, 2_400)
_WEEKS = (1, 104)


def check_cards(pack: Pack, references: References, report: Report) -> None:
    """Check every strategy card, and the order among them."""
    for strategy in pack.strategies:
        _check_card(strategy, references, Place(report, strategy.address, f"strategy `{strategy.id}`"))
    _check_order(pack, report)


def _check_card(strategy: Strategy, references: References, place: Place) -> None:
    references.declared("phase", strategy.phase, place.at("phase"))
    references.cited(strategy.cite, place.at("cite"))
    references.cited(strategy.evidence.cite, place.at("evidence", "cite"))
    _check_effort(strategy.minutes_per_week, strategy.weeks, place)
    if strategy.threshold is not None and not 1 <= strategy.threshold <= 5:
        place.at("threshold").add(out_of_bounds("threshold", strategy.threshold, "a whole number from 1 to 5"))
    if not strategy.steps:
        place.at("steps").add(Finding(code="RUT209", message="`steps` has no step in it"))
    for i, fallback in enumerate(strategy.fallbacks):
        if references.strategy(fallback, place.at("fallbacks", i)) and fallback == strategy.id:
            message = f"`{strategy.id}` is its own fallback"
            place.at("fallbacks", i).add(Finding(code="RUT109", message=message, expected="another strategy"))
    for i, after in enumerate(strategy.after):
        references.strategy(after.strategy, place.at("after", i, "strategy"))
    for i, route in enumerate(strategy.routes):
        references.cited(route.cite, place.at("route", i, "cite"))
        _check_effort(route.minutes_per_week, route.weeks, place.at("route", i))
        last = i == len(strategy.routes) - 1
        if (route.when is None) != last:
            message = "the last route has a `when`" if last else "a route before the last has no `when`"
            expected = "the last route, and only the last, without `when`: it is the default"
            hint = "add a `[[route]]` with `how` alone at the end" if last else None
            place.at("route", i).add(Finding(code="RUT505", message=message, expected=expected, help=hint))
    for i, tip in enumerate(strategy.tips):
        references.cited(tip.cite, place.at("tip", i, "cite"))


def _check_effort(minutes: int | None, weeks: int | None, place: Place) -> None:
    for key, value, (low, high) in (("minutes_per_week", minutes, _MINUTES), ("weeks", weeks, _WEEKS)):
        if value is not None and not low <= value <= high:
            place.at(key).add(out_of_bounds(key, value, f"a whole number from {low} to {high}"))


def _check_order(pack: Pack, report: Report) -> None:
    cards = {strategy.id: strategy for strategy in pack.strategies}
    for cycle in find_cycles({name: [after.strategy for after in card.after] for name, card in cards.items()}):
        chain = " -> ".join(f"`{name}`" for name in (*cycle, cycle[0]))
        place = Place(report, cards[cycle[0]].address.at("after"), f"strategy `{cycle[0]}`")
        message = f"strategies come after each other: {chain}"
        if len(cycle) == 1:
            message = f"the strategy `{cycle[0]}` comes after itself"
        hint = "take one `after` out; its `when` does not matter here"
        place.add(Finding(code="RUT406", message=message, help=hint))
