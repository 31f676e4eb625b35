"""Make the reference and the transcripts from the code, or check that they are up to date.

    python scripts/build_docs.py                     write everything
    python scripts/build_docs.py reference --check   say what is out of date, change nothing

`docs/reference/` is written whole. In README.md and the pages that teach, what stands between `<!-- run: COMMAND -->`
(or `<!-- run head=20: COMMAND -->`, `<!-- file: PATH -->`) and `<!-- /run -->` is replaced by the command and its real
output. In the pages of formats, `<!-- export head=5: NAME -->` stands for the sample report in that format,
`<!-- losses: NAME -->` for what it could not carry, `<!-- mapping: NAME -->` for the format's mapping table.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import format_pages

MADE = "<!-- Made by scripts/build_docs.py from the code: change the code, then run `make docs`. -->\n"
_BLOCK = re.compile(
    r"(<!-- (run|file|export|losses|mapping)(?: head=(\d+))?: ([^\n]+?) -->\n).*?(<!-- /run -->)", re.DOTALL
)
_WORD = re.compile(r"\w+")
_CHANGING = re.compile(r"(?<=state of the log )[0-9a-f]{12}|(?<=\bsource )[2-9A-HJ-NP-Z]{5,}\b")
"""What differs each time a case is made: the hash of its log, pseudonyms."""


def reference() -> dict[Path, str]:
    """Every reference page: path -> content."""
    from dateline.model.schema import json_schema

    folder = ROOT / "docs" / "reference"
    return {
        folder / "dossier.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n",
        folder / "dossier.md": dossier_page(),
        folder / "cli.md": cli_page(),
        folder / "python.md": python_page(),
    }


def transcripts() -> dict[Path, str]:
    """The pages that hold transcripts, with every command run anew."""
    pages = [ROOT / "README.md", *(ROOT / "docs" / f"{name}.md" for name in ("tutorial", "places", "cases"))]
    pages += sorted((ROOT / "docs" / "formats").glob("*.md"))
    return {page: _BLOCK.sub(_filled, page.read_text(encoding="utf-8")) for page in pages}


def _filled(found: re.Match[str]) -> str:
    opening, kind, head, what, closing = found.groups()
    if kind == "file":
        return f"{opening}```python\n{(ROOT / what).read_text(encoding='utf-8').rstrip()}\n```\n{closing}"
    if kind == "mapping":
        return "\n".join([opening.rstrip(), *format_pages.mapping_table(what), closing])
    if kind == "losses":
        return "\n".join([opening.rstrip(), *format_pages.losses_table(what), closing])
    if kind == "export":
        return "\n".join([opening.rstrip(), *format_pages.example(what, int(head or 5)), closing])
    lines = _CHANGING.sub("…", output(what)).splitlines()
    shown = lines[: int(head)] if head else lines
    rest = ["…"] if len(shown) < len(lines) else []
    return "\n".join([f"{opening}```console", f"$ {what}", *shown, *rest, "```", closing])


def output(command: str) -> str:
    """What a command prints, at 80 columns and without colour; it must succeed."""
    first, *rest = shlex.split(command)
    program = {"dateline": [sys.executable, "-m", "dateline"], "python": [sys.executable]}[first]
    with tempfile.TemporaryDirectory() as home:  # no overlays of whoever makes the docs
        env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "DATELINE_HOME": home}
        done = subprocess.run([*program, *rest], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


# The contract


def dossier_page() -> str:
    """Every record with its fields, and every closed vocabulary."""
    from dateline.model import vocabulary
    from dateline.model.dossier import Dossier

    lines = [MADE, "# The dossier", "", "One JSON object a report; the same as [JSON Schema](dossier.schema.json).", ""]
    for record in _reachable(Dossier):
        lines += [f"## {record.__name__}", "", _docstring(record), "", "| Field | Type |", "|---|---|"]
        lines += [f"| `{f.name}` | {_type(str(f.type))} |" for f in fields(record)]
        lines.append("")
    lines += ["# Vocabularies", ""]
    for name in vocabulary.__dict__:
        values = get_args(getattr(vocabulary, name))
        if name[0].isupper() and not name.isupper() and values:
            lines += [f"**{name}**: " + " · ".join(f"`{value}`" for value in values), ""]
    return "\n".join(lines).rstrip() + "\n"


def _reachable(root: type) -> Iterator[Any]:
    """The root and every record class that its fields name, each once, in order."""
    import dateline.model.document
    import dateline.model.dossier
    import dateline.model.origin
    import dateline.model.records
    import dateline.model.span
    import dateline.model.values

    rooms = vars(dateline.model)
    names = ("dossier", "document", "records", "values", "span", "origin")
    known = {n: v for room in names for n, v in vars(rooms[room]).items() if inspect.isclass(v) and is_dataclass(v)}
    order: list[Any] = [root]
    for record in order:
        yield record
        for f in fields(record):
            order += [known[n] for n in _WORD.findall(str(f.type)) if n in known and known[n] not in order]


def _type(annotation: str) -> str:
    """`tuple[Claim, ...]` as "list of Claim", `str | None` as "str or null"."""
    text = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", annotation)
    return text.replace(" | None", " or null").replace("|", "or")


def _docstring(thing: object) -> str:
    """A docstring on one line; nothing for the signature that dataclasses put in place of one."""
    text = " ".join((inspect.getdoc(thing) or "").split())
    name = getattr(thing, "__name__", "")
    return "" if text.startswith(f"{name}(") else text


# The command line and Python


def cli_page() -> str:
    """Every command with its help, arguments and options."""
    import typer.main

    from dateline.cli.app import app

    group: Any = typer.main.get_command(app)
    lines = [MADE, "# The command line", "", *_help(group), ""]
    for name, command in _commands(group):
        words = [f"`{p.metavar or p.name}`" for p in command.params if p.param_type_name == "argument"]
        lines += [f"## `dateline {name}`", "", *_help(command), ""]
        rows = [f"| {', '.join(words)} | {p.help} |" for p in command.params if p.param_type_name == "argument"]
        rows += [_option(p) for p in command.params if p.param_type_name == "option" and "--help" not in p.opts]
        lines += ["| | |", "|---|---|", *rows, ""] if rows else []
    return "\n".join(lines).rstrip() + "\n"


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its words, those of a group after the group."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if hasattr(command, "commands"):
            yield from _commands(command, f"{before}{name} ")


def _help(command: Any) -> list[str]:
    """A command's help: paragraphs as they are, what stands after a backspace mark as a block of code."""
    lines: list[str] = []
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        first, *rest = paragraph.splitlines()
        lines += [f"{rest[0]}", "", "```", *(line.strip() for line in rest[1:]), "```", ""] if first == "\b" else []
        lines += [] if first == "\b" else [paragraph, ""]
    return lines[:-1]


