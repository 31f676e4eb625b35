"""Who says it: voices with their quotes. Reports that share a voice (a wire's story, one spokesman) stand under one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.model.situation import Said, Slot
from dateline.model.vocabulary import SourceKind
from dateline.render.page.markup import NOTHING, Child, Markup, el, join
from dateline.render.page.parts import badge
from dateline.render.page.view import value
from dateline.render.situation.view import SituationView, outlet_words
from dateline.render.summary import counted
from dateline.render.words import STANCES, clean, shorten

QUOTE = 240
"""Characters of a quote; the report's own dossier holds the rest."""
FIRST = 4
"""Voices of one value that stand open where they stand beside others; the rest are folded."""
VOICES = 40
"""Voices told of one value; the rest are counted."""
KINDS: dict[SourceKind, str] = {
    "named": "a named person",
    "anonymous": "not named",
    "group": "a group of people",
    "organisation": "an organisation",
    "media": "media",
    "document": "a document",
    "narrator": "the report itself",
}
"""What kinds of voice are called; the colours of the style sheet go by the same keys."""


def voices_of(said: Iterable[Said]) -> list[list[Said]]:
    """The words by voice, in the order in which the voices first speak, each voice's own by day."""
    groups: dict[str, list[Said]] = {}
    for one in said:
        groups.setdefault(one.voice, []).append(one)
    return [sorted(group, key=_day) for group in sorted(groups.values(), key=lambda g: min(map(_day, g)))]


def _day(said: Said) -> tuple[str, int, str]:
    return said.said or said.published or "9999", said.recorded, said.report


def dot(kind: SourceKind) -> Markup:
    """The colour of a kind of voice; the word for it stands beside or in the key."""
    return el("span", {"class": f"dot v-{kind}", "aria-hidden": "true"})


def who_words(view: SituationView, said: Said) -> Markup:
    """ "residents, Valley Radio, 2024-03-04", the outlet linked to the report."""
    name = "the report itself" if said.source_kind == "narrator" else said.source
    day = said.said or said.published
    parts: list[Child] = [el("b", None, value(shorten(name, 100))), outlet(view, said)]
    parts.append(el("time", {"datetime": clean(day)}, clean(day)) if day else "date not known")
    stance = [" ", badge(STANCES.get(said.stance, said.stance), "open")] if said.stance != "asserted" else []
    return join([join(parts, ", "), *stance])


def outlet(view: SituationView, said: Said) -> Markup:
    line = view.reports.get(said.report)
    return view.report(said.report, said.outlet or (outlet_words(line) if line else None))


def quote_markup(view: SituationView, said: Said) -> Markup:
    """The words that say it, linked to where they stand where the view has the report's text."""
    if not clean(said.quote):
        return NOTHING
    inner = view.words(said, value(shorten(said.quote, QUOTE).strip("“”")))
    return el("q", {"class": "quote", "cite": None}, inner)


def said_list(view: SituationView, said: Sequence[Said], *, values: bool = True, whole: bool = False) -> Markup:
    """All voices on a value with their quotes, one item a voice; further reports of a voice stand beneath it. More than
    a few are folded, unless the whole list is asked for."""
    voices = voices_of(said)
    items = [_voice(view, group, values=values) for group in voices[:VOICES]]
    if len(voices) > VOICES:
        items.append(el("li", {"class": "muted"}, f"and {counted(len(voices) - VOICES, 'more voice')}"))
    first = len(items) if whole or len(items) <= FIRST + 1 else FIRST
    told = el("ul", {"class": "voices"}, *items[:first]) if items else NOTHING
    if first == len(items):
        return told
    rest = el("summary", None, counted(len(voices) - first, "more voice"))
    return join([told, el("details", {"class": "rest"}, rest, el("ul", {"class": "voices"}, *items[first:]))])


def _voice(view: SituationView, group: Sequence[Said], *, values: bool) -> Markup:
    first, *others = _once(group)
    told = _one(view, first, values=values)
    if others:
        heading = el("span", {"class": "muted"}, "the same voice also in:")
        told = join(
            [told, " ", heading, el("ul", None, *[el("li", None, _one(view, o, values=values)) for o in others])]
        )
    return el("li", None, dot(first.source_kind), told)


def _once(group: Sequence[Said]) -> list[Said]:
    """A voice's words without those that repeat the same quote of the same report."""
    seen: dict[tuple[str, str, str], Said] = {}
    for one in group:
        seen.setdefault((one.report, one.quote, one.value), one)
    return list(seen.values())


def _one(view: SituationView, said: Said, *, values: bool) -> Markup:
    told = [el("span", {"class": "value"}, value(said.value)), " – "] if values and clean(said.value) else []
    return join([*told, who_words(view, said), " ", quote_markup(view, said)])


def says(view: SituationView, said: Sequence[Said], *, values: bool = True) -> Markup:
    """How many voices say it, to be opened for their quotes."""
    if not said:
        return el("span", {"class": "muted"}, "nobody is quoted for it")
    voices, reports = len({s.voice for s in said}), len({s.report for s in said})
    summary = counted(voices, "voice") + (f" in {counted(reports, 'report')}" if reports != voices else "")
    return el(
        "details", {"class": "says-it"}, el("summary", None, summary), said_list(view, said, values=values, whole=True)
    )


def state_badge(slot: Slot) -> Markup | None:
    """How a value stands, where the count of its voices does not say it already."""
    if slot.state == "decided":
        return badge(f"decided by judgement {slot.decided}" if slot.decided is not None else "decided by a person")
    return badge("disputed", "warn") if slot.state == "disputed" else None


def kinds_key(said: Iterable[Said]) -> Markup:
    """The colours of voices and what they stand for, as far as they are used."""
    used = {s.source_kind for s in said}
    items = [el("li", None, dot(kind), words) for kind, words in KINDS.items() if kind in used]
    return el("ul", {"class": "kinds", "aria-label": "Kinds of voices"}, *items) if items else NOTHING


def all_said(view: SituationView) -> Iterator[Said]:
    """Every word on every value of a happening that is shown."""
    yield from (s for h in view.told for slot in h.slots for s in slot.said)
