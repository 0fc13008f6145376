"""What words want of one of their own requests or offers: that it ends, says something else, rests, or comes again.

Nothing is done by them: they lead to the question that asks once more, or to the card. While such a card is the screen
they are about that one; else about the one that they name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cards import pages, single
from bot.cards.listing import PARTS, changeable, ending, let_rest, show_again
from bot.conversation.buttons.act import Act, opens
from bot.conversation.buttons.own_listing import of_own, said_of
from bot.conversation.heard import Heard
from bot.questions import UNSURE
from bot.understand.alike import stems
from core.exchange_states import ONGOING, UNDER_WAY
from core.listing_states import LIVE
from core.listings.cards import ListingCard
from core.look import Look, is_id

_POSTS = {"post_need": "need", "post_offer": "offer"}
_READ = frozenset(("out_of_scope", "my_listings", "cancel", "no", "yes", "find_matches", "skip", *_POSTS))
_OF_EXCHANGES = frozenset(("accept_match", "decline_match", "confirm_service", "rate_partner", "dispute"))
_OWN = frozenset(("down", "edit", "who", "rest", "open", "renew", *(f"edit-{part}" for part in PARTS)))
_FEW = 10  # words that only put a day or hours right
_BRIEF = 6  # words that say no more than that it is settled
_ENDS = ("over", "remove")


def own_said(heard: Heard, look: Look, idle: Sequence[str]) -> Act | None:
    """What the words do to a listing of theirs; None where they are about something else."""
    if heard.number() is not None or not heard.text or heard.ended() == "exchange":
        return None
    card = _on_screen(look, idle) if heard.seen else None
    if verb := button_written(heard):
        return _rests(look, card or _only_shown(look, idle), verb)
    if card and (found := _of_the_card(heard, look, card, idle)):
        return found
    return None if heard.word() is not None else _of_named(heard, look)


def _on_screen(look: Look, idle: Sequence[str]) -> ListingCard | None:
    """Their own request or offer whose card is the screen."""
    for payload in idle[:3]:
        kind, id, verb = (*payload.split(":"), "", "")[:3]
        if kind == "l" and verb in _OWN and is_id(id):
            card = look.listing(int(id))
            return card if card and card.organisation_id == look.me.organisation_id else None
    return None


def button_written(heard: Heard) -> str:
    """ "rest" or "open" where the words are that button's of a card that is no longer the screen; else ''."""
    return next((one.id.rpartition(":")[2] for one in (let_rest(0), show_again(0)) if heard.says(one.label)), "")


def _only_shown(look: Look, idle: Sequence[str]) -> ListingCard | None:
    """The one listing of theirs that the screen leads to, such as below "It is changed"."""
    ids = {one.split(":")[1] for one in idle if one.startswith("l:") and one.endswith(":see")}
    id = ids.pop() if len(ids) == 1 else ""
    card = look.listing(int(id)) if is_id(id) else None
    return card if card and card.organisation_id == look.me.organisation_id else None


def _rests(look: Look, card: ListingCard | None, verb: str) -> Act | None:
    """What that button does to the listing that is meant, or to the only one that rests; of all else their list."""
    if card:
        return of_own(verb, card)
    resting = [one for one in look.my_listings() if one.state == "paused"]
    if verb == "open" and len(resting) == 1:
        return of_own(verb, resting[0])
    return opens(pages.listings(look)) if look.my_listings() else None


def _of_the_card(heard: Heard, look: Look, card: ListingCard, idle: Sequence[str]) -> Act | None:
    """Of the listing on the screen; another service in the words is another request."""
    yes = heard.word() == "yes" and not ("accept" in heard.told().all and look.lapsed_lately())
    if yes and idle[0] == f"l:{card.id}:renew":
        return of_own("renew", card)
    if heard.word() == "yes" and [option.id for option in ending(card).options[:2]] == list(idle[:2]):
        return of_own("down", card)
    if heard.word() not in (None, "no", "change"):
        return None
    intent, wish = heard.understood().intent, heard.of_own()
    read = intent in _READ | _OF_EXCHANGES or heard.understood().by == "likeness"
    if not read or (intent in _POSTS and not _is_about(heard, card)):
        return None
    return _done(heard, look, card, wish)


