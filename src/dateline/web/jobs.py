"""Long work beside the requests: one job after the other, its state told to whoever asks, stopped on request."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from dateline.errors import DatelineError

State = Literal["waiting", "running", "done", "failed", "cancelled"]
KEPT: Final = 100
"""Jobs that are remembered once they are over."""
_LOG: Final = logging.getLogger(__name__)


class Cancelled(DatelineError):
    """Somebody asked the job to stop."""


@dataclass
class Job:
    """One piece of long work. Its own thread writes it, requests read it."""

    id: str
    what: str
    """In words, for people."""
    who: str
    state: State = "waiting"
    done: int = 0
    of: int = 0
    told: str = ""
    """Where it is, or why it failed."""
    files: dict[str, Path] = field(default_factory=dict)
    """What it made: name -> file."""
    counts: dict[str, int] = field(default_factory=dict)
    """What became of what it worked on: "added" -> 12."""
    reasons: list[str] = field(default_factory=list)
    """Why something failed, one line each; a hundred at most are worth keeping."""
    then: str = ""
    """Path of a page on which one goes on."""
    stop: threading.Event = field(default_factory=threading.Event, repr=False)

    def progress(self, done: int, of: int, told: str = "") -> None:
        """Say how far it is; raises `Cancelled` where somebody asked it to stop."""
        if self.stop.is_set():
            raise Cancelled("It was stopped; what was done so far is kept.")
        self.done, self.of, self.told = done, of, told

    @property
    def over(self) -> bool:
        return self.state in {"done", "failed", "cancelled"}


class Jobs:
    """The jobs of a server, in the order in which they came. `close` waits for the one that runs."""

    def __init__(self) -> None:
        self._known: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="dateline-job")

    def start(self, what: str, who: str, work: Callable[[Job], None]) -> Job:
        """Do `work` once those before it are over."""
        job = Job(secrets.token_hex(8), what, who)
        with self._lock:
            self._known[job.id] = job
            for old in [j.id for j in self._known.values() if j.over][:-KEPT]:
                del self._known[old]
        self._worker.submit(self._run, job, work)
        return job

    def find(self, id_: str) -> Job | None:
        return self._known.get(id_)

    def all(self) -> list[Job]:
        """The newest first."""
        with self._lock:
            return list(reversed(self._known.values()))

    def forget(self) -> None:
        """Those that are over are not told of any more."""
        with self._lock:
            for old in [j.id for j in self._known.values() if j.over]:
                del self._known[old]

    def close(self) -> None:
        """Stop what waits and runs, and wait for it to end."""
        for job in self.all():
            job.stop.set()
        self._worker.shutdown(wait=True, cancel_futures=True)

    @staticmethod
    def _run(job: Job, work: Callable[[Job], None]) -> None:
        if job.stop.is_set():
            job.state = "cancelled"
            return
        job.state = "running"
        try:
            work(job)
        except Cancelled as exc:
            job.state, job.told = "cancelled", str(exc)
        except DatelineError as exc:
            job.state, job.told = "failed", str(exc)
        except Exception:  # noqa: BLE001 - a job that breaks must not take the ones behind it along
            _LOG.exception("A job failed: %s", job.what)
            job.state, job.told = (
                "failed",
                "It failed for a reason that is a fault of the program; see the server's log.",
            )
        else:
            job.state = "done"
