"""The lines of a message -> what the sender wrote, what is quoted or signed, and what is passed on.

Each forwarded message is a letter of its own, with the fields that its head names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from dateline.readers.email.headers import Fields
from dateline.readers.tables import rows

LETTERS = 50
"""Messages passed on within one message that are told apart."""
HEAD = 12
"""Lines of the head of a forwarded message, and of a signature."""
LONGEST = 300
"""Characters of a line in which marks are looked for."""

_NAMES = {
    "from": "from",
    "date": "date",
    "sent": "date",
    "subject": "subject",
    "to": "to",
    "cc": "cc",
    "reply-to": "reply-to",
}
_FIELD = re.compile(r"[*_]{0,2}(From|Date|Sent|Subject|To|Cc|Reply-To)[*_]{0,2}:[*_]{0,2}(?:\s|\Z)", re.IGNORECASE)
_RULE = re.compile(r"[_=-]{10,}")


@dataclass(slots=True)
class Letter:
    """One message: `own` are its (first, last + 1) lines, `other` those that are quoted, signed or its head."""

    fields: Fields = field(default_factory=dict)
    own: list[tuple[int, int]] = field(default_factory=list)
    other: list[tuple[int, int]] = field(default_factory=list)

    def add(self, start: int, end: int, *, own: bool) -> None:
        runs = self.own if own else self.other
        if runs and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end)
        elif end > start:
            runs.append((start, end))


@cache
def _marks(kind: str) -> re.Pattern[str]:
    patterns = [row["pattern"] for row in rows("mail_marks") if row["kind"] == kind]
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def letters_of(lines: Sequence[str], *, forwarded: bool) -> list[Letter]:
    """The letters in the lines of a text. `forwarded`: the subject says that what follows a head is passed on."""
    short = [line.strip()[:LONGEST] for line in lines]
    letters = [Letter()]
    own = True
    n = 0
    while n < len(short):
        end, fields = _passed_on(short, n, forwarded=forwarded)
        if end > n and len(letters) < LETTERS:
            letters.append(Letter(fields))
            letters[-1].add(n, end, own=False)
            own, n = True, end
            continue
        end, ends_letter = _not_own(short, n)
        own = own and not ends_letter
        if end > n:
            letters[-1].add(n, end, own=False)
        else:
            end = n + 1
            letters[-1].add(n, end, own=own)
        n = end
    return letters


def _passed_on(lines: Sequence[str], n: int, *, forwarded: bool) -> tuple[int, Fields]:
    """Where the head of a forwarded message ends that begins at a line, and its fields; the line itself without one."""
    line = lines[n]
    mark = _marks("forward").match(line) or (_marks("original").match(line) if forwarded else None)
    if not mark and not (forwarded and _is_head(lines, n)):
        return n, {}
    end, fields = _head(lines, n, mark.end() if mark else 0)
    return (end, fields) if fields else (n, {})


def _is_head(lines: Sequence[str], n: int) -> bool:
    """Whether the fields of another message stand here: "From:" and two more of them in the next lines."""
    if not re.match(r"[*_]{0,2}From[*_]{0,2}:", lines[n], re.IGNORECASE):
        return False
    return sum(_FIELD.match(line) is not None for line in lines[n : n + 6]) > 2


def _head(lines: Sequence[str], n: int, start: int) -> tuple[int, Fields]:
    """The fields below (or behind) a mark, up to the first line that is none; blank lines may stand before them."""
    fields: Fields = {}
    last = ""
    for k in range(n, min(n + HEAD, len(lines))):
        line = lines[k][start:] if k == n else lines[k]
        found = list(_FIELD.finditer(line))
        if not line and fields:
            return k, fields
        if line and not found and (not last or len(line) > 200):
            return k, fields
        if line and not found:
            fields[last] += f" {line}"
        ends = [*(field.start() for field in found[1:]), len(line)]
        for a, end in zip(found, ends, strict=False):
            last = _NAMES[a[1].lower()]
            fields.setdefault(last, line[a.end() : end].strip(" *_"))
    return min(n + HEAD, len(lines)), fields


def _not_own(lines: Sequence[str], n: int) -> tuple[int, bool]:
    """Where a stretch ends that begins at a line and is not the sender's words (the line itself if they are), and
    whether nothing of his follows."""
    line = lines[n]
    if not line:
        return n, False
    if line[0] == ">" or _marks("remark").fullmatch(line):
        return n + 1, False
    if _marks("original").match(line) or _is_head(lines, n) or _is_signature(lines, n):
        return n + 1, True
    end = _introduced(lines, n)
    following = next((k for k in range(end, min(end + 3, len(lines))) if lines[k]), None)
    return end, end > n and not (following is not None and lines[following][0] == ">")


def _introduced(lines: Sequence[str], n: int) -> int:
    """Where "On 5 May 2031, Ann Example wrote:" ends that begins at a line; it may be wrapped twice."""
    if not _marks("opens").match(lines[n]):
        return n
    for k in range(n, min(n + 3, len(lines))):
        if not lines[k]:
            return n
        if _marks("wrote").fullmatch(" ".join(lines[n : k + 1])[:LONGEST]):
            return k + 1
    return n


def _is_signature(lines: Sequence[str], n: int) -> bool:
    """Whether "-- " or a rule parts a signature, or the footer of a list, from the text: little may follow it."""
    if lines[n] != "--" and not _RULE.fullmatch(lines[n]):
        return False
    rest = [line for line in lines[n + 1 : n + 4 * HEAD] if line]
    return 0 < len(rest) <= HEAD and (lines[n] == "--" or any(_marks("footer").search(line) for line in rest))
