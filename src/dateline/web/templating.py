"""Pages out of templates. Every value is escaped; characters that would turn the reading direction are made visible."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dateline import __version__
from dateline.render.page.markup import CONTROL, STAND_IN, Markup
from dateline.web.registry import NAVIGATION
from dateline.web.security.assets import Versioned

if TYPE_CHECKING:
    from fastapi import Request

HERE: Final = Path(__file__).parent


def visible(value: Any) -> Any:
    """What a template writes: characters that would act rather than be read are stood in for, one for one."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return CONTROL.sub(STAND_IN, value)
    return "" if value is None else value


@cache
def environment() -> Environment:
    """The templates, as every page uses them."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, finalize=visible,
        trim_blocks=True, lstrip_blocks=True, extensions=[Versioned],
    )  # fmt: skip
    made.filters["number"] = "{:,}".format
    made.globals |= {"version": __version__, "navigation": NAVIGATION}
    return made


def page(request: Request, template: str, *, status: int = 200, **told: Any) -> HTMLResponse:
    """A page. Templates know besides what is told: `request`, `person`, `case` (its name), `here` (the path),
    `csrf_token` and `csrf_field()`, which each form that changes something has at its top, and `may_leave`."""
    person, token = request.state.person, request.state.visit.csrf()
    common = {
        "request": request,
        "person": person,
        "case": request.app.state.desk.name if person.may("read") else "Dateline",
        "here": request.url.path,
        "csrf_token": token,
        "csrf_field": lambda: Markup(f'<input type="hidden" name="csrf" value="{escape(token)}">'),
        "may_leave": bool(person.name) and request.state.visit.door.accounts is not None,
    }
    return HTMLResponse(environment().get_template(template).render(common | told), status)
