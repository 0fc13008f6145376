"""What is stored, said in plain words: about the person who asks, their hours by month, and the network as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.listing import KINDS, MENU, needs_pin
from core.languages import NAMES
from core.look import Look
from core.look.data import FEWEST, KnownCard, MonthCard, SummaryCard
from core.messages import Amount, Code, Country, Message, Moment, Option, Screen, Several, _, several

_CHANNELS = {"telegram": "Telegram", "whatsapp": "WhatsApp", "sms": "SMS", "console": "terminal"}
_ALERTS: dict[str, Message] = {"now": _("At once"), "digest": _("Once a day"), "off": _("Not at all for now")}
FEW = _("Small numbers are not told exactly, so that nobody is singled out.")
_BY_ID = _("The chat app's own id of you, encrypted: by it I know you when you hide your number.")
_ERASE = Option("m:erase", _("Delete my data"))


def known_page(look: Look) -> Screen:
    """All that is stored about the person, and until when; what is stored of the organisation is a page of its own."""
    card = look.known()
    last = (_("Those who run the chat app and this server can read what is written here, and how often."),)
    ours = (Option("m:ours_kept", _("Of our organisation")), Option("m:months", _("Hours by month")))
    return Screen(
        (*_about_you(card, look.rests_until()), *_roles(card), *last), (*(ours if look.me.joined else ()), _ERASE, MENU)
    )


def ours_kept_page(look: Look) -> Screen:
    """What is stored of the organisation, who sees it, and until when."""
    return Screen(_of_organisation(look, look.known()), (Option("m:known", _("What I know of you")), MENU))


def _about_you(card: KnownCard, until: int | None) -> tuple[Message, ...]:
    addresses = Several(
        tuple(
            _("{channel}, since {day}", channel=_CHANNELS.get(name, name), day=Moment(at))
            for name, at in card.addresses
        )
    )
    return (
        _(
            "About you I keep:\n"
            "Your address in the chat, encrypted: {addresses}.\n"
            "Your language: {language}. Suggestions: {alerts}. Your settings, and whether you stopped messages.\n"
            "Where our conversation stands, and the answers it needs.\n"
            "Messages I sent you: {screens}; their text goes after 30 days.",
            addresses=addresses,
            language=NAMES.get(card.lang, card.lang),
            alerts=_ALERTS[card.alerts] if until is None else _("Not at all until {day}", day=Moment(until)),
            screens=card.screens,
        ),
        _(
            "Texts of yours, encrypted: {texts}; those to coordinators go half a year after their case is closed.\n"
            "Steps that name you as the one who did them: {steps}.\n"
            "All this goes, or is kept without you, when you delete your data.",
            texts=card.texts,
            steps=card.steps,
        ),
        *_stays(card),
        *((_BY_ID,) if card.by_id else ()),
        *_your_files(card.files),
        *_small_things(card),
    )


def _stays(card: KnownCard) -> Iterator[Message]:
    """What is not gone at once when they have all deleted."""
    if card.mark_until is None:
        yield _(
            "From the day you bring an organisation in, an encrypted mark of your address stays for 30 days, even so."
        )
    else:
        yield _(
            "You brought an organisation in: an encrypted mark of your address stays until {day}, even so. If you "
            "bring another by then, a coordinator looks at it first.",
            day=Moment(card.mark_until),
        )
    yield _(
        "The numbers of messages, without words, stay even so, for 90 days, of some apps for 400: nothing is done "
        "twice."
    )


def _small_things(card: KnownCard) -> Iterator[Message]:
    """What only some have."""
    if card.nicknames:
        yield _("What your colleagues call you, encrypted, until you leave them.")
    if card.pins:
        yield _("A PIN of your phone, so that nobody can read it, until you take it off.")
    if card.waiting:
        yield _("Messages that wait for the morning or for your next one: {n}.", n=card.waiting)
    if card.visits:
        yield _("When you opened the coordinators' panel, for 2 days: {n}.", n=card.visits)
    if card.tries:
        yield _("Wrong codes, for a day, also when your data goes, so that nobody guesses: {n}.", n=card.tries)


def _your_files(count: int) -> tuple[Message, ...]:
    if not count:
        return ()
    return (
        _("Photos, files, voice notes and places that you attached, encrypted: {n}. They go after 30 days.", n=count),
    )


def _roles(card: KnownCard) -> tuple[Message, ...]:
    lines: list[Message] = []
    if card.consent_at is not None:
        lines.append(_("You agreed that I keep it: {day}.", day=Moment(card.consent_at)))
    if card.acts_for:
        lines.append(_("You act for: {organisations}.", organisations=several(card.acts_for)))
    if card.coordinates:
        lines.append(_("You are a coordinator."))
    return tuple(lines)


def _of_organisation(look: Look, card: KnownCard) -> tuple[Message, ...]:
    me = look.me
    return (
        _(
            "About {organisation} I keep:\n"
            "Town and kind: {town} ({country}), {kind}.\n"
            "Requests and offers: {listings}. Exchanges, and which belong together: {exchanges}. Movements of hours: "
            "{movements}.",
            organisation=me.organisation,
            town=me.town,
            country=Country(me.country),
            kind=KINDS.get(me.kind, _("not sure")),
            listings=card.listings,
            exchanges=card.exchanges,
            movements=card.movements,
        ),
        _(
            "Other organisations see its town, open requests and offers, and how many exchanges it kept. They read its "
            "name once you have agreed with them, when hours are given, and on pages that you open."
        ),
        _("When its last person leaves, its name goes a day later; exchanges and hours stay without a name."),
    )


# ---- hours by month ---------------------------------------------------------------------------------------------


def months_page(look: Look) -> Screen:
    """The last twelve months: given, received, balance."""
    needs_pin(look, "m:months")
    cards = look.months()
    if not cards:
        return Screen((_("No hours have moved yet."),), (MENU,))
    lines = tuple(map(_month_line, cards))
    return Screen((_("Your hours by month:"), *lines), (Option("m:statement", _("History of hours")), MENU))


def _month_line(card: MonthCard) -> Message:
    month = Code(f"{card.month:02}/{card.year}")
    if card.balance < 0:
        return _(
            "{month}: given {given}, received {received}; balance {balance} below zero",
            month=month,
            given=Amount(card.given),
            received=Amount(card.received),
            balance=Amount(-card.balance),
        )
    return _(
        "{month}: given {given}, received {received}; balance {balance}",
        month=month,
        given=Amount(card.given),
        received=Amount(card.received),
        balance=Amount(card.balance),
    )


_FIELDS = 6  # of which is told what is offered


# ---- the network ------------------------------------------------------------------------------------------------


def network_page(look: Look) -> Screen:
    """Figures about nobody, for everybody who joined."""
    card = look.summary()
    if card is None:
        return Screen((_("You have not joined a network yet."),), (MENU,))
    hub = look.me.hub or look.stands()[0].name
    if look.me.coordinates:
        options = (Option("m:hubreport", _("Report")), Option("m:members", _("Organisations")), MENU)
        return Screen((_("How {hub} is doing:", hub=hub), *figures(card), FEW), options)
    options = (Option("m:find", _("See offers")), Option("m:needs", _("See requests")), MENU)
    return Screen((*_who(look), _("How {hub} is doing:", hub=hub), *figures(card), FEW), options)


def _who(look: Look) -> tuple[Message, ...]:
    """Of who is in the network as much as lists of requests and offers tell: in which towns, and in which fields."""
    cards = [card for kind in ("offer", "need") for card in look.others_listings(kind)]
    towns = sorted({card.town for card in cards if card.town})
    fields = [_("{field} ({n})", field=one.name, n=one.many) for one in look.fields("offer")[:_FIELDS]]
    names = _(
        "Names are read by those who agree on something. Before that: what kind of organisation it is, and its town."
    )
    there = (_("Towns of those who ask or offer now: {towns}.", towns=", ".join(towns)),) if towns else ()
    offered = (_("Offered now: {fields}.", fields=Several(tuple(fields))),) if fields else ()
    return (names, *there, *offered)


def figures(card: SummaryCard) -> tuple[Message, ...]:
    """How a network is doing, as everybody may read it."""
    kinds = Several(
        tuple(
            _("{kind}: {n}", kind=KINDS.get(kind, _("not sure")), n=told(count))
            for kind, count in card.members
            if count or kind in KINDS
        )
    )
    lines = (
        _("Member organisations: {kinds}.", kinds=kinds),
        _(
            "Exchanges kept: {kept}, in time: {timely}. Cancelled: {cancelled}. Somebody did not come: {missed}.",
            kept=told(card.kept),
            timely=told(card.timely),
            cancelled=told(card.cancelled),
            missed=told(card.missed),
        ),
        _(
            "Problems that were brought to a coordinator: {opened}. Open now: {waiting}.",
            opened=told(card.disputes),
            waiting=told(card.disputes_open),
        ),
        *_ends(card),
    )
    return (*lines, *_hours(card))


def _ends(card: SummaryCard) -> tuple[Message, ...]:
    ended = dict(card.disputes_ended)
    if not any(ended.values()):
        return ()
    return (
        _(
            "How they ended: both agreed {together}, a coordinator decided {decided}, without a decision {undecided}.",
            **{how: told(count) for how, count in ended.items()},
        ),
    )


def _hours(card: SummaryCard) -> tuple[Message, ...]:
    """Sums of hours, rounded; in a small network they would tell of single members."""
    if not card.enough:
        return ()
    issued, held, fund = map(told_hours, (card.issued, card.held, max(card.fund, 0)))
    return (
        _(
            "Hours given to members to begin with: {issued}. Set aside now: {held}. In the solidarity fund: {fund}.",
            issued=issued,
            held=held,
            fund=fund,
        ),
    )


def told(count: int) -> int | Message:
    """A count as everybody may read it."""
    return _("fewer than {most}", most=FEWEST) if 0 < count < FEWEST else count


def told_hours(minutes: int) -> Amount | Message:
    hours = round(minutes / 60)
    return _("fewer than {most}", most=Amount(FEWEST * 60)) if 0 < hours < FEWEST else Amount(hours * 60)
