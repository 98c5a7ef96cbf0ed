"""Records to words: everything that a person reads is written here, and nothing is decided."""
