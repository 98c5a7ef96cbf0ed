"""A text for people with a clinical name, a promise or blame in it; the words are in `words`.

Right after "no", "not", "not a" or "never" they are allowed: "this is not your fault" blames nobody.
"""

import re
from collections.abc import Iterator
from typing import Final

from rutengine.analysis.lints.finding import LintFinding
from rutengine.analysis.lints.inquiry import Inquiry
from rutengine.analysis.lints.texts import texts_of
from rutengine.analysis.lints.words import WORDS

_KINDS: Final = {word: kind for kind, words in WORDS.items() for word in words}
_DENIED: Final = "".join(rf"(?<!\b{word} )" for word in ("no", "not", "not a", "never"))
_WORD: Final = "|".join(re.escape(word) for word in sorted(_KINDS, key=len, reverse=True))
_ANY: Final = re.compile(rf"{_DENIED}(?<![\w-])({_WORD})(?![\w-])")


def find(inquiry: Inquiry) -> Iterator[LintFinding]:
    """Yield a finding for every text and word of the list that is in it, as a whole word."""
    for address, subject, text in texts_of(inquiry.pack):
        for word in dict.fromkeys(_ANY.findall(" ".join(text.lower().split()))):
            yield LintFinding(lint="wording", address=address, subject=subject, message=f"`{word}` is {_KINDS[word]}")