def _option(option: Any) -> str:
    value = f" {option.metavar}" if option.metavar and not option.is_flag else ""
    return f"| `{', '.join(option.opts)}{value}` | {option.help} |"


def python_page() -> str:
    """What `import dateline` offers, from signatures and docstrings."""
    import dateline
    from dateline import api, errors
    from dateline.protect import policy

    lines = [MADE, "# Python", "", _docstring(api), ""]
    for function in (api.read, api.read_many, api.read_url):
        name = f"dateline.{function.__name__}"
        lines += [f"## `{name}`", "", "```python", _signature(name, function), "```", ""]
        lines += [inspect.getdoc(function) or "", ""]
    lines += [*_members(api.Reading), ""]
    lines += ["## `dateline.open_case`", "", "```python"]
    lines += [_signature("dateline.open_case", dateline.open_case), "```", ""]
    lines += [inspect.getdoc(dateline.open_case) or "", "", *_members(dateline.Case)]
    lines += ["", "## `dateline.Policy`", "", inspect.getdoc(policy.Policy) or "", "", "| | |", "|---|---|"]
    lines += [f"| `{f.name}` | `{f.type}` |" for f in fields(policy.Policy)]
    lines += ["", "`dateline.SHARED` is what leaves the house, `dateline.OWNER` shows everything."]
    lines += ["", "## Errors", "", "| | |", "|---|---|"]
    lines += [f"| `dateline.errors.{name}` | {_docstring(getattr(errors, name))} |" for name in errors.__all__]
    return "\n".join(lines).rstrip() + "\n"


def _members(class_: type[Any]) -> list[str]:
    """A class with what it offers, one row each."""
    lines = [f"## `dateline.{class_.__name__}`", "", inspect.getdoc(class_) or "", "", "| | |", "|---|---|"]
    for name, member in vars(class_).items():
        if not name.startswith("_") and name != "dossier" and inspect.getdoc(member):
            shown = f"{name}()" if inspect.isfunction(member) else name
            lines.append(f"| `{shown}` | {_docstring(member)} |")
    return lines


def _signature(name: str, function: Any) -> str:
    parts = []
    star = False
    for p in inspect.signature(function).parameters.values():
        if p.kind is p.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        default = "" if p.default is p.empty else f" = {p.default!r}"
        parts.append(f"{p.name}: {p.annotation}{default}")
    return f"{name}({', '.join(parts)}) -> {inspect.signature(function).return_annotation}"


def main() -> int:
    """Write the pages, or with --check only compare them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["all", "reference", "transcripts"], default="all")
    parser.add_argument("--check", action="store_true", help="change nothing; end with 1 where a page is out of date")
    options = parser.parse_args()
    pages: dict[Path, str] = {}
    if options.what != "transcripts":
        pages |= reference()
    if options.what != "reference":
        pages |= transcripts()
    stale = [p for p, text in pages.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for page in stale:
        print(f"{'out of date' if options.check else 'written'}: {page.relative_to(ROOT)}")
        if not options.check:
            page.write_text(pages[page], encoding="utf-8")
    if stale and options.check:
        print("Run `make docs`.")
    return int(bool(stale) and options.check)


if __name__ == "__main__":
    sys.exit(main())
