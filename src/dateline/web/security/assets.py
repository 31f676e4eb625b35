"""Style sheets and scripts: kept by the browser for good, because their address tells which version they are."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fastapi.staticfiles import StaticFiles
from jinja2.ext import Extension
from starlette.datastructures import QueryParams

if TYPE_CHECKING:
    import os

    from starlette.responses import Response
    from starlette.types import Scope

STATIC: Final = Path(__file__).parents[1] / "static"
_LINKED: Final = re.compile(r'(?<=")/static/([\w./-]+\.(?:css|js|svg|woff2))(?=")')
GOOD: Final = "public, max-age=31536000, immutable"


@cache
def version_of(name: str) -> str:
    """The first of a file's digest; "" where there is none."""
    path = (STATIC / name).resolve()
    return sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() and path.is_relative_to(STATIC) else ""


def versioned(text: str) -> str:
    """A template whose links to files of ours name their version."""
    return _LINKED.sub(lambda m: f"{m[0]}?v={version_of(m[1])}" if version_of(m[1]) else m[0], text)


class Versioned(Extension):
    """Names versions in templates as they are loaded."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return versioned(source)


class Assets(StaticFiles):
    """Files that are kept for good where their version is named, and asked for again where it is not."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        made = super().file_response(full_path, stat_result, scope, status_code)
        asked = QueryParams(scope["query_string"]).get("v")
        known = version_of(Path(full_path).resolve().relative_to(STATIC).as_posix())
        made.headers["Cache-Control"] = GOOD if asked == known else "no-cache"
        return made
