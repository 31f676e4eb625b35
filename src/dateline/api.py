"""Dateline from Python: `read()` gives a `Reading`, a dossier that can show itself."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.model.document import Document
    from dateline.model.dossier import Dossier, Receipt
    from dateline.model.records import (
        Actor,
        Amount,
        Claim,
        Control,
        Event,
        Finding,
        Media,
        Place,
        Relation,
        Source,
        Victim,
    )

__all__ = ["Reading", "read"]


class Reading:
    """One report, read. The attributes are the dossier's own records, frozen and typed; `dossier` is all of it.

    `to_json()` writes the dossier in the format that `dateline schema` describes, `summary()` tells it in words.
    """

    __slots__ = ("dossier",)

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    @property
    def document(self) -> Document:
        """The report: its text, sections, title, outlet and publication date."""
        return self.dossier.document

    @property
    def actors(self) -> tuple[Actor, ...]:
        """States, forces, groups, organisations and persons that take part in something."""
        return self.dossier.actors

    @property
    def places(self) -> tuple[Place, ...]:
        """Places with coordinates (WGS84), precision and how they were found."""
        return self.dossier.places

    @property
    def sources(self) -> tuple[Source, ...]:
        """Whoever says something, with kind, role and whether to protect them."""
        return self.dossier.sources

    @property
    def claims(self) -> tuple[Claim, ...]:
        """What the sources say, with stance."""
        return self.dossier.claims

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, is planned or is alleged: coded, dated, placed, with tolls."""
        return self.dossier.events

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Who backs, arms, leads or opposes whom."""
        return self.dossier.relations

    @property
    def control(self) -> tuple[Control, ...]:
        """Who holds which place."""
        return self.dossier.control

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Numbers other than death tolls, with their hedges."""
        return self.dossier.amounts

    @property
    def media(self) -> tuple[Media, ...]:
        """Videos and photos that the report shows or describes."""
        return self.dossier.media

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say: stated beside computed."""
        return self.dossier.findings

    @property
    def victims(self) -> tuple[Victim, ...]:
        """Persons named as harmed."""
        return self.dossier.victims

    @property
    def receipt(self) -> Receipt:
        """How the dossier was made: versions, digests, settings, what was given up."""
        return self.dossier.receipt

    def to_json(self, *, indent: int | None = None) -> str:
        """The dossier as JSON text, keys in the order of the contract."""
        from dateline.model.schema import dossier_to_json

        return dossier_to_json(self.dossier, indent=indent)

    def summary(self, width: int = 80) -> str:
        """The dossier in words, wrapped to `width` columns."""
        from dateline.render.summary import summary_text

        return summary_text(self.dossier, width)

    def __repr__(self) -> str:
        from dateline.render.summary import counted

        told = [("event", self.events), ("claim", self.claims), ("actor", self.actors)]
        counts = ", ".join(counted(len(records), noun) for noun, records in told)
        return f"<Reading {self.document.title or self.document.id}: {counts}>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.summary())}</pre>"


def read(
    path_or_text: str | Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
) -> Reading:
    """Read one report.

    A `Path`, or a string that names an existing file, is read from the file; any other string that holds white space is
    the report itself. `published` is the publication date as YYYY-MM-DD: without it (or a dated dateline) weekdays and
    "last month" stay undated. Raises `InputError` for a report that cannot be read, `SettingsError` for a wrong date,
    `EngineMissing` where the parser's model is not installed.
    """
    from dateline.readers.text import read_path, read_text
    from dateline.reading import read_document

    if is_path(path_or_text):
        document = read_path(path_or_text, published=published, outlet=outlet, title=title, url=url)
    else:
        document = read_text(str(path_or_text), published=published, outlet=outlet, title=title, url=url)
    return Reading(read_document(document))


def is_path(path_or_text: str | Path) -> bool:
    """Whether `read` takes its argument for a file; `InputError` for a lone word that names none."""
    if isinstance(path_or_text, Path):
        return True
    if not isinstance(path_or_text, str):
        raise TypeError(f"read() takes a path or a text, not {type(path_or_text).__name__}.")
    if len(path_or_text) < 1000 and "\n" not in path_or_text and "\0" not in path_or_text:
        try:
            if Path(path_or_text).is_file():
                return True
        except OSError:
            return False
        if path_or_text and not any(c.isspace() for c in path_or_text):
            raise InputError(path_or_text, "no such file, and one word is no report.", "Give a path or the text.")
    return False
