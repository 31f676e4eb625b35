"""Points written in a text, and numbers that are none."""

from __future__ import annotations

import pytest

from dateline.protect.coordinates import coordinates
from dateline.protect.edits import Edit, Shift, merged

POINTS = [
    "9.8912, 32.1167",
    "(9.8912, 32.1167)",
    "9.8912 32.1167",
    "-33.865, 151.209",
    "9.89° N, 32.11° E",
    "9.89N 32.11E",
    "N 9.8912 E 32.1167",
    "N9.89°, E32.11°",
    "lat 9.8912, lon 32.1167",
    "latitude 9.8912 and longitude 32.1167",
    "Latitude: 9.8912° N, Longitude: 32.1167° E",
    "N9 53 28 E32 07 00",
    "9 53 28 N, 32 07 00 E",
    "9,8912; 32,1167",
    "9°53'28\"N",
    "9° 53′ 28.3″ N",
    "9°53.5'N",
    "36N WL 12345 67890",
    "36NWL1234567890",
    "36 N 345678 1093456",
    "6GCRMQPX+C9",
    "MQPX+C9",
    "///filled.count.soap",
    "https://maps.google.com/?q=9.8,32.1",
    "https://www.openstreetmap.org/#map=15/9.89/32.11",
    "https://goo.gl/maps/AbCdEf",
    "geo:9.8912,32.1167",
]
NONE = [
    "prices rose from 9.89 to 32.11",
    "scores of 9.81, 9.82",
    "killed 12, wounded 34",
    "120.50, 130.25 dollars",
    "9.8912",
    "at 45° to the road",
    "-5° at night",
    "a 5.56 mm and a 7.62 mm rifle",
    "the north, the east",
    "36 N",
    "1.2 million, 3.4 million",
    "C4+TNT",
    "version 3.8.0",
    "tolls of 12,500; 13,000",
    "1,2345; 3",
    "late 9, long 32",
    "450.123, 320.456",
    "A road/B road",
    "https://nile.example/maps",
]


@pytest.mark.parametrize("point", POINTS)
def test_points_are_found_whole(point: str) -> None:
    text = f"The camp lies at {point} near the river."
    edits = merged([Edit(s, e, "coordinates", "[c]") for s, e in coordinates(text)], text)
    assert Shift(text, edits).text == "The camp lies at [c] near the river."


@pytest.mark.parametrize("text", NONE)
def test_other_numbers_are_left(text: str) -> None:
    assert coordinates(f"They said {text}, he said.") == []
