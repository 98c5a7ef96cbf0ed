"""What may be said about a person (or a plant, or a loan): facts, their kinds, and the answers to them."""
