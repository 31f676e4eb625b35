"""A case from Python: `open_case()` gives a `Case`, which tells what happened, who says so and what was known when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from dateline.case.adding.add import Receipt
    from dateline.case.diff import Difference
    from dateline.case.ledger.inclusion import Rules
    from dateline.case.linking import LinkedCase
    from dateline.case.store.protocol import CaseInfo, ClaimRow, Store
    from dateline.case.tables import Behind
    from dateline.case.views.filter import Filter
    from dateline.case.views.loading import Facts
    from dateline.exports.writing import Written
    from dateline.model.judgement import Judgement, Of, Verb
    from dateline.model.situation import Happening, LedgerEntry, ReportLine, Situation
    from dateline.readers.inputs import Options

__all__ = ["Case", "open_case"]

Moment = str | int | dt.date | None
"""A recorded state of a case: a day, a time, a number of the log; None is now."""


def open_case(where: str | Path, *, create: bool = False) -> Case:
    """Open a case: a file (`war.dateline`), or the URL of a database. With `create` it is made where it is not there.

    Raises `InputError` where there is none, or something else lies there.
    """
    from dateline.case.opening import open_case_store, open_or_create

    return Case(open_or_create(where) if create else open_case_store(where), str(where))


class Case:
    """Many reports, one picture. Use it in a `with` block, or `close()` it.

    Wherever `**filters` stand, these are taken, one value or several: `country`, `box` (south, west, north, east),
    `first` and `last` (days), `actor`, `type` (PLOVER, ACLED or UCDP), `status`, `outlet`, `source`, `text`,
    `happening` (ids). Protected sources are under their pseudonyms in everything that comes out.
    """

    def __init__(self, store: Store, where: str = "") -> None:
        self.store = store
        self._where = where or store.info().where
        self._facts: dict[bool, Facts] = {}
        self._linked: LinkedCase | None = None

    # looking

    @property
    def info(self) -> CaseInfo:
        """Its id, format, counts and the head of its log."""
        return self.store.info()

    def situation(
        self, *, at: str | dt.date | None = None, as_of: Moment = None, rules: Rules | None = None, share: bool = False,
        **filters: Any,
    ) -> Situation:  # fmt: skip
        """The picture: `at` is the day for control and relations, `as_of` what was known then. With `share` places
        where people shelter, are treated or are stationed are coarsened, and quotes are short."""
        from dateline.case.situation import situation_of

        only = _filter(filters)
        return situation_of(self.store, at=at, as_of=as_of, rules=rules, only=only, facts=self._kept(share=share))

    def happenings(self, *, as_of: Moment = None, **filters: Any) -> tuple[Happening, ...]:
        """What happened, in the order of time; `included` tells what counts under the rules of the case."""
        return self.situation(as_of=as_of, **filters).happenings

    def ledger(self, *, as_of: Moment = None, **filters: Any) -> tuple[LedgerEntry, ...]:
        """What contradicts, bears out or replaces what."""
        return self.situation(as_of=as_of, **filters).ledger

    def timeline(
        self, *, actor: str | None = None, place: str | None = None, as_of: Moment = None
    ) -> tuple[Happening, ...]:
        """What happened to an actor (key, or words of a name), or in a place, in the order of time."""
        from dateline.case.views.timelines import timeline_of

        return timeline_of(self.situation(as_of=as_of, actor=actor), actor=actor, place=place)

    def reports(self, *, as_of: Moment = None) -> tuple[ReportLine, ...]:
        """The reports, in the order of adding."""
        from dateline.case.situation import report_line
        from dateline.case.views.moments import moment_of

        return tuple(map(report_line, self.store.reports(moment_of(self.store, as_of).seq)))

    def claims(
        self, text: str | None = None, *, box: Sequence[float] | None = None,
        days: tuple[str | dt.date | None, str | dt.date | None] | None = None, as_of: Moment = None,
        limit: int | None = 100,
    ) -> tuple[ClaimRow, ...]:  # fmt: skip
        """Claims by words ("a phrase" in quotation marks), box (south, west, north, east) and days of what is claimed.
        `limit=None` gives all."""
        from dateline.case.views.moments import moment_of
        from dateline.case.views.searching import claims_of

        first, last = days or (None, None)
        only = _filter({"box": box, "first": first, "last": last})
        return tuple(claims_of(self.store, text, only, moment_of(self.store, as_of).seq, limit))

    def difference(self, before: Moment, after: Moment = None) -> Difference:
        """What became otherwise in the case from one recorded day to another."""
        from dateline.case.diff import difference

        return difference(self.situation(as_of=before), self.situation(as_of=after))

    # working

    def add(
        self, *paths: str | Path, published: str | dt.date | None = None, outlet: str | None = None,
        protect: Iterable[str] = (), key: str | Path | None = None, workers: int = 1,
    ) -> list[Receipt]:  # fmt: skip
        """Add the reports in files, folders and tables, each exactly once; a receipt for each. `key` is the file of
        the case's key where it is not beside the case."""
        from dateline.case.adding.add import add_reports
        from dateline.case.adding.keyed import keyed_case

        with keyed_case(self._where, Path(key) if key is not None else None) as keyed:
            options = _options(published, outlet)
            return list(
                add_reports(
                    keyed.store, map(str, paths), options, key=keyed.key, protect=tuple(protect), workers=workers
                )
            )

    def import_rows(
        self, *paths: str | Path, layout: str = "auto", dataset: str | None = None, version: str | None = None,
        published: str | dt.date | None = None, date_order: Literal["dmy", "mdy"] | None = None,
        protect: Iterable[str] = (), key: str | Path | None = None,
    ) -> list[Receipt]:  # fmt: skip
        """Import rows of coded events (UCDP GED, ACLED, your own in their columns) as claims of their dataset; a
        receipt for each row, `failed` with the reason for those that cannot be read. `layout` is "ged", "acled", or
        "auto" (told by the columns). Raises `InputError` for a file that cannot be read as a whole."""
        from dateline.case.adding.keyed import keyed_case
        from dateline.case.adding.rows import add_rows
        from dateline.imports.datasets import Naming, dataset_named
        from dateline.imports.reading import read_rows

        naming, wanted = Naming(dataset, version, _day(published), date_order), dataset_named(layout)
        files = [Path(path) for path in paths]
        with keyed_case(self._where, Path(key) if key is not None else None) as keyed:
            rows = ((file, row) for file in files for row in read_rows(file, naming, wanted))
            return list(add_rows(keyed.store, rows, key=keyed.key, protect=tuple(protect)))

    def link(self) -> LinkedCase:
        """Find which events are one happening. What people decided holds. Asked again, it compares only what came
        since."""
        from dateline.case.linking import link_case

        self._linked = link_case(self.store, earlier=self._linked)
        return self._linked

    def judge(
        self, verb: Verb, of: Of, *about: str, who: str, slot: str | None = None, value: Any = None,
        reason: str | None = None,
    ) -> Judgement:  # fmt: skip
        """Keep a person's decision, signed: `judge("value", "happening", id, who="AB", slot="deaths", value=12)`.
        `judge("undo", "judgement", "judgement-17", who="AB")` takes one back."""
        from dateline.errors import SettingsError
        from dateline.model.judgement import Judgement

        if not who.strip() or not about:
            raise SettingsError("A decision is signed (who=) and about something: name the ids of its records.")
        return self.store.judge([Judgement(verb, of, about, who.strip(), slot=slot, value=value, reason=reason)])[0]

    # writing

    def to_arrow(
        self, table: str = "happenings", *, as_of: Moment = None, share: bool = False, **filters: Any
    ) -> pa.Table:
        """A table of pyarrow: happenings, events, claims, tolls, actors, control, relations, ledger, reports."""
        from dateline.case.tables import arrow

        return arrow(table, self._behind(as_of, filters, share=share))

    def to_pandas(
        self, table: str = "happenings", *, as_of: Moment = None, share: bool = False, **filters: Any
    ) -> pd.DataFrame:
        """The same as a data frame of pandas."""
        from dateline.case.tables import pandas_frame

        return pandas_frame(table, self._behind(as_of, filters, share=share))

    def to_polars(
        self, table: str = "happenings", *, as_of: Moment = None, share: bool = False, **filters: Any
    ) -> pl.DataFrame:
        """The same as a data frame of polars."""
        from dateline.case.tables import polars_frame

        return polars_frame(table, self._behind(as_of, filters, share=share))

    def to_geojson(
        self, path: str | Path | None = None, *, at: str | dt.date | None = None, as_of: Moment = None,
        share: bool = False, areas: bool = False, **filters: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """Happenings and holdings as a GeoJSON FeatureCollection (RFC 7946), written to `path` where given. `areas`
        draws each point's uncertainty too."""
        import json

        from dateline.exports.situation_geojson import situation_geojson
        from dateline.files import write_whole

        made = situation_geojson(self.situation(at=at, as_of=as_of, share=share, **filters), areas=areas)
        if path is not None:
            write_whole(Path(path), json.dumps(made, ensure_ascii=False, indent=1).encode())
        return made

    def to_html(
        self, path: str | Path | None = None, *, at: str | dt.date | None = None, as_of: Moment = None,
        share: bool = False, **filters: Any,
    ) -> str:  # fmt: skip
        """The situation as one self-contained page without script, written to `path` where given."""
        from dateline.files import write_whole
        from dateline.render.situation.page import situation_page

        page = situation_page(self.situation(at=at, as_of=as_of, share=share, **filters))
        if path is not None:
            write_whole(Path(path), page.encode())
        return page

    def export(
        self, format: str, path: str | Path, *, at: str | dt.date | None = None,  # noqa: A002 - as on the command line
        as_of: Moment = None, share: bool = False, **filters: Any,
    ) -> Written:  # fmt: skip
        """Write the case in a format that others use ("ged", "geojson", "ftm" … as `dateline export --list` tells),
        with the reports on losses and redactions and the manifest beside it. Raises `SettingsError` for a format that
        there is not, `OutputError` where it cannot be written."""
        from dateline.exports.case_material import material_of_case
        from dateline.exports.format import format_named
        from dateline.exports.writing import write_export

        material = material_of_case(self.store, only=_filter(filters), at=at, as_of=as_of, share=share)
        return write_export(format_named(format), material, Path(path))

    def _behind(self, as_of: Moment, filters: dict[str, Any], *, share: bool) -> Behind:
        from dateline.case.situation import situation_of
        from dateline.case.tables import Behind
        from dateline.case.views.moments import moment_of
        from dateline.case.views.searching import claims_of, passed_on

        only, kept = _filter(filters), self._kept(share=share)
        seq = moment_of(self.store, as_of).seq
        situation = situation_of(self.store, as_of=as_of, only=only, facts=kept)
        reports = {r for h in situation.happenings for r, _ in h.events}

        def claims() -> Iterator[ClaimRow]:
            found = claims_of(self.store, only.text, only, seq, None)
            return found if kept.policy is None else passed_on(self.store, found, kept.policy, seq)

        return Behind(situation, lambda: kept.of(reports, seq), claims)

    def _kept(self, *, share: bool) -> Facts:
        """What was opened before, for eyes of the house or for others."""
        from dateline.case.views.loading import PASSED_ON, Facts

        if share not in self._facts:
            self._facts[share] = Facts(self.store, PASSED_ON if share else None)
        return self._facts[share]

    # itself

    def close(self) -> None:
        """Let go of the file or database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        from dateline.render.summary import counted

        counts = self.info.counts
        told = ", ".join(counted(counts.get(n, 0), noun) for n, noun in (("report", "report"), ("event", "event")))
        return f"<Case {self.info.id}: {told}>"

    def _repr_html_(self) -> str:
        from dateline.render.situation.notebook import notebook_html

        return notebook_html(self.situation())


def _filter(filters: dict[str, Any]) -> Filter:
    from dateline.case.views.filter import filter_of

    return filter_of(**filters)


def _options(published: str | dt.date | None, outlet: str | None) -> Options:
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options

    return Options(Given(_day(published), outlet))


def _day(told: str | dt.date | None) -> str | None:
    return told.strftime("%Y-%m-%d") if isinstance(told, dt.date) else told
