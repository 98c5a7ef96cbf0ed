"""The difference of two versions of a pack as JSON."""

import json
from collections.abc import Mapping
from typing import Final

from rutengine.analysis.differing import Compared, PackDifference
from rutengine.compiler.program import Program
from rutengine.documents.proved import people_of
from rutengine.evaluation.outcome import Standing
from rutengine.model.version import SEMANTICS, VERSION

DIFFERENCE_FORMAT: Final = 1
"""The number of the JSON form of a difference."""


def write_difference(difference: PackDifference, *, verified: bool) -> str:
    """Return a difference as JSON, two spaces deep, with a line break at the end.

    Arguments:
        difference: the difference.
        verified: whether decisions on the people and the independent checker bear it out.
    """
    document = {
        "kind": "difference",
        "format": DIFFERENCE_FORMAT,
        "engine": VERSION,
        "semantics": SEMANTICS,
        "old": _pack(difference.old),
        "new": _pack(difference.new),
        "vocabulary": difference.new.checked.vocabulary.id,
        "label": difference.label,
        "verified": verified,
        "advice": _entry(difference, difference.advice),
        "strategies": [_entry(difference, compared) for compared in difference.strategies],
        "allowed_by_old_only": _entry(difference, difference.only_old),
        "allowed_by_new_only": _entry(difference, difference.only_new),
        "settings": [*difference.settings],
        "changes": {
            changes.kind: {
                "added": [*changes.added],
                "removed": [*changes.removed],
                "changed": [*changes.changed],
                "reworded": [*changes.reworded],
            }
            for changes in difference.changes
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _pack(program: Program) -> Mapping[str, object]:
    pack = program.checked.pack
    return {"id": pack.head.id, "version": pack.head.version, "sha256": pack.content_hash}


def _entry(difference: PackDifference, compared: Compared) -> Mapping[str, object]:
    person, strategy = compared.person, compared.strategy
    entry: dict[str, object] = {
        "strategy": strategy,
        "label": compared.label,
        "aspect": compared.aspect,
        "certificates": len(compared.certificates),
        "person": None if person is None else people_of(difference.new, person)[0],
    }
    if person is not None and strategy is not None:
        before, after = difference.told(person, strategy)
        entry |= {"old": _said(before), "new": _said(after)}
    return entry


def _said(standing: Standing | None) -> Mapping[str, object] | None:
    if standing is None:
        return None
    return {
        "status": standing.status,
        "recommended": standing.recommended,
        "lead": standing.lead,
        "total": standing.total,
        "rank": standing.rank,
        "required": [*standing.required],
        "excluded": [*standing.excluded],
        "deferred": [*standing.deferred],
        "route": standing.route,
    }
