"""The accounts of a server: one JSON file that only its owner may read.

It holds no password and no token, only what they are compared with, and the secret that sessions are signed with.
Whoever is removed, or whose password or roles change, has no session any more: `changed` is part of each.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dateline.errors import InputError, OutputError, SettingsError
from dateline.files import write_whole
from dateline.web.people import ROLES, Person, Role
from dateline.web.security.passwords import check_password, hashed

FORMAT: Final = "dateline-accounts/1"
LARGEST: Final = 5_000_000
"""Bytes of the file."""
NAME: Final = 60
"""Characters of a name at most."""
TOKEN: Final = "dateline_"  # noqa: S105 - how tokens begin, so that scanners for secrets know them
_STRICT: Final = ConfigDict(extra="forbid", frozen=True)


class Token(BaseModel):
    """A key to the API, given to a program. What it opens is at most what its owner may."""

    model_config = _STRICT
    id: str
    digest: str
    """SHA-256 of the token, which is 256 random bits: nothing slower is needed."""
    roles: tuple[Role, ...]
    made: str


class Account(BaseModel):
    """One person."""

    model_config = _STRICT
    password: str
    roles: tuple[Role, ...]
    changed: str
    """When the password or the roles were last set; sessions begun before are over."""
    tokens: tuple[Token, ...] = ()


class Book(BaseModel):
    """The file."""

    model_config = _STRICT
    format: Annotated[str, Field(pattern=f"^{FORMAT}$")] = FORMAT
    secret: Annotated[str, Field(min_length=32)]
    people: dict[str, Account] = {}


def known_name(name: str) -> str:
    """A name as it is kept. Raises `SettingsError` for what nobody can sign with."""
    told = unicodedata.normalize("NFC", name).strip()
    if not told or len(told) > NAME or not told.isprintable():
        raise SettingsError(f"A name has 1 to {NAME} visible characters; this one does not: {name[:NAME]!r}.")
    return told


def known_roles(roles: Iterable[str]) -> tuple[Role, ...]:
    """Roles as they are kept, in their order; whoever does anything also reads. Raises `SettingsError`."""
    asked = set(roles)
    if unknown := sorted(asked - set(ROLES)):
        raise SettingsError(f"There is no role {unknown[0]!r}. There are: {', '.join(ROLES)}.")
    return tuple(r for r in ROLES if r in asked or (asked and r == "read"))


@dataclass
class Accounts:
    """The accounts in a file, read again when the file changes."""

    path: Path
    book: Book = field(init=False, repr=False)
    _state: tuple[int, ...] = field(init=False, default=(), repr=False)

    def __post_init__(self) -> None:
        self._state, self.book = _state_of(self.path), read_book(self.path)

    def now(self) -> Book:
        """As the file is now. Raises `InputError` where it cannot be used any more: then nobody comes in."""
        state = _state_of(self.path)
        if state != self._state:
            self.book, self._state = read_book(self.path), state
        return self.book

    def person(self, name: str, changed: str) -> Person | None:
        """Whoever began a session when the account was last changed at `changed`; None where that is over."""
        account = self.now().people.get(name)
        same = account is not None and compare_digest(account.changed, changed)
        return Person(name, frozenset(account.roles)) if account is not None and same else None

    def bearer(self, token: str) -> Person | None:
        """Whose token this is, with what both may."""
        digest = sha256(token.encode()).hexdigest()
        for name, account in self.now().people.items():
            for one in account.tokens:
                if compare_digest(one.digest, digest):
                    return Person(name, frozenset(one.roles) & frozenset(account.roles))
        return None

    def add(self, name: str, password: str, roles: Iterable[str]) -> str:
        """A new person, and the name as it is kept."""
        name = known_name(name)
        check_password(password, name)
        made = Account(password=hashed(password), roles=known_roles(roles), changed=_now())
        with alone(self.path):
            if any(known.casefold() == name.casefold() for known in self.now().people):
                raise SettingsError(f"There is an account of {name} already.")
            self._keep(name, made)
        return name

    def set_password(self, name: str, password: str) -> None:
        """Another password: sessions end, and so do the tokens, which whoever knew the old one may have made."""
        check_password(password, name)
        kept = hashed(password)
        with alone(self.path):
            account = self.get(name)
            self._keep(name, account.model_copy(update={"password": kept, "changed": _now(), "tokens": ()}))

    def set_roles(self, name: str, roles: Iterable[str]) -> None:
        with alone(self.path):
            self._keep(name, self.get(name).model_copy(update={"roles": known_roles(roles), "changed": _now()}))

    def make_token(self, name: str, roles: Iterable[str] = ()) -> str:
        """A new token, told this once. Without roles it may all that the person may."""
        wanted, token = known_roles(roles), TOKEN + secrets.token_urlsafe(32)
        with alone(self.path):
            account = self.get(name)
            if beyond := [r for r in wanted if r not in account.roles]:
                raise SettingsError(f"{name} has not the role {beyond[0]!r}, so a token cannot have it.")
            made = Token(
                id=secrets.token_hex(4), digest=sha256(token.encode()).hexdigest(), roles=wanted or account.roles,
                made=_now(),
            )  # fmt: skip
            self._keep(name, account.model_copy(update={"tokens": (*account.tokens, made)}))
        return token

    def drop_token(self, name: str, id_: str) -> None:
        with alone(self.path):
            account = self.get(name)
            left = tuple(t for t in account.tokens if t.id != id_)
            if len(left) == len(account.tokens):
                known = ", ".join(t.id for t in account.tokens) or "none"
                raise SettingsError(f"{name} has no token {id_!r}. There are: {known}.")
            self._keep(name, account.model_copy(update={"tokens": left}))

    def remove(self, name: str) -> None:
        with alone(self.path):
            self.get(name)
            people = {n: a for n, a in self.now().people.items() if n != name}
            self._write(self.book.model_copy(update={"people": people}))

    def get(self, name: str) -> Account:
        """Raises `SettingsError` where nobody is called that."""
        found = self.now().people.get(name)
        if found is None:
            known = ", ".join(self.book.people) or "nobody"
            raise SettingsError(f"There is no account of {name[:NAME]!r}. There are: {known}.")
        return found

    def _keep(self, name: str, account: Account) -> None:
        self._write(self.now().model_copy(update={"people": self.book.people | {name: account}}))

    def _write(self, book: Book) -> None:
        write_book(self.path, book)
        self.book, self._state = book, _state_of(self.path)


def make_accounts(path: Path) -> Accounts:
    """The accounts in a file; a new, empty one where there is none."""
    with alone(path):
        if not os.path.lexists(path):
            write_book(path, Book(secret=secrets.token_urlsafe(48)))
    return Accounts(path)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else changes accounts of this folder meanwhile: the file is read, changed and written whole, so that of
    two who do that at once one would undo the other's, a removed account's return among them."""
    if sys.platform == "win32":  # pragma: no cover
        yield
        return
    import fcntl

    try:
        room = path.resolve().parent
        room.mkdir(parents=True, exist_ok=True)
        folder = os.open(room, os.O_RDONLY)
    except OSError as exc:
        raise OutputError(str(path), f"cannot be written: {exc.strerror}.") from exc
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def write_book(path: Path, book: Book) -> None:
    """Write the file whole or not at all, for its owner alone."""
    data = json.dumps(book.model_dump(mode="json"), ensure_ascii=False, indent=1)
    write_whole(path, data.encode() + b"\n", private=True)


