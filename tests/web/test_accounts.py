"""The file of the accounts, and the commands that write it."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.app import app
from dateline.errors import InputError, SettingsError
from dateline.web.security.accounts import Accounts, known_name, known_roles, make_accounts
from dateline.web.security.passwords import check_password, matches
from tests.web.conftest import PASSWORD


def told(*words: str, stdin: str = "") -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `dateline accounts …`."""
    done = CliRunner().invoke(app, ["accounts", *words], input=stdin)
    return done.exit_code, done.stdout, done.stderr


def test_an_account_is_made_shown_changed_and_taken_away(tmp_path: Path) -> None:
    file = str(tmp_path / "a.json")
    assert told("add", "AB", file, "--role", "code", "--role", "read", stdin=f"{PASSWORD}\n")[0] == 0
    code, out, _ = told("list", file)
    assert (code, out.split("\t")[:2]) == (0, ["AB", "read, code"])
    assert matches(Accounts(Path(file)).get("AB").password, PASSWORD)
    assert told("password", "AB", file, stdin="seven tall pines stand\n")[0] == 0
    assert matches(Accounts(Path(file)).get("AB").password, "seven tall pines stand")
    assert told("roles", "AB", file, "--role", "publish")[0] == 0
    assert Accounts(Path(file)).get("AB").roles == ("read", "publish")
    assert told("remove", "AB", file)[0] == 0
    assert told("list", file)[1] == ""


def test_a_token_is_shown_once_and_taken_back(tmp_path: Path) -> None:
    file = str(tmp_path / "a.json")
    told("add", "AB", file, stdin=PASSWORD)
    code, token, _ = told("token", "AB", file, "--role", "read")
    assert code == 0
    assert Accounts(Path(file)).bearer(token.strip()) is not None
    assert token.strip() not in told("list", file)[1]
    id_ = Accounts(Path(file)).get("AB").tokens[0].id
    assert told("token", "AB", file, "--drop", id_)[0] == 0
    assert Accounts(Path(file)).bearer(token.strip()) is None
    assert told("token", "AB", file, "--drop", id_)[0] == 2
    assert told("token", "AB", file, "--role", "publish")[0] == 2  # which AB has not


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("add", "AB", "{}"), PASSWORD, "already"),
        (("add", "ab", "{}"), PASSWORD, "already"),
        (("add", "CD", "{}", "--role", "admin"), PASSWORD, "There is no role 'admin'"),
        (("add", "CD", "{}"), "short", "12 or more"),
        (("add", "CD", "{}"), "aaaaaaaaaaaaaaa", "guessed"),
        (("add", "CD", "{}"), "", "12 or more"),
        (("add", " ", "{}"), PASSWORD, "visible"),
        (("add", "x\u202ey", "{}"), PASSWORD, "visible"),
        (("remove", "ZZ", "{}"), "", "There are: AB"),
        (("password", "ZZ", "{}"), PASSWORD, "There are: AB"),
    ],
)
def test_what_would_make_no_good_account_is_refused(
    tmp_path: Path, words: tuple[str, ...], stdin: str, said: str
) -> None:
    file = tmp_path / "a.json"
    make_accounts(file).add("AB", PASSWORD, ["read"])
    before = file.read_bytes()
    code, _, err = told(*(w.format(file) if w == "{}" else w for w in words), stdin=stdin)
    assert code == 2
    assert said in " ".join(err.split())
    assert file.read_bytes() == before


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    make_accounts(file).add("AB", PASSWORD, ["read"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o640)
    with pytest.raises(InputError, match="chmod 600"):
        Accounts(file)
    file.chmod(0o400)
    if os.getuid() == 0:  # who may write everywhere
        Accounts(file).set_roles("AB", ["code"])
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_password_and_no_token_stands_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    made = make_accounts(file)
    made.add("AB", PASSWORD, ["read"])
    token = made.make_token("AB")
    text = file.read_text(encoding="utf-8")
    assert PASSWORD not in text
    assert token not in text
    assert "$argon2id$" in text
    assert made.book.secret not in repr(made)


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"format": "dateline-accounts/9", "secret": "%s"}' % ("x" * 40), "[" * 9999]
)
def test_a_file_that_holds_no_accounts_is_refused(tmp_path: Path, body: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(body, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(InputError, match="no accounts of Dateline"):
        Accounts(file)
    assert told("add", "AB", str(file), stdin=PASSWORD)[0] == 1
    assert file.read_text(encoding="utf-8") == body


def test_a_file_that_is_not_there_is_made_by_adding_alone(tmp_path: Path) -> None:
    assert told("list", str(tmp_path / "none.json"))[0] == 1
    assert not (tmp_path / "none.json").exists()


def test_a_server_reads_the_file_again_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    make_accounts(file).add("AB", PASSWORD, ["read"])
    server = Accounts(file)
    changed = server.get("AB").changed
    assert server.person("AB", changed) is not None
    Accounts(file).set_roles("AB", ["code"])
    assert server.person("AB", changed) is None
    again = server.person("AB", server.get("AB").changed)
    assert again is not None
    assert again.may("code")


def test_a_name_that_is_given_anew_has_none_of_the_old_sessions(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    made = make_accounts(file)
    made.add("AB", PASSWORD, ["read"])
    changed = made.get("AB").changed
    made.remove("AB")
    made.add("AB", PASSWORD, ["read"])
    assert made.person("AB", changed) is None


def test_the_same_password_typed_on_another_keyboard_fits(tmp_path: Path) -> None:
    made = make_accounts(tmp_path / "a.json")
    made.add("AB", "caf\u00e9 au lait noir", ["read"])
    kept = made.get("AB").password
    assert matches(kept, "cafe\u0301 au lait noir")
    assert not matches(kept, "cafe au lait noir")
    assert not matches(None, "caf\u00e9 au lait noir")
    assert not matches(kept, "x" * 100_000)
    assert not matches("no hash", PASSWORD)


def test_whoever_does_something_also_reads() -> None:
    assert known_roles(["publish", "code"]) == ("read", "code", "publish")
    assert known_roles([]) == ()
    with pytest.raises(SettingsError, match="see protected"):
        known_roles(["write"])


def test_names_are_kept_as_they_are_read() -> None:
    assert known_name(" Jose\u0301 ") == "Jos\u00e9"
    with pytest.raises(SettingsError):
        known_name("x" * 61)
    with pytest.raises(SettingsError):
        check_password("the keeper herself", "The Keeper Herself")


def test_the_file_says_which_format_it_has(tmp_path: Path) -> None:
    make_accounts(tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["format"] == "dateline-accounts/1"
