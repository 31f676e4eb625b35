"""Dossiers set aside on disk, for faces that need all of them: memory holds one at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from dateline.model.dossier import Dossier

IN_MEMORY = 32_000_000
"""Bytes of JSON that stay in memory; more goes to a temporary file that only this process can open."""


class Spool:
    """Add dossiers, then go over them as often as needed, in the order in which they came."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def add(self, dossier: Dossier) -> None:
        from dateline.model.schema import dossier_to_json

        self._file.seek(0, 2)
        self._file.write(dossier_to_json(dossier).encode() + b"\n")

    def __iter__(self) -> Iterator[Dossier]:
        from dateline.model.schema import dossier_from_json

        at = 0
        while True:
            self._file.seek(at)
            line = self._file.readline()
            if not line:
                return
            at = self._file.tell()
            yield dossier_from_json(line)
