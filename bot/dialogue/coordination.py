"""What a coordinator's words do: let an organisation in or not, write to it, send a request on, take a listing down,
decide hours, read the figures.

Nothing is decided by words alone: the card comes with that choice first, or the question that asks once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.cards import browsing, coordinating
from bot.cards.choices import pointed_at
from bot.cards.listing import KINDS
from bot.cards.network import to_whom, which
from bot.cards.queue import coordinate
from bot.cards.report import hub_report
from bot.conversation.buttons import act as pressed
from bot.conversation.buttons.act import Act, opens
from bot.conversation.heard import Heard
from bot.conversation.settling import hours_meant
from bot.dialogue.gate import may_press
from bot.dialogue.policy import Choice
from bot.dialogue.situation import Situation
from bot.understand.alike import stems, told_apart
from bot.understand.calendar.periods import period_in
from bot.understand.passing_on import words_behind
from bot.understanding.spans import best
from core.listings.cards import ListingCard
from core.look import Look
from core.look.exchanges import ExchangeCard
from core.look.hub import OrganisationCard
from core.messages import _
from core.reports.periods import code_of, codes
from core.text.normal import words

_SPAN = 0.4
_FIGURES = "this month"
_WHICH = _("Which one?")
_MOST_MEANT = 3  # organisations of one name of which they choose


def admit(choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The organisation that waits and is named, is shown, or is the only one, with that choice first; let in as what
    they say that it is.
    """
    waiting = {card.id: card.name for card in look.waiting()}
    meant = _waiting(situation, heard, look, waiting)
    if len(meant) != 1:
        several = [card for id in meant if (card := look.member(id))] or look.members(name=heard.text)
        nothing_else = bool(waiting) and situation.focus is None
        return _not_one(several, look) if several else opens(coordinate(look)) if nothing_else else None
    verb, (id,) = choice.row.what, meant
    kind = _kind(heard, look, waiting[id]) if verb == "yes" else ""
    shown = _focused(situation, "organisation") == id
    done = {"yes": (f"in_{kind}", f"as_{kind}") if kind else tuple(f"as_{one}" for one in KINDS)}.get(verb, (verb,))
    payload = next((situation.choices[one] for one in done if one in situation.choices), "")
    found = pressed(look, payload) if shown and payload else None
    if found and may_press(choice, situation, heard, found):
        return found
    if kind:
        return opens(coordinating.let_in_as(look, id, kind))
    page = coordinating.organisation(look, id)
    if page is None:
        return None
    verbs = (one.id.rpartition(":")[2] for one in page.options if _does(one.id, verb))
    return opens(pointed_at(page, *verbs))


def _waiting(situation: Situation, heard: Heard, look: Look, waiting: Mapping[int, str]) -> list[int]:
    """Those that wait and the words mean: by name, which another one may have that is in; else what is shown; where
    nothing is shown, the only one.
    """
    shown = _focused(situation, "organisation")
    named = [card.id for card in look.members(name=heard.text) if card.id in waiting]
    if named:
        return [shown] if shown in named else named
    if (at := told_apart(heard.text, list(waiting.values()), look.me.lang)) is not None:
        return [list(waiting)[at]]
    if look.members(name=heard.text):
        return []
    if shown in waiting:
        return [shown]
    return list(waiting) if len(waiting) == 1 and situation.focus is None else []


def _not_one(meant: Sequence[OrganisationCard], look: Look) -> Act | None:
    """Several of which one is meant, or one that is in already, whose card says how it is taken out."""
    if len(meant) > 1:
        return opens(which(meant[:_MOST_MEANT]))
    page = coordinating.of_organisation(look, meant[0].id)
    return opens(
        page and pointed_at(page, *(one.id.rpartition(":")[2] for one in page.options if _does(one.id, "stop")))
    )


def _kind(heard: Heard, look: Look, name: str) -> str:
    """What they say that it is; '' where they say nothing of that. Its name may say so by chance."""
    called = set(words(name))
    rest = " ".join(word for word in words(heard.text) if word not in called)
    at = told_apart(rest, [heard.said(label) for label in KINDS.values()], look.me.lang)
    return "" if at is None else list(KINDS)[at]


