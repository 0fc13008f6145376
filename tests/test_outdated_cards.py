"""A card says how it stands once its exchange moved on, and a tap that comes before that moves nothing."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest
from sqlalchemy import update

from bot.channels.channel import Button, Outgoing, Rejected, Unreachable
from bot.channels.memory import MemoryChannel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_updates import parse_update
from bot.doubles import Fault, TelegramApi
from bot.doubles.telegram_files import refusal
from bot.doubles.telegram_people import Sent
from bot.house import House
from bot.sending.card_sync import cards_once
from bot.sending.carded import card_on
from bot.upkeep import chores
from core.db import Database, Q
from core.lock import set_lock
from core.outbox import Card
from core.settings import Settings
from core.tables import person
from core.vault import Vault
from tests.faults import adds_up, joins, rows, states, to, truth
from tests.story import Story, TelegramPhones, telling

HELP, ACCEPT, DONE, NO = "Podemos ayudar", "Aceptar", "Ya se hizo", "No, gracias"
TAKE_BACK = "Retirar propuesta"
SEE = "Ver \u20661001\u2069"
_DISCREET = Q(update(person).values(discreet=1))
KEYS = ("test-key-test-key-test-key-test-key",)


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Mar offers what Luz needs: both have the card of the suggestion."""
    with telling(db, vault, now, "telegram") as told:
        told.hub()
        joins(told, "luz")
        joins(told, "mar")
        for who, words in (
            ("mar", "ofrecemos contabilidad"),
            ("luz", "necesitamos contabilidad, 2 horas, antes del viernes"),
        ):
            told.say(who, words)
            told.say(who, "sí")
        yield told


def api(story: Story) -> TelegramApi:
    assert isinstance(story.phones, TelegramPhones)
    return story.phones.api


def chat(story: Story, who: str) -> int:
    assert isinstance(story.phones, TelegramPhones)
    return story.phones.chat(who)


def card(story: Story, who: str, label: str) -> Sent:
    """Their newest message with that button."""
    return next(sent for sent in reversed(api(story).to(chat(story, who))) if label in sent.buttons)


def now_of(story: Story, old: Sent) -> Sent:
    """That message as it is on the phone by now."""
    return next(sent for sent in api(story).sent if sent.message_id == old.message_id)


def press(story: Story, sent: Sent, label: str) -> list[tuple[str, str]]:
    parsed = parse_update(orjson.dumps(api(story).tap(sent, label)), story.now)
    assert parsed is not None
    return story.send(parsed)


def house_of(story: Story, name: str) -> House:
    settings = Settings(story.db.url, KEYS)
    house = House(settings, clock=lambda: story.now, hears=False, db=story.db, wording=story.wording)
    house.bell.close()
    house.name = name
    return house


def tidy(story: Story, by: str = "worker") -> int:
    """One look of the worker at outdated cards."""
    channel = story.phones.channel
    assert isinstance(channel, TelegramChannel)
    return story._loop.run_until_complete(cards_once(house_of(story, by), channel))


def tidied(story: Story) -> int:
    """Until nothing is outdated."""
    done = 0
    while count := tidy(story):
        done += count
        story.now += 2_000
    return done


def shown(story: Story, old: Sent) -> str:
    """The first line of that message by now, without marks of direction."""
    line = now_of(story, old).text.partition("\n")[0]
    return "".join(letter for letter in line if letter not in "\u2066\u2067\u2068\u2069")


def calls(story: Story, method: str = "/editMessageText") -> list[dict[str, str]]:
    return [dict(call.params) for call in api(story).calls if call.path.endswith(method)]


def remembered(story: Story) -> list[int]:
    return [version for _id, version in rows(story, "sent_card", "id", "version")]


# ---- the story --------------------------------------------------------------------------------------------------


def test_a_proposal_that_was_accepted_says_so_on_both_sides_and_offers_nothing_else(story: Story) -> None:
    suggestion = card(story, "mar", HELP)
    assert tidied(story) == 0  # nothing has moved yet
    press(story, suggestion, HELP)
    proposal = card(story, "luz", ACCEPT)
    tidied(story)
    assert shown(story, suggestion) == "1001: contabilidad, con una organización. En espera de la otra organización."
    assert list(now_of(story, suggestion).buttons) == [SEE]
    assert now_of(story, proposal) == proposal  # it waits for her

    press(story, proposal, ACCEPT)
    agreed = card(story, "mar", DONE)
    tidied(story)
    for old, other in ((suggestion, "Casa Luz"), (proposal, "Casa Mar")):
        assert shown(story, old) == f"1001: contabilidad, con {other}. Acordado para el viernes 27 de noviembre."
    assert now_of(story, agreed) == agreed
    press(story, agreed, DONE)
    tidied(story)
    assert shown(story, suggestion) == shown(story, agreed)
    assert "confirmar" in shown(story, suggestion)
    assert to(press(story, now_of(story, suggestion), SEE), "mar") != []
    assert states(story) == ["delivered"]
    adds_up(story)


