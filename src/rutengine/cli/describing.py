"""Print the JSON Schema of a kind of file, for editors."""

import argparse

from rutengine.documents.schemas import KINDS, write_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine schema`."""
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=f"one of {', '.join(KINDS)}")


def print_schema(options: argparse.Namespace) -> int:
    """Print a schema and return 0."""
    print(write_schema(options.kind), end="")
    return 0
