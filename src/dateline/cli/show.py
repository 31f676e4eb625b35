"""`dateline show`: the picture that a case gives, or one record of it in depth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dateline.cli import case_options as options

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store
    from dateline.case.views.finding import Meant
    from dateline.case.views.loading import Facts
    from dateline.model.situation import Situation

HELP: Final = """Show what a case tells: what happened, who says so, who disagrees, who holds what.

Without more than the case: the whole picture in words. With an id, or words, one thing in depth: every claim with its
quote, why events are held for one, what people decided, how it came about. Filters hold together; a happening is shown
where one of the reports that tell it fits.

\b
Examples:
  dateline show war.dateline
  dateline show war.dateline Beni
  dateline show war.dateline M23 --from 2021-05-01 --to 2021-05-31
  dateline show war.dateline happening-4f0c2a91d3b7
  dateline show war.dateline --country CD --type "Battles" --as-of 2024-05-01
  dateline show war.dateline --box -2 28 1 31 --at 2021-05-09
  dateline show war.dateline --html situation.html
  dateline show war.dateline --geojson map.geojson --share

\b
--at is a day in the war: who held what then. --as-of is a day in your work: what the
case held then, before later reports, links and decisions.

\b
Protected sources are under their pseudonyms here as everywhere in a case. --share
coarsens places where people shelter, are treated or are stationed, and shortens
quotes, for what is passed on.

\b
Exit codes:
  0 shown   1 the case cannot be opened, or has no such record   2 wrong usage
  130 interrupted
"""

What = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WHAT", help="Id of a happening, event, report or decision; an actor; or words.", show_default=False
    ),
]
Html = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the situation as a page to look at.", show_default=False)
]
Geojson = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write it as GeoJSON, for maps.", show_default=False)
]
Share = Annotated[bool, typer.Option("--share", help="For passing on: sensitive places coarsened, short quotes.")]
Limit = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Show the latest N happenings only.", show_default=False),
]
Outlines = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Other outlines for the map (GeoJSON).", show_default=False)
]
BEYOND: Final = "happenings beyond --limit"


def show(
    case: options.Case,
    what: What = None,
    at: options.At = None,
    as_of: options.AsOf = None,
    country: options.Country = None,
    box: options.BoxOption = None,
    from_: options.From = None,
    to: options.To = None,
    actor: options.Actor = None,
    type_: options.TypeOption = None,
    status: options.Status = None,
    outlet: options.Outlet = None,
    source: options.Source = None,
    json_: options.Json = False,
    html: Html = None,
    geojson: Geojson = None,
    share: Share = False,
    limit: Limit = None,
    outlines: Outlines = None,
) -> None:
    """Show what a case tells (see `HELP`)."""
    from dateline.case.views.finding import meant
    from dateline.case.views.loading import PASSED_ON, Facts
    from dateline.case.views.moments import moment_of
    from dateline.files import check_writable

    if outlines is not None and html is None:
        raise typer.BadParameter("outlines are drawn on the page: give --html too.", param_hint="--outlines")
    asked = options.Asked(country, box, from_, to, actor, type_, status, outlet, source)
    with options.case_open(case) as store:
        for path in (html, geojson):
            if path is not None:
                check_writable(path)
        about = meant(store, " ".join(what), moment_of(store, as_of).seq) if what else None
        facts = Facts(store, PASSED_ON if share else None)
        situation = _situation(store, about, asked, at, as_of, facts, limit)
        if html is not None or geojson is not None:
            _write(situation, html, geojson, outlines)
            if not json_:
                return
        _tell(store, situation, about, as_of, facts, json_=json_)


def _situation(
    store: Store, about: Meant | None, asked: options.Asked, at: str | None, as_of: str | None, facts: Facts,
    limit: int | None,
) -> Situation:  # fmt: skip
    """The picture as far as it is asked for; of words, what tells them, or else the actors that they name."""
    from dateline.case.situation import situation_of

    def made(wanted: options.Asked, **more: Any) -> Situation:
        with options.bar("Looking") as told:
            return situation_of(store, at=at, as_of=as_of, only=wanted.filter(**more), facts=facts, told=told)

    if about is None or about.kind == "judgement":
        return _latest(made(asked), limit)
    if about.kind == "actor":
        return _latest(made(replace(asked, actor=[about.id])), limit)
    if about.kind != "words":
        return made(asked, happening=about.id)
    found = made(asked, text=about.id)
    return _latest(found if found.happenings else made(replace(asked, actor=[about.id])), limit)


def _latest(situation: Situation, limit: int | None) -> Situation:
    """The picture with the latest happenings only, the others counted."""
    if limit is None or len(situation.happenings) <= limit:
        return situation
    dated = [h for h in situation.happenings if h.when is not None]
    kept = {h.id for h in (dated[-limit:] or situation.happenings[:limit])}
    left = (BEYOND, len(situation.happenings) - len(kept))
    shown = tuple(h for h in situation.happenings if h.id in kept)
    return replace(situation, happenings=shown, left_out=(*situation.left_out, left))


def _write(situation: Situation, html: Path | None, geojson: Path | None, outlines: Path | None) -> None:
    import json

    from dateline.exports.situation_geojson import situation_geojson
    from dateline.files import write_whole
    from dateline.render.situation.page import situation_page

    if html is not None:
        write_whole(html, situation_page(situation, outlines=outlines).encode())
        typer.echo(f"Wrote {html}", err=True)
    if geojson is not None:
        write_whole(geojson, json.dumps(situation_geojson(situation), ensure_ascii=False, indent=1).encode())
        typer.echo(f"Wrote {geojson}", err=True)


def _tell(
    store: Store, situation: Situation, about: Meant | None, as_of: str | None, facts: Facts, *, json_: bool
) -> None:
    """One record in depth, or the picture."""
    from dateline.case.views.depth import depth_of
    from dateline.cli.show_depth import depth_lines
    from dateline.render.situation.words import situation_lines

    depth = depth_of(store, about, situation, as_of, facts) if about is not None else None
    if json_:
        options.write_json(depth or situation)
    elif depth is not None:
        options.tell(depth_lines(depth, options.width_of()))
    else:
        options.tell(situation_lines(situation, options.width_of()))
