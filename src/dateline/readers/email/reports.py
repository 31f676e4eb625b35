"""A message -> the reports in it: its own text, messages it passes on or holds, and attached files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dateline.errors import InputError
from dateline.model.document import Document, SourceFile
from dateline.readers.blocks import Block, document_of_blocks
from dateline.readers.charsets import text_of
from dateline.readers.email.body import Body, bodies_of_blocks, bodies_of_plain
from dateline.readers.email.headers import Fields, is_forward, metadata_of, subject_of, words_of
from dateline.readers.email.parts import DEPTH, PARTS, Budget, Part, decoded, parse
from dateline.readers.formats import Failure, Input, format_of
from dateline.readers.given import Given, Metadata
from dateline.readers.paragraphs import blocks_of_html_part

FILES = 100
"""Attached files of one message that are read."""
STUB = 0.3
"""A plain text with fewer words than this share of the HTML beside it only points to that."""
MEDIA_TYPE = "message/rfc822"
_WORD = re.compile(r"[^\W\d_]{2}")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:]+")


@dataclass(slots=True)
class _Contents:
    """What a message holds: texts that are shown, messages and files."""

    texts: list[Part]
    messages: list[Part]
    files: list[Part]


def reports_of(data: bytes, name: str, given: Given = Given(), part: str = "") -> Iterator[Document | Failure]:
    """The reports in the bytes of a message. `part` says which message of a mailbox it is.

    Raises `InputError` where a message holds nothing that could be read.
    """
    budget = Budget()
    message = parse(data, budget)
    found = 0
    for report in _message(message, name, given, part, budget):
        found += 1
        yield report
    if budget.too_many:
        yield Failure(InputError(name, f"has more than {PARTS:,} parts; the others are not read."))
    if budget.too_deep:
        yield Failure(InputError(name, f"nests parts more than {DEPTH} deep; those are not read."))
    elif not found:
        raise InputError(name, "holds no text and no file that could be read.", "Check that the message is complete.")


def _message(message: Part, name: str, given: Given, part: str, budget: Budget) -> Iterator[Document | Failure]:
    contents = _Contents([], [], [])
    _collect(message, contents)
    yield from _texts(message, contents.texts, name, given, part)
    other = replace(given, title=None, byline=(), url=None)
    for inner in contents.messages:
        called = f"attached message {inner.number or 1}"
        for child in inner.children:
            yield from _message(child, f"{name} {called}", other, f"{part} {called}".lstrip(), budget)
    for file in contents.files[:FILES]:
        yield from _file(file, name, other, part)
    if len(contents.files) > FILES:
        yield Failure(InputError(name, f"has more than {FILES} attached files; the others are not read."))


def _collect(part: Part, contents: _Contents) -> None:
    """Sort the parts of a message: of alternatives only the best, of related parts only the first is a text."""
    if part.media_type == "multipart/alternative":
        _alternatives(part, contents)
    elif part.media_type == "multipart/related":
        for child in part.children[:1]:
            _collect(child, contents)
    elif part.media_type.startswith("multipart/"):
        for child in part.children:
            _collect(child, contents)
    elif part.media_type == MEDIA_TYPE:
        contents.messages.append(part)
    elif part.media_type in {"text/plain", "text/html"} and not part.attached and not part.file_name:
        contents.texts.append(part)
    else:
        contents.files.append(part)


def _alternatives(part: Part, contents: _Contents) -> None:
    """Plain text goes before HTML, unless it is only a pointer to that."""
    ways = []
    for child in part.children:
        way = _Contents([], [], [])
        _collect(child, way)
        contents.messages += way.messages
        contents.files += [f for f in way.files if not f.media_type.startswith("text/")]
        ways += way.texts
    plain = [p for p in ways if p.media_type == "text/plain"]
    html = [p for p in ways if p.media_type == "text/html"]
    if plain and html:
        said, shown = (sum(len(_WORD.findall(_shown(p))) for p in each) for each in (plain, html))
        contents.texts += html if said < STUB * shown else plain
    else:
        contents.texts += plain or html


def _shown(part: Part) -> str:
    text = text_of(decoded(part), part.charset)
    if part.media_type == "text/plain":
        return text
    try:
        return "\n".join(block.text for block in blocks_of_html_part(text, ""))
    except InputError:
        return ""


def _texts(message: Part, texts: list[Part], name: str, given: Given, part: str) -> Iterator[Document | Failure]:
    """The message's own text, and each message that it passes on, as reports."""
    fields = message.fields
    own: list[Block] = []
    passed: list[Body] = []
    broken = False
    for text in texts:
        try:
            first, *more = _bodies(text, name, forwarded=is_forward(fields))
        except InputError as exc:
            broken = True
            yield Failure(exc)
            continue
        own += first.blocks
        passed += more
    if _tells(own) or not (passed or message.children or broken):
        blocks = _with_subject(fields, own) if any(_WORD.search(b.text) for b in own) else []
        yield _report(blocks, message.raw, name, given, metadata_of(fields), part)
    for n, body in enumerate(passed, 1):
        called = f"forwarded message {n}"
        if _tells(body.blocks):
            blocks, found = _with_subject(body.fields, body.blocks), _forwarded(body.fields)
            data = "\n".join([*body.fields.values(), body.text]).encode("utf-8", "replace")
            yield _report(blocks, data, f"{name} {called}", given, found, f"{part} {called}".lstrip())


