"""A full disk: the error says so, nothing is lost, and the case goes on when there is room."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from dateline.case.opening import create_case_store, open_case_store
from dateline.errors import OutputError
from scripts.soak_reports import entries


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root mounts a small disk")
    command = ["/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no small disk can be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run(["/bin/umount", "-l", place], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(small):
    ballast = small / "ballast"
    ballast.write_bytes(bytes(600_000))
    case = small / "war.dateline"
    store = create_case_store(case)
    acknowledged = []
    said = ""
    for n in range(1000):
        try:
            acknowledged += store.add(list(entries(n, 2, 4)))
        except OutputError as exc:
            said = str(exc)
            break
    assert said.startswith(f"{case}: the disk is full"), said
    assert said.endswith("Make room, and do it again.")
    assert {r.id for r in store.reports()} == {a.report for a in acknowledged}
    store.close()
    ballast.unlink()
    store = open_case_store(case)
    assert {r.id for r in store.reports()} == {a.report for a in acknowledged}
    assert store.verify() == []
    assert [a.became for a in store.add(list(entries(5000, 2, 4)))] == ["added", "added"]
    assert store.verify() == []
    store.close()


def test_a_case_that_does_not_fit_is_not_half_made(small):
    (small / "ballast").write_bytes(bytes(1_900_000))
    with pytest.raises(OutputError, match=r"war\.dateline: cannot be written: "):
        create_case_store(small / "war.dateline")
    assert [p.name for p in small.iterdir()] == ["ballast"]


def _limited(where: str, acknowledged: list[str]) -> None:
    """Add until files may not grow any more."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    store = open_case_store(where)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, resource.RLIM_INFINITY))
    with Path(where).with_suffix(".told").open("w", buffering=1) as told:
        try:
            for n in range(1000):
                for receipt in store.add(list(entries(n, 2, 4))):
                    told.write(receipt.report + "\n")
        except OutputError as exc:
            told.write(f"error {exc}\n")
    os._exit(0)


def test_a_file_that_may_not_grow_loses_nothing(tmp_path):
    case = tmp_path / "war.dateline"
    create_case_store(case).close()
    child = get_context("spawn").Process(target=_limited, args=(str(case), []))
    child.start()
    child.join(60)
    *acknowledged, last = case.with_suffix(".told").read_text().splitlines()
    assert last.startswith(f"error {case}: "), last
    store = open_case_store(case)
    assert {r.id for r in store.reports()} == set(acknowledged) != set()
    assert store.verify() == []
    assert [a.became for a in store.add(list(entries(5000, 2, 4)))] == ["added", "added"]
    store.close()
