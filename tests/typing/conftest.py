"""The programs here are read by type checkers, not run."""

collect_ignore = ["misspelt.py", "program.py"]
