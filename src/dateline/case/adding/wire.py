"""What goes to whoever reads a report, perhaps in another process, and what comes back: as JSON, never as pickles."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from dateline.case.store.entry import Entry
from dateline.model.document import Document
from dateline.reading import Settings
from dateline.run.jobs import document_from_json, document_to_json, settings_from_dict

_BYTES: Final = frozenset({"dossier", "sealed"})
_PLAIN_TUPLE: Final = frozenset({"bands"})


@dataclass(frozen=True, slots=True)
class Setup:
    """What all reports of one adding share. The key that opens what is sealed is not among it."""

    settings: Settings
    recipient: str
    """Public key that originals are sealed for."""
    pseudonyms: bytes
    """Secret that pseudonyms are made with."""
    protect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One report to read."""

    name: str
    key: str
    document: Document


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it: an entry, or the reason why there is none."""

    entry: Entry | None
    reason: str | None = None
    why: str = ""
    unmatched: tuple[int, ...] = ()
    """Which of the names to hide the report does not hold."""


def setup_to_bytes(setup: Setup) -> bytes:
    told = asdict(setup) | {"pseudonyms": setup.pseudonyms.hex()}
    return json.dumps(told).encode()


def setup_from_bytes(data: bytes) -> Setup:
    told = json.loads(data)
    return Setup(
        settings_from_dict(told["settings"]),
        told["recipient"],
        bytes.fromhex(told["pseudonyms"]),
        tuple(told["protect"]),
    )


def task_to_bytes(task: Task) -> bytes:
    head = json.dumps([task.name, task.key]).encode()
    return head + b"\n" + document_to_json(task.document)


def task_from_bytes(data: bytes) -> Task:
    head, _, document = data.partition(b"\n")
    name, key = json.loads(head)
    return Task(name, key, document_from_json(document))


def answer_to_bytes(answer: Answer) -> bytes:
    entry = None if answer.entry is None else {f.name: _out(f.name, answer.entry) for f in fields(Entry)}
    return json.dumps([entry, answer.reason, answer.why, answer.unmatched]).encode()


def answer_from_bytes(data: bytes) -> Answer:
    entry, reason, why, unmatched = json.loads(data)
    made = None if entry is None else Entry(**{name: _in(name, value) for name, value in entry.items()})
    return Answer(made, reason, why, tuple(unmatched))


def _out(name: str, entry: Entry) -> Any:
    value = getattr(entry, name)
    return base64.b64encode(value).decode() if name in _BYTES and value is not None else value


def _in(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _BYTES:
        return base64.b64decode(value)
    if name in _PLAIN_TUPLE:
        return tuple(value)
    return tuple(tuple(row) for row in value) if isinstance(value, list) else value
