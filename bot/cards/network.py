"""A coordinator's network: who is there to coordinate, whether deadlines rest, its organisations, what stops them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.listing import KINDS, MENU, listing_line
from bot.cards.queue import COORDINATION, SEND
from bot.cards.shift import call_options, shift_lines, shift_options
from bot.cards.short_words import hub_word
from core.listings.cards import ListingCard
from core.look import Look
from core.look.hub import HubStands, MeasureCard, OrganisationCard
from core.messages import Amount, Country, Door, Message, Moment, Option, Screen, Value, _, _n
from core.text.clean import brief
from core.text.normal import fold

PAGE, MOST_LISTED = 6, 8
LET_IN = _(
    "What is it? Your answer lets it in: what it is decides what it sees, and what it may receive before giving."
)
NETWORK = Option("m:hub", _("This network"))
STOP_ALL, GO_ON = _("Stop all deadlines"), _("Deadlines go on")
MEMBERS = Option("m:members", _("Organisations"))
# button
WRITE = _("Write to them")


def network(look: Look) -> Screen:
    """How each hub of theirs stands, and what can be done about it."""
    found = look.stands()
    lines = tuple(line for one in found for line in _stands(one, look.me.zone))
    options = tuple(option for one in found[:1] for option in (*_freeze(one), *shift_options(one)))
    return Screen(lines, (*options, MEMBERS, COORDINATION, MENU))


def invite(look: Look) -> Screen:
    """Whom a coordinator may invite, since bare words do not say whom; what a member can do to bring others in."""
    own = (Option("m:colleague", _("Invite a colleague")),) if look.me.joined else ()
    if not look.me.coordinates:
        return Screen((_bring(look),), (*own, MENU))
    calls = tuple(option for one in look.stands()[:1] for option in call_options(one))
    return Screen((_("Whom do you want to invite?"),), (*calls[-1:], *calls[:-1], *own, COORDINATION, MENU))


def _bring(look: Look) -> Message:
    if any(hub.id == look.me.hub_id for hub in look.open_hubs()):
        return _(
            "Send this on to the organisations that you want to have in {hub}:\n{door}",
            hub=look.me.hub,
            door=Door(hub_word(look.me.hub_id)),
        )
    return _(
        "Organisations join {hub} with a code from its coordinators. To ask for one, write “person”.", hub=look.me.hub
    )


def _stands(one: HubStands, zone: str) -> tuple[Message, ...]:
    lines: tuple[Message, ...] = (
        _n("{hub}: {n} person coordinates now.", "{hub}: {n} people coordinate now.", one.here, hub=one.name),
    )
    if one.frozen_at is not None:
        lines += (_("All deadlines have been paused since {since}.", since=Moment(one.frozen_at)),)
    return (*lines, *shift_lines(one, zone))


def _freeze(one: HubStands) -> tuple[Option, ...]:
    if one.frozen_at is not None:
        return (Option(f"h:{one.id}:thaw", GO_ON),)
    return (Option(f"h:{one.id}:freeze", STOP_ALL),)


def members(look: Look, skipped: str = "0") -> Screen:
    """The organisations by name, a page at a time."""
    found = look.members(int(skipped))
    if not found:
        return Screen((_("There are no organisations yet."),), (COORDINATION, MENU))
    shown = found[:PAGE]
    named = zip(shown, told_apart(shown), strict=True)
    options = tuple(Option(f"o:{one.id}:see", label) for one, label in named)
    more = (Option(f"m:members/{int(skipped) + PAGE}", _("More")),) if len(found) > PAGE else ()
    return Screen((_("Organisations of the network, by name:"),), (*options, *more, COORDINATION, MENU))


def which(found: Sequence[OrganisationCard]) -> Screen:
    """Several of which one is meant."""
    options = (Option(f"o:{one.id}:see", label) for one, label in zip(found, told_apart(found), strict=True))
    return Screen((_("Which one do you mean?"),), (*options, MEMBERS, COORDINATION, MENU))


def to_whom(look: Look) -> Screen:
    """The organisations, of which one is to be written to."""
    page = members(look)
    return replace(page, lines=(_("To whom? Choose the organisation, or write its name with it."), *page.lines[1:]))


def told_apart(found: Sequence[OrganisationCard]) -> list[Message | str]:
    """What each is called in a list: where another is called the same, with its town, else with how it stands."""
    return [_apart(one, [other for other in found if other.id != one.id]) for one in found]


def _apart(one: OrganisationCard, others: Sequence[OrganisationCard]) -> Message | str:
    same = [other for other in others if fold(other.name) == fold(one.name)]
    if not same:
        return one.name
    if all(fold(other.town) != fold(one.town) for other in same):
        return _("{organisation}, {town}", organisation=one.name, town=one.town)
    return _("{organisation}: {status}", organisation=one.name, status=STATUS[one.status])


def stoppable(screen: Screen, card: ListingCard) -> Screen:
    """Another's listing, as who coordinates may see to it."""
    if card.state == "removed":
        back = Option(f"l:{card.id}:back", _("Show it again"))
        return replace(screen, lines=(*screen.lines, _("The coordination has taken it down.")), options=(back, MENU))
    if card.held:
        waits = _("It waits for a coordinator's look: see what waits for the coordination.")
        return replace(screen, lines=(*screen.lines, waits), options=(COORDINATION, MENU))
    labels = {"next": _("Ask others too"), "forward": SEND, "rest": _("Pause it"), "remove": _("Remove it")}
    *options, last = screen.options
    more = (Option(f"l:{card.id}:{verb}", label) for verb, label in labels.items())
    return replace(screen, options=(*options, *more, last))


