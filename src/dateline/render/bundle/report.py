"""The page of one report, as it may be seen: its text, what was read out of it, and what of the picture it tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.model.dossier import Dossier
from dateline.model.situation import Happening
from dateline.protect.policy import Policy, Shown
from dateline.render.bundle.view import BundleView
from dateline.render.map.svg import safe_id
from dateline.render.page.claims import claims_part
from dateline.render.page.events import events_part
from dateline.render.page.findings import findings_part
from dateline.render.page.head import header, navigation, title_words
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import note, part
from dateline.render.page.places import places_part
from dateline.render.page.receipt import receipt_part
from dateline.render.page.report import report_part
from dateline.render.page.tables import records_parts
from dateline.render.page.timeline import timeline_part
from dateline.render.page.view import View, value, view_of


def report_view(dossier: Dossier) -> View:
    """The view of a dossier that may be seen already."""
    return view_of(Shown(dossier, Policy()))


def report_title(view: View) -> str:
    return title_words(view)


def report_header(view: View) -> Markup:
    """The report's own head with the links to its parts."""
    return join([header(view), navigation(view)])


def report_main(view: View, bundle: BundleView, told: Sequence[Happening], outlines: Path | None) -> Markup:
    """What it tells of the picture, then the parts of a dossier's page."""
    records = (
        places_part(view, outlines),
        timeline_part(view),
        events_part(view),
        claims_part(view),
        records_parts(view),
    )
    hidden = note(el("a", {"href": "#~about"}, "What is hidden in these pages is told for all of them together."))
    return join([
        _picture(bundle, told),
        findings_part(view),
        el("div", {"class": "panes"}, report_part(view), el("div", {"class": "records"}, *records)),
        receipt_part(view, outlines, hidden),
    ])  # fmt: skip


def _picture(bundle: BundleView, told: Sequence[Happening]) -> Markup:
    """The happenings of the picture that this report tells of."""
    if not told:
        return part("picture", "In the picture", note("This report tells of no happening that is shown."))
    items = [el("li", None, bundle.happening(h.id, None) if h.id in bundle.numbers else _left(h)) for h in told]
    return part("picture", "In the picture", el("ol", {"class": "plain"}, *items), count=len(told))


def _left(h: Happening) -> Markup:
    return join([el("a", {"href": f"#{safe_id(h.id)}"}, value(h.title)), el("span", {"class": "muted"}, " (left out)")])
