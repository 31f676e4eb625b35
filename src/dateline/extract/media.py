"""Videos and photos that the report shows or describes, with their credit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.annotate.timex import UNDATED
from dateline.extract.context import Context
from dateline.extract.footage import KINDS, find_footage
from dateline.model.origin import by_rule
from dateline.model.parse import Token
from dateline.model.records import Event, Media
from dateline.model.span import Evidence
from dateline.model.vocabulary import MediaKind

_CREDIT = re.compile(r"(?:photo|image|picture|video|credit)s?(?: courtesy of|:| by|/)\s*([^.)\n]{2,80})", re.IGNORECASE)


def extract_media(context: Context, events: Iterable[Event]) -> tuple[Media, ...]:
    """Media records: one for each caption, one for each video or photo that the text itself tells of."""
    return (*_captions(context), *_told(context, list(events)))


def _captions(context: Context) -> Iterable[Media]:
    sections = context.document.sections
    for n, s in enumerate(sections):
        if s.kind != "caption":
            continue
        end = s.end
        if n + 1 < len(sections) and sections[n + 1].kind == "boilerplate":
            end = sections[n + 1].end
        credit = _CREDIT.search(context.document.text, s.start, end)
        evidence = context.document.evidence(s.start, s.end)
        named = (context.document.evidence(*credit.span()),) if credit and credit.end() > s.end else ()
        words = {t.lemma for t in context.parse.within(s.start, s.end)}
        kind: MediaKind = "video" if any(KINDS.get(w) == "video" for w in words) else "photo"
        spans = [d for d in context.dated if s.start <= d.timex.start < s.end and d.timex.form not in UNDATED]
        taken = context.timeline.when_of(spans[0].timex) if spans else None
        where = next((p.id for _, p in context.places.mentions_in(s.start, s.end)), None)
        yield Media(
            context.id("media", kind, (evidence,)),
            kind,
            credit.group(1).strip() if credit else None,
            taken,
            where,
            (),
            (evidence, *named),
            by_rule("caption"),
        )


def _told(context: Context, events: list[Event]) -> Iterable[Media]:
    """ "In a video posted online Sunday": the noun with its phrase; later mentions of "the video" are the same one."""
    for f in find_footage(context):
        sentences = {t.sent for t in f.tokens}
        shown = tuple(e.id for e in events if any(_sentence(context, x) in sentences for x in e.evidence))
        evidence = tuple(context.document.evidence(*_phrase(context, t)) for t in f.tokens)
        where = f.where.place if f.where else None
        media_id = context.id("media", f.kind, evidence[:1])
        yield Media(media_id, f.kind, None, f.when, where, shown, evidence, by_rule("told"))


def _phrase(context: Context, token: Token) -> tuple[int, int]:
    left = min(
        [c.i for c in token.children if c.i < token.i and c.dep in {"det", "amod", "compound", "poss"}], default=token.i
    )
    return context.parse.tokens[left].start, token.end


def _sentence(context: Context, evidence: Evidence) -> int:
    token = context.parse.token_at(evidence.start)
    return token.sent if token else -1
