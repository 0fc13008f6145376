"""What was written before a screen was there chooses nothing on it, whenever it comes."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from bot.channels.channel import Incoming
from bot.channels.telegram_updates import parse_update
from bot.channels.twilio_forms import parse_inbound
from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows, states, to
from tests.story import SECOND, Story, TelegramPhones, WhatsAppPhones, telling

HOUR = 3_600_000
BEFORE = "Esa lista es de antes"
ANOTHER = "Acababa de enviar otra lista"
DONE = "Eso ya está hecho."


@pytest.fixture(params=["telegram", "whatsapp"])
def story(request: pytest.FixtureRequest, db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, request.param) as story:
        story.hub()
        for who in ("luz", "mar"):
            joins(story, who)
        story.say("mar", "ofrecemos contabilidad")
        story.say("mar", "sí")
        story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
        story.say("luz", "sí")
        yield story


def written(story: Story, who: str, words: str) -> Incoming:
    """They write it; where Telegram or Twilio keeps it until we are back, it says when that was."""
    phones, now = story.phones, story.now
    if isinstance(phones, TelegramPhones):
        update = phones.api.text(phones.chat(who), words, "es", date=now // 1000)
        incoming = parse_update(orjson.dumps(update))
    else:
        assert isinstance(phones, WhatsAppPhones)
        incoming = parse_inbound(phones.api.inbound(phones.number(who), words), now)
    assert incoming is not None
    return incoming


def proposes(story: Story) -> None:
    story.say("mar", "1001")
    story.say("mar", "podemos ayudar")


def test_a_number_typed_before_the_proposal_was_there_does_not_accept_it_hours_later(story: Story) -> None:
    story.say("luz", "menú")
    one = written(story, "luz", "1")
    story.wait(HOUR)
    proposes(story)  # its card with "1. Aceptar" is on her phone now
    story.wait(HOUR)
    assert any(BEFORE in text for text in to(story.send(one), "luz"))
    assert states(story) == ["proposed"]
    story.wait(10 * SECOND)
    story.say("luz", "1001")
    story.say("luz", "1")
    assert states(story) == ["agreed"]


def test_a_label_typed_before_the_proposal_was_there_does_not_accept_it(story: Story) -> None:
    aceptar = written(story, "luz", "Aceptar")
    story.wait(HOUR)
    proposes(story)
    story.wait(HOUR)
    story.send(aceptar)
    assert states(story) == ["proposed"]


@pytest.mark.parametrize("words", ["sí", "1", "Publicar"])
def test_a_yes_typed_before_the_draft_was_there_does_not_publish_it(story: Story, words: str) -> None:
    yes = written(story, "luz", words)
    story.wait(HOUR)
    story.say("luz", "necesitamos traducción, 3 horas, el viernes")
    story.wait(HOUR)
    (asked,) = to(story.send(yes), "luz")
    assert ANOTHER in asked
    assert len(rows(story, "listing", "id")) == 2
    story.wait(10 * SECOND)
    story.say("luz", words)
    assert len(rows(story, "listing", "id")) == 3


def test_a_number_typed_before_the_last_question_of_an_opinion_was_there_does_not_end_it(story: Story) -> None:
    proposes(story)
    story.say("luz", "1001")
    story.say("luz", "aceptar")
    story.say("luz", "ya lo recibimos")
    story.say("luz", "1")
    early = written(story, "luz", "1")
    story.wait(HOUR)
    story.say("luz", "1001")
    before = rows(story, "review", "exchange_id", "stars")
    story.send(early)
    assert rows(story, "review", "exchange_id", "stars") == before


def test_what_was_typed_in_a_heap_while_we_were_away_publishes_nothing_unread(story: Story) -> None:
    heap = [written(story, "luz", words) for words in ("necesitamos traducción, 3 horas, el viernes", "sí", "1")]
    story.wait(HOUR)
    for one in heap:
        story.send(one)
    assert len(rows(story, "listing", "id")) == 2
    assert "¿Está bien?" in to(story.say("luz", "saldo"), "luz")[0]  # the draft waits for its yes


def test_a_number_typed_while_a_list_went_out_chooses_nothing_on_it(story: Story) -> None:
    story.wait(HOUR)
    one = written(story, "luz", "1")
    story.wait(4 * SECOND)
    proposes(story)
    story.send(one)
    assert states(story) == ["proposed"]


def test_who_answers_a_list_within_a_second_is_believed(story: Story) -> None:
    story.wait(HOUR)
    proposes(story)
    story.now = max(at for _id, at in rows(story, "outbound", "id", "sent_at") if at) + SECOND // 2
    story.send(written(story, "luz", "1"))
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("story", ["telegram"], indirect=True)
def test_a_number_of_the_same_second_that_telegram_counts_before_the_list_chooses_nothing_on_it(story: Story) -> None:
    story.wait(HOUR)
    one = written(story, "luz", "1")
    proposes(story)
    went = max(at for _id, at in rows(story, "outbound", "id", "sent_at") if at)
    story.wait(20 * SECOND)
    assert any(BEFORE in text for text in to(story.send(one._replace(at=went)), "luz"))
    assert states(story) == ["proposed"]


def test_where_both_sides_are_not_counted_together_a_low_number_proves_nothing(story: Story) -> None:
    story.wait(HOUR)
    proposes(story)
    went = max(at for _id, at in rows(story, "outbound", "id", "sent_at") if at)
    story.now = went + SECOND // 2
    story.send(written(story, "luz", "1")._replace(place=1))
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("story", ["whatsapp"], indirect=True)
def test_a_number_that_goes_out_twice_seconds_apart_accepts_and_confirms_nothing_more(story: Story) -> None:
    story.wait(HOUR)
    proposes(story)
    story.wait(HOUR)
    story.say("luz", "1")
    assert states(story) == ["agreed"]
    (told,) = to(story.say("luz", "1"), "luz")  # Twilio tells neither time nor count
    assert told.startswith(DONE)
    assert "1. Recibido, a tiempo" in told
    assert states(story) == ["agreed"]
    story.wait(10 * SECOND)
    story.say("luz", "1")
    assert states(story) == ["settled"]


@pytest.mark.parametrize("story", ["whatsapp"], indirect=True)
def test_another_number_at_once_is_believed(story: Story) -> None:
    story.wait(HOUR)
    proposes(story)
    story.wait(HOUR)
    story.say("luz", "1")
    (told,) = to(story.say("luz", "2"), "luz")  # "received late"
    assert DONE not in told
    assert states(story) == ["settled"]
