"""`dateline rules`: what a case counts, and by which rule it chooses numbers."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dateline.cli.keeping import faults_told
from dateline.errors import InputError, SettingsError

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store

HELP: Final = """Show or set what a case counts: inclusion rules, and the rule that chooses numbers.

Rules are data of the case: which outlets, kinds of sources and stances decide values, which happenings count (types,
days, countries, deaths, known sides, voices), and how low, best and high are chosen out of many claims. Nothing is
taken away: claims that do not count stay beside the others, happenings that do not count are said to be left out, and
`dateline show --as-of` still shows the case under the rules of then.

\b
Examples:
  dateline rules war.dateline
  dateline rules war.dateline --set ucdp-ged --who AB
  dateline rules war.dateline --set my-codebook.json --who AB
  dateline rules war.dateline --numbers latest --who AB
  dateline rules --profiles

\b
Exit codes:
  0 done   1 the case cannot be used   2 wrong usage
"""

Case = Annotated[
    str | None, typer.Argument(metavar="CASE", help="The case: a file, or the URL of a database.", show_default=False)
]
Set = Annotated[
    str | None,
    typer.Option("--set", metavar="RULES", help="A profile's name, or a file of rules as JSON.", show_default=False),
]
Numbers = Annotated[
    str | None, typer.Option(metavar="RULE", help="How numbers are chosen; the rest stays.", show_default=False)
]
Who = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who sets them: a name or initials. Needed to set.", show_default=False),
]
Profiles = Annotated[bool, typer.Option("--profiles", help="Show the profiles and rules for numbers that there are.")]


def rules(
    case: Case = None, set_: Set = None, numbers: Numbers = None, who: Who = None, profiles: Profiles = False
) -> None:
    """The rules of a case (see `HELP`)."""
    from dateline.case.opening import open_case_store

    if profiles:
        _list()
        return
    if case is None:
        raise typer.BadParameter("name the case, or ask for --profiles.")
    if (set_ or numbers) and not (who or "").strip():
        raise typer.BadParameter("say who sets them.", param_hint="--who")
    with faults_told("The rules are as they were."), closing(open_case_store(case)) as store:
        if set_ or numbers:
            _set(store, set_, numbers, (who or "").strip())
        _show(store)


def _set(store: Store, wanted: str | None, numbers: str | None, who: str) -> None:
    """Keep the rules, once they are known to make sense."""
    from dateline.case.ledger.inclusion import Rules
    from dateline.case.situation import INCLUSION

    body = _body(wanted) if wanted else store.rules().get(INCLUSION, {"name": "everything"})
    if numbers:
        body = {**body, "numbers": numbers}
    Rules.from_json(body)
    store.set_rule(INCLUSION, body, who)


def _body(wanted: str) -> dict[str, Any]:
    """The rules of a profile, else of a file. Raises `SettingsError` where they are neither."""
    from dateline.case.ledger.inclusion import LARGEST, profile, profiles

    if wanted in profiles():
        return profile(wanted)
    path = Path(wanted)
    if not path.is_file():
        known = ", ".join(profiles())
        raise SettingsError(f"rules: {wanted[:60]!r} is neither a profile ({known}) nor a file.")
    try:
        text = path.read_text(encoding="utf-8")
        found = json.loads(text) if len(text) <= LARGEST else None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as exc:
        raise InputError(wanted, f"cannot be read as rules: {exc}.", "They are one JSON object.") from exc
    if not isinstance(found, dict):
        raise InputError(wanted, "holds no rules.", f"They are one JSON object of at most {LARGEST:,} characters.")
    return found


def _show(store: Store) -> None:
    from dateline.case.situation import INCLUSION, rules_of

    body, held = store.rules().get(INCLUSION), rules_of(store)
    typer.echo(f"Rules: {held.name}. Numbers are chosen by the rule {held.numbers}.")
    if body:
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))


def _list() -> None:
    from dateline.case.ledger.inclusion import profile, profiles
    from dateline.case.ledger.numbers import RULES

    typer.echo("Profiles:")
    for name in profiles():
        told = profile(name)
        typer.echo(f"  {name}: {told.get('source') or 'counts everything'}")
    typer.echo("Rules for numbers:")
    for name, rule in RULES.items():
        typer.echo(f"  {name}: {' '.join((rule.__doc__ or '').split())}")
