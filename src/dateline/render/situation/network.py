"""Who stands how to whom, as a picture: actors on a ring in a fixed order, so that it stays as reports come in.

The table beneath holds the same, and all of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.model.situation import Bond
from dateline.render.page.days import isolated
from dateline.render.page.markup import NOTHING, Markup, el, join
from dateline.render.page.parts import note
from dateline.render.page.view import predicate
from dateline.render.situation.view import SituationView, sign_id
from dateline.render.words import clean, shorten

MOST = 14
"""Actors drawn; more are a knot."""
WIDTH, HEIGHT = 460, 360
NAME = 30
"""Characters of a name beside its sign."""
AGAINST = frozenset({"opposes"})
FOR = frozenset({"backs", "trains", "funds", "arms", "allied_with", "fights_with", "coordinates_with", "hosts"})
"""Predicates drawn as against and as for; the others are drawn as neither."""
Point = tuple[float, float]


def network_figure(view: SituationView, only: Sequence[Bond] | None = None) -> Markup:
    """The ring with a line a bond, and the key to the lines. Nothing where there are fewer than three actors.

    With `only` some of the view's bonds are drawn: actors stand where they stand with all of them, so that two pictures
    of one case can be laid beside each other."""
    bonds = [b for b in view.situation.bonds if b.subject_key != b.object_key]
    drawn = _ranked(view, bonds)
    if len(drawn) < 3:
        return NOTHING
    at = {key: _point(n, len(drawn)) for n, key in enumerate(drawn)}
    shown = _lines(b for b in (bonds if only is None else only) if b.subject_key in at and b.object_key in at)
    words = "; ".join(f"{clean(b.subject)} {predicate(clean(b.predicate))} {clean(b.object)}" for b in shown[:30])
    names = {a.key: a.name for a in view.actors}
    svg = el(
        "svg",
        {"class": "ring", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-labelledby": "ring-t ring-d"},
        el("title", {"id": "ring-t"}, "Relations between actors"),
        el("desc", {"id": "ring-d"}, f"{words}. The table beneath holds the same."),
        _heads(),
        *[_line(b, at[b.subject_key], at[b.object_key]) for b in shown],
        *[_node(view, key, names[key], at[key]) for key in drawn],
    )
    left = len({k for b in bonds for k in (b.subject_key, b.object_key)}) - len(drawn)
    more = note(f"The picture shows the {len(drawn)} actors with most relations; {left} more stand in the table.")
    return el("figure", {"class": "network"}, svg, _key(shown), more if left > 0 else None)


def _ranked(view: SituationView, bonds: Sequence[Bond]) -> list[str]:
    """The actors with most bonds, set around the ring in the order of the table of actors."""
    counts = Counter(key for b in bonds for key in (b.subject_key, b.object_key))
    order = {a.key: n for n, a in enumerate(view.actors)}
    most = sorted(counts, key=lambda key: (-counts[key], order[key]))[:MOST]
    return sorted(most, key=order.__getitem__)


def _lines(bonds: Iterable[Bond]) -> list[Bond]:
    """One line for each pair and kind."""
    found: dict[tuple[str, str, str], Bond] = {}
    for b in bonds:
        found.setdefault((b.subject_key, b.object_key, kind_of(b)), b)
    return list(found.values())


def kind_of(bond: Bond) -> str:
    """How a bond is drawn."""
    return "against" if bond.predicate in AGAINST else "for" if bond.predicate in FOR else "other"


def _point(n: int, of: int) -> Point:
    """A place on the ring, the first one on top."""
    turn = 2 * math.pi * n / of - math.pi / 2
    return WIDTH / 2 + 118 * math.cos(turn), HEIGHT / 2 + 128 * math.sin(turn)


def _heads() -> Markup:
    def head(kind: str) -> Markup:
        size: dict[str, str | int | None] = {
            "viewBox": "0 0 8 8",
            "refX": 7,
            "refY": 4,
            "markerWidth": 7,
            "markerHeight": 7,
            "orient": "auto",
        }
        return el("marker", {"id": f"ring-{kind}", **size}, el("path", {"class": f"head {kind}", "d": "M0 0L8 4L0 8z"}))

    return el("defs", None, *[head(kind) for kind in ("against", "for", "other")])


def _line(bond: Bond, a: Point, b: Point) -> Markup:
    """A line bent a little to its right, so that two ways between two actors lie beside each other."""
    (x1, y1), (x2, y2) = _short(a, b), _short(b, a)
    bend_x, bend_y = (x1 + x2) / 2 - (y2 - y1) * 0.08, (y1 + y2) / 2 + (x2 - x1) * 0.08
    kind = kind_of(bond)
    d = f"M{x1:.1f} {y1:.1f}Q{bend_x:.1f} {bend_y:.1f} {x2:.1f} {y2:.1f}"
    return el("path", {"class": f"bond {kind}", "d": d, "marker-end": f"url(#ring-{kind})"})


def _short(a: Point, b: Point, gap: float = 17.0) -> Point:
    """The point before `a` on the way to `b` at which its sign ends."""
    away = math.dist(a, b) or 1.0
    return a[0] + (b[0] - a[0]) * gap / away, a[1] + (b[1] - a[1]) * gap / away


def _node(view: SituationView, key: str, name: str, at: Point) -> Markup:
    x, y = at
    box: dict[str, str | int | None] = {"x": f"{x - 12:.1f}", "y": f"{y - 12:.1f}", "width": 24, "height": 24}
    use = el("use", {"href": f"#{sign_id(view.anchors[key])}", **box})
    side = 0 if abs(x - WIDTH / 2) < 12 else 1 if x > WIDTH / 2 else -1
    lines = _two_lines(shorten(name, NAME)) if side else [shorten(name, NAME)]
    first = y + 4.0 - 7.0 * (len(lines) - 1) if side else (y - 19.0 if y < HEIGHT / 2 else y + 28.0)
    place = {"text-anchor": {0: "middle", 1: "start", -1: "end"}[side], "font-size": "12"}
    words = [
        el("text", {"x": f"{x + 17 * side:.1f}", "y": f"{first + 14 * n:.1f}", **place}, isolated(line))
        for n, line in enumerate(lines)
    ]
    return join([use, *words])


def _two_lines(name: str) -> list[str]:
    """A name as it stands beside its sign: on two lines where it is long, parted at the space nearest its middle."""
    spaces = [n for n, c in enumerate(name) if c == " "]
    if len(name) <= 14 or not spaces:
        return [name]
    cut = min(spaces, key=lambda n: abs(n - len(name) / 2))
    return [name[:cut], name[cut + 1 :]]


def _key(bonds: Sequence[Bond]) -> Markup:
    words = {"against": "against", "for": "for, or with", "other": "other"}
    used = [kind for kind in words if any(kind_of(b) == kind for b in bonds)]
    items = [
        el("li", None, el("span", {"class": f"stroke {kind}", "aria-hidden": "true"}), words[kind]) for kind in used
    ]
    return el("ul", {"class": "kinds", "aria-label": "Kinds of lines"}, *items)
