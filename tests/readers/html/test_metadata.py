"""What a page says of its report: from which source, and what is never believed."""

from __future__ import annotations

import json

import pytest

from dateline.readers.html.jsonld import articles_of
from dateline.readers.html.metadata import metadata_of, stamp_day
from dateline.readers.html.reader import read_html
from dateline.readers.html.tree import parse


def _found(head: str, url: str | None = None):
    return metadata_of(parse(head), url).metadata


def _block(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            _block(headline="From JSON") + '<meta property="og:title" content="From graph"><h1>From page</h1>',
            "From JSON",
        ),
        ('<meta property="og:title" content="From graph"><title>From title</title><h1>From page</h1>', "From graph"),
        ('<meta name="DC.Title" content="From Dublin">', "From Dublin"),
        ("<title>From title</title><h1>From page</h1>", "From page"),
        ("<title>Shells fall on Malakal | Nile Wire</title><h1>Shells fall on Malakal</h1>", "Shells fall on Malakal"),
        ('<meta property="og:site_name" content="Nile Wire"><title>Shells fall - Nile Wire</title>', "Shells fall"),
        (
            '<meta property="og:site_name" content="Nile Wire"><title>Nile Wire: a | Shells fall on Malakal</title>',
            "Nile Wire: a | Shells fall on Malakal",
        ),
        (
            '<meta property="og:site_name" content="Nile Wire"><title>Nile Wire | Shells fall on Malakal</title>',
            "Shells fall on Malakal",
        ),
        ("<title>Sudan - twelve killed in Nyala</title>", "Sudan - twelve killed in Nyala"),
        (
            _block(headline="Shells fall on the town of Mala…") + "<h1>Shells fall on the town of Malakal</h1>",
            "Shells fall on the town of Malakal",
        ),
        (_block(headline=["First", "Second"]), "First"),
        (_block(headline={"@value": "Shells &amp; <b>mortars</b>"}), "Shells & mortars"),
        (_block(headline=17), None),
        (_block(headline="half \ud800 a character"), "half a character"),
        ("<svg><title>Icon</title></svg>", None),
        ("<h1 hidden>Hidden</h1>", None),
        (
            '<meta property="og:site_name" content="Nile"><h1>Nile</h1><h1>Shells fall</h1><title>Shells fall</title>',
            "Shells fall",
        ),
    ],
)
def test_the_title_is_the_best_one_without_the_outlet(head, title):
    assert _found(head).title == title


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (_block(author="Ann Example"), ("Ann Example",)),
        (_block(author={"@type": "Person", "name": "Ann Example"}), ("Ann Example",)),
        (
            _block(author=[{"name": "Ann Example"}, {"name": "John Roe"}, {"name": "Ann Example"}]),
            ("Ann Example", "John Roe"),
        ),
        (_block(author={"@type": "Person", "name": ["Ann Example", "John Roe"]}), ("Ann Example", "John Roe")),
        (_block(author="By Ann Example and John Roe"), ("Ann Example", "John Roe")),
        (_block(author=[{"@type": "Organization", "name": "Some Agency"}]), ()),
        (_block(author="Nile Wire", publisher={"name": "Nile Wire"}), ()),
        (_block(author="Nile Wire Staff", publisher="Nile Wire"), ()),
        (_block(author="admin"), ()),
        (_block(author="ann@nile.example"), ()),
        (_block(author="https://nile.example/ann"), ()),
        (_block(author="annexample"), ()),
        (_block(author=None), ()),
        (_block(author=[None, 4, {"x": 1}, [["a"]]]), ()),
        (_block(author="سامي مثال"), ("سامي مثال",)),
        ('<meta name="author" content="admin"><a rel="author" href="/a">Ann Example</a>', ("Ann Example",)),
        (
            '<meta name="citation_author" content="Example, Ann"><meta name="citation_author" content="John Roe">',
            ("Ann Example", "John Roe"),
        ),
        (
            '<span itemprop="author" itemscope><span itemprop="name">Ann Example</span> 12 posts</span>',
            ("Ann Example",),
        ),
        ('<meta property="article:author" content="https://www.facebook.example/ann">', ()),
    ],
)
def test_the_byline_names_persons_only(head, byline):
    assert _found(head).byline == byline


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (_block(datePublished="2024-05-17T23:30:00+03:00", dateModified="2024-05-20"), "2024-05-17"),
        (_block(datePublished="20240517T233000Z"), "2024-05-17"),
        (_block(dateModified="2024-05-20"), None),
        (_block(datePublished="today"), None),
        (_block(datePublished="0001-01-01"), None),
        (_block(datePublished=["2024-05-17"]), "2024-05-17"),
        ('<meta property="article:published_time" content="2024-05-17">', "2024-05-17"),
        (
            '<meta name="parsely-pub-date" content="2024-05-17T00:00:00Z"><meta name="date" content="2020-01-01">',
            "2024-05-17",
        ),
        ('<meta name="DC.date.issued" content="17 May 2024">', "2024-05-17"),
        ('<meta name="citation_publication_date" content="2024/5/17">', "2024-05-17"),
        ('<meta name="pubdate" content="Fri, 17 May 2024 10:00:00 GMT">', "2024-05-17"),
        ('<meta name="date" content="05/06/2024">', None),
        ('<meta property="article:modified_time" content="2024-05-17">', None),
        ('<meta property="og:updated_time" content="2024-05-17">', None),
        ('<span itemprop="datePublished" content="2024-05-17">yesterday</span>', "2024-05-17"),
        ('<time datetime="2024-05-17" pubdate>x</time>', "2024-05-17"),
        ('<time class="entry-date published" datetime="2024-05-17">x</time>', "2024-05-17"),
        ('<time class="updated" datetime="2024-05-17">x</time>', None),
        ('<time datetime="2024-05-17">x</time>', None),
        ('<abbr class="published" title="2024-05-17T09:00:00">x</abbr>', "2024-05-17"),
        ("<p>On 17 May 2024 the army left.</p><footer>© 2024</footer>", None),
        ('<link rel="canonical" href="https://nile.example/2024/05/17/shells">', "2024-05-17"),
        ('<link rel="canonical" href="https://nile.example/2024/05/shells-17">', None),
    ],
)
def test_only_a_marked_date_is_the_day_of_publication(head, day):
    assert _found(head).published == day


