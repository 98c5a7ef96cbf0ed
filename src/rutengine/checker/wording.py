"""Every fact has words, every word a fact, and every value of a choice or member of a set a label."""

from rutengine.checker.references import References
from rutengine.checker.report import Place, Report, out_of_bounds
from rutengine.checker.scope import kind_of
from rutengine.diagnostics.diagnostic import Address, Finding
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.model.pack import Pack
from rutengine.model.table import Table
from rutengine.vocabulary.kinds import ChoiceKind, SetKind
from rutengine.vocabulary.vocabulary import Vocabulary


def check_words(
    pack: Pack, vocabulary: Vocabulary[object], references: References, report: Report, incomplete: frozenset[str]
) -> None:
    """Check `facts.toml` against the vocabulary, and the labels of patterns."""
    names = [fact.name for fact in vocabulary.facts]
    described = {words.name: words for words in pack.words}
    for words in pack.words:
        place = Place(report, words.address, f"fact `{words.name}`")
        if words.name not in names:
            message = f"there is no fact `{words.name}`"
            place.add(Finding(code="RUT407", message=message, help=did_you_mean(words.name, names)))
        references.cited(words.cite, place.at("cite"))
        if not 1 <= words.tier <= 3:
            place.at("tier").add(out_of_bounds("tier", words.tier, "1, 2 or 3"))
    for fact in vocabulary.facts:
        here = described.get(fact.name)
        if here is None:
            if "facts" not in incomplete:
                message = f"the fact `{fact.name}` has no words"
                hint = f"add a table `[{fact.name}]` with `ask` and `label`"
                place = Place(report, Address("facts.toml"), "the vocabulary")
                place.add(Finding(code="RUT407", message=message, help=hint))
            continue
        values = fact.kind.values if isinstance(fact.kind, ChoiceKind) else ()
        values = fact.kind.members if isinstance(fact.kind, SetKind) else values
        _check_labels(here.labels, values, Place(report, here.address, f"fact `{fact.name}`"))
    for pattern in pack.patterns:
        kind = kind_of(pattern)
        place = Place(report, pattern.address, f"pattern `{pattern.id}`")
        if kind is not None:
            _check_labels(pattern.labels, kind.values if isinstance(kind, ChoiceKind) else (), place)
        references.cited(pattern.cite, place.at("cite"))


def _check_labels(labels: Table[str], values: tuple[str, ...], place: Place) -> None:
    for value in values:
        if value not in labels:
            message = f"the value `{value}` has no label"
            place.at("labels").add(Finding(code="RUT407", message=message, help=f'add `{value} = "..."` to `labels`'))
    for value in labels:
        if value not in values:
            message = f"the label `{value}` belongs to no value"
            hint = did_you_mean(value, values)
            place.at("labels", value).add(Finding(code="RUT407", message=message, help=hint))
