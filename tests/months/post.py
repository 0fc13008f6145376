"""How messages travel: to us late, twice, in a heap after an outage; from us onto telephones; and what is reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import bindparam, select

from bot.channels.channel import Incoming
from bot.upkeep import catch_up_once
from bot.wording import Wording
from core import outbox
from core.db import Database, Q
from core.messages import load
from core.policy import DAY_MS, HOUR_MS
from core.tables import outbound
from tests.months import said, texting
from tests.months.carrier import Carrier, Fate
from tests.months.clockwork import MINUTE, Clockwork
from tests.months.network import BASE
from tests.months.people import Person
from tests.months.phone import Posted, Shown, numbered
from tests.months.watch import Watch

_KIND = Q(select(outbound.c.kind).where(outbound.c.id == bindparam("id")))
_KEPT = 30  # messages on a telephone that somebody still scrolls up to


class Post(Clockwork):
    """`by_address` knows whose telephone an address is."""

    def __init__(self, db: Database, seed: int, wording: Wording) -> None:
        super().__init__(db, seed, wording)
        self.by_address: dict[str, Person] = {}
        self.down_until = 0
        self.carrier = Carrier(self.rng, self.network.twilio)
        self.readers: list[Callable[[str, int, str], None]] = []
        """Each hears what goes to whom: (address, id of ours, text)."""
        self._reports: list[tuple[Any, Fate | None]] = []
        self._late: list[Posted] = []

    # ---- the post -----------------------------------------------------------------------------------------------

    def mail(self, posted: Posted) -> None:
        """Mostly at once; sometimes late, twice, or twice at once."""
        rng, now = self.rng, self.now
        late = rng.choice((0, 0, 0, 0, 0, 200, 900))
        if posted.channel != "whatsapp" and rng.random() < 0.03:
            late = rng.choice((20_000, 10 * MINUTE, 3 * HOUR_MS))
        self.at(now + late, lambda: self._post(posted))
        if rng.random() < 0.04:
            self.at(now + late + rng.choice((0, 1, 5_000, 5 * HOUR_MS)), lambda: self._post(posted))

    def _post(self, posted: Posted) -> None:
        if self.now < self.down_until:
            if posted.channel == "telegram":
                self._late.append(posted)
            return
        self._doubt(posted)
        more: dict[str, Any] = {"data": posted.body, "headers": dict(posted.headers)}
        answer = self.web.post(posted.path, base_url=BASE, **more)
        if answer.status_code >= 300:
            self.wrong(f"{posted.path} answered {answer.status_code}")

    def _doubt(self, posted: Posted) -> None:
        """Twilio counts no messages and tells no time: a number means what came last, also where that came since."""
        meant = self.watch.meant.get((posted.channel, posted.id))
        if meant and meant.kind == "number" and isinstance(posted.body, dict):
            phone = self.by_address[self._number(posted.body["From"])].phone
            if phone.newest is None or phone.newest.ref != meant.on or not phone.as_believed:
                self.watch.doubt(posted.channel, posted.id)

    def fall_down(self, hours: int) -> None:
        """The whole machine is off; Telegram keeps what came for a day, Twilio is asked afterwards."""
        if self.now < self.down_until:
            return
        self.note(f"the server is off for {hours} hours")
        self.done["off"] += 1
        self.down_until = self.now + hours * HOUR_MS
        self.stop_workers()
        self.at(self.down_until, self._come_up)

    def _come_up(self) -> None:
        self.note("the server is back")
        self.down_until = 0
        self.start_workers()
        late, self._late = self._late, []
        for n, posted in enumerate(late):
            meant = self.watch.meant.get((posted.channel, posted.id))
            if meant and self.now - meant.at > DAY_MS:
                continue
            self.at(self.now + n * 50, lambda posted=posted: self._post(posted))
        self.at(self.now + 10_000, self._catch_up)

    def _catch_up(self) -> None:
        """What Twilio took meanwhile. A worker asks every few minutes, so after an outage it is known since when."""
        for name in ("whatsapp", "sms"):
            caught = _Caught(name, self.channels[name], self._doubted)
            self.loop.run_until_complete(direct(catch_up_once(self.house, caught)))

    def _doubted(self, incoming: Incoming) -> Watch:
        """Twilio's list does not say what was quoted, and by SMS something older may have come since."""
        meant = self.watch.meant.get((incoming.channel, incoming.message_id))
        who = self.by_address.get(self._number(incoming.address))
        late = who is None or not who.phone.as_believed
        if meant and (meant.kind == "quote" or (meant.kind == "number" and late)):
            self.watch.doubt(incoming.channel, incoming.message_id)
        return self.watch

    def without_worker(self, hours: int) -> None:
        self.note(f"no worker for {hours} hours")
        self.stop_workers()
        self.at(self.now + hours * HOUR_MS, lambda: None if self.now < self.down_until else self.start_workers())

    def reported(self) -> None:
        """Twilio's callbacks: at once, late, twice, or never."""
        reports, self._reports = self._reports, []
        for sent, fate in reports:
            came = fate.comes[0] if fate and fate.comes else 0
            ends = self.carrier.report(sent, fate) if fate else self.network.twilio.outcome(sent)
            for (url, form), lag in ((self.network.twilio.report(sent, "sent"), 0), (ends, came)):
                for _time in range(self.rng.choice((0, 1, 1, 1, 1, 1, 2))):
                    headers = self.network.twilio.headers(url, form)
                    at = self.now + lag + self.rng.choice((0, 500, 5_000, 2 * HOUR_MS))
                    said = Posted("status", "", url.removeprefix(BASE), form, headers)
                    self.at(at, lambda said=said: self._report(said))

    def _report(self, posted: Posted) -> None:
        """Once we know that an SMS did not arrive, it stands on nobody's telephone for us either."""
        if self.now >= self.down_until and isinstance(posted.body, dict) and posted.body.get("ErrorCode"):
            who = self.by_address.get(self._number(posted.body["To"]))
            if who:
                who.phone.believed.discard(int(posted.path.partition("?m=")[2]))
        self._post(posted)

    def arrived(self, channel: str, sent: Any, ref: int) -> None:
        address = str(sent.chat_id) if channel == "telegram" else self._number(sent.to)
        who = self.by_address.get(address)
        fate = self.carrier.takes(self.network.bad) if channel == "sms" else None
        if channel != "telegram":
            self._reports.append((sent, fate))
        if channel == "whatsapp" and self.network.twilio.outcome(sent)[1]["MessageStatus"] == "failed":
            self.network.excused[ref] += 1
            return
        text = sent.text if channel == "telegram" else sent.body
        for reads in self.readers:
            reads(address, ref, text)
        if channel == "sms":
            self.network.parts[ref] = texting.parts(text)
        if who is None:
            self.network.came[ref] += 1
            self.elsewhere(address, text)
            return
        with self.db.read() as tx:
            stored, reply = outbox.screen_of(tx, ref), tx.value(_KIND, id=ref) == "reply"
        choices: tuple[str, ...] = ()
        if stored and numbered(text):
            options = load(stored[0]).options
            choices = tuple(one.id for one in options if one.numbered)
            if channel == "sms":
                choices = texting.choices(options, ref)
            if text.count("\n1. ") + text.count("١. ") and not reply and len(choices) > 1 and not _has(text, 2):
                choices = (f"v:{ref}",)  # only that something waits is told
        id = str(sent.message_id) if channel == "telegram" else sent.sid
        buttons = tuple(sent.buttons.items()) if channel == "telegram" else sent.buttons
        shown = Shown(ref, id, text, self.now, choices, buttons, sent, reply)
        if fate is None:
            self._stands(who, shown)
            return
        for what in texting.wrong(sent, len(choices), "reply" if reply else "alert"):
            self.wrong(what)
        self.done["sms: parts"] += self.network.parts[ref]
        self.done[f"sms: {fate.code or ('late' if fate.comes[0] else 'came')}"] += 1
        if choices or reply:
            who.phone.believed.add(ref)
        for comes in fate.comes:
            if comes:
                self.at(self.now + comes, lambda: self._stands(who, shown._replace(at=self.now)))
            else:
                self._stands(who, shown)

    def _number(self, name: str) -> str:
        """Of who hides theirs on WhatsApp, too."""
        return self.network.twilio.number_of(name.partition("@")[0])

    def elsewhere(self, address: str, text: str) -> None:
        """It went to a telephone of nobody here."""

    def _stands(self, who: Person, shown: Shown) -> None:
        """It is on the telephone, and read."""
        self.network.came[shown.ref] += 1
        if not who.coordinates:
            self._read(shown.ref, shown.text)
        who.phone.shown.append(shown)
        del who.phone.shown[:-_KEPT]
        self.note(f"  {who.name} ← {shown.text[:160]!r}")

    def _read(self, ref: int, text: str) -> None:
        """What a member reads of hours is held against the books of the moment when it was written."""
        found = self.books.at(ref)
        if found is None:
            self.wrong(f"message {ref} was written by nobody knows what")
            return
        try:
            for what in said.wrong(text, *found):
                self.wrong(what)
            self.done["read: balance"] += said.balance(text) is not None
            self.done["read: completed"] += len(said.completed(text))
            self.done["read: not completed"] += len(said.unmoved(text))
        except ValueError as error:  # in a send nobody else would hear of it
            self.wrong(f"{error} in {text!r}")


def _has(text: str, number: int) -> bool:
    return f"\n{number}. " in text or f"{'٠١٢٣'[number]}. " in text


class _Caught:
    """Twilio's list of what was missed; the house hears of it through the watch."""

    def __init__(self, name: str, channel: Any, watch: Callable[[Incoming], Watch]) -> None:
        self.name, self._channel, self._watch = name, channel, watch

    async def missed_inbound(self, since: int) -> list[Any]:
        for incoming in await self._channel.missed_inbound(since):
            self._watch(incoming).receive(incoming)
        return []


async def direct(work: Any) -> Any:
    return await work
