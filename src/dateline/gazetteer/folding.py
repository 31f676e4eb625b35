"""Names made comparable: accents, case, apostrophes and hyphens away; the Arabic article; a consonant skeleton.

Transliterations of one Arabic, Persian or Amharic name differ in vowels, doubled letters and the article; what stays
is the order of its consonants. The skeleton is used only inside the countries a report is about, and only together
with `spelled_alike`, so that it never joins "Waza" and "Walin".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from dateline.tsv import rows_of

ARTICLES = frozenset(
    {
        "al",
        "el",
        "ul",
        "il",
        "ad",
        "ar",
        "as",
        "ash",
        "at",
        "ath",
        "an",
        "az",
        "adh",
        "ed",
        "er",
        "es",
        "esh",
        "et",
        "en",
        "ez",
        "a",
        "e",
        "i",
    }
)
"""Forms of the Arabic definite article, assimilated or not, as separate words after folding."""
_SPECIAL = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
        "ے": "ي",
        "ہ": "ه",
        "ـ": "",
        "ٱ": "ا",
        "ґ": "г",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "a",
        "ŋ": "ng",
    }
)
_DROP = re.compile(r"['’‘`´ʼʿʾʻˈ.]")
_SPLIT = re.compile(r"[^0-9a-z\u0080-\U0010ffff]+")
_KUNYA = re.compile(r"^(?:al|a)?bo?u")
"""Forms of "Abu" at a name's start: "Abu Kamal", "Albu Kamal", "Bukamal"."""
_DIGRAPHS = (
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("ch", "s"),
    ("ph", "f"),
    ("tz", "z"),
    ("dj", "j"),
    ("ck", "k"),
)
_LETTERS = str.maketrans(
    {"q": "k", "c": "k", "v": "w", "y": "", "a": "", "e": "", "i": "", "o": "", "u": "", "w": "", "x": "s", " ": ""}
)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Lower case, no accents, no apostrophes, words joined by single spaces: "Tell e-Rih" -> "tell e rih"."""
    if name.isascii():
        return _SPLIT.sub(" ", _DROP.sub("", name.lower())).strip()
    low = unicodedata.normalize("NFKD", name.casefold().translate(_SPECIAL))
    bare = "".join([c for c in low if not unicodedata.combining(c)])
    return _SPLIT.sub(" ", _DROP.sub("", bare)).strip()


def bare(folded: str) -> str:
    """A folded name without Arabic articles ("al bab" -> "bab", "tell e rih" -> "tell rih"); a last word stays."""
    words = folded.split(" ")
    if ARTICLES.isdisjoint(words) and "ال" not in folded:
        return folded
    kept = [w for n, w in enumerate(words) if w not in ARTICLES or n == len(words) - 1]
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in kept) or folded


@lru_cache(maxsize=1)
def feature_words() -> frozenset[str]:
    """Folded words that say what kind of thing a name names ("bir", "checkpoint", "village")."""
    return frozenset(fold(r["word"]) for r in rows_of("dateline.gazetteer", "feature_words"))


def core_of(folded: str) -> str:
    """A folded name without words of kind and articles ("bir al qasab" -> "qasab"); one of such words alone stays."""
    words = bare(folded).split(" ")
    kept = [w for w in words if w not in feature_words()]
    return " ".join(kept) if kept else folded


def skeleton(folded: str) -> str:
    """The consonants of a folded name in order, close sounds made one: "bukamel" and "abu kamal" -> "bkml"."""
    text = bare(folded)
    for old, new in _DIGRAPHS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"h\b", "", text)).translate(_LETTERS)


LEAST_LETTERS = 5
"""Names with fewer letters have too many neighbours to be read as another spelling."""
LEAST_ALIKE = 0.83
"""Least likeness of two spellings of one name: one vowel of another class in a name of six sounds."""
_CLOSE = (frozenset("ae"), frozenset("ei"), frozenset("ou"))
_VOWELS = frozenset("aeiou")
_SOUNDS = tuple(
    pair.split(">")
    for pair in "iy>i ij>i ay>e ai>e ei>e ey>e aw>o au>o ow>o ou>u oo>u ee>i y>i w>v q>k c>k x>ks".split()
)
"""Ways of writing one sound, longest first; the digraphs of `skeleton` go before them."""


def sounds(folded: str) -> str:
    """A folded name by its sounds: no article, no doubling, no silent h ("hudaydah" -> "hudeda")."""
    text = _KUNYA.sub("bu", bare(folded).replace(" ", ""))
    for old, new in (*_DIGRAPHS, *_SOUNDS):
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=[aeiou])h(?![aeiou])", "", text))


def likeness(a: str, b: str) -> float:
    """0..1: how alike two folded names sound (1 - edit distance / longer length; close vowels cost a third)."""
    x, y = sounds(a), sounds(b)
    if not x or not y:
        return 0.0
    row = [float(n) for n in range(len(y) + 1)]
    for i, p in enumerate(x, 1):
        last, row[0] = row[0], float(i)
        for j, q in enumerate(y, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + _cost(p, q))
    return 1 - row[-1] / max(len(x), len(y))


def _cost(p: str, q: str) -> float:
    if p == q:
        return 0.0
    return 0.3 if any(p in c and q in c for c in _CLOSE) else 1.0


def spelled_alike(a: str, b: str) -> bool:
    """Whether two folded names are two spellings of one: the same consonants, syllables give or take one, and vowels,
    h, doublings and articles that differ little ("bukamel", "abu kamal"; not "hawban", "habban")."""
    x, y = sounds(a), sounds(b)
    if min(len(bare(n).replace(" ", "")) for n in (a, b)) < LEAST_LETTERS or _consonants(x) != _consonants(y):
        return False
    return abs(_syllables(x) - _syllables(y)) <= 1 and likeness(a, b) >= LEAST_ALIKE


def _consonants(text: str) -> str:
    return "".join(c for c in text if c not in _VOWELS)


def _syllables(text: str) -> int:
    return sum(c in _VOWELS and text[n - 1 : n] not in _VOWELS for n, c in enumerate(text))
