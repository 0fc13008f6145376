"""Nobody is woken by what can wait: alerts of the night come in the morning, suggestions once a day where wished."""

from __future__ import annotations

import pytest

from core.calendar import after_quiet, next_morning
from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows, tap, to
from tests.lived import lived_once
from tests.story import Story, telling

HOUR = 3_600_000
ZONE = "America/Tegucigalpa"


@lived_once
def begun(story: Story) -> None:
    """By day: sol and norte offer accounting, luz will ask. Then it is ten in the evening."""
    story.hub()
    for who, name in (("sol", "Estudio Norte, Tela"), ("mar", "Casa Mar, La Ceiba")):
        for said in ("ofrecemos contabilidad a distancia", name, "sí"):
            story.say(who, said)
    for said in ("hola", "Casa Luz, Tegucigalpa"):
        story.say("luz", said)


@pytest.fixture
def story(story: Story) -> Story:
    begun(story)
    return story


def sleep_until_ten(story: Story) -> None:
    story.wait(after_quiet(next_morning(story.now, ZONE), ZONE) - story.now + 13 * HOUR)


def asks(story: Story, what: str = "un contador para el informe anual") -> list[tuple[str, str]]:
    story.say("luz", f"necesitamos {what}, 3 horas, antes del 15 de diciembre")
    return story.say("luz", "sí")


def needs(story: Story) -> list[int]:
    """The ids of the requests."""
    return [id for id, kind in rows(story, "listing", "id", "kind") if kind == "need"]


def test_a_suggestion_of_the_night_comes_in_the_morning_once(story: Story) -> None:
    sleep_until_ten(story)
    new = asks(story)
    assert to(new, "luz")  # who writes is answered, whatever the hour
    assert to(new, "sol") == []
    assert to(story.wait(9 * HOUR), "sol") == []  # seven in the morning
    (card,) = to(story.wait(2 * HOUR), "sol")
    assert "informe anual" in card
    assert to(story.wait(24 * HOUR), "sol") == []
    assert rows(story, "held_alert", "id") == []


def test_several_of_one_night_are_one_message_that_says_how_each_stands_now(story: Story) -> None:
    sleep_until_ten(story)
    asks(story)
    asks(story, "una contadora para las facturas")
    story.say("luz", "1001")
    (message,) = to(story.wait(11 * HOUR), "sol")
    assert message.count("100") >= 2
    opened = to(story.say("sol", "1"), "sol")[0]
    assert "informe anual" in opened or "facturas" in opened


def test_a_proposal_of_the_night_waits_and_its_answer_is_not_lost(story: Story) -> None:
    asks(story)
    sleep_until_ten(story)
    new = story.say("sol", "intercambios") + story.say("sol", "1") + story.say("sol", "1")
    assert rows(story, "exchange", "state") == [("proposed",), ("suggested",)]
    assert to(new, "luz") == []
    (card,) = to(story.wait(11 * HOUR), "luz")
    assert "una organización" in card


def test_who_asks_for_a_person_at_night_is_heard_at_once(story: Story) -> None:
    hub = 1
    story.say("ruth", story.code("coordinator", hub))
    sleep_until_ten(story)
    assert to(story.say("luz", "persona"), "ruth")


def test_suggestions_once_a_day_come_together_at_nine(story: Story) -> None:
    story.say("sol", "avísennos solo una vez al día")
    assert to(asks(story) + asks(story, "una contadora para las facturas"), "sol") == []
    (digest,) = to(story.wait(next_morning(story.now, ZONE) - story.now + HOUR), "sol")
    assert digest.startswith("Desde ayer")
    assert to(story.wait(24 * HOUR), "sol") == []


def test_a_suggestion_that_has_ended_is_not_in_the_digest(story: Story) -> None:
    story.say("sol", "avísennos solo una vez al día")
    asks(story)
    asks(story, "una contadora para las facturas")
    story.say("luz", "menú")
    for number in ("1001", "1002"):
        story.say("luz", number)
        story.say("luz", "3")
    later = to(story.wait(next_morning(story.now, ZONE) - story.now + HOUR), "sol")
    assert not any("1001" in text for text in later)


def test_what_was_taken_down_by_night_is_told_to_nobody(story: Story) -> None:
    sleep_until_ten(story)
    asks(story)
    tap(story, "luz", f"l:{needs(story)[0]}:down")
    assert set(rows(story, "exchange", "state")) == {("lapsed",)}
    later = story.wait(26 * HOUR)
    assert to(later, "sol") == to(later, "mar") == []


def test_of_two_that_were_suggested_only_what_is_still_there_is_told(story: Story) -> None:
    sleep_until_ten(story)
    asks(story)
    asks(story, "una contadora para las facturas")
    tap(story, "luz", f"l:{needs(story)[0]}:down")
    (message,) = to(story.wait(26 * HOUR), "sol")
    assert "facturas" in message
    assert "informe anual" not in message


def test_two_refusals_of_one_night_are_both_told(story: Story) -> None:
    asks(story)
    asked = rows(story, "exchange", "id", "number", "provider_id")
    for id, _number, _provider in asked:
        tap(story, "luz", f"x:{id}:1:prop")
    sleep_until_ten(story)
    for id, _number, provider in asked:
        assert to(tap(story, {1: "sol", 2: "mar"}[provider], f"x:{id}:2:no"), "luz") == []
    assert set(rows(story, "exchange", "state")) == {("declined",)}
    (message,) = to(story.wait(26 * HOUR), "luz")
    assert all(str(number) in message for _id, number, _provider in asked)


