"""The scope is what a name in a condition can mean: a fact, a pattern or a constant."""

from collections.abc import Mapping

import attrs

from rutengine.diagnostics.diagnostic import Finding
from rutengine.diagnostics.spans import Span
from rutengine.diagnostics.suggestions import did_you_mean
from rutengine.language.syntax import Name
from rutengine.model.pattern import Pattern
from rutengine.vocabulary.kinds import BoolKind, ChoiceKind, IntKind, Kind
from rutengine.vocabulary.vocabulary import Vocabulary

PATTERNS = "patterns."


@attrs.frozen
class Constant:
    """A named constant."""

    value: int


@attrs.frozen
class Unclear:
    """A pattern that was reported already: what is said of it cannot be judged, and nothing more is reported."""


Meaning = Kind | Constant | Unclear


@attrs.frozen
class Scope:
    """Every name with what it means.

    Arguments:
        meanings: by dotted name.
        facts_only: whether patterns may not be named.
        whole: whether every pattern of the pack is here; if not, one that is not is taken for a lost one.
    """

    meanings: Mapping[str, Meaning]
    facts_only: bool = False
    whole: bool = True

    @classmethod
    def of(
        cls,
        vocabulary: Vocabulary[object],
        patterns: tuple[Pattern, ...],
        constants: Mapping[str, int],
        incomplete: frozenset[str] = frozenset(),
    ) -> "Scope":
        """Return the scope of a pack, of which the parts named in `incomplete` have lost something."""
        meanings: dict[str, Meaning] = {name: Constant(value) for name, value in constants.items()}
        meanings.update((f"{PATTERNS}{pattern.id}", kind_of(pattern) or Unclear()) for pattern in patterns)
        meanings.update((fact.name, fact.kind) for fact in vocabulary.facts)
        return cls(meanings, whole="patterns" not in incomplete)

    def for_facts(self) -> "Scope":
        """Return the same scope for a text that may speak of facts only."""
        return attrs.evolve(self, facts_only=True)

    def meaning(self, name: Name) -> Meaning | Finding:
        """Return what a name means, or a finding with what was probably meant."""
        found = self.meanings.get(name.dotted)
        derived = name.dotted.startswith(PATTERNS)
        if self.facts_only and derived and (found is not None or not self.whole):
            return Finding(
                code="RUT309",
                message=f"a constraint cannot speak of the pattern `{name.dotted}`",
                span=name.span,
                expected="facts only",
                help="write out the condition on the facts",
            )
        if found is None and derived and not self.whole:
            return Unclear()
        return self._unknown(name) if found is None else found

    def _unknown(self, name: Name) -> Finding:
        what = "pattern" if name.dotted.startswith(PATTERNS) else "fact" if len(name.parts) > 1 else "name"
        known = [other for other in self.meanings if not (self.facts_only and other.startswith(PATTERNS))]
        patterns = "" if self.facts_only else ", `patterns.NAME`"
        return Finding(
            code="RUT301",
            message=f"unknown {what} `{name.dotted}`",
            span=name.span,
            expected=f"a fact of the vocabulary{patterns} or a constant of the pack",
            help=did_you_mean(name.dotted, known),
        )


def kind_of(pattern: Pattern) -> BoolKind | IntKind | ChoiceKind | None:
    """Return the kind of the values of a pattern, from the form of its definition; None if that is not one form."""
    if sum(form is not None for form in (pattern.level, pattern.any, pattern.count, pattern.case)) != 1:
        return None
    if pattern.level is not None:
        return IntKind(0, 4)
    if pattern.any is not None:
        return BoolKind()
    if pattern.count is not None:
        return IntKind(0, len(pattern.count)) if pattern.count else None
    values = [row.value for row in pattern.case or ()]
    texts = tuple(dict.fromkeys(value for value in values if isinstance(value, str)))
    if not texts:
        return IntKind(0, 4) if values else None
    return ChoiceKind(texts) if all(isinstance(value, str) for value in values) else None


def wrong_kind(
    message: str, span: Span, expected: str | None = None, found: str | None = None, hint: str | None = None
) -> Finding:
    """Return the finding that a name is used in a way that does not fit its kind."""
    return Finding(code="RUT302", message=message, span=span, expected=expected, found=found, help=hint)
