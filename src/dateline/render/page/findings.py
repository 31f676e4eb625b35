"""What the checks say: what disagrees first, stated beside computed. No verdict says that somebody is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.model.records import Finding
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import badge, capped, card, facts, note, origin_line, part
from dateline.render.page.view import View, value
from dateline.render.summary import counted
from dateline.render.words import check_word, clean, plain
from dateline.resolve.geometry import compass_word

VERDICTS = {
    "distance": "contradicted by map",
    "direction": "contradicted by map",
    "place": "contradicted by map",
    "contradiction": "disputed",
    "calendar": "contradicted by calendar",
    "arithmetic": "figures do not add up",
    "number": "figures do not add up",
    "sequence": "order does not hold",
}
"""What a check that disagrees is called: it sets the report against the map, the calendar or itself."""
FIGURES = 40
"""Entries of a list of figures that are told."""


def findings_part(view: View) -> Markup:
    """Cards of what disagrees, and of what a reader must know before reading on (no publication date, parts in another
    language); what else could not be told, and agreement, is counted and listed on demand."""
    findings = view.dossier.findings
    by = {verdict: [f for f in findings if f.verdict == verdict] for verdict in ("disagrees", "cannot tell", "agrees")}
    first = [f for f in by["cannot tell"] if f.severity != "info"]
    untold = [f for f in by["cannot tell"] if f.severity == "info"]
    shown: list[Child] = [capped([*by["disagrees"], *first], "finding", lambda f: finding_card(view, f))]
    shown += [_folded(view, "could not be told", untold), _folded(view, "found nothing amiss", by["agrees"])]
    if not findings:
        shown = [note("No check applied to this report: it gives no distance, direction, date or sum to be checked.")]
    elif not by["disagrees"]:
        shown.insert(0, note("Nothing in this report disagrees with the map, the calendar or itself."))
    return part("findings", "What the checks say", *shown, count=len(by["disagrees"]) or None)


def _folded(view: View, what: str, findings: Sequence[Finding]) -> Markup | None:
    if not findings:
        return None
    summary = el("summary", None, f"{counted(len(findings), 'check')} {what}")
    return el("details", None, summary, *[finding_card(view, f) for f in findings])


def verdict_words(finding: Finding) -> str:
    return VERDICTS.get(finding.check, "disagrees") if finding.verdict == "disagrees" else finding.verdict


def finding_card(view: View, finding: Finding) -> Markup:
    """One check: what it says, stated beside computed, the words and the records that it is about."""
    head = el("h3", None, f"{check_word(finding).capitalize()} ", badge(verdict_words(finding), _tone(finding)))
    about = join([view.link(i) for i in finding.about if i in view.keys], ", ")
    return card(
        view,
        finding.id,
        "article",
        head,
        el("p", None, value(finding.message)),
        compared_table(finding.figures),
        facts([*other_figures(finding.figures), ("About", about), ("Words", view.words(finding.evidence))]),
        origin_line(finding.id, finding.origin.engine, finding.origin.rule, finding.score),
    )


def _tone(finding: Finding) -> str:
    return {"disagrees": "warn", "agrees": ""}.get(finding.verdict, "open")


def compared_table(figures: Mapping[str, Any]) -> Markup | None:
    """Stated and computed, one row for each thing that has either."""
    pairs = paired(figures)
    if not pairs:
        return None
    heads = [el("th", {"scope": "col"}, h) for h in ("", "stated", "computed")]
    heads[0] = el("td")
    rows = [
        el("tr", None, el("th", {"scope": "row"}, name), el("td", None, stated), el("td", None, computed))
        for name, stated, computed in pairs
    ]
    return el("table", {"class": "compared"}, el("thead", None, el("tr", None, *heads)), el("tbody", None, *rows))


def paired(figures: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """("distance", "70 km", "72.4 km") for each `stated_…` and `computed_…` of a finding."""
    told = dict.fromkeys(k.split("_", 1)[-1] for k in figures if k.startswith(("stated_", "computed_")))
    return [
        (
            {"km": "distance", "bearing": "direction"}.get(name, name.replace("_", " ")),
            figure_words(name, figures.get(f"stated_{name}")),
            figure_words(name, figures.get(f"computed_{name}")),
        )
        for name in told
    ]


def other_figures(figures: Mapping[str, Any]) -> Iterable[tuple[str, Child]]:
    """What a finding gives besides stated and computed: tolerances, parts of a sum, the places measured from."""
    for name, told in figures.items():
        if name.startswith(("stated_", "computed_")) or told is None:
            continue
        label = name.replace("_", " ").capitalize()
        if isinstance(told, list | tuple) and any(isinstance(t, dict) for t in told):
            yield label, el("ul", None, *[el("li", None, _entry(t)) for t in told[:FIGURES]])
        else:
            yield clean(label), value(figure_words(name, told))


def _entry(told: Any) -> Markup:
    if not isinstance(told, dict):
        return value(str(told))
    return value(", ".join(f"{k.replace('_', ' ')} {figure_words(k, v)}" for k, v in told.items()))


def figure_words(name: str, told: Any) -> str:
    """A figure with its unit: "72.4 km", "20.4° (north)"; a dash where there is none."""
    if told is None:
        return "–"
    if isinstance(told, list | tuple):
        return ", ".join(figure_words(name, t) for t in told[:FIGURES])
    if isinstance(told, bool) or not isinstance(told, int | float):
        return clean(str(told))
    if name.endswith("bearing"):
        return f"{plain(told)}° ({compass_word(told)})"
    return plain(told) + (" km" if name.endswith("km") else "°" if name.endswith("degrees") else "")
