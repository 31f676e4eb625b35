"""A situation made by hand, as a case would make it: invented happenings on real geography, and one of any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.model.situation import (
    Bond,
    Day,
    Figure,
    Happening,
    Held,
    LedgerEntry,
    LedgerSide,
    Link,
    Number,
    ReportLine,
    Said,
    Side,
    Situation,
    Slot,
    Spot,
)
from dateline.model.vocabulary import SourceKind, Stance

ARMY, GROUP = "somali-national-army", "al-shabaab"
NAMES = {ARMY: "Somali National Army", GROUP: "al-Shabaab", "turkey": "Türkiye", "name:brigade": "Danab brigade"}
REPORTS = {
    "doc-a1": ("Morning Courier", "2024-03-03", "Car bomb kills at least 12"),
    "doc-a2": ("Horn Dispatch", "2024-03-04", "Death toll rises to 15, hospital says"),
    "doc-a3": ("Gulf Morning Post", "2024-03-04", "Bombing toll rises to 15"),
    "doc-a4": ("Shabelle Valley Radio", "2024-03-04", "‘We carried them on doors’"),
    "doc-a5": ("إذاعة الوادي", "2024-03-05", "الحصيلة ترتفع"),
    "doc-a6": ("Horn Dispatch", "2024-03-05", "Al-Shabaab denies bombing"),
    "doc-a7": ("Morning Courier", "2024-03-11", "Correction"),
    "doc-b1": ("Federal Bulletin", "2024-03-10", "Army captures El Bur"),
    "doc-b2": ("Nairobi Ledger", "2024-03-11", "Al-Shabaab says it still controls El Bur"),
}
BELEDWEYNE = Spot("Beledweyne", 4.736, 45.204, "SO", "Hiiraan", 1, 1.3, "exact")
EL_BUR = Spot("El Bur", 4.685, 46.618, "SO", "Galguduud", 1, 1.0, "exact")
HIRAN = Spot("Hiiraan", 4.3, 45.3, "SO", None, 4, 105.0, "province")


def said(
    report: str,
    source: str,
    value: str,
    quote: str,
    *,
    kind: SourceKind = "organisation",
    voice: str | None = None,
    stance: Stance = "asserted",
    event: str = "event-1",
) -> Said:
    """One voice's word, on the day of its report."""
    outlet, day, _ = REPORTS[report]
    number = list(REPORTS).index(report) + 1
    return Said(
        report, event, f"claim-{report}", source, kind, voice or f"{report}:{source}", stance, outlet, day, day, number,
        quote, 10, 10 + len(quote), value, as_number(value),
    )  # fmt: skip


def as_number(value: str) -> Number | None:
    """ "15" and "at least 12" as the ledger would have them."""
    count = float(value.rpartition(" ")[2]) if value[-1:].isdigit() and "-" not in value else None
    if count is None:
        return None
    floor = value.startswith("at least")
    return Number(count, count, None if floor else count, "at least" if floor else "exact", "as told")


POLICE = said("doc-a1", "police", "at least 12", "killing at least 12 people", voice="police")
WOUNDED = replace(POLICE, value="25", number=as_number("25"))
HOSPITAL = said("doc-a2", "the director of the hospital", "15", "has risen to 15", kind="named", voice="hospital")
COPY = said("doc-a3", "the director of the hospital", "15", "has risen to 15", kind="named", voice="hospital")
RESIDENTS = said("doc-a4", "residents", "20", "killed 20 people", kind="group")
NURSE = said("doc-a4", "source K7Q2M", "20", "20 bodies were brought out", kind="anonymous")
GOVERNOR = said("doc-a5", "المحافظ", "17", "مقتل 17 شخصا", kind="named")
MINISTRY = said("doc-a7", "the health ministry", "18", "killed 18 people", voice="police")
DENIAL = said("doc-a6", "Al-Shabaab", "denied", "did not carry out the attack", stance="denied")
BLAMED = said("doc-a5", "المحافظ", "al-Shabaab", "ألقى باللوم", stance="alleged", kind="named")
TAKEN = said("doc-b1", "defence ministry", "Somali National Army", "The army now controls El Bur", event="event-2")
KEPT = said("doc-b2", "A spokesman for al-Shabaab", "al-Shabaab", "the group controls El Bur", event="event-2")
NARRATED = said("doc-a1", "", "2024-03-03", "on Sunday", kind="narrator")


def bombing() -> Happening:
    """An attack that many tell, with differing tolls."""
    tolls = (POLICE, HOSPITAL, COPY, RESIDENTS, NURSE, GOVERNOR, MINISTRY)
    return Happening(
        "happening-bomb", "Suicide bomb in Beledweyne: al-Shabaab → people", "ASSAULT",
        "Explosions/Remote violence/Suicide bomb", 3, "happened", Day("2024-03-03", "2024-03-03", "day"), BELEDWEYNE,
        (Side("actor", GROUP, "al-Shabaab", "rebel group", (BLAMED, DENIAL)), Side("recipient", "name:people", "people",
        "civilians", (POLICE,))),
        (
            Slot("where", "Beledweyne", "agreed", None, (replace(POLICE, value="Beledweyne"),)),
            Slot("when", "2024-03-03", "agreed", None, (NARRATED,)),
            Slot("status", "happened", "disputed", None, (POLICE, DENIAL)),
            Slot("deaths", "15 (12 to 20)", "disputed", Number(12, 15, 20, "unknown", "ucdp-like"), tolls),
            Slot("injured", "25", "single", Number(25, 25, 25, "exact", "ucdp-like"), (WOUNDED,)),
            Slot("actor", "al-Shabaab", "disputed", None, (BLAMED, DENIAL)),
        ),
        (("doc-a1", "event-1"), ("doc-a2", "event-11"), ("doc-a3", "event-12"), ("doc-a4", "event-13")),
        5, 5,
        (Link("event-1", "event-11", 0.93, (("same day", 0.4, "2024-03-03"), ("same place", 0.4, "Beledweyne"))),),
    )  # fmt: skip


