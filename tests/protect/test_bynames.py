"""Other names of a source in whole reports as the reader reads them. Persons and happenings are invented."""

from __future__ import annotations

import pytest

from dateline.protect import Policy, show

pytestmark = pytest.mark.model
HEAD = "KODOK, 5 May 2021 — Shells hit the market in Kodok on Tuesday. "
ASKED = "who asked not to be named, said soldiers killed four people."
NUN = "who asked that her identity be protected, said soldiers killed four."
REPORTS = [
    # report, what is shown
    (f"O’Garang, an engineer, {ASKED} Kieran O'Garang fled.", f"[source A, worker], {ASKED} [source A] fled."),
    (
        f"O’Garang, an engineer, {ASKED} Kieran O'Garang fled. Mary O'Garang is a singer.",
        f"[source A, worker], {ASKED} [name withheld] fled. [name withheld] is a singer.",
    ),
    (
        f"Garang, {ASKED} President Deng Garang was ousted. Garang fled.",
        f"[source A], {ASKED} President Deng Garang was ousted. [name withheld] fled.",
    ),
    (
        f"William “Bill” Garang, a pastor, {ASKED} Bill Garang fled. Bill went to Malakal.",
        f"[source A, religious figure], {ASKED} [source A] fled. [source A] went to Malakal.",
    ),
    (f"Halima “Lulu” Garang, {ASKED} Lulu fled.", f"[source A], {ASKED} [source A] fled."),
    (f"Halima Garang, known as Zuzu, {ASKED} Zuzu fled.", f"[source A], known as [source A], {ASKED} [source A] fled."),
    (f"Amal Garang (أمل غرنق), {ASKED} أمل غرنق fled.", f"[source A] ([source A]), {ASKED} [source A] fled."),
    (f"Amal Garang, {ASKED} The Garangs left Malakal.", f"[source A], {ASKED} The [name withheld] left Malakal."),
    (
        f"A hospital director, {ASKED} The director, Amal Garang, said the roof collapsed. Garang fled.",
        f"[source A, medical worker], {ASKED} [source A], said the roof collapsed. [source A] fled.",
    ),
    (
        "The following witness asked that we not use his name: Amal Garang. Garang said troops raided the village.",
        "[source A, witness] asked that we not use his name: [source A]. [source A] said troops raided the village.",
    ),
    (
        f"Two nurses at Kodok hospital, {ASKED} The nurses, Asha Musa and Huda Ali, fled.",
        f"[source A, medical workers], {ASKED} The [medical workers], [source A] and [source A], fled.",
    ),
    (f"Amal al-\nGarang, {ASKED} Al-Garang fled.", f"[source A], {ASKED} [source A] fled."),
    (f"The chief’s son, Amal Garang, {ASKED} The chief's son fled.", f"[source A, relative], {ASKED} [source A] fled."),
    (
        f"Grace Garang, a nun {NUN} Grace Garang is a nun.",
        f"[source A, religious figure] {NUN} [source A] is a [religious figure].",
    ),
    (f"Adam Garang, a guard, {ASKED}", f"[source A, guard], {ASKED}"),
    (
        f"Hassan Hassan, {ASKED} Hassan Example's fighters shelled Malakal.",
        f"[source A], {ASKED} Hassan Example's fighters shelled Malakal.",
    ),
    (
        f"Ahmed Bakheit, a guard, {ASKED} Governor Musa Bakheit denied it. Bakheit said the army fired. Ahmed left.",
        (
            f"[source A, guard], {ASKED} Governor Musa Bakheit denied it. "
            "[name withheld] said the army fired. [source A] left."
        ),
    ),
    (
        "A deminer with the call sign Yakut, who declined to give his real name, said four were killed. Yakut fled.",
        "[source A, aid worker], who declined to give his real name, said four were killed. [source A] fled.",
    ),
    (f"Amal Garang, an accountant, {ASKED}", f"[source A, office worker], {ASKED}"),
    (
        f"Three clerks, Ali Lam, Peter Gai and Tut Deng, {ASKED} Gai fled on Monday.",
        f"[source A, workers] and [source A], {ASKED} [source A] fled on Monday.",
    ),
    (
        f"Amal Garang, a guard, {ASKED} “The army trains Garang's cousins.” Garang’s 40 fighters fled.",
        f"[source A, guard], {ASKED} “The army trains [source A]'s cousins.” [source A]’s 40 fighters fled.",
    ),
    (
        f"May Said, {ASKED} The May offensive killed 12. They fled in May.",
        f"[source A], {ASKED} The May offensive killed 12. They fled in May.",
    ),
]


@pytest.mark.parametrize(("report_", "shown"), REPORTS)
def test_a_source_is_hidden_under_its_other_names_and_nobody_else_is(read, report_: str, shown: str) -> None:
    assert show(read(HEAD + report_), Policy()).dossier.document.text == HEAD + shown


def test_a_group_told_by_a_hidden_name_is_shown_without_it(read) -> None:
    report = f"{HEAD}Halima Garang, a guard, {ASKED} “The army trains Halima's cousins.” Garang’s 40 fighters fled."
    seen = show(read(report), Policy()).dossier
    told = [text for actor in seen.actors for text in (actor.name, *actor.aliases)]
    assert any("cousins" in text for text in told)
    assert not [text for text in told if "Halima" in text or "Garang" in text]


def test_a_name_set_before_what_an_unnamed_source_is_goes_with_it(read) -> None:
    report = f"{HEAD}According to Halima Garang (HGX), a trader {ASKED} Halima Garang fled."
    assert "Halima" not in show(read(report), Policy()).dossier.document.text


def test_a_victim_who_is_called_as_a_group_is_called_is_hidden(read) -> None:
    report = "A girl, 14, Amal Garang, was raped by soldiers in Kodok on Monday, residents said."
    assert "Amal" not in show(read(report), Policy()).dossier.document.text


def test_the_group_itself_is_shown(read) -> None:
    seen = show(read("Amal said its fighters hit a market in Nabatieh, Lebanon, on Monday."), Policy()).dossier
    assert "Amal Movement" in {actor.name for actor in seen.actors}
