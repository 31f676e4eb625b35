"""E-mails (.eml) and mailboxes (.mbox) -> their messages, forwarded messages and attached reports, one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.model.document import Document
from dateline.readers.formats import Failure, Format, Input

LARGEST = 50_000_000
"""Bytes of the largest message, attachments and all."""
_MBOX = re.compile(rb"From \S{1,300}.{0,40}\d\d:\d\d.{0,40}\d{4}\s*?\r?\n[A-Za-z-]{2,40}:")
_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?(.*)")
_PLAIN = frozenset({b"from", b"to", b"cc", b"date", b"subject", b"sender", b"reply-to"})
"""Fields that people also write at the head of a memo or a press release."""
_MACHINE = frozenset(
    b"received return-path delivered-to message-id mime-version content-type content-transfer-encoding "
    b"dkim-signature arc-seal authentication-results list-id x-mailer x-originating-ip in-reply-to references".split()
)
"""Fields that only programs write (RFC 5322, 2045, 2919, 6376, 8617)."""


def _read(source: Input) -> Iterator[Document | Failure]:
    from dateline.readers.email.mbox import messages_of
    from dateline.readers.email.reports import reports_of

    if _MBOX.match(source.head().lstrip()):
        yield from messages_of(source, LARGEST)
    else:
        yield from reports_of(source.whole(LARGEST), source.name, source.given)


def _recognises(head: bytes, name: str) -> bool:
    """A mailbox, or at least two fields of mail of which one is a program's or names an address."""
    if _MBOX.match(head):
        return True
    fields: dict[bytes, bytes] = {}
    for line in head.split(b"\n"):
        field = _HEADER.match(line)
        if field:
            fields[field[1].lower()] = field[2]
        elif not (fields and line.startswith((b" ", b"\t"))):
            break
    known = fields.keys() & (_PLAIN | _MACHINE)
    return len(known) > 1 and bool(fields.keys() & _MACHINE or b"@" in fields.get(b"from", b""))


FORMAT = Format("email", ("message/rfc822", "application/mbox"), (".eml", ".mbox"), _recognises, _read, 30, many=True)
