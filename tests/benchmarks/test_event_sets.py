"""The readers of the public sets of events, on small files of their formats. All sentences are fiction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.frame import Asked, SetMissing
from benchmarks.public import petrarch, plover, rams, wikievents


def test_plover_sentences_take_the_names_of_today(tmp_path: Path) -> None:
    records = [
        {"id": "1", "event": "DOCUMENT", "comment": "no sentence"},
        {"id": "2", "event": "FIGHT", "eventText": "shelled", "text": "The army of Mali shelled rebels in Kidal."},
        {"id": "3", "event": "DEMAND", "eventText": "demanded", "text": "{Chad demanded that Libya release a pilot.}"},
    ]
    text = "[\n" + ",\n".join(json.dumps(r, indent=1) for r in records) + "\n]\n"
    (tmp_path / "PLOVER_GSR_CAMEO.txt").write_text(text, "utf-8")
    found = plover.sentences(tmp_path)
    assert [(s.type, s.text[:4]) for s in found] == [("ASSAULT", "The "), ("REQUEST", "Chad")]
    measured = plover.measure(tmp_path, Asked())
    assert measured.rows[0].value == 1.0
    assert {b.name for b in measured.rows[0].beside} >= {"every word of the lexicon", "its first verb"}


def test_wikievents_words_stand_where_the_sentences_do(tmp_path: Path) -> None:
    one = [[["Rebels", 0, 6], ["shelled", 7, 14], ["Kidal", 15, 20], [".", 20, 21]], "Rebels shelled Kidal."]
    two = [[["Rain", 21, 25], ["fell", 26, 30], [".", 30, 31]], "Rain fell."]
    events = [
        {"event_type": "Conflict.Attack.Unspecified", "trigger": {"start": 1, "end": 2}},
        {"event_type": "Disaster.Rain", "trigger": {"start": 5, "end": 6}},
    ]
    record = {"doc_id": "d", "text": "", "sentences": [one, two], "event_mentions": events}
    (tmp_path / "part.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    (marked,) = wikievents.texts(tmp_path)
    assert [(marked.text[w.start : w.end], w.plover) for w in marked.words] == [("shelled", frozenset({"ASSAULT"}))]
    assert wikievents.measure(tmp_path, Asked()).rows[1].value == 1.0


def test_rams_keeps_only_types_that_are_mapped(tmp_path: Path) -> None:
    sentence = ["Rebels", "shelled", "Kidal", "and", "sold", "gold", "."]
    lines = [
        {"doc_key": kind, "sentences": [sentence], "evt_triggers": [[at, at, [[kind, 1.0]]]]}
        for kind, at in (("conflict.attack.n/a", 1), ("transaction.transferownership.purchase", 4))
    ]
    (tmp_path / "dev.jsonlines").write_text("\n".join(json.dumps(line) for line in lines) + "\n", "utf-8")
    (marked,) = rams.texts(tmp_path)
    assert marked.text[marked.words[0].start : marked.words[0].end] == "shelled"


def test_petrarch_sentences_need_a_code_that_has_a_type(tmp_path: Path) -> None:
    coded = '<Sentence id="{0}"><EventCoding eventcode="{0}"></EventCoding>'
    block = coded + "<Text>\nChad helped\n Mali.\n</Text></Sentence>\n"
    (tmp_path / "a.xml").write_text("".join(block.format(c) for c in ("070", "023", "903")), "utf-8")
    assert petrarch.sentences(tmp_path) == [("Chad helped Mali.", frozenset({"AID"}))]


@pytest.mark.parametrize("set_", [plover, wikievents, rams, petrarch])
def test_a_folder_without_the_set_is_named(set_: object, tmp_path: Path) -> None:
    with pytest.raises(SetMissing):
        set_.measure(tmp_path, Asked())  # type: ignore[attr-defined]
