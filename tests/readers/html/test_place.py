"""Where the report stands on pages that name nothing: no class says what is article, comment or teaser."""

from __future__ import annotations

import pytest

from dateline.readers.html.reader import read_html

TITLE = "Rebels attack army post near Menaka"
ARTICLE = [
    "Rebels attacked an army post near Menaka on Monday and killed three soldiers, the governor said.",
    "The attackers came on motorcycles from the north, he said, and left with two vehicles.",
    "Residents said that they heard shots for more than an hour, and that helicopters came in the afternoon.",
    "The army has sent soldiers from Gao to the area, a spokesman said.",
]
COMMENTS = [f"I think that reader {n} is wrong and that the army should have known much earlier." for n in range(12)]
TEASERS = [f"Somebody did something {n} in a town far away, and the people there are not happy." for n in range(8)]


def _p(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _cards(lines: list[str], head: str = "h3") -> str:
    return "".join(
        f'<div class="w"><{head}><a href="/{n}">Head {n}</a></{head}><p>{t}</p></div>' for n, t in enumerate(lines)
    )


BODY = f'<div class="k2">{_p(ARTICLE)}</div>'
HEAD = f"<h1>{TITLE}</h1>"

LAYOUTS = {
    "comments longer than the article": f"<div><article>{HEAD}{BODY}</article><div class=z3>{_p(COMMENTS)}</div></div>",
    "no article element": f'<div><div class="a8">{HEAD}{BODY}</div><div class="z3">{_p(COMMENTS)}</div></div>',
    "teasers above": f'<div class="q">{_cards(TEASERS)}</div><div class="a8">{HEAD}{BODY}</div>',
    "teasers below without headings": f'<div class="m">{HEAD}{BODY}</div><div>{_cards(TEASERS, "span")}</div>',
    "comments below a heading": f"{HEAD}{_p(ARTICLE)}<h3>3 Comments</h3>{_p(COMMENTS[:3])}",
    "paragraphs without p": f"<div>{HEAD}{''.join(f'<div>{a}</div>' for a in ARTICLE)}</div><div>{_p(TEASERS)}</div>",
    "each paragraph in a section": f"<main>{HEAD}{''.join(f'<section><div>{_p([a])}</div></section>' for a in ARTICLE)}"
    f"</main><section>{_p(TEASERS)}</section>",
    "teasers that are links": f"<div>{HEAD}{BODY}</div>{''.join(f'<a href=/x><p>{t}</p></a>' for t in TEASERS)}",
    "one teaser in the middle": f'<div>{HEAD}<div>{_p(ARTICLE[:2])}<div class="hj"><h3><a href="/r">Other</a></h3>'
    f"<p>{TEASERS[0]}</p></div>{_p(ARTICLE[2:])}</div></div>",
    "comments beside the text": f'{HEAD}{_p(ARTICLE)}<div class="comments">{_p(COMMENTS)}</div>',
    "a class that says paywall around the text": f'{HEAD}<div class="paywall premium">{_p(ARTICLE)}</div>',
    "a short article with a link above it": f'<div>{HEAD}<h3><a href="/x">Mali</a></h3>{BODY}</div>',
    "an imprint below": f'<div class="a8">{HEAD}{BODY}</div><div><p>{TEASERS[0]}</p></div>',
    "the page's class calls it a share bar": f'<div class="with-share-bar sharing">{HEAD}{BODY}</div>',
    "title far above the text": f"<div><div>{HEAD}</div></div><div><div>{BODY}</div></div>",
    "a keyword of the page is Related": f'<div class="tag-related category-share">{HEAD}{BODY}</div>',
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_article_is_found_on_a_page_that_names_nothing(name):
    page = f"<!doctype html><html><head><title>{TITLE}</title></head><body>{LAYOUTS[name]}</body></html>"
    document = read_html(page.encode(), "page")
    told = [document.text[s.start : s.end] for s in document.sections if s.kind == "paragraph"]
    assert told == ARTICLE
    assert document.text[document.sections[0].start : document.sections[0].end] == TITLE
    assert document.sections[0].kind == "title"


@pytest.mark.parametrize("box", ["article", "main"])
def test_on_a_page_without_a_title_the_library_tells_the_article(box):
    page = f"<html><body><div><{box}>{BODY}</{box}><div class=z3>{_p(COMMENTS)}</div></div></body></html>"
    document = read_html(page.encode(), "page")
    assert [document.text[s.start : s.end] for s in document.sections] == ARTICLE


def test_on_a_page_without_a_title_the_text_of_its_json_tells_the_article():
    block = f'<script type="application/ld+json">{{"@type":"Article","articleBody":"{" ".join(ARTICLE)}"}}</script>'
    page = f"{block}<div><div>{_p(COMMENTS)}</div>{BODY}</div>"
    document = read_html(page.encode(), "page")
    assert document.text == "\n\n".join(ARTICLE)


def test_a_short_article_is_not_lost_beside_its_teasers():
    page = f"<title>{TITLE}</title><div>{HEAD}<p>{ARTICLE[0]}</p></div><div>{_cards(TEASERS[:4], 'div')}</div>"
    document = read_html(page.encode(), "page")
    assert document.text == f"{TITLE}\n\n{ARTICLE[0]}"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<h1>Statement</h1><p>We condemn the attack.</p>", "Statement\n\nWe condemn the attack."),
        ("<p>No comment.</p>", "No comment."),
        ("Just a line", "Just a line"),
        ("<table><tr><td>Aden</td><td>12</td></tr></table>", "Aden | 12"),
        ("<nav><a href=/>Home</a></nav><div>All quiet in Juba</div>", "All quiet in Juba"),
    ],
)
def test_a_page_of_a_few_words_gives_those_words(body, text):
    assert read_html(f"<html><body>{body}</body></html>".encode(), "page").text == text


