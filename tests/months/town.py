"""One month: a hub, its people, and what they do from day to day."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from bot.conversation.session import Session, load_session
from bot.upkeep import forget_once
from bot.wording import Wording
from core import hubs
from core.db import Database, Q, Tx
from core.people import aliases, codes
from core.policy import DAY_MS, HOUR_MS
from core.tables import address, membership, organisation, parked_case, person
from tests.months import checks, said
from tests.months.abuse import Abuse
from tests.months.assisted import REGISTER, Assisted
from tests.months.clockwork import MINUTE, Broken
from tests.months.danger import CODE, Danger
from tests.months.outsiders import Outsiders
from tests.months.people import ORGANISATIONS, TEMPERS, TRADES, Deed, Person, choose, press
from tests.months.phone import Phone, Posted, Shown
from tests.months.post import direct
from tests.months.watch import STATE, Meant

CHANNELS = ("telegram", "whatsapp", "sms")
_OWNER = Q(
    select(organisation.c.id, organisation.c.hub_id, membership.c.person_id)
    .join_from(organisation, membership, membership.c.organisation_id == organisation.c.id)
    .where(organisation.c.name == bindparam("name"))
)
_WAITS = Q(
    select(parked_case.c.id)
    .where(
        parked_case.c.resolved_at.is_(None),
        parked_case.c.answered_by.is_(None),
        parked_case.c.flag_id.is_not(None) | parked_case.c.code.startswith(CODE, autoescape=True),
    )
    .order_by(parked_case.c.id)
)
_CASES = {"es": "casos", "ar": "الحالات"}
_READER = Q(
    select(person.c.acting_for, person.c.lang)
    .join_from(address, person, person.c.id == address.c.person_id)
    .where(address.c.blind == bindparam("blind"))
)


class Town(Outsiders):
    """`seed` draws everything. `now` goes on with what happens; nothing waits for it.

    Of so many `days` and organisations at `most`; the plan of a day is the same, however many there are.
    """

    def __init__(self, db: Database, seed: int, wording: Wording, days: int = 30, most: int = 6) -> None:
        super().__init__(db, seed, wording)
        self.days, self.most, self._seed = days, most, seed
        self.people: list[Person] = []
        self.danger, self.abuse, self.assisted = Danger(self, seed), Abuse(self, seed), Assisted(self, seed)

    # ---- the month ----------------------------------------------------------------------------------------------

    def play(self) -> None:
        """Raises Broken with what led to it."""
        try:
            self._settle_in()
            self.start_workers()
            self._catch_up()
            self.run(self.begin + self.days * DAY_MS)
            self._calm_end()
        finally:
            self._close()

    # ---- who is here --------------------------------------------------------------------------------------------

    def _settle_in(self) -> None:
        rng = self.rng
        policy = {"approval": rng.random() < 0.15, "discreet": rng.random() < 0.1}
        with self.db.write() as tx:
            hub = hubs.add_hub(tx, "Red Demo", "HN", "America/Tegucigalpa", ("es", "ar"), policy, self.now)
            invites = [codes.make_invite(tx, self.house.vault, "coordinator", hub, self.now) for _ in range(2)]
        for n, (lang, zone) in enumerate((("es", "America/Tegucigalpa"), ("ar", "Africa/Cairo"))):
            who = self._person(f"coordina{n}", lang, zone, "telegram" if n == 0 else rng.choice(("whatsapp", "sms")))
            who.coordinates = True
            self.say_hello(who, self.begin + n * MINUTE, invites[n])
        channels = rng.sample(CHANNELS, 3)
        for n in range(min(rng.randint(3, 6), self.most)):
            lang, place, zone = ORGANISATIONS[n]
            trades = [TRADES[(n + further) % 4] for further in range(4)]  # what one wants, another gives
            for m in range(1 + (rng.random() < 0.35)):
                who = self._person(f"org{n}.{m}", lang, zone, channels[n % 3] if m == 0 else rng.choice(channels))
                who.place, who.wants, who.gives = place, tuple(trades[2:]), tuple(trades[:2])
                if m == 0:
                    self.say_hello(who, self.begin + rng.randint(5, 600) * MINUTE, "")
                else:
                    who.place = ""
                    self.at(
                        self.begin + DAY_MS + rng.randint(5, 600) * MINUTE, lambda n=n, who=who: self._colleague(n, who)
                    )
        names = Random(f"{self._seed}, usernames")
        for who in self.people:
            if names.random() < 0.3:  # some were never seen with a number, some hide and show it in between
                who.phone.hides(number=True)
            for day in range(self.days):
                if names.random() < 0.15:
                    hidden = names.random() < 0.6
                    when = self.begin + day * DAY_MS + names.randrange(DAY_MS)
                    self.at(when, lambda who=who, hidden=hidden: self._hides(who, hidden))
        if names.random() < 0.7:
            own = self._person("norte.0", "es", "America/Tegucigalpa", names.choice(CHANNELS))
            own.wants, own.gives = TRADES[:2], TRADES[2:4]
            self.assisted.plan(own)
        for day in range(self.days):
            self.at(self.begin + day * DAY_MS + DAY_MS - 1, self._end_of_day)
            self._plan_day(day)
            self.danger.plan(day)
            self.abuse.plan(day)
            for _time in range(2):
                self.at(self.begin + day * DAY_MS + names.randrange(DAY_MS), lambda: self._sees_to_a_case(names))

    def _person(self, name: str, lang: str, zone: str, channel: str) -> Person:
        phone = Phone(self.network, channel, len(self.people), lang)
        who = Person(name, lang, zone, phone, self.rng.choice(TEMPERS))
        self.people.append(who)
        self.by_address[phone.address] = who
        return who

    def say_hello(self, who: Person, at: int, code: str) -> None:
        hello = {"es": "hola", "ar": "مرحبا"}[who.lang]
        self.at(at, lambda: self.deed(who, Deed("words", hello)))
        self.at(at + 3 * MINUTE, lambda: self.deed(who, Deed("words", code or who.place)))
        self.at(at + 4 * MINUTE, lambda: setattr(who, "joined", True))

    def _colleague(self, n: int, who: Person) -> None:
        """Somebody of the same organisation comes in by a code."""
        with self.db.read() as tx:
            found = tx.one(_OWNER, name=ORGANISATIONS[n][1].partition(",")[0].partition("،")[0])
        if found is None:
            return
        id, hub_id, owner = found
        with self.db.write() as tx:
            code = codes.make_invite(
                tx, self.house.vault, "organisation", hub_id, self.now, organisation_id=id, made_by=owner
            )
        self.say_hello(who, self.now, code)

    def _plan_day(self, day: int) -> None:
        rng, first = Random(f"{self._seed}, day {day}"), self.begin + day * DAY_MS
        for who in self.people:
            looks = rng.random() * 2 * who.temper.looks * (2 if who.coordinates else 1)
            for _look in range(int(looks) + (rng.random() < looks % 1)):
                hour = rng.choice((8, 9, 10, 12, 13, 16, 18, 19, 20)) if rng.random() < 0.93 else rng.randrange(24)
                local = datetime.fromtimestamp(first / 1000, ZoneInfo(who.zone)).replace(
                    hour=hour, minute=rng.randrange(60)
                )
                self.at(
                    int(local.timestamp() * 1000) + rng.randrange(MINUTE),
                    lambda who=who: self._look(who, rng.choice((1, 2, 3, 4, 6))),
                )
        kind = rng.random()
        when = first + rng.randrange(DAY_MS)
        if kind < 0.25:
            self.at(when, lambda: self.weather(rng.choice((0.1, 0.3, 0.7)), 0.0))
            self.at(when + rng.choice((1, 6)) * HOUR_MS, lambda: self.weather(0.02, 0.0))
        elif kind < 0.35:
            self.at(when, lambda: self.weather(0.05, 0.2))
            self.at(when + HOUR_MS, lambda: self.weather(0.02, 0.0))
        elif kind < 0.42:
            self.at(when, lambda: self.fall_down(rng.choice((1, 5, 20))))
        elif kind < 0.44:
            self.at(when, lambda: self.fall_down(48))
        elif kind < 0.49:
            self.at(when, lambda: self.without_worker(rng.choice((1, 8))))
        elif kind < 0.53:
            self.at(when, lambda: self.set_clock(rng.choice((-HOUR_MS, HOUR_MS))))
        if rng.random() < 0.5:
            self.at(first + rng.randrange(DAY_MS), lambda: self.forge(rng.choice(self.people)))
        if rng.random() < 0.2:
            self.at(first + rng.randrange(DAY_MS), lambda: self.stranger_writes(rng.choice(CHANNELS)))
        if rng.random() < 0.06:
            who = rng.choice(self.people)
            self.at(first + rng.randrange(DAY_MS), lambda: self._goes_silent(who, rng.randint(2, 9)))
        if rng.random() < 0.03:
            self.at(first + rng.randrange(DAY_MS), lambda: self._blocks(rng.choice(self.people)))

    # ---- what people do -----------------------------------------------------------------------------------------

    def _look(self, who: Person, times: int) -> None:
        if self.now < who.away_until or not who.joined:
            return
        session = self.session(who)
        if session.flow and session.flow.flow == REGISTER:
            return
        who.acts = who.coordinates and self.acts_for_another(who)
        self.deed(who, choose(self.rng, who, session))
        if times > 1:
            self.at(self.now + self.rng.choice((3, 8, 20, 90)) * 1000, lambda: self._look(who, times - 1))

    def goes_on(self, who: Person, times: int) -> None:
        """As whoever has begun something does."""
        self.at(self.now + 20_000, lambda: self._look(who, times))

    def acts_for_another(self, who: Person) -> bool:
        """Whether a coordinator writes for an organisation without a phone."""
        with self.db.read() as tx:
            found = tx.one(_READER, blind=self._blind(tx, who))
        return found is not None and found[0] is not None

    def _sees_to_a_case(self, rng: Random) -> None:
        """A coordinator opens one that waits, and does with it as they are; now and then nobody does."""
        with self.db.read() as tx:
            waits = [id for (id,) in tx.all(_WAITS)]
        who = rng.choice([one for one in self.people if one.coordinates])
        flow = self.session(who).flow
        if not waits or who.away_until > self.now or (flow and flow.flow == REGISTER):
            return
        about = f"c:{rng.choice(waits)}:"
        self.deed(who, press(who, lambda id: id.startswith(about), rng) or Deed("words", _CASES[who.lang]))
        self.goes_on(who, 4)

    def session(self, who: Person) -> Session:
        with self.db.read() as tx:
            return load_session(tx.value(STATE, blind=self._blind(tx, who)) or "")

    def _blind(self, tx: Tx, who: Person) -> bytes:
        return aliases.address_of(tx, self.house.vault.index(who.phone.channel, who.phone.known_as))

    def deed(self, who: Person, deed: Deed) -> None:
        phone, now = who.phone, self.now
        posted: Posted | None = None
        if deed.kind in ("words", "danger", "number", "quote"):
            posted = phone.types(deed.words, now, deed.on if deed.kind == "quote" else None)
        elif deed.kind == "tap":
            assert deed.on is not None
            posted = phone.taps(deed.on, deed.words, now)
        elif deed.kind == "edit":
            posted = phone.edits(deed.words, now)
        elif deed.kind == "group":
            posted = phone.in_a_group(deed.words, now)
        elif deed.kind == "sticker":
            posted = phone.sticker(now)
        if posted is None:
            return
        self.done[deed.kind] += 1
        newest = phone.newest
        known = deed.kind in ("tap", "quote") or (
            deed.kind == "number" and not deed.old and newest is deed.on and now - newest.at > 2_000
        )
        self.watch.meant[posted.channel, posted.id] = Meant(
            *(who.name, deed.words, deed.choice, deed.on.text if deed.on else "", deed.kind, now, known),
            deed.on.ref if deed.on else 0,
        )
        about = f" → {deed.choice}{' (old)' if deed.old else ''}" if deed.choice else ""
        self.note(f"{who.name} {deed.kind} {deed.words!r}{about}")
        self.mail(posted)
        if self.rng.random() < who.temper.twice and deed.kind in ("tap", "number"):
            self.at(now + 400, lambda: self._deed_again(who, deed))

    def _deed_again(self, who: Person, deed: Deed) -> None:
        """Pressed twice on a bad line."""
        phone = who.phone
        posted = (
            phone.taps(deed.on, deed.words, self.now)
            if deed.kind == "tap" and deed.on
            else phone.types(deed.words, self.now)
        )
        assert posted
        sure = deed.kind == "tap"
        self.watch.meant[posted.channel, posted.id] = Meant(
            *(who.name, deed.words, deed.choice, deed.on.text if deed.on else "", deed.kind, self.now, sure),
            deed.on.ref if deed.on else 0,
        )
        self.note(f"{who.name} {deed.kind} {deed.words!r} once more")
        self.mail(posted)

    def _hides(self, who: Person, hidden: bool) -> None:
        if who.phone.channel == "whatsapp":
            who.phone.hides(number=hidden)
            self.done[f"a number was {'hidden' if hidden else 'shown'}"] += 1

    def _goes_silent(self, who: Person, days: int) -> None:
        who.away_until = self.now + days * DAY_MS
        self.note(f"{who.name} is away for {days} days")

    def _blocks(self, who: Person) -> None:
        told = self.rng.random() < 0.5
        posted = who.phone.blocks(self.now, told=told)
        if posted is None and not who.phone.stopped:
            return
        self.note(f"{who.name} blocks the bot{'' if posted else ', and nobody tells it'}")
        self.done[f"blocked: {who.phone.channel}"] += 1
        if posted:
            self.mail(posted)
        who.away_until = max(who.away_until, self.now + 3 * DAY_MS)

        def back() -> None:
            again = who.phone.unblocks(self.now)
            if again:
                self.note(f"{who.name} comes back")
                self.mail(again)

        self.at(who.away_until - HOUR_MS, back)

    # ---- the end of a day ---------------------------------------------------------------------------------------

    def _end_of_day(self) -> None:
        self.loop.run_until_complete(direct(forget_once(self.house)))
        self.books.note()
        if self._workers:
            self._catch_up()
        if self._workers and self.network.bad < 0.1 and not self.skew:
            found = checks.wrong(self.db, self.network, self.now)
            for what in (*found, *self.danger.wrong(self.now), *self.assisted.wrong()):
                self.wrong(what)

    def _calm_end(self) -> None:
        """The weather is fine again for a day: nothing hangs."""
        self._events = [one for one in self._events if one[0] < self.now]
        self.skew = 0
        self.weather(0.0, 0.0)
        if self.down_until > self.now:  # who starts it asks for what came meanwhile, at a month's end, too
            self._come_up()
        self.start_workers()
        self.run(self.now + DAY_MS)
        self._end_of_day()
        self._ask_around()
        if self.broken:
            raise Broken("\n".join(self.broken))

    def _ask_around(self) -> None:
        """Each member asks what their organisation has, and for each of its exchanges how it stands."""
        self.assisted.asks()
        for who in self.people:
            if who.joined and not who.coordinates:
                self.asks(who, {"es": "menú", "ar": "القائمة"}[who.lang])
                self._asks_for_all(who)

    def _asks_for_all(self, who: Person) -> None:
        page = self.books.open()
        with self.db.read() as tx:
            mine, lang = tx.one(_READER, blind=self._blind(tx, who)) or (None, "")
        if mine not in page.hours or lang not in ("es", "ar"):
            return
        balance, ours = {"es": ("saldo", "intercambios"), "ar": ("الرصيد", "التبادلات")}[who.lang]
        self.asks(who, ours)
        read = self.asks(who, balance)
        if read and said.balance(read.text) is None:
            self.wrong(f"{who.name} asks for the balance and reads: {read.text!r}")
        for number in [number for number, one in page.exchanges.items() if mine in one.sides]:
            read = self.asks(who, str(number))
            found = self.books.at(read.ref) if read else None
            if read and found and found[1].exchanges[number].completed != (number in said.completed(read.text)):
                was = found[1].exchanges[number]
                self.wrong(f"{who.name} asks for exchange {number}, which was {was}, and reads: {read.text!r}")

    def asks(self, who: Person, words: str) -> Shown | None:
        """What they read when they ask."""
        back = who.phone.unblocks(self.now)
        posted = [one for one in (back, who.phone.types(words, self.now)) if one]
        self.note(f"{who.name} asks {words!r}")
        asked = self.now
        for n, one in enumerate(posted):
            self.at(asked + 2_000 * (n + 1), lambda one=one: self._post(one))
        self.run(asked + MINUTE)
        answers = [one for one in who.phone.shown if one.reply and one.at > asked]
        if not answers:
            self.wrong(f"{who.name} asks {words!r} and gets no answer")
        return answers[-1] if answers else None

    def _close(self) -> None:
        self.stop_workers()
        for channel in self.channels.values():
            with suppress(Exception):
                self.loop.run_until_complete(channel.close())
        self.loop.close()
        self.network.close()
        self.house.bell.close()