def test_where_nothing_moved_nothing_is_asked_of_telegram_nor_written(story: Story) -> None:
    assert remembered(story) != []
    before = len(api(story).calls)
    assert tidy(story) == 0
    assert len(api(story).calls) == before
    assert [name for (name,) in rows(story, "lease", "name") if name == "outdated-cards"] == []


def test_a_card_that_was_looked_at_twice_loses_its_buttons_everywhere(story: Story) -> None:
    suggestion = card(story, "mar", HELP)
    story.say("mar", "1001")
    again = card(story, "mar", HELP)
    assert again.message_id != suggestion.message_id
    press(story, again, HELP)
    tidied(story)
    assert [list(now_of(story, one).buttons) for one in (suggestion, again)] == [[SEE], [SEE]]
    assert len(calls(story)) == 2


def test_who_wants_light_or_silent_messages_reads_no_new_words_and_the_buttons_go(story: Story) -> None:
    suggestion = card(story, "mar", HELP)
    press(story, suggestion, HELP)
    with story.db.write() as tx:
        tx.run(_DISCREET)
    assert tidied(story) > 0
    assert (now_of(story, suggestion).rows, now_of(story, suggestion).text) == ((), suggestion.text)
    assert calls(story) == []
    assert set(remembered(story)) == {2}


def test_words_that_cannot_be_changed_lose_their_buttons(story: Story) -> None:
    suggestion = card(story, "mar", HELP)
    press(story, suggestion, HELP)
    none_to_edit = Fault(refusal(400, "Bad Request: there is no text in the message to edit"))
    api(story).plan(none_to_edit, none_to_edit, only="/editMessageText")  # words below a picture
    tidied(story)
    assert (now_of(story, suggestion).rows, now_of(story, suggestion).text) == ((), suggestion.text)
    assert 1 not in remembered(story)


# ---- taps on old cards ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", [ACCEPT, "Otras condiciones", NO])
def test_f21_a_tap_on_an_old_card_is_answered_with_what_is_true_now_and_moves_nothing(story: Story, label: str) -> None:
    press(story, card(story, "mar", HELP), HELP)
    proposal = card(story, "luz", ACCEPT)
    press(story, proposal, ACCEPT)
    before = truth(story)
    answer = "\n".join(to(press(story, proposal, label), "luz"))  # before the worker came to it
    assert "acordado" in answer
    tidied(story)
    story.now += 60_000
    answer = "\n".join(to(press(story, proposal, label), "luz"))  # a phone that had not heard of it
    assert "acordado" in answer
    assert truth(story) == before
    adds_up(story)


# ---- what Telegram may say --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
        ),
        (400, "Bad Request: message to edit not found"),
        (400, "Bad Request: message can't be edited"),
        (400, "Bad Request: chat not found"),
        (403, "Forbidden: bot was blocked by the user"),
        (400, "Bad Request: MESSAGE_ID_INVALID"),
    ],
)
def test_f21_a_card_that_cannot_be_changed_is_left_alone_and_people_are_not_marked(
    story: Story, status: int, words: str
) -> None:
    press(story, card(story, "mar", HELP), HELP)
    due = len([version for version in remembered(story) if version == 1])
    for method in ("/editMessageText", "/editMessageReplyMarkup"):
        api(story).plan(*[Fault(refusal(status, words))] * due, only=method)
    assert tidied(story) == due
    assert 1 not in remembered(story)
    assert len(calls(story)) == due  # none was tried again
    assert {stopped for _id, stopped in rows(story, "address", "id", "stopped_at")} == {None}
    assert rows(story, "parked_case", "id") == []


