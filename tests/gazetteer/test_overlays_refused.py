"""Files that are not as they should be: one message with line numbers, and nothing of them is added."""

from __future__ import annotations

import gzip
import io
import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import DatelineError, InputError, OutputError, SettingsError
from dateline.gazetteer.overlays.adding import add_overlay
from dateline.gazetteer.overlays.folder import installed
from dateline.gazetteer.overlays.writer import ABANDONED


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("_", "."), data)
    return buffer.getvalue()


HEAD = "name,lat,lon,country,id\n"
ROWS: list[tuple[str, str]] = [
    ("Tall,91,40,,", "line 2: latitude 91 is out of range: -90 to 90"),
    ("Tall,35,181,,", "line 2: longitude 181 is out of range: -180 to 180"),
    ("Tall,120,35,,", "line 2: latitude 120 is out of range: -90 to 90 (are latitude and longitude exchanged?)"),
    ("Tall,40.5,34.5,SY,", "line 2: latitude 40.5 and longitude 34.5 lie in SY only if they are exchanged"),
    ("Tall,nan,34.5,,", "line 2: latitude nan is out of range"),
    ("Tall,inf,34.5,,", "line 2: latitude inf is out of range"),
    ("Tall,north,34.5,,", "line 2: latitude 'north' is no number"),
    ("Tall,1_0.5,34.5,,", "line 2: latitude '1_0.5' is no number"),
    ("\u200b,35,40,,", "1 left out: place whose names hold no letter"),
    ("Tall,35,,,", "line 2: longitude is missing"),
    ("Tall,0,0.0,,", "line 2: latitude and longitude are 0, as tables write what is missing"),
    (",35,40,,", "line 2: name is missing"),
    ("Tall,35,40,Atlantis,", "line 2: country 'Atlantis' is not known"),
    ("Tall,35,40,SY,7\nNahr,35,40,SY,8\nWadi,35,40,SY,7", "line 4: id '7' stands in line 2 already"),
    ("Tall,35,40", "line 2: has 3 cells; the table has 5 columns"),
    ('Tall,35,40,SY,1\n"Nahr,35,40,SY,2', "line 3: has a quotation mark that is never closed"),
    ("x" * 201 + ",35,40,,", "line 2: name has 201 characters"),
]
FILES: dict[str, tuple[Callable[[Any], bytes], str]] = {
    "empty.csv": (lambda samples: b"", "is empty"),
    "blank.csv": (lambda samples: b"\n\n", "is empty"),
    "header.csv": (lambda samples: HEAD.encode(), "holds no place"),
    "columns.csv": (lambda samples: b"place_of,north,east\nTall,35,40\n", "line 1 is that of no known kind of places"),
    "broken.csv": (lambda samples: b"name,lat,lon\nTall,35,40\nN\xe4hr,35,40\n", "line 3: name is no UTF-8"),
    "broken_head.csv": (lambda samples: b"n\xe4me,lat,lon\nTall,35,40\n", "line 1 is no UTF-8"),
    "broken_dump.txt": (
        lambda samples: samples.dump.encode().replace(b"Jabal Saghir", b"J\xffbal", 1),
        "line 4: is no UTF-8",
    ),
    "wide.csv": (lambda samples: "name,lat,lon\nTall,35,40\n".encode("utf-16"), "UTF-16"),
    "nul.csv": (lambda samples: b"name,lat,lon\0\nTall,35,40\n", "NUL"),
    "short_dump.txt": (
        lambda samples: samples.dump.encode() + b"9\tTall\n",
        "line 6: has 2 columns; a GeoNames dump has 19",
    ),
    "same_dump.txt": (lambda samples: samples.dump.encode() * 2, "line 6: id '1' stands in line 1 already"),
    "swapped_dump.txt": (
        lambda samples: samples.dump.replace("35.1\t40.1", "40.1\t35.1").encode(),
        "SY only if they are exchanged",
    ),
    "odd_id_dump.txt": (
        lambda samples: samples.dump.replace("4\tJabal", "²\tJabal").encode(),
        "line 4: geonameid '²' is no number",
    ),
    "long_id_dump.txt": (
        lambda samples: samples.dump.replace("4\tJabal", "9" * 30 + "\tJabal").encode(),
        "line 4: geonameid '999999999999999999999999999999' is no number of 15 digits at most",
    ),
    "long_name_dump.txt": (
        lambda samples: samples.dump.replace("4\tJabal", "4\t" + "y" * 200 + " Jabal").encode(),
        "line 4: name has 213 characters",
    ),
    "ged_ids.csv": (
        lambda samples: samples.ged(samples.columns_41).replace("\n2.0,", "\n1.0,").encode(),
        "line 4: id '1.0' stands in line 2",
    ),
    "ged_prec.csv": (
        lambda samples: samples.ged(samples.columns_41).replace(",4.0,", ",9.0,").encode(),
        "where_prec '9.0' is none of 1 to 7",
    ),
    "pcodes_twice.csv": (
        lambda samples: samples.pcodes.replace("C9002", "C9001").encode(),
        "line 4: id 'C9001' stands in line 3",
    ),
    "pcodes_clash.csv": (
        lambda samples: samples.pcodes.replace("Sharq,الشرق,SY91,Tall", "Gharb,الغرب,SY91,Tall").encode(),
        "line 5: p-code 'SY91' is 'Gharb', in line 3 'Sharq'",
    ),
    "pcodes_points.csv": (
        lambda samples: samples.pcodes.replace("LAT,", "A,").replace("#geo+lat", "#x").encode(),
        "latitude",
    ),
    "cut.csv.gz": (lambda samples: gzip.compress(samples.own.encode() * 500)[:-40], "cannot be unpacked to its end"),
    "bomb.csv.gz": (lambda samples: gzip.compress(b"name,lat,lon\n" + b" " * 30_000_000), "as no table of places does"),
    "bomb.zip": (lambda samples: packed(SY_txt=b" " * 30_000_000), "unpacks to 30,000,000 bytes"),
    "two.zip": (
        lambda samples: packed(a_csv=samples.own.encode(), b_csv=samples.own.encode()),
        "holds 2 tables of places (a.csv, b.csv)",
    ),
    "none.zip": (lambda samples: packed(a_png=b"x"), "holds no tables of places (a.png)"),
    "cut.zip": (lambda samples: packed(a_csv=samples.own.encode())[:-30], "is damaged"),
}


