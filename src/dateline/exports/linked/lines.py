"""JSON, a value a line: valid for every reader, and without signs that steer a terminal or end a line for some.

What is no character (half of a surrogate pair) cannot stand in JSON that others read (RFC 8259, 8.2): it becomes
U+FFFD, one sign for one, so that offsets still hold.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

_HALF: Final = re.compile("[\ud800-\udfff]")
_STEERING: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Signs that JSON allows as they are and that are written as escapes: they read back as what they were."""


def line(value: Any) -> str:
    """A value as one line of JSON, the line feed included. Raises ValueError for a number that JSON has not."""
    made = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _STEERING.sub(lambda m: f"\\u{ord(m[0]):04x}", whole(made)) + "\n"


def whole(text: str) -> str:
    """The text with U+FFFD for each half character."""
    return _HALF.sub("\ufffd", text)