@pytest.mark.parametrize(
    ("head", "url", "address"),
    [
        ('<link rel="canonical" href="https://nile.example/a">', None, "https://nile.example/a"),
        (
            '<link rel="canonical" href="https://nile.example/a">',
            "https://www.nile.example/a?utm=1",
            "https://nile.example/a",
        ),
        ('<link rel="canonical" href="https://other.example/a">', "https://nile.example/a", "https://nile.example/a"),
        ('<link rel="canonical" href="https://nile.example/">', "https://nile.example/a", "https://nile.example/a"),
        ('<link rel="canonical" href="/b">', "https://nile.example/a", "https://nile.example/b"),
        ('<link rel="canonical" href="/b">', None, None),
        ('<base href="https://nile.example/x/"><link rel="canonical" href="b">', None, "https://nile.example/x/b"),
        ('<link rel="canonical" href="javascript:alert(1)">', None, None),
        (
            '<link rel="canonical" href="data:text/html,x"><meta property="og:url" content="https://nile.example/c">',
            None,
            "https://nile.example/c",
        ),
        ('<link rel="canonical" href="https://user:pass@nile.example/">', None, None),
        ('<link rel="canonical" href="https://[bad/">', None, None),
        ('<link rel="canonical" href="http://nile.example/a b">', None, None),
        (_block(mainEntityOfPage={"@id": "https://nile.example/d"}), None, "https://nile.example/d"),
        ("", "file:///etc/passwd", None),
    ],
)
def test_an_address_is_believed_only_where_it_can_be(head, url, address):
    assert _found(head, url).url == address


