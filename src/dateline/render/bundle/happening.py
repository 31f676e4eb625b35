"""The page of one happening: what the case makes of it, all accounts side by side, who says what, who disagrees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.model.situation import Happening, LedgerEntry, Said, Slot
from dateline.render.bundle.links import record_anchor
from dateline.render.bundle.view import BundleView, Check
from dateline.render.map.svg import safe_id
from dateline.render.page.events import ROLES
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import badge, facts, note, part
from dateline.render.page.view import value
from dateline.render.situation.cards import badges, codes, happening_facts, report_links
from dateline.render.situation.ledger import entry_card, replaced
from dateline.render.situation.said import KINDS, dot, kinds_key, voices_of
from dateline.render.situation.slots import is_toll, slot_name, toll_name, tolls_of
from dateline.render.situation.tolls import toll_markup
from dateline.render.situation.view import TITLE, outlet_words
from dateline.render.summary import counted
from dateline.render.words import STANCES, clean, shorten

QUOTE: Final = 110
"""Characters of a quote in the table of accounts; it leads to the words themselves."""
HEADS: Final = {
    "actor": "Who did it",
    "recipient": "To whom",
    "side_a": "One side",
    "side_b": "The other side",
    "associate": "Who helped",
}
FIRST: Final = ("when", "where", *ROLES, "deaths", "injured", "status")
"""Slots whose columns come first."""


def happening_header(view: BundleView, h: Happening, before: Happening | None, after: Happening | None) -> Markup:
    """Title, how it stands, and the way to its neighbours in time."""
    n = view.numbers.get(h.id)
    number = el("span", {"class": "no"}, f"{n:,}") if n else None
    title = el("h1", {"dir": "auto"}, number, " " if n else None, value(shorten(h.title, 2 * TITLE)))
    stands = el("p", {"class": "badges"}, join(badges(h), " "))
    return el("header", {"class": "head"}, title, stands, _around(view, before, after))


def _around(view: BundleView, before: Happening | None, after: Happening | None) -> Markup | None:
    links = []
    for other, words, way in ((before, "Before it", "prev"), (after, "After it", "next")):
        if other is not None:
            links.append(
                el("li", {"class": way}, el("span", {"class": "muted"}, f"{words}: "), view.happening(other.id))
            )
    return el("nav", {"class": "around", "aria-label": "In time"}, el("ul", None, *links)) if links else None


def happening_main(view: BundleView, h: Happening, entries: Sequence[LedgerEntry], checks: Sequence[Check]) -> Markup:
    """The parts of the page."""
    said = [s for slot in h.slots for s in slot.said]
    gone = replaced(entries)
    tolls = [toll_markup(view, s, toll_name(s), gone) for s in tolls_of(h)]
    origin = join([clean(h.id), join(codes(h), " · ")], " · ")
    told = el(
        "div", {"class": "both"}, el("div", None, facts(happening_facts(view, h)), report_links(view, h)),
        el("div", {"class": "numbers"}, *tolls) if tolls else None,
    )  # fmt: skip
    return join([
        part("told", "What the reports make of it", kinds_key(said), told, el("p", {"class": "origin"}, origin)),
        _accounts(view, h),
        _disagreements(view, entries),
        _voices(view, h, said),
        _checks(view, checks),
    ])  # fmt: skip


# -- accounts side by side


def _accounts(view: BundleView, h: Happening) -> Markup:
    """A row an account, a column a value: what each report says, in its words. Who only denies it has a row too."""
    said = _by_account(h)
    names = [name for name in _ordered(s.name for s in h.slots) if any(name in told for told in said.values())]
    heads = ["Report", *(_head(h.slot(name)) for name in names)]
    head = el("thead", None, el("tr", None, *[el("th", {"scope": "col"}, words) for words in heads]))
    rows = [
        _account(view, report, event, said.get((report, event), {}), names)
        for report, event in dict.fromkeys([*h.events, *said])
    ]
    caption = el("caption", {"id": "c-accounts"}, f"What each of {counted(len(rows), 'account')} says, value by value")
    table = el("table", {"class": "accounts"}, caption, head, el("tbody", None, *rows))
    box = el("div", {"class": "scroll", "role": "group", "tabindex": 0, "aria-labelledby": "c-accounts"}, table)
    return part("accounts", "Account by account", box if rows else note("No account is kept."), count=len(rows))


def _by_account(h: Happening) -> dict[tuple[str, str], dict[str, list[Said]]]:
    """What each account says: (report, event) -> slot -> words."""
    only = dict(reversed(h.events))
    known = set(h.events)
    found: dict[tuple[str, str], dict[str, list[Said]]] = {}
    for slot in h.slots:
        for one in slot.said:
            account = (one.report, one.event or "")
            account = account if account in known else (one.report, only.get(one.report, ""))
            told = found.setdefault(account, {}).setdefault(slot.name, [])
            if not any((t.value, t.start, t.voice) == (one.value, one.start, one.voice) for t in told):
                told.append(one)
    return found


def _ordered(names: Iterator[str]) -> list[str]:
    order = {name: n for n, name in enumerate(FIRST)}
    return sorted(dict.fromkeys(names), key=lambda name: order.get(name, len(order)))


def _head(slot: Slot) -> str:
    """A column's head: what a role does rather than its name."""
    return toll_name(slot) if is_toll(slot) else HEADS.get(slot.name) or slot_name(slot)


