"""News objects as agencies send them, in each series of ninjs. Fiction on real geography."""

from __future__ import annotations

from typing import Any, Final

PARAGRAPHS: Final = (
    "MALAKAL, South Sudan — Fighters of the River Guard shelled the ferry landing on Tuesday, two residents said.",
    "At least four people were hurt, a nurse at the town's clinic told Nile Wire.",
)
PLAIN: Final = "\n\n".join(PARAGRAPHS)
HTML: Final = (
    "<section><h2>What happened</h2>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "<figure><img src='x.jpg' alt=''>"
    "<figcaption>The ferry landing in March.</figcaption></figure></section>"
)
HEADLINE: Final = "Shells fall on ferry landing"

FIRST: Final[dict[str, Any]] = {
    "uri": "http://nilewire.example.org/items/20210504-1",
    "type": "text",
    "versioncreated": "2021-05-04T21:30:00+03:00",
    "pubstatus": "usable",
    "language": "en",
    "byline": "Ann Example and Joe Roe",
    "located": "Malakal, South Sudan",
    "headline": HEADLINE,
    "headline_short": "Shells fall",
    "infosource": [{"name": "Nile Wire", "rel": "provider"}],
    "person": [{"name": "Peter Placeholder", "rel": "mentions"}],
    "altids": {"weburl": "https://nilewire.example.org/shells-fall"},
    "body_text": " ".join(PARAGRAPHS),
    "body_xhtml": HTML,
}
SECOND: Final[dict[str, Any]] = {
    "uri": "urn:newsml:nilewire.example.org:20210504:7",
    "type": "text",
    "version": "3",
    "firstcreated": "2021-05-04T21:30:00+03:00",
    "versioncreated": "2021-05-06T08:00:00+03:00",
    "pubstatus": "usable",
    "urgency": 3,
    "copyrightholder": "Nile Wire",
    "copyrightnotice": "© 2021 Nile Wire",
    "language": "en-GB",
    "title": "nw7-shelling",
    "headlines": [{"role": "short", "value": "Shells fall"}, {"role": "main", "value": HEADLINE}],
    "bodies": [
        {"role": "text", "contenttype": "text/plain", "charcount": 180, "value": PLAIN},
        {"role": "html5", "contenttype": "text/html", "charcount": 180, "value": HTML},
    ],
    "by": "By Ann Example, Nile Wire",
    "people": [{"name": "Ann Example", "rel": "author"}, {"name": "Peter Placeholder", "rel": "mentions"}],
    "located": "Malakal",
    "infosources": [
        {"name": "Town Radio", "role": "http://cv.iptc.org/newscodes/contentprodpartyrole/originfo"},
        {"name": "Nile Wire", "role": "http://cv.iptc.org/newscodes/contentprodpartyrole/origcont"},
    ],
    "altids": [{"role": "web", "value": "https://nilewire.example.org/shells-fall"}],
    "standard": {"name": "ninjs", "version": "2.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#"},
}
THIRD: Final[dict[str, Any]] = {
    "uri": "urn:newsml:nilewire.example.org:20210504:8",
    "type": "text",
    "firstCreated": "2021-05-04T21:30:00+03:00",
    "versionCreated": "2021-05-06T08:00:00+03:00",
    "pubStatus": "usable",
    "copyrightHolder": "Nile Wire",
    "language": "en",
    "headlines": [{"value": HEADLINE}],
    "bodies": [{"contentType": "text/plain", "charCount": 180, "value": PLAIN}],
    "by": "Ann Example",
    "located": "Malakal",
    "infoSources": [{"name": "Nile Wire"}],
    "renditions": [{"name": "web", "href": "https://nilewire.example.org/shells-fall", "contentType": "text/html"}],
    "associations": [
        {
            "name": "picture1",
            "uri": "urn:newsml:nilewire.example.org:20210504:8p",
            "type": "picture",
            "descriptions": [{"value": "The ferry landing in March."}],
        }
    ],
}
