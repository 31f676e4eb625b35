"""An export, as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from pydantic import BaseModel, Field

from dateline.web.errors import NotFound
from dateline.web.jobs import State
from dateline.web.topics.export.choosing import FormatTold, told
from dateline.web.topics.export.making import Making
from dateline.web.topics.export.outcome import Credit, Guarded, Lost, Redacted, credits_in, losses_of, redactions_of

if TYPE_CHECKING:
    from dateline.web.desk import Desk

KINDS = {
    "export": "The export",
    "losses": "What it could not carry",
    "redactions": "What was hidden",
    "manifest": "Manifest: digests, versions, licences",
}


class FileTold(BaseModel):
    """A file to fetch."""

    kind: str = Field(description="export, losses, redactions or manifest")
    title: str
    name: str
    bytes: int
    sha256: str
    url: str


class ExportTold(BaseModel):
    """An export, as it stands."""

    id: str
    format: FormatTold
    query: str = Field(description="What was asked, as the address of the page has it.")
    who: str
    share: bool = Field(description="Whether it is for passing on.")
    state: State
    told: str = Field(description="Where it is, or why it failed.")
    records: int = Field(description="Records written so far.")
    over: bool
    files: list[FileTold] = Field(description="What there is to fetch, once it is done.")
    losses: list[Lost]
    redactions: list[Redacted]
    licences: list[Credit]
    refused: list[Guarded] = Field(description="Why it was refused: reports that nobody has gone through.")
    note: str | None = Field(description="The decision that says that it was exported all the same.")


class ExportsTold(BaseModel):
    """The exports that the server keeps, the newest first."""

    items: list[ExportTold]


def found(desk: Desk, id_: str) -> Making:
    """An export by its id; `NotFound` where there is none, or its files are gone."""
    made = desk.exports.find(id_)
    if made is None:
        raise NotFound("There is no such export here: files are kept for an hour, and no longer than the server runs.")
    return made


def as_told(made: Making) -> ExportTold:
    """An export, as it stands."""
    written = made.written
    return ExportTold(
        id=made.job.id,
        format=told(made.format),
        query=urlencode(made.asked.query()),
        who=made.job.who,
        share=made.asked.share,
        state=made.job.state,
        told=made.job.told,
        records=written.records if written else made.job.done,
        over=made.job.over,
        files=[_file(made, kind) for kind in made.files] if made.job.state == "done" else [],
        losses=losses_of(written) if written else [],
        redactions=redactions_of(written) if written else [],
        licences=credits_in(written.manifest) if written else [],
        refused=[Guarded.of(p) for p in made.refused],
        note=made.note,
    )


def _file(made: Making, kind: str) -> FileTold:
    digest = made.digests[kind]
    return FileTold(
        kind=kind, title=KINDS[kind], name=made.files[kind].name, bytes=int(digest["bytes"]),
        sha256=str(digest["sha256"]), url=f"/api/v1/exports/{made.job.id}/files/{kind}",
    )  # fmt: skip
