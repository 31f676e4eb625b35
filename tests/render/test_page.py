"""The dossier page: whole, self-contained, inert whatever the report says, every record reachable from its words."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dateline.errors import SettingsError
from dateline.model.document import Document, Published, Section
from dateline.model.dossier import Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import (
    Actor,
    Casualties,
    Claim,
    Coding,
    Control,
    Event,
    Finding,
    Media,
    Participant,
    Place,
    Rival,
    Source,
    Target,
    Victim,
    Where,
)
from dateline.model.schema import dossier_from_json, dossier_to_dict, dossier_to_json
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import Verdict
from dateline.protect.policy import Policy, Redaction, Shown
from dateline.readers.text import read_text
from dateline.render.page.page import dossier_page, style_sheet
from dateline.render.page.parts import SHOWN
from dateline.render.page.receipt import attribution

HOSTILE = (
    'Raid on <b>Oicha</b> "and" </title><script>alert(1)</script>\n\n'
    "BENI, 9 May 2023 — Fighters attacked Oicha\u202e yadnuS no\u202c </style><img src=x onerror=alert(2)>, a witness "
    "said. The raid ]]> killed 3 </script><script>alert(3)</script> people.\r\n"
    "A second line \x1b[2J of the witness.\n\n"
    "https://evil.example/" + "a" * 300 + "\n"
)
ARABIC = (
    "اشتباكات قرب التنف\n\n"
    "عمّان، ٢٥ أيار ٢٠١٧ — قال قائد ميداني إن مقاتلي مغاوير الثورة (MAT) تقدموا 230km شرق التنف يوم الأحد.\n\n"
    "A spokesman said the fighters of مغاوير الثورة (MAT) had moved 230km east of التنف on Sunday.\n"
)


class Made:
    """Builds records from quotes of a text (invented happenings on real geography)."""

    def __init__(self, text: str, **document: Any) -> None:
        read = read_text(text, published="2023-05-09")
        self.document: Document = replace(read, **document)
        self.origin = by_rule("by <hand>")

    def words(self, quote: str) -> Evidence:
        start = self.document.text.index(quote)
        return self.document.evidence(start, start + len(quote))

    def id(self, kind: str, quote: str) -> str:
        return record_id(self.document.source_sha256, kind, "", [self.words(quote)])

    def actor(self, name: str) -> Actor:
        mentions = (self.words(name),)
        return Actor(self.id("actor", name), name, ("<i>",), "militia", "CD", None, {"k": "<u>"}, mentions, self.origin)

    def place(self, name: str) -> Place:
        at = (None,) * 7
        return Place(
            self.id("place", name), name, "city", *at, None, None, None, (self.words(name),), self.origin
        )  # fmt: skip

    def source(self, words: str) -> Source:
        mentions = (self.words(words),)
        return Source(
            self.id("source", words), "anonymous", None, words, None, "<role>", None, True, mentions, self.origin
        )

    def claim(self, source: str, words: str) -> Claim:
        content = (self.words(words),)
        return Claim(
            self.id("claim", words), self.id("source", source), (), None, None, content, True, "alleged", None,
            "ACCUSE", None, self.origin,
        )  # fmt: skip

    def event(self, words: str, actor: str, place: str, claim: str, day: str | None = "2023-05-07") -> Event:
        said = (self.id("claim", claim),)
        when = When("on <Sunday>", day, day, "day", "relative to publication", (self.words(place),), said)
        evidence = (self.words(words),)
        return Event(
            id=self.id("event", words),
            coding=Coding("ASSAULT", None, ("human_security",), "Violence against civilians/Attack", 3),
            status="alleged",
            who=(Participant("actor", self.id("actor", actor), said, (self.words(actor),)),),
            where=Where(self.id("place", place), said, (self.words(place),)),
            when=when,
            deaths=(Casualties("unknown", 3, 3, 3, "exact", said, evidence),),
            injured=(),
            targets=(Target("home", None, evidence),),
            means=(),
            outcome=None,
            count=None,
            parent=None,
            rivals=(Rival("where", "<em>elsewhere</em>", said, evidence),),
            claims=said,
            evidence=evidence,
            origin=self.origin,
        )

    def dossier(self, **records: Any) -> Dossier:
        empty: dict[str, Any] = dict.fromkeys(
            "actors places sources claims events victims relations control amounts media findings".split(), ()
        )
        receipt = Receipt("0", "by hand", (), GazetteerUsed("none", "0"), "none", {"a": None, "<b>": [1]}, 0.0)
        return Dossier("dateline-dossier/1", self.document, **(empty | records), receipt=receipt)


def hostile() -> Dossier:
    """A report that tries to be a page of its own."""
    m = Made(HOSTILE, url="javascript:alert(4)", outlet="<svg onload=alert(5)>", byline=('"><script>',))
    claim = m.claim("a witness", "Fighters attacked Oicha\u202e yadnuS no\u202c </style><img src=x onerror=alert(2)>")
    finding = Finding(
        m.id("finding", "killed 3"), "number", "disagrees", "warning", "<script>3</script>", {"<parts>": ["<a>", 1.5]},
        (), (m.words("killed 3 </script>"),), m.origin,
    )  # fmt: skip
    return m.dossier(
        actors=(m.actor("Fighters"),),
        places=(m.place("Oicha"),),
        sources=(m.source("a witness"),),
        claims=(claim,),
        events=(m.event("Fighters attacked Oicha", "Fighters", "Oicha", claim.content[0].quote),),
        findings=(finding,),
    )


def arabic() -> Dossier:
    """Arabic with Latin letters and numbers in it, beside English with Arabic in it."""
    m = Made(ARABIC, outlet="وكالة التنف", title="اشتباكات قرب التنف")
    claim = m.claim("قائد ميداني", "مقاتلي مغاوير الثورة (MAT) تقدموا 230km شرق التنف يوم الأحد")
    return m.dossier(
        actors=(m.actor("مغاوير الثورة"), m.actor("MAT")),
        places=(m.place("التنف"),),
        sources=(m.source("قائد ميداني"),),
        claims=(claim,),
        events=(m.event("تقدموا 230km شرق التنف", "مغاوير الثورة", "التنف", claim.content[0].quote),),
    )


def empty() -> Dossier:
    """A text that is no report of conflict."""
    return Made("The council passed its budget. Nobody objected.\n", published=Published()).dossier()


def page_of(dossier: Dossier, policy: Policy | None = None, *redactions: Redaction) -> str:
    return dossier_page(Shown(dossier, policy or Policy(), redactions))


@pytest.fixture(params=["small", "hostile", "arabic", "empty"])
def any_dossier(request: pytest.FixtureRequest, dossier: Dossier) -> Dossier:
    made: dict[str, Callable[[], Dossier]] = {"hostile": hostile, "arabic": arabic, "empty": empty}
    return dossier if request.param == "small" else made[request.param]()


def tree_of(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


class _Nesting(HTMLParser):
    """Refuses tags that do not close in the order in which they opened, and blocks within a paragraph."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
    BLOCKS = frozenset("p div section article ul ol dl table details fieldset h1 h2 h3 h4 blockquote".split())

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag in self.BLOCKS and "p" in self.open), (tag, self.open)
        assert not (tag == "a" and "a" in self.open)
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_tag_closes_and_no_paragraph_holds_a_block(any_dossier: Dossier) -> None:
    _Nesting(page_of(any_dossier))


