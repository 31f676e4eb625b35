"""How places are described: short fixed phrases around names, over a text in which names are masked.

A place name is a run of `NAME`, a country's adjective or name a run of `ADJECTIVE` (see `spatial.mask`).
"""

from __future__ import annotations

import re

from dateline.model.vocabulary import PlaceKind

NAME, ADJECTIVE = "\ue000", "\ue001"
_N, _A = rf"(?<!{NAME}){NAME}++", rf"(?<!{ADJECTIVE}){ADJECTIVE}++"
"""Whole runs: a pattern that could begin inside of one, or give characters back, would take quadratic time."""
P = rf"({_N})"
X = rf"({_N}|{_A})"
THE = r"(?:the\s)?"
TOWN = (
    rf"(?:the\s(?:(?:\w{{3,14}}|{_A})\s){{0,2}}(?:capital|city|town|village|port|hub|stronghold)(?:\scity)?"
    rf"(?:,|\sof)?\s)?(?:the\s)?(?:{_A}\s)?"
)
"""What may stand before the name of a town ("of the Malian capital, X", "from the town of X")."""
DIR = r"(north|south|east|west)(?:ern)?(?:[-\s]?(east|west)(?:ern)?)?"
NUM = r"(\d{1,4}(?:[.,]\d{1,3})?)[\s-]?(km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?)\b"
ALSO = r"(?:\((?:about\s|some\s)?\d[\d.,]{0,6}[\s-]?[a-z]{1,12}\)\s)?"
"""The same distance in other units, in brackets."""
ROAD = (
    r"(?:international\s|main\s|strategic\s|coastal\s|desert\s)?"
    r"(highway|motorway|road|route|railway|rail line|pipeline|corridor|supply line)"
)
_LAND = (
    r"(areas?|deserts?|countryside|villages?|towns?|territor(?:y|ies)|land|regions?|districts?|zones?|side|bank|shore|"
    r"parts?|fronts?|outskirts|hills|mountains|hinterlands?)"
)
_HELD = r"(?:controlled|held|run|occupied|administered|ruled|dominated)"
_ZONE = (
    r"(zones?|areas?|territor(?:y|ies)|parts|countryside|neighbou?rhoods|districts|enclave|pocket|strip|villages|towns)"
)
_COAST = r"(coast|coastline|shores?|seaboard|littoral)"
PATTERNS: dict[str, re.Pattern[str]] = {
    "facility of": re.compile(
        r"(?:(?<=\bthe\s)|(?<=\ba\s)|(?<=\bat\s)|(?<=\bin\s)|(?<=\bof\s)|(?<=\bon\s)|(?<=\bto\s)|(?<=\band\s)|(?<=\bfrom\s))"
        r"(port|harbou?r|airport|hospital|market|prison|square|stadium|bridge|cathedral|mosque|church)"
        rf"\s(?:in\s{THE}city\s)?of\s{P}",
        re.IGNORECASE,
    ),
    "held": re.compile(
        rf"(?:\b\w{{2,24}}|{_A}|{_N})[-‑]{_HELD}\s(?:{DIR}\s)?{_ZONE}\s(?:of|in|around|near)\s{THE}{P}",
        re.IGNORECASE,
    ),
    "coast": re.compile(rf"{X}['’]s?\s(?:{DIR}\s)?(?:{P}\s)?{_COAST}\b", re.IGNORECASE),
    "coast of": re.compile(rf"(?:{P}\s{_COAST}\b|(?<!{NAME}\s)\b{_COAST}\s(?:of|off)\s{THE}{P})", re.IGNORECASE),
    "border of two": re.compile(
        rf"(?:{DIR}\s)?(?:provincial\s|common\s|shared\s|internal\s)?(?:border(?:lands?)?|frontier|boundary)(?:\sarea|\sregion|\sline|\szone)?\s"
        rf"(?:between|of|dividing|separating|shared by|linking)\s{THE}{X}(?:['’]s)?,?\s(?:and|from|with)\s{THE}{X}",
        re.IGNORECASE,
    ),
    "border with": re.compile(
        rf"{X}(?:['’]s?)?\s(?:\w{{4,12}}\s)?(?:border|frontier)(?:\sarea|\sregion)?\swith\s{THE}{X}", re.IGNORECASE
    ),
    "border pair": re.compile(rf"{X}\s?[-–/]\s?{X}\s(?:border|frontier)(?:\sarea|\sregion|\szone)?", re.IGNORECASE),
    "border": re.compile(
        rf"{X}(?:['’]s?)?\s(?:{DIR}\s)?(?:border|frontier)(?:\sarea|\sregion|\szone)?"
        r"(?!\s?(?:crossing|guard|police|post|gate|force|town|cit|village|with))",
        re.IGNORECASE,
    ),
    "border of": re.compile(rf"(?:border|frontier)(?:\sarea|\sregion|\szone)?\s(?:with|of)\s{THE}{X}", re.IGNORECASE),
    "road between": re.compile(
        rf"{ROAD}(?:\s(?:{_N}|[\w-]{{1,8}}))?"
        r"\s(?:between|linking|connecting|joining|from|that links|which links|that connects|running from)"
        rf"\s{THE}{P},?\s(?:and|to|with)\s{THE}{P}",
        re.IGNORECASE,
    ),
    "road pair": re.compile(rf"{P}\s?[-–]\s?(?:to-)?{P}\s{ROAD}", re.IGNORECASE),
    "road to": re.compile(
        rf"(?<!en\s){ROAD}\s(?:leading\s)?(?:to|towards?|into|out of|from|leading to)\s{THE}{P}", re.IGNORECASE
    ),
    "road in": re.compile(rf"\b(road|highway)\s(?:in|near|outside)\s{THE}{P}", re.IGNORECASE),
    "between": re.compile(
        r"(areas?|deserts?|countryside|villages?|towns?|territory|land|regions?|zones?|strip|stretch|points?|somewhere"
        r"|front ?lines?|axis)"
        rf"\s(?:that\slies\s|lying\s|located\s)?between\s{THE}{P},?\sand\s{THE}{P}",
        re.IGNORECASE,
    ),
    "border side": re.compile(
        rf"\bthe\s{X}(?:['’]s)?\sside\sof\s(?:the|its|their|that)\s(?:\w{{4,12}}\s)?(?:border|frontier)\b",
        re.IGNORECASE,
    ),
    "confluence": re.compile(
        rf"\b(?:confluence|meeting point|junction)\sof\s{THE}{P}\s(?:and|with)\s{THE}{P}", re.IGNORECASE
    ),
    "mouth": re.compile(rf"\b(?:mouth|estuary|delta)\sof\s{THE}{P}", re.IGNORECASE),
    "capital of": re.compile(rf"\b(?:provincial\s|regional\s)?(capital)\sof\s{THE}{P}", re.IGNORECASE),
    "distance": re.compile(
        rf"{NUM}\s{ALSO}(?:to\s{THE})?(?:(?:due|further|directly)\s)?{DIR}\s(?:of|from)\s{TOWN}{P}", re.IGNORECASE
    ),
    "within": re.compile(rf"within\s{NUM}\s{ALSO}(?:of|from)\s{TOWN}{P}", re.IGNORECASE),
    "away": re.compile(rf"{NUM}\s{ALSO}(?:away\s)?(?:from|outside)\s{TOWN}{P}", re.IGNORECASE),
    "own part": re.compile(
        rf"{P}['’]s\s(?:far[-\s])?{DIR}\s(deserts?|regions?|provinces|areas?|countryside|steppe|mountains|coast|highlands|plains)\b",
        re.IGNORECASE,
    ),
    "territory": re.compile(rf"{X}(?:['’]s)?\s(territory|soil|airspace)\b", re.IGNORECASE),
    "capital": re.compile(rf"(?<!facto\s){THE}{X}(?:['’]s)?\s(capital)\b(?!\sof)", re.IGNORECASE),
    "parts": re.compile(rf"{_LAND}\s(?:to\s{THE}|in\s{THE})?{DIR}(?:\sand\s{DIR})?\sof\s{THE}{P}", re.IGNORECASE),
    "side": re.compile(rf"{DIR}\s(?:side|bank|shore|edge|coast)s?\sof\s{THE}{P}(?:\sin\s{THE}{P})?", re.IGNORECASE),
    "part of": re.compile(
        rf"(?<!\bto\s)\b(?:the\s(?:(?:far|extreme|deep)\s)?{DIR}|{DIR}\s(?:parts?|areas?|districts?|sectors?|half|tip|corner))"
        rf"\sof\s{THE}{P}",
        re.IGNORECASE,
    ),
    "direction of": re.compile(
        r"(?:(?:a few|several|a couple of|dozens of|tens of)\s(?:km|kms|kilomet(?:er|re)s|miles)\s(?:to\sthe\s)?)?"
        rf"(?:just\s|further\s)?\b{DIR}\sof\s{TOWN}{P}",
        re.IGNORECASE,
    ),
    "part": re.compile(rf"\b(?:(?:far|extreme|deep)[-\s])?{DIR}\s{P}", re.IGNORECASE),
    "attribute": re.compile(rf"\b{DIR}\s({_A})\s(?:[a-z]{{3,14}}\s(?:of\s)?)?{P}", re.IGNORECASE),
    "central part": re.compile(rf"\bcentral\s{P}", re.IGNORECASE),
    "around": re.compile(
        rf"(?:{DIR}\s)?(suburbs?|outskirts|countryside|environs|vicinity|periphery|hinterland|"
        rf"villages? (?:around|near|outside|surrounding)|areas? (?:around|surrounding))\s(?:of\s)?{THE}{P}",
        re.IGNORECASE,
    ),
    "around after": re.compile(
        rf"{P}(?:['’]s)?\s(?:{DIR}\s)?(suburbs?|outskirts|countryside|environs|hinterland)", re.IGNORECASE
    ),
}
"""Pattern by name, tried in this order; a later pattern never takes words that an earlier one has."""
STATED = re.compile(
    rf"{P}(?:,|\s?[—–-]+)?\s?(?:\(|an?\s\w+\s|which\s|that\s)?"
    r"(?:(?:is|are|was|lies|lying|located|situated|sits|stands)\s)*"
    r"(?:an?\s(?:(?!(?:from|who|man|woman)\s)[\w,.’'-]{1,20}\s){0,8}(?:town|city|village|hamlet|settlement|port|base|camp|community|suburb)\s)?"
    r"(?:just|about|some|around|roughly|only|approximately|nearly|located|situated|over|at least)?\s?"
    r"(?:about\s|some\s|around\s)?$",
    re.IGNORECASE,
)
ITS = re.compile(
    rf"\b(?:its|their)\s(?:{DIR}\s)?(?:border|frontier)s?(?:\s(?:area|region|zone)s?)?\b(?:\swith\s{THE}{X})?",
    re.IGNORECASE,
)
RUN = re.compile(rf"{NAME}+|{ADJECTIVE}+")
BARE: dict[str, tuple[re.Pattern[str], PlaceKind]] = {
    "border area": (
        re.compile(
            r"\b(?:the|this|that)\s(border(?:\s(?:area|region|zone|strip)s?)?)\b"
            r"(?!\s(?:between|of|with|dividing|separating|crossing|guard|police|post|gate|force|town|cit|village|area|region|zone|strip))",
            re.IGNORECASE,
        ),
        "area",
    ),
    "held zone": (
        re.compile(
            rf"\b(?:the|this|that)\s((?:\w{{2,24}}|{_A}|{_N})[-‑]{_HELD}\s(?:zone|area|territory|enclave|pocket|strip))\b"
            r"(?!\s(?:of|in|around|near)\b)",
            re.IGNORECASE,
        ),
        "area",
    ),
    "coastal road": (re.compile(r"\bthe\s(?:main\s)?(coast(?:al)?\s(?:road|highway))\b", re.IGNORECASE), "road"),
}
"""Descriptions that name no place: words after the article, and what they are."""
WITHIN = re.compile(rf"(?:,|,?\s(?:in|inside|within))\s(?:the\s)?(?:\w{{4,12}}\s)?{P}", re.IGNORECASE)
"""What a description is said to lie in, right after it."""
BESIDE = re.compile(
    rf",?\s(?:near|close to|opposite|outside|at|around)\s(?:the\s(?:\w{{3,12}}\s){{1,3}}of\s)?{P}", re.IGNORECASE
)
"""What a stretch of a border is near."""
NEAR = re.compile(
    r"(?:the\s)?(?:nearby|adjacent)\s((?:\w{3,12}\s){0,2}?)"
    r"(air\s?base|airport|airfield|base|camp|village|town|prison|hospital|checkpoint|dam|bridge)\b",
    re.IGNORECASE,
)
LAST = re.compile(
    r"\b(?:(?:the|this|that)\s(?:same\s|provincial\s|northern\s|southern\s|eastern\s|western\s)?"
    r"(city|town|village|province|governorate|region|district|state|border crossing|crossing|airport|"
    r"airbase|desert|river|checkpoint|camp|island|dam|capital city|port|harbou?r|hospital|plant|market|school|"
    r"church|mosque|prison|base|area|capital)"
    r"|(?<=\bin\s)the\s(country)|(?<=\bacross\s)the\s(country)|(?<=\bthroughout\s)the\s(country))\b"
    rf"(?!\s(?:of|in|council|government|police|capital|hall|complex|around|between|near)\b|['’]s|-|,?\s[{NAME}{ADJECTIVE}])",
    re.IGNORECASE,
)
