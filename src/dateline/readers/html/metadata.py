"""What a page says of its report: title, byline, outlet, day of publication, language, address.

For each field the first of these that holds something usable counts:

1. JSON-LD (`jsonld.py`): the article whose headline or address is the page's, else the first (the day on which it says
   that the article was created counts after the tags of 2);
2. `<meta>` tags, in the order of `data/html_meta.tsv` (Open Graph, Dublin Core, Highwire, vendors), and microdata;
3. the page itself: `<h1>` (the outlet, where it leads to the front page), `<title>` without the outlet's name,
   `rel=author`, `<time>` and `<abbr>` marked as publication, `<html lang>`, and last a day in the path of the page's
   address (/2024/05/17/). For the address, `<link rel=canonical>` comes before all others. A day or byline that only
   stands beneath the title is read by `article.py` and counts after all of these.

A date of change, a date in running text, a copyright year and the day of reading are never the day of publication, so
libraries that guess dates are not asked (htmldate also takes today's date as its upper bound, so its answers change
with the clock). What the page claims as its address counts only where it is http or https and, where the page was
fetched, of the host it was fetched from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dateline.readers.datelines import find_date
from dateline.readers.given import Metadata, day_of
from dateline.readers.html.address import address_of
from dateline.readers.html.facts import LONGEST, MOST, Index, fold, index_of, metas
from dateline.readers.html.jsonld import Article, articles_of
from dateline.readers.html.tree import Node, Page
from dateline.readers.sections import byline_of
from dateline.readers.tables import words

LONGEST_NAME = 80
MOST_NAMES = 20
_JOINTS = re.compile(r"\s+[|•·»«‹›–—-]+\s+|\s+::\s+|\s*\|\s*")
_DAY_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:[/_-]|\Z)")
_SLASHED = re.compile(r"((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?!\d)")
_BY = re.compile(r"\A(?:by|written by|author|por|par)\s*:?\s+", re.IGNORECASE)
_PUBLICATION = re.compile(r"publish|posted|issued|created|pubdate|entry-date|post-date|article-date", re.IGNORECASE)
_CHANGE = re.compile(r"modif|updat|edit|review|comment|live", re.IGNORECASE)
_NO_NAME = re.compile(r"[@/<>{}|=\d]")
_LOGIN = re.compile(r"[a-z][a-z._-]*")
_CUT = re.compile(r"[.…\s]{1,9}\Z")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a page says of its report, and what else of it helps to find the text."""

    metadata: Metadata
    titles: tuple[str, ...] = ()
    """Every wording of the title that the page gives, the best first."""
    body: str | None = None
    """The text of the article as JSON-LD has it."""
    live: bool = False
    named: bool = False
    """Whether more than `<title>` names the title."""


def metadata_of(page: Page, url: str | None = None, captured: str | None = None) -> Found:
    """The metadata of a page. `url` is where it was fetched, if it was."""
    index = index_of(page)
    articles = articles_of(index.blocks)
    address = address_of(index, articles, url)
    article = _main_article(articles, index, address)
    outlet = _outlet(index, article)
    titles = tuple(_titles(index, article, outlet))
    outlet = outlet or _outlet_of_title(index, titles)
    title = next(iter(titles), None)
    told = Metadata(
        title=title,
        byline=_byline(index, article, outlet),
        outlet=outlet,
        published=_published(index, article, address),
        url=address,
        language=_language(index, article),
        captured=captured,
        filed=article.filed[:LONGEST] if article and article.filed else None,
    )
    named = bool((article and article.headline) or next(metas(index, "title"), None) or len(index.headings) == 1)
    return Found(told, titles, article.body if article else None, any(a.live for a in articles), named)


def _main_article(articles: list[Article], index: Index, address: str | None) -> Article | None:
    """The article that the page is about: the one whose address or headline is the page's, else the first."""
    for one in articles:
        if address and address in one.urls:
            return one
    for named in ([*metas(index, "title"), index.title], index.headings):
        for one in articles:
            if one.headline and any(_same_title(one.headline, title) for title in named):
                return one
    return articles[0] if articles else None


def _same_title(headline: str, title: str) -> bool:
    """Whether two titles are the same, the outlet's name behind the second set aside."""
    told, page = fold(headline), fold(title)
    return bool(told) and (told == page or (len(told) > 15 and page.startswith(told)))


def _titles(index: Index, article: Article | None, outlet: str | None) -> Iterator[str]:
    """Every wording of the title, the best first, each without the outlet's name behind it."""
    seen: set[str] = set()
    told = [article.headline if article else None, *metas(index, "title")]
    own = [h for h in index.headings if not outlet or fold(h) != fold(outlet)]
    page = _without_outlet(index.title, outlet, own)
    for raw in [*told, *(own if len(own) == 1 else _confirmed(own, told, page)), page, *own]:
        title = _without_outlet(raw or "", outlet, own)
        whole = next((h for h in own if _cut_short(title, h)), title)
        if _LETTER.search(whole) and fold(whole) not in seen and not (outlet and fold(whole) == fold(outlet)):
            seen.add(fold(whole))
            yield whole[:LONGEST]


def _confirmed(headings: list[str], told: Iterable[str | None], page: str) -> list[str]:
    """Of several h1, those that the page's title names too."""
    known = {fold(t) for t in [*told, page] if t}
    return [h for h in headings if fold(h) in known]


def _cut_short(title: str, heading: str) -> bool:
    bare = _CUT.sub("", title)
    return len(bare) >= 20 and len(bare) < len(title) and fold(heading).startswith(fold(bare))


