"""Events with anything in them: hostile texts, no places, poles, points beyond the map, huge numbers, impossible days.

For tests that say what a format must hold whatever comes.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from dateline.exports.coded import Cited, CodedEvent, Dated, Located, Party, Toll
from dateline.exports.format import format_named
from dateline.exports.losses import Losses, losses_in
from dateline.model.situation import Day, Held, Number, Said, Spot
from dateline.model.vocabulary import EventStatus, Hedge, Precision, Role, Stance
from tests.exports.coded_samples import cited, coded_event, material_of_events

QUICK: Final = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

TEXT: Final = st.one_of(
    st.sampled_from(
        (
            "", "Malakal", "=1+1", "@SUM(A1)", "-2+3", "a | b", "a||b", 'say "so"', "a\r\nb", "nul\x00", "\u202eevil",
            "\ud800", "<r>x</r>", "x;=1", " two  blanks ", "#event", "\u2028", "\U0001f4a5", "e\u0301", "NULL",
            "\ufeff",
        )
    ),
    st.text(max_size=12),
    st.text(st.characters(), max_size=6),
)  # fmt: skip
MAYBE: Final = st.none() | TEXT
NUMBER: Final = st.none() | st.sampled_from((0.0, 3.0, 12.5, 1e15, 1e300, math.inf, math.nan)) | st.floats(0, 1e6)
DAY: Final = st.none() | st.sampled_from(
    ("2031-05-06", "0987-01-01", "9999-12-31", "2031-02-30", "spring", "2031-05-06T10:00:00", "20310506")
)
LAT: Final = st.none() | st.sampled_from((90.0, -90.0, 0.0, 91.0, math.nan, 12.345678912)) | st.floats(-90, 90)
LON: Final = st.none() | st.sampled_from((180.0, -180.0, 179.99999999, 190.0, -540.0, math.inf)) | st.floats(-180, 180)
PLACES: Final = st.builds(
    Located, TEXT, st.just("city"), LAT, LON, MAYBE, MAYBE, st.none() | st.integers(-(2**70), 2**70),
    st.none() | st.integers(1, 7), st.none() | st.integers(1, 3), NUMBER, MAYBE, MAYBE,
)  # fmt: skip
DATES: Final = st.builds(Dated, DAY, DAY, st.sampled_from(get_args(Precision)), MAYBE, MAYBE)
PARTIES: Final = st.builds(
    Party, st.sampled_from(get_args(Role)), TEXT, st.sampled_from(("civilians", "military")), MAYBE, TEXT,
    st.lists(TEXT, max_size=2).map(tuple), MAYBE,
)  # fmt: skip
NUMBERS: Final = st.none() | st.builds(
    Number, NUMBER, NUMBER, NUMBER, st.sampled_from(get_args(Hedge)), st.just("as told")
)
TOLLS: Final = st.builds(
    Toll, st.sampled_from(("killed", "injured")), st.sampled_from(("civilians", "unknown", "Malakal")), st.none(),
    NUMBER, NUMBER, NUMBER, st.sampled_from(get_args(Hedge)), TEXT, st.integers(-1, 3),
)  # fmt: skip
VOICES: Final[st.SearchStrategy[Cited]] = st.builds(
    lambda stance, **more: replace(cited(), stance=stance, **more),
    stance=st.sampled_from(get_args(Stance)), source=TEXT, outlet=MAYBE, title=MAYBE, published=DAY, url=MAYBE,
    quote=TEXT, claim=MAYBE, via=st.lists(TEXT, max_size=2).map(tuple),
)  # fmt: skip


def _event(**more: Any) -> CodedEvent:
    return coded_event(**more)


EVENTS: Final[st.SearchStrategy[CodedEvent]] = st.builds(
    _event, title=TEXT, status=st.sampled_from(get_args(EventStatus)), when=st.none() | DATES,
    where=st.none() | PLACES, parties=st.lists(PARTIES, max_size=3).map(tuple), deaths=NUMBERS, injured=NUMBERS,
    deaths_shown=MAYBE, tolls=st.lists(TOLLS, max_size=3).map(tuple), means=st.lists(TEXT, max_size=2).map(tuple),
    outcome=MAYBE, cited=st.lists(VOICES, max_size=3).map(tuple), included=st.booleans(), count=NUMBER,
    acled=st.none() | st.sampled_from(("Battles/Armed clash", "Riots/Of a kind that nobody knows")),
    row=st.none() | st.just({"id": "1"}), dataset=st.none() | st.just("ucdp-ged"),
)  # fmt: skip
LISTS: Final = st.lists(EVENTS, max_size=4)


def holding(lat: float | None, lon: float | None, **more: Any) -> Held:
    """Who holds a place of a case, as one voice tells it."""
    said = Said(
        "doc-00000000000a", None, "claim-0000000000c0", "residents", "group", "residents", "asserted", "Nile Wire",
        "2031-05-07", None, 1, "the army holds Kodok", 10, 30, "South Sudan army",
    )  # fmt: skip
    spot = Spot("Kodok", lat, lon, "SS", "Upper Nile", 1, 5.0, None)
    given: dict[str, Any] = {"when": Day("2031-05-06", "2031-05-06", "day"), "said": (said,)}
    return Held(spot, "South Sudan army", "name:army", "controls", **{**given, **more})


@contextmanager
def made(name: str, events: Sequence[CodedEvent], held: Sequence[Held] = ()) -> Iterator[tuple[Path, Losses, int]]:
    """The records in a format: the file, its losses, how many records it says that it has. Gone in the end."""
    format_ = format_named(name)
    material = replace(material_of_events(*events), held=lambda: iter(held))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out{format_.suffix}"
        with losses_in(Path(folder) / "losses.csv") as losses:
            told: list[int] = []
            tell: Callable[[int], None] = told.append
            count = format_.write(material, path, losses, tell)
            assert told == sorted(told)
            assert not told or told[-1] == count
        yield path, losses, count
