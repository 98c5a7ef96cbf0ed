"""Tell a situation: what was answered, what it points to, what was assumed, and what the next steps rest on."""

from collections.abc import Iterable, Iterator, Sequence

from rutengine.compiler.program import Program
from rutengine.evaluation.outcome import Outcome
from rutengine.explanation.certainty import Sureness
from rutengine.model.conditions import In
from rutengine.model.source import Source
from rutengine.rendering.phrases import Phrases


def sentence(text: str) -> str:
    """Return a clause as a sentence.

    Example:
        >>> sentence("work leaves you in tears")
        'Work leaves you in tears.'
    """
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def tell_answers(program: Program, outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Return for each answer the name of the fact and its clause; of a set, a clause for each member that is in it."""
    phrases, columns = Phrases(program.checked), program.columns
    for column, given in enumerate(outcome.given):
        (name, member), domain = columns.keys[column], columns.domains[column]
        values = columns.values(column, given)
        if len(values) == len(domain) or (member is not None and values != (True,)):
            continue
        single = len(values) == 1
        yield name, phrases.clause(name, member, values[0]) if single else phrases.condition(In(name, member, values))


def tell_assumed(program: Program, outcome: Outcome, names: Sequence[str]) -> Iterator[str]:
    """Return the clause of the value that was assumed for each of some facts, in declared order; sets have none."""
    phrases, columns = Phrases(program.checked), program.columns
    for column in range(len(outcome.given)):
        name, member = columns.keys[column]
        if member is None and name in names and name in outcome.assumed:
            yield phrases.clause(name, None, *columns.values(column, outcome.values[column]))


def tell_levels(program: Program, outcome: Outcome, least: int) -> Iterator[tuple[str, str]]:
    """Return the id and the clause of each pattern with a level of at least `least`, the highest first."""
    phrases, columns = Phrases(program.checked), program.columns
    levelled = {f"patterns.{pattern.id}": pattern for pattern in program.checked.pack.patterns if pattern.level}
    found: list[tuple[int, str, str]] = []
    for step in program.derived:
        name, _ = columns.keys[step.column]
        (value,) = columns.values(step.column, outcome.values[step.column])
        if name in levelled and int(value) >= least:
            pattern = levelled[name]
            found.append((-int(value), pattern.id, f"{pattern.name}: {phrases.clause(name, None, value)}"))
    return ((id, said) for _, id, said in sorted(found))


def tell_deciders(program: Program, sureness: Sureness) -> str:
    """Return what would make an open claim otherwise, as a clause."""
    phrases = Phrases(program.checked)
    return " and ".join(phrases.clause(d.name, d.member, d.then) for d in sureness.deciders)


def cited_sources(program: Program, outcome: Outcome) -> tuple[Source, ...]:
    """Return the sources that the active strategies and the rules for them cite, in the order of the pack."""
    cited: set[str] = set()
    rules = {step.rule.id: step.rule for step in program.rules}
    strategies = {step.strategy.id: step.strategy for step in program.strategies}
    for standing in outcome.standings:
        if standing.status == "active":
            strategy = strategies[standing.strategy]
            cited |= {*strategy.cite, *strategy.evidence.cite}
            cited |= _cited(rules[c.rule].cite for c in standing.contributions if c.points > 0)
            cited |= _cited(rules[id].cite for id in standing.required)
    return tuple(source for source in program.checked.pack.sources if cited & set(source.citations))


def _cited(cites: Iterable[tuple[str, ...]]) -> set[str]:
    return {citation for cite in cites for citation in cite}
