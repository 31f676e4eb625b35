"""How near two texts are: shingles of words, MinHash to find who may be near, the shingles themselves to decide.

After A. Broder, "On the resemblance and containment of documents" (1997): resemblance is the share of shingles that two
texts have in common (Jaccard), containment the share of the shorter one's. Nothing here knows a language: words are
those of `protect.folding`, which parts scripts without blanks into characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from dateline.model.document import Document
from dateline.protect.folding import tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.uint64]

WIDTH: Final = 5
"""Words of a shingle."""
LEAST: Final = 30
"""Shingles from which a text is long enough to be told a copy: a line of news is worded alike by everybody."""
BANDS: Final = 64
ROWS: Final = 2
"""Two texts share a band with a probability of resemblance ** ROWS, any of them with 1 - (1 - resemblance ** 2) ** 64:
0.93 at 0.2, where a copy that was cut to a quarter stands, and 0.006 at 0.01, where two reports on one war stand."""
RESEMBLES: Final = 0.8
CONTAINED: Final = 0.8
"""Share of the shorter text's shingles from which it is a copy, or a cut one, of the longer."""
TELLING: Final = frozenset({"title", "heading", "paragraph"})
"""Sections that are compared: datelines, captions and boilerplate are each outlet's own."""
_SEED: Final = b"dateline nearness 1"


@dataclass(frozen=True, slots=True)
class Likeness:
    resemblance: float
    containment: float

    @property
    def score(self) -> float:
        """What a copy's likeness is told as."""
        return max(self.resemblance, self.containment)


def telling(document: Document) -> str:
    """The part of a report's text that is compared."""
    return "\n".join(document.text[s.start : s.end] for s in document.sections if s.kind in TELLING)


def shingles(words: Sequence[str]) -> Numbers:
    """The shingles of a text as sorted numbers, each once."""
    import numpy as np

    return np.unique(shingles_in_order(words))


def shingles_in_order(words: Sequence[str]) -> Numbers:
    """The shingle that starts at each word."""
    import numpy as np

    if len(words) < WIDTH:
        return np.empty(0, np.uint64)
    hashed = np.array([_word(w) for w in words], np.uint64)
    found = np.zeros(len(words) - WIDTH + 1, np.uint64)
    for n in range(WIDTH):
        found = found * np.uint64(_ODD) + hashed[n : n + len(found)]
    return _mixed(found)


def bands_of(document: Document) -> tuple[int, ...]:
    """The bands of a report's text, 63 bits each; none where it is too short to be told a copy."""
    found = shingles(tokens(telling(document)))
    return bands(found) if len(found) >= LEAST else ()


def bands(found: Numbers) -> tuple[int, ...]:
    """A hash for every `ROWS` places of the signature."""
    import numpy as np

    odd, plus = _permutations()
    least = np.array([(found * a + b).min() for a, b in zip(odd, plus, strict=True)], np.uint64)
    made = np.zeros(BANDS, np.uint64)
    for row in range(ROWS):
        made = _mixed(made * np.uint64(_ODD) + least[row::ROWS])
    return tuple(int(h) for h in made >> np.uint64(1))


def likeness(a: Numbers, b: Numbers) -> Likeness:
    """How much two texts have in common."""
    import numpy as np

    if not len(a) or not len(b):
        return Likeness(0.0, 0.0)
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return Likeness(shared / (len(a) + len(b) - shared), shared / min(len(a), len(b)))


_ODD: Final = 0x9E3779B97F4A7C15
"""2 ** 64 divided by the golden ratio, as in Knuth's multiplicative hashing."""


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
        numbers = [
            blake2b(purpose + n.to_bytes(2, "big"), key=_SEED, digest_size=8).digest() for n in range(BANDS * ROWS)
        ]
        return np.array([int.from_bytes(d, "big") for d in numbers], np.uint64)

    return drawn(b"times") | np.uint64(1), drawn(b"plus")
