"""One incoming message, one transaction: claim, who, what it means, do it, answer, remember, commit.

Nothing slow happens inside it. A message whose handling raises is tried three times at once; then one transaction
records the claim, one neutral apology and a parked case, so that nothing stands in its way.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.cards.pages import WHAT_TO_DO
from bot.cards.team import said_as
from bot.channels.channel import Incoming, Unread
from bot.conversation.dialogue import Dialogue
from bot.conversation.heard import Heard
from bot.conversation.session import Session, dump_session, for_whom, load_session
from bot.conversation.stage import Decision
from bot.danger import HearsDanger, tells_of_danger
from bot.notices import Notices
from bot.on_screen import YES_IN_WORDS, early, read, same, session_of, twice
from bot.sending import briefs
from bot.sending.few import fewer
from bot.understand.words import option_number, word
from bot.unhandled import park, park_unread
from bot.whose import first_language, is_known, seen_of, sure_language, who
from bot.wording import Reader, Wording
from core import outbox
from core.commands import Accept, Actor, Command, Post, PostOffers, Propose, SetLanguage
from core.commands.pinning import EnterPin
from core.context import Context
from core.coordination import misunderstood
from core.db import Database, Tx
from core.errors import NotYours, Refusal, Unavailable
from core.events import Erased, Event, LetGo, PersonLeft, PhoneMoved, PhoneWaits, PinRight, PinWrong
from core.handlers import run
from core.held import CONTACT
from core.limits import too_much
from core.lock import locked
from core.look import Me
from core.messages import Door, Message, Screen, _, dump
from core.moderation import is_surely_danger
from core.outbox import Item
from core.people import addresses, arrival, doubting
from core.people.arrival import Arrival
from core.people.digests import outside
from core.policy import DAY_MS
from core.reads import Reads
from core.remembered import remembering
from core.text.clean import clean
from core.vault import Vault

log = logging.getLogger(__name__)

_TRIES = 3
_COMMANDS_A_MESSAGE = 3
_MINUTE_MS = 60_000
_HIDDEN = _(
    "I cannot see your number. If you wrote to me before when I could, write “I lost my number”, and you get your "
    "place back."
)
_LEARNT = 300  # letters of a message that was not understood


class Handled(NamedTuple):
    """What was committed: the reply's outbound id and screen, and whom it is for. None of it for a repeat."""

    outbound_id: int
    screen: Screen
    reader: Reader


