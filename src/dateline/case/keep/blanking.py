"""A dossier without some of its claims or sources: their words are blanked where they stand in the text, one sign for
each character, so that all other offsets hold; what only those words told goes with them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

from dateline.case.keep.proof import Pieces, pieces_of_text
from dateline.model.dossier import Dossier
from dateline.model.span import Evidence
from dateline.protect.edits import Spans
from dateline.protect.folding import Words, tokens
from dateline.protect.identities import person_name
from dateline.protect.prune import Closed, pruned
from dateline.protect.walk import rewritten

BLANK: Final = "█"
_SEEN: Final = re.compile(r"[^\n]")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Blanked:
    """What is left of a dossier, and the words that went."""

    dossier: Dossier
    words: tuple[str, ...]
    claims: int
    sources: int


def blanked(dossier: Dossier, ids: Collection[str]) -> Blanked:
    """The dossier without the claims and sources of these ids, and without the claims of those sources."""
    sources = {s.id for s in dossier.sources if s.id in ids}
    claims = _claims(dossier, set(ids), sources)
    spans = _joined([*_spans(dossier, claims, sources)])
    closed = Closed(Spans((a, b, "person") for a, b in spans))
    claims |= {c.id for c in dossier.claims if closed.hides(c.content)}
    left, _ = pruned(dossier, closed, set(), set())
    left = _without(left, claims, sources)
    text = dossier.document.text
    words = tuple(text[a:b] for a, b in spans)
    return Blanked(_told(left, spans, words), words, len(claims), len(sources))


def blank(text: str) -> str:
    """As many signs as the text has characters; its lines stay."""
    return _SEEN.sub(BLANK, text)


def _claims(dossier: Dossier, ids: set[str], sources: set[str]) -> set[str]:
    """The claims to erase, with those that stand inside them."""
    gone = {c.id for c in dossier.claims if c.id in ids or c.source in sources}
    while more := {c.id for c in dossier.claims if c.inside in gone} - gone:
        gone |= more
    return gone


def _spans(dossier: Dossier, claims: set[str], sources: set[str]) -> Iterator[Span]:
    """Where the words of claims and sources stand: content, mentions, and the sources' names wherever they are."""
    for claim in dossier.claims:
        if claim.id in claims:
            yield from ((e.start, e.end) for e in claim.content)
    names = []
    for source in dossier.sources:
        if source.id in sources:
            yield from ((e.start, e.end) for e in source.mentions)
            names += [tokens(source.name)] if source.name else []
            names += [t for n in [person_name(source.name)] if n is not None for t in n.units if len(n.units) > 1]
    yield from _standing(dossier.document.text, {tuple(n) for n in names if n})


def _standing(text: str, phrases: Collection[tuple[str, ...]]) -> Iterator[Span]:
    """Where words in a row stand in a text."""
    if not phrases:
        return
    w = Words(text)
    for phrase in phrases:
        for n in range(len(w) - len(phrase) + 1):
            if tuple(w.folded[n : n + len(phrase)]) == phrase:
                yield w.starts[n], w.ends[n + len(phrase) - 1]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, none over another."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _without(dossier: Dossier, claims: set[str], sources: set[str]) -> Dossier:
    """The records but for those that went, without what referred to them."""
    gone = claims | sources
    left = replace(
        dossier,
        claims=tuple(c for c in dossier.claims if c.id not in claims),
        sources=tuple(s for s in dossier.sources if s.id not in sources),
        findings=tuple(f for f in dossier.findings if not gone & set(f.about)),
    )
    made: Dossier = _unreferred(left, gone)
    return made


def _unreferred(item: Any, gone: set[str]) -> Any:
    """The same without references to records that went."""
    if isinstance(item, tuple):
        return tuple(_unreferred(one, gone) for one in item if not (isinstance(one, str) and one in gone))
    if not is_dataclass(item) or isinstance(item, (type, Evidence)):
        return item
    changes = {}
    for f in fields(item):
        value = getattr(item, f.name)
        made = None if isinstance(value, str) and value in gone else _unreferred(value, gone)
        if made is not value and made != value:
            changes[f.name] = made
    return replace(item, **changes) if changes else item


def _told(dossier: Dossier, spans: list[Span], words: tuple[str, ...]) -> Dossier:
    """The dossier over the blanked text. A string of a record that says what was blanked is blanked too."""
    old = dossier.document
    pieces, last = [], 0
    for start, end in spans:
        pieces += [old.text[last:start], blank(old.text[start:end])]
        last = end
    text = "".join([*pieces, old.text[last:]])
    word = _blanker(words, text)
    url = old.url if old.url is None or word(old.url) == old.url else None

    def spot(e: Evidence) -> Evidence:
        return Evidence(e.start, e.end, text[e.start : e.end])

    bare = replace(dossier, document=replace(old, text=text, url=None))
    view = rewritten(bare, spot, word)
    return replace(view, document=replace(view.document, url=url))


def _blanker(words: tuple[str, ...], text: str) -> Callable[[str], str]:
    """Blanks a string that says what was blanked and stands nowhere else in the report."""
    told = [f" {' '.join(tokens(w))} " for w in words]
    left = f" {' '.join(tokens(text))} "
    wanted = Pieces(p for w in words for p in pieces_of_text(w))
    wanted = wanted.without(wanted.hits(text.encode(errors="surrogatepass")))

    def word(said: str) -> str:
        phrase = f" {' '.join(tokens(said))} "
        alone = phrase.strip() and phrase not in left and any(phrase in one for one in told)
        return blank(said) if alone or wanted.hits(said.encode(errors="surrogatepass")) else said

    return word