STATUS: dict[str, Message] = {
    "pending": _("waits for its check"),
    "approved": _("is in"),
    "refused": _("was not let in"),
    "suspended": _("is out for now"),
}
_DONE: dict[str, Message] = {
    "registered": _("registered by the coordination"),
    "begun": _("its first hours began"),
    "begun_alone": _("its first hours began, by one coordinator alone"),
    "listed": _("its requests and offers came in from a list of the coordination"),
    "code": _("a code for its people was made"),
    "suspended": _("taken out for now"),
    "resumed": _("back in"),
    "paused": _("a listing was stopped"),
    "removed": _("a listing was removed"),
    "put_back": _("a listing that was removed is shown again"),
    "frozen": _("deadlines stopped"),
    "thawed": _("deadlines go on"),
    "phone_asked": _("a lost phone was reported"),
    "phone_objected": _("the old phone said that it is not lost"),
    "phone_dropped": _("a lost phone was called off"),
    "phone_moved": _("they write from a new phone"),
    "pin_asked": _("a forgotten PIN was reported"),
    "pin_objected": _("the PIN was not forgotten"),
    "pin_dropped": _("a forgotten PIN was called off"),
    "pin_removed": _("a forgotten PIN was removed"),
    "kind_grassroots": _("is a community group"),
    "kind_cso": _("is a registered NGO"),
    "kind_company": _("is a company"),
    "kind_public": _("is a public body"),
    "renamed": _("its name was changed"),
    "resettled": _("its town was changed"),
    "own_name": _("its people changed its name"),
    "own_town": _("its people changed its town"),
}


_BEFORE = ("renamed", "resettled", "own_name", "own_town")
"""Of these it is not the reason that was kept, but what was before."""


def organisation(look: Look, organisation_id: int) -> Screen | None:
    """One of the hub's organisations with what was done about it and what can be; None for nobody of theirs."""
    card = look.member(organisation_id)
    if card is None:
        return None
    values: dict[str, Value] = {"organisation": card.name, "town": card.town, "country": Country(card.country)}
    head = _(
        "{organisation}, {town} ({country})\nKind: {kind}\nIt {status}.",
        **values,
        kind=KINDS.get(card.kind, _("not sure")),
        status=STATUS[card.status],
    )
    lines = [head]
    if card.assisted:
        lines.append(_("It has no phone here."))
    if card.frozen_at is not None:
        lines.append(_("Its deadlines have been paused since {since}.", since=Moment(card.frozen_at)))
    lines += map(_measure_line, reversed(card.measures))
    if card.status != "pending":
        lines.append(_took_part(card))
    if not card.mine:
        lines += _kind_lines(card)
    listed = look.listings_of(card.id)
    if listed:
        lines += (_("Open here:"), *map(listing_line, listed[:PAGE]))
    shown = (Option(f"o:{card.id}:listed", _("Their listings")),) if listed else ()
    return Screen(tuple(lines), (*_choices(card), *shown, MEMBERS, MENU))


