"""`dateline demo`: a case made of invented reports, and the picture that it gives."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli.batch import FAILURE, INTERRUPTED
from dateline.errors import DatelineError, OutputError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from dateline.case.adding.keyed import KeyedCase
    from dateline.model.situation import Situation

HELP: Final = """Show what Dateline makes of many reports, with fifteen that come with it.

The reports are invented. They retell a few happenings as outlets do: one attack with differing tolls, a wire story
printed twice, a denial, a correction, two car bombs in one town and week, a town that both sides say they hold. The
command adds them to a case, links their events, and prints what happened, who says so and who disagrees.

\b
Examples:
  dateline demo
  dateline demo --open                     as a page in the browser
  dateline demo --html demo.html           as a page to keep: one file, no server, no script
  dateline demo --case demo.dateline       keep the case, to try the other commands on

\b
Exit codes:
  0 shown   1 something is missing, or a file cannot be written   2 wrong usage   130 interrupted
"""
TITLE: Final = "Demo: fifteen invented reports (fiction)"
"""What page and terminal call the case: nobody may take it for news."""
ROOM: Final = "dateline.cli"

Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write the page to this file.", show_default=False)
]
Case = Annotated[
    Path | None,
    typer.Option("--case", metavar="FILE", help="Keep the case in this new file.", show_default=False),
]
Open = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]


@dataclass(frozen=True, slots=True)
class Sample:
    """One report of the demo: its file, and what the user would say of it."""

    file: str
    outlet: str
    published: str
    text: bytes


def demo(html: Html = None, case: Case = None, open_: Open = False) -> None:
    """Build a case from the sample reports and show it (see `HELP`)."""
    try:
        _check_outputs(html, case)
        with _folder() as folder:
            place = case.resolve() if case is not None else folder / "demo.dateline"
            situation = _built(place, folder)
        _print(situation)
        page = _write_page(situation, html, wanted=html is not None or open_)
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc
    except KeyboardInterrupt as exc:
        kept = f" What was added is in {case}." if case is not None and case.exists() else ""
        typer.echo(f"Interrupted.{kept}", err=True)
        raise typer.Exit(INTERRUPTED) from exc
    if page is not None and open_:
        _open(page)
    typer.echo(_what_next(page, case), err=True)


def _check_outputs(html: Path | None, case: Path | None) -> None:
    """What cannot be written is refused before anything is read."""
    from dateline.files import check_writable

    for path in (html, case):
        if path is not None:
            check_writable(path)
    if case is not None and case.exists():
        raise OutputError(str(case), "is there already.", "Name a new file: the demo makes a case of its own.")
    if html is not None and case is not None and html.resolve() == case.resolve():
        raise typer.BadParameter("page and case need a file each.", param_hint="--html/--case")


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder for the time of the demo."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="dateline-demo-") as name:
        yield Path(name).resolve()


def samples() -> list[Sample]:
    """The demo's reports, in the order of the manifest."""
    from dateline.tsv import rows_of

    return [
        Sample(r["file"], r["outlet"], r["published"], _data().joinpath(r["file"]).read_bytes())
        for r in rows_of(ROOM, "demo/manifest")
    ]


def _data() -> Traversable:
    from importlib.resources import files

    return files(ROOM).joinpath("data", "demo")


def _built(place: Path, folder: Path) -> Situation:
    """The situation of a case that is made at `place` from the sample reports."""
    from dateline.case.adding.keyed import keyed_case
    from dateline.case.linking import link_case
    from dateline.case.situation import situation_of

    reports = samples()
    with _bar("Reading", len(reports)) as told, keyed_case(str(place)) as keyed:
        for n, report in enumerate(reports):
            told(n, report.outlet)
            _add(report, folder, keyed)
        told(len(reports), "linking")
        link_case(keyed.store)
        return replace(situation_of(keyed.store), case=TITLE)


def _add(report: Sample, folder: Path, keyed: KeyedCase) -> None:
    """Add one report, as `dateline add` would with its outlet and date. A report that cannot be added is told, and ends
    the demo: it would not be the one that the manual shows."""
    from dateline.case.adding.add import add_reports
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options

    (folder / report.file).write_bytes(report.text)
    options = Options(Given(report.published, report.outlet))
    with chdir(folder):  # a report is called in the case as the user names it: by its file alone, without the folder
        for receipt in add_reports(keyed.store, [report.file], options, key=keyed.key):
            if receipt.became == "failed":
                raise OutputError(report.file, f"could not be added: {receipt.reason}.", "See: dateline doctor")


@contextmanager
def _bar(word: str, of: int) -> Iterator[Callable[[int, str], None]]:
    """A progress bar on stderr, on a terminal alone."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(word), BarColumn(), MofNCompleteColumn(), TextColumn("reports · {task.fields[told]}"))
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
    with bar:
        task = bar.add_task("", total=of, told="")
        yield lambda done, told: bar.update(task, completed=done, told=told)


def _print(situation: Situation) -> None:
    """The situation in words, on a terminal with its width and colours, else as plain text of 100 columns."""
    from rich.console import Console

    from dateline.render.situation.words import print_situation, situation_text

    console = Console()
    if console.is_terminal:
        print_situation(situation, console)
    else:
        typer.echo(situation_text(situation, 100).encode(), nl=False)


def _write_page(situation: Situation, html: Path | None, *, wanted: bool) -> Path | None:
    """The page, where it is asked for; without a name it goes to a folder for temporary files, and stays there."""
    if not wanted:
        return None
    from tempfile import mkdtemp

    from dateline.files import write_whole
    from dateline.render.situation.page import situation_page

    path = html if html is not None else Path(mkdtemp(prefix="dateline-demo-")) / "demo.html"
    write_whole(path, situation_page(situation).encode())
    return path


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        typer.echo("No browser could be opened; open the file yourself.", err=True)


def _what_next(page: Path | None, case: Path | None) -> str:
    """What was made, and the commands to try now."""
    made = [f"Wrote {page}"] if page is not None else []
    if case is not None:
        made.append(f"Made {case} and its key, {case}.key")
        told = [
            (f"dateline serve {case}", "review it in the browser, with the words in sight"),
            (f"dateline show {case}", "the same again, or one happening, actor, place, day"),
            (f"dateline check {case}", "what in the reports does not add up (a distance, for one)"),
            (f"dateline sheet {case} -o demo.xlsx", "the happenings as a workbook, to be corrected"),
        ]
    else:
        told = [] if page is not None else [("dateline demo --open", "the same as a page, in the browser")]
        told.append(("dateline demo --case demo.dateline", "keep the case, for the commands that work on one"))
    told += [
        ("dateline add reports/ --case war.dateline", "your own reports"),
        ("dateline link war.dateline", "which of their events are one"),
    ]
    wide = max(len(command) for command, _ in told)
    lines = [f"  {command:{wide}}  {why}" for command, why in told]
    return "\n".join(
        [*made, "", "The reports are invented: nothing in them should be taken as news. Go on with:", *lines]
    )
