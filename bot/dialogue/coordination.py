"""What a coordinator's words do: let an organisation in or not, write to it, send a request on, take a listing down,
decide hours, read the figures.

Nothing is decided by words alone: the card comes, or the question that names it and asks once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import browsing, coordinating, network
from bot.cards.choices import pointed_at
from bot.cards.listing import KINDS
from bot.cards.network import PAGE, to_whom, which
from bot.cards.queue import COORDINATION, TO_LET_IN, coordinate
from bot.cards.report import hub_report
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act, opens
from bot.conversation.heard import Heard
from bot.conversation.settling import hours_meant
from bot.dialogue.gate import has_no, may_press
from bot.dialogue.members import MAPPED, kind_said
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation
from bot.flows.reporting import IN_WORDS
from bot.understand.alike import stems, told_apart
from bot.understand.calendar.periods import period_in
from bot.understand.passed import for_others
from bot.understand.passing_on import words_behind
from core.listings.cards import ListingCard
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.look.hub import OrganisationCard
from core.messages import Screen, _
from core.reports.periods import code_of, codes
from core.text.normal import skeleton

_FIGURES = "this month"
_WHICH = _("Which one?")
_NOT_COUNTED = _("That is not counted here: the report tells of hours, exchanges and organisations.")
_MOST_MEANT = 3  # organisations of one name of which they choose
_WISH = 3  # words that say no more than what is to be done


def queue(_choice: Choice, _situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What waits, or what of it they name."""
    if not look.me.coordinates:
        return None
    kinds = coordinating.asked_for(look)
    at = told_apart(heard.text, [heard.said(one.label) for one in kinds], look.me.lang)
    page = kinds[at] if at is not None else COORDINATION
    nobody = page is TO_LET_IN and not look.waiting()  # "who is waiting?" is then all that waits
    return pressed(look, (COORDINATION if nobody else page).id)


