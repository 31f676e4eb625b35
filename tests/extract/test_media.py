"""Videos and photos: those of captions with their credit, those that the text tells of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]

CAPTIONED = (
    "The army shelled Aleppo on Saturday.\n\n"
    "Smoke rises over Aleppo, 18 May 2024. Photo: Jane Roe/Example Pictures\n\n"
    "The streets were empty."
)


def test_a_caption_is_a_photo_with_credit_day_and_place(read: Read) -> None:
    dossier = read(CAPTIONED)
    (photo,) = dossier.media
    assert (photo.kind, photo.credit) == ("photo", "Jane Roe/Example Pictures")
    assert photo.taken is not None
    assert (photo.taken.start, photo.taken.basis) == ("2024-05-18", "stated")
    assert [p.name for p in dossier.places if p.id == photo.where] == ["Aleppo"]


def test_who_took_the_photo_is_no_actor(read: Read) -> None:
    dossier = read(CAPTIONED)
    assert [a.mentions[0].quote for a in dossier.actors] == ["The army"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("In a video posted on Friday, rebels attacked a checkpoint near Goma.", "video", ["a video"]),
        ("Footage showed soldiers in Wau.", "video", ["Footage"]),
        ("Photos showed the burned church.", "photo", ["Photos"]),
        ("A video showed soldiers. The video was filmed in Wau.", "video", ["A video", "The video"]),
    ],
)
def test_a_video_or_photo_that_the_text_tells_of(read: Read, text: str, kind: str, words: list[str]) -> None:
    (media,) = read(text).media
    assert media.kind == kind
    assert [e.quote for e in media.evidence] == words


@pytest.mark.parametrize(
    "text",
    ["The army shelled Aleppo on Saturday.", "A video game was sold in Aleppo.", "The image problem stayed."],
)
def test_where_nothing_is_shown_there_is_none(read: Read, text: str) -> None:
    assert read(text).media == ()


def test_a_video_shows_the_event_told_in_its_sentence(read: Read) -> None:
    dossier = read("In a video posted on Friday, rebels attacked a checkpoint near Goma. The army shelled Wau.")
    (video,) = dossier.media
    attack = dossier.events[0]
    assert "attacked" in attack.evidence[0].quote
    assert video.shows == (attack.id,)


def test_video_and_photos_are_two(read: Read) -> None:
    assert {m.kind for m in read("A video and photos showed soldiers in Wau.").media} == {"video", "photo"}


def test_another_video_is_another_and_the_second_is_the_second(read: Read) -> None:
    dossier = read(
        "One video shows rebels shelling Aleppo. Another video shows soldiers in Homs. "
        "The second video was filmed in Homs on 13 May 2024."
    )
    videos = [(m.taken.start if m.taken else None, len(m.evidence)) for m in dossier.media]
    assert videos == [(None, 1), ("2024-05-13", 2)]
    assert [e.when for e in dossier.events] == [None]


def test_the_words_of_the_credit_are_evidence(read: Read) -> None:
    (photo,) = read(CAPTIONED).media
    assert any("Jane Roe" in e.quote for e in photo.evidence)
