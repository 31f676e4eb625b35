"""The whole of the map as one `<svg>` that can stand in a page, in a notebook or alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dateline.render.map.frame import Frame
from dateline.render.map.reach import hatch_pattern
from dateline.render.map.spots import Spot
from dateline.render.map.svg import BORDER, FONT, WATER, flat, safe_id, tag, text

_REF = re.compile('data-ref="([^"]*)"')


def sheet(frame: Frame, ref: str, layers: Sequence[str], strip: str, below: int, title: str, words: str) -> str:
    """The `<svg>` with its title and its description in words. It is a group, as a picture would hide its links."""
    width, height = frame.width, frame.height + below
    clip = f"dl-map-clip-{ref}"
    parts = [
        tag("title", "", text(title), id=f"dl-map-title-{ref}"),
        tag("desc", "", text(words), id=f"dl-map-desc-{ref}"),
        f'<defs><clipPath id="{clip}">{tag("rect", "", width=width, height=frame.height)}</clipPath>',
        hatch_pattern(f"dl-map-hatch-{ref}") + "</defs>",
        f'<g clip-path="url(#{clip})">{tag("rect", "water", width=width, height=frame.height, fill=WATER)}',
        *layers,
        "</g>",
        strip,
        tag("rect", "edge", x=0.5, y=0.5, width=width - 1, height=height - 1, **_EDGE),
    ]
    return (
        f'<svg class="dl-map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-labelledby="dl-map-title-{ref} dl-map-desc-{ref}" font-family="{FONT}">'
        f"{''.join(parts)}</svg>"
    )


_EDGE: Final = {"fill": "none", "stroke": BORDER, "stroke_opacity": ".6"}


def described(places: int, spots: Sequence[Spot], layers: Sequence[str], noun: str) -> str:
    """The map in words: how many of all places, where which event."""
    refs = set(_REF.findall("".join(layers)))
    shown = [s for s in spots if safe_id(s.place.id) in refs]
    told = [f"{noun} {n} at {flat(s.place.name, 60)}" for s in shown for n, _ in s.events][:40]
    parts = [f"{len(shown)} of {places} places are on the map or at its edge"]
    if places > len(spots):
        parts.append(f"{places - len(spots)} have no coordinates")
    return "; ".join(parts) + "." + (" Numbered: " + "; ".join(told) + "." if told else "")
