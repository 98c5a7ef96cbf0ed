"""The nouns of a pack as plain frozen data: rules, strategies, patterns, constraints, sources, stances."""
