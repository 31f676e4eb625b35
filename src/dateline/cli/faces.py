"""The faces of a batch: each takes one dossier after the other and writes what is whole when the batch ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Protocol, Self

import typer

if TYPE_CHECKING:
    from dateline.cli.batch import Faces
    from dateline.model.dossier import Dossier
    from dateline.protect.policy import Policy, Shown
    from dateline.render.page.listing import Listed
    from dateline.run.spool import Spool


class Face(Protocol):
    """Something that a batch writes. `paths` are the files and folders that it makes."""

    paths: tuple[Path, ...]

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None
    ) -> None: ...
    def add(self, name: str, dossier: Dossier, shown: Shown) -> None:
        """Take one report: the record itself, and what may be seen of it."""
        ...

    def finish(self) -> None:
        """Write what is left when all reports have come; a face that is left unfinished leaves no file behind."""
        ...


def faces_of(wanted: Faces, policy: Policy) -> Iterator[Face]:
    """The faces that the user asked for; a summary where none."""
    if wanted.json or wanted.jsonl:
        yield _Json(wanted)
    if wanted.html:
        yield _Pages(wanted.html, wanted.outlines)
    if wanted.xlsx or wanted.csv:
        yield _Sheets(wanted.xlsx, wanted.csv, policy)
    if wanted.export:
        yield _Export(wanted.export, wanted.output, policy)
    if wanted.summary:
        yield _Summaries()


class _Base:
    """A face that keeps what it opened in one stack, and closes it at the end."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.count = 0
        self.whole = False
        self.paths: tuple[Path, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, exc: BaseException | None, at: TracebackType | None) -> None:
        left = kind or (None if self.whole else RuntimeError)
        self.stack.__exit__(left, exc or (RuntimeError("not finished") if left else None), at)

    def finish(self) -> None:
        self.last()
        self.stack.close()
        self.whole = True

    def last(self) -> None:
        """What is left to write when all dossiers have come."""


class _Summaries(_Base):
    """Summaries, on a terminal with its width and colours, else as plain text of 80 columns."""

    def add(self, name: str, dossier: Dossier, shown: Shown) -> None:
        from rich.console import Console

        from dateline.render.summary import print_summary, summary_text

        self.count += 1
        if self.count > 1:
            typer.echo("\n" + "-" * 80 + "\n")
        name = "REPORT" if shown.gate.leaks(name) else name
        console = Console()
        if console.is_terminal:
            print_summary(shown.dossier, console, name)
        else:
            typer.echo(summary_text(shown.dossier, name=name).encode(), nl=False)


class _Json(_Base):
    """One dossier, a list of them, or one a line; to stdout as they come, or to a file that is whole at the end."""

    def __init__(self, wanted: Faces) -> None:
        super().__init__()
        self.lines, self.path, self.several, self.share = wanted.jsonl, wanted.output, wanted.several, wanted.share
        self.paths = (wanted.output,) if wanted.output is not None else ()
        self.first: str | None = None
        self.stream: BinaryIO | None = None

    def add(self, name: str, dossier: Dossier, shown: Shown) -> None:
        from dateline.model.schema import dossier_to_json

        told = shown.dossier if self.share else dossier
        self.count += 1
        if self.lines:
            self._write(dossier_to_json(told) + "\n")
        elif self.count == 1 and not self.several:  # a list only where a second one comes
            self.first = dossier_to_json(told, indent=2)
        else:
            opening = "[\n" if self.count == 1 else "[\n" + self.first + ",\n" if self.first is not None else ",\n"
            self._write(opening + dossier_to_json(told, indent=2))
            self.first = None

    def last(self) -> None:
        if self.lines:
            self._write("")
        elif self.first is not None:
            self._write(self.first + "\n")
        elif self.count or self.several:
            self._write("\n]\n" if self.count else "[]\n")

    def _write(self, text: str) -> None:
        from dateline.files import replacing

        if self.path is None:
            typer.echo(text.encode(), nl=False)
            return
        if self.stream is None:
            self.stream = self.stack.enter_context(replacing(self.path))
        self.stream.write(text.encode())


class _Pages(_Base):
    """One page a report: FILE itself where there is one; else FILE lists them, and each has a page beside it."""

    def __init__(self, path: Path, outlines: Path | None) -> None:
        super().__init__()
        self.path, self.outlines, self.paths = path, outlines, (path,)
        self.first: Shown | None = None
        self.listed: list[Listed] = []

    def add(self, name: str, dossier: Dossier, shown: Shown) -> None:
        self.count += 1
        if self.count == 1:
            self.first = shown
            return
        if self.first is not None:
            self._beside(self.first)
            self.first = None
        self._beside(shown)

    def _page(self, path: Path, shown: Shown) -> None:
        from dateline.files import write_whole
        from dateline.render.page.page import dossier_page

        write_whole(path, dossier_page(shown, outlines=self.outlines).encode())

    def _beside(self, shown: Shown) -> None:
        from dateline.render.page.listing import listed

        path = self.path.with_name(f"{self.path.stem}-{shown.dossier.document.id}.html")
        self._page(path, shown)
        self.listed.append(listed(path.name, shown))

    def last(self) -> None:
        from dateline.files import write_whole
        from dateline.render.page.listing import listing_page

        if self.first is not None:
            self._page(self.path, self.first)
        elif self.listed:
            write_whole(self.path, listing_page(self.listed).encode())


class _Late(_Base):
    """A face that needs all dossiers at once: they are set aside on disk until the last has come."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.policy = policy
        self.spool: Spool | None = None

    def add(self, name: str, dossier: Dossier, shown: Shown) -> None:
        from dateline.run.spool import Spool

        if self.spool is None:
            self.spool = self.stack.enter_context(Spool())
        self.count += 1
        self.spool.add(dossier)

    def shown(self) -> Iterator[Shown]:
        """All that came, as it may be seen, from the start."""
        from dateline.protect.view import show

        return (show(dossier, self.policy) for dossier in self.spool or ())


class _Sheets(_Late):
    """The workbook and the folder of CSV files."""

    def __init__(self, xlsx: Path | None, csv: Path | None, policy: Policy) -> None:
        super().__init__(policy)
        self.xlsx, self.csv = xlsx, csv
        self.paths = tuple(path for path in (xlsx, csv) if path is not None)

    def last(self) -> None:
        if not self.count:
            return
        if self.xlsx:
            from dateline.exports.xlsx import write_xlsx

            self.xlsx.parent.mkdir(parents=True, exist_ok=True)
            write_xlsx(self.xlsx, self.shown())
        if self.csv:
            from dateline.exports.csv_folder import write_csv

            self.csv.parent.mkdir(parents=True, exist_ok=True)
            write_csv(self.csv, self.shown())


class _Export(_Late):
    """The reports in a format that others use."""

    def __init__(self, name: str, output: Path | None, policy: Policy) -> None:
        super().__init__(policy)
        self.name, self.output = name, output
        self.paths = (output,) if output is not None else ()

    def last(self) -> None:
        from dateline.cli.exporting import export_to
        from dateline.exports.about import policy_words
        from dateline.exports.format import format_named
        from dateline.exports.material import material_of

        if not self.count:
            return
        name = "one report" if self.count == 1 else f"{self.count:,} reports"
        material = material_of(name, self.shown, policy=policy_words(self.policy))
        export_to(format_named(self.name), lambda looked: material, self.output)
