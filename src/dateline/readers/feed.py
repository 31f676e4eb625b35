"""RSS, Atom and RDF feeds -> their entries, each a report of its own.

The XML is looked through before feedparser sees it, and feedparser sees bytes only: it never fetches anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.blocks import Block, document_of_blocks
from dateline.readers.charsets import text_of
from dateline.readers.extras import need
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.given import Metadata, day_of
from dateline.readers.paragraphs import blocks_of_html_part, paragraphs_of_text

LARGEST = 20_000_000
"""Bytes of the largest feed."""
ELEMENTS = 1_000_000
_MEDIA_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_ROOT = re.compile(rb"<(?:rss|(?:atom:)?feed|rdf:rdf|channel)[\s>]", re.IGNORECASE)
_TYPE = re.compile(rb"<!DOCTYPE\s+(?!html\b)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def _read(source: Input) -> Iterator[Document | Failure]:
    need(source.name, "feeds", "feed", "feedparser", "defusedxml")
    data = source.whole(LARGEST)
    if not data.strip():
        raise InputError(source.name, "is empty.", "Give a file that holds a feed.")
    parsed = _parse(_checked(data, source.name), source.name)
    for n, entry in enumerate(parsed.entries, 1):
        yield _report(n, entry, parsed, source)
    if not parsed.entries:
        raise InputError(source.name, "holds no entry of a feed (RSS, Atom or RDF).", "Check that it is complete.")


def _checked(data: bytes, name: str) -> bytes:
    """The feed in UTF-8, without its XML declaration. What is looked through is what is read."""
    from dateline.readers.xmlcheck import BrokenXml, declares_entities, scan

    told = _ENCODING.search(data[:300])
    wide = next((encoding for mark, encoding in _WIDE if data.startswith(mark)), None)
    text = text_of(data, wide or (told[1].decode() if told else None)).removeprefix("\ufeff")
    plain = _DECLARATION.sub("", text, count=1).lstrip().encode("utf-8", "replace")
    try:
        scan(plain, name, ELEMENTS)
    except BrokenXml:
        if _DECLARES.search(text):
            raise declares_entities(name) from None
    return plain


def _parse(data: bytes, name: str) -> Any:
    """The feed as feedparser reads it: broken XML too, as far as entries can be told in it."""
    import io

    import feedparser

    try:
        return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError, RecursionError) as exc:
        raise InputError(name, f"is a broken feed ({type(exc).__name__}).", "Fetch it again.") from exc


def _report(n: int, entry: Any, parsed: Any, source: Input) -> Document | Failure:
    part = f"entry {n}"
    name = f"{source.name} {part}"
    text, kind = _content(entry)
    try:
        title = _flat(entry.get("title_detail"), str(entry.get("title") or ""), name)
        blocks = _blocks(text, kind, part, name)
        if not any(block.text.strip() for block in blocks):
            raise InputError(name, "holds no text.", "Give the page that it links to.")
        if title:
            blocks.insert(0, Block("title", title, f"{part} title"))
        data = "\n".join((title, str(entry.get("link") or ""), text)).encode("utf-8", "replace")
        media = _MEDIA_TYPES[str(parsed.get("version", "")).startswith("atom")]
        found = _metadata(entry, parsed, title, source)
        return document_of_blocks(blocks, data, name, media, source.given, found, part)
    except InputError as exc:
        return Failure(exc)


def _content(entry: Any) -> tuple[str, str]:
    """The longest text of an entry (its whole content rather than its teaser) and its media type."""
    told = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = [(str(one.get("value") or ""), str(one.get("type") or "text/html")) for one in told]
    return max(texts, key=lambda text: len(text[0]))


def _blocks(text: str, kind: str, part: str, name: str) -> list[Block]:
    if kind == "text/plain":
        return list(paragraphs_of_text(text, part))
    return [Block(b.kind, b.text, part, None) for b in blocks_of_html_part(text, name)]


def _flat(detail: Any, text: str, name: str) -> str:
    """A title as one line of plain text: many hold HTML."""
    kind = str((detail or {}).get("type") or "text/plain")
    if kind != "text/plain" and ("<" in text or "&" in text):
        text = " ".join(b.text for b in _blocks(text, kind, "", name))
    return " ".join(text.split())


def _metadata(entry: Any, parsed: Any, title: str, source: Input) -> Metadata:
    """What feed and entry say: the outlet is the feed, or the one that the entry was taken over from."""
    names = [str(author.get("name") or "") for author in entry.get("authors", ())]
    outlet = (entry.get("source") or {}).get("title") or parsed.feed.get("title")
    return Metadata(
        title=title or None,
        byline=tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip() and "@" not in name)),
        outlet=" ".join(str(outlet).split()) if outlet else None,
        published=_day(entry, parsed),
        url=_address(entry.get("link")),
        language=parsed.feed.get("language") or None,
        captured=source.captured,
    )


def _address(link: Any) -> str | None:
    """A link to a page; anything else that a feed puts there ("javascript:…") is none."""
    text = str(link or "").strip()
    return text if text.lower().startswith(("http://", "https://")) and len(text) <= 2000 else None


def _day(entry: Any, parsed: Any) -> str | None:
    """The day of publication as it is written there. RDF feeds have only one date (dc:date), which is called that of
    the last change elsewhere."""
    from dateline.readers.email.headers import day_of_field

    told = entry.get("published") or ""
    if not told and str(parsed.get("version", "")).startswith(("rss090", "rss10")) and "updated" in entry:
        told = entry["updated"] or ""
    return day_of(str(told)) or day_of_field(str(told))


def _recognises(head: bytes, name: str) -> bool:
    """Whether the first element is that of a feed; declarations and comments may stand before it."""
    at = 0
    while at < len(head):
        if head[at : at + 1].isspace():
            at += 1
        elif head.startswith((b"<?", b"<!--"), at):
            end = b"?>" if head.startswith(b"<?", at) else b"-->"
            at = head.find(end, at) + len(end)
            if at < len(end):
                return False
        else:
            break
    rest = head[at:]
    if _TYPE.match(rest):
        return _ROOT.search(rest) is not None
    return _ROOT.match(rest) is not None


FORMAT = Format("feed", _MEDIA_TYPES, (".rss", ".atom", ".rdf", ".xml"), _recognises, _read, 35, many=True)
