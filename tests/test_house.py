"""The house of one process: its door for the web side, its clocks, and the chores beside delivering."""

from __future__ import annotations

import asyncio
import resource
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.channels.channel import Incoming, SendError, StatusUpdate, Throttled, Unreachable
from bot.channels.console import ConsoleChannel
from bot.channels.memory import MemoryChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.twilio_door import Account, TwilioDoor
from bot.channels.whatsapp import WhatsAppChannel
from bot.doubles.server import Fault
from bot.doubles.telegram_api import TelegramApi
from bot.doubles.telegram_files import refusal
from bot.doubles.twilio_api import TwilioApi
from bot.house import House
from bot.opening import INVENTED, NO_HUB, languages_of, prepare
from bot.sending.menu_sync import menus_once
from bot.upkeep import FIRST_MS, MARGIN_MS, catch_up_once, chores
from core import clocks
from core.bot_name import KEPT_MS
from core.commands import Post, SetLanguage
from core.db import Database, Q
from core.errors import Misconfigured, Unavailable
from core.hubs import all_hubs
from core.listings.states import EXPIRY
from core.migrate import downgrade, lag, migrate
from core.people.addresses import find_or_make
from core.seed import seed
from core.settings import Settings
from core.vault import Vault
from tests.members import Town
from webhooks.app import create_app

KEYS = ("test-key-test-key-test-key-test-key",)
DAY_MS = 86_400_000


