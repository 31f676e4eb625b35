"""Bytes of a page -> characters: mark, server, page, then UTF-8 and Windows-1252."""

from __future__ import annotations

import codecs

import pytest

from dateline.errors import InputError
from dateline.readers.html.charset import LARGEST_PAGE, codec_of, decode_page
from dateline.readers.html.reader import read_html

META = '<meta charset="{}">'
HTTP = '<META content="text/html; charset={}" http-equiv=Content-Type>'


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("<p>Çakovë “so”".encode(), None, "<p>Çakovë “so”"),
        ("<p>Çakovë “so”".encode("cp1252"), None, "<p>Çakovë “so”"),
        (codecs.BOM_UTF8 + "<p>ë".encode(), "windows-1252", "<p>ë"),
        (codecs.BOM_UTF16_LE + "<p>ë إدلب".encode("utf-16-le"), None, "<p>ë إدلب"),
        (codecs.BOM_UTF16_BE + "<p>ë إدلب".encode("utf-16-be"), None, "<p>ë إدلب"),
        ("<p>plain words</p>".encode("utf-16-le"), None, "<p>plain words</p>"),
        ("<p>إدلب".encode("cp1256"), "windows-1256", "<p>إدلب"),
        ((META.format("windows-1251") + "Київ").encode("cp1251"), None, META.format("windows-1251") + "Київ"),
        ((HTTP.format("iso-8859-1") + "“ë”").encode("cp1252"), None, HTTP.format("iso-8859-1") + "“ë”"),
        (
            '<?xml version="1.0" encoding="ISO-8859-2"?>ł'.encode("iso8859-2"),
            None,
            '<?xml version="1.0" encoding="ISO-8859-2"?>ł',
        ),
        ((META.format("windows-1252") + "Київ").encode("cp1251"), "windows-1251", META.format("windows-1252") + "Київ"),
        ((META.format("utf-8") + "Київ").encode(), "iso-8859-1", META.format("utf-8") + "Київ"),
        ((META.format("utf-16") + "ë").encode(), None, META.format("utf-16") + "ë"),
        ((META.format("utf-8") + "“ë”").encode("cp1252"), None, META.format("utf-8") + "“ë”"),
        ((META.format("rot13") + "ë").encode(), None, META.format("rot13") + "ë"),
        ((META.format("utf-7") + "+AOs-").encode(), None, META.format("utf-7") + "+AOs-"),
        (("<!-- <meta charset=koi8-r> -->" + "ë").encode(), None, "<!-- <meta charset=koi8-r> -->ë"),
        ("Київ і Харків ".encode() * 20 + b"\xff" + "Київ".encode(), None, "Київ і Харків " * 20 + "\ufffdКиїв"),
    ],
)
def test_a_page_is_decoded_as_its_mark_its_server_or_itself_says(data, charset, text):
    assert decode_page(data, "page", charset) == text


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("UTF-8", "utf-8"),
        (" latin1 ", "cp1252"),
        ("gb2312", "gb18030"),
        ("zip", None),
        ("unicode_escape", None),
        (None, None),
    ],
)
def test_only_charsets_of_the_web_are_known(label, codec):
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\0\0\0\0", "is empty"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04" + b"\0" * 40, "a zip archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "an image"),
        (bytes(range(256)) * 40, "looks binary"),
        (b"<html>" + b"\x01\x02\x03" * 400, "looks binary"),
        (b"<html>" + b"\xff\xfe\xfd\x80" * 400, "looks binary"),
        (b"x" * (LARGEST_PAGE + 1), "10,000,000"),
    ],
)
def test_what_is_no_page_is_refused_with_the_reason(data, reason):
    with pytest.raises(InputError, match=reason) as caught:
        read_html(data, "page.html")
    assert caught.value.name == "page.html"


def test_a_few_nul_bytes_do_not_spoil_a_page():
    page = b"<p>The army\0 left" + b" the town" * 80 + b".</p>"
    assert read_html(page, "page").text.startswith("The army left the town")
