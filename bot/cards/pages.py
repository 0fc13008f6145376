"""What can be read without being asked anything: menu, help, balance, lists. Each page is made from a `Look`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.cards import assist as assist_pages
from bot.cards import browsing, coordinating
from bot.cards import network as network_pages
from bot.cards import phones as phone_pages
from bot.cards import queue as queue_pages
from bot.cards import safety as safety_pages
from bot.cards.attached import files_page
from bot.cards.between import exchange_between, past
from bot.cards.data import known_page, months_page, network_page
from bot.cards.exchange import exchange_card, exchange_line
from bot.cards.fund import CONTRIBUTION, FUND, GIVE, contribution, fund, fund_asks
from bot.cards.listing import (
    KINDS,
    LISTINGS,
    MENU,
    balance_card,
    exchange_in,
    listing_card,
    listing_line,
    movement_line,
    needs_pin,
)
from bot.cards.opinions import opinions_page, said_of_page
from bot.cards.report import hub_report, report
from bot.cards.safety import SAFETY
from bot.cards.second import second
from bot.cards.sharing import EXPORT, poster_page, statement_page
from bot.cards.talk import talk_card
from bot.cards.team import ACT_FOR_OTHER, PEOPLE, acting, people
from bot.cards.unattached import is_unattached, of_organisation, who_they_are
from core.errors import NotMember
from core.languages import NAMES
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Country, Message, Option, Screen, _
from core.text.clean import brief

PAGE = 5
_MOST_COME_FOR = (
    Option("m:need", _("Ask for help")),
    Option("m:offer", _("Offer help")),
    Option("m:ours", _("Our exchanges")),
    Option("m:balance", _("Our hours")),
)
_MORE = Option("m:more", _("More"))


def menu_options(look: Look) -> tuple[Option, ...]:
    """The four things most people come for."""
    last: tuple[Option, ...] = (queue_pages.COORDINATION,) if look.me.coordinates else ()
    if look.me.assists:
        last += (assist_pages.OWN,)
    elif look.me.several:
        last += (ACT_FOR_OTHER,)
    return (*_MOST_COME_FOR, *last, _MORE)


def menu(look: Look) -> Screen:
    """The menu, with how much waits for who coordinates."""
    text = _("What would you like to do? You can also just write it.")
    count = look.queue_count() if look.me.coordinates else 0
    waits = (queue_pages.waiting_line(count),) if count else ()
    return Screen((*waits, text), menu_options(look))


def more(look: Look) -> Screen:
    """The rest, one level down."""
    return Screen(
        (_("What else would you like to do?"),),
        (
            Option("m:find", _("See offers")),
            Option("m:needs", _("See requests")),
            LISTINGS,
            Option("m:statement", _("History of hours")),
            Option("m:language", _("Language")),
            Option("m:profile", _("Our organisation")),
            Option("m:colleague", _("Invite a colleague")),
            Option("m:person", _("Talk to a person")),
            Option("m:stop", _("Stop messages")),
            Option("m:erase", _("Delete my data")),
        ),
    )


def not_understood(look: Look) -> Screen:
    text = _(
        "I did not understand. Write what you need, for example: “need an electrician, 2 hours”. Or choose a number."
    )
    return Screen((text,), menu_options(look))


def help_(look: Look) -> Screen:
    """How it works, with an example that can be copied."""
    text = _(
        "Write what you need or offer, for example: “need an accountant, 3 hours, before Friday”. I look for who fits "
        "and tell both. When it is done and confirmed, the hours move: 1 hour given = 1 credit.\n\n"
        "Any time: menu, back, cancel, balance, language, person, stop."
    )
    return Screen((text,), (MENU,))


def language(look: Look) -> Screen:
    """Each language in its own script."""
    options = tuple(Option(f"lang:{code}", name) for code, name in NAMES.items())
    return Screen((_("Which language do you prefer?"),), options)


def profile(look: Look) -> Screen:
    """The organisation as others see it, and what can be changed about it."""
    me = look.me
    if is_unattached(look):
        return who_they_are(look)
    text = _(
        "Organisation: {organisation}\nTown: {town} ({country})\nKind: {kind}\nNetwork: {hub}\n\n"
        "To change its name or town, write “person”.",
        organisation=me.organisation,
        town=me.town,
        country=Country(me.country),
        kind=KINDS.get(me.kind, _("not sure")),
        hub=me.hub,
    )
    options = (
        Option("m:kind", _("Change the kind")),
        PEOPLE,
        Option("m:pause", _("Suggestions")),
        Option("m:known", _("What I know of you")),
        Option("m:network", _("Our network")),
        SAFETY,
        Option("m:light", _("Light messages")),
        phone_pages.PHONES,
    )
    other = (ACT_FOR_OTHER,) if me.several else ()
    return Screen((text,), (*options, *other, MENU))


def thanks(look: Look) -> Screen:
    return Screen((_("You are welcome."),), menu_options(look))


def nothing_asked(look: Look) -> Screen:
    """A yes, a no or a skip when no question waits."""
    return Screen((_("I was not asking anything just now. What would you like to do?"),), menu_options(look))


def support(look: Look) -> Screen:
    """Somebody has few hours: nobody is left behind for that."""
    text = _(
        "Publish what you need all the same: you can receive hours before you give any, and a coordinator can help "
        "when they are not enough."
    )
    options = (Option("m:need", _("Ask for help")), FUND, Option("m:balance", _("Our hours")))
    return Screen((text,), (*options, Option("m:person", _("Talk to a person")), MENU))


@of_organisation
def balance(look: Look) -> Screen:
    card = look.balance()
    if card is None and look.me.left_out:
        return Screen((NotMember().message,), (MENU,))
    if card is None:
        return Screen((_("Your organisation is waiting for its check; then you receive your first hours."),), (MENU,))
    return Screen((balance_card(card),), (Option("m:statement", _("History of hours")), GIVE, CONTRIBUTION, FUND, MENU))


@of_organisation
def statement(look: Look, before: str = "0") -> Screen:
    """The last movements, a page at a time."""
    needs_pin(look, f"m:statement/{before}")
    cards = look.movements(int(before))
    if not cards:
        return Screen((_("There are no more movements."),), (MENU,))
    lines = tuple(movement_line(card) for card in cards[:PAGE])
    further = (Option(f"m:statement/{cards[PAGE - 1].entry_id}", _("Earlier ones")),) if len(cards) > PAGE else ()
    return Screen(lines, (*further, EXPORT, MENU))


@of_organisation
def ours(look: Look) -> Screen:
    """The exchanges under way, ours to act on first."""
    cards = [card for card in look.my_exchanges() if card.state != "settled" or not card.reviewed]
    if not cards:
        return none_of(_("You have no exchanges under way. Publish a request or an offer and I look for who fits."))
    return among(_("Your exchanges:"), cards)


def none_of(why: Message) -> Screen:
    """There is no exchange of that sort: how to come to one."""
    return Screen((why,), (Option("m:need", _("Ask for help")), Option("m:offer", _("Offer help")), MENU))


def among(head: Message, cards: list[ExchangeCard]) -> Screen:
    """Some exchanges to choose from."""
    lines = tuple(exchange_line(card) for card in cards[:PAGE])
    options = tuple(
        Option(f"x:{card.id}:{card.version}:see", _("See {number}", number=Code(str(card.number))))
        for card in cards[:PAGE]
    )
    return Screen((head, *lines), (*options, MENU))


@of_organisation
def listings(look: Look) -> Screen:
    """The organisation's own requests and offers."""
    cards = look.my_listings()
    if not cards:
        return Screen((_("You have nothing published."),), (Option("m:need", _("Ask for help")), MENU))
    lines = tuple(listing_line(card) for card in cards[:PAGE])
    options = tuple(Option(f"l:{card.id}:see", brief(card.what)) for card in cards[:PAGE])
    return Screen((_("What you have published:"), *lines), (*options, MENU))


