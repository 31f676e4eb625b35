"""Whatever a text holds: a view comes out valid and clean, and in time that grows with the text."""

from __future__ import annotations

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.integrity import faults
from dateline.model.schema import dossier_to_json
from dateline.protect import SHARED, Policy, show
from dateline.protect.finder import Finder, Pattern
from dateline.protect.folding import Words, fold

PIECES = st.sampled_from(
    [
        "Amal Garang",
        "amal",
        "GARANG",
        "Garang",
        "the nurse",
        "A nurse at Kodok hospital",
        "Kodok",
        "said",
        "“",
        "”",
        "My brother",
        "+211 912 345 678",
        "a@b.example",
        "é",
        "e\u0301",
        "who asked not to be named",
        "أمل",
        "王小明",
        "9.8912, 32.1167",
        "Dr",
        "[source A]",
        "[…]",
        "ﬁ",
        "ß",
        "İ",
        "Ⅷ",
        "²",
    ]
)
BETWEEN = st.sampled_from([" ", "\n", "\n\n", ", ", ". ", "-", "_", "\u200b", "\u202e", "’s ", " (", ") ", "/", " “"])
TEXTS = st.lists(st.tuples(PIECES, BETWEEN), min_size=1, max_size=25).map(lambda some: "".join(map("".join, some)))


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, policy=st.sampled_from([Policy(), SHARED, Policy(key=b"x", protect=("Kodok", "My brother"))]))
def test_any_text_shows_valid_and_without_the_name(report, text: str, policy: Policy) -> None:
    r = report(text)
    for words, name in (("Amal Garang", "Amal Garang"), ("A nurse", None)):
        if words in text:
            source = r.source(words, name=name)
            r.claim(source, words)
    if "Kodok" in text:
        r.place("Kodok")
        r.event("Kodok")
    view = show(r.dossier(), policy).dossier
    assert faults(view) == []
    if "Amal Garang" in text:
        assert "Amal Garang" not in dossier_to_json(view)
        assert re.search(r"\bGARANG\b", view.document.text) is None


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=60))
def test_words_stand_where_their_offsets_say(text: str) -> None:
    w = Words(text)
    last = 0
    for n in range(len(w)):
        assert last <= w.starts[n] < w.ends[n] <= len(text)
        assert fold(text[w.starts[n] : w.ends[n]]) == w.folded[n]
        last = w.ends[n]


def test_the_time_grows_with_the_text_and_not_with_the_names() -> None:
    def seconds(names: int, pages: int) -> float:
        letters = "abcdefghij"
        known = [f"g{letters[n % 10]}{letters[n // 10 % 10]}{letters[n // 100]}rang" for n in range(names)]
        finder = Finder([((f"amal{name[1]}", name), Pattern("always", "[x]")) for name in known], hide_contacts=False)
        text = "On Tuesday the army shelled Kodok, Amala Gaarang said. " * 40 * pages
        best = 9.0
        for _ in range(3):
            started = time.process_time()
            finder.find(text)
            best = min(best, time.process_time() - started)
        return best

    seconds(10, 1)
    assert seconds(400, 40) < 12 * seconds(400, 10)
    assert seconds(400, 20) < 5 * seconds(10, 20)