def read_book(path: Path) -> Book:
    """Raises `InputError` where the file is not there, is none of ours, or others may read it."""
    try:
        with path.open("rb") as stream:
            mode, data = stat.S_IMODE(os.fstat(stream.fileno()).st_mode), stream.read(LARGEST + 1)
    except OSError as exc:
        raise InputError(
            str(path), f"the accounts cannot be read: {exc.strerror}.", "Make some: dateline accounts add NAME FILE."
        ) from exc
    if os.name == "posix" and mode & 0o077:
        raise InputError(
            str(path), f"others on this machine may read or change the accounts (mode {mode:o}), so they are not used.",
            f"Take that from them: chmod 600 '{path}', and set the passwords anew.",
        )  # fmt: skip
    try:
        if len(data) > LARGEST:
            raise ValueError
        return Book.model_validate(_object(data))
    except (ValueError, ValidationError, RecursionError) as exc:
        raise InputError(str(path), "holds no accounts of Dateline.", "Name the file of `dateline accounts`.") from exc


def _object(data: bytes) -> Any:
    found = json.loads(data)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _state_of(path: Path) -> tuple[int, ...]:
    """What changes when the file does."""
    try:
        told = path.stat()
    except OSError:
        return ()
    return told.st_mtime_ns, told.st_ino, told.st_size, told.st_mode


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


def without(person: Person, kept: frozenset[Role]) -> Person:
    """The person with no more than some roles."""
    return replace(person, roles=person.roles & kept)
