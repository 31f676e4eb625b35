"""Fields of a message -> what they say, without trust: encoded words undone, line ends and lengths taken off."""

from __future__ import annotations

import datetime as dt
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_tz

from dateline.readers.charsets import text_of
from dateline.readers.given import EARLIEST, Metadata

LONGEST = 2000
"""Characters of a field that are looked at."""
FIELDS = 1000
"""Fields of a message that are looked at."""

Fields = dict[str, str]
"""Name in small letters -> the first value of that name."""

_END = re.compile(rb"\r?\n[ \t]*\r?\n|\A\r?\n")
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_FIELD = re.compile(r"([!-9;-~]{1,80}):[ \t]*(.*)", re.DOTALL)
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ADDRESS = re.compile(r"<[^<>]*>|\S+@\S+")
_LIST = re.compile(r'\s*"?([^"<>]{3,200}?)"?\s*<')
_PREFIX = re.compile(r"(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|enc|i)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE)


def split(data: bytes) -> tuple[Fields, bytes]:
    """The fields of a message or part, and its body."""
    end = _END.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    fields: Fields = {}
    for line in _FOLD.sub("", text_of(head, None)).split("\n", FIELDS)[:FIELDS]:
        field = _FIELD.match(line[:LONGEST].rstrip("\r"))
        if field:
            fields.setdefault(field[1].lower(), field[2])
    return fields, body


def words_of(value: str) -> str:
    """A field as one line of text, encoded words decoded (RFC 2047)."""
    if "=?" in value:
        try:
            parts = decode_header(value[:LONGEST])
            value = "".join(p if isinstance(p, str) else text_of(p, c) for p, c in parts)
        except (HeaderParseError, ValueError):
            pass
    return " ".join(_ODD.sub(" ", value).split())


def subject_of(fields: Fields) -> str:
    """The subject without "Re:" and "Fwd:"."""
    subject = words_of(fields.get("subject", ""))
    for _ in range(10):
        shorter = _PREFIX.sub("", subject, count=1) if _PREFIX.match(subject) else subject
        if shorter == subject:
            break
        subject = shorter
    return subject


def is_forward(fields: Fields) -> bool:
    """Whether the subject says that a message was passed on."""
    return re.match(r"\s*(?:fwd?|wg|tr|rv|enc)\s*:", words_of(fields.get("subject", "")), re.IGNORECASE) is not None


def sender_of(value: str) -> tuple[str, ...]:
    """The name in "Ann Example <ann@example.org>"; none where there is only an address."""
    name = _ADDRESS.sub("", words_of(value).split(" via ")[0]).strip(" \"'(),;:")
    return (name,) if len(name) > 2 and "@" not in name and any(c.isalpha() for c in name) else ()


def day_of_field(value: str) -> str | None:
    """The day of a Date field as it is written there, in the sender's own zone."""
    try:
        parsed = parsedate_tz(words_of(value)[:100])
        day = dt.date(*parsed[:3]) if parsed else None
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return day.isoformat() if day and day.year >= EARLIEST else None


def metadata_of(fields: Fields) -> Metadata:
    """What the fields say of a message: subject, sender, list or organisation, day."""
    listed = _LIST.match(words_of(fields.get("list-id", "")))
    organisation = words_of(fields.get("organization", "") or fields.get("organisation", ""))[:200]
    return Metadata(
        title=subject_of(fields) or None,
        byline=sender_of(fields.get("from", "")),
        outlet=(listed[1].strip() if listed else "") or organisation or None,
        published=day_of_field(fields.get("date", "")),
        language=words_of(fields.get("content-language", ""))[:20] or None,
    )


def content_of(fields: Fields) -> Message:
    """The fields that say what a part is, as a message that knows how to take them apart."""
    message = Message()
    for name in ("content-type", "content-disposition"):
        if name in fields:
            message[name] = _ODD.sub(" ", fields[name])
    return message
