"""An engine is a loaded pack: it reads profiles and decides; it is immutable and safe to share between threads."""

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import Any, Generic, TypeVar

import attrs

from rutengine.checker.check import check
from rutengine.compiler.compiling import compile_pack
from rutengine.compiler.program import Program
from rutengine.diagnostics.errors import PackError, Problem, ProfileError
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.documents.folders import Folder
from rutengine.documents.given import check_given
from rutengine.documents.overlays import read_overlaid
from rutengine.documents.packs import PackReading
from rutengine.documents.profiles import answer_of, read_answers
from rutengine.engine.answers import Provers
from rutengine.engine.arguments import check_folder, check_overlays
from rutengine.engine.decision import Decision
from rutengine.evaluation.completing import value_sets
from rutengine.evaluation.deciding import decide
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.vocabulary import Fact, Vocabulary

P = TypeVar("P")


def load_pack(folder: Folder, profile_class: type[Any], overlays: Sequence[Folder] = ()) -> CheckedPack:
    """Read a pack from a folder and check it against a vocabulary.

    Arguments:
        folder: a path, or a traversable of `importlib.resources`.
        profile_class: the attrs class whose facts the pack speaks of.
        overlays: folders of overlays, laid over the pack in this order: later ones win.

    Raises:
        PackError: the pack or an overlay has problems; all of them are listed.
        TypeError: `folder` is neither, or `overlays` no list of such.
        VocabularyError: the class is no vocabulary.
    """
    return _load(folder, profile_class, overlays, tests=True).checked


def _load(folder: Folder, profile_class: type[Any], overlays: Sequence[Folder], *, tests: bool) -> Program:
    """Return the program of a pack in a folder; see `load_pack`."""
    check_folder("folder", folder)
    check_overlays(overlays)
    vocabulary: Vocabulary[Any] = Vocabulary.of(profile_class)
    return compile_reading(read_overlaid(folder, overlays, tests=tests), vocabulary)


def compile_reading(reading: PackReading, vocabulary: Vocabulary[Any]) -> Program:
    """Check a pack that was read against a vocabulary, and compile it.

    Arguments:
        reading: the pack with its overlays.
        vocabulary: the facts that it speaks of.

    Raises:
        PackError: the pack or an overlay has problems; all of them are listed.
    """
    found = list(reading.diagnostics)
    program: Program | None = None
    if reading.pack is not None:
        checked = check(reading.pack, vocabulary, reading.incomplete, reading.lost)
        if not isinstance(checked, CheckedPack):
            found += checked
        elif not found:
            program = compile_pack(checked)
        found += check_given(reading.pack, vocabulary, program)
    if found or program is None:
        raise PackError(reading.locate(found))
    return program


@attrs.frozen(repr=False, eq=False)
class Engine(Generic[P]):
    """A pack, ready to decide for profiles of one class.

    Example:
        >>> from rutengine.career import Profile, engine
        >>> decision = engine().decide(Profile())
        >>> decision.stance
        'no-rut'
    """

    program: Program
    vocabulary: Vocabulary[P]
    provers: Provers = attrs.field(
        init=False, default=attrs.Factory(lambda self: Provers(self.program), takes_self=True)
    )

    @classmethod
    def load(
        cls, folder: "str | PathLike[str] | Folder", profile_class: type[P], overlays: Sequence[Folder] = ()
    ) -> "Engine[P]":
        """Load a pack from a folder, for profiles of `profile_class`; `overlays` are folders of other words or rules.

        Only this class is used, never one that the data names. Overlays are laid over the pack in their order: later
        ones win. The whole is checked as if it had been written as one pack. Guarantees, scenarios and seeds decide
        nothing and are left to the tools for rule authors; `load_pack` reads them too.

        Raises:
            PackError: the pack or an overlay has problems; all of them are listed, and nothing is half-loaded.
            VocabularyError: the class is no vocabulary.
        """
        return cls(_load(folder, profile_class, overlays, tests=False), Vocabulary.of(profile_class))

    @property
    def pack(self) -> CheckedPack:
        """The checked pack."""
        return self.program.checked

    def decide(self, profile: P) -> Decision[P]:
        """Decide for a profile; what was not answered is assumed to be neutral.

        Raises:
            ProfileError: answers that do not fit their facts, or that exclude each other; all are listed.
        """
        sets = value_sets(self.program, _reader(profile, self.vocabulary))
        return Decision(decide(self.program, sets), self.program, self.provers)

    def read_profile(self, source: str | bytes | Mapping[str, object]) -> P:
        """Read a profile from JSON, TOML or a mapping; exact, nothing is coerced.

        Raises:
            ProfileError: the text or its answers have problems; all are listed, and no answer is repeated.
        """
        return read_answers(self.vocabulary, source)

    def answer(self, profile: P, name: str, value: object) -> P:
        """Return a copy of a profile with one answer more (or another, or none, with None).

        Arguments:
            profile: the profile; it is not changed.
            name: the dotted name of the fact.
            value: the answer, as in Python or as in JSON.

        Raises:
            ProfileError: there is no such fact, or the answer does not fit it.
        """
        _reader(profile, self.vocabulary)
        fact = self.vocabulary.find(name)
        if fact is None:
            help = did_you_mean(str(name), [known.name for known in self.vocabulary.facts])
            raise ProfileError([Problem(path="", expected="the name of a fact", found=quoted(str(name)), help=help)])
        changed: P = _replaced(profile, fact.path, answer_of(fact, value))
        return changed

    def __repr__(self) -> str:
        head = self.pack.pack.head
        return f"<Engine of {head.id} {head.version} for {self.vocabulary.profile_class.__name__}>"


def _reader(profile: object, vocabulary: Vocabulary[Any]) -> Callable[[Fact], object]:
    """Return what reads the answers of a profile.

    Raises:
        ProfileError: the profile, or one of its parts, is not of the class that the vocabulary declares.
    """
    problems: list[Problem] = []
    parts: dict[tuple[str, ...], object] = {}
    for path, cls in vocabulary.parts:
        part = getattr(parts[path[:-1]], path[-1]) if path else profile
        parts[path] = part
        if not isinstance(part, cls):
            problems.append(Problem(path=".".join(path), expected=f"a `{cls.__name__}`", found="another object"))
            break
    if problems:
        raise ProfileError(problems)
    return lambda fact: getattr(parts[fact.path[:-1]], fact.path[-1])


def _replaced(profile: Any, path: tuple[str, ...], value: object) -> Any:  # noqa: ANN401 - any attrs class
    name, rest = path[0], path[1:]
    return attrs.evolve(profile, **{name: _replaced(getattr(profile, name), rest, value) if rest else value})
