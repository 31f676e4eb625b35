"""Claims: attributions made into records, each with its source; and the report's own voice where nobody else speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dateline.annotate.stance import clause_modality, stance_of
from dateline.extract.sources import Speaker, speakers_of
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Attribution
from dateline.model.origin import by_rule
from dateline.model.parse import Parse
from dateline.model.records import Anonymity, Claim, Source
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import Stance

ActorAt = Callable[[int, int], str | None]
WhenOf = Callable[[int, int], When | None]


class ClaimTable:
    """The claims and sources of one report. Narrator claims are made when something first needs them."""

    def __init__(self, document: Document, parse: Parse, sources: list[Source], claims: list[Claim]) -> None:
        self._document, self._parse = document, parse
        self._sources = {s.id: s for s in sources}
        self._claims = {c.id: c for c in claims}
        self._narrated: dict[tuple[int, int], str] = {}
        self._spans = sorted(
            (e.start, e.end, sum(p.end - p.start for p in c.content), c.id) for c in claims for e in c.content
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources by their first mention; the narrator, if anything is told in the report's own voice, last."""
        return tuple(
            sorted(
                self._sources.values(), key=lambda s: (not s.mentions, s.mentions[0].start if s.mentions else 0, s.id)
            )
        )

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in text order."""
        return tuple(sorted(self._claims.values(), key=lambda c: (c.content[0].start, -c.content[-1].end, c.id)))

    def source_of(self, claim: str) -> Source:
        """Whose claim it is."""
        return self._sources[self._claims[claim].source]

    def stance_of(self, claim: str) -> Stance:
        return self._claims[claim].stance

    def claims_for(self, start: int, end: int) -> tuple[str, ...]:
        """Ids of the claims whose content covers characters start..end, innermost first; else the narrator's claim."""
        covering = {(length, a, i) for a, b, length, i in self._spans if a <= start and end <= b}
        if not covering:
            middle = (start + end) // 2
            covering = {
                (length, a, i)
                for a, b, length, i in self._spans
                if a <= middle < b and min(b, end) - max(a, start) > (end - start) / 2
            }
        if covering:
            return tuple(dict.fromkeys(i for _, _, i in sorted(covering)))
        return (self._narrator_claim(start, end),)

    def _narrator_claim(self, start: int, end: int) -> str:
        """The report's own claim: the sentence that holds the span."""
        token = self._parse.token_at(start)
        stance: Stance = "asserted"
        span = (start, end)
        if token is not None:
            sentence = self._parse.sentences[token.sent]
            span = (min(sentence.start, start), max(sentence.end, end))
            stance = stance_of("asserted", clause_modality(sentence.root, self._parse))
        if span not in self._narrated:
            narrator = self._narrator()
            content = (self._document.evidence(*span),)
            claim_id = record_id(self._document.source_sha256, "claim", "narrator", content)
            self._claims[claim_id] = Claim(
                claim_id, narrator, (), None, None, content, False, stance, None, None, None, by_rule("claim: narrator")
            )
            self._narrated[span] = claim_id
        return self._narrated[span]

    def _narrator(self) -> str:
        narrator = record_id(self._document.source_sha256, "source", "narrator", ())
        if narrator not in self._sources:
            self._sources[narrator] = Source(
                narrator,
                "narrator",
                self._document.outlet,
                None,
                None,
                None,
                None,
                False,
                (),
                by_rule("source: narrator"),
            )
        return narrator


def _nothing(_start: int, _end: int) -> None:
    """Nothing is known of the words."""


def extract_claims(
    document: Document,
    parse: Parse,
    attributions: list[Attribution],
    *,
    actor_at: ActorAt = _nothing,
    when_of: WhenOf = _nothing,
) -> ClaimTable:
    """Claims and sources of a report.

    `actor_at(start, end)` gives the actor id of the words there or None, `when_of(start, end)` the date they give.
    """
    table, owners = speakers_of(document, parse, attributions)
    vias = [[table.of(v) for v in a.via] for a in attributions]
    sources = {id(s): _source(document, parse, s, actor_at) for s in table.all if s.mentions}
    claims: dict[str, Claim] = {}
    for a, owner, via in zip(attributions, owners, vias, strict=True):
        if owner is None or id(owner) not in sources:
            continue
        claim = _claim(
            document, a, sources[id(owner)].id, [sources[id(v)].id for v in via if v is not None], actor_at, when_of
        )
        claims.setdefault(claim.id, claim)
    unique = {s.id: s for s in sources.values()}
    return ClaimTable(document, parse, list(unique.values()), _nested(list(claims.values())))


