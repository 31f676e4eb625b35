"""The private archive: all of a case, encrypted; and the case restored from it, equal to what it was.

Inside the encryption: one line of JSON that says what follows, then the case's file as it is (a database's: the dump
that its own program makes). One file and no container of files, so that there are no paths to trick and nothing to
unpack. The outside is age (https://age-encryption.org/v1): `age -d` opens it too.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from dateline.case.keep.backups import AGE, SQLITE, remember, sha256_of
from dateline.case.keep.keys import CaseKey
from dateline.case.keep.vault import recipient_of
from dateline.case.keep.wiping import leftover_of
from dateline.case.store.header import BESIDE
from dateline.case.store.sql import SqlStore
from dateline.case.store.sqlite import SqliteStore, _name, open_sqlite
from dateline.errors import InputError, OutputError, SettingsError
from dateline.files import check_writable, replacing

FORMAT: Final = "dateline-archive/1"
HEAD: Final = 10_000
"""Bytes of the line that says what follows, at most."""
BY_WORDS: Final = 1 << 30
"""Bytes of an archive with a passphrase, which is made and opened in memory."""
LARGEST: Final = 1 << 40
_ZIP: Final = b"PK\x03\x04"
Moved = Callable[[int], None]
"""Told how many bytes were moved since the last time."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself, inside the encryption."""

    format: str
    case: str
    kind: str
    """"sqlite" or "pg_dump"."""
    seq: int
    head: str
    """Last hash of the log's chain."""
    size: int
    sha256: str


def archive(
    store: SqlStore, path: Path, *, recipients: Sequence[str] = (), passphrase: str | None = None,
    moved: Moved = lambda n: None,
) -> Manifest:  # fmt: skip
    """Write all of a case to an encrypted file: for the case's key, for other `recipients` (age public keys), or for a
    passphrase.

    Raises `SettingsError` where it is for nobody, `OutputError` where it cannot be written.
    """
    if os.path.lexists(path):
        raise OutputError(str(path), "is there already.", "An archive is never written over another file.")
    check_writable(path)
    public = _public(store, recipients, passphrase)
    with _copy(store) as plain:
        told = _told(store, plain)
        source = _Source(told, plain, moved)
        with closing(source), replacing(path) as stream:
            _sealed(cast("BinaryIO", source), stream, public, passphrase, told.size)
    path.chmod(0o600)
    remember(store, path.absolute(), sha256_of(path))
    return told


def _told(store: SqlStore, plain: Path) -> Manifest:
    """What is in a copy; of a dump, what was in the case while it was made."""
    if _starts(plain, SQLITE):
        with closing(SqliteStore(plain)) as copy:
            info = copy.info()
        return Manifest(FORMAT, info.id, "sqlite", info.seq, info.head, plain.stat().st_size, sha256_of(plain))
    info = store.info()
    return Manifest(FORMAT, info.id, "pg_dump", info.seq, info.head, plain.stat().st_size, sha256_of(plain))


def _public(store: SqlStore, recipients: Sequence[str], passphrase: str | None) -> list[str]:
    if passphrase is not None:
        if recipients:
            raise SettingsError("An archive is for a passphrase or for recipients, not for both.")
        if len(passphrase) < 12:
            raise SettingsError("The passphrase is too short to protect a case: give 12 signs or more.")
        return []
    if recipients:
        return list(recipients)
    with store.engine.connect() as c:
        own = recipient_of(c)
    if own is None:
        raise SettingsError(f"{store.where}: has no key yet. Name a --recipient, or give a passphrase.")
    return [own]


def _sealed(source: BinaryIO, stream: BinaryIO, public: Sequence[str], passphrase: str | None, size: int) -> None:
    import pyrage
    from pyrage import x25519

    if passphrase is not None:
        if size > BY_WORDS:
            raise SettingsError(f"The case is larger than {BY_WORDS >> 20:,} MB: name a --recipient, not a passphrase.")
        stream.write(pyrage.passphrase.encrypt(source.read(), passphrase))
        return
    try:
        known = [x25519.Recipient.from_str(one) for one in public]
    except pyrage.RecipientError as exc:
        raise SettingsError("A recipient is no age public key: they start with age1.") from exc
    pyrage.encrypt_io(source, stream, known)


