"""TOML bytes to a table, or to one diagnostic: size, encoding and complexity are checked before `tomllib` starts."""

import re
import tomllib
from collections.abc import Mapping

import attrs

from rutengine.diagnostics.diagnostic import Address, Diagnostic, Finding
from rutengine.diagnostics.limits import LIMITS
from rutengine.diagnostics.plaintext import visible
from rutengine.documents.places import SourceMap
from rutengine.documents.scan import scan_toml

BYTE_ORDER_MARK = "\ufeff"

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")


@attrs.frozen
class TomlFile:
    """A file that was parsed: its name, what it says, and where it says it."""

    file: str
    table: Mapping[str, object]
    source: SourceMap | None


@attrs.frozen
class Flaw:
    """Why a text is no TOML that is read here, without the text itself; `offset` is where, if one place is meant."""

    code: str
    message: str
    source: SourceMap
    offset: int
    help: str | None = None


def read_toml(file: str, data: bytes) -> TomlFile | Diagnostic:
    """Read the bytes of a TOML file.

    Example:
        >>> read_toml("pack.toml", b"format = 1").table
        {'format': 1}
        >>> print(read_toml("pack.toml", b"format = one"))
        error[RUT102] not valid TOML: invalid value
          --> pack.toml:1:10
          |
        1 | format = one
          |          ^
    """
    text = _decoded(data)
    if isinstance(text, Finding):
        return Diagnostic(finding=text, address=Address(file))
    parsed = parse_toml(text)
    if isinstance(parsed, Flaw):
        finding = Finding(code=parsed.code, message=parsed.message, help=parsed.help)
        return Diagnostic(finding=finding, address=Address(file), excerpt=parsed.source.excerpt(parsed.offset))
    table, source = parsed
    return TomlFile(file, table, source)


def parse_toml(text: str) -> tuple[dict[str, object], SourceMap] | Flaw:
    """Parse TOML text after a look at its complexity."""
    text = text.replace("\r\n", "\n")
    scan = scan_toml(text)
    if scan.excess is not None:
        return Flaw("RUT103", scan.excess.message, scan.source, scan.excess.offset)
    try:
        return tomllib.loads(text), scan.source
    except tomllib.TOMLDecodeError as error:
        return _flaw(str(error), scan.source)
    except ValueError:
        return Flaw("RUT102", "not valid TOML: a number has too many digits", scan.source, 0)
    except RecursionError:
        return Flaw("RUT103", "nested too deeply to be read here", scan.source, 0)


def _flaw(said: str, source: SourceMap) -> Flaw:
    found = _WHERE.search(said)
    message = said if found is None else said[: found.start()]
    offset = len(source.text)
    if found is not None and found[1] is not None:
        offset = source.offset_of(int(found[1]), int(found[2]))
    message = f"not valid TOML: {visible(message[:1].lower() + message[1 : LIMITS.message_characters])}"
    return Flaw("RUT102", message, source, offset, _advice(message))


def _advice(message: str) -> str | None:
    if "overwrite" in message or "twice" in message or "uplicate" in message:
        return "a key or table may be written only once"
    return None


def _decoded(data: bytes) -> str | Finding:
    """Return the text of a file of allowed size in UTF-8 without a byte order mark."""
    if len(data) > LIMITS.pack_file_bytes:
        return Finding(code="RUT101", message=f"the file is larger than {LIMITS.pack_file_bytes // 1024} KiB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8 from byte {error.start} on"
        return Finding(code="RUT101", message=message, help="save it as UTF-8")
    if text.startswith(BYTE_ORDER_MARK):
        message = "the file starts with a byte order mark"
        return Finding(code="RUT101", message=message, help="save it as UTF-8 without a byte order mark")
    return text
