"""The last gate, and what it tells of its secrets: nothing."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from dateline.errors import DatelineError
from dateline.protect import Policy, show
from dateline.protect.folding import tokens
from dateline.protect.gate import Gate, LeakError, assert_clean, check_dossier


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate([tokens("Amal Garang"), tokens("Garang"), tokens("+211 912 345 678"), ("amalgarang",)])


@pytest.mark.parametrize(
    "text",
    [
        "said Amal Garang today",
        "GARANG",
        "<b>Amal</b> Garang",
        "Am&#97;l Gar&#x61;ng",
        '{"name": "\\u0041mal Garang"}',
        "A\u200bmal\u00a0Garang",
        "amal_garang.html",
        "+211 912-345-678",
        "#AmalGarang",
        "Ámal\nGárang",
        "<td>Garang</td>",
    ],
)
def test_what_is_left_is_found(gate: Gate, text: str) -> None:
    with pytest.raises(LeakError):
        assert_clean(["clean", text], gate)


@pytest.mark.parametrize("text", ["", "Amal spoke", "Garangan", "by Amal. 211 912 345", "the source A", "amal 678"])
def test_what_is_clean_passes(gate: Gate, text: str) -> None:
    assert_clean([text], gate)


def test_the_message_names_the_place_and_not_the_secret(gate: Gate) -> None:
    with pytest.raises(LeakError) as caught:
        assert_clean({"page.html": "Amal Garang"}, gate)
    assert isinstance(caught.value, DatelineError)
    assert caught.value.where == "page.html"
    assert "page.html" in str(caught.value)
    assert not {"amal", "garang"} & set(tokens(str(caught.value)))


def test_a_gate_shows_and_stores_no_secret(gate: Gate) -> None:
    held = [getattr(gate, name) for name in Gate.__slots__]
    assert "garang" not in repr(gate).casefold()
    assert b"garang" not in repr(held).casefold().encode()
    with pytest.raises(TypeError):
        pickle.dumps(gate)


def test_two_gates_of_one_secret_have_nothing_in_common() -> None:
    one, two = Gate([("garang",)]), Gate([("garang",)])
    assert one.leaks("Garang")
    assert two.leaks("Garang")
    assert one._digests != two._digests


def test_a_view_brings_its_gate(report) -> None:
    r = report("Amal Garang spoke; call 0912 345 678, ag@nile.example or @MusaNur, says Musa Nur.")
    r.source("Amal Garang", name="Amal Garang")
    shown = show(r.dossier())
    for text in ("Amal Garang", "garang", "0912 345 678", "AG@nile.example"):
        with pytest.raises(LeakError):
            assert_clean([text], shown.gate)
    assert_clean([shown.dossier.document.text], shown.gate)
    assert "garang" not in repr(shown).casefold()
    with pytest.raises(LeakError, match="actors"):
        check_dossier(_with_actor(r), shown.gate)


def _with_actor(r):
    d = r.dossier()
    r.actor("call", aliases=("Garang",))
    view = show(d, Policy(reveal=True)).dossier
    return replace(view, document=replace(view.document, text="call"), sources=(), actors=tuple(r.records["actors"]))


def test_the_owner_s_gate_lets_all_pass(report) -> None:
    r = report("Amal Garang spoke.")
    r.source("Amal Garang", name="Amal Garang")
    assert_clean(["Amal Garang"], show(r.dossier(), Policy(reveal=True)).gate)
