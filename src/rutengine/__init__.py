"""rutengine: declarative rules over any attrs class, with decisions that explain themselves."""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from rutengine.model.version import VERSION as __version__  # noqa: N811 - the name that users look for

if TYPE_CHECKING:
    from rutengine.diagnostics.diagnostic import Diagnostic
    from rutengine.diagnostics.errors import (
        ClaimError,
        InterviewError,
        LanguageError,
        PackError,
        Problem,
        ProfileError,
        RutengineError,
        VocabularyError,
    )
    from rutengine.engine.answers import Card, Change, Comparison, Reason, Sure
    from rutengine.engine.decision import Decision, Explanation, Recommendation
    from rutengine.engine.engine import Engine, load_pack
    from rutengine.engine.interviews import Interview
    from rutengine.engine.plans import Plan
    from rutengine.interview.records import Question
    from rutengine.model.claims import Claim
    from rutengine.model.pack import CheckedPack, Pack
    from rutengine.vocabulary.facts import Answer, Answered, fact, part
    from rutengine.vocabulary.possible import Possible, between, members, one_of
    from rutengine.vocabulary.vocabulary import Vocabulary

__all__ = [
    "Answer",
    "Answered",
    "Card",
    "Change",
    "CheckedPack",
    "Claim",
    "ClaimError",
    "Comparison",
    "Decision",
    "Diagnostic",
    "Engine",
    "Explanation",
    "Interview",
    "InterviewError",
    "LanguageError",
    "Pack",
    "PackError",
    "Plan",
    "Possible",
    "Problem",
    "ProfileError",
    "Question",
    "Reason",
    "Recommendation",
    "RutengineError",
    "Sure",
    "Vocabulary",
    "VocabularyError",
    "__version__",
    "between",
    "fact",
    "load_pack",
    "members",
    "one_of",
    "part",
]

_HOMES: Final = {
    "Answer": "rutengine.vocabulary.facts",
    "Answered": "rutengine.vocabulary.facts",
    "Card": "rutengine.engine.answers",
    "Change": "rutengine.engine.answers",
    "CheckedPack": "rutengine.model.pack",
    "Claim": "rutengine.model.claims",
    "ClaimError": "rutengine.diagnostics.errors",
    "Comparison": "rutengine.engine.answers",
    "Decision": "rutengine.engine.decision",
    "Diagnostic": "rutengine.diagnostics.diagnostic",
    "Engine": "rutengine.engine.engine",
    "Explanation": "rutengine.engine.decision",
    "Interview": "rutengine.engine.interviews",
    "InterviewError": "rutengine.diagnostics.errors",
    "LanguageError": "rutengine.diagnostics.errors",
    "Pack": "rutengine.model.pack",
    "PackError": "rutengine.diagnostics.errors",
    "Plan": "rutengine.engine.plans",
    "Possible": "rutengine.vocabulary.possible",
    "Problem": "rutengine.diagnostics.errors",
    "ProfileError": "rutengine.diagnostics.errors",
    "Question": "rutengine.interview.records",
    "Reason": "rutengine.engine.answers",
    "Recommendation": "rutengine.engine.decision",
    "RutengineError": "rutengine.diagnostics.errors",
    "Sure": "rutengine.engine.answers",
    "Vocabulary": "rutengine.vocabulary.vocabulary",
    "VocabularyError": "rutengine.diagnostics.errors",
    "between": "rutengine.vocabulary.possible",
    "fact": "rutengine.vocabulary.facts",
    "load_pack": "rutengine.engine.engine",
    "members": "rutengine.vocabulary.possible",
    "one_of": "rutengine.vocabulary.possible",
    "part": "rutengine.vocabulary.facts",
}
"""Where each name is: it is imported when it is first asked for, because the plug-in of pytest is always loaded."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import a name of the face."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = value = getattr(import_module(_HOMES[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
