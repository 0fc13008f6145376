"""The simulator's worlds: the real engine with telephones around it, bad networks, dead workers, days that go by."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.simulator.clock import at_a_good_hour
from bot.simulator.community import settle_in
from bot.simulator.masters import Master, Masters
from bot.simulator.scenes import SCENES
from bot.simulator.values import Act, Exhausted, Full, PhoneView, View
from bot.simulator.view import view
from bot.simulator.world import World
from bot.simulator.worlds import ACTS, CROWDED_MS, IDLE_MS, Worlds
from bot.wording import Wording
from core.accounts.fund.cards import card
from core.accounts.verify import verify
from core.db import Database, Q
from core.panel.punctuality import of_hub
from core.policy import DAY_MS
from core.tables import history, hub
from core.vault import Vault
from tests.conftest import NOW

PATIENCE_S = 30.0
_NEXT = Q(select(hub.c.next_number))
NEED = "نحتاج دروس رياضيات للأطفال عن بعد، ساعتان، قبل الخميس"


class Ticks:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


@pytest.fixture(scope="module")
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory, ticks: Ticks) -> Masters:
    return Masters(tmp_path_factory.mktemp("simulator"), "k" * 40, Wording(), ticks)


@pytest.fixture(scope="module")
def start(masters: Masters) -> Master:
    return masters.make("")


@pytest.fixture
def world(masters: Masters, start: Master, tmp_path: Path, ticks: Ticks) -> Iterator[World]:
    """A world that nobody acted in, with the community around it; its hours add up at the end, whatever happened."""
    ticks.now = NOW
    made = masters.world(start.file, start.begun, f"of-{tmp_path.name}")
    yield made
    assert verify(made.house.db) == []
    made.close()


def phone(seen: View, key: str) -> PhoneView:
    return next(one for one in seen.phones if one.key == key)


def texts(world: World, key: str) -> list[str]:
    """What the bot has said there."""
    return [one.text for one in phone(view(world, ""), key).bubbles if not one.mine]


def press(world: World, key: str, label: str) -> None:
    for bubble in reversed(phone(view(world, ""), key).bubbles):
        labels = [button.label for row in bubble.keys for button in row]
        if label in labels:
            return world.tap(key, bubble.n, labels.index(label))
    raise AssertionError(label)


def balances(world: World) -> tuple[int | None, int | None]:
    seen = view(world, "")
    return phone(seen, "a").posted, phone(seen, "b").posted


def agreed(world: World) -> None:
    """Two hours of lessons, asked for in Arabic and promised in Spanish."""
    world.say("b", NEED)
    world.say("b", "نعم")
    press(world, "a", "Podemos ayudar")
    press(world, "b", "قبول")


def next_number(db: Database) -> str:
    """Of the exchange that will be the next one there."""
    with db.read() as tx:
        return str(tx.value(_NEXT))


def test_a_living_community_moved_in_and_every_hour_of_it_adds_up(start: Master) -> None:
    assert start.view.sums.problems == 0
    assert start.view.sums.total == 0
    assert start.view.sums.exchanges > 40
    assert [(one.key, one.channel, one.lang) for one in start.view.phones] == [
        ("a", "telegram", "es"),
        ("b", "whatsapp", "ar"),
        ("c", "telegram", "es"),
    ]


def test_not_all_went_well_in_the_community_and_the_fund_has_helped(masters: Masters, start: Master) -> None:
    world = masters.world(start.file, start.begun, "looked-at")
    with world.house.db.read() as tx:
        hows = {ended.how for ended in of_hub(tx, 1, 0, start.view.now)}
        helped = card(tx, 1, 2026, "America/Tegucigalpa")
        actions = {action for (action,) in tx.all(Q(select(history.c.action).distinct()))}
    world.close()
    assert hows == {"timely", "late", "missed"}
    assert actions >= {"cancelled_late", "no_show", "disputed", "decided", "settled"}
    assert (helped.given, helped.helped) == (240, 1)
    assert helped.available > 0


@pytest.mark.parametrize("days", [1, 2, 3, 4, 5, 6, 38])
def test_it_moves_in_on_every_day_of_the_week_and_on_the_first_of_the_year(
    sqlite_db: Database, vault: Vault, days: int
) -> None:
    now = at_a_good_hour(NOW + days * DAY_MS)
    told: list[tuple[int, int]] = []
    sqlite_db.writing(lambda tx: settle_in(tx, vault, now, lambda *how: told.append(how)))
    assert told[-1][0] == told[-1][1]
    assert verify(sqlite_db) == []


def test_the_same_community_moves_in_each_time_and_is_told_how_far_it_has_come(
    start: Master, tmp_path: Path, ticks: Ticks, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks.now = NOW
    made, come = Masters(tmp_path, "k" * 40, Wording(), ticks), []
    settled = made._come
    monkeypatch.setattr(made, "_come", lambda *how: (settled(*how), come.append(made.percent)))
    again = made.make("")
    assert come == sorted(come)
    assert len(set(come)) > 40
    assert come[-1] == 100
    assert again.view.sums == start.view.sums
    assert [one.bubbles for one in again.view.phones] == [one.bubbles for one in start.view.phones]


def test_an_exchange_goes_from_an_arabic_request_to_a_spanish_offer_to_the_settled_balance(world: World) -> None:
    before = balances(world)
    agreed(world)
    assert phone(view(world, ""), "b").held == 120
    press(world, "a", "Ya se hizo")
    press(world, "b", "تمت في الموعد")
    assert before == (120, 660)
    assert balances(world) == (240, 540)
    assert "completado" in texts(world, "a")[-1]


def test_the_drawer_shows_what_was_read_and_what_was_written(world: World) -> None:
    world.say("b", NEED)
    drawer = view(world, "").drawer
    assert drawer
    assert (drawer.intent, dict(drawer.values)["hours"]) == ("post_need", "2")
    assert drawer.flow == "need"
    world.say("b", "نعم")
    agreed_steps = view(world, "").drawer
    assert agreed_steps
    assert [(one.kind, one.label) for one in agreed_steps.written] == [("step", "suggested")]
    press(world, "a", "Podemos ayudar")
    press(world, "b", "قبول")
    drawer = view(world, "").drawer
    assert drawer
    assert [(one.kind, one.label, one.minutes) for one in drawer.written if one.kind == "hold"] == [
        ("hold", "live", 120)
    ]


def test_the_drawer_says_which_choice_a_number_picked_and_that_a_question_was_answered(world: World) -> None:
    world.say("a", "1")
    drawer = view(world, "").drawer
    assert drawer
    assert (drawer.choice, drawer.answered) == (1, False)  # of the menu
    world.say("a", "traducir una carta")
    drawer = view(world, "").drawer
    assert drawer
    assert (drawer.choice, drawer.answered) == (0, True)
    world.place("a")
    drawer = view(world, "").drawer
    assert drawer
    assert drawer.media == "location"


def test_each_application_shows_the_choices_as_it_can(world: World) -> None:
    first = {key: phone(view(world, ""), key).bubbles[-1] for key in "ab"}
    assert [len(row) for row in first["a"].keys] == [2, 2, 1]
    assert first["b"].as_list  # five are more than WhatsApp's three quick replies
    world.set_channel("b", "sms")
    assert phone(view(world, ""), "b").bubbles[-1].keys == ()


def test_a_delivery_that_comes_twice_has_one_effect(world: World) -> None:
    world.set_connection("b", "twice")
    agreed(world)
    press(world, "a", "Ya se hizo")
    press(world, "b", "تمت في الموعد")
    assert balances(world) == (240, 540)
    assert world.repeats >= 4
    assert texts(world, "b").count(texts(world, "b")[-1]) == 1


def test_the_last_message_sent_once_more_changes_nothing(world: World) -> None:
    agreed(world)
    press(world, "a", "Ya se hizo")
    press(world, "b", "تمت في الموعد")
    said = {key: texts(world, key) for key in "abc"}
    world.again("b")
    assert {key: texts(world, key) for key in "abc"} == said
    drawer = view(world, "").drawer
    assert drawer
    assert (drawer.times, drawer.repeats) == (2, 1)


def test_what_is_lost_comes_when_it_is_sent_again(world: World, ticks: Ticks) -> None:
    world.set_connection("a", "lost")
    before = len(texts(world, "a"))
    world.say("a", "saldo")
    assert phone(view(world, ""), "a").bubbles[-1].way == "again"
    assert len(texts(world, "a")) == before
    for _second in range(60):
        ticks.now += 1_000
        world.settle()
    assert phone(view(world, ""), "a").bubbles[-2].way == ""
    assert "Saldo" in texts(world, "a")[-1]


def test_a_slow_connection_shows_it_later(world: World, ticks: Ticks) -> None:
    world.set_connection("a", "slow")
    world.say("a", "saldo")
    assert phone(view(world, ""), "a").bubbles[-1].way == "travels"
    for _second in range(12):
        ticks.now += 1_000
        world.settle()
    assert "Saldo" in texts(world, "a")[-1]


def test_an_offline_telephone_keeps_what_is_written_and_gets_what_came(world: World) -> None:
    world.go_offline("a")
    world.say("a", "saldo")
    world.say("b", NEED)
    world.say("b", "نعم")
    assert phone(view(world, ""), "a").bubbles[-1].way == "waits"
    said = len(texts(world, "a"))
    world.go_online("a")
    new = texts(world, "a")[said:]
    assert len(new) == 2
    assert "دروس رياضيات" in new[0]
    assert "Saldo" in new[1]


def test_a_dead_worker_loses_nothing(world: World) -> None:
    world.kill()
    world.say("b", NEED)
    said = len(texts(world, "b"))
    assert not view(world, "").alive
    world.start()
    assert len(texts(world, "b")) == said + 1
    assert view(world, "").alive


def test_f01_killed_in_the_middle_of_a_message_it_comes_twice_and_no_hour_moves_twice(
    world: World, ticks: Ticks
) -> None:
    agreed(world)
    press(world, "a", "Ya se hizo")
    world.kill(in_the_middle=True)
    press(world, "b", "تمت في الموعد")
    assert not view(world, "").alive
    world.start()
    for _minute in range(3):
        ticks.now += 60_000
        world.settle()
    assert balances(world) == (240, 540)
    ends = [text for key in "ab" for text in texts(world, key) if "completado" in text or "اكتمل" in text]
    assert len(ends) == 3  # one of the two telephones got it twice


def test_a_proposal_that_nobody_answers_lapses_when_days_go_by(world: World) -> None:
    number = next_number(world.house.db)
    world.say("b", NEED)
    world.say("b", "نعم")
    press(world, "a", "Podemos ayudar")
    world.pass_days(7)
    world.pass_days(1)
    world.say("a", number)
    assert "No hubo respuesta a tiempo y no se movió ninguna hora." in texts(world, "a")[-1]


def test_after_a_day_of_silence_whatsapp_gets_a_template_whose_button_opens_what_it_announced(world: World) -> None:
    number = next_number(world.house.db)
    agreed(world)
    world.pass_days(7)
    template = phone(view(world, ""), "b").bubbles[-1]
    assert [button.label for row in template.keys for button in row] == ["رؤية"]
    press(world, "b", "رؤية")
    assert number in texts(world, "b")[-1]


@pytest.mark.parametrize(
    ("lang", "asked"),
    [
        ("ar", "ماذا تريدون أن تفعلوا؟"),
        ("en", "What would you like to do?"),
        ("es", "¿Qué quieres hacer?"),
        ("fr", "Que voulez-vous faire\u202f?"),
        ("pt", "O que quer fazer?"),
    ],
)
def test_a_telephone_speaks_any_language(world: World, lang: str, asked: str) -> None:
    world.set_language("a", lang)
    world.say("a", "0")
    assert texts(world, "a")[-1].startswith(asked)


@pytest.mark.parametrize("scene", [scene for scene in SCENES if scene])
def test_every_scene_is_played_to_where_it_gets_interesting(masters: Masters, scene: str) -> None:
    made = masters.make(scene).view
    said = {one.key: "\n".join(bubble.text for bubble in one.bubbles) for one in made.phones}
    expected = {"first": ("a", "¿Pueden ayudar?"), "fund": ("c", "pide al fondo"), "overdue": ("b", "فريق التنسيق")}
    key, words = expected[scene]
    assert words in said[key]
    assert not any("http" in text for text in said.values())  # whoever only looks has no pages to follow it to
    assert (made.sums.problems, made.sums.total) == (0, 0)


# ---- visitors ---------------------------------------------------------------------------------------------------


@pytest.fixture
def worlds(ticks: Ticks) -> Iterator[Worlds]:
    ticks.now = NOW
    made = Worlds(Wording(), ticks, most=2)
    made.master("")
    yield made
    made.close()


def test_looking_makes_nothing_and_each_visitor_has_a_world_of_their_own(worlds: Worlds) -> None:
    files = sorted(worlds.folder.rglob("*"))
    worlds.look("")
    worlds.look("ana")
    assert sorted(worlds.folder.rglob("*")) == files
    worlds.act("ana", "", Act("say", "a", "saldo"))
    ana, ben = worlds.look("ana"), worlds.look("ben")
    assert ana
    assert ben
    assert len(phone(ana, "a").bubbles) == len(phone(ben, "a").bubbles) + 2


def test_there_are_no_more_worlds_than_the_machine_bears(worlds: Worlds, ticks: Ticks) -> None:
    for visitor in ("ana", "ben"):
        worlds.act(visitor, "", Act("say", "a", "hola"))
    with pytest.raises(Full):
        worlds.act("eva", "", Act("say", "a", "hola"))
    ticks.now += CROWDED_MS + 1
    worlds.act("eva", "", Act("say", "a", "hola"))
    assert len(list(worlds.folder.rglob("visit-*.sqlite3"))) == 2


def test_one_address_that_takes_all_of_them_makes_room_for_who_comes_from_elsewhere(ticks: Ticks) -> None:
    ticks.now = NOW
    worlds = Worlds(Wording(), ticks, most=3, share=1)
    hello = Act("say", "a", "hola")
    for visitor, origin in (("one", "x"), ("two", "x"), ("ana", "y")):
        worlds.act(visitor, "", hello, origin)
        ticks.now += 1
    with pytest.raises(Full):
        worlds.act("three", "", hello, "x")
    worlds.act("ben", "", hello, "z")
    assert [bool(worlds.pulse(one)[1]) for one in ("one", "two", "ana", "ben")] == [False, True, True, True]
    with pytest.raises(Full):  # now nobody has more than a share
        worlds.act("eva", "", hello, "w")
    worlds.close()


def test_who_waits_for_a_world_hears_at_once_of_what_is_done_in_it(worlds: Worlds) -> None:
    worlds.act("ana", "", Act("say", "a", "hola"))
    for stirs in (lambda: worlds.act("ana", "", Act("say", "b", "مرحبا")), worlds.close):
        heard: list[bool] = []
        pulse = worlds.pulse("ana")
        waits = threading.Thread(target=lambda known=pulse, to=heard: to.append(worlds.wait("ana", known, 600)))
        waits.start()
        stirs()
        waits.join(30)
        assert heard == [stirs != worlds.close]


def test_a_world_that_rests_is_forgotten_with_its_file(worlds: Worlds, ticks: Ticks) -> None:
    worlds.act("ana", "", Act("say", "a", "hola"))
    ticks.now += IDLE_MS + 1
    worlds.look("ben")
    assert not list(worlds.folder.rglob("visit-*"))


def test_it_is_forgotten_also_when_nobody_comes_any_more(ticks: Ticks) -> None:
    later, looked = threading.Event(), threading.Event()

    def pause(closed: threading.Event) -> bool:
        if later.is_set():  # it has looked once
            looked.set()
            return closed.wait()
        return not later.wait(PATIENCE_S)

    ticks.now = NOW
    worlds = Worlds(Wording(), ticks, pause=pause)
    worlds.act("ana", "", Act("say", "a", "hola"))
    assert list(worlds.folder.rglob("visit-*"))
    ticks.now += IDLE_MS + 1
    later.set()
    assert looked.wait(PATIENCE_S)
    assert not list(worlds.folder.rglob("visit-*"))
    worlds.close()


def test_a_world_takes_so_many_acts_and_no_more(worlds: Worlds) -> None:
    for _act in range(ACTS):
        worlds.act("ana", "", Act("connection", "a", "good"))
    with pytest.raises(Exhausted):
        worlds.act("ana", "", Act("say", "a", "hola"))
    worlds.afresh("ana")
    worlds.act("ana", "", Act("say", "a", "hola"))


def test_a_new_day_begins_the_scenes_anew(worlds: Worlds, ticks: Ticks) -> None:
    first = worlds.master("").view.now
    for day in (1, 2, 3):
        ticks.now += DAY_MS + 60_000
        assert worlds.master("").view.now - first == day * DAY_MS
    assert len(list(worlds.folder.iterdir())) == 2  # the one before may just be copied


def test_everything_is_gone_when_it_is_closed(ticks: Ticks) -> None:
    made = Worlds(Wording(), ticks)
    made.act("ana", "", Act("say", "a", "hola"))
    folder = made.folder
    assert folder.exists()
    made.close()
    assert not folder.exists()
    Worlds(Wording(), ticks).close()  # where nobody looked, nothing was made


def test_two_first_acts_at_once_share_one_world(worlds: Worlds) -> None:
    threads = [threading.Thread(target=worlds.act, args=("ana", "", Act("say", key, "hola"))) for key in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = worlds.look("ana")
    assert seen
    assert [phone(seen, key).bubbles[-2].text for key in "abc"] == ["hola"] * 3
    assert len(list(worlds.folder.rglob("visit-*.sqlite3"))) == 1
