"""A sheet as one HTML file that needs nothing else: no script, no address, no file beside it; it prints on A4."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from rutengine.rendering.html import html_text, render_html
from rutengine.rendering.outline import Outline
from rutengine.rendering.sheets import Room, Section, Sheet, Table, runs

_STYLE: Final = """
@page { size: A4; margin: 12mm 15mm }
html { color: #000; background: #fff }
body { max-width: 180mm; margin: 0 auto; padding: 1em; font: 10.5pt/1.36 Arial, Helvetica, sans-serif }
h1 { font-size: 1.5em; margin: 0 0 .3em }
h2 { font-size: 1.12em; margin: 1em 0 .3em; border-bottom: 1pt solid #000; break-after: avoid }
h3 { font-size: 1em; margin: .6em 0 .2em; break-after: avoid }
p { margin: .3em 0; orphans: 2; widows: 2 }
ul, ol { margin: .3em 0; padding-left: 1.5em }
li { margin: .12em 0 }
li li { margin: 0 }
table { width: calc(100% - 1pt); border-collapse: collapse; margin: .4em 0 }
th, td { border: .75pt solid #000; padding: .18em .4em; text-align: left; vertical-align: top }
th, td, li, p { overflow-wrap: break-word }
th { font-weight: bold; border-bottom-width: 1.5pt }
tr { break-inside: avoid }
.roomy { table-layout: fixed }
.roomy td { height: 2.8em }
.line { border: 0; border-bottom: .75pt solid #000; height: 1.75em; margin: 0 }
.room { break-inside: avoid; break-before: avoid }
.small { font-size: .84em }
.small ul { columns: 2; column-gap: 2em }
small { font-size: .9em }
@media print {
  body { max-width: none; padding: 0; font-size: 8.5pt; line-height: 1.3 }
  h2 { margin-top: .8em }
}
"""

_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing may be loaded, run or sent; the one style is named by its hash."""


def render_page(sheet: Sheet) -> str:
    """Return a sheet as a whole HTML page in English.

    Example:
        >>> page = render_page(Sheet("<Mine>", ()))
        >>> "<h1>&lt;Mine&gt;</h1>" in page, "script" in page
        (True, False)
    """
    title = html_text(sheet.title)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{title}</h1>",
            render_html(sheet.lead, level=1) + "".join(_section(section) for section in sheet.sections) + "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _section(section: Section) -> str:
    size = ' class="small"' if section.small else ""
    told = "".join(_run(run) for run in runs(section.pieces))
    return f"<section{size}>\n<h2>{html_text(section.heading)}</h2>\n{told}</section>\n"


def _run(run: Outline | Table | Room) -> str:
    match run:
        case Table():
            return "".join(f"{line}\n" for line in _table(run))
        case Room():
            return '<div class="room">\n' + '<hr class="line">\n' * run.lines + "</div>\n"
        case _:
            return render_html(run)


def _table(table: Table) -> Iterator[str]:
    yield '<table class="roomy">' if table.roomy else "<table>"
    yield _row(table.header, '<th scope="col">', "</th>", "<thead>", "</thead>")
    yield "<tbody>"
    for row in table.rows:
        yield _row(row, "<td>", "</td>")
    yield "</tbody>"
    yield "</table>"


def _row(texts: tuple[str, ...], before: str, after: str, head: str = "", tail: str = "") -> str:
    return f"{head}<tr>{''.join(f'{before}{html_text(text)}{after}' for text in texts)}</tr>{tail}"
