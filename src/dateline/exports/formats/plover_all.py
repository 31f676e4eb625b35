"""All that PLOVER has to say of a material, each with the report that tells it: the sayings of its reports, one report
after the other, then its events. The reports are gone through once."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.exports.formats.plover_asked import asked_of
from dateline.exports.formats.plover_deeds import BY_REPORT, Deed, deeds
from dateline.exports.formats.plover_sayings import sayings
from dateline.exports.formats.plover_stories import Stories, Story
from dateline.exports.losses import Losses
from dateline.exports.material import Material


def told_deeds(material: Material, stories: Stories, losses: Losses) -> Iterator[tuple[Deed, Story | None]]:
    """Deeds with their reports; none where the report is not among those of the material."""
    fits = asked_of(material.only, losses)
    for dossier in material.dossiers():
        story = stories.keep(dossier)
        for deed in sayings(dossier, losses):
            if not fits(deed):
                continue
            if deed.by_report:
                losses.changed(deed.id, "date", "", BY_REPORT)
            yield deed, story
    for deed in deeds(material.events(), losses):
        yield deed, stories.find(deed.source.report) if deed.source else None
