"""How Hypothesis runs on whole packs."""

from hypothesis import Phase

NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""Whole packs shrink for minutes; a failure is shown as it was found."""
