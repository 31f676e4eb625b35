"""Exports that are made beside the requests. The files lie in a private folder of the server, for an hour; when it ends
they are gone (`web.rooms`).

A report with protected sources that nobody has gone through stops an export, unless whoever asks says that it is to be
exported all the same: what was read about those people was then seen by a machine alone. That it was said is kept on
the case, before the file can be fetched.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.case.store.rows.besides import Protecting
from dateline.case.views.guarded import unreviewed
from dateline.case.views.moments import moment_of
from dateline.case.views.streaming import CaseStream
from dateline.errors import DatelineError, OutputError, SettingsError
from dateline.exports.case_material import material_of_case
from dateline.exports.format import Format, format_named
from dateline.exports.writing import Written, digest_of, write_export
from dateline.model.judgement import Judgement
from dateline.web.rooms import Room
from dateline.web.topics.export.asked import ExportWanted

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.jobs import Job

KEPT: Final = 3600.0
"""Seconds that files are kept once they are made."""
NAMED: Final = 50
"""Reports that the note names."""
LONGEST: Final = 120
"""Bytes of the name of a case that names of files begin with: file systems allow 255 in all."""
_ODD: Final = re.compile(r"[^\w.-]+")
RULE: Final = (
    "Reports with protected sources that nobody has gone through to the end stop an export: what was read about those "
    "people was seen by a machine alone."
)


class Refused(DatelineError):
    """Reports with protected sources that nobody has gone through are in it."""

    def __init__(self, reports: Collection[Protecting]) -> None:
        self.reports = tuple(reports)
        count = "1 report" if len(self.reports) == 1 else f"{len(self.reports):,} reports"
        super().__init__(
            f"{RULE} {count} of this export; review them, or say that they are to be exported all the same."
        )


@dataclass
class Making:
    """An export that is made, or was."""

    job: Job
    asked: ExportWanted
    format: Format
    room: Path
    files: dict[str, Path] = field(default_factory=dict)
    """"export", "losses", "redactions", "manifest" -> file."""
    digests: dict[str, dict[str, str | int]] = field(default_factory=dict)
    written: Written | None = None
    refused: tuple[Protecting, ...] = ()
    note: str | None = None
    """Id of the judgement that says that it was exported all the same."""
    over: float | None = None
    """When it ended, by a clock that only goes on."""


class Exports:
    """The exports of a server."""

    def __init__(self) -> None:
        self._known: dict[str, Making] = {}
        self._lock = threading.Lock()
        self._room: Room | None = None

    def start(self, desk: Desk, asked: ExportWanted, who: str) -> Making:
        """Begin to make one. Raises `SettingsError` for what makes no sense, `Refused` where that is known at once."""
        self.sweep()
        if not who.strip():
            raise SettingsError("Whoever exports is known by name: sign in, or start the server with --who.")
        format_, only = format_named(asked.format), asked.only
        seq = moment_of(desk.store, asked.as_of).seq
        if not only.asks and not asked.all_the_same and (found := unreviewed(desk.store, seq)):
            raise Refused(found)
        ready = threading.Event()
        made: list[Making] = []

        def work(job: Job) -> None:
            ready.wait()
            try:
                _make(desk, made[0])
            finally:
                made[0].over = time.monotonic()

        job = desk.jobs.start(f"Export: {format_.title}", who, work)
        made.append(Making(job, asked, format_, self._room_of(job.id)))
        with self._lock:
            self._known[job.id] = made[0]
        ready.set()
        return made[0]

    def find(self, id_: str) -> Making | None:
        self.sweep()
        return self._known.get(id_)

    def all(self) -> list[Making]:
        """The newest first."""
        self.sweep()
        with self._lock:
            return list(reversed(self._known.values()))

    def drop(self, id_: str) -> None:
        """Stop it, or take its files away."""
        made = self._known.get(id_)
        if made is None:
            return
        made.job.stop.set()
        if made.job.over:
            self._forget([made])

    def drop_all(self) -> None:
        """Take the files of all away, and stop those that are being made."""
        for made in self.all():
            self.drop(made.job.id)

    def sweep(self, now: float | None = None) -> None:
        """Take away what was made long ago."""
        now = time.monotonic() if now is None else now
        with self._lock:
            old = [m for m in self._known.values() if m.over is not None and m.job.over and now - m.over > KEPT]
        self._forget(old)

    def close(self) -> None:
        """Take all away."""
        if self._room is not None:
            self._room.drop()

    def _forget(self, gone: Collection[Making]) -> None:
        for made in gone:
            shutil.rmtree(made.room, ignore_errors=True)
            with self._lock:
                self._known.pop(made.job.id, None)

    def _room_of(self, id_: str) -> Path:
        with self._lock:
            if self._room is None:
                self._room = Room("exports")
        room = self._room.path / id_
        room.mkdir()
        return room


def _make(desk: Desk, made: Making) -> None:
    """What the job does: see that nobody is exposed unseen, write, pack, say what there is."""
    asked, job = made.asked, made.job
    job.progress(0, 0, "Looking for protected sources that nobody has gone through")
    found = _unseen(desk, asked)
    if found and not asked.all_the_same:
        made.refused = found
        raise Refused(found)
    name = f"{_cut(_ODD.sub('-', desk.name))}-{made.format.name}".strip("-.")
    target = made.room / f"{name}{made.format.suffix if not made.format.folder else ''}"
    material = material_of_case(
        desk.store, only=asked.only, at=asked.at, as_of=asked.as_of, share=asked.share,
        looked=lambda done: job.progress(done, 0, f"{done:,} reports gone through"),
    )  # fmt: skip
    try:
        written = write_export(made.format, material, target, lambda n: job.progress(n, 0, f"{n:,} records written"))
        file = _packed(target) if made.format.folder else target
        job.progress(written.records, written.records, f"{written.records:,} records written")
    except BaseException as exc:
        shutil.rmtree(made.room, ignore_errors=True)
        if isinstance(exc, OutputError):  # where the server keeps its files is nobody's business
            raise OutputError(Path(exc.name).name, exc.reason) from exc
        raise
    made.note = _noted(desk, made, found) if found else None
    losses, redactions, manifest = written.beside
    made.files = {"export": file, "losses": losses, "redactions": redactions, "manifest": manifest}
    made.digests = {kind: digest_of(path) for kind, path in made.files.items()}
    made.written = written


def _unseen(desk: Desk, asked: ExportWanted) -> tuple[Protecting, ...]:
    """Reports of the export with protected sources that nobody has gone through."""
    stream = CaseStream(desk.store, only=asked.only, at=asked.at, as_of=asked.as_of)
    found = unreviewed(desk.store, stream.asked.moment.seq)
    inside = stream.reports if found else None
    return tuple(p for p in found if inside is None or p.report in inside)


def _noted(desk: Desk, made: Making, found: Collection[Protecting]) -> str:
    """Keep on the case that somebody exported them all the same."""
    ids = ", ".join(p.report for p in list(found)[:NAMED]) + (" …" if len(found) > NAMED else "")
    told = (
        f"exported as {made.format.name} for {'passing on' if made.asked.share else 'the house'}, with the protected "
        f"sources of reports that nobody has gone through ({len(found):,}): {ids}"
    )
    note = Judgement("note", "case", (desk.store.info(counted=False).id,), made.job.who, value=told)
    return desk.store.judge([note], once=f"export-{made.job.id}")[0].id


def _cut(name: str) -> str:
    """As much of a name as a file system has room for; no sign is halved."""
    return name.encode()[:LONGEST].decode("utf-8", "ignore")


def _packed(folder: Path) -> Path:
    """The folder as one file."""
    target = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            packed.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return target
