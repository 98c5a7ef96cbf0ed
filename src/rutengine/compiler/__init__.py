"""From a checked pack to a program: conditions in normal form over numbered columns, derived facts in order."""
