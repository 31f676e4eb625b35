"""What the workbench costs: pages and decisions over a live server, in a browser and without one.

    python benchmarks/bench_web.py CASE [--decisions 200] [--browser]

CASE is copied first, the server is a process of its own (`dateline serve`), and every page is asked for cold (the first
request after the server's start of its own) and warm (the median of five). A decision is one POST to the review API by
one person, its answer read. With `--browser`, the Review page is opened in headless Chromium: `ready` is the time until
its cards answer keys, `decision` from the key to the acknowledgement, `script` what was loaded before, gzip. The
machine and the size of the case are told; times are of this run alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2

from dateline.case.opening import open_case_store

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bench_case import machine

WARM = 5


@contextmanager
def serving(case: Path) -> Iterator[tuple[str, httpx2.Client]]:
    """`dateline serve` on a free port: the address with its token, and a client that came in with it."""
    command = [sys.executable, "-m", "dateline", "serve", str(case), "--port", "0", "--who", "AB", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        address = ""
        for line in process.stdout:
            if found := re.search(r"http://\S+token=\S+", line):
                address = found.group()
                break
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        with httpx2.Client(base_url=origin, timeout=120, follow_redirects=True, headers={"Origin": origin}) as client:
            yield address, client
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def came_in(address: str, client: httpx2.Client) -> str:
    """Come in with the token; the token against forged requests that scripts send."""
    page = client.get(address).text
    found = re.search(r'<meta name="csrf" content="([^"]+)"', page)
    return found.group(1) if found else ""


def pages(case: Path) -> dict[str, str]:
    """A page of each kind."""
    store = open_case_store(str(case))
    rows = store.reports()
    report = next(rows)
    happening, members = next(g for g in store.groups().items() if len(g[1]) > 1)
    store.close()
    pair = members[:2]
    return {
        "inbox": "/inbox",
        "inbox, searched": "/inbox?q=report",
        "review": f"/review/{report.id}",
        "explore": "/explore",
        "explore, one country": "/explore?country=SY",
        "explore, words": "/explore?text=town",
        "explore map": "/explore?view=map",
        "explore timeline": "/explore?view=timeline",
        "explore matrix": "/explore?view=matrix",
        "event": f"/event/{happening}",
        "compare, the queue": "/compare",
        "compare": f"/compare?a={pair[0]}&b={pair[1]}",
        "actors": "/actors",
        "sources": "/sources",
        "checks": "/checks",
        "coverage": "/coverage",
        "agreement": "/agreement",
        "export, preview": "/export?format=ged",
        "history": "/history",
        "api claims": "/api/v1/claims",
    }


def timed_pages(case: Path) -> None:
    known = pages(case)
    print(f"{'page':24}{'cold s':>9}{'warm s':>9}{'kB':>9}")
    for name, path in known.items():
        with serving(case) as (address, client):
            came_in(address, client)
            cold, size = once(client, path)
            warm = statistics.median(once(client, path)[0] for _ in range(WARM))
        print(f"{name:24}{cold:9.3f}{warm:9.3f}{size / 1000:9.1f}", flush=True)


def once(client: httpx2.Client, path: str) -> tuple[float, int]:
    start = time.perf_counter()
    answer = client.get(path)
    took = time.perf_counter() - start
    if answer.status_code != 200:
        print(f"{path}: {answer.status_code} {answer.text[:200]}")
    return took, len(answer.content)


def timed_decisions(case: Path, wanted: int) -> None:
    """Decisions one after the other, as one coder makes them."""
    store = open_case_store(str(case))
    reports = [r.id for _, r in zip(range(wanted), store.reports(), strict=False)]
    store.close()
    times: list[float] = []
    with serving(case) as (address, client):
        csrf = came_in(address, client)
        for report in reports:
            review: dict[str, Any] = client.get(f"/api/v1/reports/{report}/review").json()
            times += [decided(client, csrf, report, record) for record in review["records"][:5]]
            if len(times) >= wanted:
                break
    times.sort()
    told = ", ".join(f"p{p} {times[min(len(times) - 1, len(times) * p // 100)] * 1000:.0f} ms" for p in (50, 95, 99))
    print(f"decisions ({len(times)}): {told}")


def decided(client: httpx2.Client, csrf: str, report: str, record: dict[str, Any]) -> float:
    body = {
        "decisions": [{"verb": "accept", "about": record["id"]}],
        "seen": {record["id"]: record["revision"]},
    }
    headers = {"Idempotency-Key": str(uuid.uuid4()), "X-CSRF-Token": csrf}
    start = time.perf_counter()
    answer = client.post(f"/api/v1/reports/{report}/decisions", json=body, headers=headers)
    took = time.perf_counter() - start
    if answer.status_code != 201:
        raise SystemExit(f"{answer.status_code}: {answer.text[:500]}")
    return took


def timed_browser(case: Path) -> None:
    """The Review page as a person opens it."""
    from playwright.sync_api import sync_playwright

    path = pages(case)["review"]
    with serving(case) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(address)
        loaded: dict[str, int] = {}
        page.on(
            "response",
            lambda r: (
                loaded.__setitem__(r.url, len(gzip.compress(r.body())))
                if urlsplit(r.url).path.endswith(".js")
                else None
            ),
        )
        times = []
        for _ in range(WARM):
            start = time.perf_counter()
            page.goto(urljoin(address, path))
            page.wait_for_function("document.documentElement.dataset.ready === '1'")
            times.append(time.perf_counter() - start)
        script = sum(loaded.values()) / 1000
        print(
            f"review in Chromium: ready {times[0]:.2f} s cold, {statistics.median(times):.2f} s; script {script:.1f} kB"
        )
        rounds = []
        for _ in range(5):
            with page.expect_response(lambda r: r.url.endswith("/decisions")) as answered:
                start = time.perf_counter()
                page.keyboard.press("a")
            assert answered.value.status == 201
            rounds.append((time.perf_counter() - start) * 1000)
        print(f"decision in Chromium, key to acknowledgement: {json.dumps([round(r) for r in rounds])} ms")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("--decisions", type=int, default=200)
    parser.add_argument("--browser", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "bench.dateline"
        shutil.copy(asked.case, case)
        store = open_case_store(str(case))
        counts = store.info().counts
        store.close()
        print(machine())
        print(
            f"{counts.get('report', 0):,} reports, {counts.get('claim', 0):,} claims, {counts.get('event', 0):,} events"
        )
        timed_pages(case)
        timed_decisions(case, asked.decisions)
        if asked.browser:
            timed_browser(case)


if __name__ == "__main__":
    main()
