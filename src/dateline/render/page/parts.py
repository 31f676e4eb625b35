"""Building blocks of the page: a part with its heading, a card, a list of facts, a table that scrolls by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol, TypeVar

from dateline.render.page.markup import NOTHING, Child, Markup, el, join
from dateline.render.summary import counted
from dateline.render.symbols import Symbol, symbol_marks

T = TypeVar("T")
SHOWN = 60
"""Records of a kind that stand open; the rest wait in a closed list beneath, which a link into it opens."""


class Keyed(Protocol):
    """A view that numbers records, so that a page's script finds what belongs together."""

    @property
    def keys(self) -> Mapping[str, int]: ...


def part(id_: str, title: str, *children: Child, count: int | None = None) -> Markup:
    """One part of the page, named by its heading."""
    number = el("span", {"class": "count"}, f" {count:,}") if count is not None else None
    heading = el("h2", {"id": f"h-{id_}"}, title, number)
    return el("section", {"id": id_, "class": f"part {id_}", "aria-labelledby": f"h-{id_}"}, heading, *children)


def card(view: Keyed, id_: str, tag: str, heading: Child, *children: Child) -> Markup:
    """A record on a card of its own, with its permanent address at the foot."""
    return el(tag, {"class": "card", "id": id_, "data-k": view.keys.get(id_)}, heading, *children)


def facts(pairs: Iterable[tuple[str, Child]]) -> Markup:
    """Name and value, one beneath the other; what has no value is left out."""
    told = [el("div", None, el("dt", None, name), el("dd", None, told)) for name, told in pairs if told]
    return el("dl", {"class": "facts"}, *told) if told else NOTHING


def badge(text: str, kind: str = "") -> Markup:
    """A short word in a frame: status, stance, verdict."""
    return el("span", {"class": f"badge {kind}".rstrip()}, text)


def note(*children: Child) -> Markup:
    return el("p", {"class": "muted"}, *children)


def table(id_: str, caption: str, heads: Sequence[str], rows: Sequence[Markup]) -> Markup:
    """A table in a box that scrolls by itself and can be reached by keyboard; long ones go on in a closed list."""
    told = f"{caption} ({len(rows):,})"
    head = el("thead", None, el("tr", None, *[el("th", {"scope": "col"}, h) for h in heads]))
    first = _scrolling(id_, told, head, rows[:SHOWN])
    if len(rows) <= SHOWN:
        return first
    rest = _scrolling(f"{id_}-rest", f"{caption}, the rest", head, rows[SHOWN:])
    return join([first, el("details", {"class": "rest"}, el("summary", None, f"{len(rows) - SHOWN:,} more"), rest)])


def _scrolling(id_: str, caption: str, head: Markup, rows: Sequence[Markup]) -> Markup:
    inner = el("table", None, el("caption", {"id": id_}, caption), head, el("tbody", None, *rows))
    return el("div", {"class": "scroll", "role": "group", "tabindex": 0, "aria-labelledby": id_}, inner)


def row(view: Keyed, id_: str | None, *cells: Child) -> Markup:
    """A row whose first cell is its heading; with an id it is the record's own place on the page."""
    anchored = {"id": id_, "data-k": view.keys.get(id_)} if id_ else None
    first, *others = cells
    return el("tr", anchored, el("th", {"scope": "row"}, first), *[el("td", None, cell) for cell in others])


def capped(records: Sequence[T], noun: str, show: Callable[[T], Markup]) -> Markup:
    """Every record shown, the first ones open and the rest in a closed list."""
    each = iter(records)
    first = [show(r) for r in islice(each, SHOWN)]
    rest = [show(r) for r in each]
    if not rest:
        return join(first)
    more = el("details", {"class": "rest"}, el("summary", None, f"{counted(len(rest), noun)} more"), *rest)
    return join([*first, more])


def origin_line(id_: str, engine: str, rule: str, score: float | None) -> Markup:
    """The permanent address of a record and who made it."""
    told = f" · {engine}: {rule}" + (f" · score {score:.2f}" if score is not None else "")
    return el("p", {"class": "origin"}, el("a", {"href": f"#{id_}"}, id_), told)


def signs(symbols: Mapping[str, Symbol]) -> Markup:
    """Symbols by the name under which the page uses them, each drawn once."""
    drawn = [el("symbol", {"id": id_, "viewBox": "0 0 24 24"}, Markup(symbol_marks(s))) for id_, s in symbols.items()]
    return el("svg", {"class": "signs", "width": 0, "height": 0, "aria-hidden": "true"}, join(drawn))


def listed(items: Iterable[Child], kind: str | None = None) -> Markup:
    told = [el("li", None, item) for item in items if item]
    return el("ul", {"class": kind}, *told) if told else NOTHING


def lines(items: Iterable[Child]) -> Iterator[Child]:
    """Items each on a line of its own."""
    for n, item in enumerate(item for item in items if item):
        yield el("br") if n else None
        yield item
