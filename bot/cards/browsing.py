"""Looking around: what others offer and ask, by field, near or from a distance, and what fits what we have published.

A button says all that its page needs: `b:kind:view:argument`, kind `o` (offers) or `n` (requests). Views: `` (how to
look), `f` (fields from a place on), `in` (a field: `health.17`, from what is older than listing 17), `far` (from a
distance, older than), `near` and `ids` (these, in base 36: what is still to be seen of a list that is in an order of
its own), `fit` (what fits all of ours, from a place on), `one` (what fits one of ours), `ask` and `afar` (publish
these words, which were looked for in vain; afar: from a distance).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.cards.listing import MENU, from_line, listing_line
from bot.cards.queue import COORDINATION
from bot.understand.alike import stems
from bot.understand.where.places import REMOTE
from core.calendar import today
from core.listings.cards import ListingCard
from core.look import Look, is_id
from core.look.browse import FitCard
from core.messages import Country, Message, Option, Screen, Several, Value, _, _n
from core.text.clean import brief
from core.text.normal import fold

PAGE = 5
_FIELDS, _OURS, _BESIDE = 7, 3, 3  # on one page
_PAYLOAD = 60  # bytes of a button at most
_ASK, _ASK_AFAR = "ask", "afar"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KINDS = {"o": "offer", "n": "need"}
_LETTERS = {"offer": "o", "need": "n"}
_HEADS = {
    "offer": _("Offers of other organisations:"),
    "need": _("Requests of other organisations:"),
}
_NONE = {
    "offer": _("There are no offers yet."),
    "need": _("There are no requests now."),
}
_NONE_THERE = _("I find nothing there now. Search another way, or publish what you need or offer, and I keep looking.")
NEEDS, OFFERS = Option("m:hubneeds", _("Open requests")), Option("m:huboffers", _("Open offers"))
"""All of a network, for who coordinates it."""
GO_ON = Option("m:back", _("Go on"))
"""Below a list that came between two questions: back to what was being asked."""
_NEED, _OFFER = Option("m:need", _("Ask for help")), Option("m:offer", _("Offer help"))


def find(look: Look, before: str = "0") -> Screen:
    """Offers of other organisations."""
    return newest(look, "offer", before)


def needs(look: Look, before: str = "0") -> Screen:
    """Requests of other organisations."""
    return newest(look, "need", before)


def view(look: Look, letter: str, name: str, argument: str = "") -> Screen | None:
    """The page behind a button; None where the button is none of ours."""
    kind = _KINDS[letter]
    if name and (later := _not_yet(look, kind)):
        return later
    match name:
        case "":
            return ways(look, kind)
        case "f":
            return _fields(look, kind, int(argument or 0)) if is_id(argument or "0") else None
        case "in":
            field, _dot, before = argument.partition(".")
            return _in_field(look, kind, field, int(before or 0)) if is_id(before or "0") else None
        case "far":
            return _far(look, kind, int(argument or 0)) if is_id(argument or "0") else None
        case "near":
            return near(look, kind, _ids(argument))
        case "ids":
            return _some(look, kind, _ids(argument))
        case "fit":
            return ours(look, int(argument or 0)) if is_id(argument or "0") else None
        case "one":
            return fitting(look, int(argument)) if is_id(argument) else None
    return None


def ways(look: Look, kind: str) -> Screen:
    """How to look; anything may be written instead."""
    letter = _LETTERS[kind]
    other = Option("m:needs", _("See requests")) if kind == "offer" else Option("m:find", _("See offers"))
    options = (
        Option("b:o:fit", _("What fits us")),
        Option(f"b:{letter}:f", _("By field")),
        Option(f"b:{letter}:near", _("Near us")),
        Option(f"b:{letter}:far", _("From a distance")),
        other,
    )
    text = _("How should I search? You can also write it, for example: who teaches English?")
    return Screen((text,), (*options, MENU))


def _not_yet(look: Look, kind: str, words: str = "", town: str = "") -> Screen | None:
    """What is said in place of any list to who is not let in yet, and so is shown nothing of others; who coordinates
    and is of no organisation reads all of the network.
    """
    if look.me.coordinates and not look.me.joined:
        return of_the_network(look, kind, words, town)
    if look.me.status != "pending":
        return None
    text = _(
        "A coordinator looks at your organisation first. You see what others offer and ask as soon as it is approved."
    )
    return Screen((text,), (_NEED, _OFFER, MENU))


# ---- lists ------------------------------------------------------------------------------------------------------


def newest(
    look: Look, kind: str, before: str = "0", words: str = "", *, remote: bool = False, town: str = ""
) -> Screen:
    """Listings of a kind, the newest first; with words, those that fit them best, on each page the newest first, as who
    looks once more in other words chooses from the same list; those of a town, where it has any.
    """
    if later := _not_yet(look, kind, words, town):
        return later
    if words or town:
        cards = [one for one in look.others_listings(kind, words) if one.remote or not remote]
        there = [one for one in cards if town and fold(town) in (fold(one.town), fold(one.place))]
        head = _("Nothing in {town} now. Elsewhere:", town=town) if town and not there else _HEADS[kind]
        cards = there or cards
        ordered = [one for at in range(0, len(cards), PAGE) for one in sorted(cards[at : at + PAGE], key=_newest_first)]
        found: list[tuple[ListingCard, int | None]] = [(card, None) for card in ordered]
        if found or not words:
            return _listed(kind, head, found, none=_NONE_THERE)
        return _nobody(look, kind, words, remote=remote)
    if remote:
        return _far(look, kind, 0)
    cards = look.others_listings(kind, before=int(before))
    page = "find" if kind == "offer" else "needs"
    return _paged(kind, _HEADS[kind], cards, f"m:{page}/", _NONE[kind])


def _newest_first(card: ListingCard) -> int:
    return -card.id


def _far(look: Look, kind: str, before: int) -> Screen:
    cards = look.listings_in(kind, where="remote", before=before)
    return _paged(kind, _("From a distance:"), cards, f"b:{_LETTERS[kind]}:far:", _NONE_THERE)


def _fields(look: Look, kind: str, start: int) -> Screen:
    """The fields that hold anything, the fullest first, with how many."""
    found = look.fields(kind)
    if not found:
        return _nothing(kind, _NONE[kind])
    letter = _LETTERS[kind]
    shown = found[start : start + _FIELDS]
    options = tuple(Option(f"b:{letter}:in:{one.id}", _("{field} ({n})", field=one.name, n=one.many)) for one in shown)
    further = (Option(f"b:{letter}:f:{start + _FIELDS}", _("More")),) if len(found) > start + _FIELDS else ()
    return Screen((_("In which field?"),), (*options, *further, MENU))


def _in_field(look: Look, kind: str, field: str, before: int) -> Screen:
    name: str | Message = next((one.name for one in look.fields(kind) if one.id == field), "")
    if not name:
        return _nothing(kind, _NONE_THERE)
    cards = look.listings_in(kind, field, before=before)
    return _paged(kind, _("{field}:", field=name), cards, f"b:{_LETTERS[kind]}:in:{field}.", _NONE_THERE)


def near(look: Look, kind: str, only: list[int] | None = None) -> Screen:
    """In the person's own country, near first; with kilometres where both towns are known. `only`: what comes next."""
    if later := _not_yet(look, kind):
        return later
    found = [one for one in look.near(kind) if not only or one[0].id in only]
    head = _("Near {town}:", town=look.me.town)
    if all(km is None for _card, km in found[:PAGE]):
        values: dict[str, Value] = {"country": Country(look.me.country), "town": look.me.town}
        head = _("In {country}; how far from {town} I do not know:", **values)
    return _listed(kind, head, found, none=_NONE_THERE, view="near")


