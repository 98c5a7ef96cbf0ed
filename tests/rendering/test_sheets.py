"""Sheets and HTML: whatever a text says, no element, list, table or label of it comes into being."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rutengine.diagnostics.plaintext import visible
from rutengine.rendering.html import html_text, render_html
from rutengine.rendering.markdown import escaped
from rutengine.rendering.mermaid import label
from rutengine.rendering.outline import Block
from rutengine.rendering.pages import render_page
from rutengine.rendering.sheets import Piece, Room, Section, Sheet, Table, render_sheet
from tests.rendering.pages import read

HOSTILE = "</style><script>alert(1)</script>\" onload='x' `a` | --> %%{init}%% \n# <!-- ]]> &lt; $x$"
TEXTS = st.text(max_size=20) | st.text(alphabet="<>&\"'`#|-+.1 \n\t%{}[]()!/\\x$", max_size=40) | st.just(HOSTILE)
KINDS = ("title", "heading", "paragraph", "point", "step", "aside")
BLOCKS = st.builds(Block, st.sampled_from(KINDS), TEXTS, st.integers(0, 4), st.integers(0, 9))
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.builds(
        Table,
        st.just(("head",) * width),
        st.lists(st.tuples(*[TEXTS] * width), max_size=3).map(tuple),
        st.booleans(),
    )
)
PIECES: st.SearchStrategy[Piece] = BLOCKS | TABLES | st.builds(Room, st.integers(1, 3))
SHEETS = st.builds(
    Sheet,
    TEXTS,
    st.lists(BLOCKS.filter(lambda block: block.kind != "title"), max_size=3).map(tuple),
    st.lists(st.builds(Section, TEXTS, st.lists(PIECES, max_size=5).map(tuple), st.booleans()), max_size=2).map(tuple),
)
BREAKS = re.compile(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>#|~&$]")


def shown(text: str) -> str:
    """Return a text as a page shows it."""
    return visible(text).replace("\n", " ").strip()


@given(SHEETS)
def test_a_page_has_our_elements_only_and_every_text(sheet: Sheet) -> None:
    page = render_page(sheet)
    found = read(page)
    assert page == render_page(sheet)
    blocks = [*sheet.lead, *(piece for section in sheet.sections for piece in section.pieces)]
    for block in blocks:
        if isinstance(block, Block) and shown(block.text):
            assert shown(block.text) in found.texts


@given(st.lists(BLOCKS, max_size=12).map(tuple))
def test_a_piece_of_html_is_well_formed_whatever_the_depths_are(outline: tuple[Block, ...]) -> None:
    found = read(render_html(outline))
    assert found.texts == [shown(block.text) for block in outline if shown(block.text)]


@given(SHEETS)
def test_markdown_of_a_sheet_lets_nothing_out(sheet: Sheet) -> None:
    for line in render_sheet(sheet).splitlines():
        said = re.sub(r"^(?: *- \*(.*)\*|#+ (.*)|(.*))$", lambda found: found[1] or found[2] or found[3] or "", line)
        assert {found[-1] for found in BREAKS.findall(said)} <= ({"|"} if line.startswith("| ") else set())


@given(TEXTS)
@example("- a")
@example("1. a")
@example("---")
@example("    code")
def test_no_text_begins_a_list_or_a_line_in_markdown(text: str) -> None:
    said = escaped(text)
    assert "\n" not in said
    assert "\t" not in said
    assert not re.match(r" |(?:\d*[-+.)])(?:\s|$)|-{3,}\s*$", said)


@given(TEXTS)
def test_a_label_cannot_end_early(text: str) -> None:
    said = label(text)
    assert re.fullmatch(r"(?:[\w ,'.()-]|#\d+;)*", said)
    assert re.sub(r"#(\d+);", lambda found: chr(int(found[1])), said) == " ".join(visible(text).split())


def test_a_sheet_reads_as_expected() -> None:
    table = Table(("What", "When"), (("write", ""), ("a|b", "<now>")), roomy=True)
    pieces = (Block("paragraph", "Do it."), Block("step", "one", number=1), Room(2), table)
    sheet = Sheet("Mine", (Block("paragraph", "First."),), (Section("To do", pieces, small=True),))
    line = "." * 72
    assert render_sheet(sheet).splitlines() == [
        "# Mine", "", "First.", "", "## To do", "", "Do it.", "", "1. one", "", line, "", line, "",
        "| What | When |", "| --- | --- |", "| write |  |", "| a\\|b | \\<now\\> |",
    ]  # fmt: skip
    page = render_page(sheet)
    body = page[page.index("<main>") :]
    assert body.splitlines() == [
        "<main>", "<h1>Mine</h1>", "<p>First.</p>", '<section class="small">', "<h2>To do</h2>", "<p>Do it.</p>",
        "<ol>", '<li value="1">one</li></ol>', '<div class="room">', '<hr class="line">', '<hr class="line">', "</div>",
        '<table class="roomy">',
        '<thead><tr><th scope="col">What</th><th scope="col">When</th></tr></thead>',
        "<tbody>",
        "<tr><td>write</td><td></td></tr>", "<tr><td>a|b</td><td>&lt;now&gt;</td></tr>", "</tbody>", "</table>",
        "</section>", "</main>", "</body>", "</html>",
    ]  # fmt: skip


def test_no_representation_tells_what_is_on_a_sheet() -> None:
    table = Table(("secret",), (("secret",),))
    section = Section("secret", (table,))
    shown = [repr(thing) for thing in (Sheet("secret", (), (section,)), section, table)]
    assert shown == ["<Sheet: 1 sections>", "<Section: 1 pieces>", "<Table: 1 rows>"]


def test_the_policy_allows_the_one_style_and_nothing_else() -> None:
    page = render_page(Sheet("a", ()))
    (style,) = read(page).styles
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'" in page
    assert not re.search(r"url\(|@import|http:|https:|//|<script|<link|<img|href|src=", page.replace("default-src", ""))


@pytest.mark.parametrize(
    ("depths", "html"),
    [
        ((0, 1, 0), "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ((0, 3), "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ((2, 0), "<ul><li>a</li><li>b</li></ul>"),
    ],
)
def test_lists_stand_inside_each_other(depths: tuple[int, ...], html: str) -> None:
    outline = tuple(Block("point", text, depth) for text, depth in zip("abc", depths, strict=False))
    assert render_html(outline).replace("\n", "") == html


def test_a_step_after_a_point_begins_another_list_and_keeps_its_number() -> None:
    outline = (Block("step", "a", number=1), Block("point", "b"), Block("step", "c", number=2), Block("aside", "d"))
    assert render_html(outline).splitlines() == [
        "<ol>", '<li value="1">a</li></ol>', "<ul>", "<li>b</li></ul>",
        "<ol>", '<li value="2">c</li></ol>', "<ul>", "<li><small>d</small></li></ul>",
    ]  # fmt: skip


def test_hidden_characters_are_shown_and_not_obeyed() -> None:
    assert html_text("a\u202eb\x00") == "a\\u202eb\\u0000"
