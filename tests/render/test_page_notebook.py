"""A dossier in a notebook: a fragment without script or ids, legible without its style sheet, never too large."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import html

from dateline.model.dossier import Dossier
from dateline.protect.policy import Policy, Redaction, Shown
from dateline.render.page import notebook
from dateline.render.page.notebook import LARGEST, notebook_html


def tree_of(dossier: Dossier, *redactions: Redaction) -> html.HtmlElement:
    return html.fragment_fromstring(notebook_html(Shown(dossier, Policy(), redactions)))


def test_it_tells_title_findings_events_and_who_says_so(dossier: Dossier) -> None:
    told = tree_of(dossier).text_content()
    for words in (
        "Shells fall on Malakal",
        "contradicted by map, distance: Kodok lies 64 km from Malakal, not 40.",
        "Distance: stated 40 km, computed 64.1 km.",
        "Shelling/artillery/missile attack: River Guard (reported as happened)",
        "killed: several (3 or more) (civilians)",
        "a nurse",
        "“the River Guard shelled Malakal, killing several civilians”",
        "GeoNames",
    ):
        assert words in told


def test_it_is_one_element_without_script_handlers_or_addresses(dossier: Dossier) -> None:
    fragment = notebook_html(Shown(dossier, Policy()))
    tree = html.fragment_fromstring(fragment)
    assert tree.tag == "div"
    assert tree.xpath(".//script | .//link | .//iframe | .//@src") == []
    assert [n for e in tree.iter() if isinstance(e.tag, str) for n in e.attrib if n.startswith("on")] == []
    assert tree.xpath(".//@href") == []
    assert tree.xpath(".//svg//g[@data-ref]")
    assert tree.xpath(".//section//@id | .//table//@id | .//h3/@id | .//h4/@id") == []


def test_its_styles_reach_nothing_else_in_the_notebook(dossier: Dossier) -> None:
    style = "".join(tree_of(dossier).xpath(".//style/text()"))
    selectors = [s.strip() for rule in re.findall(r"([^{}]+)\{", style) for s in rule.split(",")]
    assert selectors
    assert all(s.startswith((".dl-", "@media")) for s in selectors)


def test_ink_and_paper_are_on_the_element_itself(dossier: Dossier) -> None:
    assert "background:#fbfaf7;color:#1f2328" in (tree_of(dossier).get("style") or "")


def test_a_hostile_report_stays_text(dossier: Dossier) -> None:
    document = replace(dossier.document, title="</style><script>alert(1)</script><img src=x>\u202e")
    tree = tree_of(replace(dossier, document=document))
    assert tree.xpath(".//script | .//img") == []
    assert "alert(1)" in tree.text_content()
    assert "\u202e" not in tree.text_content()


def test_many_events_are_counted_rather_than_told(dossier: Dossier) -> None:
    events = tuple(replace(dossier.events[0], id=f"event-{n}") for n in range(500))
    fragment = notebook_html(Shown(replace(dossier, events=events), Policy()))
    assert "and 460 events more" in fragment
    assert len(fragment.encode()) < LARGEST


def test_a_map_that_would_make_it_too_large_is_left_out(dossier: Dossier, monkeypatch) -> None:
    monkeypatch.setattr(notebook, "map_figure", lambda *a, **k: "<svg>" + "x" * LARGEST + "</svg>")
    fragment = notebook_html(Shown(dossier, Policy()))
    assert "map is left out" in fragment
    assert len(fragment.encode()) < LARGEST


def test_an_empty_dossier_says_so(dossier: Dossier) -> None:
    empty = replace(
        dossier, events=(), claims=(), sources=(), actors=(), places=(), findings=(), relations=(), control=(),
        victims=(), amounts=(),
    )  # fmt: skip
    assert "No events" in tree_of(empty).text_content()


def test_it_says_how_much_is_not_shown(dossier: Dossier) -> None:
    assert "3 passages not shown" in tree_of(dossier, Redaction("source", "source A", 3)).text_content()
