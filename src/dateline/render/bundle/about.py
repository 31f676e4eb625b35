"""How the folder was made: of what, by which version, whose work stands in it, what is hidden and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dateline.render.bundle.view import BundleView
from dateline.render.map.svg import safe_id
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import facts, listed, note, part
from dateline.render.page.receipt import told
from dateline.render.page.view import value
from dateline.render.summary import counted
from dateline.render.words import clean

NOTHING_HIDDEN: Final = (
    "Nothing had to be hidden in what these pages were made of, or it was hidden before it was kept."
)


@dataclass(frozen=True, slots=True)
class About:
    """What the export knows of itself, as its manifest has it."""

    made_by: str
    kind: str
    of: Mapping[str, Any]
    licences: Sequence[Mapping[str, Any]]
    redactions: Sequence[tuple[str, str, int]]
    """(what, shown as, how often)"""
    losses: Sequence[Mapping[str, Any]]
    left_out: Mapping[str, int]
    """Reports and records that decisions leave out, by reason."""


def about_main(view: BundleView, about: About) -> Markup:
    """The parts of the page."""
    return join([_made(view, about), _read(), _hidden(about), _left_out(view, about), _licences(about)])


def _made(view: BundleView, about: About) -> Markup:
    s = view.situation
    pairs: list[tuple[str, Child]] = [
        ("Made by", value(about.made_by)),
        ("Made of", {"case": "a case"}.get(about.kind, "reports that are in no case")),
        *(
            (clean(k).replace("_", " ").capitalize(), value(_words(v)))
            for k, v in about.of.items()
            if v not in (None, {}, [])
        ),
        ("As known", f"up to {clean(s.as_of)}" if s.as_of else "with everything that is recorded"),
        ("At", clean(s.at) if s.at else "all days"),
        ("Rules", listed(value(rule) for rule in s.rules)),
        ("State of the log", el("code", {"class": "digest"}, clean(s.head)) if s.head else None),
        (
            "Manifest",
            "beside this folder, under its name and .manifest.json: digests of every file, and what stands here",
        ),
    ]
    return part("made", "How these pages were made", facts(pairs))


def _words(told_: object) -> str:
    """What the manifest has of one thing, in words."""
    if isinstance(told_, Mapping):
        return ", ".join(f"{clean(str(k)).replace('_', ' ')}: {told(v)}" for k, v in told_.items())
    return told(told_)


def _read() -> Markup:
    items = (
        "Everything here is what reports say, read by a program.",
        "A value stands with who says it; its words lead to the report, where they are marked.",
        "A happening is what the case holds for one thing that several reports tell.",
        "Where reports differ, all values stand side by side, and nobody is said to be right.",
        "A voice counts once, however many reports pass it on.",
        "Numbers are ranges by the rule that is named beside them, never averages.",
        "A place has a precision. What is known by its province alone is drawn as an area, not as a point.",
        "Colours and symbols are the pages’ own and judge nobody.",
    )
    return part("reading", "How to read them", listed(items))


def _hidden(about: About) -> Markup:
    if not about.redactions:
        return part("hidden", "What is hidden", note(NOTHING_HIDDEN))
    items = [
        join([f"{clean(what)}: {count:,} ", "time" if count == 1 else "times",
              join([", shown as ", value(shown)]) if shown else None])
        for what, shown, count in about.redactions
    ]  # fmt: skip
    return part("hidden", "What is hidden", listed(items))


def _left_out(view: BundleView, about: About) -> Markup:
    items = list(_reasons(view, about))
    out = [h for h in view.situation.happenings if not h.included]
    if out:
        links = [
            join([el("a", {"href": f"#{safe_id(h.id)}"}, value(h.title)),
                  el("span", {"class": "muted"}, f" – {clean(h.excluded_by or 'by a rule of the case')}")])
            for h in out
        ]  # fmt: skip
        summary = el("summary", None, f"{counted(len(out), 'happening')} left out by a rule or a decision")
        items.append(el("details", {"class": "rest"}, summary, listed(links)))
    return part("left-out", "What is left out", listed(items) if items else note("Nothing is left out."))


def _reasons(view: BundleView, about: About) -> Iterator[Markup]:
    for reason, number in view.situation.left_out:
        yield join([value(reason), f": {number:,}"])
    for reason, number in about.left_out.items():
        yield join([value(reason), f": {number:,}"])
    for loss in about.losses:
        field = f"{clean(str(loss['field']))}: " if loss["field"] else ""
        yield value(f"{clean(str(loss['kind']))}, {field}{clean(str(loss['reason']))}: {loss['count']:,}")


def _licences(about: About) -> Markup:
    items = [
        join([el("b", None, value(str(c["what"]))), ": ", value(str(c["licence"])), ". ", value(str(c["credit"]))])
        for c in about.licences
    ]
    borders = "Borders drawn are not a judgement."
    return part("licences", "Whose work stands here", listed([*items, borders]))
