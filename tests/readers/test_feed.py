"""RSS, Atom and RDF feeds -> Documents, one an entry; hostile XML. All texts are invented."""

from __future__ import annotations

import hashlib
import io
import socket
import sys

import pytest

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.feed import FORMAT
from dateline.readers.formats import Failure, Input, format_of
from dateline.readers.given import Given

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"'
)
BODY = "The road to Kodok is closed, the mission said on Monday."
OTHER = "The last barge came in February and brought flour only."


def rss(*items: str, head: str = "<title>River News</title><link>http://e.org</link>") -> str:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{head}{inner}</channel></rss>'


def atom(*entries: str) -> str:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom News</title>{inner}</feed>'


def rdf(item: str) -> str:
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        f'{SPACES}><channel rdf:about="x"><title>Old News</title></channel><item rdf:about="y">{item}</item></rdf:RDF>'
    )


def read(feed: str | bytes, given: Given = Given()) -> list[Document | Failure]:
    data = feed.encode() if isinstance(feed, str) else feed
    return list(FORMAT.read(Input("news.xml", io.BytesIO(data), len(data), given, captured="2031-03-13T10:00:00Z")))


def only(feed: str | bytes) -> Document:
    (document,) = read(feed)
    assert isinstance(document, Document)
    return document


def sections(document: Document) -> list[tuple[str, str]]:
    return [(s.kind, document.text[s.start : s.end]) for s in document.sections]


def test_an_entry_of_rss_tells_title_author_outlet_day_and_link() -> None:
    item = (
        "<title>Road &amp;amp; river closed</title><link>http://e.org/1</link><dc:creator>Ann Example</dc:creator>"
        "<pubDate>Mon, 12 Mar 2031 23:50:00 +0300</pubDate><description>A teaser.</description>"
        f"<content:encoded><![CDATA[<p>{BODY}</p><script>var x</script><p>{OTHER}</p>]]></content:encoded>"
    )
    document = only(rss(item))
    assert (document.title, document.byline, document.outlet) == ("Road & river closed", ("Ann Example",), "River News")
    assert (document.published.date, document.published.basis) == ("2031-03-12", "metadata")
    assert document.url == "http://e.org/1"
    assert sections(document) == [("title", "Road & river closed"), ("paragraph", BODY), ("paragraph", OTHER)]
    assert document.file is not None
    assert (document.file.part, document.file.captured) == ("entry 1", "2031-03-13T10:00:00Z")
    assert [s.part for s in document.file.spans] == ["entry 1 title", "entry 1", "entry 1"]


def test_an_entry_of_atom_is_of_the_day_it_was_published_not_changed() -> None:
    entry = (
        '<title type="text">Depth &lt; 2 m</title><author><name>Ann Example</name></author>'
        "<author><name>Bob Example</name></author><updated>2031-03-15T01:00:00Z</updated>"
        '<published>2031-03-12T23:30:00+03:00</published><link href="http://e.org/a"/>'
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content>'
    )
    document = only(atom(entry))
    assert (document.title, document.byline) == ("Depth < 2 m", ("Ann Example", "Bob Example"))
    assert (document.published.date, document.outlet, document.url) == ("2031-03-12", "Atom News", "http://e.org/a")
    assert document.file is not None
    assert document.file.media_type == "application/atom+xml"


@pytest.mark.parametrize(
    ("feed", "day"),
    [
        (atom(f"<title>t</title><updated>2031-03-15T01:00:00Z</updated><summary>{BODY}</summary>"), None),
        (rss(f"<dcterms:modified>2031-03-15</dcterms:modified><description>{BODY}</description>"), None),
        (rss(f"<pubDate>12 Mar 2031 10:00 GMT</pubDate><description>{BODY}</description>"), "2031-03-12"),
        (rss(f"<pubDate>2031-03-12</pubDate><description>{BODY}</description>"), "2031-03-12"),
        (rss(f"<pubDate>last week</pubDate><description>{BODY}</description>"), None),
        (rss(f"<description>{BODY}</description>"), None),
        (rdf(f"<title>t</title><description>{BODY}</description><dc:date>2031-03-12</dc:date>"), "2031-03-12"),
    ],
)
def test_only_a_day_of_publication_is_one_and_the_clock_is_never_asked(feed: str, day: str | None) -> None:
    assert only(feed).published.date == day


def test_entries_have_ids_of_their_own_and_one_without_text_is_a_failure() -> None:
    one, empty, two = read(
        rss(
            f"<title>a</title><description>{BODY}</description>",
            "<title>Only a title</title><link>http://e.org/2</link>",
            f"<title>a</title><link>http://e.org/3</link><description>{BODY}</description>",
        )
    )
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert isinstance(empty, Failure)
    assert str(empty.error) == "news.xml entry 2: holds no text. Give the page that it links to."
    assert one.id != two.id
    assert one.source_sha256 == hashlib.sha256(f"a\n\n{BODY}".encode()).hexdigest()
    assert [d.file.part for d in (one, two) if d.file] == ["entry 1", "entry 3"]


def test_a_teaser_is_kept_as_the_text_that_there_is() -> None:
    document = only(rss(f"<title>Road closed</title><description>{BODY} […]</description>"))
    assert document.text == f"Road closed\n\n{BODY} […]"


def test_plain_text_keeps_its_paragraphs() -> None:
    document = only(atom(f'<title>t</title><content type="text">{BODY}\n\n{OTHER}</content>'))
    assert [t for kind, t in sections(document) if kind == "paragraph"] == [BODY, OTHER]


def test_an_entry_taken_over_names_the_outlet_that_it_is_from() -> None:
    item = f'<source url="http://other.org/rss">Other News</source><description>{BODY}</description>'
    assert only(rss(item)).outlet == "Other News"


