"""A folder of dossiers that were read already: a batch that was interrupted goes on where it stopped.

One file a report, named by what went into it (its bytes, what the user says of it, the settings, the versions of
program, model and gazetteer), so that a changed report or a newer Dateline is read anew and nothing stale is taken.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from dateline import __version__
from dateline.errors import DossierError
from dateline.files import write_whole
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.reading import Settings, load_encoder


class Kept:
    """Dossiers in `folder`, made by one engine under one set of settings.

    `made_with` names what else decides what a dossier says (digests of the model, version of the gazetteer).
    """

    def __init__(self, folder: Path, settings: Settings, made_with: str) -> None:
        self.folder = folder
        self._with = json.dumps([__version__, asdict(settings), made_with], sort_keys=True)

    def path(self, document: Document) -> Path:
        """Where the dossier of a document stands, or would stand."""
        key = hashlib.sha256(json.dumps([self._with, asdict(document)], sort_keys=True).encode()).hexdigest()
        return self.folder / f"{document.id}-{key[:16]}.json"

    def load(self, document: Document) -> Dossier | None:
        """The dossier that was kept, or None where there is none, or a damaged one: it is then read again."""
        from dateline.model.schema import dossier_from_json

        try:
            return dossier_from_json(self.path(document).read_bytes())
        except (OSError, DossierError):
            return None

    def save(self, document: Document, dossier: Dossier) -> None:
        """Keep a dossier; raises `OutputError` where the folder cannot be written."""
        from dateline.model.schema import dossier_to_json

        write_whole(self.path(document), dossier_to_json(dossier).encode())


def kept_in(folder: Path, settings: Settings | None = None) -> Kept:
    """What is kept in a folder for the engine and the gazetteer of this installation, and the overlays and the encoder
    of the settings."""
    from dateline.engines.spacy import DIGEST
    from dateline.gazetteer import load_gazetteer

    settings = settings or Settings()
    encoder = load_encoder(settings)
    models = [DIGEST, *(str(m.sha256) for m in (encoder.models() if encoder is not None else ()))]
    gazetteer = load_gazetteer(settings.overlays)
    return Kept(folder, settings, f"{' '.join(models)} {gazetteer.name} {gazetteer.version}")
