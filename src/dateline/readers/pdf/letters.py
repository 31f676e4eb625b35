"""What the PDF library sees: pages of words, each with its place, size and weight. It runs in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import InputError
from dateline.readers.extras import need

WORKER = Path(__file__).with_name("worker.py")
MEMORY = 2 << 30
"""Bytes of memory that a PDF may take to be read."""
COMPUTING = 120
"""Seconds of computing that it may take."""
SECONDS = 600
"""Seconds by the clock after which it is given up all the same, as on systems that know no such bounds."""
CUT_OFF = 4096
"""Bytes at the end of a file in which its end mark must stand."""
OCR = "Make its text searchable first (OCR, for example with ocrmypdf)."


@dataclass(frozen=True, slots=True)
class Word:
    """Letters between white space. Places are in points from the lower left corner, the page turned upright."""

    text: str
    x0: float
    x1: float
    y: float
    """Height of the base line."""
    size: float
    bold: bool
    at: int
    """Index of its first character in the page's characters."""
    glued: bool
    """No white space stands before it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: words in the order of the file. `hidden` are slanted ones (stamps) and those beyond the page's edge."""

    number: int
    bottom: float
    top: float
    words: tuple[Word, ...]
    hidden: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class LettersOf:
    """A whole PDF, and what it says of itself."""

    pages: tuple[Page, ...]
    title: str = ""
    author: str = ""
    language: str = ""


def letters_of(data: bytes, name: str) -> LettersOf:
    """The words of a PDF; `InputError` where it cannot be read, is locked, or holds no words."""
    need(name, "PDF files", "pdf", "pypdfium2")
    if not data.strip():
        raise InputError(name, "is empty.", "Give a file that holds a report.")
    end = data.rstrip(b"\0 \t\r\n")[-CUT_OFF:]
    if b"%%EOF" not in end and b"startxref" not in end:
        raise InputError(name, "is cut off: the end of the PDF is missing.", "Fetch it again.")
    told = _answer(data, name)
    head, *rest = told
    pages = [value for value in rest if isinstance(value, list)]
    _refuse_wordless(pages, name)
    return LettersOf(
        tuple(_page(n, *page) for n, page in enumerate(pages, 1)), head["title"], head["author"], head["language"]
    )


def _answer(data: bytes, name: str) -> list[Any]:
    """The worker's lines; `InputError` for every way in which it can end early."""
    command = [sys.executable, "-P", str(WORKER), str(MEMORY), str(COMPUTING)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own file
    except subprocess.TimeoutExpired as exc:
        raise InputError(name, f"takes more than {SECONDS} seconds to read.", "Print it to a new PDF.") from exc
    except OSError as exc:
        raise InputError(name, f"cannot be read: no process can be started for it ({exc.strerror}).") from exc
    try:
        told = [json.loads(line) for line in done.stdout.splitlines()]
    except ValueError:
        told = []
    last = told[-1] if told else None
    if isinstance(last, dict) and "end" in last:
        return told
    if isinstance(last, dict) and "error" in last:
        raise _error(name, last)
    raise InputError(
        name,
        f"is damaged, or asks for more memory or time than a PDF is given (the reader stopped, {done.returncode}).",
        "Open it in a viewer and print it to a new PDF.",
    )


def _error(name: str, told: dict[str, Any]) -> InputError:
    from dateline.readers.pdf.worker import LETTERS, PAGES

    page = told.get("page")
    known = {
        "locked": ("is locked with a password.", "Save it without a password first."),
        "damaged": ("is no whole PDF: the library that reads it finds no pages.", "Fetch it again."),
        "page": (f"is damaged: page {page} cannot be read.", "Open it in a viewer and print it to a new PDF."),
        "pages": (f"has {page:,} pages; a PDF may have {PAGES:,}." if page else "", "Split it."),
        "long": (f"holds more than {LETTERS:,} characters of text (page {page}).", "Split it."),
        "memory": ("asks for more memory than a PDF is given.", "Open it in a viewer and print it to a new PDF."),
    }
    return InputError(name, *known[told["error"]])


def _refuse_wordless(pages: list[Any], name: str) -> None:
    """A scan, an empty file, or letters that nobody can tell."""
    words = [word for _, said, _ in pages for word in said]
    if not words and any(pictures for _, _, pictures in pages):
        raise InputError(name, "holds only pictures of its pages, no text.", OCR)
    if not words:
        raise InputError(name, "holds no text.", "Give a PDF with words in it.")
    if sum(word[-1] for word in words) > 0.5 * len(words):
        raise InputError(name, "does not say which letters its signs stand for.", OCR)


def _page(number: int, box: list[float], words: list[Any], _pictures: bool) -> Page:  # noqa: FBT001 - as the worker tells it
    turn = _main_turn(words)
    inside = [w for w in words if w[10] == turn and _within(w, box)]
    hidden = [w for w in words if not (w[10] == turn and _within(w, box))]
    (_, bottom), (_, top) = sorted((_turned(box[0], box[1], turn), _turned(box[2], box[3], turn)), key=lambda p: p[1])
    return Page(
        number, bottom, top, tuple(_word(w, turn) for w in inside), tuple(_word(w, max(w[10], 0)) for w in hidden)
    )


def _main_turn(words: list[Any]) -> int:
    """The turn that most letters of a page have."""
    weight = [0, 0, 0, 0]
    for word in words:
        if word[10] >= 0:
            weight[word[10]] += len(word[0])
    return weight.index(max(weight))


def _within(word: list[Any], box: list[float]) -> bool:
    return bool(box[0] - 5 <= word[5] <= box[2] + 5 and box[1] - 5 <= word[6] <= box[3] + 5)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A place on a page turned back by quarter turns."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _word(told: list[Any], turn: int) -> Word:
    text, left, right, bottom, top, ox, oy, size, bold, at, _, glued, _ = told
    corners = (_turned(left, bottom, turn), _turned(right, top, turn))
    x0, x1 = sorted(x for x, _ in corners)
    return Word(_plain(text), x0, x1, _turned(ox, oy, turn)[1], size or 1.0, bool(bold), at, bool(glued))


def _plain(text: str) -> str:
    """Ligatures and letter shapes as plain letters, signs of a font's own as a bullet, half characters joined."""
    import unicodedata

    if text.isascii():
        return text
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    if all("\ue000" <= c <= "\uf8ff" for c in text):
        return "•"
    return "".join(_letter(c, unicodedata.normalize) for c in text)


def _letter(c: str, normalize: Any) -> str:
    if "\ue000" <= c <= "\uf8ff":
        return ""
    shape = "\ufb00" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc"
    return normalize("NFKC", c) if shape else c
