"""A throwaway PostgreSQL with PostGIS from the system's packages: for tests, benchmarks and trying out.

    python scripts/postgres.py             # prints the URL of an empty database, runs until Ctrl-C
    python scripts/postgres.py COMMAND …   # runs a command with that URL in DATELINE_POSTGRES

It listens on a socket in its own temporary folder and nowhere else, keeps every commit (fsync is on, as in real use),
and is stopped and removed at the end. Debian: `apt install postgresql-15-postgis-3`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

PACKAGES: Final = Path("/usr/lib/postgresql")
ADVICE: Final = "on Debian: apt install postgresql-15-postgis-3"
USER: Final = "dateline"
DATABASE: Final = "case"
PATIENCE: Final = 60.0
"""Seconds that starting may take."""
SETTINGS: Final = (
    "listen_addresses=", "fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_connections=30",
    "shared_buffers=128MB", "max_wal_size=2GB", "logging_collector=off", "timezone=UTC", "log_timezone=UTC",
)  # fmt: skip


class NotHere(Exception):
    """PostgreSQL cannot be started on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs. `bin` holds its programs."""

    folder: Path
    bin: Path
    process: subprocess.Popen[bytes]

    def url(self, database: str = DATABASE, **options: str) -> str:
        """What a case in it is opened with."""
        told = {"host": str(self.folder), **options}
        return f"postgresql://{USER}@/{database}?" + "&".join(f"{k}={quote(v, safe='/')}" for k, v in told.items())

    def sql(self, statement: str, database: str = DATABASE) -> str:
        """What a statement answers, as bare text."""
        asked = [str(self.bin / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(
            [*asked, "-h", str(self.folder), "-U", USER, "-d", database, "-c", statement],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise NotHere(done.stderr.strip())
        return done.stdout.strip()


def binaries() -> Path:
    """The folder of the newest installed server that has PostGIS."""
    found = sorted(PACKAGES.glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]) if p.parts[-3].isdigit() else 0)
    if not found:
        raise NotHere(f"no PostgreSQL below {PACKAGES} ({ADVICE})")
    bin_ = found[-1].parent
    told = subprocess.run([str(bin_ / "pg_config"), "--sharedir"], capture_output=True, text=True, check=False)
    if not (Path(told.stdout.strip()) / "extension" / "postgis.control").exists():
        raise NotHere(f"PostgreSQL is there, PostGIS is not ({ADVICE})")
    return bin_


def missing() -> str | None:
    """Why no server can be started here; None where one can."""
    try:
        binaries()
        _unprivileged()
    except NotHere as exc:
        return str(exc)
    return None


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root. None: as who calls."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NotHere("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`")


@contextmanager
def started() -> Iterator[Server]:
    """A server with an empty database, stopped and removed at the end."""
    bin_, user = binaries(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    if len(str(folder)) > 80:
        shutil.rmtree(folder)
        raise NotHere(f"{folder} is too long a path for a socket: set TMPDIR to a short one")
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        _made(bin_, folder, user)
        server = Server(folder, bin_, _running(bin_, folder, user))
        try:
            _ready(server)
            server.sql(f"CREATE DATABASE \"{DATABASE}\" TEMPLATE template0 ENCODING 'UTF8'", "postgres")
            server.sql("CREATE EXTENSION postgis")
            yield server
        finally:
            stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as(user: pwd.struct_passwd | None) -> dict[str, object]:
    """What `subprocess` is told about whom to run as."""
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _made(bin_: Path, folder: Path, user: pwd.struct_passwd | None) -> None:
    """The files of a new server. No password: who reaches the socket has passed the folder's permissions."""
    command = [str(bin_ / "initdb"), "-D", str(folder / "data"), "-U", USER, "-E", "UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(  # type: ignore[call-overload]
        [*command, "--auth=trust", "--no-instructions", "--data-checksums"],
        capture_output=True, text=True, check=False, cwd=folder, **_as(user),
    )  # fmt: skip
    if done.returncode:
        raise NotHere(f"initdb failed: {done.stderr.strip()}")


def _running(bin_: Path, folder: Path, user: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    settings = [f"unix_socket_directories={folder}", "unix_socket_permissions=0700", *SETTINGS]
    command = [str(bin_ / "postgres"), "-D", str(folder / "data")]
    for setting in settings:
        command += ["-c", setting]
    tether = shutil.which("setpriv")
    if tether:  # it ends when its parent is killed, too
        command = [tether, "--pdeathsig", "INT", *command]
    with (folder / "log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(  # type: ignore[call-overload]
            command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, start_new_session=True, **_as(user)
        )
    return process


def _ready(server: Server) -> None:
    """Wait until it answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise NotHere(f"PostgreSQL ended: {(server.folder / 'log').read_text(errors='replace')[-500:]}")
        try:
            server.sql("SELECT 1", "postgres")
        except NotHere:
            time.sleep(0.05)
        else:
            return
    raise NotHere(f"PostgreSQL did not answer within {PATIENCE:.0f} s")


def stop(server: Server) -> None:
    """End it, in order where it can, by force where it does not."""
    server.process.send_signal(signal.SIGINT)  # "fast": open transactions are rolled back
    try:
        server.process.wait(20)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait(20)


def main(command: Sequence[str]) -> int:
    """Run the command with a server, or keep one until the user ends it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with started() as server:
            if command:
                return subprocess.run(
                    command, env={**os.environ, "DATELINE_POSTGRES": server.url()}, check=False
                ).returncode
            print(server.url(), flush=True)
            with suppress(KeyboardInterrupt):
                server.process.wait()
    except NotHere as exc:
        print(f"No PostgreSQL could be started: {exc}.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