def _account(view: BundleView, report: str, event: str, told: dict[str, list[Said]], names: Sequence[str]) -> Markup:
    line = view.reports.get(report)
    name = value(shorten(outlet_words(line), TITLE) if line else report)
    link = el("a", {"href": f"#{record_anchor(report, event) if event else safe_id(report)}"}, name)
    day = el("span", {"class": "muted"}, f" {clean(line.published)}") if line and line.published else None
    copy = el("div", {"class": "muted"}, "a copy of another report") if line and line.copy_of else None
    cells = [el("td", None, _values(view, told.get(name_, ()))) for name_ in names]
    return el("tr", None, el("th", {"scope": "row"}, link, day, copy), *cells)


def _values(view: BundleView, said: Sequence[Said]) -> Markup | None:
    """What an account says of one value: each word once, who says it, and the words themselves."""
    if not said:
        return None
    return join([el("div", {"class": "account-value"}, _value(view, one)) for one in said])


def _value(view: BundleView, said: Said) -> Markup:
    who = "" if said.source_kind == "narrator" else shorten(said.source, 60)
    stance = badge(STANCES.get(said.stance, said.stance), "open") if said.stance != "asserted" else None
    quote = shorten(said.quote, QUOTE).strip("“”")
    same = clean(quote).casefold() == clean(said.value).casefold()
    words = el("q", {"class": "quote"}, view.words(said, value(quote))) if quote and not same else None
    shown: Child = value(said.value) if words else view.words(said, value(said.value))
    source = el("span", {"class": "muted"}, dot(said.source_kind), value(who)) if who else None
    return join([el("b", None, shown), stance, words, source], " ")


# -- who disagrees, who says what, what the checks say


def _disagreements(view: BundleView, entries: Sequence[LedgerEntry]) -> Markup:
    against = [e for e in entries if e.kind == "contradiction"]
    rest = [e for e in entries if e.kind != "contradiction"]
    shown: list[Child] = [entry_card(view, e, named=False) for e in against]
    if not against:
        shown.append(note("No two accounts of it stand against each other."))
    if rest:
        summary = el("summary", None, f"{counted(len(rest), 'value')} corrected later, or borne out by further voices")
        shown.append(el("details", {"class": "rest"}, summary, *[entry_card(view, e, named=False) for e in rest]))
    return part("ledger", "Who disagrees", *shown, count=len(against))


def _voices(view: BundleView, h: Happening, said: Sequence[Said]) -> Markup:
    """The sources: a row a voice, with everything that it is quoted for."""
    slots: dict[tuple[str, int, str], dict[str, None]] = {}
    for slot in h.slots:
        for one in slot.said:
            slots.setdefault((one.voice, one.start, one.report), {}).setdefault(_head(slot))
    voices = voices_of(said)
    if not voices:
        return part("sources", "Sources", note("Nobody is quoted for it."))
    head = el("thead", None, el("tr", None, *[el("th", {"scope": "col"}, w) for w in ("Who", "What kind", "Says")]))
    rows = [_voice(view, group, slots) for group in voices]
    caption = el("caption", {"id": "c-voices"}, f"{counted(len(rows), 'voice')}; those that share a source count once")
    box: dict[str, str | int | None] = {
        "class": "scroll",
        "role": "group",
        "tabindex": 0,
        "aria-labelledby": "c-voices",
    }
    return part(
        "sources",
        "Sources",
        el("div", box, el("table", None, caption, head, el("tbody", None, *rows))),
        count=len(rows),
    )


def _voice(view: BundleView, group: Sequence[Said], slots: dict[tuple[str, int, str], dict[str, None]]) -> Markup:
    first = group[0]
    name = "the report itself" if first.source_kind == "narrator" else shorten(first.source, 100)
    told: dict[tuple[str, int, str], Said] = {}
    for one in group:
        told.setdefault((one.voice, one.start, one.report), one)
    items = [
        el("li", None, el("span", {"class": "muted"}, ", ".join(slots[key]), ": "), _word(view, one))
        for key, one in told.items()
    ]
    return el(
        "tr", None, el("th", {"scope": "row"}, dot(first.source_kind), value(name)),
        el("td", None, KINDS[first.source_kind]), el("td", None, el("ul", {"class": "plain"}, *items)),
    )  # fmt: skip


def _word(view: BundleView, said: Said) -> Markup:
    quote = el("q", {"class": "quote"}, view.words(said, value(shorten(said.quote, QUOTE).strip("“”"))))
    line = view.reports.get(said.report)
    where = value(shorten(said.outlet or (outlet_words(line) if line else said.report), 60))
    day = said.said or said.published
    return join([quote, el("span", {"class": "muted"}, " ", where, f", {clean(day)}" if day else None)])


def _checks(view: BundleView, checks: Sequence[Check]) -> Markup | None:
    if not checks:
        return None
    items = [_check(view, c) for c in checks]
    return part("checks", "What the checks say", el("ul", {"class": "plain checks"}, *items), count=len(checks))


def _check(view: BundleView, c: Check) -> Markup:
    tone = {"disagrees": "warn", "agrees": ""}.get(c.verdict, "open")
    link = el("a", {"href": f"#{record_anchor(c.report, c.id)}"}, value(c.message))
    return el("li", None, badge(c.words, tone), " ", link, " ", el("span", {"class": "muted"}, view.report(c.report)))
