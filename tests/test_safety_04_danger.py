"""Somebody in danger is heard before everything else, and people who coordinate are called until one answers."""

from __future__ import annotations

from functools import cache
from inspect import Parameter, signature
from typing import Any

import pytest
from sqlalchemy import bindparam, select, update

from bot.cards.danger import numbers_lines, told_lines
from bot.channels.channel import Incoming
from bot.channels.gsm import as_sms
from bot.channels.wire import segments
from bot.conversation.session import Session, dump_session, load_session
from bot.danger import tells_of_danger
from bot.engine import State
from bot.flows import FLOWS
from bot.wording import Reader, Wording
from core.coordination import complaining
from core.countries import all_countries
from core.db import Database, Q
from core.languages import LANGUAGES
from core.moderation import DANGERS, danger, denies
from core.moderation.emergency import numbers
from core.tables import address, content, conversation, metadata, organisation
from core.vault import Vault
from tests.approving import approved, with_contents
from tests.faults import agreed, joins, neighbours, proposed, rows, states, tap, to, version
from tests.story import Story, answer, telling
from tests.test_cases import ANSWERED, answers, coordinator, in_clear

MINUTE, HOUR = 60_000, 3_600_000
HURT = "me va a matar"
DIE = "ya no quiero vivir"


_STATE = Q(update(conversation).where(conversation.c.address_id == bindparam("id")).values(state=bindparam("words")))
_DOUBTED = Q(update(address).where(address.c.id == bindparam("id")).values(doubted_at=bindparam("since")))


@cache
def _wording() -> Wording:
    return Wording()


def _named(flow: str) -> str:
    """The conversation's name, with as many ids as it must have."""
    _look, *rest = signature(FLOWS[flow]).parameters.values()
    return "/".join((flow, *("1" for one in rest if one.default is Parameter.empty)))


def guarded(story: Story) -> None:
    """Luz and Mar are members; Ana and Eva coordinate."""
    neighbours(story)
    coordinator(story, "ana")
    coordinator(story, "eva")


def danger_cases(story: Story) -> set[tuple[str, int | None]]:
    found = rows(story, "parked_case", "code", "hub_id", "resolved_at")
    return {(code, hub_id) for code, hub_id, done in found if code.startswith("danger_") and done is None}


def session_of(story: Story, address_id: int) -> Session:
    return load_session(dict(rows(story, "conversation", "address_id", "state"))[address_id])


# ---- the answer -------------------------------------------------------------------------------------------------


def test_safety_04_who_tells_of_danger_reads_the_number_and_all_who_coordinate_are_called(story: Story) -> None:
    guarded(story)
    arrived = story.say("luz", f"auxilio, {HURT} mi esposo")
    (screen,) = to(arrived, "luz")
    assert "911" in screen
    assert "114" in screen or "línea" not in screen
    for who in ("ana", "eva"):
        (alert,) = to(arrived, who)
        assert alert.startswith("URGENTE")
        assert HURT in alert
        assert "Casa Luz" in alert
    assert to(arrived, "mar") == []
    assert danger_cases(story) == {("danger_violence", 1)}
    assert rows(story, "listing", "id") == []


def test_safety_04_what_was_being_asked_waits_and_is_gone_on_with(story: Story) -> None:
    guarded(story)
    before = answer(story, "necesitamos un plomero")
    screen = answer(story, DIE)
    assert "plomero" not in screen
    assert before.splitlines()[-1] not in screen
    more = story.say("luz", "2 horas")  # no answer to the question: it is for who reads them now
    assert len(rows(story, "parked_case", "id")) == 2
    assert "plomero" not in to(more, "luz")[0]
    again = answer(story, "Seguir")
    assert "plomero" in again
    assert "Para cuándo" in answer(story, "2 horas")


def test_safety_04_no_danger_is_told_and_leads_back_to_the_question(story: Story) -> None:
    guarded(story)
    story.say("luz", "necesitamos un plomero")
    story.say("luz", HURT)
    arrived = story.say("luz", "No hay peligro")
    (screen,) = to(arrived, "luz")
    assert "plomero" in screen
    for who in ("ana", "eva"):
        assert "no hay" in to(arrived, who)[0]
    assert len(danger_cases(story)) == 1  # a coordinator closes it
    assert [story.wait(15 * MINUTE) for _times in range(4)] == [[], [], [], []]


