"""What `pack.toml` says fits together: vocabulary, stances, themes, constants, history and plan."""

from collections.abc import Iterable

from rutengine.checker.references import References
from rutengine.checker.report import Place, Report, out_of_bounds
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.model.pack import Heading, Pack
from rutengine.vocabulary.kinds import IntKind, SetKind
from rutengine.vocabulary.vocabulary import Fact, Vocabulary


def check_vocabulary(pack: Pack, vocabulary: Vocabulary[object], report: Report) -> bool:
    """Report a pack that was written for another vocabulary; tell whether it was written for this one."""
    head = pack.head
    if head.vocabulary == vocabulary.id:
        return True
    message = "the pack was written for another vocabulary"
    expected, found = f"{quoted(vocabulary.id)}, the id of the class given", quoted(head.vocabulary)
    place = Place(report, head.address.at("vocabulary"), "the pack")
    hint = did_you_mean(head.vocabulary, [vocabulary.id])
    place.add(Finding(code="RUT408", message=message, expected=expected, found=found, help=hint))
    return False


def check_head(pack: Pack, vocabulary: Vocabulary[object], references: References, report: Report) -> None:
    """Check `pack.toml` against the vocabulary and the rest of the pack."""
    head = pack.head
    place = Place(report, head.address, "the pack")
    if head.threshold < 1:
        place.at("threshold").add(out_of_bounds("threshold", head.threshold, "1 or more"))
    _check_headings(head.themes, "theme", place.at("themes"))
    _check_headings(head.phases, "phase", place.at("phases"))
    _check_stances(pack, references, place)
    _check_constants(pack, vocabulary, place)
    _check_history(pack, vocabulary, references, place)
    if head.plan is not None:
        fact = vocabulary.find(head.plan.hours)
        if fact is None or not isinstance(fact.kind, IntKind) or fact.kind.low < 0:
            names = [fact.name for fact in vocabulary.facts if isinstance(fact.kind, IntKind)]
            place.at("plan", "hours").add(_bad_fact(head.plan.hours, fact, "a whole-number fact of 0 or more", names))


def _bad_fact(name: str, fact: Fact | None, expected: str, known: Iterable[str]) -> Finding:
    message = f"there is no fact {quoted(name)}" if fact is None else f"{quoted(name)} does not fit here"
    found = None if fact is None else fact.kind.expected
    return Finding(code="RUT507", message=message, expected=expected, found=found, help=did_you_mean(name, known))


def _check_headings(headings: tuple[Heading, ...], what: str, place: Place) -> None:
    seen: dict[str, int] = {}
    for i, heading in enumerate(headings):
        first = seen.setdefault(heading.id, i)
        if first != i:
            message = f"two {what}s have the id {quoted(heading.id)}"
            hint = f"the other one is {what} {first + 1}"
            place.at(i, "id").add(Finding(code="RUT401", message=message, expected="an id of its own", help=hint))


def _check_stances(pack: Pack, references: References, place: Place) -> None:
    head = pack.head
    references.declared("stance", head.stance, place.at("stance"))
    taken: dict[int, str] = {}
    for name, stance in head.stances.items():
        here = place.at("stances", name)
        for i, phase in enumerate(stance.phases):
            references.declared("phase", phase, here.at("phases", i))
        for key, most in (("max_moves", stance.max_moves), ("max_groundwork", stance.max_groundwork)):
            if most < 0:
                here.at(key).add(out_of_bounds(key, most, "0 or more"))
        if name == head.stance:
            if stance.priority is not None:
                message = f"the default stance `{name}` has a priority"
                hint = "leave it out: the default is taken when no rule asks for another stance"
                here.at("priority").add(Finding(code="RUT409", message=message, help=hint))
        elif stance.priority is None:
            message = f"the stance `{name}` has no priority"
            here.add(Finding(code="RUT409", message=message, expected="a whole number that no other stance has"))
        elif stance.priority in taken:
            message = f"the stances `{taken[stance.priority]}` and `{name}` share the priority {stance.priority}"
            here.at("priority").add(Finding(code="RUT409", message=message, expected="a priority of its own"))
        else:
            taken[stance.priority] = name


def _check_constants(pack: Pack, vocabulary: Vocabulary[object], place: Place) -> None:
    taken = {"patterns": "the word before every pattern", "stance": "a word of the engine"}
    for fact in reversed(vocabulary.facts):
        first = fact.path[0]
        taken[first] = f"the fact `{fact.name}`" if fact.name == first else f"the first word of the fact `{fact.name}`"
    for name in pack.head.constants:
        if name in taken:
            message, expected = f"the name of the constant `{name}` is taken", "a name of its own"
            place.at("constants", name).add(
                Finding(code="RUT410", message=message, expected=expected, found=taken[name])
            )


def _check_history(pack: Pack, vocabulary: Vocabulary[object], references: References, place: Place) -> None:
    history = pack.head.history
    if history is None:
        return
    here = place.at("history")
    references.declared("theme", history.theme, here.at("theme"))
    references.cited(history.cite, here.at("cite"))
    for key, points in (("oppose", history.oppose), ("support", history.support)):
        if not 1 <= points <= 5:
            here.at(key).add(out_of_bounds(key, points, "a whole number from 1 to 5"))
    fact = vocabulary.find(history.failed)
    if fact is None or not isinstance(fact.kind, SetKind):
        names = [fact.name for fact in vocabulary.facts if isinstance(fact.kind, SetKind)]
        here.at("failed").add(_bad_fact(history.failed, fact, "a set fact whose members are strategies", names))
        return
    known = references.strategies
    strange = [member for member in fact.kind.members if member not in known]
    if strange:
        message = f"`{fact.name}` has members that are not strategies"
        expected, found = "a set fact whose members are strategies", ", ".join(quoted(member) for member in strange)
        here.at("failed").add(Finding(code="RUT507", message=message, expected=expected, found=found))
