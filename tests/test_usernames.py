"""People on WhatsApp who take a username: their number is hidden, and WhatsApp's id of them is all that comes."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.channels.channel import Incoming, StatusUpdate, Unread
from bot.channels.twilio_forms import parse_inbound, read_inbound
from bot.commands import checks_here
from bot.commands.checks import Finding
from bot.doubles import TwilioApi
from bot.house import House
from bot.upkeep import catch_up_once
from bot.wording import Reader
from core.db import Database, Q
from core.messages import _
from core.oddities import all_odd, note
from core.people import aliases
from core.settings import Settings
from core.tables import address
from core.vault import Vault
from tests.approving import approved, with_contents
from tests.faults import agreed, joins, proposed, rows, states, to
from tests.people import joined_by_code
from tests.story import DAY, Story, WhatsAppPhones, telling
from tests.together import together

HOUR = 3_600_000
NEW = "+50455550001"
_LOST = _(
    "Have you lost your phone and write from a new one? Ask who is responsible in your organisation for a code, "
    "and write it to me here. If nobody else is, write “person”: a coordinator helps."
)
_ADDRESSES = Q(select(func.count()).select_from(address))


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "whatsapp") as told:
        yield told


def phones(story: Story) -> WhatsAppPhones:
    assert isinstance(story.phones, WhatsAppPhones)
    return story.phones


def api(story: Story) -> TwilioApi:
    return phones(story).api


def says(story: Story, who: str, words: str) -> str:
    """What that person reads after writing this."""
    return re.sub("[\u2066-\u2069]", "", "\n".join(to(story.say(who, words), who)))


def writes(story: Story, form: dict[str, str]) -> Incoming:
    """A form of Twilio's that no telephone here makes."""
    found = parse_inbound(form, story.now)
    assert found
    return found


def without_ids(story: Story, who: str, words: str) -> None:
    """A message as forms were before WhatsApp told of ids, and as Twilio's list has them still."""
    form = api(story).inbound(phones(story).number(who), words)
    del form["ExternalUserId"]
    story.send(writes(story, form))


def last(story: Story) -> str:
    """To whom the last message went."""
    return api(story).sent[-1].to


def names(story: Story) -> dict[int, list[str]]:
    """The kinds of names of each address."""
    found: dict[int, list[str]] = {}
    for _id, address_id, kind in rows(story, "alias", "id", "address_id", "kind"):
        found.setdefault(address_id, []).append(kind)
    return {id: sorted(kinds) for id, kinds in found.items()}


# ---- a member hides the number -------------------------------------------------------------------------------------


def test_safety_01_who_takes_a_username_keeps_hours_exchanges_and_the_open_question(story: Story) -> None:
    proposed(story)
    number = phones(story).number("luz")
    phones(story).hide("luz")
    before = len(rows(story, "person", "id"))
    assert "Acordado" in says(story, "luz", "1")  # the question whether they accept was on the screen
    assert states(story) == ["agreed"]
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
    assert len(rows(story, "person", "id")) == before
    assert last(story) == number, "a number that is known is what the provider takes best"


def test_safety_01_nothing_is_asked_of_who_shows_and_hides_the_number_in_turn(story: Story) -> None:
    agreed(story)
    for _round in range(3):
        phones(story).hide("luz")
        assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
        phones(story).shows("luz")
        assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
        story.now += 2 * DAY
    assert len(rows(story, "address", "id")) == 2


def test_safety_01_windows_and_stop_are_of_the_chat_and_not_of_a_name(story: Story) -> None:
    with_contents(story)
    proposed(story)
    phones(story).hide("luz")
    story.now += 20 * HOUR
    says(story, "luz", "hola")
    story.now += 20 * HOUR  # by the number alone it would be closed since sixteen hours
    story.say("mar", "hola")
    assert rows(story, "address", "id", "shut_at")[0][1] is None
    says(story, "luz", "STOP")
    phones(story).shows("luz")
    assert [stopped is not None for _id, stopped in rows(story, "address", "id", "stopped_at")] == [True, False]
    assert "START" in says(story, "luz", "menú") or rows(story, "address", "id", "stopped_at")[0][1]


