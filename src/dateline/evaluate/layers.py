"""Scoring of the layers that name things: places, actors, sources, claims, relations, control, amounts, findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.evaluate.spans import overlap, touches
from dateline.evaluate.tally import Tally
from dateline.model.vocabulary import SYMMETRIC_PREDICATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.evaluate.gold import Json
    from dateline.evaluate.matching import Pair
    from dateline.evaluate.spans import Span
from dateline.resolve.geometry import rough_km

_CONTENT_F1 = 0.5  # a claim's words count as found from half of the words on
_AMOUNT_WORDS = 80  # characters an amount's evidence may have at most
_FINDING_WORDS = 300
_COMPUTED = frozenset({"distance", "direction", "arithmetic"})  # what else deserves a check is a matter of taste
_DECIDED = frozenset({"agrees", "disagrees"})


def score_places(pair: Pair) -> Tally:
    """Right if the record stands for the gold place and its point lies within the tolerance (km).

    An honest "unresolved" costs recall, not precision.
    """
    tally, records = Tally(), _by_id(pair.predicted["places"])
    for gold in pair.gold["places"]:
        tally.gold += 1
        ids = pair.ids_for(pair.place_of, gold["key"])
        right = any(_within(records[record_id], gold) for record_id in ids)
        tally.note("found", right=bool(ids))
        tally.note("resolved", right=right)
        _settle(tally, right=right, error=f"{pair.name}: place {gold['key']} {_missed(ids, 'unresolved or off')}")
    tally.predicted = sum(record.get("lat") is not None for record in records.values())
    return tally


def score_actors(pair: Pair) -> Tally:
    """Right if the record stands for the gold actor with an accepted kind. `links`: gold mentions that it holds."""
    tally, records = Tally(), _by_id(pair.predicted["actors"])
    for gold in pair.gold["actors"]:
        tally.gold += 1
        ids = pair.ids_for(pair.actor_of, gold["key"])
        right = any(records[record_id].get("kind") in gold["kind"] for record_id in ids)
        tally.note("found", right=bool(ids))
        _settle(tally, right=right, error=f"{pair.name}: actor {gold['key']} {_missed(ids, 'wrong kind')}")
        for held in _links(pair, [records[record_id] for record_id in ids], gold):
            tally.note("links", right=held)
    tally.predicted = len(records)
    return tally


def score_sources(pair: Pair) -> Tally:
    """Right if the record stands for the gold source with an accepted kind; the narrator is left out."""
    records = {key: record for key, record in _by_id(pair.predicted["sources"]).items() if _speaks(record)}
    tally = Tally(predicted=len(records))
    for gold in pair.gold["sources"]:
        tally.gold += 1
        found = [record for key, record in records.items() if pair.source_of[key] == gold["key"]]
        right = any(record.get("kind") in gold["kind"] for record in found)
        protected = any(record.get("protect") for record in found)
        if gold.get("protect"):
            tally.note("protect", right=protected)
        else:
            tally.note("not_overprotected", right=not protected)
        _settle(tally, right=right, error=f"{pair.name}: source {gold['key']} {_missed(found, 'wrong kind')}")
    return tally


def score_claims(pair: Pair) -> Tally:
    """Content (token F1 of the spans >= 0.5), source and stance all right; the narrator's claims are left out."""
    records = _spoken_claims(pair)
    tally, used = Tally(predicted=len(records)), set[int]()
    for gold in pair.gold["claims"]:
        tally.gold += 1
        same_words = _claims_by_content(pair, records, gold, used)
        same_source = [i for i in same_words if pair.source_of.get(records[i].get("source", "")) == gold["source"]]
        right = [i for i in same_source if records[i].get("stance") in gold["stance"]]
        tally.note("content_found", right=bool(same_words))
        if same_words:
            tally.note("source_right", right=bool(same_source))
        used.update(right[:1])
        fault = "stance" if same_source else "source" if same_words else "not found"
        _settle(tally, right=bool(right), error=f"{pair.name}: claim {str(gold['content'])[:60]!r} {fault}")
    return tally


def score_relations(pair: Pair) -> Tally:
    """Exact triples (subject, predicate, object); the symmetric predicates count either way round."""
    stated = [
        (pair.actor_of.get(record.get("subject") or ""), record.get("predicate"), _actor(pair, record.get("object")))
        for record in pair.predicted["relations"]
    ]
    return _score_triples(pair, "relations", stated, [(gold[0], gold[1], gold[2]) for gold in pair.gold["relations"]])


def score_control(pair: Pair) -> Tally:
    """Exact triples (place, status, actor)."""
    stated = [
        (pair.place_of.get(record.get("place") or ""), record.get("status"), _actor(pair, record.get("actor")))
        for record in pair.predicted["control"]
    ]
    return _score_triples(pair, "control", stated, [(gold[0], gold[2], gold[1]) for gold in pair.gold["control"]])


