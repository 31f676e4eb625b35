"""What the tests of the pool let its processes do; imported there by name."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline.errors import EngineMissing


def prepare(setup: bytes) -> Callable[[bytes], bytes]:
    """Jobs are commands: "say x", "die", "die-once FILE", "stick", "sleep 0.1", "refuse"."""
    sys.stdout.write("whatever is printed must not get between the answers\n")
    if setup == b"broken":
        raise ValueError("by design")
    if setup == b"no model":
        raise EngineMissing("The model is not installed.")
    return _do


def _do(job: bytes) -> bytes:
    command, _, rest = job.decode().partition(" ")
    if command == "die" or (command == "die-once" and _first(Path(rest))):
        os.kill(os.getpid(), signal.SIGKILL)
    if command == "stick":  # a match that takes years, and lets nothing else run
        re.match(r"(a+)+$", "a" * 60 + "b")
    if command == "sleep":
        time.sleep(float(rest))
    if command == "refuse":
        raise EngineMissing("The model is not installed.")
    if command == "pid":
        with Path(rest).open("a", encoding="ascii") as stream:
            stream.write(f"{os.getpid()}\n")
    return job.upper()


def _first(marker: Path) -> bool:
    """Whether a job is done for the first time."""
    try:
        marker.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