def test_safety_01_a_report_about_a_message_tells_the_id_before_they_ever_hide(
    db: Database, vault: Vault, story: Story
) -> None:
    """Who last wrote when WhatsApp told of no ids: the first message of ours that reaches them is enough."""
    story.hub()
    without_ids(story, "luz", "hola")
    without_ids(story, "luz", "Casa Luz, Tegucigalpa")
    assert names(story) == {}
    house = house_of(db, vault, story)
    sent = api(story).sent[-1]
    number, id = phones(story).number("luz"), api(story).id_of(phones(story).number("luz"))
    ref = int(sent.callback.rpartition("=")[2])
    for status in ("sent", "delivered", "delivered"):
        house.status(StatusUpdate(ref, sent.sid, status, names=(number, f"{id}@+14155238886")))
    assert names(story) == {1: ["id", "number"]}
    phones(story).hide("luz")
    assert "6 horas" in says(story, "luz", "saldo")


def house_of(db: Database, vault: Vault, story: Story) -> House:
    """The whole house on the story's database."""
    settings = Settings("sqlite:///x", ("test-key-test-key-test-key-test-key",))
    house = House(settings, clock=lambda: story.now, hears=False, db=db)
    house.vault = story.vault
    house.handler._vault = story.vault
    return house


# ---- the first contact is by an id ---------------------------------------------------------------------------------


def test_safety_01_somebody_whose_number_was_never_seen_lives_through_an_exchange(story: Story) -> None:
    for who in ("luz", "mar"):
        phones(story).hide(who)
    agreed(story)
    assert states(story) == ["agreed"]
    story.now += 20 * HOUR  # within the day in which WhatsApp lets us write
    story.say("mar", "1001 hecho")
    story.say("luz", "1001")
    story.say("luz", "1")
    assert {sent.to for sent in api(story).sent} == {
        api(story).id_of(phones(story).number(who)) for who in ("luz", "mar")
    }
    assert names(story) == {1: ["id"], 2: ["id"]}
    assert rows(story, "parked_case", "id") == []


def test_safety_01_the_country_of_who_hides_the_number_is_that_of_the_id(story: Story) -> None:
    story.hub()
    form = api(story).inbound("whatsapp:FR.123", "bonjour, nous cherchons un comptable")
    story.handle(writes(story, form))
    form = api(story).inbound("whatsapp:EG.124", "1")
    story.handle(writes(story, form))
    langs = [lang for _id, lang in rows(story, "person", "id", "lang")]
    assert langs == ["fr", "ar"]


def test_safety_01_alerts_go_as_templates_to_an_id_when_the_24_hours_are_over(story: Story) -> None:
    with_contents(story)
    story.hub()
    approved(story)
    phones(story).hide("luz")
    for who in ("luz", "mar"):
        joins(story, who)
    story.say("luz", "necesitamos contabilidad, 2 horas, antes de fin de mes")
    story.say("luz", "sí")
    assert story.phones.lost() == []
    story.now += 2 * DAY
    story.say("mar", "ofrecemos contabilidad")
    new = story.say("mar", "sí") + story.wait(HOUR)
    id = api(story).id_of(phones(story).number("luz"))
    late = [sent for sent in api(story).sent if sent.to == id and sent.content_sid]
    assert to(new, "luz")
    assert late
    assert story.phones.lost() == []


def test_safety_01_a_number_that_comes_later_is_another_name_of_the_same_chat(story: Story) -> None:
    phones(story).hide("luz")
    agreed(story)
    phones(story).shows("luz")
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
    assert last(story) == phones(story).number("luz")
    assert names(story)[1] == ["id", "number"]


@pytest.mark.parametrize("length", [1, 20, 128])
def test_safety_01_ids_of_every_documented_length_are_read(story: Story, length: int) -> None:
    story.hub()
    id = f"whatsapp:HN.{'a' * length}"
    api(story).give_id(phones(story).number("luz"), id)
    phones(story).hide("luz")
    assert "bienvenida" in says(story, "luz", "hola")
    assert last(story) == id


# ---- another number, another id: asked once ------------------------------------------------------------------------

ASKED = "¿Siguen siendo Casa Luz?"


def moved(story: Story) -> None:
    """Luz agreed on something, hid the number, and has another one: WhatsApp keeps her id."""
    agreed(story)
    phones(story).hide("luz")
    story.say("luz", "hola")
    phones(story).has_new_number("luz", NEW, same_id=True)


