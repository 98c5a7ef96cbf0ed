"""The command line: the only printing, the only exit codes."""
