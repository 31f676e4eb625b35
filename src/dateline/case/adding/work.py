"""From a document to the entry of a case: read, hidden what is to be hidden, sealed what that leaves out.

`prepare` is what processes of the pool run (see `run.pool`). It knows nothing of the store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

from dateline.case.adding.nearness import bands_of, text_of
from dateline.case.adding.wire import (
    Answer,
    Setup,
    Task,
    answer_to_bytes,
    setup_from_bytes,
    task_from_bytes,
)
from dateline.case.store.entry import Entry, entry_of, pack
from dateline.model.dossier import Dossier
from dateline.protect.filenames import gives_away
from dateline.protect.gate import Gate, LeakError
from dateline.protect.policy import Policy, Shown
from dateline.protect.view import show
from dateline.run.batch import read_one

LEAK = "a name to hide could not be hidden"


def prepare(setup: bytes) -> Callable[[bytes], bytes]:
    """The function from a task to its answer, as bytes."""
    told = setup_from_bytes(setup)
    return lambda job: answer_to_bytes(answer(task_from_bytes(job), told))


def answer(task: Task, setup: Setup) -> Answer:
    """Read one report and make its entry."""
    outcome = read_one(task.name, task.document, setup.settings)
    if outcome.dossier is None:
        return Answer(None, outcome.reason, outcome.why)
    return entered(task, outcome.dossier, setup)


def entered(task: Task, dossier: Dossier, setup: Setup) -> Answer:
    """The entry of a dossier; a refusal where something to hide could not be hidden."""
    policy = Policy(protect=setup.protect, key=setup.pseudonyms)
    name = task.name if not gives_away(task.name, dossier, policy) else _unnamed(task.document.id)
    try:
        shown = show(dossier, policy)
        return Answer(_entry(task.key, name, dossier, shown, setup), unmatched=shown.unmatched)
    except LeakError as exc:
        return Answer(None, f"{name}: {exc}", LEAK)


def _unnamed(id_: str) -> str:
    return f"{id_} (its file's name is withheld)"


def _entry(key: str, name: str, dossier: Dossier, shown: Shown, setup: Setup) -> Entry:
    """The view as an entry, with the original sealed where the view leaves anything out."""
    view, sealed = shown.dossier, None
    if shown.redactions or view != _without_spans(dossier):
        sealed = _seal(pack(dossier), setup.recipient)
    else:
        view = dossier
    # rows of a dataset are alike in most of their words, and still no copies of each other
    bands = () if view.document.dataset is not None else bands_of(text_of(view.document))
    made = entry_of(view, name, key=key, sealed=sealed, bands=bands)
    check(made, shown.gate)
    return made


def _without_spans(dossier: Dossier) -> Dossier:
    """A view never tells where in the file its words stood: alone, that hides nobody."""
    file = dossier.document.file
    if file is None or not file.spans:
        return dossier
    return replace(dossier, document=replace(dossier.document, file=replace(file, spans=())))


def _seal(data: bytes, recipient: str) -> bytes:
    from pyrage import encrypt, x25519

    return bytes(encrypt(data, [x25519.Recipient.from_str(recipient)]))


def check(entry: Entry, gate: Gate) -> None:
    """Raise `LeakError` where any string of an entry's rows still holds what must not be seen. The dossier itself was
    checked when the view was made."""
    seen: set[str] = set()
    for field in fields(entry) if gate else ():
        value = getattr(entry, field.name)
        rows = value if isinstance(value, tuple) else ((value,),)
        for cell in (c for row in rows if isinstance(row, tuple) for c in row):
            if isinstance(cell, str) and cell not in seen and gate.leaks(cell):
                raise LeakError(field.name)
            seen.add(cell) if isinstance(cell, str) else None
