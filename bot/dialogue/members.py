"""An organisation that words of who coordinates name: found before they are read, so that no word of its name means an
act, and what stands behind it is what is written to it, or why something is done.
"""

from __future__ import annotations

import re

from bot.cards.listing import KINDS
from bot.conversation.heard import Heard
from bot.dialogue.readings import Reading, readings
from bot.dialogue.situation import Situation
from bot.understand.alike import told_apart
from core.look import Look
from core.text.across import is_arabic

PLAIN = ("Casa Mar", "مركز الأمل")
"""What stands in the place of the name, in either script, while the words are read."""
_COLONS = ":："
_PAUSE = re.compile("[,;.،؛] *")
_HALF = 0.5
_ASKED = "coord_member"
_WRITE, _REFUSE, _ADMIT, _FORWARD = "coord_write", "coord_refuse", "coord_admit", "coord_forward"
_OF_MEMBERS = {
    **dict.fromkeys(("tell_partner", "ask_partner", "apologise", "inform_words"), _WRITE),
    "remove_person": _REFUSE,
    "withdraw": "coord_takedown",
}
"""What an act is that is said of a member by who coordinates, and with whom they have nothing under way."""
_DECIDED = frozenset((_REFUSE, _ADMIT, "coord_takedown"))
_FREE = {"decline": _REFUSE, "deny": _REFUSE, "cancel": _REFUSE, "stop": _REFUSE, "accept": _ADMIT, "affirm": _ADMIT}
"""The same, while nothing is asked that it could answer."""


MAPPED = "member"
"""The source of a reading whose act was said of a member."""


def plain(heard: Heard, look: Look) -> Heard:
    """The words with a plain name in the place of that one; of what is to be written to it only the wish, and without
    the parts that say what it is, which ask for nothing.
    """
    member, text = heard.member(), heard.text
    if member is None:
        return heard
    name, lead, rest = PLAIN[is_arabic(text)], text[: member.start], text[member.end :]
    if is_written_to(heard):
        rest = ":"
    whole = f"{lead}{name}{rest}"
    parts = [part for part in _PAUSE.split(whole) if part.strip()]
    told = [part for part in parts if not _kind_in(part.replace(name, ""), heard, look)]
    if not told or len(told) == len(parts):
        return heard.again(whole)
    named = any(name in part for part in told)
    return heard.again(", ".join(told if named else (name, *told)))


def asks_about_member(read: tuple[Reading, ...]) -> bool:
    """Whether words that name one ask how it is doing."""
    return bool(read) and read[0].act == _ASKED and read[0].probability >= _HALF


def kind_said(heard: Heard, look: Look) -> str:
    """What they say that an organisation is; '' where they say nothing of that. Its name may say so by chance."""
    member, text = heard.member(), heard.text
    return _kind_in(f"{text[: member.start]} {text[member.end :]}" if member else text, heard, look)


def _kind_in(text: str, heard: Heard, look: Look) -> str:
    at = told_apart(text, [heard.said(label) for label in KINDS.values()], look.me.lang)
    return "" if at is None else list(KINDS)[at]


def is_written_to(heard: Heard) -> bool:
    """Whether words stand behind the name and a colon, and some before it: "write to Casa Luz: we meet on Monday"."""
    member, text = heard.member(), heard.text
    return (
        member is not None and bool(text[: member.start].strip()) and text[member.end :].lstrip()[:1] in tuple(_COLONS)
    )


def of_member(read: tuple[Reading, ...], heard: Heard, look: Look, situation: Situation) -> tuple[Reading, ...]:
    """The readings of words that name a member: what would be done with a partner or a person is done with it.

    A request is sent on only where one is shown or there is any.
    """
    named = heard.member()
    if named is None or any(card.other in {one.name for one in named.cards} for card in look.my_exchanges()):
        return read
    instead = {**_OF_MEMBERS, **(_FREE if situation.free else {})}
    if not (situation.focus and situation.focus.kind == "listing") and not look.hub_listings("need"):
        instead[_FORWARD] = _WRITE
    decides = bool(read) and read[0].act in _DECIDED and read[0].probability >= _HALF
    if decides and is_written_to(heard):  # unless it says so with its name in it
        decides = next((one.act for one in readings(heard.text, situation)), "") != _WRITE
    if is_written_to(heard) and not decides:
        return (Reading(_WRITE, 1.0, MAPPED), *read)
    chances: dict[str, Reading] = {}
    for one in read:
        act = instead.get(one.act, one.act)
        before = chances[act].probability if act in chances else 0.0
        source = one.source if act == one.act else MAPPED
        chances[act] = one._replace(act=act, probability=before + one.probability, source=source)
    return tuple(sorted(chances.values(), key=lambda one: -one.probability))
