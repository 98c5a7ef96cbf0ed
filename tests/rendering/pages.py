"""A strict reading of our HTML: only our elements and attributes, each closed, headings in order; and its texts."""

import re
from html.parser import HTMLParser

ALONE = frozenset({"meta", "hr"})
OURS: dict[str, dict[str, str]] = {
    "html": {"lang": "en"},
    "head": {},
    "meta": {
        "charset": "utf-8",
        "http-equiv": "Content-Security-Policy",
        "name": "viewport|referrer",
        "content": r"default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'"
        "|width=device-width, initial-scale=1|no-referrer",
    },
    "title": {},
    "style": {},
    "body": {},
    "main": {},
    "section": {"class": "small"},
    "div": {"class": "room"},
    "table": {"class": "roomy"},
    "th": {"scope": "col"},
    "li": {"value": r"-?\d+"},
    "hr": {"class": "line"},
    **{tag: {} for tag in ("h1", "h2", "h3", "p", "ul", "ol", "small", "thead", "tbody", "tr", "td")},
}


class Strict(HTMLParser):
    """Fails at the first thing that is not ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.texts: list[str] = []
        self.headings: list[int] = []
        self.styles: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OURS
        for name, value in attrs:
            assert re.fullmatch(OURS[tag][name], value or "")
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag not in ALONE
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.styles.append(data)
        elif data.strip():
            self.texts.append(data.strip())

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        assert decl == "DOCTYPE html"


def read(html: str) -> Strict:
    """Return what a page or a piece of one holds."""
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser
