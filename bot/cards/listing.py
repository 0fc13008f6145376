"""How a listing or a balance looks to the person who reads it: the sentence and its choices.

The same card is shown by an alert, by a list and as the answer to a command, so it is made in one place.
"""

from __future__ import annotations

from bot.cards.flagged import REPORT
from bot.cards.own_clock import beside_hour
from bot.questions import Pick
from core.errors import PinNeeded
from core.listings.cards import ListingCard
from core.look import Look, is_id
from core.look.exchanges import ExchangeCard
from core.look.hours import BalanceCard, MovementCard
from core.messages import Amount, Code, Country, Day, Message, Moment, Option, Screen, Service, Value, _
from core.privacy.nameless import ALL, CIVIL, Called
from core.relied import Relied

FILES = _("Photos and files")  # button
OPINIONS = _("What was said")  # button
ABOUT_THEM = _("What others say")  # button


def hours(minutes: int | None) -> Amount | Message:
    """An amount, or that it is open."""
    if minutes == 0:
        return _("none, a gift")
    return _("not sure") if minutes is None else Amount(minutes)


def by_day(iso: str | None, *, urgent: bool = False) -> Day | Message:
    """A day, or that there is none; what is urgent is for as soon as possible."""
    if urgent:
        return _("{day}, urgent", day=Day(iso)) if iso else _("as soon as possible")
    return Day(iso) if iso else _("no fixed day")


def place(town: str, remote: bool) -> str | Message:
    """A town, from a distance, or either."""
    if remote:
        return _("{town} or from a distance", town=town) if town else _("from a distance")
    return town or _("to be agreed")


def town_of(town: str, country: str, here: str = "") -> str | Message:
    """A town, with its country where that is another than `here`."""
    return town if country in ("", here) else _("{town}, {country}", town=town, country=Country(country))


def other_town(card: ExchangeCard) -> str | Message:
    """Where the other side of an exchange is."""
    return town_of(card.other_town, card.other_country if card.abroad else "")


def listing_line(card: ListingCard) -> Message:
    """One listing in a list; who reads another language than it is written in reads which service it is, too."""
    if card.service:
        return _foreign_line(card, card.service)
    if card.kind == "need":
        day = by_day(card.due_on, urgent=card.urgent)
        return _("Request: {what} ({hours}, {day})", what=card.what, hours=hours(card.minutes), day=day)
    if card.due_on:
        where = place(card.place, card.remote)
        return _("Offer: {what} ({place}, until {day})", what=card.what, place=where, day=Day(card.due_on))
    return _("Offer: {what} ({place})", what=card.what, place=place(card.place, card.remote))


def own_line(card: ListingCard) -> Message:
    """One of our own in a list, and whether others may see it."""
    line = listing_line(card)
    if card.state == "paused" and not card.held:
        return (
            _("{listing}. Paused until {day}.", listing=line, day=Day(card.until))
            if card.until
            else _("{listing}. Paused.", listing=line)
        )
    return _("{listing}. A coordinator reads it first.", listing=line) if card.held else line


def _foreign_line(card: ListingCard, service: Service) -> Message:
    about: dict[str, Value] = {"what": card.what, "service": service}
    if card.kind == "need":
        when: dict[str, Value] = {"hours": hours(card.minutes), "day": by_day(card.due_on, urgent=card.urgent)}
        return _("Request: {what} ({service}; {hours}, {day})", **about, **when)
    about["place"] = place(card.place, card.remote)
    if card.due_on:
        return _("Offer: {what} ({service}; {place}, until {day})", **about, day=Day(card.due_on))
    return _("Offer: {what} ({service}; {place})", **about)


def told(what: str, service: Service | None) -> Value:
    """Somebody's own words inside a sentence, with the service beside them for who reads another language."""
    return _("{what} ({service})", what=what, service=service) if service else what


def from_line(organisation: Called, country: str, line: Message) -> Message:
    """A listing in a list of several organisations' ones."""
    return _(
        "{listing}, from {organisation} ({country})", listing=line, organisation=organisation, country=Country(country)
    )


def listing_card(card: ListingCard, *, own: bool, here: str) -> Screen:
    """One listing in full, with what can be done about it. `here`: the country of who reads it."""
    town = town_of(card.town, card.country, here)
    if card.kind == "need":
        there = Country(card.country) if card.country != here else card.town
        text = _(
            "Request: {what}\nFrom: {organisation}, {town}\nHours: {hours}\nBy: {day}\nPlace: {place}",
            what=card.what,
            organisation=card.organisation,
            town=town,
            hours=hours(card.minutes),
            day=beside_hour(by_day(card.due_on, urgent=card.urgent), card.what, card.due_on, card.written, there),
            place=place(card.place, card.remote),
        )
        act = Option(f"l:{card.id}:answer", _("We can help"))
    else:
        text = _(
            "Offer: {what}\nFrom: {organisation}, {town}\nPlace: {place}",
            what=card.what,
            organisation=card.organisation,
            town=town,
            place=place(card.place, card.remote),
        )
        if card.due_on:
            text = _("{card}\nUntil: {day}", card=text, day=Day(card.due_on))
        act = Option(f"l:{card.id}:answer", _("Ask for this"))
    if card.service:
        text = _("{card}\nService: {service}", card=text, service=card.service)
    if not own:
        report, block = Option(f"l:{card.id}:flag", REPORT), Option(f"l:{card.id}:block", BLOCK)
        return Screen((*relied_line(card.relied), text), (act, block, report, MENU))
    text = _("{card}\nSeen by: {audience}", card=text, audience=seen_by(card.audience))
    if card.ends_on:
        text = _("{card}\nShown until: {day}", card=text, day=Day(card.ends_on))
    change = Option(f"l:{card.id}:edit", _CHANGE)
    more = (*((renew(card.id),) if card.ends_on else ()), Option(f"l:{card.id}:who", _("Who sees it")))
    if card.state == "expired":
        again = Option(f"l:{card.id}:renew", _AGAIN)
        return Screen((text, _("The date has passed: nobody can find it now.")), (again, MENU))
    fits = Option(f"b:o:one:{card.id}", _("What fits it"))
    down = Option(f"l:{card.id}:down", _DOWN)
    if card.held:
        return Screen((text, _HELD), (down, change, MENU))
    if card.state == "paused":
        paused = _("It is paused: nobody can find it now.")
        if card.until:
            paused = _("It is paused until {day}: then I show it again and tell you.", day=Day(card.until))
        return Screen((text, paused), (show_again(card.id), down, *more, change, MENU))
    group = (Option(f"l:{card.id}:group", _("Text for our group")),) if card.kind == "need" else ()
    rest = let_rest(card.id)
    return Screen((text,), (fits, *group, down, *more, change, rest, MENU))


_HELD = _("A coordinator reads it before anybody else sees it. I will tell you what they say.")
PARTS = {"what": _("What"), "hours": _("Hours"), "by": _("Day"), "where": _("Place")}
"""What of a listing can be changed: the keys of its questions, and what they are called."""


def changeable(card: ListingCard) -> Screen:
    """What may be changed of one's own listing."""
    parts = PARTS if card.kind == "need" else {key: PARTS[key] for key in ("what", "where")}
    options = tuple(Option(f"l:{card.id}:edit-{key}", label) for key, label in parts.items())
    return Screen((listing_line(card), _("What do you want to change?")), (*options, MENU))


def ending(card: ListingCard) -> Screen:
    """Whether one's own listing shall end, where words say so."""
    down, rest = Option(f"l:{card.id}:down", _DOWN), let_rest(card.id)
    options = (down, rest) if card.state == "open" else (down,)
    return Screen((listing_line(card), _("Shall I take it down?")), (*options, _keep(card)))


def once_again(card: ListingCard) -> Screen:
    """Whether one's own listing shall be shown again, or for longer, where words say so."""
    if card.state == "paused":
        return Screen((own_line(card), _("Shall I show it again?")), (show_again(card.id), _keep(card)))
    again = Option(f"l:{card.id}:renew", _AGAIN) if card.state == "expired" else renew(card.id)
    return Screen((listing_line(card), _("Shall I go on showing it?")), (again, _keep(card)))


def _keep(card: ListingCard) -> Option:
    """The no to such a question, by which that is known: a yes to it is the first choice."""
    return Option(f"l:{card.id}:{KEEP}", LEAVE)


def let_rest(listing_id: int) -> Option:
    """The button that takes a listing out of sight until it is shown again."""
    return Option(f"l:{listing_id}:rest", PAUSE)


def show_again(listing_id: int) -> Option:
    """The button that lets a listing that rests be found again."""
    return Option(f"l:{listing_id}:open", _SHOW)


def renew(listing_id: int) -> Option:
    """The button that gives a listing more time."""
    return Option(f"l:{listing_id}:renew", _("Renew"))


def relied_line(relied: Relied | None) -> tuple[Message, ...]:
    """How another organisation kept its word so far, and what others say; nothing of newcomers, or where not asked."""
    if relied is None:
        return ()
    kept = _("Kept so far: {kept} of {all}. In time: {timely} of {all}.", **_kept(relied))
    return (*((kept,) if relied.all else ()), *_others_say(relied))


def relied_short(relied: Relied | None) -> tuple[Message, ...]:
    """The same below a line of a list."""
    return (_("Kept {kept} of {all}, in time {timely}.", **_kept(relied)),) if relied and relied.all else ()


def _kept(relied: Relied) -> dict[str, Value]:
    return {"kept": relied.kept, "timely": relied.timely, "all": relied.all}


def _others_say(relied: Relied) -> tuple[Message, ...]:
    values: dict[str, Value] = {"stars": relied.stars, "promised": relied.promised, "all": relied.asked}
    if relied.stars and relied.asked:
        return (_("Others say: as promised {promised} of {all}, about {stars} of 5 stars.", **values),)
    if relied.stars:
        return (_("Others say: about {stars} of 5 stars.", stars=relied.stars),)
    return (_("Others say: as promised {promised} of {all}.", **values),) if relied.asked else ()


def seen_by(audience: str) -> Message:
    """Who may see a listing."""
    if audience == ALL:
        return _("companies and public bodies too")
    return _("community groups and NGOs")


