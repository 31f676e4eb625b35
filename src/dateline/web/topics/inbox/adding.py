"""Reports that a browser sends, into the case: kept aside, then read by a job, as `dateline add` does.

Names of files come from outside: they are said in messages, and no path is ever made of them. Each is read under a name
of ours in a folder that nobody else may open, which is gone when the job is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, BinaryIO, Final

from dateline.case.adding.add import add_found
from dateline.case.keep.keys import CaseKey, key_path, load_key
from dateline.case.linking import link_case
from dateline.errors import DatelineError, InputError, SettingsError
from dateline.readers.formats import Input, read_input
from dateline.readers.given import Given
from dateline.render.words import clean
from dateline.run.batch import Found, found_in
from dateline.web.rooms import Room

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.jobs import Job
    from dateline.web.people import Person

FILES: Final = 500
"""Files that are taken at once …"""
LARGEST: Final = 200 * 2**20
"""… and bytes of one; what is sent together is bounded before it comes here (`security.bodies`)."""
TEXT: Final = 2_000_000
"""Characters of a pasted report."""
REASONS: Final = 100
WORKERS: Final = 2
"""Reports are read in processes of their own, so that one that takes for ever, or breaks, does not take the server."""
SECONDS: Final = 300.0
"""What one report may take."""
_LONGEST: Final = 120
LINK: Final = "Link the events of the case"


class NothingAdded(DatelineError):
    """Nothing of what was sent could be added."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that came, under a name of ours."""

    name: str
    """What it was called, cleaned: for messages."""
    path: Path


def case_key(desk: Desk) -> CaseKey:
    """The key that reports are added with. Raises `InputError` saying where it was looked for."""
    path = desk.settings.key or key_path(desk.settings.case)
    if not path.exists():
        raise InputError(
            desk.name,
            "reports cannot be added here: the key of the case is not beside it.",
            "Whoever made the case has it. Start the server with --key FILE, or add them with `dateline add`.",
        )
    return load_key(path)


def told_name(name: str | None) -> str:
    """What a file is called, without the folders that a browser or a stranger put before it."""
    last = PureWindowsPath(PurePosixPath(clean(name or "")).name).name
    return last[-_LONGEST:].strip() or "a file without a name"


class Aside:
    """What came, in a folder of its own; gone when it is dropped, or nobody holds it."""

    def __init__(self) -> None:
        self._room = Room("sent")
        self.folder, self.drop = self._room.path, self._room.drop
        self.files: list[Sent] = []

    def put(self, name: str, stream: BinaryIO) -> None:
        """Keep a file. Raises `SettingsError` for one too many, or one that is too large."""
        if len(self.files) >= FILES:
            raise SettingsError(f"At most {FILES} files at once. Send the rest afterwards, or use `dateline add`.")
        path = self.folder / f"{len(self.files)}"
        left = LARGEST
        with path.open("wb") as written:
            while piece := stream.read(2**20):
                left -= len(piece)
                if left < 0:
                    most = LARGEST // 2**20
                    raise SettingsError(f"{name}: files up to {most} MiB are taken here; use `dateline add`.")
                written.write(piece)
        self.files.append(Sent(name, path))


def start_adding(
    desk: Desk, person: Person, aside: Aside, given: Given, protect: Sequence[str] = (), *, link: bool = False
) -> Job:
    """Read and add what was kept aside, once the jobs before it are over; `link`: link the case then."""
    key = case_key(desk)
    named = aside.files[0].name if len(aside.files) == 1 else f"{len(aside.files)} files"

    def work(job: Job) -> None:
        try:
            _add(desk, job, aside, given, tuple(protect), key)
        finally:
            aside.drop()
        if link and job.counts.get("added", 0) + job.counts.get("near copy", 0):
            start_linking(desk, person)

    return desk.jobs.start(f"Add {named}", person.name, work)


def start_linking(desk: Desk, person: Person) -> Job:
    """Put events of different reports that are one happening together."""

    def work(job: Job) -> None:
        linked = link_case(desk.store, lambda done, of: job.progress(done, of, "reports compared"))
        groups = len(linked.linked.groups)
        job.counts = {"events": linked.events, "happenings": groups, "told more than once": linked.several}
        job.told, job.then = "The events are linked.", "/explore"

    return desk.jobs.start(LINK, person.name, work)


def _add(desk: Desk, job: Job, aside: Aside, given: Given, protect: tuple[str, ...], key: CaseKey) -> None:
    became: Counter[str] = Counter()
    files = len(aside.files)
    job.progress(0, files, "starting")

    def opened() -> Iterator[Found]:
        for n, sent in enumerate(aside.files):
            job.progress(n, files, f"{became.total()} reports")
            yield from _opened(sent, given)

    with closing(add_found(desk.store, opened(), key=key, protect=protect, workers=WORKERS, limit=SECONDS)) as receipts:
        for receipt in receipts:
            became[receipt.became] += 1
            job.counts = dict(became)
            if receipt.became == "failed" and len(job.reasons) < REASONS:
                job.reasons.append(clean(receipt.reason or receipt.name))
            job.progress(min(job.done, files), files, f"{became.total()} reports")
    job.done, job.told, job.then = files, "", "/inbox"
    if became["failed"] == became.total():
        raise NothingAdded("Nothing was added.")


def _opened(sent: Sent, given: Given) -> Iterator[Found]:
    """The reports in a file."""
    size = sent.path.stat().st_size
    if not size:
        yield Found(sent.name, None, f"{sent.name}: is empty.", "is empty")
        return
    with sent.path.open("rb") as stream:
        try:
            yield from found_in(sent.name, read_input(Input(sent.name, stream, size, given=given)))
        except InputError as exc:
            yield Found(sent.name, None, str(exc), exc.reason.rstrip("."))
