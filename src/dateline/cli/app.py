"""The commands, one file each, under one name."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import __version__
from dateline.cli.accounts import accounts
from dateline.cli.add import HELP as ADD_HELP
from dateline.cli.add import add
from dateline.cli.agreement import HELP as AGREEMENT_HELP
from dateline.cli.agreement import agreement
from dateline.cli.archive import HELP as ARCHIVE_HELP
from dateline.cli.archive import archive
from dateline.cli.backup import HELP as BACKUP_HELP
from dateline.cli.backup import backup
from dateline.cli.beside import HELP as BESIDE_HELP
from dateline.cli.beside import beside
from dateline.cli.check import HELP as CHECK_HELP
from dateline.cli.check import check
from dateline.cli.demo import HELP as DEMO_HELP
from dateline.cli.demo import demo
from dateline.cli.diff import HELP as DIFF_HELP
from dateline.cli.diff import diff
from dateline.cli.doctor import doctor
from dateline.cli.erase import HELP as ERASE_HELP
from dateline.cli.erase import erase
from dateline.cli.eval import eval_command
from dateline.cli.export import HELP as EXPORT_HELP
from dateline.cli.export import export
from dateline.cli.import_ import HELP as IMPORT_HELP
from dateline.cli.import_ import import_
from dateline.cli.link import HELP as LINK_HELP
from dateline.cli.link import link
from dateline.cli.options import HELP
from dateline.cli.place import place
from dateline.cli.protect import HELP as PROTECT_HELP
from dateline.cli.protect import protect
from dateline.cli.read import read
from dateline.cli.restore import HELP as RESTORE_HELP
from dateline.cli.restore import restore
from dateline.cli.rules import HELP as RULES_HELP
from dateline.cli.rules import rules
from dateline.cli.schema import schema
from dateline.cli.search import HELP as SEARCH_HELP
from dateline.cli.search import search
from dateline.cli.serve import HELP as SERVE_HELP
from dateline.cli.serve import serve
from dateline.cli.share import HELP as SHARE_HELP
from dateline.cli.share import share
from dateline.cli.sheet import HELP as SHEET_HELP
from dateline.cli.sheet import sheet
from dateline.cli.show import HELP as SHOW_HELP
from dateline.cli.show import show

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Conflict report in, sourced dossier out.

    Dateline reads a report (a news story, an incident report, a statement) and gives back who says who did what
    to whom, where and when, each with the words that say it, and what in it does not add up.

    \b
    Start here:
      dateline doctor                                  is everything installed?
      dateline demo                                    what it makes of fifteen sample reports
      dateline read report.txt --published 2020-10-15  a summary on this terminal
      dateline read report.txt --json > dossier.json   everything, as data
      dateline add reports/ --case war.dateline        many reports, one case
      dateline link war.dateline                       which of their events are one
      dateline show war.dateline                       what happened, who says so, who disagrees
      dateline serve war.dateline                      review it in the browser, with the words in sight
      dateline schema                                  what the data look like
      dateline place find Tripoli                      which places bear a name
    """


app.command(help=DEMO_HELP)(demo)
app.command(help=HELP)(read)
app.command(help=ADD_HELP)(add)
app.command("import", help=IMPORT_HELP)(import_)
app.command(help=LINK_HELP)(link)
app.command(help=SHOW_HELP)(show)
app.command(help=SEARCH_HELP)(search)
app.command(help=SERVE_HELP)(serve)
app.command(help=CHECK_HELP)(check)
app.command(help=DIFF_HELP)(diff)
app.command(help=BESIDE_HELP)(beside)
app.command(help=SHEET_HELP)(sheet)
app.command(help=RULES_HELP)(rules)
app.command(help=AGREEMENT_HELP)(agreement)
app.command(help=EXPORT_HELP)(export)
app.command()(doctor)
app.command()(schema)
app.command("eval")(eval_command)
app.command(help=PROTECT_HELP)(protect)
app.command(help=ERASE_HELP)(erase)
app.command(help=BACKUP_HELP)(backup)
app.command(help=ARCHIVE_HELP)(archive)
app.command(help=RESTORE_HELP)(restore)
app.command(help=SHARE_HELP)(share)
app.add_typer(accounts, name="accounts")
app.add_typer(place, name="place")
