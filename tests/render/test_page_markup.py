"""The element builder: what is not markup is escaped, what a page must not hold is refused."""

from __future__ import annotations

import pytest

from dateline.render.page.markup import Markup, attribute, el, escape, join, safe_url


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a < b & c", "a &lt; b &amp; c"),
        ('"it\'s"', "&quot;it&#x27;s&quot;"),
        ("</script>", "&lt;/script&gt;"),
        ("]]>", "]]&gt;"),
        ("a\r\nb", "a&#13;\nb"),
        ("غ\u200f ف", "غ\u200f ف"),
        ("a\u202eb", 'a<span class="ctl" data-ctl="RLO">▯</span>b'),
        ("\u2067x\u2069", '<span class="ctl" data-ctl="RLI">▯</span>x<span class="ctl" data-ctl="PDI">▯</span>'),
        ("\x1b[1m", '<span class="ctl" data-ctl="U+001B">▯</span>[1m'),
    ],
)
def test_text_becomes_markup_that_reads_as_the_text(text: str, markup: str) -> None:
    assert escape(text) == markup


def test_children_are_escaped_unless_they_are_markup() -> None:
    assert el("p", None, "<b>", Markup("<i>"), el("q", None, "&"), None) == "<p>&lt;b&gt;<i><q>&amp;</q></p>"
    assert join(["<", el("b"), "", None, ">"], ", ") == "&lt;, <b></b>, &gt;"


def test_attributes_are_escaped_and_left_out_where_none() -> None:
    assert el("p", {"title": "\"'<>&", "id": None, "tabindex": 0}) == (
        '<p title="&quot;&#x27;&lt;&gt;&amp;" tabindex="0"></p>'
    )
    assert attribute("a\u202eb") == "a▯b"
    assert el("br") == "<br>"


@pytest.mark.parametrize(
    "attributes",
    [
        {"onclick": "alert(1)"},
        {"ONLOAD": "alert(1)"},
        {"style": "color:red"},
        {"href": "javascript:alert(1)"},
        {"href": "data:text/html,x"},
        {"src": "//evil.example/x.js"},
        {"a b": "c"},
        {'"': "c"},
    ],
)
def test_what_a_page_must_not_hold_is_refused(attributes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"may|must"):
        el("a", attributes)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://wire.example/a?b=c#d", True),
        ("HTTP://wire.example", True),
        ("https://[::1", False),
        ("ftp://wire.example/", False),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://wire.example/", False),
        ("https://wire.example/\u202egpj.exe", False),
        ('https://wire.example/"onclick="x', False),
        ("https://wire.example/" + "a" * 2000, False),
        ("wire.example", False),
        ("", False),
        (None, False),
    ],
)
def test_an_address_is_linked_only_where_it_is_plain_http(url: str | None, *, safe: bool) -> None:
    assert safe_url(url) == (url if safe else None)
