"""Writing an export: the file, and beside it what it is, what it could not carry, and what was hidden in it.

`FILE.losses.csv` has a row a loss, `FILE.redactions.csv` a row for each kind of thing hidden, `FILE.manifest.json` the
digests of all, versions, licences and both reports summed up. The manifest is put in place last: where it stands, the
export is whole (`exports.targets`).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, Final

from dateline import __version__
from dateline.errors import SettingsError
from dateline.exports.attribution import credits_of
from dateline.exports.cells import safe, visible
from dateline.exports.files import beside, settle, writing
from dateline.exports.format import Format, Told
from dateline.exports.losses import Losses, losses_in
from dateline.exports.material import Hidden, Material
from dateline.exports.targets import LOSSES, MANIFEST, REDACTIONS, TOLD, named, put_in_place, target_of

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Written:
    """What an export came to."""

    format: Format
    path: Path
    records: int
    losses: Losses
    manifest: dict[str, Any]

    @property
    def beside(self) -> tuple[Path, ...]:
        """The files about it, which stand beside it."""
        return tuple(named(self.path, end) for end in (LOSSES, REDACTIONS, TOLD))


def write_export(format_: Format, material: Material, path: Path, told: Told = lambda records: None) -> Written:
    """Write the export and what stands beside it, whole or not at all.

    Raises `OutputError` naming the file that cannot be written, `SettingsError` naming an extra that is missing.
    """
    path = target_of(format_, path)
    with writing(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path.parent, str(path)) as room, writing(str(path)):
        made, losses_file = room / "made", room / "losses"
        if format_.folder:
            made.mkdir()
        with losses_in(losses_file) as losses:
            records = _made(format_, material, made, losses, told)
        redactions = room / "redactions"
        redactions.write_bytes(_redactions(material.hidden).encode())
        manifest = _manifest(format_, material, losses, records)
        manifest["files"] = {
            **{path.name + ("/" + part if part else ""): digest for part, digest in _digests(made)},
            named(path, LOSSES).name: digest_of(losses_file),
            named(path, REDACTIONS).name: digest_of(redactions),
        }
        about = room / "manifest"
        about.write_bytes(_as_json(manifest))
        put_in_place(made, path, room=room)
        settle(losses_file, named(path, LOSSES))
        settle(redactions, named(path, REDACTIONS))
        settle(about, named(path, TOLD))
    return Written(format_, path, records, losses, manifest)


def stream_export(
    format_: Format, material: Material, out: BinaryIO, told: Told = lambda records: None
) -> tuple[int, Losses]:
    """Write the export alone to a stream, once it is whole; how many records, and what it could not carry.

    Raises `OutputError` where it cannot be written; a pipe that nobody reads any more breaks as ever.
    """
    with writing("standard output"), TemporaryDirectory(prefix="dateline-") as room:
        made = Path(room) / "made"
        with losses_in(Path(room) / "losses") as losses:
            records = _made(format_, material, made, losses, told)
        with made.open("rb") as stream:
            shutil.copyfileobj(stream, out, _BLOCK)
        out.flush()
    return records, losses


def _made(format_: Format, material: Material, made: Path, losses: Losses, told: Told) -> int:
    try:
        records = format_.write(material, made, losses, told)
    except ModuleNotFoundError as exc:
        raise _missing(format_, exc) from exc
    for record, reason in material.left_out.items():
        losses.left_out(record, reason)
    for kind, number in material.besides.items():
        if format_.holds is not None and kind not in format_.holds:
            losses.without(kind, number)
    return records


def _missing(format_: Format, exc: ModuleNotFoundError) -> Exception:
    if not format_.extra or (exc.name or "").partition(".")[0] == "dateline":
        return exc
    return SettingsError(
        f"{format_.title} needs {exc.name}, which is not installed. Install it: pip install 'dateline[{format_.extra}]'"
    )


def _digests(made: Path) -> Iterator[tuple[str, dict[str, str | int]]]:
    """Digest and size of the file, or of each file of the folder by its name within."""
    if made.is_file():
        yield "", digest_of(made)
        return
    for part in sorted(p for p in made.rglob("*") if p.is_file()):
        yield part.relative_to(made).as_posix(), digest_of(part)


def digest_of(path: Path) -> dict[str, str | int]:
    """SHA-256 and bytes of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return {"sha256": digest.hexdigest(), "bytes": size}


def _redactions(hidden: Hidden) -> str:
    """The redaction report: kinds and numbers, never the thing itself."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(("what", "shown_as", "count"))
    rows.writerows((what, safe(visible(shown)), count) for (what, shown), count in sorted(hidden.counts.items()))
    return stream.getvalue()


def _as_json(told: dict[str, Any]) -> bytes:
    """Names of files may hold bytes that are no letters: those are escaped, as JSON has it."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def _manifest(format_: Format, material: Material, losses: Losses, records: int) -> dict[str, Any]:
    hidden: dict[str, int] = {}
    for (what, _), count in sorted(material.hidden.counts.items()):
        hidden[what] = hidden.get(what, 0) + count
    return {
        "format": MANIFEST,
        "made_by": f"dateline {__version__}",
        "export": {
            "name": format_.name,
            "title": format_.title,
            "standard": format_.standard or None,
            "media_type": format_.media_type,
            "records": records,
        },
        "of": {"kind": material.kind, "name": material.name, **material.told},
        "licences": credits_of(format_, material),
        "losses": {"total": losses.total, "by_reason": losses.summary()},
        "redactions": hidden,
        "files": {},
    }
