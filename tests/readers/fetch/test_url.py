"""The address of a page, read strictly."""

from __future__ import annotations

import pytest

from dateline.readers.fetch.url import LONGEST, FetchRefused, read_url, shown


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("https://news.example.org/a/b?c=d#e", "https://news.example.org/a/b?c=d"),
        ("HTTPS://News.Example.ORG", "https://news.example.org/"),
        ("http://news.example.org:80/", "http://news.example.org/"),
        ("http://news.example.org:8080/", "http://news.example.org:8080/"),
        ("https://news.example.org./a", "https://news.example.org/a"),
        ("https://news.example.org/%D0%BA?x=%20y", "https://news.example.org/%D0%BA?x=%20y"),
        ("https://news.example.org/кот?q=ä", "https://news.example.org/%D0%BA%D0%BE%D1%82?q=%C3%A4"),
        ("https://münchen.example.org/", "https://xn--mnchen-3ya.example.org/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
        ("https://[2606:4700:0:0::1111]:8443/", "https://[2606:4700::1111]:8443/"),
        ("https://news.example.org/a@b", "https://news.example.org/a@b"),
    ],
)
def test_an_address_is_read_into_one_form(typed: str, read: str) -> None:
    assert str(read_url(typed)) == read


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("ftp://news.example.org/", "no address of a web page"),
        ("file:///etc/passwd", "no address of a web page"),
        ("javascript:alert(1)", "no address of a web page"),
        ("news.example.org", "no address of a web page"),
        ("https:/news.example.org", "no address of a web page"),
        ("https:///a", "no host"),
        ("https://user@news.example.org/", "name or password"),
        ("https://user:secret@news.example.org/", "name or password"),
        ("https://news.example.org@127.0.0.1/", "name or password"),
        ("https://news.example.org\\@127.0.0.1/", "backslash"),
        ("https://news.example.org /", "white space"),
        ("https://news.example.org/\r\nHost: x", "white space"),
        ("https://news\u200b.example.org/", "hidden"),
        ("https://news\u202e.example.org/", "hidden"),
        ("https://2130706433/", "is a number"),
        ("https://0x7f000001/", "is a number"),
        ("https://0x7f.1/", "is a number"),
        ("https://127.1/", "is a number"),
        ("https://0177.0.0.1/", "is a number"),
        ("https://127.0.0.1./..", None),
        ("https://1.2.3.4.5/", "is a number"),
        ("https://999.1.1.1/", "is a number"),
        ("https://１２７.０.０.１/", "in disguise"),
        ("https://127。0。0。1/", "in disguise"),
        ("https://ⓛocalhost.example.org/", "in disguise"),
        ("https://faß.example.org/", "two ways"),
        ("https://localhost/", "own network"),
        ("https://LOCALHOST./", "own network"),
        ("https://printer/", "own network"),
        ("https://a.localhost/", "no public name"),
        ("https://printer.local/", "no public name"),
        ("https://metadata.google.internal/", "no public name"),
        ("https://router.home.arpa/", "no public name"),
        ("https://1.0.0.127.in-addr.arpa/", "no public name"),
        ("https://news..example.org/", "no host"),
        ("https://.example.org/", "no host"),
        ("https://-a.example.org/", "no host"),
        ("https://a%2eexample.org/", "no host"),
        ("https://[::1/", "no host"),
        ("https://[fe80::1%25eth0]/", "no IPv6 address"),
        ("https://[::g]/", "no IPv6 address"),
        ("https://[127.0.0.1]/", "no IPv6 address"),
        ("https://news.example.org:0/", "no host"),
        ("https://news.example.org:99999/", "no host"),
        ("https://news.example.org:80:80/", "no host"),
        ("https://" + "a" * 64 + ".example.org/", "no host"),
        ("https://" + "a." * 130 + "org/", "no host"),
        ("https://news.example.org/" + "a" * LONGEST, "characters"),
        ("", "no address of a web page"),
    ],
)
def test_an_address_that_two_readers_may_take_for_two_hosts_is_refused(typed: str, reason: str | None) -> None:
    if reason is None:
        assert read_url(typed).literal is not None, "read as the address that it is, to be refused as private"
        return
    with pytest.raises(FetchRefused, match=reason):
        read_url(typed)


def test_messages_show_the_address_without_its_secrets() -> None:
    assert shown("https://user:secret@news.example.org/a?b") == "https://news.example.org/a?b"
    assert shown("https://a@b@news.example.org/") == "https://news.example.org/"
    assert shown("user:secret@news.example.org") == "news.example.org"
    assert shown("https://news.example.org/a@b") == "https://news.example.org/a@b"
    assert shown("https://x/\x1b[2J\u202e") == "https://x/[2J"
    assert len(shown("https://news.example.org/" + "a" * 9000)) == 200
    with pytest.raises(FetchRefused) as refused:
        read_url("https://user:secret@news.example.org/")
    assert "secret" not in str(refused.value)
