"""The reports of the material, each once: linked data names a thing once, however often it was given."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.exports.linked.once import once
from dateline.exports.losses import Losses
from dateline.exports.material import Material
from dateline.model.dossier import Dossier

TWICE = "the same report stands in the file already"


def reports_of(material: Material, losses: Losses) -> Iterator[Dossier]:
    """The dossiers, those whose report was met before left out and told."""
    with once() as met:
        for dossier in material.dossiers():
            if met.new(dossier.document.id):
                yield dossier
            else:
                losses.left_out(dossier.document.id, TWICE)
