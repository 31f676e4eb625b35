"""Who backs, leads, belongs to and fights whom: by modifiers, offices, membership, verbs and events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]
Triple = tuple[str, str, str]


def without_article(quote: str) -> str:
    """The words of a mention that name somebody."""
    return quote.removeprefix("The ").removeprefix("the ")


def triples(dossier: Dossier) -> set[Triple]:
    """(first words that name the subject, predicate, first words that name the object)."""
    words = {a.id: without_article(a.mentions[0].quote) for a in dossier.actors}
    return {(words[r.subject], r.predicate, words[r.object]) for r in dossier.relations}


STATED: list[tuple[str, set[Triple]]] = [
    # modifiers
    ("US-backed rebels captured the base.", {("US", "backs", "US-backed rebels")}),
    ("Iran-backed militias left Hasakah.", {("Iran", "backs", "Iran-backed militias")}),
    ("US-trained and funded rebels attacked a base near Tanf.",
     {("US", "trains", "US-trained and funded rebels"), ("US", "funds", "US-trained and funded rebels")}),
    ("Iran-aligned militias left Hasakah.", {("Iran", "allied_with", "Iran-aligned militias")}),
    ("The government met the rebels. Pro-government militias attacked the town of Bria.",
     {("Pro-government militias", "allied_with", "government")}),
    # verbs
    ("The United States backs the Somali government.", {("United States", "backs", "Somali government")}),
    ("Rwanda supports the M23, UN experts said.", {("Rwanda", "backs", "M23")}),
    ("The M23 is backed by Rwanda.", {("Rwanda", "backs", "M23")}),
    ("Iran arms the Houthis.", {("Iran", "arms", "Houthis")}),
    ("Russia trained Malian soldiers.", {("Russia", "trains", "Malian soldiers")}),
    ("The SDF fights alongside the Peshmerga against IS.",
     {("SDF", "fights_with", "Peshmerga"), ("SDF", "opposes", "IS")}),
    # offices and membership
    ("General Abdel Haddad leads the Coastal Army.", {("General Abdel Haddad", "leads", "Coastal Army")}),
    ("M23 is led by Sultani Makenga.", {("Sultani Makenga", "leads", "M23")}),
    ("Maxim Lefort, a spokesman for the Coastal Army, said so.", {("Maxim Lefort", "role_in", "Coastal Army")}),
    ("Soldiers met Ahmed Ould Salem, a commander of AQIM.", {("Ahmed Ould Salem", "role_in", "AQIM")}),
    ("Ukrainian President Maksym Kovalenko met the rebels.",
     {("Ukrainian President Maksym Kovalenko", "leads", "Ukrainian")}),
    ("The Ruha Brigade, a faction of the Free Syrian Army, left Azaz.",
     {("Ruha Brigade", "member_of", "Free Syrian Army")}),
    # events
    ("The Houthis attacked soldiers in Taiz.", {("Houthis", "opposes", "soldiers")}),
    ("The army clashed with M23 rebels near Kibumba.", {("army", "opposes", "M23 rebels")}),
    ("Turkish forces killed three YPG fighters near Kobani.", {("Turkish forces", "opposes", "three YPG fighters")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATED, ids=[s[0][:60] for s in STATED])
def test_what_the_text_states_is_a_relation(read: Read, text: str, expected: set[Triple]) -> None:
    assert expected <= triples(read(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army does not back the militia.", id="negated"),
        pytest.param("The army and the rebels were mentioned.", id="merely named together"),
        pytest.param("Rebels killed three civilians near Beni.", id="civilians oppose nobody"),
        pytest.param("The army denied that it had attacked the rebels.", id="denied"),
        pytest.param("IS-held Raqqa fell.", id="held is control"),
        pytest.param("The general supports the reform.", id="a reform is no actor"),
    ],
)
def test_what_the_text_does_not_state_is_none(read: Read, text: str) -> None:
    assert triples(read(text)) == set()


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Rwanda backs the M23. Rwanda supports the M23, UN experts said.", "backs"),
        ("The army fought the Houthis in Taiz on Monday. The Houthis attacked the army in Aden on Tuesday.", "opposes"),
        ("The army clashed with M23 rebels in Goma. M23 rebels clashed with the army in Beni.", "opposes"),
    ],
)
def test_a_relation_told_twice_is_one_with_evidence_from_both_places(read: Read, text: str, predicate: str) -> None:
    (relation,) = [r for r in read(text).relations if r.predicate == predicate]
    sentence = text.index(". ")
    assert {e.start < sentence for e in relation.evidence} == {True, False}


def test_nobody_stands_in_a_relation_to_himself(read: Read) -> None:
    dossier = read("The army backs the army's soldiers. Taliban fighters fought the Taliban in Kunduz.")
    assert all(r.subject != r.object for r in dossier.relations)


def test_a_relation_names_the_claim_that_states_it(read: Read) -> None:
    dossier = read("Rwanda supports the M23, a minister said.")
    (relation,) = dossier.relations
    (claim,) = [c for c in dossier.claims if c.id in relation.claims]
    (source,) = [s for s in dossier.sources if s.id == claim.source]
    assert source.description == "a minister"


def test_a_nationality_is_no_office(read: Read) -> None:
    dossier = read("A Somali gunman attacked the army in Mogadishu on Monday. A British aid worker was killed.")
    assert not [r for r in dossier.relations if r.predicate == "role_in"]


def test_a_regime_is_led_by_whom_it_is_called_after(read: Read) -> None:
    dossier = read("Russian forces bombed Idlib on Monday. President Bashar al-Assad's regime denied the attack.")
    name = {a.id: a.name for a in dossier.actors}
    assert ("Bashar al-Assad", "leads") in {(name[r.subject], r.predicate) for r in dossier.relations}


def test_who_fights_a_president_by_name_opposes_him(read: Read) -> None:
    dossier = read("Turkey backs rebels fighting the Syrian president, Bashar al-Assad, in Idlib.")
    name = {a.id: a.name for a in dossier.actors}
    assert {name[r.object] for r in dossier.relations if r.predicate == "opposes"} == {"Bashar al-Assad"}


@pytest.mark.parametrize(
    "text",
    [
        "The rebels must only fight Islamic State, the general said. The army shelled Goma on Monday.",
        "Jets hit Islamic State targets, which include five supply routes in support of the siege of Raqqa.",
    ],
)
def test_what_must_be_is_no_relation_and_targets_back_nobody(read: Read, text: str) -> None:
    dossier = read(text)
    name = {a.id: a.name for a in dossier.actors}
    told = {(name[r.subject], r.predicate) for r in dossier.relations}
    assert not told & {("rebels", "opposes"), ("Islamic State", "backs")}


def test_a_headline_states_no_relation_of_its_own(read: Read) -> None:
    text = "Coastal Army Commander Karim Haddad Flees As Rebels Storm Town\n\nRebels stormed Azaz on Monday.\n"
    assert not read(text).relations
    assert read("Coastal Army commander Karim Haddad fled as rebels stormed Azaz.").relations
