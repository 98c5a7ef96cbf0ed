"""Whether a word is plainly denied by its sentence: "this is not your fault" blames nobody.

A denial is one of few words, and between it and the word that it denies only few others may stand: any other word, and
any punctuation mark, ends its reach. So "this is not hard: success is guaranteed" denies nothing. What is denied twice
is not denied plainly, and neither is what somebody is told to stop: "do not be lazy" is no kinder than "you are lazy".
What stands behind the word can turn it: a question denies nothing, and "nobody is lazy but you" blames somebody.
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


_NONE: Final = ("no", "nobody", "nothing", "none")
"""How denials begin that "but" takes something out of: "you are not lazy but tired" stays one."""

_REACH: Final = 200
"""How many characters before and behind a word are looked at."""


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
_END: Final = re.compile(r"[.!;:]|(?<=\?)")
_EXCEPT: Final = re.compile(r"\b(?:except|unless|besides|other than|apart from|aside from|save for)\b")
_BUT: Final = re.compile(
    rf"(?<!,) but (?!{_one_of(_SOMEBODY)} (?!(?:and|or|alone)\b)\w)| but you(?:rself|rselves)?\W*$",
)


def is_denied(text: str, start: int, end: int) -> bool:
    """Tell whether a word is denied by what stands around it, once; only so many characters are looked at.

    Arguments:
        text: the whole text: lower case, single spaces, and straight apostrophes.
        start, end: where the word begins, and where it ends.

    Example:
        >>> is_denied("no test says that you are lazy", 26, 30), is_denied("this is not hard: lazy", 18, 22)
        (True, False)
    """
    before = text[max(0, start - _REACH) : start]
    if start > _REACH:
        before = before.partition(" ")[2]
    denial = _DENIAL.search(before)
    if denial is None or _is_turned(denial.group(), text[end : end + _REACH]):
        return False
    return denial.group().startswith("nor ") or not _EARLIER.search(before[: denial.start()])


def _is_turned(denial: str, after: str) -> bool:
    """Tell whether a denial is none for what stands behind the word: a question, or somebody who is left out of it."""
    rest = _END.split(after, maxsplit=1)[0]
    if rest.endswith("?") or _EXCEPT.search(rest):
        return True
    return denial.split(maxsplit=1)[0] in _NONE and _BUT.search(rest) is not None