def test_lines_above_a_byline_or_a_dateline_are_headings():
    body = f"<article>{HEAD}<p>{ARTICLE[1]}</p><p>By Ann Example</p><p>GAO, 5 May 2021 — {ARTICLE[0]}</p></article>"
    document = read_html(body.encode(), "page")
    kinds = [s.kind for s in document.sections]
    assert kinds == ["title", "heading", "boilerplate", "dateline", "paragraph"]
    assert document.dateline
    assert (document.byline, document.dateline.place) == (("Ann Example",), "GAO")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("<p><strong>Second attack in a week</strong></p>", "heading"),
        ("<p><b>What happened next?</b></p>", "heading"),
        ("<p><span style='font-weight:700'>Second attack</span></p>", "heading"),
        ("<p><strong>Three people were killed.</strong></p>", "paragraph"),
        ("<p><strong>Second</strong> attack in a week</p>", "paragraph"),
        ("<ul><li><strong>Second attack in a week</strong></li></ul>", "paragraph"),
        ("<h4>Second attack in a week</h4>", "heading"),
    ],
)
def test_a_whole_line_in_bold_is_a_heading_unless_it_is_a_sentence(line, kind):
    document = read_html(f"<article>{HEAD}{_p(ARTICLE[:2])}{line}{_p(ARTICLE[2:])}</article>".encode(), "page")
    assert [s.kind for s in document.sections] == ["title", "paragraph", "paragraph", kind, "paragraph", "paragraph"]


def test_sections_of_a_report_may_have_headings_of_the_first_rank():
    page = f"<title>{TITLE}</title><article>{HEAD}{_p(ARTICLE[:2])}<h1>What is known</h1>{_p(ARTICLE[2:])}</article>"
    document = read_html(page.encode(), "page")
    assert [s.kind for s in document.sections] == ["title", *["paragraph"] * 2, "heading", *["paragraph"] * 2]


def test_the_report_ends_where_another_article_begins():
    other = f"<article><h1>Another report</h1>{_p(TEASERS)}</article>"
    page = f"<title>{TITLE}</title><main><article>{HEAD}<p>{ARTICLE[0]}</p></article>{other}</main>"
    assert read_html(page.encode(), "page").text == f"{TITLE}\n\n{ARTICLE[0]}"


def test_the_name_of_the_outlet_is_no_title_though_it_is_the_only_h1():
    page = f"<title>{TITLE} - Gao Letter</title><h1><a href='/'>Gao Letter</a></h1><div><h2>{TITLE}</h2>{BODY}</div>"
    document = read_html(page.encode(), "page")
    assert (document.title, document.outlet) == (TITLE, "Gao Letter")
    assert [s.kind for s in document.sections] == ["title", *["paragraph"] * 4]


@pytest.mark.parametrize("id_", ["comments-by-the-army", "discussion"])
def test_the_id_of_a_heading_says_nothing_of_what_it_is(id_):
    document = read_html(
        f"<article>{HEAD}{_p(ARTICLE[:2])}<h2 id={id_}>So</h2>{_p(ARTICLE[2:])}</article>".encode(), "p"
    )
    assert [s.kind for s in document.sections] == ["title", *["paragraph"] * 2, "heading", *["paragraph"] * 2]


def test_a_heading_above_nothing_but_links_is_left_to_the_boilerplate():
    box = "<h3>Elsewhere</h3><ul><li><a href=/a>One report</a></li><li><a href=/b>Another</a></li></ul>"
    document = read_html(f"<article>{HEAD}{_p(ARTICLE[:2])}{box}{_p(ARTICLE[2:])}</article>".encode(), "page")
    assert [s.kind for s in document.sections] == [
        "title",
        *["paragraph"] * 2,
        *["boilerplate"] * 3,
        *["paragraph"] * 2,
    ]


def test_words_said_twice_count_once():
    quote = f"<div class=zz><p>{ARTICLE[3]}</p></div>"
    document = read_html(f"<article>{HEAD}{_p(ARTICLE)}{quote}<p>Nobody claimed it.</p></article>".encode(), "page")
    assert [s.kind for s in document.sections] == ["title", *["paragraph"] * 4, "boilerplate", "paragraph"]


def test_text_that_only_json_holds_is_taken_where_the_page_shows_none():
    block = '{"@type":"NewsArticle","headline":"H","articleBody":"<p>First part.</p><p>Second part &amp; end.</p>"}'
    page = f'<script type="application/ld+json">{block}</script><div id="root"></div>'
    document = read_html(page.encode(), "page")
    assert document.text == "H\n\nFirst part.\n\nSecond part & end."
    assert document.file
    assert document.file.spans == ()


def test_text_that_only_json_holds_is_left_where_the_page_shows_another():
    block = '{"@type":"NewsArticle","articleBody":"' + "Locked away. " * 60 + '"}'
    page = f'<script type="application/ld+json">{block}</script><article>{HEAD}<p>{ARTICLE[0]}</p></article>'
    assert "Locked" not in read_html(page.encode(), "page").text
