"""Kills around a case in PostgreSQL, as `soak.py` does around a file.

    python scripts/soak_postgres.py [--kills 100] [--backends 10] [--seed 1]

First the program that adds is killed, then the server's own process that works for it: PostgreSQL then ends all its
processes and recovers from its log. The server is a throwaway one (`postgres.py`).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dateline.errors import DatelineError
from scripts.postgres import NotHere, Server, missing, started
from scripts.soak import CONTEXT, PRELOADED, Soak, said
from scripts.soak_child import add_for_ever

PATIENCE = 60.0
"""Seconds that the server's recovery may take."""
WORKERS = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"


class ClientSoak(Soak):
    """One case; what is killed is the program."""

    longest = 0.8
    """Coming to a server takes longer than opening a file."""


def add_until_lost(where: str, seed: int, told: Connection) -> None:
    """Stop where the connection is lost, as `dateline add` does."""
    try:
        add_for_ever(where, seed, told)
    except DatelineError:
        sys.exit(1)


class BackendSoak(ClientSoak):
    """One case; what is killed is the server's process that works for the program."""

    ends = frozenset({-signal.SIGKILL, 1})
    """The program stops with an error, or is killed where it had not come to the server yet."""
    adds = staticmethod(add_until_lost)

    def __init__(self, server: Server, where: str, seed: int) -> None:
        self.server, self.struck = server, 0
        super().__init__(where, seed)

    def strike(self, child: BaseProcess) -> None:
        """The program's pool has one connection."""
        pids = self.server.sql(WORKERS).split()
        if not pids:
            child.kill()
            return
        os.kill(int(pids[0]), signal.SIGKILL)
        self.struck += 1

    def look(self, *, full: bool) -> None:
        """Once the server has recovered."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.server.sql("SELECT 1")
                break
            except NotHere:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        super().look(full=full)


def clients(url: str, kills: int, seed: int) -> ClientSoak:
    """The program that adds, killed so often after its first receipt."""
    CONTEXT.set_forkserver_preload([*PRELOADED, "dateline.case.store.postgres", "psycopg"])
    soak = ClientSoak(url, seed)
    f = soak.figures
    while f.kills - f.idle < kills and f.clean and f.kills < 10 * kills:
        soak.kill()
    soak.look(full=True)
    return soak


def backends(server: Server, url: str, kills: int, seed: int) -> BackendSoak:
    """The server's process, killed so often."""
    soak = BackendSoak(server, url, seed)
    while soak.struck < kills and soak.figures.clean and soak.figures.kills < 10 * kills:
        soak.kill()
    soak.look(full=True)
    return soak


def main() -> int:
    """Both, each with a case of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--backends", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if reason := missing():
        print(f"PostgreSQL is not tried: {reason}.", file=sys.stderr)
        return 0
    try:
        with started() as server:
            killed = clients(server.url(schema="clients"), asked.kills, asked.seed)
            print(f"The program: {said(killed.figures)}", flush=True)
            struck = backends(server, server.url(schema="backends"), asked.backends, asked.seed)
            print(f"The server's process ({struck.struck} of them): {said(struck.figures)}")
    except (NotHere, DatelineError) as exc:
        print(f"PostgreSQL: {exc}", file=sys.stderr)
        return 2
    for fault in (*killed.figures.faults, *struck.figures.faults):
        print(fault, file=sys.stderr)
    return 0 if killed.figures.clean and struck.figures.clean else 1


if __name__ == "__main__":
    sys.exit(main())
