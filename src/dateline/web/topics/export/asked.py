"""What is to be exported: a format, which part of the case, in which state, for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dateline.case.views.filter import Filter, filter_of
from dateline.errors import SettingsError
from dateline.model.vocabulary import EventStatus
from dateline.web.topics.records.asked import (
    Actor,
    Box,
    Country,
    First,
    IsoDay,
    Known,
    Last,
    Name,
    Names,
    Outlet,
    Source,
    Text,
)

LISTS: Final = ("country", "actor", "type", "status", "outlet", "source", "happening")
"""Fields that may have several values."""

FOR: Final = "For passing on: short quotes, sensitive places coarsened. Else for the house."
YES_OR_NO: Final = {"yes": True, "true": True, "no": False, "false": False}


class ExportAsked(BaseModel):
    """A filter as Explore has it, and what is to be made of what fits."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    format: Annotated[str, Field(max_length=60, description="Name of the format.", examples=["ged"])] = "ged"
    country: Country = []
    box: Box = None
    first: First = None
    last: Last = None
    actor: Actor = []
    type: Annotated[Names, Field(description="PLOVER (ASSAULT), ACLED (Battles) or UCDP (one-sided).")] = []
    status: list[EventStatus] = []
    outlet: Outlet = []
    source: Source = []
    text: Text = None
    happening: Annotated[list[Name], Field(max_length=500, description="Ids of happenings, events or reports.")] = []
    at: Annotated[IsoDay | None, Field(description="The day that control and relations are shown for.")] = None
    as_of: Known = None
    share: Annotated[bool, Field(description=FOR)] = True

    @property
    def only(self) -> Filter:
        """The filter; `SettingsError` for a value that it cannot have."""
        told = {name: getattr(self, name) or None for name in (*LISTS, "first", "last", "text")}
        return filter_of(**told, box=self.box.split(",") if self.box else None)

    def query(self) -> list[tuple[str, str]]:
        """The same in a URL; what is not asked is left out."""
        told = self.model_dump(by_alias=True, exclude_defaults=True, mode="json")
        pairs = [("format", self.format), *((n, v) for n, v in told.items() if n not in {"format", "share"})]
        flat = [(n, str(one)) for n, v in pairs for one in (v if isinstance(v, list) else [v])]
        return [*flat, ("share", "yes" if self.share else "no")]


class ExportWanted(ExportAsked):
    """An export that is to be made."""

    share: Annotated[bool, Field(strict=True, description=FOR)] = True
    all_the_same: Annotated[
        bool,
        Field(
            strict=True,
            description="Export also what was read about protected sources in reports that nobody has gone through. It "
            "is kept as a note on the case, with your name."
        ),
    ] = False  # fmt: skip


def from_form(pairs: Iterable[tuple[str, Any]]) -> ExportWanted:
    """What a form, or the address of a page, asks; empty fields ask nothing. Raises `SettingsError`."""
    told: dict[str, Any] = {}
    for name, value in pairs:
        text = str(value).strip()
        if not text or name == "csrf":
            continue
        if name in LISTS:
            told.setdefault(name, []).append(text)
        elif name in {"share", "all_the_same"}:
            told[name] = YES_OR_NO.get(text, text)
        else:
            told[name] = text
    try:
        return ExportWanted.model_validate(told)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from exc
