"""What words do with requests and offers: change or end one of theirs, look for others, choose from a list, report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.cards import browsing, pages, single
from bot.cards.choices import pointed_at
from bot.cards.listing import KEEP, MENU, ORDERS, ending, once_again, own_line
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act, opens
from bot.conversation.buttons.own_listing import said_of
from bot.conversation.heard import Heard
from bot.conversation.hints import only_named
from bot.conversation.revised import revised
from bot.dialogue.gate import may_press
from bot.dialogue.policy import Choice
from bot.dialogue.situation import LAST_YES, Situation
from bot.dialogue.slots import slots_named, what_meant
from bot.engine import State
from bot.questions import UNSURE
from bot.understand.alike import named_among, told_apart
from bot.understand.credits import counted
from bot.understand.lexis.tokens import tokenise
from bot.understand.words import number_named, place_named
from bot.understanding.spans import best
from core.exchange_states import AGREED
from core.listing_states import LIVE
from core.listings.cards import ListingCard
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Message, Option, Screen, _
from core.people.mentions import mentioned
from core.text.clean import brief
from core.text.normal import fold

_WHICH = _("Which one?")
_OPENED, _OF_A_LIST = ":see", ("b:o:one:", "l:")  # choices of lists that open what they name
_SPAN = 0.4
"""Probability from which on words are taken for what is meant."""
_SURELY = 0.8  # that what is asked is what there is of theirs, and no answer to another question
_SHOWN = 5


# ---- one of their own ---------------------------------------------------------------------------------------------


def own(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What the words want of a listing of theirs: the one that they name, that is shown, or that was just published."""
    wish = choice.row.what
    if wish in ("yes", "no") and not asked(situation):
        return _rather_ended(choice, situation, look) if wish == "no" else None
    if wish == "found" and only_named(heard, look):
        return None  # a service and no more is rather needed or offered
    fitting = [card for card in _all_of(situation, look) if card.state in _STATES.get(wish, LIVE)]
    if wish == "found" and not fitting:
        return Act(page=browsing.ours(look))
    if wish == "down" and not fitting and situation.free and choice.sure >= _SURELY:
        return Act(page=pages.listings(look))  # what has ended is not there any more
    cards = _meant(situation, heard, look, fitting)
    asks_else = not situation.free and not named(heard, look, fitting)
    if asks_else and (wish != "found" or choice.sure < _SURELY):
        return None  # what is being written may be meant as well
    if wish == "found" and (asks_else or len(cards) > 1):
        return Act(page=browsing.ours(look), opens=situation.free)
    if len(cards) > 1:
        chosen = _CHOSEN.get(wish, wish)
        said = _said_of_one(wish, situation, heard, look, cards)
        lines, options = map(own_line, cards), (Option(f"l:{one.id}:{chosen}{said}", brief(one.what)) for one in cards)
        return opens(Screen((_WHICH, *lines), (*options, MENU)))
    if not cards:
        return None
    if wish in _CHANGES:
        return changed(cards[0], _values(wish, heard, look, cards[0]), wish)
    return _DOES[wish](choice, situation, heard, look, cards[0])


def _rather_ended(choice: Choice, situation: Situation, look: Look) -> Act | None:
    """A no on a card that asks nothing may take down what it shows, which is asked."""
    card = next((one for one in _all_of(situation, look) if situation.focus and one.id == situation.focus.id), None)
    ends = max((one.probability for one in choice.readings if one.act == "withdraw"), default=0.0) >= _MAY_END
    return Act(page=ending(card), opens=True) if card and ends and card.state in _STATES["down"] else None


_MAY_END = 0.2
_CHOSEN = {"down": "end", "renew": "again", "hours": "edit-hours", "by": "edit-by", "what": "edit-what"}
"""What the choice of one among several does with it, where that is not called as what they want."""


def _said_of_one(wish: str, situation: Situation, heard: Heard, look: Look, cards: Sequence[ListingCard]) -> str:
    """What the words want of the one that they choose next, as the end of a choice; '' where that is asked then."""
    if wish == "rest":
        value = slots_named(("until",), heard, look, situation.screen).get("until", "")
    else:
        value = _CHANGES[wish](heard, cards[0]) if wish in ("hours", "by") else ""
    return f"-{value}" if value else ""


