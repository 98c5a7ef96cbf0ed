"""Which characters may be shown: nothing that a terminal obeys, nothing that hides or reorders text."""

import unicodedata

from rutengine.diagnostics.limits import LIMITS

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def is_hidden(character: str) -> bool:
    """Tell whether a character is a control, format, surrogate, private or unassigned one (tab and newline too)."""
    return unicodedata.category(character) in _HIDDEN


def find_hidden(text: str) -> int | None:
    """Return the position of the first hidden character other than tab and newline, or None.

    Example:
        >>> find_hidden("plain"), find_hidden("a\\u202eb")
        (None, 1)
    """
    if text.isascii() and text.isprintable():
        return None
    for position, character in enumerate(text):
        if character not in "\t\n" and is_hidden(character):
            return position
    return None


def visible(text: str) -> str:
    """Return `text` with every hidden character escaped, so that it can be printed safely.

    Example:
        >>> visible("a\\x1b[31mb")
        'a\\\\u001b[31mb'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(character):04x}" if is_hidden(character) and character not in "\t\n" else character
        for character in text
    )


def quoted(text: str, longest: int = LIMITS.name_characters) -> str:
    """Return user text in backticks, made visible, on one line and cut to `longest` characters.

    Example:
        >>> quoted("signals.pased_over")
        '`signals.pased_over`'
    """
    shown = visible(text[: longest + 1]).replace("\n", " ").replace("\t", " ").replace("`", "'")
    return f"`{shown[:longest]}...`" if len(shown) > longest else f"`{shown}`"
