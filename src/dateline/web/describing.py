"""The description of the interface for programs (OpenAPI): one form of errors for every operation, who may ask, where
to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi.openapi.utils import get_openapi

from dateline.web.problems import ALWAYS, MEDIA, Problem, problems

if TYPE_CHECKING:
    from fastapi import FastAPI

WORDS: Final = """The records of a case, and decisions on them, for programs.

* **Lists** come a page at a time: `limit` says how many, `next_url` (and the header `Link`) where the next page is. A
  page may hold fewer than asked for, even none, while `next` is not null.
* **As of**: `as_of=2024-05-01` (or a time, or a number of the log) shows what the case held then.
* **ETag**: send it back in `If-None-Match` and get 304 where nothing changed; with a decision in `If-Match`, and get
  412 where somebody decided on the same record meanwhile.
* **Decisions** carry an `Idempotency-Key`: sent twice they are kept once.
* **Errors** are `application/problem+json` (RFC 9457).
* Whom the case protects stands under a pseudonym in every answer. All offsets are code points.
"""
_METHODS: Final = frozenset({"get", "put", "post", "delete", "patch"})


def install(app: FastAPI) -> None:
    """Let the application describe itself so."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = described(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # the way that the framework has for it


def described(app: FastAPI) -> dict[str, Any]:
    """The description, with what every operation may answer."""
    made = get_openapi(title="Dateline", version=app.version, routes=app.routes, description=WORDS)
    parts = made.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema()
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of an account."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": app.state.door.sessions.cookie,
            "description": "A browser.",
        },
    }
    made["security"] = [{"token": []}, {"session": []}]
    for path in made.get("paths", {}).values():
        for method, operation in path.items():
            if method in _METHODS:
                _told(operation)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return made


def _told(operation: dict[str, Any]) -> None:
    """An operation with the problems that any may answer, those that it tells itself in its own words."""
    answers = operation["responses"]
    if "HTTPValidationError" in str(answers.get("422", "")):
        del answers["422"]
    for status, told in answers.items():
        if status[0] in "45" and "application/json" in (content := told.get("content", {})):
            content[MEDIA] = content.pop("application/json")  # every error has one form
    for number, problem in problems(*ALWAYS).items():
        answers.setdefault(str(number), problem)