def _of_named(heard: Heard, look: Look) -> Act | None:
    """Of the listing that the words name."""
    wish, intent = heard.of_own(), heard.understood().intent
    if intent in _POSTS and wish not in ("over", "again"):
        return None
    if not wish and (intent not in ("out_of_scope", "my_listings") or not _puts_right(heard)):
        return None
    if intent not in _READ | _OF_EXCHANGES and not (intent == "thanks" and wish == "over"):
        return None
    said = stems(heard.text)
    shared = {one: len(said & stems(one.what)) for one in look.my_listings(_POSTS.get(intent, ""))}
    most = max(shared.values(), default=0)
    listings = [one for one, many in shared.items() if 0 < many == most]
    if intent in _POSTS:
        listings = [one for one in listings if _is_about(heard, one)]
    if not listings and wish == "over" and (only := _only_request(heard, look)):
        return opens(ending(only))
    if not listings or _is_under_way(look, said, every=intent in _OF_EXCHANGES):
        return None
    return _done(heard, look, listings[0], wish) if len(listings) == 1 else opens(pages.listings(look))


def _only_request(heard: Heard, look: Look) -> ListingCard | None:
    """Their one open request, of which a few words may say that it is settled: "on a trouvé quelqu'un, merci"."""
    if len(heard.text.split()) > _BRIEF or heard.asks_something() or heard.understood().intent in _POSTS:
        return None
    if any(card.state in UNDER_WAY for card in look.my_exchanges()):
        return None
    requests = [one for one in look.my_listings("need") if one.state == "open"]
    return requests[0] if len(requests) == 1 else None


def _puts_right(heard: Heard) -> bool:
    return len(heard.text.split()) <= _FEW and not heard.asks_something() and bool(_changes(heard))


def _is_about(heard: Heard, card: ListingCard) -> bool:
    """Whether the service that the words ask for or offer is the listing's."""
    service = str(heard.understood().slots.get("service") or "")
    return not service or bool(stems(service) & stems(card.what))


def _is_under_way(look: Look, said: set[str], *, every: bool) -> bool:
    """Whether an exchange is under way that the words may be about."""
    cards = [card for card in look.my_exchanges() if card.state in ONGOING]
    return any(every or (card.state != "suggested" and said & stems(card.what)) for card in cards)


def _done(heard: Heard, look: Look, card: ListingCard, wish: str) -> Act | None:
    """What is asked once more, or shown."""
    if wish in _ENDS:
        return opens(ending(card))
    if wish == "again":
        return _again(look, card)
    if wish == "rest":
        return of_own("rest", card) if card.state == "open" else None
    if card.state not in LIVE:
        return None
    part = heard.part_named() if wish == "change" else ""
    if part and not _changes(heard) and (act := of_own(f"edit-{part}", card)):
        return act
    changes = {key: value for key, value in _changes(heard).items() if card.kind == "need" or key == "where"}
    if changes:
        return Act(flow=f"change/{card.id}", hints={**said_of(card), **changes})
    return opens(changeable(card)) if wish == "change" else None


def _changes(heard: Heard) -> dict[str, str]:
    """The hours, the day or the place that the words name."""
    said: dict[str, str] = {}
    minutes, day = heard.right_hours() or heard.minutes(), heard.day()
    if isinstance(minutes, int) and minutes > 0:
        said["hours"] = str(minutes)
    if isinstance(day, date) or heard.says_any_day():
        said["by"] = day.isoformat() if isinstance(day, date) else UNSURE
    return {**said, "where": where} if (where := heard.place_said()) else said


def _again(look: Look, card: ListingCard) -> Act | None:
    """A request once more, for another day; what is over comes again by its card, and an offer is there."""
    if card.kind != "need" or card.state != "open":
        return opens(page) if (page := single.listing(look, card.id)) else None
    return Act(flow="need", hints={key: value for key, value in said_of(card).items() if key != "by"})
