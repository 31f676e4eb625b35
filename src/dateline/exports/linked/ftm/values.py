"""Values as FollowTheMoney keeps them: what its own cleaning leaves as it is.

Its library drops what it cannot read (a date in words, a language it does not know) without a word. Here such a value
is None, so that the caller tells of it. Rules: followthemoney 4.11.2, `types/` and `util.py`, and normality 3.1
`cleaning.py`; the tests hold them to the library itself.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

from dateline.exports.cells import visible
from dateline.exports.columns import rows
from dateline.exports.linked.names import day, instant, url_of

LONGEST: Final = {"text": 65_000, "string": 1024, "name": 384, "address": 250, "url": 4096}
"""Characters that a value of a type may have (`max_length`)."""
_BLANK: Final = re.compile("[\u2000-\u200a\u2028\u2029\u0a00\u1680\u202f\u205f\u3000]")
_GONE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u061c\u2060-\u2064\u00ad\ufeff\ud800-\udfff]"
)
_SPACES: Final = re.compile("[\\s\u0a00]+")
_QUOTED: Final = re.compile("^[\"'](.*)[\"']$")
_BREAKS: Final = re.compile(r"\r\n|\n|<BR/>|<BR>|\t|ESQ\.,|ESQ,|;")
_COMMAS: Final = re.compile(r",\s?[,.]")
_YEAR: Final = re.compile(r"[12]\d{3}-")
_MEDIA: Final = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*\Z")
_HOST: Final = re.compile(r"https?://(?:[\w-]{1,63}\.)+[A-Za-z][\w-]+(?::\d{1,5})?(?:[/?#]|\Z)")


def text(raw: str) -> str | None:
    """Long text: no control signs, no half characters, composed (NFC); None where nothing is left."""
    flat = _GONE.sub("", _BLANK.sub(" ", unicodedata.normalize("NFC", visible(raw))))
    return _cut(flat.strip(), "text")


def string(raw: str) -> str | None:
    """A label: one line."""
    made = text(raw)
    return _cut(_SPACES.sub(" ", made), "string") if made else None


def name(raw: str) -> str | None:
    """A name: one line without quotation marks around it."""
    made, before = _SPACES.sub(" ", text(raw) or "").strip(), None
    while made != before:
        before, made = made, _QUOTED.sub(r"\1", made).strip()
    return _cut(made, "name")


def address(raw: str) -> str | None:
    """A place in words: parts parted by ", "."""
    made, before = text(raw) or "", None
    while made != before:
        before = made
        made = _SPACES.sub(" ", _COMMAS.sub(", ", _BREAKS.sub(", ", made))).strip()
    return _cut(made, "address")


def url(raw: str) -> str | None:
    """The address of a page with a host that could be one."""
    made = url_of(raw)
    if made is None or not _HOST.match(made) or len(made) > LONGEST["url"]:
        return None
    scheme, rest = made.split("://", 1)
    host, mark, path = re.split("([/?#]|$)", rest, maxsplit=1)
    return f"{scheme.lower()}://{host}{'' if mark == '/' else '/'}{mark}{path}"


def date(raw: str) -> str | None:
    """An ISO day, month or year, or a time in UTC, of the years 1000 to 2999."""
    if re.fullmatch(r"\d{4}(-\d{2})?", raw):
        made: str | None = raw
    else:
        made = instant(raw) or day(raw)
    return made.removesuffix("Z") if made is not None and _YEAR.match(f"{made}-") else None


def country(raw: str) -> str | None:
    """ISO 3166-1 alpha-2, small."""
    made = raw.lower()
    return made if re.fullmatch("[a-z]{2}", made) else None


def language(raw: str) -> str | None:
    """ISO 639-3 of a language that FollowTheMoney knows."""
    return _languages().get(raw.split("-", maxsplit=1)[0].casefold())


@cache
def _languages() -> dict[str, str]:
    return {r["language"]: r["ftm"] for r in rows("ftm_languages")}


def number(raw: str) -> str | None:
    """Digits with a full stop and no exponent."""
    value = float(raw)
    return f"{value:.6f}".rstrip("0").rstrip(".") if math.isfinite(value) else None


def media_type(raw: str) -> str | None:
    """A media type without parameters."""
    made = raw.split(";", maxsplit=1)[0].strip().lower()
    return made if _MEDIA.match(made) and made != "application/octet-stream" else None


def _same(raw: str) -> str:
    return raw


CLEANED: Final[dict[str, Callable[[str], str | None]]] = {
    "text": text,
    "string": string,
    "name": name,
    "address": address,
    "url": url,
    "date": date,
    "country": country,
    "language": language,
    "number": number,
    "mimetype": media_type,
    "topic": _same,
    "entity": _same,
}
"""By the type that a property has in the model."""


def _cut(made: str, type_: str) -> str | None:
    longest = LONGEST[type_]
    return (made if len(made) <= longest else made[: longest - 1].rstrip() + "…") or None