_STATES = {
    "down": (*LIVE, "expired"),
    "rest": ("open", "paused"),
    "renew": ("open", "paused", "expired"),
    "found": (*LIVE, "expired"),
    "yes": ("open", "paused", "expired"),
}


def _all_of(situation: Situation, look: Look) -> list[ListingCard]:
    """Theirs, with the one on the screen, which may have ended."""
    cards = look.my_listings()
    focus = situation.focus
    shown = look.listing(focus.id) if focus and focus.kind == "listing" else None
    ended = shown and shown.organisation_id == look.me.organisation_id and shown.id not in {one.id for one in cards}
    return [*cards, shown] if shown and ended else cards


def _meant(situation: Situation, heard: Heard, look: Look, cards: Sequence[ListingCard]) -> list[ListingCard]:
    """The listings that the words may be about: those that they name, else what is on the screen, else all."""
    among = named(heard, look, cards) or list(cards)
    focus = situation.focus.id if situation.focus and situation.focus.kind == "listing" else 0
    listed = {one.split(":")[1] for one in situation.listed if one.startswith("l:")}
    shown = [card for card in among if card.id == focus] or [card for card in among if str(card.id) in listed]
    return (shown or among)[:_SHOWN]


def named(heard: Heard, look: Look, cards: Sequence[ListingCard]) -> list[ListingCard]:
    """Those that the words name: by what they are, not by hours, days, numbers, or what is to be done with them."""
    orders = " ".join(heard.said(label) for label in ORDERS)
    said = heard.without_times()
    return [cards[at] for at in named_among(said, [card.what for card in cards], look.me.lang, but=orders)]


def changed(card: ListingCard, values: dict[str, str], part: str) -> Act:
    """The conversation that changes a listing, with what the words name filled in; else that part is asked."""
    said = {key: said for key, said in said_of(card).items() if values or key != part}
    return Act(flow=f"change/{card.id}", hints={**said, **values})


def _values(part: str, heard: Heard, look: Look, card: ListingCard) -> dict[str, str]:
    """What the words put right in so many words ("one hour more", "add that it is for 30"), else what they name in the
    place of that part; {} where they name nothing else than stands there.
    """
    if part == "by" and (what := heard.weekly_instead(card.what)):
        return {"what": what}  # each week has no field of its own
    right = revised(heard, look, State(card.kind, answers=said_of(card), asking=LAST_YES))
    if part in right.changes:
        return {**right.changes}
    value = _CHANGES[part](heard, card)
    return {part: value} if value else {}


def _hours(heard: Heard, card: ListingCard) -> str:
    minutes = heard.right_hours() or heard.minutes_of(card.minutes) or heard.bare_hours()
    if minutes is None and heard.day() is None and (number := counted(tokenise(heard.text), heard.language())):
        minutes = round(number * 60)
    if minutes is not None and not isinstance(minutes, int):
        others = [one for one in minutes if one != card.minutes]
        minutes = others[0] if len(others) == 1 else None
    return str(minutes) if minutes and minutes > 0 else ""


def _day(heard: Heard, card: ListingCard) -> str:
    day = heard.day()
    if card.due_on and not isinstance(day, date):
        before = date.fromisoformat(card.due_on)
        others = heard.days_beside(before)[1] - {before}
        day = next(iter(others)) if len(others) == 1 else None
    if isinstance(day, date):
        return day.isoformat()
    return UNSURE if heard.says_any_day() else ""


def _what(heard: Heard, card: ListingCard) -> str:
    return what_meant(heard, said_of(card)).get("what", "")


_CHANGES: dict[str, Callable[[Heard, ListingCard], str]] = {"hours": _hours, "by": _day, "what": _what}


