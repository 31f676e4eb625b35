"""The file as a package of XML parts: checked as a zip and as XML before python-docx sees it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import InputError
from dateline.readers.archive.limits import BROKEN, Limits, open_zip, read_member
from dateline.readers.extras import need
from dateline.readers.xmlcheck import scan

ZIP = Limits(members=5_000, total=200_000_000)
XML = 60_000_000
"""Bytes of all XML parts together, unpacked: a report of a million characters has some ten to forty million."""
ELEMENTS = 2_000_000
SAVE = "Open it in a word processor and save it again as .docx."
_XML_PART = re.compile(r"\.(?:xml|rels)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """The main part and what belongs to it, as trees of XML elements; names as in the package."""

    main: tuple[str, Any]
    styles: Any = None
    notes: list[tuple[str, Any]] = field(default_factory=list)
    """Footnotes and endnotes."""
    edges: list[tuple[str, Any]] = field(default_factory=list)
    """Headers and footers of the pages."""
    title: str = ""
    author: str = ""
    language: str = ""


def opened(data: bytes, name: str) -> Package:
    """The parts that are read; `InputError` says what is wrong."""
    need(name, "Word documents", "docx", "docx", "defusedxml")
    with open_zip(io.BytesIO(data), name, ZIP) as package:
        _scan_parts(package, name)
    return _parts(data, name)


def _scan_parts(package: zipfile.ZipFile, name: str) -> None:
    """Every XML part, before python-docx reads any."""
    parts = [m for m in package.infolist() if _XML_PART.search(m.filename)]
    if sum(m.file_size for m in parts) > XML:
        raise InputError(name, f"holds more than {XML:,} bytes of XML.", "Split it.")
    left = ELEMENTS
    for part in parts:
        left -= scan(read_member(package, part.filename, name, XML), f"{name} part {part.filename}", left)


def _parts(data: bytes, name: str) -> Package:
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
        return _package(document)
    except (OpcError, PythonDocxError, etree.LxmlError, KeyError, AttributeError, TypeError, *BROKEN) as exc:
        raise InputError(name, "is no whole Word document: its parts do not fit together.", SAVE) from exc


def _package(document: Any) -> Package:
    main = document.part
    found: dict[str, list[tuple[str, Any]]] = {"notes": [], "edges": []}
    styles = None
    for relation in main.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if relation.is_external:
            continue
        if kind in {"footnotes", "endnotes"}:
            found["notes"].append(_tree(relation.target_part))
        elif kind in {"header", "footer"}:
            found["edges"].append(_tree(relation.target_part))
        elif kind == "styles":
            styles = _tree(relation.target_part)[1]
    told = document.core_properties
    name = str(main.partname).lstrip("/")
    return Package(
        (name, main.element.body), styles, **found, title=told.title, author=told.author, language=told.language
    )


def _tree(part: Any) -> tuple[str, Any]:
    """A part as (name, tree). Parts that python-docx does not know are bytes; the scan has seen them too."""
    from docx.oxml.parser import parse_xml

    element = getattr(part, "element", None)
    return str(part.partname).lstrip("/"), parse_xml(part.blob) if element is None else element
