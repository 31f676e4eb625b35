"""What a page says of its article in JSON-LD (schema.org), however badly written, and nothing of it trusted.

Comments, trailing commas, raw line ends in strings, CDATA and HTML comments around it, and quotation marks as entities
are tolerated; depth, size and number of values are bounded; every value may be of any type. Names may be written out
("http://schema.org/headline", "schema:headline") and lists wrapped (@list, @set).

What a Document has no place for is left out: copyrightHolder, license, isBasedOn, keywords, contentLocation (where the
report is about, which is told by its words) and dateModified (no day of publication).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from dateline.readers.html.markup import unescape

LARGEST = 2_000_000
"""Characters of the largest block that is read: articles with their text stand in a tenth of that."""
DEEPEST = 40
MOST_NODES = 4000
LONGEST = 2000
"""Characters of a value on one line that are looked at."""

ARTICLES: Final = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle satiricalarticle report scholarlyarticle "
    "medicalscholarlyarticle techarticle liveblogposting blogposting discussionforumposting socialmediaposting "
    "specialannouncement".split()
)
"""Types of schema.org that are written reports, in small letters (schema.org 28.0, CreativeWork)."""
ROLES: Final = frozenset({"role", "organizationrole"})
"""Types that stand between an article and its author (schema.org, Role)."""
INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage", "item", "itemReviewed", "hasPart")
"""Where an article may stand inside of something else."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|//[^\n]*+|/\*.*?(?:\*/|\Z)|[{}\[\],]|[^"/{}\[\],]++|.', re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,200}>")
_ODD = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_BEFORE = re.compile(r"<!--|(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?")
_SCHEMA = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)(?=[A-Za-z])")
_AFTER = re.compile(r"(?:-->|(?://|/\*)?\s{0,9}\]\]>(?:\s{0,9}\*/)?)\Z")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the JSON-LD, with everything that it names by id looked up. All values are text, cleaned."""

    types: frozenset[str]
    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    created: str | None = None
    filed: str | None = None
    """The dateline, else where it was written."""
    language: str | None = None
    urls: tuple[str, ...] = ()
    body: str | None = None

    @property
    def live(self) -> bool:
        return "liveblogposting" in self.types


def articles_of(blocks: list[str]) -> list[Article]:
    """The articles in a page's JSON-LD blocks, in their order."""
    found: list[dict[str, Any]] = []
    named: dict[str, dict[str, Any]] = {}
    for block in blocks:
        for node in _nodes(_loaded(block)):
            if _types(node) & ARTICLES:
                found.append(node)
            if isinstance(node.get("@id"), str) and len(node) > 1:
                named.setdefault(node["@id"], node)
    return [_article(node, named) for node in found[:50]]


def _loaded(block: str) -> object:
    """The value of a block, or None where it cannot be read."""
    if len(block) > LARGEST:
        return None
    for text in (block, unescape(block)) if "&quot;" in block else (block,):
        tidy = _tidy(_unwrapped(text.strip()))
        if tidy is None:
            return None
        try:
            return json.loads(
                tidy, strict=False, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_pairs
            )
        except (ValueError, RecursionError):
            continue
    return None


def _pairs(pairs: list[tuple[str, Any]]) -> Any:
    """An object with names that are written out as plain ones; what wraps a list as that list."""
    if len(pairs) == 1 and pairs[0][0] in {"@list", "@set"}:
        return pairs[0][1]
    return {_SCHEMA.sub("", key, count=1) if ":" in key else key: value for key, value in pairs}


def _unwrapped(text: str) -> str:
    """Without the comment or CDATA marks around it."""
    before, after = _BEFORE.match(text), _AFTER.search(text, max(0, len(text) - 40))
    return text[before.end() if before else 0 : after.start() if after else len(text)]