@pytest.mark.parametrize(
    ("head", "outlet", "language"),
    [
        (_block(publisher={"@type": "Organization", "name": "Nile Wire"}, inLanguage="en-GB"), "Nile Wire", "en-GB"),
        (
            _block(publisher=[{"name": "Nile Wire"}], inLanguage={"name": "English", "alternateName": "en"}),
            "Nile Wire",
            "en",
        ),
        ('<html lang="ar"><meta property="og:site_name" content="Nile Wire">', "Nile Wire", "ar"),
        (
            '<meta name="application-name" content="Nile Wire"><meta property="og:locale" content="fr_FR">',
            "Nile Wire",
            "fr_FR",
        ),
        ("<title>Shells fall | Africa | Nile Wire</title><h1>Shells fall</h1>", "Nile Wire", None),
        ("<title>Shells fall - again</title><h1>Shells fall - again</h1>", None, None),
        (_block(publisher="https://nile.example"), None, None),
    ],
)
def test_outlet_and_language_are_taken_where_the_page_names_them(head, outlet, language):
    assert (_found(head).outlet, _found(head).language) == (outlet, language)


@pytest.mark.parametrize(
    ("fields", "place", "words"),
    [
        ({"dateline": "BEIRUT, Lebanon, June 2."}, "BEIRUT, Lebanon", "BEIRUT, Lebanon, June 2."),
        ({"dateline": "Beijing/Moscow"}, "Beijing/Moscow", "Beijing/Moscow"),
        ({"dateline": "QUEZON CITY, Philippines"}, "QUEZON CITY, Philippines", "QUEZON CITY, Philippines"),
        ({"dateline": "December 19, 2017 11:43AM Reporting from Juba"}, None, None),
        ({"locationCreated": {"@type": "Place", "name": "Malakal"}}, "Malakal", "Malakal"),
        ({"contentLocation": {"@type": "Place", "name": "Malakal"}}, None, None),
        ({"dateline": 17}, None, None),
        ({}, None, None),
    ],
)
def test_where_an_article_was_filed_is_told_by_its_json_where_the_text_does_not(fields, place, words):
    paragraphs = "".join(
        f"<p>Shells fell on the town on day {n} of the month, two residents said.</p>" for n in range(5)
    )
    page = f"{_block(headline='Shells fall', **fields)}<article><h1>Shells fall</h1>{paragraphs}</article>"
    mark = read_html(page.encode(), "page.html").dateline
    assert (mark.place if mark else None) == place
    if words:
        assert mark is not None
        assert mark.text == words


def test_the_dateline_of_the_text_goes_before_that_of_the_json():
    paragraphs = "".join(f"<p>{lead}Shells fell on the town, two residents said.</p>" for lead in ("KODOK — ", "", ""))
    page = f"{_block(headline='Shells fall', dateline='Juba')}<article><h1>Shells fall</h1>{paragraphs}</article>"
    mark = read_html(page.encode(), "page.html").dateline
    assert mark is not None
    assert (mark.place, mark.text) == ("KODOK", "KODOK —")


@pytest.mark.parametrize(
    "type_", ["NewsArticle", "ReportageNewsArticle", "schema:NewsArticle", "https://schema.org/OpinionNewsArticle",
              ["Article", "BackgroundNewsArticle"], "Report", "DiscussionForumPosting"]
)  # fmt: skip
def test_every_kind_of_article_is_one(type_):
    (one,) = articles_of([json.dumps({"@graph": [{"@type": type_, "headline": "Shells fall"}]})])
    assert one.headline == "Shells fall"


