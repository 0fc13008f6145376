"""An organisation that words of who coordinates name: found before they are read, so that no word of its name means an
act, and what stands behind it is what is written to it, or why something is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.readings import Reading
from bot.dialogue.situation import Situation
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import tokenise
from core.look import Look
from core.text.across import is_arabic

if TYPE_CHECKING:
    from bot.conversation.heard import Heard

_PLAIN = ("Casa Luz", "مركز الأمل")
"""What stands in the place of the name, in either script, while the words are read."""
_NO = small("negated")
_COLONS = ":："
_WRITE, _REFUSE, _ADMIT, _FORWARD = "coord_write", "coord_refuse", "coord_admit", "coord_forward"
_OF_MEMBERS = {
    **dict.fromkeys(("tell_partner", "ask_partner", "apologise", "share_contact", "inform_words"), _WRITE),
    "remove_person": _REFUSE,
    "withdraw": "coord_takedown",
}
"""What an act is that is said of a member by who coordinates, and with whom they have nothing under way."""
_FREE = {"decline": _REFUSE, "deny": _REFUSE, "cancel": _REFUSE, "stop": _REFUSE, "accept": _ADMIT, "affirm": _ADMIT}
"""The same, while nothing is asked that it could answer."""


def without_name(text: str, start: int, end: int) -> str:
    """The words with a plain name in the place of that one; of what is to be written to it, only the wish."""
    plain, rest = _PLAIN[is_arabic(text)], text[end:]
    lead = text[:start]
    if lead.strip() and rest.lstrip()[:1] in tuple(_COLONS):
        rest = ":"
    return f"{lead}{plain}{rest}"


def of_member(read: tuple[Reading, ...], heard: Heard, look: Look, situation: Situation) -> tuple[Reading, ...]:
    """The readings of words that name a member: what would be done with a partner or a person is done with it.

    A request is sent on only where one is shown or named, and whoever says of one that waits what it is, without a no,
    lets it in.
    """
    named = heard.member()
    if named is None or any(card.other in {one.name for one in named.cards} for card in look.my_exchanges()):
        return read
    instead = {**_OF_MEMBERS, **(_FREE if situation.free else {})}
    if not (situation.focus and situation.focus.kind == "listing") and not look.hub_listings("need"):
        instead[_FORWARD] = _WRITE
    if heard.kind_said() and _NO.isdisjoint(tokenise(heard.text).forms):
        instead[_REFUSE] = _ADMIT
    chances: dict[str, Reading] = {}
    for one in read:
        act = instead.get(one.act, one.act)
        before = chances[act].probability if act in chances else 0.0
        chances[act] = one._replace(act=act, probability=before + one.probability)
    return tuple(sorted(chances.values(), key=lambda one: -one.probability))
