"""Why and why not: trees of reasons, never prose, each of which can be replayed."""
