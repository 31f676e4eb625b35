"""What no reader of a page sees is not in its text; what readers see stays, however the page hides other things."""

from __future__ import annotations

import pytest

from dateline.readers.html.reader import blocks_of_html

HIDDEN = [
    "<p hidden>secret</p>",
    "<p hidden=hidden>secret</p>",
    '<p aria-hidden="true">secret</p>',
    '<div aria-hidden="TRUE"><p>secret</p></div>',
    '<p style="display:none">secret</p>',
    '<p style="color:red;DISPLAY : NONE!important;">secret</p>',
    '<p style="dis/**/play:none">secret</p>',
    '<p style="d\\69 splay:none">secret</p>',
    "<p style='display&colon;none'>secret</p>",
    '<div style="display:none"><div style="display:block">secret</div></div>',
    '<p style="visibility:hidden">secret</p>',
    '<p style="visibility:collapse">secret</p>',
    '<p style="font-size:0">secret</p>',
    '<p style="font-size: 0.0px">secret</p>',
    '<p style="font:0/0 a">secret</p>',
    '<div style="font-size:0"><span style="font-size:2em">secret</span></div>',
    '<p style="opacity:0">secret</p>',
    '<p style="text-indent:-9999px">secret</p>',
    '<p style="position:absolute;left:-10000px">secret</p>',
    '<p style="position:absolute;clip:rect(0,0,0,0)">secret</p>',
    '<p style="height:0;overflow:hidden">secret</p>',
    '<p class="sr-only">secret</p>',
    '<p class="screen-reader-text">secret</p>',
    '<p class="visuallyHidden">secret</p>',
    "<style>.a1{display:none}</style><p class='b a1'>secret</p>",
    "<p class=a1>secret</p><style>/* x */ p.a1, #b2 {color:red; display : none !important}</style>",
    "<style>#b2{visibility:hidden}</style><p id=b2>secret</p>",
    "<style>@import 'x';.a1{display:none}</style><p class=a1>secret</p>",
    "<dialog><p>secret</p></dialog>",
    "<template>secret</template>",
    "<noscript>secret</noscript>",
    "<noscript><p>secret</p></noscript>",
    "<svg><text>secret</text></svg>",
    "<math><mi>secret</mi></math>",
    "<iframe>secret</iframe>",
    "<object>secret</object>",
    "<video>secret</video>",
    "<script>secret</script>",
    "<style>secret</style>",
    "<textarea>secret</textarea>",
    "<select><option>secret</select>",
    "<!-- secret -->",
    "<p title='secret' onclick='secret' data-x='secret'></p>",
    "<img alt='secret'>",
    "<title>secret</title>",
    "<amp-ad>secret</amp-ad>",
]

SEEN = [
    "<p aria-hidden=false>shown</p>",
    "<div aria-hidden=true><main><p>shown</p></main></div>",
    "<div aria-hidden=true><h1>shown</h1></div>",
    '<body style="display:none"><p>shown</p></body>',
    '<div style="visibility:hidden"><p style="visibility:visible">shown</p></div>',
    '<div style="font-size:0"><p style="font-size:14px">shown</p></div>',
    '<p style="opacity:0.9">shown</p>',
    '<p style="margin-left:-20px">shown</p>',
    '<p style="overflow:hidden;height:100px">shown</p>',
    '<p style="display:nonesuch">shown</p>',
    "<style>@media print{.a1{display:none}}</style><p class=a1>shown</p>",
    "<style>@media screen and (max-width:1px){.x{color:red}.a1{display:none}}</style><p class=a1>shown</p>",
    "<style>.js .a1{display:none}</style><p class=a1>shown</p>",
    "<style>.a1{display:none}.a1{display:block}</style><p class=a1>shown</p>",
    "<p class='hidden-print md:block'>shown</p>",
    "<details><summary>shown</summary></details>",
    "<dialog open>shown</dialog>",
]


@pytest.mark.parametrize("source", HIDDEN)
def test_hidden_text_is_no_text(source):
    assert [b.text for b in blocks_of_html(f"<div>before {source} after</div>") if "secret" in b.text] == []
    assert " ".join(b.text for b in blocks_of_html(f"<div>before {source} after</div>")).split() == ["before", "after"]


@pytest.mark.parametrize("source", SEEN)
def test_shown_text_stays(source):
    assert [b.text for b in blocks_of_html(source)] == ["shown"]
