"""A hub's budget for the month: what still goes when it is nearly, and when it is all spent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from bot.sending import briefs
from core import held, hubs, outbox
from core.accounts.drift import Drift
from core.db import Database, Q
from core.gauges import gauges
from core.messages import Brief, Screen, _, dump
from core.outbox import Item, budget
from core.outbox.budget import Charge
from core.prices import DOLLAR, read_prices
from core.tables import hub_month
from core.vault import Vault
from tests.story import DAY, Story, telling

NEWS = Screen((_("Sent."),), brief=briefs.exchange(1001))
WAITS = Screen((_("Agreed."),), brief=briefs.answer(1001))
BUDGET = 10 * DOLLAR
_ANEW = Q(update(hub_month).values(spent=0))


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "sms") as story:
        hub_id = story.hub(budget=BUDGET)
        story.say("coco", story.code("coordinator", hub_id))
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tegucigalpa")
        with db.write() as tx:  # from here on nothing of this counts
            tx.run(_ANEW)
        yield story


def spent(story: Story, cents: int) -> None:
    with story.db.write() as tx:
        budget.spend(tx, [Charge(1, cents * DOLLAR // 100, 1)], story.now)


def alert(story: Story, screen: Screen, key: str | None = None) -> list[str]:
    """To luz; what arrives on her phone."""
    with story.db.write() as tx:
        outbox.enqueue(tx, [Item(2, "sms", "alert", dump(screen), key)], story.now)
    return said(story.deliver())


def said(arrived: list[tuple[str, str]], who: str = "luz") -> list[str]:
    return [text.partition("\n")[0] for name, text in arrived if name == who]


def test_what_goes_out_and_what_it_answers_are_added_to_the_hubs_month_by_their_parts(story: Story) -> None:
    story.say("luz", "saldo")
    with story.db.read() as tx:
        now = budget.standing(tx, 1, story.now)
    assert now.month == "2026-11"
    prices = read_prices()
    assert now.spent == prices.out("sms", 1, country="HN") + prices.came("sms") == 108_300
    assert alert(story, NEWS) == ["Enviado."]
    with story.db.read() as tx:
        assert budget.standing(tx, 1, story.now).spent - now.spent == prices.out("sms", 1, country="HN")


def test_metrics_show_what_the_month_came_to(story: Story) -> None:
    spent(story, 320)
    with story.db.read() as tx:
        (found,) = [one for one in gauges(tx, story.now, Drift()) if one.name == "comunidas_hub_month_spent_millionths"]
    assert [(sample.labels, sample.value) for sample in found.samples] == [({"hub": "1"}, 3_200_000)]


def test_below_80_percent_everything_goes(story: Story) -> None:
    spent(story, 700)
    assert alert(story, NEWS) == ["Enviado."]


def test_at_80_percent_what_waits_for_an_answer_goes_and_the_rest_comes_in_the_morning(story: Story) -> None:
    spent(story, 800)
    coordinators = said(story.deliver(), "coco")
    assert coordinators == [coordinators[0]]
    assert coordinators[0].startswith("Ya se usaron casi todos los mensajes")
    assert alert(story, WAITS) == ["Acordado."]
    assert alert(story, NEWS, "a") == []
    assert alert(story, Screen((_("Menu"),), brief=briefs.exchange(1002)), "b") == []
    (morning,) = said(story.wait(DAY))
    assert morning == "Desde ayer:"
    assert said(story.wait(DAY), "coco") == []  # told once


AWAITED = {"answer", "message", "suggestion", "coordination", "case", "danger"}


@pytest.mark.parametrize("kind", sorted(briefs.KINDS))
def test_each_kind_of_alert_waits_or_goes_by_whether_it_asks_something(story: Story, kind: str) -> None:
    screen = Screen((_("Sent."),), brief=Brief(kind, dict(briefs.KINDS[kind].samples)))
    spent(story, 800)
    story.deliver()
    assert alert(story, screen, "a") == (["Enviado."] if kind in AWAITED else [])
    spent(story, 200)
    story.deliver()
    assert alert(story, screen, "b") == (["Enviado."] if kind in ("case", "danger") else [])


@pytest.mark.parametrize(("cents", "key"), [(850, budget.ASKS), (1000, budget.ALWAYS)])
def test_a_key_says_what_a_brief_does_not(story: Story, cents: int, key: str) -> None:
    spent(story, cents)
    story.deliver()
    assert alert(story, NEWS, f"{key}a") == ["Enviado."]


def test_who_asks_for_a_human_is_heard_and_answered_when_all_is_spent(story: Story) -> None:
    spent(story, 1000)
    story.deliver()
    called = [text for who, text in story.say("luz", "persona") if who == "coco"]
    assert called == [called[0]]
    assert "Casa Luz" in called[0]
    story.say("coco", "1")
    story.say("coco", "1")
    story.say("coco", "Te llamo ahora")
    assert any("Te llamo ahora" in text for who, text in story.say("coco", "1") if who == "luz")


def test_what_came_by_night_and_waits_for_an_answer_is_not_held_a_second_time(story: Story) -> None:
    spent(story, 850)
    story.deliver()
    story.now += DAY // 2 + 3_600_000  # after midnight
    night, zone = story.now, "America/Tegucigalpa"
    with story.db.write() as tx:
        for number, screen in enumerate((WAITS, NEWS)):
            held.hold(tx, Item(2, "sms", "alert", dump(screen), f"n{number}"), held.NIGHT, zone, night)
    (morning,) = said(story.wait(DAY // 3))
    assert morning == "Lo que llegó por la noche:"


def test_one_alert_that_was_held_comes_as_it_was(story: Story) -> None:
    spent(story, 850)
    assert alert(story, NEWS, "a") == []
    assert said(story.wait(DAY)) == ["Enviado."]


def test_at_100_percent_only_replies_go_until_the_hubs_next_month(story: Story) -> None:
    spent(story, 1000)
    (told,) = said(story.deliver(), "coco")
    assert told.startswith("Ya se usaron los mensajes")
    assert alert(story, WAITS, "a") == []
    assert said(story.wait(DAY)) == []
    story.now += 6 * DAY  # 1 December
    assert said(story.wait(DAY)) == ["Acordado."]
    assert alert(story, NEWS) == ["Enviado."]


@pytest.mark.parametrize("cents", [850, 1000])
def test_who_writes_has_with_the_reply_what_was_held_as_one_message(story: Story, cents: int) -> None:
    spent(story, cents)
    story.deliver()
    assert alert(story, NEWS, "a") == []
    assert alert(story, Screen((_("Menu"),), brief=briefs.exchange(1002)), "b") == []
    reply, held = story.say("luz", "saldo"), story.deliver()
    assert said([*reply, *held])[1:] == ["Desde tu último mensaje:"]
    assert said(story.say("luz", "saldo"))[1:] == []  # once
    assert said(story.wait(DAY)) == []
    assert alert(story, NEWS, "c") == []  # the month is as it was


def test_where_messages_cost_nothing_there_is_no_budget(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now, "telegram") as story:
        story.hub(budget=1)
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tegucigalpa")
        with db.write() as tx:
            budget.spend(tx, [Charge(1, 5, 1)], story.now)
            outbox.enqueue(tx, [Item(1, "telegram", "alert", dump(NEWS))], story.now)
        assert said(story.deliver()) == ["Enviado."]


def test_without_an_amount_nothing_is_held(story: Story) -> None:
    with story.db.write() as tx:
        hubs.change_policy(tx, 1, "operator", "budget", 0, story.now)
    spent(story, 100_000)
    assert said(story.deliver(), "coco") == []
    assert alert(story, NEWS) == ["Enviado."]


@pytest.mark.parametrize(("spent", "level"), [(0, 0), (799, 0), (800, 80), (999, 80), (1000, 100), (5000, 100)])
def test_the_levels(spent: int, level: int) -> None:
    assert budget.Standing("2026-11", 1000, spent, 0).level == level
    assert budget.Standing("2026-11", 0, spent, 0).level == 0