WHO_SEES = Pick(
    "audience",
    _("Who may see it?"),
    among=(
        Option(CIVIL, _("Groups and NGOs")),
        Option(ALL, _("Companies too")),
    ),
    usual=CIVIL,
)
"""Asked only of who wants to change it on the card."""

BLOCK = _("Block")
PAUSE, LEAVE, KEEP = _("Pause it"), _("Leave as it is"), "keep"
_DOWN, _AGAIN, _CHANGE, _SHOW = _("Take it down"), _("Publish again"), _("Change"), _("Show it again")
ORDERS = (_DOWN, _AGAIN, _CHANGE, _SHOW, PAUSE, LEAVE)
"""What can be done with one's own listing, as it is called on its buttons."""
MENU = Option("m:menu", _("Menu"))
PERSON = Option("m:person", _("Talk to a person"))
TURN_ON = Option("m:start", _("Turn messages on"))
LISTINGS = Option("m:listings", _("Our listings"))


def balance_card(card: BalanceCard) -> Message:
    """Posted, set aside and available, in plain words; where they may go below zero, how far, as that is part of it."""
    values: dict[str, Value] = {"held": Amount(card.held_out), "usable": Amount(max(card.available, 0))}
    values["line"] = Amount(card.line)
    if card.posted < 0:
        values["posted"] = Amount(-card.posted)
        return (
            _(
                "Balance: {posted} below zero.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}, as "
                "you may go {line} below zero.\n1 hour given = 1 credit.",
                **values,
            )
            if card.line > 0
            else _(
                "Balance: {posted} below zero.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}.\n"
                "1 hour given = 1 credit.",
                **values,
            )
        )
    values["posted"] = Amount(card.posted)
    return (
        _(
            "Balance: {posted}.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}, as you may go {line} "
            "below zero.\n1 hour given = 1 credit.",
            **values,
        )
        if card.line > 0
        else _(
            "Balance: {posted}.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}.\n"
            "1 hour given = 1 credit.",
            **values,
        )
    )


def balance_line(card: BalanceCard) -> Message:
    """The same in one line, above what moved."""
    values = {"held": Amount(card.held_out), "usable": Amount(max(card.available, 0))}
    values["posted"] = Amount(abs(card.posted))
    if card.posted < 0:
        return _("Balance: {posted} below zero. Set aside: {held}. You can receive: {usable}.", **values)
    return _("Balance: {posted}. Set aside: {held}. You can receive: {usable}.", **values)


_BALANCES = frozenset(balance_card(BalanceCard(posted, 0, 0, line, 0)).id for posted in (0, -1) for line in (0, 1))


def tells_balance(line: Message) -> bool:
    """Whether it is a `balance_card`, of whichever moment."""
    return line.id in _BALANCES


def movement_line(card: MovementCard) -> Message:
    """One line of the history of hours."""
    values: dict[str, Value] = {"day": Moment(card.at), "hours": Amount(abs(card.minutes))}
    if card.kind == "grant":
        return _("{day}: {hours} to begin with", **values)
    if card.kind == "donation":
        return _donation_line(card, values)
    if card.number is None:
        word = _("{day}: {hours} received", **values) if card.minutes > 0 else _("{day}: {hours} given", **values)
        return word
    more: dict[str, Value] = {**values, "other": card.other, "number": Code(str(card.number))}
    if card.kind in ("compensation", "reversal"):  # no service, but what was wrong with an earlier line
        back = _("{day}: plus {hours}, put right (exchange {number}, with {other})", **more)
        return (
            back if card.minutes > 0 else _("{day}: minus {hours}, put right (exchange {number}, with {other})", **more)
        )
    if card.minutes > 0:
        return _("{day}: plus {hours}, for {other} (exchange {number})", **more)
    return _("{day}: minus {hours}, from {other} (exchange {number})", **more)


def _donation_line(card: MovementCard, values: dict[str, Value]) -> Message:
    if not card.other:  # the fund belongs to nobody
        fund = _("{day}: plus {hours}, from the solidarity fund", **values)
        return fund if card.minutes > 0 else _("{day}: minus {hours}, given to the solidarity fund", **values)
    more: dict[str, Value] = {**values, "other": card.other}
    if card.minutes > 0:
        return _("{day}: plus {hours}, given by {other}", **more)
    return _("{day}: minus {hours}, given to {other}", **more)


KINDS: dict[str, Message] = {
    "grassroots": _("Community group"),
    "cso": _("Registered NGO"),
    "company": _("Company"),
    "public": _("Public body"),
}
"""What an organisation may be, as it is called on a button."""


def exchange_in(screen: Screen) -> int | None:
    """The exchange whose card this is, by its choices ("x:17:3:acc")."""
    parts = (option.id.split(":") for option in screen.options)
    return next((int(part[1]) for part in parts if part[0] == "x" and len(part) > 1 and is_id(part[1])), None)


def needs_pin(look: Look, page: str) -> None:
    """Raise PinNeeded where this page ("m:statement") is shown only to who knows the phone's PIN."""
    if look.me.pin:
        raise PinNeeded(page)
