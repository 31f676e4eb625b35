"""How much care each source and claim needs, and which claims describe the one who makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from dateline.model.dossier import Dossier
from dateline.model.records import Claim, Source
from dateline.protect.folding import Words
from dateline.protect.masks import BROAD_KINDS
from dateline.protect.roles import generalise, is_public
from dateline.protect.tables import words

Level = Literal["open", "restricted", "protected"]
_ORDER: Final[tuple[Level, ...]] = ("open", "restricted", "protected")
_OFFICIAL: Final = BROAD_KINDS - {"rebel group", "militia", "coalition"}
_SPEAKERS: Final = frozenset({"i", "we", "im", "ive", "weve"})
_MINE: Final = frozenset({"my", "our", "mine", "ours"})
AHEAD: Final = 4
"""Words from "my" or "our" to the noun that it goes with ("my two younger brothers")."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """ "open": a public voice; "restricted": a private person, for careful use; "protected": never as it is."""

    level: Level
    reason: str


def levels(dossier: Dossier) -> dict[str, Sensitivity]:
    """The sensitivity of every source and claim, by id. A claim has that of its source, of those who pass it on and of
    the claim it stands in, whichever is highest."""
    kinds = {a.id: a.kind for a in dossier.actors}
    found = {s.id: _of_source(s, kinds) for s in dossier.sources}
    telling = self_describing(dossier.claims, {s.id for s in dossier.sources if s.protect})
    claims = {c.id: c for c in dossier.claims}
    for claim in dossier.claims:
        if claim.id in telling:
            found[claim.id] = Sensitivity("protected", "its words describe a source to protect")
        else:
            around = [found[i] for i in (claim.source, *claim.via) if i in found]
            around += [found[c.source] for c in _holders(claim, claims) if c.source in found]
            highest = max(around, key=lambda s: _ORDER.index(s.level), default=Sensitivity("open", "no source"))
            found[claim.id] = Sensitivity(highest.level, f"said by {highest.reason}")
    return found


def _holders(claim: Claim, claims: dict[str, Claim]) -> Iterable[Claim]:
    """The claims that a claim stands in, nearest first."""
    seen = {claim.id}
    while claim.inside is not None and claim.inside in claims and claim.inside not in seen:
        claim = claims[claim.inside]
        seen.add(claim.id)
        yield claim


def _of_source(source: Source, kinds: Mapping[str, str]) -> Sensitivity:
    if source.protect:
        return Sensitivity("protected", "a source to protect")
    if source.kind == "anonymous":
        return Sensitivity("restricted", "one person whom the report does not name")
    if source.kind == "named":
        role = generalise(source.role) or generalise(source.description)
        official = source.affiliation is not None and kinds.get(source.affiliation) in _OFFICIAL
        if not official and not (role is not None and is_public(role.name)):
            return Sensitivity("restricted", "a private person by name")
    return Sensitivity("open", "an organisation, a group, a document or somebody in office")


def self_describing(claims: Iterable[Claim], protected: set[str]) -> set[str]:
    """Ids of the claims of protected sources whose words tell of the speaker: kin, home, work, own life."""
    return {c.id for c in claims if c.source in protected and describes_speaker(c)}


def describes_speaker(claim: Claim) -> bool:
    """Whether a claim's words describe who says them: "my brother", "our ward", "I was born in …"; where the report
    tells them in its own words, "her brother" too."""
    text = " ".join(e.quote for e in claim.content)
    w = Words(text)
    kin_and_home = words("kin", "self_words") | words("home", "self_words")
    nouns = kin_and_home | words("work", "self_words") | words("self", "self_words")
    for n, word in enumerate(w.folded):
        if (word in _MINE and _own(w, n, nouns)) or (word in _SPEAKERS and _told_of_self(w, n)):
            return True
        if word in {"his", "her"} and not claim.quoted and _own(w, n, kin_and_home):
            return True
    return False


def _own(w: Words, n: int, nouns: frozenset[str]) -> bool:
    for k in range(n + 1, min(n + 1 + AHEAD, len(w))):
        if not w.joined(k - 1) or w.folded[k] in words("auxiliary"):
            return False
        if w.folded[k] in nouns:
            return True
    return False


def _told_of_self(w: Words, n: int) -> bool:
    return any(w.folded[k] in words("verb", "self_words") for k in range(n + 1, min(n + 4, len(w))) if w.joined(k - 1))