def recycled(story: Story) -> None:
    """Luz agreed on something; her number is now in another account of WhatsApp's."""
    agreed(story)
    joined_by_code(story, "luz", "leo")
    api(story).give_id(phones(story).number("luz"))


@pytest.mark.parametrize("how", [moved, recycled])
@pytest.mark.parametrize("words", ["saldo", "1001", "menú", "sí", "1", "persona", "movimientos"])
def test_safety_01_who_writes_with_half_of_what_is_known_reads_nothing_before_they_say_who_they_are(
    story: Story, how: object, words: str
) -> None:
    how(story)  # type: ignore[operator]
    for _twice in range(2):
        said = says(story, "luz", words if _twice == 0 else "saldo")
        assert ASKED in said
        assert "horas" not in said


@pytest.mark.parametrize("how", [moved, recycled])
def test_safety_01_after_one_yes_everything_is_in_view_and_nothing_is_asked_again(story: Story, how: object) -> None:
    how(story)  # type: ignore[operator]
    assert ASKED in says(story, "luz", "hola")
    says(story, "luz", "sí")
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
    assert "1001" in says(story, "luz", "1001")
    phones(story).hide("luz")
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
    story.now += 5 * DAY
    phones(story).shows("luz")
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
    assert last(story) == phones(story).number("luz")


def test_safety_01_a_number_that_somebody_else_has_now_shows_them_nothing_and_takes_nothing_along(story: Story) -> None:
    recycled(story)
    old = next(iter(api(story)._ids.values()))
    assert ASKED in says(story, "luz", "hola")
    new = story.say("luz", "no")
    assert "Casa Luz" not in "\n".join(to(new, "luz"))
    assert any("otra persona" in text for text in to(new, "leo"))
    assert "Te damos la bienvenida" in says(story, "luz", "saldo")
    phones(story).hide("luz")
    assert "Para aceptar y empezar" in says(story, "luz", "hola")
    assert old not in {sent.to for sent in api(story).sent}


def test_safety_01_while_it_is_not_sure_nothing_is_sent_to_the_number(story: Story) -> None:
    recycled(story)
    says(story, "luz", "hola")
    story.say("mar", "1001 cancelar")
    new = story.say("mar", "sí") + story.wait(DAY)
    assert to(new, "luz") == []


def test_safety_01_an_id_and_a_number_that_nobody_knows_are_somebody_new(story: Story) -> None:
    agreed(story)
    phones(story).has_new_number("luz", NEW)
    assert "Te damos la bienvenida" in says(story, "luz", "hola")


def test_safety_01_a_business_that_joins_a_group_is_no_change_of_person(story: Story) -> None:
    agreed(story)
    number = phones(story).number("luz")
    api(story).has_parent(number)
    story.say("luz", "hola")
    assert names(story)[1] == ["id", "number", "parent"]
    api(story).give_id(number)  # our sender has moved to another portfolio of the group
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")


# ---- two chats that are one ----------------------------------------------------------------------------------------


def known_by_number(story: Story) -> None:
    """Luz agreed on something when forms had no ids, and wrote again with the number hidden."""
    story.hub()
    for words in ("hola", "Casa Luz, Tegucigalpa"):
        without_ids(story, "luz", words)
    phones(story).hide("luz")
    assert "bienvenida" in says(story, "luz", "hola")


@pytest.mark.parametrize(
    ("lang", "hello", "words"),
    [
        ("es", "hola", "perdí mi número"),
        ("ar", "مرحبا", "ضاع رقمي"),
        ("fr", "bonjour", "j’ai perdu mon numéro"),
        ("pt", "olá", "perdi meu número"),
        ("en", "hello", "I lost my number"),
    ],
)
def test_safety_01_who_is_new_by_an_id_alone_hears_once_how_a_member_comes_back(
    story: Story, lang: str, hello: str, words: str
) -> None:
    story.hub()
    phones(story).hide("luz")
    first, second = says(story, "luz", hello), says(story, "luz", hello)
    assert words in first
    assert words not in second
    told = says(story, "luz", words)
    assert told.splitlines()[0] != second.splitlines()[0]
    assert story.wording.say(_LOST, Reader(lang)) in told


def test_safety_01_a_stranger_who_turns_out_to_be_a_member_is_that_member_again(story: Story) -> None:
    known_by_number(story)
    phones(story).shows("luz")
    assert "6 horas" in says(story, "luz", "saldo")
    phones(story).hide("luz")
    assert "6 horas" in says(story, "luz", "saldo")
    story.wait(2 * DAY)
    assert len(rows(story, "address", "id")) == 1
    assert len(rows(story, "person", "id")) == 1


