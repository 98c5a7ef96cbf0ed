"""What is true of everybody: guarantees of a pack, proved or refuted by a person."""
