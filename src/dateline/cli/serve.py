"""`dateline serve`: the workbench over a case, in the browser."""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli.keeping import Case, faults_told, key_of, opened
from dateline.errors import InputError, SettingsError

if TYPE_CHECKING:
    from dateline.web.settings import ServeSettings

HELP: Final = """Review a case in the browser: reports beside what was read in them, maps, tables, exports.

Without accounts the case is served to this machine alone, to whoever opens the link that is shown; the link is good
for one browser, and when it was used the next one is shown. Every decision is signed with --who. For several people,
open accounts: each signs in by name and password, and may do what their roles allow.

\b
Examples:
  dateline serve war.dateline
  dateline serve war.dateline --who "A. B." --port 0 --no-open
  dateline serve war.dateline --read-only
  dateline accounts add AB accounts.json --role code
  dateline serve war.dateline --accounts accounts.json --host 10.0.0.7 --certificate cert.pem

\b
Another address than this machine's own needs --accounts. Passwords must not cross a
network in the open: name a --certificate, or let a proxy on this machine speak https
(it passes on the Host header and X-Forwarded-For and -Proto; say its name by --name).
The link goes to standard output, everything else to standard error.

\b
Exit codes:
  0 stopped by SIGTERM   1 the case, its key, the accounts or the address cannot be used
  2 wrong usage          130 stopped by Ctrl+C
  Either way what was acknowledged is kept, and requests that had begun are finished.
"""

Host = Annotated[str, typer.Option(metavar="ADDRESS", help="The address to serve at.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")]
Who = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="Who decides, where there are no accounts.  [default: your name on this machine]",
        show_default=False,
    ),
]  # fmt: skip
Accounts = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Who may sign in (see `dateline accounts`).", show_default=False),
]
Key = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="The key of the case: who may see whom it protects sees them.", show_default=False
    ),
]
Name = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST", help="A name that the server is reached under (repeatable).", show_default=False),
]
Certificate = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Serve https with this certificate (PEM).", show_default=False)
]
CertificateKey = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Its key, where it is in another file.", show_default=False)
]
Open = Annotated[
    bool | None,
    typer.Option("--open/--no-open", help="Open the browser.  [default: on a terminal]", show_default=False),
]
ReadOnly = Annotated[bool, typer.Option("--read-only", help="Nobody may change anything.")]


def serve(
    case: Case,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    who: Who = None,
    accounts: Accounts = None,
    key: Key = None,
    name: Name = None,
    certificate: Certificate = None,
    certificate_key: CertificateKey = None,
    open_: Open = None,
    read_only: ReadOnly = False,
) -> None:
    """The workbench (see `HELP`)."""
    from dateline.web.settings import ServeSettings

    with faults_told("What was acknowledged is kept."):
        if who is not None and accounts is not None:
            raise SettingsError("--who is for a server without accounts: with them everybody signs as themselves.")
        settings = ServeSettings(
            case, host, port, "" if accounts else _signer(who), accounts, key, tuple(name or ()), certificate,
            certificate_key, read_only=read_only,
        )  # fmt: skip
        _check(settings)
        stopped_by = _serve(settings, browser=sys.stdout.isatty() if open_ is None else open_)
    raise typer.Exit(130 if stopped_by == signal.SIGINT else 0)


def _signer(who: str | None) -> str:
    """The name that decisions are signed with."""
    from getpass import getuser

    try:
        told = (getuser() if who is None else who).strip()
    except (OSError, KeyError) as exc:
        raise SettingsError("Nobody knows your name here: say who decides, with --who.") from exc
    if not told:
        raise SettingsError("Say who decides: --who needs a name or initials.")
    return told


def _check(settings: ServeSettings) -> None:
    """Faults of the settings, before a case is opened, which may take a while."""
    from dateline.web.security.accounts import read_book
    from dateline.web.security.hosts import check_address, is_loopback

    check_address(settings)
    if settings.certificate_key and not settings.certificate:
        raise SettingsError("--certificate-key needs the --certificate that it belongs to.")
    for path in (settings.certificate, settings.certificate_key):
        if path is not None and not path.is_file():
            raise InputError(str(path), "is no file.")
    if settings.accounts and not read_book(settings.accounts).people:
        raise InputError(str(settings.accounts), "has no accounts.", "Make some: dateline accounts add NAME FILE.")
    if not is_loopback(settings.host) and not settings.certificate:
        typer.echo("Passwords and the case cross the network in the open: name a --certificate.", err=True)


def _serve(settings: ServeSettings, *, browser: bool) -> int:
    from dateline.web.serving import Told, serve

    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")

    def ready(link: str) -> None:
        typer.echo(link)
        sys.stdout.flush()
        typer.echo(f"{settings.case} is served there. Stop it with Ctrl+C.", err=True)
        if browser:
            import webbrowser

            webbrowser.open(link)

    def anew(link: str) -> None:
        typer.echo("The link was used. For another browser:", err=True)
        typer.echo(link)
        sys.stdout.flush()

    with opened(settings.case) as store:
        if settings.key is not None:
            key_of(store, settings.case, settings.key)
        stopped_by = serve(store, settings, Told(ready, anew))
    typer.echo("Stopped.", err=True)
    return stopped_by