def exchange(look: Look, exchange_id: int) -> Screen | None:
    """Ours with what we can do, one between others for who coordinates their hub."""
    card = look.exchange(exchange_id)
    if card is None:
        return None
    if card.mine:
        screen = exchange_card(card)
        return assist_pages.with_code(screen, card.id) if look.me.assists and look.unconfirmed(card.id) else screen
    care = look.care(exchange_id) if card.state == "suggested" else None
    if care is None:
        return exchange_between(look, card)
    screen = coordinating.care_card(care)
    act = tuple(assist_pages.act_for(one, card.id) for one in look.may_act(card.id))
    return replace(screen, options=(*act, *screen.options))


def alert(look: Look, ref: str) -> Screen | None:
    """What a WhatsApp template only announced: an exchange as it is by now, all else as it was."""
    screen = still_shown(look, look.alert(ref))
    id = exchange_in(screen) if screen else None
    return (exchange(look, id) if id else None) or screen


def still_shown(look: Look, screen: Screen | None) -> Screen | None:
    """What was sent before, unless it suggests what was shut off from the reader's organisation since."""
    gone = screen and (id := exchange_in(screen)) and look.exchange(id) is None and look.elsewhere("x", id) is None
    return None if gone else screen


def exchange_past(look: Look, exchange_id: int) -> Screen | None:
    """What happened so far, for a coordinator of neither side."""
    card = look.exchange(exchange_id) if look.care(exchange_id) else None
    return past(look, card) if card else None


