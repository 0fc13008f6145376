"""What can be read without being asked anything: menu, help, balance, lists. Each page is made from a `Look`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.cards import assist as assist_pages
from bot.cards import browsing, coordinating
from bot.cards import network as network_pages
from bot.cards import phones as phone_pages
from bot.cards import queue as queue_pages
from bot.cards import safety as safety_pages
from bot.cards.data import known_page, months_page, network_page, ours_kept_page
from bot.cards.exchange import exchange_line
from bot.cards.fund import CONTRIBUTION, FUND, GIVE, contribution, fund, fund_asks, given, given_waiting
from bot.cards.listing import (
    KINDS,
    LISTINGS,
    MENU,
    TURN_ON,
    balance_card,
    balance_line,
    movement_line,
    needs_pin,
    own_line,
)
from bot.cards.opinions import said_of_us
from bot.cards.report import hub_report, report
from bot.cards.safety import SAFETY
from bot.cards.second import second
from bot.cards.sharing import EXPORT, poster_page, statement_page
from bot.cards.statement import between
from bot.cards.team import ACT_FOR_OTHER, PEOPLE, acting, people
from bot.cards.unattached import is_unattached, of_organisation, who_they_are
from bot.cards.undo import undo
from core.errors import NotMember
from core.languages import NAMES
from core.listings.cards import ListingCard
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard
from core.messages import Amount, Code, Country, Message, Option, Screen, _, _n
from core.text.clean import brief

PAGE = 5
_BELOW = 3  # exchanges of one listing that are told below it
_MOST_COME_FOR = (
    Option("m:need", _("Ask for help")),
    Option("m:offer", _("Offer help")),
    Option("m:ours", _("Our exchanges")),
    Option("m:balance", _("Our hours")),
)
_MORE = Option("m:more", _("More"))
WHAT_TO_DO = _("What would you like to do? You can also just write it.")


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
    text = WHAT_TO_DO
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
        "Organisation: {organisation}\nTown: {town} ({country})\nKind: {kind}\nNetwork: {hub}",
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
        Option("m:called", _("Name and town")),
        Option("m:reviews", _("What others say")),
    )
    other = (ACT_FOR_OTHER,) if me.several else ()
    return Screen((text,), (*options, *other, MENU))


def called(look: Look) -> Screen:
    """What the organisation is called and where, and what its people can put right."""
    text = _(
        "You are here as {organisation}, {town}. What is wrong or new?",
        organisation=look.me.organisation or "…",
        town=look.me.town,
    )
    return Screen((text,), (Option("m:rename", _("Name")), Option("m:resettle", _("Town")), MENU))


def thanks(look: Look) -> Screen:
    return Screen((_("You are welcome."),), menu_options(look))


def stopped(look: Look) -> Screen:
    """Somebody who has stopped all messages may want them again."""
    return Screen((_("You have stopped all messages. Shall I write to you again?"),), (TURN_ON, MENU))


def nothing_asked(look: Look) -> Screen:
    """A yes, a no or a skip when no question waits."""
    return Screen((_("There was no question waiting. What would you like to do?"),), menu_options(look))


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
    return Screen(
        (balance_card(card), *given_waiting(look)),
        (Option("m:statement", _("History of hours")), GIVE, CONTRIBUTION, FUND, MENU),
    )


@of_organisation
def statement(look: Look, before: str = "0") -> Screen:
    """The last movements, a page at a time."""
    needs_pin(look, f"m:statement/{before}")
    cards = look.movements(int(before))
    if not cards:
        return Screen((_("There are no more movements."),), (MENU,))
    lines = tuple(movement_line(card) for card in cards[:PAGE])
    further = (Option(f"m:statement/{cards[PAGE - 1].entry_id}", _("Earlier ones")),) if len(cards) > PAGE else ()
    card = look.balance() if before == "0" else None
    return Screen((*((balance_line(card),) if card else ()), *lines), (*further, EXPORT, MENU))


@of_organisation
def ours(look: Look, skipped: str = "0") -> Screen:
    """The exchanges under way, ours to act on first, a page at a time."""
    cards = [card for card in look.my_exchanges() if card.state != "settled" or not card.reviewed]
    if not cards:
        return none_of(_("You have no exchanges under way. Publish a request or an offer and I look for who fits."))
    start = _start(skipped, cards)
    return among(_("Your exchanges:"), cards[start:], f"m:ours/{start + PAGE}")


def none_of(why: Message) -> Screen:
    """There is no exchange of that sort: how to come to one."""
    return Screen((why,), (Option("m:need", _("Ask for help")), Option("m:offer", _("Offer help")), MENU))


def among(head: Message, cards: list[ExchangeCard], further: str = "") -> Screen:
    """Some exchanges to choose from; what is behind `further`, or in the menu's list, is said where there are more."""
    lines = tuple(exchange_line(card) for card in cards[:PAGE])
    left = len(cards) - PAGE
    if left > 0 and not further:
        lines += (_n("And {n} more; write “menu”.", "And {n} more; write “menu”.", left),)
    options = tuple(
        Option(f"x:{card.id}:{card.version}:see", _("See {number}", number=Code(str(card.number))))
        for card in cards[:PAGE]
    )
    more_of_them = (Option(further, _("More")),) if left > 0 and further else ()
    return Screen((head, *lines), (*options, *more_of_them, MENU))


