"""Ways to reach somebody: telephone numbers, addresses, handles, messenger links, bank and document numbers.

Every pattern is bounded in length and anchored, so that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from dateline.protect.phones import phones
from dateline.protect.tables import rows

Span = tuple[int, int]
_UNSEEN: Final = "\u200b-\u200f\u2060\ufeff\u00ad"
_LOCAL: Final = re.compile(rf"[\w.+%{_UNSEEN}-]{{1,64}}$")
_DOMAIN: Final = re.compile(rf"[\w.{_UNSEEN}-]{{1,250}}")
_HANDLE: Final = re.compile(rf"[\w.{_UNSEEN}]{{2,60}}")
_SAID_AT: Final = re.compile(r"\s{0,3}(?:[(\[{<]\s?(?:at|@)\s?[)\]}>])\s{0,3}", re.IGNORECASE)
_SPELT_OUT: Final = re.compile(
    r"(?<![\w.])[\w.+-]{1,64}\s{1,3}at\s{1,3}[\w-]{1,63}\s{1,3}dot\s{1,3}[\w-]{2,63}(?:\s{1,3}dot\s{1,3}[\w-]{2,63})?",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(
    r"[\w-]{1,63}(?:\s{0,3}(?:\.|[(\[{<]\s?(?:dot|\.)\s?[)\]}>]|\sdot\s)\s{0,3}[\w-]{2,63}){0,4}", re.IGNORECASE
)
_IBAN: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{1,4}(?![A-Za-z0-9])")
LEAST_IBAN: Final = 14
"""Signs of a bank number; the shortest in use (Norway) has 15."""


def contacts(text: str, *, in_url: bool = False) -> list[Span]:
    """Where a text gives a way to reach somebody; spans may overlap. In an address of the web numbers are not
    telephones."""
    found = [*_at_signs(text), *_links(text)]
    if not in_url:
        found += [*phones(text), *_numbers(text), *_spelt_out(text)]
    return sorted(found)


def _at_signs(text: str) -> Iterator[Span]:
    """E-mail addresses and handles, from each "@" outwards."""
    for sign in re.finditer("[@＠]", text):
        left = _LOCAL.search(text, max(0, sign.start() - 64), sign.start())
        right = _DOMAIN.match(text, sign.end())
        host = right.group().rstrip(".-") if right else ""
        if left is not None and "." in host:
            yield left.start(), sign.end() + len(host)
        elif left is None or not left.group().strip("._%+-"):
            handle = _HANDLE.match(text, sign.end())
            if handle is not None and len(handle.group().rstrip(".")) > 1:
                yield sign.start(), sign.end() + len(handle.group().rstrip("."))


def _spelt_out(text: str) -> Iterator[Span]:
    """Addresses written so that no program finds them: "name (at) host (dot) org"."""
    for m in _SAID_AT.finditer(text):
        left = _LOCAL.search(text, max(0, m.start() - 64), m.start())
        right = _DOTTED.match(text, m.end())
        if left is not None and right is not None:
            yield left.start(), right.end()
    for pattern in (_SPELT_OUT, _mail()):
        yield from (m.span() for m in pattern.finditer(text))


@cache
def _link() -> re.Pattern[str]:
    hosts = _listed("host")
    return re.compile(
        rf"(?<![\w.-])(?:https?://)?(?:www\.)?(?:{hosts})(?:/|(?<=@))[^\s<>\"”’)\]]{{1,300}}", re.IGNORECASE
    )


@cache
def _messenger() -> re.Pattern[str]:
    """ "Signal: amal.01": a name of a service, then a name with a digit, dot or underscore in it."""
    names = _listed("messenger")
    return re.compile(
        rf"\b(?:{names})(?:\s(?:id|name|user|username|handle|account|nick))?\s?[:=]\s?(?:live:\.?)?"
        r"(?=[\w.-]{0,40}[\d_.]\w)[\w.-]{3,60}",
        re.IGNORECASE,
    )


@cache
def _handle() -> re.Pattern[str]:
    """ "Signal tmw.42", "on Telegram as desert77", "Threema ID AB12": no sign between, so a digit tells."""
    names = _listed("messenger")
    return re.compile(
        rf"\b(?=[A-Z])(?i:{names})(?i:\s(?:id|name|user|username|handle|account|nick|as|under)){{0,2}}\s"
        r"(?=[^\W\d]{1,30}[\w.-]{0,30}\d)[\w.-]{3,60}"
    )


@cache
def _opened() -> re.Pattern[str]:
    """Links that open a messenger: "tg://resolve?domain=desert"."""
    kinds = rf"(?:{_listed('scheme')})://|(?:{_listed('scheme plain')}):(?://)?"
    return re.compile(rf"(?<![\w.-])(?:{kinds})(?=[\w+?/])[^\s<>\"”’)\]]{{3,300}}", re.IGNORECASE)


@cache
def _mail() -> re.Pattern[str]:
    """ "amal at gmail.com", "amal @ gmail . com": blanks before a host of private mail."""
    hosts = "|".join(
        r"\s{0,3}\.\s{0,3}".join(map(re.escape, row["word"].split(".")))
        for row in rows("contact_words")
        if row["kind"] == "mail"
    )
    return re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}\s{{0,3}}(?:@|\bat\b)\s{{0,3}}(?:{hosts})\b", re.IGNORECASE)


def _listed(kind: str) -> str:
    """The words of one kind as alternatives, the longest first."""
    found = (row["word"] for row in rows("contact_words") if row["kind"] == kind)
    return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))


@cache
def _bare_document() -> re.Pattern[str]:
    """ "national ID 19870012345", "passport A1234567"."""
    return re.compile(
        rf"(?<!\w)(?:{_listed('document bare')})\s?:?\s?(?=[A-Z]{{0,4}}[ -]?\d)[A-Z]{{0,4}}[ -]?\d[\d-]{{4,24}}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _document() -> re.Pattern[str]:
    """ "ID no. 1234567", "passport number A1234567"."""
    names = _listed("document")
    return re.compile(
        rf"(?<!\w)(?:{names})s?\s?(?:card\s)?(?:no\b|nos\b|nr\b|number\b|num\b|№|#)\.?\s?(?:is\s|was\s|:\s?)?"
        r"(?=[A-Z/ -]{0,6}\d)[A-Z]{0,4}[ /-]?\d[\dA-Z]{0,20}(?:[ /-]\d[\dA-Z]{0,12}){0,4}",
        re.IGNORECASE,
    )


def _links(text: str) -> Iterator[Span]:
    for m in (*_link().finditer(text), *_opened().finditer(text)):
        yield m.start(), m.start() + len(m.group().rstrip(".,;:!?"))


def _numbers(text: str) -> Iterator[Span]:
    for m in (*_messenger().finditer(text), *_handle().finditer(text)):
        yield m.start(), m.start() + len(m.group().rstrip("."))
    for m in (*_document().finditer(text), *_bare_document().finditer(text)):
        if sum(c.isdigit() for c in m.group()) >= 5:
            yield m.span()
    for m in _IBAN.finditer(text):
        signs = m.group().replace(" ", "")
        if len(signs) >= LEAST_IBAN and sum(c.isdigit() for c in signs) >= 8:
            yield m.span()
