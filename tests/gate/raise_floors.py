"""Raise the floors of the gate to what is measured now, rounded down to two digits; never lower one.

python tests/gate/raise_floors.py
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from dateline.evaluate.run import evaluate_folder

HERE = Path(__file__).parent


def main() -> None:
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    result = evaluate_folder(HERE.parent / "gold")
    measured = {**result.layers, "overall": {"score": result.overall}}
    for layer, figures in floors.items():
        for name, floor in figures.items():
            figures[name] = max(floor, math.floor(100 * measured[layer].get(name, 0.0)) / 100)
    rows = ",\n".join(f" {json.dumps(layer)}: {json.dumps(figures)}" for layer, figures in floors.items())
    (HERE / "floors.json").write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
