"""What may be said about a plant on a window sill."""

from typing import Literal

import attrs

from rutengine import Answer, fact, part


@attrs.frozen(kw_only=True)
class Leaves:
    """How the leaves look; scales run from 0 (none) to 4 (all)."""

    yellow: Answer[int] = fact(assume=0, between=(0, 4))
    brown_tips: Answer[int] = fact(assume=0, between=(0, 4))
    sticky: Answer[bool] = fact(assume=False)


@attrs.frozen(kw_only=True)
class Place:
    """Where it stands."""

    light: Answer[Literal["shade", "bright", "full_sun"]] = fact(assume="bright")
    heater_near: Answer[bool] = fact(assume=False)


@attrs.frozen(kw_only=True)
class Plant:
    """A plant, as far as its owner has described it."""

    leaves: Leaves = part(Leaves)
    place: Place = part(Place)
    dry_days: Answer[int] = fact(assume=3, between=(0, 60))
    pot_drains: Answer[Literal["yes", "no", "not_sure"]] = fact(assume="not_sure")
    kind: Answer[Literal["succulent", "leafy", "fern"]] = fact(assume="leafy")
    seen: Answer[frozenset[Literal["flies", "mould", "webs"]]] = fact(assume=frozenset())
