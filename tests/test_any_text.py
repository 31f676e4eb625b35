"""Any text gives a valid dossier whose evidence quotes the text, or an error that Dateline means: never a traceback."""

from __future__ import annotations

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.codebook.tables import acled_types
from dateline.errors import InputError
from dateline.evaluate.faults import format_faults
from dateline.model.integrity import faults
from dateline.model.schema import dossier_to_dict, json_schema
from dateline.readers.text import read_text
from dateline.reading import read_document

pytestmark = pytest.mark.model
VALIDATOR = jsonschema.Draft202012Validator(json_schema())
ODD = "“”‘’\"'«»…–—•\u00a0\u200b\u200f\u2028\ufeff\u0301\r\n\t()[]:;,.!?%$€0123456789٣ßİﬁ中ሰع😀"

any_characters = st.text(max_size=250)
odd_characters = st.text(st.sampled_from(ODD + "abcXYZ "), max_size=200)
long_words = st.builds(
    lambda word, times: word * times, st.sampled_from(["a", "X-", "'", "“", "1,", "al-"]), st.integers(1, 3000)
)

who = [
    "The army",
    "US-backed rebels",
    "the Islamic State (IS)",
    "IS",
    "he",
    "Gunmen",
    "Russia",
    "the group",
    "No civilians",
    "",
]
does = [
    "attacked", "clashed with", "killed at least 12", "shelled", "captured", "denied that they bombed", "said that",
    "retreated from", "plans to retake", "abducted several", "has encircled", "signed a ceasefire with", "is backed by",
    "said:",
]  # fmt: skip
whom = [
    "militants",
    "the town of Hays",
    "IS-held Raqqa",
    "five soldiers and 3 civilians",
    "them",
    "80km west of Aleppo",
    "",
]
when = [
    "on Monday",
    "in early April",
    "on 31 February",
    "last week",
    "on 3 May 2021",
    "in recent weeks",
    "at 25:70",
    "",
]
tail = [".", "…", ",” he said.", " a witness told Reuters on condition of anonymity.", "?!", " […]", "", "\n\n", "”"]
head = [
    "",
    "“",
    "ADEN: ",
    "GOMA, 9 May 2023 (AFP) — ",
    "• ",
    "In a video posted online, ",
    "According to residents, ",
    "‘",
]
clause = st.tuples(*map(st.sampled_from, (head, who, does, whom, when, tail))).map(
    lambda parts: parts[0] + " ".join(filter(None, parts[1:5])) + parts[5]
)
reports = st.tuples(st.lists(clause, min_size=1, max_size=6), st.sampled_from([" ", "\n", "\n\n", "\u00a0"])).map(
    lambda made: made[1].join(made[0])
)
dates = st.none() | st.dates().map(lambda day: day.isoformat())

slow_but_any = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def assert_valid(text, published):
    """A dossier that keeps schema and format, with every quote in the text; or an error that names what is wrong with
    the text. A text that was accepted is read to the end: an error later is a bug, whatever its class."""
    try:
        document = read_text(text, published=published)
    except InputError:
        return
    dossier = read_document(document)
    assert faults(dossier) == []
    made = dossier_to_dict(dossier)
    assert made["document"]["text"] == text
    assert format_faults(made, acled_types()) == []
    assert [error.message for error in VALIDATOR.iter_errors(made)] == []


@slow_but_any
@given(any_characters | odd_characters, dates)
@example("", None)
@example("\x00\x01\x02", None)
@example("\ud800", None)
@example("“" * 500, "2020-02-29")
@example("(" * 400 + ")" * 400, None)
def test_any_characters(text, published):
    assert_valid(text, published)


@settings(slow_but_any, max_examples=10)
@given(long_words, any_characters)
def test_very_long_words(word, text):
    assert_valid(f"{text} {word} {text}", None)


@slow_but_any
@given(reports, dates)
def test_sentences_put_together_from_the_words_of_conflict(text, published):
    assert_valid(text, published)
