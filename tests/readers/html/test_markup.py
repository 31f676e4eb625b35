"""Source -> tags, texts and tree: as browsers read them, with the place of each text."""

from __future__ import annotations

import pytest

from dateline.readers.html.markup import End, Start, Text, shown, tokens
from dateline.readers.html.pieces import pieces_of
from dateline.readers.html.tree import DEEPEST, parse


def _told(source: str) -> list[str]:
    return [piece.text for piece in pieces_of(parse(source))]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('<P CLASS=a id="b c" hidden>', [("p", {"class": "a", "id": "b c", "hidden": ""})]),
        ("<a href='x>y'>", [("a", {"href": "x>y"})]),
        ("<a href=x/y?a=1&amp;b=2>", [("a", {"href": "x/y?a=1&b=2"})]),
        ("<p class = a  class=b>", [("p", {"class": "a"})]),
        ("<!-- <p> --><b>", [("b", {})]),
        ("<!--><b><!---><i>", [("b", {}), ("i", {})]),
        ("<!-- a --!><b>", [("b", {})]),
        ("<!doctype html><?php echo ?><b>", [("b", {})]),
        ("a < b <3 <b>", [("b", {})]),
        ("<p never closed", []),
        ('<p class="never closed>', []),
        ("<!-- never closed <p>", []),
        ("<![CDATA[<p>]]>", []),
    ],
)
def test_tags_are_read_as_browsers_read_them(source, names):
    assert [(t.name, t.attributes) for t in tokens(source) if isinstance(t, Start)] == names


def test_texts_and_end_tags_stand_where_the_source_has_them():
    source = "a<b>c</b >d"
    assert list(tokens(source)) == [Text(0, 1), Start("b", 1), Text(4, 5), End("b"), Text(10, 11)]


def test_scripts_styles_and_titles_hold_no_tags():
    found = [t for t in tokens("<script>if(a<b){'</p>'}</script ><title>A <b></title>x") if isinstance(t, Start)]
    assert [t.name for t in found] == ["script", "title"]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("A &amp; B", "A & B"),
        ("&ldquo;so&rdquo; &#8212; &#x2014;", "“so” — —"),
        ("&copy 2024 &notanentity; AT&T", "© 2024 ¬anentity; AT&T"),
        ("&#99999999999999999999999999;", "\ufffd"),
        ("&#x110000;&#xd800;", "\ufffd\ufffd"),
        ("&#" + "1" * 5000 + ";", "\ufffd"),
        ("go\u00advern\u200bment\ufeff\0", "government"),
        ("\u202eabc\u202c", "\u202eabc\u202c"),
    ],
)
def test_entities_become_characters_and_what_no_page_shows_goes(raw, seen):
    assert shown(raw) == seen


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<ul><li>one<li>two<ul><li>three</ul><li>four</ul>", ["one", "two", "three", "four"]),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", ["a", "b", "c", "d"]),
        ("<p>one<div>two</div>three", ["one", "two", "three"]),
        ("<b>one<p>two</b>three", ["one", "two", "three"]),
        ("one<br>two<br><br>three", ["one\ntwo", "three"]),
        ("one<br>&nbsp;<br>two", ["one", "two"]),
        ("one</br>two", ["one\ntwo"]),
        ("one<hr>two", ["one", "two"]),
        ("<b>Head</b><br>text<br>more", ["Head", "text\nmore"]),
        ("Mala<wbr>kal <b>b</b>urns", ["Malakal burns"]),
        ("<pre>a  b\nc\n\nd</pre>", ["a b\nc", "d"]),
        ("<p>fell.<sup><a href='#fn1'>[1]</a></sup> Two", ["fell. Two"]),
        ("<p>5 km<sup>2</sup>", ["5 km2"]),
        ("<table><tr><td>Aden<td>12<tr><td>Taiz<td>3</table>", ["Aden | 12", "Taiz | 3"]),
        ("<table><tr><td><p>one</p><p>two</p><td>side</table>", ["one", "two", "side"]),
        ("<table><tr><td>a</div></table><td>b</p>", ["a", "b"]),
        ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", ["a | b", "c"]),
        ("<div style='display: block'>a<span style='display:block'>b</span></div>", ["a", "b"]),
        ("<button>Share</button><select><option>x</select><textarea>y</textarea>z", ["z"]),
        ("<xmp>a <b> c</xmp>", ["a <b> c"]),
        ("a\n\nb\nc", ["a", "b\nc"]),
    ],
)
def test_blocks_end_where_browsers_end_them(source, told):
    assert _told(source) == told


def test_an_unclosed_anchor_does_not_make_a_link_of_the_page():
    pieces = pieces_of(parse('<a name="top"><table><tr><td>Some words <a href="x">link</a> more</table>'))
    assert [(p.text, p.links) for p in pieces] == [("Some words link more", 4)]


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("<p>  \n The army", 7),
        ("<p>&nbsp;&nbsp;The army", 15),
        ("<p><b><i>The</i></b> army", 9),
        ("<p><!-- The -->The army", 15),
        ("<p>&ldquo;The army", 3),
        ("<p>\u200b\u00ad The army", 6),
        ("<script>The</script><p>The army", 23),
        ("<p style='display:none'>The</p><p>The army", 34),
    ],
)
def test_a_piece_stands_where_its_first_character_does(source, at):
    (piece,) = pieces_of(parse(source))
    assert piece.at == at


def test_elements_beyond_the_deepest_level_keep_their_words_and_their_hiding():
    source = "<div>" * (3 * DEEPEST) + "one<div>two</div><div hidden>secret<div>secret</div></div>three"
    assert " ".join(_told(source)).split() == ["one", "two", "three"]
    assert max(node.depth for node in parse(source).root.walk()) <= DEEPEST + 2


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ("<div class=byline><span>By Ann Example</span><span>Nile Wire</span></div>", "By Ann Example | Nile Wire"),
        ("<div class=byline>By <a href=x>Ann Example</a>, <time>5 May</time></div>", "By Ann Example, 5 May"),
        ("<p><span>Mala</span><span>kal</span></p>", "Malakal"),
    ],
)
def test_the_facts_of_a_byline_are_kept_apart(source, facts):
    assert _told(source) == [facts]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "<figure><img><figcaption>Boats at the quay <span class=credit>Ann Example</span></figcaption></figure>",
            [("Boats at the quay", True, False), ("Ann Example", True, True)],
        ),
        (
            "<figure><img><div>Ann Example</div><figcaption>Boats</figcaption></figure>",
            [("Ann Example", True, True), ("Boats", True, False)],
        ),
        ("<figure>Boats<img></figure>", [("Boats", True, False)]),
        ("<figure><table><tr><td>Aden<td>12</table></figure>", [("Aden | 12", False, False)]),
        ("<figure><blockquote><p>We flee.</p></blockquote></figure>", [("We flee.", False, False)]),
    ],
)
def test_a_figure_holds_captions_and_credits_but_tables_are_tables(source, told):
    assert [(p.text, p.caption, p.credit) for p in pieces_of(parse(source))] == told
