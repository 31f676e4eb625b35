"""What a reading takes to another process and what comes back, as JSON; and what `dateline read` does there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from dateline.model.document import Document
from dateline.reading import Settings

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from dateline.run.batch import Outcome

READER: Final = "dateline.run.jobs:prepare"


@cache
def _documents() -> TypeAdapter[Document]:
    from pydantic import TypeAdapter

    return TypeAdapter(Document)


def document_to_json(document: Document) -> bytes:
    return _documents().dump_json(document)


def document_from_json(data: bytes) -> Document:
    return _documents().validate_json(data, strict=True)


def settings_to_dict(settings: Settings) -> dict[str, Any]:
    return asdict(settings)


def settings_from_dict(told: dict[str, Any]) -> Settings:
    overlays = told["overlays"]
    return Settings(**told | {"overlays": tuple(overlays) if overlays is not None else None})


def settings_to_bytes(settings: Settings) -> bytes:
    return json.dumps(settings_to_dict(settings)).encode()


def prepare(setup: bytes) -> Callable[[bytes], bytes]:
    """The function from a job of `read_batch` to its answer (see `run.pool.Work`)."""
    from dateline.run.batch import read_one

    settings = settings_from_dict(json.loads(setup))

    def work(job: bytes) -> bytes:
        name, _, document = job.partition(b"\n")
        return outcome_to_bytes(read_one(json.loads(name), document_from_json(document), settings))

    return work


def job_of(name: str, document: Document) -> bytes:
    return json.dumps(name).encode() + b"\n" + document_to_json(document)


def outcome_to_bytes(outcome: Outcome) -> bytes:
    from dateline.model.schema import dossier_to_json

    head = json.dumps([outcome.name, outcome.reason, outcome.why]).encode()
    return head + b"\n" + (dossier_to_json(outcome.dossier).encode() if outcome.dossier is not None else b"")


def outcome_from_bytes(data: bytes) -> Outcome:
    from dateline.model.schema import dossier_from_json
    from dateline.run.batch import Outcome

    head, _, dossier = data.partition(b"\n")
    name, reason, why = json.loads(head)
    return Outcome(name, dossier_from_json(dossier) if dossier else None, reason, why=why)
