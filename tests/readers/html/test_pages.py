"""Whole pages in the manner of large content systems, each with what has to come out of it, section by section.

The pages are invented: outlets, persons and happenings are fiction, the places are real.
"""

from __future__ import annotations

import html
import io
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dateline.readers.formats import Input, format_of
from dateline.readers.given import Given
from dateline.readers.html.charset import decode_page
from dateline.readers.html.reader import read_html

FOLDER = Path(__file__).parent / "pages"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page has to give. Sections are (kind, how the words begin, line ends as spaces)."""

    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None
    language: str | None
    url: str | None
    place: str | None
    sections: list[tuple[str, str]] = field(default_factory=list)


PAGES = {
    "ads": Expected(
        title="Drone strikes bridge near Kherson, two ferrymen hurt",
        byline=("Olena Example",),
        outlet="Dnipro Courier",
        published="2024-02-11",
        language="en",
        url="https://dniprocourier.example/war/drone-strikes-bridge",
        place=None,
        sections=[
            ("title", "Drone strikes bridge near Kherson, two"),
            ("boilerplate", "By Olena Example 11 February 2024, 08:15 3"),
            ("caption", "The bridge over the Inhulets, seen in the"),
            ("boilerplate", "Olena Example / Dnipro Courier"),
            ("paragraph", "A drone struck a road bridge over the"),
            ("boilerplate", "This one trick takes years off your"),
            ("paragraph", "Both men were taken to hospital in"),
            ("boilerplate", "Sign up for our newsletter and receive the"),
            ("paragraph", "The bridge had been repaired in December"),
            ("boilerplate", "Read also: Pontoon at Darivka opens to"),
            ("heading", "‘No warning’"),
            ("paragraph", "“There was no warning, only the noise of a"),
            ("boilerplate", "Sponsored: earn from home, no experience"),
            ("paragraph", "The General Staff did not comment on the"),
        ],
    ),
    "agency": Expected(
        title="Sudan army says it retook radio building",
        byline=("Khalid Example", "Nafisa Sample"),
        outlet="Example Wire",
        published="2024-03-12",
        language="en",
        url=None,
        place="CAIRO",
        sections=[
            ("title", "Sudan army says it retook radio building"),
            ("boilerplate", "By Khalid Example and Nafisa Sample"),
            ("caption", "[1/2] A street in Omdurman. Ann"),
            ("dateline", "CAIRO, March 12 (Example Wire) -"),
            ("paragraph", "Sudan's army said on Tuesday it had taken"),
            ("paragraph", "The paramilitary force did not comment. It"),
            ("boilerplate", "Keep up with the news from Africa with our"),
            ("paragraph", "Residents said they saw drones."),
            ("boilerplate", "Sign up here."),
            ("boilerplate", "Reporting by Khalid Example; Editing by A."),
        ],
    ),
    "amp": Expected(
        title="Gunmen free 40 prisoners in Butembo",
        byline=("Jean Exemple",),
        outlet="Lakes Times",
        published="2021-08-12",
        language="en",
        url="https://www.lakestimes.example/news/gunmen-free-prisoners-butembo",
        place="BUTEMBO, DR Congo",
        sections=[
            ("title", "Gunmen free 40 prisoners in Butembo"),
            ("boilerplate", "Jean Exemple"),
            ("caption", "The prison of Kakwangura in Butembo, in an"),
            ("dateline", "BUTEMBO, DR Congo (Lakes Times) -"),
            ("paragraph", "Gunmen attacked the prison of Kakwangura in"),
            ("paragraph", "Two guards were killed. The attackers left"),
            ("paragraph", "The police said on Thursday that six of the"),
        ],
    ),
    "arabic": Expected(
        title="مقتل خمسة مدنيين في قصف على سوق معرة مصرين",
        byline=("سامي مثال",),
        outlet="بريد الشمال",
        published="2020-03-05",
        language="ar",
        url=None,
        place=None,
        sections=[
            ("title", "مقتل خمسة مدنيين في قصف على سوق معرة مصرين"),
            ("boilerplate", "سامي مثال | 5 مارس 2020"),
            ("paragraph", "إدلب – قتل خمسة مدنيين وأصيب سبعة آخرون في"),
            ("paragraph", "وقال شهود إن الطائرات أغارت مرتين على السوق"),
            ("heading", "نزوح جديد"),
            ("paragraph", "ونزحت عشرات العائلات من البلدة باتجاه"),
        ],
    ),
    "blog": Expected(
        title="Mortars on the Idlib road",
        byline=(),
        outlet=None,
        published="2015-03-03",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Mortars on the Idlib road"),
            ("paragraph", "Mortars fell on the road between Idlib and"),
            ("paragraph", "Two drivers were hurt, says the local"),
            ("paragraph", "Nobody knows who fired them, but people"),
            ("heading", "The brickworks"),
            ("paragraph", "It is held by a unit of thirty men, a"),
        ],
    ),
    "briefing_notes": Expected(
        title="Press briefing notes on Chad",
        byline=(),
        outlet=None,
        published=None,
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Press briefing notes on Chad"),
            ("paragraph", "Spokesperson for the Office: Ann Example"),
            ("heading", "Chad protests"),
            ("paragraph", "We are alarmed by the shooting of"),
            ("paragraph", "At least 50 people died, according to the"),
            ("boilerplate", "Ends"),
            ("boilerplate", "For more information and media requests,"),
            ("paragraph", "Tag and share – Twitter: @Office"),
        ],
    ),
    "clean": Expected(
        title="Shells fall on Malakal as river port closes",
        byline=("Ann Example", "John Roe"),
        outlet="Nile Wire",
        published="2021-05-05",
        language="en",
        url="https://nilewire.example/2021/05/05/shells-fall-on-malakal",
        place="JUBA",
        sections=[
            ("title", "Shells fall on Malakal as river port closes"),
            ("heading", "Ferry crews say they saw smoke over the"),
            ("boilerplate", "By Ann Example and John Roe"),
            ("boilerplate", "5 May 2021"),
            ("caption", "Boats lie at the quay of Malakal before the"),
            ("boilerplate", "Photo: Ann Example"),
            ("dateline", "JUBA, 5 May 2021 (Nile Wire) —"),
            ("paragraph", "Shells fell on the market of Malakal on"),
            ("paragraph", "The shelling began at dawn and went on for"),
            ("heading", "Port closed"),
            ("paragraph", "The harbour master closed the port at noon."),
            ("paragraph", "We will not sail until the guns are silent."),
            ("paragraph", "Nobody claimed the attack. The army said it"),
            ("paragraph", "Four people killed"),
            ("paragraph", "Eleven people wounded, three of them"),
        ],
    ),
    "data_testid": Expected(
        title="Clashes in Tripoli leave three dead, airport shut",
        byline=("Salem Example",),
        outlet="Maghreb Agency",
        published="2022-08-27",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Clashes in Tripoli leave three dead,"),
            ("boilerplate", "By Salem Example | Maghreb Agency, Tripoli"),
            ("boilerplate", "Maghreb Agency"),
            ("caption", "Smoke rises over the south of Tripoli."),
            ("paragraph", "Three people were killed when two armed"),
            ("paragraph", "The airport of Mitiga was shut at 02:00 and"),
            ("heading", "Shops shut"),
            ("paragraph", "Shops on the Airport Road stayed shut on"),
            ("paragraph", "The prime minister called for calm."),
            ("paragraph", "Two of the dead were passers-by"),
            ("paragraph", "One was a fighter"),
        ],
    ),
    "french": Expected(
        title="Attaque d'un convoi près de Tessalit : trois soldats blessés",
        byline=("Aminata Exemple",),
        outlet="La Gazette du Désert",
        published="2018-01-30",
        language="fr",
        url=None,
        place=None,
        sections=[
            ("title", "Attaque d'un convoi près de Tessalit :"),
            ("heading", "L’attaque n’a pas été revendiquée."),
            ("boilerplate", "Par Aminata Exemple"),
            ("paragraph", "Un convoi de l’armée a été attaqué mardi"),
            ("paragraph", "Trois soldats ont été blessés, dont un"),
            ("paragraph", "Des renforts ont été envoyés depuis Kidal"),
        ],
    ),
    "hashed_classes": Expected(
        title="Village in Myanmar’s Sagaing burned, residents say",
        byline=("Ann Example",),
        outlet="The Example Post",
        published="2022-05-30",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Village in Myanmar’s Sagaing burned,"),
            ("heading", "Satellite pictures show smoke over at least"),
            ("caption", "Smoke over the Mu river."),
            ("boilerplate", "Photograph: Sample Agency"),
            ("paragraph", "Soldiers burned the village of Ke Taung in"),
            ("paragraph", "About 250 of its 400 houses were destroyed,"),
            ("paragraph", "“We saw the smoke from the other bank,”"),
            ("heading", "What the army says"),
            ("paragraph", "The army did not answer questions."),
            ("boilerplate", "Agencies contributed to this report"),
        ],
    ),
    "injected": Expected(
        title="Cattle raid near Bor leaves two dead",
        byline=(),
        outlet="Jonglei Post",
        published="2022-01-25",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Cattle raid near Bor leaves two dead"),
            ("paragraph", "Two herders were killed and some 300 cattle"),
            ("paragraph", "The raid was the third since the new year,"),
            ("paragraph", "An elder said that the dead were brothers."),
        ],
    ),
    "liveblog": Expected(
        title="Khartoum fighting live: bridges closed as shelling goes on",
        byline=(),
        outlet="Sahel Monitor",
        published="2023-04-18",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Khartoum fighting live: bridges closed as"),
            ("paragraph", "Follow the third day of the fighting"),
            ("boilerplate", "Key events"),
            ("boilerplate", "Hospital in Bahri out of service"),
            ("boilerplate", "Truce of 24 hours agreed, mediators say"),
            ("heading", "14:32 GMT"),
            ("heading", "Hospital in Bahri out of service"),
            ("boilerplate", "Amal Example"),
            ("paragraph", "The hospital of Bahri has had no power"),
            ("paragraph", "Shells fell near its gate on Monday."),
            ("heading", "12:05 GMT"),
            ("heading", "Truce of 24 hours agreed, mediators say"),
            ("paragraph", "Both sides agreed to stop firing for 24"),
            ("caption", "Smoke over the White Nile bridge on Tuesday."),
            ("heading", "09:40 GMT"),
            ("heading", "Bridges closed"),
            ("paragraph", "The army closed the bridges over the Blue"),
        ],
    ),
    "ministry": Expected(
        title="Statement on the events at the Vayk pass",
        byline=(),
        outlet="Ministry of the Interior",
        published="2022-09-14",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Statement on the events at the Vayk pass"),
            ("boilerplate", "14 September 2022"),
            ("paragraph", "The Ministry condemns the shelling of the"),
            ("paragraph", "Six border guards were wounded. Two of them"),
            ("paragraph", "The road is closed."),
            ("paragraph", "Schools in Jermuk stay shut until 19"),
            ("paragraph", "The Ministry asks all citizens to follow"),
            ("paragraph", "Press service of the Ministry"),
        ],
    ),
    "news_portal": Expected(
        title="Four killed in Jenin raid, medics say",
        byline=("Rami Example",),
        outlet="Levant Wire",
        published="2023-06-19",
        language="en",
        url="https://levantwire.example/news/2023/6/19/four-killed",
        place=None,
        sections=[
            ("title", "Four killed in Jenin raid, medics say"),
            ("heading", "Residents tell of a raid of five hours with"),
            ("caption", "Smoke rises over Jenin"),
            ("boilerplate", "[File: Ann Example/Levant Wire]"),
            ("boilerplate", "By Rami Example"),
            ("paragraph", "Soldiers killed four people during a raid"),
            ("paragraph", "The raid began before dawn and lasted five"),
            ("paragraph", "An army spokesman said that gunmen had"),
            ("heading", "Helicopter fires"),
            ("paragraph", "For the first time in twenty years a"),
            ("paragraph", "Our teams carried 29 wounded."),
            ("paragraph", "— Red Crescent (@rc) June 19, 2023"),
        ],
    ),
    "ngo_report": Expected(
        title="“They came at night”: Abductions in Djibo district",
        byline=("Fatou Example", "Paul Sample"),
        outlet="Witness Sahel",
        published="2021-11-08",
        language="en",
        url=None,
        place=None,
        sections=[
            ("caption", "A road near Djibo, Burkina Faso."),
            ("boilerplate", "© 2021 Witness Sahel"),
            ("title", "“They came at night”"),
            ("heading", "Abductions in Djibo district"),
            ("heading", "Summary"),
            ("paragraph", "Armed men abducted at least 38 people from"),
            ("paragraph", "Nine of them were found dead. The fate of"),
            ("heading", "Method"),
            ("paragraph", "Witness Sahel spoke with 27 witnesses by"),
            ("heading", "Limits of this research"),
            ("paragraph", "No researcher could travel to Djibo itself."),
            ("paragraph", "Moussa"),
            ("paragraph", "A teacher from Tongomayel, who fled in"),
            ("paragraph", "Awa"),
            ("paragraph", "A trader, whose brother was abducted on the"),
            ("boilerplate", "Help us to go on. Your gift pays for one"),
            ("heading", "Recommendations"),
            ("heading", "To the government"),
            ("paragraph", "Investigate the abductions without delay."),
            ("paragraph", "Protect witnesses:"),
            ("paragraph", "in the camps around Kaya"),
            ("paragraph", "on the roads to the capital"),
            ("paragraph", "[1] Witness Sahel interviews, Ouagadougou,"),
        ],
    ),
    "old_table": Expected(
        title="Convoy attacked near Klina",
        byline=("A. Example",),
        outlet=None,
        published="1999-05-12",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Convoy attacked near Klina"),
            ("boilerplate", "By A. Example, Pristina – 12 May 1999"),
            ("paragraph", "A convoy of tractors was attacked on the"),
            ("paragraph", "“They shot from the wood, and we ran into"),
            ("paragraph", "The road has been closed since. Monitors"),
            ("heading", "No entry for monitors"),
            ("paragraph", "The monitors were stopped at Çakovës by"),
        ],
    ),
    "paginated": Expected(
        title="The long road to Goma",
        byline=("Marie Exemple",),
        outlet="Kivu Review",
        published="2013-01-20",
        language="en",
        url="https://kivureview.example/features/the-long-road-to-goma?page=all",
        place=None,
        sections=[
            ("title", "The long road to Goma"),
            ("boilerplate", "By Marie Exemple"),
            ("boilerplate", "Page 1 of 3"),
            ("paragraph", "Rebels of the hill front took the road to"),
            ("paragraph", "At the first one they asked for money. At"),
            ("boilerplate", "Page 2 of 3"),
            ("paragraph", "In Sake itself the market stayed closed."),
            ("paragraph", "The United Nations mission sent a patrol,"),
            ("boilerplate", "Page 3 of 3"),
            ("paragraph", "By nightfall some 3,000 people had reached"),
        ],
    ),
    "paywall": Expected(
        title="How the siege of Taiz feeds a trade in passes",
        byline=("Nadia Example",),
        outlet="The Gulf Ledger",
        published="2017-06-01",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "How the siege of Taiz feeds a trade in"),
            ("heading", "Traders say that soldiers of both sides"),
            ("paragraph", "At the eastern gate of Taiz a pass costs as"),
            ("paragraph", "The passes bear no name. They are good for"),
        ],
    ),
    "rail": Expected(
        title="Truck bomb kills nine at Beledweyne checkpoint",
        byline=(),
        outlet="Horn Daily",
        published="2022-10-03",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Truck bomb kills nine at Beledweyne"),
            ("boilerplate", "Abdi Example | Beledweyne | 3 October 2022"),
            ("paragraph", "A lorry loaded with explosives blew up at a"),
            ("paragraph", "The blast tore down the walls of the"),
            ("boilerplate", "Fighters of the Hawadle clan entered the"),
            ("boilerplate", "More than four thousand people reached the"),
            ("paragraph", "No group claimed the attack at first. The"),
            ("paragraph", "Flights to Beledweyne were stopped until"),
        ],
    ),
    "single_page_app": Expected(
        title="Bus hits mine near Pissila",
        byline=("Issa Exemple",),
        outlet="Plateau Post",
        published="2023-02-19",
        language="en",
        url=None,
        place="KAYA",
        sections=[
            ("title", "Bus hits mine near Pissila"),
            ("dateline", "KAYA, 19 February 2023 (Plateau Post) -"),
            ("paragraph", "A bus hit a mine on the road near Pissila"),
            ("paragraph", 'The driver said that he had seen "nothing'),
            ("paragraph", "The road to Kaya was closed for the day."),
        ],
    ),
    "state_agency": Expected(
        title="Roadside bomb injures 5 in Kabul: police",
        byline=(),
        outlet="Xin Example",
        published="2021-02-10",
        language="en",
        url=None,
        place="KABUL",
        sections=[
            ("title", "Roadside bomb injures 5 in Kabul: police"),
            ("dateline", "KABUL, Feb. 10 (Xin Example) --"),
            ("paragraph", "Five people were injured when a roadside"),
            ("paragraph", '"The blast took place in the fifth district'),
            ("paragraph", "No group has claimed responsibility. Enditem"),
        ],
    ),
    "two_articles": Expected(
        title="Mortar fire kills two in Marjayoun",
        byline=("Karim Example",),
        outlet="Cedar News",
        published="2024-01-09",
        language="en",
        url=None,
        place=None,
        sections=[
            ("title", "Mortar fire kills two in Marjayoun"),
            ("paragraph", "Mortar fire killed two shepherds near"),
            ("paragraph", "Peacekeepers reached the place in the"),
        ],
    ),
    "un_release": Expected(
        title="Aden: 14 humanitarian convoys stopped in June",
        byline=(),
        outlet="Regional Relief Office",
        published="2019-07-02",
        language="en",
        url="https://relief.example/press/aden-14-convoys-stopped",
        place="ADEN",
        sections=[
            ("title", "Aden: 14 humanitarian convoys stopped in"),
            ("boilerplate", "2 July 2019"),
            ("dateline", "ADEN, 2 July 2019 –"),
            ("paragraph", "Fourteen humanitarian convoys were stopped"),
            ("paragraph", "“Every lorry that waits is a village that"),
            ("heading", "Convoys stopped, by governorate"),
            ("caption", "Table 1. Convoys stopped between 1 and 30"),
            ("paragraph", "Governorate | Convoys | Days waited"),
            ("paragraph", "Lahij | 8 | 31"),
            ("paragraph", "Al Dhale’e | 4 | 12"),
            ("paragraph", "Taiz | 2 | 9"),
            ("paragraph", "The Office calls on all sides to let relief"),
            ("boilerplate", "For more information, please contact:"),
        ],
    ),
    "wordpress": Expected(
        title="Three farmers shot dead near Zalingei",
        byline=("Idris Example",),
        outlet="Darfur Notes",
        published="2020-07-14",
        language="en",
        url="https://darfurnotes.example/three-farmers-shot-dead-near-zalingei/",
        place="Zalingei",
        sections=[
            ("title", "Three farmers shot dead near Zalingei"),
            ("boilerplate", "Posted on July 14, 2020 | July 15, 2020 by"),
            ("caption", "A field south of Zalingei after the first"),
            ("dateline", "Zalingei –"),
            ("paragraph", "Gunmen on camels shot dead three farmers on"),
            ("paragraph", "Two others were wounded. They were taken to"),
            ("heading", "Second attack in a week"),
            ("paragraph", "It was the second attack on farmers in the"),
            ("caption", "Map: Darfur Notes"),
            ("paragraph", "5 July | Nertiti | one killed"),
            ("paragraph", "12 July | Zalingei | three killed"),
            ("paragraph", "The committee asked the state’s governor"),
        ],
    ),
}


def _read(name: str, **known: str):
    return read_html((FOLDER / f"{name}.html").read_bytes(), f"{name}.html", Given(), **known)


def _sections(document) -> list[tuple[str, str]]:
    return [(s.kind, document.text[s.start : s.end].replace("\n", " ")) for s in document.sections]


def test_every_page_of_the_folder_is_in_the_table():
    assert sorted(p.stem for p in FOLDER.glob("*.html")) == sorted(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_sections_of_a_page_are_those_of_its_report_and_no_others(name):
    found, wanted = _sections(_read(name)), PAGES[name].sections
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted]
    assert [words[: len(start)] for (_, words), (_, start) in zip(found, wanted, strict=True)] == [s for _, s in wanted]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_says_who_published_what_and_when(name):
    document, wanted = _read(name), PAGES[name]
    assert (document.title, document.byline, document.outlet) == (wanted.title, wanted.byline, wanted.outlet)
    assert document.published.date == wanted.published
    assert document.published.basis == ("metadata" if wanted.published else None)
    assert (document.language, document.url) == (wanted.language, wanted.url)
    assert (document.dateline.place if document.dateline else None) == wanted.place


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_block_says_where_in_the_page_it_begins(name):
    data = (FOLDER / f"{name}.html").read_bytes()
    document, source = _read(name), decode_page(data, name)
    placed = [span for span in document.file.spans if span.at is not None]
    assert len(placed) == (0 if name == "single_page_app" else len(document.file.spans))
    for span in placed:
        word = document.text[span.start : span.end].split()[0][:6]
        assert html.unescape(source[span.at : span.at + 60]).startswith(word[:1])
        assert html.unescape(source[span.at : span.at + 60]).startswith(word) or "<" in source[span.at : span.at + 8]
    assert [span.at for span in placed] == sorted(span.at for span in placed)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_same_bytes_give_the_same_document(name):
    assert _read(name) == _read(name)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_told_by_its_first_bytes_whatever_its_name(name):
    data = (FOLDER / f"{name}.html").read_bytes()
    assert format_of(Input("report.txt", io.BytesIO(data), len(data))).name == "html"


def test_nothing_that_is_hidden_or_never_shown_becomes_text():
    text = _read("injected").text
    assert "shelled Bor" not in text
    assert "driven towards Pibor" in text  # hidden from printers only


def test_what_the_user_says_wins_over_the_page():
    data = (FOLDER / "clean.html").read_bytes()
    document = read_html(data, "clean.html", Given("2021-05-06", "Other Wire", "Other title", "https://o.example/1"))
    assert (document.published.date, document.published.basis) == ("2021-05-06", "given")
    assert (document.outlet, document.title, document.url) == ("Other Wire", "Other title", "https://o.example/1")


def test_the_time_of_capture_and_the_address_of_the_server_are_kept():
    document = _read("injected", url="https://jonglei.example/raid", captured="2022-01-26T10:00:00Z")
    assert document.url == "https://jonglei.example/raid"
    assert (document.file.captured, document.file.media_type) == ("2022-01-26T10:00:00Z", "text/html")
