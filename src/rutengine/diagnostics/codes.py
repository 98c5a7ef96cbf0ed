"""The register of diagnostics: every stable code, its name and the one thing that it reports.

Codes are permanent and never reused. `docs/reference/diagnostics.md` has a section for each, and `tests/cases/`
a good and a bad example.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_REGISTER = {
    # files
    "RUT101": ("unreadable-file", "a file cannot be read, is not a regular file, is too large or is not UTF-8"),
    "RUT102": ("toml-syntax", "a file is not valid TOML"),
    "RUT103": ("too-complex", "a file has more nesting, key parts or tables than is allowed"),
    "RUT104": ("unexpected-file", "a TOML file stands where the format has no place for it"),
    "RUT105": ("missing-file", "a file that every pack needs is missing"),
    "RUT106": ("unknown-key", "a key that the format does not know"),
    "RUT107": ("missing-key", "a key that is required is missing"),
    "RUT108": ("wrong-type", "a value has the wrong type"),
    "RUT109": ("wrong-value", "a value has the right type but is not allowed here"),
    "RUT110": ("unsafe-text", "a text has control, format or bidirectional characters"),
    "RUT111": ("bad-id", "an id or a name is not written as ids and names are"),
    "RUT112": ("wrong-format", "the pack is written in another version of the format"),
    # syntax of conditions
    "RUT201": ("unexpected-character", "a character that no condition may have"),
    "RUT202": ("unexpected-token", "a condition goes on with something that cannot stand there"),
    "RUT203": ("unfinished-condition", "a condition ends too early"),
    "RUT204": ("foreign-operator", "an operator of another language"),
    "RUT205": ("foreign-construct", "a construct that the condition language leaves out"),
    "RUT206": ("bad-number", "a number is not a plain whole number"),
    "RUT207": ("bad-text", "a text literal is not closed, too long or has characters that it may not have"),
    "RUT208": ("condition-too-large", "a condition is too long, too deep or has too many parts"),
    "RUT209": ("empty-condition", "a condition or a list has nothing in it"),
    # meaning of conditions
    "RUT301": ("unknown-name", "a fact, pattern or constant that does not exist"),
    "RUT302": ("wrong-kind", "a comparison does not fit the kind of the fact"),
    "RUT303": ("unknown-value", "a text is not one of the values of the fact"),
    "RUT304": ("out-of-range", "a number lies outside the range of the fact"),
    "RUT305": ("impossible-condition", "a condition can never hold"),
    "RUT306": ("always-true-condition", "a condition always holds"),
    "RUT307": ("no-constant", "a comparison is not between a name and a constant"),
    "RUT308": ("level-out-of-range", "a level can leave the range from 0 to 4"),
    "RUT309": ("pattern-in-constraint", "a constraint speaks of something other than facts"),
    # the pack as a whole
    "RUT401": ("duplicate-id", "two things have the same id"),
    "RUT402": ("unknown-strategy", "a strategy that does not exist"),
    "RUT403": ("unknown-source", "a citation of a source or section that does not exist"),
    "RUT404": ("unknown-reference", "a theme, phase, stance or constraint that is not declared"),
    "RUT405": ("cycle-of-patterns", "derived facts that depend on each other, or a chain that is too long"),
    "RUT406": ("cycle-of-order", "strategies that come after each other"),
    "RUT407": ("words-and-facts", "a fact without words, words without a fact, or a value without a label"),
    "RUT408": ("other-vocabulary", "the pack was written for another vocabulary"),
    "RUT409": ("stance-priority", "stances that share a priority, or a default stance that has one"),
    "RUT410": ("name-clash", "one name for two things"),
    "RUT411": ("bad-constraint", "constraints that no profile, or not the unanswered one, satisfies"),
    # rules and strategies
    "RUT501": ("rule-without-effect", "a rule that does nothing"),
    "RUT502": ("safety-barred", "a rule excludes or defers a safety strategy"),
    "RUT503": ("requires-no-safety", "a rule requires a strategy that is not one of safety"),
    "RUT504": ("supports-and-opposes", "a rule both supports and opposes one strategy"),
    "RUT505": ("no-default", "routes or rows of a case without a default at the end, or with one before it"),
    "RUT506": ("unreachable-strategy", "no rule can ever recommend a strategy"),
    "RUT507": ("bad-history", "the history or plan table names a fact that does not fit"),
    "RUT508": ("wrong-definition", "a pattern or constraint has no definition, or more than one"),
    # guarantees and scenarios
    "RUT601": ("wrong-guarantee", "a guarantee has no form, half of one, or more than one"),
    "RUT602": ("empty-scenario", "a scenario expects nothing"),
    "RUT603": ("scenario-without-why", "a scenario does not say why its outcome is right"),
    "RUT604": ("unknown-rule", "a rule that does not exist"),
    "RUT605": ("wrong-answer", "answers of a scenario that do not fit the vocabulary, or exclude each other"),
    "RUT606": ("unknown-route", "words with which no route of a strategy begins, or more than one"),
}

CODES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(_REGISTER)
"""Each code with its name and what it reports."""
