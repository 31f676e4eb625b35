"""Do the gold records of PLOVER's own authors, brought to the names of 2.0, hold to our schema of PLOVER?

    python benchmarks/bench_plover_records.py FOLDER

FOLDER holds PLOVER_GSR*.txt (openeventdata/PLOVER, CC BY-SA 4.0: measured on, not shipped). The file is of version
0.5b1: its types, fields, modes, contexts and sectors have other names today (`public/data/plover_*.tsv`). A record that
is refused is listed with the place and the reason: either the schema is wrong, or the record is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.public.plover import FILES, now
from dateline.exports.formats.plover_schema import published

NAMES: Final = Path(__file__).parent / "public" / "data" / "plover_records.tsv"
MODES: Final = {"DISAPPROVE": "disapprove", "INVESTIGATE": "investigate"}
"""Types that are modes of ACCUSE today."""


def names() -> dict[tuple[str, str], str]:
    """(field, old name) -> today's; "" for what is none any more."""
    lines = NAMES.read_text("utf-8").splitlines()[1:]
    return {(field, old): new for field, old, new, _ in (line.split("\t") for line in lines)}


def gold(folder: Path) -> Iterator[dict[str, Any]]:
    """The records that tell an event."""
    for path in sorted(folder.glob(FILES)):
        yield from (r for r in json.loads(path.read_text("utf-8")) if r["event"] != "DOCUMENT")


def brought(old: dict[str, Any], table: dict[tuple[str, str], str]) -> dict[str, Any]:
    """A record of 0.5b1 in the fields and names of 2.0."""
    mode = old.get("mode") or ""
    sides = [_entities(old.get("source"), table), _entities(old.get("target"), table)]
    if mode == "host":
        sides.reverse()
    mode = MODES.get(old["event"]) or table.get(("mode", f"{old['event']} {mode}"), table.get(("mode", mode), mode))
    contexts = [table.get(("context", c.strip()), c.strip()) for c in (old.get("context") or "").split(",")]
    types = [now(old["event"])]
    record = {
        "id": old["id"], "date": old.get("date"), "actor": sides[0], "recipient": sides[1], "event": types,
        "mode": [mode] if mode else [], "context": list(dict.fromkeys(c for c in contexts if c)),
        "text": old["text"], "event_text": [old["eventText"]],
        "cite_info": {"language": old["language"], "publication": old["publication"]}, "coder": old["coder"],
        "size": {name: old[name] for name in ("dead", "injured") if name in old},
    }  # fmt: skip
    return {name: value for name, value in record.items() if value not in (None, [])}


def _entities(old: Any, table: dict[tuple[str, str], str]) -> list[dict[str, str]]:
    return [_entity(e, table) for e in old] if isinstance(old, list) else []


def _entity(old: dict[str, str], table: dict[tuple[str, str], str]) -> dict[str, str]:
    sector = old.get("sector") or ""
    head = table.get(("sector", sector[:3]), sector[:3])
    made = {"code": old.get("code"), "sector": head + sector[3:] if head else "", "entity_text": old.get("actorText")}
    return {name: value for name, value in made.items() if value}


def main() -> None:
    import jsonschema

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    checked = jsonschema.Draft202012Validator(published(), format_checker=jsonschema.FormatChecker())
    table, records = names(), list(gold(folder))
    if not records:
        raise SystemExit(f"{folder}: no {FILES} with records in it.")
    as_they_are = sum(checked.is_valid(r) for r in records)
    print(f"{len(records)} records; valid as they stand (names of 0.5b1): {as_they_are}")
    faults: Counter[str] = Counter()
    refused = 0
    for old in records:
        errors = sorted(checked.iter_errors(brought(old, table)), key=lambda e: e.json_path)
        refused += bool(errors)
        for e in errors:
            faults[f"{e.json_path.split('[')[0]}: {e.message[:90]}"] += 1
    print(f"valid with the names of 2.0: {len(records) - refused} ({1 - refused / len(records):.1%})")
    for fault, count in faults.most_common():
        print(f"  {count:>4}  {fault}")


if __name__ == "__main__":
    main()
