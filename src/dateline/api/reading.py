"""One report from Python: `read()` gives a `Reading`, a dossier that can show itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.exports.writing import Written
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
    from dateline.protect.policy import Policy, Shown
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options, Target

__all__ = ["Reading", "read", "read_many", "read_url"]


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

    def to_json(self, *, indent: int | None = None, policy: Policy | None = None) -> str:
        """The dossier as JSON text, keys in the order of the contract.

        Without a policy it is the record itself, complete: keep it private where it holds sources to protect.
        `policy=dateline.SHARED` makes one to pass on.
        """
        from dateline.model.schema import dossier_to_json

        return dossier_to_json(self.shown(policy).dossier if policy else self.dossier, indent=indent)

    def shown(self, policy: Policy | None = None) -> Shown:
        """The dossier as it may be seen: by default with its protected sources hidden."""
        from dateline.protect.policy import Policy
        from dateline.protect.view import show

        return show(self.dossier, policy or Policy())

    def summary(self, width: int = 80, *, policy: Policy | None = None) -> str:
        """The dossier in words, wrapped to `width` columns."""
        from dateline.render.summary import summary_text

        return summary_text(self.shown(policy).dossier, width)

    def to_html(
        self, path: str | Path | None = None, *, policy: Policy | None = None, outlines: str | Path | None = None
    ) -> str:
        """One self-contained page: the text with marks, map, timeline, records. Written to `path` where given."""
        from dateline.files import write_whole
        from dateline.render.page.page import dossier_page

        page = dossier_page(self.shown(policy), outlines=Path(outlines) if outlines is not None else None)
        if path is not None:
            write_whole(Path(path), page.encode())
        return page

    def to_xlsx(self, path: str | Path, *, policy: Policy | None = None) -> None:
        """A workbook, one event a row, each value with its quote and source beside it."""
        from dateline.exports.xlsx import write_xlsx

        write_xlsx(Path(path), [self.shown(policy)])

    def to_csv(self, folder: str | Path, *, policy: Policy | None = None) -> list[Path]:
        """The same sheets as CSV files in a folder; the paths written."""
        from dateline.exports.csv_folder import write_csv

        return write_csv(Path(folder), [self.shown(policy)])

    def export(
        self,
        format: str,  # noqa: A002 - as on the command line
        path: str | Path,
        *,
        policy: Policy | None = None,
    ) -> Written:
        """Write the report in a format that others use ("ged", "geojson", "ftm" … as `dateline export --list` tells),
        with the reports on losses and redactions and the manifest beside it. Raises `SettingsError` for a format that
        there is not, `OutputError` where it cannot be written."""
        from dateline.exports.format import format_named
        from dateline.exports.material import material_of
        from dateline.exports.writing import write_export

        material = material_of(self.document.id, lambda: iter([self.shown(policy)]))
        return write_export(format_named(format), material, Path(path))

    def __repr__(self) -> str:
        from dateline.render.summary import counted

        told = [("event", self.events), ("claim", self.claims), ("actor", self.actors)]
        counts = ", ".join(counted(len(records), noun) for noun, records in told)
        return f"<Reading {self.document.id}: {counts}>"

    def _repr_html_(self) -> str:
        from dateline.render.page.notebook import notebook_html

        return notebook_html(self.shown())


def read(
    path_or_text: str | Path,
    *,
    published: str | dt.date | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    overlays: tuple[str, ...] | None = None,
    encoder: str | Path | None = None,
) -> Reading:
    """Read one report.

    A `Path`, or a string that names an existing file, is read from the file, of whatever format it is; any other string
    that holds white space is the report itself. `published` is the publication date as YYYY-MM-DD: without it (or one
    that the page or dateline tells) weekdays and "last month" stay undated. `overlays` are the user's own places by
    name (see `dateline place`): all that are installed without it, none with an empty tuple. `encoder` is the file of
    an encoder of mentions of your own, or "none" to read without one.

    Raises `InputError` for a report that cannot be read and for a file that holds several (`read_many` reads those),
    `SettingsError` for a wrong date or an overlay that is not there, `EngineMissing` where the parser's model is not
    installed or the encoder cannot be used.
    """
    from dateline.readers.given import Given
    from dateline.readers.inputs import Target
    from dateline.readers.text import read_text
    from dateline.reading import Settings, read_document

    if is_path(path_or_text):
        document = _only(Target(str(path_or_text), "file"), Given(_day(published), outlet, title, url))
    else:
        document = read_text(str(path_or_text), published=_day(published), outlet=outlet, title=title, url=url)
    return Reading(
        read_document(document, Settings(overlays=overlays, encoder=str(encoder) if encoder is not None else None))
    )


def read_url(address: str, *, published: str | dt.date | None = None, captures: str | Path | None = None) -> Reading:
    """Fetch one page and read it; in `captures` the page is kept with its hash and the time.

    Private and local addresses are refused, also behind redirects. Raises `InputError` where it cannot be fetched.
    """
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options, Target, is_url
    from dateline.reading import read_document

    if not is_url(address):
        raise InputError(address, "is no address of a page.", "It begins with https:// or http://.")
    options = Options(Given(_day(published)), captures=Path(captures) if captures is not None else None)
    return Reading(read_document(_only(Target(address, "url"), options.given, options)))


def _day(published: str | dt.date | None) -> str | None:
    """A date as the readers take it."""
    return published.strftime("%Y-%m-%d") if isinstance(published, dt.date) else published


def _only(target: Target, given: Given, options: Options | None = None) -> Document:
    """The one report of a target."""
    from dateline.readers.formats import Failure
    from dateline.readers.inputs import Options, reports_of

    found = list(islice(reports_of(target, options or Options(given)), 2))
    if len(found) > 1:
        raise InputError(target.name, "holds several reports.", "Read them with dateline.read_many().")
    if not found:
        raise InputError(target.name, "holds no report.")
    if isinstance(found[0], Failure):
        raise found[0].error
    return found[0]


def read_many(
    names: str | Path | Iterable[str | Path],
    *,
    published: str | dt.date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    resume: str | Path | None = None,
    failed: Callable[[str], None] | None = None,
) -> Iterator[Reading]:
    """Read every report in files, folders, patterns and tables, one after the other.

    `columns` says which column of a table holds what ({"text": "Body"}). With `resume`, dossiers are kept in that
    folder, and what is there already is not read again. `failed` is called with the reason for each report that cannot
    be read; without it the first one raises `InputError`.
    """
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options
    from dateline.readers.table.profile import profile_of
    from dateline.run.batch import read_batch
    from dateline.run.kept import kept_in

    if isinstance(names, (str, Path)):
        names = [names]
    options = Options(Given(_day(published), outlet), profile_of(columns).flat())
    for outcome in read_batch(map(str, names), options, kept=kept_in(Path(resume)) if resume else None):
        if outcome.dossier is not None:
            yield Reading(outcome.dossier)
        elif failed is not None:
            failed(outcome.reason or outcome.name)
        else:
            raise InputError(outcome.name, (outcome.reason or "").removeprefix(f"{outcome.name}: "))


def _names_a_file(line: str) -> bool:
    """Whether a line that is no file ends as the names of reports' files do ("my report.txt")."""
    from dateline.readers.formats import formats

    return Path(line).suffix.lower() in {extension for one in formats() for extension in one.extensions}


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
            if path_or_text.strip() and Path(path_or_text).is_dir():
                raise InputError(path_or_text, "is a folder.", "Read what is in it with dateline.read_many().")
        except OSError:
            return False
        if path_or_text.lower().startswith(("http://", "https://")):
            raise InputError(path_or_text, "is an address.", "Read the page with dateline.read_url().")
        if path_or_text and not any(c.isspace() for c in path_or_text):
            raise InputError(path_or_text, "no such file, and one word is no report.", "Give a path or the text.")
        if _names_a_file(path_or_text):
            raise InputError(path_or_text, "no such file.", "Check the name and the folder.")
    return False