@of_organisation
def listings(look: Look, skipped: str = "0") -> Screen:
    """The organisation's own requests and offers, a page at a time."""
    cards = look.my_listings()
    if not cards:
        return Screen((_("You have nothing published."),), (Option("m:need", _("Ask for help")), MENU))
    start = _start(skipped, cards)
    cards = cards[start:]
    exchanges = look.my_exchanges()
    lines = tuple(line for card in cards[:PAGE] for line in _with_exchanges(card, exchanges))
    options = tuple(Option(f"l:{card.id}:see", brief(card.what)) for card in cards[:PAGE])
    further = (Option(f"m:listings/{start + PAGE}", _("More")),) if len(cards) > PAGE else ()
    return Screen((_("What you have published:"), *lines), (*options, *further, MENU))


def _with_exchanges(card: ListingCard, exchanges: Sequence[ExchangeCard]) -> Iterator[Message]:
    """One of our own, and below it how the first exchanges stand that came of it and go on."""
    yield own_line(card)
    yield from map(exchange_line, under_way_of(card, exchanges)[:_BELOW])


def under_way_of(card: ListingCard, exchanges: Sequence[ExchangeCard]) -> list[ExchangeCard]:
    """Those of these exchanges that came of our own listing and are not settled."""
    return [one for one in exchanges if one.own_listing == card.id and one.state != "settled"]


def _start(skipped: str, cards: Sequence[object]) -> int:
    """Where a page begins; at the beginning where there are not so many any more."""
    return int(skipped) if int(skipped) < len(cards) else 0


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
    "between": of_organisation(between),
    "given": of_organisation(given),
    "undo": of_organisation(undo),
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
    "called": of_organisation(called),
    "known": known_page,
    "ours_kept": ours_kept_page,
    "months": months_page,
    "reviews": of_organisation(said_of_us),
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
    "waiting": _for_coordinators(coordinating.waiting),
    "hubneeds": _for_coordinators(browsing.hubneeds),
    "huboffers": _for_coordinators(browsing.huboffers),
    "suggested": _for_coordinators(coordinating.suggested),
    "cases": _for_coordinators(coordinating.cases),
    "missed": _for_coordinators(coordinating.missed),
}


_PAGED = (
    "ours",
    "listings",
    "people",
    "statement",
    "between",
    "find",
    "needs",
    "hubneeds",
    "huboffers",
    "members",
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
