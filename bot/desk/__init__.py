"""The coordinators' pages as one object: who is there, what a page holds, and what is done there as in the chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.cards.short_words import poster_word
from bot.channels.channel import Incoming
from bot.conversation.session import Session, dump_session, load_session
from bot.desk.deeds import allowed, is_deed, with_deeds
from bot.desk.exporting import File, export
from bot.desk.forms import FORMS
from bot.desk.group import GroupText, group_text
from bot.desk.pages import PAGES
from bot.engine import advance
from bot.flows import start_of
from bot.handle import Handler
from bot.questions import Confirm, Pick
from bot.wording import Reader
from core.calendar import today
from core.coordination.coordinators import hubs_of
from core.db import Database, Tx
from core.errors import ComunidasError, NotYours
from core.hubs import load_hub
from core.lock import locked
from core.look.reports import PosterCard
from core.messages import Message, Screen, dump, load
from core.naming import names_in
from core.panel import signing_in
from core.panel.sheet import Asked, Sheet
from core.panel.signing_in import Visitor
from core.panel.whose import address_of
from core.people import arrival
from core.people.arrival import Arrival
from core.reads import Reads
from core.reports import sharing
from core.vault import Vault


class SignedOut(ComunidasError):
    """Nobody is signed in with that session (any more)."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is signed in: how we speak to them, on which day, and the hubs they coordinate by id."""

    reader: Reader
    today: str
    hubs: Mapping[int, str]
    organisation: str


class Step(NamedTuple):
    """What the chat would show now, and whether words can be written to answer it."""

    screen: Screen
    asks: bool