def _some(look: Look, kind: str, ids: list[int]) -> Screen:
    """What is still to be seen of a list, some of which may be gone meanwhile."""
    there = [card for card in look.listings(ids) if card.kind == kind]
    return _listed(kind, _HEADS[kind], [(card, None) for card in there], none=_NONE_THERE)


def _paged(kind: str, head: Message, cards: list[ListingCard], go_on: str, none: Message) -> Screen:
    """A list by age: "more" goes on behind the last one shown."""
    further = (Option(f"{go_on}{cards[PAGE - 1].id}", _("More")),) if len(cards) > PAGE else ()
    return _screen(kind, head, [(card, None) for card in cards[:PAGE]], further, none)


def _listed(
    kind: str, head: Message, found: list[tuple[ListingCard, int | None]], none: Message, view: str = "ids"
) -> Screen:
    """A list in an order of its own: "more" carries those that come next, to the same view."""
    further = _carried(f"b:{_LETTERS[kind]}:{view}:", [card.id for card, _km in found[PAGE:]])
    return _screen(kind, head, found[:PAGE], further, none)


def _screen(
    kind: str,
    head: Message,
    found: list[tuple[ListingCard, int | None]],
    further: tuple[Option, ...],
    none: Message,
) -> Screen:
    if not found:
        return _nothing(kind, none)
    lines = tuple(_line(card, km) for card, km in found)
    options = tuple(Option(f"l:{card.id}:see", brief(card.what)) for card, _km in found)
    return Screen((head, *lines), (*options, *further, _otherwise(kind), MENU))


