"""A pack is everything that was written, before it is checked; a checked pack is the same, resolved."""

from collections.abc import Callable, Mapping

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.model.acceptance import Acceptance
from rutengine.model.conditions import Condition, Derived, all_of, negated
from rutengine.model.constraint import Constraint
from rutengine.model.guarantee import CheckedGuarantee, Guarantee
from rutengine.model.overlay import Overlay
from rutengine.model.pattern import Pattern
from rutengine.model.rule import Rule
from rutengine.model.scenario import CheckedScenario, Scenario
from rutengine.model.seed import Seed
from rutengine.model.source import Source
from rutengine.model.strategy import Role, Strategy
from rutengine.model.table import Table
from rutengine.model.words import NOWHERE, FactWords
from rutengine.vocabulary.vocabulary import Vocabulary

FORMAT = 1
"""The number of the pack format that this library reads."""


@attrs.frozen(kw_only=True)
class Heading:
    """A theme or a phase: its id and its title, in reading order."""

    id: str
    title: str


@attrs.frozen(kw_only=True)
class Stance:
    """What may be active: which phases and roles, and how many moves and groundwork strategies at most."""

    phases: tuple[str, ...]
    roles: tuple[Role, ...]
    max_moves: int
    says: str
    max_groundwork: int = 2
    priority: int | None = None


@attrs.frozen(kw_only=True)
class History:
    """Which set fact holds the strategies that did not help, and what follows from it."""

    failed: str
    theme: str
    because: str
    oppose: int
    support: int
    cite: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Plan:
    """Which fact holds the weekly hours."""

    hours: str


@attrs.frozen(kw_only=True)
class PackHead:
    """What stands in `pack.toml`."""

    format: int
    id: str
    version: str
    title: str
    vocabulary: str
    intended_use: str
    licence: str
    threshold: int
    stance: str
    themes: tuple[Heading, ...]
    phases: tuple[Heading, ...]
    stances: Table[Stance]
    constants: Table[int] = attrs.field(factory=Table)
    history: History | None = None
    plan: Plan | None = None
    accept: tuple[Acceptance, ...] = ()
    address: Address = attrs.field(default=NOWHERE, eq=False, repr=False)

    def threshold_of(self, strategy: Strategy) -> int:
        """Return the lead from which a strategy is recommended: its own, or that of the pack."""
        return self.threshold if strategy.threshold is None else strategy.threshold


class Later:
    """A text that is worked out once it is asked for, and then kept.

    Example:
        >>> Later(lambda: "text").text, Later().text
        ('text', '')
    """

    def __init__(self, work: Callable[[], str] = str) -> None:
        self._work = work
        self._text: str | None = None

    @property
    def text(self) -> str:
        """The text; two threads that ask at once work it out twice, and get the same."""
        if self._text is None:
            self._text = self._work()
        return self._text


@attrs.frozen(kw_only=True)
class Pack:
    """A pack as it was written; lists are in the order of ids, so that files may be reordered freely.

    `overlays` are those that were laid over it, in their order; what they say is in the pack already.
    The `content_hash` is that of the canonical form: reformatting a file does not change it, and neither do guarantees,
    scenarios and seeds, which decide nothing. It is worked out once it is asked for, so that loading need not wait.
    """

    head: PackHead
    words: tuple[FactWords, ...]
    sources: tuple[Source, ...]
    patterns: tuple[Pattern, ...]
    constraints: tuple[Constraint, ...]
    strategies: tuple[Strategy, ...]
    rules: tuple[Rule, ...]
    guarantees: tuple[Guarantee, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    seeds: tuple[Seed, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    hashed: Later = attrs.field(factory=Later, eq=False, repr=False)

    @property
    def content_hash(self) -> str:
        """The SHA-256 of the canonical form, in hexadecimal digits; empty for a pack with problems."""
        return self.hashed.text


ConditionKey = tuple[str | int, ...]
"""Which condition is meant, such as `("rule", "told-no-growth")` or `("route", "find-mentor", 0)`."""


@attrs.frozen(kw_only=True)
class CheckedPack:
    """A pack without a single problem, with every condition resolved against its vocabulary.

    Arguments:
        pack: the pack, the rules of its history table among its rules.
        vocabulary: the facts.
        conditions: by key, the resolved conditions of rules, routes, tips, order and questions.
        constraints: by id, the resolved constraints.
        derived: the patterns, resolved, each after those that it depends on.
        guarantees: the guarantees, with their claims resolved.
        scenarios: the scenarios, with what they expect as claims.
    """

    pack: Pack
    vocabulary: Vocabulary[object]
    conditions: Mapping[ConditionKey, Condition]
    constraints: tuple[tuple[str, Condition], ...]
    derived: tuple[Derived, ...]
    guarantees: tuple[CheckedGuarantee, ...] = ()
    scenarios: tuple[CheckedScenario, ...] = ()

    def route_taken(self, strategy: str, route: int) -> Condition:
        """Return when a strategy is told by its route of this number: none before it fits, and it does."""
        found = [self.conditions.get(("route", strategy, i)) for i in range(route + 1)]
        before = [negated(condition) for condition in found[:-1] if condition is not None]
        return all_of([*before, *(condition for condition in found[-1:] if condition is not None)])
