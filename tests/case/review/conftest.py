"""A case of one invented report, with letters beyond the first plane and Arabic ones, and people who decide on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from dateline.case.opening import create_case_store
from dateline.case.review.deciding import decide
from dateline.case.review.opening import Reviews
from dateline.case.review.records import Decision
from dateline.case.review.tasks import open_double_coding
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.model.judgement import Judgement
from tests.case.views.invented import Told

Deciding = Callable[..., tuple[Judgement, ...]]
WORDS = (
    "𝔎ivu 🕊: قوات M23 قرب أم درمان. The ADF attacked Beni on Monday, killing 12 civilians, the army said. Six were "
    "killed, residents said. The army holds Beni. M23 backs the ADF."
)


def told() -> Told:
    """Fiction. Two claims state the attack; one alone says that somebody holds the town."""
    made = Told(WORDS, "Kivu Courier", "2021-05-04", title=None)
    army = made.claim("the army", "The ADF attacked Beni on Monday, killing 12 civilians")
    residents = made.claim("residents", "Six were killed", "group")
    made.attack("attacked Beni", "Beni", "2021-05-03", killed="12 civilians", toll=12, claims=[army, residents])
    made.place("أم درمان")
    made.holds("The army holds Beni", "Beni", "army", "2021-05-03")
    made.relates("M23 backs the ADF", "M23", "backs", "ADF")
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    days = count(1)
    made = create_case_store(tmp_path / "kivu.dateline", lambda: f"2024-05-01T{next(days) % 24:02d}:00:00.000000+00:00")
    made.add([entry_of(told().dossier(), "courier.txt")])
    yield made
    made.close()


@pytest.fixture
def reviews(store: Store) -> Reviews:
    return Reviews(store)


@pytest.fixture
def report(store: Store) -> str:
    return next(iter(store.reading_numbers()))


@pytest.fixture
def keep(reviews: Reviews, report: str) -> Deciding:
    """Keep one decision of AB's, or of `who`."""

    def kept(verb: str, about: str, *, who: str = "AB", **told: object) -> tuple[Judgement, ...]:
        made = Decision(verb, about, **{k: v for k, v in told.items() if k not in {"seen", "once", "task"}})  # type: ignore[arg-type]
        return decide(reviews, report, [made], who, **{k: v for k, v in told.items() if k in {"seen", "once", "task"}})  # type: ignore[arg-type]

    return kept


@pytest.fixture
def task(store: Store, report: str) -> str:
    """A double coding of AB and CD."""
    return open_double_coding(store, [report], ["AB", "CD"], "EF").id
