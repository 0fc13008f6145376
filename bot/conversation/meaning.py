"""What free text asks for, as something the dialogue can do at once: a page, a command, the exchange that is meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.cards import browsing, pages, single
from bot.cards.data import known_page, months_page, network_page
from bot.cards.faq import answer
from bot.cards.fund import contribution, fund
from bot.cards.network import invite
from bot.cards.queue import coordinate
from bot.cards.safety import blocked, safety
from bot.cards.second import second
from bot.cards.team import acting, another, lost_phone, people
from bot.conversation.buttons.act import Act
from bot.conversation.can_help import can_help
from bot.conversation.heard import Heard
from bot.conversation.lapsed import lapsed
from bot.conversation.partner import partner_now, under_way
from bot.conversation.to_partner import LATER, to_them
from bot.conversation.which import any_about, exchange_meant, waiting
from bot.understand.passing_on import names_a_lesson, words_for_them
from core.commands import CallHuman, SetLanguage, StartMessages
from core.languages import LANGUAGES
from core.listing_states import LIVE
from core.look import Look
from core.messages import Screen

_PAGES: dict[str, Callable[[Look], Screen]] = {
    "balance": pages.balance,
    "statement": pages.statement,
    "my_listings": pages.listings,
    "help": pages.help_,
    "free": lambda look: answer(look, "free"),
    "change_language": pages.language,
    "profile": pages.profile,
    "known": known_page,
    "months": months_page,
    "network": network_page,
    "contribution": contribution,
    "fund": fund,
    "lost_phone": lost_phone,
    "acting": acting,
    "another": another,
    "inviting": invite,
    "blocked": blocked,
    "people": people,
    "second_yes": second,
    "request_support": pages.support,
    "greeting": pages.menu,
    "thanks": pages.thanks,
    "yes": pages.nothing_asked,
    "no": pages.nothing_asked,
    "skip": pages.nothing_asked,
}
_SHORT = 80  # letters of a message that may be a question in place of an answer
_FIGURE = re.compile(r"(?<![^\W\d_])\d+(?![^\W\d_])")  # not the letters of "sa3a"
# What "no fueron 2 horas, fue 1" is read as: other hours come before a problem.
_CORRECTING = frozenset(("dispute", "confirm_service", "out_of_scope", "no", "decline_match", "yes"))
_HOUR = 60
_ASKED_ASIDE = frozenset(
    (
        *("balance", "statement", "my_listings", "known", "months", "network", "fund", "acting", "inviting"),
        *("blocked", "free"),
    )
)


def act_of(heard: Heard, look: Look) -> Act | None:
    """The page or command that the words ask for, or the exchange they speak of."""
    understood = heard.understood()
    intent, slots = understood.intent, understood.slots
    if intent in _CORRECTING and any_about(look, "confirm_service") and (minutes := heard.right_hours()) is not None:
        intent, slots = "confirm_service", {"hours": minutes / _HOUR}
    harm = tells_of_harm(heard, look, intent)
    if intent == "talk_to_coordinator" and look.me.coordinates and not harm:
        return Act(page=coordinate(look))  # "invitar a otra coordinadora": they are whom one would call
    if intent == "talk_to_coordinator" or harm:
        return Act(CallHuman(heard.text))  # nobody is sent away with it to write a word
    if of_a_thing(heard, look) and not any_about(look, intent):
        return None  # a leaking tap: nothing of theirs can be meant
    if intent == "resume_alerts":
        often = heard.how_often()  # "avísame solo una vez al día" asks for fewer
        return Act(flow="pause", hints={"wish": often}) if often else Act(StartMessages(look.me.address_id))
    if intent == "change_language" and (understood.by == "likeness" or names_a_lesson(heard.text)):
        return None  # «من اسباني لعربي» says what is to be translated, "could the class be in French?" how it is held
    if intent == "change_language" and slots.get("language") in LANGUAGES:
        return Act(SetLanguage(str(slots["language"])))
    if intent == "find_matches":
        return Act(page=looked_for(heard, look))
    if intent == "pin":
        return Act(page=safety(look)) if look.me.pin or not look.me.joined else Act(flow="pin_on")
    if intent in ("yes", "no") and (act := waiting(look, intent)):
        return act
    if intent == "post_offer" and (act := can_help(heard, look)):
        return act
    late = intent == "accept_match" or (intent == "yes" and "accept" in heard.told().all)
    if late and not any_about(look, "accept_match") and (lapse := lapsed(look)):
        return lapse
    page = _PAGES.get(intent)
    if intent == "request_support" and _may_ask_fund(look):
        return Act(flow="ask_fund")
    # a language is chosen from its list, whatever was being asked
    return (
        Act(page=page(look), opens=intent == "change_language")
        if page
        else _told_to_them(heard, look, intent)
        or exchange_meant(look, intent, {**slots, "late": heard.says_late()}, heard.text)
    )


def _told_to_them(heard: Heard, look: Look, intent: str) -> Act | None:
    """What stands behind "tell them", for the other side of the one exchange in which they may write; where it has to
    be proposed first, its card, which says so. None for none.
    """
    if intent != "write_partner":
        return None
    words, card = words_for_them(heard.text), partner_now(look)
    if card:
        return to_them(heard, look, card, words) if words else None
    waits = under_way(look)
    page = single.exchange(look, waits.id) if waits and not waits.may_write else None
    return Act(page=replace(page, lines=(LATER, *page.lines)), opens=True) if page else None


def of_a_thing(heard: Heard, look: Look) -> bool:
    """Whether a problem may be what they need help with: it is but like one, or a service is named and nothing of
    theirs is under way.
    """
    understood = heard.understood()
    if understood.intent != "dispute" or understood.by == "likeness":
        return understood.intent == "dispute"
    return not look.my_exchanges() and not heard.harm() and look.names_service(heard.text, heard.language())


def looked_for(heard: Heard, look: Look) -> Screen:
    """Offers or requests that fit the words, from a distance or near where they say so, or what fits their own."""
    slots = heard.understood().slots
    words, remote = str(slots.get("service") or ""), slots.get("place") == "remote"
    kind = "need" if heard.requests() else "offer"
    if not remote and not words and heard.near():
        return browsing.near(look, kind)
    if not remote and not words and look.me.joined and heard.ours():
        return browsing.ours(look)
    return browsing.newest(look, kind, words=words, remote=remote)


def _may_ask_fund(look: Look) -> bool:
    return look.me.status == "approved" and any(one.state in LIVE for one in look.my_listings("need"))


def tells_of_harm(heard: Heard, look: Look, intent: str) -> bool:
    """Whether somebody was treated badly, and no exchange is there whose problem it would be."""
    if intent == "dispute":
        return heard.harm() and not any_about(look, intent)
    return intent in ("out_of_scope", "find_matches") and heard.harm_to_us()


def asks(heard: Heard) -> bool:
    """Whether it is plainly a question about their own: «عندنا كام ساعة؟» is not one hour. Figures are an answer."""
    text = heard.text
    return len(text) <= _SHORT and not _FIGURE.search(text) and heard.glimpsed() in _ASKED_ASIDE


def asked_aside(meant: str, look: Look) -> Screen | None:
    """What is surely a question of theirs, in the middle of one to which any words may be the answer."""
    return _PAGES[meant](look) if meant in _ASKED_ASIDE else None
