"""The pool: answers in order, what dies is done again, what kills twice is given up, and nobody is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.errors import DatelineError, EngineMissing
from dateline.run.pool import AHEAD, GivenUp, Work, in_order

HERE = Path(__file__).parent
ECHO = Work("pool_jobs:prepare")

Do = Callable[..., list[object]]


@pytest.fixture
def do(monkeypatch: pytest.MonkeyPatch) -> Do:
    """The answers to some jobs, in order, None for those without a job."""
    monkeypatch.syspath_prepend(str(HERE))

    def answers(*jobs: str | None, workers: int = 2, limit: float = 60.0, setup: bytes = b"") -> list[object]:
        numbered = ((n, job.encode() if job is not None else None) for n, job in enumerate(jobs))
        done = [item for item in in_order(Work("pool_jobs:prepare", setup), numbered, workers, limit) if item]
        assert [n for n, _ in done] == list(range(len(jobs)))
        return [answer.decode() if isinstance(answer, bytes) else answer for _, answer in done]

    return answers


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_answers_come_in_the_order_of_the_jobs(do: Do, workers: int) -> None:
    jobs = ["sleep 0.2", "say a", None, "say b", "sleep 0.05", "say c"]
    assert do(*jobs, workers=workers) == [job and job.upper() for job in jobs]


def test_no_jobs_start_no_process(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert do() == []
    assert do(None, None) == [None, None]


def test_a_job_whose_process_dies_is_done_again(do: Do, tmp_path: Path) -> None:
    jobs = [f"say {n}" for n in range(20)]
    jobs[7] = f"die-once {tmp_path / 'seven'}"
    assert do(*jobs) == [job.upper() for job in jobs]


def test_a_job_that_kills_two_is_given_up_and_the_rest_goes_on(do: Do) -> None:
    assert do("say a", "die", "say b", "say c") == ["SAY A", GivenUp("its reader died twice"), "SAY B", "SAY C"]


def test_a_job_that_takes_too_long_is_given_up_and_the_rest_goes_on(do: Do) -> None:
    answers = do("say a", "stick", "say b", limit=1.5)
    assert answers == ["SAY A", GivenUp("it took longer than 1.5 seconds to read"), "SAY B"]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_work_refuses_is_raised_here(do: Do, workers: int) -> None:
    with pytest.raises(EngineMissing, match=r"^The model is not installed\.$"):
        do("say a", setup=b"no model", workers=workers)
    with pytest.raises(EngineMissing, match="not installed"):
        do("refuse", "say a", workers=workers)


def test_processes_that_never_start_end_the_work(do: Do, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DatelineError, match="3 in a row ended at once"):
        do("say a", setup=b"broken")
    assert "by design" in capfd.readouterr().err


def test_few_jobs_are_taken_ahead_of_the_oldest_unanswered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))
    taken = 0

    def jobs() -> Iterator[tuple[int, bytes]]:
        nonlocal taken
        for n in range(500):
            taken = n + 1
            yield n, b"sleep 0.3" if n == 3 else b"x" * 1_000_000

    most = given = 0
    for item in in_order(ECHO, jobs(), workers=2):
        given += item is not None
        most = max(most, taken - given)
    assert given == 500
    assert most <= AHEAD * 2


def test_whoever_waits_hears_that_there_is_none_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))
    items = list(in_order(ECHO, [(0, b"sleep 1.2")], workers=2))
    assert items[-1] == (0, b"SLEEP 1.2")
    assert items[:-1].count(None) >= 1


def alive(pid: int) -> bool:
    """Whether a process is running; one that nobody has asked for yet is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except FileNotFoundError:
        return False


PARENT = """
import sys
sys.path.insert(0, {here!r})
from dateline.run.pool import Work, in_order
jobs = [(n, {pid!r}) for n in range(2)] + [(n, {last!r}) for n in range(2)]
try:
    for item in in_order(Work("pool_jobs:prepare"), jobs, workers=2):
        print(item, flush=True)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("busy", [b"sleep 60", b"stick"], ids=["waiting", "in the middle of a match"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_nobody_is_left_behind(how: signal.Signals, busy: bytes, tmp_path: Path) -> None:
    noted = tmp_path / "pids"
    script = PARENT.format(here=str(HERE), pid=f"pid {noted}".encode(), last=busy)
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True)
    assert parent.stdout is not None
    until = time.monotonic() + 20
    while time.monotonic() < until and (not noted.exists() or len(noted.read_text().split()) < 2):
        time.sleep(0.05)
    time.sleep(0.3)  # the last jobs are under way
    pids = {int(p) for p in noted.read_text().split()}
    assert pids
    assert all(map(alive, pids))
    os.killpg(parent.pid, how)
    said = parent.communicate(timeout=10)[0].decode()
    until = time.monotonic() + 5
    while time.monotonic() < until and any(map(alive, pids)):
        time.sleep(0.05)
    assert not any(map(alive, pids))
    assert ("interrupted" in said) == (how == signal.SIGINT)


def test_starting_a_process_imports_nothing_of_dateline() -> None:
    script = HERE.parents[1] / "src" / "dateline" / "run" / "pool_worker.py"
    tells = "import runpy, sys; runpy.run_path(sys.argv[1]); print([m for m in sys.modules if 'dateline' in m])"
    done = subprocess.run([sys.executable, "-c", tells, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
