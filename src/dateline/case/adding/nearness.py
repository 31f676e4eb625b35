"""How near two texts are: shingles of words, MinHash to find who may be near, the words themselves to decide.

After A. Broder, "On the resemblance and containment of documents" (1997): resemblance is the share of shingles that two
texts have in common (Jaccard). Containment is told by words here: the share of the shorter text's words that stand in
shingles of the longer, so that a word changed here and there costs that word and not the shingles around it. Nothing
depends on a language: words are those of `protect.folding`, which parts scripts without blanks into characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from dateline.annotate.numwords import ONES, SCALES, TENS
from dateline.model.document import Document
from dateline.protect.folding import Words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.uint64]

WIDTH: Final = 5
"""Words of a shingle."""
LEAST: Final = 30
"""Words from which a text is long enough to be told a copy: a line of news is worded alike by everybody."""
BANDS: Final = 64
ROWS: Final = 2
"""Two texts share a band with a probability of resemblance ** ROWS, any of them with 1 - (1 - resemblance ** 2) ** 64:
0.93 at 0.2, where a copy that was cut to a quarter stands, and 0.006 at 0.01, where two reports on one war stand."""
CONTAINED: Final = 0.7
"""Share of the shorter text's words from which it is a copy, or a cut one, of the longer."""
SHORT: Final = 12
"""Words of a stretch that takes another's place, up to which it is held to say the same thing otherwise."""
NAMES: Final = 1.5
"""Stretches in a hundred words with other names in the place of names, up to which a text may still be a copy."""
TELLING: Final = frozenset({"title", "heading", "paragraph"})
"""Sections that are compared: datelines, captions and boilerplate are each outlet's own."""
_SEED: Final = b"dateline nearness 1"
_NUMERALS: Final = frozenset((*ONES, *TENS, *SCALES)) - {"one"}
_GROUPED: Final = re.compile(r"(?<=\d)[,.\u00a0\u202f'’](?=\d{3}(?!\d))")
"""What parts thousands: 1,200 is 1200."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it is compared."""

    words: tuple[str, ...] = field(repr=False)
    numbers: frozenset[int]
    """Places of numbers, in figures or (where English ones) in words."""
    names: frozenset[int]
    """Places of words with a capital that no sentence begins with; none where the script has no capitals."""
    order: Any = field(repr=False)
    """The shingle that starts at each word (an array of 64-bit numbers)."""
    shingles: Any = field(repr=False)
    """The same, sorted, each once."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of each other two texts are."""

    resemblance: float
    containment: float


def text_of(document: Document) -> Text:
    """The part of a report's text that is compared."""
    import numpy as np

    told = "\n".join(document.text[s.start : s.end] for s in document.sections if s.kind in TELLING)
    told = _GROUPED.sub("", told)
    w = Words(told)
    order = _in_order(w.folded)
    return Text(
        tuple(w.folded),
        frozenset(n for n, word in enumerate(w.folded) if word[:1].isdigit() or word in _NUMERALS),
        frozenset(n for n, at in enumerate(w.starts) if told[at].isupper() and not w.opens(n)),
        order,
        np.unique(order),
    )


def bands_of(text: Text) -> tuple[int, ...]:
    """The bands of a report's text, 63 bits each; none where it is too short to be told a copy."""
    return bands(text.shingles) if len(text.words) >= LEAST else ()


def bands(found: Numbers) -> tuple[int, ...]:
    """A hash for every `ROWS` places of the signature."""
    import numpy as np

    odd, plus = _permutations()
    least = np.array([(found * a + b).min() for a, b in zip(odd, plus, strict=True)], np.uint64)
    made = np.zeros(BANDS, np.uint64)
    for row in range(ROWS):
        made = _mixed(made * np.uint64(_ODD) + least[row::ROWS])
    return tuple(int(h) for h in made >> np.uint64(1))


def compared(a: Text, b: Text) -> Likeness | None:
    """How alike a copy and its original are; None where neither is a copy of the other.

    Two texts in the same words are still no copies where numbers stand in the place of other numbers, or many names in
    the place of names: one form filled in for two events, or a story told again with another toll.
    """
    import numpy as np

    if min(len(a.words), len(b.words)) < LEAST:
        return None
    shared = np.intersect1d(a.shingles, b.shingles, assume_unique=True)
    covered_a, covered_b = _covered(a, shared), _covered(b, shared)
    containment = float(max(covered_a.sum() / len(covered_a), covered_b.sum() / len(covered_b)))
    if containment < CONTAINED or _tell_otherwise(a, covered_a, b, covered_b):
        return None
    resemblance = len(shared) / (len(a.shingles) + len(b.shingles) - len(shared))
    return Likeness(round(resemblance, 3), round(containment, 3))