def _line(card: ListingCard, km: int | None) -> Message:
    line = from_line(card.organisation, card.country, listing_line(card))
    if km is None:
        return line
    if km == 0:
        return _("{listing}: in your town", listing=line)
    return _("{listing}: about {km} km away", listing=line, km=km)


def _nothing(kind: str, why: Message) -> Screen:
    """Nothing to be seen: what can be done about it."""
    return Screen((why,), (_NEED, _OFFER, _otherwise(kind), MENU))


def _nobody(look: Look, kind: str, words: str, *, remote: bool) -> Screen:
    """Nothing fits the words: they can be published as they are. Who wants to help reads what others ask for."""
    ask = f"b:{_LETTERS[kind]}:{_ASK_AFAR if remote else _ASK}:{words}"
    if len(ask.encode()) > _PAYLOAD:
        return _nothing(kind, _NONE_THERE)
    if kind == "offer":
        text = _("I find nothing for “{words}” now. Shall I publish it as a request and keep looking?", words=words)
        option = Option(ask, _("Ask for this"))
    else:
        text = _("Nobody asks for “{words}” now. Shall I publish it as an offer and keep looking?", words=words)
        option = Option(ask, _("Offer this"))
    others = [] if kind == "offer" else look.others_listings(kind)[:_BESIDE]
    head = (_("What others ask for:"), *(_line(card, None) for card in others)) if others else ()
    see = (Option(f"l:{card.id}:see", brief(card.what)) for card in others)
    return Screen((*head, text), (option, *see, _otherwise(kind), MENU))


def beside_question(screen: Screen) -> tuple[Message, ...]:
    """What a page says where something else is being asked: its own question could not be answered there."""
    first = screen.options[0].id if screen.options else ""
    _kind, letter, name, words = (*first.split(":", 3), "", "", "")[:4]
    if name not in (_ASK, _ASK_AFAR) or letter not in _LETTERS.values():
        return screen.lines
    if letter == _LETTERS["offer"]:
        return (_("I find nothing for “{words}” now.", words=words),)
    return (_("Nobody asks for “{words}” now.", words=words),)


def to_publish(look: Look, letter: str, name: str, words: str) -> tuple[str, dict[str, str]] | None:
    """The flow and its hints behind a button that publishes what was looked for; None for every other button."""
    if name not in (_ASK, _ASK_AFAR) or not words:
        return None
    where = {"where": REMOTE} if name == _ASK_AFAR else {}
    return {"o": "need", "n": "offer"}[letter], {"what": words, **where}


def labelled(look: Look) -> tuple[Option, ...]:
    """What leads to the lists, to be written out at any time."""
    return (*ways(look, "offer").options, _otherwise("offer"))


def gone() -> Screen:
    """What was chosen from a list is not shown any more, or was never theirs to see."""
    text = _("That is not published any more, or it is not here. Look at what there is now.")
    return Screen(
        (text,), (Option("m:find", _("See offers")), Option("m:needs", _("See requests")), _otherwise("offer"), MENU)
    )


def _otherwise(kind: str) -> Option:
    return Option(f"b:{_LETTERS[kind]}:", _("Search another way"))


def _ids(argument: str) -> list[int]:
    return [int(one, 36) for one in argument.split(".") if len(one) < 10 and one.isascii() and one.isalnum()]


def _carried(payload: str, ids: list[int]) -> tuple[Option, ...]:
    """A button with as many ids as it can hold."""
    for id in ids:
        grown = payload + _base36(id) + "."
        if len(grown) > _PAYLOAD:
            break
        payload = grown
    return (Option(payload.removesuffix("."), _("More")),) if ids else ()


