"""How far a description goes: readers mark "a nurse", the report says "a nurse in the maternity ward at Kodok hospital,
who has worked there since the war began"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from dateline.protect.folding import Words
from dateline.protect.roles import generalise
from dateline.protect.tables import words

Span = tuple[int, int]
AHEAD: Final = 200
"""Characters behind a mention that are looked at."""
PLAIN_WORDS: Final = 3
"""Words in lower case between a preposition and the name or house that it leads to ("in the old maternity ward")."""
_RELATIVE: Final = re.compile(r"[,(–—]?\s?\b(who|whose|which|that)\b")
_STOP: Final = re.compile(r"[.!?](?=\s|$|[”\"’])|[;:”\"“\n]")
_CLAUSE: Final = re.compile(r"\s?,?\s(?:who|whose)\s")
_ADDED: Final = re.compile(r"\s?,\s(?:aged|based|working|living|serving|employed|born|stationed)\s")
_AGE: Final = re.compile(r",\s?(?:aged\s)?\d{1,3}(?=[,.;)]|$)|\s?\(\d{1,3}\)")
_APPOSED: Final = re.compile(r"\s?,\s(?:an?|the|one\sof\sthe)\s(?=[^\W_])")
_BEFORE: Final = re.compile(r"\b(?:an?|the)\s(?=[^,.;:!?\n“”\"]{2,90},\s$)", re.IGNORECASE)
_CLAUSE_END: Final = re.compile(r"[,—–)]|\s-\s")


def trimmed(text: str, span: Span, anonymity: Sequence[Span]) -> Span | None:
    """A mention without the clause that asks for anonymity, which stays; None where nothing else is in it."""
    start, end = span
    for a, b in anonymity:
        if a < end and start < b:
            end = start + _clause(text[start:a])
    while end > start and not text[end - 1].isalnum():
        end -= 1
    while start < end and text[start] == "(" and ")" not in text[start:end]:
        start += 1
    return (start, end) if end > start else None


def _clause(before: str) -> int:
    """Where the relative clause starts that a request stands in, or the end: "that" may go on one with "who"."""
    found = list(_RELATIVE.finditer(before))
    while len(found) > 1 and found[-1][1] == "that" and "," not in before[found[-2].end() : found[-1].end()]:
        found.pop()
    return found[-1].start() if found else len(before)


def reach(text: str, span: Span, cues: Sequence[int], anonymity: Sequence[Span]) -> Span:
    """A mention with the places, houses and clauses that go on describing the same person.

    `cues` are the starts of reporting verbs, in order: no description goes beyond one.
    """
    start, end = _start(text, span[0]) if text[span[0]].isupper() else span[0], span[1]
    stop = _limit(text, end, cues, anonymity)
    while True:
        longer = _places(text, end, stop)
        longer = _apposed(text, longer, stop)
        for pattern in (_AGE, _ADDED, _CLAUSE):
            m = pattern.match(text, longer, stop)
            if m is not None:
                longer = m.end() if pattern is _AGE else _clause_end(text, longer, m.end(), stop, cues)
        if longer <= end:
            return start, end
        end = longer


def _limit(text: str, end: int, cues: Sequence[int], anonymity: Sequence[Span]) -> int:
    stop = min(len(text), end + AHEAD)
    sentence = _STOP.search(text, end, stop)
    n = bisect_left(cues, end)
    limits = [stop, *(a for a, _ in anonymity if a >= end)]
    limits += [sentence.start()] if sentence else []
    limits += [cues[n]] if n < len(cues) else []
    return min(limits)


def behind(text: str, end: int, anonymity: Sequence[Span]) -> Span | None:
    """The description that goes on behind a bracket on the name: "Amal (not her real name), a midwife"."""
    for a, b in anonymity:
        if 0 <= a - end <= 3 and text[b : b + 1] == ")":
            last = _apposed(text, b + 1, min(len(text), b + AHEAD))
            return (b + 3, last) if last > b + 3 else None
    return None


def _start(text: str, start: int) -> int:
    """Before a description that stands before a name ("a midwife at Kodok hospital, Amal Example"), else the start."""
    before = text[max(0, start - AHEAD) : start]
    if not before.endswith(", "):
        return start
    for m in reversed(list(_BEFORE.finditer(before))):
        if _is_description(before[m.end() : -2]):
            return start - len(before) + m.start()
    return start


def _is_description(words_: str) -> bool:
    """Whether words are a noun for what somebody is, with what describes it behind: no sentence."""
    w = Words(words_)
    role = generalise(words_)
    if role is None or set(w.folded) & words("auxiliary"):
        return False
    head = next((n for n, word in enumerate(w.folded) if n and word in words("preposition")), len(w))
    return tuple(w.folded[max(0, head - len(role.words)) : head]) == role.words


def _apposed(text: str, end: int, stop: int) -> int:
    """Behind a description that follows a name ("Amal Example, a midwife at Kodok hospital"), else the end."""
    m = _APPOSED.match(text, end, stop)
    if m is None:
        return end
    comma = text.find(",", m.end(), stop)
    inside = text[m.end() : comma if comma >= 0 else stop]
    w = Words(inside)
    head = next((n for n, word in enumerate(w.folded) if word in words("preposition") | words("auxiliary")), len(w))
    if not head or generalise(inside[: w.ends[head - 1]]) is None:
        return end
    return _places(text, m.end() + w.ends[head - 1], stop)


def _places(text: str, end: int, stop: int) -> int:
    """Behind the last of the prepositional phrases that follow at once and lead to a name or a house."""
    w = Words(text[end:stop])
    if not len(w) or w.gap(-1).strip():
        return end
    k, last = 0, -1
    while k < len(w) and w.folded[k] in words("preposition") | words("linking"):
        anchor = _anchor(w, k + 1)
        if anchor is None:
            break
        last, k = anchor, anchor + 1
        if k < len(w) and w.gap(anchor).strip():
            break
    return end + w.ends[last] if last >= 0 else end


def _anchor(w: Words, k: int) -> int | None:
    """The number of the last word of the name or house that a preposition leads to."""
    found, plain = None, 0
    while k < len(w) and (not w.gap(k - 1).strip() or w.gap(k - 1) in {"-", "'", "’", "’ "}):
        word = w.folded[k]
        if (
            word in words("auxiliary") | words("calendar")
            or word.isdigit()
            or (word in words("preposition") and w.folded[k - 1] not in words("linking"))
        ):
            break
        if w.capital(k) or word in words("anchor"):
            found = k
        elif word not in words("article") and word not in words("preposition") and word != "s":
            plain += 1
            if found is not None or plain > PLAIN_WORDS:
                break
        k += 1
    return found


def _clause_end(text: str, start: int, inside: int, stop: int, cues: Sequence[int]) -> int:
    """The end of a relative clause: at a comma, dash or bracket, at the reporting verb, or at the end of the sentence
    where the verb came before; `start` where none of these ends it, for then it may be the sentence itself."""
    if not text[inside:stop].strip():
        return start
    joint = text.rfind(" and ", inside, stop)
    if joint >= 0 and stop < len(text) and text[stop].isalpha() and len(text[joint:stop].split()) <= 4:
        return joint + 4  # "who works for the mission and asked not to be named"
    m = _CLAUSE_END.search(text, inside, stop)
    if m is not None:
        return _bare_end(text, m.start())
    n = bisect_left(cues, inside)
    if n < len(cues) and cues[n] == stop:
        return _bare_end(text, stop)
    said_before = n > 0 and start - cues[n - 1] <= AHEAD
    closed = text[stop : stop + 1] in {".", "!", "?", "\n", ""}
    return _bare_end(text, stop) if said_before and closed else start


def _bare_end(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end
