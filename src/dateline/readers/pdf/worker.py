"""Runs in a process of its own: a PDF on standard input, its words on standard output, one JSON value a line.

A PDF can ask for any amount of memory and time (a stream of a few kilobytes that unpacks to gigabytes, drawings that
draw each other ten by ten), and a damaged one can stop the library that reads it. Here it stops nothing else. Imports
nothing of Dateline.

The first line tells the document ({"pages", "title", "author", "language"}), each further one a page ([box, words,
pictures]); the last is {"end": true}. {"error": …, "page": …} tells why there is no more.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
from typing import Any

PAGES = 2000
LETTERS = 1_000_000
"""Characters of the longest text (a report may have as many bytes)."""

Word = list[Any]
"""[text, x0, x1, bottom, top, x and y of the first letter's origin, size, bold, index of the first character, turn
(quarters, -1 if slanted), glued (no white space before it), 1 if its letters have no known meaning]"""

_SPACE = frozenset((0x20, 0xA0, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x2028, 0x2029, 0x3000))
_HYPHEN = frozenset((0x02, 0xFFFE))
"""What pdfium puts for a hyphen at the end of a line."""
_NOTHING = frozenset((0x00, 0xFFFF, 0xFEFF))
_HEAVY = (b"bold", b"black", b"heavy", b"demi")
_PASSWORD = 4
"""FPDF_ERR_PASSWORD of the library."""
_FORCED_BOLD = 1 << 18


class Letters:
    """The characters of one page. Calls go straight to the library: there are several for each word."""

    def __init__(self, text_page: Any) -> None:
        from pypdfium2 import raw

        self.raw, self.page = raw, text_page.raw
        self.matrix, self.box = raw.FS_MATRIX(), raw.FS_RECTF()
        self.x, self.y, self.flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
        self.name = ctypes.create_string_buffer(128)
        self.count = max(0, raw.FPDFText_CountChars(self.page))

    def words(self) -> list[Word]:
        """Every run of characters between white space, in the order of the file."""
        code, page = self.raw.FPDFText_GetUnicode, self.page
        codes = [code(page, i) for i in range(self.count)]
        found: list[Word] = []
        start, glued = -1, False
        for i, c in enumerate([*codes, 0x20]):
            space = c in _SPACE
            if start >= 0 and space:
                found += self._word(codes, start, i, glued=glued)
                start, glued = -1, False
            elif start >= 0 and c in _HYPHEN:
                found += self._word(codes, start, i + 1, glued=glued)
                start, glued = -1, True
            elif start < 0 and not space and c not in _NOTHING:
                start = i
            glued = glued and not space
        return found

    def _word(self, codes: list[int], start: int, end: int, *, glued: bool) -> list[Word]:
        """One word, or two where raised figures end it (the mark of a note)."""
        cut = self._raised(codes, start, end)
        parts = [(start, end, glued)] if cut is None else [(start, cut, glued), (cut, end, True)]
        return [self._part(codes, a, b, glued=g) for a, b, g in parts]

    def _raised(self, codes: list[int], start: int, end: int) -> int | None:
        """Where raised figures begin that end a word."""
        cut = end
        while cut > start and 0x30 <= codes[cut - 1] <= 0x39:
            cut -= 1
        if cut in {start, end}:
            return None
        return cut if self._size(end - 1) < 0.8 * self._size(cut - 1) else None

    def _part(self, codes: list[int], start: int, end: int, *, glued: bool) -> Word:
        left, bottom, right, top = self._box(start)
        if end - start > 1:
            other = self._box(end - 1)
            left, bottom = min(left, other[0]), min(bottom, other[1])
            right, top = max(right, other[2]), max(top, other[3])
        size = self._size(start)
        turn = self._turn()
        self.raw.FPDFText_GetCharOrigin(self.page, start, self.x, self.y)
        numbers = [round(n, 2) for n in (left, right, bottom, top, self.x.value, self.y.value, size)]
        if not all(map(math.isfinite, numbers)):
            numbers, turn = [0.0] * len(numbers), -1
        unknown = self.raw.FPDFText_HasUnicodeMapError(self.page, start) == 1
        text = "".join("-" if c in _HYPHEN else chr(c) for c in codes[start:end] if c not in _NOTHING)
        return [text, *numbers, int(self._bold(start)), start, turn, int(glued), int(unknown)]

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character with the room that its font gives it."""
        self.raw.FPDFText_GetLooseCharBox(self.page, index, self.box)
        box = self.box
        return box.left, box.bottom, box.right, box.top

    def _size(self, index: int) -> float:
        """Size of the font as it is drawn; leaves the matrix of the character in `matrix`."""
        m = self.matrix
        if not self.raw.FPDFText_GetMatrix(self.page, index, m):
            m.a, m.b, m.c, m.d = 1.0, 0.0, 0.0, 1.0
        scale = math.hypot(m.c, m.d) or 1.0
        return float(abs(self.raw.FPDFText_GetFontSize(self.page, index)) * scale)

    def _turn(self) -> int:
        """Quarter turns of the character whose matrix was asked for last, or -1 where it is slanted."""
        quarters = math.atan2(self.matrix.b, self.matrix.a) / (math.pi / 2)
        return round(quarters) % 4 if abs(quarters - round(quarters)) < 0.03 else -1

    def _bold(self, index: int) -> bool:
        size = self.raw.FPDFText_GetFontInfo(self.page, index, self.name, len(self.name), self.flags)
        name = self.name.raw[: min(size, len(self.name))].lower() if size else b""
        heavy = self.raw.FPDFText_GetFontWeight(self.page, index) >= 600
        return heavy or bool(self.flags.value & _FORCED_BOLD) or any(word in name for word in _HEAVY)


