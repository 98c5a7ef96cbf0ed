"""Lints: what is allowed in a pack, and hardly ever meant. One module for each, with its law on top."""
