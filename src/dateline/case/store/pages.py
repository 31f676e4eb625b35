"""What lists of the workbench ask of a store: rows and counts told by the database alone, over cases of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.case.store.progress import ReportsListed, ReportsWanted, outlets_and_languages, reports_in_progress

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Pages:
    """What a store over SQL answers of this room. See `protocol.Store`."""

    engine: Engine

    def reports_in_progress(self, wanted: ReportsWanted) -> ReportsListed:
        return reports_in_progress(self.engine, wanted)

    def outlets_and_languages(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        return outlets_and_languages(self.engine)
