"""Any text gives a valid dossier whose evidence quotes the text, or an error that Dateline means: never a traceback."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dateline.codebook.tables import acled_types
from dateline.errors import InputError
from dateline.evaluate.faults import format_faults
from dateline.model.integrity import faults
from dateline.model.schema import dossier_from_json, dossier_to_dict, dossier_to_json, json_schema
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
    assert dossier_from_json(dossier_to_json(dossier)) == dossier


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


def test_a_source_phrase_that_the_parser_hung_on_a_word_before_it():
    seen = "In a video posted online on Sunday, coalition aircraft are according to  seen striking a  — Houthi convoy "
    assert_valid(seen + "on an empty 3,000  road while a member  Ann Example, 34, of including  the", "2024-05-26")


HERE = Path(__file__).parent
WRITTEN = [*sorted((HERE.parent / "samples").glob("*.txt")), *sorted((HERE / "gate" / "fairness").glob("*.txt"))]
STRAY = ["31 February", "“", "”", "(", ")", "—", "\n\n", "3,000,000,000", "according to", "who asked not to be named,"]
STRAY += ["Q:", "MR. EXAMPLE:", "Ann Example, 34,", "each other", "backed by", "its leader", "of them", "denied that"]


def mutant(seed: int) -> str:
    """A stretch of a report that somebody wrote, with words lost, doubled, shuffled or put in."""
    chance = Random(seed)  # noqa: S311  (a draw of test texts)
    parts = re.findall(r"\S+|\s+", chance.choice(WRITTEN).read_text(encoding="utf-8"))
    start = chance.randrange(max(1, len(parts) - 200))
    parts = parts[start : start + chance.randrange(20, 200)]
    rate, way = chance.choice([0.02, 0.08, 0.2]), seed % 4
    if way == 0:
        return "".join(p for p in parts if chance.random() > rate)
    if way == 1:
        return "".join(p * (2 if chance.random() < rate else 1) for p in parts)
    if way == 2:
        return "".join(chance.sample(parts, len(parts)))
    return "".join(f"{p} {chance.choice(STRAY)} " if chance.random() < rate else p for p in parts)


@pytest.mark.parametrize("seed", range(48))
def test_reports_whose_words_are_lost_doubled_shuffled_or_mixed(seed):
    assert_valid(mutant(seed), "2024-05-26" if seed % 3 else None)


DAYS = (
    "31 February", "29 February 2023", "year 99999", "300 BC", "in 10000 years", "9999999999 weeks ago",
    "two centuries ago", "the 99th century", "Easter 9999", "Easter 1", "Eid al-Fitr 9999", "Ramadan 0001",
    "31 December 9999", "1 January 0001", "the day after 31 December 9999", "3 weeks before 1 January 0001",
    "the past 99999 years", "overnight on 1 January 0001", "week 54 of 2020", "from 5 May to 3 May", "at 25:61",
)  # fmt: skip


@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31"])
def test_dates_that_no_calendar_has_or_that_lie_at_its_ends(published):
    text = "Rebels attacked Homs {0}. On {0}, shells hit Hama. The next day two died. The war began {0}. A week later "
    assert_valid("\n\n".join((text + "troops left.").format(day) for day in DAYS), published)


TOLLS = (
    "3,000,000,000 killed", "1e309 people were killed", "-5 people were killed", "1/0 people were killed",
    "between 500 and 3 people were killed", "at least 12, up to 5, were killed", "from 12 to 5 killed",
    "a third of the 12,000,000,000,000 fighters were killed", "Ann Example, 999, was killed",
    "twelve people, including 15 children, were killed", "a 10000-year-old man was killed",
    "twelve hundred thousand million billion trillion people were killed",
)  # fmt: skip


def test_tolls_that_cannot_be():
    assert_valid("\n\n".join(f"{toll} in an attack on Homs. The rebels said {toll}." for toll in TOLLS), None)