def talk(look: Look, exchange_id: int) -> Screen | None:
    """What the two sides of an exchange of ours said to each other."""
    card = look.talk(exchange_id)
    return talk_card(card, look.me.lang) if card else None


def opinions(look: Look, exchange_id: int) -> Screen | None:
    """What was said about an exchange afterwards."""
    card = look.opinions(exchange_id)
    return opinions_page(card, look.me.lang) if card else None


def told_of(look: Look, exchange_id: int) -> Screen | None:
    """What others wrote about the other side of an agreed exchange."""
    card = look.exchange(exchange_id)
    if card is None or not card.mine:
        return None
    return said_of_page(card.id, card.number, look.said_of(card.id), look.me.lang)


def files(look: Look, exchange_id: int, file_id: int = 0) -> Screen | None:
    """What was attached to an exchange, or one of it."""
    card = look.exchange(exchange_id)
    if card is None:
        return None
    cards = [one for one in look.files(exchange_id) if file_id in (0, one.id)]
    return None if file_id and not cards else files_page(exchange_id, card.number, cards)


_AS_A_MEMBER = (":answer", ":block")


def listing(look: Look, listing_id: int) -> Screen | None:
    card = look.listing(listing_id)
    if card is None:
        return None
    own = card.organisation_id == look.me.organisation_id
    screen = listing_card(card, own=own, here=look.me.country)
    if not look.me.joined:  # who only coordinates helps with nothing and keeps out of nobody's sight
        screen = replace(screen, options=tuple(one for one in screen.options if not one.id.endswith(_AS_A_MEMBER)))
    return screen if own or not look.me.coordinates else network_pages.stoppable(screen, card)


def granted(minutes: int) -> Message:
    """The starter grant, said where it occurs."""
    return _("You begin with {hours}.", hours=Amount(minutes))


def _for_coordinators(make: Callable[..., Screen]) -> Callable[..., Screen]:
    """The page for who coordinates a hub, the menu for everybody else."""
    return lambda look, *arguments: make(look, *arguments) if look.me.coordinates else menu(look)


PAGES: dict[str, Callable[..., Screen]] = {
    "menu": menu,
    "more": more,
    "help": help_,
    "language": language,
    "balance": balance,
    "statement": statement,
    "fund": fund,
    "contribution": contribution,
    "statement_page": statement_page,
    "poster": poster_page,
    "report": report,
    "hubreport": _for_coordinators(hub_report),
    "fund_asks": _for_coordinators(fund_asks),
    "ours": ours,
    "people": people,
    "acting": acting,
    "second": second,
    "profile": profile,
    "known": known_page,
    "months": months_page,
    "network": network_page,
    "safety": safety_pages.safety,
    "phones": phone_pages.phones,
    "blocked": safety_pages.blocked,
    "listings": listings,
    "find": browsing.find,
    "needs": browsing.needs,
    "coordinate": _for_coordinators(queue_pages.coordinate),
    "hub": _for_coordinators(network_pages.network),
    "invite": network_pages.invite,
    "members": _for_coordinators(network_pages.members),
    "offline": _for_coordinators(assist_pages.offline),
    "lists": _for_coordinators(coordinating.lists),
    "hubneeds": _for_coordinators(coordinating.hubneeds),
    "suggested": _for_coordinators(coordinating.suggested),
    "cases": _for_coordinators(coordinating.cases),
    "missed": _for_coordinators(coordinating.missed),
}


_PAGED = (
    "people",
    "statement",
    "find",
    "needs",
    "hubneeds",
    "suggested",
    "cases",
    "coordinate",
    "offline",
    "report",
    "hubreport",
)  # those that go on from an id


def page(look: Look, name: str) -> Screen | None:
    """The page of that name with its arguments ("statement/17"); None when there is none."""
    head, *arguments = name.split("/")
    make = PAGES.get(head)
    if make is None or len(arguments) > (head in _PAGED) or not all(map(is_id, arguments)):
        return None
    return make(look, *arguments)
