"""The classes that cases may name; `Plant` is that of the pack in `base/`."""

from typing import Literal

import attrs

from rutengine import Answer, fact, part


@attrs.frozen(kw_only=True)
class Leaves:
    yellow: Answer[int] = fact(assume=0, between=(0, 4))
    brown_tips: Answer[int] = fact(assume=0, between=(0, 4))
    sticky: Answer[bool] = fact(assume=False)


@attrs.frozen(kw_only=True)
class Place:
    light: Answer[Literal["shade", "bright", "full_sun"]] = fact(assume="bright")
    heater_near: Answer[bool] = fact(assume=False)


@attrs.frozen(kw_only=True)
class Plant:
    leaves: Leaves = part(Leaves)
    place: Place = part(Place)
    dry_days: Answer[int] = fact(assume=3, between=(0, 60))
    pot_drains: Answer[Literal["yes", "no", "not_sure"]] = fact(assume="not_sure")
    kind: Answer[Literal["succulent", "leafy", "fern"]] = fact(assume="leafy")
    seen: Answer[frozenset[Literal["flies", "mould", "webs"]]] = fact(assume=frozenset())


@attrs.frozen(kw_only=True)
class OldPlant(Plant):
    """A plant that has been treated before."""

    vocabulary_id = "Plant"

    tried: Answer[frozenset[Literal["water-it", "repot"]]] = fact(assume=frozenset())
    failed: Answer[frozenset[Literal["water-it", "repot"]]] = fact(assume=frozenset())
