"""Claims: attributions made into records, each with its source; and the report's own voice where nobody else speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dateline.annotate.stance import clause_modality, stance_of
from dateline.extract.acts import act_of
from dateline.extract.reasons import reason_of
from dateline.extract.sameness import joined
from dateline.extract.sources import Speaker, speakers_of
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Attribution, SourcePhrase
from dateline.model.origin import by_rule
from dateline.model.parse import Parse
from dateline.model.records import Anonymity, Claim, Source
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
        self._by_sentence: dict[int, list[tuple[int, int, int, str]]] = {}
        for c in claims:
            self._index(c)

    def _index(self, claim: Claim) -> None:
        """Keep the claim's stretches by the sentences they touch: (length of the whole, start, end, id)."""
        length = sum(e.end - e.start for e in claim.content)
        for e in claim.content:
            first, last = self._parse.token_at(e.start), self._parse.token_at(e.end - 1)
            if first is not None and last is not None:
                for n in range(first.sent, last.sent + 1):
                    self._by_sentence.setdefault(n, []).append((length, e.start, e.end, claim.id))

    def _near(self, start: int) -> list[tuple[int, int, int, str]]:
        token = self._parse.token_at(start)
        return self._by_sentence.get(token.sent, []) if token is not None else []

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

    def said_of(self, claim: str) -> When | None:
        """When the words of a claim were said, where the text dates them."""
        return self._claims[claim].said

    def source_of(self, claim: str) -> Source:
        """Whose claim it is."""
        return self._sources[self._claims[claim].source]

    def stance_of(self, claim: str) -> Stance:
        return self._claims[claim].stance

    def claims_for(self, start: int, end: int) -> tuple[str, ...]:
        """Ids of the claims whose content covers characters start..end, innermost first; else the narrator's claim."""
        near = self._near(start)
        covering = sorted((length, a, i) for length, a, b, i in near if a <= start and end <= b)
        if not covering:
            half = (end - start) / 2
            covering = sorted((length, a, i) for length, a, b, i in near if min(b, end) - max(a, start) > half)
        if covering:
            return tuple(dict.fromkeys(i for _, _, i in covering))
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
    one = joined(table, actor_at)
    owners, vias = [one.get(id(o), o) for o in owners], [[one.get(id(v), v) for v in via] for via in vias]
    sources = {id(s): _source(document, parse, s, actor_at) for s in table.all if s.mentions}
    claims: dict[str, Claim] = {}
    for a, owner, via in zip(attributions, owners, vias, strict=True):
        if owner is None or id(owner) not in sources:
            continue
        claim = _claim(
            document, replace(a, act=act_of(parse, a)), sources[id(owner)].id,
            [sources[id(v)].id for v in via if v is not None], actor_at, when_of,
        )  # fmt: skip
        if claim.id in claims and claims[claim.id].source != claim.source and a.source is not None:
            claim = _of_another(document, claim, a.source)
        claims.setdefault(claim.id, claim)
    unique = {s.id: s for s in sources.values()}
    return ClaimTable(document, parse, list(unique.values()), _nested(list(claims.values())))


def _claim(
    document: Document, a: Attribution, source: str, via: list[str], actor_at: ActorAt, when_of: WhenOf
) -> Claim:
    content = tuple(document.evidence(*span) for span in a.content)
    cue = document.evidence(*a.cue) if a.cue is not None else None
    made_of = content if cue is None else (*content, cue)
    claim_id = record_id(document.source_sha256, "claim", a.act or a.rule, made_of)
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


def _of_another(document: Document, claim: Claim, source: SourcePhrase) -> Claim:
    """The same words by the same cue, said by a second source ("the US and the UN said"): told apart by its mention."""
    made_of = (document.evidence(source.start, source.end), *claim.content)
    return replace(claim, id=record_id(document.source_sha256, "claim", claim.act or claim.origin.rule, made_of))


def _nested(claims: list[Claim]) -> list[Claim]:
    """Fill `inside`: the smallest claim whose content holds the whole of this one and its cue."""
    result: list[Claim] = []
    holders: list[Claim] = []
    for c in sorted(claims, key=_reach):
        start, end = _reach(c)
        holders = [o for o in holders if o.content[-1].end >= start]
        held = [o for o in holders if -end <= o.content[-1].end and _holds(o, c)]
        result.append(replace(c, inside=min(held, key=_size).id) if held else c)
        holders.append(c)
    return result


def _reach(claim: Claim) -> tuple[int, int]:
    """Start of a claim with its cue, and minus its end: wider ones first where two start together."""
    spans = claim.content if claim.cue is None else (*claim.content, claim.cue)
    return min(e.start for e in spans), -max(e.end for e in spans)


def _size(claim: Claim) -> tuple[int, str]:
    return claim.content[-1].end - claim.content[0].start, claim.id


def _holds(outer: Claim, inner: Claim) -> bool:
    """Whether one claim's content holds another's cue, and stretches over all of its content."""
    cue = inner.cue
    if cue is None or outer is inner:
        return False
    over = outer.content[0].start <= inner.content[0].start and inner.content[-1].end <= outer.content[-1].end
    return over and any(e.start <= cue.start and cue.end <= e.end for e in outer.content)


def _source(document: Document, parse: Parse, speaker: Speaker, actor_at: ActorAt) -> Source:
    mentions = tuple(document.evidence(*m) for m in sorted(speaker.mentions))
    source_id = record_id(document.source_sha256, "source", speaker.kind, mentions[:1])
    anonymity = None
    if speaker.anonymity is not None:
        words, reason = document.evidence(*speaker.anonymity), reason_of(parse, speaker.anonymity)
        why = document.evidence(*reason) if reason is not None else None
        anonymity = Anonymity(why.quote, tuple(dict.fromkeys((words, why)))) if why else Anonymity(None, (words,))
    start, end = speaker.phrase.start, speaker.phrase.end
    role = document.text[speaker.role[0] : speaker.role[1]] if speaker.role is not None else None
    return Source(
        source_id, speaker.kind, speaker.name, document.text[start:end], _affiliation(parse, speaker, actor_at), role,
        anonymity, speaker.protect, mentions, by_rule("source: phrase"),
    )  # fmt: skip


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
            if speaker.kind == "group" and t.ent in LANDS:
                continue  # "Israeli witnesses" belong to no state for being from there
            if t.pos in {"PROPN", "ADJ", "NOUN"} and t.i != speaker.phrase.head:
                found = actor_at(t.start, t.end)
                if found is not None:
                    return found
    head = parse.tokens[speaker.phrase.head]
    return actor_at(head.start, head.end) if speaker.kind == "group" else None


LANDS = frozenset({"NORP", "GPE"})
