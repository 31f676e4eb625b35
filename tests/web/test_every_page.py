"""What holds for every page: accessible in light, dark and from right to left, readable without script, no wider than a
phone, nothing asked for elsewhere, and no report that acts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from dateline.case.linking import link_case
from dateline.case.opening import open_case_store
from dateline.case.store.entry import entry_of
from dateline.web.settings import ServeSettings
from tests.web.conftest import served
from tests.web.hard import arabic, hostile, huge
from tests.web.looking import PHONE, further, overlaps, paths, too_wide, violations, watched
from tests.web.worked import work_on


@pytest.fixture(scope="module")
def hard(
    demo: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, str]]]:
    """The demo's case, worked on, with three hard reports in it, served: the address, and a page of each kind."""
    where = tmp_path_factory.mktemp("hard") / "hard.dateline"
    where.write_bytes(demo.read_bytes())
    store = open_case_store(str(where))
    work_on(store)
    known = {}
    for name, told in (("arabic", arabic()), ("hostile", hostile()), ("huge", huge(200_000))):
        store.add([entry_of(told.dossier(), f"{name}.txt")])
        known[f"review of the {name} report"] = f"/review/{told.document.id}"
    link_case(store)
    known = paths(store) | known
    known |= {f"event of {e.id}": f"/event/{e.id}" for e in arabic().events + hostile().events}
    store.close()
    with served(ServeSettings(str(where), who="AB")) as address:
        with watched(browser, address) as seen:
            known |= further(seen)
        yield address, known


LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
WAYS: dict[str, tuple[dict[str, Any], str]] = {
    "light": (LIGHT, "ltr"),
    "dark, from right to left": (DARK, "rtl"),
    "phone": ({**DARK, "viewport": PHONE}, "ltr"),
    "phone, from right to left": ({**LIGHT, "viewport": PHONE}, "rtl"),
}
"""How pages are looked at; from right to left as a page looks whose own language is written so."""


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing_on_any_page(browser: Browser, hard: tuple[str, dict[str, str]], way: str) -> None:
    address, known = hard
    how, direction = WAYS[way]
    wrong: list[str] = []
    with watched(browser, address, **how) as seen:
        page = seen.context.new_page()
        for name, path in known.items():
            answer = page.goto(seen.origin + path)
            if answer is None or answer.status != 200:
                wrong.append(f"{name}: {answer and answer.status}")
                continue
            page.evaluate("(way) => { document.documentElement.dir = way; }", direction)
            wrong += [f"{name}: {v}" for v in violations(page)]
            if (more := too_wide(page)) > 0:
                wrong.append(f"{name}: {more} pixels wider than the screen")
            if page.evaluate("window.acted") is not None:
                wrong.append(f"{name}: a report's words acted")
        assert not wrong, "\n".join(wrong)
        assert seen.elsewhere == []
        assert seen.complaints == []


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_axe_finds_nothing_where_one_signs_in(
    browser: Browser, case_file: Path, accounts: Path, scheme: dict[str, Any]
) -> None:
    with (
        served(ServeSettings(str(case_file), accounts=accounts)) as address,
        watched(browser, address, **scheme) as seen,
    ):
        page = seen.context.new_page()
        page.goto(seen.origin + "/login")
        assert page.get_by_label("Password").is_visible()
        assert violations(page) == []


def test_on_paper_all_words_stand_and_none_on_others(browser: Browser, hard: tuple[str, dict[str, str]]) -> None:
    address, known = hard
    wrong: list[str] = []
    with watched(browser, address) as seen:
        page = seen.context.new_page()
        page.emulate_media(media="print")
        for name, path in known.items():
            page.goto(seen.origin + path)
            if len(page.locator("main").inner_text()) < 40 or page.locator("h1:visible").count() != 1:
                wrong.append(f"{name}: it is empty")
            wrong += [f"{name}: {one}" for one in overlaps(page)]
    assert not wrong, "\n".join(wrong)


def test_without_colours_no_two_actors_look_alike(browser: Browser, hard: tuple[str, dict[str, str]]) -> None:
    """Marks of those whom a figure shows together differ by shape and letter, whatever the eye makes of the colours."""
    address, known = hard
    with watched(browser, address) as seen:
        page = seen.context.new_page()
        page.goto(seen.origin + known["actors: network"])
        drawn = "(all) => all.map((s) => [s.querySelector('path').getAttribute('d'), s.textContent])"
        marks = [tuple(m) for m in page.locator("symbol[id^='sign-']").evaluate_all(drawn)]
    assert len(set(marks)) == len(marks) > 3
    assert len({shape for shape, _ in marks}) > 3
    assert all(letter for _, letter in marks)


def test_an_arabic_report_stands_in_its_own_direction(browser: Browser, hard: tuple[str, dict[str, str]]) -> None:
    address, known = hard
    with watched(browser, address) as seen:
        page = seen.context.new_page()
        page.goto(seen.origin + known["review of the arabic report"])
        way = page.evaluate(
            """() => {
              const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
              const box = (words) => {
                for (let n = (walk.currentNode = walk.root); (n = walk.nextNode()); ) {
                  const at = n.data.indexOf(words);
                  if (at >= 0 && n.parentElement.closest("[data-t]")) {
                    const range = document.createRange();
                    range.setStart(n, at);
                    range.setEnd(n, at + words.length);
                    return range.getBoundingClientRect();
                  }
                }
              };
              return [box("الخرطوم").left, box("2024").left];
            }"""
        )
        assert way[0] > way[1]  # the first word of the line stands right of what follows it


def test_every_page_reads_without_script(browser: Browser, hard: tuple[str, dict[str, str]]) -> None:
    address, known = hard
    thin: list[str] = []
    with watched(browser, address, java_script_enabled=False) as seen:
        page = seen.context.new_page()
        for name, path in known.items():
            page.goto(seen.origin + path)
            if len(page.locator("main").inner_text()) < 40 or page.locator("h1:visible").count() != 1:
                thin.append(name)
    assert not thin
