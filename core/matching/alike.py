"""What is said of two listings that fit by their meaning and share no service? Which one each of them is about.

Who reads words in a language of others must still learn what is offered.
"""

from __future__ import annotations

from typing import Any

from core.matching.meaning import Meaning
from core.matching.told import surest, told
from core.messages import Message, _
from core.taxonomy import Taxonomy

NAMED = 0.25  # of the services of a listing: what is worth naming


def alike(meaning: Meaning, card: Any, services: Taxonomy, lang: str) -> Message:
    """The reason, with the services of both sides where they are known."""
    own = next((id for id, share in meaning.concepts[:1] if share >= NAMED), "")
    ids = dict.fromkeys(id for id in (own, surest(card, services, NAMED)) if id)
    named = [told(services, id, lang) for id in ids]
    if not named:
        return _("similar in meaning")
    if len(named) == 1:
        return _("similar in meaning ({what})", what=named[0])
    return _("similar in meaning ({one}, {other})", one=named[0], other=named[1])