def test_names_that_are_written_out_and_lists_that_are_wrapped_are_read_as_plain_ones():
    written = {
        "@type": ["http://schema.org/NewsArticle"],
        "http://schema.org/headline": [{"@value": "Shells fall"}],
        "schema:datePublished": {"@value": "2021-05-04", "@type": "xsd:date"},
        "https://schema.org/author": {"@list": [{"@type": "schema:Person", "schema:name": "Ann Example"}, "John Roe"]},
    }
    (one,) = articles_of([json.dumps(written)])
    assert (one.headline, one.published, one.authors) == ("Shells fall", "2021-05-04", ("Ann Example", "John Roe"))


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "givenName": "Ann", "familyName": "Example"}, ("Ann Example",)),
        ({"@type": "Role", "roleName": "correspondent", "author": {"@type": "Person", "name": "Ann Example"}},
         ("Ann Example",)),
        ({"@type": "Role", "author": {"@type": "Organization", "name": "Some Agency"}}, ()),
        ({"@type": "Role", "author": {"@type": "Role", "author": "Ann Example"}}, ()),
        ({"@set": [{"@type": "Person", "name": "Ann Example"}]}, ("Ann Example",)),
    ],
)  # fmt: skip
def test_an_author_stands_behind_a_role_or_in_two_names(author, names):
    assert articles_of([json.dumps({"@type": "NewsArticle", "author": author})])[0].authors == names


def test_the_day_of_creation_counts_after_the_tags_of_publication():
    created = _block(dateCreated="2021-05-03", dateModified="2021-05-09")
    assert _found(created).published == "2021-05-03"
    assert _found(created + '<meta property="article:published_time" content="2021-05-04">').published == "2021-05-04"


def test_the_article_of_the_page_is_told_from_others_in_its_json():
    blocks = _block(headline="Another report", datePublished="2020-01-01") + _block(
        headline="Shells fall on Malakal", datePublished="2021-05-05"
    )
    found = _found(f"{blocks}<title>Shells fall on Malakal | Nile Wire</title>")
    assert (found.title, found.published) == ("Shells fall on Malakal", "2021-05-05")


@pytest.mark.parametrize(
    "block",
    [
        '{"@graph":[{"@type":["Thing","NewsArticle"],"headline":"H"}]}',
        '[{"@type":"BreadcrumbList"},{"@type":"http://schema.org/NewsArticle","headline":"H"}]',
        '{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","headline":"H"}}',
        '<!-- {"@type":"BlogPosting","headline":"H"} -->',
        '//<![CDATA[\n{"@type":"Article","headline":"H"}\n//]]>',
        '{"@type":"Article", /* note */ "headline":"H", // more\n}',
        '{"@type":"Article","headline":"H",},',
        '{"@type":"Article","description":"line\nbreak\tand tab","headline":"H"};',
        "{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;H&quot;}",
    ],
)
def test_json_is_read_however_badly_it_is_written(block):
    assert [a.headline for a in articles_of([block])] == ["H"]


@pytest.mark.parametrize(
    "block",
    [
        "",
        "null",
        "17",
        '"text"',
        "{",
        '{"@type":"Article"',
        '{"@type":{"x":1}}',
        '{"@type":"Person","headline":"H"}',
        "[" * 5000 + "]" * 5000,
    ],
)
def test_json_that_is_none_or_no_article_gives_nothing(block):
    assert articles_of([block]) == []


def test_names_that_stand_elsewhere_in_the_json_are_looked_up():
    graph = [
        {"@type": "NewsArticle", "author": {"@id": "#p"}, "publisher": {"@id": "#o"}},
        {"@type": "Person", "@id": "#p", "name": "Ann Example"},
        {"@type": "Organization", "@id": "#o", "name": "Nile Wire"},
    ]
    (article,) = articles_of([json.dumps({"@graph": graph})])
    assert (article.authors, article.publisher) == (("Ann Example",), "Nile Wire")


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2024-05-17", "2024-05-17"),
        ("May 17, 2024", "2024-05-17"),
        ("17.05.2024", "2024-05-17"),
        ("2024/13/40", None),
        ("17 May", None),
        ("", None),
        (None, None),
    ],
)
def test_a_stamp_gives_a_day_only_where_it_is_unmistakable(stamp, day):
    assert stamp_day(stamp) == day
