"""Who does not belong here: forged requests in a member's name, and unknown numbers that try what members write.

A forged one is refused and leaves nothing behind; an unknown number moves nothing and reads nothing of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import bindparam, func, select

from bot.wording import Wording
from core.db import Database, Q
from core.tables import address, history, inbox, membership, organisation, outbound, person
from tests.months.network import BASE
from tests.months.people import ORGANISATIONS, Person
from tests.months.phone import Phone
from tests.months.post import Post
from tests.months.watch import Meant

_ROWS = Q(
    select(
        *(
            select(func.count()).select_from(one).scalar_subquery()
            for one in (inbox, outbound, history, address, person)
        )
    )
)
_BELONGS = Q(
    select(func.count())
    .select_from(address)
    .join(membership, membership.c.person_id == address.c.person_id)
    .where(address.c.blind == bindparam("blind"))
)
_NAMES = Q(select(organisation.c.name))
_TRIES = ("1", "1001", "1002", "saldo", "الرصيد", "2", "intercambios", "aceptamos", "ABCD-EFGH", "coordinación", "yes")
_WORDS = ("1", "2", "saldo", "STOP", "1001", "الرصيد", "borrar mis datos")


class Outsiders(Post):
    """`forge` and `stranger_writes` are called now and then."""

    def __init__(self, db: Database, seed: int, wording: Wording) -> None:
        super().__init__(db, seed, wording)
        self._strangers: dict[str, Phone] = {}

    # ---- forged -------------------------------------------------------------------------------------------------

    def forge(self, who: Person) -> None:
        """In that person's name, by somebody who does not have the key."""
        if self.now < self.down_until:
            return
        path, body, headers = self._forged(who.phone)
        before = self._rows()
        more: dict[str, Any] = {"data": body, "headers": dict(headers)}
        answer = self.web.post(path, base_url=BASE, **more)
        self.done[f"forged: {who.phone.channel}"] += 1
        if answer.status_code != 403 or self._rows() != before:
            self.wrong(f"a forged request to {path} was answered {answer.status_code}: {body!r}")

    def _forged(self, phone: Phone) -> tuple[str, Any, Mapping[str, str]]:
        """(path, body, headers) of a message that they never wrote, or of a report that Twilio never made."""
        words = self.rng.choice(_WORDS)
        if phone.channel == "telegram":
            update = self.network.telegram.text(phone.chat, words, phone.lang)
            key = self.rng.choice(({}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}))
            return "/telegram/webhook", orjson.dumps(update), {**key, "Content-Type": "application/json"}
        api = self.network.twilio
        form = {"MessageSid": f"SM{self.rng.getrandbits(128):032x}", "From": phone.address, "To": api.sms_from}
        path, form = "/twilio/inbound", {**form, "Body": words, "NumMedia": "0", "AccountSid": api.account_sid}
        if phone.shown and self.rng.random() < 0.3:
            path = f"/twilio/status?m={phone.shown[-1].ref}"
            form = {"MessageSid": phone.shown[-1].id, "MessageStatus": "undelivered", "ErrorCode": "30005"}
        signed = api.headers(f"{BASE}{path}", {**form, "Body": "hola"})["X-Twilio-Signature"]  # of another message
        return path, form, self.rng.choice(({}, {"X-Twilio-Signature": signed}, {"X-Twilio-Signature": "guessed"}))

    def _rows(self) -> Any:
        with self.db.read() as tx:
            return tx.one(_ROWS)

    # ---- unknown ------------------------------------------------------------------------------------------------

    def stranger_writes(self, channel: str, words: str = "", kind: str = "stranger") -> None:
        """From a number that belongs to nobody here."""
        phone = self._strangers.setdefault(channel, Phone(self.network, channel, 900 + len(self._strangers), "es"))
        words = words or self.rng.choice(_TRIES)
        posted = phone.types(words, self.now)
        if posted is None:
            return
        self.note(f"a stranger on {channel} writes {words!r}")
        self.done["a stranger wrote"] += 1
        self.watch.meant[posted.channel, posted.id] = Meant("a stranger", words, "", "", kind, self.now)
        self.mail(posted)

    def elsewhere(self, address: str, text: str) -> None:
        """A group, or a stranger: unless they joined meanwhile, as everybody may, it tells of nobody."""
        self.note(f"  {address[-4:]} ← {text[:160]!r}")
        phone = next((one for one in self._strangers.values() if one.address == address), None)
        if phone is None and not address.startswith("-"):
            self.wrong(f"a message went to {address[-4:]}, where nobody is: {text!r}")
        with self.db.read() as tx:
            names = [name for (name,) in tx.all(_NAMES) if name]
            joined = phone and tx.value(_BELONGS, blind=self.house.vault.index(phone.channel, address))
        for _lang, example, _zone in ORGANISATIONS:  # of how to write where one belongs
            text = text.replace(example, "")
        if not joined and (told := [name for name in names if name in text]):
            self.wrong(f"a stranger reads of {told}: {text!r}")
