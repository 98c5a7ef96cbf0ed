"""rutengine: declarative rules over any attrs class, with decisions that explain themselves."""

from rutengine.diagnostics.diagnostic import Diagnostic
from rutengine.diagnostics.errors import (
    ClaimError,
    LanguageError,
    PackError,
    Problem,
    ProfileError,
    RutengineError,
    VocabularyError,
)
from rutengine.engine.decision import Decision, Explanation, Recommendation
from rutengine.engine.engine import Engine, load_pack
from rutengine.model.pack import CheckedPack, Pack
from rutengine.model.version import VERSION as __version__  # noqa: N811 - the name that users look for
from rutengine.vocabulary.facts import Answer, Answered, fact, part
from rutengine.vocabulary.possible import Possible, between, members, one_of
from rutengine.vocabulary.vocabulary import Vocabulary

__all__ = [
    "Answer",
    "Answered",
    "CheckedPack",
    "ClaimError",
    "Decision",
    "Diagnostic",
    "Engine",
    "Explanation",
    "LanguageError",
    "Pack",
    "PackError",
    "Possible",
    "Problem",
    "ProfileError",
    "Recommendation",
    "RutengineError",
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
