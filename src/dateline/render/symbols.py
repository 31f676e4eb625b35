"""One sign for each actor: a letter, a shape and a colour, told apart by any one of the three, never a flag.

The colours are those of Okabe and Ito ("Color Universal Design", 2008) that stand out on paper, with ochre for their
yellow; they stay apart for most who see colours otherwise, and the shapes for all. Signs are drawn with an outline in
the ink of the page, so that the pale ones stand on paper and the black one on a dark ground.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal, get_args

from dateline.model.dossier import Dossier

Shape = Literal["circle", "square", "triangle", "diamond", "star"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#333333", "#CC79A7", "#B58900", "#56B4E9")
"""Seven colours over five shapes: 35 pairs before one comes back; the letter never does."""
_PATHS: dict[str, str] = {
    "circle": "M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21z",
    "square": "M2.5 2.5h19v19h-19z",
    "triangle": "M12 .8L23.4 22.5H.6z",
    "diamond": "M12 .4L23.6 12L12 23.6L.4 12z",
    "star": "M12 .3L15.6 7.6L23.6 8.8L17.8 14.5L19.2 22.5L12 18.7L4.8 22.5L6.2 14.5L.4 8.8L8.4 7.6z",
}
_MIDDLE = {"triangle": 16.5, "star": 13.0}
"""Where a letter stands in the shapes whose middle is not at 12."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """`letter` is one to four characters, the same for no two actors of a dossier; `colour` is "#rrggbb"."""

    letter: str
    shape: Shape
    colour: str


def symbols_of(dossier: Dossier) -> dict[str, Symbol]:
    """A symbol for each actor by id. Who takes part in most events comes first, then in the dossier's order."""
    events = Counter(actor for e in dossier.events for actor in {w.actor for w in e.who})
    ranked = sorted(dossier.actors, key=lambda a: -events[a.id])
    return symbols_for((a.id, a.name) for a in ranked)


def symbols_for(ranked: Iterable[tuple[str, str]]) -> dict[str, Symbol]:
    """A symbol for each (id, name), those first that are to have the plainest ones."""
    taken: set[str] = set()
    following: Counter[str] = Counter()
    found = {}
    for n, (id_, name) in enumerate(ranked):
        letter = _letter(name, taken, following)
        found[id_] = Symbol(letter, SHAPES[n % len(SHAPES)], COLOURS[n % len(COLOURS)])
    return found


def _letter(name: str, taken: set[str], following: Counter[str]) -> str:
    """The name's first letter; else those of its first two words; else the first letter with a number."""
    initials = [w[0].upper()[0] for w in (_letters(word) for word in name.split()[:8]) if w] or ["?"]
    for letter in (initials[0], "".join(initials[:2])):
        if letter not in taken:
            taken.add(letter)
            return letter
    while (letter := f"{initials[0]}{following[initials[0]] + 2}") in taken:
        following[initials[0]] += 1
    taken.add(letter)
    return letter


def _letters(word: str) -> str:
    return "".join(c for c in word[:20] if c.isalnum())


def ink_on(colour: str) -> str:
    """Black or white, whichever stands out more on a colour (WCAG 2.2, relative luminance)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return "#000000" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else "#ffffff"


def shape_path(shape: Shape) -> str:
    """The outline of a shape as SVG path data, in a box of 24 by 24 with its middle at 12, 12."""
    return _PATHS[shape]


def symbol_marks(symbol: Symbol) -> str:
    """The shape and its letter as SVG elements in a box of 24 by 24, to stand inside an `<svg>` or a moved `<g>`."""
    size = {1: 13, 2: 10, 3: 8}.get(len(symbol.letter), 6)
    middle = _MIDDLE.get(symbol.shape, 12.0) + size * 0.36
    return (
        f'<path d="{shape_path(symbol.shape)}" fill="{symbol.colour}" stroke="currentColor" stroke-width="1"/>'
        f'<text x="12" y="{middle:.1f}" text-anchor="middle" font-family="system-ui, sans-serif" font-weight="700" '
        f'font-size="{size}" fill="{ink_on(symbol.colour)}">{escape(symbol.letter)}</text>'
    )


def symbol_svg(symbol: Symbol, size: int = 20) -> str:
    """The symbol as an `<svg>` of `size` pixels beside a name; hidden from screen readers, which read the name."""
    return (
        f'<svg class="dl-symbol" width="{size}" height="{size}" viewBox="0 0 24 24" aria-hidden="true" '
        f'focusable="false">{symbol_marks(symbol)}</svg>'
    )
