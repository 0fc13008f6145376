"""What do words change of a finished card: its hours, its day, or that it is from a distance?"""

from __future__ import annotations

from datetime import date

from bot.conversation.heard import Heard
from bot.conversation.meaning import asks


def corrections(heard: Heard, minutes_now: int | None = None) -> dict[str, str]:
    """What words on a finished card change: hours, day, or from a distance; a bare number or a question nothing.

    `minutes_now`: as it stands on the card, for "an hour more".
    """
    if heard.number() is not None or heard.code() or asks(heard):
        return {}
    changes: dict[str, str] = {}
    minutes, day = heard.minutes_of(minutes_now), heard.day()
    if minutes is None and heard.part() == "hours":
        minutes = heard.bare_hours()  # "cambia las horas a 2"
    if isinstance(minutes, int):
        changes["hours"] = str(minutes)
    if isinstance(day, date):
        changes["by"] = day.isoformat()
    if where := heard.place_said():
        changes["where"] = where
    return changes