def _focused(situation: Situation, kind: str) -> int:
    """The thing of that kind that is shown; 0 where none is."""
    return situation.focus.id if situation.focus and situation.focus.kind == kind else 0


def _does(payload: str, verb: str) -> bool:
    """Whether a choice lets in ("yes", or as what it is), or does not ("no")."""
    said = payload.rpartition(":")[2]
    return said == verb or (verb == "yes" and said.startswith("in_"))


def forward(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """The request on the screen, that is named, or the only one that nobody fits, to whom they name."""
    if not look.me.coordinates:
        return None
    id = situation.focus.id if situation.focus and situation.focus.kind == "listing" else _open_request(heard, look)
    if not id:
        return None
    may = look.may_be_asked(id)
    at = told_apart(heard.text, [name for _id, name in may], look.me.lang)
    if at is not None:
        return Act(flow=f"forward/{id}", hints={"to": "=" + may[at][1]})
    named = best(heard.text, situation.screen, "org")
    known = named and named.probability >= _SPAN and look.may_be_asked(id, named.text)
    return Act(flow=f"forward/{id}", hints={"to": "=" + named.text} if named and known else {})


def _open_request(heard: Heard, look: Look) -> int:
    needs = look.hub_listings("need")
    said = stems(heard.text)
    named = [card for card in needs if said & stems(card.what)]
    alone = [card for card in (named or needs) if card.alone] or named or needs
    return alone[0].id if len(alone) == 1 else 0


def write(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """Their words to the organisation that they name, that is shown, or whose case is; shown once before they go."""
    if not look.me.coordinates:
        return None
    span = best(heard.text, situation.screen, "org")
    called = look.members(name=span.text) if span and span.probability >= _SPAN else []
    cards = look.members(name=heard.text) or called
    named = max((_end(heard.text, card.name) for card in cards), default=0)
    said = words_behind(heard.text, named or (span.end if span and called else 0))
    hints = {"words": look.seal(said)} if said else {}
    case = look.case(_focused(situation, "case"))
    if case and case.answerable and (not cards or any(card.name == case.organisation for card in cards)):
        return Act(flow=f"answer_case/{case.id}", hints=hints)
    shown = _focused(situation, "organisation")
    ids = [card.id for card in cards if not card.mine][:_MOST_MEANT]
    ids = [shown] if shown and (shown in ids or not cards) else ids
    return Act(flow="/".join(("write_to", *map(str, ids))), hints=hints) if ids else opens(to_whom(look))


def _end(text: str, name: str) -> int:
    """Where a name ends in the words; 0 where it is not written so."""
    at = text.casefold().find(name.casefold()) if name else -1
    return at + len(name) if at >= 0 else 0


def takedown(_choice: Choice, situation: Situation, heard: Heard, look: Look) -> Act | None:
    """What they name or is shown is taken down: the conversation that asks why; of several they choose. Of what waits
    for a look or was reported its case is decided.
    """
    if not look.me.coordinates:
        return None
    denies = pressed(look, situation.choices.get("deny", ""))
    shown = look.listing(_focused(situation, "listing"))
    cards = [card for card in look.listings_of() if card.organisation_id != look.me.organisation_id]
    named = _listings_named(heard, look, cards)
    if denies and not named:
        return denies
    if shown and (not named or any(card.id == shown.id for card in named)):
        named = [shown]
    if len(named) == 1:
        return Act(flow=f"remove/{named[0].id}")
    listed = [card for card in cards if f"l:{card.id}:see" in situation.listed]
    among = named or listed or cards
    return opens(browsing.which(among, _WHICH)) if among else None


def _listings_named(heard: Heard, look: Look, cards: Sequence[ListingCard]) -> list[ListingCard]:
    """Those whose organisation the words name, and of these those of which they say most."""
    theirs = {card.id for card in look.members(name=heard.text)}
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
    return Act(flow=f"decide/{card.id}/{card.version}", hints=hints)


def _disagreed(situation: Situation, look: Look) -> ExchangeCard | None:
    case = look.case(_focused(situation, "case"))
    if shown := (case and case.exchange_id) or _focused(situation, "exchange"):
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
    return Act(page=page, opens=situation.free)
