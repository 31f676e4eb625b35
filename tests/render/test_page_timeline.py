"""The timeline: bars as long as the date is unsure, dashed where it is no day, faded where open; the rest counted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from dateline.model.dossier import Dossier
from dateline.model.records import Event
from dateline.model.values import When
from dateline.model.vocabulary import Precision
from dateline.protect.policy import Policy, Shown
from dateline.render.page.days import EDGE, TICKS, Axis, bars_of, panels, ticks
from dateline.render.page.timeline import timeline_part
from dateline.render.page.view import view_of


def dated(dossier: Dossier, *dates: tuple[str | None, str | None, Precision]) -> Dossier:
    """The dossier with one event a date."""
    event = dossier.events[0]
    made = [
        replace(event, id=f"event-{n}", when=When("then", start, end, precision, "stated", (event.evidence[0],)))
        for n, (start, end, precision) in enumerate(dates)
    ]
    return replace(dossier, events=tuple(made))


def drawn(dossier: Dossier) -> html.HtmlElement:
    return html.fragment_fromstring(timeline_part(view_of(Shown(dossier, Policy()))))


def percent(text: str) -> float:
    assert text.endswith("%")
    return float(text[:-1])


def test_bars_are_as_long_as_their_days(dossier: Dossier) -> None:
    dates: list[tuple[str, str, Precision]] = [
        ("2021-05-01", "2021-05-01", "day"),
        ("2021-05-02", "2021-05-08", "week"),
        ("2021-05-03", "2021-05-05", "days"),
    ]
    widths = [percent(r.get("width")) for r in drawn(dated(dossier, *dates)).xpath(".//rect")]
    assert widths[1] == pytest.approx(7 * widths[0], rel=0.01)
    assert widths[2] == pytest.approx(3 * widths[0], rel=0.01)


def test_bars_stand_in_the_order_of_time_and_begin_where_they_begin(dossier: Dossier) -> None:
    dates: list[tuple[str, str, Precision]] = [(f"2021-05-{d:02}", f"2021-05-{d:02}", "day") for d in (20, 4, 12)]
    starts = [percent(r.get("x")) for r in drawn(dated(dossier, *dates)).xpath(".//rect")]
    assert starts[1] - starts[0] == pytest.approx(starts[2] - starts[1], rel=0.01)
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("start", "end", "precision", "dashed", "fill"),
    [
        ("2021-05-04", "2021-05-04", "day", False, "currentColor"),
        ("2021-05-04", "2021-05-06", "days", True, "currentColor"),
        ("2021-05-04", "2021-05-04", "unknown", True, "currentColor"),
        ("2021-05-04", None, "range", True, "url(#tl-1-0-to)"),
        (None, "2021-05-04", "range", True, "url(#tl-1-0-from)"),
    ],
)
def test_only_a_day_is_solid_and_an_open_end_fades(
    dossier: Dossier,
    start: str | None,
    end: str | None,
    precision: Precision,
    *,
    dashed: bool,
    fill: str,
) -> None:
    tree = drawn(dated(dossier, (start, end, precision)))
    (bar,) = tree.xpath(".//rect")
    assert (bar.get("stroke-dasharray") is not None) is dashed
    assert bar.get("fill") == fill
    assert fill.startswith("url") <= bool(tree.xpath(f".//*[@id='{fill[5:-1]}']"))


def test_an_open_end_runs_to_the_end_of_the_line(dossier: Dossier) -> None:
    since, until = drawn(dated(dossier, ("2021-05-04", None, "range"), (None, "2021-05-09", "range"))).xpath(".//rect")
    assert percent(since.get("x")) + percent(since.get("width")) == pytest.approx(100, abs=0.01)
    assert percent(until.get("x")) == 0


def test_events_without_a_day_are_counted_and_listed_beneath(dossier: Dossier) -> None:
    tree = drawn(dated(dossier, ("2021-05-04", "2021-05-04", "day"), (None, None, "unknown"), (None, None, "unknown")))
    assert len(tree.xpath(".//rect")) == 1
    assert "2 without a day" in tree.text_content()
    assert {"#event-1", "#event-2"} <= set(tree.xpath(".//li//@href"))


def test_a_date_that_is_none_counts_as_undated(dossier: Dossier) -> None:
    bars, undated = bars_of(dated(dossier, ("2021-02-30", None, "day"), ("0001-01-01", "9999-12-31", "range")).events)
    assert [b.event.id for b in bars] == ["event-1"]
    assert [e.id for e in undated] == ["event-0"]
    assert drawn(dated(dossier, ("0001-01-01", "9999-12-31", "range"))).xpath(".//rect")


def test_the_day_of_publication_is_a_line_where_it_is_near(dossier: Dossier) -> None:
    assert drawn(dated(dossier, ("2021-05-04", "2021-05-04", "day"))).xpath(".//line[@class='published']")
    assert not drawn(dated(dossier, ("1998-05-04", "1998-05-04", "day"))).xpath(".//line[@class='published']")


def events(dossier: Dossier, *days: str) -> tuple[Event, ...]:
    return dated(dossier, *[(day, day, "day") for day in days]).events


@pytest.mark.parametrize(
    ("days", "lines"),
    [
        (["2021-05-01", "2021-05-04"], [2]),
        (["2011-03-15", "2021-05-01", "2021-05-04"], [2, 1]),
        (["2021-01-01", "2021-03-01", "2021-05-04"], [3]),
        (["2011-01-01"], [1]),
        ([], []),
    ],
)
def test_old_background_has_a_line_of_its_own(dossier: Dossier, days: list[str], lines: list[int]) -> None:
    assert [len(bars) for _, bars in panels(bars_of(events(dossier, *days))[0])] == lines


@pytest.mark.parametrize("length", [3, 8, 30, 100, 400, 3000, 40_000, 700_000])
def test_days_named_over_the_line_never_touch_nor_leave_it(length: int) -> None:
    low = dt.date(1900, 3, 5).toordinal()
    axis = Axis(low, low + length)
    told = ticks(axis)
    at = [axis.at(day) for day, _ in told]
    assert 1 <= len(told) <= TICKS
    assert all(EDGE <= a <= 100 - EDGE for a in at)
    assert all(b - a > 18 for a, b in pairwise(at))
    assert all(dt.date.fromordinal(day).isoformat().startswith(label) for day, label in told)


def test_the_drawing_has_a_name_and_a_table_that_tells_the_same(dossier: Dossier) -> None:
    tree = drawn(dossier)
    (svg,) = tree.xpath(".//svg[@role='img']")
    named = [tree.xpath(f".//*[@id='{i}']")[0].text for i in svg.get("aria-labelledby").split()]
    assert named[0] == "Timeline: events"
    rows = [[c.text_content() for c in r] for r in tree.xpath(".//tbody/tr")]
    assert rows == [
        [
            "1 Shelling/artillery/missile attack: River Guard",
            "2021-05-04 (relative to publication)",
            "day",
            "On Tuesday",
        ]
    ]


def test_labels_are_cut_rather_than_run_into_each_other(dossier: Dossier) -> None:
    actor = replace(
        dossier.actors[0], name="The very long name of a movement for the renewal of all of its provinces " * 3
    )
    labels = drawn(replace(dossier, actors=(actor, dossier.actors[1]))).xpath(".//text[contains(@class, 'label')]")
    shown = {t.get("class"): len(t.text_content().strip("\u2068\u2069")) for t in labels}
    assert shown["label short"] <= 46
    assert shown["label long"] <= 84