def test_every_id_stands_once_and_every_link_within_the_page_has_its_target(any_dossier: Dossier) -> None:
    tree = tree_of(page_of(any_dossier))
    ids = Counter(tree.xpath("//@id"))
    assert [i for i, n in ids.items() if n > 1] == []
    inner = {href[1:] for href in tree.xpath("//@href") if href.startswith("#")}
    assert inner - set(ids) == set()
    named = {i for told in tree.xpath("//@aria-labelledby") for i in told.split()}
    assert named - set(ids) == set()


def test_the_policy_allows_this_style_sheet_and_this_script_and_nothing_else(any_dossier: Dossier) -> None:
    tree = tree_of(page_of(any_dossier))
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    for tag in ("style", "script"):
        (inline,) = tree.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(inline.text.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    head = [e.get("http-equiv") or e.get("charset") for e in tree.xpath("//head/*")]
    assert head[:2] == ["utf-8", "Content-Security-Policy"]


def test_nothing_is_loaded_and_nothing_is_inline(any_dossier: Dossier) -> None:
    page = page_of(any_dossier)
    tree = tree_of(page)
    assert tree.xpath("//link | //img | //iframe | //object | //embed | //form | //base | //@src | //@style") == []
    assert [n for e in tree.iter() if isinstance(e.tag, str) for n in e.attrib if n.startswith("on")] == []
    (style,) = tree.xpath("//style/text()")
    assert "@import" not in style
    assert "://" not in style
    assert re.findall(r"url\((?!#)", style) == []
    outside = [h for h in tree.xpath("//@href") if not h.startswith("#")]
    assert outside == []


def article_text(page: str) -> str:
    return "".join(block.text_content() for block in tree_of(page).xpath("//*[@data-t]"))


STAND_IN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]")


