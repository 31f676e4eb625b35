"""The scripts say what they need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def measure(**settings: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")} | settings
    script = [sys.executable, str(ROOT / "scripts" / "measure.py")]
    return subprocess.run(script, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({}, "DATELINE_SCORER"),
        ({"DATELINE_GOLD": "somewhere"}, "DATELINE_SCORER"),
        ({"DATELINE_GOLD": "/no/such/folder", "DATELINE_SCORER": "s"}, "does not exist"),
    ],
)
def test_measuring_without_data_says_what_to_set(settings: dict[str, str], told: str) -> None:
    done = measure(**settings)
    assert done.returncode == 2
    assert told in done.stderr


def test_continuous_integration_runs_the_tests() -> None:
    runner = ROOT / ".ci" / "run"
    assert os.access(runner, os.X_OK)
    assert "make test" in runner.read_text(encoding="utf-8")
