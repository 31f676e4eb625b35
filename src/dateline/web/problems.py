"""Errors of the interface for programs, as its description tells them: problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field


class Problem(BaseModel):
    """What went wrong, in one form for every error."""

    model_config = ConfigDict(extra="allow")

    type: str = Field("about:blank", description="An address for the kind of problem; about:blank: the status says it.")
    title: str = Field(description="The status in words.", examples=["Not Found"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What was wrong, and what to do.")


MEDIA: Final = "application/problem+json"
_TOLD: Final = {
    400: "What was sent cannot be read: no JSON, a cursor or a cell that is none.",
    401: "Nobody is signed in: send a token, or sign in.",
    403: "Whoever asks may not do this.",
    404: "There is no such record in the case.",
    405: "The address does not take this method.",
    409: "It cannot be done in the state that things are in.",
    410: "It is not kept any more.",
    412: "Somebody decided meanwhile: look at it again.",
    413: "What was sent is too long.",
    415: "What was sent is of no kind that is read here.",
    421: "The server does not answer under that name.",
    422: "A value makes no sense; `detail` says which one.",
    429: "Too many requests; wait a little.",
    500: "A fault of the program. `id` finds it in the server's log.",
    503: "The case cannot be read or written at the moment.",
}
ALWAYS: Final = (400, 401, 403, 404, 405, 413, 415, 421, 422, 429, 500, 503)
"""What any request may be answered with."""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Answers that are problems, for the description of an operation."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {status: {"description": _TOLD[status], "content": {MEDIA: {"schema": schema}}} for status in statuses}
