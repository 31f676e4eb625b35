"""A folder of pages (HTML) that opens from disk: the picture, a page a happening, a page a report, lists with twins in
CSV. The pages are written one by one; what is kept is the picture (`Material.situation`) and a line a check.

The pages of reports come first, so that the others link only to what is there.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dateline import __version__
from dateline.errors import SettingsError
from dateline.exports.attribution import credits_of
from dateline.exports.cells import as_csv, cut, figure, visible
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.formats.csv_events import TOO_LONG
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material
from dateline.model.situation import Happening
from dateline.render.bundle.about import About, about_main
from dateline.render.bundle.frame import STYLE, case_name, heading, page_of, style_sheet
from dateline.render.bundle.front import front_header, front_main
from dateline.render.bundle.happening import happening_header, happening_main
from dateline.render.bundle.links import PAGES, Folder, file_of, ids_in
from dateline.render.bundle.lists import Cell, Listing, file_of_row
from dateline.render.bundle.records import lists_of
from dateline.render.bundle.report import report_header, report_main, report_title, report_view
from dateline.render.bundle.view import BundleView, Check, bundle_view, checks_of, entries_about, told_by
from dateline.render.map.svg import safe_id
from dateline.render.page.markup import join
from dateline.render.page.parts import note
from dateline.render.situation.map import map_block

NO_PAGE: Final = "the report tells nothing of what was asked for, so it has no page"
_MARK: Final = re.compile(r"t-(\d+)")


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Fill the folder; gives back how many pages of happenings and reports it has."""
    if material.situation is None:
        raise SettingsError(f"{material.name} gives no picture of its happenings, which pages are made of.")
    made = _Bundle(material, path, losses, told, bundle_view(material.situation()))
    made.reports()
    made.happenings()
    made.lists()
    made.rest()
    return made.pages


