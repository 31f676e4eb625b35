"""`dateline protect`: hide somebody after reports were added, see who is hidden, change the key."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli.keeping import Case, Key, faults_told, key_of, opened, say_finished, saying
from dateline.errors import InputError, SettingsError

if TYPE_CHECKING:
    from dateline.case.keep.keys import CaseKey
    from dateline.case.store.sql import SqlStore

HELP: Final = """Hide names and phrases in a case, after reports that hold them were added.

Everything that holds a name is shown anew without it: texts, records, search, decisions, names of files. The old words
are wiped from the file and from its backups, and pieces of them are looked for in every byte that is left. The whole
report stays, sealed; the names too, so that reports added later hide them. Needs the key of the case.

\b
Examples:
  dateline protect war.dateline "Amal Garang"
  dateline protect war.dateline --from-file names.txt
  dateline protect war.dateline --list
  dateline protect war.dateline --reveal doc-1f0c…
  dateline protect war.dateline --across
  dateline protect war.dateline --new-key new.key

\b
A name on a command line may stay in your shell's history: --from-file - takes names
from standard input, one a line. --list and --reveal show on the terminal who is
hidden, to the holder of the key. --across hides whom one report protects and another
names: the two together would tell who it is. --new-key seals everything for a new key; the old
one then opens nothing here, and pseudonyms stay as they are.

\b
Exit codes:
  0 done   1 the case or the key cannot be used, or the proof failed   2 wrong usage
  130 interrupted: the same command goes on
"""

Names = Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="Names and phrases to hide.")]
FromFile = Annotated[
    str | None,
    typer.Option("--from-file", metavar="FILE", help="Names, one a line; - is standard input.", show_default=False),
]
List = Annotated[bool, typer.Option("--list", help="Show the names that were hidden by hand, on the terminal.")]
Reveal = Annotated[
    str | None,
    typer.Option(metavar="REPORT", help="Show who is hidden in a report, on the terminal.", show_default=False),
]
NewKey = Annotated[
    Path | None,
    typer.Option("--new-key", metavar="FILE", help="Make a new key there, in place of the old.", show_default=False),
]
Anyway = Annotated[bool, typer.Option("--anyway", help="Show who is hidden even where this is no terminal.")]
Who = Annotated[str, typer.Option(metavar="NAME", help="Who decides: a name or initials, for the log.")]
Across = Annotated[
    bool, typer.Option("--across", help="Hide whom one report of the case protects in the reports that name them.")
]
MOST: Final = 1_000_000
"""Characters of a list of names."""


def protect(
    case: Case,
    names: Names = None,
    from_file: FromFile = None,
    list_: List = False,
    reveal: Reveal = None,
    across: Across = False,
    new_key: NewKey = None,
    key: Key = None,
    who: Who = "keeper",
    anyway: Anyway = False,
) -> None:
    """Hide names in a case (see `HELP`)."""
    given = [*(names or ()), *(_from(from_file) if from_file else ())]
    wanted = [bool(given), list_, reveal is not None, across, new_key is not None]
    if sum(wanted) != 1:
        raise typer.BadParameter("give names to hide, or one of --list, --reveal, --across and --new-key.")
    with faults_told("The same command goes on where it stopped."), opened(case) as store:
        held = key_of(store, case, key)
        if list_ or reveal is not None:
            _warned(anyway=anyway)
            _list(store, held) if list_ else _reveal(store, held, reveal or "")
        elif across:
            _across(store, held, who)
        elif new_key is not None:
            _rotate(store, held, new_key, who, key)
        else:
            _hide(store, held, given, who)


def _from(name: str) -> list[str]:
    with faults_told(""):
        try:
            text = sys.stdin.read(MOST) if name == "-" else Path(name).read_text(encoding="utf-8-sig")[:MOST]
        except (OSError, UnicodeDecodeError) as exc:
            reason = exc.strerror if isinstance(exc, OSError) else "it is no text"
            raise InputError(name, f"cannot be read: {reason}.") from exc
    return [line.strip() for line in text.splitlines() if line.strip()]


def _hide(store: SqlStore, key: CaseKey, names: list[str], who: str) -> None:
    from dateline.case.keep.protecting import protect as hide

    with saying() as say:
        done = hide(store, key, names, who, say)
    reports = len(done.reports)
    typer.echo(
        f"Hidden in {reports:,} report{'' if reports == 1 else 's'}; {done.restated:,} entries of the log were said "
        "again without the names.", err=True,
    )  # fmt: skip
    for n in done.unmatched:  # by its number: what is said on a terminal may be kept in a log
        typer.echo(f"Number {n + 1} of the names stands in no report yet. Is it spelt right?", err=True)
    say_finished(done.finished, store)


def _across(store: SqlStore, key: CaseKey, who: str) -> None:
    from dateline.case.keep.across import named_openly

    found = named_openly(store, key)
    if not found.names:
        typer.echo("Nobody whom one report protects is named in another.", err=True)
        return
    people, reports = len(found.names), len(found.reports)
    who_, where = f"{people:,} name{'' if people == 1 else 's'}", f"{reports:,} report{'' if reports == 1 else 's'}"
    typer.echo(f"{who_} that a report protects stood openly in {where}.", err=True)
    _hide(store, key, list(found.names), who)


def _rotate(store: SqlStore, key: CaseKey, path: Path, who: str, old: Path | None) -> None:
    from dateline.case.keep.rotating import rotate

    with saying() as say:
        _, finished = rotate(store, key, path, who, say)
    typer.echo(f"Everything is sealed for the new key: {path}. Pseudonyms stay as they are.", err=True)
    typer.echo(
        "Keep the old key as long as there are archives or copies that were not reached. What somebody opened with it "
        "before, they know.", err=True,
    )  # fmt: skip
    say_finished(finished, store)


def _warned(*, anyway: bool) -> None:
    """Raise `SettingsError` where this would be written somewhere; else warn."""
    if not sys.stdout.isatty() and not anyway:
        raise SettingsError(
            "Who is hidden is shown on a terminal, and this goes somewhere else, where it may be kept. If that is "
            "meant, add --anyway."
        )
    typer.echo("Who is hidden follows. Do not leave it on the screen, nor in a file or a log.", err=True)


def _list(store: SqlStore, key: CaseKey) -> None:
    from dateline.case.keep.vault import hidden_names
    from dateline.render.words import clean

    names = hidden_names(store, key)
    for name in names:
        typer.echo(clean(name))
    if not names:
        typer.echo("No name was hidden by hand.", err=True)


def _reveal(store: SqlStore, key: CaseKey, report: str) -> None:
    from dateline.case.keep.revealing import identities
    from dateline.render.words import clean

    found = identities(store, key, report)
    for one in found:
        told = " · ".join(clean(x) for x in (one.name, one.description) if x)
        typer.echo(f"{one.label}: {told or 'not named'}")
    if not found:
        typer.echo("Nobody is hidden in this report.", err=True)