def score_amounts(pair: Pair) -> Tally:
    """Right if what is counted and the number agree, on the words that say it."""
    records = pair.predicted["amounts"]
    tally, used = Tally(predicted=len(records)), set[int]()
    for gold in pair.gold["amounts"]:
        tally.gold += 1
        words = pair.quote(gold["quote"])
        hit = next((i for i, r in enumerate(records) if i not in used and _same_amount(pair, r, gold, words)), None)
        used.update([] if hit is None else [hit])
        _settle(tally, right=hit is not None, error=f"{pair.name}: amount {str(gold['quote'])!r}")
    return tally


def score_findings(pair: Pair) -> Tally:
    """Distances, directions and sums that were decided: check, words and verdict right."""
    records = [record for record in pair.predicted["findings"] if _is_decided(record)]
    tally, used = Tally(predicted=len(records)), set[int]()
    for gold in filter(_is_decided, pair.gold["findings"]):
        tally.gold += 1
        words = pair.quote(gold["quote"])
        at = [i for i, record in enumerate(records) if i not in used and _same_check(pair, record, gold, words)]
        right = [i for i in at if records[i]["verdict"] == gold["verdict"]]
        used.update(right[:1])
        if at and not right:
            tally.note("wrong_verdict", right=True)
        error = f"{pair.name}: finding {gold['check']} {str(gold['quote'])!r} {gold['verdict']}"
        _settle(tally, right=bool(right), error=error)
    return tally


def _by_id(records: Iterable[Json]) -> dict[str, Json]:
    return {record.get("id", ""): record for record in records}


def _settle(tally: Tally, *, right: bool, error: str) -> None:
    if right:
        tally.hit()
    else:
        tally.errors.append(error)


def _missed(found: list[Any], fault: str) -> str:
    return fault if found else "not found"


def _within(record: Json, gold: Json) -> bool:
    if record.get("lat") is None:
        return False
    return rough_km((record["lat"], record["lon"]), (gold["lat"], gold["lon"])) <= float(gold["tol_km"])


def _links(pair: Pair, records: list[Json], gold: Json) -> list[bool]:
    """For each gold mention, whether the record that holds most of them holds it (more than half of its letters)."""
    names = pair.gold_spans(gold["names"])
    held = [
        [
            any(2 * overlap(mention, name) > name[1] - name[0] for mention in pair.spans(record.get("mentions")))
            for name in names
        ]
        for record in records
    ]
    return max(held, key=sum, default=[False] * len(names))


def _speaks(source: Json) -> bool:
    return source.get("kind") != "narrator"


def _spoken_claims(pair: Pair) -> list[Json]:
    narrators = {record.get("id") for record in pair.predicted["sources"] if not _speaks(record)}
    return [record for record in pair.predicted["claims"] if record.get("source") not in narrators]


def _claims_by_content(pair: Pair, records: list[Json], gold: Json, used: set[int]) -> list[int]:
    """Numbers of the claims that share enough words with the gold's, the best first."""
    words = pair.quote(gold["content"])
    rated = [(pair.words.f1(pair.spans(r.get("content")), words), i) for i, r in enumerate(records) if i not in used]
    return [i for share, i in sorted(rated, reverse=True) if share >= _CONTENT_F1]


def _actor(pair: Pair, actor_id: str | None) -> str | None:
    return pair.actor_of.get(actor_id or "")


def _score_triples(
    pair: Pair, layer: str, stated: list[tuple[str | None, Any, str | None]], golds: list[tuple[str, str, str]]
) -> Tally:
    tally, used = Tally(predicted=len(stated)), set[int]()
    for number, (subject, middle, object_) in enumerate(golds):
        tally.gold += 1
        accepted = {(subject, middle, object_)}
        if middle in SYMMETRIC_PREDICATES:
            accepted.add((object_, middle, subject))
        hit = next((i for i, triple in enumerate(stated) if i not in used and triple in accepted), None)
        used.update([] if hit is None else [hit])
        _settle(tally, right=hit is not None, error=f"{pair.name}: {layer} {pair.gold[layer][number][:3]}")
    return tally


def _same_amount(pair: Pair, record: Json, gold: Json, words: list[Span]) -> bool:
    value = next((gold[key] for key in ("best", "low", "high") if gold[key] is not None), None)
    kinds = gold["what"] if isinstance(gold["what"], list) else [gold["what"]]
    numbers = (record.get("best"), record.get("low"), record.get("high"))
    return (
        record.get("what") in kinds
        and value in numbers
        and touches(pair.spans(record.get("evidence")), words, longest=_AMOUNT_WORDS)
    )


def _is_decided(finding: Json) -> bool:
    return finding.get("check") in _COMPUTED and finding.get("verdict") in _DECIDED


def _same_check(pair: Pair, record: Json, gold: Json, words: list[Span]) -> bool:
    spans = pair.spans(record.get("evidence"))
    return bool(record["check"] == gold["check"]) and touches(spans, words, longest=_FINDING_WORDS)
