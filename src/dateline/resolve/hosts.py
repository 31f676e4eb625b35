"""Where a facility stands that the gazetteer does not have: at the town the text puts it in, never at a namesake.

"al-Thawra hospital in Taiz" stands at Taiz, "Mosul airport" at the Mosul of the report, "Taji base" at the town of that
very name in the report's country; "al-Thawra hospital" alone stays unresolved, whichever towns are called so.
"""

from __future__ import annotations

from dateline.annotate.described import is_origin
from dateline.annotate.place_words import contexts
from dateline.gazetteer.folding import bare, fold
from dateline.gazetteer.protocol import Candidate
from dateline.model.layers import Toponym
from dateline.model.parse import Parse, Token
from dateline.resolve.candidates import FOREIGN, GROUPS, Cluster
from dateline.resolve.ranker import Ranker

STAND_IN_KM = 150.0
"""How near to another place of the report a town must lie for a base or an airport named after it to stand there."""


def host_facilities(clusters: list[Cluster], ranker: Ranker, parse: Parse) -> None:
    """Sets `host` of the built places that have no point of their own."""
    towns = {fold(c.name): c.chosen for c in clusters if c.chosen is not None and GROUPS[c.chosen.kind] == "town"}
    open_ = [c for c in clusters if c.group == "post" and c.chosen is None and c.hint != "checkpoint"]
    if not open_:
        return
    line = [
        (m.start, m.end, c.chosen)
        for c in clusters
        if c.chosen is not None and GROUPS[c.chosen.kind] == "town"
        for m in c.mentions
        if not m.dateline and not is_origin(parse.text, m.start)
    ]
    for c in open_:
        c.host = (
            next((towns[w] for w in map(fold, c.withins) if w in towns), None)
            or towns.get(fold(c.name))
            or (_of_the_sentence(parse, c.mentions, line) if _urban(c) else _namesake(c, ranker))
        )


def _urban(c: Cluster) -> bool:
    """Hospitals, schools and markets stand in towns and bear the names of persons and days."""
    return any(m.word in contexts()["urban"] for m in c.mentions)


def _namesake(c: Cluster, ranker: Ranker) -> Candidate | None:
    """The one town of that very name in the report's countries, if it is large or near the report's other places."""
    found = [
        x
        for x in ranker.gazetteer.candidates(c.name)
        if GROUPS[x.kind] == "town" and x.country in ranker.countries and bare(fold(x.name)) == bare(fold(c.name))
    ]
    found = [x for x in found if x.population >= FOREIGN or ranker.beside(x, STAND_IN_KM)]
    return found[0] if len(found) == 1 else None


def _of_the_sentence(parse: Parse, mentions: list[Toponym], line: list[tuple[int, int, Candidate]]) -> Candidate | None:
    """The town named nearest in the same sentence."""
    for m in mentions:
        token: Token | None = parse.token_at(m.start)
        if token is None:
            continue
        s = parse.sentence_of(token)
        near = [(min(abs(a - m.end), abs(m.start - b)), a, x) for a, b, x in line if s.start <= a < s.end]
        if near:
            return min(near, key=lambda n: n[:2])[2]
    return None
