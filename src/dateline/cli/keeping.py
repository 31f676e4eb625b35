"""What the commands that keep a case safe share: opening it with its key, faults in words, how a wipe went."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.batch import FAILURE, INTERRUPTED
from dateline.errors import DatelineError, SettingsError

if TYPE_CHECKING:
    from dateline.case.keep.finishing import Finished
    from dateline.case.keep.keys import CaseKey
    from dateline.case.store.sql import SqlStore

Case = Annotated[str, typer.Argument(metavar="CASE", help="The case: a file, or the URL of a database.")]
Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="FILE", help="The key of the case, where it is not beside it.", show_default=False),
]


@contextmanager
def faults_told(interrupted: str) -> Iterator[None]:
    """Faults become words on stderr and an exit code; `interrupted` says what a stop left behind."""
    try:
        yield
    except SettingsError as exc:
        raise typer.BadParameter(str(exc)) from exc
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc
    except KeyboardInterrupt as exc:
        typer.echo(f"Interrupted. {interrupted}", err=True)
        raise typer.Exit(INTERRUPTED) from exc


@contextmanager
def opened(case: str) -> Iterator[SqlStore]:
    """The case, closed at the end."""
    from dateline.case.opening import open_case_store
    from dateline.case.store.sql import SqlStore

    store = open_case_store(case)
    with closing(store):
        if not isinstance(store, SqlStore):
            raise SettingsError(f"{case}: what it is kept in cannot be wiped or archived by Dateline.")
        yield store


def key_of(store: SqlStore, case: str, given: Path | None) -> CaseKey:
    """The key of a case, from the file named or where it is looked for. Raises `InputError`."""
    from dateline.case.keep.keys import key_path
    from dateline.case.keep.vault import key_for

    return key_for(store, given or key_path(case))


def key_if_there(store: SqlStore, case: str, given: Path | None) -> CaseKey | None:
    """The key where one is named or lies at its place; None where there is none."""
    from dateline.case.keep.keys import key_path

    return key_of(store, case, given) if given is not None or key_path(case).exists() else None


@contextmanager
def saying() -> Iterator[Callable[[str], None]]:
    """Says on a terminal what is being done."""
    from rich.console import Console

    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda told: None
        return
    with console.status("Working") as status:
        yield status.update


@contextmanager
def bar(word: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar over bytes; what comes back is told how many were moved."""
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn(word), progress.BarColumn(), progress.DownloadColumn(), progress.TimeElapsedColumn(),
    )  # fmt: skip
    with progress.Progress(
        *columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()
    ) as made:
        task = made.add_task("", total=total)
        yield lambda n: made.advance(task, n)


def say_finished(finished: Finished, store: SqlStore) -> None:
    """How a wipe went: the proof, the copies one by one, and what is beyond reach."""
    from dateline.case.keep.wiping import BEYOND

    typer.echo(f"Proof: {finished.proof}.", err=True)
    for backup in finished.backups:
        if backup.became == "not reached":
            typer.echo(f"NOT REACHED: the copy {backup.path}: {backup.reason}. It still holds all.", err=True)
        else:
            odd = f" ({backup.reason})" if backup.reason else ""
            typer.echo(f"The copy {backup.path}: {backup.became}{odd}.", err=True)
    if finished.caches:
        typer.echo(
            f"Deleted {finished.caches} folder(s) that were made from the case beside it: make them anew.", err=True
        )
    typer.echo(BEYOND[store.engine.dialect.name], err=True)
