"""Do words name another day where the agreed one is past? "Not yet, they come on Saturday", "the bus broke down, can we
do Monday?" Nothing moves by it: it leads to the question whether the other side is asked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.cards.exchange import exchange_card
from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.understand.cues.intents import POSTING
from bot.understand.told import OTHER
from core.look import Look
from core.look.exchanges import ExchangeCard

_HAPPENED = frozenset(("done", "came", "absent", "late", "delay", "half", "amount"))
_STILL_TO_COME = frozenset(("not_yet", "move"))
_NEVER = frozenset(
    ("stop", "delete_my_data", "talk_to_coordinator", "write_partner", "quiet_hours", "pause_alerts", "confirm_service")
)


def later_day(heard: Heard, look: Look, card: ExchangeCard) -> Act | None:
    """The question for the day that they name; None where it has happened, or they speak of something else."""
    if card.state != "overdue" or heard.word() is not None:
        return None
    day = heard.day()
    if not isinstance(day, date) or day < look.today or heard.harm() or isinstance(heard.minutes(), int):
        return None
    if not (_STILL_TO_COME & heard.told().all or _is_to_come(heard, look)):
        return None
    payload = next((one.id for one in exchange_card(card).options if one.id.endswith(":day")), "")
    move = act(look, payload) if payload else None
    return replace(move, hints={**move.hints, "by": day.isoformat()}) if move else None


def _is_to_come(heard: Heard, look: Look) -> bool:
    """Not «vinieron el lunes», which names a Monday that is past; nor «necesitamos pintor el lunes», though «se nos
    descompuso la camioneta, ¿podemos ir el lunes?» seems to ask for one.
    """
    understood, chances = heard.understood(), heard.likely()
    if understood.intent in _NEVER or max(chances, key=lambda thing: chances[thing], default="") in _HAPPENED:
        return False
    service = str(understood.slots.get("service") or "")
    named = not heard.asks_something() and look.names_service(service, heard.language())
    asks = understood.intent in POSTING
    return not asks or (not named and chances.get("move", 0.0) > 2 * chances.get(OTHER, 0.0))
