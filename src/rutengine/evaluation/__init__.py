"""From a profile to an outcome: value sets, the assumed completion, scores, fates, ranking and routes."""
