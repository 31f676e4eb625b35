"""Words of a report as the target of a W3C Web Annotation: where they stand, in which state of which page.

Offsets are code points from 0, the end excluded (Web Annotation Data Model 4.2.4 and 4.2.5), into the text as shown. A
page at an address may read otherwise: the state that the offsets hold for is named by digests, of the bytes that were
read and of the text as shown.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from dateline.exports.linked.lines import whole
from dateline.exports.linked.names import day, digest_iri, instant, url_of, urn
from dateline.model.document import Document
from dateline.model.span import Evidence

AROUND: Final = (32, 64, 128, 256)
"""Characters kept before and after: the first of these that makes the words stand once in the text, else the last."""


class Marking:
    """The targets within one report."""

    def __init__(self, document: Document, reader: str) -> None:
        self._text = document.text
        self._reader = reader
        self._source = source_of(document)
        self._states = states_of(document)

    def target(self, evidence: Evidence) -> dict[str, Any]:
        """The words as a Specific Resource: found by place and by quote."""
        prefix, suffix = self._around(evidence)
        return {
            "type": "SpecificResource",
            "source": self._source,
            "state": self._states,
            "renderedVia": self._reader,
            "selector": [
                {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
                {"type": "TextQuoteSelector", "exact": evidence.quote, "prefix": prefix, "suffix": suffix},
            ],
        }

    def _around(self, e: Evidence) -> tuple[str, str]:
        for n in AROUND:
            first = max(0, e.start - n)
            words = self._text[first : e.end + n]
            if self._text.find(words) == first and self._text.find(words, first + 1) < 0:
                break
        return self._text[first : e.start], self._text[e.end : e.end + n]


def source_of(document: Document) -> dict[str, Any]:
    """The report: its address where it has one, else our name for it. A row of a dataset is no text."""
    kind = "Dataset" if document.dataset else "Text"
    made: dict[str, Any] = {"id": url_of(document.url) or urn(document.id), "type": kind}
    made["format"] = media_type_of(document)
    if document.language:
        made["language"] = document.language
    if document.outlet:
        made["creator"] = {"type": "Organization", "name": document.outlet}
    if published := instant(document.published.date):
        made["created"] = published
    return made


def media_type_of(document: Document) -> str:
    """The media type of what was read, without parameters."""
    told = document.file.media_type if document.file else ""
    return told.split(";")[0].strip() or "text/plain"


def states_of(document: Document) -> list[dict[str, Any] | str]:
    """The state that the offsets hold for: the text as shown, and the bytes that it was read from."""
    shown = hashlib.sha256(whole(document.text).encode()).hexdigest()
    names = [n for n in (digest_iri(shown), digest_iri(document.source_sha256)) if n is not None]
    time = _time(document)
    return [{"type": "TimeState", **time, "cached": name} if time else name for name in dict.fromkeys(names)]


def _time(document: Document) -> dict[str, str]:
    """When the page read so: the time of capture, else the day of publication from its first second to its last."""
    if captured := instant(document.file.captured if document.file else None):
        return {"sourceDate": captured}
    if published := day(document.published.date):
        return {"sourceDateStart": f"{published}T00:00:00Z", "sourceDateEnd": f"{published}T23:59:59Z"}
    return {}
