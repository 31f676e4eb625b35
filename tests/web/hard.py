"""Reports that are hard to show: from right to left, full of markup that would act, very long. All of it is fiction."""

from __future__ import annotations

from tests.case.views.invented import Told

SCRIPT = "<script>window.acted = 1; document.title = 'acted'</script>"
ACTING = (
    SCRIPT,
    '<img src="http://elsewhere.example/x.png" onerror="window.acted = 1">',
    '<svg onload="window.acted = 1"><use href="http://elsewhere.example/y.svg#a"/></svg>',
    "<style>@import url(http://elsewhere.example/z.css); main { display: none }</style>",
    '"><iframe src="javascript:window.acted=1"></iframe>',
    "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7*7 %>",
    "javascript:window.acted=1",
    "\u202egnp.exe\u202c \u2066turned\u2069 \x07\x1b[31m",
)
"""What would act where it were taken for more than words."""


def arabic() -> Told:
    """A report in Arabic with Latin letters and figures in it."""
    told = Told(
        "قصف على أم درمان\n\n"
        "الخرطوم، 12 مايو 2024 — قال الجيش إن M23 قصفت أم درمان يوم 11 مايو وقُتل 4 مدنيين على بعد 230km "
        "من المدينة (MAT). "
        "هذا خبر مختلق للاختبار فقط.\n",
        "بريد النيل",
        "2024-05-12",
        title="قصف على أم درمان",
    )
    claim = told.claim("الجيش", "M23 قصفت أم درمان يوم 11 مايو وقُتل 4 مدنيين")
    told.attack("M23 قصفت أم درمان", "أم درمان", "2024-05-11", by="M23", killed="4 مدنيين", toll=4, claims=[claim])
    return told


def hostile() -> Told:
    """A report whose every word tries to be more than a word, its title, outlet and source too."""
    words = " ".join(ACTING)
    told = Told(
        f"Army {SCRIPT} shells Beni\n\nGOMA — The army said the ADF {words} attacked Beni on 3 May 2024, killing "
        f'{SCRIPT}12. A man called O\'Brien "{SCRIPT}" said so. This is fiction.\n',
        f"Wire {SCRIPT}",
        "2024-05-04",
        title=f"Army {SCRIPT} shells Beni",
        url="https://example.org/a?b=<script>",
    )
    claim = told.claim(f'O\'Brien "{SCRIPT}"', f"the ADF {words} attacked Beni on 3 May 2024, killing {SCRIPT}12")
    told.attack(
        f"ADF {words} attacked Beni", "Beni", "2024-05-03", by="ADF", killed=f"{SCRIPT}12", toll=12, claims=[claim]
    )
    return told


def huge(characters: int = 5_000_000) -> Told:
    """One paragraph of so many characters, its event at the end."""
    line = "The road was quiet and nothing was heard of it for the whole of the day. "
    told = Told(
        f"A long day\n\n{line * (characters // len(line))}The ADF attacked Beni. This is fiction.\n",
        "Wire",
        "2024-05-06",
    )
    told.attack("The ADF attacked Beni", "Beni", "2024-05-05", by="ADF")
    return told
