"""Which question is asked next, and when enough was asked: pure, and over any pack."""
