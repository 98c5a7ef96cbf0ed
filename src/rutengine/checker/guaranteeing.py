"""Guarantees: each has one form, its claims fit the pack, and its facts exist and can do what it says of them."""

import re
from collections.abc import Mapping
from typing import Final, Literal

from rutengine.checker.claiming import scope_of
from rutengine.checker.reading import claim_there
from rutengine.checker.references import References
from rutengine.checker.report import Place, Report, position_of
from rutengine.checker.scope import Scope
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.spans import Span
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.model.claims import Claim, Measure
from rutengine.model.guarantee import (
    Always,
    CheckedGuarantee,
    Guarantee,
    Irrelevant,
    Measured,
    Monotone,
    Sometimes,
    Standing,
)
from rutengine.model.pack import CheckedPack
from rutengine.vocabulary.kinds import BoolKind, IntKind
from rutengine.vocabulary.vocabulary import Fact

_STANDING: Final = re.compile(r"""\s*(lead|total|rank)\s*\(\s*(?P<quote>['"])([^'"]*)(?P=quote)\s*\)\s*""")
_MEASURES: Final[Mapping[str, Measure | Literal["rank"]]] = {"lead": "lead", "total": "total", "rank": "rank"}
_MOVING: Final = (("rising", "falling"), ("never_lowers", "never_raises"))
_FORMS: Final = (("then",), ("possible",), (*_MOVING[0], *_MOVING[1]), ("irrelevant", "to"))
_EXPECTED: Final = (
    "`then`, `possible`, `irrelevant` with `to`, or one of `rising` and `falling` with one of `never_lowers` and "
    "`never_raises`"
)


def check_guarantees(checked: CheckedPack, references: References, report: Report) -> tuple[CheckedGuarantee, ...]:
    """Return the guarantees with their claims resolved; one with a finding is left out.

    Arguments:
        checked: the pack; of it, only what claims can speak of is used.
        references: the ids that exist.
        report: takes the findings.
    """
    resolved: list[CheckedGuarantee] = []
    first: dict[str, Guarantee] = {}
    scope = scope_of(checked)
    for guarantee in checked.pack.guarantees:
        place = Place(report, guarantee.address, f"guarantee `{guarantee.id}`")
        known = first.setdefault(guarantee.id, guarantee)
        if known is not guarantee:
            message = f"two guarantees have the id `{guarantee.id}`"
            hint = f"the other one is guarantee {position_of(known.address) + 1}"
            place.at("id").add(Finding(code="RUT401", message=message, expected="an id of its own", help=hint))
        references.cited(guarantee.cite, place.at("cite"))
        if _has_one_form(guarantee, place):
            found = _GuaranteeReader(checked, place, scope).read(guarantee)
            resolved += [] if found is None else [found]
    return tuple(resolved)


def _has_one_form(guarantee: Guarantee, place: Place) -> bool:
    """Report a guarantee that is not of exactly one form; tell whether it is."""
    written = [key for form in _FORMS for key in form if getattr(guarantee, key)]
    forms = [form for form in _FORMS if any(key in written for key in form)]
    if len(forms) == 1:
        needed = _MOVING if "rising" in forms[0] else tuple((key,) for key in forms[0])
        if all(sum(key in written for key in keys) == 1 for keys in needed):
            return True
    found = ", ".join(f"`{key}`" for key in written) or "none of them"
    message = f"the guarantee `{guarantee.id}` needs one form"
    place.add(Finding(code="RUT601", message=message, expected=_EXPECTED, found=found))
    return False


class _GuaranteeReader:
    """Resolves one guarantee; what means nothing is reported, and nothing is returned in its place."""

    def __init__(self, checked: CheckedPack, place: Place, scope: Scope) -> None:
        self._checked = checked
        self._scope = scope
        self._place = place
        self._strategies = [strategy.id for strategy in checked.pack.strategies]

    def read(self, guarantee: Guarantee) -> CheckedGuarantee | None:
        """Return a guarantee, which has one form, with its claims resolved."""
        given = None if guarantee.given is None else self._claim(guarantee.given, "given")
        sound = given is not None or guarantee.given is None
        if guarantee.then is not None:
            then = self._claim(guarantee.then, "then")
            return Always(id=guarantee.id, given=given, then=then) if sound and then is not None else None
        if guarantee.possible is not None:
            claim = self._claim(guarantee.possible, "possible")
            return Sometimes(id=guarantee.id, given=given, claim=claim) if sound and claim is not None else None
        found = self._irrelevant(guarantee, given) if guarantee.irrelevant else self._monotone(guarantee, given)
        return found if sound else None

    def _monotone(self, guarantee: Guarantee, given: Claim | None) -> Monotone | None:
        up, lowers = guarantee.rising is not None, guarantee.never_lowers is not None
        never: Literal["lowers", "raises"] = "lowers" if lowers else "raises"
        name = (guarantee.rising if up else guarantee.falling) or ""
        place = self._place.at("rising" if up else "falling")
        fact = self._fact(name, place)
        if fact is not None and not isinstance(fact.kind, IntKind | BoolKind):
            message = f"`{name}` cannot {'rise' if up else 'fall'}"
            place.add(Finding(code="RUT302", message=message, expected="a whole number, or yes or no"))
            fact = None
        text = guarantee.never_lowers if lowers else guarantee.never_raises
        measured = self._measured(text or "", f"never_{never}")
        if fact is None or measured is None:
            return None
        return Monotone(id=guarantee.id, given=given, fact=name, up=up, measured=measured, never=never)

    def _irrelevant(self, guarantee: Guarantee, given: Claim | None) -> Irrelevant | None:
        facts = [self._fact(name, self._place.at("irrelevant", i)) for i, name in enumerate(guarantee.irrelevant)]
        measured = [self._measured(text, "to", i) for i, text in enumerate(guarantee.to)]
        found = tuple(one for one in measured if one is not None)
        if None in facts or len(found) < len(measured):
            return None
        return Irrelevant(id=guarantee.id, given=given, facts=guarantee.irrelevant, measured=found)

    def _claim(self, text: str, *keys: str | int) -> Claim | None:
        return claim_there(text, self._checked, self._place.at(*keys, text=text), self._scope)

    def _fact(self, name: str, place: Place) -> Fact | None:
        fact = self._checked.vocabulary.find(name)
        if fact is None:
            hint = did_you_mean(name, [known.name for known in self._checked.vocabulary.facts])
            message, expected = f"unknown fact {quoted(name)}", "a fact of the vocabulary"
            place.add(Finding(code="RUT301", message=message, expected=expected, help=hint))
        return fact

    def _measured(self, text: str, *keys: str | int) -> Measured | None:
        """Return what rises or falls: a standing such as `lead('s')`, or else a claim."""
        parsed = _STANDING.fullmatch(text)
        if parsed is None:
            return self._claim(text, *keys)
        strategy, place = parsed[3], self._place.at(*keys, text=text)
        if strategy not in self._strategies:
            message, expected = f"unknown strategy {quoted(strategy)}", "the id of a strategy of this pack"
            hint, span = did_you_mean(strategy, self._strategies), Span(parsed.start("quote"), parsed.end(3) + 1)
            place.add(Finding(code="RUT402", message=message, span=span, expected=expected, help=hint))
            return None
        return Standing(_MEASURES[parsed[1]], strategy)
