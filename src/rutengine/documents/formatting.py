"""Conditions in canonical form where they stand: nothing else of a file is touched, not even its line endings.

A condition keeps the line breaks and the indentation that its author gave it, and the parentheses that tell readers
what belongs together; inside its lines it is written as the printer writes it. A backslash that hides a line break from
TOML goes, because conditions may have line breaks. A condition that cannot be read, and one that would get too long,
stays as it is.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs

from rutengine.diagnostics.diagnostic import Address
from rutengine.diagnostics.errors import LanguageError, PackError
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.canonical import CONDITIONS, Reprint
from rutengine.documents.converter import key_of
from rutengine.documents.packs import read_pack
from rutengine.documents.places import Node, SourceMap
from rutengine.language.tokens import Token, tokenize
from rutengine.model.pack import Pack

_OPENING, _CLOSING, _COMMA = "([{", ")]}", ","
_TRAILING: Final = re.compile(r"[ \t]+(?=\n)")
_HIDDEN_BREAK: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=[ \t]*\n)")


def format_pack(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the files of a pack that are written otherwise in canonical form, as they should be.

    Guarantees and scenarios stay as they are: their claims have no canonical text.

    Arguments:
        files: all files, by relative name such as `rules/pay.toml`.

    Raises:
        PackError: the files are no pack; conditions are not looked into.
    """
    reading = read_pack(files)
    if reading.pack is None or reading.diagnostics:
        raise PackError(reading.diagnostics)
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for address, text, reprint in _conditions_of(reading.pack):
        source = reading.sources[address.file]
        node = _node(source, address)
        raw = source.text[node.value_start : node.value_end]
        written = format_value(raw, text, reprint)
        if written != raw:
            edits.setdefault(address.file, []).append((node.value_start, node.value_end, written))
    return {name: _edited(files[name], sorted(edits[name])) for name in sorted(edits)}


def format_value(raw: str, text: str, reprint: Reprint) -> str:
    """Return a TOML string that holds a condition with the condition in canonical form.

    Arguments:
        raw: the string as it is written, with its quotes.
        text: what it says.
        reprint: what gives the canonical text.

    Example:
        >>> from rutengine.model.rule import Rule
        >>> reprint = CONDITIONS[Rule, "when"]
        >>> format_value('"(a>=2)  and b"', "(a>=2)  and b", reprint)
        '"a >= 2 and b"'
        >>> print(format_value("'''\\na  and\\n  b'''", "a  and\\n  b", reprint))
        '''
        a and
          b'''
    """
    try:
        printed = reprint(text, keep=True)
    except LanguageError:
        return raw
    if raw.startswith('"""') and _HIDDEN_BREAK.search(raw):
        shown = _HIDDEN_BREAK.sub(r"\1", raw)
        said: str = tomllib.loads(f"x = {shown}")["x"]
        return format_value(shown, said, reprint) if _same_words(said, text) else raw
    if raw.startswith(('"""', "'''")):
        laid_out = raw[3:4].replace("\r", "\n") == "\n"
        before = f"\n{text}" if laid_out else text
        after = arrange(before, printed)
        fits = len(after) <= LIMITS.condition_characters
        return f"{raw[:3]}{after}{raw[:3]}" if after != before and fits else raw
    if printed == text:
        return raw
    if raw[0] not in printed:
        return f"{raw[0]}{printed}{raw[0]}"
    escaped = printed.replace('"', '\\"')
    return f'"{escaped}"'


def arrange(text: str, printed: str) -> str:
    """Return the canonical text of a condition with the line breaks of its author.

    Arguments:
        text: the condition as it was written.
        printed: its canonical text.

    Example:
        >>> print(arrange("a>=2\\n  and (b  or\\n  (c))", "a >= 2 and (b or c)"))
        a >= 2
          and (b or
          c)
    """
    written, wanted = tokenize(text)[:-1], tokenize(printed)[:-1]
    breaks = _breaks(text, written, wanted)
    pieces: list[str] = []
    for number, token in enumerate(wanted):
        between = printed[wanted[number - 1].span.end : token.span.start] if number else ""
        pieces += [breaks.get(number, between), token.text]
    lead, trail = text[: written[0].span.start], text[written[-1].span.end :]
    return f"{_break(lead)}{''.join(pieces)}{_break(trail)}"


