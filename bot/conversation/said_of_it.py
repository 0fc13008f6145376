"""For whom it is, how many they are, or at whose place, told while hours or a day of a listing are asked, or over its
card: it goes to what is needed or offered, and what else was said to its own part.
"""

from __future__ import annotations

import re

from bot.conversation.apart import WRITTEN
from bot.conversation.corrected import corrections
from bot.conversation.heard import Heard
from bot.engine import State
from bot.questions import Asked, Confirm, Day, Hours
from bot.understand.calendar.timesofday import join_time
from bot.understand.cues.intents import POSTING
from bot.understand.for_whom import told_for_whom, told_how_many
from bot.understand.said_of_it import said_of_it, says_where_among_us
from bot.understand.where.towns import towns_in
from core.look import Look
from core.text.mask import mask_contacts
from core.text.normal import fold

_LONGEST, _BRIEF = 300, 5  # letters of a listing; words that are no other listing, whatever they remind of
_PARTS = re.compile(r"\s*[,،;؛.\n]\s*")


def told_of_it(heard: Heard, look: Look, question: Asked, flow: State) -> dict[str, str]:
    """The changed answers, canonical; {} where nothing of it is told, or more that is not understood."""
    asked = isinstance(question, Hours | Day) or (isinstance(question, Confirm) and question.key == "sure")
    what = flow.said().get("what", "")
    if not asked or flow.flow not in WRITTEN or not what or "\n" in what:
        return {}
    if heard.choice or heard.files or heard.number() is not None or heard.word() is not None:
        return {}
    said = {part: _told(heard.again(part), look.me.lang, what) for part in _PARTS.split(heard.text) if part}
    told, others = [one for one in said.values() if one], [part for part, one in said.items() if not one]
    if not told or (len(heard.text.split()) > _BRIEF and heard.glimpsed() in POSTING):
        return {}
    changes = corrections(heard.again(", ".join(others))) if others else {}
    more = [one for one in told if fold(one) not in fold(what)]
    for one in more:
        what = join_time(what, mask_contacts(one), look.me.lang)
    if (others and not changes) or len(what) > _LONGEST:
        return {}
    return {**changes, "what": what}


def _told(heard: Heard, lang: str, what: str) -> str:
    words = heard.text
    return said_of_it(words, lang) or told_how_many(words, lang, what) or told_for_whom(words, lang) or _place(heard)


def _place(heard: Heard) -> str:
    """The words, where they name a place and neither a town, hours nor a day: "en la tarde", "in an hour" are none."""
    timed = heard.minutes() is not None or heard.day() is not None or heard.place_said() or heard.says_any_day()
    if timed or not says_where_among_us(heard.text, heard.language()):
        return ""
    return "" if towns_in(heard.text, heard.language()) else heard.text.strip()
