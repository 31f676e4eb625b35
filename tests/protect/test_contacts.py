"""Telephone numbers, addresses, handles and document numbers, and what only looks like them. All are invented."""

from __future__ import annotations

import time

import pytest

from dateline.protect.contacts import contacts
from dateline.protect.edits import Edit, Shift, merged


def hidden(text: str) -> str:
    edits = merged([Edit(s, e, "contact", "[c]") for s, e in contacts(text)], text)
    return Shift(text, edits).text


REACHED = [
    ("call +211 912 345 678 now", "call [c] now"),
    ("She gave +211-912-345-678.", "She gave [c]."),
    ("She gave +211.912.345.678.", "She gave [c]."),
    ("(+211) 912 345 678", "[c]"),
    ("+211(0)912345678", "[c]"),
    ("+ 211 912345678", "[c]"),
    ("00211 912 345 678", "[c]"),
    ("+44 (0)20 7946 0018", "[c]"),
    ("0912345678", "[c]"),
    ("0912 345 678 or 0912 345 679", "[c] or [c]"),
    ("0912 345 678 / 0912 345 679", "[c] / [c]"),
    ("0912-345-678", "[c]"),
    ("in 2021 0912 345 678 was cut off", "in 2021 [c] was cut off"),
    ("(202) 555-0143", "[c]"),
    ("202-555-0143", "[c]"),
    ("202.555.0143", "[c]"),
    ("1-202-555-0143", "[c]"),
    ("202-555-0143 ext. 12", "[c]"),
    ("01.23.45.67.89", "[c]"),
    ("his phone is 912 345 678", "his phone is [c]"),
    ("WhatsApp: 912345678", "[c]"),
    ("tel.: 345 678", "tel.: [c]"),
    ("☎ 345678", "☎ [c]"),
    ("call\n0912\n345678", "call\n[c]"),
    ("+\u0662\u0661\u0661 \u0669\u0661\u0662 \u0663\u0664\u0665 \u0666\u0667\u0668", "[c]"),
    ("هاتف: \u0660\u0669\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668", "هاتف: [c]"),
    ("+211\u00a0912\u2011345\u2011678", "[c]"),
    ("+211\u200b912345678", "[c]"),
    ("write to amal@example.org.", "write to [c]."),
    ("amal.example+news@mail.example.co.uk", "[c]"),
    ("AMAL@EXAMPLE.ORG", "[c]"),
    ("amal (at) example (dot) org", "[c]"),
    ("amal [at] example.org", "[c]"),
    ("amal at example dot org", "[c]"),
    ("amál@exámple.org", "[c]"),
    ("she writes as @amal_ex.", "she writes as [c]."),
    ("(@amal_ex)", "([c])"),
    ("https://t.me/amal_ex", "[c]"),
    ("see t.me/amal_ex, she said", "see [c], she said"),
    ("wa.me/211912345678", "[c]"),
    ("https://signal.me/#p/+211912345678", "[c]"),
    ("Signal: amal.01", "[c]"),
    ("DE89 3704 0044 0532 0130 00", "[c]"),
    ("DE89370400440532013000", "[c]"),
    ("ID no. 1234567", "[c]"),
    ("passport number A1234567 was", "[c] was"),
    ("identity card no 12-345-678", "[c]"),
    ("National ID number: 12345678901", "[c]"),
    ("see facebook.com/amal.b77.", "see [c]."),
    ("https://www.linkedin.com/in/amal-b, she said", "[c], she said"),
    ("x.com/amal_b and vk.com/id7", "[c] and [c]"),
    ("Signal amal.42;", "[c];"),
    ("on Telegram as desert77.", "on [c]."),
    ("Telegram handle desert77", "[c]"),
    ("Skype: live:amal77", "[c]"),
    ("tg://resolve?domain=amal", "[c]"),
    ("Threema ID ABCD1234", "[c]"),
    ("national ID 19870012345", "[c]"),
    ("amal77 at gmail.com", "[c]"),
    ("amal77 @ gmail . com", "[c]"),
    ("8 (900) 123-45-67", "[c]"),
]


@pytest.mark.parametrize(("text", "shown"), REACHED)
def test_ways_to_reach_somebody_are_hidden(text: str, shown: str) -> None:
    assert hidden(text) == shown


KEPT = [
    "On 5 May 2021 the army shelled Malakal.",
    "2021-05-12",
    "2021-05-12 09:30",
    "12.05.2021",
    "12/05/2021",
    "05-05-2021",
    "between 2011-2014 and 2019–2021",
    "in 2019/2020",
    "called in 2019 2020 and 2021",
    "killed 12, wounded 300-400 and displaced 1,200,000",
    "about 250 000 people fled",
    "the number reached 1 250 000 people",
    "the number of dead reached 250 000",
    "$912 345 678",
    "912 345 678 dollars",
    "USD 1 200 000 000",
    "9.530012 31.660034",
    "9.53, 31.66",
    "a range of 0.5-1.5 km",
    "0800-1600",
    "0600 1200",
    "10:30-11:45",
    "resolution 2254 (2015)",
    "S/RES/2254 (2015)",
    "ICC-01/04-01/06",
    "ICC-02/05-01/20",
    "A/HRC/48/70",
    "won 3-1, 2-0 and 0-0",
    "the 3rd brigade had 4500 men and 120 tanks",
    "10 000 000 000 francs",
    "paid 5 @ 10 each",
    "at the dot on the map",
    "he is at home",
    "ID cards were taken from 300 people",
    "the id of the unit is unknown",
    "passport holders",
    "passport control on 12 May",
    "x.com said that facebook.com was down",
    "a Telegram channel said, on Twitter as of 12 May",
    "Signal 2023, Line 5, Session 12",
    "published at bbc.com",
    "the telegram:\nit was long",
    "signal was lost at 10.30",
    "a telegram from 1916",
    "grid 36N 12",
    "M16, AK-47, T-72, F-16, S-300, 9M133",
]


@pytest.mark.parametrize("text", KEPT)
def test_dates_tolls_money_and_other_numbers_are_not_telephones(text: str) -> None:
    assert hidden(text) == text


def test_numbers_in_an_address_of_the_web_are_not_telephones() -> None:
    assert contacts("https://nile.example/2021/05/0912345678", in_url=True) == []
    assert contacts("https://nile.example/@amal_ex", in_url=True)


@pytest.mark.parametrize(
    "text",
    [
        "0" * 100_000,
        "@" * 100_000,
        "0 " * 50_000,
        "a.@" * 30_000,
        "+1(" * 30_000,
        "AA00 " * 20_000,
        "Signal " * 20_000,
        "a at " * 20_000,
    ],
)
def test_hostile_texts_take_no_longer_than_others(text: str) -> None:
    started = time.process_time()
    contacts(text)
    assert time.process_time() - started < 10