@contextmanager
def _copy(store: SqlStore) -> Iterator[Path]:
    """The case as it is now, in a file of its own that only its owner may read, for as long as it is needed. It lies
    where the case lies, not where the archive goes: that may be a stick."""
    if isinstance(store, SqliteStore):
        folder = leftover_of(store.where)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
    else:
        folder = Path(tempfile.mkdtemp(prefix="dateline-archive-"))
    try:
        plain = folder / "case"
        if isinstance(store, SqliteStore):
            store.copied(plain)
        else:
            before = store.info().head
            _dump(store, plain)
            if store.info().head != before:
                raise OutputError(store.where, "it was written to while the archive was made.", "Make it again.")
        yield plain
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _dump(store: SqlStore, plain: Path) -> None:
    """A database's case as its own program writes it; unlike a backup, it is not remembered."""
    from dateline.case.store.postgres import PostgresStore
    from dateline.case.store.postgres_care import dumped

    if not isinstance(store, PostgresStore):
        raise SettingsError(f"{store.where}: what it is kept in cannot be archived by Dateline.")
    dumped(store.url, store.schema, store.where, plain)


class _Source(io.RawIOBase):
    """The manifest and the file behind it, as one stream."""

    def __init__(self, told: Manifest, path: Path, moved: Moved) -> None:
        super().__init__()
        self._head = json.dumps(asdict(told)).encode() + b"\n"
        self._file, self._moved = path.open("rb"), moved

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = self._head[: len(view)] if self._head else self._file.read(len(view))
        self._head = self._head[len(data) :] if self._head else b""
        view[: len(data)] = data
        self._moved(len(data))
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def restore(
    path: Path, target: Path | str, *, key: CaseKey | None = None, passphrase: str | None = None,
    moved: Moved = lambda n: None,
) -> Manifest:  # fmt: skip
    """Bring a case back from an archive; it is checked before it gets its name.

    `target` is a new file, or the URL of a database for an archive of one. Raises `InputError` where the archive is
    none, was changed, cut off or sealed for another key; `OutputError` where the target is there already.
    """
    with _opened(path) as sealed:
        if isinstance(target, str) and "://" in target:
            return _into_database(path, sealed, target, key, passphrase, moved)
        target = Path(target)
        if os.path.lexists(target):
            raise OutputError(str(target), "is there already.", "A case is never restored over a file: name a new one.")
        check_writable(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name[:40]}.part")
        try:
            told = _unpacked(path, sealed, part, key, passphrase, moved)
            if told.kind != "sqlite":
                raise InputError(str(path), "is of a case in a database.", "Restore it with -o postgresql://…")
            _check(path, part, told)
            _name(part, target)
        except FileExistsError as exc:
            raise OutputError(str(target), "is there already.", "Name a new file.") from exc
        finally:
            for end in ("", *BESIDE):
                part.with_name(part.name + end).unlink(missing_ok=True)
    return told


def _into_database(
    path: Path, sealed: BinaryIO, target: str, key: CaseKey | None, passphrase: str | None, moved: Moved
) -> Manifest:
    from dateline.case.opening import open_case_store, without_password
    from dateline.case.store.postgres import exists
    from dateline.case.store.postgres_care import restored
    from dateline.case.store.postgres_engine import parted

    if exists(target):
        raise OutputError(without_password(target), "a case is there already.", "Drop it first, or name another place.")
    with tempfile.TemporaryDirectory(prefix="dateline-restore-") as folder:
        plain = Path(folder) / "case"
        told = _unpacked(path, sealed, plain, key, passphrase, moved)
        if told.kind != "pg_dump":
            raise InputError(str(path), "is of a case in a file.", "Restore it with -o FILE.")
        restored(plain, *parted(target), without_password(target))
    with closing(open_case_store(target)) as store:
        if (info := store.info()).id != told.case or info.head != told.head or store.verify():
            raise InputError(str(path), f"what came to {without_password(target)} is not what the archive tells of.")
    return told


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as stream:
            start = stream.read(len(AGE))
            stream.seek(0)
            if start != AGE:
                what = "a shareable export" if start.startswith(_ZIP) else "no encrypted file"
                raise InputError(str(path), f"is no archive of a case but {what}.", "`dateline archive` makes one.")
            yield stream
    except OSError as exc:
        raise InputError(str(path), f"cannot be read: {exc.strerror or exc}.") from exc


