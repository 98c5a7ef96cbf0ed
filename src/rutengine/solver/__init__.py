"""Claims about all completions: a proof, a witness, or not proved."""