def test_a_single_card_of_the_night_that_has_moved_on_is_not_shown_as_it_was(story: Story) -> None:
    sleep_until_ten(story)
    asks(story)
    id, number = next(
        (id, number) for id, number, by in rows(story, "exchange", "id", "number", "provider_id") if by == 1
    )
    tap(story, "sol", f"x:{id}:1:prop")
    assert (id, "proposed") in rows(story, "exchange", "id", "state")
    (message,) = to(story.wait(11 * HOUR), "sol")
    assert str(number) in message
    assert "¿Pueden ayudar?" not in message


def test_what_was_agreed_by_night_is_told_as_agreed_for_its_day_and_not_as_a_turn_of_theirs(story: Story) -> None:
    asks(story)
    id = next(id for id, by in rows(story, "exchange", "id", "provider_id") if by == 1)
    tap(story, "sol", f"x:{id}:1:prop")
    asks(story, "un contador para la auditoría")
    sleep_until_ten(story)
    tap(story, "luz", f"x:{id}:2:acc")
    tap(story, "luz", f"x:{id + 2}:1:prop")
    (morning,) = to(story.wait(11 * HOUR), "sol")
    assert "Acordado para el martes 15 de diciembre." in morning
    assert morning.count("Les toca a ustedes.") == 1  # what luz asks them for


def test_that_it_was_accepted_is_news_and_asks_nothing(story: Story) -> None:
    asks(story)
    id = next(id for id, by in rows(story, "exchange", "id", "provider_id") if by == 1)
    tap(story, "sol", f"x:{id}:1:prop")
    assert (
        rows(story, "outbound", "id", "screen")[-1][1].count('"answer"') == 1
    )  # of which a template says that it waits
    tap(story, "luz", f"x:{id}:2:acc")
    accepted = rows(story, "outbound", "id", "screen")[-1][1]
    assert '"exchange"' in accepted
    assert '"answer"' not in accepted


def test_cards_kept_until_somebody_writes_on_whatsapp_come_as_one_on_how_they_stand(
    db: Database, vault: Vault, now: int
) -> None:
    with telling(db, vault, now, "whatsapp") as story:
        story.hub()
        for who in ("luz", "mar"):
            joins(story, who)
        for words in ("ofrecemos contabilidad a distancia", "sí"):
            story.say("mar", words)
        story.wait(48 * HOUR)
        asks(story)
        for words in ("1001", "1"):  # she asks them
            story.say("luz", words)
        assert rows(story, "parked_case", "code", "resolved_at") == [("window", None)]
        since, menu = to(story.say("mar", "menú"), "mar")  # the numbers on the phone are those of the menu
        assert menu.startswith("¿Qué quieres hacer?")
        assert since.startswith("Desde tu último mensaje:")
        assert since.count("contador para el informe anual") == 1
        assert "¿Pueden ayudar?" not in since
        assert [at is None for _code, at in rows(story, "parked_case", "code", "resolved_at")] == [False]
        assert to(story.wait(24 * HOUR), "mar") == []


def test_what_waits_for_the_morning_is_dropped_where_it_would_be_stale(story: Story) -> None:
    asks(story)
    sleep_until_ten(story)
    for said in ("intercambios", "1", "1"):
        story.say("sol", said)
    story.now += 60 * 24 * HOUR  # nobody ran the worker for two months
    assert not any("puede hacer" in text for text in to(story.deliver(), "luz"))


@pytest.mark.parametrize("zone", ["America/Tegucigalpa", "Africa/Cairo", "Asia/Gaza", "UTC"])
def test_the_next_morning_is_never_now_and_at_most_a_day_away(zone: str) -> None:
    for hour in range(0, 48):
        at = 1_795_543_200_000 + hour * HOUR
        assert 0 < next_morning(at, zone) - at <= 25 * HOUR


def test_what_was_held_tells_the_balance_of_the_morning(story: Story) -> None:
    asks(story)
    for who, said in (("sol", "intercambios"), ("sol", "1"), ("sol", "1"), ("luz", "1002"), ("luz", "1")):
        story.say(who, said)
    story.say("sol", "1002")
    assert "Recibido" in to(story.say("sol", "1"), "luz")[0]
    sleep_until_ten(story)
    story.say("luz", "1002")
    new = story.say("luz", "1")
    assert "completado" in to(new, "luz")[0]
    assert to(new, "sol") == []
    for said in ("dar horas al fondo", "2", "sí"):
        story.say("sol", said)
    (card,) = (text for text in to(story.wait(11 * HOUR), "sol") if "completado" in text)
    balance = next(line for line in card.splitlines() if "Saldo" in line)
    assert balance in to(story.say("sol", "saldo"), "sol")[-1]


def test_who_is_in_the_conversation_by_night_hears_of_it_at_once(story: Story) -> None:
    sleep_until_ten(story)
    story.say("sol", "mis ofertas")
    assert any("informe anual" in text for text in to(asks(story), "sol"))
    assert to(asks(story, "una contadora para las facturas"), "mar") == []  # who sleeps is not woken


def test_who_set_quiet_hours_of_their_own_is_written_to_after_them_though_they_write(story: Story) -> None:
    story.say("sol", "no me escriban después de las 20")
    sleep_until_ten(story)
    story.say("sol", "mis ofertas")
    assert to(asks(story), "sol") == []
