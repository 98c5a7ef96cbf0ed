"""The scan never raises, takes what `tomllib` takes, and knows where everything stands."""

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rutengine.diagnostics.diagnostic import KeyPath
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.spans import Span
from rutengine.documents.scan import scan_toml

FRAGMENTS = [
    *"[]{}=.,#\n\"' \t\\",
    "[[",
    "]]",
    '"""',
    "'''",
    "a",
    "b",
    "é",
    "a = 1\n",
    "b = {",
    "a.b = ",
    "[a]\n",
    "[[a]]\n",
    "[a.b]\n",
    "[[a.b]]\n",
    '"a\\u0062" = 2\n',
    "'' = [",
    "1, ",
    "true",
    "1979-05-27 07:32:00",
    "-1.5e3",
    '"x\\"y"',
    "\\\n",
    "# c",
]


def paths_in(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*path, key)
        yield from paths_in(item, (*path, key))


def at(data: object, path: KeyPath) -> object:
    for key in path:
        data = data[key]  # type: ignore[index]
    return data


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
@example('a = """"x"""""')
@example("a = ''''x'''''")
@example('"a.b".c = 1\n[x."y z"]\n[[x.l]]\n[x.l.m]\nk = [[1, 2], {d.e = "f"}]')
@example("a = [1,\n  # c ]\n 2, ]\n")
def test_agrees_with_tomllib_on_what_there_is(text: str) -> None:
    scan = scan_toml(text)
    try:
        data = tomllib.loads(text)
    except ValueError:
        return
    assert scan.excess is None
    assert sorted(scan.source.paths(), key=repr) == sorted(paths_in(data), key=repr)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_agrees_with_tomllib_on_where_values_are(text: str) -> None:
    source = scan_toml(text).source
    try:
        data = tomllib.loads(text)
    except ValueError:
        return
    for path, node in source.root.walk():
        if node.value_start >= 0:
            raw = text[node.value_start : node.value_end]
            assert tomllib.loads(f"value = {raw}")["value"] == at(data, path)
        else:
            assert isinstance(at(data, path), dict | list)


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_never_raises(text: str) -> None:
    scan = scan_toml(text)
    assert all(scan.source.locate(path, Span(0, 1)) is not None for path in scan.source.paths())


TEXTS = st.text(st.characters(exclude_characters="\"'\\\r", exclude_categories=["Cc", "Cs"]), max_size=20)


@given(TEXTS, TEXTS, st.data(), st.sampled_from(['"', "'", '"""', "'''"]), st.sampled_from(["", "\n"]))
def test_a_span_is_found_where_it_stands(before: str, body: str, data: st.DataObject, quote: str, newline: str) -> None:
    lines = [before.replace("\n", " "), body.replace("\n", " ")]
    multiline = len(quote) == 3
    content = "\n".join(lines) if multiline else "".join(lines)
    opening = quote + (newline if multiline else "")
    head = "# a comment = 'x'\n\t[[rule]]\n  "
    text = f"{head}when = {opening}{content}{quote} # end\nnext = 1\n"
    if multiline and content.startswith("\n") and not newline:
        content = content[1:]
    assert tomllib.loads(text)["rule"][0]["when"] == content
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    excerpt = scan_toml(text).source.locate(("rule", 0, "when"), Span(start, end))
    assert excerpt is not None
    line = text.split("\n")[excerpt.line - 1]
    meant = content[start:end].split("\n")[0]
    assert line[excerpt.column - 1 :].startswith(meant)
    assert excerpt.width == max(1, len(meant))


def test_a_key_is_found_in_its_line() -> None:
    text = 'x = 1\n[[rule]]\nid = "a"\n[[rule]]\nid = "b"\nsupport.find-mentor = 3\ncite = ["one", "two"]\n'
    source = scan_toml(text).source
    found = {path: source.find(path) for path in source.paths()}
    lines = {path: (place.key.line, place.key.column) for path, place in found.items() if place}
    assert lines == {
        ("x",): (1, 1),
        ("rule",): (2, 3),
        ("rule", 0): (2, 3),
        ("rule", 0, "id"): (3, 1),
        ("rule", 1): (4, 3),
        ("rule", 1, "id"): (5, 1),
        ("rule", 1, "support"): (6, 1),
        ("rule", 1, "support", "find-mentor"): (6, 9),
        ("rule", 1, "cite"): (7, 1),
        ("rule", 1, "cite", 0): (7, 9),
        ("rule", 1, "cite", 1): (7, 16),
    }
    place = source.find(("rule", 1, "cite", 1))
    assert place is not None
    assert place.value == place.key
    assert place.key.offset == text.index('"two"')
    assert source.find(("rule", 1, "when")) is None
    header = source.find(("rule", 1))
    assert header is not None
    assert header.value is None


