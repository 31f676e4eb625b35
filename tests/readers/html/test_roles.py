"""What stands beside a report, by the names of its parts and by its own words. The pages are fiction."""

from __future__ import annotations

import pytest

from dateline.readers.html.reader import read_html
from dateline.readers.html.roles import roles_of

TITLE = "Rebels attack army post near Menaka"
FIRST = "Rebels attacked an army post near Menaka on Monday and killed three soldiers, the governor said."
LAST = "The army has sent soldiers from Gao to the area, a spokesman said."
LINE = "Seven of the passengers died when the train was hit at the crossing, a medic said."


def _read(body: str, head: str = ""):
    page = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )
    return read_html(page.encode(), "page")


def _told(body: str, head: str = "") -> list[tuple[str, str]]:
    document = _read(body, head)
    return [(s.kind, document.text[s.start : s.end]) for s in document.sections][1:]


@pytest.mark.parametrize(
    ("names", "outside"),
    [
        ("menu", True),
        ("main-menu", True),
        ("conflict-menu", False),
        ("right-rail", True),
        ("article-rail-crossing", False),
        ("appeal-banner", True),
        ("donor-appeal", False),
        ("card", True),
        ("story-card", True),
        ("card-live__date", False),
        ("live-blog-share", True),
        ("live-blog card", True),
        ("widget", True),
        ("tgme_widget_message_wrap", False),
        ("infobox vevent", True),
        ("references", True),
    ],
)
def test_a_part_is_outside_by_its_whole_name(names, outside):
    assert ("outside" in roles_of(names)) is outside


def test_the_entries_of_a_live_blog_are_read_though_they_are_called_cards():
    entries = "".join(
        f"<div class=card-live><div class=card-live__date><time>0{n}:30 GMT</time></div><h2>Entry {n}</h2>"
        f"<p>A shell fell on quarter {n} of Goma and wounded two people, a doctor said.</p></div>"
        for n in range(1, 4)
    )
    block = f'<script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"{TITLE}"}}</script>'
    told = [text for kind, text in _told(f"<p>{FIRST}</p><div class=timeline>{entries}</div>", block) if "Goma" in text]
    assert len(told) == 3


@pytest.mark.parametrize(("second", "day"), [("2020-01-05", "2020-01-05"), ("2020-01-06", None)])
def test_every_message_of_a_preview_is_read_and_their_day_if_they_share_it(second, day):
    messages = "".join(
        f"<div class=tgme_widget_message><div class=tgme_widget_message_text>Jets struck the edge of {place}; {n} were"
        " killed, rescuers say.</div>"
        f"<a class=tgme_widget_message_date><time datetime={date}T07:10:00+00:00>07:10</time>"
        "</a></div>"
        for n, (place, date) in enumerate([("Ariha", "2020-01-05"), ("Kafr Nabl", second), ("Saraqib", second)], 2)
    )
    page = f"<html><head><title>Fiction Monitor</title></head><body><main><section>{messages}</section></main></body>"
    document = read_html(page.encode(), "page")
    assert [name for name in ("Ariha", "Kafr Nabl", "Saraqib") if name in document.text] == [
        "Ariha",
        "Kafr Nabl",
        "Saraqib",
    ]
    assert document.published.date == day


def test_what_an_encyclopedia_sets_around_its_text_is_no_report():
    box = "<table class=infobox><tr><th>Result<td>Government victory<tr><td>120 killed<td>45 killed</table>"
    notes = "<h2>References</h2><ol><li>“Battle near Menaka kills dozens of fighters”. Example Times. 8 May 2019.</ol>"
    assert _told(f"{box}<p>{FIRST}</p><p>{LAST}</p>{notes}") == [("paragraph", FIRST), ("paragraph", LAST)]


@pytest.mark.parametrize(
    "heading", ["תגובות", "Reactions", "Kommentare", "Комментарии (12)", "Comentarios", "Yorumlar"]
)
def test_the_report_ends_at_the_comments_in_any_language(heading):
    told = _told(f"<p>{FIRST}</p><p>{LAST}</p><h2>{heading}</h2><p>{LINE}</p>")
    assert (("paragraph", LINE) in told) is (heading == "Reactions")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE: Truce signed in Abyan after weeks of fighting", "boilerplate"),
        ("ALSO READ: Truce signed in Abyan after weeks of fighting", "boilerplate"),
        ("WHAT HAPPENED: Gunmen came at dawn and burned two trucks.", "paragraph"),
        ("Menaka — Gunmen came at dawn and burned two trucks.", "paragraph"),
        ("Correction: an earlier version of this article misspelt a name.", "boilerplate"),
        ("This article was amended on 5 May 2021 to correct the number of dead.", "boilerplate"),
        ("Edited by: Ann Example", "boilerplate"),
        ("Our Standards: The Example Trust Principles.", "boilerplate"),
        ("Correction of the border cost 12 lives, the governor said in Gao.", "paragraph"),
        ("The camp was amended on 5 May 2021 by a second fence, residents said.", "paragraph"),
    ],
)
def test_lines_about_the_report_are_no_text_and_make_no_heading_of_what_stands_above(line, kind):
    assert _told(f"<p>{FIRST}</p><p>{line}</p><p>{LAST}</p>") == [
        ("paragraph", FIRST),
        (kind, line),
        ("paragraph", LAST),
    ]


def test_a_summary_above_a_dateline_with_an_agency_is_a_heading():
    told = _told(f"<p>{FIRST}</p><p>GAO, Mali (Example) — {LAST}</p><p>{LINE}</p>")
    assert [kind for kind, _ in told] == ["heading", "dateline", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("figure", "kind"),
    [
        (f"<figure><div><p>{LINE}</p></div></figure>", "boilerplate"),
        (f"<figure><img><p>{LINE}</p></figure>", "caption"),
        (f"<figure><figcaption>{LINE}</figcaption></figure>", "caption"),
        (f"<figure><blockquote><p>{LINE}</p></blockquote></figure>", "paragraph"),
        ("<figure><img><figcaption>Photo by X on Unsplash</figcaption></figure>", "boilerplate"),
        ("<figure><img><figcaption>Photos: M. Fiction</figcaption></figure>", "boilerplate"),
        ("<figure><img><figcaption>Photos on walls of the dead.</figcaption></figure>", "caption"),
    ],
)
def test_a_figure_without_a_picture_has_no_caption(figure, kind):
    assert [told for told, _ in _told(f"<p>{FIRST}</p>{figure}<p>{LAST}</p>")] == ["paragraph", kind, "paragraph"]


@pytest.mark.parametrize(
    ("above", "byline", "day"),
    [
        ("<div data-testid=byline-new><span>Ann Fict</span><span>Nile Wire, Gao</span></div>", ("Ann Fict",), None),
        ("<div class=post-author-name>Ann Fict</div>", ("Ann Fict",), None),
        ("<div class=post-author-name>admin</div>", (), None),
        ("<p>First published: 3 May 2021 | Updated: 5 May</p>", (), "2021-05-03"),
        (
            "<div class=date><span>Updated: 5 May 2021</span> | <span>First published: 3 May 2021</span></div>",
            (),
            "2021-05-03",
        ),
        ("<p>Updated: 5 May 2021</p>", (), None),
    ],
)
def test_a_line_beneath_the_title_tells_who_wrote_and_when_it_was_first_published(above, byline, day):
    document = _read(f"{above}<p>{FIRST}</p><p>{LAST}</p>")
    assert (document.byline, document.published.date) == (byline, day)
