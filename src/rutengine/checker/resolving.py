"""Resolve a condition: every name gets its kind, every comparison with a constant becomes a set of values."""

from collections.abc import Mapping

from rutengine.checker.comparing import (
    Known,
    compare,
    compare_extreme,
    compare_size,
    find_misfit,
    find_outside,
    find_trivial,
    find_unknown,
    numbers_that,
    range_of_extreme,
)
from rutengine.checker.report import Place
from rutengine.checker.scope import Constant, Meaning, Scope, Unclear, wrong_kind
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.spans import Span
from rutengine.diagnostics.suggestions import find_similar
from rutengine.language import syntax
from rutengine.model.conditions import ALWAYS, Condition, In, all_of, any_of, at_least, negated
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind, SetKind

_TURNED: Mapping[syntax.Operator, syntax.Operator] = {
    "==": "==",
    "!=": "!=",
    "<": ">",
    "<=": ">=",
    ">": "<",
    ">=": "<=",
}


class Resolver:
    """Resolves the conditions of one text; findings go to its place, and a part with a finding counts as true.

    `sound` tells whether nothing was wrong, `conditions` holds every condition that was asked for, and `spans` where
    each condition and each part of one is written.
    """

    def __init__(self, scope: Scope, place: Place) -> None:
        self._scope = scope
        self._place = place
        self._said: set[Finding] = set()
        self.sound: bool = True
        self.conditions: list[Condition] = []
        self.spans: dict[Condition, Span] = {}

    def condition(self, node: syntax.ConditionNode) -> Condition:
        """Return the resolved condition of a tree."""
        condition = self._resolved(node)
        self.conditions.append(condition)
        return condition

    def kind(self, name: syntax.Name) -> Kind | None:
        """Return the kind of a fact or pattern; a finding and None for anything else."""
        meaning = self._scope.meaning(name)
        if isinstance(meaning, Constant):
            meaning = wrong_kind(f"`{name.dotted}` is a constant", name.span, "a fact or a pattern")
        if isinstance(meaning, Finding):
            self.refuse(meaning)
            return None
        if isinstance(meaning, Unclear):
            self.sound = False
            return None
        return meaning

    def refuse(self, finding: Finding) -> Condition:
        """Report a finding, once; the text is then not sound."""
        self.sound = False
        if finding not in self._said:
            self._said.add(finding)
            self._place.add(finding)
        return ALWAYS

    def _resolved(self, node: syntax.ConditionNode) -> Condition:
        match node:
            case syntax.Name():
                condition = self._bare(node)
            case syntax.Compare():
                links = zip(node.operands[:-1], node.operators, node.operands[1:], strict=True)
                condition = all_of([self._written(self._link(*link), link[0].span.to(link[2].span)) for link in links])
            case syntax.Membership():
                condition = self._membership(node)
            case syntax.Not(operand):
                condition = negated(self._resolved(operand))
            case syntax.And(operands):
                condition = all_of([self._resolved(operand) for operand in operands])
            case syntax.Or(operands):
                condition = any_of([self._resolved(operand) for operand in operands])
            case syntax.AtLeast(count, operands):
                condition = at_least(count.value, [self._resolved(operand) for operand in operands])
        return self._written(condition, node.span)

    def _written(self, condition: Condition, span: Span) -> Condition:
        self.spans.setdefault(condition, span)
        return condition

    def _settled(self, result: Condition | Finding, span: Span) -> Condition:
        return self.refuse(result) if isinstance(result, Finding) else self._written(result, span)

    def _bare(self, name: syntax.Name) -> Condition:
        kind = self.kind(name)
        match kind:
            case None:
                return ALWAYS
            case BoolKind():
                return In(name.dotted, None, (True,))
            case IntKind():
                hint = f"compare it with a number, as in `{name.dotted} >= {(kind.low + kind.high + 1) // 2}`"
            case ChoiceKind(values):
                hint = f"compare it with one of its values, as in `{name.dotted} == '{values[0]}'`"
            case SetKind(members):
                hint = f"ask for a member, as in `'{members[0]}' in {name.dotted}`"
        message = f"`{name.dotted}` is not true or false and cannot stand alone"
        return self.refuse(wrong_kind(message, name.span, "a condition", hint=hint))

    def _link(self, left: syntax.Operand, sign: syntax.Operator, right: syntax.Operand) -> Condition:
        span = left.span.to(right.span)
        first, second = self._constant(left), self._constant(right)
        if first is not None and second is not None:
            message = "this compares two constants"
            return self.refuse(Finding(code="RUT307", message=message, span=span, expected="a fact on one side"))
        if second is not None:
            return self._compared(left, sign, second, span)
        if first is not None:
            return self._compared(right, _TURNED[sign], first, span)
        return self._no_constant(left, right, span)

    def _constant(self, operand: syntax.Operand) -> Known | None:
        match operand:
            case syntax.Number(value) | syntax.Text(value):
                return Known(value, operand.span)
            case syntax.Name():
                meaning = self._scope.meanings.get(operand.dotted)
                return Known(meaning.value, operand.span, operand.dotted) if isinstance(meaning, Constant) else None
            case _:
                return None

    def _compared(self, operand: syntax.Operand, sign: syntax.Operator, known: Known, span: Span) -> Condition:
        match operand:
            case syntax.Extreme():
                return self._extreme(operand, sign, known, span)
            case syntax.Size(name):
                return self._size(name, sign, known, span)
            case syntax.Name():
                kind = self.kind(operand)
                return ALWAYS if kind is None else self._settled(compare(operand, kind, sign, known, span), span)
            case _:
                raise AssertionError("a literal is a constant")

    def _no_constant(self, left: syntax.Operand, right: syntax.Operand, span: Span) -> Condition:
        names = [side for side in (left, right) if isinstance(side, syntax.Name)]
        meanings = [self._scope.meaning(name) for name in names]
        for name, meaning, other in zip(names, meanings, reversed(meanings), strict=True):
            if isinstance(meaning, Finding):
                self.refuse(_unquoted(name, meaning, other))
        if any(isinstance(meaning, Finding | Unclear) for meaning in meanings):
            self.sound = False
            return ALWAYS
        message = "this compares two facts"
        hint = "compare each with a constant; a pattern can hold what is needed in common"
        expected = "a constant on one side"
        return self.refuse(Finding(code="RUT307", message=message, span=span, expected=expected, help=hint))

    def _extreme(self, node: syntax.Extreme, sign: syntax.Operator, known: Known, span: Span) -> Condition:
        names = [name for name in node.arguments if isinstance(name, syntax.Name)]
        facts: list[tuple[syntax.Name, IntKind]] = []
        for name in names:
            kind = self.kind(name)
            if isinstance(kind, IntKind):
                facts.append((name, kind))
            elif kind is not None:
                message = f"`{name.dotted}` is not a whole number"
                self.refuse(wrong_kind(message, name.span, "a whole-number fact or a level"))
        if len(facts) < len(names):
            return ALWAYS
        wrong = next((wrong for name, kind in facts if (wrong := find_misfit(name, kind, known))), None)
        reach = range_of_extreme(node.function, [kind for _, kind in facts])
        wrong = wrong or find_trivial(
            f"`{node.function}(...)`", reach, len(numbers_that(reach, sign, known.value)), span
        )
        if wrong is not None:
            return self.refuse(wrong)
        return compare_extreme(node.function, [(name.dotted, kind) for name, kind in facts], sign, known.value)

    def _size(self, name: syntax.Name, sign: syntax.Operator, known: Known, span: Span) -> Condition:
        kind = self.kind(name)
        if kind is None:
            return ALWAYS
        if not isinstance(kind, SetKind):
            return self.refuse(wrong_kind(f"`{name.dotted}` is not a set", name.span, "a set fact"))
        reach = IntKind(0, len(kind.members))
        if isinstance(known.value, str):
            return self.refuse(wrong_kind("a size is a whole number", known.span, reach.expected, known.told))
        what, holding = f"the size of `{name.dotted}`", len(numbers_that(reach, sign, known.value))
        wrong = find_outside(what, reach, known) or find_trivial(what, reach, holding, span)
        return self.refuse(wrong) if wrong is not None else compare_size(name.dotted, kind, sign, known.value)

    def _membership(self, node: syntax.Membership) -> Condition:
        if isinstance(node.container, syntax.Name):
            found = self._member(node.item, node.container)
            return negated(self._written(found, node.span)) if node.negated else found
        return self._listed(node, node.container)

    def _member(self, item: syntax.Operand, container: syntax.Name) -> Condition:
        kind = self.kind(container)
        if kind is None:
            return ALWAYS
        if not isinstance(kind, SetKind):
            value = f"'{item.value}'" if isinstance(item, syntax.Text) and "'" not in item.value else "'...'"
            hint = f"write `{container.dotted} == {value}`" if isinstance(kind, ChoiceKind) else None
            message = f"`{container.dotted}` is not a set"
            return self.refuse(wrong_kind(message, container.span, "a set fact or a list", hint=hint))
        if not isinstance(item, syntax.Text):
            named = item.dotted if isinstance(item, syntax.Name) else ""
            hint = f"write `'{named}'`" if named in kind.members else None
            message = f"only a text can be a member of `{container.dotted}`"
            return self.refuse(wrong_kind(message, item.span, "a text in quotes", hint=hint))
        unknown = find_unknown(container, kind.members, item.value, item.span)
        return self.refuse(unknown) if unknown is not None else In(container.dotted, item.value, (True,))

    def _listed(self, node: syntax.Membership, items: syntax.Items) -> Condition:
        if not isinstance(node.item, syntax.Name) or self._constant(node.item) is not None:
            return self.refuse(wrong_kind("only a fact can be looked up in a list", node.item.span, "a fact"))
        kind = self.kind(node.item)
        if kind is None:
            return ALWAYS
        if not isinstance(kind, IntKind | ChoiceKind):
            what = "true or false" if isinstance(kind, BoolKind) else "a set"
            message = f"`{node.item.dotted}` is {what} and cannot be looked up in a list"
            return self.refuse(wrong_kind(message, node.item.span, "a whole number or a choice"))
        known = [self._item(item, node.item, kind) for item in items.values]
        if None in known:
            return ALWAYS
        wanted = {item.value for item in known if item is not None}
        values = [value for value in kind.domain if (value in wanted) != node.negated]
        trivial = find_trivial(f"`{node.item.dotted}`", kind, len(values), node.span)
        return self.refuse(trivial) if trivial is not None else In(node.item.dotted, None, tuple(values))

    def _item(
        self, item: syntax.Number | syntax.Text | syntax.Name, name: syntax.Name, kind: IntKind | ChoiceKind
    ) -> Known | None:
        """Return the constant that stands in a list, if it fits the fact that is looked up there."""
        known = self._constant(item)
        if known is None and isinstance(item, syntax.Name):
            meaning = self._scope.meaning(item)
            if not isinstance(meaning, Finding):
                meaning = wrong_kind(f"`{item.dotted}` is not a constant", item.span, "constants only")
            self.refuse(_unquoted(item, meaning, kind))
            return None
        wrong = None if known is None else find_misfit(name, kind, known)
        if wrong is not None:
            self.refuse(wrong)
            return None
        return known


def _unquoted(name: syntax.Name, finding: Finding, other: Meaning | Finding) -> Finding:
    """If an unknown name is, or nearly is, a value of the choice that it is compared with, say that it needs quotes."""
    if finding.code != "RUT301" or not isinstance(other, ChoiceKind):
        return finding
    meant = (name.dotted,) if name.dotted in other.values else find_similar(name.dotted, other.values)
    if not meant:
        return finding
    expected, hint = "a text in quotes", f"write `'{meant[0]}'`"
    return Finding(code="RUT301", message=finding.message, span=finding.span, expected=expected, help=hint)