def test_the_text_of_the_report_stands_on_the_page_character_for_character(any_dossier: Dossier) -> None:
    assert article_text(page_of(any_dossier)) == STAND_IN.sub("▯", any_dossier.document.text)


@pytest.mark.parametrize(
    "sections",
    [
        (),
        (Section("paragraph", 10, 30),),
        (Section("title", 0, 22), Section("heading", 23, 24), Section("caption", 24, 60)),
        (Section("dateline", 24, 57), Section("paragraph", 58, 90), Section("paragraph", 80, 100)),
        (Section("dateline", 0, 5), Section("dateline", 5, 9), Section("boilerplate", 9, 20)),
    ],
)
def test_no_character_is_lost_however_the_sections_lie(dossier: Dossier, sections: tuple[Section, ...]) -> None:
    document = replace(dossier.document, sections=sections)
    page = page_of(replace(dossier, document=document))
    assert article_text(page) == document.text


def test_a_dateline_opens_the_paragraph_that_follows_it_on_the_line(dossier: Dossier) -> None:
    (dateline,) = tree_of(page_of(dossier)).xpath("//*[@class='dateline']")
    assert dateline.text_content().startswith("JUBA, 5 May 2021 (Nile Wire)")
    assert "the River Guard shelled Malakal" in dateline.getparent().text_content()


def records_of(d: Dossier) -> Iterator[Any]:
    for name in "actors places sources claims events victims relations control amounts media findings".split():
        yield from getattr(d, name)


def test_every_record_stands_on_the_page_with_links_to_its_words_and_marks_back(any_dossier: Dossier) -> None:
    tree = tree_of(page_of(any_dossier))
    marked = {key for told in tree.xpath("//*[@data-t]//@data-r") for key in told.split()}
    cards = {e.get("id"): e for e in tree.xpath("//*[@data-k][@id]")}
    for record in records_of(any_dossier):
        card = cards[record.id]
        assert card.get("data-k") in marked, record
        first = min(e.start for e in getattr(record, "evidence", getattr(record, "mentions", None)) or record.content)
        assert f"#t-{first}" in card.xpath(".//@href"), record
    assert marked <= {card.get("data-k") for card in cards.values()}


def test_a_paragraph_lists_the_records_that_rest_on_its_words(dossier: Dossier) -> None:
    tree = tree_of(page_of(dossier))
    listed = set(tree.xpath("//*[@class='beneath']//@href"))
    assert {f"#{r.id}" for r in records_of(dossier)} <= listed


