"""No single condition may be impossible or always true; a part of one may not be either.

Patterns count as free here: what is reported is wrong whatever they mean. Each search has a budget, and so have all
searches of one pack together; a condition that needs more is let through.
"""

from collections.abc import Mapping
from types import MappingProxyType

from rutengine.checker.report import Place
from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.plaintext import quoted
from rutengine.diagnostics.spans import Span
from rutengine.logic.formulas import Columns, Every, Formula, Literal, Some, Threshold, literals_of
from rutengine.logic.search import Budget, Preference, SearchLimitError, find_completion
from rutengine.model.conditions import AllOf, AnyOf, AtLeastOf, Condition, In, NotThat, all_of, any_of

_SEARCH = 100_000
_PACK = 2_000_000
_NOWHERE: Mapping[Condition, Span] = MappingProxyType({})


class SenseCheck:
    """Looks for parts of conditions that no value, or every value, of their facts satisfies."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._left = _PACK
        self._sets = columns.everything()
        self._preference: Preference = tuple(tuple(1 << i for i in range(len(domain))) for domain in columns.domains)

    def check(self, condition: Condition, place: Place, spans: Mapping[Condition, Span] = _NOWHERE) -> None:
        """Report the innermost part that is impossible or always true, if there is one; the first of several.

        Arguments:
            condition: the whole condition.
            place: where its text stands.
            spans: where in the text the condition and its parts are written.
        """
        for part in _parts(condition):
            for code, negative, says in (("RUT305", False, "can never hold"), ("RUT306", True, "always holds")):
                if self._impossible(part, negative=negative):
                    what = "the condition" if part == condition else "a part of the condition"
                    written = [spans[piece] for piece in self._core(part, negative=negative) if piece in spans]
                    written.sort(key=lambda span: (span.start, span.end))
                    span = Span(written[0].start, max(s.end for s in written)) if written else spans.get(part)
                    found = _told(written, place.text or "", "and" if code == "RUT305" else "or")
                    place.add(Finding(code=code, message=f"{what} {says}", span=span, found=found))
                    return

    def _impossible(self, condition: Condition, *, negative: bool) -> bool:
        formula = self._columns.formula(condition, negative=negative)
        if _reads_each_once(formula):
            return False
        budget = Budget(min(_SEARCH, self._left))
        granted = budget.left
        try:
            return find_completion([formula], self._sets, self._preference, budget) is None
        except SearchLimitError:
            return False
        finally:
            self._left -= granted - budget.left

    def _core(self, part: Condition, *, negative: bool) -> list[Condition]:
        """Return joined pieces that are impossible (or always true) together, none of them superfluous."""
        pieces: list[Condition] = []
        if isinstance(part, AnyOf if negative else AllOf):
            pieces = list(part.parts)
            join = any_of if negative else all_of
            for piece in reversed(part.parts):
                fewer = [other for other in pieces if other is not piece]
                if self._impossible(join(fewer), negative=negative):
                    pieces = fewer
        return pieces


def _reads_each_once(formula: Formula) -> bool:
    """Tell whether no column is read twice, and the formula holds if all literals do: then they can, together."""
    literals = literals_of(formula)
    apart = len({literal.column for literal in literals}) == len(literals)
    return apart and all(one.values for one in literals) and _holds_with_all(formula)


def _holds_with_all(formula: Formula) -> bool:
    """Tell whether a formula holds if all of its literals do; only a group with too few parts does not."""
    match formula:
        case Literal():
            return True
        case Every(parts):
            least = 0
        case Some(parts):
            least = 1
        case Threshold(least, parts):
            pass
    return len(parts) >= least and all(_holds_with_all(part) for part in parts)


def names_of(condition: Condition) -> frozenset[str]:
    """Return the names of the facts and patterns that a condition reads.

    Example:
        >>> sorted(names_of(AllOf((In("a", None, (True,)), NotThat(In("b", "x", (True,)))))))
        ['a', 'b']
    """
    match condition:
        case In(name, _, _):
            return frozenset({name})
        case NotThat(part):
            return names_of(part)
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            return frozenset(name for part in parts for name in names_of(part))


def _parts(condition: Condition) -> list[Condition]:
    """Return the joined parts inside a condition and the condition itself, the innermost first."""
    match condition:
        case In():
            return []
        case NotThat(part):
            return _parts(part)
        case AllOf(parts) | AnyOf(parts) | AtLeastOf(_, parts):
            return [*(inner for part in parts for inner in _parts(part)), condition]


def _told(spans: list[Span], text: str, joint: str) -> str | None:
    """Name the pieces that do not fit together, in the words of the text."""
    pieces = list(dict.fromkeys(quoted(" ".join(span.of(text).split())) for span in spans))
    return f" {joint} ".join(pieces) if len(pieces) > 1 else None
