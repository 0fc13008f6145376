"""Is this a well-formed `.po` file? Babel reads over slips that lose letters or sentences; msgfmt would not."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r'"(?:[^"\\]|\\[nrt"\\])*"'
_LINE = re.compile(rf"(?:#.*|(?:msgid|msgid_plural|msgstr|msgstr\[\d\]) {_STRING}|{_STRING})?")
_ENTRY = re.compile(r'msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)')


def slips(text: str) -> Iterator[str]:
    """Lines that are no line of a catalogue, and sentences that are there twice."""
    for number, line in enumerate(text.splitlines(), 1):
        if not _LINE.fullmatch(line):
            yield f"line {number} is not well-formed"
    seen: set[str] = set()
    for quoted in _ENTRY.findall(re.sub(r"^#.*$", "", text, flags=re.MULTILINE)):
        id = "".join(part.strip()[1:-1] for part in quoted.splitlines())
        if id in seen:
            yield f"twice in the file: {id!r}"
        seen.add(id)
