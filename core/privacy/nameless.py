"""What do others know of an organisation? Who its listings are for, and what it is called before an agreement.

Until two organisations have agreed on something, each is called by what it is, never by its name.
"""

from __future__ import annotations

import re

from core.exchange_states import PENDING, UNAGREED
from core.messages import Message, _

CIVIL, ALL = "civil", "all"
AUDIENCES = (CIVIL, ALL)
"""Who may see a listing: grassroots groups and CSOs, or companies and public bodies too (core/privacy/seeing.py)."""

INSTITUTIONS = ("company", "public")
"""Those who see only what is for all."""

GONE, _LEAST = "…", 3  # letters
Called = str | Message
"""A name, or what kind of organisation it is."""

BEFORE_AGREEMENT = (*PENDING, *UNAGREED)
"""States of an exchange in which its two sides do not know each other's names."""

_KINDS: dict[str, Message] = {
    "grassroots": _("a community group"),
    "cso": _("an NGO"),
    "company": _("a company"),
    "public": _("a public body"),
}


def unnamed(kind: str) -> Message:
    """An organisation of that kind; one that has not said what it is is an organisation."""
    return _KINDS.get(kind, _("an organisation"))


def addressed(other: Called) -> Called:
    """The same behind "to" and "for", where "an organisation" would read as if any would do."""
    return other if isinstance(other, str) else _("the other organisation")


def called(name: str, kind: str, state: str) -> Called:
    """The other side of an exchange in that state."""
    return unnamed(kind) if state in BEFORE_AGREEMENT else name


def without_name(what: str, name: str) -> str:
    """The words of a listing without the name of its organisation, where it has several words and is written as such.

    They stay whole where nothing would be left: "Clínica Legal" may offer a "Clínica Legal".
    """
    if " " not in name or name not in what:
        return what
    bare = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", GONE, what)
    return bare if sum(map(str.isalpha, bare)) >= _LEAST else what