def test_safety_01_where_both_are_somebody_the_id_says_who_writes_and_a_coordinator_hears(story: Story) -> None:
    known_by_number(story)
    says(story, "luz", "Casa Dos, Tela")
    phones(story).shows("luz")
    for _twice in range(2):
        assert "Casa Dos" in says(story, "luz", "nuestra organización") or "Casa Dos" in says(story, "luz", "menú")
    assert [code for _id, code in rows(story, "parked_case", "id", "code")] == ["two_of_one"]
    assert [at is not None for _id, at in rows(story, "address", "id", "doubted_at")] == [True, False]


def test_safety_01_a_number_goes_over_to_the_account_that_has_it_now(story: Story) -> None:
    """Luz and Mar are both known with their ids; Mar takes over Luz's number, which Luz gave up."""
    agreed(story)
    luz, mar = phones(story).number("luz"), phones(story).number("mar")
    id = api(story).id_of(mar)
    form = api(story).inbound(luz, "saldo") | {"ExternalUserId": id}
    new = story.send(writes(story, form))
    assert "Casa Mar" in "\n".join(text for _who, text in new)  # asked once: a known id with another number
    assert "apartadas" not in "\n".join(text for _who, text in new)
    assert names(story) == {1: ["id"], 2: ["id", "number"]}


def test_safety_01_wrong_codes_of_a_chat_that_is_joined_with_another_go_on_counting(story: Story) -> None:
    known_by_number(story)
    for _try in range(5):
        says(story, "luz", "12345678")
    phones(story).shows("luz")
    says(story, "luz", "hola")
    assert {address_id for _id, address_id in rows(story, "code_try", "id", "address_id")} == {1}


# ---- ids that cannot be one, and senders that cannot ---------------------------------------------------------------


@pytest.mark.parametrize(
    "id",
    [
        "",
        "HN.12",
        "whatsapp:HN.",
        "whatsapp:+50499990001",
        "whatsapp:hn.12",
        f"whatsapp:HN.{'9' * 129}",
        "whatsapp:HN.1 2",
    ],
)
def test_safety_01_a_bad_id_never_fails_a_message(db: Database, vault: Vault, story: Story, id: str) -> None:
    story.hub()
    house = house_of(db, vault, story)
    form = api(story).inbound("whatsapp:+50499990001", "hola") | {"ExternalUserId": id, "ParentExternalUserId": id}
    house.receive(writes(story, form))
    with db.read() as tx:
        odd = {(one.channel, one.what): one.times for one in all_odd(tx)}
        assert tx.value(_ADDRESSES) == 1
    assert odd == ({("whatsapp", "id"): 1} if id else {})
    assert names(story) == {}


def test_safety_01_an_id_of_another_sender_of_ours_is_nobody(story: Story) -> None:
    agreed(story)
    number = phones(story).number("luz")
    phones(story).hide("luz")
    form = api(story).inbound(number, "saldo") | {"To": "whatsapp:+14155238887"}
    new = story.send(writes(story, form))
    assert new == []  # what it means for another sender of ours nobody knows, so nothing could be sent to it
    assert len(rows(story, "address", "id")) == 3


@pytest.mark.parametrize(
    "sender", ["whatsapp:", "whatsapp:HN", f"whatsapp:HN.{'9' * 129}", "rcs:agent", "messenger:7", "AMAZON", ""]
)
def test_safety_01_what_cannot_be_answered_is_kept_counted_and_seen(
    db: Database, vault: Vault, story: Story, sender: str
) -> None:
    story.hub()
    house = house_of(db, vault, story)
    form = api(story).inbound("whatsapp:+50499990001", "auxilio") | {"From": sender}
    for _twice in range(2):
        unread = read_inbound(form, story.now, "s" * 64)
        assert isinstance(unread, Unread)
        house.unread(unread)
    assert [
        (code, story.vault.open(sealed)) for _id, code, sealed in rows(story, "parked_case", "id", "code", "sealed")
    ] == [("unread", "auxilio")]
    with db.read() as tx:
        assert [(one.what, one.times) for one in all_odd(tx)] == [("unread", 1)]


