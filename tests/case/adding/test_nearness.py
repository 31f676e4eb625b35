"""Near copies: what outlets make of a wire story is one; two reports on one event, one form filled in twice, are not.

All texts are fiction.
"""

from __future__ import annotations

import pytest

from benchmarks.near_copies import measure
from dateline.case.adding.nearness import BANDS, LEAST, Text, bands_of, compared, text_of
from dateline.readers.text import read_text

LEAD = "A roadside bomb hit an army lorry outside Baidoa on Monday, killing 3 soldiers and wounding 7, an officer said."
BODY = (
    """The lorry was carrying rations to a base on the road to Dinsor when the blast threw it into a ditch. Herders who
were watering their camels heard the explosion and ran to help, and a passing bus took the wounded to hospital.""",
    """Nobody claimed the attack. The road has been mined again and again since the rains ended, and drivers of the
bus company now wait for a patrol before they leave the town. The company asked for an escort in the spring.""",
)
STORY = "\n\n".join(("Roadside bomb near Baidoa", LEAD, *BODY))
ARABIC = (
    "قال شهود إن القصف بدأ قبل الفجر واستمر حتى الظهر فيما نزح سكان الحي إلى المدارس القريبة من السوق القديم وفتح "
    "المستشفى أبوابه للجرحى طوال الليل وطلب الأهالي ماء وخبزا وأغطية للأطفال الذين ناموا في الساحات المفتوحة "
    "وقال طبيب إن سيارات الإسعاف لم تستطع الوصول إلى الجسر قبل المساء بسبب الركام الذي سد الشوارع الضيقة حول الميناء"
)
THAI = "เจ้าหน้าที่กล่าวว่าเกิดเหตุระเบิดใกล้ตลาดเมื่อเช้าวันจันทร์และมีผู้บาดเจ็บหลายคนถูกนำส่งโรงพยาบาลในเมือง"


def text(words: str) -> Text:
    return text_of(read_text(words))


def said(words: str, *changes: tuple[str, str]) -> str:
    for was, now in changes:
        assert was in words
        words = words.replace(was, now)
    return words


COPIES = {
    "the same": STORY,
    "another headline": said(STORY, ("Roadside bomb near Baidoa", "Blast hits convoy in the south")),
    "a dateline before it": said(STORY, ("A roadside bomb", "NAIROBI, 6 March 2024 (Gulf Post) — A roadside bomb")),
    "cut from the end": "\n\n".join(STORY.split("\n\n")[:3]),
    "cut in the middle": "\n\n".join(STORY.split("\n\n")[i] for i in (0, 1, 3)),
    "boilerplate behind it": STORY + "\n\nCall 555 0199 for tips. Copyright 2024 Gulf Post. All rights reserved.",
    "light edits": said(STORY, ("Herders", "Shepherds"), ("ran to help", "rushed to help"), ("asked", "begged")),
    "the number in other figures": said(STORY, ("killing 3 soldiers", "killing 3 of the soldiers")),
    "one name spelt otherwise": said(STORY, ("Dinsor", "Diinsoor")),
    "another first paragraph": said(STORY, (LEAD, "Soldiers died near Baidoa when their lorry hit a bomb on Monday.")),
}
OTHERS = {
    "another toll": said(STORY, ("killing 3", "killing 5")),
    "another toll in words": said(STORY, ("killing 3", "killing five"), ("wounding 7", "wounding nine")),
    "the same form for another town and day": said(
        STORY, ("Baidoa", "Beledweyne"), ("Dinsor", "Jalalaqsi"), ("Monday", "Friday")
    ),
    "another report on the event": (
        "Three soldiers die on the Dinsor road\n\nThree soldiers were killed and seven hurt on Monday morning when a "
        "mine went off under their lorry near Baidoa, the army said. Witnesses told of a loud bang and of camels that "
        "ran off. A bus that came along carried the injured to the town's hospital. It was the fourth such blast."
    ),
    "the same background": said(STORY, (LEAD, "Gunmen shot an elder in Hudur on Friday.")).replace(
        BODY[0], BODY[0][:90]
    )
    + "\n\nThe elder had spoken for peace at the well on the day before, his brother said by telephone from the town, "
    "and had asked the young men of both families to give up their guns before the next rains came to the district.",
    "too short to tell": "Roadside bomb near Baidoa\n\nA roadside bomb hit an army lorry outside Baidoa on Monday.",
}


@pytest.mark.parametrize("words", COPIES.values(), ids=COPIES.keys())
def test_what_outlets_make_of_a_story_is_a_copy(words: str) -> None:
    a, b = text(STORY), text(words)
    alike = compared(a, b)
    assert alike is not None
    assert alike == compared(b, a)
    assert set(enumerate(bands_of(a))) & set(enumerate(bands_of(b)))


@pytest.mark.parametrize("words", OTHERS.values(), ids=OTHERS.keys())
def test_what_tells_something_else_is_no_copy(words: str) -> None:
    a, b = text(STORY), text(words)
    assert compared(a, b) is None
    assert compared(b, a) is None


@pytest.mark.parametrize("words", [ARABIC, THAI], ids=["Arabic", "Thai"])
def test_no_language_is_needed(words: str) -> None:
    half = words[: len(words) * 7 // 10]
    assert compared(text(words), text(half)) is not None
    assert compared(text(words), text(STORY)) is None
    assert set(bands_of(text(words))) & set(bands_of(text(half)))


def test_bands_stay_the_same_for_ever() -> None:
    found = bands_of(text(STORY))
    assert len(found) == BANDS
    assert all(0 <= band < 1 << 63 for band in found)
    assert found[:2] == (5169082696490891428, 676030792822933854)  # where these change, old cases find no copies


def test_a_text_that_is_too_short_has_no_bands() -> None:
    assert bands_of(text(" ".join(STORY.split()[: LEAST - 1]))) == ()


def test_on_pairs_made_of_the_samples_no_other_report_is_held_for_a_copy() -> None:
    found = measure()
    assert found["precision"] == 1.0
    assert found["recall"] >= 0.9
    assert found["copies that share a band"] >= 0.99
