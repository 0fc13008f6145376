"""Words that quote an earlier message of ours are about that one, whatever came after it."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from bot.channels.telegram_updates import parse_update
from bot.channels.twilio_forms import parse_inbound
from bot.conversation.pointing import to_open
from core.db import Database
from core.vault import Vault
from tests.faults import joins, states, to
from tests.story import Story, TelegramPhones, WhatsAppPhones, telling

pytestmark = pytest.mark.words

DAYS = ("viernes", "jueves")


@pytest.fixture(params=["telegram", "whatsapp"])
def story(request: pytest.FixtureRequest, db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, request.param) as story:
        story.hub()
        for who in ("luz", "mar", "sol"):
            joins(story, who)
        for who, what, day in zip(("mar", "sol"), ("un contador", "un carpintero"), DAYS, strict=True):
            story.say("luz", f"necesitamos {what}, 2 horas, el {day}")
            story.say("luz", "sí")
            story.say(who, f"ofrecemos {what.removeprefix('un ')}")
            story.say(who, "sí")
        for who, code in (("mar", "1001"), ("sol", "1002")):
            story.say(who, code)
            story.say(who, "podemos ayudar")
        assert states(story) == ["proposed", "proposed"]
        yield story


def quotes(story: Story, who: str, number: str, words: str) -> str:
    """What they read after quoting the newest message that names that exchange."""
    phones = story.phones
    if isinstance(phones, TelegramPhones):
        sent = next(one for one in reversed(phones.api.to(phones.chat(who))) if number in one.text)
        answered = {"message_id": sent.message_id, "date": 1, "chat": {"id": sent.chat_id, "type": "private"}}
        update = phones.api.text(phones.chat(who), words, "es", reply_to_message=answered)
        incoming = parse_update(orjson.dumps(update), story.now)
    else:
        assert isinstance(phones, WhatsAppPhones)
        note = next(one for one in reversed(phones.api.sent) if one.to == phones.number(who) and number in one.body)
        form = phones.api.inbound(phones.number(who), words, OriginalRepliedMessageSid=note.sid)
        incoming = parse_inbound(form, story.now)
    assert incoming is not None
    return "\n".join(to(story.send(incoming), who))


def test_a_yes_is_for_the_proposal_that_it_quotes_not_for_the_newest(story: Story) -> None:
    read = quotes(story, "luz", "1001", "sí, aceptamos")
    assert "1001" in read
    assert states(story) == ["agreed", "proposed"]


def test_a_number_opens_the_card_that_it_quotes_and_moves_nothing_before_it_was_read(story: Story) -> None:
    read = quotes(story, "luz", "1001", "1")
    assert "1001" in read
    assert "¿Aceptan?" in read
    assert states(story) == ["proposed", "proposed"]
    story.say("luz", "1")
    assert states(story) == ["agreed", "proposed"]


def test_what_was_being_written_waits_while_another_message_is_quoted(story: Story) -> None:
    story.say("luz", "necesitamos un pintor")
    read = quotes(story, "luz", "1002", "no")
    assert states(story) == ["proposed", "declined"]
    assert "¿Cuántas horas" in read


def test_an_old_question_that_is_quoted_is_no_other_screen(story: Story) -> None:
    story.say("luz", "necesitamos un pintor")
    story.say("mar", "1001")
    story.say("mar", "retirar propuesta")
    read = quotes(story, "luz", "¿Cuántas horas", "3")
    assert "¿Para cuándo?" in read


def test_a_quoted_message_that_is_none_of_ours_changes_nothing(story: Story) -> None:
    unknown = story.phones.typed("luz", "sí", "es", story.now)._replace(screen_ref="77")
    story.send(unknown)
    assert states(story) == ["proposed", "agreed"]


def test_a_number_that_quotes_a_message_we_cannot_tell_chooses_nothing(story: Story) -> None:
    story.say("luz", "1002")
    unknown = story.phones.typed("luz", "1", "es", story.now)._replace(screen_ref="77")
    story.send(unknown)
    assert states(story) == ["proposed", "proposed"]


@pytest.mark.parametrize(
    ("choices", "words", "opened"),
    [
        (("m:menu",), "sí", ()),
        (("q:ab12:hours:?",), "2", ()),
        (("x:7:2:acc", "x:7:2:no"), "sí", ("x:7:2:acc", "x:7:2:no")),
        (("x:7:2:acc", "x:7:2:no"), "2", ("x:7:0:see", "x:7:0:see")),
        (("x:7:2:see", "x:8:1:see"), "2", ("x:7:2:see", "x:8:1:see")),
        (("l:3:renew", "l:3:down", "m:menu"), "2", ("l:3:renew", "l:3:down", "m:menu")),
    ],
)
def test_which_choices_a_quoted_message_has(choices: tuple[str, ...], words: str, opened: tuple[str, ...]) -> None:
    assert to_open(choices, words) == opened


def test_a_number_that_quotes_a_menu_chooses_nothing_on_the_proposal_that_came_last(story: Story) -> None:
    story.say("luz", "menú")
    before = quotes(story, "luz", "Pedir ayuda", "saldo")
    assert "Saldo" in before
    story.say("luz", "1001")
    read = quotes(story, "luz", "Pedir ayuda", "1")
    assert "Esa lista es de antes" in read
    assert states(story) == ["proposed", "proposed"]


def test_a_number_that_quotes_a_draft_that_is_over_answers_no_other_question(story: Story) -> None:
    story.say("luz", "necesitamos traducción, 3 horas, el viernes")
    story.say("luz", "cancelar")
    story.say("luz", "necesitamos un pintor, el viernes")
    read = quotes(story, "luz", "traducción", "1")
    assert "¿Cuántas horas" in read
    assert states(story) == ["proposed", "proposed"]
    assert "2 horas" in "\n".join(to(story.say("luz", "2"), "luz"))
