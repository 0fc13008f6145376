"""What do words change of a finished card: its hours, its day, or that it is from a distance?"""

from __future__ import annotations

import re
from datetime import date

from bot.conversation.heard import Heard
from bot.conversation.meaning import asks

_LAST_FIGURE = re.compile(r"\d+(?:[.,]\d+)?\s*$")


def corrections(heard: Heard, minutes_now: int | None = None) -> dict[str, str]:
    """What words on a finished card change: hours, day, or from a distance; a bare number or a question nothing.

    `minutes_now`: as it stands on the card, for "an hour more".
    """
    if heard.number() is not None or heard.code() or asks(heard):
        return {}
    changes: dict[str, str] = {}
    minutes, day = heard.minutes_of(minutes_now), heard.day()
    if minutes is None and (last := _LAST_FIGURE.search(heard.text)) and heard.part() == "hours":
        minutes = heard.again(last[0]).minutes()  # "cambia las horas a 2"
    if isinstance(minutes, int):
        changes["hours"] = str(minutes)
    if isinstance(day, date):
        changes["by"] = day.isoformat()
    if where := heard.place_said():
        changes["where"] = where
    return changes
