"""Short quotes: what is passed on is never the report as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model.dossier import Dossier
from dateline.model.integrity import LISTS, evidence_in, faults
from dateline.protect import Policy, show
from dateline.protect.excerpt import MARK, SHORT

LONG = "Shells fall on Kodok\n\n" + "\n\n".join(
    f"On day {n} the River Guard shelled the north of Kodok with {n} rockets, and about {n} hundred people fled to the "
    f"river. A long account of the weather, the roads and the price of bread in the market of Malakal follows here, as "
    f"it does in every paragraph of this invented report, so that there is something to leave out."
    for n in range(1, 9)
)


def words_of_report(view: Dossier) -> int:
    return len(view.document.text.replace(f" {MARK} ", "").replace(f" {MARK}", ""))


def shared(report, text: str = LONG, *, every: bool = False) -> Dossier:
    r = report(text)
    narrator = r.narrator()
    for n in range(1, 9):
        r.event(f"On day {n} the River Guard shelled the north of Kodok with {n} rockets")
        if every:
            r.claim(narrator, text.split("\n\n")[n], quoted=False)
    r.actor("River Guard", kind="militia")
    r.place("Malakal")
    made: Dossier = r.dossier()
    return made


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("longest", [10_000, 200, 60, 25, 3])
def test_at_most_a_third_of_a_report_is_shown_and_every_quote_is_short(report, longest, every) -> None:
    dossier = shared(report, every=every)
    view = show(dossier, Policy(quote=longest)).dossier
    assert faults(view) == []
    assert words_of_report(view) <= len(LONG) / 3
    quotes = [e.quote for name in LISTS for record in getattr(view, name) for e in evidence_in(record)]
    assert all(0 < len(q) <= longest for q in quotes if q != MARK)
    assert all(
        any(True for _ in evidence_in(record)) for name in LISTS if name != "sources" for record in getattr(view, name)
    )


def test_quotes_end_with_a_word_and_gaps_are_marked(report) -> None:
    view = show(shared(report), Policy(quote=40)).dossier
    assert view.events[0].evidence[0].quote == "On day 1 the River Guard shelled the"
    assert view.document.text.startswith(
        "Shells fall on Kodok\n\nOn day 1 the River Guard shelled the […] Malakal […] On day 2"
    )
    assert view.document.text.endswith(f" {MARK}")


def test_sections_cover_what_is_kept_of_them(report) -> None:
    view = show(shared(report), Policy(quote=40)).dossier
    told = {s.kind: view.document.text[s.start : s.end] for s in view.document.sections}
    assert told["title"] == "Shells fall on Kodok"
    assert [s.kind for s in view.document.sections] == ["title"] + ["paragraph"] * 8
    assert told["paragraph"].startswith("On day 8 the River Guard")


def test_the_report_s_own_voice_loses_its_words_first(report) -> None:
    view = show(shared(report, every=True), Policy(quote=10_000)).dossier
    assert all(
        e.evidence[0].quote.startswith("On day") and e.evidence[0].quote.endswith("rockets") for e in view.events
    )
    assert all(len(c.content[0].quote) <= 120 for c in view.claims)


def test_half_of_a_short_report_may_be_shown(report) -> None:
    text = "The army shelled Kodok on Monday. " * 8
    assert len(text) < SHORT
    r = report(text)
    r.event(text[: len(text) // 2 - 10].strip())
    view = show(r.dossier(), Policy(quote=1000)).dossier
    assert len(text) / 3 < words_of_report(view) <= len(text) / 2


def test_an_empty_dossier_shares_its_title_alone(report) -> None:
    view = show(report(LONG).dossier(), Policy(quote=200)).dossier
    assert view.document.text == f"Shells fall on Kodok {MARK}"
    assert faults(view) == []


def test_what_names_the_public_original_stays(report) -> None:
    r = report(LONG, url="https://nile.example/2021/05/shells-on-kodok-and-what-came-of-it-in-the-weeks-that-followed")
    dossier = r.dossier()
    view = show(dossier, Policy(quote=20)).dossier
    assert view.document.url == dossier.document.url
    assert view.document.source_sha256 == dossier.document.source_sha256
    assert view.document.title == dossier.document.title


def test_strings_of_records_are_quotes_too(report) -> None:
    r = report(LONG)
    r.actor("River Guard", kind="militia", name="River Guard, " + "and a long account of it " * 20)
    name = show(r.dossier(), Policy(quote=50)).dossier.actors[0].name
    assert name == "River Guard, and a long account of it and a long…"


def test_a_hidden_name_is_not_cut_in_two(report) -> None:
    r = report("Title\n\n" + "The words go on and on. " * 20 + "A nurse in Kodok told what she saw there on that day.")
    r.source("A nurse in Kodok")
    r.event("on. A nurse in Kodok told what she saw there on that day.")
    view = show(r.dossier(), Policy(quote=12)).dossier
    assert view.events[0].evidence[0].quote == "on."
    assert view.sources[0].mentions[0].quote == "[source A, m"


@settings(max_examples=100, deadline=None)
@given(
    spans=st.lists(st.tuples(st.integers(0, 380), st.integers(1, 200)), max_size=25),
    longest=st.integers(1, 300),
)
def test_any_evidence_makes_a_valid_excerpt_within_the_share(
    dossier: Dossier, spans: list[tuple[int, int]], longest: int
) -> None:
    document = dossier.document
    size = len(document.text)
    evidence = [document.evidence(s, min(s + n, size)) for s, n in spans if s < size]
    amounts = tuple(replace(dossier.amounts[0], id=f"amount-{n}", evidence=(e,)) for n, e in enumerate(evidence))
    view = show(replace(dossier, amounts=amounts), Policy(reveal=True, quote=longest)).dossier
    assert faults(view) == []
    assert words_of_report(view) <= size / 2
