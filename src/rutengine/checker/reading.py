"""The text of a condition or claim to its meaning: parsed, resolved and looked at for sense, or else reported."""

from rutengine.checker.claiming import resolve_claim
from rutengine.checker.report import Place
from rutengine.checker.resolving import Resolver
from rutengine.checker.scope import Scope
from rutengine.checker.sense import SenseCheck
from rutengine.diagnostics.errors import ClaimError, LanguageError
from rutengine.language.parser import parse_condition
from rutengine.language.syntax import ConditionNode
from rutengine.model.claims import Claim
from rutengine.model.conditions import Condition
from rutengine.model.pack import CheckedPack


def parse_there(text: str, place: Place) -> ConditionNode | None:
    """Return the tree of a condition; a finding and None if it is none."""
    try:
        return parse_condition(text)
    except LanguageError as error:
        place.add(error.finding)
        return None


def resolve_there(node: ConditionNode, scope: Scope, place: Place, sense: SenseCheck) -> Condition | None:
    """Return what a tree means, even if it makes no sense; findings and None if a part of it means nothing."""
    resolver = Resolver(scope, place)
    condition = resolver.condition(node)
    if not resolver.sound:
        return None
    sense.check(condition, place, resolver.spans)
    return condition


def read_condition(text: str, scope: Scope, place: Place, sense: SenseCheck) -> Condition | None:
    """Return what a text means; findings and None if it means nothing."""
    node = parse_there(text, place)
    return None if node is None else resolve_there(node, scope, place, sense)


def claim_there(text: str, checked: CheckedPack, place: Place, scope: Scope) -> Claim | None:
    """Return what the text of a claim at a place means; findings and None if it means nothing."""
    try:
        return resolve_claim(text, checked, scope)
    except ClaimError as error:
        for found in error.diagnostics:
            place.add(found.finding)
        return None
