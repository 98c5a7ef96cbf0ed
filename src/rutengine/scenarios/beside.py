"""Scenarios in any folder, read and checked as if they stood in a pack."""

from pathlib import Path

import attrs

from rutengine.checker.references import References
from rutengine.checker.report import Report
from rutengine.checker.scenarios import check_scenarios
from rutengine.compiler.program import Program
from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.errors import PackError
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.folders import read_folder
from rutengine.documents.given import check_given
from rutengine.documents.scenario_texts import read_scenarios
from rutengine.model.scenario import Scenario


@attrs.frozen(kw_only=True)
class Beside:
    """The TOML files of a folder.

    Arguments:
        sound: those that are scenarios of the pack, without any problem.
        others: the names of all others.
    """

    sound: tuple[Scenario, ...] = ()
    others: tuple[str, ...] = ()


def read_beside(folder: Path, program: Program) -> Beside:
    """Read the files of a folder as scenarios of a pack; folders in it are not looked into.

    Arguments:
        folder: the folder; it need not exist.
        program: of the pack.

    Raises:
        PackError: the folder or a file in it cannot be read, or there are too many.
    """
    files = {name: data for name, data in read_folder(folder).items() if "/" not in name} if folder.is_dir() else {}
    if len(files) > LIMITS.pack_files:
        finding = Finding(code="RUT103", message=f"the folder has more than {LIMITS.pack_files} files")
        raise PackError([Diagnostic(finding=finding, address=Address(str(folder)))])
    pack = program.checked.pack
    pack = attrs.evolve(pack, scenarios=read_scenarios(files, pack.head))
    report = Report()
    references = References.of(pack, frozenset(), frozenset())
    check_scenarios(attrs.evolve(program.checked, pack=pack), references, report, rules_known=True)
    found = [*report.diagnostics, *check_given(pack, program.checked.vocabulary, program)]
    unsound = {problem.address.file for problem in found}
    sound = tuple(scenario for scenario in pack.scenarios if scenario.address.file not in unsound)
    names = {scenario.address.file for scenario in sound}
    return Beside(sound=sound, others=tuple(name for name in sorted(files) if name not in names))