def test_f16_after_too_many_requests_it_waits_exactly_as_long_and_messages_go_on(story: Story) -> None:
    press(story, card(story, "mar", HELP), HELP)
    api(story).plan(api(story).too_many(7), only="/editMessageText")
    assert tidy(story) == 0
    begun, asked = story.now, len(calls(story))
    assert to(story.say("luz", "menú"), "luz")
    story.now = begun + 6_999
    assert tidy(story) == 0
    assert len(calls(story)) == asked
    story.now = begun + 7_000
    assert tidied(story) > 0
    assert 1 not in remembered(story)


def test_f17_while_telegram_is_away_nothing_is_lost(story: Story) -> None:
    press(story, card(story, "mar", HELP), HELP)
    before = remembered(story)
    api(story).plan(Fault(refusal(502, "Bad Gateway")), only="/editMessageText")
    with pytest.raises(Unreachable):
        tidy(story)
    assert remembered(story) == before
    assert tidied(story) > 0


def test_a_token_that_is_refused_says_nothing_about_the_cards(story: Story) -> None:
    press(story, card(story, "mar", HELP), HELP)
    before = remembered(story)
    api(story).plan(Fault(refusal(401, "Unauthorized")), only="/editMessageText")
    with pytest.raises(Rejected):
        tidy(story)
    assert remembered(story) == before


def test_the_worker_does_it_where_there_is_telegram_and_nowhere_else(story: Story) -> None:
    for channels, there in ((story.phones.channels, True), ({"memory": MemoryChannel()}, False)):
        found = chores(house_of(story, "worker"), channels)
        assert ("keep_cards" in [chore.__name__ for chore in found]) is there
        for chore in found:
            chore.close()


def test_what_waits_for_a_person_goes_first(story: Story) -> None:
    suggestion = card(story, "mar", HELP)
    press(story, suggestion, HELP)
    story.handle(story.phones.typed("mar", "menú", "es", story.now))  # the answer waits in the lane
    assert tidy(story) == 0
    assert now_of(story, suggestion) == suggestion
    story.deliver()
    assert tidy(story) == 1
    assert list(now_of(story, suggestion).buttons) == [SEE]


def test_f13_while_another_process_has_them_none_is_touched(story: Story) -> None:
    press(story, card(story, "mar", HELP), HELP)
    assert house_of(story, "another").lease("outdated-cards").hold(story.now)
    assert tidy(story) == 0
    assert calls(story) == []
    assert tidy(story, by="another") == 1


def test_locked_down_nothing_is_touched(story: Story) -> None:
    press(story, card(story, "mar", HELP), HELP)
    with story.db.write() as tx:
        set_lock(tx, story.now, shut=True)
    assert tidy(story) == 0
    with story.db.write() as tx:
        set_lock(tx, story.now, shut=False)
    assert tidied(story) > 0


# ---- what is remembered -----------------------------------------------------------------------------------------


def buttons(*payloads: str) -> tuple[Button, ...]:
    return Outgoing("", tuple(Button(payload, payload) for payload in payloads)).buttons


@pytest.mark.parametrize(
    ("payloads", "found"),
    [
        (("x:17:3:acc", "x:17:3:terms", "x:17:3:write"), Card(17, 3)),
        (("x:17:3:done", "m:menu"), Card(17, 3)),
        (("x:17:3:see", "m:menu"), None),  # shows what is true then
        (("x:17:0:code", "x:17:3:files"), None),
        (("x:17:3:acc", "x:18:1:acc"), None),  # what moves one must not take the other's away
        (("x:17:3:decide", "c:4:close"), None),
        (("m:menu",), None),
        (("q:tok:hours:2",), None),
    ],
)
def test_only_cards_with_buttons_that_die_are_remembered(payloads: tuple[str, ...], found: Card | None) -> None:
    channel = TelegramChannel("1:x", "http://127.0.0.1:9")
    assert card_on(channel, buttons(*payloads)) == found
    assert card_on(MemoryChannel(), buttons(*payloads)) is None  # takes no button away


def test_f58_nothing_is_remembered_of_who_deleted_their_data(story: Story) -> None:
    press(story, card(story, "mar", HELP), HELP)
    lanes = {lane for _id, lane in rows(story, "sent_card", "id", "lane_id")}
    assert len(lanes) == 2
    press(story, card(story, "mar", TAKE_BACK), TAKE_BACK)
    story.say("mar", "borrar mis datos")
    story.say("mar", "sí")
    left = {lane for _id, lane in rows(story, "sent_card", "id", "lane_id")}
    assert len(left) == 1
    assert left < lanes
