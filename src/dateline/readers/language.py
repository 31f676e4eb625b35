"""Which language a report is in, section by section: only English is read, and nothing else may pass for it.

Scripts tell most languages apart; within a script the share of a language's function words does. A section is called
foreign only where that is plain: names and quotations of another language do not make a paragraph foreign.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from dateline.model.document import Section
from dateline.readers.tables import rows

ENGLISH = "en"
UNKNOWN = "und"
"""ISO 639-2 for "undetermined": a script that is not English's, and no language of it that is known here."""
SAMPLE = 4000
"""Characters of a section that are looked at."""
FEWEST = (10, 6)
"""Words in small letters that a section of Latin letters needs to be told by, and a whole text: "Vive la France" is no
French report."""
SHARE = 0.2
"""Function words make up a third to a half of running text; a fifth is enough to tell the language by."""
PLAIN = 3
"""Function words that a stretch of Latin letters needs to be told foreign: "men in …" is Swedish as well as English."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def mark_languages(
    text: str, sections: Sequence[Section], told: str | None = None
) -> tuple[str | None, tuple[Section, ...]]:
    """The document's language, and its sections with those of another language marked.

    `told` is the language that the page itself names: it counts only where the words do not tell. None where neither
    does (a few words, a table of numbers).
    """
    found = [_language(text[s.start : min(s.end, s.start + SAMPLE)]) for s in sections]
    weights: Counter[str] = Counter()
    for section, language in zip(sections, found, strict=True):
        if language and section.kind != "boilerplate":
            weights[language] += section.end - section.start
    main = weights.most_common(1)[0][0] if weights else _language(text[:SAMPLE], FEWEST[1]) or _code(told)
    same = {None, main} if main == ENGLISH else {None, main, UNKNOWN}
    marked = (replace(s, language=None if told in same else told) for s, told in zip(sections, found, strict=True))
    return main, tuple(marked)


@cache
def language_name(code: str) -> str:
    """A language's name in English; the code itself where it is not among those that can be told."""
    return next((row["name"] for row in rows("language_names") if row["code"] == code), code)


def _code(told: str | None) -> str | None:
    """ "en-GB" as "en"; None for what is no language code."""
    code = (told or "").strip().lower().replace("_", "-").split("-")[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _language(text: str, fewest: int = FEWEST[0]) -> str | None:
    """The language of a stretch, or None where its words do not tell."""
    script = _script(text)
    if script is None:
        return None
    if _scripts().get(script):
        return "ja" if script == "CJK" and re.search(r"[\u3040-\u30ff]", text) else _scripts()[script]
    said = [w.casefold() for w in _WORD.findall(text) if script != "LATIN" or w == w.casefold()]  # names tell nothing
    if script == "LATIN" and len(said) < fewest:
        return None
    shares = {code: _share(said, known, script) for code, known in _function_words(script)}
    best = max(shares, key=lambda code: (shares[code], code == ENGLISH, code), default=None)
    if script != "LATIN":
        return best if best and shares[best] > 0 else UNKNOWN
    if best is None or shares[best] < SHARE:
        return None
    plain = shares[best] > 2.5 * shares[ENGLISH] and shares[best] * len(said) >= PLAIN
    return best if best == ENGLISH or plain else ENGLISH if shares[ENGLISH] else None


def _share(said: list[str], known: frozenset[str], script: str) -> float:
    """Share of a language's function words among the words; beyond Latin, less the words in letters it does not use."""
    share = sum(word in known for word in said) / len(said)
    if script == "LATIN":
        return share if len(known.intersection(said)) > 1 else 0.0
    letters = _letters(known)
    return share - 0.5 * sum(not letters.issuperset(word) for word in said) / len(said)


@cache
def _letters(known: frozenset[str]) -> frozenset[str]:
    return frozenset("".join(known))


def _script(text: str) -> str | None:
    """The script of most letters, by the first word of their Unicode names; None without letters."""
    letters = Counter(c for c in text if c.isalpha())
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        scripts[_script_of(letter)] += count
    return scripts.most_common(1)[0][0] if scripts else None


@cache
def _script_of(letter: str) -> str:
    first = unicodedata.name(letter, "LATIN").split()[0]
    return first if first in _scripts() else "LATIN"


@cache
def _scripts() -> dict[str, str]:
    """First word of a letter's Unicode name -> the language written in it, or "" where several are."""
    return {row["script"]: row["language"] for row in rows("scripts")}


@cache
def _function_words(script: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Languages written in a script, with their function words."""
    known = ((row["language"], frozenset(row["words"].split())) for row in rows("languages"))
    return tuple((code, words) for code, words in known if script_of_words(words) == script)


def script_of_words(words: Iterable[str]) -> str | None:
    """The script of a word list: that of most of its letters."""
    return _script("".join(sorted(words)))
