"""Elements of WordprocessingML -> text, with tracked changes as if accepted (ISO/IEC 29500-1, part 17)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
"""Several ways to show the same thing, the best first: only that is read, as the others repeat its text."""
P, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
BOX = W + "txbxContent"
VALUE = W + "val"

_GONE = frozenset(
    {W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rt", W + "pPr", W + "rPr", W + "delInstrText"}
)
"""What is not, or no longer, part of the text: deletions, field codes, pronunciation marks, properties."""
_SIGNS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_TEXT = frozenset({W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"})


def words_of(paragraph: Any) -> str:
    """The text of a paragraph, without that of text boxes in it."""
    return "".join(_words(paragraph))


def _words(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _TEXT:
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "br":
            yield "\n" if child.get(W + "type", "textWrapping") == "textWrapping" else " "
        elif tag == ALTERNATIVES:
            yield from (word for first in child[:1] for word in _words(first))
        elif tag in {BOX, P} or tag in _GONE or (tag == W + "r" and _hidden(child)):
            continue
        elif len(child):
            yield from _words(child)


def _hidden(run: Any) -> bool:
    """Whether a run is formatted as hidden: nobody who opens the document sees it."""
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(VALUE, "1") not in {"0", "false", "off"}


def boxes_of(element: Any) -> Iterator[Any]:
    """The text boxes that hang on a paragraph, each once."""
    for child in element:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATIVES:
            yield from (box for first in child[:1] for box in boxes_of(first))
        elif child.tag not in _GONE and len(child):
            yield from boxes_of(child)


def goes_on(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted in a tracked change, so that the next one goes on with it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def is_bold(paragraph: Any) -> bool:
    """Whether all words of a paragraph are set bold by hand."""
    runs = [run for run in paragraph.iter(W + "r") if any((t.text or "").strip() for t in run.iter(W + "t"))]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(m is not None and m.get(VALUE, "1") not in {"0", "false", "off"} for m in marks)
