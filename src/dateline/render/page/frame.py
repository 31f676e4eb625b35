"""What every page is set in: one HTML file that needs nothing else, with a policy that allows its own style sheet, its
own script where it has one, and nothing from anywhere."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from dateline.render.page.markup import Markup, el


def whole_page(title: str, body: Markup, style: str, script: str | None = None, lang: str = "en") -> str:
    """The file. `body` is the `<body>`, which holds the script itself where there is one."""
    head = el(
        "head",
        None,
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": policy_words(style, script)}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("title", None, title),
        el("style", None, Markup(style)),
    )
    return f"<!DOCTYPE html>\n{el('html', {'lang': lang}, head, body)}\n"


def policy_words(style: str, script: str | None = None) -> str:
    """The content security policy: this style sheet, this script or none, nothing from anywhere."""
    scripts = "'none'" if script is None else f"'{digest(script)}'"
    return (
        f"default-src 'none'; style-src '{digest(style)}'; script-src {scripts}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """The digest of an inline style sheet or script as CSP writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def resource(name: str) -> str:
    """A file of the pages' own: style sheet or script."""
    return files("dateline.render.page").joinpath("data", name).read_text(encoding="utf-8")
