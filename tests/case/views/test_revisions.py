"""Reports whose words changed in silence, under one address or one headline."""

from __future__ import annotations

import pytest

from dateline.case.checking import checked
from dateline.case.revisions import address_key, revisions
from dateline.case.store.protocol import Store
from tests.case.views.conftest import AddTold
from tests.case.views.invented import Told, bunia, courier

STORY = (
    "Gunmen attacked a market in Bunia on Friday. {} people were killed, a doctor said. The road to the lake was shut "
    "for the day. Trade stopped, and the church bells rang until night fell over the town."
)


def story(
    killed: str, *, outlet: str = "Lake Radio", published: str = "2021-05-07", title: str | None = None,
    url: str | None = None,
) -> Told:  # fmt: skip
    return Told(STORY.format(killed), outlet, published, title, url)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/a", "http://www.example.org/a/", True),
        ("https://example.org/a?utm_source=x&id=3", "https://example.org/a?id=3#top", True),
        ("https://example.org/a?fbclid=zz", "https://example.org/a", True),
        ("https://example.org/a?id=3", "https://example.org/a?id=4", False),
        ("https://example.org/a", "https://example.org/b", False),
        ("https://example.org/a", "https://example.net/a", False),
    ],
)
def test_addresses_are_compared_without_what_tells_how_a_reader_came(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert (address_key(one) == address_key(other)) is same


@pytest.mark.parametrize(
    "url", ["https://example.org/", "https://example.org", "nonsense", "", "http://[", "mailto:a@b"]
)
def test_a_front_page_and_what_is_no_address_tell_no_story_apart(url: str) -> None:
    assert address_key(url) is None


def test_other_words_under_one_address_are_a_revision_and_say_what_changed(store: Store, add: AddTold) -> None:
    add(story("Ten", url="https://example.org/b"), story("Twelve", url="http://example.org/b?utm_medium=rss"))
    (found,) = revisions(store)
    assert found.by == "address"
    assert found.went == ("Ten people were killed, a doctor said.",)
    assert found.came == ("Twelve people were killed, a doctor said.",)
    assert found.before.seq < found.after.seq


def test_other_words_under_one_headline_of_one_outlet_and_day_are_a_revision(store: Store, add: AddTold) -> None:
    add(story("Ten", title="Market attacked"), story("Twelve", title="MARKET ATTACKED"))
    assert [r.by for r in revisions(store)] == ["headline"]


@pytest.mark.parametrize(
    "other",
    [
        story("Twelve", title="Market attacked", outlet="Congo Post"),
        story("Twelve", title="Market attacked", published="2021-05-08"),
        story("Twelve", title="Market in flames"),
        story("Twelve"),
        Told("Nothing to do with it: the harvest was good this year and prices fell.", "Lake Radio", "2021-05-07",
             title="Market attacked"),
    ],
)  # fmt: skip
def test_another_outlet_day_headline_or_story_is_no_revision(store: Store, add: AddTold, other: Told) -> None:
    add(story("Ten", title="Market attacked"), other)
    assert revisions(store) == ()


def test_a_check_finds_revisions_contradictions_and_what_is_not_linked(store: Store, add: AddTold) -> None:
    add(courier())
    assert checked(store).unlinked == 1
    add(story("Ten", url="https://example.org/b"), story("Twelve", url="https://example.org/b"))
    found = checked(store)
    assert (found.damage, len(found.revisions), found.clean) == ((), 1, False)


def test_a_check_of_a_case_in_order_finds_nothing(store: Store, add: AddTold) -> None:
    add(bunia())
    store.set_groups([(bunia().attack("struck near Bunia", "Bunia", None),)], (), "test")
    assert checked(store).clean
