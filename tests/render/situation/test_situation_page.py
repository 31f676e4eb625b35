"""The situation page: what it must show, that foreign words do no harm on it, and that it opens when it is large."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from dateline.model.situation import Happening, LedgerEntry, ReportLine, Said, Situation, Slot
from dateline.protect.folding import tokens
from dateline.protect.gate import Gate, LeakError
from dateline.render.page.parts import SHOWN
from dateline.render.situation.page import situation_page

HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)>"\u202e\x1b[31m'
EMPTY = Situation("An empty case", None, None, "", (), (), (), (), (), (), ())


def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def words(node: html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def test_happenings_stand_in_the_order_of_time_and_bear_the_numbers_of_the_map(situation: Situation) -> None:
    page = tree(situation_page(situation))
    listed = [a.text_content() for a in page.xpath("//ol[@class='brief']//a")]
    assert listed == [
        "Suicide bomb in Beledweyne: al-Shabaab → people",
        "Government regains territory: El Bur",
        "Fighting in Hiiraan",
    ]
    badges = page.xpath("//svg[contains(@class, 'dl-map')]//a[contains(@class, 'badge')]")
    assert {(b.get("href"), b.xpath("string(./text)")) for b in badges} == {
        ("#happening-bomb", "1"),
        ("#happening-capture", "2"),
        ("#happening-vague", "3"),
    }


def test_a_toll_has_one_row_a_voice_with_its_quote_and_the_rules_own_row(situation: Situation) -> None:
    card = tree(situation_page(situation)).get_element_by_id("happening-bomb")
    rows = card.xpath(".//table[.//caption[contains(., 'Killed')]]//tbody/tr")
    told = [(words(r.xpath("./th")[0]), words(r.xpath("./td[@class='number']")[0])) for r in rows]
    assert told[0] == ("lowest to highest, best 15", "12–20")
    assert [number for _, number in told[1:]] == ["at least 12 (replaced later)", "18", "15", "15", "20", "20", "17"]
    assert told[1][0] == "police, Morning Courier, 2024-03-03 killing at least 12 people"
    assert told[2][0].startswith("same voice: the health ministry")


@pytest.mark.parametrize(
    ("slot", "shown"),
    [("deaths", "disputed"), ("when", None), ("injured", None)],
)
def test_a_disputed_value_says_so_beside_itself(situation: Situation, slot: str, shown: str | None) -> None:
    (bomb,) = [h for h in situation.happenings if h.id == "happening-bomb"]
    assert (bomb.slot(slot).state == "disputed") is (shown is not None)
    card = tree(situation_page(situation)).get_element_by_id("happening-bomb")
    label = {"deaths": "Killed", "when": "When", "injured": "Wounded"}[slot]
    (line,) = card.xpath(f".//p[b[starts-with(., '{label}')]] | .//dl/div[dt='{label}']")
    assert ("disputed" in words(line)) is (shown is not None)


def test_a_decided_value_names_its_judgement(situation: Situation) -> None:
    def decide(slot: Slot) -> Slot:
        return replace(slot, state="decided", decided=17) if slot.name == "where" else slot

    happenings = tuple(replace(h, slots=tuple(map(decide, h.slots))) for h in situation.happenings)
    assert "decided by judgement 17" in words(tree(situation_page(replace(situation, happenings=happenings))))


def test_contradictions_stand_side_by_side_and_what_was_said_later_in_order(situation: Situation) -> None:
    part = tree(situation_page(situation)).get_element_by_id("ledger")
    columns = part.xpath(".//article[@id='ledger-1']//div[@class='side']/p")
    assert [words(c) for c in columns] == ["15 – 1 voice", "20 – 2 voices"]
    (later,) = part.xpath(".//li[@id='ledger-3']")
    assert words(later).startswith("at least 12 police, Morning Courier, 2024-03-03 → 18 the health ministry")
    assert "corrected" in words(later)


def test_who_holds_a_place_stands_beside_who_says_otherwise(situation: Situation) -> None:
    (row,) = tree(situation_page(situation)).xpath("//section[@id='held']//tbody/tr[th//a='El Bur']")
    cells = [words(c) for c in row]
    assert cells[1].endswith("Somali National Army")
    assert "disputed" in cells[2]
    assert "the group controls El Bur" in cells[5]


def test_a_copy_stands_beneath_the_story_that_it_copies(situation: Situation) -> None:
    rows = tree(situation_page(situation)).xpath("//section[@id='reports']//tbody/tr/@id")
    assert rows.index("doc-a3") == rows.index("doc-a2") + 1
    assert "copy of Horn Dispatch, 93% alike" in words(tree(situation_page(situation)).get_element_by_id("doc-a3"))


def test_reports_that_copy_each_other_are_all_listed(situation: Situation) -> None:
    a, b, *_ = situation.reports
    circle: tuple[ReportLine, ...] = (replace(a, copy_of=b.id), replace(b, copy_of=a.id))
    rows = tree(situation_page(replace(situation, reports=circle))).xpath("//section[@id='reports']//tbody/tr/@id")
    assert sorted(rows) == sorted([a.id, b.id])


def test_what_a_rule_leaves_out_is_counted_and_can_be_read(situation: Situation) -> None:
    page = tree(situation_page(situation))
    rules = page.get_element_by_id("rules")
    assert "denied events without a date: 2" in words(rules)
    assert "left out: fewer than two voices" in words(rules)
    assert not page.xpath("//section[@id='overview']//a[contains(@href, 'happening-out')]")


def test_the_head_says_on_what_day_and_state_of_the_log_it_stands(situation: Situation) -> None:
    head = words(tree(situation_page(situation)).xpath("//header")[0])
    assert "As known on 2024-03-12T23:59:59Z" in head
    assert "relations and control at 2024-03-12" in head
    assert "3f9a3f9a3f9a" in head
    assert "9 reports, 1 of them a copy" in head


def test_an_empty_case_has_a_page_that_says_so() -> None:
    told = words(tree(situation_page(EMPTY)))
    assert "no report of this case tells of a happening that counts" in told
    assert "this case is empty" in told
    assert "As known now" in told


def test_the_page_runs_no_script_and_loads_nothing(situation: Situation) -> None:
    page = situation_page(situation)
    root = tree(page)
    assert not root.xpath("//script | //link | //img | //iframe | //object")
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    style = root.xpath("string(//style)")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'; script-src 'none'" in policy
    assert not re.search(r"url\((?!#)", page)


def test_every_link_within_the_page_leads_somewhere_and_ids_stand_once(situation: Situation) -> None:
    root = tree(situation_page(situation))
    ids = Counter(root.xpath("//@id"))
    assert [i for i, n in ids.items() if n > 1] == []
    hrefs = {h[1:] for h in root.xpath("//@href") if h.startswith("#")}
    assert hrefs <= set(ids)


def test_headings_go_down_step_by_step_and_tables_name_their_columns(situation: Situation) -> None:
    root = tree(situation_page(situation))
    levels = [int(h.tag[1]) for h in root.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    for table in root.xpath("//table"):
        assert table.xpath("./caption")
        assert table.xpath("./thead/tr/th[@scope='col']")
        assert not table.xpath("./tbody/tr[not(th[@scope='row'])]")


def test_foreign_words_become_no_markup_and_turn_no_line(situation: Situation) -> None:
    def spoil(said: Said) -> Said:
        return replace(said, source=HOSTILE, outlet=HOSTILE, quote=HOSTILE, value=HOSTILE)

    def spoiled(h: Happening) -> Happening:
        slots = tuple(replace(s, shown=HOSTILE, said=tuple(map(spoil, s.said))) for s in h.slots)
        where = replace(h.where, name=HOSTILE, admin1=HOSTILE) if h.where else None
        sides = tuple(replace(s, name=HOSTILE, said=tuple(map(spoil, s.said))) for s in h.sides)
        return replace(h, title=HOSTILE, slots=slots, sides=sides, where=where, excluded_by=HOSTILE)

    def entry(e: LedgerEntry) -> LedgerEntry:
        sides = tuple(replace(s, value=HOSTILE, said=tuple(map(spoil, s.said))) for s in e.sides)
        return replace(e, message=HOSTILE, slot=HOSTILE, about=HOSTILE, sides=sides)

    def line(r: ReportLine) -> ReportLine:
        return replace(r, title=HOSTILE, outlet=HOSTILE, published=HOSTILE, url=f"javascript:{HOSTILE}")

    bad = replace(
        situation,
        case=HOSTILE,
        at=HOSTILE,
        as_of=HOSTILE,
        head=HOSTILE,
        rules=(HOSTILE,),
        happenings=tuple(map(spoiled, situation.happenings)),
        ledger=tuple(map(entry, situation.ledger)),
        reports=tuple(map(line, situation.reports)),
        bonds=tuple(replace(b, subject=HOSTILE, predicate=HOSTILE, object=HOSTILE) for b in situation.bonds),
        figures=tuple(replace(f, name=HOSTILE, names=(HOSTILE,)) for f in situation.figures),
        left_out=((HOSTILE, 1),),
    )
    page = situation_page(bad)
    root = tree(page)
    assert not root.xpath("//script | //img | //@onerror")
    assert not root.xpath("//@href[starts-with(., 'javascript')]")
    assert "\u202e" not in page
    assert "\x1b" not in page


def test_a_page_that_still_holds_a_hidden_name_is_not_given_out(situation: Situation) -> None:
    hidden = tuple(tokens("Somali National Army"))
    with pytest.raises(LeakError):
        situation_page(situation, gate=Gate([hidden]))
    assert situation_page(situation, gate=Gate([tuple(tokens("Nobody Atall"))])) == situation_page(situation)


def test_the_same_situation_gives_the_same_page(situation: Situation) -> None:
    other_order = replace(situation, happenings=situation.happenings[::-1])
    assert situation_page(other_order) == situation_page(situation)


def test_two_thousand_happenings_are_all_on_the_page_and_it_says_how_many_stand_open(
    many: Callable[[int], Situation],
) -> None:
    page = situation_page(many(2000))
    root = tree(page)
    assert len(root.xpath("//article[contains(@class, 'happening')]")) == 2000
    assert len(root.xpath("//ol[@class='brief']/li")) == 2000
    assert f"the latest {SHOWN} of 2,000 stand open" in page
    folded = root.xpath("//details[contains(@class, 'month')]")
    assert len(folded) > 12
    assert [d.get("open") is not None for d in folded].index(True) == len(folded) - 1
    assert "The map shows at most 250 of 2,002 places" in page
    assert len(page) < 40_000_000
