"""Numbers that cannot be as stated: more than all of a territory, ends of a range the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dateline.annotate.numwords import DIGITS, fold_text, value_of
from dateline.annotate.timex import READ
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Counted
from dateline.model.origin import by_rule
from dateline.model.records import Finding

_TURNED: Final = re.compile(rf"(?<![a-z0-9_.,/-])between (?P<low>{DIGITS}) and (?P<high>{DIGITS})(?![\w.,/:-]\d|\w)")


def check_numbers(document: Document, counted: Sequence[Counted]) -> list[Finding]:
    """Percentages of a territory above 100, and "between 20 and 15"."""
    found = []
    for c in counted:
        most = max((n for n in (c.value.low, c.value.best, c.value.high) if n is not None), default=0)
        if c.what == "area" and c.unit == "percent" and most > 100:
            words = document.text[c.start : c.end]
            figures = {"stated": most, "largest": 100}
            found.append(_finding(document, c.start, c.end, f"“{words}” is more than the whole.", figures))
    folded = fold_text(document.text)
    for section in document.sections:
        if section.kind in READ:
            for m in _TURNED.finditer(folded, section.start, section.end):
                low, high = value_of(m["low"]), value_of(m["high"])
                if low is not None and high is not None and low > high:
                    words = document.text[m.start() : m.end()]
                    message = f"“{words}” has its ends the wrong way round."
                    found.append(_finding(document, m.start(), m.end(), message, {"low": low, "high": high}))
    return found


def _finding(document: Document, start: int, end: int, message: str, figures: dict[str, float]) -> Finding:
    evidence = (document.evidence(start, end),)
    id_ = record_id(document.source_sha256, "finding", "number", evidence)
    return Finding(id_, "number", "disagrees", "warning", message, dict(figures), (), evidence, by_rule("number"))
