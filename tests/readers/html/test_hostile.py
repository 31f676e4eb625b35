"""Pages made to break a reader: floods, endless nesting, bombs. They are refused in words or read in time."""

from __future__ import annotations

import contextlib
import gc
import logging
import random
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.errors import InputError
from dateline.readers.html.mainpart import main_text
from dateline.readers.html.metadata import metadata_of
from dateline.readers.html.reader import read_html
from dateline.readers.html.tree import MOST_ELEMENTS, parse

ARTICLE = (
    "<title>Shells fall on Malakal</title><h1>Shells fall on Malakal</h1>"
    + "<p>Shells fell on the market of Malakal on Tuesday, killing four people.</p>" * 2
    + "<p>The shelling began at dawn, a ferry captain said, and went on for an hour.</p>"
)
LD = '<script type="application/ld+json">'

FLOODS = [
    *("<a ", "<!--", "<!-- x -->", "&amp;", "&", "&#", "&#1111111111", "<div>", "<div>x", "<p", "<p>x", "<p ", "<p ="),
    *('<a b="', "<a b='x\"", "]]>", "<![CDATA[", "<", "</", "</b>", "<b>", "<b><i><p>", "<li>x", "<ul><li>"),
    *("<table><tr><td>", "<tr><td>a<td>b", "<a href=x>y", "<a name=x>", "<br>", "x<br>", "<h1>x", "<h2>x</h2>"),
    *("<blockquote>", "<svg><p>", "<script>", "<style>", "<style>.a{", "<style>}</style>", "<title>", "<textarea>"),
    *("x<!---->", "<p style='display:none'>", "<p style='a:b;c:", "<p class='a-b share'>x", " ", "\n", "\n \n"),
    *("<pre>\n\n", "<time>x</time>", "<meta name=date content=x>", "<article><h1>x</h1>", "<figure>", "<p a a a a a a"),
    *(
        "<li><h3><a href=x>A title</a></h3><p>y</p>",
        "<sup><a href=#>1</a></sup>",
        "x<sup>1</sup>",
        "<sup>",
        "<span itemprop=author>",
    ),
    *("<span class='author'>x</span>", LD + "[[</script>", LD + '{"a":', LD + '"\\', LD + "/*", LD + "//"),
]


def _seconds(source: str) -> float:
    """Seconds of the processor, without those of collecting what earlier tests of the run have left."""
    gc.disable()
    try:
        start = time.process_time()
        with contextlib.suppress(InputError):
            read_html(source.encode(), "page")
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", FLOODS)
def test_time_grows_no_faster_than_the_page(piece):
    small, large = (_seconds(ARTICLE + piece * (size // len(piece))) for size in (20_000, 80_000))
    assert large <= 4 * 2.5 * small + 0.4


def test_a_flood_of_attributes_is_read_through():
    flood = "<p " + " ".join(f"a{n}='{n}'" for n in range(60_000)) + ">The army left.</p>"
    start = time.process_time()
    assert read_html((ARTICLE + flood).encode(), "page").text.endswith("The army left.")
    assert time.process_time() - start < 5


@pytest.mark.parametrize("tags", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote><p>", "<a name=x>"])
def test_a_hundred_thousand_levels_are_read_flat(tags):
    page = ARTICLE + tags * (100_000 // tags.count("<")) + "<p>The army left on Friday, he said.</p>"
    assert "The army left on Friday, he said." in read_html(page.encode(), "page").text


def test_a_million_nested_elements_are_read_or_refused_in_seconds():
    start = time.process_time()
    assert read_html((ARTICLE + "<i>" * 1_000_000).encode(), "page").title == "Shells fall on Malakal"
    assert time.process_time() - start < 10


@pytest.mark.parametrize(("piece", "reason"), [("<i></i>", "elements"), ("<p>x</p>", "paragraphs")])
def test_a_page_of_too_many_parts_is_refused_with_the_number(piece, reason):
    with pytest.raises(InputError, match=rf"more than [\d,]+ {reason}"):
        read_html((ARTICLE + piece * (MOST_ELEMENTS + 1 if reason == "elements" else 60_000)).encode(), "page")


def test_an_entity_is_never_expanded_twice():
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + ARTICLE + "<p>&b;&b; he said to us.</p>"
    )
    assert "aaaa" not in read_html(bomb.encode(), "page").text


@pytest.mark.parametrize("seed", range(40))
def test_a_page_with_faults_never_breaks_the_reader(seed):
    chance = random.Random(seed)  # noqa: S311 - the same faults in every run
    pages = sorted((Path(__file__).parent / "pages").glob("*.html"))
    data = bytearray(chance.choice(pages).read_bytes())
    for _ in range(12):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(40)] = chance.choice(
            [b"<", b'"', b"</div>", b"<td>", b"-->", b"\xff", b"\0", b"", b"&#xd800;"]
        )
    try:
        document = read_html(bytes(data), "page")
    except InputError:
        return
    assert document.text.encode()
    assert all(b.start >= a.end for a, b in zip(document.sections, document.sections[1:], strict=False))


def test_direction_marks_are_kept_as_the_page_shows_them():
    document = read_html((ARTICLE + "<p>He said \u202enrub\u202c and left for the north.</p>").encode(), "page")
    assert "\u202enrub\u202c" in document.text


def test_nothing_is_fetched(monkeypatch):
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    links = '<link rel=canonical href="https://nile.example/a"><img src="https://nile.example/x.png">'
    assert read_html((links + ARTICLE).encode(), "page").url == "https://nile.example/a"


def test_the_library_is_silent_and_its_loggers_stay_as_they_were(caplog):
    before = logging.getLogger("trafilatura").level
    assert main_text(parse("<nav></nav>")) == ""  # the library gives up such a page, and logs it
    assert caplog.records == []
    assert logging.getLogger("trafilatura").level == before


def test_the_library_is_left_out_where_a_page_is_too_large_for_it():
    assert main_text(parse("<p>The army said that it left.</p>" * 50)) != ""
    assert main_text(parse("<p>The army said that it left.</p>" * 20_001)) == ""


def test_a_page_without_text_is_refused_in_words():
    with pytest.raises(InputError, match="without text that a reader would see"):
        read_html(b"<html><body><script>x()</script><div id=root></div></body></html>", "app.html")


def test_values_of_any_type_in_the_json_do_no_harm():
    odd = ['{"@type":"Article","headline":%s,"author":%s,"publisher":%s,"datePublished":%s,"url":%s,"articleBody":%s}']
    for value in ("null", "1", "[]", "{}", "[[]]", '[{"name":{}}]', '{"@id":3}', "true", '{"name":[1,{}]}', "1e999"):
        found = metadata_of(parse(f"{LD}{odd[0] % ((value,) * 6)}</script>"))
        assert found.metadata.published is None


def test_importing_the_reader_loads_neither_lxml_nor_trafilatura():
    code = "import sys, dateline.readers.html.reader; print('lxml' in sys.modules, 'trafilatura' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
