"""Places on the map: how well each is known, what happened there, who holds it, and its name.

Places at one point share a mark and stand below each other; a name that finds no room beside its mark gets a line to
it, and one that finds none at all is left to the list (its mark still says it when pointed at).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.render.map.clusters import Cluster
from dateline.render.map.labels import Room, beside, farther, text_width
from dateline.render.map.paths import Rect
from dateline.render.map.spots import HELD, Spot
from dateline.render.map.svg import ACCENT, INK, MUTED, PAPER, flat, group, link, num, safe_id, tag, text, words_at
from dateline.render.symbols import Symbol, symbol_marks

ROW, LINE, CHIP = 17.0, 13.5, 16.0
MOST_ROWS, MOST_CHIPS, MOST_HOLDERS = 5, 6, 4
CROWD = 40
"""Marks beyond which names only stand next to them: too many lines to marks are a web."""
LONGEST = 34
PRECISION = {
    1: "exact place",
    2: "near this point",
    3: "a district",
    4: "a province",
    5: "a larger area",
    6: "a country",
}
HAPPENED = frozenset({"happened", "ongoing"})


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a cluster: its name, and the chips before it as (width, SVG about 0, 0)."""

    spot: Spot
    name: str
    chips: tuple[tuple[float, str], ...]

    @property
    def font(self) -> float:
        return 12.0 if self.spot.main else 10.5

    @property
    def lines(self) -> list[str]:
        """The name, on two lines where it is long."""
        if len(self.name) < 22 or " " not in self.name:
            return [self.name]
        spaces = (n for n, c in enumerate(self.name) if c == " ")
        cut = min(spaces, key=lambda n: abs(n - len(self.name) / 2))
        return [self.name[:cut], self.name[cut + 1 :]]

    @property
    def height(self) -> float:
        return ROW + LINE * (len(self.lines) - 1)

    @property
    def chip_width(self) -> float:
        return sum(w for w, _ in self.chips) + (3 if self.chips else 0)

    @property
    def width(self) -> float:
        return self.chip_width + max(text_width(line, self.font, bold=self.spot.main) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Label:
    """A row drawn: what links to events and actors, and the name, which links to the place."""

    chips: str
    words: str


NOTHING = Label("", "")


class Marks:
    """Draws clusters; `name` calls an actor by its id, `symbols` are those of all actors, `noun` is what a number
    counts."""

    def __init__(self, name: Callable[[str], str], symbols: Mapping[str, Symbol], noun: str = "event") -> None:
        self.name, self.symbols, self.noun = name, symbols, noun

    def draw(self, c: Cluster, room: Room, far: float) -> str:
        """The cluster's mark with as many of its names as there is room for, at most `far` pixels away."""
        rows = self.rows(c)
        bare = [Row(r.spot, "", r.chips) for r in rows if r.chips]
        counts = sorted({len(rows), min(len(rows), 2), 1}, reverse=True)
        tries = [(rows[:n], min(far, 60.0)) for n in counts] + ([(bare, 0.0)] if bare else [])
        tries += [(rows[:n], far) for n in counts if far > 60]
        found = (p for r, away in tries if (p := _placed(c, r, room, away)) is not None)
        labels, line = next(found, ({}, ""))
        parts = [line]
        for n, spot in enumerate(c.spots):
            colour = INK if c.main else MUTED
            mark = mark_svg(c.x, c.y, c.size, spot.place.where_prec, colour) if n == 0 else ""
            parts.append(self._place(spot, mark, labels.get(spot.place.id, NOTHING)))
        return "".join(parts)

    def rows(self, c: Cluster) -> list[Row]:
        shown = c.spots[:MOST_ROWS]
        plain_names = [flat(s.place.name, LONGEST) for s in shown]
        found = []
        for s, name in zip(shown, plain_names, strict=True):
            told = f"{name} ({s.place.kind})" if plain_names.count(name) > 1 and s.place.kind != "other" else name
            found.append(Row(s, told, tuple(self._chips(s))))
        return found

    def _place(self, spot: Spot, mark: str, label: Label) -> str:
        """One place as a group that a page can find, and a link to where it tells of it."""
        id_ = safe_id(spot.place.id)
        inside = link(id_, text(self._told(spot), 300), mark + label.words) + label.chips
        return tag("g", "place" if spot.main else "place dl-map-named", inside, data_ref=id_)

    def _told(self, spot: Spot) -> str:
        """What a pointer on the mark is told."""
        p = spot.place
        known = [PRECISION[p.where_prec]] if p.where_prec in PRECISION else []
        if spot.radius >= 1 and p.where_prec != 1:
            known.append(f"within {spot.radius:,.0f} km")
        numbers = ", ".join(str(n) for n, _ in spot.events)
        events = [f"{self.noun}{'s' if len(spot.events) > 1 else ''} {numbers}"] if numbers else []
        held = [f"{c.status}: {self.name(c.actor)}" for c in spot.control]
        return "; ".join([f"{flat(p.name, 80)} ({p.kind})", *known, *events, *held])

    def _chips(self, spot: Spot) -> Iterator[tuple[float, str]]:
        for number, event in spot.events[:MOST_CHIPS]:
            yield _badge(
                str(number),
                safe_id(event.id),
                f"{self.noun.capitalize()} {number}: {event.status}",
                event.status in HAPPENED,
            )
        more = len(spot.events) - MOST_CHIPS
        if more > 0:
            yield _badge(f"+{more}", safe_id(spot.place.id), f"{more} more {self.noun}s", happened=True)
        held = dict.fromkeys(c.actor for c in spot.control if c.status in HELD and c.actor in self.symbols)
        for actor in list(held)[:MOST_HOLDERS]:
            sign = tag("g", "", symbol_marks(self.symbols[actor]), transform="translate(1 -7) scale(.5833)")
            told = f"<title>{text(self.name(actor), 80)}</title>"
            yield CHIP, tag("g", "holder", told + sign, data_ref=safe_id(actor), color=INK)


def _badge(words: str, ref: str, told: str, happened: bool) -> tuple[float, str]:  # noqa: FBT001  # one table of chips
    """An event's number: on colour where it happened, on paper where it is planned, possible, alleged or denied."""
    wide = max(15.0, 7.0 + 6.2 * len(words))
    fill, ink = (ACCENT, PAPER) if happened else (PAPER, ACCENT)
    pill = tag("rect", "", x=0, y=-7.5, width=wide, height=15, rx=7.5, fill=fill, stroke=ACCENT)
    middle: dict[str, str | float] = {"x": wide / 2, "y": 3.5, "text_anchor": "middle"}
    number = tag("text", "", words, **middle, font_size=10, font_weight="700", fill=ink)
    badge = link(ref, text(told), pill + number, "badge" if happened else "badge dl-map-open")
    return wide + 1, tag("g", "", badge, data_ref=ref)


def _placed(c: Cluster, rows: Sequence[Row], room: Room, far: float) -> tuple[dict[str, Label], str] | None:
    """The rows' labels by place, and the line to the mark where they stand apart from it; None where there is no room.

    `far` is how many pixels away they may stand.
    """
    wide, tall = max(r.width for r in rows) + 3, sum(r.height for r in rows)
    near = list(beside(c.x, c.y, c.size + 3.5, wide, tall))
    away = list(farther(c.x, c.y, wide, tall, far)) if c.main else []
    n = room.place(box for box, _ in [*near, *away])
    if n is None:
        return None
    box, side = [*near, *away][n]
    labels, y = {}, box[1]
    for row in rows:
        labels[row.spot.place.id] = _label(row, box, side, y + row.height / 2)
        y += row.height
    return labels, _leader(c, box) if n >= len(near) else ""


def _label(row: Row, box: Rect, side: int, y: float) -> Label:
    """Chips on the side of the mark and the name beyond them, so that a wider font only runs outwards."""
    start = box[0] if side >= 0 else box[2] - row.chip_width
    if side == 0:
        start = box[0] + (box[2] - box[0] - row.width) / 2
    chips, x = [], start + (0 if side >= 0 else 3)
    for wide, svg in row.chips:
        chips.append(tag("g", "", svg, transform=f"translate({num(x)} {num(y)})"))
        x += wide
    at, anchor = (start + row.chip_width, "start") if side >= 0 else (start, "end")
    css, fill = ("name", INK) if row.spot.main else ("name-minor", MUTED)
    first = y + 4 - LINE * (len(row.lines) - 1) / 2
    words = (
        words_at(at, first + n * LINE, text(line), row.font, css=css, fill=fill, anchor=anchor, bold=row.spot.main)
        for n, line in enumerate(row.lines)
        if line
    )
    return Label("".join(chips), "".join(words))


def _leader(c: Cluster, box: Rect) -> str:
    x, y = min(max(c.x, box[0]), box[2]), min(max(c.y, box[1]), box[3])
    d = f"M{num(c.x)} {num(c.y)}L{num(x)} {num(y)}"
    return tag("path", "leader", d=d, stroke=MUTED, stroke_width=".8", fill="none")


def mark_svg(x: float, y: float, r: float, prec: int | None, colour: str) -> str:
    """The mark of a precision about a point. Full: the place itself. Ring with a dot: near it. Dashed: in an area."""
    if prec == 1:
        return tag("circle", "mark", cx=x, cy=y, r=r, fill=colour, stroke=PAPER)
    line: dict[str, str | float] = {"fill": PAPER, "stroke": colour, "stroke_width": 1.4}
    if prec != 2:
        line["stroke_dasharray"] = "2 1.6"
    dot = tag("circle", "mark", cx=x, cy=y, r=r / 3, fill=colour) if prec == 2 else ""
    return tag("circle", "mark-open", cx=x, cy=y, r=r, **line) + dot


def holders_of(spots: Sequence[Spot], symbols: Mapping[str, Symbol]) -> list[str]:
    """The actors whose symbols stand beside places, in the order in which the places come."""
    held = (c.actor for s in spots for c in s.control if c.status in HELD and c.actor in symbols)
    return list(dict.fromkeys(held))


def draw_marks(clusters: Sequence[Cluster], marks: Marks, room: Room) -> str:
    """All clusters, the weightiest first where room is short, and last in the drawing so that they lie on top."""
    far = 140.0 if sum(c.main for c in clusters) <= CROWD else 25.0
    drawn = [marks.draw(c, room, far) for c in clusters]
    return group("places", reversed(drawn))
