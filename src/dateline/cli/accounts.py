"""`dateline accounts`: who may sign in to a server, and what they may do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.keeping import faults_told
from dateline.errors import SettingsError

accounts = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Accounts: who may sign in to `dateline serve --accounts FILE`, and what they may do.",
)
UNCHANGED = "The accounts are as they were."
Name = Annotated[str, typer.Argument(metavar="NAME", help="The person: a name or initials, which sign decisions.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The accounts; only you may read the file.")]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role", metavar="ROLE", show_default=False,
        help="read, code, adjudicate, publish or 'see protected' (repeatable); whoever has one may also read.",
    ),
]  # fmt: skip
Drop = Annotated[
    str | None, typer.Option("--drop", metavar="ID", help="Take this token back instead.", show_default=False)
]


@accounts.command()
def add(name: Name, file: File, role: Roles = None) -> None:
    """Add a person (role read, where none is given). The password is asked for, or the first line of stdin.

    \b
    Roles:
      read           look at everything but whom the case protects
      code           decide on records
      adjudicate     decide between coders, hand out double codings
      publish        export
      see protected  see whom the case protects, where the server has the key

    \b
    Examples:
      dateline accounts add AB accounts.json --role code --role adjudicate
      pass show dateline/cd | dateline accounts add CD accounts.json
    """
    from dateline.web.security.accounts import known_name, known_roles, make_accounts

    with faults_told(UNCHANGED):
        name, roles = known_name(name), known_roles(role or ["read"])
        made = make_accounts(file)
        if name in made.now().people:  # said before a password is asked for
            raise SettingsError(f"There is an account of {name} already.")
        made.add(name, _password(name), roles)
    typer.echo(f"{name} may sign in and: {', '.join(roles)}.", err=True)


@accounts.command("list")
def list_(file: File) -> None:
    """Who may sign in, with their roles and tokens, one a line."""
    from dateline.web.security.accounts import Accounts

    with faults_told(UNCHANGED):
        people = Accounts(file).now().people
    for name, account in people.items():
        tokens = "; ".join(f"{t.id} ({', '.join(t.roles)}, made {t.made[:10]})" for t in account.tokens)
        told = f"{name}\t{', '.join(account.roles)}\tchanged {account.changed[:10]}"
        typer.echo(f"{told}\ttokens: {tokens}" if tokens else told)


@accounts.command()
def roles(name: Name, file: File, role: Roles = None) -> None:
    """Set what a person may do: the roles named take the place of all they had. Their sessions end."""
    from dateline.web.security.accounts import Accounts, known_roles

    with faults_told(UNCHANGED):
        wanted = known_roles(role or [])
        Accounts(file).set_roles(name, wanted)
    typer.echo(f"{name} may: {', '.join(wanted) or 'nothing'}.", err=True)


@accounts.command()
def password(name: Name, file: File) -> None:
    """Set another password. The person's sessions end, and their tokens are taken back."""
    from dateline.web.security.accounts import Accounts

    with faults_told(UNCHANGED):
        known = Accounts(file)
        known.get(name)
        known.set_password(name, _password(name))
    typer.echo(f"{name} has another password; sessions and tokens are over.", err=True)


@accounts.command()
def remove(name: Name, file: File) -> None:
    """Take an account away. Sessions and tokens are over at once; what was decided stays, under the name."""
    from dateline.web.security.accounts import Accounts

    with faults_told(UNCHANGED):
        Accounts(file).remove(name)
    typer.echo(f"{name} may not sign in any more.", err=True)


@accounts.command()
def token(name: Name, file: File, role: Roles = None, drop: Drop = None) -> None:
    """Make a token for programs that use the API in a person's name. It is shown once, on standard output.

    \b
    Example:
      curl -H "Authorization: Bearer $(cat token)" http://127.0.0.1:8765/api/v1/decisions
    """
    from dateline.web.security.accounts import Accounts

    with faults_told(UNCHANGED):
        known = Accounts(file)
        if drop:
            known.drop_token(name, drop)
            typer.echo(f"The token {drop} opens nothing any more.", err=True)
            return
        typer.echo(known.make_token(name, role or ()))
    typer.echo("Keep it as you keep a password: it is not shown again.", err=True)


def _password(name: str) -> str:
    """A password that nobody sees: typed twice on a terminal, else the first line of standard input."""
    from dateline.web.security.passwords import LONGEST

    if sys.stdin.isatty():
        told: str = typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
        return told
    return sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
