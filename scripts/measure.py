"""Read the reports of a gold folder and score the dossiers: `make measure`.

DATELINE_GOLD names a folder of NAME.txt beside NAME.json (its "published" and "title" are given to the reading),
DATELINE_SCORER the scorer, called as SCORER GOLD DOSSIERS. Dossiers go to `measured/`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

OUT = Path("measured")
HOW = """make measure reads outside data and needs two settings:
  DATELINE_GOLD    folder with NAME.txt and NAME.json (gold) side by side
  DATELINE_SCORER  the scorer's file, called as: SCORER GOLD_FOLDER DOSSIER_FOLDER
For example: DATELINE_GOLD=../gold DATELINE_SCORER=../measure/score.py make measure
The project's own gold is measured by `make test`."""


def read_all(gold: Path, out: Path) -> int:
    """Read every report of the folder; the number read."""
    import dateline

    out.mkdir(exist_ok=True)
    for old in out.glob("*.json"):
        old.unlink()
    reports = sorted(p for p in gold.glob("*.txt") if p.with_suffix(".json").exists())
    for path in reports:
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        reading = dateline.read(path, published=about.get("published"), overlays=())
        (out / f"{path.stem}.json").write_text(reading.to_json(indent=1), encoding="utf-8")
    return len(reports)


def main() -> int:
    """Read, then hand over to the scorer; arguments are passed on to it."""
    gold, scorer = os.environ.get("DATELINE_GOLD"), os.environ.get("DATELINE_SCORER")
    if not gold or not scorer:
        print(HOW, file=sys.stderr)
        return 2
    for name, path in (("DATELINE_GOLD", gold), ("DATELINE_SCORER", scorer)):
        if not Path(path).exists():
            print(f"{name} is {path!r}, which does not exist.", file=sys.stderr)
            return 2
    count = read_all(Path(gold), OUT)
    print(f"{count} reports read into {OUT}/", flush=True)
    return subprocess.run([sys.executable, scorer, gold, str(OUT), *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
