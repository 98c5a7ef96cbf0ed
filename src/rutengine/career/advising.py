"""Advice from the packaged rules: one cached engine, which is the only state of the library."""

from collections.abc import Sequence
from functools import cache

from rutengine.career.profile import Profile
from rutengine.documents.folders import Folder, packaged_pack
from rutengine.engine.decision import Decision
from rutengine.engine.engine import Engine


@cache
def engine() -> Engine[Profile]:
    """Return the engine of the packaged career rules; it is loaded once."""
    return Engine.load(packaged_pack("career"), Profile)


def engine_with(overlays: Sequence[Folder]) -> Engine[Profile]:
    """Return an engine of the packaged career rules with overlays, of which later ones win; without any, `engine()`.

    Raises:
        PackError: an overlay has problems, or the rules have with it; all are listed.
    """
    return Engine.load(packaged_pack("career"), Profile, overlays) if overlays else engine()


def advise(profile: Profile) -> Decision[Profile]:
    """Return advice for a person; questions that were skipped are assumed to be neutral.

    Raises:
        ProfileError: answers that do not fit their questions, or that exclude each other; all are listed.

    Example:
        >>> from rutengine.career import Profile, Signals
        >>> decision = advise(Profile(signals=Signals(told_no_growth=True)))
        >>> decision.active[0].title
        'Look for a better place'
    """
    return engine().decide(profile)
