"""Lists: one definition gives the table on the pages and its twin in CSV. A page holds `PAGE` rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from dateline.render.bundle.links import PAGES
from dateline.render.page.markup import Child, Markup, el, join
from dateline.render.page.parts import note
from dateline.render.summary import counted

T = TypeVar("T")
PAGE: Final = 200
"""Rows of one page, so that a case of 10,000 reports makes fifty pages of them and no page is larger than a few hundred
kilobytes."""
Cell = str | int | float | None


def file_of_row(page: str, number: int) -> str:
    """The file that holds the record with this number, from 1, of a paged list."""
    n = 1 + (number - 1) // PAGE
    return PAGES[page] if n == 1 else f"{PAGES[page].removesuffix('.html')}-{n}.html"


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column. `show` makes the cell of a page, `tell` the one of the CSV; `name` is the column's name there."""

    head: str
    name: str
    show: Callable[[T], Child]
    tell: Callable[[T], Cell]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """A list of records. `page` is its name among `PAGES`, `anchor` the id of a record's row."""

    page: str
    title: str
    noun: str
    records: Sequence[T]
    columns: Sequence[Column[T]]
    anchor: Callable[[T], str | None]
    lead: Child = None
    empty: str = "Nothing of this kind is told."
    more: Sequence[tuple[str, Callable[[T], Cell]]] = field(default=())
    """Columns that only the CSV has."""

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.records) // PAGE))

    @property
    def csv(self) -> str:
        return f"data/{PAGES[self.page].removesuffix('.html')}.csv"

    def file(self, page: int) -> str:
        """The file of a page, from 1."""
        return file_of_row(self.page, 1 + (page - 1) * PAGE)

    def table(self, page: int) -> Markup:
        """The rows of a page, with the way to the others."""
        if not self.records:
            return note(self.empty)
        shown = self.records[(page - 1) * PAGE : page * PAGE]
        told = f"{self.title} ({len(self.records):,})"
        if self.pages > 1:
            told += f", {(page - 1) * PAGE + 1:,} to {(page - 1) * PAGE + len(shown):,}"
        head = el("thead", None, el("tr", None, *[el("th", {"scope": "col"}, c.head) for c in self.columns]))
        rows = el("tbody", None, *map(self._row, shown))
        caption = el("caption", {"id": "list"}, told)
        box: dict[str, str | int | None] = {
            "class": "scroll",
            "role": "group",
            "tabindex": 0,
            "aria-labelledby": "list",
        }
        return join(
            [self.pager(page), el("div", box, el("table", None, caption, head, rows)), self.pager(page, "foot")]
        )

    def _row(self, record: T) -> Markup:
        first, *others = [column.show(record) for column in self.columns]
        cells = [el("th", {"scope": "row"}, first), *[el("td", None, cell) for cell in others]]
        return el("tr", {"id": self.anchor(record)}, *cells)

    def pager(self, page: int, where: str = "head") -> Markup | None:
        """Links to the other pages of the list."""
        if self.pages == 1:
            return None
        near = sorted({1, self.pages, *range(max(1, page - 3), min(self.pages, page + 3) + 1)})
        links: list[Child] = []
        for before, n in zip([0, *near], near, strict=False):
            links.append(el("li", {"aria-hidden": "true"}, "…") if n - before > 1 else None)
            links.append(el("li", None, self._page_link(n, page)))
        return el("nav", {"class": "pager", "aria-label": f"Pages of the list, {where}"}, el("ul", None, *links))

    def _page_link(self, n: int, page: int) -> Markup:
        # a page's own name, made here: it holds nothing of a report
        if n == page:
            return Markup(f'<a aria-current="page" href="{self.file(n)}">{n:,}</a>')
        return Markup(f'<a href="{self.file(n)}" aria-label="page {n:,}">{n:,}</a>')

    def twin(self) -> Markup:
        """The link to the CSV."""
        return el(
            "p", {"class": "twin"}, Markup(f'<a href="{self.csv}">{counted(len(self.records), self.noun)} as CSV</a>')
        )

    def names(self) -> list[str]:
        """The columns of the CSV."""
        return [*(c.name for c in self.columns), *(name for name, _ in self.more)]

    def rows(self) -> Iterator[list[Cell]]:
        """The rows of the CSV."""
        for record in self.records:
            yield [*(c.tell(record) for c in self.columns), *(tell(record) for _, tell in self.more)]
