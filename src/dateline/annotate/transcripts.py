"""Transcripts: turns that open with the name of whoever speaks ("LODU: …", "Q: …").

A label is believed where the report has several turns and one label comes again, or where questions and answers are
marked; a single "NOTE:" or "BACKGROUND:" is a heading. Questions are asked, not claimed. "A:" is whoever the report
introduces before the first question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dateline.annotate.cues import name_words, source_nouns
from dateline.annotate.quotations import Quotation
from dateline.annotate.quoted import quoted_contents
from dateline.annotate.scene import Scene, add
from dateline.annotate.speakers import source_phrase
from dateline.model.layers import SourcePhrase
from dateline.model.parse import Token
from dateline.model.vocabulary import SourceKind

FEWEST: Final = 3
"""Turns of the shortest transcript."""
LABELLED: Final = frozenset({"paragraph", "heading", "dateline"})
"""Sections that a turn may open in: layout takes a lone question for a heading."""
LABEL: Final = re.compile(r"[ \t]*[\"\u201c]?([A-Z][^:\n\u201c\u201d\"]{0,59}):(?=\s)")
MARK: Final = re.compile(r"[ \t]*[\"\u201c]?(Q|A|Question|Answer|QUESTION|ANSWER)[.:](?=\s)")
BRACKETED: Final = re.compile(r"\s*[(\[][^()\[\]\n]{0,40}[)\]]")
ASKED: Final = frozenset({"q", "question"})
ANSWERED: Final = frozenset({"a", "answer"})
SMALL: Final = frozenset({"of", "the", "al", "el", "bin", "de", "van", "von", "for", "and", "-"})


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says: the label's characters, and those of the words up to the next turn or paragraph."""

    label: str
    label_start: int
    label_end: int
    start: int
    end: int


def find_turns(scene: Scene) -> list[Turn]:
    """The turns of a transcript in text order; none where the report is no transcript."""
    turns = list(_turns(scene))
    often = Counter(t.label for t in turns)
    marked = any(label in often for label in ASKED) and any(label in often for label in ANSWERED)
    if len(turns) < FEWEST and not (marked and len(turns) > 1):
        return []
    if not marked and max(often.values()) < 2:
        return []
    return [t for t in turns if marked or often[t.label] > 1 or _names(scene, t)]


def _names(scene: Scene, turn: Turn) -> bool:
    """Whether a label that comes but once is a name: in capitals, or a person's by the engine."""
    text = scene.document.text[turn.label_start : turn.label_end]
    return text.isupper() or any(t.ent == "PERSON" for t in scene.parse.within(turn.label_start, turn.label_end))


def _turns(scene: Scene) -> Iterator[Turn]:
    """Every line that opens with a label, with its words: those behind it in its section, or else the section after."""
    text = scene.document.text
    sections = [s for s in scene.document.sections if s.kind in LABELLED]
    for section, after in zip(sections, [*sections[1:], None][: len(sections)], strict=True):
        lines = list(_lines(text, section.start, section.end))
        opens = [(MARK.match(text, a) or _label(text, a, b), a) for a, b in lines]
        starts = [(m, a) for m, a in opens if m is not None]
        for n, (found, _) in enumerate(starts):
            end = starts[n + 1][1] if n + 1 < len(starts) else section.end
            if not text[found.end() : end].strip() and after is not None:
                end = after.end
            words = text[found.end() : end]
            name = BRACKETED.sub("", found.group(1)).strip().lower()
            start = found.end() + len(words) - len(words.lstrip())
            yield Turn(name, found.start(1), found.end(1), start, found.end() + len(words.rstrip()))


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, stop
        at = stop + 1


def _label(text: str, start: int, end: int) -> re.Match[str] | None:
    """A name before a colon: capitals throughout, or a few words that all begin with one."""
    found = LABEL.match(text, start)
    if found is None or found.end() > max(end, start + 1):
        return None
    words = BRACKETED.sub("", found.group(1)).replace(",", " ").split()
    if not 1 <= len(words) <= 6 or any(w.isdigit() for w in words):
        return None
    return found if all(w[:1].isupper() or w.lower() in SMALL for w in words) else None


def said_in_turns(scene: Scene, turns: list[Turn]) -> None:
    """Each sentence of a turn that asks nothing is a claim of its speaker."""
    answers = _answering(scene, turns)
    for turn in turns:
        phrase = answers if turn.label in ANSWERED and answers is not None else _speaker(scene, turn)
        tokens = [t for t in scene.parse.within(turn.start, turn.end) if scene.told[t.i]]
        if phrase is None or not tokens:
            continue
        for parts in quoted_contents(scene, tokens):
            last = scene.parse.tokens[parts[-1][1]]
            if last.text != "?" and turn.label not in ASKED and parts[-1][1] - parts[0][0] >= FEWEST:
                add(scene, phrase, None, parts, "transcript", quoted=True)


def mark_turns(scene: Scene, turns: list[Turn]) -> None:
    """The words of a turn are speech: the rules for the report's own sentences leave its first persons alone."""
    for n, turn in enumerate(turns):
        for t in scene.parse.within(turn.start, turn.end):
            scene.inside[t.i] = -1 - n


def outside(quotations: list[Quotation], turns: list[Turn]) -> list[Quotation]:
    """The quotations that stand in no turn: those within are part of what its speaker says."""
    return [q for q in quotations if not any(t.label_start - 1 <= q.start < t.end for t in turns)]


def _speaker(scene: Scene, turn: Turn) -> SourcePhrase | None:
    """Whom a label names: a person, or somebody by his office ("REPORTER")."""
    tokens = [t for t in scene.parse.within(turn.label_start, turn.label_end) if t.text not in {"(", ")", ","}]
    if not tokens:
        return None
    common = [t for t in tokens if t.lower in source_nouns() or t.lower in name_words("title")]
    name = [t for t in tokens if t not in common and t.text[:1].isalnum() and t.lower != "the"]
    kind: SourceKind = "named" if name and turn.label not in ANSWERED | ASKED else "anonymous"
    head = name[-1] if kind == "named" else tokens[-1]
    own = (name[0].start, name[-1].end) if kind == "named" else None
    return SourcePhrase(turn.label_start, turn.label_end, head.i, kind, name=own)


def _answering(scene: Scene, turns: list[Turn]) -> SourcePhrase | None:
    """Who answers: the person that the report names first before the first question, "with" whom an interview is."""
    first = turns[0].label_start if turns else 0
    people = [t for t in scene.parse.tokens if t.end <= first and _ends_a_name(t)]
    met = [t for t in people if _head_preposition(t) in {"with", "to"}]
    chosen = next(iter(met or people), None)
    return source_phrase(chosen, scene.parse, scene.known) if chosen is not None else None


def _ends_a_name(token: Token) -> bool:
    return token.ent == "PERSON" and token.tag == "NNP" and token.dep != "compound"


def _head_preposition(token: Token) -> str:
    return token.head.lower if token.head is not None and token.dep == "pobj" else ""
