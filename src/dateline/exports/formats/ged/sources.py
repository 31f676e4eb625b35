"""Who says so: an entry for each report, as UCDP GED joins them, with the report's own words.

`source_article` holds "outlet,day,words" of each account, joined by ";" (UCDP has the headline in the third place; the
headline is in its own column here as there). `source_original` names whom the reports have it from, and says who of
them denies it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.exports.coded import Cited, CodedEvent
from dateline.exports.formats.ged.made import Made, line

JOINT: Final = " … "
LONGEST: Final = 1000
"""Signs of the words of one account."""
VOICES: Final = "GED counts reports; how many independent voices assert it is another number"
CUT: Final = "the words of an account are cut"


def put_sources(event: CodedEvent, made: Made) -> None:
    """Fill the columns of the sources."""
    accounts: dict[str, list[Cited]] = {}
    for cited in event.cited:
        accounts.setdefault(cited.report, []).append(cited)
    heads = [told[0] for told in accounts.values()]
    made.cells["number_of_sources"] = str(len(heads))
    made.cells["source_article"] = ";".join(_articles(event, list(accounts.values()), made))
    made.cells["source_office"] = ";".join(_part(head.outlet) for head in heads)
    made.cells["source_date"] = ";".join(_part(head.published)[:10] for head in heads)
    made.cells["source_headline"] = ";".join(_part(head.title) for head in heads)
    if event.voices != len(heads):
        made.changed("number_of_sources", event.voices, VOICES)
    named = (line(c.voice) for c in event.cited if c.source_kind != "narrator" and not _is_dataset(c))
    made.cells["source_original"] = ", ".join(dict.fromkeys(named))


def _articles(event: CodedEvent, accounts: list[list[Cited]], made: Made) -> Iterator[str]:
    """What each account says in its words; the first also in those that date and place the event."""
    tolls: dict[str, list[str]] = {}
    for toll in event.tolls:
        tolls.setdefault(event.cited[toll.cited].report, []).append(toll.words)
    spot = [text for part in (event.when, event.where) if part is not None and (text := part.words)]
    for account in accounts:
        words = [_said(c) for c in account] + tolls.get(account[0].report, []) + spot
        text, spot = _joined(words), []
        if len(text) > LONGEST:
            made.changed("source_article", text, CUT)
            text = text[: LONGEST - 1] + "…"
        head = account[0]
        day = (head.published or "")[:10]
        entry = f"{line(head.outlet).replace(',', ' ')},{day},{text}".replace('"', '""')
        yield f'"{entry}"'


def _said(cited: Cited) -> str:
    """The words of a voice; of one that does not simply say it also who that is, and how: "[residents (denies)]"."""
    return cited.quote if cited.stance == "asserted" else f"[{cited.voice}] {cited.quote}"


def _is_dataset(cited: Cited) -> bool:
    """Whether the voice is a dataset itself, which has it from others."""
    return cited.dataset is not None and cited.source == cited.outlet


def _joined(words: list[str]) -> str:
    """Words on one line, without those that others hold."""
    found: list[str] = []
    for text in map(line, words):
        if text and not any(text in other for other in found):
            found.append(text)
    return JOINT.join(found)


def _part(text: str | None) -> str:
    """One of several values of a cell; what parts them stands in none."""
    return line(text).replace(";", ",")