def test_safety_04_menu_leads_out(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    assert "Pedir" in answer(story, "menú")
    answer(story, "necesitamos un plomero")
    assert len(rows(story, "parked_case", "id")) == 1


# ---- who is called, and how often -------------------------------------------------------------------------------


def test_safety_04_each_further_message_calls_again_at_most_once_a_minute_with_the_latest_words(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    assert to(story.say("luz", "no sé qué hacer"), "ana") == []
    assert to(story.say("luz", "ya está en la puerta"), "ana") == []
    (alert,) = to(story.wait(MINUTE), "ana")
    assert "en la puerta" in alert
    story.wait(MINUTE)
    (alert,) = to(story.say("luz", "por favor"), "ana")
    assert "por favor" in alert


def test_safety_04_who_takes_it_is_the_one_who_is_called_from_then_on(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    arrived = tap(story, "ana", "c:1:take")
    assert "ya lo lleva" in to(arrived, "eva")[0]
    story.wait(MINUTE)
    arrived = story.say("luz", "sigo aquí")
    assert len(to(arrived, "ana")) == 1
    assert to(arrived, "eva") == []


def test_safety_04_who_answers_first_sees_to_it(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    arrived = answers(story, "eva")
    assert ANSWERED in to(arrived, "luz")[0]
    story.wait(MINUTE)
    arrived = story.say("luz", "gracias por escribir")
    assert to(arrived, "ana") == []
    assert "gracias por escribir" in to(arrived, "eva")[0]
    assert story.wait(10 * MINUTE) == []


def test_safety_04_nobody_answers_and_all_are_called_again_at_growing_intervals(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    started = story.now
    told = []
    while story.now < started + 8 * HOUR:
        if to(story.wait(5 * MINUTE), "eva"):
            told.append((story.now - started) // MINUTE)
    assert len(told) == 4
    gaps = [later - earlier for earlier, later in zip([0, *told], told, strict=False)]
    assert gaps == sorted(gaps)
    assert told[0] <= 20


def test_safety_04_who_took_it_and_stays_silent_is_reminded_alone_then_all_are(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    tap(story, "ana", "c:1:take")
    arrived = story.wait(15 * MINUTE)
    assert to(arrived, "eva") == []
    assert len(to(arrived, "ana")) == 1
    assert len(to(story.wait(30 * MINUTE), "eva")) == 1


def test_safety_04_it_passes_the_night_being_away_and_every_wish(story: Story) -> None:
    guarded(story)
    story.say("ana", "mensajes ligeros")
    story.say("ana", "solo una vez al día")
    tap(story, "eva", "m:away")
    story.say("eva", "viernes")
    story.wait(14 * HOUR)  # the middle of the night there
    arrived = story.say("luz", DIE)
    assert len(to(arrived, "ana")) == len(to(arrived, "eva")) == 1
    assert "horas" in to(arrived, "luz")[0]  # nobody can be expected soon, which is said


def test_safety_04_where_nobody_coordinates_that_is_said(story: Story) -> None:
    neighbours(story)
    screen = answer(story, DIE)
    assert "911" in screen
    assert "No esperes" in screen


# ---- the case ---------------------------------------------------------------------------------------------------


def test_safety_04_the_cry_for_help_stands_on_top_however_much_was_written_since(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    for n in range(9):
        story.say("luz", f"detalle número {n}")
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert page.startswith("URGENTE")
    assert page.index(DIE) < page.index("número 5")
    assert page.count(DIE) == 1
    assert "911" in page


def test_safety_04_it_is_the_first_of_all_that_waits(story: Story) -> None:
    guarded(story)
    story.say("mar", "persona")
    story.say("mar", "corrijan nuestro nombre")
    story.wait(48 * HOUR)
    story.say("luz", DIE)
    for page in ("m:coordinate", "m:cases"):
        (text,) = to(tap(story, "ana", page), "ana")
        assert text.index("URGENTE") < text.index("Casa Mar")


def test_safety_04_a_false_alarm_is_closed_with_one_tap_and_its_writer_is_told(story: Story) -> None:
    guarded(story)
    story.say("luz", "necesitamos un plomero")
    story.say("luz", HURT)
    arrived = tap(story, "ana", "c:1:done")
    assert len(to(arrived, "luz")) == 1
    assert danger_cases(story) == set()
    assert story.wait(HOUR) == []
    assert "Para cuándo" in answer(story, "2 horas")  # it goes on where it stood


def test_safety_04_nothing_of_it_lies_in_clear(story: Story) -> None:
    guarded(story)
    words = f"{HURT} aquí en la casa azul"
    story.say("luz", words)
    story.say("luz", "martillo")
    tap(story, "ana", "c:1:see")
    assert in_clear(story, words, "casa azul", "martillo") == []


def test_safety_04_nothing_of_it_is_logged(story: Story, caplog: pytest.LogCaptureFixture) -> None:
    guarded(story)
    with caplog.at_level(0):
        story.say("luz", HURT)
        story.say("luz", "martillo")
    assert "matar" not in caplog.text
    assert "martillo" not in caplog.text


def test_safety_04_ready_phrases_reach_them_in_their_language_and_so_does_their_yes(story: Story) -> None:
    guarded(story)
    joins(story, "nour", "جمعية النور، القاهرة", "ar")
    arrived = story.say("nour", "لا أريد أن أعيش")
    assert "911" in to(arrived, "nour")[0] or "123" in to(arrived, "nour")[0]
    (page,) = to(tap(story, "ana", "c:1:see"), "ana")
    assert "árabe" in page
    assert "¿Estás a salvo ahora?" in page
    arrived = tap(story, "ana", "c:1:say-safe")
    (question,) = to(arrived, "nour")
    assert "هل أنتم" in question
    arrived = story.say("nour", "2")
    assert "No" in to(arrived, "ana")[0]
    assert to(arrived, "eva") == []  # who sent it sees to it


def test_safety_04_a_coordinator_may_write_of_danger_to_who_is_in_it(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    tap(story, "ana", "c:1:answer")
    (card,) = to(story.say("ana", "¿te va a matar? si sientes que ya no quiero vivir llama"), "ana")
    assert "Casa Luz" in card
    assert len(danger_cases(story)) == 1
    assert "llama" in to(story.say("ana", "1"), "luz")[0]


def test_safety_04_what_is_about_the_coordination_is_shown_to_nobody_there_unless_they_want_it(story: Story) -> None:
    guarded(story)
    words = f"la coordinadora me amenaza, {HURT}"
    arrived = story.say("luz", words)
    assert "911" in to(arrived, "luz")[0]
    assert {who for who, _text in arrived} == {"luz"}
    assert danger_cases(story) == set()
    with story.db.read() as tx:
        (complaint,) = complaining.waiting(tx)
    assert complaint.sealed is not None
    arrived = story.say("luz", "Avisarles igual")
    assert words in to(arrived, "ana")[0]
    assert danger_cases(story) == {("danger_violence", 1)}


def test_safety_04_who_belongs_to_a_side_of_the_exchange_does_not_read_it(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    code = story.code("coordinator", 1)
    story.say("mar", code)  # the other side coordinates, too
    tap(story, "luz", f"x:1:{version(story)}:see")
    arrived = story.say("luz", HURT)
    assert len(to(arrived, "ana")) == 1
    assert to(arrived, "mar") == []
    assert "URGENTE" not in "".join(to(tap(story, "mar", "m:coordinate"), "mar"))
    assert "1001" in to(tap(story, "ana", "c:1:see"), "ana")[0]


def test_safety_04_a_wish_to_die_is_read_by_all_whatever_card_was_open(story: Story) -> None:
    agreed(story)
    story.say("mar", story.code("coordinator", 1))
    tap(story, "luz", f"x:1:{version(story)}:see")
    assert len(to(story.say("luz", DIE), "mar")) == 1


def test_safety_04_a_photo_or_a_recording_calls_again_and_words_are_asked_for(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    story.wait(MINUTE)
    arrived = story.say("luz", "", media="voice")
    assert "solo puedo pasar palabras" in to(arrived, "luz")[0]
    assert "audio" in to(arrived, "ana")[0]


def test_safety_04_who_stopped_messages_and_is_in_danger_is_answered(story: Story) -> None:
    guarded(story)
    story.say("luz", "BAJA")
    assert "911" in answer(story, DIE)
    assert "a salvo" in to(tap(story, "eva", "c:1:say-safe"), "luz")[0]
    assert ANSWERED in to(answers(story, "ana"), "luz")[0]


@pytest.mark.parametrize("words", ["1004", "12345678", "٢", "2", "sí", "menú", "ayuda", "👍", "…", "+504 9999-0000"])
def test_safety_04_a_code_a_number_or_a_word_of_ours_is_no_danger(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.danger.danger", lambda _words: "violence")  # whatever it would be taken for
    assert tells_of_danger(Incoming("console", "1", "luz", words=words)) == ""
    assert tells_of_danger(Incoming("console", "1", "luz", words="x y z", payload="m:menu")) == ""
    assert tells_of_danger(Incoming("console", "1", "luz", words="x y z")) == "violence"


@pytest.mark.parametrize(
    ("words", "screen"),
    [
        ("va si dele", "terms"),
        ("si dela de corazon", "terms"),
        ("el etneen el gay", "day"),
        ("si dele esta bien", "draft"),
    ],
)
def test_safety_04_a_short_answer_to_what_is_asked_is_no_danger(words: str, screen: str) -> None:
    assert danger(words)  # by itself it is doubted
    assert tells_of_danger(Incoming("console", "1", "luz", words=words), screen) == ""


@pytest.mark.parametrize("screen", ["terms", "day", "draft", "hours", "question"])
def test_safety_04_a_short_cry_is_heard_whatever_is_asked(screen: str) -> None:
    for words in ("mi marido me pega", "quiero morirme", "he hits me", "بيضربني جوزي"):
        assert tells_of_danger(Incoming("console", "1", "luz", words=words), screen), words


def test_safety_04_old_buttons_of_it_move_nothing(story: Story) -> None:
    guarded(story)
    for payload in ("d:safe", "d:on", "d:tell", "d:yes", "d:person", "d:", "d:x"):
        assert len(to(tap(story, "luz", payload), "luz")) == 1
    assert rows(story, "parked_case", "id") == []


def test_safety_04_a_reply_after_they_went_on_still_reaches_who_sees_to_it(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    story.say("luz", "menú")
    answers(story, "ana")
    tap(story, "luz", "m:reply/1")
    story.wait(MINUTE)
    arrived = story.say("luz", "estoy con mi hermana")
    assert "hermana" in to(arrived, "ana")[0]
    assert to(arrived, "eva") == []


def test_safety_04_words_after_a_coordinators_question_answer_it_and_what_was_begun_waits(story: Story) -> None:
    guarded(story)
    story.say("luz", "necesitamos un contador, 3 horas")
    story.say("luz", "mi marido me pega")
    story.say("luz", "seguir")
    tap(story, "ana", "c:1:say-safe")
    story.now += 61_000
    arrived = story.say("luz", "todavía anda por aquí afuera")
    assert "afuera" in to(arrived, "ana")[0]
    assert rows(story, "listing", "id") == []
    assert "contador" in answer(story, "seguir", "luz")
    assert rows(story, "listing", "id") == []


def test_safety_04_calling_a_person_afterwards_is_the_same_case(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    story.say("luz", "menú")
    story.wait(MINUTE)
    arrived = story.say("luz", "quiero hablar con una persona")
    assert to(arrived, "ana")[0].startswith("URGENTE")
    assert {code for (code,) in rows(story, "parked_case", "code")} == {"danger_self_harm"}


def test_safety_04_a_discreet_coordinator_reads_that_it_is_urgent_and_no_more(story: Story) -> None:
    guarded(story)
    story.say("ana", "mensajes discretos")
    story.say("ana", "1")
    (alert,) = to(story.say("luz", DIE), "ana")
    assert alert.startswith("URGENTE")
    assert DIE not in alert
    assert DIE in to(story.say("ana", "1"), "ana")[0]


# ---- numbers, words, channels -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", DANGERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_safety_04_the_answer_is_short_in_every_language_country_and_kind(kind: str, lang: str) -> None:
    wording, found = _wording(), [numbers(kind, one.code) for one in all_countries()]
    shapes = {(tuple(one.now), bool(one.line), one.sure, len("".join(one.now.values()))): one for one in found}
    for one in shapes.values():
        calls = numbers_lines([one] if one.now else [], kind)
        reader = Reader(lang, digits="latn", short=True)
        text = as_sms("\n".join(wording.say(line, reader) for line in told_lines(kind, calls, "soon")))
        assert all(number in text for number in one.now.values())
        assert one.line in text or not one.now
        assert segments(text) <= (5 if lang == "ar" else 3), (one, text)


def test_safety_04_numbers_are_of_the_kind() -> None:
    assert numbers("violence", "HN").now == {"": "911"}
    brazil = numbers("self_harm", "BR")
    assert (list(brazil.now.items()), brazil.line, brazil.sure) == (
        [("ambulance", "192"), ("police", "190")],
        "188",
        True,
    )
    assert numbers("emergency", "BR").now == {"police": "190", "ambulance": "192", "fire": "193"}
    assert not numbers("child", "FR").sure or numbers("child", "FR").line
    assert numbers("child", "XX").now == {}


def test_safety_04_beyond_whatsapps_day_a_template_says_that_it_is_urgent(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now, "whatsapp") as story:
        with_contents(story)
        approved(story)
        guarded(story)
        story.wait(25 * HOUR)
        for n in range(2):
            (alert,) = to(story.say("luz", DIE), "ana")
            assert alert.startswith("URGENTE: alguien que escribió a ComuniDAS"), n
            assert DIE not in alert
            story.wait(2 * MINUTE)
        (opened,) = to(story.say("ana", "1"), "ana")
        assert DIE in opened


def test_safety_04_until_that_template_is_approved_the_one_of_any_case_goes(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now, "whatsapp") as story:
        with_contents(story)
        approved(story)
        guarded(story)
        with story.db.write() as tx:
            tx.run(Q(update(content).where(content.c.kind == "danger").values(state="submitted")))
        story.wait(25 * HOUR)
        (alert,) = to(story.say("luz", DIE), "ana")
        assert "1" in alert
        assert "caso" in alert.lower()


# ---- every state of a person ------------------------------------------------------------------------------------


def test_safety_04_a_newcomer_is_heard_before_anything_is_asked(story: Story) -> None:
    story.hub()
    coordinator(story, "ana")
    arrived = story.say("sol", DIE)
    assert "911" in to(arrived, "sol")[0]
    assert len(to(arrived, "ana")) == 1
    assert "Casa Luz" not in to(arrived, "sol")[0]  # no example of a name
    arrived = story.say("sol", "Casa Sol, Tela")
    assert rows(story, "organisation", "name") == []
    assert "Casa Sol" not in "".join(name for (name,) in rows(story, "organisation", "name"))
    story.say("sol", "Seguir")
    story.say("sol", "Casa Sol, Tela")
    assert rows(story, "organisation", "name") == [("Casa Sol",)]


def test_safety_04_of_a_newcomer_all_hubs_hear_that_could_be_theirs(story: Story) -> None:
    first, second = story.hub(), story.hub("Red Cairo", "EG", "Africa/Cairo")
    coordinator(story, "ana", first)
    coordinator(story, "omar", second)
    arrived = story.say("sol", DIE)
    assert len(to(arrived, "ana")) == len(to(arrived, "omar")) == 1
    assert "Honduras" in to(arrived, "sol")[0]
    assert "Egipto" in to(arrived, "sol")[0]
    assert len(danger_cases(story)) == 2
    tap(story, "ana", "c:1:take")
    assert len(danger_cases(story)) == 1  # once one sees to it, the others need not


def test_safety_04_too_many_messages_do_not_hide_it(story: Story) -> None:
    guarded(story)
    story.handler._most_a_minute = 3
    for n in range(6):
        story.say("luz", f"hola {n}")
        story.now -= 2_000
    arrived = story.say("luz", DIE)
    assert "911" in to(arrived, "luz")[0]
    assert len(to(arrived, "ana")) == 1


def test_safety_04_a_doubted_number_is_answered_and_shown_nothing(story: Story) -> None:
    guarded(story)
    story.wait(95 * 24 * HOUR)
    arrived = story.say("luz", DIE)
    (screen,) = to(arrived, "luz")
    assert "911" in screen
    assert "Casa Luz" not in screen
    assert "otra persona" in "".join(text for _who, text in arrived)
    assert len(to(story.say("luz", "ayuda"), "luz")) == 1
    assert len(rows(story, "parked_case", "id")) == 2
    assert "Casa Luz" in answer(story, "menú")  # whose it is, is asked then


def test_safety_04_a_coordinator_in_danger_is_heard_by_the_others(story: Story) -> None:
    guarded(story)
    arrived = story.say("ana", HURT)
    assert "911" in to(arrived, "ana")[0]
    assert len(to(arrived, "ana")) == 1
    assert len(to(arrived, "eva")) == 1


@pytest.mark.parametrize("media", ["edit", "photo"])
def test_safety_04_an_edited_text_and_one_below_a_photo_count(story: Story, media: str) -> None:
    guarded(story)
    arrived = story.say("luz", HURT, media=media)
    assert "911" in to(arrived, "luz")[0]
    assert ("no lo puedo pasar" in to(arrived, "luz")[0]) == (media == "photo")
    assert len(to(arrived, "ana")) == 1


def test_safety_04_another_language_is_a_word_away(story: Story) -> None:
    guarded(story)
    story.say("luz", DIE)
    assert "You are not alone" in answer(story, "English")
    assert len(rows(story, "parked_case", "id")) == 1


_STATES: dict[str, Session] = {
    "idle": Session(idle=("x:1:1:acc", "m:menu")),
    "kept": Session(kept="necesitamos un plomero"),
    "parked": Session(
        token="aaaa",
        flow=State("offer", "what", (), {}, {}),
        parked=State("need", "hours", (), {"what": "plomero"}, {}),
    ),
    **{
        name: Session(token="aaaa", flow=State(_named(name), "sure", ("yes", "no"), {}, {}))
        for name in FLOWS
        if name != "answer_case"  # what a coordinator writes to somebody in danger
    },
}
_MOVES = ("inbox", "conversation", "outbound", "lane", "parked_case", "clock", "address", "command_key", "send_count")


def everything_else(story: Story) -> dict[str, Any]:
    others = [table for table in metadata.sorted_tables if table.name not in (*_MOVES, "bucket", "lease")]
    with story.db.read() as tx:
        return {table.name: sorted(map(repr, tx.all(Q(select(table))))) for table in others}


@pytest.mark.words
@pytest.mark.costly
@pytest.mark.parametrize("who", ["luz", "sol", "ana", "doubted", "waits", "acts"])
def test_safety_04_in_every_state_and_every_question_danger_comes_first_and_nothing_else_moves(
    story: Story, who: str
) -> None:
    guarded(story)
    story.say("sol", "hola")  # a newcomer who is asked who they are
    if who == "waits":
        with story.db.write() as tx:
            tx.run(Q(update(organisation).where(organisation.c.id == 1).values(status="pending")))
    writes = {"doubted": "luz", "waits": "luz", "acts": "ana"}.get(who, who)
    if who == "acts":
        tap(story, "ana", "m:register")
        for words in ("Comedor Sur, Tela", "1", "1", "1"):
            story.say("ana", words)
        story.say("ana", "actuar por Comedor Sur")
    blind = story.vault.index("console", writes)
    (address_id,) = (id for id, found in rows(story, "address", "id", "blind") if found == blind)
    before = everything_else(story)
    for name, session in _STATES.items():
        _put(story, address_id, dump_session(session), doubted=story.now if who == "doubted" else None)
        arrived = story.say(writes, HURT)
        assert "911" in to(arrived, writes)[0], name
        called = {"ana", "eva"} - {writes}
        assert {one for one, _text in arrived} == called | {writes}, name
        assert all(text.startswith("URGENTE") for one, text in arrived if one in called), name
        assert danger_cases(story) == {("danger_violence", 1)}, name
        assert session_of(story, address_id).before == session._replace(screen=0), name
        (case_id,) = (id for id, done in rows(story, "parked_case", "id", "resolved_at") if done is None)
        tap(story, "eva", f"c:{case_id}:done")
        story.now += MINUTE
    assert everything_else(story) == before


def _put(story: Story, address_id: int, state: str, doubted: int | None) -> None:
    with story.db.write() as tx:
        tx.run(_STATE, id=address_id, words=state)
        tx.run(_DOUBTED, id=address_id, since=doubted)


# ---- where it is not sure ---------------------------------------------------------------------------------------

DOUBTED = "mi vecina llegó llorando con el ojo morado"


def test_safety_04_what_is_not_sure_is_asked_with_the_number_and_calls_nobody(story: Story) -> None:
    guarded(story)
    arrived = story.say("luz", DOUBTED)
    (screen,) = to(arrived, "luz")
    assert "¿Hay alguien en peligro" in screen
    assert "911" in screen
    assert not to(arrived, "ana")
    assert danger_cases(story) == set()


def test_safety_04_what_is_doubted_is_not_kept_in_clear(story: Story) -> None:
    guarded(story)
    story.say("luz", DOUBTED)
    kept = dict(rows(story, "conversation", "address_id", "state"))[1]
    assert session_of(story, 1).kept
    assert "vecina" not in kept


def test_safety_04_a_yes_to_that_calls_them_with_the_words(story: Story) -> None:
    guarded(story)
    story.say("luz", DOUBTED)
    (alert,) = to(story.say("luz", "sí"), "ana")
    assert "URGENTE" in alert
    assert len(danger_cases(story)) == 1


def test_safety_04_surer_words_behind_it_call_them_as_well(story: Story) -> None:
    guarded(story)
    story.say("luz", DOUBTED)
    assert to(story.say("luz", HURT), "ana")


def test_safety_04_a_no_goes_on_with_the_very_words(story: Story) -> None:
    guarded(story)
    story.say("luz", "necesitamos un electricista")
    before = session_of(story, 1).flow
    story.say("luz", DOUBTED)
    story.say("luz", "no")
    session = session_of(story, 1)
    assert session.before is None
    assert session.flow == before
    assert danger_cases(story) == set()


def test_safety_04_other_words_behind_it_are_taken_as_they_would_have_been(story: Story) -> None:
    guarded(story)
    story.say("luz", DOUBTED)
    assert "horas" in "\n".join(to(story.say("luz", "saldo"), "luz"))
    assert session_of(story, 1).before is None
    assert danger_cases(story) == set()


@pytest.mark.parametrize("words", ["no mijo es la maquina de coser", "me esta viendo no puedo escribir", "mmm", "?"])
def test_safety_04_what_answers_it_never_answers_what_was_asked_before(story: Story, words: str) -> None:
    proposed(story)
    story.say("luz", DOUBTED)
    story.say("luz", words)
    story.say("luz", "hmm")
    assert states(story) == ["proposed"]


def test_safety_04_what_is_no_answer_is_asked_about_once_and_a_yes_tells_all_of_it(story: Story) -> None:
    guarded(story)
    story.say("luz", DOUBTED)
    (again,) = to(story.say("luz", "mmm"), "luz")
    assert "hasta ahora no avisé a nadie" in again
    assert "911" in again
    assert "mmm" not in dict(rows(story, "conversation", "address_id", "state"))[1]
    (alert,) = to(story.say("luz", "1"), "ana")
    assert "URGENTE" in alert
    assert len(danger_cases(story)) == 1


def test_safety_04_what_is_no_answer_twice_leads_back_and_they_read_that_nobody_knows(story: Story) -> None:
    guarded(story)
    story.say("luz", "necesitamos un electricista")
    before = session_of(story, 1).flow
    for words in (DOUBTED, "mmm", "mmm"):
        arrived = story.say("luz", words)
    (screen,) = to(arrived, "luz")
    assert "No avisé a nadie" in screen
    assert session_of(story, 1).before is None
    assert session_of(story, 1).flow == before
    assert danger_cases(story) == set()


@pytest.mark.words
@pytest.mark.parametrize(
    "words",
    [
        "no llamen a nadie, me mata si se entera",
        "yes please hurry",
        "نعم ارجوكم بسرعة",
        "si, esta afuera con un cuchillo",
    ],
)
def test_safety_04_a_frightened_yes_behind_it_is_one(story: Story, words: str) -> None:
    guarded(story)
    story.say("luz", DOUBTED)
    assert to(story.say("luz", words), "ana")


def test_safety_04_behind_the_question_the_limit_of_messages_holds_for_all_but_a_call(story: Story) -> None:
    guarded(story)
    story.handler._most_a_minute = 1
    story.say("luz", DOUBTED)
    story.say("luz", "hola")
    assert to(story.say("luz", "hola"), "luz") == []
    assert to(story.say("luz", HURT), "ana")


# ---- who says that there is none --------------------------------------------------------------------------------

DENIALS = (
    *("que peligro ni que nada, es un dicho de mi pueblo", "no mija aquí nadie corre ningún peligro"),
    *("خطر ايه بس، احنا زي الفل والله", "لا لا ما في خطر، كلنا بخير هون", "la la makayn 7ta khatar, labas 3lina"),
    *("danger? not at all, it is only how we talk", "nobody is in danger here, you misread me"),
    *("mais quel danger, c'était juste une expression", "ninguém tá em perigo não, foi só jeito de falar"),
)


@pytest.mark.parametrize(
    "words",
    [
        *DENIALS,
        *("ke peligro nada solo kiero anotar mi taller", "no hay peligro solo quiero anotar mi taller"),
        "what danger, i only mean the stove",
    ],
)
def test_safety_04_a_denial_behind_the_question_is_a_no_to_it(story: Story, words: str) -> None:
    guarded(story)
    story.say("luz", "necesitamos un electricista")
    before = session_of(story, 1).flow
    story.say("luz", DOUBTED)
    arrived = story.say("luz", words)
    session = session_of(story, 1)
    assert session.before is None
    assert session.flow == before
    assert not to(arrived, "ana")
    assert danger_cases(story) == set()


@pytest.mark.parametrize("words", DENIALS)
def test_safety_04_a_denial_of_what_was_told_calls_nobody_again(story: Story, words: str) -> None:
    guarded(story)
    story.say("luz", "necesitamos un plomero")
    story.say("luz", HURT)
    arrived = story.say("luz", words)
    (screen,) = to(arrived, "luz")
    assert "plomero" in screen
    (told,) = to(arrived, "ana")
    assert "URGENTE" not in told
    assert "no hay" in told
    assert words in told
    assert [story.wait(15 * MINUTE) for _times in range(4)] == [[], [], [], []]


@pytest.mark.parametrize("words", [
    "no es un decir, me va a matar de verdad", "no llamen a nadie, si se entera me mata",
    "no es broma, está afuera con un cuchillo", "it is no joke, he is outside with a knife",
    "ce n'est pas une blague, il va me tuer", "مش هزار جوزي هيموتني", "não tô brincando, ele vai me matar",
])  # fmt: skip
def test_safety_04_what_begins_as_a_denial_and_tells_of_danger_is_none(story: Story, words: str) -> None:
    guarded(story)
    story.say("luz", DOUBTED)
    assert to(story.say("luz", words), "ana")


def test_safety_04_who_denies_being_well_is_not_read_as_a_denial() -> None:
    for words in ("no estoy bien, ayúdenme", "he says there is no danger but he has a gun", "لا انا مو بخير الحقوني"):
        assert tells_of_danger(Incoming("console", "1", "luz", words))
        assert not denies(words)


@pytest.mark.parametrize("words", [
    "el padre dice que no", "ay hermano que pena me acabo de acordar que el sábado hay vigilia",
    "esto es un atropello, quiero hablar con alguien", "يا جماعه انا ماقولتش توقفوه! رجعوا الطلب",
    "our team got slaughtered on Sunday, what a disgrace",
    "le curé refuse, il dit que la salle est fermée", "o pastor não deixou, diz que é dia de culto",
    "l3yalat ghadbanin bzaf 7it ma jawch", "شيخ الجامع قال مش النهارده",
])  # fmt: skip
def test_safety_04_church_family_football_and_anger_are_of_every_day(words: str) -> None:
    assert tells_of_danger(Incoming("console", "1", "luz", words)) == ""