def _took_part(card: OrganisationCard) -> Message:
    if card.last is None:
        return _("It has completed no exchange yet.")
    values: dict[str, Value] = {"given": Amount(card.given), "received": Amount(card.received)}
    return _("Given: {given}. Received: {received}. Last exchange: {when}.", **values, when=Moment(card.last))


def listed(look: Look, organisation_id: int) -> Screen | None:
    """The requests and offers of one of them; each opens."""
    card, found = look.member(organisation_id), look.listings_of(organisation_id)
    if card is None or not found:
        return None
    lines = map(listing_line, found[:MOST_LISTED])
    options = (Option(f"l:{one.id}:see", brief(one.what)) for one in found[:MOST_LISTED])
    back = Option(f"o:{card.id}:see", _("Back to it"))
    return Screen((_("Open of {organisation}:", organisation=card.name), *lines), (*options, back, MENU))


def let_in(organisation_id: int) -> tuple[Option, ...]:
    """What it is, in one tap that lets it in as that."""
    return tuple(Option(f"o:{organisation_id}:in_{kind}", label) for kind, label in KINDS.items())


def _kind_lines(card: OrganisationCard) -> tuple[Message, ...]:
    if card.status in ("pending", "refused"):
        return (*_said(card), LET_IN)
    if card.said_kind:
        return (*_said(card), _("Is that so? Until you say, nothing changes for it."))
    if card.unsettled:
        return (_("Nobody has said what it is. Until then it sees only what companies see, too. What is it?"),)
    return ()


def _said(card: OrganisationCard) -> tuple[Message, ...]:
    return (_("It says that it is: {kind}.", kind=KINDS[card.said_kind]),) if card.said_kind else ()


def _kind_options(card: OrganisationCard) -> tuple[Option, ...]:
    """What settles its kind in one tap, where that is open."""
    if card.said_kind:
        stays = KINDS.get(card.kind, _("not sure"))
        return (
            Option(f"o:{card.id}:is_{card.said_kind}", KINDS[card.said_kind]),
            Option(f"o:{card.id}:is_{card.kind}", _("It stays: {kind}", kind=stays)),
        )
    if card.unsettled:
        return tuple(Option(f"o:{card.id}:is_{kind}", label) for kind, label in KINDS.items())
    return ()


def _measure_line(one: MeasureCard) -> Message:
    what = _DONE.get(one.action, _DONE["paused"])
    if one.why is None:
        return _("{day}: {what}", day=Moment(one.at), what=what)
    if one.action in _BEFORE:
        return _("{day}: {what}. Before: {text}", day=Moment(one.at), what=what, text=one.why)
    return _("{day}: {what}. Why: {text}", day=Moment(one.at), what=what, text=one.why)


def _choices(card: OrganisationCard) -> tuple[Option, ...]:
    if card.mine:
        return ()
    write = () if card.assisted else (Option(f"o:{card.id}:write", WRITE),)
    if card.status in ("pending", "refused"):
        return (*let_in(card.id), *write)
    if card.status == "suspended":
        return (Option(f"o:{card.id}:on", _("Let them back in")), *write)
    act = (Option(f"a:{card.id}:0", _("Act for them")),) if card.assisted else ()
    lost = () if card.assisted else (Option(f"o:{card.id}:phone", _("Lost phone")),)
    clocks = Option(f"o:{card.id}:thaw", _("Deadlines go on"))
    if card.frozen_at is None:
        clocks = Option(f"o:{card.id}:freeze", _("Stop their deadlines"))
    details = Option(f"o:{card.id}:details", _("Change its details"))
    stop = Option(f"o:{card.id}:stop", _("Take out for now"))
    return (*_kind_options(card), *act, *write, clocks, stop, *lost, details)
