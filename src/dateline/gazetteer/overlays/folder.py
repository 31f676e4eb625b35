"""Where overlays stand: one file each in the user's data folder, or below the folder that DATELINE_HOME names."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import InputError, OutputError, SettingsError

SUFFIX = ".overlay"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_OTHER = re.compile(r"[^a-z0-9]+")
_ENDINGS = (".gz", ".zip", ".csv", ".tsv", ".txt")


def home() -> Path:
    """The folder of this user's data."""
    told = os.environ.get("DATELINE_HOME")
    if told:
        return Path(told)
    from platformdirs import user_data_path

    return user_data_path("dateline", appauthor=False)


def overlay_folder() -> Path:
    return home() / "overlays"


@dataclass(frozen=True, slots=True)
class Installed:
    """An overlay's file as it stands there now: another one of the same name has another time or size."""

    name: str
    path: Path
    changed: int
    size: int


def installed() -> tuple[Installed, ...]:
    """All overlays of this user, by name. Nothing is opened. `InputError` where their folder cannot be read."""
    try:
        with os.scandir(overlay_folder()) as entries:
            found = [e for e in entries if e.name.endswith(SUFFIX) and not e.name.startswith(".") and e.is_file()]
            made = [Installed(e.name.removesuffix(SUFFIX), Path(e.path), *_state(e)) for e in found]
    except FileNotFoundError:
        return ()
    except OSError as exc:
        raise InputError(
            str(overlay_folder()),
            f"cannot be read: {exc.strerror or exc}.",
            "Overlays stand in that folder; DATELINE_HOME names another one.",
        ) from exc
    return tuple(sorted(made, key=lambda one: one.name))


def _state(entry: os.DirEntry[str]) -> tuple[int, int]:
    state = entry.stat()
    return state.st_mtime_ns, state.st_size


def chosen(names: tuple[str, ...] | None) -> tuple[Installed, ...]:
    """The overlays of these names, all of them where `names` is None. `SettingsError` for one that is not there."""
    there = {one.name: one for one in installed()}
    if names is None:
        return tuple(there.values())
    for name in names:
        if name not in there:
            known = f"Installed: {', '.join(there)}." if there else "None is installed."
            raise SettingsError(f"There is no overlay {name!r}. {known} Add one with: dateline place add FILE.")
    return tuple(there[name] for name in dict.fromkeys(names))


def path_of(name: str) -> Path:
    """Where the overlay of a name stands, or would stand. `SettingsError` for what cannot be one's name."""
    if not _NAME.fullmatch(name):
        raise SettingsError(
            f"{name!r} cannot name an overlay: small letters a-z, digits, points, hyphens and underscores can, "
            "60 at most."
        )
    return overlay_folder() / f"{name}{SUFFIX}"


def name_for(file: str) -> str:
    """A name made of a file's: "GEDEvent_v24_1.csv.zip" -> "gedevent-v24-1"."""
    low = Path(file).name.lower()
    while low.endswith(_ENDINGS):
        low = low[: low.rindex(".")]
    return _OTHER.sub("-", low).strip("-")[:60] or "overlay"


def remove(name: str) -> Path:
    """Take an overlay away; the path it had. `SettingsError` where there is none of that name."""
    (one,) = chosen((name,))
    try:
        one.path.unlink()
    except OSError as exc:
        raise OutputError(str(one.path), f"cannot be removed: {exc.strerror or exc}.") from exc
    return one.path
