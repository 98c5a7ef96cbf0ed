"""A program is a checked pack made ready to run; it is immutable and can be pickled."""

import attrs

from rutengine.logic.formulas import Columns, Formula
from rutengine.logic.search import Preference
from rutengine.model.pack import CheckedPack, Stance
from rutengine.model.rule import Rule
from rutengine.model.strategy import Strategy
from rutengine.vocabulary.answers import Variable


@attrs.frozen
class DerivedStep:
    """How the value of one derived column follows: the first formula that holds gives its bit, else the default.

    A level of 4 is tried before one of 3; the rows of a `case` are tried in their order.
    """

    column: int
    rows: tuple[tuple[Formula, int], ...]
    default: int


@attrs.frozen
class RuleStep:
    """A rule with its condition in normal form."""

    rule: Rule
    formula: Formula


@attrs.frozen
class StrategyStep:
    """A strategy with its threshold, its declared place among equals, and the conditions of its card.

    `routes` holds None for the default route; `tie_break` is compared after the key: more reversible, cheaper, fewer
    minutes, id.
    """

    strategy: Strategy
    threshold: int
    tie_break: tuple[int, int, int, str]
    routes: tuple[Formula | None, ...]
    tips: tuple[Formula, ...]


@attrs.frozen
class StanceStep:
    """A stance that rules can ask for."""

    id: str
    stance: Stance


@attrs.frozen(kw_only=True, eq=False)
class Program:
    """Everything that `decide` needs.

    Arguments:
        checked: the pack and its vocabulary.
        columns: facts first, then derived facts.
        variables: the columns of the facts.
        preference: for each of these, its values from the preferred one on, as bits.
        constraints: what holds for every real profile, by id.
        derived: in an order in which each stands after what it needs.
        rules: by id.
        strategies: by id.
        stances: from the highest priority down; the default stance is the last.
    """

    checked: CheckedPack
    columns: Columns
    variables: tuple[Variable, ...]
    preference: Preference
    constraints: tuple[tuple[str, Formula], ...]
    derived: tuple[DerivedStep, ...]
    rules: tuple[RuleStep, ...]
    strategies: tuple[StrategyStep, ...]
    stances: tuple[StanceStep, ...]
