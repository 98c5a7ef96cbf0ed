"""What the lints have found in a pack, as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from rutengine.analysis.lints.finding import LintFinding
from rutengine.compiler.program import Program
from rutengine.diagnostics.diagnostic import Excerpt
from rutengine.documents.proved import nested, people_of
from rutengine.model.version import SEMANTICS, VERSION

FINDINGS_FORMAT: Final = 1
"""The number of the JSON form of what lints have found."""

Located = tuple[LintFinding, Excerpt | None]
"""A finding, and the line that it is about, if the pack was read from text."""


def write_findings(program: Program, found: Sequence[Located], lost: Mapping[str, int]) -> str:
    """Return what the lints have found as JSON, two spaces deep, with a line break at the end.

    Arguments:
        program: the program of the pack.
        found: the findings, accepted or not, in the order in which they are told.
        lost: by lint, how many questions had no answer.
    """
    pack = program.checked.pack
    document = {
        "kind": "lint",
        "format": FINDINGS_FORMAT,
        "engine": VERSION,
        "semantics": SEMANTICS,
        "pack": {"id": pack.head.id, "version": pack.head.version, "sha256": pack.content_hash},
        "vocabulary": program.checked.vocabulary.id,
        "findings": [_entry(program, *one) for one in found],
        "not_proved": dict(lost),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _entry(program: Program, finding: LintFinding, excerpt: Excerpt | None) -> Mapping[str, object]:
    person = None if finding.person is None else nested(people_of(program, finding.person)[0])
    return {
        "lint": finding.lint,
        "file": finding.address.file,
        "line": None if excerpt is None else excerpt.line,
        "column": None if excerpt is None else excerpt.column,
        "what": finding.subject,
        "says": finding.message,
        "accepted": finding.accepted,
        "certificates": len(finding.certificates),
        "steps": sum(len(certificate.steps) for certificate in finding.certificates),
        "person": person,
    }