# ---- sending -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [21211, 63003, 63024])
def test_safety_01_a_name_that_is_refused_is_tried_by_the_other_at_once(story: Story, code: int) -> None:
    agreed(story)
    number = phones(story).number("luz")
    api(story).plan(api(story).refusing(code))
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
    assert last(story) == api(story).id_of(number)
    story.now += HOUR
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")
    assert last(story) == number, "it came with a message, so it is good again"
    assert rows(story, "parked_case", "id") == []


def test_safety_01_a_report_that_nobody_has_the_number_sends_it_again_by_the_id(
    db: Database, vault: Vault, story: Story
) -> None:
    agreed(story)
    number = phones(story).number("luz")
    id = api(story).id_of(number)
    says(story, "luz", "saldo")
    sent = api(story).sent[-1]
    house = house_of(db, vault, story)
    for _twice in range(2):
        house.status(StatusUpdate(int(sent.callback.rpartition("=")[2]), sent.sid, "failed", "63024", (number,)))
    assert [who for who, _text in story.deliver()] == ["luz"]
    assert last(story) == id
    assert rows(story, "address", "id", "unreachable_at")[0][1] is None
    assert rows(story, "parked_case", "id") == []


def test_safety_01_an_id_that_is_the_only_name_is_tried_again_while_twilio_refuses_ids(story: Story) -> None:
    phones(story).hide("luz")
    story.hub()
    joins(story, "luz")
    api(story).refuses_ids = True
    assert says(story, "luz", "saldo") == ""
    story.now += 60_000
    api(story).refuses_ids = False
    assert any("6 horas" in text for text in to(story.wait(HOUR), "luz"))
    assert rows(story, "parked_case", "id") == []


def test_safety_01_where_no_name_is_taken_a_coordinator_hears_and_the_lane_goes_on(story: Story) -> None:
    agreed(story)
    says(story, "luz", "hola")
    for _try in range(2):
        api(story).plan(api(story).refusing(63024))
    assert says(story, "luz", "saldo") == ""
    assert "apartadas para intercambios: 2 horas" in says(story, "luz", "saldo")


# ---- what the doctor says ------------------------------------------------------------------------------------------


def doctor(story: Story) -> dict[str, Finding]:
    """The findings by what was looked at."""
    settings = Settings(
        "sqlite:///x",
        ("test-key-test-key-test-key-test-key",),
        public_base_url="https://bot.example.org",
        twilio_account_sid=api(story).account_sid,
        twilio_auth_token="t",
        twilio_whatsapp_from=api(story).whatsapp_from,
    )
    return {one.what: one for one in checks_here.check(settings, story.db, story.vault, story.now)}


def test_safety_01_the_doctor_tells_from_what_came_whether_the_contact_book_keeps_numbers(story: Story) -> None:
    story.hub()
    assert "nobody wrote" in doctor(story)["WhatsApp numbers"].how
    joins(story, "luz")
    without_ids(story, "mar", "hola")
    found = doctor(story)["WhatsApp numbers"]
    assert (found.fine, "2 people" in found.how, "1 of them with" in found.how) == (True, True, True)
    assert "every number came" in found.how
    phones(story).hide("eva")
    story.say("eva", "hola")
    found = doctor(story)["WhatsApp numbers"]
    assert (found.fine, "of 1 no number ever came" in found.how) == (True, True)
    phones(story).hide("luz")
    story.now += 2 * DAY
    story.say("luz", "saldo")
    found = doctor(story)["WhatsApp numbers"]
    assert (found.fine, "the numbers of 1 came before" in found.how) == (False, True)
    assert "contact book" in found.cure
    phones(story).shows("luz")
    story.say("luz", "saldo")
    assert doctor(story)["WhatsApp numbers"].fine


@pytest.mark.parametrize(
    ("channel", "what", "told"),
    [
        ("whatsapp", "unread", "no sender that could be answered"),
        ("whatsapp", "id", "an id that cannot be one"),
        ("twilio", "ambiguous", "not as Twilio writes them"),
    ],
)
def test_safety_01_the_doctor_says_for_a_month_what_was_odd(story: Story, channel: str, what: str, told: str) -> None:
    story.hub()
    assert not [one for one in doctor(story) if one.startswith("odd")]
    for _twice in range(2):
        with story.db.write() as tx:
            note(tx, channel, what, story.now)
    found = doctor(story)[f"odd on {channel}"]
    assert (found.fine, found.how.startswith("2 requests"), told in found.how) == (False, True, True)
    story.now += 31 * DAY
    assert not [one for one in doctor(story) if one.startswith("odd")]