def test_names_in_the_text_lead_to_their_records_and_events_are_numbered_where_they_end(dossier: Dossier) -> None:
    tree = tree_of(page_of(dossier))
    links = {a.text_content(): a.get("href") for a in tree.xpath("//*[@data-t]//a")}
    assert links["River Guard"] == f"#{dossier.actors[0].id}"
    assert links["Malakal"] == f"#{dossier.places[0].id}"
    (number,) = tree.xpath("//*[@data-t]//a[@data-n='1']")
    assert number.get("aria-label") == "event 1"
    assert number.get("href") == f"#{dossier.events[0].id}"
    assert number.getprevious().text_content().endswith("civilians")


@pytest.mark.parametrize(("verdict", "sign"), [("disagrees", ["!"]), ("cannot tell", ["?"]), ("agrees", [])])
def test_a_check_leaves_a_sign_where_it_disagrees_or_cannot_tell(
    dossier: Dossier, verdict: Verdict, sign: list[str]
) -> None:
    finding = replace(dossier.findings[0], verdict=verdict)
    tree = tree_of(page_of(replace(dossier, findings=(finding,))))
    assert tree.xpath(f"//*[@data-t]//a[@href='#{finding.id}']/@data-n") == sign
    assert bool(tree.xpath("//*[@data-t]//*[contains(@class, 'k-finding')]")) is (verdict == "disagrees")


def test_a_hostile_report_stays_text() -> None:
    page = page_of(hostile())
    tree = tree_of(page)
    assert len(tree.xpath("//script")) == len(tree.xpath("//style")) == 1
    assert tree.xpath("//img | //b[contains(., 'Oicha')] | //em | //u | //i") == []
    assert "alert(3)" in tree.xpath("string(//article[@class='text'])")
    assert "alert(1)" in tree.xpath("string(//title)")
    assert "javascript:alert(4)" in tree.xpath("string(//header)")
    assert not [h for h in tree.xpath("//@href") if "alert" in h]


def test_direction_characters_are_shown_and_do_not_act() -> None:
    page = page_of(hostile())
    assert not re.search("[\u202a-\u202e]|\x1b", page)
    names = tree_of(page).xpath("//*[@data-t]//*[@data-ctl]/@data-ctl")
    assert names == ["RLO", "PDF", "U+001B"]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://wire.example/a?b=1&c=2", True),
        ("http://wire.example/", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)//https://", False),
        ("data:text/html,<script>", False),
        ("https://wire.example/a b", False),
        ("https:///nowhere", False),
        ("//wire.example/", False),
    ],
)
def test_only_ordinary_web_addresses_become_links(dossier: Dossier, url: str, *, linked: bool) -> None:
    document = replace(dossier.document, url=url)
    header = tree_of(page_of(replace(dossier, document=document))).xpath("//header")[0]
    links = [a for a in header.xpath(".//a") if a.get("href") == url]
    assert bool(links) is linked
    assert all(a.get("rel") == "noopener noreferrer nofollow" for a in links)
    assert url in header.text_content()


def test_every_paragraph_finds_its_own_direction_and_values_do_not_turn_their_line() -> None:
    tree = tree_of(page_of(arabic()))
    assert {b.get("dir") for b in tree.xpath("//*[@data-t]")} == {"auto"}
    assert "مغاوير الثورة" in tree.xpath("//h3//bdi/text()")
    assert "وكالة التنف" in tree.xpath("//header//bdi/text()")
    assert tree.xpath("//h1/@dir") == ["auto"]


def test_what_disagrees_comes_first_with_stated_beside_computed(dossier: Dossier) -> None:
    tree = tree_of(page_of(dossier))
    assert tree.xpath("//main//h2/text()")[0] == "What the checks say"
    rows = [[c.text_content() for c in r] for r in tree.xpath("//table[@class='compared']/tbody/tr")]
    assert rows == [["distance", "40 km", "64.1 km"]]
    assert "contradicted by map" in tree.xpath("//section[@id='findings']")[0].text_content()


