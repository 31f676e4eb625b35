"""Cases of small reports made by hand. All persons and happenings are fiction, on real geography."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dateline.case.keep.keys import CaseKey, make_key
from dateline.case.store.entry import addition_key, entry_of, pack
from dateline.case.store.sql import SqlStore
from dateline.case.store.sqlite import SqliteStore, create_case
from dateline.model.dossier import FORMAT, Dossier, GazetteerUsed, Receipt
from dateline.model.ids import record_id
from dateline.model.origin import by_rule
from dateline.model.records import Actor, Claim, Coding, Event, Participant, Place, Source, Where
from dateline.model.span import Evidence
from dateline.protect.policy import Policy
from dateline.protect.view import show
from dateline.readers.text import read_text


@dataclass(frozen=True, slots=True)
class Told:
    """A report to be made: who says what of which happening. All are words of the text."""

    text: str
    source: str
    claims: tuple[str, ...]
    protect: bool = True
    place: str = "Kodok"
    actor: str = "River Guard"
    title: str | None = None
    url: str | None = None
    others: tuple[tuple[str, str], ...] = field(default=())
    """Further sources and what each says."""


class Maker:
    """Builds a dossier from the words of a report."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.document = read_text(told.text, title=told.title, url=told.url, published="2021-05-05")
        self.origin = by_rule("by hand")

    def words(self, quote: str) -> Evidence:
        start = self.document.text.index(quote)
        return self.document.evidence(start, start + len(quote))

    def id(self, kind: str, quote: str) -> str:
        return record_id(self.document.source_sha256, kind, "", [self.words(quote)])

    def dossier(self) -> Dossier:
        t = self.told
        pairs = [(t.source, c) for c in t.claims] + list(t.others)
        claims = tuple(self.claim(who, quote) for who, quote in pairs)
        return Dossier(
            FORMAT,
            self.document,
            (self.actor(),),
            (self.place(),),
            tuple(self.source(who) for who in dict.fromkeys(who for who, _ in pairs)),
            claims,
            tuple(self.event(c, quote) for c, (_, quote) in zip(claims, pairs, strict=True)),
            (), (), (), (), (), (),
            Receipt("0", "by hand", (), GazetteerUsed("none", "0"), "none", {}, 0.0),
        )  # fmt: skip

    def actor(self) -> Actor:
        name = self.told.actor
        return Actor(self.id("actor", name), name, (), "militia", "SS", None, {}, (self.words(name),), self.origin)

    def place(self) -> Place:
        name = self.told.place
        spot = (9.89, 32.11)
        return Place(
            self.id("place", name), name, "city", *spot, None, "SS", None, None, 1, 1, 5.0, "by hand",
            (self.words(name),), self.origin,
        )  # fmt: skip

    def source(self, who: str) -> Source:
        protect = self.told.protect and who == self.told.source
        return Source(
            self.id("source", who), "named", who, None, None, None, None, protect, (self.words(who),), self.origin
        )

    def claim(self, who: str, quote: str) -> Claim:
        return Claim(
            self.id("claim", quote), self.id("source", who), (), None, None, (self.words(quote),), False, "asserted",
            None, None, None, self.origin,
        )  # fmt: skip

    def event(self, claim: Claim, quote: str) -> Event:
        actor, place = self.id("actor", self.told.actor), self.id("place", self.told.place)
        return Event(
            self.id("event", quote), Coding("ASSAULT", None, (), None, None), "happened",
            (Participant("actor", actor, (claim.id,), (self.words(self.told.actor),)),),
            Where(place, (claim.id,), (self.words(self.told.place),)),
            None, (), (), (), (), None, None, None, (), (claim.id,), (self.words(quote),), self.origin,
        )  # fmt: skip


NAMED = Told(
    "JUDGEMENT AT KODOK\n\nThe River Guard burnt the granary at Kodok, Nyakor Wathbuoth told the Nile Wire on Sunday. "
    "Two watchmen were beaten, she added. Magistrate Deng Example confirmed that the granary had burnt down.\n",
    "Nyakor Wathbuoth",
    ("The River Guard burnt the granary at Kodok", "Two watchmen were beaten"),
    protect=False,
    others=(("Deng Example", "the granary had burnt down"),),
)
"""Nobody asked to be hidden; the keeper of the case may hide Nyakor Wathbuoth later."""
HIDDEN = Told(
    "Fishermen flee Melut\n\nThe River Guard shot at canoes near Melut, said Achol Zubeidaweh, a midwife who asked not "
    "to be named. Her number is +249 912 555 0143, her address achol.zubeidaweh@example.org.\n",
    "Achol Zubeidaweh",
    ("The River Guard shot at canoes near Melut",),
    place="Melut",
)
OTHER = Told(
    "The River Guard held a parade in Malakal, spokesman Peter Invented said. Nobody was hurt in the celebrations.\n",
    "Peter Invented",
    ("The River Guard held a parade in Malakal",),
    protect=False,
    place="Malakal",
)


@pytest.fixture
def key(tmp_path: Path) -> CaseKey:
    return make_key(tmp_path / "war.key")


Case = Callable[..., SqliteStore]


@pytest.fixture
def case(tmp_path: Path, key: CaseKey) -> Iterator[Case]:
    """Makes a case of reports, each stored as it may be seen."""
    made: list[SqliteStore] = []

    def make(told: Sequence[Told] = (NAMED, HIDDEN, OTHER), name: str = "war.dateline") -> SqliteStore:
        times = iter(f"2021-06-01T10:{n // 60:02}:{n % 60:02}.000000+00:00" for n in range(3600))
        store = create_case(tmp_path / name, lambda: next(times))
        made.append(store)
        add(store, key, told)
        return store

    yield make
    for store in made:
        store.close()


def add(store: SqlStore, key: CaseKey, told: Sequence[Told]) -> list[Dossier]:
    """Add reports as the adding does: what hides somebody is sealed."""
    dossiers = [Maker(one).dossier() for one in told]
    entries = []
    for n, whole in enumerate(dossiers):
        view = show(whole, Policy(key=key.pseudonym_key)).dossier
        sealed = None if view == whole else key.seal(pack(whole))
        entries.append(entry_of(view, f"report-{n}.txt", key=addition_key(whole), sealed=sealed, bands=(n + 1, n + 9)))
    store.add(entries)
    return dossiers


@pytest.fixture
def dossiers() -> list[Dossier]:
    return [Maker(one).dossier() for one in (NAMED, HIDDEN, OTHER)]


__all__ = ["Case", "add", "closing"]