def capture() -> Happening:
    """A town that one side says it took, somewhere in a month."""
    return Happening(
        "happening-capture", "Government regains territory: El Bur", "ASSAULT", None, 1, "alleged",
        Day("2024-03-08", "2024-03-10", "days"), EL_BUR, (Side("actor", ARMY, NAMES[ARMY], "military", (TAKEN,)),),
        (Slot("where", "El Bur", "single", None, (TAKEN,)), Slot("deaths", None, "none")),
        (("doc-b1", "event-2"),), 1, 1,
    )  # fmt: skip


def vague() -> Happening:
    """Something without a day, known by its province only."""
    return Happening(
        "happening-vague", "Fighting in Hiiraan", "ASSAULT", None, None, "ongoing", None, HIRAN, (), (), (), 1, 1
    )


def lost() -> Happening:
    """What a rule of the case leaves out."""
    return replace(vague(), id="happening-out", title="A rumour", included=False, excluded_by="fewer than two voices")


def lines() -> tuple[ReportLine, ...]:
    return tuple(
        ReportLine(
            id_, f"{id_}.txt", title, outlet, day, "https://example.org/1" if id_ == "doc-a1" else None, n,
            f"2024-03-12T10:{n:02}:00Z", 2, 3, "doc-a2" if id_ == "doc-a3" else None,
            0.93 if id_ == "doc-a3" else None, 2 if id_ == "doc-a1" else 1,
        )
        for n, (id_, (outlet, day, title)) in enumerate(REPORTS.items(), 1)
    )  # fmt: skip


def ledger() -> tuple[LedgerEntry, ...]:
    sides = (LedgerSide("15", (HOSPITAL, COPY)), LedgerSide("20", (RESIDENTS, NURSE)))
    return (
        LedgerEntry("1", "contradiction", "number", "happening-bomb", "deaths", sides, "15 or 20 people were killed."),
        LedgerEntry(
            "2", "contradiction", "denial", "happening-bomb", "status",
            (LedgerSide("happened", (POLICE,)), LedgerSide("denied", (DENIAL,))), "Al-Shabaab denies it.",
        ),
        LedgerEntry(
            "3", "supersedes", "correction", "happening-bomb", "deaths",
            (LedgerSide("at least 12", (POLICE,)), LedgerSide("18", (MINISTRY,))), "Deaths: police counted anew.",
        ),
        LedgerEntry(
            "4", "contradiction", "control", "place-el-bur", "control",
            (LedgerSide(NAMES[ARMY], (TAKEN,)), LedgerSide("al-Shabaab", (KEPT,))), "Who holds El Bur: two say so.",
        ),
        LedgerEntry(
            "5", "corroboration", "same", "happening-bomb", "where", (LedgerSide("Beledweyne", (POLICE,)),), "Where.",
        ),
    )  # fmt: skip


def bonds() -> tuple[Bond, ...]:
    def bond(a: str, predicate: str, b: str, word: Said) -> Bond:
        return Bond(NAMES[a], a, predicate, NAMES[b], b, None, (word,))

    return (
        bond(ARMY, "opposes", GROUP, TAKEN),
        bond("turkey", "backs", ARMY, TAKEN),
        bond("name:brigade", "backs", ARMY, KEPT),
        bond("name:brigade", "negotiates_with", GROUP, KEPT),
    )


def everything() -> Situation:
    """Everything that a page can show, once."""
    held = (
        Held(EL_BUR, NAMES[ARMY], ARMY, "controls", None, (TAKEN,), (LedgerSide("al-Shabaab", (KEPT,)),)),
        Held(BELEDWEYNE, NAMES[ARMY], ARMY, "controls", Day("2024-03-04", None, "range"), (HOSPITAL,)),
    )
    figures = (
        Figure(GROUP, "al-Shabaab", "rebel group", "SO", ("al-Shabaab", "Al-Shabab", "the group"), 6, 2),
        Figure(ARMY, NAMES[ARMY], "military", "SO", (NAMES[ARMY],), 3, 1),
    )
    return Situation(
        "Hiran in March", "2024-03-12", "2024-03-12T23:59:59Z", "3f9a" * 16, ("everything counts", "ucdp-like"),
        lines(), (capture(), bombing(), vague(), lost()), held, bonds(), figures, ledger(),
        (("denied events without a date", 2),),
    )  # fmt: skip


@pytest.fixture
def situation() -> Situation:
    """Everything that a page can show, once."""
    return everything()


def crowd(situation: Situation, count: int) -> Situation:
    """The same with so many happenings, one a day and a half."""

    def one(n: int) -> Happening:
        day = f"20{10 + n // 336:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
        spot = replace(BELEDWEYNE, name=f"Village {n}", lat=2 + n % 70 / 10, lon=42 + n % 60 / 10)
        return replace(bombing(), id=f"happening-{n}", title=f"Attack {n}", when=Day(day, day, "day"), where=spot)

    return replace(situation, happenings=tuple(one(n) for n in range(count)))


Many = Callable[[int], Situation]


@pytest.fixture
def many(situation: Situation) -> Many:
    """So many happenings."""
    return lambda count: crowd(situation, count)
