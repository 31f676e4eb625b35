"""The records as JSON, CSV and GeoJSON, and decisions on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse

from dateline.web.desk import AtDesk
from dateline.web.problems import problems
from dateline.web.tagging import HEADERS, Tagged
from dateline.web.topics.records.answer import Listing, listing, map_layer, one, sheet
from dateline.web.topics.records.asked import Known
from dateline.web.topics.records.case import API as CASE
from dateline.web.topics.records.case import UNCHANGED
from dateline.web.topics.records.deciding import API as DECIDING
from dateline.web.topics.records.resources import RESOURCES, Resource

API = APIRouter(tags=["records"])
API.include_router(CASE)
API.include_router(DECIDING)

CSV: Final = "text/csv"
GEOJSON: Final = "application/geo+json"
TEXT: Final = {"schema": {"type": "string"}}
LAYER: Final = {
    "schema": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array"}},
    }
}
PAGED: Final = {
    "ETag": {"description": "State of the case and question.", "schema": {"type": "string"}},
    "Link": {"description": 'Where the next page is (`rel="next"`).', "schema": {"type": "string"}},
}


def _listed(r: Resource) -> Callable[..., Any]:
    def listed(request: Request, response: Response, desk: AtDesk, tag: Tagged, asked: Any) -> Any:
        if _prefers_csv(request.headers.get("accept", "")):
            return _streamed(sheet(desk, r, asked), CSV, tag, f"{r.plural}.csv")
        found = listing(desk, r, asked, request.url)
        if found.next_url is not None:
            response.headers["Link"] = f'<{found.next_url}>; rel="next"'
        return found

    listed.__annotations__["asked"] = Annotated[r.asked, Query()]
    return listed


def _sheet(r: Resource) -> Callable[..., Any]:
    def as_sheet(desk: AtDesk, tag: Tagged, asked: Any) -> StreamingResponse:
        return _streamed(sheet(desk, r, asked), CSV, tag, f"{r.plural}.csv")

    as_sheet.__annotations__["asked"] = Annotated[r.asked, Query()]
    return as_sheet


def _layer(r: Resource) -> Callable[..., Any]:
    def as_layer(desk: AtDesk, tag: Tagged, asked: Any) -> StreamingResponse:
        return _streamed(map_layer(desk, r, asked), GEOJSON, tag, f"{r.plural}.geojson")

    as_layer.__annotations__["asked"] = Annotated[r.asked, Query()]
    return as_layer


Id = Annotated[str, Path(max_length=200, description="The record's id.")]
AsOf = Annotated[Known, Query()]


def _single(r: Resource) -> Callable[..., Any]:
    def single(desk: AtDesk, _: Tagged, id: Id, as_of: AsOf = None) -> Any:  # noqa: A002 - what the path calls it
        return one(desk, r, id, as_of)

    return single


def _streamed(lines: Any, media: str, tag: str, name: str) -> StreamingResponse:
    """Long answers go out as they are made; a browser keeps them as a file."""
    about = {"ETag": tag, "Content-Disposition": f'attachment; filename="{name}"', **HEADERS}
    return StreamingResponse(lines, media_type=media, headers=about)


def _prefers_csv(accept: str) -> bool:
    kinds = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    return CSV in kinds and "application/json" not in kinds[: kinds.index(CSV)]


def _add(r: Resource) -> None:
    page: Any = {200: {"description": "A page of the list.", "headers": PAGED, "content": {CSV: TEXT}}, **UNCHANGED}
    row: Any = {200: {"description": "The record.", "headers": {"ETag": PAGED["ETag"]}}, **UNCHANGED, **problems(404)}
    lines: Any = {200: {"description": "All that fits, streamed.", "content": {CSV: TEXT}}, **UNCHANGED}
    points: Any = {200: {"description": "All that fits and has a point.", "content": {GEOJSON: LAYER}}, **UNCHANGED}
    kind: Any = Listing[r.row]  # type: ignore[name-defined]
    API.add_api_route(r.path, _listed(r), response_model=kind, operation_id=f"list_{r.plural}", responses=page,
                      summary=f"List {r.plural}", description=r.told)  # fmt: skip
    API.add_api_route(f"{r.path}.csv", _sheet(r), response_class=StreamingResponse, responses=lines,
                      operation_id=f"{r.plural}_as_csv", summary=f"{r.plural.capitalize()} as a sheet (CSV)",
                      description=f"{r.told} Without `limit` all of them.")  # fmt: skip
    if r.mapped:
        API.add_api_route(f"{r.path}.geojson", _layer(r), response_class=StreamingResponse, responses=points,
                          operation_id=f"{r.plural}_as_geojson", summary=f"{r.plural.capitalize()} as GeoJSON",
                          description=f"{r.told} Without `limit` all of them.")  # fmt: skip
    API.add_api_route(f"{r.path}/{{id}}", _single(r), response_model=r.row, operation_id=f"get_{r.kind}",
                      responses=row, summary=f"One {r.kind}", description=r.told)  # fmt: skip


for _resource in RESOURCES:
    _add(_resource)