def test_no_verdict_calls_anything_true_or_false(any_dossier: Dossier) -> None:
    tree = tree_of(page_of(any_dossier))
    badges = {b.text_content() for b in tree.xpath("//*[contains(@class, 'badge')]")}
    assert not {b for b in badges if re.search(r"\b(true|false|lie|wrong|correct)\b", b)}


def test_an_event_says_what_who_where_when_how_many_and_who_says_so(dossier: Dossier) -> None:
    (card,) = tree_of(page_of(dossier)).xpath("//section[@id='events']/article")
    told = " ".join(card.text_content().split())
    for words in (
        "1 Shelling/artillery/missile attack: River Guard",
        "reported as happened",
        "River Guard does it (actor)",
        "2021-05-04 (relative to publication)",
        "several (3 or more)",
        "according to a nurse",
        "PLOVER ASSAULT – uses violence against people or things",
        "artillery, mortars, rockets, missiles",
        "UCDP type 3 – one-sided violence",
    ):
        assert words in told


def test_what_others_say_stands_beside_it_and_the_event_is_called_disputed() -> None:
    (card,) = tree_of(page_of(hostile())).xpath("//section[@id='events']/article")
    told = card.text_content()
    assert "Others say" in told
    assert "<em>elsewhere</em>" in told
    assert "disputed" in told


def test_an_empty_dossier_says_so_part_by_part() -> None:
    told = tree_of(page_of(empty())).text_content()
    for words in ("No events", "No places", "No claims", "No actors", "No check applied", "date not known"):
        assert words in told


def test_places_not_found_are_listed_as_such_and_not_put_on_the_map() -> None:
    (part,) = tree_of(page_of(hostile())).xpath("//section[@id='places']")
    assert "not found in the gazetteer" in part.text_content()
    assert "No place of this report is located." in part.text_content()


@pytest.mark.parametrize(("reveal", "told"), [(False, "name withheld"), (True, "Ann Example")])
def test_a_victim_to_protect_is_named_for_the_owner_alone(dossier: Dossier, *, reveal: bool, told: str) -> None:
    tree = tree_of(page_of(dossier, Policy(reveal=reveal)))
    (name,) = tree.xpath("//section[@id='victims']//tbody/tr/th")
    assert name.text_content() == told


def test_what_is_not_shown_is_counted_at_the_foot(dossier: Dossier) -> None:
    redactions = (Redaction("source", "source A", 2), Redaction("contact", None, 1))
    page = page_of(dossier, Policy(quote=200, coarsen_km=10.0), *redactions)
    told = tree_of(page).xpath("string(//section[@id='hidden'])")
    for words in ("source: 2 times, shown as source A", "contact: 1 time", "200 characters", "squares of 10 km"):
        assert words in told
    assert "Nothing was taken out" in tree_of(page_of(dossier)).xpath("string(//section[@id='hidden'])")


def test_the_receipt_tells_versions_settings_and_what_was_given_up(dossier: Dossier) -> None:
    told = tree_of(page_of(dossier)).xpath("string(//section[@id='receipt'])")
    assert "place not in the gazetteer: 1" in told
    assert dossier.document.source_sha256 in told
    assert "GeoNames, CC BY 4.0" in told
    assert "Borders drawn are not a judgement" in told


def test_pictures_and_control_have_their_tables(dossier: Dossier) -> None:
    e = dossier.control[0].evidence
    media = Media("media-1", "photo", "N. Example", None, dossier.places[0].id, (), e, by_rule("by hand"))
    told = tree_of(page_of(replace(dossier, media=(media,)))).text_content()
    assert "N. Example" in told
    assert "holds it (controls)" in " ".join(told.split())


def test_a_link_to_a_record_that_is_not_there_is_plain_words(dossier: Dossier) -> None:
    control = Control(
        "control-1", "place-gone", "actor-gone", "seeks", None, None, (), dossier.control[0].evidence, by_rule("x")
    )
    victim = replace(dossier.victims[0], event="event-gone")
    tree = tree_of(page_of(replace(dossier, control=(control,), victims=(victim,))))
    assert "place-gone" in tree.text_content()
    assert not [h for h in tree.xpath("//@href") if "gone" in h]


