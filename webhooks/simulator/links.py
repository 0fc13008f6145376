"""An address in a message can be followed, as on every telephone; all else of it stays text."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# up to a space, a mark of direction, or what a sentence ends with
_LINK = re.compile(r"https?://[^\s<>\"'\u200e\u200f\u2066-\u2069]*[^\s<>\"'\u200e\u200f\u2066-\u2069.,;:!?)»،؛؟]")


def linked(text: str) -> Markup:
    """The text as HTML; an address opens beside the page, which learns nothing of it."""
    made, at = Markup(""), 0
    for found in _LINK.finditer(text):
        made += escape(text[at : found.start()])
        made += Markup('<a href="{0}" target="_blank" rel="noopener" dir="ltr">{0}</a>').format(found[0])
        at = found.end()
    return made + escape(text[at:])
