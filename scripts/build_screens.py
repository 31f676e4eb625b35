"""Make the pictures of the workbench in docs/images/workbench anew, from the demo's case after some work on it.

    python -m scripts.build_screens [PAGE ...]

Needs Chromium (CHROMIUM names it, default /usr/bin/chromium) and Playwright. Decisions and a double coding are invented
for the pages that show them. The pictures are for people: no test compares them.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from dateline.case.opening import open_case_store
from tests.web.looking import PHONE, Watched, further, paths, watched
from tests.web.worked import work_on

ROOT: Final = Path(__file__).resolve().parents[1]
OUT: Final = ROOT / "docs" / "images" / "workbench"
WIDE: Final[ViewportSize] = {"width": 1280, "height": 800}
LOW: Final[ViewportSize] = {"width": 1280, "height": 560}
"""For pages full of words, whose pictures weigh most."""
LARGEST: Final = 200_000
"""Bytes of a picture."""
PICTURES: Final = {
    "inbox": "inbox",
    "review": "review",
    "explore": "explore",
    "explore-map": "explore: map",
    "explore-timeline": "explore: timeline",
    "explore-matrix": "explore: matrix",
    "event": "event",
    "compare": "compare",
    "actors": "actors: network",
    "sources": "sources",
    "checks": "checks",
    "coverage": "coverage",
    "agreement": "agreement: table",
    "adjudicate": "agreement: adjudicate",
    "export": "export: preview",
    "history": "history",
    "api": "api",
}
"""Name of the picture -> what `tests.web.looking.paths` calls the page."""
WAYS: Final[dict[str, dict[str, Any]]] = {
    "dark": {"viewport": LOW, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
}
"""Review is pictured in these, too."""


@contextmanager
def serving(case: Path) -> Iterator[str]:
    """The address of `dateline serve`, with its token."""
    command = [sys.executable, "-m", "dateline", "serve", str(case), "--port", "0", "--who", "AB", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield next(found.group() for line in process.stdout if (found := re.search(r"http://\S+token=\S+", line)))
        finally:
            process.send_signal(signal.SIGTERM)


def prepared(folder: Path) -> tuple[Path, dict[str, str]]:
    """The demo's case after some work on it, and its pages."""
    case = folder / "demo.dateline"
    subprocess.run([sys.executable, "-m", "dateline", "demo", "--case", str(case)], check=True, capture_output=True)
    store = open_case_store(str(case))
    work_on(store)
    known = paths(store)
    store.close()
    return case, known


def picture(seen: Watched, path: str, name: str) -> None:
    """One page as it stands when nothing more is loaded."""
    page = seen.context.new_page()
    if name in {"review", "adjudicate"}:
        page.set_viewport_size(LOW)
    page.goto(seen.origin + path)
    page.wait_for_load_state("networkidle")
    to = OUT / f"{name}.png"
    page.screenshot(path=to)
    page.close()
    if to.stat().st_size > LARGEST:
        print(f"{name}.png has {to.stat().st_size:,} bytes, more than {LARGEST:,}.", file=sys.stderr)


def pictures(browser: Browser, case: Path, known: dict[str, str], wanted: list[str]) -> None:
    """Those that are wanted; each browser opens the case with the link of its own server."""
    with serving(case) as address, watched(browser, address, viewport=WIDE, color_scheme="light") as seen:
        known |= further(seen)
        for name, page in PICTURES.items():
            if not wanted or name in wanted:
                picture(seen, known[page], name)
    for way, how in WAYS.items():
        if not wanted or f"review-{way}" in wanted:
            with serving(case) as address, watched(browser, address, **how) as seen:
                picture(seen, known["review"], f"review-{way}")


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        case, known = prepared(Path(folder))
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--lang=sv"])
        pictures(browser, case, known, sys.argv[1:])
        browser.close()


if __name__ == "__main__":
    main()
