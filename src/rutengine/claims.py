"""Claims: statements about a decision, to ask how sure they are, why they are so, and what would change them.

Example:
    >>> from rutengine.claims import excluded, top
    >>> claim = top("promotion-path-talk") & ~excluded("career-change")

Wherever a claim is wanted, its text does as well: `"top('promotion-path-talk') and not excluded('career-change')"`.
"""

from rutengine.model.claims import (
    Claim,
    above,
    active,
    count_at_least,
    deferred,
    eligible,
    excluded,
    holds,
    lead_at_least,
    recommended,
    required,
    some,
    stance_is,
    strictly_top,
    top,
    total_at_least,
)

__all__ = [
    "Claim",
    "above",
    "active",
    "count_at_least",
    "deferred",
    "eligible",
    "excluded",
    "holds",
    "lead_at_least",
    "recommended",
    "required",
    "some",
    "stance_is",
    "strictly_top",
    "top",
    "total_at_least",
]