def _down(_choice: Choice, situation: Situation, _heard: Heard, look: Look, card: ListingCard) -> Act:
    """Whether it shall end is asked; of what is agreed the exchange is what ends, unless the listing is shown."""
    shown = situation.focus and (situation.focus.kind, situation.focus.id) == ("listing", card.id)
    cards = [one for one in look.my_exchanges() if one.own_listing == card.id and one.state in AGREED]
    if cards and not shown:
        page = single.exchange(look, cards[0].id) if len(cards) == 1 else pages.among(_WHICH, cards)
        return Act(page=pointed_at(page, "cancel") if page else None, opens=True)
    return Act(page=ending(card), opens=True)


def _rest(choice: Choice, situation: Situation, heard: Heard, look: Look, card: ListingCard) -> Act | None:
    """Whether it shall rest, and until when, on one card; of unsure words whether it shall end or rest."""
    until = slots_named(("until",), heard, look, situation.screen).get("until", "")
    if until or choice.presses:
        return Act(flow=f"let_rest/{card.id}", hints={"until": until or UNSURE})
    return opens(pointed_at(ending(card), "rest"))


def _renew(choice: Choice, situation: Situation, heard: Heard, look: Look, card: ListingCard) -> Act | None:
    """At once where its card is the screen and the words are sure; else it is asked."""
    verb = "open" if card.state == "paused" else "renew"
    done = _pressed(choice, situation, heard, look, card, verb)
    return done or Act(page=once_again(card), opens=True)


def _pressed(
    choice: Choice, situation: Situation, heard: Heard, look: Look, card: ListingCard, verb: str
) -> Act | None:
    """What a choice of the card on the screen does, where words alone may."""
    shown = situation.choices.get(verb, "")
    found = pressed(look, shown) if shown.startswith(f"l:{card.id}:") else None
    return found if found and may_press(choice, situation, heard, found) else None


def asked(situation: Situation) -> str:
    """The choice for which the card on the screen asks a yes; '' where it asks none."""
    return next(iter(situation.choices), "") if KEEP in situation.choices else ""


def _yes(choice: Choice, situation: Situation, heard: Heard, look: Look, card: ListingCard) -> Act | None:
    """What the card asks about; where the words are not sure, or name another one, it is asked again."""
    verb = asked(situation)
    done = _pressed(choice, situation, heard, look, card, verb)
    return done or Act(page=ending(card) if verb == "down" else once_again(card), opens=True)


def _no(_choice: Choice, situation: Situation, _heard: Heard, look: Look, _card: ListingCard) -> Act | None:
    return pressed(look, situation.choices.get(KEEP, ""))


def _found(_choice: Choice, situation: Situation, _heard: Heard, look: Look, card: ListingCard) -> Act | None:
    """What waits of it, else who fits it."""
    cards = pages.under_way_of(card, look.my_exchanges())
    page = _waits(look, card, cards) or (browsing.fitting(look, card.id) if card.state == "open" else None)
    page = page or single.listing(look, card.id)
    return Act(page=page, opens=situation.free) if page else None


def _waits(look: Look, card: ListingCard, cards: list[ExchangeCard]) -> Screen | None:
    if len(cards) == 1:
        return single.exchange(look, cards[0].id)
    return pages.among(_("For “{what}”:", what=card.what), cards) if cards else None


_DOES = {"down": _down, "rest": _rest, "renew": _renew, "found": _found, "yes": _yes, "no": _no}


# ---- those of others ----------------------------------------------------------------------------------------------