def refused(add: Callable[..., object], content: str | bytes, file: str, folder: Path) -> str:
    with pytest.raises(DatelineError) as caught:
        add(content, file)
    assert installed() == ()
    assert not folder.exists() or list(folder.iterdir()) == []
    return str(caught.value)


@pytest.mark.parametrize(("rows", "told"), ROWS, ids=[told[:50] for _, told in ROWS])
def test_wrong_rows_are_told_with_their_lines_and_nothing_is_added(add, own_folder: Path, rows: str, told: str) -> None:
    assert told in refused(add, HEAD + rows + "\n", "places.csv", own_folder)


@pytest.mark.parametrize("file", FILES)
def test_wrong_files_are_told_by_name_and_nothing_is_added(add, samples, own_folder: Path, file: str) -> None:
    make, told = FILES[file]
    message = refused(add, make(samples), file, own_folder)
    assert told in message
    assert file in message


def test_a_broken_member_of_an_archive_is_found_by_its_checksum(add, samples, own_folder: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("SY.txt", samples.dump)
    data = buffer.getvalue().replace(b"Jabal Saghir", b"Jabal Kabir!")
    assert "is damaged" in refused(add, data, "SY.zip", own_folder)


def test_the_first_twenty_faults_are_listed_and_all_are_counted(add, own_folder: Path) -> None:
    message = refused(add, HEAD + "Tall,99,40,,\n" * 31, "places.csv", own_folder)
    assert "31 rows are wrong, and nothing was added." in message
    assert "line 21: " in message
    assert "line 22: " not in message
    assert "and 11 more." in message


def test_points_near_a_border_are_not_taken_for_exchanged(add) -> None:
    """37.3 north, 36.5 east lies a little outside Syria's box, and so does what exchanging would make of it."""
    assert add(HEAD + "Tall,37.9,36.5,SY,\n").about["places"] == 1


def test_broken_letters_in_columns_that_are_not_read_do_no_harm(add, samples) -> None:
    text = samples.ged(samples.columns_41).encode().replace(b"story", b"st\xf6ry")
    assert add(text, "ged.csv").about["places"] == 3


def test_the_kind_can_be_said_and_is_then_held_to(add, samples, own_folder: Path) -> None:
    with pytest.raises(InputError, match=r"as UCDP GED it lacks the columns where, prec"):
        add("name,latitude,longitude,country\nTall,35,40,SY\n", kind="ucdp")
    with pytest.raises(SettingsError, match=r"no kind of overlay 'gis'\. Known: geonames, ucdp, pcodes, own"):
        add(samples.own, kind="gis")


def test_a_name_is_not_taken_twice_unless_the_user_says_so(add, samples) -> None:
    first = add(samples.own)
    with pytest.raises(SettingsError, match="There is an overlay 'places' already"):
        add(samples.own.replace("34.5", "34.6"))
    second = add(samples.own.replace("34.5,", "34.6,"), replace=True)
    assert second.replaced
    assert first.about["digest"] != second.about["digest"]


def test_a_replacement_that_fails_leaves_the_overlay_as_it_was(add, samples, own_folder: Path) -> None:
    before = add(samples.own).path.read_bytes()
    with pytest.raises(InputError, match="latitude"):
        add(HEAD + "Tall,99,40,,\n", replace=True)
    assert [p.name for p in own_folder.iterdir()] == ["places.overlay"]
    assert (own_folder / "places.overlay").read_bytes() == before


@pytest.mark.parametrize("name", ["../up", "A", "", "a b", ".hidden", "x" * 61, "a/b", "a\0"])
def test_odd_names_are_refused(add, samples, name: str) -> None:
    with pytest.raises(SettingsError, match="cannot name an overlay"):
        add(samples.own, name=name)


@pytest.mark.parametrize("people", ["²", "9" * 30])
def test_a_number_of_people_that_can_be_none_is_unknown(overlay, samples, people: str) -> None:
    made = overlay(samples.dump.replace("\t90000\t", f"\t{people}\t"), "SY.txt")
    assert [c.population for c in made.exact("kalat saghira")] == [0]


def test_pipes_and_devices_are_refused_before_they_are_read(base, own_folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(InputError, match="is a pipe or a device"):
            add_overlay(path, base, name="odd")


def test_of_two_that_add_one_name_at_once_the_second_is_refused(add, samples, own_folder: Path) -> None:
    def other(read: int, size: int) -> None:
        own_folder.mkdir(parents=True, exist_ok=True)
        (own_folder / "places.overlay").write_bytes(b"the first")

    with pytest.raises(SettingsError, match="There is an overlay 'places' already"):
        add(samples.own, tick=other)
    assert [p.name for p in own_folder.iterdir()] == ["places.overlay"]
    assert (own_folder / "places.overlay").read_bytes() == b"the first"


def test_what_a_killed_process_left_goes_with_the_next_file(add, samples, own_folder: Path) -> None:
    own_folder.mkdir(parents=True)
    for name, age in (("old", ABANDONED + 60), ("new", 60)):
        part = own_folder / f".{name}.x1.part"
        part.write_bytes(b"half")
        os.utime(part, (time.time() - age,) * 2)
    add(samples.own)
    assert {p.name for p in own_folder.iterdir()} == {".new.x1.part", "places.overlay"}


def test_what_is_not_there_is_named(base, own_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.csv: cannot be read"):
        add_overlay(tmp_path / "missing.csv", base)
    with pytest.raises(InputError, match="is a folder"):
        add_overlay(tmp_path, base, name="folder")


def test_an_interruption_leaves_nothing_behind(add, samples, own_folder: Path) -> None:
    def stop(read: int, size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add(samples.own, tick=stop)
    assert list(own_folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(add, samples, own_folder: Path) -> None:
    own_folder.parent.mkdir()
    own_folder.write_text("no folder")
    with pytest.raises(OutputError, match=r"samples\.overlay: cannot be written"):
        add(samples.own, "samples.csv")