def _bodies(part: Part, name: str, *, forwarded: bool) -> list[Body]:
    text = text_of(decoded(part), part.charset)
    if part.media_type == "text/plain":
        return bodies_of_plain(text, part, forwarded=forwarded)
    return bodies_of_blocks(blocks_of_html_part(text, name), part, forwarded=forwarded)


def _tells(blocks: list[Block]) -> bool:
    return any(b.kind != "boilerplate" and _WORD.search(b.text) for b in blocks)


def _with_subject(fields: Fields, blocks: list[Block]) -> list[Block]:
    """The subject stands above a message as its title."""
    subject = subject_of(fields)
    return [Block("title", subject, "Subject"), *blocks] if subject and _tells(blocks) else blocks


def _forwarded(fields: Fields) -> Metadata:
    """What the head of a forwarded message says: dates there are written in many ways, and only full ones are taken."""
    from dateline.readers.datelines import find_date

    found = metadata_of(fields)
    return replace(found, published=found.published or find_date(words_of(fields.get("date", ""))))


def _report(
    blocks: list[Block], data: bytes, name: str, given: Given, found: Metadata, part: str
) -> Document | Failure:
    try:
        return document_of_blocks(blocks, data, name, MEDIA_TYPE, given, found, part or None)
    except InputError as exc:
        return Failure(exc)


def _file(part: Part, name: str, given: Given, within: str) -> Iterator[Document | Failure]:
    """The report in an attached file, if it is one: pictures, keys and calendars are passed over."""
    called = f"attachment {_file_name(part)}"
    data = decoded(part)
    source = Input(f"{name} {called}", io.BytesIO(data), len(data), given, media_type=_media_type(part))
    known = format_of(source)
    if known.name == "text" and part.media_type not in known.media_types and _ending(part) not in known.extensions:
        return
    if known.many:
        yield Failure(InputError(source.name, "may hold several reports of its own.", "Save it and give it by itself."))
        return
    try:
        for report in known.read(source):
            yield as_part(report, f"{within} {called}".lstrip())
    except InputError as exc:
        yield Failure(exc)


def as_part(report: Document | Failure, part: str) -> Document | Failure:
    """A report that says which part of its file it is."""
    if isinstance(report, Failure):
        return report
    file = report.file or SourceFile("application/octet-stream")
    return replace(report, file=replace(file, part=part))


def _media_type(part: Part) -> str:
    return f"{part.media_type}; charset={part.charset}" if part.charset else part.media_type


def _ending(part: Part) -> str:
    return PurePosixPath(_file_name(part)).suffix.lower()


def _file_name(part: Part) -> str:
    """The name of a file without its folders, or its place in the message."""
    name = words_of(part.file_name or "")
    safe = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1])[:100]
    return safe or f"part {part.number}"
