"""The summary says what matters first, in words, at any width."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from dateline.model.dossier import Dossier
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.render.summary import print_summary, summary_text
from dateline.render.words import clean, interval, quantity, quoted, shorten


def test_the_summary_tells_the_whole_dossier(dossier: Dossier) -> None:
    text = summary_text(dossier, width=200)
    for told in [
        "Shells fall on Malakal",
        "Nile Wire · published 2021-05-05 (dateline) · filed from JUBA",
        "DISAGREES  distance: Kodok lies 64 km from Malakal, not 40.",
        "stated km 40, computed km 64.1",
        "happened · Explosions/Remote violence/Shelling/artillery/missile attack · ASSAULT",
        "River Guard · Malakal · 2021-05-04",
        "killed: several (3 or more) (civilians)",
        "a nurse  (anonymous, PROTECT: asked not to be named)",
        "Kodok: army (controls) “The army holds Kodok”",
        "army backs River Guard",
        "displaced: about 300 people",
        "name withheld: killed, civilian, aged 34",
        "Given up: place not in the gazetteer (1)",
        "--json",
    ]:
        assert told in text


def test_findings_that_disagree_come_before_the_events(dossier: Dossier) -> None:
    text = summary_text(dossier)
    assert text.index("DISAGREES") < text.index("Events (1)") < text.index("Claims by source")


@pytest.mark.parametrize("width", [60, 80, 132])
def test_no_line_is_wider_than_asked(dossier: Dossier, width: int) -> None:
    assert max(len(line) for line in summary_text(dossier, width).splitlines()) <= width


def test_without_a_terminal_there_are_no_escape_codes(dossier: Dossier) -> None:
    assert "\x1b" not in summary_text(dossier)


def test_a_report_cannot_steer_the_terminal(dossier: Dossier) -> None:
    document = replace(dossier.document, title="\x1b[2Jgone \u202eback [bold]not markup[/bold]", outlet="a\rb")
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=True, color_system=None, width=80)
    print_summary(replace(dossier, document=document), console)
    assert "[2Jgone back [bold]not markup[/bold]" in buffer.getvalue()
    assert "\x1b[2J" not in buffer.getvalue()


def test_an_empty_dossier_says_that_nothing_was_found(dossier: Dossier) -> None:
    empty = replace(dossier, events=(), claims=(), findings=(), control=(), relations=(), amounts=(), victims=())
    text = summary_text(empty)
    assert "No events" in text
    assert "Claims by source" not in text


@pytest.mark.parametrize(
    ("low", "high", "best", "hedge", "words"),
    [
        (12, 12, 12, "exact", "12"),
        (None, None, 100, "about", "about 100"),
        (3, None, None, "several", "several (3 or more)"),
        (24, None, None, "dozens", "dozens (24 or more)"),
        (30, None, 30, "at least", "at least 30"),
        (None, 50, None, "at most", "at most 50"),
        (None, None, None, "heavy", "heavy"),
        (0, 0, 0, "exact", "none"),
        (15, 20, None, "exact", "15 to 20"),
        (None, None, 1200.5, "exact", "1,200.5"),
        (None, None, None, "unknown", "not told"),
    ],
)
def test_numbers_keep_their_hedges(
    low: float | None, high: float | None, best: float | None, hedge: str, words: str
) -> None:
    assert quantity(low, high, best, hedge) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2021-05-04", "2021-05-04", "day", "2021-05-04"),
        ("2021-05-01", "2021-05-31", "month", "2021-05-01 to 2021-05-31 (month)"),
        ("2021-05-01", None, "range", "2021-05-01 to … (range)"),
        (None, None, "unknown", "“on Tuesday” (no day can be told)"),
    ],
)
def test_times_keep_their_precision(start: str | None, end: str | None, precision: str, words: str) -> None:
    when = When("on Tuesday", start, end, precision, None, (Evidence(0, 1, "o"),))  # type: ignore[arg-type]  # table of words
    assert interval(when) == words


def test_long_words_are_cut_with_a_sign() -> None:
    assert shorten("one two three", 9) == "one two…"
    assert shorten("onetwothree", 5) == "onet…"
    assert clean(" a\u202eb\n c ") == "a b c"
    assert quoted((Evidence(0, 3, "one"), Evidence(5, 8, "two")), 20) == "“one … two”"


def test_a_source_that_asked_not_to_be_named_is_never_named(dossier: Dossier) -> None:
    named = [replace(s, kind="named", name="Anton Brask", description="Anton Brask") if s.protect else s
             for s in dossier.sources]  # fmt: skip
    text = summary_text(replace(dossier, sources=tuple(named)), width=200)
    assert "not to be named" in text
    assert "Anton" not in text
