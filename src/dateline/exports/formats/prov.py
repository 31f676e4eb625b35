"""W3C PROV: what was read, what read it, which rule made each record, who decided; as PROV-N or as PROV-JSON.

PROV-N is the Recommendation's own notation, a statement a line, written as it comes. PROV-JSON, which more programs
read, sorts statements by kind: each kind lies in a file of its own until the end, so that neither needs memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from dateline.exports.format import Format, Mapped, Told
from dateline.exports.linked.once import once
from dateline.exports.linked.prov.notation import Sections, provn
from dateline.exports.linked.prov.of_case import decisions_of, happenings_of, revisions
from dateline.exports.linked.prov.of_report import RECORDS, OfReport
from dateline.exports.linked.prov.statements import Statement
from dateline.exports.linked.reports import reports_of
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material
from dateline.model.dossier import Dossier

COLUMNS: Final = (
    "entity(report)", "entity(record)", "entity(codebook)", "entity(happening)", "entity(judgement)",
    "activity(reading)", "activity(deciding)", "agent(program)", "agent(rule)", "agent(source)", "agent(coder)",
    "used", "wasGeneratedBy", "wasDerivedFrom(record, report)", "wasDerivedFrom(event, claim)",
    "wasDerivedFrom(report, report)", "wasAttributedTo(record, rule)", "wasAttributedTo(claim, source)",
    "wasAssociatedWith", "actedOnBehalfOf", "hadMember", "wasInvalidatedBy",
)  # fmt: skip
VALUES: Final = "PROV tells where a record is from; its values stand in the dossier under the same id"
OFFSETS: Final = "PROV has no place for offsets into a text"
NO_DAY: Final = "a dossier does not know when it was read, so that the reading has no time"
STANDARD: Final = "PROV-DM, W3C Recommendation 30 April 2013 (https://www.w3.org/TR/prov-dm/)"


def statements_of(material: Material, losses: Losses, told: Told) -> Iterator[Statement]:
    """Everything that PROV says of the material."""
    n = 0
    with once() as met, revisions() as pages:
        for dossier in reports_of(material, losses):
            for statement in OfReport(dossier, met).statements():
                n += 1
                yield statement
            pages.add(dossier.document)
            _tell(dossier, losses)
            told(n)
        if material.kind == "case":
            yield from happenings_of(material)
            yield from decisions_of(material)
            yield from pages.statements()


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write PROV-N, a statement a line."""
    written = Counter[str]()
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(provn(_counted(statements_of(material, losses, told), written)))
    return written.total()


def write_json(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write PROV-JSON, section by section."""
    written = Counter[str]()
    with TemporaryDirectory(dir=path.parent, prefix="prov-") as room, ExitStack() as stack:
        sections = Sections(Path(room), stack)
        for statement in _counted(statements_of(material, losses, told), written):
            sections.add(statement)
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(sections.document())
    return written.total()


def _counted(statements: Iterator[Statement], written: Counter[str]) -> Iterator[Statement]:
    for statement in statements:
        written[statement.kind] += 1
        yield statement


def _tell(dossier: Dossier, losses: Losses) -> None:
    report = dossier.document.id
    for _, name, _ in RECORDS:
        if found := getattr(dossier, name):
            losses.dropped(report, name, len(found), VALUES)
    losses.dropped(report, "evidence", "start, end", OFFSETS)
    losses.dropped(report, "reading", "time", NO_DAY)


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("prov", COLUMNS)


FORMAT: Final = Format(
    name="prov",
    title="W3C PROV, as PROV-N",
    suffix=".provn",
    media_type="text/provenance-notation",
    standard=f"{STANDARD}; PROV-N (https://www.w3.org/TR/prov-n/)",
    summary="where each record is from: report, reading, rule, decision; a statement a line",
    write=write,
    mapping=mapping,
)
FORMAT_JSON: Final = Format(
    name="prov-json",
    title="W3C PROV, as PROV-JSON",
    suffix=".json",
    media_type="application/json",
    standard=f"{STANDARD}; PROV-JSON, W3C Member Submission 24 April 2013"
    " (https://www.w3.org/submissions/2013/SUBM-prov-json-20130424/)",
    summary="the same as prov, in the notation that most programs read",
    write=write_json,
    mapping=mapping,
)
