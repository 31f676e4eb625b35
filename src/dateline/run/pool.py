"""One piece of work over many jobs, in processes of their own: answers in the order of the jobs, few at a time in
memory, and what dies is started anew.

Jobs and answers are bytes, so that nothing but data goes between processes. A job whose process dies is done again; one
that two processes died of, or that takes longer than it may, is given up and the rest goes on. concurrent.futures gives
all jobs up where one process dies.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from dateline import errors
from dateline.errors import DatelineError
from dateline.run.pool_worker import DONE, HEAD, JOB, READY, REFUSED, START, frame, resolve, write_all

LIMIT: Final = 600.0
"""Seconds that one job may take. A long report takes some ten."""
STARTING: Final = 120.0
"""Seconds that a process may take until it is ready."""
TICK: Final = 0.5
"""Seconds after which whoever waits for answers hears that there is none yet."""
AHEAD: Final = 8
"""Jobs a process that may be taken before the oldest is answered: what memory holds."""
TRIES: Final = 2
"""Processes that may die of one job."""
STARTS: Final = 3
"""Processes that may die in a row before they are ready."""
_SCRIPT: Final = Path(__file__).with_name("pool_worker.py")
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""A process a core: more threads would only wait for each other."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """What to do, by a name that a fresh process can find.

    `function` is "module:function". Called with `setup` once, it gives the function from a job to its answer. That one
    catches what may go wrong with a job; what it lets through as `DatelineError` ends the whole work, all else its
    process.
    """

    function: str
    setup: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """There is no answer, and why."""

    why: str


Answer = bytes | GivenUp | None
"""None: the job was None, there was nothing to do."""


def in_order(
    work: Work, jobs: Iterable[tuple[T, bytes | None]], workers: int = 1, limit: float = LIMIT
) -> Generator[tuple[T, Answer] | None, None, None]:
    """Each job's tag with its answer, in the order of the jobs; None now and then while one is waited for.

    With one worker all is done here, without a limit of time. Jobs are taken as they are needed. Raises `DatelineError`
    where the work refuses, or its processes cannot be started.
    """
    if workers <= 1:
        function = resolve(work.function)(work.setup)
        for tag, job in jobs:
            yield tag, None if job is None else function(job)
        return
    pool = _Pool[T](work, workers, limit)
    try:
        yield from pool.run(iter(jobs))
    finally:
        pool.close()


@dataclass(slots=True)
class _Job(Generic[T]):
    number: int
    tag: T
    body: bytes
    deaths: int = 0


class _Worker(Generic[T]):
    """One process, and the job that it is at."""

    def __init__(self, work: Work) -> None:
        told = {
            # the signal is bound to the thread that starts a process: other threads may end before their work does
            "parent": os.getpid() if threading.current_thread() is threading.main_thread() else None,
            "path": [str(Path.cwd()) if p == "" else p for p in sys.path],
            "function": work.function,
        }
        own_group: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}  # Ctrl-C is for the parent
        self.process = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-P", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=os.environ | dict.fromkeys(_ONE_THREAD, "1"),
            **own_group,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.to, self.from_ = self.process.stdin.fileno(), self.process.stdout.fileno()
        os.set_blocking(self.from_, False)
        self.got = bytearray()
        self.ready = False
        self.job: _Job[T] | None = None
        self.since = time.monotonic()
        self.send(frame(START, json.dumps(told).encode()) + frame(START, work.setup))

    def send(self, data: bytes) -> None:
        """Bytes to the process; one that is dead is noticed when it is read from."""
        try:
            write_all(self.to, data)
        except BrokenPipeError:
            return

    def give(self, job: _Job[T]) -> None:
        self.job, self.since = job, time.monotonic()
        self.send(frame(JOB, job.body))

    def receive(self) -> list[tuple[bytes, bytes]] | None:
        """The frames that came; None where the process is dead."""
        try:
            while piece := os.read(self.from_, 1 << 20):
                self.got += piece
                if len(piece) < 1 << 16:
                    break
            ended = not piece
        except BlockingIOError:
            ended = False
        found = []
        while len(self.got) >= HEAD and len(self.got) >= HEAD + (size := int.from_bytes(self.got[1:HEAD], "big")):
            found.append((bytes(self.got[:1]), bytes(self.got[HEAD : HEAD + size])))
            del self.got[: HEAD + size]
        return None if ended and not found else found

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


class _Pool(Generic[T]):
    """The processes, the jobs that wait for one, and the answers that wait for their turn."""

    def __init__(self, work: Work, workers: int, limit: float) -> None:
        self.work, self.size, self.limit = work, workers, limit
        self.selector = selectors.DefaultSelector()
        self.workers: list[_Worker[T]] = []
        self.waiting: deque[_Job[T]] = deque()
        self.answers: dict[int, tuple[T, Answer]] = {}
        self.failed_starts = 0

    def run(self, jobs: Iterator[tuple[T, bytes | None]]) -> Iterator[tuple[T, Answer] | None]:
        given = taken = 0
        exhausted = False
        while True:
            while given in self.answers:
                yield self.answers.pop(given)
                given += 1
            if exhausted and given == taken:
                return
            self._hand_out()
            room = not exhausted and taken - given < AHEAD * self.size and len(self.waiting) < self.size
            if room:
                exhausted = not self._take(jobs, taken)
                taken += not exhausted
            if not self._collect(0 if room else TICK) and not room:
                yield None

    def _take(self, jobs: Iterator[tuple[T, bytes | None]], number: int) -> bool:
        """Take one more job; whether there was one."""
        for tag, body in jobs:
            if body is None:
                self.answers[number] = (tag, None)
            else:
                self.waiting.append(_Job(number, tag, body))
            return True
        return False

    def _hand_out(self) -> None:
        """Jobs to whoever is free; as many processes as there is work for."""
        busy = sum(w.job is not None for w in self.workers)
        while len(self.workers) < min(self.size, busy + len(self.waiting)):
            worker = _Worker[T](self.work)
            self.workers.append(worker)
            self.selector.register(worker.from_, selectors.EVENT_READ, worker)
        for worker in self.workers:
            if self.waiting and worker.ready and worker.job is None:
                worker.give(self.waiting.popleft())

    def _collect(self, wait: float) -> bool:
        """Take in what came within some seconds; whether anything did."""
        came = self.selector.select(wait)
        for key, _ in came:
            self._receive(key.data)
        now = time.monotonic()
        for worker in [w for w in self.workers if w.job is not None and now - w.since > self.limit]:
            self._answer(worker, GivenUp(f"it took longer than {self.limit:g} seconds to read"))
            self._bury(worker)
        for worker in [w for w in self.workers if not w.ready and now - w.since > STARTING]:
            self._bury(worker)
        return bool(came)

    def _receive(self, worker: _Worker[T]) -> None:
        frames = worker.receive()
        if frames is None:
            self._bury(worker)
            return
        for kind, body in frames:
            if kind == READY:
                worker.ready, self.failed_starts = True, 0
            elif kind == DONE:
                self._answer(worker, body)
            elif kind == REFUSED:
                name, message = json.loads(body)
                raise _error(name, message)

    def _answer(self, worker: _Worker[T], answer: Answer) -> None:
        job, worker.job = worker.job, None
        assert job is not None
        self.answers[job.number] = (job.tag, answer)

    def _bury(self, worker: _Worker[T]) -> None:
        """What was left undone is done by another, which is started where it is needed."""
        self.selector.unregister(worker.from_)
        self.workers.remove(worker)
        worker.end()
        if not worker.ready:
            self.failed_starts += 1
            if self.failed_starts >= STARTS:
                raise DatelineError(
                    f"The processes that read cannot be started: {STARTS} in a row ended at once. "
                    "What they said stands above; with one worker it shows where."
                )
        job = worker.job
        if job is None:
            return
        job.deaths += 1
        if job.deaths >= TRIES:
            self.answers[job.number] = (job.tag, GivenUp("its reader died twice"))
        else:
            self.waiting.appendleft(job)

    def close(self) -> None:
        for worker in self.workers:
            worker.end()
        self.selector.close()


def _error(name: str, message: str) -> DatelineError:
    """An error of Dateline's as it was raised in another process."""
    kind: type[DatelineError] = getattr(errors, name) if name in errors.__all__ else DatelineError
    made = kind.__new__(kind)  # some are made of parts; the message has them all
    made.args = (message,)
    return made
