"""Quotations as attributions: the cue beside a quotation, its speaker, and quotations that go on without a cue."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import Final

from dateline.annotate import clauses
from dateline.annotate.clauses import Interval
from dateline.annotate.cues import Cue
from dateline.annotate.quotations import Quotation
from dateline.annotate.saying import speaker_between
from dateline.annotate.scene import Scene, add, is_finite, is_speech, own_complement, speaker, tokens_of
from dateline.annotate.speakers import noun_kind
from dateline.model.layers import SourcePhrase
from dateline.model.parse import Token

REACH: Final = 30
DASHES: Final = frozenset({"-", "--", "\u2013", "\u2014", "\u2015", "~"})
LONGEST_CREDIT: Final = 16
"""Tokens of the line that says whose words a quotation set apart is."""
SHORT_PIECE: Final = 3
"""Tokens of a sentence that is no claim of its own within a longer quotation."""
END_MARKS: Final = frozenset({".", "!", "?"})


def said_in_quotations(scene: Scene) -> None:
    """All quotations that are speech, in text order."""
    read = [q for q in scene.quotations if q.depth == 0 and not q.scare and scene.holds(q)]
    late: dict[int, SourcePhrase] = {}
    for n in range(len(read) - 2, -1, -1):
        if read[n].block and not read[n].closed and read[n + 1].block:
            phrase = late.get(n + 1) or _own_speaker(scene, read[n + 1])
            if phrase is not None:
                late[n] = phrase
    for n, q in enumerate(read):
        said_in_quotation(scene, q, late.get(n))


def _own_speaker(scene: Scene, q: Quotation) -> SourcePhrase | None:
    """Whom the cue behind a quotation names."""
    tokens = tokens_of(q, scene.parse)
    verb = _cue_after(scene, q, tokens[-1]) if tokens else None
    subject = _speaker_after(scene, verb, tokens[-1].i + 1) if verb is not None else None
    return scene.phrase(subject, any_noun=True) if subject is not None else None


def said_in_quotation(scene: Scene, q: Quotation, late: SourcePhrase | None = None) -> None:
    """A quotation with the cue beside it, or carried on from the speaker before.

    `late`: who is named only behind a later paragraph of the same speech.
    """
    tokens = tokens_of(q, scene.parse)
    credit = _credit(scene, q) if tokens else None
    if not tokens or not (scene.told[tokens[0].i] or credit is not None):
        return
    before, after = _cue_before(scene, q, tokens[0]), _cue_after(scene, q, tokens[-1])
    verb = before or after
    if verb is not None and not _independent(scene, q, tokens, verb, after=verb is after):
        return
    contents = quoted_contents(scene, tokens)
    if credit is not None and verb is None:
        for parts in contents:
            add(scene, credit, None, parts, "quotation with a credit", quoted=True)
        return
    if verb is None:
        if _speaks(scene, q, tokens):
            section = scene.section_at(q.start)
            opening = scene.openings.get(section.start) if section is not None and _before(scene, q) is None else None
            for parts in contents:
                add(scene, opening or late, None, parts, "quotation carried on", quoted=True, carried=True)
        return
    last = tokens[-1].i + 1
    subject = speaker(scene, verb) if verb is before else _speaker_after(scene, verb, last)
    phrase = scene.phrase(subject, any_noun=True) if subject is not None else None
    if phrase is None:
        return
    if subject is not None:
        scene.spoken[verb.i] = subject
    if not own_complement(scene, verb):
        scene.used.add(verb.i)
    cue = _clause_cue(scene, verb)
    for parts in contents:
        add(scene, phrase, verb, parts, "quotation", cue=cue, quoted=True)


def _credit(scene: Scene, q: Quotation) -> SourcePhrase | None:
    """Who is named in a line of its own, or after a dash, behind a quotation ("“They fled.”⏎Ann Example, a nurse")."""
    text, section = scene.document.text, scene.section_at(q.start)
    if section is None or not q.closed:
        return None
    start, end = q.end, section.end
    if not text[start:end].strip():
        sections = scene.document.sections
        after = bisect_left(sections, section.end, key=lambda s: s.start)
        if after == len(sections) or sections[after].kind == "boilerplate":
            return None
        start, end = sections[after].start, sections[after].end
    dash = text[start:end].lstrip()[:1] in DASHES
    told = (t for t in scene.parse.walk(start, end) if t.text not in DASHES and t.pos != "SPACE")
    tokens = list(islice(told, LONGEST_CREDIT + 1))
    if not 1 < len(tokens) <= LONGEST_CREDIT or any(is_finite(t) for t in tokens) or tokens[0].tag != "NNP":
        return None
    office = any(noun_kind(t) in {"person", "spokesperson"} for t in tokens)
    name = next((t for t in tokens if t.ent == "PERSON" and t.dep != "compound"), None)
    if name is None or not (dash or (office and any(t.text == "," for t in tokens))):
        return None
    return scene.phrase(name)


def _clause_cue(scene: Scene, verb: Token) -> Cue | None:
    entry = scene.table.get((verb.lemma, "verb"), {})
    return entry.get("clause") or entry.get("object") or entry.get("quoting") or next(iter(entry.values()), None)


def _cue_after(scene: Scene, q: Quotation, last: Token) -> Token | None:
    """The cue verb behind a quotation, before its sentence ends: "…," he said."""
    tokens, at = scene.parse.tokens, last.i + 1
    while at < len(tokens) and tokens[at].start < q.end:
        at += 1
    if at >= len(tokens) or (
        scene.document.text[last.end - 1 : q.inner_end].strip()[-1:] == "." and tokens[at].text[:1].isupper()
    ):
        return None
    section = scene.section_at(q.start)
    end = section.end if section is not None else q.end
    for t in tokens[at : at + REACH]:
        if t.start >= end or t.i in scene.inside or t.text in {":", ";"} or (t.text in END_MARKS and t.i > at):
            return None
        if t.lower in {"and", "but", "while", "although", "though"} and t.i == at:
            return None
        if (
            t.dep != "relcl"
            and is_speech(scene, t)
            and _speaker_after(scene, t, at) is not None
            and not own_complement(scene, t)
        ):
            return t
    return _any_verb(scene, at, end) if scene.parse.text[q.inner_end - 1] in {",", "!", "?"} else None


def _speaker_after(scene: Scene, verb: Token, at: int) -> Token | None:
    """The speaker beside a cue verb behind a quotation that ends before token `at`."""
    found = speaker(scene, verb)
    if found is None or found.i in scene.inside or found.i < at - 1 or scene.phrase(found, any_noun=True) is None:
        return speaker_between(scene, verb, at, verb.i - 1)
    return found


def _any_verb(scene: Scene, at: int, end: int) -> Token | None:
    """A verb that the lexicon lacks, but that stands where a cue stands: "…," he sighed."""
    for t in scene.parse.tokens[at : at + REACH // 2]:
        if t.start >= end or t.i in scene.inside or t.text in END_MARKS:
            return None
        if t.pos == "VERB" and t.tag in {"VBD", "VBZ", "VBP"} and t.dep != "relcl":
            subject = _speaker_after(scene, t, at)
            return t if subject is not None and scene.phrase(subject) is not None else None
    return None


def _cue_before(scene: Scene, q: Quotation, first: Token) -> Token | None:
    """The cue verb before a quotation: he said: "…"."""
    tokens, at = scene.parse.tokens, first.i - 1
    while at >= 0 and tokens[at].end > q.start:
        at -= 1
    section = scene.section_at(q.start)
    start = section.start if section is not None else q.start
    if at < 0 or tokens[at].start < start:
        return None
    lead = tokens[at]
    if not (lead.text in {":", ",", "--", "\u2014"} or lead.lower in {"that", "as"} or is_speech(scene, lead)):
        return None
    for n in range(at, max(at - REACH, -1), -1):
        t = tokens[n]
        if t.start < start or t.i in scene.inside or (t.text in END_MARKS and n < at):
            return None
        if t.dep != "relcl" and is_speech(scene, t) and speaker(scene, t) is not None:
            return t if lead.text != "," or n >= at - 12 else None
    return None


def _independent(scene: Scene, q: Quotation, tokens: list[Token], verb: Token, *, after: bool) -> bool:
    """Whether the quotation is a content of its own, not a part of the sentence that the cue governs."""
    first = tokens[0]
    lead = _before(scene, q)
    if first.text[:1].isupper() and not (
        lead is not None and lead.pos in {"DET", "ADJ", "ADP", "NUM"} and lead.lower != "that"
    ):
        return True
    if lead is None or lead.text in {":", ".", "!", "?"} or lead.i in scene.inside:
        return True
    if not any(is_finite(t) for t in tokens):
        return False
    return not after and (lead is verb or lead.lower == "that" or lead.text == ",")


def _before(scene: Scene, q: Quotation) -> Token | None:
    """The token before a quotation in its section."""
    token = scene.parse.token_at(q.inner_start)
    section = scene.section_at(q.start)
    if token is None or section is None:
        return None
    at = token.i - 1
    while at >= 0 and scene.parse.tokens[at].end > q.start:
        at -= 1
    return scene.parse.tokens[at] if at >= 0 and scene.parse.tokens[at].start >= section.start else None


def _speaks(scene: Scene, q: Quotation, tokens: list[Token]) -> bool:
    """Whether a quotation without a cue is speech: whole sentences of its own."""
    lead = _before(scene, q)
    opens = lead is None or lead.text in END_MARKS or lead.text in {":", '"', "\u201d"}
    return (
        opens and scene.parse.text[q.inner_start].isupper() and len(tokens) >= 4 and any(is_finite(t) for t in tokens)
    )


def quoted_contents(scene: Scene, tokens: list[Token]) -> list[list[Interval]]:
    """One content a sentence of the quotation, and one a coordinated proposition within it."""
    sentences: list[Interval] = []
    start = tokens[0].i
    for a, b in zip(tokens, [*tokens[1:], None], strict=True):
        if (
            b is None
            or (a.text in END_MARKS and (b.text[:1].isupper() or b.text in {'"', "\u201c", "\u2018"}))
            or (b.sent != a.sent and a.text in {*END_MARKS, "\u2026", ";"})
        ):
            sentences.append((start, a.i))
            start = b.i if b is not None else start
    pieces: list[list[Interval]] = []
    for sentence in sentences:
        root = clauses.root_of([sentence], scene.parse)
        points = clauses.split_points(root, scene.parse) if root is not None else []
        pieces.extend(clauses.cut([sentence], points))
    return _joined(pieces)


def _joined(pieces: list[list[Interval]]) -> list[list[Interval]]:
    """Pieces of a word or three ("We ran.") go with the piece before them, the first one with the one behind."""
    kept: list[list[Interval]] = []
    for piece in pieces:
        short = sum(b - a + 1 for a, b in piece) <= SHORT_PIECE
        if kept and (short or sum(b - a + 1 for a, b in kept[-1]) <= SHORT_PIECE):
            kept[-1] = [(kept[-1][0][0], piece[-1][1])]
        else:
            kept.append(piece)
    return kept
