"""How a condition is said: text to a tree with spans and back; no name is resolved here."""