def _without_outlet(title: str, outlet: str | None, headings: list[str]) -> str:
    """ "Shells fall | Nile Wire" as "Shells fall": where the rest is the heading, or what follows is the outlet."""
    line = " ".join(title.split())
    joints = list(_JOINTS.finditer(line))[-6:]
    for joint in joints:
        if fold(line[: joint.start()]) in {fold(h) for h in headings if len(h) > 10}:
            return line[: joint.start()]
    if outlet and joints and _names_outlet(line[joints[-1].end() :], outlet):
        return line[: joints[-1].start()]
    if outlet and joints and _names_outlet(line[: joints[0].start()], outlet) and len(line) > joints[0].end() + 15:
        return line[joints[0].end() :]
    return line


def _names_outlet(words_: str, outlet: str) -> bool:
    told, known = fold(words_), fold(outlet)
    return bool(told) and (told == known or (len(known) > 3 and told in {known + "com", known + "org", "the" + known}))


def _outlet(index: Index, article: Article | None) -> str | None:
    told = [article.publisher if article else None, *metas(index, "outlet"), *index.logos]
    return next((t[:LONGEST_NAME] for t in told if t and _LETTER.search(t) and "://" not in t and "@" not in t), None)


def _outlet_of_title(index: Index, titles: tuple[str, ...]) -> str | None:
    """ "Nile Wire" of "Shells fall | Nile Wire", where the page's heading is the first part and nothing else."""
    joints = list(_JOINTS.finditer(index.title))
    if not joints or not any(fold(index.title[: joints[0].start()]) == fold(h) for h in index.headings if h):
        return None
    name = index.title[joints[-1].end() :].strip()
    return name if _LETTER.search(name) and len(name) <= LONGEST_NAME else None


def _byline(index: Index, article: Article | None, outlet: str | None) -> tuple[str, ...]:
    """Names of persons: of the first source that names any."""
    sources = [article.authors if article else (), tuple(_meta_authors(index)), tuple(index.authors)]
    for source in sources:
        names: list[str] = []
        for told in source[:MOST]:
            for name in _persons(told, outlet):
                if fold(name) not in {fold(n) for n in names}:
                    names.append(name)
        if names:
            return tuple(names[:MOST_NAMES])
    return ()


def _meta_authors(index: Index) -> Iterator[str]:
    """The author tags; "Doe, Jane" of catalogues as "Jane Doe"."""
    turned = set(index.metas.get("citation_author", ())) | set(index.metas.get("dc.creator", ()))
    for told in metas(index, "author"):
        last, comma, first = told.partition(",")
        yield f"{first.strip()} {last.strip()}" if comma and told in turned and "," not in first else told


def _persons(told: str, outlet: str | None) -> Iterator[str]:
    """The persons of "By Jane Doe and John Roe"; none for an address, the outlet or "Admin"."""
    line = _BY.sub("", " ".join(told.split())[:LONGEST], count=1)
    parts = byline_of(f"By {line}") if re.search(r",| and | & ", line) else ()
    for name in parts or (line,):
        if _is_person(name, outlet):
            yield name


def _is_person(name: str, outlet: str | None) -> bool:
    """Whether a byline names a person, as far as its form tells: no login, address, office or outlet."""
    low, bare = name.casefold().strip(" ."), fold(name)
    if not _LETTER.search(name) or len(name) > LONGEST_NAME or _NO_NAME.search(name) or _LOGIN.fullmatch(name):
        return False
    if low in words("html_nobody"):
        return False
    paper = fold(outlet or "")
    return not paper or (bare != paper and not (len(paper) > 3 and paper in bare))


def _published(index: Index, article: Article | None, address: str | None) -> str | None:
    told = [article.published if article else None, *metas(index, "published"), article.created if article else None]
    for stamp in told:
        if day := stamp_day(stamp):
            return day
    for node in index.times:
        if _is_publication(node) and (day := stamp_day(node.get("datetime") or node.get("title"))):
            return day
    entries = {stamp_day(node.get("datetime")) for node in index.times if _is_entry(node)}
    if len(entries) == 1 and (only := entries.pop()):
        return only
    if found := _DAY_PATH.search(urlsplit(address or "").path):
        year, month, day_ = (int(n) for n in found.groups())
        return day_of(f"{year:04}-{month:02}-{day_:02}")
    return None


def stamp_day(stamp: str | None) -> str | None:
    """The day of a stamp in any unmistakable form: ISO, "2024/05/17", "17 May 2024", "Fri, 17 May 2024 10:00:00 GMT".

    "05/06/2024" is none: it is May in one country and June in another.
    """
    text = " ".join((stamp or "").split())[:60]
    if found := _SLASHED.match(text):
        year, month, day = (int(n) for n in found.groups())
        text = f"{year:04}-{month:02}-{day:02}"
    return day_of(text) or find_date(text)


def _is_publication(node: Node) -> bool:
    """Whether a `<time>` says that it is the day of publication: by `pubdate`, or by a class of it or around it."""
    if "pubdate" in node.attributes:
        return True
    own = " ".join([node.get("class"), node.get("itemprop"), node.get("id"), node.get("data-testid")])
    around = node.parent.get("class") if node.parent else ""
    if _CHANGE.search(own):
        return False
    return bool(_PUBLICATION.search(own)) or bool(_PUBLICATION.search(around) and not _CHANGE.search(around))


def _is_entry(node: Node) -> bool:
    """Whether a `<time>` is that of a message or an entry: where all are of one day, the page is."""
    roles = node.roles | (node.parent.roles if node.parent else frozenset())
    return "live" in roles and bool(roles & {"time", "byline"})


def _language(index: Index, article: Article | None) -> str | None:
    told = [article.language if article else None, index.language, *metas(index, "language")]
    return next((t[:20] for t in told if t), None)
