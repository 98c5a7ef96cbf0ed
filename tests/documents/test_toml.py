"""Bytes become a table or one diagnostic; the checks come in the order of their price."""

import sys
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutengine.diagnostics.diagnostic import Diagnostic
from rutengine.diagnostics.limits import LIMITS
from rutengine.documents.toml import TomlFile, read_toml


def refused(data: bytes) -> Diagnostic:
    found = read_toml("rules/pay.toml", data)
    assert isinstance(found, Diagnostic)
    assert found.address.file == "rules/pay.toml"
    return found


def test_a_table_comes_with_its_places() -> None:
    file = read_toml("pack.toml", b"a = 1\r\n[b]\r\nc = '''x\r\ny'''\r\n")
    assert isinstance(file, TomlFile)
    assert file.table == {"a": 1, "b": {"c": "x\ny"}}
    assert file.source is not None
    place = file.source.find(("b", "c"))
    assert place is not None
    assert (place.key.line, place.key.column) == (3, 1)


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_size_is_limited(extra: int) -> None:
    found = read_toml("a.toml", b"#" * (LIMITS.pack_file_bytes + extra))
    assert isinstance(found, Diagnostic) == (extra > 0)
    assert isinstance(found, TomlFile) or (found.code == "RUT101" and "512 KiB" in found.finding.message)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"a = '\xff'", "RUT101", "not UTF-8 from byte 5 on"),
        ("a = 1".encode("utf-16"), "RUT101", "not UTF-8"),
        (b"\xef\xbb\xbfa = 1", "RUT101", "byte order mark"),
        (b"a = '\xed\xa0\x80'", "RUT101", "not UTF-8"),
        (b"a = " + b"[" * 17, "RUT103", "more than 16 lists and tables"),
        (b"a.b.c.d.e.f.g.h.i = 1", "RUT103", "more than 8 parts"),
        (b"a = 1\nb = ", "RUT102", "invalid value"),
        (b"a = 1\na = 2", "RUT102", "cannot overwrite a value"),
        (b"a = " + b"9" * 5_000, "RUT102", "too many digits"),
        (b'a = "\\ud800"', "RUT102", "not a Unicode scalar value"),
        (b"a = 1\rb = 2", "RUT102", "not valid TOML"),
        (b"a = 2026-02-30", "RUT102", "invalid date"),
        (b"a = \x00", "RUT102", "not valid TOML"),
    ],
)
def test_what_is_refused(data: bytes, code: str, said: str) -> None:
    found = refused(data)
    assert found.code == code
    assert said in found.finding.message


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"a = 1\nb = x\nc = 3", 2, 5),
        (b"a = 1\r\n\r\nb = x", 3, 5),
        (b"a = 'x", 1, 7),
        (b"\na.b.c.d.e.f.g.h.i = 1", 2, 16),
    ],
)
def test_the_flaw_is_shown(data: bytes, line: int, column: int) -> None:
    excerpt = refused(data).excerpt
    assert excerpt is not None
    assert (excerpt.line, excerpt.column) == (line, column)
    assert excerpt.text in data.decode().replace("\r", "").split("\n")


def test_a_long_key_is_not_quoted_in_full() -> None:
    key = "k" * 100_000
    found = refused(f"{key} = 1\n{key} = 2".encode())
    assert len(str(found)) < 3_000
    table = refused(f"[{key}]\n[{key}]".encode())
    assert len(table.finding.message) <= LIMITS.message_characters


def test_escape_codes_of_the_file_reach_no_terminal() -> None:
    found = refused("a = '\x1b[31m' \u202e".encode())
    assert "\x1b" not in str(found)
    assert "\u202e" not in str(found)


def test_a_deep_caller_gets_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_: str) -> dict[str, object]:
        raise RecursionError

    monkeypatch.setattr("rutengine.documents.toml.tomllib.loads", exhausted)
    assert refused(b"a = 1").code == "RUT103"


@pytest.mark.skipif(not hasattr(sys, "set_int_max_str_digits"), reason="integers are not limited here")
def test_integers_up_to_the_limit_of_python_are_left_to_structuring() -> None:
    file = read_toml("a.toml", b"a = 90071992547409930")
    assert isinstance(file, TomlFile)
    assert file.table == {"a": 90071992547409930}


@given(st.binary(max_size=200) | st.text(alphabet="[]{}=.\"'a1\n#,\\ ", max_size=60).map(str.encode))
def test_any_bytes_give_a_table_or_a_diagnostic(data: bytes) -> None:
    found = read_toml("a.toml", data)
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except ValueError:
        assert isinstance(found, Diagnostic)
    else:
        assert isinstance(found, TomlFile)
        assert found.table == table
