"""What happened → who is told what: the outcome for the person who did it, alerts for the others.

Every message about an exchange carries its number and says how it stands, so that a repeat is harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import singledispatchmethod

from bot import pages
from bot.cards import MENU, balance_card, exchange_card
from core import audience
from core.audience import Ear
from core.db import Tx
from core.events import (
    BecameCoordinator,
    Changed,
    Decided,
    Event,
    Invited,
    Joined,
    ListingEnded,
    Moved,
    PersonJoined,
    Posted,
)
from core.exchange_cards import card_of
from core.look import ExchangeCard, Look, Me
from core.messages import Code, Message, Moment, Option, Screen, Several, _, _n, dump
from core.naming import listing_words, organisation_of, side_names
from core.outbox import Item
from core.policy import DAY_MS, HOUR_MS

_SUGGESTION_MS = 7 * DAY_MS
_DEFAULT_MS = 3 * DAY_MS


@dataclass(frozen=True, slots=True)
class Told:
    """The actor's own screen, and the alerts."""

    outcome: Screen
    alerts: tuple[Item, ...]


class Notices:
    """The telling of what one command or clock caused. `me` is None for a clock."""

    def __init__(self, tx: Tx, now: int, me: Me | None = None, look: Look | None = None) -> None:
        self._tx, self._now, self._me, self._look = tx, now, me, look
        self._lines: list[Message] = []
        self._options: tuple[Option, ...] = ()
        self._alerts: list[Item] = []

    def tell(self, events: Iterable[Event]) -> Told:
        """Go through the events in order."""
        for event in events:
            self._on(event)
        return Told(Screen(tuple(self._lines), self._options), tuple(self._alerts))

    @singledispatchmethod
    def _on(self, event: Event) -> None:
        """An event that nobody hears of."""

    # ---- joining ------------------------------------------------------------------------------------------------

    @_on.register
    def _joined(self, event: Joined) -> None:
        name, hub = organisation_of(self._tx, event.organisation_id)
        head = _("Welcome, {organisation} is now in {hub}.", organisation=name, hub=hub)
        if event.waits:
            self._say(
                _(
                    "Thank you. A coordinator of {hub} looks at {organisation} first; I will tell you. You can publish "
                    "already, and it is shown after that.",
                    organisation=name,
                    hub=hub,
                )
            )
        else:
            self._say(head, *((pages.granted(event.granted),) if event.granted else ()))
        ask = Screen(
            (_("{organisation} asks to join {hub}.", organisation=name, hub=hub),),
            (Option(f"o:{event.organisation_id}:see", _("See")),),
        )
        if event.waits:
            self._alert(self._coordinators(event.hub_id), ask, f"join:{event.organisation_id}", _DEFAULT_MS * 10)

    @_on.register
    def _person_joined(self, event: PersonJoined) -> None:
        name, _hub = organisation_of(self._tx, event.organisation_id)
        self._say(_("Welcome. You now act for {organisation}.", organisation=name))
        others = [ear for ear in audience.of_organisation(self._tx, event.organisation_id)
                  if ear.person_id != event.person_id]  # fmt: skip
        text = _("A new person now acts for {organisation}.", organisation=name)
        self._alert(others, Screen((text,), (MENU,)), f"person:{event.organisation_id}:{event.person_id}")

    @_on.register
    def _became_coordinator(self, event: BecameCoordinator) -> None:
        self._say(_("You are now a coordinator. I will tell you of new organisations and of suggestions."))
        self._options = (Option("m:coordinate", _("Coordination")), MENU)

    @_on.register
    def _invited(self, event: Invited) -> None:
        self._say(
            _(
                "Give this code to your colleague: {code}. They write it to me and then act for your organisation too. "
                "It works once, until {until}.",
                code=Code(event.digits),
                until=Moment(event.expires_at),
            )
        )

    @_on.register
    def _decided(self, event: Decided) -> None:
        name, hub = organisation_of(self._tx, event.organisation_id)
        if event.approved:
            self._say(_("Done: {organisation} is in.", organisation=name))
            text = _("{organisation} is now in {hub}.", organisation=name, hub=hub)
            lines = (text, *((pages.granted(event.granted),) if event.granted else ()))
        else:
            self._say(_("Done: {organisation} is told that it cannot join now.", organisation=name))
            lines = (_("{hub} cannot take {organisation} now. Write “person” to ask why.", hub=hub, organisation=name),)
        ears = audience.of_organisation(self._tx, event.organisation_id)
        self._alert(ears, Screen(lines, (MENU,)), f"decided:{event.organisation_id}:{event.approved}", 30 * DAY_MS)

    # ---- the person's own settings ------------------------------------------------------------------------------

    @_on.register
    def _changed(self, event: Changed) -> None:
        match event.what:
            case "language":
                self._say(_("I write in this language from now on."))
            case "kind":
                self._say(_("Thank you, I have noted it."))
            case "stopped":
                self._say(_("Stopped: no more messages. Your data stays. Write START to come back."))
                self._tell_of_stop()
            case "started":
                self._say(_("Messages are on again."))
            case "human":
                self._call_human()
            case "bot":
                self._say(_("Here I am again. What would you like to do?"))
                self._options = pages.menu(self._look).options if self._look else (MENU,)

    def _call_human(self) -> None:
        again = self._me is not None and self._me.with_human
        if again:
            self._say(_("Passed on to the coordinator. To go on with me, write “menu”."))
        else:
            self._say(_("A coordinator will write to you. Until then I stay quiet; write “menu” to go on with me."))
        if self._me and self._me.hub_id:
            text = _("{organisation} asks to talk to a person.", organisation=self._me.organisation or "…")
            key = f"human:{self._me.person_id}:{self._now // HOUR_MS}"
            self._alert(self._coordinators(self._me.hub_id), Screen((text,), (MENU,)), key)

    def _tell_of_stop(self) -> None:
        """A stop while an exchange is under way: the organisation's others and the coordinators should know."""
        if self._me is None or self._me.organisation_id is None or self._look is None:
            return
        if not any(card.state in ("agreed", "overdue", "delivered") for card in self._look.my_exchanges()):
            return
        text = _(
            "Someone of {organisation} has stopped messages while an exchange is under way.",
            organisation=self._me.organisation,
        )
        ears = [*audience.of_organisation(self._tx, self._me.organisation_id), *self._coordinators(self._me.hub_id)]
        ears = [ear for ear in ears if ear.person_id != self._me.person_id]
        self._alert(ears, Screen((text,), (MENU,)), f"stop:{self._me.address_id}:{self._now // DAY_MS}")

    # ---- listings -----------------------------------------------------------------------------------------------

    @_on.register
    def _posted(self, event: Posted) -> None:
        if self._mine_is(event):
            self._say_posted(event)
        for exchange_id in event.matches:
            self._suggested(exchange_id, event)

    def _mine_is(self, event: Posted) -> bool:
        """Whether the poster is who is talking (after an approval, a coordinator is)."""
        return self._me is not None and self._tx is not None and listing_words(self._tx, event.listing_id).owner == (
            self._me.organisation_id
        )  # fmt: skip

    def _say_posted(self, event: Posted) -> None:
        assert self._me is not None
        if self._me.status == "pending":
            self._say(_("Saved. It is shown to others when a coordinator has looked at your organisation."))
            return
        if not event.matches:
            self._say(
                _("Published. Nobody fits yet; I keep looking and tell you.")
                if event.kind == "need"
                else _("Published. Nobody needs this right now; I keep looking and tell you.")
            )
            return
        self._say(
            _n("Published. One fits:", "Published. {n} fit:", len(event.matches)),
        )
        options: list[Option] = []
        for exchange_id in event.matches:
            card = card_of(self._tx, exchange_id, self._me.organisation_id)
            assert card is not None
            number = Code(str(card.number))
            self._say(
                _(
                    "{number}: {other} ({country}): {words}. Why: {why}",
                    number=number,
                    other=card.other,
                    country=card.other_country,
                    words=card.own_words or card.what,
                    why=Several(card.reasons),
                )
            )
            options.append(Option(f"x:{card.id}:{card.version}:see", _("See {number}", number=number)))
        self._options = (*options, MENU)

    def _suggested(self, exchange_id: int, event: Posted) -> None:
        """The other side is asked, and the coordinators hear of it."""
        owner = listing_words(self._tx, event.listing_id).owner
        card = card_of(self._tx, exchange_id, owner)
        assert card is not None
        if not (self._me and self._me.organisation_id == owner):
            self._to_side(exchange_id, owner, "suggested", (), expires=_SUGGESTION_MS, wanted=True)
        self._to_side(exchange_id, card.other_id, "suggested", (), expires=_SUGGESTION_MS, wanted=True)
        self._to_coordinators(exchange_id, "suggested", self._match_line(exchange_id))

    def _match_line(self, exchange_id: int) -> Message:
        names = side_names(self._tx, exchange_id)
        return _(
            "Suggestion {number}: {receiver} needs “{need}”, {provider} offers “{offer}”. Why: {why}",
            number=Code(str(names.number)),
            receiver=names.receiver,
            provider=names.provider,
            need=names.need,
            offer=names.offer,
            why=Several(names.reasons),
        )

    @_on.register
    def _listing_ended(self, event: ListingEnded) -> None:
        words = listing_words(self._tx, event.listing_id)
        if event.state == "expired":
            text = _("The time of “{what}” is over and it is no longer shown. Publish it again?", what=words.what)
            option = Option("m:need" if words.kind == "need" else "m:offer", _("Publish again"))
            ears = audience.of_organisation(self._tx, words.owner)
            self._alert(ears, Screen((text,), (option, MENU)), f"expired:{event.listing_id}")
        elif event.state == "withdrawn" and self._me and self._me.organisation_id == words.owner:
            self._say(_("Taken down: {what}", what=words.what))

    # ---- exchanges ----------------------------------------------------------------------------------------------

    @_on.register
    def _moved(self, event: Moved) -> None:
        if event.action == "suggested":
            return  # told with the listing that caused it
        card = card_of(self._tx, event.exchange_id, event.by_id or 0, (-1,))
        actor_card = card if card and card.mine else None
        if actor_card and event.by_id is not None:
            self._outcome(event, actor_card)
            self._to_side(event.exchange_id, actor_card.other_id, event.action, self._lead(event, actor_card))
        elif event.by_id is None:
            self._from_clock(event)
        if event.action in ("problem", "figure_refused"):
            self._to_coordinators(event.exchange_id, event.action, self._trouble_line(event))

    def _outcome(self, event: Moved, card: ExchangeCard) -> None:
        """The actor's own card, with what their step did."""
        said = _DONE.get(event.action)
        if said:
            self._say(said)
        if event.action in ("problem", "figure_refused"):
            self._say(
                _("Thank you for telling us. No hours move while we look at it. A coordinator will write to you.")
            )
            self._options = (MENU,)
            return
        if event.action == "reviewed":
            self._options = (MENU,)
            return
        screen = exchange_card(card)
        self._say(*screen.lines)
        self._options = (*screen.options, MENU)
        if event.action in ("accepted", "settled", "cancelled", "cancelled_late"):
            self._say_balance(card)

    def _say_balance(self, card: ExchangeCard) -> None:
        balance = self._look.balance() if self._look else None
        if balance:
            self._say(balance_card(balance))

    def _lead(self, event: Moved, card: ExchangeCard) -> tuple[Message, ...]:
        """What the other side is told before their card."""
        assert self._me is not None or event.by_id is not None
        name, _hub = organisation_of(self._tx, event.by_id or 0)
        make = _LEADS.get(event.action)
        return (make(name),) if make else ()

    def _from_clock(self, event: Moved) -> None:
        """Both sides hear of what the clock did; a reminder only whoever's turn it is."""
        names = side_names(self._tx, event.exchange_id)
        for side in (names.receiver_id, names.provider_id):
            card = card_of(self._tx, event.exchange_id, side)
            assert card is not None
            if event.action == "reminded" and (
                not card.my_turn and not (card.state == "settled" and not card.reviewed)
            ):
                continue
            if event.action == "lapsed" and event.old_state == "suggested":
                continue  # no blame, no message
            if event.action == "closed":
                continue
            lead = (_("A reminder:"),) if event.action == "reminded" else ()
            if event.action == "lapsed":
                lead = (_("There was no answer in time, so the proposal has ended."),)
            self._to_side(event.exchange_id, side, f"{event.action}:{self._now}", lead)

    def _trouble_line(self, event: Moved) -> Message:
        names = side_names(self._tx, event.exchange_id)
        return _(
            "Exchange {number}, {receiver} and {provider}: there is a problem. Please write to both.",
            number=Code(str(names.number)),
            receiver=names.receiver,
            provider=names.provider,
        )

    def _to_side(
        self,
        exchange_id: int,
        organisation_id: int,
        action: str,
        lead: tuple[Message, ...],
        *,
        expires: int = _DEFAULT_MS * 5,
        wanted: bool = False,
    ) -> None:
        """The exchange's card to everyone of one side; `wanted` = only who wants suggestions."""
        if action in ("reviewed", "problem"):
            return  # hidden until both wrote; the coordinator speaks first
        card = card_of(self._tx, exchange_id, organisation_id)
        if card is None:
            return
        screen = exchange_card(card)
        full = replace(screen, lines=(*lead, *screen.lines), code=str(card.number))
        ears = audience.of_organisation(self._tx, organisation_id)
        if wanted:
            ears = [ear for ear in ears if ear.alerts == "now"]
        self._alert(ears, full, f"x:{exchange_id}:{card.version}:{action}", expires)

    def _to_coordinators(self, exchange_id: int, action: str, line: Message) -> None:
        names = side_names(self._tx, exchange_id)
        ears = [ear for ear in self._coordinators(names.hub_id) if ear.alerts == "now"]
        screen = Screen((line,), (Option("m:coordinate", _("Coordination")),), code=str(names.number))
        self._alert(ears, screen, f"c:{exchange_id}:{action}", _SUGGESTION_MS)

    # ---- saying -------------------------------------------------------------------------------------------------

    def _say(self, *lines: Message) -> None:
        self._lines += lines

    def _coordinators(self, hub_id: int) -> list[Ear]:
        return audience.coordinators(self._tx, hub_id, self._now)

    def _alert(self, ears: Sequence[Ear], screen: Screen, key: str, expires: int = _DEFAULT_MS) -> None:
        body = dump(screen)
        for ear in ears:
            if self._me and ear.person_id == self._me.person_id:
                continue  # they read it in their own reply
            self._alerts.append(
                Item(ear.address_id, ear.channel, "alert", body, f"{key}:{ear.address_id}", self._now + expires)
            )


_DONE: dict[str, Message] = {
    "proposed": _("Sent."),
    "countered": _("Sent."),
    "accepted": _("Agreed."),
    "declined": _("All right, I have told them."),
    "withdrawn": _("Taken back; I have told them."),
    "cancelled": _("Cancelled; I have told them."),
    "cancelled_late": _("Cancelled; I have told them."),
    "delivered": _("Thank you, I have told them."),
    "reviewed": _("Thank you, I have noted it."),
}


_LEADS = {
    "countered": lambda name: _("{other} proposes other terms.", other=name),
    "accepted": lambda name: _("{other} accepts.", other=name),
    "declined": lambda name: _("{other} cannot do it this time.", other=name),
    "withdrawn": lambda name: _("{other} has taken the proposal back.", other=name),
    "cancelled": lambda name: _("{other} has cancelled.", other=name),
    "cancelled_late": lambda name: _("{other} has cancelled, less than a day before.", other=name),
    "settled": lambda name: _("{other} has confirmed it.", other=name),
}
