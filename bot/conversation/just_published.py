"""What was published a moment ago is put right in the words that put its draft right: "perdón, eran 4 horas", "can we
move it to Saturday?", «agrega que es para 30 niños». The change is shown, and saved by a yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.cards.listing import changeable
from bot.conversation.amended import amended, detailed
from bot.conversation.buttons.act import Act, opens
from bot.conversation.buttons.own_listing import said_of
from bot.conversation.corrected import corrections
from bot.conversation.heard import Heard
from bot.engine import State
from bot.understand.alike import stems
from bot.understand.cues.intents import POSTING
from core.exchange_states import UNDER_WAY
from core.listings.cards import ListingCard
from core.look import Look
from core.policy import HOUR_MS

_LATELY_MS = HOUR_MS // 2
_LONGEST = 12  # words of a correction
_ELSE = frozenset(
    (
        *("donate", "request_support", "talk_to_coordinator", "stop", "delete_my_data", "find_matches"),
        "pause_alerts",  # «je m'absente jusqu'à lundi» is no day by which it is needed
    )
)
"""What the words may mean that is surely nothing about the listing."""
_NAMED = frozenset(("hours", "deadline"))
_WHEN, _MOVES = frozenset(("hours", "by")), frozenset(("move", "terms"))


def just_published(heard: Heard, look: Look) -> Act | None:
    """The change that the words make to the newest listing, published within half an hour, while no exchange is under
    way that they may be about; None where they make none.
    """
    few = len(heard.text.split()) <= _LONGEST and heard.number() is None
    card = _newest(look) if few and heard.word() in (None, "no", "change") else None
    if card is None or _is_else(heard) or _asks_for_more(heard, look, card):
        return None
    said = said_of(card)
    changes = _changes(heard, look, card, said)
    if changes:
        return Act(flow=f"change/{card.id}", hints={**said, **changes})
    wrong = heard.word() is None and heard.understood().intent == "no"  # "that is not what we wanted"
    return opens(changeable(card)) if wrong or heard.word() == "change" or "move" in heard.told().all else None


def _is_else(heard: Heard) -> bool:
    """«vous pouvez mettre 3 heures ?» is like a gift of hours, and none."""
    intent = heard.understood().intent
    if intent == "confirm_service" and "amount" in heard.told().firm:
        return True  # «بس حضر ساعتين مو ٤» tells what was done, and not what is wanted
    return intent in _ELSE and not (intent == "donate" and "terms" in heard.told().all)


def _newest(look: Look) -> ListingCard | None:
    """None where two were published at once, and where an exchange is under way."""
    lately = [one for one in look.my_listings() if one.created_at > look.now - _LATELY_MS and one.state == "open"]
    newest = max((one.created_at for one in lately), default=0)
    cards = [one for one in lately if one.created_at == newest]
    busy = any(card.state in UNDER_WAY for card in look.my_exchanges()) if len(cards) == 1 else True
    return None if busy else cards[0]


def _asks_for_more(heard: Heard, look: Look, card: ListingCard) -> bool:
    """Whether another service is asked for or offered, or the same once more ("we need a barber", not "barber should be
    5 hours").
    """
    understood = heard.understood()
    service = str(understood.slots.get("service") or "")
    new = look.names_service(service, heard.language()) if service else understood.slots.keys().isdisjoint(_NAMED)
    if understood.intent not in POSTING or not new:
        return False  # "¿se puede cambiar a domingo?", "can you make it 2 hours"
    return understood.by == "words" or not stems(service) & stems(card.what)


def _changes(heard: Heard, look: Look, card: ListingCard, said: Mapping[str, str]) -> dict[str, str]:
    """Canonical answers in the place of others."""
    draft = State(card.kind, answers=dict(said), asking="sure")
    if heard.asks_something() and not _MOVES & heard.told().all:  # "can we move it to Saturday?" wants it moved
        return {}
    right = amended(heard, look, draft)
    if right and right.changes and _is_its_kind(right.changes.get("what", card.what), heard, look, card):
        return dict(right.changes)
    found = {key: value for key, value in _told(heard, said).items() if card.kind == "need" or key not in _WHEN}
    return found or dict(detailed(heard, look, draft))


def _is_its_kind(what: str, heard: Heard, look: Look, card: ListingCard) -> bool:
    """Whether words in the place of its own say more of it, or name a service."""
    return card.what in what or look.names_service(what, heard.language())


def _told(heard: Heard, said: Mapping[str, str]) -> dict[str, str]:
    """Hours, a day or a place that is another one."""
    hours = said.get("hours", "")
    changes = corrections(heard, int(hours) if hours.isdecimal() else None)
    day = heard.day()
    if "by" not in changes and isinstance(day, date):
        changes = {**changes, "by": day.isoformat()}
    return {key: value for key, value in changes.items() if said.get(key) != value}