def test_the_style_sheet_sets_every_colour_that_the_map_draws_with() -> None:
    style = style_sheet()
    used = set(re.findall(r"var\((--[a-z]+)", style))
    light, dark = (
        set(re.findall(r"(--[a-z-]+):", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    )
    assert {"--land", "--water", "--border", "--province", "--paper", "--warn"} <= used & light & dark
    assert used <= light


def test_a_map_on_outlines_of_ones_own_is_not_called_natural_earth(tmp_path: Path) -> None:
    assert "Natural Earth" in attribution(None)
    assert "Natural Earth" not in attribution(tmp_path / "own.geojson")


def test_the_page_speaks_english_only_and_says_so(dossier: Dossier) -> None:
    with pytest.raises(SettingsError, match="there is en"):
        dossier_page(Shown(dossier, Policy()), lang="fr")


def times(dossier: Dossier, n: int) -> Dossier:
    """The dossier with its text and all records n times over, one after the other."""
    told = dossier_to_dict(dossier)
    ids = {r.id for r in records_of(dossier)}
    length = len(dossier.document.text)

    def moved(value: Any, i: int) -> Any:
        if isinstance(value, dict):
            told = {k: moved(v, i) for k, v in value.items()}
            if isinstance(value.get("start"), int):
                told |= {"start": value["start"] + i * length, "end": value["end"] + i * length}
            return told
        if isinstance(value, list):
            return [moved(v, i) for v in value]
        return f"{value}x{i}" if value in ids else value

    document = told["document"]
    sections = [moved(s, i) for i in range(n) for s in document["sections"]]
    copies = {k: [moved(r, i) for i in range(n) for r in v] for k, v in told.items() if isinstance(v, list)}
    whole = told | copies | {"document": document | {"text": document["text"] * n, "sections": sections}}
    return dossier_from_json(json.dumps(whole))


def test_size_grows_with_the_records_and_long_lists_wait_closed(dossier: Dossier) -> None:
    few, many = page_of(times(dossier, 20)), page_of(times(dossier, 80))
    assert len(many) < 4.4 * len(few)
    tree = tree_of(many)
    assert len(tree.xpath("//section[@id='events']/article")) == SHOWN
    assert len(tree.xpath("//section[@id='events']/details/article")) == 80 - SHOWN
    _Nesting(many)


def test_words_that_a_thousand_records_share_do_not_make_a_page_of_a_million_marks(dossier: Dossier) -> None:
    text = dossier.document.text
    whole = dossier.document.evidence(24, len(text) - 1)
    amount = replace(dossier.amounts[0], evidence=(whole,))

    def page(n: int) -> str:
        amounts = tuple(replace(amount, id=f"amount-{i:06}") for i in range(n))
        return page_of(replace(dossier, amounts=amounts))

    assert len(page(1000)) < 10.5 * len(page(100))


def test_a_small_dossier_makes_a_small_page(dossier: Dossier) -> None:
    assert len(page_of(dossier).encode()) < 150_000


def test_the_page_is_the_same_in_every_run(dossier: Dossier) -> None:
    script = (
        "import sys; from dateline.model.schema import dossier_from_json as load; "
        "from dateline.protect.policy import Policy, Shown; from dateline.render.page.page import dossier_page; "
        "sys.stdout.buffer.write(dossier_page(Shown(load(sys.stdin.buffer.read()), Policy())).encode())"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", script],
            input=dossier_to_json(dossier).encode(),
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == page_of(dossier).encode()
    assert len(made[0]) > 10_000


def test_a_victim_without_protection_is_named(dossier: Dossier) -> None:
    victim: Victim = replace(dossier.victims[0], protect=False)
    assert "Ann Example" in tree_of(page_of(replace(dossier, victims=(victim,)))).xpath(
        "string(//section[@id='victims'])"
    )
