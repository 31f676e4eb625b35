"""What lists of the workbench ask of a store: rows and counts told by the database alone, over cases of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.case.store.coverage import Coverage, coverage
from dateline.case.store.findings import FindingsListed, FindingsWanted, finding_report, findings_listed
from dateline.case.store.progress import ReportsListed, ReportsWanted, outlets_and_languages, reports_in_progress
from dateline.case.store.speakers import Speaker, SpeakersWanted, speaker, speakers

if TYPE_CHECKING:
    from sqlalchemy import Engine


class Pages:
    """Lists of single pages: reports in progress, findings, sources, coverage. See `protocol.Store`."""

    engine: Engine

    def reports_in_progress(self, wanted: ReportsWanted) -> ReportsListed:
        return reports_in_progress(self.engine, wanted)

    def outlets_and_languages(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        return outlets_and_languages(self.engine)

    def findings_listed(self, wanted: FindingsWanted) -> FindingsListed:
        return findings_listed(self.engine, wanted)

    def finding_report(self, finding: str) -> str | None:
        return finding_report(self.engine, finding)

    def speakers(self, wanted: SpeakersWanted) -> tuple[list[Speaker], bool]:
        return speakers(self.engine, wanted)

    def speaker(self, kind: str, name: str) -> Speaker | None:
        return speaker(self.engine, kind, name)

    def coverage(self) -> Coverage:
        return coverage(self.engine)
