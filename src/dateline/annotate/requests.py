"""Requests not to be named, found by patterns over word classes (`data/anonymity.tsv`, `data/anonymity_words.tsv`).

A pattern is a row of words: a literal or `<class>`, either with `?` where it may be left out, `..` for up to four words
between, `...` for up to nine. No gap goes over the end of a clause, and a short one not over a comma. Whose request
it is, is told elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from dateline.tsv import rows_of

RequestKind = Literal[
    "asks", "unable", "gives", "first", "hidden", "only", "outlet", "barred", "spoke", "assumed", "fear"
]
"""asks: not to be named · unable: who cannot be named · gives: does not give the name · first: "my name" · hidden: the
name is withheld or changed · only: a part of the name · outlet: who writes does not name · barred: not authorised ·
spoke: on condition of anonymity · assumed: a pseudonym · fear: of reprisals, which is a reason and alone no request."""
GAPS: Final = {"..": 4, "...": 9}
BREAKS: Final = frozenset('.;:!?\u201c\u201d"()\u2026')
STEMS: Final = (
    "nam", "anonym", "identi", "withh", "fear", "authori", "allowed", "permi", "privat", "background", "record",
    "pseudonym", "confiden", "forbid", "barred", "prohibit", "mention", "quoted", "shown", "publish", "disclos",
    "alias", "initials", "print", "clear", "attribution", "reveal", "concea",
)  # fmt: skip
"""One of these stands in every request: a quick look before the patterns are tried."""
_WORD: Final = re.compile(r"can(?=not\b)|[^\W\d_]+(?=n['\u2019]t\b)|n['\u2019]t\b|[^\W_]+|['\u2019]s\b|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Request:
    """The words of a request, and what sort of request it is."""

    start: int
    end: int
    kind: RequestKind


@dataclass(frozen=True, slots=True)
class _Part:
    """One word of a pattern: what may stand there, or how wide a gap."""

    words: tuple[tuple[str, ...], ...]
    optional: bool = False
    gap: int = 0
    breaks: frozenset[str] = BREAKS


_Pattern = tuple[RequestKind, tuple[_Part, ...]]


@cache
def _classes() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows_of("dateline.annotate", "anonymity_words"):
        found.setdefault(row["class"], []).append(tuple(row["words"].split()))
    return {name: tuple(sorted(words, key=lambda w: -len(w))) for name, words in found.items()}


def _part(word: str) -> _Part:
    if word in GAPS:
        return _Part((), gap=GAPS[word], breaks=BREAKS if word == "..." else BREAKS | {","})
    bare = word.removesuffix("?")
    words = _classes()[bare[1:-1]] if bare.startswith("<") else ((bare,),)
    return _Part(words, optional=bare != word)


@cache
def _patterns() -> dict[str, tuple[_Pattern, ...]]:
    """First word -> the patterns that may begin with it."""
    found: dict[str, list[_Pattern]] = {}
    for row in rows_of("dateline.annotate", "anonymity"):
        parts = tuple(_part(w) for w in row["pattern"].split())
        for first in dict.fromkeys(words[0] for words in parts[0].words):
            found.setdefault(first, []).append((cast("RequestKind", row["kind"]), parts))
    return {word: tuple(some) for word, some in found.items()}


@cache
def class_words(name: str) -> frozenset[str]:
    """The single words of a class of the patterns."""
    return frozenset(w[0] for w in _classes()[name] if len(w) == 1)


def requests_in(text: str, start: int, end: int) -> list[Request]:
    """The requests between two characters in text order; of those that overlap the one that begins first, or is longer,
    and fear only where nothing else is said."""
    stretch = text[start:end].lower().replace("\u2019", "'")
    if len(stretch) != end - start or not any(stem in stretch for stem in STEMS):
        return []
    tokens = [(m.start() + start, m.end() + start, _folded(m[0])) for m in _WORD.finditer(stretch)]
    words = [t[2] for t in tokens]
    found: list[Request] = []
    for n, word in enumerate(words):
        for kind, parts in _patterns().get(word, ()):
            last = _match(words, n, parts)
            if last is not None:
                found.append(Request(tokens[n][0], tokens[last - 1][1], kind))
    return list(_apart(found))


def _folded(word: str) -> str:
    return "not" if word in {"n't", "cannot"} else word


def _match(words: Sequence[str], at: int, parts: Sequence[_Part]) -> int | None:
    """Where the parts end that begin at a word, or None. Gaps are tried short first; no pattern has more than three."""
    if not parts:
        return at
    part, rest = parts[0], parts[1:]
    if part.gap:
        for skipped in range(part.gap + 1):
            if at + skipped > len(words) or any(w in part.breaks for w in words[at : at + skipped]):
                return None
            end = _match(words, at + skipped, rest)
            if end is not None:
                return end
        return None
    for some in part.words:
        if tuple(words[at : at + len(some)]) == some:
            end = _match(words, at + len(some), rest)
            if end is not None:
                return end
    return _match(words, at, rest) if part.optional else None


def _apart(found: list[Request]) -> Iterator[Request]:
    """Those that do not overlap a better one: any before mere fear, then the earlier, then the longer."""
    kept = _in_a_row([r for r in found if r.kind != "fear"])
    ends = [k.end for k in kept]
    alone: list[Request] = []
    for r in _in_a_row([r for r in found if r.kind == "fear"]):
        at = bisect_right(ends, r.start)
        if at == len(kept) or kept[at].start >= r.end:
            alone.append(r)
    yield from sorted([*kept, *alone], key=lambda r: r.start)


def _in_a_row(found: list[Request]) -> list[Request]:
    """Requests one behind the other, the earlier and longer first."""
    kept: list[Request] = []
    for r in sorted(found, key=lambda r: (r.start, -r.end)):
        if not kept or r.start >= kept[-1].end:
            kept.append(r)
    return kept