def _base36(id: int) -> str:
    digits = ""
    while id:
        id, digit = divmod(id, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"


# ---- all of a network, for who coordinates it --------------------------------------------------------------------


def hubneeds(look: Look, skipped: str = "0") -> Screen:
    """The hub's open needs, oldest first, a page at a time: who asks, since when, whether anybody fits; each opens."""
    found = look.hub_listings("need", int(skipped))
    if not found:
        return Screen((_("There are no requests now."),), (OFFERS, COORDINATION, MENU))
    more = (Option(f"m:hubneeds/{int(skipped) + PAGE}", _("More")),) if len(found) > PAGE else ()
    lines = [_need_line(look, card) for card in found[:PAGE]]
    return _opening(_("Open requests, oldest first:"), lines, found[:PAGE], (*more, OFFERS, COORDINATION, MENU))


def huboffers(look: Look, skipped: str = "0") -> Screen:
    """The hub's open offers, the newest first, a page at a time: of whom, and since when; each opens."""
    found = look.hub_listings("offer", int(skipped))
    if not found:
        return Screen((_("There are no offers yet."),), (NEEDS, COORDINATION, MENU))
    more = (Option(f"m:huboffers/{int(skipped) + PAGE}", _("More")),) if len(found) > PAGE else ()
    lines = [_need_line(look, card) for card in found[:PAGE]]
    return _opening(_("Open offers, the newest first:"), lines, found[:PAGE], (*more, NEEDS, COORDINATION, MENU))


def of_the_network(look: Look, kind: str, words: str = "", town: str = "") -> Screen:
    """What who coordinates and is of no organisation reads where others look around; with words, what they name."""
    page = huboffers if kind == "offer" else hubneeds
    said = stems(words)
    cards = [card for card in look.listings_of() if card.kind == kind and (not said or said & stems(card.what))]
    there = [card for card in cards if fold(town) in (fold(card.town), fold(card.place))] if town else cards
    if not (words or town):
        return page(look)
    others = (NEEDS, OFFERS, COORDINATION, MENU)
    if not there:
        return Screen((_("I find nothing there now."),), others)
    return which(there, _("What is open:"), others)


def which(found: Sequence[ListingCard], head: Message, beside: tuple[Option, ...] = (COORDINATION, MENU)) -> Screen:
    """A few listings of which each opens."""
    shown = found[:PAGE]
    return _opening(head, [from_line(one.organisation, one.country, listing_line(one)) for one in shown], shown, beside)


def _opening(head: Message, lines: Sequence[Message], cards: Sequence[ListingCard], beside: Sequence[Option]) -> Screen:
    options = (Option(f"l:{card.id}:see", brief(card.what)) for card in cards)
    return Screen((head, *lines), (*options, *beside))


def _need_line(look: Look, card: ListingCard) -> Message:
    line = from_line(card.organisation, card.country, listing_line(card))
    age = age_line((look.today - _day(look, card.created_at)).days)
    if card.alone:
        return _("{listing}. {age}, and nobody fits yet.", listing=line, age=age)
    return _("{listing}. {age}.", listing=line, age=age)


def _day(look: Look, at: int) -> date:
    return today(at, look.me.zone)


def age_line(days: int) -> Message:
    """How long a request has been open."""
    return _n("Open for {n} day", "Open for {n} days", days) if days > 0 else _("New today")


# ---- what fits ours ---------------------------------------------------------------------------------------------


def ours(look: Look, start: int = 0) -> Screen:
    """What we have published with how many fit it, a few at a time; where it is one, what fits that."""
    cards = [card for card in look.my_listings() if card.state == "open"]
    if not cards:
        text = _("You have nothing published. Publish what you need or offer, and I look for who fits.")
        return Screen((text,), (_NEED, _OFFER, _otherwise("offer"), MENU))
    if len(cards) == 1:
        return fitting(look, cards[0].id) or _nothing("offer", _NONE_THERE)
    shown = cards[start : start + _OURS]
    lines = tuple(_fits_line(card, len(look.fitting(card.id))) for card in shown)
    options = tuple(Option(f"b:o:one:{card.id}", brief(card.what)) for card in shown)
    further = (Option(f"b:o:fit:{start + _OURS}", _("More")),) if len(cards) > start + _OURS else ()
    return Screen((_("What fits us:"), *lines), (*options, *further, _otherwise("offer"), MENU))


def _fits_line(card: ListingCard, count: int) -> Message:
    if card.kind == "need":
        return _n("{listing}: {n} offer fits", "{listing}: {n} offers fit", count, listing=listing_line(card))
    return _n("{listing}: {n} request fits", "{listing}: {n} requests fit", count, listing=listing_line(card))


def fitting(look: Look, listing_id: int) -> Screen | None:
    """What fits one of ours, with why; each opens as the exchange it is already, or as the listing."""
    mine = next((card for card in look.my_listings() if card.id == listing_id), None)
    if mine is None:
        return None
    found = look.fitting(listing_id)[:PAGE]
    other = "offer" if mine.kind == "need" else "need"
    if not found:
        none = _("Nobody fits “{what}” yet. I keep looking and tell you.", what=mine.what)
        return Screen((none,), (_otherwise(other), Option(f"l:{mine.id}:see", _("See it")), MENU))
    lines = tuple(
        _(
            "{organisation} ({country}): {what}\nWhy: {why}",
            organisation=one.card.organisation,
            country=Country(one.card.country),
            what=one.card.what,
            why=Several(one.reasons),
        )
        for one in found
    )
    options = tuple(Option(_opens(one), brief(one.card.what)) for one in found)
    return Screen((_("For “{what}”:", what=mine.what), *lines), (*options, _otherwise(other), MENU))


def _opens(one: FitCard) -> str:
    """What a fitting listing is opened as."""
    return f"x:{one.exchange_id}:{one.version}:see" if one.exchange_id else f"l:{one.card.id}:see"
