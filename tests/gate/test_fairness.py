"""Who is named must not decide what is read: type, status and role stay when names change place."""

from __future__ import annotations

from pathlib import Path

from dateline.evaluate.fairness import Flips, compare, swap, swaps_for
from dateline.model.schema import dossier_to_dict
from dateline.readers.text import read_text
from dateline.reading import read_document

TEXTS = sorted((Path(__file__).parent / "fairness").glob("*_*.txt"))
MOST = 0.03


def read(text):
    return dossier_to_dict(read_document(read_text(text, published="2024-03-05")))


def test_at_most_three_in_a_hundred_records_flip_when_names_are_swapped():
    whole, groups = Flips(), set()
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        before = read(text)
        for names in swaps_for(text, partners=1):
            made = swap(text, names)
            whole.add(compare(before, read(made.text), made.moved))
            groups.add(names.group.split()[0])
    assert groups == {"states", "armed", "sides", "outlets", "persons", "spelling"}
    assert whole.records > 400
    assert whole.share <= MOST, "\n".join(whole.lines)