def _same_words(text: str, other: str) -> bool:
    """Tell whether two texts, the second of which can be read, differ in nothing but their spaces."""
    try:
        return [token.text for token in tokenize(text)] == [token.text for token in tokenize(other)]
    except LanguageError:
        return False


def _breaks(text: str, written: Sequence[Token], wanted: Sequence[Token]) -> dict[int, str]:
    """Return the line breaks, each by the number of the wanted token that it stands before.

    Brackets and commas may be gone or others; all other tokens are the same in both texts, one by one. So a break is
    found again between the same two of them, among the same brackets in the same place. If the brackets are others, a
    break before one that closes stands before the last that does, and any other behind as many that open.
    """
    breaks: dict[int, str] = {}
    for signs, gap in zip(_gaps(written), _gaps(wanted), strict=True):
        theirs, ours = ([_sort(tokens[i]) for i in found[:-1]] for tokens, found in ((written, signs), (wanted, gap)))
        opening = len(ours) - ours.count(_OPENING)
        for place, i in enumerate(signs):
            space = _break(text[written[i - 1].span.end : written[i].span.start]) if 0 < i < len(written) else ""
            if theirs == ours:
                target = place
            elif theirs[place : place + 1] == [_CLOSING] and _CLOSING in ours:
                target = len(ours) - 1 - ours[::-1].index(_CLOSING)
            else:
                target = min(opening + theirs[:place].count(_OPENING), len(ours))
            if space and 0 < gap[target] < len(wanted):
                breaks[gap[target]] = space
    return breaks


def _gaps(tokens: Sequence[Token]) -> list[list[int]]:
    """Return for each token that is no bracket or comma, and for the end, its number after those before it."""
    gaps: list[list[int]] = [[]]
    for number, token in enumerate(tokens):
        gaps[-1].append(number)
        if not _sort(token):
            gaps.append([])
    gaps[-1].append(len(tokens))
    return gaps


def _sort(token: Token) -> str:
    """Return which sort of bracket a token is, or that it is a comma, or nothing if it is neither."""
    return next((sort for sort in (_OPENING, _CLOSING, _COMMA) if token.text in sort), "")


def _break(space: str) -> str:
    """Return the space between two tokens if it breaks the line, without spaces at the end of lines."""
    return _TRAILING.sub("", space) if "\n" in space else ""


def _conditions_of(pack: Pack) -> Iterator[tuple[Address, str, Reprint]]:
    """Visit the conditions of a pack, each with its address."""
    records: list[Any] = [*pack.words, *pack.patterns, *pack.constraints, *pack.strategies, *pack.rules]
    for record in records:
        yield from _conditions_in(record, record.address)


def _conditions_in(record: Any, address: Address) -> Iterator[tuple[Address, str, Reprint]]:  # noqa: ANN401 - a noun
    cls: type[Any] = type(record)  # pyright: ignore[reportUnknownVariableType]
    for field in attrs.fields(cls):
        value: object = getattr(record, field.name)
        place, reprint = address.at(key_of(cls, field.name)), CONDITIONS.get((cls, field.name))
        if isinstance(value, str) and reprint is not None:
            yield place, value, reprint
        for i, item in enumerate(cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()):
            if isinstance(item, str) and reprint is not None:
                yield place.at(i), item, reprint
            elif attrs.has(type(item)):
                yield from _conditions_in(item, place.at(i))


def _node(source: SourceMap, address: Address) -> Node:
    node = source.root
    for key in address.path:
        node = node.children[key]
    return node


def _edited(data: bytes, edits: Sequence[tuple[int, int, str]]) -> bytes:
    """Return a file with parts of it replaced; offsets count line endings as one character."""
    text = data.decode("utf-8")
    double = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]
    pieces: list[str] = []
    at = 0
    for first, last, written in edits:
        start, end = (offset + bisect_left(double, offset) for offset in (first, last))
        newline = "\r\n" if "\r\n" in text[start:end] else "\n"
        pieces += [text[at:start], written.replace("\n", newline)]
        at = end
    return "".join([*pieces, text[at:]]).encode("utf-8")
