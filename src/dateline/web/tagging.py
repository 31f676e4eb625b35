"""What an answer is tagged with: the state of the case and the question. Who has it already is not sent it again.

A tag is `"<number of the log>-<hash>"`. It comes back in If-None-Match (304 where nothing changed) and, with decisions,
in If-Match: what was decided after that number was not seen.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import Depends, Header, Request, Response

from dateline import __version__
from dateline.errors import SettingsError
from dateline.web.desk import AtDesk, Reader

if TYPE_CHECKING:
    from dateline.web.desk import Desk

_TAG: Final = re.compile(r'(?:W/)?"(\d{1,18})-[0-9a-f]+"|(\*)')
HEADERS: Final = {"Cache-Control": "private, no-cache", "Vary": "Accept, Cookie, Authorization"}


class Unchanged(Exception):
    """Whoever asks has the answer already."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag

    def answer(self) -> Response:
        return Response(status_code=304, headers={"ETag": self.tag, **HEADERS})


def tag_of(desk: Desk, request: Request) -> str:
    """The tag of an answer to this question in the state that the case is in."""
    seq, head = desk.store.head()
    asked = "\0".join((__version__, head, request.url.path, request.url.query, request.headers.get("accept", "")))
    return f'"{seq}-{hashlib.sha256(asked.encode("utf-8", "backslashreplace")).hexdigest()[:16]}"'


def _tagged(
    request: Request, response: Response, desk: AtDesk, _: Reader,
    if_none_match: Annotated[str | None, Header(description="Tags of answers that one has.", max_length=4000)] = None,
) -> str:  # fmt: skip
    """Give the answer its tag; raise `Unchanged` where whoever asks has it."""
    tag = tag_of(desk, request)
    if if_none_match is not None and (tag in if_none_match or if_none_match.strip() == "*"):
        raise Unchanged(tag)
    response.headers.update({"ETag": tag, **HEADERS})
    return tag


Tagged = Annotated[str, Depends(_tagged)]


def seen_by(if_match: str | None) -> int | None:
    """The number of the log that an If-Match speaks of: the highest of its tags; None where it speaks of none."""
    if if_match is None:
        return None
    found = _TAG.findall(if_match)
    if not found:
        raise SettingsError('If-Match: give the ETag that came with the record, as "17-0123456789abcdef".')
    return max((int(number) for number, _ in found if number), default=None)
