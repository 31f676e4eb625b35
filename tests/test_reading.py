"""Reading one report: the order of steps, the receipt, determinism, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from dateline.engines import encoder as encoder_engine
from dateline.engines import spacy as spacy_engine
from dateline.errors import EngineMissing, InputError, SettingsError, StepOrderError
from dateline.model.document import Document
from dateline.model.dossier import Dossier, ModelUsed
from dateline.model.integrity import faults
from dateline.model.parse import Parse
from dateline.readers.text import read_text
from dateline.reading import STEPS, Settings, Step, check_order, read_document

Read = Callable[..., Dossier]

TEXT = (
    "Fighters of the Houthis attacked the town of Taiz on Friday, killing four civilians.\n\n"
    "A doctor said six civilians had died. The army backs the rebels and controls the city of Aden."
)


def step(name: str, needs: tuple[str, ...], gives: tuple[str, ...]) -> Step:
    return Step(name, needs, gives, lambda _: ())


def test_the_steps_stand_in_an_order_that_works() -> None:
    check_order(STEPS)


def test_a_wrong_order_is_refused_in_words() -> None:
    steps = [step("parse", (), ("parse",)), step("actors", ("mentions",), ("actors",))]
    with pytest.raises(StepOrderError) as refused:
        check_order([*steps, step("mentions", ("parse",), ("mentions",))])
    message = str(refused.value)
    assert "Step 'actors' needs mentions" in message
    assert "Known so far: parse" in message
    assert "Move it after the step that gives it" in message


@pytest.mark.parametrize("at", range(1, len(STEPS)))
def test_no_step_but_the_first_may_be_left_out_before_it_is_needed(at: int) -> None:
    """A step alone, without those before it, lacks something, unless it needs nothing."""
    if STEPS[at].needs:
        with pytest.raises(StepOrderError, match="Known so far: nothing"):
            check_order(STEPS[at:])
    else:
        check_order([STEPS[at]])


def test_what_is_given_from_outside_counts_as_known() -> None:
    check_order([step("actors", ("mentions",), ("actors",))], given=("mentions",))


def test_no_two_steps_give_the_same_layer() -> None:
    given = [layer for s in STEPS for layer in s.gives]
    assert len(given) == len(set(given))


# --- the receipt -------------------------------------------------------------------------------------------------


def test_the_receipt_names_the_models_with_their_digests(read: Read) -> None:
    model, encoder = read(TEXT).receipt.models
    assert encoder == ModelUsed(encoder_engine.NAME, encoder_engine.VERSION, encoder_engine.DIGEST)
    assert model == ModelUsed(spacy_engine.PACKAGE, spacy_engine.VERSION, spacy_engine.DIGEST)
    assert model.sha256 is not None
    assert len(model.sha256) == 64


def test_the_receipt_names_engine_gazetteer_codebook_and_settings(read: Read) -> None:
    receipt = read(TEXT).receipt
    assert receipt.engine == "spacy"
    assert receipt.gazetteer.name
    assert receipt.gazetteer.version
    assert "PLOVER" in receipt.codebook
    assert receipt.settings == {"engine": "spacy", "published": "2024-05-26"}
    assert receipt.seconds > 0


def test_a_report_without_a_date_says_so_in_its_settings(read: Read) -> None:
    assert read(TEXT, None).receipt.settings["published"] is None


def test_what_was_given_up_is_counted_by_reason(read: Read) -> None:
    dropped = read("Rebels attacked the village of Qwertzburg on Friday.").receipt.dropped
    assert ("name of a place: not in the gazetteer", 1) in [(d.reason, d.count) for d in dropped]


# --- determinism -------------------------------------------------------------------------------------------------


def timeless(dossier: Dossier) -> dict[str, Any]:
    return asdict(replace(dossier, receipt=replace(dossier.receipt, seconds=0.0)))


def test_two_readings_are_equal_apart_from_the_seconds() -> None:
    document = read_text(TEXT, published="2024-05-26")
    assert timeless(read_document(document)) == timeless(read_document(document))


def test_two_processes_read_the_same(read: Read) -> None:
    """Hash seeds differ between processes: nothing may depend on the order of a set."""
    code = (
        "import json, sys\nfrom dataclasses import asdict, replace\nfrom dateline.reading import read_document\n"
        "from dateline.readers.text import read_text\n"
        "d = read_document(read_text(sys.argv[1], published='2024-05-26'))\n"
        "print(json.dumps(asdict(replace(d, receipt=replace(d.receipt, seconds=0.0)))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, TEXT], capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "PATH": ""}
        | {"PYTHONPATH": ":".join(p for p in sys.path if p)}, text=True,
    )  # fmt: skip
    here = json.dumps(timeless(read(TEXT)))
    assert json.loads(done.stdout) == json.loads(here)


def test_another_publication_date_moves_dates_but_no_ids(read: Read) -> None:
    one, other = read(TEXT), read(TEXT, "2021-02-07")
    assert [e.when and e.when.start for e in one.events] != [e.when and e.when.start for e in other.events]
    for records in ("actors", "places", "claims", "events", "relations", "control"):
        assert [r.id for r in getattr(one, records)] == [r.id for r in getattr(other, records)]


@pytest.mark.parametrize("text", [TEXT, "The match ended 2-1.", "…", "¿?", "Friday."])
def test_every_text_has_a_sound_dossier(read: Read, text: str) -> None:
    assert faults(read(text)) == []


@pytest.mark.parametrize("text", ["The team won the match in Turin on Sunday.", "Rain is forecast."])
def test_a_text_that_is_no_conflict_report_has_an_empty_dossier(read: Read, text: str) -> None:
    dossier = read(text)
    assert (dossier.events, dossier.victims, dossier.relations, dossier.control) == ((), (), (), ())


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_an_empty_text_is_no_report(text: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        read_text(text)


# --- engines -----------------------------------------------------------------------------------------------------


@pytest.fixture
def unloaded() -> Any:
    """The engine as before its first use, and again after the test."""
    spacy_engine._pipeline.cache_clear()
    yield
    spacy_engine._pipeline.cache_clear()


@pytest.mark.usefixtures("unloaded")
def test_a_model_with_another_digest_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_engine, "DIGEST", "0" * 64)
    with pytest.raises(EngineMissing) as refused:
        read_document(read_text(TEXT))
    message = str(refused.value)
    assert "expected 000000000000" in message
    assert spacy_engine.install_command() in message


@pytest.mark.usefixtures("unloaded")
def test_a_model_that_is_not_installed_is_missed_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spacy_engine, "PACKAGE", "no_such_model")
    with pytest.raises(EngineMissing, match=r"not installed. Install it with: pip install .*no-such-model=="):
        read_document(read_text(TEXT))


def test_an_unknown_engine_is_refused_with_those_that_exist() -> None:
    with pytest.raises(SettingsError, match=r"no engine 'oracle'. Known: spacy"):
        read_document(read_text(TEXT), Settings(engine="oracle"))


class Silent:
    """An engine that finds nothing."""

    name = "silent"
    gives = frozenset({"parse"})

    def parse(self, document: Document) -> Parse:
        parse = Parse(document.text, [], [], [])
        parse.reindex()
        return parse

    def models(self) -> tuple[ModelUsed, ...]:
        return ()


def test_an_engine_that_finds_nothing_gives_an_empty_sound_dossier() -> None:
    dossier = read_document(read_text(TEXT), Settings(encoder="none"), engine=Silent())
    assert faults(dossier) == []
    assert dossier.events == ()
    assert (dossier.receipt.engine, dossier.receipt.models) == ("silent", ())


@pytest.mark.model
def test_a_reading_without_encoder_names_none_and_says_so() -> None:
    receipt = read_document(read_text(TEXT), Settings(encoder="none")).receipt
    assert [m.name for m in receipt.models] == [spacy_engine.PACKAGE]
    assert receipt.settings["encoder"] == "none"


@pytest.mark.model
def test_an_encoder_that_was_brought_is_told_by_name_and_digest_and_not_by_where_it_lies(tmp_path: Path) -> None:
    own = files("dateline.engines").joinpath("data/mentions.onnx").read_bytes()
    path = tmp_path / "mine.onnx"
    path.write_bytes(own.replace(b"[unused993]", b"[unused99x]"))
    receipt = read_document(read_text(TEXT), Settings(encoder=str(path))).receipt
    assert receipt.models[1].name == receipt.settings["encoder"] == "mine.onnx"
    assert receipt.models[1].sha256 not in {None, encoder_engine.DIGEST}
    assert str(tmp_path) not in str(receipt)


@pytest.mark.model
def test_rows_of_a_table_are_kept_and_not_read_as_sentences(read) -> None:
    text = "Rebels shelled Mokha on Monday.\n\nPlace | Day | Killed | Source\n\nMokha | 3 May | 12 | army\n"
    dossier = read(text)
    assert dossier.document.text == text
    assert {e.quote for event in dossier.events for e in event.evidence if "|" in e.quote} == set()
    assert ("row of a table, whose cells are not read", 2) in [(d.reason, d.count) for d in dossier.receipt.dropped]