class Clock:
    """A clock that stands still until a story moves it."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock(now: int) -> Clock:
    return Clock(now)


@pytest.fixture
def house(db: Database, clock: Clock) -> Iterator[House]:
    house = House(Settings(db.url, KEYS, hub_name="Red", hub_country="HN"), clock=clock, hears=False, db=db)
    yield house
    house.close()


def step(house: House, channel: MemoryChannel | ConsoleChannel) -> int:
    return asyncio.run(house.worker({channel.name: channel}).step(house.clock()))


def said(words: str, number: str = "1") -> Incoming:
    return Incoming("console", number, "ana", words=words)


# ---- the door ---------------------------------------------------------------------------------------------------


def test_a_message_goes_in_by_the_door_and_its_answer_out_by_the_worker(house: House) -> None:
    prepare(house.db, house.vault, house.settings, house.clock())
    channel = ConsoleChannel(lambda _text: None)
    house.receive(said("hola"))
    house.receive(said("hola"))
    step(house, channel)
    ((name, answer),) = channel.said
    assert name == "ana"
    assert "ComuniDAS" in answer.text


def test_a_providers_report_finds_its_message(house: House) -> None:
    prepare(house.db, house.vault, house.settings, house.clock())
    house.receive(said("hola"))
    step(house, MemoryChannel("console"))
    house.status(StatusUpdate(1, "", "delivered"))
    house.status(StatusUpdate(None, "unknown", "failed", "63016"))
    with house.db.read() as tx:
        assert tx.all(Q(text("SELECT state FROM outbound"))) == [("delivered",)]


def test_ready_says_how_the_tables_stand(house: House) -> None:
    assert house.ready()["database"] == "ok"
    with house.db.write() as tx:
        tx.run(Q(text("UPDATE alembic_version SET version_num = 'of-the-future'")))
    assert lag(house.db) == "newer"
    assert house.ready()["revision"] == "of-the-future"  # an old process serves on while a new one rolls out


def test_safety_02_finding_16_a_disk_that_takes_nothing_is_not_ready(tmp_path: Path, clock: Clock) -> None:
    house = House(Settings(f"sqlite:///{tmp_path / 'full.sqlite3'}", KEYS), clock=clock)
    migrate(house.db)
    assert house.ready()["database"] == "ok"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))  # no file gets longer: as a full disk, for this process alone
    try:
        assert house.ready()["database"] == "ok"  # who asks again at once costs no more
        clock.now += 60_000
        with pytest.raises(Unavailable, match="disk"):
            house.ready()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert house.ready()["database"] == "ok"
    house.close()


def test_safety_02_finding_16_a_damaged_file_is_not_ready_from_the_message_on_that_met_it(
    tmp_path: Path, clock: Clock
) -> None:
    file = tmp_path / "damaged.sqlite3"
    house = House(Settings(f"sqlite:///{file}", KEYS), clock=clock)
    migrate(house.db)
    seed(house.db, house.vault, clock.now)
    house.close()
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xa5" * (len(whole) - 8192))
    house = House(Settings(f"sqlite:///{file}", KEYS), clock=clock)
    with pytest.raises(Unavailable, match="damaged"):
        house.receive(Incoming("console", "1", "luz", words="hola", at=clock.now))
    with pytest.raises(Unavailable, match="damaged; move it away and restore a backup"):
        house.ready()
    house.close()


def test_tables_that_are_missing_are_not_ready(house: House) -> None:
    downgrade(house.db, "base")
    with pytest.raises(Unavailable, match="python -m bot migrate"):
        house.ready()


def test_figures_are_counted_and_name_nobody(house: House) -> None:
    prepare(house.db, house.vault, house.settings, house.clock())
    house.receive(said("hola"))
    told = {(one.name, *one.labels.values()): one.value for metric in house.metrics() for one in metric.samples}
    assert told["comunidas_outbox_waiting", "console"] == 1
    assert told["comunidas_inbox_age_seconds", "console"] == 0
    assert told["comunidas_hubs",] == 1
    assert "ana" not in str(told)
    asyncio.run(house.worker({"console": MemoryChannel("console")}).step(house.clock()))
    sends = [one for metric in house.metrics() for one in metric.samples if one.name == "comunidas_sends_total"]
    assert [(one.labels, one.value) for one in sends] == [({"channel": "console", "result": "sent"}, 1)]


def test_the_front_page_has_the_one_hubs_name(house: House) -> None:
    assert house.front() == {"dashboard": "/dashboard/", "simulator": "/simulator"}
    prepare(house.db, house.vault, house.settings, house.clock())
    house.bot_name = "comunidas_bot"
    assert house.front() == {
        "name": "Red",
        "dashboard": "/dashboard/",
        "telegram": "comunidas_bot",
        "simulator": "/simulator",
    }


# ---- the first hub ----------------------------------------------------------------------------------------------


def test_the_first_hub_is_made_once(house: House) -> None:
    for _ in range(2):
        prepare(house.db, house.vault, house.settings, house.clock())
    with house.db.read() as tx:
        assert [hub.name for hub in all_hubs(tx)] == ["Red"]


def test_a_new_installation_without_channels_is_a_demonstration(db: Database, vault: Vault, now: int) -> None:
    prepare(db, vault, Settings(db.url, KEYS), now)
    with db.read() as tx:
        (hub,) = all_hubs(tx)
    assert set(hub.languages) >= {"es", "ar"}
    assert prepare(db, vault, Settings(db.url, KEYS), now) == []
    for meant in ({"hub_name": "Red", "hub_country": "HN"}, {"telegram_bot_token": "1:a"}):
        assert prepare(db, vault, Settings(db.url, KEYS, **meant), now) == [INVENTED]


def test_an_installation_with_a_channel_invents_nobody(db: Database, vault: Vault, now: int) -> None:
    assert prepare(db, vault, Settings(db.url, KEYS, telegram_bot_token="1:a"), now) == [NO_HUB]


@pytest.mark.parametrize(("country", "zone"), [("", ""), ("ZZ", ""), ("HN", "Nowhere/Here")])
def test_a_hub_that_cannot_be_is_refused(db: Database, vault: Vault, now: int, country: str, zone: str) -> None:
    wrong = Settings(db.url, KEYS, hub_name="Red", hub_country=country, hub_timezone=zone)
    with pytest.raises(Misconfigured):
        prepare(db, vault, wrong, now)


def test_a_country_whose_language_we_lack_gets_spanish() -> None:
    assert languages_of("JP") == ("es",)
    assert languages_of("EG")[0] == "ar"


# ---- clocks -----------------------------------------------------------------------------------------------------


def test_a_clock_does_its_work_and_tells_who_must_know(house: House, clock: Clock, now: int) -> None:
    town = Town(house.db, house.vault, now, {"approval": False, "need_days": 2})
    town.member("ana")
    town.do(town.person("ana"), Post("need", "contabilidad", 120, "2026-12-20", "Tegucigalpa"))
    channel = MemoryChannel("console")
    step(house, channel)
    assert channel.sent == []

    clock.now = now + 3 * DAY_MS
    with house.db.read() as tx:
        assert clocks.any_due(tx, clock.now)
    step(house, channel)  # the clock runs, then its message goes out
    step(house, channel)
    assert town.rows("listing", "state") == [("expired",)]
    assert [address for address, _text, _ref in channel.sent] == ["ana"]
    assert town.rows("clock", "kind", kind=EXPIRY) == []


# ---- chores -----------------------------------------------------------------------------------------------------


class Ended(Exception):
    """The story has seen enough."""


class Naps:
    """Sleeping without waiting: each nap is noted, and the one after the last allowed ends the chore."""

    def __init__(self, allowed: int) -> None:
        self.taken: list[float] = []
        self._allowed = allowed

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) > self._allowed:
            raise Ended


def telegram_house(house: House, api: TelegramApi, base: str) -> House:
    house.settings = Settings(
        house.db.url,
        KEYS,
        public_base_url=base,
        telegram_bot_token=api.token,
        telegram_api_base_url=api.url,
        telegram_webhook_secret=api.secret,
    )
    return house


async def introduce(house: House, api: TelegramApi, naps: Naps) -> None:
    channel = TelegramChannel(api.token, api.url)
    found = chores(house, {"telegram": channel}, naps)
    try:
        for other in (found[0], *found[2:]):  # the ledger's, what is past its time, what is read anew
            other.close()
        await found[1]
    finally:
        await channel.close()


def test_telegram_is_told_where_we_are_however_long_it_takes(house: House) -> None:
    naps = Naps(5)
    with TelegramApi() as api:
        api.plan(api.too_many(1), api.too_many(1), only="/getMe")
        asyncio.run(introduce(telegram_house(house, api, "https://bot.example.org"), api, naps))
        assert api.webhook["url"] == "https://bot.example.org/telegram/webhook"
        assert api.webhook["secret_token"] == api.secret
        assert api.commands["es"]["balance"] == "Nuestras horas"
    assert naps.taken == [1.0, 2.0]
    assert house.front()["telegram"] == "comunidas_bot"


def test_without_an_https_address_telegram_is_only_asked_for_the_name(house: House) -> None:
    with TelegramApi() as api:
        asyncio.run(introduce(telegram_house(house, api, ""), api, Naps(0)))
        assert api.webhook == {}
    assert house.bot_name == "comunidas_bot"


def test_a_process_that_only_listens_shows_the_link_that_the_worker_learnt(house: House) -> None:
    with TelegramApi() as api:
        working = telegram_house(house, api, "")
        listening = House(working.settings, clock=house.clock, hears=False, db=house.db)
        pages = create_app(listening.settings, listening).test_client()
        assert "telegram" not in listening.front()
        asyncio.run(introduce(working, api, Naps(0)))
    assert "https://t.me/" not in pages.get("/about").text  # it looks once a minute
    assert isinstance(house.clock, Clock)
    house.clock.now += KEPT_MS
    assert listening.front()["telegram"] == "comunidas_bot"
    assert "https://t.me/comunidas_bot" in pages.get("/about").text
    assert listening.wording.doors.links("A1") == ["https://t.me/comunidas_bot?start=A1"]
    another = replace(working.settings, telegram_bot_token="2:another")
    assert House(another, clock=house.clock, hears=False, db=house.db).bot_name == ""
    listening.bell.close()


class Missing:
    """A channel whose provider took in `waiting` while nobody listened; `asked` is since when we wanted to know."""

    name = "whatsapp"

    def __init__(self, *waiting: Incoming | Exception) -> None:
        self.waiting, self.asked = list(waiting), list[int]()

    async def missed_inbound(self, since: int) -> list[Incoming]:
        self.asked.append(since)
        first = self.waiting[0] if self.waiting else None
        if isinstance(first, Exception):
            del self.waiting[0]
            raise first
        return [one for one in self.waiting if isinstance(one, Incoming)]


def test_what_was_missed_is_answered_once_and_asked_for_from_where_we_were(house: House, clock: Clock) -> None:
    prepare(house.db, house.vault, house.settings, clock.now)
    channel, start = Missing(said("hola", "m1"), said("hola", "m1")), clock.now
    assert asyncio.run(catch_up_once(house, channel)) == 2
    clock.now += 10 * DAY_MS
    asyncio.run(catch_up_once(house, channel))
    assert channel.asked == [start - FIRST_MS, start - MARGIN_MS]
    assert [row[0] for row in _outbound(house)] == [1]


def test_only_one_process_asks_what_was_missed(house: House) -> None:
    other, channel = House(house.settings, clock=house.clock, hears=False, db=house.db), Missing()
    asyncio.run(catch_up_once(house, channel))
    assert asyncio.run(catch_up_once(other, channel)) == 0
    assert len(channel.asked) == 1


def test_a_provider_that_is_away_is_asked_again(house: House, clock: Clock) -> None:
    channel = Missing(Unreachable("timeout"), Throttled(3.0))
    with pytest.raises(Unreachable):
        asyncio.run(catch_up_once(house, channel))
    with pytest.raises(Throttled):
        asyncio.run(catch_up_once(house, channel))
    asyncio.run(catch_up_once(house, channel))
    assert channel.asked == [clock.now - FIRST_MS] * 3  # nothing is taken as seen before it was


def test_f08_messages_that_twilio_kept_during_an_outage_are_answered(house: House, clock: Clock) -> None:
    prepare(house.db, house.vault, house.settings, clock.now)
    with TwilioApi() as twilio:
        earlier = datetime.fromtimestamp(clock.now / 1000, UTC) - timedelta(minutes=10)
        twilio.inbound("whatsapp:+50499990001", "hola", earlier)  # its webhook met a 503
        door = TwilioDoor(Account(twilio.account_sid, twilio.auth_token, twilio.url, "https://bot.example.org"))
        channel = WhatsAppChannel(door, twilio.whatsapp_from)
        asyncio.run(_missed_then_delivered(house, channel))
        assert [sent.to for sent in twilio.sent] == ["whatsapp:+50499990001"]


async def _missed_then_delivered(house: House, channel: WhatsAppChannel) -> None:
    naps = Naps(0)
    ledger, catching_up, *others = chores(house, {"whatsapp": channel}, naps)
    for other in (ledger, *others):
        other.close()
    with pytest.raises(Ended):
        await catching_up
    await house.worker({"whatsapp": channel}).step(house.clock())
    await channel.close()


async def menus(house: House, api: TelegramApi) -> int:
    channel = TelegramChannel(api.token, api.url)
    try:
        return await menus_once(house, channel)
    finally:
        await channel.close()


def test_coordinators_have_commands_of_their_own_as_long_as_they_coordinate(house: House) -> None:
    town = Town(house.db, house.vault, house.clock(), {"approval": False})
    with house.db.write() as tx:
        ana = find_or_make(tx, house.vault, "telegram", "7", "ar", town.now).person_id
        tx.run(Q(text(f"INSERT INTO coordinator (hub_id, person_id, since) VALUES ({town.hub_id}, {ana}, 1)")))
    with TelegramApi() as api:
        api.text(7, "hola")
        assert (asyncio.run(menus(house, api)), asyncio.run(menus(house, api))) == (1, 0)
        assert api.chat_commands[7]["coordination"] == "التنسيق"
        assert api.chat_commands[7]["menu"] == "القائمة"
        with house.db.write() as tx:
            tx.run(Q(text("UPDATE person SET lang = 'fr'")))
        assert asyncio.run(menus(house, api)) == 1
        assert api.chat_commands[7]["help"] == "Aide"
        with house.db.write() as tx:
            tx.run(Q(text("DELETE FROM coordinator")))
        api.plan(api.too_many(1))
        with pytest.raises(SendError):
            asyncio.run(menus(house, api))
        assert asyncio.run(menus(house, api)) == 1  # what failed is tried again
        assert api.chat_commands == {}


def test_who_chose_a_language_has_the_commands_in_it_whatever_the_phone_speaks(house: House) -> None:
    town = Town(house.db, house.vault, house.clock(), {"approval": False})
    with house.db.write() as tx:
        people = [find_or_make(tx, house.vault, "telegram", chat, "es", town.now).person_id for chat in ("7", "8")]
    with TelegramApi() as api:
        api.text(7, "hola")
        assert asyncio.run(menus(house, api)) == 0  # guessed, not chosen
        town.do(people[0], SetLanguage("ar"))
        assert (asyncio.run(menus(house, api)), asyncio.run(menus(house, api))) == (1, 0)
        assert api.chat_commands[7]["menu"] == "القائمة"
        assert "coordination" not in api.chat_commands[7]
        with house.db.write() as tx:
            tx.run(
                Q(text(f"INSERT INTO coordinator (hub_id, person_id, since) VALUES ({town.hub_id}, {people[0]}, 1)"))
            )
        assert asyncio.run(menus(house, api)) == 1
        assert api.chat_commands[7]["coordination"] == "التنسيق"
        with house.db.write() as tx:
            tx.run(Q(text("DELETE FROM coordinator")))
        assert asyncio.run(menus(house, api)) == 1
        assert "coordination" not in api.chat_commands[7]
        assert api.chat_commands[7]["menu"] == "القائمة"


def test_a_chat_that_takes_no_menu_does_not_keep_it_from_the_chats_after_it(house: House) -> None:
    town = Town(house.db, house.vault, house.clock(), {"approval": False})
    with house.db.write() as tx:
        people = [find_or_make(tx, house.vault, "telegram", chat, "es", town.now).person_id for chat in ("7", "8")]
    for person in people:
        town.do(person, SetLanguage("ar"))
    with TelegramApi() as api:
        api.text(7, "hola")
        api.text(8, "hola")
        api.plan(Fault(refusal(400, "Bad Request: the chat is of a kind of tomorrow")), only="/setMyCommands")
        assert asyncio.run(menus(house, api)) == 2
        assert set(api.chat_commands) == {8}
        assert asyncio.run(menus(house, api)) == 0  # it is not asked every minute


def test_a_coordinator_who_blocked_the_bot_stands_in_nobodys_way(house: House) -> None:
    town = Town(house.db, house.vault, house.clock(), {"approval": False})
    with TelegramApi() as api:
        with house.db.write() as tx:
            for chat in ("7", "8"):
                one = find_or_make(tx, house.vault, "telegram", chat, "es", town.now).person_id
                tx.run(Q(text(f"INSERT INTO coordinator (hub_id, person_id, since) VALUES ({town.hub_id}, {one}, 1)")))
        api.text(7, "hola")
        api.text(8, "hola")
        api.block(7)
        assert asyncio.run(menus(house, api)) == 2
        assert set(api.chat_commands) == {8}


def test_f48_a_ledger_that_does_not_add_up_closes_its_hub(house: House) -> None:
    town = Town(house.db, house.vault, house.clock(), {"approval": False})
    town.member("ana")
    with house.db.write() as tx:
        tx.run(Q(text("UPDATE account SET posted = posted + 1 WHERE kind = 'member'")))
    ledger, *others = chores(house, {}, Naps(0))
    for other in others:
        other.close()
    with pytest.raises(Ended):
        asyncio.run(_awaited(ledger))
    assert town.rows("hub", "drift_at") == [(house.clock(),)]


def test_listings_are_read_anew_after_an_update(house: House) -> None:
    town = Town(house.db, house.vault, house.clock(), {"approval": False})
    town.do(town.member("ana").person_id, Post("offer", "contabilidad"))
    count = Q(text("SELECT count(*) FROM listing_meaning WHERE made_by = 0"))
    with house.db.write() as tx:
        tx.run(Q(text("UPDATE listing_meaning SET made_by = 0")))
        assert tx.value(count) > 0
    *others, anew = chores(house, {}, Naps(1))
    for other in others:
        other.close()
    with pytest.raises(Ended):
        asyncio.run(_awaited(anew))
    with house.db.read() as tx:
        assert tx.value(count) == 0


async def _awaited(chore: Coroutine[Any, Any, None]) -> None:
    await chore


def _outbound(house: House) -> list[tuple[object, ...]]:
    with house.db.read() as tx:
        return tx.all(Q(text("SELECT id FROM outbound ORDER BY id")))


def test_the_worker_of_the_house_is_woken_by_a_message(house: House) -> None:
    prepare(house.db, house.vault, house.settings, house.clock())
    arrived, stop = threading.Event(), threading.Event()

    def say(_text: str) -> None:
        arrived.set()
        stop.set()

    async def serve() -> None:
        worker = asyncio.create_task(house.worker({"console": ConsoleChannel(say)}).run(stop))
        await asyncio.to_thread(house.receive, said("hola"))
        await worker

    asyncio.run(serve())
    assert arrived.is_set()