def _covered(text: Text, shared: Numbers) -> npt.NDArray[np.bool_]:
    """Which words stand in a shared shingle."""
    import numpy as np

    covered = np.zeros(len(text.words), np.bool_)
    for start in np.flatnonzero(np.isin(text.order, shared, kind="sort")):
        covered[start : start + WIDTH] = True
    return covered


def _tell_otherwise(a: Text, covered_a: npt.NDArray[np.bool_], b: Text, covered_b: npt.NDArray[np.bool_]) -> bool:
    """Whether one text tells other facts in the words of the other."""
    named = 0
    for mine, yours in _replaced(a, covered_a, b, covered_b):
        if _other(a, mine, a.numbers, b, yours, b.numbers):
            return True
        named += _other(a, mine, a.names, b, yours, b.names)
    return named > NAMES * min(len(a.words), len(b.words)) / 100


def _other(a: Text, mine: range, of_a: frozenset[int], b: Text, yours: range, of_b: frozenset[int]) -> bool:
    """Whether each stretch has something of a kind (numbers, names) that the other has not; where they are long, that
    the other text has nowhere."""
    short = max(len(mine), len(yours)) <= SHORT
    here = {a.words[n] for n in mine if n in of_a}
    there = {b.words[n] for n in yours if n in of_b}
    if not here or not there:
        return False
    all_a = here if short else {a.words[n] for n in of_a}
    all_b = there if short else {b.words[n] for n in of_b}
    return bool(here - all_b and there - all_a)


def _replaced(
    a: Text, covered_a: npt.NDArray[np.bool_], b: Text, covered_b: npt.NDArray[np.bool_]
) -> Iterator[tuple[range, range]]:
    """Stretches of the texts that stand between the same shingles. What follows the last shared one is each outlet's
    own, unless it is short."""
    stretches = [(stretch, *_beside(b, stretch)) for stretch in _uncovered(covered_b)]
    after = {left: stretch for stretch, left, _ in stretches if left is not None}
    before = {right: stretch for stretch, _, right in stretches if right is not None}
    for mine in _uncovered(covered_a):
        left, right = _beside(a, mine)
        yours = (before.get(right) if right is not None else None) or (after.get(left) if left is not None else None)
        if yours is None:
            continue
        tail = mine.stop == len(a.words) or yours.stop == len(b.words)
        if not tail or max(len(mine), len(yours)) <= SHORT:
            yield mine, yours


def _uncovered(covered: npt.NDArray[np.bool_]) -> Iterator[range]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([True], covered, [True])).astype(np.int8)))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        yield range(int(start), int(stop))


def _beside(text: Text, stretch: range) -> tuple[int | None, int | None]:
    """The shingles right before and right behind a stretch."""
    left = int(text.order[stretch.start - WIDTH]) if stretch.start >= WIDTH else None
    right = int(text.order[stretch.stop]) if stretch.stop < len(text.order) else None
    return left, right


_ODD: Final = 0x9E3779B97F4A7C15
"""2 ** 64 divided by the golden ratio, as in Knuth's multiplicative hashing."""


def _in_order(words: Sequence[str]) -> Numbers:
    """The shingle that starts at each word."""
    import numpy as np

    if len(words) < WIDTH:
        return np.empty(0, np.uint64)
    hashed = np.array([_word(w) for w in words], np.uint64)
    found = np.zeros(len(words) - WIDTH + 1, np.uint64)
    for n in range(WIDTH):
        found = found * np.uint64(_ODD) + hashed[n : n + len(found)]
    return _mixed(found)


def _mixed(numbers: Numbers) -> Numbers:
    """Numbers whose bits all depend on each other (the finishing step of Stafford's variant 13)."""
    import numpy as np

    n = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    n = (n ^ (n >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Numbers = n ^ (n >> np.uint64(31))
    return mixed


@lru_cache(maxsize=65536)
def _word(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(errors="surrogatepass"), digest_size=8).digest(), "big")


@lru_cache(maxsize=1)
def _permutations() -> tuple[Numbers, Numbers]:
    """The same ones for ever: bands of one year are compared with those of the next."""
    import numpy as np

    def drawn(purpose: bytes) -> Numbers:
        places = (n.to_bytes(2, "big") for n in range(BANDS * ROWS))
        numbers = (blake2b(purpose + place, key=_SEED, digest_size=8).digest() for place in places)
        return np.array([int.from_bytes(d, "big") for d in numbers], np.uint64)

    return drawn(b"times") | np.uint64(1), drawn(b"plus")
