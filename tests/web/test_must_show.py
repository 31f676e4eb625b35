"""What the workbench must show in a browser, story by story; those of one topic stand with its other tests:

* a whole report by keyboard alone (accept, correct words, move a place on the map, reject with a reason, undo):
  `test_review_page.test_a_whole_report_is_reviewed_by_keyboard_alone`;
* two events merged in Compare and split again: `test_compare.test_two_events_are_merged_and_split_again_by_keys`;
* a report coded twice, and adjudicated: `test_agreement.test_two_people_code_a_report_in_the_browser_...`;
* GED exported with a protected source in it: `test_export.test_in_a_browser_ged_is_looked_at_made_and_fetched`, no name
  in any file: `test_export.test_ged_with_a_protected_source_in_it_never_holds_the_name_...`;
* Explore filtered, and the same after a reload:
  `test_explore.test_a_filter_without_reload_pushes_its_address_and_a_reload_gives_the_same`;
* an earlier revision restored: `test_history.test_an_earlier_revision_is_restored_in_the_browser`.

Here: Explore without script, its address opened by somebody else, and how much script a page loads at first.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page

from dateline.case.store.protocol import Store
from dateline.web.settings import ServeSettings
from tests.web.conftest import served
from tests.web.looking import paths, watched
from tests.web.worked import work_on

SCRIPT = 80_000
"""Bytes of script of a page, packed as it is sent, when nothing of it is in the browser yet."""


def test_explore_is_filtered_without_script_and_its_address_says_the_same_to_others(
    browser: Browser, case_file: Path
) -> None:
    def rows(page: Page) -> list[str]:
        return [re.sub(r"\s+", " ", row) for row in page.locator("table.happenings tbody tr").all_inner_texts()]

    with served(ServeSettings(str(case_file), who="AB")) as address:
        with watched(browser, address, java_script_enabled=False) as seen:
            page = seen.context.new_page()
            page.goto(seen.origin + "/explore")
            everything = rows(page)
            page.get_by_label("Actor", exact=True).fill("al-shabaab")
            page.get_by_label("From", exact=True).fill("2024-03-08")
            page.get_by_role("button", name="Show", exact=True).click()
            page.wait_for_url("**actor=al-shabaab**")
            told, sent = rows(page), page.url
            assert 0 < len(told) < len(everything)
            page.get_by_role("link", name="Map", exact=True).click()
            page.wait_for_url("**view=map**")
            assert "actor=al-shabaab" in page.url  # another view of the same
            assert "2024-03-08" in page.url
        with watched(browser, address) as other:
            page = other.context.new_page()
            page.goto(sent)
            assert rows(page) == told
            assert page.get_by_label("Actor", exact=True).input_value() == "al-shabaab"
            assert other.elsewhere == []
            assert other.complaints == []


def test_no_page_loads_more_script_than_80_kilobytes(client: TestClient, store: Store) -> None:
    work_on(store)
    heavy = {name: weight for name, path in paths(store).items() if (weight := script_of(client, path)) > SCRIPT}
    assert heavy == {}


def test_the_weight_of_script_counts_what_a_page_names(client: TestClient) -> None:
    assert script_of(client, "/explore") > script_of(client, "/history") > 1000


def script_of(client: TestClient, path: str) -> int:
    """Bytes of the script that the page names, packed."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    named = re.findall(r'<script[^>]* src="([^"]+)"', answer.text)
    return sum(len(gzip.compress(client.get(one).content)) for one in dict.fromkeys(named))