@pytest.mark.parametrize(
    ("link", "url"),
    [("http://e.org/1", "http://e.org/1"), ("javascript:alert(1)", None), ("file:///etc/passwd", None), ("", None)],
)
def test_only_an_address_of_a_page_is_a_link(link: str, url: str | None) -> None:
    assert only(rss(f"<link>{link}</link><description>{BODY}</description>")).url == url


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("ann@e.org (Ann Example)", ("Ann Example",)),
        ("ann@e.org", ()),
        ("", ()),
    ],
)
def test_an_address_is_no_byline(author: str, byline: tuple[str, ...]) -> None:
    assert only(rss(f"<author>{author}</author><description>{BODY}</description>")).byline == byline


def test_what_the_user_gives_goes_before_what_the_feed_tells() -> None:
    item = f"<pubDate>12 Mar 2031 10:00 GMT</pubDate><description>{BODY}</description>"
    (document,) = read(rss(item), Given("2031-03-10", "My News"))
    assert isinstance(document, Document)
    assert (document.published.date, document.outlet) == ("2031-03-10", "My News")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig", "windows-1251", "utf-16-le"])
def test_a_feed_is_read_in_its_own_encoding(encoding: str) -> None:
    told = "utf-8" if encoding == "utf-8-sig" else encoding
    feed = rss("<title>Дорога</title><description>Дорога закрыта.</description>")
    data = feed.replace('version="1.0"', f'version="1.0" encoding="{told}"', 1).encode(encoding)
    assert only(data).title == "Дорога"
    assert format_of(Input("x", io.BytesIO(data), len(data))).name == "feed" or encoding == "utf-16-le"


def test_broken_xml_is_read_as_far_as_its_entries_can_be_told() -> None:
    feed = f"<rss version='2.0'><channel><title>A & B</title><item><title>t</title><description>{BODY} <b>now"
    assert only(f"{feed}</description></item></channel>").text == f"t\n\n{BODY} now"


# XML that was made to harm.

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


@pytest.mark.parametrize(
    "head",
    [
        f"<!DOCTYPE rss [{LAUGHS}]>",
        '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://example.org/x.dtd"> %x;]>',
        '<!DOCTYPE rss PUBLIC "-//X//DTD RSS 0.91//EN" "http://example.org/rss-0.91.dtd">',
    ],
)
@pytest.mark.parametrize("tail", ["", "<broken"])
def test_declared_entities_are_refused_in_sound_and_in_broken_xml(
    head: str, tail: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("a connection was opened"))
    feed = f"{head}<rss version='2.0'><channel><item><description>&l9;{BODY}</description></item></channel></rss>{tail}"
    with pytest.raises(InputError, match=r"news\.xml: declares a document type or entities"):
        read(feed)


def test_an_encoding_does_not_hide_declared_entities() -> None:
    feed = f"<?xml version='1.0' encoding='utf-16'?><!DOCTYPE rss [{LAUGHS}]><rss><channel/></rss>"
    with pytest.raises(InputError, match="declares a document type or entities"):
        read(feed.encode("utf-16"))
    with pytest.raises(InputError, match=r"declares a document type or entities|holds no entry"):
        read(feed.replace("utf-16", "utf-7").encode("utf-7"))


def test_an_unknown_entity_stays_unknown() -> None:
    assert "root:" not in only(rss(f"<description>{BODY} &amp;xxe; &nbsp;</description>")).text


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (b"", "is empty"),
        (b"<rss></rss>", "holds no entry of a feed"),
        (rss().encode(), "holds no entry of a feed"),
        (b"The road is closed.", "holds no entry of a feed"),
        (b"/etc/passwd", "holds no entry of a feed"),
        (b"http://example.org/feed", "holds no entry of a feed"),
        (b"<rss>" + b"<a>" * 5000, "nests XML elements more than 200 deep"),
        (b"<rss>" + b"<a/>" * 1_000_001 + b"</rss>", "holds more than 1,000,000 XML elements"),
    ],
)
def test_a_feed_that_cannot_be_read_says_why(feed: bytes, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("a connection was opened"))
    with pytest.raises(InputError, match=rf"\Anews\.xml: .*{reason}"):
        read(feed)


def test_a_feed_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(InputError, match=r"news\.xml: has 20,000,001 bytes"):
        list(FORMAT.read(Input("news.xml", io.BytesIO(b"<rss/>"), 20_000_001)))


@pytest.mark.parametrize("module", ["feedparser", "defusedxml"])
def test_without_the_libraries_the_message_says_how_to_get_them(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"news\.xml: .*{module}.* pip install 'dateline\[feed\]'"):
        read(rss(f"<description>{BODY}</description>"))


@pytest.mark.parametrize(
    ("head", "is_feed"),
    [
        ("<rss version='2.0'>", True),
        ("<?xml version='1.0'?>\n<!-- a -- comment --><?style x?><rss>", True),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        ("<atom:feed xmlns:atom='x'>", True),
        ("<rdf:RDF xmlns:rdf='x'>", True),
        (f"<!DOCTYPE rss [{LAUGHS}]><rss>", True),
        ("<!DOCTYPE html><html><body>about <rss> feeds", False),
        ("<?xml version='1.0'?><html>", False),
        ("<feedback>", False),
        ("<!-- never closed <rss>", False),
        ("<!-- a --><!-- b -->" * 200, False),
        ("The road is closed. <rss>", False),
    ],
)
def test_a_feed_is_told_by_its_first_element(head: str, is_feed: object) -> None:
    assert FORMAT.recognises(head.encode(), "news") is is_feed
