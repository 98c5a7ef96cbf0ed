"""A text for people with a clinical name, a promise or blame in it; the words are in `words`.

Where they are plainly denied, as `denials` says, they are allowed: "this is not your fault" blames nobody.
"""

import re
from collections.abc import Iterator
from typing import Final

from rutengine.analysis.lints.denials import is_denied
from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.texts import texts_of
from rutengine.analysis.lints.words import WORDS

_KINDS: Final = {word: kind for kind, words in WORDS.items() for word in words}
_WORD: Final = "|".join(re.escape(word) for word in sorted(_KINDS, key=len, reverse=True))
_ANY: Final = re.compile(rf"(?<![\w-])({_WORD})(?![\w-])")


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every text and word of the list that is in it, as a whole word."""
    for address, subject, text in texts_of(inquiry.pack):
        for word in words_in(text):
            yield LintFinding(lint="wording", address=address, subject=subject, message=f"`{word}` is {_KINDS[word]}")


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of the list that are in a text and not denied there, each once.

    Example:
        >>> words_in("It isn't your fault, and nobody can guarantee success."), words_in("You have been lazy.")
        ((), ('lazy',))
    """
    plain = " ".join(text.lower().replace("\u2019", "'").split())
    found = (match for match in _ANY.finditer(plain) if not is_denied(plain, *match.span()))
    return tuple(dict.fromkeys(match[0] for match in found))