@pytest.mark.parametrize(
    ("path", "line", "column", "width"),
    [
        (("rule", 0, "when"), 3, 1, 4),
        (("rule", 0, "because"), 2, 3, 4),
        (("rule", 7), 2, 3, 4),
        (("rule", 0, "cite", 1), 4, 14, 3),
        (("rule", 0, "cite", 5), 4, 1, 4),
    ],
)
def test_the_nearest_key_above_is_shown(path: KeyPath, line: int, column: int, width: int) -> None:
    source = scan_toml('a = 1\n[[rule]]\nwhen = "x"\ncite = ["b", "c"]\n').source
    excerpt = source.locate(path)
    assert excerpt is not None
    assert (excerpt.line, excerpt.column, excerpt.width) == (line, column, width)


def test_a_text_with_escapes_shows_its_key() -> None:
    excerpt = scan_toml('a = 1\nwhen = "x\\u0041"').source.locate(("when",), Span(1, 2))
    assert excerpt is not None
    assert (excerpt.line, excerpt.column, excerpt.width) == (2, 1, 4)


def test_what_has_no_place_is_not_shown() -> None:
    source = scan_toml("a = 1").source
    assert source.locate(()) is None
    assert source.locate(("b", "c")) is None


def test_a_span_behind_the_text_shows_the_key() -> None:
    excerpt = scan_toml('a = "bc"').source.locate(("a",), Span(7, 9))
    assert excerpt is not None
    assert excerpt.column == 1


def test_the_line_is_shown_safely() -> None:
    excerpt = scan_toml('\ta = "b\u202ec"').source.locate(("a",))
    assert excerpt is not None
    assert excerpt.text == ' a = "b\\u202ec"'


def test_a_long_line_is_cut_behind_the_place() -> None:
    source = scan_toml(f'a = "{"x" * 1_000}"').source
    short, far = source.locate(("a",), Span(0, 3)), source.locate(("a",), Span(900, 903))
    assert short is not None
    assert far is not None
    assert len(short.text) == 163
    assert short.text.endswith("...")
    assert far.column == 906
    assert far.text[far.column - 1 : far.column - 1 + far.width] == "xxx"


def test_a_place_far_behind_is_shown_without_what_stands_before_it() -> None:
    excerpt = scan_toml(f'a = "{"x" * 100_000}"').source.locate(("a",), Span(90_000, 99_000))
    assert excerpt is not None
    assert excerpt.column == 4
    assert excerpt.width == LIMITS.condition_characters
    assert excerpt.text == f"...{'x' * LIMITS.condition_characters}..."


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_key_parts_are_limited(extra: int) -> None:
    key = ".".join("a" * (LIMITS.toml_key_parts + extra))
    for text in (f"{key} = 1", f"[{key}]", f"[[{key}]]", f"x = {{ {key} = 1 }}"):
        scan = scan_toml(text)
        assert (scan.excess is not None) == (extra > 0)


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a=", "}"), ("[{a=", "}]")])
def test_nesting_is_limited(extra: int, opening: str, closing: str) -> None:
    times = (LIMITS.toml_depth + extra) // (len(closing))
    middle = "[]" if (LIMITS.toml_depth + extra) % len(closing) else "1"
    scan = scan_toml(f"x = {opening * times}{middle}{closing * times}")
    assert (scan.excess is not None) == (extra > 0)


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_tables_are_limited(extra: int) -> None:
    scan = scan_toml("[[r]]\n" * (LIMITS.rules + extra))
    assert (scan.excess is not None) == (extra > 0)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 400_000,
        "x = " + "[" * 400_000,
        "x = " + "{a=" * 100_000,
        "[a" + ".b" * 200_000,
        '"\\"' * 150_000,
        'x = "' + '\\"' * 200_000,
        'x = """' + '""\\' * 100_000,
        "'" * 400_000,
        "#" * 400_000,
        " " * 400_000,
        "x = 9" + "9" * 400_000,
    ],
)
def test_bombs_are_harmless(text: str) -> None:
    scan_toml(text)


def test_what_is_too_much_stands_somewhere() -> None:
    excess = scan_toml("a = 1\nb = " + "[" * 20).excess
    assert excess is not None
    assert excess.offset == 26
    assert "16" in excess.message
