"""Findings of the map for a text: what the tests of distances, directions and containment ask."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.spatial import find_described
from dateline.annotate.toponyms import find_toponyms
from dateline.checks.geometry import check_geometry
from dateline.gazetteer import load_gazetteer
from dateline.model.parse import Parse
from dateline.model.records import Finding
from dateline.readers.text import read_text
from dateline.resolve.places import resolve_places
from dateline.resolve.placetable import PlaceTable


@pytest.fixture(scope="package")
def on_the_map(parse: Callable[[str], Parse]) -> Callable[[str], list[Finding]]:
    def read(text: str) -> list[Finding]:
        document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer()
        toponyms = find_toponyms(document, parsed, gazetteer)
        described = find_described(document, parsed, toponyms, gazetteer)
        places, _ = resolve_places(document, parsed, toponyms, described, gazetteer)
        return check_geometry(document, parsed, PlaceTable(document, places), toponyms, described, gazetteer)

    return read
