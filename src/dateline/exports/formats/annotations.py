"""W3C Web Annotations: an annotation for each span of evidence, one a line.

Each line is a whole JSON-LD document. The model's own container, an AnnotationPage, is one JSON object that must be
read whole to read any of it; a million annotations would be out of reach for most programs. A line can be used alone,
and `{"@context": …, "type": "AnnotationPage", "items": […]}` around the lines makes a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dateline.exports.format import Format, Mapped, Told
from dateline.exports.linked.lines import line
from dateline.exports.linked.marking import Marking
from dateline.exports.linked.names import urn
from dateline.exports.linked.reports import reports_of
from dateline.exports.linked.spans import KINDS, Span, motives, spans_of
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.render.words import STANCES, clean, names_of

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
BEHIND: Final = "an annotation marks the words of a record; its values stand behind the IRI of its body"
HALF: Final = "half a character is no Unicode: U+FFFD stands in its place"
NO_WORDS: Final = "the record has no words in the report to mark"
COLUMNS: Final = (
    "@context", "id", "type", "motivation", "creator", "generator", "body[0].id", "body[0].format", "body[1].value",
    "body[2].value",
    "target.source.id", "target.source.format", "target.source.language", "target.source.creator",
    "target.source.created", "target.state", "target.renderedVia", "target.selector[0].start",
    "target.selector[0].end", "target.selector[1].exact", "target.selector[1].prefix", "target.selector[1].suffix",
)  # fmt: skip


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the annotations, one a line, report by report in the order of the contract."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        for dossier in reports_of(material, losses):
            for annotation in annotations_of(dossier):
                stream.write(line(annotation))
                n += 1
            _tell(dossier, losses)
            told(n)
    return n


def annotations_of(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The annotations of one report."""
    reader = software(dossier)
    marking = Marking(dossier.document, reader["id"])
    rules: dict[tuple[str, str], dict[str, str]] = {}
    says = _says(dossier)
    for span in spans_of(dossier):
        origin = (span.origin.engine, span.origin.rule)
        creator = rules.setdefault(origin, _rule(*origin))
        made = _annotation(span, marking, creator, reader)
        if span.kind == "claim" and span.slot == "content":
            made["body"].append(_words(says[span.record], "describing"))
        yield made


def _says(dossier: Dossier) -> dict[str, str]:
    """Id of a claim -> who says it, and how: the words alone would be nobody's, and those of a denial its contrary."""
    names = names_of(dossier)
    return {c.id: f"{clean(names.source(c.source))} {STANCES[c.stance]}" for c in dossier.claims}


def _annotation(span: Span, marking: Marking, creator: dict[str, str], reader: dict[str, str]) -> dict[str, Any]:
    motive = motives()[span.kind, span.slot]
    return {
        "@context": CONTEXT,
        "id": urn(span.record, f"{span.slot}.{span.at}"),
        "type": "Annotation",
        "motivation": motive.motivation,
        "creator": creator,
        "generator": reader,
        "body": [
            {"id": urn(span.record), "type": "Dataset", "format": "application/json", "creator": creator},
            _words(motive.label, "tagging"),
        ],
        "target": marking.target(span.evidence),
    }


def _words(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "language": "en", "purpose": purpose}


def software(dossier: Dossier) -> dict[str, str]:
    """What read the report, as an agent."""
    receipt = dossier.receipt
    name = f"Dateline {receipt.dateline} ({receipt.engine})"
    return {"id": urn(f"software-{receipt.dateline}-{receipt.engine}"), "type": "Software", "name": name}


def _rule(engine: str, rule: str) -> dict[str, str]:
    return {"id": urn(f"rule-{engine}-{rule}"), "type": "Software", "name": f"{engine}: {rule}"}


def _tell(dossier: Dossier, losses: Losses) -> None:
    """The losses of one report: what an annotation has no place for."""
    document: Document = dossier.document
    for _, name, _ in KINDS:
        if found := getattr(dossier, name):
            losses.dropped(document.id, name, len(found), BEHIND)
    for source in dossier.sources:
        if not source.mentions:
            losses.left_out(source.id, NO_WORDS)
    if halves := sum("\ud800" <= c <= "\udfff" for c in document.text):
        losses.changed(document.id, "text", halves, HALF)


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("annotations", COLUMNS)


FORMAT: Final = Format(
    name="annotations",
    title="W3C Web Annotations",
    suffix=".jsonl",
    media_type="application/jsonl",
    standard="Web Annotation Data Model, W3C Recommendation 23 February 2017 (https://www.w3.org/TR/annotation-model/)",
    summary="the words behind each record, one JSON-LD annotation a line: for Hypothesis, Recogito, archives",
    write=write,
    mapping=mapping,
)
