"""Silent revisions: reports whose words changed under one address, or under one headline of one outlet and day.

An outlet that corrects a story in place says so or does not; what a case holds of it before and after tells. Readers
find here which sentences went and which came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from dateline.case.store.protocol import ReportRow, Store
from dateline.protect.folding import tokens
from dateline.render.words import clean
from dateline.tsv import rows_of

By = Literal["address", "headline"]
ALIKE: Final = 0.2
"""Resemblance from which two texts under one headline are two states of one story; below it an outlet used a headline
twice on one day ("Briefing"). An address needs no likeness: it names one page."""
RUN: Final = 5
"""Words in a row that are compared."""
MOST: Final = 3
"""Passages that are told of each."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Two texts of one story, the earlier first."""

    before: ReportRow
    after: ReportRow
    by: By
    likeness: float
    """Share of the words in a row that both have (0..1)."""
    went: tuple[str, ...]
    """Sentences that only the earlier has."""
    came: tuple[str, ...]


def revisions(store: Store, as_of: int | None = None) -> tuple[Revision, ...]:
    """All that a case holds, in the order of adding. Only reports that share an address or headline are opened."""
    rows = list(store.reports(as_of))
    pairs = list(_pairs(rows))
    wanted = sorted({r.id for a, b, _ in pairs for r in (a, b)})
    texts = {s.report: s.dossier.document.text for s in store.readings(wanted, as_of)} if wanted else {}
    return tuple(found for a, b, by in pairs if (found := _revision(a, b, by, texts)) is not None)


def _pairs(rows: Sequence[ReportRow]) -> Iterator[tuple[ReportRow, ReportRow, By]]:
    """Reports next to each other under one address or headline, each pair once."""
    seen: set[tuple[str, str]] = set()
    groups: list[tuple[By, list[ReportRow]]] = [
        *(("address", g) for g in _by_address(rows).values()),
        *(("headline", g) for g in _by_headline(rows).values()),
    ]
    for by, group in groups:
        for a, b in pairwise(sorted(group, key=_when)):
            if (a.id, b.id) not in seen:
                seen.add((a.id, b.id))
                yield a, b, by


def _when(row: ReportRow) -> tuple[bool, int, int]:
    """By the day of publication, those without one last; of one day as they were added."""
    return row.published is None, row.published or 0, row.seq


def _by_address(rows: Iterable[ReportRow]) -> Mapping[str, list[ReportRow]]:
    found: dict[str, list[ReportRow]] = {}
    for row in rows:
        if row.url and (key := address_key(row.url)):
            found.setdefault(key, []).append(row)
    return found


def _by_headline(rows: Iterable[ReportRow]) -> Mapping[tuple[str, str, int], list[ReportRow]]:
    found: dict[tuple[str, str, int], list[ReportRow]] = {}
    for row in rows:
        if row.title and row.outlet and row.published is not None:
            key = (" ".join(tokens(row.title)), " ".join(tokens(row.outlet)), row.published)
            found.setdefault(key, []).append(row)
    return found


def address_key(url: str) -> str | None:
    """A page's address without what does not tell pages apart: scheme, "www.", a part of the page, how the reader came
    there. None for the front page of a site: what stands there is another story every day."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    host, path = (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")
    asked = [(k, v) for k, v in parse_qsl(parts.query) if not _tracks(k.lower())]
    if not host or not (path or asked):
        return None
    return f"{host}{path}?{urlencode(sorted(asked))}" if asked else f"{host}{path}"


def _tracks(parameter: str) -> bool:
    """Whether a parameter of an address only tells how a reader came there."""
    rows = rows_of("dateline.case", "tracking")
    return any(parameter.startswith(r["parameter"]) if r["prefix"] else parameter == r["parameter"] for r in rows)


def _revision(a: ReportRow, b: ReportRow, by: By, texts: Mapping[str, str]) -> Revision | None:
    """The two as a revision; None where they are two stories under one headline, or one text is not there."""
    if a.id not in texts or b.id not in texts:
        return None
    before, after = texts[a.id], texts[b.id]
    alike = _resemblance(before, after)
    if by == "headline" and alike < ALIKE:
        return None
    went, came = _changed(before, after)
    return Revision(a, b, by, round(alike, 2), went, came) if went or came else None


def _resemblance(before: str, after: str) -> float:
    """The share of runs of five words that two texts have in common."""
    was, now = (
        {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)} for words in map(tokens, (before, after))
    )
    return len(was & now) / len(was | now) if was or now else 1.0


def _changed(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sentences that only one of two texts has."""
    was, now = _sentences(before), _sentences(after)
    went: list[str] = []
    came: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what != "equal":
            went += was[a:b]
            came += now[c:d]
    return tuple(went[:MOST]), tuple(came[:MOST])


def _sentences(text: str) -> list[str]:
    """Roughly: what ends with a full stop and a blank, or a line. Good enough to show what changed."""
    return [clean(s) for line in text.splitlines() for s in line.replace(". ", ".\x00").split("\x00") if s.strip()]
