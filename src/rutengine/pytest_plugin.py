"""The pytest plug-in: the files of `scenarios/` beside a `pack.toml` are tests.

Nothing of the library is imported before there is a file that looks like one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rutengine.model.scenario import CheckedScenario
    from rutengine.solver.proving import Prover

_OPTION: Final = "rutengine_vocabulary"
_HEAD: Final = "pack.toml"
_FOLDER: Final = "scenarios"
_HEAD_BYTES: Final = 64 * 1024
_OWN_KEY: Final = re.compile(
    r"""^[ \t]*(?:(["']?)vocabulary\1[ \t]*=|(["']?)format\2[ \t]*=[ \t]*[-+]?\d)""", re.MULTILINE
)
_TABLE: Final = re.compile(r"^[ \t]*\[", re.MULTILINE)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names classes of facts."""
    said = "classes of the facts of rule packs, MODULE:CLASS or FILE.py:CLASS; installed ones need not be named"
    parser.addini(_OPTION, said, type="linelist")


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take the folder of the scenarios of a pack."""
    if path.name != _FOLDER or not _is_pack(path.parent / _HEAD):
        return None
    return ScenarioFolder.from_parent(parent, path=path)  # pyright: ignore[reportUnknownMemberType]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Take a scenario."""
    if not isinstance(parent, ScenarioFolder) or file_path.suffix != ".toml":
        return None
    scenario = parent.scenarios[file_path.stem]
    return ScenarioFile.from_parent(  # pyright: ignore[reportUnknownMemberType]
        parent, path=file_path, prover=parent.prover, scenario=scenario
    )


def _is_pack(head: Path) -> bool:
    """Return whether a `pack.toml` is that of a pack, and not of another tool of the same file name.

    At its top it has the key `vocabulary`, or a whole number as `format`. Of one that is no TOML, the lines before the
    first table are looked at, so that a pack with mistakes is one. A file that cannot be read is left to the loader,
    which says why.
    """
    if not head.is_file():
        return False
    try:
        with head.open("rb") as file:
            data = file.read(_HEAD_BYTES)
    except OSError:
        return True
    text = data.decode("utf-8-sig", errors="replace")
    if _OWN_KEY.search(text) is None:
        return False
    from rutengine.documents.toml import TomlFile, read_toml  # noqa: PLC0415 - only if it looks like one

    parsed = read_toml(_HEAD, data)
    if isinstance(parsed, TomlFile):
        return "vocabulary" in parsed.table or type(parsed.table.get("format")) is int
    return _OWN_KEY.search(_TABLE.split(text, maxsplit=1)[0]) is not None


class ScenarioFolder(pytest.Directory):
    """The scenarios of a pack, which is loaded once; what is wrong with the pack is told here."""

    prover: Prover
    scenarios: Mapping[str, CheckedScenario]

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Load the pack, and visit the files of the folder.

        Raises:
            CollectError: the pack has problems, or there is no class for its facts.
        """
        self._load()
        for path in sorted(self.path.iterdir()):
            ignored = path.name.startswith(".") or self.ihook.pytest_ignore_collect(
                collection_path=path, config=self.config
            )
            if path.is_file() and not ignored:
                yield from self.ihook.pytest_collect_file(file_path=path, parent=self)

    def _load(self) -> None:
        from rutengine.compiler.compiling import compile_pack  # noqa: PLC0415 - only if there are scenarios
        from rutengine.diagnostics.errors import PackError, VocabularyError  # noqa: PLC0415
        from rutengine.engine.engine import load_pack  # noqa: PLC0415
        from rutengine.solver.proving import Prover  # noqa: PLC0415
        from rutengine.vocabularies import NoClassError, class_of_pack, load_class  # noqa: PLC0415

        folder = self.path.parent
        try:
            named = [load_class(name, self.config.rootpath) for name in self.config.getini(_OPTION)]
            checked = load_pack(folder, class_of_pack(folder, named))
        except PackError as error:
            problems = "\n\n".join(str(diagnostic) for diagnostic in error.diagnostics)
            raise self.CollectError(f"the pack `{folder.name}` has problems\n\n{problems}") from None
        except NoClassError as error:
            raise self.CollectError(f"{error}; name one with the option `{_OPTION}`") from None
        except VocabularyError as error:
            raise self.CollectError(str(error)) from None
        self.prover = Prover(compile_pack(checked))
        self.scenarios = {scenario.scenario.id: scenario for scenario in checked.scenarios}


class ScenarioFile(pytest.File):
    """The file of a scenario."""

    def __init__(self, *, prover: Prover, scenario: CheckedScenario, **rest: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**rest)
        self._prover = prover
        self._scenario = scenario

    def collect(self) -> Iterator[ScenarioTest]:
        """Visit the one test of the file."""
        yield ScenarioTest.from_parent(  # pyright: ignore[reportUnknownMemberType]
            self, name=self.path.stem, prover=self._prover, scenario=self._scenario
        )


class ScenarioFailedError(Exception):
    """A scenario failed; the message is the whole text."""


class ScenarioTest(pytest.Item):
    """A test that runs a scenario."""

    def __init__(self, *, prover: Prover, scenario: CheckedScenario, **rest: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**rest)  # pyright: ignore[reportUnknownMemberType]
        self._prover = prover
        self._scenario = scenario

    def runtest(self) -> None:
        """Run the scenario.

        Raises:
            ScenarioFailedError: an expectation is not met.
        """
        from rutengine.rendering.plain import render_plain  # noqa: PLC0415 - only if there are scenarios
        from rutengine.scenarios.running import run_scenario  # noqa: PLC0415
        from rutengine.scenarios.telling import tell_result  # noqa: PLC0415

        result = run_scenario(self._prover, self._scenario)
        if not result.passed:
            raise ScenarioFailedError(render_plain(tell_result(self._prover.program, result)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401
        """Return the text of a failure; a traceback would say nothing of the rules."""
        if isinstance(excinfo.value, ScenarioFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return what stands above a failure."""
        return self.path, 0, f"scenario {self.name}"
