"""An overlay is what was laid over a pack: other words for it, or rules of a country or an employer."""

from typing import Literal

import attrs

OverlayKind = Literal["text", "rules"]


@attrs.frozen(kw_only=True)
class Overlay:
    """An overlay, and what it changed.

    Arguments:
        id: its id.
        title: what it is called.
        kind: "text" replaces words only; "rules" adds and replaces whole tables.
        adds: what the pack did not have before, such as "rule `helplines`".
        replaces: what the pack had before in another form, or in other words.
    """

    id: str
    title: str
    kind: OverlayKind
    adds: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