class Desk:
    """`ring` wakes the worker. All but `open` raise SignedOut where nobody is there; what is not theirs, NotYours."""

    def __init__(
        self, db: Database, vault: Vault, handler: Handler, clock: Callable[[], int], ring: Callable[[], None]
    ) -> None:
        self._db, self._vault, self._handler, self._clock, self._ring = db, vault, handler, clock, ring

    # ---- coming and going -----------------------------------------------------------------------------------------

    def open(self, word: str) -> str | None:
        """The word of a new session for that of a link; None where it does not serve (any more)."""
        word, now = word[:100], self._clock()
        with self._db.read() as tx:
            if locked(tx) or not signing_in.serves(tx, word, now):
                return None
        return self._db.writing(lambda tx: None if locked(tx) else signing_in.open_link(tx, word, now))

    def leave(self, session: str) -> None:
        """Sign out."""
        with self._db.read() as tx:
            if signing_in.visitor(tx, session, self._clock()) is None:
                return
        self._db.writing(lambda tx: signing_in.end(tx, session, self._clock()))

    # ---- pages ----------------------------------------------------------------------------------------------------

    def guest(self, session: str) -> Guest:
        """Who is there."""
        with self._db.read() as tx:
            _found, at = self._there(tx, session)
            return self._guest(tx, at)

    def page(
        self,
        session: str,
        hub_id: int,
        name: str,
        id: int,
        args: Mapping[str, str],
        file: bytes = b"",
        *,
        whole: bool = False,
    ) -> tuple[Guest, Sheet]:
        """One page of a hub of theirs, or of a file that they brought; NotYours for what is not there or theirs.

        `whole`: with all lines of its lists.
        """
        with self._db.read() as tx:
            found, at = self._there(tx, session)
            guest = self._guest(tx, at)
            if hub_id not in guest.hubs or name not in PAGES:
                raise NotYours
            sheet = PAGES[name](self._look(tx, at), replace(self._asked(tx, at, hub_id, id, args, file), whole=whole))
        if sheet is None:
            raise NotYours
        self._still_there(found)
        return guest, sheet

    def export(self, session: str, hub_id: int, name: str, args: Mapping[str, str]) -> File:
        """A file of a hub of theirs to take away; NotYours for another hub's, a Refusal for days that are none."""
        with self._db.read() as tx:
            _found, at = self._there(tx, session)
            if hub_id not in self._guest(tx, at).hubs:
                raise NotYours
            return export(self._asked(tx, at, hub_id, 0, args), name)

    def posters(self, session: str, hub_id: int) -> dict[int, str]:
        """The organisations of a hub of theirs that made a poster, by their number."""
        with self._db.read() as tx:
            _found, at = self._there(tx, session)
            if hub_id not in self._guest(tx, at).hubs:
                raise NotYours
            return sharing.posters(tx, hub_id)

    def poster(self, session: str, hub_id: int, organisation_id: int) -> tuple[PosterCard, str]:
        """One of them, and what its codes say."""
        if organisation_id not in self.posters(session, hub_id):
            raise NotYours
        with self._db.read() as tx:
            card = sharing.poster(tx, organisation_id=organisation_id)
        if card is None:
            raise NotYours
        return card, poster_word(card.number)

    def group_text(self, session: str, hub_id: int, lang: str) -> GroupText:
        """What a hub of theirs looks for, for a group that reads that language."""
        with self._db.read() as tx:
            _found, at = self._there(tx, session)
            if hub_id not in self._guest(tx, at).hubs:
                raise NotYours
            return group_text(tx, hub_id, lang)

    def step(self, session: str) -> tuple[Guest, Step | None]:
        """What was begun on the page and waits."""
        with self._db.read() as tx:
            found, at = self._there(tx, session)
            if not found.sealed:
                return self._guest(tx, at), None
            text = self._vault.open(found.sealed)
            screen = load(text, lambda token: self._vault.shown(token.encode()), names_in(tx, text))
            asks = self._asks(self._look(tx, at), load_session(found.state))
            return self._guest(tx, at), Step(with_deeds(screen), asks)

    # ---- doing ----------------------------------------------------------------------------------------------------

    def act(self, session: str, payload: str, words: str, once: str) -> None:
        """A button, or words that answer what is asked; done once for `once`."""
        self._db.writing(lambda tx: self._act(tx, session, payload, words, once))
        self._ring()

    def send(self, session: str, hub_id: int, action: str, fields: Mapping[str, str], once: str) -> Message:
        """A form of a page of its own; what to say about it. Raises Refusal."""
        done = self._db.writing(lambda tx: self._send(tx, session, hub_id, action, fields, once))
        self._ring()
        return done

    def _act(self, tx: Tx, session: str, payload: str, words: str, once: str) -> None:
        found, _at = self._there(tx, session)
        begun = load_session(found.state)
        if (payload and not allowed(payload)) or not (payload or begun.flow):
            raise NotYours
        if payload and not payload.startswith("q:"):  # a deed of its own: what another one asked waits for nothing here
            begun = Session(done=begun.done)
        channel, address = address_of(tx, self._vault, found.address_id)
        said = "" if payload else words
        incoming = Incoming(channel, f"page:{found.id}:{once[:40]}", address, words=said, payload=payload)
        decision = self._handler.on_page(tx, incoming, dump_session(begun), is_deed, self._clock())
        if decision is None or decision.screen is None:
            return
        sealed = self._vault.seal(dump(decision.screen))
        signing_in.keep(tx, found, dump_session(decision.session), sealed)

    def _send(self, tx: Tx, session: str, hub_id: int, action: str, fields: Mapping[str, str], once: str) -> Message:
        found, at = self._there(tx, session)
        if hub_id not in self._guest(tx, at).hubs or action not in FORMS:
            raise NotYours
        asked = self._asked(tx, at, hub_id, 0, fields)
        if not arrival.claim(tx, "page", f"{found.id}:{once[:40]}", asked.now):
            return FORMS[action].again
        return FORMS[action].run(asked)

    # ---- who it is ------------------------------------------------------------------------------------------------

    def _there(self, tx: Tx, session: str) -> tuple[Visitor, Arrival]:
        found = signing_in.visitor(tx, session[:100], self._clock()) if session and not locked(tx) else None
        at = arrival.at(tx, found.address_id) if found else None
        if found is None or at is None or at.me.person_id != found.person_id:
            raise SignedOut
        return found, at

    def _still_there(self, found: Visitor) -> None:
        now = self._clock()
        if signing_in.is_stale(found, now):
            self._db.writing(lambda tx: signing_in.seen(tx, found, now))

    def _guest(self, tx: Tx, at: Arrival) -> Guest:
        me = at.me
        hubs = {hub_id: hub.name for hub_id in hubs_of(tx, me.person_id) if (hub := load_hub(tx, hub_id))}
        reader = Reader(me.lang, me.country, me.zone, me.digits)
        return Guest(reader, today(self._clock(), me.zone).isoformat(), hubs, me.organisation)

    def _asked(self, tx: Tx, at: Arrival, hub_id: int, id: int, args: Mapping[str, str], file: bytes = b"") -> Asked:
        me, now = at.me, self._clock()
        day = today(now, me.zone).isoformat()
        return Asked(tx, self._vault, me.person_id, hub_id, now, day, me.zone, me.lang, id, args, file, me.country)

    def _look(self, tx: Tx, at: Arrival) -> Reads:
        return Reads(tx, self._vault, at.me, at.policy, self._clock())

    def _asks(self, look: Reads, begun: Session) -> bool:
        """Whether words of their own may answer: not where only the choices shown do."""
        question = advance(start_of(look, begun.flow.flow), begun.flow).ask if begun.flow else None
        if isinstance(question, Pick):
            return question.free
        return question is not None and not isinstance(question, Confirm)