def admit(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The organisation that is named, is shown, or is the only one that waits: let in as what they say that it is, or
    its card; not let in or taken out by a conversation that names it and asks once.
    """
    meant = meant_of(situation, heard, look)
    if not meant:
        nothing_else = bool(look.waiting()) and situation.focus is None
        return opens(coordinate(look)) if nothing_else else None
    if len(meant) > 1:
        return opens(which(meant[:_MOST_MEANT]))
    card = meant[0]
    comes_in = card.status == "pending" and bool(kind_said(heard, look)) and not has_no(heard.text)  # as that kind
    refuses = choice.row.what == "no" and not comes_in
    if card.status == "approved" and (instead := _of_approved(choice, situation, heard, look, card)):
        return instead
    if refuses and card.status in _OUT_BY:
        why = heard.reason("coord_refuse")
        return Act(flow=f"{_OUT_BY[card.status]}/{card.id}", hints={"why": look.seal(why)} if why else {})
    told = refuses and card.status == "refused" and not (heard.member() or has_no(heard.text))
    if told and len(heard.text.split()) > _WISH:
        return Act(flow=f"write_to/{card.id}", hints={"words": look.seal(heard.text)})  # why, told after it
    return _let_in(choice, situation, heard, look, card)


def _of_approved(choice: Choice, situation: Situation, heard: Heard, look: Look, card: OrganisationCard) -> Act | None:
    """What may be meant of what it published is no word about the organisation; and it is not taken out but by words
    that surely say so: its page has that choice.
    """
    chances = {one.act: one.probability for one in choice.readings}
    theirs = any(one.organisation_id == card.id for one in look.listings_of())
    if theirs and chances.get("coord_takedown", 0.0) >= _MAYBE:
        return takedown(choice, situation, heard, look)
    unsure = choice.row.what == "no" and (chances.get("coord_refuse", 0.0) < _SURELY or heard.asks_something())
    return opens(coordinating.of_organisation(look, card.id)) if unsure else None


_MAYBE, _SURELY = 0.15, 0.9
_OUT_BY = {"pending": "refuse", "approved": "suspend"}
"""By how one stands, the conversation by which it is not let in, or taken out."""


def _let_in(choice: Choice, situation: Situation, heard: Heard, look: Look, card: OrganisationCard) -> Act | None:
    kind = kind_said(heard, look) if card.status in ("pending", "refused") else ""
    verbs = (f"in_{kind}", f"as_{kind}") if kind else tuple(f"as_{one}" for one in KINDS)
    shown = focused(situation, "organisation") == card.id
    payload = next((situation.choices[one] for one in verbs if one in situation.choices), "")
    found = pressed(look, payload) if shown and payload else None
    if found and may_press(choice, situation, heard, found):
        return found
    if kind:
        return opens(coordinating.let_in_as(look, card.id, kind))
    page = coordinating.of_organisation(look, card.id)
    if page is None or card.status == "approved":
        return opens(page)
    return opens(pointed_at(page, "on") if card.status == "suspended" else page)


def meant_of(situation: Situation, heard: Heard, look: Look) -> Sequence[OrganisationCard]:
    """Those that the words name, be it by a part of the name of one that waits; of several alike the one that is shown,
    else those that wait; else what is shown; where nothing is shown, the only one that waits.
    """
    shown = look.member(focused(situation, "organisation"))
    if named := heard.member():
        here = [card for card in named.cards if shown and card.id == shown.id]
        return here or [card for card in named.cards if card.status == "pending"] or named.cards
    waiting = look.waiting()
    if (at := told_apart(heard.text, [card.name for card in waiting], look.me.lang)) is not None:
        return [card for card in (look.member(waiting[at].id),) if card]
    if shown is not None:
        return [shown]
    only = look.member(waiting[0].id) if len(waiting) == 1 and situation.focus is None else None
    return [only] if only else []


def card_of(heard: Heard, look: Look, *, listed: bool = False) -> Screen | None:
    """The page of the organisation that the words name, or what it published; of several, which one is meant."""
    named = heard.member()
    if named is None:
        return None
    if len(named.cards) > 1:
        return which(named.cards[:PAGE])
    shown = network.listed(look, named.cards[0].id) if listed else None
    return shown or coordinating.of_organisation(look, named.cards[0].id)


def member(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The page of the organisation that they ask about: the one that is named, or shown; else all, to choose from."""
    if not look.me.coordinates:
        return None
    shown = coordinating.of_organisation(look, focused(situation, "organisation"))
    return opens(card_of(heard, look) or shown or network.members(look))


def focused(situation: Situation, kind: str) -> int:
    """The thing of that kind that is shown; 0 where none is."""
    return situation.focus.id if situation.focus and situation.focus.kind == kind else 0


def case(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """A choice of the case on the screen; where the words are not sure enough to choose it, the case with it first."""
    verb = next((one for one in choice.row.what.split("|") if one in situation.choices), "")
    found = pressed(look, situation.choices[verb]) if verb else None
    if found and (found.flow or may_press(choice, situation, heard, found)):
        return denied(found, heard)
    page = coordinating.case(look, focused(situation, "case")) if verb else None
    return opens(page and pointed_at(page, verb))


def forward(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The request on the screen, that is named, or the only one that nobody fits, to whom they name."""
    if not look.me.coordinates:
        return None
    id = situation.focus.id if situation.focus and situation.focus.kind == "listing" else _open_request(heard, look)
    if not id:
        return None
    may = look.may_be_asked(id)
    named = heard.member()
    ids = {card.id for card in named.cards} if named else set()
    to = next((name for one, name in may if one in ids), "")
    at = told_apart(heard.text, [name for _id, name in may], look.me.lang) if not to else None
    to = may[at][1] if at is not None else to
    return Act(flow=f"forward/{id}", hints={"to": "=" + to} if to else {})


def _open_request(heard: Heard, look: Look) -> int:
    needs = look.hub_listings("need")
    said = stems(heard.text)
    named = [card for card in needs if said & stems(card.what)]
    alone = [card for card in (named or needs) if card.alone] or named or needs
    return alone[0].id if len(alone) == 1 else 0


def write(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """Their words to the organisation that they name, that is shown, or whose case is; shown once before they go."""
    if not look.me.coordinates:
        return None
    named = heard.member()
    told = for_others(heard.text, "coord_write").words
    said = told if skeleton(told) != skeleton(heard.text) else ""
    said = said or words_behind(heard.text, named.end if named else 0)
    case = look.case(focused(situation, "case"))
    cards = named.cards if named else ()
    if case and case.answerable and (not cards or any(card.name == case.organisation for card in cards)):
        said = said or (heard.text if len(heard.text.split()) > _WISH else "")  # under their case it is for them
        return Act(flow=f"answer_case/{case.id}", hints={"words": look.seal(said)} if said else {})
    hints = {"words": look.seal(said)} if said else {}
    shown = focused(situation, "organisation")
    ids = [card.id for card in cards][:_MOST_MEANT]
    ids = [shown] if shown and (shown in ids or not cards) else ids
    asks = heard.asks_something() or choice.reading.source == MAPPED
    if named and not said and asks:
        return opens(card_of(heard, look))
    return Act(flow="/".join(("write_to", *map(str, ids))), hints=hints) if ids else opens(to_whom(look))


def takedown(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What they name or is shown is taken down: the conversation that asks why; of several they choose. Of what waits
    for a look or was reported its case is decided.
    """
    if not look.me.coordinates:
        return None
    denies = pressed(look, situation.choices.get("deny", ""))
    shown = look.listing(focused(situation, "listing"))
    cards = [card for card in look.listings_of() if card.organisation_id != look.me.organisation_id]
    named = _listings_named(heard, look, cards)
    if denies and not named:
        return denied(denies, heard)
    if shown and (not named or any(card.id == shown.id for card in named)):
        named = [shown]
    if len(named) == 1:
        why = heard.reason("coord_takedown")
        return Act(flow=f"remove/{named[0].id}", hints={"why": look.seal(why)} if why else {})
    listed = [card for card in cards if f"l:{card.id}:see" in situation.listed]
    among = named or listed or cards
    return opens(browsing.which(among, _WHICH)) if among else None


def _listings_named(heard: Heard, look: Look, cards: Sequence[ListingCard]) -> list[ListingCard]:
    """Those whose organisation the words name, and of these those of which they say most."""
    named = heard.member()
    theirs = {card.id for card in named.cards} if named else set()
    among = [card for card in cards if card.organisation_id in theirs] or list(cards)
    said = stems(heard.text)
    shared = {card.id: len(said & stems(card.what)) for card in among}
    most = max(shared.values(), default=0)
    return [card for card in among if shared[card.id] == most] if most or theirs else []


def decide(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The question how many hours are right, with those that they name, of the exchange on the screen or the only one
    on which two do not agree.
    """
    card = _disagreed(situation, look)
    if card is None or card.mine or not look.me.coordinates:
        return None
    meant = hours_meant(heard, card.minutes or 0)
    minutes = heard.minutes() or heard.last_number_of_hours() if meant is None else meant
    hints = {"hours": str(minutes)} if isinstance(minutes, int) else {}
    if hints and (why := heard.reason("coord_decide")):
        hints["why"] = look.seal(why)
    return Act(flow=f"decide/{card.id}/{card.version}", hints=hints)


def _disagreed(situation: Situation, look: Look) -> ExchangeCard | None:
    case = look.case(focused(situation, "case"))
    if shown := (case and case.exchange_id) or focused(situation, "exchange"):
        return look.exchange(shown)
    numbers = {card.number for card in look.queue() if card.kind in ("exchange", "case") and card.number}
    found = [card for number in numbers if (card := look.exchange_by_number(number)) and card.state == "disputed"]
    return found[0] if len(found) == 1 else None


def figures(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """How the network did in the time that they name, else this month, with other periods and the page from which a
    donor's file is made.
    """
    if not look.me.coordinates:
        return None
    named = period_in(heard.text, heard.language(), look.today)
    page = hub_report(look, code_of(*named) if named else codes(look.today)[_FIGURES])
    if named is None and heard.asks_something() and not _tells_of(heard, page):
        page = replace(page, lines=(_NOT_COUNTED, *page.lines))
    return Act(page=page, opens=situation.free)


def denied(found: Act, heard: Heard) -> Act:
    """The same, with why held words are not let through where that is said beside it."""
    told = found.flow.startswith("deny/") and heard.reason("coord_takedown")
    return replace(found, hints={**found.hints, "why": IN_WORDS}) if told else found


def _tells_of(heard: Heard, page: Screen) -> bool:
    """Whether a report has a word of what is asked."""
    told = " ".join(heard.said(line) for line in (*page.lines, *(one.label for one in page.options)))
    return not stems(heard.text).isdisjoint(stems(told))
