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
from tests.web.looking import PHONE, further, paths, too_wide, violations, watched
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


WAYS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": PHONE},
}


@pytest.mark.parametrize("way", WAYS)
def test_axe_finds_nothing_on_any_page(browser: Browser, hard: tuple[str, dict[str, str]], way: str) -> None:
    address, known = hard
    wrong: list[str] = []
    with watched(browser, address, **WAYS[way]) as seen:
        page = seen.context.new_page()
        for name, path in known.items():
            answer = page.goto(seen.origin + path)
            if answer is None or answer.status != 200:
                wrong.append(f"{name}: {answer and answer.status}")
                continue
            wrong += [f"{name}: {v}" for v in violations(page)]
            if way == "phone" and (more := too_wide(page)) > 0:
                wrong.append(f"{name}: {more} pixels wider than the screen")
            if page.evaluate("window.acted") is not None:
                wrong.append(f"{name}: a report's words acted")
        assert not wrong, "\n".join(wrong)
        assert seen.elsewhere == []
        assert seen.complaints == []


def test_pages_are_readable_from_right_to_left(browser: Browser, hard: tuple[str, dict[str, str]]) -> None:
    """As a page looks whose own language is written so: nothing is hidden, nothing overflows, axe finds nothing."""
    address, known = hard
    wrong: list[str] = []
    with watched(browser, address) as seen:
        page = seen.context.new_page()
        for name, path in known.items():
            page.goto(seen.origin + path)
            page.evaluate("document.documentElement.dir = 'rtl'")
            wrong += [f"{name}: {v}" for v in violations(page)]
            if (more := too_wide(page)) > 0:
                wrong.append(f"{name}: {more} pixels wider than the screen")
    assert not wrong, "\n".join(wrong)


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
