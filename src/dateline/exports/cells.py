"""What may stand in a cell. Text of a report is foreign: it must not act as a formula, hide signs or break a file.

`visible` and `cut` hold for every sheet, `safe` for CSV alone, which cannot say that a cell is text. All three are
plain about what they do (see the sheet `about`), and `safe`, `joined` and `canonical` can be taken back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import re
import string
from collections.abc import Iterable
from typing import Final

Cell = str | int | float | dt.date | None
"""What a cell holds; None is an empty cell."""

LONGEST: Final = 32_766
"""Longest text in a cell, in UTF-16 units: what Excel holds, less one for the apostrophe of `safe`."""
BAR: Final = " | "
"""Between several values of one cell."""
HASH: Final = 12
"""Hex digits of a row's hash, as in record ids."""

_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANKS: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
"""Signs that leave no ink, but for those that end a cell or a line."""
_SIGNS: Final = "=+\\-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋"
"""What opens a formula, with the forms that a program may fold to it."""
_ENDS: Final = ";\t\r\n"
"""Where a program that does not part cells at commas may see a cell begin."""
_HARMLESS: Final = frozenset(string.ascii_letters + string.digits)
"""Signs that open no formula."""
_OPENS: Final = re.compile(f"['\t\r\n]|[{_BLANKS}]*+[{_SIGNS}]")
_BARE: Final = re.compile(f"([{_ENDS}])(?='*+[{_BLANKS}]*+[{_SIGNS}])")
_MARKED: Final = re.compile(f"([{_ENDS}])'(?='*+[{_BLANKS}]*+[{_SIGNS}])")
_PARTS: Final = re.compile(r"\|\|| \| |[^| ]+|[| ]")


def visible(text: str) -> str:
    """The text with bare line feeds, and with control and direction signs written out as ⟨U+202E⟩.

    A text in `<r>` tags is spelt out too: the writer of workbooks would take it for its own formatting.
    """
    if text.isprintable() and not text.startswith("<r>"):  # most texts: nothing that leaves no ink, no line end
        return text
    flat = text.replace("\r\n", "\n").replace("\r", "\n")
    flat = _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", flat)
    return f"⟨U+003C⟩{flat[1:]}" if flat.startswith("<r>") and flat.endswith("</r>") else flat


def cut(text: str) -> str:
    """The text, ended by "…" where it is longer than a cell may be; no sign is halved."""
    if 2 * len(text) <= LONGEST:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def safe(text: str) -> str:
    """The text as a CSV cell that no spreadsheet program takes for a formula; `unsafe` gives the text back.

    An apostrophe goes before a text that opens a formula, blanks before it or not, and before one that begins with an
    apostrophe itself (OWASP, CSV Injection). The same holds after a semicolon, tab or line end inside the text: where a
    program parts cells there, a formula would begin in the middle of it.
    """
    if text[:1] in _HARMLESS and ";" not in text and text.isprintable():  # most texts, told without looking closer
        return text
    return ("'" if _OPENS.match(text) else "") + _BARE.sub(r"\1'", text)


def as_csv(text: str) -> str:
    """A foreign text as it may stand in a CSV file: visible, no longer than a cell, safe."""
    if text[:1] in _HARMLESS and text.isprintable() and ";" not in text and 2 * len(text) <= LONGEST:
        return text
    return safe(cut(visible(text)))


def unsafe(cell: str) -> str:
    """The text that `safe` made the cell of."""
    return _MARKED.sub(r"\1", cell.removeprefix("'"))


def joined(values: Iterable[str]) -> str:
    """Several values as the text of one cell; a bar within a value is doubled."""
    given = tuple(values)
    if "|" not in "".join(given):  # most texts
        return BAR.join(given)
    return BAR.join(value.replace("|", "||") for value in given)


def parted(text: str) -> list[str]:
    """The values that `joined` made the text of; none for an empty text. A lone bar that somebody wrote is a bar."""
    if not text:
        return []
    values: list[list[str]] = [[]]
    for piece in _PARTS.findall(text):
        if piece == BAR:
            values.append([])
        else:
            values[-1].append("|" if piece == "||" else piece)
    return ["".join(pieces) for pieces in values]


def day(text: str | None) -> Cell:
    """A full ISO date as a date, anything else as the text that it is."""
    if text is None or len(text) != len("2021-05-04"):
        return text
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


def number(value: float | None) -> Cell:
    """A number with the 15 digits that spreadsheet programs keep, whole where it is whole."""
    if value is None or not math.isfinite(value):
        return None if value is None else str(value)
    if value == int(value) and abs(value) < 1e15:  # told apart first: most numbers are whole
        return int(value)
    kept = float(f"{value:.15g}")
    return int(kept) if kept == int(kept) and abs(kept) < 1e15 else kept


def figure(value: float | None) -> int | float | None:
    """A number as CSV has it, bare; None where it is none that a file could hold."""
    kept = number(value)
    return kept if isinstance(kept, (int, float)) else None


def canonical(value: object) -> str:
    """One text for a cell's value, whichever program gave it back: 3.0 is "3", midnight of a day is the day."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        kept = number(value)
        return kept if isinstance(kept, str) else repr(kept)
    return str(value)


def row_hash(sheet: str, values: Iterable[object]) -> str:
    """A check of a row: of its values in the order of the columns, without `decision`, `note` and the hash itself."""
    key = "\x1f".join([sheet, *map(canonical, values)])
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:HASH]
