"""Seeds: each has an id of its own, and its source and everything that carries it exist."""

from collections.abc import Collection, Iterator

import attrs

from rutengine.checker.references import References
from rutengine.checker.report import Place, Report, position_of
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.model.pack import Pack
from rutengine.model.seed import Seed
from rutengine.vocabulary.vocabulary import Vocabulary


def check_seeds(
    pack: Pack, vocabulary: Vocabulary[object], references: References, report: Report, incomplete: frozenset[str]
) -> None:
    """Report every seed whose id is taken, or that names something that does not exist.

    Arguments:
        pack: the pack, the rules of its history table among its rules.
        vocabulary: the facts.
        references: the strategies and sources that exist.
        report: takes the findings.
        incomplete: the parts of the pack that have lost something; a name that is missing there is not reported.
    """
    carriers = tuple(_carriers_of(pack, vocabulary, incomplete))
    first: dict[str, Seed] = {}
    for seed in pack.seeds:
        place = Place(report, seed.address, f"seed `{seed.id}`")
        known = first.setdefault(seed.id, seed)
        if known is not seed:
            message = f"two seeds have the id `{seed.id}`"
            hint = f"the other one is seed {position_of(known.address) + 1}"
            place.at("id").add(Finding(code="RUT401", message=message, expected="an id of its own", help=hint))
        references.citation(seed.cite, place.at("cite"))
        for i, strategy in enumerate(seed.strategies):
            references.strategy(strategy, place.at("strategies", i))
        for carrier in carriers:
            names: tuple[str, ...] = getattr(seed, carrier.key)
            for i, name in enumerate(names):
                carrier.check(name, place.at(carrier.key, i))


@attrs.frozen
class _Carriers:
    """The things of one kind that can carry a seed: their key and noun, their names, and what to say of all others."""

    key: str
    noun: str
    names: Collection[str]
    code: str
    expected: str

    def check(self, name: str, place: Place) -> None:
        """Report a name that none of them has."""
        if name not in self.names:
            message, hint = f"unknown {self.noun} {quoted(name)}", did_you_mean(name, self.names)
            place.add(Finding(code=self.code, message=message, expected=self.expected, help=hint))


def _carriers_of(pack: Pack, vocabulary: Vocabulary[object], incomplete: frozenset[str]) -> Iterator[_Carriers]:
    """Visit the kinds of carriers, but for strategies and for what has lost something."""
    yield _Carriers("facts", "fact", [fact.name for fact in vocabulary.facts], "RUT301", "a fact of the vocabulary")
    for key, things, code in (
        ("patterns", pack.patterns, "RUT301"),
        ("rules", pack.rules, "RUT604"),
        ("constraints", pack.constraints, "RUT404"),
    ):
        if key not in incomplete:
            noun = key.removesuffix("s")
            yield _Carriers(key, noun, [thing.id for thing in things], code, f"the id of a {noun} of this pack")
