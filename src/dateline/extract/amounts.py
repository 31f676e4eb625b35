"""Amounts: every counted thing that is not a death toll.

What kind of amount it is comes from the noun (annotate/data/units.tsv) and, for people, from what was done to them
(annotate/data/harm.tsv). Small plain counts of words that count nothing of the report's subject ("two sides") are left
out, as are single persons and things ("one rebel") unless they were harmed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from dateline.annotate.harm import HarmDone, counted_token, harms_of, part_of_toll
from dateline.annotate.units import as_what, count_words, unit_of
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Counted
from dateline.model.origin import by_rule
from dateline.model.parse import Parse, Token
from dateline.model.records import Amount
from dateline.model.vocabulary import AmountWhat

Lookup = Callable[[int, int], tuple[str, ...]]
"""Ids of the claims that state the words start..end."""
Subject = Callable[[Counted, AmountWhat], str | None]
"""Id of the record that a counted thing of this kind belongs to, or None."""

LONGEST: Final = 80
"""Characters of the longest phrase kept as evidence; a longer one is cut to the number."""
_TOLD: Final = frozenset({"interview", "tell", "say", "speak", "talk", "ask", "quote", "agree", "request", "decline"})
"""What sources do: "interviewed five rebels" counts people, not a force."""
_FORCE: Final = 10
"""A smaller number of armed people, plainly counted, is people, not the size of a force (own rule)."""
_SLIGHT: Final = 4
_HARMS: Final[dict[HarmDone, AmountWhat]] = {
    "wounded": "wounded", "detained": "detained", "displaced": "displaced", "missing": "people",
}  # fmt: skip


def extract_amounts(
    document: Document,
    parse: Parse,
    counted: Sequence[Counted],
    *,
    deaths: Collection[tuple[int, int]] = (),
    claims: Lookup | None = None,
    of: Subject | None = None,
) -> tuple[Amount, ...]:
    """Amounts in text order. `deaths` are the spans of the phrases that events took as death tolls."""
    tolls = frozenset(deaths)
    found: dict[str, Amount] = {}
    for c in counted:
        what = None if (c.start, c.end) in tolls and _plain_toll(c, parse) else classify(c, parse)
        if what is not None:
            amount = _amount(document, c, what, claims, of)
            found.setdefault(amount.id, amount)
    return tuple(found.values())


def _plain_toll(counted: Counted, parse: Parse) -> bool:
    """Is a toll nothing but that? Its parts ("30 of them children") and "60 killed and wounded" are amounts as well."""
    return len(harms_of(counted, parse)) < 2 and not part_of_toll(counted, parse)


def classify(counted: Counted, parse: Parse) -> AmountWhat | None:
    """The kind of amount, or None where the number is a death toll or counts nothing worth a record."""
    if counted.what in {"money", "distance", "area", "duration"}:
        return as_what(counted.what)
    token = counted_token(counted, parse)
    if token is None:
        return None
    harms = harms_of(counted, parse)
    if harms == ("killed",):
        part: AmountWhat = "people"
        return part if part_of_toll(counted, parse) else None
    value = counted.value
    if value.hedge == "heavy" or (value.high == 0 and not harms):
        return None
    if len(harms) == 1:
        return _HARMS[harms[0]]
    if harms:
        return "people"
    if value.best == 1 or (counted.noun is None):
        return None
    return _plain(counted, token)


def _plain(counted: Counted, token: Token) -> AmountWhat | None:
    row = unit_of(token, [c for c in token.children if c.i < token.i and c.dep in {"compound", "amod"}])
    if (row is not None and row.what in {"no", "death"}) or _speaks(token):
        return None
    if token.lemma in count_words("land") and _slight(counted):
        return None
    if counted.what == "force size":
        few: AmountWhat = "people" if _few(counted, token) else "force size"
        return few
    if counted.what is None and row is None and token.pos == "PROPN":
        return "people" if token.tag == "NNPS" else None
    if counted.what is None and row is not None and row.what == "of":
        return None
    if counted.what is None and row is None and _slight(counted):
        return None
    return as_what(counted.what) or "other"


def _slight(counted: Counted) -> bool:
    """Two or three, or several, of something that no table knows ("two occasions") is not worth a record."""
    value = counted.value
    return value.hedge == "several" or (value.hedge == "exact" and (value.best or 0) < _SLIGHT)


def _speaks(token: Token) -> bool:
    """Those who tell the report something are sources, not amounts ("two aid workers said", "according to two …")."""
    head = token.head
    if head is None:
        return False
    if token.dep == "pobj" and head.lower == "to" and head.head is not None and head.head.lower == "according":
        return True
    return token.dep == "nsubj" and head.lemma in _TOLD


def _few(counted: Counted, token: Token) -> bool:
    """Sources and small groups met one by one are people; what is posted, hedged or numerous is a force."""
    verb = token.head
    if verb is not None and verb.lemma in _TOLD and token.dep in {"dobj", "nsubjpass"}:
        return True
    return counted.value.hedge == "exact" and (counted.value.best or 0) < _FORCE


def _amount(document: Document, c: Counted, what: AmountWhat, claims: Lookup | None, of: Subject | None) -> Amount:
    start, end = (c.start, c.end) if c.end - c.start <= LONGEST else (c.number_start, c.number_end)
    evidence = (document.evidence(start, end),)
    return Amount(
        id=record_id(document.source_sha256, "amount", what, evidence),
        what=what,
        unit=c.unit or "people",
        low=c.value.low,
        high=c.value.high,
        best=c.value.best,
        hedge=c.value.hedge,
        of=of(c, what) if of else None,
        claims=claims(start, end) if claims else (),
        evidence=evidence,
        origin=by_rule("amount"),
    )
