"""Lint a folder of rules: print each finding with its line, and the person or the proof that bears it out."""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence

from rutengine.analysis.linting import LINTS, lint
from rutengine.analysis.lints.finding import LintFinding
from rutengine.cli.checking import add_overlays, add_pack, counted, find_class
from rutengine.compiler.program import Program
from rutengine.diagnostics.diagnostic import Excerpt
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.linted import Located, write_findings
from rutengine.documents.overlays import read_overlaid
from rutengine.documents.places import SourceMap
from rutengine.documents.proved import write_person
from rutengine.engine.engine import compile_reading
from rutengine.solver.proving import Prover
from rutengine.vocabulary.vocabulary import Vocabulary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `rutengine lint`."""
    add_pack(parser)
    parser.add_argument("--accepted", action="store_true", help="list the findings that the pack accepts, too")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print it (default: text)")
    add_overlays(parser)


def lint_folder(options: argparse.Namespace) -> int:
    """Print what the lints find in a pack; return 1 if there is anything that it does not accept, else 0.

    Raises:
        PackError: the pack has problems.
        UsageError: the folder or the class does not exist.
    """
    profile_class = find_class(options.folder, options.vocabulary)
    reading = read_overlaid(options.folder, options.overlay)
    program = compile_reading(reading, Vocabulary.of(profile_class))
    lost: Counter[str] = Counter()
    found = [(finding, _excerpt(finding, reading.sources)) for finding in lint(Prover(program), lost)]
    found.sort(key=_place)
    if options.format == "json":
        print(write_findings(program, found, lost), end="")
    else:
        _print(program, found, lost, accepted=options.accepted)
    return 1 if any(finding.accepted is None for finding, _ in found) else 0


def _print(program: Program, found: Sequence[Located], lost: Mapping[str, int], *, accepted: bool) -> None:
    meant = sum(finding.accepted is not None for finding, _ in found)
    for finding, excerpt in found:
        if accepted or finding.accepted is None:
            print("\n".join(_lines(program, finding, excerpt)), end="\n\n")
    said = f", {meant} accepted" if meant else ""
    print(f"{counted(len(LINTS), 'lint')}: {counted(len(found) - meant, 'finding')}{said}")
    for id, count in lost.items():
        print(f"not proved: {counted(count, 'question')} of {id}")


def _excerpt(finding: LintFinding, sources: Mapping[str, SourceMap]) -> Excerpt | None:
    source = sources.get(finding.address.file)
    return None if source is None else source.locate(finding.address.path)


def _place(found: Located) -> tuple[str, int]:
    finding, excerpt = found
    return finding.address.file, 0 if excerpt is None else excerpt.line


def _lines(program: Program, finding: LintFinding, excerpt: Excerpt | None) -> list[str]:
    where, shown = visible(finding.address.file), list[str]()
    if excerpt is not None:
        where += f":{excerpt.line}:{excerpt.column}"
        margin = " " * len(str(excerpt.line))
        shown = [f"{margin} |", f"{excerpt.line} | {excerpt.text}"]
    lines = [f"lint[{finding.lint}] {finding.message}", f"  --> {where} ({finding.subject})", *shown]
    if finding.certificates:
        steps = sum(len(certificate.steps) for certificate in finding.certificates)
        lines.append(f"  = proved: in {counted(steps, 'step')}")
    if finding.person is not None:
        lines += ["  = shown by somebody, all else being neutral:"]
        lines += [f"      {line}" for line in write_person(program, finding.person)]
    if finding.accepted is not None:
        lines.append(f"  = accepted: {visible(finding.accepted)}")
    return lines
