"""Formatting: canonical inside lines, breaks where the author has them, and nothing else of a file is touched."""

import re
import tomllib
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutengine import PackError
from rutengine.documents.folders import read_folder
from rutengine.documents.formatting import arrange, format_pack, format_value
from rutengine.documents.packs import read_pack
from rutengine.language.parser import parse_condition, parse_level
from rutengine.language.printer import print_condition, print_level
from rutengine.language.tokens import tokenize

ROOT = Path(__file__).parents[2]
CAREER = MappingProxyType(read_folder(ROOT / "rules" / "career"))
PLANTS = MappingProxyType(read_folder(ROOT / "examples" / "plants" / "pack"))


def reprint(text: str, *, keep: bool = False) -> str:
    return print_condition(parse_condition(text), text if keep else "")


def relevel(text: str) -> str:
    return print_level(parse_level(text))


def formatted(raw: str) -> str:
    return format_value(raw, tomllib.loads(f"x = {raw}")["x"], reprint)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('"a"', '"a"'),
        ('" a "', '"a"'),
        ("'a>=2'", "'a >= 2'"),
        ("\"a in ['x',\\t'y']\"", "\"a in {'x', 'y'}\""),
        ("'a == \"x\"'", "\"a == 'x'\""),
        ("'a == \"x\" and b in (\"it''s\",)'", "'a == \"x\" and b in (\"it''s\",)'"),
        ('"a ==  \\"it\'s\\""', '"a == \\"it\'s\\""'),
        ("'''a ==  \"it's\"'''", "'''a == \"it's\"'''"),
        ('"a &&  b"', '"a &&  b"'),
        ('"""a  and b"""', '"""a and b"""'),
        ('"""  a"""', '"""a"""'),
        ('"""\n  a  \n"""', '"""\n  a\n"""'),
        ('"""\n(a\nand  b)"""', '"""\na\nand b"""'),
        ('"""a and \\\n   (b)"""', '"""a and\n   b"""'),
        ('"""\\\n  a and \\\n\n  b  \\  \n"""', '"""\n  a and\n\n  b\n"""'),
        ('"""a  and x in {\'p\\\n  q\'}"""', '"""a  and x in {\'p\\\n  q\'}"""'),
        ('"""a >\\\n= 2"""', '"""a >\\\n= 2"""'),
        ('"a \\n and b"', '"a and b"'),
    ],
)
def test_a_string(raw: str, expected: str) -> None:
    if "''s" in raw:
        raw = expected = raw.replace("''", "\\u0027")
    assert formatted(raw) == expected
    assert formatted(expected) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("(a or (b  and c))", "a or (b and c)"),
        ("((a and b)) or c", "(a and b) or c"),
        ("a and b or c", "a and b or c"),
        ("((a or b) and (c or d)) or e", "((a or b) and (c or d)) or e"),
        ("(a or b) and (c or d) or e", "(a or b) and (c or d) or e"),
        ("not (x  == 1) or not ('m' in s)", "not (x == 1) or not ('m' in s)"),
        ("not x == 1 or not (a) or not (not (b))", "not x == 1 or not a or not not b"),
        ("(x >= 2) and (a and (b))", "x >= 2 and (a and b)"),
        ("at_least(1, (a and b), (c or d and e))", "at_least(1, a and b, c or d and e)"),
    ],
)
def test_parentheses_that_help_a_reader_stay(written: str, expected: str) -> None:
    assert formatted(f'"{written}"') == f'"{expected}"'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a\nand (\n  b\n  or c\n)", "a\nand (\n  b\n  or c\n)"),
        ("a\nand (\n  b\n  or (c and d)\n)", "a\nand (\n  b\n  or c and d\n)"),
        ("(\n  a and b\n)", "a and b"),
        ("a or (\n  b and c\n) or d", "a or\n  b and c\nor d"),
        ("at_least(2,\n  a,\n\n  (b),\n  c)", "at_least(2,\n  a,\n\n  b,\n  c)"),
        ("x in [\n  'a',\n  'b'\n]", "x in {\n  'a',\n  'b'\n}"),
        ("x in (\n  'a',\n)", "x in {\n  'a'\n}"),
        ("((\n(a or b)\n)) and c", "(\na or b\n) and c"),
        ("a and\n(\n  (b or c))", "a and\n(\n  b or c)"),
    ],
)
def test_breaks_stay_where_they_are(written: str, expected: str) -> None:
    assert arrange(written, reprint(written)) == expected
    assert arrange(expected, reprint(expected)) == expected


def test_a_level_over_several_lines() -> None:
    written = "max(\n  (4) if (a) else 0,\n  4-b\n)"
    assert arrange(written, relevel(written)) == "max(\n  4 if a else 0,\n  4 - b\n)"


@st.composite
def laid_out(draw: st.DrawFn) -> str:
    """A condition with spaces, breaks and parentheses wherever they may stand."""
    space = st.sampled_from(["", " ", "  ", "\n", "\n  ", " \n\n\t"])
    tests = [
        "a",
        "a.b >= 2",
        "1 <= a < 3",
        "x in {'p', 'q'}",
        "x not in ('p',)",
        "'m' in s",
        "size(s) == 1",
        'x == "it\'s"',
    ]
    plain = draw(
        st.recursive(
            st.sampled_from(tests),
            lambda inner: st.one_of(
                st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
                inner.map("({})".format),
                inner.map("not ({})".format),
                st.tuples(inner, inner).map(lambda two: f"at_least(1, {two[0]}, {two[1]})"),
            ),
            max_leaves=6,
        )
    )
    tokens = tokenize(plain)[:-1]
    pieces = [draw(space)]
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        glued = after is not None and token.text[-1].isalnum() and (after.text[0].isalnum() or after.text[0] in "'\"")
        pieces += [token.text, draw(space) or (" " if glued else "")]
    return "".join(pieces)


