"""XML from outside, looked through before anything reads it: no document type, no entities, not too much, not too deep.

Entities are what "billion laughs" and the reading of local files through XML are made of; no report needs them.
"""

from __future__ import annotations

from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from dateline.errors import InputError

DEPTH = 200
"""Levels of elements within each other: nested tables of a Word document take five each."""


class BrokenXml(InputError):
    """XML that is not well formed, where nothing worse was found up to that place."""


class _Counter(ContentHandler):
    """Counts elements; `InputError` once there are too many, or too many within each other."""

    def __init__(self, name: str, most: int) -> None:
        super().__init__()
        self.name, self.most = name, most
        self.count = self.depth = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 - the name that the parser calls
        self.count += 1
        self.depth += 1
        if self.count > self.most:
            raise InputError(self.name, f"holds more than {self.most:,} XML elements.", "Split it.")
        if self.depth > DEPTH:
            raise InputError(self.name, f"nests XML elements more than {DEPTH} deep.", "Check where it came from.")

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that the parser calls
        self.depth -= 1


def scan(data: bytes, name: str, most: int) -> int:
    """The number of elements. Raises `InputError` for a document type or entities and for more than `most` elements,
    `BrokenXml` for XML that is not well formed."""
    import defusedxml.sax
    from defusedxml.common import DefusedXmlException

    counter = _Counter(name, most)
    try:
        defusedxml.sax.parseString(data, counter, forbid_dtd=True)
    except DefusedXmlException as exc:
        raise declares_entities(name) from exc
    except SAXParseException as exc:
        where = f"line {exc.getLineNumber()}: {exc.getMessage()}"
        raise BrokenXml(name, f"is broken XML ({where}).", "Fetch it again, or save it again.") from exc
    except (ValueError, LookupError) as exc:
        raise BrokenXml(name, f"is broken XML ({exc}).", "Fetch it again, or save it again.") from exc
    return counter.count


def declares_entities(name: str) -> InputError:
    """What is said of XML that declares a document type or entities."""
    return InputError(
        name,
        "declares a document type or entities, which no report needs and attacks use.",
        "Check where it came from; if it is sound, delete its <!DOCTYPE …>.",
    )
