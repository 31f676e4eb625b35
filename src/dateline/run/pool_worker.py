"""What runs in a process of the pool: jobs in on standard input, answers out on standard output, as frames of bytes.

Started as a file, with nothing of Dateline imported, so that a start has no side effects; what it does is told by the
first frame. It ends when its parent does: by the end of its input, and, where the system can, by a signal of its own.
A frame is one byte that says what it is, the length in eight bytes, and the body.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import Final

START: Final = b"S"
JOB: Final = b"J"
READY: Final = b"R"
DONE: Final = b"D"
REFUSED: Final = b"E"
HEAD: Final = 9
_PR_SET_PDEATHSIG: Final = 1


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """A frame as it goes through the pipe."""
    return kind + len(body).to_bytes(8, "big") + body


def write_all(to: int, data: bytes) -> None:
    """All bytes into a pipe. Raises `OSError` where nobody reads it any more."""
    view = memoryview(data)
    while view:
        view = view[os.write(to, view) :]


def read_frame(from_: int) -> tuple[bytes, bytes] | None:
    """The next frame, or None where there is no more."""
    head = _read_exactly(from_, HEAD)
    if head is None:
        return None
    body = _read_exactly(from_, int.from_bytes(head[1:], "big"))
    return (head[:1], body) if body is not None else None


def _read_exactly(from_: int, size: int) -> bytes | None:
    got = bytearray()
    while len(got) < size:
        piece = os.read(from_, min(size - len(got), 1 << 20))
        if not piece:
            return None
        got += piece
    return bytes(got)


def resolve(function: str) -> Callable[[bytes], Callable[[bytes], bytes]]:
    """What "module:function" names."""
    module, _, name = function.partition(":")
    found: Callable[[bytes], Callable[[bytes], bytes]] = getattr(importlib.import_module(module), name)
    return found


def _own_pipes() -> tuple[int, int]:
    """Input and output for frames alone: whatever prints writes to standard error, whatever reads finds nothing."""
    from_, to = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return from_, to


def _end_with_parent(parent: int) -> None:
    """Be killed when the parent is, even in the middle of what cannot be interrupted (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it died before it could be asked to take this one along
            os._exit(0)


def _receive(from_: int, jobs: queue.SimpleQueue[bytes]) -> None:
    """Take jobs in as they come; the end of the input ends the process, whatever it is doing."""
    while (got := read_frame(from_)) is not None:
        jobs.put(got[1])
    os._exit(0)


def main() -> None:
    """Do jobs until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from_, to = _own_pipes()
    first, setup = read_frame(from_), read_frame(from_)
    if first is None or setup is None:
        return
    told = json.loads(first[1])
    if told["parent"]:
        _end_with_parent(told["parent"])
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(from_, jobs), daemon=True).start()
    sys.path[:] = told["path"]
    from dateline.errors import DatelineError  # known only now

    try:
        work = resolve(told["function"])(setup[1])
        write_all(to, frame(READY))
        while True:
            write_all(to, frame(DONE, work(jobs.get())))
    except DatelineError as exc:
        write_all(to, frame(REFUSED, json.dumps([type(exc).__name__, str(exc)]).encode()))


if __name__ == "__main__":
    main()