@settings(deadline=None)
@given(laid_out())
def test_the_same_is_said_and_formatting_it_again_changes_nothing(text: str) -> None:
    raw = f'"""{text}"""'
    once = formatted(raw)
    said = tomllib.loads(f"x = {once}")["x"]
    assert parse_condition(said) == parse_condition(text)
    assert formatted(once) == once
    assert [token.text for token in tokenize(said)] == [token.text for token in tokenize(reprint(text, keep=True))]
    assert "\n" in once or said == reprint(text, keep=True)
    assert not re.search(r"[ \t]\n|[^\s]  +\S", said)


def rewritten(files: dict[str, bytes], name: str, old: str, new: str) -> dict[str, bytes]:
    data = files[name].decode()
    assert data.count(old) == 1
    return {**files, name: data.replace(old, new).encode()}


@pytest.mark.parametrize("files", [CAREER, PLANTS], ids=["career", "plants"])
def test_a_pack_means_the_same_and_only_conditions_change(files: dict[str, bytes]) -> None:
    changed = format_pack(files)
    assert changed == {}
    files = {name: data.replace(b" >= ", b">=") for name, data in files.items()}
    changed = format_pack(files)
    assert changed
    after = {**files, **changed}
    assert format_pack(after) == {}
    before, now = read_pack(files), read_pack(after)
    assert before.pack is not None
    assert now.pack is not None
    assert now.pack.content_hash == before.pack.content_hash
    assert not [name for name in changed if name.startswith(("scenarios/", "guarantees"))]


def test_every_kind_of_condition_is_formatted_where_it_stands() -> None:
    files = dict(PLANTS)
    edits = [
        (
            "rules/water.toml",
            'patterns.drowning >= clear"\nbecause = "Yellow',
            '(patterns.drowning>=clear)" # why\nbecause = "Yellow',
        ),
        ("strategies/water-it.toml", "\"kind == 'fern'\"", "\"kind=='fern'\""),
        ("strategies/repot.toml", "\"kind == 'succulent'\"", "'kind == \"succulent\"'"),
        ("strategies/repot.toml", 'strategy = "let-it-dry"', 'strategy = "let-it-dry",  when  = "(leaves.sticky)"'),
        ("patterns.toml", "dry_days > 7", "dry_days>7"),
        ("patterns.toml", "4 if dry_days <= 1 else 0", "(4) if dry_days<=1 else 0"),
        ("patterns.toml", "\"'webs' in seen\"", "\"('webs' in seen)\""),
        ("constraints.toml", "or not 'mould' in seen", "or  not 'mould' in seen"),
        (
            "facts.toml",
            'label = "leaves have brown tips"',
            'follows="leaves.yellow>=2"\nlabel = "leaves have brown tips"',
        ),
    ]
    for name, old, new in edits:
        files = rewritten(files, name, old, new)
    changed = format_pack(files)
    assert sorted(changed) == sorted({name for name, _, _ in edits})
    after = {name: data.decode() for name, data in changed.items()}
    assert 'when = "patterns.drowning >= clear" # why\n' in after["rules/water.toml"]
    assert '"let-it-dry",  when  = "leaves.sticky" }' in after["strategies/repot.toml"]
    assert 'follows="leaves.yellow >= 2"' in after["facts.toml"]
    for name in ("patterns.toml", "constraints.toml", "strategies/water-it.toml"):
        assert after[name] == PLANTS[name].decode()


def test_line_endings_stay() -> None:
    name = "rules/light.toml"
    text = (
        PLANTS[name]
        .decode()
        .replace("\"kind == 'fern' and", '"""\nkind==\'fern\'\nand', 1)
        .replace("'full_sun'\"", '\'full_sun\'"""', 1)
    )
    text = text.replace("leaves.yellow >= 1", "leaves.yellow>=1")
    crlf = text.replace("\n", "\r\n").replace("\r\n", "\n", 1)
    wanted = text.replace("kind==", "kind == ").replace("yellow>=1", "yellow >= 1")
    changed = format_pack({**PLANTS, name: crlf.encode()})
    assert changed == {name: wanted.replace("\n", "\r\n").replace("\r\n", "\n", 1).encode()}


def test_what_cannot_be_read_or_would_be_too_long_stays() -> None:
    files = rewritten(dict(PLANTS), "rules/light.toml", "kind == 'fern' and", "kind = 'fern'  and")
    assert format_pack(files) == {}
    long = "\n" + " or\n".join(["a>=2"] * 220) + "\n" + " " * 500
    raw = f'"""{long}"""'
    assert formatted(raw) == raw


def test_files_that_are_no_pack_are_refused() -> None:
    with pytest.raises(PackError, match="RUT108"):
        format_pack(rewritten(dict(PLANTS), "pack.toml", "threshold = 3", 'threshold = "3"'))
