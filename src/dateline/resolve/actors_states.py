"""What a state's name stands for here, its land or its government, and whose government "the regime" is."""

from __future__ import annotations

from collections import Counter

from dateline.model.layers import Mention
from dateline.model.parse import Parse, Token

PLACING = frozenset(
    {"in", "at", "near", "into", "across", "around", "inside", "outside", "throughout", "within", "through", "from"}
)
"""Prepositions after which a state's name means its land."""


def as_land(parse: Parse, token: Token) -> bool:
    """Whether a state's name stands for its land here: "in Syria", "northern Syria", "Idlib, Syria"."""
    above = token.head
    if token.i > 1 and parse.tokens[token.i - 1].text == "," and parse.tokens[token.i - 2].pos == "PROPN":
        behind = parse.tokens[token.i + 1].text if token.i + 1 < len(parse.tokens) else "."
        if behind in {",", ".", "(", ")", "-", "–", "—"}:
            return True
    if token.dep == "pobj" and above is not None and above.lower in PLACING:
        return True
    if token.dep == "appos" and above is not None:
        return above.pos == "PROPN"
    return any(c.dep in {"amod", "compound"} and c.lower in PARTS for c in token.children)


def acts(token: Token) -> bool:
    """Whether a state's name is the subject of what somebody does."""
    first, above = token, token.head
    while first.dep == "conj" and above is not None:
        first, above = above, above.head
    return first.dep == "nsubj" and above is not None and above.pos == "VERB"


PARTS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north south east"
    " west north-east north-west south-east south-west northeast northwest southeast southwest".split()
)


def main_government(mentions: list[Mention], parse: Parse) -> str | None:
    """Key of the government that a bare "regime" means: that of the state whose land and government the report names
    most; one without a state where the report names no government of a state."""
    owned = Counter(m.key for m in mentions if m.key.startswith("g:s:") and m.key.endswith(":government"))
    bare = next((m.key for m in mentions if m.key == "g::government"), None)
    states = Counter(m.key for m in mentions if m.key.startswith("s:"))
    lands = Counter(m.key for m in mentions if m.key.startswith("s:") and as_land(parse, parse.tokens[m.head]))
    votes = Counter({key: owned[key] + states[key[2:].removesuffix(":government")] for key in owned})
    scene, times = max(lands.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if times >= SCENE and bare is not None:
        votes[f"g:{scene}:government"] += times
    if not votes:
        return bare
    return max(votes, key=lambda k: (votes[k], k))


SCENE = 2
"""How often a report must speak of a state's land before a bare "regime" is that state's."""