def _tidy(text: str) -> str | None:
    """The JSON without comments and trailing commas; None where it nests too deep."""
    kept: list[str] = []
    depth = 0
    for found in _TOKEN.finditer(text):
        piece = found.group()
        if piece[0] in "{[":
            depth += 1
            if depth > DEEPEST:
                return None
        elif piece[0] in "}]":
            depth -= 1
            while kept and (kept[-1] == "," or kept[-1].isspace()):
                kept.pop()
        if not piece.startswith(("//", "/*")):
            kept.append(piece)
    return "".join(kept).rstrip(";, \r\n\t")


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """The objects of a block in which an article may be, outer ones first."""
    pending, seen = [value], 0
    while pending and seen < MOST_NODES:
        seen += 1
        one = pending.pop()
        if isinstance(one, list):
            pending.extend(reversed(one[:MOST_NODES]))
        elif isinstance(one, dict):
            yield one
            pending.extend(one[key] for key in reversed(INSIDE) if isinstance(one.get(key), dict | list))
            pending.extend(v for k, v in one.items() if k not in INSIDE and isinstance(v, dict) and "@id" in v)


def _types(node: dict[str, Any]) -> frozenset[str]:
    told = node.get("@type")
    values = told if isinstance(told, list) else [told]
    return frozenset(v.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for v in values[:20] if isinstance(v, str))


def _article(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> Article:
    return Article(
        types=_types(node),
        headline=_line(node.get("headline")) or _line(node.get("name")),
        authors=tuple(_people(node.get("author") or node.get("creator"), named)),
        publisher=next(
            (n for key in ("publisher", "sourceOrganization", "provider") for n in _names(node.get(key), named)), None
        ),
        published=_line(node.get("datePublished")),
        created=_line(node.get("dateCreated")),
        filed=_line(node.get("dateline")) or next(iter(_names(node.get("locationCreated"), named)), None),
        language=_line(_first(node.get("inLanguage"), ("alternateName", "name"))),
        urls=tuple(_urls(node)),
        body=_body(node),
    )


def _first(value: object, keys: tuple[str, ...]) -> object:
    """A text, the first of a list, or the first of an object's fields that is one."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        return next((value[k] for k in keys if isinstance(value.get(k), str)), None)
    return value


def _line(value: object) -> str | None:
    """A text on one line, entities and tags taken out; None for anything else."""
    value = _first(value, ("@value", "name"))
    if not isinstance(value, str):
        return None
    text = unescape(_TAG.sub(" ", value[:LONGEST]))
    return " ".join(_ODD.sub(" ", text).split()) or None


def _names(value: object, named: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of persons or organisations, however they are given."""
    for one in (value if isinstance(value, list) else [value])[:50]:
        if isinstance(one, dict) and "name" not in one and isinstance(one.get("@id"), str):
            one = named.get(one["@id"], one)
        if isinstance(one, dict):
            told = one.get("name") or " ".join(filter(None, map(_line, (one.get("givenName"), one.get("familyName")))))
            for name in (told if isinstance(told, list) else [told])[:20]:
                if line := _line(name):
                    yield line
        elif line := _line(one):
            yield line


def _people(value: object, named: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of authors that are no organisations."""
    for one in (value if isinstance(value, list) else [value])[:50]:
        whole = named.get(one["@id"], one) if isinstance(one, dict) and isinstance(one.get("@id"), str) else one
        if isinstance(whole, dict) and _types(whole) & ROLES:
            whole = one = next((v for v in (whole.get("author"), whole.get("creator")) if not _is_role(v)), None)
        if isinstance(whole, dict) and _types(whole) and not _types(whole) & {"person", "thing"}:
            continue
        yield from _names(one, named)


def _is_role(value: object) -> bool:
    return isinstance(value, dict) and bool(_types(value) & ROLES)


def _urls(node: dict[str, Any]) -> Iterator[str]:
    for key in ("url", "mainEntityOfPage", "@id"):
        value = _first(node.get(key), ("@id", "url", "@value"))
        if isinstance(value, str):
            yield value.strip()


def _body(node: dict[str, Any]) -> str | None:
    """The article's text; of a live blog, its entries one after the other."""
    told = node.get("articleBody")
    if isinstance(told, list):
        told = "\n\n".join(t for t in told if isinstance(t, str))
    if isinstance(told, str) and told.strip():
        return told
    updates = node.get("liveBlogUpdate")
    texts = []
    for update in updates[:1000] if isinstance(updates, list) else []:
        if isinstance(update, dict):
            texts += [
                t for t in (update.get("headline"), update.get("articleBody")) if isinstance(t, str) and t.strip()
            ]
    return "\n\n".join(texts) or None
