"""What `dateline search` and `dateline check` find, in words for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.case.checking import Checked
from dateline.case.views.searching import Hit
from dateline.cli.show_depth import revision_lines
from dateline.render.lines import FAINT, QUOTED, STRONG, WARN, Line, apart, line
from dateline.render.summary import counted
from dateline.render.words import clean, shorten

LONGEST: Final = 400
"""Characters of a claim that are shown."""


def hit_lines(hit: Hit, text: str) -> Iterator[Line]:
    """A claim: who says it, in which report, in which words."""
    words = [w for w in re.split(r"[\s\"]+", text) if w]

    stance = "" if hit.stance == "asserted" else f" ({hit.stance})"
    told = (clean(hit.outlet or hit.report), hit.published or "day not told")
    yield line(0, (clean(hit.source or "the report itself"), STRONG), f"{stance}, in {', '.join(told)}")
    yield line(2, *_marked(hit.words, words))
    where = f"{hit.lat:.2f}, {hit.lon:.2f}" if hit.lat is not None and hit.lon is not None else ""
    days = hit.start if hit.start == hit.end else f"{hit.start or '…'} to {hit.end or '…'}"
    about = " · ".join(t for t in (days or "", where, hit.claim, hit.report) if t)
    yield line(2, (about, FAINT))


def _marked(text: str, words: Sequence[str]) -> list[str | tuple[str, str]]:
    """The claim in quotation marks, with the words that were looked for standing out."""
    shown = shorten(text, LONGEST)
    pieces: list[str | tuple[str, str]] = [("“", QUOTED)]
    pattern = re.compile("|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)
    at = 0
    for m in pattern.finditer(shown):
        pieces += [(shown[at : m.start()], QUOTED), (m[0], "bold underline")]
        at = m.end()
    return [*pieces, (shown[at:] + "”", QUOTED)]


def check_lines(found: Checked, limit: int) -> Iterator[Line]:

    if found.damage:
        yield line(0, ("This case is damaged. ", WARN), "Take a backup that is whole; what it says cannot be trusted.")
        yield from (line(2, clean(one)) for one in found.damage)
        return
    yield line(0, ("The case is whole: ", STRONG), "its log, references and indexes hold.")
    named = {r.id: clean(r.outlet or r.title or r.name) for r in found.reports}
    for title, entries in (("Reports contradict each other", found.contradictions), ("Corrected", found.corrections)):
        if entries:
            yield from apart(f"{title} ({len(entries):,})")
            yield from (line(2, shorten(e.message, 300), (f"  {e.about}", FAINT)) for e in entries[:limit])
            yield from _rest(len(entries) - limit)
    if found.revisions:
        yield from apart(f"Words that changed in silence ({len(found.revisions):,})")
        for revision in found.revisions[:limit]:
            yield from revision_lines(revision, 2)
        yield from _rest(len(found.revisions) - limit)
    if found.findings:
        yield from apart(f"Reports that do not add up ({len(found.findings):,})")
        for f in found.findings[:limit]:
            yield line(2, f"{f.check}: {shorten(f.message, 300)}", (f"  {named.get(f.report, '')} {f.report}", FAINT))
        yield from _rest(len(found.findings) - limit)
    if found.unlinked:
        yield from apart("Not linked yet")
        yield line(
            2, f"{counted(found.unlinked, 'event')}: what contradicts them is not known. Run: dateline link CASE"
        )
    if found.clean:
        yield line(0, "Nothing else was found.")


def _rest(number: int) -> Iterator[Line]:

    if number > 0:
        yield line(2, (f"and {number:,} more (--limit, or --json for all)", FAINT))
