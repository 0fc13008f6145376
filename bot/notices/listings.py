"""What was published, what fits it, what ended: who is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.listing import LISTINGS, MENU, TURN_ON, relied_short, renew, seen_by, show_again
from bot.notices import assist, coordinating, team
from bot.notices.exchanges import to_side
from bot.notices.telling import SUGGESTION_MS, Telling
from bot.sending import briefs
from core import audience
from core.calendar import today
from core.events import (
    AudienceSet,
    ListingChanged,
    ListingEnded,
    ListingEnds,
    Posted,
    PostedSeveral,
    Renewed,
    Rested,
    Resumed,
    Suggested,
)
from core.exchange_cards import card_of
from core.exchanges import unasked
from core.messages import Brief, Code, Country, Day, Message, Option, Screen, Several, _, _n
from core.naming import listing_words, organisation_of

_STILL = 2  # proposals that go on
_SHOWN = 5  # matches in the reply; the others wait in the list of exchanges


def _posted(tell: Telling, event: Posted) -> None:
    if _mine_is(tell, event):
        _say_posted(tell, event.matches, _nobody(tell, event))
        if tell.me and tell.me.colleagues:
            team.published(tell, listing_words(tell.tx, event.listing_id).what, f"posted:{event.listing_id}")
    for exchange_id in event.matches:
        _suggested(tell, exchange_id, event.listing_id)


def _nobody(tell: Telling, event: Posted) -> Message:
    """What is said when nothing fits: also when a person will look at a request."""
    if event.kind == "offer":
        return _("Published. Nobody needs this right now; I keep looking and tell you.")
    if event.look_at is None or tell.me is None:
        return _("Published. Nobody fits yet; I keep looking and tell you.")
    return _(
        "Published. Nobody fits yet. I keep looking and tell you; if it stays so, a coordinator looks at it on {day}.",
        day=Day(today(event.look_at, tell.me.zone).isoformat()),
    )


def _resumed(tell: Telling, event: Resumed) -> None:
    words = listing_words(tell.tx, event.listing_id)
    lines, options = _fitting(tell, event.matches, words.owner)
    shown = _("“{what}” is shown again.", what=words.what)
    tell.say(shown, *lines)
    tell.options = (*options, MENU)
    if tell.me is None:  # its day has come
        ears = audience.of_organisation(tell.tx, words.owner)
        screen = Screen((shown, *lines), (*options, MENU), brief=_brief(tell, words.owner))
        assist.about_listing(tell, words.owner, ears, screen, f"again:{event.listing_id}:{tell.now}", event.listing_id)
    for exchange_id in event.matches:
        _suggested(tell, exchange_id, event.listing_id)


def _rested(tell: Telling, event: Rested) -> None:
    words = listing_words(tell.tx, event.listing_id)
    day = Day(event.until) if event.until else None
    tell.say(
        _("“{what}” is paused until {day}: then I show it again and tell you.", what=words.what, day=day)
        if day
        else _("“{what}” is paused. Nobody can find it until you show it again.", what=words.what)
    )
    tell.options = (show_again(event.listing_id), MENU)


def _renewed(tell: Telling, event: Renewed) -> None:
    words = listing_words(tell.tx, event.listing_id)
    lines, options = _fitting(tell, event.matches, words.owner)
    tell.say(_how_long(words.what, event), *lines)
    tell.options = (*options, Option(f"l:{event.listing_id}:see", _("See it")), MENU)
    if event.undated and words.kind == "offer":  # its own words may still name the day
        tell.options = (*options, Option(f"l:{event.listing_id}:edit-what", _("Change")), *tell.options[len(options) :])
    for exchange_id in event.matches:
        _suggested(tell, exchange_id, event.listing_id)


def _how_long(what: str, event: Renewed) -> Message:
    if not event.day:
        return _("“{what}” is shown until you take it down.", what=what)
    if event.undated:
        return _("“{what}” is shown until {day}, without a fixed day.", what=what, day=Day(event.day))
    return _("“{what}” is shown until {day}.", what=what, day=Day(event.day))


def _audience_set(tell: Telling, event: AudienceSet) -> None:
    """What was suggested to those who may not see it any more has ended; they hear nothing of it."""
    words = listing_words(tell.tx, event.listing_id)
    lines, options = _fitting(tell, event.matches, words.owner)
    tell.say(_("“{what}” is now seen by: {audience}.", what=words.what, audience=seen_by(words.audience)), *lines)
    tell.options = (*options, Option(f"l:{event.listing_id}:see", _("See it")), MENU)
    for exchange_id in event.matches:
        _suggested(tell, exchange_id, event.listing_id)


def _changed(tell: Telling, event: ListingChanged) -> None:
    """Whom it still fits sees what it says now; whom it fits no longer hears nothing.

    Whoever had not heard of it yet, as it was night, hears of it as of something new.
    """
    words = listing_words(tell.tx, event.listing_id)
    lines, options = _fitting(tell, (*event.kept, *event.matches), words.owner)
    tell.say(_("Saved: “{what}”.", what=words.what), *lines)
    tell.options = (*options, Option(f"l:{event.listing_id}:see", _("See it")), MENU)
    lead = _("Changed by who published it:")
    for exchange_id in event.kept:
        card = card_of(tell.tx, exchange_id, words.owner)
        assert card is not None
        new = frozenset(address_id for id, address_id in event.unheard if id == exchange_id)
        to_side(tell, exchange_id, card.other_id, "changed", (lead,), expires=SUGGESTION_MS, wanted=True, but=new)
        if new:
            to_side(tell, exchange_id, card.other_id, "suggested", (), expires=SUGGESTION_MS, wanted=True, only=new)
    for exchange_id in event.matches:
        _suggested(tell, exchange_id, event.listing_id)


def _ends(tell: Telling, event: ListingEnds) -> None:
    words = listing_words(tell.tx, event.listing_id)
    if words.dated:
        text = _(
            "“{what}” is shown until its day, {day}. Shall it stay after that, without a fixed day?",
            what=words.what,
            day=Day(event.day),
        )
    else:
        text = _("“{what}” is shown until {day}. Shall it stay longer?", what=words.what, day=Day(event.day))
    options = (renew(event.listing_id), Option(f"l:{event.listing_id}:down", _("Take it down")), MENU)
    screen = Screen((text,), options, brief=_brief(tell, words.owner))
    ears = audience.of_organisation(tell.tx, words.owner)
    assist.about_listing(
        tell, words.owner, ears, screen, f"ends:{event.listing_id}:{event.day}:{tell.now}", event.listing_id
    )


def _posted_several(tell: Telling, event: PostedSeveral) -> None:
    count = len(event.listing_ids)
    _say_posted(
        tell,
        event.matches,
        _n(
            "Published: {n} offer. Nobody needs it right now; I keep looking and tell you.",
            "Published: {n} offers. Nobody needs them right now; I keep looking and tell you.",
            count,
        ),
    )
    if tell.me and tell.me.colleagues:
        for listing_id in event.listing_ids:
            team.published(tell, listing_words(tell.tx, listing_id).what, f"posted:{listing_id}")
    for exchange_id in event.matches:
        _suggested(tell, exchange_id, event.listing_ids[0])


def _mine_is(tell: Telling, event: Posted) -> bool:
    """Whether the poster is who is talking (after an approval, a coordinator is)."""
    owner = listing_words(tell.tx, event.listing_id).owner
    return tell.me is not None and owner == tell.me.organisation_id


def _say_posted(tell: Telling, matches: tuple[int, ...], nobody: Message) -> None:
    assert tell.me is not None
    if tell.me.status == "pending":
        tell.say(_("Saved. It is shown to others when a coordinator has looked at your organisation."))
        return
    if matches:
        lines, options = _fitting(tell, matches, tell.me.organisation_id or 0)
        tell.say(_n("Published. One fits:", "Published. {n} fit:", len(matches)), *lines)
        tell.options = (*options, MENU)
    elif tell.me.stopped:
        tell.say(_("Published. Nothing fits yet. You stopped all messages, so I cannot tell you when something does."))
        tell.options = (TURN_ON, MENU)
    else:
        tell.say(nobody)


def _fitting(tell: Telling, matches: tuple[int, ...], owner: int) -> tuple[list[Message], list[Option]]:
    """A line for each that fits, and what opens it."""
    lines: list[Message] = []
    options: list[Option] = []
    for exchange_id in matches[:_SHOWN]:
        card = card_of(tell.tx, exchange_id, owner)
        assert card is not None
        number = Code(str(card.number))
        lines.append(
            _(
                "{number}: {other} ({country})\nService: {words}\nWhy: {why}",
                number=number,
                other=card.other,
                country=Country(card.other_country),
                words=card.own_words or card.what,
                why=Several(card.reasons),
            )
        )
        lines += relied_short(card.relied)
        options.append(Option(f"x:{card.id}:{card.version}:see", _("See {number}", number=number)))
    return lines, options


def _suggested(tell: Telling, exchange_id: int, listing_id: int, *, to_owner: bool = True) -> None:
    """The other side is asked, and the coordinators hear of it."""
    owner = listing_words(tell.tx, listing_id).owner
    card = card_of(tell.tx, exchange_id, owner)
    assert card is not None
    if to_owner and not (tell.me and tell.me.organisation_id == owner):
        to_side(tell, exchange_id, owner, "suggested", (), expires=SUGGESTION_MS, wanted=True)
    to_side(tell, exchange_id, card.other_id, "suggested", (), expires=SUGGESTION_MS, wanted=True)
    coordinating.offered(tell, exchange_id, card.version)


def _more_suggested(tell: Telling, event: Suggested) -> None:
    """The next ones, some time after: to their owner as one message, to each other side as its card.

    Where a coordinator wanted it, how many there are.
    """
    if tell.me:
        count = len(event.matches)
        tell.say(_n("{n} more organisation is asked now.", "{n} more organisations are asked now.", count))
    tell.calm = event.calm
    for exchange_id in event.matches:
        _suggested(tell, exchange_id, event.listing_id, to_owner=len(event.matches) == 1 and not event.by_hand)
    if len(event.matches) > 1:
        found = listing_words(tell.tx, event.listing_id)
        lines, options = _fitting(tell, event.matches, found.owner)
        head = _n("One more fits “{what}”:", "{n} more fit “{what}”:", len(event.matches), what=found.what)
        ears = audience.of_organisation(tell.tx, found.owner)
        screen = Screen((head, *lines), (*options, MENU), brief=_brief(tell, found.owner))
        tell.suggest(ears, screen, f"more:{event.listing_id}:{event.matches[0]}")
    tell.calm = False


def _listing_ended(tell: Telling, event: ListingEnded) -> None:
    words = listing_words(tell.tx, event.listing_id)
    if event.state == "expired":
        text = _("The time of “{what}” is over and it is no longer shown. Publish it again?", what=words.what)
        option = Option(f"l:{event.listing_id}:renew", _("Publish again"))
        ears = audience.of_organisation(tell.tx, words.owner)
        screen = Screen((text,), (option, MENU), brief=_brief(tell, words.owner))
        assist.about_listing(
            tell, words.owner, ears, screen, f"expired:{event.listing_id}:{tell.now}", event.listing_id
        )
    elif event.state == "paused":
        text = _(
            "“{what}” is paused, because two proposals in a row had no answer. Nobody can find it until you "
            "show it again.",
            what=words.what,
        )
        ears = audience.of_organisation(tell.tx, words.owner)
        screen = Screen((text,), (show_again(event.listing_id), MENU), brief=_brief(tell, words.owner))
        key = f"paused:{event.listing_id}:{tell.now}"
        assist.about_listing(tell, words.owner, ears, screen, key, event.listing_id)
    elif event.state == "withdrawn" and tell.me and tell.me.organisation_id == words.owner:
        tell.say(_("Taken down: {what}", what=words.what))
        still = [
            Option(f"x:{id}:{version}:see", _("See {number}", number=Code(str(number))))
            for id, number, version in unasked.proposed_about(tell.tx, event.listing_id)[:_STILL]
        ]
        if still:
            tell.say(_("What was proposed about it goes on. To end that too, open it."))
        tell.options = (
            *still,
            Option(f"l:{event.listing_id}:anew", _("Publish again")),
            *(LISTINGS, MENU),
        )
        team.taken_down(tell, words.what, event.listing_id)


def _brief(tell: Telling, organisation_id: int) -> Brief:
    name, _hub = organisation_of(tell.tx, organisation_id)
    return briefs.listing(name)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    Posted: _posted,
    PostedSeveral: _posted_several,
    Suggested: _more_suggested,
    Rested: _rested,
    Resumed: _resumed,
    Renewed: _renewed,
    AudienceSet: _audience_set,
    ListingChanged: _changed,
    ListingEnds: _ends,
    ListingEnded: _listing_ended,
}