def tell(value: object) -> None:
    """One line of output."""
    sys.stdout.write(json.dumps(value) + "\n")


def limit(memory: int, seconds: int) -> None:
    """Take no more bytes of memory and seconds of computing, where the system can hold a process to that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def has_pictures(page: Any) -> bool:
    """Whether a page shows pictures, as a scanned one does."""
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page.raw), 100)
    kinds = {raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, n)) for n in range(count)}
    return raw.FPDF_PAGEOBJ_IMAGE in kinds or raw.FPDF_PAGEOBJ_FORM in kinds


def info(document: Any) -> dict[str, Any]:
    """What the file says of itself."""
    from pypdfium2 import raw

    def value(key: str) -> str:
        try:
            return str(document.get_metadata_value(key))[:1000]
        except UnicodeDecodeError:
            return ""

    size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0) if hasattr(raw, "FPDFCatalog_GetLanguage") else 0
    language = ""
    if 2 < size < 200:
        buffer = (ctypes.c_ushort * (size // 2))()
        raw.FPDFCatalog_GetLanguage(document.raw, buffer, size)
        language = bytes(buffer).decode("utf-16-le", "ignore").rstrip("\0")
    return {"pages": len(document), "title": value("Title"), "author": value("Author"), "language": language}


def read(data: bytes) -> dict[str, Any]:
    """Tell the whole document; returns the last line."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        locked = getattr(exc, "err_code", None) == _PASSWORD or "password" in str(exc).lower()
        return {"error": "locked" if locked else "damaged"}
    if not 0 < len(document) <= PAGES:
        return {"error": "pages" if len(document) else "damaged", "page": len(document)}
    tell(info(document))
    left = LETTERS
    for n in range(len(document)):
        try:
            page = document[n]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            return {"error": "page", "page": n + 1}
        letters = Letters(text_page)
        left -= letters.count
        if left < 0:
            return {"error": "long", "page": n + 1}
        words = letters.words()
        tell([[round(side, 2) for side in page.get_bbox()], words, bool(not words and has_pictures(page))])
        text_page.close()
        page.close()
    return {"end": True}


def main() -> None:
    """Read standard input, answer on standard output. Arguments: bytes of memory, seconds of computing."""
    limit(*map(int, sys.argv[1:3]))
    data = sys.stdin.buffer.read()
    try:
        tell(read(data))
    except MemoryError:
        tell({"error": "memory"})


if __name__ == "__main__":
    main()