def test_safety_01_what_cannot_be_read_in_twilios_list_is_kept_too(db: Database, vault: Vault, story: Story) -> None:
    story.hub()
    house = house_of(db, vault, story)
    double = api(story)
    double.inbound("whatsapp:+50499990001", "hola", datetime.fromtimestamp(story.now / 1000, UTC))
    double._inbound[-1]["from"] = "whatsapp:@maria"
    double.inbound("whatsapp:HN.12", "hola", datetime.fromtimestamp(story.now / 1000, UTC))
    for _twice in range(2):
        asyncio.run(catch_up_once(house, story.phones.channel))  # type: ignore[arg-type]
        story.now += 60_000
    assert [code for _id, code in rows(story, "parked_case", "id", "code")] == ["unread"]
    assert names(story) == {1: ["id"]}


# ---- what is kept --------------------------------------------------------------------------------------------------


def test_safety_01_who_has_their_data_deleted_is_known_by_no_name(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    says(story, "luz", "hola")
    assert names(story) == {1: ["id", "number"]}
    says(story, "luz", "borrar mis datos")
    says(story, "luz", "sí")
    assert names(story) == {}
    phones(story).hide("luz")
    assert "bienvenida" in says(story, "luz", "hola")
    story.wait(2 * DAY)
    assert len(rows(story, "address", "id")) == 1


def test_safety_01_nobody_gets_more_tries_of_codes_by_hiding_the_number(story: Story) -> None:
    story.hub()
    says(story, "eva", "hola")
    for _try in range(5):
        says(story, "eva", "12345678")
    says(story, "eva", "borrar mis datos")
    says(story, "eva", "sí")
    phones(story).hide("eva")
    says(story, "eva", "hola")
    assert "demasiadas veces" in says(story, "eva", "12345678")


def test_safety_01_all_that_is_known_of_a_person_names_the_id(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    said = says(story, "luz", "qué sabes de mí")
    assert "WhatsApp" in said
    assert "id" in said.lower()


def test_safety_01_a_name_is_sealed_and_found_by_a_keyed_index(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    number = phones(story).number("luz")
    id = f"{api(story).id_of(number)}@+14155238886"
    found = {
        kind: (bytes(blind), story.vault.open(sealed))
        for kind, blind, sealed in rows(story, "alias", "kind", "blind", "sealed")
    }
    assert found == {
        "id": (story.vault.index("whatsapp", id), id),
        "number": (story.vault.index("whatsapp", number), number),
    }


def test_safety_01_two_first_messages_at_once_are_one_person(story: Story) -> None:
    story.hub()
    both = [story.phones.typed("luz", words, "es", story.now) for words in ("hola", "buenas")]
    together(2, lambda n: story.handle(both[n]))
    assert len(rows(story, "address", "id")) == 1
    assert names(story) == {1: ["id", "number"]}


def test_safety_01_a_phone_with_a_hidden_number_is_linked_and_unlinked_like_any_other(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    phones(story).hide("celu")
    says(story, "luz", "vincular")
    code = re.search(r"\d{8}", says(story, "luz", "1"))
    assert code
    told = story.say("celu", code[0])
    number = re.search(r"(?<!\d)\d\d(?!\d)", to(told, "celu")[0].replace("10 minutos", ""))
    assert number
    story.say("luz", number[0])
    assert "6 horas" in says(story, "celu", "saldo")
    assert names(story) == {1: ["id", "number"], 2: ["id"]}
    phones(story).shows("celu")
    assert "6 horas" in says(story, "celu", "saldo")
    assert names(story)[2] == ["id", "number"]


def test_safety_01_kinds_of_names_are_told_apart_by_how_they_are_written() -> None:
    kinds = {
        "whatsapp:+50499990001": ("number", ""),
        "whatsapp:HN.12@+14155238886": ("id", "HN"),
        "whatsapp:HN.ENT@+14155238886": ("id", "HN"),
        "whatsapp:HN.ENT.12@+14155238886": ("parent", "HN"),
    }
    assert {name: (aliases.kind_of(name), aliases.country_in(name)) for name in kinds} == kinds