class Handler(HearsDanger):
    """Handles messages of all channels. `clock` tells epoch milliseconds; `ring` wakes the worker after a commit.

    `most_a_minute` messages of one address are read; 0: all. `web` is where our pages are.
    """

    def __init__(
        self,
        db: Database,
        vault: Vault,
        wording: Wording,
        clock: Callable[[], int],
        ring: Callable[[], None],
        most_a_minute: int = 0,
        web: str = "",
    ) -> None:
        self._most_a_minute, self._web = most_a_minute, web
        self._db, self._vault, self._wording, self._clock, self._ring = db, vault, wording, clock, ring

    def handle(self, incoming: Incoming) -> Handled | None:
        """Committed when it returns; None when it was handled before. Raises Unavailable when the database is away."""
        with remembering():
            done = self._handled(incoming)
        self._ring()
        return done

    def _handled(self, incoming: Incoming) -> Handled | None:
        for left in reversed(range(_TRIES)):
            try:
                return outside(lambda: self._read_and_answered(incoming))
            except Unavailable:
                raise
            except Exception as error:  # whatever it was, the queue must move on
                log.error("handling failed (%s), %d tries left", type(error).__name__, left, exc_info=left == 0)
        return self._db.writing(lambda tx: self._park(tx, incoming, self._clock()))

    def _read_and_answered(self, incoming: Incoming) -> Handled | None:
        self._read_ahead(incoming)
        return self._db.writing(lambda tx: self._one(tx, incoming, self._clock()))

    def _read_ahead(self, incoming: Incoming) -> None:
        """Read the words on a snapshot, where nobody waits for us; what they mean is decided in the transaction, which
        finds worked out what needs no more than the words, and reads anew what depends on where the conversation is.
        """
        words = incoming.words
        if incoming.payload or incoming.event or option_number(words) is not None or word(words):
            return
        now = self._clock()
        with self._db.read() as tx:
            if arrival.taken(tx, incoming.channel, incoming.message_id):
                return
            found = seen_of(tx, self._vault, incoming, now)
            if tells_of_danger(incoming, self._reads_on(tx, incoming, found, now)):
                is_surely_danger(incoming.words)
            session = session_of(tx, found, incoming)
            parts = self._dialogue(tx, incoming, found, session, now).in_turn()
            for part in parts:
                self._dialogue(tx, incoming._replace(words=part), found, session, now).decide()

    def unread(self, unread: Unread) -> bool:
        """Keep a message that cannot be answered as a case; False for one from before, and what is no message."""
        return self._db.writing(lambda tx: park_unread(tx, self._vault, unread, self._clock()))

    def turned_away(self, incoming: Incoming) -> str:
        """While all is locked down: the one sentence for everybody, member or not; nothing is kept to say it.

        '' for what is not a message of somebody, and at any other time.
        """
        if incoming.event or incoming.media == "group":
            return ""
        with self._db.read() as tx:
            if not locked(tx):
                return ""
            lang, _sure = first_language(tx, self._vault, incoming, self._clock())
        return self._wording.say(_("This number is not in use at the moment."), Reader(lang))

    def on_page(
        self, tx: Tx, incoming: Incoming, state: str, may: Callable[[Command], bool], now: int
    ) -> Decision | None:
        """What somebody does on the coordinators' pages, in the caller's transaction; None for a repeat.

        It is said and done as in the chat, but for itself: `state` is what was begun there; no reply is sent. Words
        answer the question that waits and mean nothing else; NotYours where it comes to a command that not `may` be.
        """
        if not arrival.claim(tx, incoming.channel, incoming.message_id, now):
            return None
        found = arrival.who(tx, self._vault.index(incoming.channel, incoming.address))
        if found is None or found.me.doubted:
            return None
        found = found._replace(state=state, shown=0, updated_at=now)
        talk = self._dialogue(tx, incoming, found, load_session(state), now)
        decision, alerts, _found = self._carry_out(tx, incoming, found, talk, talk.decide_on_page(), now, may)
        if alerts:
            outbox.enqueue(tx, alerts, now)
        return decision

    # ---- one transaction ----------------------------------------------------------------------------------------

    def _one(self, tx: Tx, incoming: Incoming, now: int) -> Handled | None:
        if not arrival.claim(tx, incoming.channel, incoming.message_id, now, incoming.signature):
            return None
        if incoming.tap_id:  # whatever it leads to, the button stops spinning
            outbox.answer_tap(tx, incoming.channel, incoming.tap_id, incoming.lang, "", now)
        if incoming.event and not is_known(tx, self._vault, incoming):
            return None  # nobody, or somebody who had their data deleted, blocks the bot
        found = self._who(tx, incoming, now)
        if incoming.event:
            self._event(tx, incoming, found, now)
            return None
        if incoming.media == "group":
            return self._group(tx, found, now)
        if incoming.payload == briefs.SEE.id and incoming.screen_ref:
            incoming = incoming._replace(payload=f"{briefs.SEE.id}:{incoming.screen_ref}")
        found = self._doubted(tx, found, now)
        arrival.heard(tx, found, now)
        kept: list[Item] = []
        if incoming.channel == "whatsapp":
            kept = self._kept(tx, found, now)
            outbox.reopen(tx, found.me.address_id, now)
        elif incoming.channel == "sms":
            outbox.rested(tx, found.me.address_id, now)
        pace = self._pace(found, now)
        fast = 0 < self._most_a_minute < pace[1] and word(incoming.words) != "stop"
        danger = self._danger(tx, incoming, found, now, fast=fast)
        if fast and danger is None:
            outbox.enqueue(tx, kept, now)  # out of the lane by now
            return self._too_fast(tx, incoming, found, pace, now)
        hidden = found.hidden
        decision, alerts, found = danger or self._talk(tx, incoming, found, now)
        session = decision.session if decision.session.pace == pace else decision.session._replace(pace=pace)
        if decision.quiet:
            outbox.enqueue(tx, kept, now)
            arrival.keep(tx, found.me.address_id, dump_session(session), now)
            return None
        assert decision.screen is not None
        if decision.missed:
            me = found.me
            known = (me.organisation, me.town)
            words = clean(incoming.words, _LEARNT)
            misunderstood.note(tx, self._vault, me.hub_id, me.lang, incoming.channel, words, known, now)
        screen = decision.screen
        if hidden and not found.me.joined:
            screen = replace(screen, lines=(*screen.lines[:-1], _HIDDEN, *screen.lines[-1:]))
        return self._answer(tx, incoming, found, screen, session, alerts, now, kept)

    def _kept(self, tx: Tx, found: Arrival, now: int) -> list[Item]:
        """What was kept until they wrote, as it stands now; it goes before the reply, whose numbers then count."""
        me = found.me
        cards = outbox.gather(tx, me.address_id, found.last_inbound_at, now, shut=found.unreachable)
        if not cards:
            return []
        screens, keys = zip(*cards, strict=True)
        told = Notices(tx, now).tell([LetGo(me.address_id, me.channel, CONTACT, screens, keys)])
        return [item._replace(dedupe=f"{item.dedupe}:{now}") for item in told.alerts]  # never the same one twice

    def _who(self, tx: Tx, incoming: Incoming, now: int) -> Arrival:
        return who(tx, self._vault, incoming, now)

    def _pace(self, found: Arrival, now: int) -> tuple[int, int]:
        """When the minute began in which this message is counted, and which of its messages this is."""
        if not self._most_a_minute:
            return 0, 0
        began, count = load_session(found.state).pace
        return (began, count + 1) if 0 <= now - began < _MINUTE_MS else (now, 1)

    def _too_fast(self, tx: Tx, incoming: Incoming, found: Arrival, pace: tuple[int, int], now: int) -> Handled | None:
        """Said once, with the moment from which on we read again; until then nothing is read and nothing answered."""
        session = load_session(found.state)._replace(pace=pace)
        if pace[1] == self._most_a_minute + 1:
            return self._answer(tx, incoming, found, Screen((too_much(pace[0] + _MINUTE_MS),)), session, [], now)
        arrival.keep(tx, found.me.address_id, dump_session(session), now)
        return None

    def _doubted(self, tx: Tx, found: Arrival, now: int) -> Arrival:
        """After a long silence, and with another number or id than before, the address must say whose it is.

        Of newcomers there is nothing to show.
        """
        me = found.me
        if not (me.joined or me.coordinates):
            return found._replace(me=me._replace(doubted=False)) if me.doubted else found
        if me.doubted or not (found.surprising or doubting.silent(found.last_inbound_at, now)):
            return found
        doubting.doubt(tx, me.address_id, now)
        return found._replace(me=me._replace(doubted=True), state="")

    def _talk(self, tx: Tx, incoming: Incoming, found: Arrival, now: int) -> tuple[Decision, list[Item], Arrival]:
        """The dialogue's decision, with its commands run; the alerts they cause."""
        talk = self._dialogue(tx, incoming, found, session_of(tx, found, incoming), now)
        if talk.session.assumed and (lang := sure_language(talk.heard, talk.session, found.me.lang)):
            talk.session = talk.session._replace(assumed=False)
            if lang != found.me.lang:
                arrival.speaks(tx, found.me.person_id, lang)
                found = found._replace(me=found.me._replace(lang=lang))
                talk = self._dialogue(tx, incoming, found, talk.session, now)
                talk.anew = True
        parts = talk.in_turn()
        if len(parts) > 1:
            return self._in_turn(tx, incoming, found, talk, parts, now)
        return self._carry_out(tx, incoming, found, talk, talk.decide(), now)

    def _in_turn(
        self, tx: Tx, incoming: Incoming, found: Arrival, whole: Dialogue, parts: Sequence[str], now: int
    ) -> tuple[Decision, list[Item], Arrival]:
        """The parts of a message one after the other, as if each were one; answered together: what was done stays said
        above what comes of the last. Only the first of them can answer what was on the screen.
        """
        alerts: list[Item] = []
        done: list[Message] = []
        last, stays = None, False
        session, written_on = whole.session, whole.situation().reads_as
        for at, words in enumerate(parts):
            part = incoming._replace(
                words=words, message_id=f"{incoming.message_id}.{at}" if at else incoming.message_id
            )
            talk = self._dialogue(tx, part, found, session, now, behind=written_on if at else "")
            first = talk.decide()
            decision, more, found = self._carry_out(tx, part, found, talk, first, now)
            alerts += more
            if last and (decision.missed or decision.screen is None):
                continue  # it stays as it was before these words
            if last and last.screen and decision.screen and first.command is None and _is_told(decision, last):
                done += decision.screen.lines  # a question that is answered above what waits for them
                continue
            done += last.screen.lines if last and last.screen and stays else ()
            stays = first.command is not None or decision.session.flow == session.flow  # done, or answered beside it
            last, session = decision, decision.session
            if decision.screen is None:
                break
        assert last is not None
        if last.screen is None:
            return last, alerts, found
        above = tuple(line for line in done if line not in (*last.screen.lines, WHAT_TO_DO))
        return last._replace(screen=replace(last.screen, lines=(*above, *last.screen.lines))), alerts, found

    def _carry_out(
        self,
        tx: Tx,
        incoming: Incoming,
        found: Arrival,
        talk: Dialogue,
        decision: Decision,
        now: int,
        may: Callable[[Command], bool] = lambda _command: True,
    ) -> tuple[Decision, list[Item], Arrival]:
        """A decision with its commands run, each of which `may` be; the alerts they cause, and who it is then."""
        alerts: list[Item] = []
        for _step in range(_COMMANDS_A_MESSAGE):
            if decision.command is None:
                return decision, alerts, found
            command = decision.command
            if not may(command):
                raise NotYours
            in_words = incoming.words and not incoming.payload and isinstance(command, Accept | Propose)
            pressed = option_number(incoming.words) or (YES_IN_WORDS if in_words else 0)
            talk.session = decision.session._replace(pressed=pressed)
            if talk.must_show(command):
                decision = talk.pin_first(command)
                continue
            ctx = Context(tx, self._vault, self._actor(incoming, found), now)
            try:
                events = run(ctx, command)
            except Refusal as refusal:
                decision = talk.refused(refusal)
                continue
            if any(isinstance(event, Erased) for event in events):
                return self._goodbye(tx, found, events, alerts, now)
            if not isinstance(command, Post | PostOffers):  # joining or a new language changes who talks
                found = self._who(tx, incoming, now)
            if any(isinstance(event, PinRight) for event in events):  # what they asked for is shown now
                found = found._replace(me=found.me._replace(pin=False))
            talk.look = self._reads(tx, found, now)
            talk.session = for_whom(talk.session, found.me)  # nothing begun for one goes on for another
            if isinstance(command, SetLanguage):  # chosen is surer than any words
                talk.session = talk.session._replace(assumed=False)
            if any(_begins_anew(event, found.me) for event in events):
                talk.session = Session()
            told = Notices(tx, now, found.me, talk.look).tell(events)
            alerts += told.alerts
            if isinstance(command, EnterPin) and any(isinstance(event, PinWrong) for event in events):
                decision = talk.pin_for(command.step, told.outcome.lines)
            else:
                decision = talk.after(told.outcome)
        assert decision.command is None, "a dialogue that never ends"
        return decision, alerts, found

    def _goodbye(
        self, tx: Tx, found: Arrival, events: list[Event], alerts: list[Item], now: int
    ) -> tuple[Decision, list[Item], Arrival]:
        """Nobody finds the address any more; the last answer goes there all the same, and nothing is remembered."""
        me = Me(found.me.person_id, found.me.address_id, found.me.channel, found.me.lang, found.me.digits)
        told = Notices(tx, now, me).tell(events)
        return Decision(Session(), told.outcome), [*alerts, *told.alerts], found._replace(me=me)

    def _dialogue(
        self, tx: Tx, incoming: Incoming, found: Arrival, session: Session, now: int, *, behind: str = ""
    ) -> Dialogue:
        """`behind`: other words of the same message were read before, so that no screen was seen since the one on which
        all was written, as the classifier knows it.
        """
        look = self._reads(tx, found, now)
        reader = _reader(found)

        def say(message: Message) -> str:
            return self._wording.say(message, reader)

        since = now - found.updated_at

        def too_early() -> bool:
            return early(tx, found, incoming, session, now)

        seen = not behind and found.shown >= session.screen and read(incoming, session, since)
        again, at_once = same(incoming, session, since), twice(incoming, session, since)
        late = since >= DAY_MS
        heard = Heard(
            incoming, look, say, seen=seen, late=late, early=too_early, same=again, twice=at_once, written_on=behind
        )
        before = session._replace(pressed=0) if session.pressed else session
        return Dialogue(heard, for_whom(before, found.me), look)

    def _reads(self, tx: Tx, found: Arrival, now: int) -> Reads:
        return Reads(tx, self._vault, found.me, found.policy, now, self._web)

    def _actor(self, incoming: Incoming, found: Arrival) -> Actor:
        me = found.me
        key, kind = f"{incoming.channel}:{incoming.message_id}", "assisted" if me.assists else "person"
        return Actor(me.person_id, me.organisation_id, me.channel, key, kind)

    def _answer(
        self,
        tx: Tx,
        incoming: Incoming,
        found: Arrival,
        screen: Screen,
        session: Session,
        alerts: list[Item],
        now: int,
        before: Sequence[Item] = (),
    ) -> Handled:
        me = found.me
        if (me.several or me.assists) and session.before is None:
            screen = said_as(screen, me.organisation)
        reply = Item(me.address_id, me.channel, "reply", dump(screen))
        ids = outbox.enqueue(tx, [*before, reply, *alerts], now)[len(before) :]
        if me.channel == "sms" and session.idle and screen.options:
            shown = fewer(screen.options, ids[0])
            session = session._replace(idle=tuple(option.id for option in shown if option.numbered))
        arrival.keep(tx, me.address_id, dump_session(session._replace(screen=ids[0], failed=False)), now)
        return Handled(ids[0], screen, _reader(found))

    # ---- what is not a conversation -----------------------------------------------------------------------------

    def _event(self, tx: Tx, incoming: Incoming, found: Arrival, now: int) -> None:
        """The person blocked the bot or came back, or the chat has another address."""
        if incoming.event == "blocked":
            addresses.block(tx, found.me.address_id, now)
            outbox.elsewhere(tx, found.me.address_id, now)
        elif incoming.event == "moved":
            addresses.move(tx, self._vault, found.me.address_id, incoming.channel, incoming.words)
        else:
            addresses.unblock(tx, found.me.address_id)

    def _group(self, tx: Tx, found: Arrival, now: int) -> Handled | None:
        """A group is told once where to write; everything else in it is none of our business."""
        if found.state:
            return None
        text = _(
            "I only talk in private, so that nobody else reads along. Please write to me directly:\n{door}",
            door=Door(""),
        )
        screen = Screen((text,))
        ids = outbox.enqueue(tx, [Item(found.me.address_id, found.me.channel, "reply", dump(screen))], now)
        arrival.keep(tx, found.me.address_id, dump_session(Session(screen=ids[0])), now)
        return Handled(ids[0], screen, _reader(found))

    def _park(self, tx: Tx, incoming: Incoming, now: int) -> Handled | None:
        """In a transaction of its own, after the last try."""
        if not arrival.claim(tx, incoming.channel, incoming.message_id, now, incoming.signature):
            return None
        found = self._who(tx, incoming, now)
        outbound_id, screen = park(tx, self._vault, incoming, found, now)
        return Handled(outbound_id, screen, _reader(found))


def _is_told(now: Decision, before: Decision) -> bool:
    """Whether a screen with no choices but those of the menus comes behind one on which something waits for them."""
    if now.screen is None or before.screen is None or now.session.flow != before.session.flow:
        return False
    ids = [[one.id for one in screen.options] for screen in (now.screen, before.screen)]
    told, waits = (all(id.startswith("m:") for id in each) for each in ids)
    return told and not waits


def _begins_anew(event: Event, me: Me) -> bool:
    """Whether what they had begun is not gone on with: as somebody new, or for an organisation that they left."""
    return isinstance(event, PhoneMoved | PhoneWaits) or (
        isinstance(event, PersonLeft) and event.person_id == me.person_id
    )


def _reader(found: Arrival) -> Reader:
    me = found.me
    return Reader(me.lang, me.country, me.zone, me.digits, short=me.light or me.channel == "sms")
