"""How the dossier was made, and what is not shown: the foot of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.protect.policy import Redaction
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import facts, lines, listed, note, part
from dateline.render.page.view import View, value
from dateline.render.words import clean, plain

KEPT = "Nothing was taken out of this view: it holds the whole report."


def attribution(outlines: Path | None) -> str:
    """Whose work the map rests on, and what its borders do not say."""
    drawn = "Natural Earth (public domain)" if outlines is None else "outlines of one's own, named on it"
    return f"Map: {drawn}; places: GeoNames, CC BY 4.0, and others. Borders drawn are not a judgement."


def receipt_part(view: View, outlines: Path | None, not_shown: Markup | None = None) -> Markup:
    """Versions, models with digests, gazetteer, codebook, settings, what was given up, what is not shown: as the view
    tells it, or as `not_shown` does for whoever has no more than the dossier of a view."""
    told = hidden(view) if not_shown is None else not_shown
    return part("receipt", "Receipt", facts(_facts(view)), told, note(attribution(outlines)))


def _facts(view: View) -> Iterator[tuple[str, Child]]:
    r, d = view.dossier.receipt, view.dossier.document
    yield "Dateline", value(r.dateline)
    yield "Engine", value(r.engine)
    yield "Models", join(lines(_digest(f"{m.name} {m.version}", m.sha256) for m in r.models))
    yield "Gazetteer", value(f"{r.gazetteer.name} {r.gazetteer.version}")
    yield "Codebooks", value(r.codebook)
    yield "Settings", join(lines(value(f"{k}: {told(v)}") for k, v in r.settings.items()))
    yield "Document", value(d.id)
    yield "Report", _digest("SHA-256 of the bytes received", d.source_sha256)
    if d.file:
        yield "Taken out of", value(", ".join(t for t in (d.file.media_type, d.file.part, d.file.captured) if t))
    yield "Format", value(view.dossier.format)
    yield "Addresses", "#t-N is character N of the report, counted from 0; #event-… and the like are its records"
    yield "Given up", listed(f"{clean(x.reason)}: {x.count:,}" for x in r.dropped)


def _digest(name: str, digest: str | None) -> Markup:
    return join([value(name), el("code", {"class": "digest"}, clean(digest)) if digest else "no digest"], " ")


def told(setting: object) -> str:
    """A setting in words."""
    if setting is None:
        return "not set"
    if isinstance(setting, list | tuple):
        return ", ".join(clean(str(one)) for one in setting) or "none"
    if isinstance(setting, bool):
        return "yes" if setting else "no"
    return plain(setting) if isinstance(setting, int | float) else clean(str(setting))


def hidden(view: View) -> Markup:
    """What this view does not show, how often it stood in the report, and what stands there instead."""
    shown = view.shown
    rules = [f"quotes of at most {shown.policy.quote:,} characters"] if shown.policy.quote is not None else []
    if shown.policy.coarsen_km is not None:
        rules.append(f"sensitive places moved within squares of {plain(shown.policy.coarsen_km)} km")
    items = [_redaction(r) for r in shown.redactions] + [f"rule of this view: {rule}" for rule in rules]
    if shown.policy.reveal:
        items.append("shown in full: protected persons are named; not to be passed on")
    body = listed(items) if items else note(KEPT)
    return el(
        "section",
        {"id": "hidden", "aria-labelledby": "h-hidden"},
        el("h3", {"id": "h-hidden"}, "What is not shown"),
        body,
    )


def _redaction(r: Redaction) -> Markup:
    instead = join([", shown as ", value(r.shown_as)]) if r.shown_as else None
    return join([f"{clean(r.what)}: {r.count:,} ", "time" if r.count == 1 else "times", instead])