@dataclass(slots=True)
class _Bundle:
    """A folder that is being filled."""

    material: Material
    path: Path
    losses: Losses
    told: Told
    view: BundleView
    folder: Folder = field(default_factory=Folder)
    checks: list[Check] = field(default_factory=list)
    pages: int = 0

    def __post_init__(self) -> None:
        self.folder.happenings = frozenset(safe_id(h.id) for h in self.view.situation.happenings)
        actors, places = len(self.view.actors), len(set(self.view.places.values()))
        self.folder.numbered = {
            "actor": lambda id_: _numbered("~actors", actors, id_),
            "place": lambda id_: _numbered("~places", places, id_),
        }
        for name in ("report", "happening", "data"):
            (self.path / name).mkdir()
        self._put(STYLE, style_sheet())

    def reports(self) -> None:
        """The page of each report that the picture rests on."""
        told, cited = told_by(self.view.situation.happenings), self._cited()
        self.folder.reports = {safe_id(r) for r in self.view.reports}
        written: set[str] = set()
        for dossier in self.material.dossiers():
            id_ = dossier.document.id
            if id_ not in self.view.reports:
                self.losses.left_out(id_, NO_PAGE)
                continue
            view = report_view(dossier)
            main = report_main(view, self.view, told.get(id_, ()), None)
            self._find(id_, ids_in(main), cited.get(id_, set()), told.get(id_, ()))
            symbols = {view.drawn[a]: symbol for a, symbol in view.symbols.items()}
            file = file_of("report", safe_id(id_))
            self._put(file, page_of(
                self.view, self.folder, file, report_title(view), report_header(view), main, here="~reports",
                symbols=symbols, kind="dossier",
            ))  # fmt: skip
            self.checks += checks_of(dossier)
            written.add(safe_id(id_))
            self._count()
        self.folder.reports = written

    def _cited(self) -> dict[str, set[int]]:
        """The characters of each report that quotes lead to."""
        s = self.view.situation
        found: dict[str, set[int]] = {}
        said = [x for h in s.happenings for slot in h.slots for x in slot.said]
        said += [x for h in s.happenings for side in h.sides for x in side.said]
        said += [x for e in s.ledger for side in e.sides for x in side.said]
        said += [x for h in s.held for x in (*h.said, *(y for side in h.against for y in side.said))]
        said += [x for b in s.bonds for x in b.said]
        for one in said:
            found.setdefault(one.report, set()).add(one.start)
        return found

    def _find(self, report: str, ids: set[str], cited: set[int], told: Sequence[Happening]) -> None:
        """What links to this report must know of its page. Where a character that a quote leads to begins no mark of
        its own, the last mark before it stands for it."""
        marks = sorted(int(m[1]) for i in ids if (m := _MARK.fullmatch(i)))
        for start in cited.difference(marks):
            n = bisect_right(marks, start)
            self.folder.at[safe_id(report), start] = marks[n - 1] if n else None
        events = {safe_id(event) for h in told for of, event in h.events if of == report}
        self.folder.gone |= {(safe_id(report), event) for event in events - ids}

    def happenings(self) -> None:
        """The page of each happening, those that are left out of the picture too."""
        entries = entries_about(self.view.situation.ledger)
        checks = self._checks_of_events()
        told, out = self.view.told, [h for h in self.view.situation.happenings if not h.included]
        for n, h in enumerate((*told, *out)):
            near = (told[n - 1] if 0 < n < len(told) else None, told[n + 1] if n + 1 < len(told) else None)
            main = happening_main(
                self.view, h, entries.get(h.id, ()), [c for _, e in h.events for c in checks.get(e, ())]
            )
            header = happening_header(self.view, h, *near)
            file = file_of("happening", safe_id(h.id))
            self._put(file, page_of(self.view, self.folder, file, h.title, header, main, here="~happenings"))
            self._count()

    def _checks_of_events(self) -> dict[str, list[Check]]:
        found: dict[str, list[Check]] = {}
        for check in self.checks:
            for id_ in check.about:
                if id_.startswith("event-"):
                    found.setdefault(id_, []).append(check)
        return found

    def lists(self) -> None:
        """The lists, page by page, with their twins."""
        lists = lists_of(self.view, self.checks)
        for one in lists.values():
            self._twin(one)
            for page in range(1, one.pages + 1):
                self._list_page(one, page)
        self._put(PAGES["~index"], page_of(
            self.view, self.folder, PAGES["~index"], case_name(self.view), front_header(self.view, lists),
            front_main(self.view, lists, None), here="~index",
        ))  # fmt: skip

    def _twin(self, one: Listing[Any]) -> None:
        """The list in plain values."""
        with (self.path / one.csv).open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream, lineterminator="\n")
            rows.writerow(one.names())
            for row in one.rows():
                rows.writerow(map(_cell, row))
                for name, told in zip(one.names(), row, strict=True):
                    if isinstance(told, str) and cut(visible(told)) != visible(told):
                        self.losses.changed(one.csv, name, f"{len(told):,} characters", TOO_LONG)

    def _list_page(self, one: Listing[Any], page: int) -> None:
        title = one.title if page == 1 else f"{one.title}, page {page}"
        header = heading(title, note(one.lead) if one.lead else None, one.twin() if one.records else None)
        drawn = map_block(self.view, None) if one.page == "~places" and page == 1 and one.records else None
        main = join([drawn, one.table(page)])
        file = one.file(page)
        self._put(file, page_of(self.view, self.folder, file, title, header, main, here=one.page))

    def rest(self) -> None:
        """What the folder says of itself: last, when all that is hidden and lost is known."""
        hidden = sorted((what, shown, count) for (what, shown), count in self.material.hidden.counts.items())
        about = About(
            f"dateline {__version__}", self.material.kind, {"name": self.material.name, **self.material.told},
            credits_of(FORMAT, self.material), hidden, self.losses.summary(), Counter(self.material.left_out.values()),
        )  # fmt: skip
        file = PAGES["~about"]
        title = "About these pages"
        main = about_main(self.view, about)
        self._put(file, page_of(self.view, self.folder, file, title, heading(title), main, here="~about"))

    def _put(self, file: str, text: str) -> None:
        (self.path / file).write_text(text, "utf-8", newline="")

    def _count(self) -> None:
        self.pages += 1
        self.told(self.pages)


def _cell(value: Cell) -> str | int | float | None:
    """A value as a safe cell."""
    return as_csv(value) if isinstance(value, str) else figure(value)


def _numbered(page: str, records: int, id_: str) -> str | None:
    """The page and row of a record of a paged list, by the number in its id."""
    number = id_.rpartition("-")[2]
    if not number.isdigit() or not 0 < int(number) <= records:
        return None
    return f"{file_of_row(page, int(number))}#{id_}"


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("html", CONTENT)


CONTENT: Final = (
    "index.html", "happenings.html", "happening/ID.html", "contradictions.html", "holding.html", "places.html",
    "actors.html", "relations.html", "sources.html", "checks.html", "reports.html", "report/ID.html", "about.html",
    "data/*.csv",
)  # fmt: skip

FORMAT: Final = Format(
    name="html",
    title="folder of pages",
    suffix="",
    media_type="text/html",
    standard="HTML Living Standard (https://html.spec.whatwg.org)",
    summary="pages that open from disk without server or script: a page a happening, a page a report, lists as CSV",
    write=write,
    mapping=mapping,
    folder=True,
    binary=True,
    attributions=(),
)
