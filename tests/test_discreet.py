"""Alerts that say nothing until their person opens them: no service, no organisation, whoever else holds the phone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.conversation.session import load_session
from core.calendar import next_monday
from core.hubs import change_policy
from tests.faults import rows, to
from tests.lived import lived_once
from tests.story import DAY, Story

WORDS = ("contabilidad", "Casa", "organización", "Tegucigalpa")
HOUR = DAY // 24


@lived_once
def begun(story: Story) -> None:
    """Sol offers accounting, Luz is a member."""
    story.hub()
    for who, words in (
        ("sol", ("ofrecemos contabilidad a distancia", "Casa Sol, Tegucigalpa", "sí")),
        ("luz", ("/start", "Casa Luz, Tegucigalpa")),
    ):
        for word in words:
            story.say(who, word)


@pytest.fixture
def story(story: Story) -> Story:
    begun(story)
    return story


def discreet(story: Story, who: str) -> None:
    assert "Seguridad" in story.say(who, "nuestra organización")[0][1]
    story.say(who, "6")
    assert "Mensaje sobre 4821" in story.say(who, "1")[0][1]
    assert "no dicen nada" in story.say(who, "1")[0][1]


def asks(story: Story, what: str = "contabilidad") -> list[tuple[str, str]]:
    story.say("luz", f"necesitamos {what}, 2 horas, antes del viernes")
    return story.say("luz", "sí")


def policy(story: Story, **rules: Any) -> None:
    with story.db.write() as tx:
        for name, value in rules.items():
            change_policy(tx, 1, "test", name, value, story.now)


def test_an_alert_says_its_number_and_one_opens_it_with_its_choices(story: Story) -> None:
    discreet(story, "sol")
    (alert,) = to(asks(story), "sol")
    assert "1001" in alert
    assert not any(word in alert for word in WORDS)
    (card,) = to(story.say("sol", "1"), "sol")
    assert "necesita: \u2068contabilidad\u2069" in card
    assert "Enviado" in to(story.say("sol", "1"), "sol")[0]  # we can help


def test_what_stands_in_the_outbox_is_whole_and_only_what_is_sent_says_nothing(story: Story) -> None:
    discreet(story, "sol")
    asks(story)
    assert any("contabilidad" in screen for _id, screen in rows(story, "outbound", "id", "screen"))


def test_every_alert_is_veiled_also_one_without_a_number_and_monday_s(story: Story) -> None:
    discreet(story, "sol")
    story.say("luz", "necesitamos afinar un piano, 2 horas, antes del 15 de diciembre")
    story.say("luz", "sí")
    week = to(story.wait(next_monday(story.now, "America/Tegucigalpa") - story.now), "sol")
    assert week
    assert not any(word in text for text in week for word in (*WORDS, "piano"))
    assert "piano" in to(story.say("sol", "1"), "sol")[0]


def test_in_the_middle_of_a_question_one_belongs_to_the_question_and_the_alert_waits(story: Story) -> None:
    discreet(story, "sol")
    story.say("sol", "necesitamos un fotógrafo")
    (alert,) = to(asks(story), "sol")
    assert not any(word in alert for word in WORDS)
    assert load_session(rows(story, "conversation", "address_id", "state")[0][1]).flow is not None
    assert "contabilidad" in to(story.say("sol", "1001"), "sol")[0]


def test_the_newest_is_read_by_its_word_as_well(story: Story) -> None:
    discreet(story, "sol")
    asks(story)
    story.say("sol", "menú")
    assert "contabilidad" in to(story.say("sol", "Leer"), "sol")[0]


def test_nobody_reads_an_alert_that_was_sent_to_somebody_else(story: Story) -> None:
    discreet(story, "sol")
    asks(story)
    alerts = [id for id, kind in rows(story, "outbound", "id", "kind") if kind == "alert"]
    for number in (alerts[-1], 10**9):
        told = to(story.send(story.phones.typed("luz", "", "", story.now, payload=f"v:{number}")), "luz")
        assert "contabilidad" not in told[0]


def test_what_is_read_late_is_told_as_it_stands_by_then(story: Story) -> None:
    discreet(story, "sol")
    asks(story)
    (alert,) = [id for id, kind in rows(story, "outbound", "id", "kind") if kind == "alert"]
    story.wait(HOUR)
    assert "Enviado" in to(story.say("sol", "1") and story.say("sol", "1"), "sol")[0]  # we can help
    read = story.send(story.phones.typed("sol", "", "", story.now, payload=f"v:{alert}"))
    (told,) = to(read, "sol")
    assert told.startswith("Esto cambió mientras tanto. Ahora está así:")
    assert "¿Pueden ayudar?" not in told


def test_what_waited_for_the_morning_says_nothing_either(story: Story) -> None:
    discreet(story, "sol")
    story.wait(11 * HOUR)  # it is night
    assert to(asks(story), "sol") == []
    assert to(asks(story, "una contadora para las facturas"), "sol") == []
    (morning,) = to(story.wait(10 * HOUR), "sol")
    assert not any(word in morning for word in (*WORDS, "facturas"))
    assert "facturas" in to(story.say("sol", "1"), "sol")[0]


def test_the_hub_decides_for_who_did_not_and_each_may_choose_otherwise(story: Story) -> None:
    policy(story, discreet=True)
    (alert,) = to(asks(story), "sol")
    assert "contabilidad" not in alert
    story.say("sol", "nuestra organización")
    story.say("sol", "6")
    story.say("sol", "1")
    assert "muestran todo" in story.say("sol", "2")[0][1]
    (alert,) = to(asks(story, "contabilidad para la cooperativa"), "sol")
    assert "contabilidad para la cooperativa" in alert


def test_replies_are_not_veiled_since_their_person_is_there(story: Story) -> None:
    discreet(story, "luz")
    assert "contabilidad" in to(asks(story), "luz")[0]
