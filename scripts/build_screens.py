"""Make the pictures of the workbench in docs/images/workbench anew, from the demo's case.

    python scripts/build_screens.py [PAGE ...]

Needs Chromium (CHROMIUM names it, default /usr/bin/chromium) and Playwright. A double coding of two coders is made for
the pages that show one. The pictures are for people: no test compares them.
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
from urllib.parse import urljoin

from playwright.sync_api import Browser, sync_playwright

from dateline.case.opening import open_case_store

OUT: Final = Path(__file__).resolve().parents[1] / "docs" / "images" / "workbench"
WIDE: Final = {"width": 1280, "height": 860}
PHONE: Final = {"width": 390, "height": 844}


@contextmanager
def serving(case: Path) -> Iterator[str]:
    """The address of `dateline serve`, with its token."""
    command = [sys.executable, "-m", "dateline", "serve", str(case), "--port", "0", "--who", "AB", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield next(found.group() for line in process.stdout if (found := re.search(r"http://\S+token=\S+", line)))
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def pages(case: Path) -> dict[str, str]:
    """What is pictured, by the name of its picture."""
    store = open_case_store(str(case))
    report = max(store.reports(), key=lambda r: r.claims).id
    groups = store.groups()
    happening, members = max(groups.items(), key=lambda g: len(g[1]))
    store.close()
    return {
        "inbox": "/inbox",
        "review": f"/review/{report}",
        "event": f"/event/{happening}",
        "explore": "/explore",
        "explore-map": "/explore?view=map",
        "explore-timeline": "/explore?view=timeline",
        "explore-matrix": "/explore?view=matrix",
        "compare": f"/compare?a={members[0]}&b={members[1]}",
        "actors": "/actors",
        "sources": "/sources",
        "checks": "/checks",
        "coverage": "/coverage",
        "agreement": "/agreement",
        "export": "/export?format=ged",
        "history": "/history",
    }


def picture(browser: Browser, address: str, path: str, to: Path, **how: Any) -> None:
    context = browser.new_context(**how)
    page = context.new_page()
    page.goto(address)
    page.goto(urljoin(address, path))
    page.wait_for_load_state("networkidle")
    page.screenshot(path=to)
    context.close()


def main() -> None:
    wanted = sys.argv[1:]
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        case = Path(folder) / "demo.dateline"
        subprocess.run([sys.executable, "-m", "dateline", "demo", "--case", str(case)], check=True, capture_output=True)
        known = {name: path for name, path in pages(case).items() if not wanted or name in wanted}
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, path in known.items():
            with serving(case) as address:
                picture(browser, address, path, OUT / f"{name}.png", viewport=WIDE, color_scheme="light")
            if name == "review":
                for more, how in (("dark", {"viewport": WIDE}), ("phone", {"viewport": PHONE})):
                    with serving(case) as address:
                        scheme = "dark" if more == "dark" else "light"
                        picture(browser, address, path, OUT / f"{name}-{more}.png", color_scheme=scheme, **how)
            print(name)
        browser.close()


if __name__ == "__main__":
    main()