def search(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """Offers or requests of others that fit the words, in the town or from a distance where they say so."""
    kind, slots = "need" if heard.requests() else choice.row.what, heard.understood().slots
    words, remote = _looked_for(situation, heard, look, kind), slots.get("place") == "remote"
    if not remote and not words and heard.near():
        return Act(page=browsing.near(look, kind), opens=situation.free)
    if not remote and not words and look.me.joined and heard.ours():
        return Act(page=browsing.ours(look), opens=situation.free)
    if not words and not remote and any(one.startswith("l:") for one in situation.listed):
        return None  # "I only want to look": at what is shown
    town = _town(heard, situation, look, kind)
    if town and fold(town) in fold(words):  # "what do others in Tela offer?"
        words, town = (words, "") if look.names_service(words, heard.language()) else ("", town)
    named = look.names_service(words, heard.language()) or heard.title("need")
    if words and not named and not look.others_listings(kind, words):
        words = ""  # "what the associations offer": nothing that anybody could be asked for
    return Act(page=browsing.newest(look, kind, words=words, remote=remote, town=town), opens=situation.free)


def _looked_for(situation: Situation, heard: Heard, look: Look, kind: str) -> str:
    """What they look for, in their words: of several readings the first that finds anything, else the first."""
    understood = heard.understood()
    span, service = best(heard.text, situation.screen, "what"), str(understood.slots.get("service") or "")
    plain = (understood.intent, understood.by) == ("find_matches", "words")
    told = span.text if span and span.probability >= _SPAN else ""
    known = service if service and (plain or look.names_service(service, heard.language())) else ""
    every = [card.what for card in look.others_listings(kind)]
    named = [every[at] for at in named_among(heard.text, every, look.me.lang)]
    ways = [one for one in (told, known, *named[:1]) if one]
    return next((one for one in ways if look.others_listings(kind, one)), next(iter(ways), ""))


def _town(heard: Heard, situation: Situation, look: Look, kind: str) -> str:
    """The town that is named: the own one, one of those where there is something, or another."""
    towns = [one for one in {look.me.town, *(card.town for card in look.others_listings(kind))} if one]
    if (known := mentioned(heard.text, towns)) and len(known.names) == 1:
        return towns[known.names[0]]
    place = best(heard.text, situation.screen, "town")
    return place.text if place and place.probability >= _SPAN else ""


def chosen(situation: Situation, heard: Heard, look: Look, *, only: bool) -> str:
    """The choice of the list on the screen that is meant: by its place in it, or by words of it, such as whose it is;
    `only`: where the list has but one, that one. '' where none is.
    """
    listed = [one for one in situation.listed if one.endswith(_OPENED) or one.startswith(_OF_A_LIST)]
    if not listed or not heard.seen:
        return ""
    lang, many = look.me.lang, len(listed)
    place = place_named(heard.text, lang, many)
    if place is None and (at := told_apart(heard.text, [_told(one, heard, look) for one in listed], lang)) is not None:
        place = at + 1
    place = place or number_named(heard.text, lang, many) or (1 if only and many == 1 else None)
    return listed[place - 1] if place else ""


def _told(payload: str, heard: Heard, look: Look) -> str:
    """What a choice of a list leads to, in words: what it is, whose, and where."""
    kind, id, *_rest = (*payload.split(":"), "")
    number = int(id) if is_id(id) else int(payload.rpartition(":")[2]) if is_id(payload.rpartition(":")[2]) else 0
    if kind == "x" and (card := look.exchange(number)):
        return _joined(heard, card.what, card.other, card.other_town, str(card.number))
    listing = look.listing(number) if kind in "lb" else None
    return _joined(heard, listing.what, listing.organisation, listing.town) if listing else ""


def _joined(heard: Heard, *parts: Message | str) -> str:
    return " ".join(heard.said(part) for part in parts)


def take(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What the listing on the screen is, asked for or helped with: the conversation with the hours and the day that the
    words name, which asks before it proposes anything.
    """
    shown = situation.choices.get(choice.row.what)
    found = pressed(look, shown) if shown else None
    if found is None or not found.flow:
        return found
    minutes, day = heard.minutes(), heard.day()
    named = {"hours": str(minutes)} if isinstance(minutes, int) and minutes > 0 else {}
    named |= {"by": day.isoformat()} if isinstance(day, date) else {}
    return replace(found, hints={**found.hints, **named})


def report(_choice: Choice, situation: Situation, _heard: Heard, look: Look) -> Act | None:
    """What is in view, where it can be reported; the conversation asks what is wrong with it."""
    shown = [payload for verb, payload in situation.choices.items() if verb.partition("-")[0] == "flag"]
    return pressed(look, shown[0]) if shown else None
