"""From a program and a claim to a node of the network: what a claim means, written once for the search."""

from collections.abc import Mapping, Sequence

from rutengine.compiler.program import DerivedStep, Program, StanceStep, StrategyStep
from rutengine.logic.formulas import Every, Formula, Literal, Some, Threshold
from rutengine.model.claims import (
    Above,
    AllClaims,
    AnyClaim,
    Claim,
    Count,
    Elsewhere,
    Fate,
    FateKind,
    Holds,
    Lost,
    Measure,
    NotClaim,
    Possible,
    Rise,
    Score,
    StanceIs,
    Top,
)
from rutengine.model.conditions import LevelDefinition, TruthDefinition
from rutengine.model.rule import Rule
from rutengine.solver.network import FALSE, TRUE, Network, Node
from rutengine.vocabulary.kinds import Scalar

Sum = Sequence[tuple[str | tuple[str, ...], int, Node]]
"""Terms of a sum: what each is, so that equal ones can be added up, its weight and its node."""


class Encoding:
    """The nodes of all claims on one program, made when they are first asked for.

    Arguments:
        program: the program.

    Example:
        >>> from rutengine.career import engine
        >>> from rutengine.model.claims import recommended
        >>> encoding = Encoding(engine().program)
        >>> encoding.claim(recommended("find-mentor")) == encoding.claim(recommended("find-mentor"))
        True
    """

    def __init__(self, program: Program) -> None:
        count = len(program.variables)
        self._program = program
        self._columns = program.columns
        self.network: Network = Network(program.columns.everything()[:count])
        self._derived = {step.column: step for step in program.derived}
        definitions = {derived.name: derived.definition for derived in program.checked.derived}
        self._definitions = {column: definitions[program.columns.keys[column][0]] for column in self._derived}
        self._strategies = {step.strategy.id: step for step in program.strategies}
        self._formulas = {step.rule.id: step.formula for step in program.rules}
        self._unfolded: dict[tuple[int, int], Node] = {}
        self._fired: dict[str, Node] = {}
        self._known: dict[Claim, Node] = {}
        self._outranking: dict[tuple[str, str], Node] = {}
        self._sums: dict[tuple[Measure, str], Sum] = {}
        self.constraints: tuple[Node, ...] = tuple(self.formula(formula) for _, formula in program.constraints)

    def claim(self, claim: Claim) -> Node:
        """Return the node of a claim; its names must be those of the pack."""
        match claim:
            case AllClaims(parts):
                return self.network.every([self.claim(part) for part in parts])
            case AnyClaim(parts):
                return self.network.some([self.claim(part) for part in parts])
            case NotClaim(part):
                return self.network.opposite(self.claim(part))
            case Holds(condition):
                return self.formula(self._columns.formula(condition))
            case Count(fate, minimum):
                shown = self._shown() if fate == "active" else [self.claim(Fate(fate, s)) for s in self._strategies]
                return self.network.gate(minimum, [(1, node) for node in shown])
            case Score(measure, strategy, minimum, rival):
                return self._at_least(self._difference(measure, strategy, rival), minimum)
            case _:
                if claim not in self._known:
                    self._known[claim] = self._said(claim)
                return self._known[claim]

    def formula(self, formula: Formula) -> Node:
        """Return the node of a condition in normal form; derived facts are unfolded."""
        match formula:
            case Literal(column, values):
                return self._unfold(column, values) if column in self._derived else self.network.test(column, values)
            case Every(parts):
                return self.network.every([self.formula(part) for part in parts])
            case Some(parts):
                return self.network.some([self.formula(part) for part in parts])
            case Threshold(count, parts):
                return self.network.gate(count, [(1, self.formula(part)) for part in parts])

    def _unfold(self, column: int, values: int) -> Node:
        key = (column, values)
        if key not in self._unfolded:
            step, definition = self._derived[column], self._definitions[column]
            if isinstance(definition, LevelDefinition):
                node = self._level(step, values)
            elif isinstance(definition, TruthDefinition):
                node = self._truth(step, values)
            else:
                node = self._case(step, values)
            self._unfolded[key] = node
        return self._unfolded[key]

    def _truth(self, step: DerivedStep, values: int) -> Node:
        if values in (0, 3):
            return TRUE if values else FALSE
        node = self.formula(step.rows[0][0])
        return node if values == 2 else self.network.opposite(node)

    def _level(self, step: DerivedStep, values: int) -> Node:
        """Return that a level lies in one of the runs of neighbouring values."""
        reaches = {bit.bit_length() - 1: formula for formula, bit in step.rows}
        runs: list[Node] = []
        low = 0
        while values >> low:
            if not values >> low & 1:
                low += 1
                continue
            high = low
            while values >> (high + 1) & 1:
                high += 1
            ends = [self.formula(reaches[low])] if low > 0 else []
            if high + 1 in reaches:
                ends.append(self.network.opposite(self.formula(reaches[high + 1])))
            runs.append(self.network.every(ends))
            low = high + 1
        return self.network.some(runs)

    def _case(self, step: DerivedStep, values: int) -> Node:
        node = TRUE if step.default & values else FALSE
        for formula, bit in reversed(step.rows):
            row = self.formula(formula)
            if bit & values:
                node = self.network.some([row, node])
            else:
                node = self.network.every([self.network.opposite(row), node])
        return node

    def _said(self, claim: Claim) -> Node:
        match claim:
            case Elsewhere() | Possible() | Lost() | Rise():
                return self._between_two(claim)
            case Fate(fate, strategy):
                return self._fate(fate, self._strategies[strategy])
            case StanceIs(stance):
                return self._stance(next(step for step in self._program.stances if step.id == stance))
            case Above(strategy, rival):
                return self._above(strategy, rival)
            case Top(strategy, strictly):
                others = [other for other in self._strategies if other != strategy]
                beaten = [self._beaten(other, strategy, strictly=strictly) for other in others]
                return self.network.every([self._recommended(strategy), *beaten])
            case _:
                raise TypeError("this is not a claim")

    def _between_two(self, claim: Elsewhere | Possible | Lost | Rise) -> Node:
        """Return what a claim says of two people who differ in one fact; what is equal for both cancels out."""
        network = self.network
        match claim:
            case Elsewhere(name, member, value, part):
                return network.restrict(self.claim(part), *self._place(name, member, value))
            case Possible(name, member, value):
                place = self._place(name, member, value)
                return network.every([network.restrict(constraint, *place) for constraint in self.constraints])
            case Lost(part, name, member, low, high):
                node = self.claim(part)
                before = network.restrict(node, *self._place(name, member, low))
                after = network.restrict(node, *self._place(name, member, high))
                return FALSE if before == after else network.every([before, network.opposite(after)])
            case Rise(measure, strategy, name, member, low, high, minimum):
                terms = self._ranked(strategy) if measure == "rank" else self._sum(measure, strategy)
                signs = ((1, self._place(name, member, high)), (-1, self._place(name, member, low)))
                nodes = [(s * weight, network.restrict(node, *at)) for s, at in signs for _, weight, node in terms]
                return self._at_least([(str(node), weight, node) for weight, node in nodes], minimum)

    def _place(self, name: str, member: str | None, value: Scalar) -> tuple[int, int]:
        """Return a column and the bit of one of its values."""
        column = self._columns.number(name, member)
        return column, self._columns.bits(column, (value,))

    def _ranked(self, strategy: str) -> Sum:
        """Return the place of a strategy, counted downwards, as a sum: whom it stands behind is one term each."""
        own = self._recommended(strategy)
        others = [other for other in self._strategies if other != strategy]
        ahead = [self.network.every([own, self._beaten(other, strategy, strictly=False)]) for other in others]
        return [(str(node), 1, node) for node in (own, *ahead)]

    def _fate(self, fate: FateKind, step: StrategyStep) -> Node:
        strategy = step.strategy.id
        match fate:
            case "recommended":
                return self._recommended_anew(step)
            case "eligible":
                allowed = self.network.some([self.claim(StanceIs(stance.id)) for stance in self._allowing(step)])
                shown = self.network.some([self._said_by("require", strategy), allowed])
                return self.network.every([self._recommended(strategy), shown])
            case "active":
                return self._active(step)
            case "required":
                return self._said_by("require", strategy)
            case "excluded":
                return self._said_by("exclude", strategy)
            case "deferred":
                return self._said_by("defer", strategy)

    def _recommended(self, strategy: str) -> Node:
        return self.claim(Fate("recommended", strategy))

    def _recommended_anew(self, step: StrategyStep) -> Node:
        strategy, network = step.strategy.id, self.network
        free = [network.opposite(self._said_by(effect, strategy)) for effect in ("exclude", "defer")]
        enough = self._at_least(self._sum("lead", strategy), step.threshold)
        return network.some([self._said_by("require", strategy), network.every([*free, enough])])

    def _above(self, strategy: str, rival: str) -> Node:
        return self.network.every([self._recommended(strategy), self._beaten(rival, strategy, strictly=True)])

    def _beaten(self, other: str, strategy: str, *, strictly: bool) -> Node:
        """Return that another is not recommended, or does not have a larger key (`strictly`: has a smaller one)."""
        network = self.network
        less = self._outranks(strategy, other) if strictly else network.opposite(self._outranks(other, strategy))
        return network.some([network.opposite(self._recommended(other)), less])

    def _outranks(self, strategy: str, rival: str) -> Node:
        """Return that the key of a strategy is larger than that of a rival: required, then lead, then total."""
        if (strategy, rival) not in self._outranking:
            network = self.network
            first, second = (self._said_by("require", name) for name in (strategy, rival))
            lead = self._difference("lead", strategy, rival)
            total = self._difference("total", strategy, rival)
            more = network.some([self._at_least(lead, 1), self._at_least(total, 1)])
            by_score = [network.some([first, network.opposite(second)]), self._at_least(lead, 0), more]
            by_rule = network.every([first, network.opposite(second)])
            self._outranking[strategy, rival] = network.some([by_rule, network.every(by_score)])
        return self._outranking[strategy, rival]

    def _allowing(self, step: StrategyStep) -> list[StanceStep]:
        phase, role = step.strategy.phase, step.strategy.role
        return [s for s in self._program.stances if phase in s.stance.phases and role in s.stance.roles]

    def _stance(self, step: StanceStep) -> Node:
        *asked_for, default = self._program.stances
        higher = asked_for if step is default else asked_for[: asked_for.index(step)]
        parts = [self.network.opposite(self._asked(other)) for other in higher]
        return self.network.every(parts if step is default else [*parts, self._asked(step)])

    def _asked(self, step: StanceStep) -> Node:
        rules = (rule.rule for rule in self._program.rules)
        return self.network.some([self._rule(rule) for rule in rules if rule.stance == step.id])

    def _active(self, step: StrategyStep) -> Node:
        """Return that it is eligible, and unless it is for safety or required, among the first of its role."""
        network, strategy, role = self.network, step.strategy.id, step.strategy.role
        if role == "safety":
            return self.claim(Fate("eligible", strategy))
        ways = [self._said_by("require", strategy)]
        for stance in self._allowing(step):
            others = [
                self._takes_a_place(other, step)
                for other in self._program.strategies
                if other is not step and other.strategy.role == role and other.strategy.phase in stance.stance.phases
            ]
            places = stance.stance.max_moves if role == "move" else stance.stance.max_groundwork
            taken = network.gate(places, [(1, other) for other in others])
            ways.append(
                network.every([self.claim(StanceIs(stance.id)), self._recommended(strategy), network.opposite(taken)])
            )
        return network.some(ways)

    def _shown(self) -> list[Node]:
        """Return nodes of which as many hold as strategies are active; who competes for places does not matter."""
        network, found = self.network, list[Node]()
        competing: dict[str, list[tuple[int, Node]]] = {"move": [], "groundwork": []}
        for strategy, step in self._strategies.items():
            eligible, required = self.claim(Fate("eligible", strategy)), self._said_by("require", strategy)
            if step.strategy.role == "safety":
                found.append(eligible)
            else:
                found.append(required)
                competes = network.every([eligible, network.opposite(required)])
                competing[step.strategy.role].append((1, competes))
        for role, terms in competing.items():
            places = {
                s.id: s.stance.max_moves if role == "move" else s.stance.max_groundwork for s in self._program.stances
            }
            for place in range(1, max(places.values()) + 1):
                open_in = [self.claim(StanceIs(stance)) for stance, most in places.items() if most >= place]
                found.append(network.every([network.some(open_in), network.gate(place, terms)]))
        return found

    def _takes_a_place(self, other: StrategyStep, step: StrategyStep) -> Node:
        """Return that another strategy stands before this one in display order, and is not required."""
        network, name, strategy = self.network, other.strategy.id, step.strategy.id
        before = (
            network.opposite(self._outranks(strategy, name))
            if other.tie_break < step.tie_break
            else self._outranks(name, strategy)
        )
        return network.every([self._recommended(name), network.opposite(self._said_by("require", name)), before])

    def _said_by(self, effect: str, strategy: str) -> Node:
        """Return that some fired rule requires, excludes or defers a strategy."""
        rules = (step.rule for step in self._program.rules)
        tables: Mapping[str, object]
        found: list[Node] = []
        for rule in rules:
            tables = {"require": rule.require, "exclude": rule.exclude, "defer": rule.defer}[effect]
            if strategy in tables:
                found.append(self._rule(rule))
        return self.network.some(found)

    def _rule(self, rule: Rule) -> Node:
        if rule.id not in self._fired:
            self._fired[rule.id] = self.formula(self._formulas[rule.id])
        return self._fired[rule.id]

    def _sum(self, measure: Measure, strategy: str) -> Sum:
        if (measure, strategy) not in self._sums:
            self._sums[measure, strategy] = self._summed(measure, strategy)
        return self._sums[measure, strategy]

    def _summed(self, measure: Measure, strategy: str) -> Sum:
        """Return a lead or a total as a sum: the strongest support is the number of levels that some rule reaches."""
        rules = [step.rule for step in self._program.rules]
        giving = [rule for rule in rules if strategy in rule.support]
        against = [(rule.id, -rule.oppose[strategy], self._rule(rule)) for rule in rules if strategy in rule.oppose]
        if measure == "total":
            both = [rule for rule in rules if strategy in rule.support or strategy in rule.oppose]
            points = [(rule, rule.support.get(strategy, 0) - rule.oppose.get(strategy, 0)) for rule in both]
            return [(rule.id, weight, self._rule(rule)) for rule, weight in points]
        levels: list[tuple[str | tuple[str, ...], int, Node]] = []
        for level in range(1, max((rule.support[strategy] for rule in giving), default=0) + 1):
            reaching = [rule for rule in giving if rule.support[strategy] >= level]
            key = reaching[0].id if len(reaching) == 1 else tuple(rule.id for rule in reaching)
            levels.append((key, 1, self.network.some([self._rule(rule) for rule in reaching])))
        return [*levels, *against]

    def _difference(self, measure: Measure, strategy: str, rival: str | None) -> Sum:
        own = self._sum(measure, strategy)
        return own if rival is None else [*own, *((k, -w, node) for k, w, node in self._sum(measure, rival))]

    def _at_least(self, terms: Sum, minimum: int) -> Node:
        """Return that a sum reaches a number; what counts for both sides of a difference is counted once."""
        netted: dict[str | tuple[str, ...], tuple[int, Node]] = {}
        for key, weight, node in terms:
            netted[key] = (netted.get(key, (0, node))[0] + weight, node)
        parts: list[tuple[int, Node]] = []
        for weight, node in netted.values():
            if weight > 0:
                parts.append((weight, node))
            elif weight < 0:
                parts.append((-weight, self.network.opposite(node)))
                minimum -= weight
        return self.network.gate(minimum, parts)
