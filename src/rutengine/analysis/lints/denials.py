"""Whether a word is plainly denied by what stands before it: "this is not your fault" blames nobody.

A denial is one of few words, and between it and the word that it denies only few others may stand: any other word, and
any punctuation mark, ends its reach. So "this is not hard: success is guaranteed" denies nothing. What is denied twice
is not denied plainly, and neither is what somebody is told to stop: "do not be lazy" is no kinder than "you are lazy".
"""

import re
from typing import Final

_NOT: Final = ("no", "not", "never", "neither", "nor", "cannot")
"""The words that deny what follows; every word that ends in "n't" is one too."""

_NOBODY: Final = ("nobody", "no one", "nothing", "none")
"""The words of whom everything is denied that is said of them."""

_SPEAKING: Final = (
    *("advice", "answer", "app", "book", "card", "checklist", "course", "list", "method", "page", "person", "plan"),
    *("program", "questionnaire", "quiz", "result", "rule", "score", "step", "test", "tool"),
)
"""What nothing can be said by: behind "no", they are as good as "nobody"."""

_SAYING: Final = (
    *("say", "says", "said", "mean", "means", "prove", "proves", "show", "shows", "tell", "tells", "claim", "claims"),
    *("promise", "promises", "happen", "happened", "because", "about", "true"),
    *("sign", "proof", "evidence", "diagnosis"),
)
"""What can be denied of a whole sentence: "no test says that you have"."""

_BEING: Final = (
    *("am", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did"),
    *("can", "could", "may", "might", "must", "should", "will", "would"),
)
_SOMETHING: Final = ("a", "an", "any", "the", "your", "own", "such", "real", "really", "necessarily", "yet", "ever")
_SOMEBODY: Final = ("i", "you", "he", "she", "it", "we", "they", "this", "these", "that", "here", "somebody", "someone")
_LINKING: Final = ("that", "whether", "because", "of", "for")
_JOINING: Final = ("and", "but", "or", "so", "because", "if", "when")


def _one_of(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(words)})"


def _some_of(words: tuple[str, ...]) -> str:
    return f"(?: {_one_of(words)})*"


_DENYING: Final = rf"(?<![\w'-])(?:{_one_of(_NOT)}|\w+n't)(?![\w'-])"
_NOT_POSSIBLE: Final = r"(?<![\w'-])(?:(?:can|could|will|would) (?:not|never)|(?:ca|could|wo|would)n't|cannot) be"
_FEW: Final = rf"(?<![\w'-])(?:{_one_of(_NOBODY)}(?: (?:here|else|of \w+))?|no (?:\w+ )?{_one_of(_SPEAKING)})"
_SENTENCE: Final = rf" {_one_of(_SAYING)}(?: {_one_of(_LINKING)})?(?: {_one_of(_SOMEBODY)}{_some_of(_BEING)})?"
_DENIAL: Final = re.compile(
    rf"(?:{_NOT_POSSIBLE}|{_DENYING}|{_FEW}(?= (?:{_one_of((*_BEING, *_SAYING))} |$)){_some_of(_BEING)})"
    rf"{_some_of(_SOMETHING)}(?:{_SENTENCE}{_some_of(_SOMETHING)})? $"
)
_EARLIER: Final = re.compile(
    rf"(?:{_DENYING}|\b{_one_of(_NOBODY)}\b)(?!.*[.,;:!?()])(?!.* {_one_of(_JOINING)} ).*$",
)


def is_denied(before: str) -> bool:
    """Tell whether the word behind a text is denied by it, once.

    Arguments:
        before: what stands before the word: lower case, single spaces, one at the end, and straight apostrophes.

    Example:
        >>> is_denied("no test says that you have "), is_denied("this is not hard: success is ")
        (True, False)
    """
    denial = _DENIAL.search(before)
    if denial is None:
        return False
    return denial.group().startswith("nor ") or not _EARLIER.search(before[: denial.start()])