def _claim(
    document: Document, a: Attribution, source: str, via: list[str], actor_at: ActorAt, when_of: WhenOf
) -> Claim:
    content = tuple(document.evidence(*span) for span in a.content)
    cue = document.evidence(*a.cue) if a.cue is not None else None
    made_of = content if cue is None else (*content, cue)
    claim_id = record_id(document.source_sha256, "claim", "", made_of)
    said = when_of(*a.said) if a.said is not None else None
    to = actor_at(*a.addressee) if a.addressee is not None else None
    return Claim(
        claim_id,
        source,
        tuple(via),
        None,
        cue,
        content,
        a.quoted,
        a.stance,
        said,
        a.act,
        to,
        by_rule(f"claim: {a.rule}"),
    )


def _nested(claims: list[Claim]) -> list[Claim]:
    """Fill `inside`: the smallest claim by somebody else whose content holds the whole of this one and its cue."""
    result = []
    for c in claims:
        first, last = c.content[0].start, c.content[-1].end
        cue = c.cue
        holders = []
        if cue is not None:
            holders = [
                (o.content[-1].end - o.content[0].start, o.id)
                for o in claims
                if o is not c
                and o.content[0].start <= min(first, cue.start)
                and max(last, cue.end) <= o.content[-1].end
                and any(e.start <= cue.start and cue.end <= e.end for e in o.content)
            ]
        result.append(replace(c, inside=min(holders)[1]) if holders else c)
    return result


def _source(document: Document, parse: Parse, speaker: Speaker, actor_at: ActorAt) -> Source:
    mentions = tuple(document.evidence(*m) for m in sorted(speaker.mentions))
    source_id = record_id(document.source_sha256, "source", speaker.kind, mentions[:1])
    anonymity = None
    if speaker.anonymity is not None:
        words = document.evidence(*speaker.anonymity)
        anonymity = Anonymity(_reason(document, parse, words), (words,))
    start, end = speaker.phrase.start, speaker.phrase.end
    role = document.text[speaker.role[0] : speaker.role[1]] if speaker.role is not None else None
    return Source(
        source_id, speaker.kind, speaker.name, document.text[start:end], _affiliation(parse, speaker, actor_at), role,
        anonymity, speaker.protect, mentions, by_rule("source: phrase"),
    )  # fmt: skip


def _reason(document: Document, parse: Parse, words: Evidence) -> str | None:
    """The stated reason: "for security reasons", "for fear of reprisals", "because …" behind the request."""
    token = parse.token_at(words.end - 1)
    if token is None:
        return None
    sentence = parse.sentences[token.sent]
    behind = document.text[words.end : sentence.end]
    for lead in (
        " for fear ",
        " for security",
        " for safety",
        " because ",
        " due to ",
        " citing ",
        " out of ",
        " fearing ",
        " as he ",
        " as she ",
        " as they ",
        " for reasons",
        " over ",
        " to protect ",
    ):
        at = behind.find(lead)
        if 0 <= at < 80:
            return behind[at:].split(",")[0].split(".")[0].strip() or None
    return words.quote if "fear" in words.quote else None


def _affiliation(parse: Parse, speaker: Speaker, actor_at: ActorAt) -> str | None:
    """The actor a source belongs to: the institution itself, or the first actor that a person's role names."""
    if speaker.kind in {"organisation", "media"}:
        for start, end in speaker.mentions:
            found = actor_at(start, end)
            if found is not None:
                return found
    spans = [speaker.role] if speaker.role is not None else []
    if speaker.kind != "named":
        spans = [*spans, *speaker.mentions]
    for start, end in spans:
        for t in parse.within(start, end):
            if t.pos in {"PROPN", "ADJ", "NOUN"} and t.i != speaker.phrase.head:
                found = actor_at(t.start, t.end)
                if found is not None:
                    return found
    return None
