"""Pieces of HTML, and how a file is known to be a page."""

from __future__ import annotations

import io

import pytest

from dateline.model.document import Document
from dateline.readers.formats import Input, format_of
from dateline.readers.html.reader import FORMAT, blocks_of_html, recognises


def _read(source: Input) -> Document:
    (document,) = FORMAT.read(source)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize(
    ("fragment", "blocks"),
    [
        ("", []),
        ("   ", []),
        ("Shells fell on Malakal.", [("paragraph", "Shells fell on Malakal.", 0)]),
        ("One.\n\nTwo.", [("paragraph", "One.", 0), ("paragraph", "Two.", 6)]),
        ("<p>One.</p><p>Two.</p>", [("paragraph", "One.", 3), ("paragraph", "Two.", 14)]),
        ("<h2>Head</h2>One.", [("heading", "Head", 4), ("paragraph", "One.", 13)]),
        ("<figure><figcaption>Boats</figcaption></figure>One.", [("caption", "Boats", 20), ("paragraph", "One.", 47)]),
        (
            "One.<footer>The list's address</footer>",
            [("paragraph", "One.", 0), ("boilerplate", "The list's address", 12)],
        ),
        ("<a href=x>Read it all</a>", [("paragraph", "Read it all", 10)]),
        ("<p>One.</p><img src=x alt=no><script>no</script>", [("paragraph", "One.", 3)]),
        (
            "<html><body><div>One.<div>Two.</div></div></body></html>",
            [("paragraph", "One.", 17), ("paragraph", "Two.", 26)],
        ),
    ],
)
def test_a_fragment_gives_all_of_its_visible_text_in_order(fragment, blocks):
    assert [(b.kind, b.text, b.at) for b in blocks_of_html(fragment)] == blocks
    assert {b.part for b in blocks_of_html(fragment)} <= {""}


@pytest.mark.parametrize(
    "head",
    [
        b"<!DOCTYPE html>",
        b"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
        b"<html lang=en>",
        b"<HTML>",
        b"<head>",
        b"<body class=x>",
        b"<article>",
        b"<!-- saved from url --><html>",
        b"<!-- a --> <!-- b -->\n<!doctype html>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
        b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>",
    ],
)
def test_a_page_is_known_by_how_it_opens(head):
    assert recognises(head, "x")


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<rss version='2.0'>",
        b"<?xml version='1.0'?><rss><channel><description>&lt;html&gt;",
        b"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<?xml version='1.0'?><!-- <html> --><urlset>",
        b"<headline>",
        b"<articles>",
        b"<htmlx>",
        b"<!DOCTYPE rss>",
        b"Text about <html>",
        b"<!-- never closed <html>",
        b"%PDF-1.7 <html>",
        b'{"html": "<html>"}',
    ],
)
def test_what_is_no_page_is_left_to_others(head):
    assert not recognises(head, "x.xml")


@pytest.mark.parametrize(
    ("name", "media_type", "data"),
    [
        ("page.html", None, b"<div>Shells fell.</div>"),
        ("page.HTM", None, b"<p>Shells fell.</p>"),
        ("page", "text/html; charset=utf-8", b"<p>Shells fell.</p>"),
        ("page.txt", None, "<html><p>Shells fell.</p>".encode("utf-16")),
    ],
)
def test_a_file_is_read_as_a_page_by_its_bytes_its_type_or_its_name(name, media_type, data):
    source = Input(name, io.BytesIO(data), len(data), media_type=media_type)
    assert format_of(source) is FORMAT
    assert _read(source).text == "Shells fell."


def test_the_charset_of_the_server_the_address_and_the_time_are_handed_on():
    data = "<p>Київ і Харків.</p>".encode("koi8-u")
    source = Input(
        "x",
        io.BytesIO(data),
        len(data),
        url="https://a.example/x",
        captured="2024-01-01T00:00:00Z",
        media_type="text/html; charset=KOI8-U",
    )
    document = _read(source)
    assert document.file
    assert (document.text, document.url) == ("Київ і Харків.", "https://a.example/x")
    assert document.file.captured == "2024-01-01T00:00:00Z"
