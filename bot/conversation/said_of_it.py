"""For whom it is, how many they are, or at whose place, told while hours or a day of a listing are asked, or over its
card: it goes to what is needed or offered, and what else was said to its own part.
"""

from __future__ import annotations

import re

from bot.conversation.corrected import corrections
from bot.conversation.heard import Heard
from bot.conversation.session import DRAFTS
from bot.engine import State
from bot.questions import Asked, Confirm, Day, Hours
from bot.understand.calendar.timesofday import join_time
from bot.understand.cues.intents import POSTING
from bot.understand.for_whom import said_of_it, says_where_among_us, told_for_whom, told_how_many
from bot.understand.where.towns import towns_in
from core.look import Look
from core.text.mask import mask_contacts
from core.text.normal import fold

_LONGEST, _BRIEF = 300, 5  # letters of a listing; words that are no other listing, whatever they remind of
_PARTS = re.compile(r"\s*[,،;؛.\n]\s*")


def told_of_it(heard: Heard, look: Look, question: Asked, flow: State) -> dict[str, str]:
    """The changed answers, canonical; {} where nothing of it is told, or more that is not understood."""
    open_yet, what = isinstance(question, Hours | Day), flow.said().get("what", "")
    asked = open_yet or (isinstance(question, Confirm) and question.key == "sure")
    if not asked or flow.flow not in DRAFTS or not what or "\n" in what:
        return {}
    if heard.choice or heard.files or heard.number() is not None or heard.word() is not None:
        return {}
    words = [part for part in _PARTS.split(heard.text) if part]
    if len(words) == 1 and isinstance(question, Day) and heard.day() is not None:
        return {}  # the answer, as most are
    parts = [heard.again(part) for part in words] if len(words) > 1 else [heard]
    said = {one.text: _told(one, look) or (_instead(one, look, what) if open_yet else "") for one in parts}
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


def _told(heard: Heard, look: Look) -> str:
    return said_of_it(heard.text, look.me.lang) or _place(heard)


def _instead(heard: Heard, look: Look, what: str) -> str:
    """What is told in place of hours or a day, as "son 30" may be; over a card it might be one that is put right."""
    if heard.day() is not None or heard.place_said():
        return ""
    many = told_how_many(heard.text, look.me.lang, what)
    return many or (told_for_whom(heard.text, look.me.lang) if heard.minutes() is None else "")


def _place(heard: Heard) -> str:
    """The words, where they name a place and neither a town, hours nor a day: "en la tarde", "in an hour" are none."""
    timed = heard.minutes() is not None or heard.day() is not None or heard.place_said() or heard.says_any_day()
    if timed or not says_where_among_us(heard.text, heard.language()):
        return ""
    return "" if towns_in(heard.text, heard.language()) else heard.text.strip()