def _unpacked(
    path: Path, sealed: BinaryIO, plain: Path, key: CaseKey | None, passphrase: str | None, moved: Moved
) -> Manifest:
    """Decrypt to a file that only its owner may read, and see that it is what the archive says."""
    plain.unlink(missing_ok=True)
    number = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as stream:
        sink = _Sink(path, stream, plain.parent, moved)
        if passphrase is not None:
            sink.write(_by_words(path, sealed, passphrase))
        elif key is not None:
            try:
                key.unseal_stream(sealed, cast("BinaryIO", sink))
            except ValueError as exc:
                raise InputError(str(path), f"cannot be opened: {exc}.", "Give the key it was made for.") from exc
        else:
            raise SettingsError("Restoring needs the key of the case, or the passphrase.")
        told = sink.told()
        stream.flush()
        os.fsync(stream.fileno())
    return told


def _by_words(path: Path, sealed: BinaryIO, passphrase: str) -> bytes:
    from pyrage import DecryptError
    from pyrage import passphrase as words

    if path.stat().st_size > BY_WORDS * 1.01:
        raise InputError(str(path), "is larger than any archive with a passphrase.")
    try:
        return bytes(words.decrypt(sealed.read(), passphrase))
    except DecryptError as exc:
        raise InputError(str(path), "cannot be opened: another passphrase, or it is damaged.") from exc


class _Sink:
    """Takes what comes out of the encryption: the manifest first, then exactly as many bytes as it tells of."""

    def __init__(self, path: Path, stream: BinaryIO, place: Path, moved: Moved) -> None:
        self._path, self._stream, self._place, self._moved = path, stream, place, moved
        self._head, self._manifest = b"", cast("Manifest | None", None)
        self._hash, self._size = hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._moved(len(data))
        rest = data
        if self._manifest is None:
            self._head += data
            line, end, rest = self._head.partition(b"\n")
            if len(line) > HEAD:
                raise InputError(str(self._path), "is no archive of a case.")
            if not end:
                return len(data)
            self._manifest = _manifest(self._path, line)
            _room(self._manifest.size, self._place)
        self._size += len(rest)
        if self._size > self._manifest.size:
            raise InputError(str(self._path), "holds more than it says: it was changed.")
        self._hash.update(rest)
        try:
            self._stream.write(rest)
        except OSError as exc:
            raise OutputError(str(self._place), f"cannot be written to: {exc.strerror or exc}.") from exc
        return len(data)

    def flush(self) -> None:
        self._stream.flush()

    def told(self) -> Manifest:
        """The manifest, when all has come that it tells of."""
        if self._manifest is None or self._size != self._manifest.size:
            raise InputError(str(self._path), "is cut off.")
        if self._hash.hexdigest() != self._manifest.sha256:
            raise InputError(str(self._path), "was changed: its content is not what it says.")
        return self._manifest


def _room(size: int, place: Path) -> None:
    free = shutil.disk_usage(place).free
    if size > free:
        raise OutputError(str(place), f"needs {size:,} bytes, and {free:,} are free.", "Make room.")


def _manifest(path: Path, line: bytes) -> Manifest:
    wrong = InputError(str(path), "is no archive that this Dateline knows.")
    try:
        told: dict[str, Any] = json.loads(line)
        numbers = [told["size"], told["seq"]]
        texts = [told[k] for k in ("format", "case", "kind", "head", "sha256")]
    except (ValueError, TypeError, KeyError, RecursionError) as exc:
        raise wrong from exc
    if not all(type(n) is int and 0 <= n <= LARGEST for n in numbers) or not all(isinstance(x, str) for x in texts):
        raise wrong
    if told["format"] != FORMAT or len(told) != len(numbers) + len(texts):
        raise wrong
    return Manifest(**told)


def _check(path: Path, plain: Path, told: Manifest) -> None:
    """See that what was unpacked is a whole case, the one that the archive tells of."""
    with closing(open_sqlite(plain)) as store:
        info, faults = store.info(), store.verify()
    if info.id != told.case or info.head != told.head or info.seq != told.seq:
        raise InputError(str(path), "holds another case than it says.")
    if faults:
        raise InputError(str(path), f"holds a case that is not whole: {faults[0]}.")


def _starts(path: Path, mark: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(mark)) == mark
