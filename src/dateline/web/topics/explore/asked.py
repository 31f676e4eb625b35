"""What Explore is asked for. All of it stands in the address: what is shown can be sent to somebody, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal, get_args
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dateline.case.survey.figures import Order, Step
from dateline.case.views.filter import Filter, filter_of
from dateline.errors import SettingsError
from dateline.model.vocabulary import EventStatus
from dateline.web.topics.records.asked import (
    Actor,
    After,
    Box,
    Country,
    First,
    Known,
    Last,
    Names,
    Outlet,
    Source,
    Text,
)

View = Literal["table", "map", "timeline", "matrix"]
VIEWS: Final[tuple[View, ...]] = get_args(View)
LISTS: Final = ("country", "actor", "doer", "done_to", "type", "status", "outlet", "source")
FILTERS: Final = ("text", *LISTS, "box", "from", "to")
PAGE: Final = 50
"""Happenings of a page: each is put together out of the reports that tell it."""
_PARTED: Final = ";"


class Explored(BaseModel):
    """A filter. Several values of one name are alternatives; different names hold together."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    text: Text = None
    country: Country = []
    box: Box = None
    first: First = None
    last: Last = None
    actor: Actor = []
    doer: Annotated[Names, Field(description="Keys of actors that do it, or are a side of a clash.")] = []
    done_to: Annotated[Names, Field(description="Keys of actors that it is done to, or are a side of a clash.")] = []
    type: Annotated[Names, Field(description="PLOVER (ASSAULT), ACLED (Battles) or UCDP (one-sided).")] = []
    status: Annotated[list[EventStatus], Field(description="Whether it happened, as told.")] = []
    outlet: Outlet = []
    source: Source = []
    as_of: Known = None

    def only(self) -> Filter:
        """As views of a case take it. Raises `SettingsError` for a value that no record can have."""
        return filter_of(
            text=self.text, country=self.country, actor=self.actor, doer=self.doer, done_to=self.done_to,
            type=self.type, status=self.status, outlet=self.outlet, source=self.source,
            box=self.box.split(",") if self.box else None, first=self.first, last=self.last,
        )  # fmt: skip


class Listed(Explored):
    """A filter, and which page of what fits."""

    limit: Annotated[int, Field(ge=1, le=PAGE, description="How many at most.")] = PAGE
    after: After = 0
    sort: Annotated[Order, Field(description="Added last first, or by the first day that a report gives.")] = "newest"


class Timed(Explored):
    """A filter, and in which steps."""

    step: Annotated[Step | None, Field(description="The finest that makes a legible figure where none is given.")] = (
        None
    )


class Shown(Listed, Timed):
    """All that the page may be asked for."""

    view: View = "table"

    def query(self, **changed: Any) -> str:
        """The address's query with some of it changed: values that are usual are not told. The next page is asked for
        anew unless it is named."""
        told = self.model_dump(by_alias=True) | {"after": 0} | changed
        usual = _USUAL.model_dump(by_alias=True)
        return urlencode([(k, v) for k, v in _pairs(told) if v != usual.get(k)])

    def as_json(self) -> str:
        """Where the same is told as JSON."""
        own: type[Explored] = Listed if self.view == "table" else Timed if self.view == "timeline" else Explored
        known = {f.alias or name for name, f in own.model_fields.items()}
        told = {k: v for k, v in self.model_dump(by_alias=True).items() if k in known}
        usual = _USUAL.model_dump(by_alias=True)
        pairs = [(k, one) for k, v in told.items() if v != usual.get(k) for one in (v if isinstance(v, list) else [v])]
        query = urlencode(pairs)
        path = "/api/v1/explore" + ("" if self.view == "table" else f"/{self.view}")
        return f"{path}?{query}" if query else path

    def as_export(self) -> str | None:
        """Where what fits is exported; None where Export cannot be asked for it: it knows no sides of an act, and more
        than what is shown must not leave."""
        if self.doer or self.done_to:
            return None
        told = self.model_dump(by_alias=True, include={*Explored.model_fields})
        pairs = [(k, one) for k, v in told.items() if v for one in (v if isinstance(v, list) else [v])]
        return f"/export?{urlencode(pairs)}" if pairs else "/export"

    def chips(self) -> Iterable[tuple[str, str, str]]:
        """(name, value, address without it) of each value that is asked for."""
        told = self.model_dump(by_alias=True)
        for name in FILTERS:
            values = told[name] if isinstance(told[name], list) else [told[name]]
            for value in values:
                if value:
                    left = [v for v in values if v != value] if isinstance(told[name], list) else None
                    yield name, str(value), self.query(**{name: left})


def _pairs(told: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, value in told.items():
        if isinstance(value, list):
            if value:
                yield name, _PARTED.join(value)
        elif value not in (None, ""):
            yield name, value


_USUAL: Final = Shown()


def shown(request: Request) -> Shown:
    """What the page's address asks for, as forms write it: what is empty asks nothing, values of a list stand in one
    field, parted by semicolons (or by commas, of countries)."""
    told: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in LISTS:
            parts = value.replace(",", _PARTED) if name == "country" else value
            told.setdefault(name, []).extend(p.strip() for p in parts.split(_PARTED) if p.strip())
        elif value.strip():
            told[name] = value.strip()
    try:
        found = Shown.model_validate(told)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}.") from exc
    found.only()
    return found
