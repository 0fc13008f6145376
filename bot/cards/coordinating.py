"""What a coordinator reads: who waits, requests that nobody fits, suggestions to see to, cases. Made from a `Look`.

Who may see it is asked by bot/cards/pages.py for the pages, and by core for each card.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards.assist import OFFLINE
from bot.cards.browsing import NEEDS, OFFERS
from bot.cards.case import case_card, case_line
from bot.cards.danger import phrases_page, words_line
from bot.cards.listing import KINDS, MENU, told
from bot.cards.network import GO_ON, LET_IN, MEMBERS, NETWORK, STOP_ALL, WRITE, let_in, told_apart
from bot.cards.network import organisation as network_page
from bot.cards.queue import COORDINATION, LISTS, SEND, TO_LET_IN, age
from bot.cards.shift import AWAY, BACK, CALL, DEPUTY
from bot.cards.steps import hours_told
from bot.cards.talk import read_page
from core.look import Look
from core.look.coordinators import CareCard
from core.messages import Code, Country, Message, Option, Screen, Several, Value, _, _n
from core.text.normal import is_in_other_letters

PAGE = 5
NAMED = {
    "page": "m:page",
    "queue": "m:coordinate",
    "lists": "m:lists",
    "needs": "m:hubneeds",
    "suggested": "m:suggested",
    "cases": "m:cases",
    "fund": "m:fund_asks",
    "missed": "m:missed",
    "members": MEMBERS.id,
    "offline": OFFLINE.id,
    "network": "m:network",
    "deadlines": NETWORK.id,
    "invite": "m:invite",
    "call": "m:invite",
    "away": "m:away",
    "returned": "m:back_here",
}
"""What a coordinator may call a page (`coordination` in the data of bot/understand) → its button."""


_OF_ONE_KIND = frozenset(("m:cases", "m:suggested", "m:fund_asks"))
MISSED = Option("m:missed", _("Not understood"))


def labelled() -> tuple[Option, ...]:
    """What is chosen on their pages, by its label wherever it is written; what acts on the whole network opens that."""
    hub = (Option(NETWORK.id, label) for label in (STOP_ALL, GO_ON, DEPUTY))
    lists = (COORDINATION, LISTS, NEEDS, OFFERS, MISSED, MEMBERS, OFFLINE, NETWORK)
    return (*lists, AWAY, BACK, Option("m:invite", CALL), *hub)


def asked_for(look: Look) -> tuple[Option, ...]:
    """Pages of what waits, each of one kind, of which words may name one."""
    return (TO_LET_IN, NEEDS, *(one for one in lists(look).options if one.id in _OF_ONE_KIND))


def lists(look: Look) -> Screen:
    """All there is to look through, besides what waits."""
    options = (
        COORDINATION,
        NEEDS,
        Option("m:cases", _("Cases ({n})", n=len(look.cases()))),
        Option("m:suggested", _("Suggestions ({n})", n=len(look.suggestions()))),
        Option("m:fund_asks", _("The fund ({n})", n=len(look.fund_asks()))),
        MISSED,
        MEMBERS,
        OFFLINE,
        NETWORK,
        OFFERS,
        MENU,
    )
    text = _("What would you like to look at? To open an exchange, write its number.")
    return Screen((text,), options)


def suggested(look: Look, after: str = "0") -> Screen:
    """Suggestions that nobody has answered, oldest first, a page at a time."""
    found = [card for card in look.suggestions() if card.id > int(after)]
    if not found:
        return Screen((_("No suggestion waits now."),), (COORDINATION, MENU))
    shown = found[:PAGE]
    options = tuple(see_suggestion(card.id, card.version, card.number) for card in shown)
    further = (Option(f"m:suggested/{shown[-1].id}", _("More")),) if len(found) > PAGE else ()
    return Screen((_("Suggestions that wait, oldest first:"), *map(_suggested_line, shown)), (*options, *further, MENU))


def see_suggestion(exchange_id: int, version: int, number: int) -> Option:
    """The button that opens its card."""
    return Option(f"x:{exchange_id}:{version}:see", _("See {number}", number=Code(str(number))))


def _suggested_line(card: CareCard) -> Message:
    line = _asked_line(card)
    if card.by == "me":
        return _("{suggestion} You take care of it.", suggestion=line)
    return _("{suggestion} A coordinator takes care.", suggestion=line) if card.by else line


def _asked_line(card: CareCard) -> Message:
    values: dict[str, Value] = {
        "number": Code(str(card.number)),
        "receiver": card.receiver,
        "provider": card.provider,
    }
    if not card.need:
        return _(
            "{number}: {provider} offers “{offer}”, {receiver} was asked.",
            **values,
            offer=told(card.offer, card.service),
        )
    if not card.offer:
        return _(
            "{number}: {receiver} needs “{need}”, {provider} was asked.", **values, need=told(card.need, card.service)
        )
    return _("{number}: {receiver} needs “{need}”, {provider} can help.", **values, need=told(card.need, card.service))


def care_card(card: CareCard) -> Screen:
    """A suggestion between others, with what can be done about it."""
    number = Code(str(card.number))
    names: dict[str, Value] = {"number": number, "receiver": card.receiver, "provider": card.provider}
    text = match_line(names, card.need, card.offer, card.reasons)
    taken = (TAKEN[card.by],) if card.by else ()
    return Screen((text, *taken), (*care_options(card.id, card.version, card.by, listing_id=card.listing_id), MENU))


TAKEN = {"me": _("You take care of it."), "other": _("Another coordinator takes care of it.")}
"""By who takes care of a suggestion."""


def match_line(names: dict[str, Value], need: str, offer: str, reasons: tuple[Message, ...]) -> Message:
    """Who needs and who offers what, and why the two were put together; one of the two may have published nothing."""
    values: dict[str, Value] = {**names, "why": Several(reasons) if reasons else _("the words are alike")}
    if not offer:
        return _(
            "Suggestion {number}: {receiver} needs “{need}”, and {provider} is asked whether they can help. Why: {why}",
            **values,
            need=need,
        )
    if not need:
        return _(
            "Suggestion {number}: {provider} offers “{offer}”, and {receiver} is asked whether they need it. "
            "Why: {why}",
            **values,
            offer=offer,
        )
    return _(
        "Suggestion {number}: {receiver} needs “{need}”, {provider} offers “{offer}”. Why: {why}",
        **values,
        need=need,
        offer=offer,
    )


def care_options(exchange_id: int, version: int, by: str = "", *, listing_id: int) -> tuple[Option, ...]:
    """What a coordinator may do with a suggestion in one tap."""
    card = f"x:{exchange_id}:{version}"
    care = {
        "": (Option(f"{card}:care", _("I take care of it")),),
        "me": (Option(f"{card}:free", _("Leave it to others")),),
    }.get(by, ())
    last = (Option(f"{card}:mute", _("Does not fit")), Option(f"l:{listing_id}:forward", SEND))
    return Option(f"{card}:nudge", _("Remind both")), *care, *last


def missed(look: Look) -> Screen:
    """What the bot did not understand, to be told to whoever cares for its words."""
    found = look.misunderstood()[:PAGE]
    if not found:
        return Screen((_("I understood everything lately."),), (COORDINATION, MENU))
    lines = (_n("Once: {words}", "{n} times: {words}", times, words=words) for times, words in found)
    return Screen((_("What I did not understand, names and numbers left out:"), *lines), (COORDINATION, MENU))


def cases(look: Look, after: str = "0") -> Screen:
    """What people asked or what went wrong, a page at a time: who may be in danger before the oldest."""
    everything = look.cases()
    urgent = [card for card in everything if card.danger] if after == "0" else []
    found = [*urgent, *(card for card in everything if card.id > int(after) and not card.danger)]
    if not found:
        return Screen((_("There are no open cases."),), (COORDINATION, MENU))
    shown = found[: max(PAGE, len(urgent) + 1)]
    options = tuple(Option(f"c:{card.id}:see", _("See {number}", number=Code(str(card.id)))) for card in shown)
    further = (Option(f"m:cases/{shown[-1].id}", _("More")),) if len(found) > len(shown) else ()
    return Screen((_("Open cases, oldest first:"), *map(case_line, shown)), (*options, *further, MENU))


def case(look: Look, case_id: int, before: int = 0) -> Screen | None:
    """One case with what was written, and what can be done about it."""
    card = look.case(case_id, before)
    about = look.exchange(card.exchange_id) if card and card.exchange_id else None
    return case_card(card, hours_told(look, about) if about else ()) if card else None


def phrases(look: Look, case_id: int) -> Screen | None:
    """What can be sent to somebody in danger in one tap."""
    card = look.case(case_id)
    return phrases_page(card, card.danger) if card and card.danger else None


def said(look: Look, exchange_id: int) -> Screen | None:
    """What the two sides wrote to each other, while a problem of their exchange is open."""
    card = look.said(exchange_id)
    return read_page(card) if card else None


def both_told(look: Look, exchange_id: int) -> tuple[Message, ...]:
    """What the two sides say of an exchange: their hours, what they told the coordination, and each other."""
    about, case_id, told = look.exchange(exchange_id), look.case_about(exchange_id), look.said(exchange_id)
    card = look.case(case_id) if case_id else None
    words = tuple(words_line(one) for one in card.words) if card else ()
    return (*(hours_told(look, about) if about else ()), *words, *(read_page(told).lines[1:] if told else ()))


def waiting(look: Look) -> Screen:
    """Who waits to be let in, who has waited longest first."""
    found = sorted(look.waiting(), key=lambda card: card.since)
    if not found:
        return Screen((_("Nobody waits to be let in."),), (COORDINATION, MENU))
    values: list[dict[str, Value]] = [
        {"organisation": one.name, "town": one.town, "age": age(look.now - one.since)} for one in found
    ]
    cards = [card for one in found if (card := look.member(one.id))]
    options = (Option(f"o:{one.id}:see", label) for one, label in zip(cards, told_apart(cards), strict=True))
    lines = (_("{organisation}, {town}. {age}.", **one) for one in values)
    return Screen((_("They wait to be let in:"), *lines), (*options, COORDINATION, MENU))


def of_organisation(look: Look, organisation_id: int) -> Screen | None:
    """The card of one of them, be it in or waiting."""
    return organisation(look, organisation_id) or network_page(look, organisation_id)


def organisation(look: Look, organisation_id: int) -> Screen | None:
    """One that waits, with yes and no."""
    card = next((card for card in look.waiting() if card.id == organisation_id), None)
    if card is None:
        return None
    lines: tuple[Message, ...] = (
        _(
            "{organisation}, {town} ({country}) asks to join.",
            organisation=card.name,
            town=card.town,
            country=Country(card.country),
        ),
    )
    if card.look_alike:
        lines += (_("Please note: the name looks like {other}, which is already a member.", other=card.look_alike),)
    elif is_in_other_letters(card.name):
        lines += (_("Please note: its name has letters that may look like others."),)
    lines += _brought_with(card.brought_with)
    member = look.member(card.id)
    said = KINDS.get(member.said_kind) if member else None
    if said is not None:
        lines += (_("It says that it is: {kind}.", kind=said),)
    not_now, write = Option(f"o:{card.id}:no", _("Not now")), Option(f"o:{card.id}:write", WRITE)
    return Screen((*lines, LET_IN), (*let_in(card.id), not_now, write, MENU))


def let_in_as(look: Look, organisation_id: int, kind: str) -> Screen | None:
    """One that waits, with what they say that it is: to be let in as that, or not."""
    page = of_organisation(look, organisation_id)
    if page is None:
        return None
    yes, rest = Option(f"o:{organisation_id}:as_{kind}", _("Let it in")), let_in(organisation_id)
    asks = _("It is: {kind}. Shall I let it in as that?", kind=KINDS[kind])
    others = (one for one in page.options if one not in rest)
    return replace(page, lines=(*page.lines[:-1], asks), options=(yes, *others))


def _brought_with(other: str | None) -> tuple[Message, ...]:
    """Whoever brings several may well serve several; each begins with hours, so somebody looks."""
    if other is None:
        return ()
    if not other:
        return (_("The same person brought another organisation not long ago, which has closed since."),)
    return (_("The same person brought {other} not long ago. Many serve two; do you know this one?", other=other),)
