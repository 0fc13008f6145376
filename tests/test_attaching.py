"""Photos, papers, voice notes and places between partners: what is asked, who gets it, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from sqlalchemy import insert

from bot.channels.telegram_updates import parse_update
from bot.channels.twilio_forms import parse_inbound, parse_status
from bot.doubles.server import Fault, dropped, garbage, status
from bot.doubles.telegram_api import TelegramApi
from bot.doubles.telegram_people import Sent
from bot.doubles.twilio_api import Sent as Message
from bot.doubles.twilio_api import TwilioApi
from bot.sending.carrying import Carrying
from core import outbox
from core.db import Database, Q
from core.look import Me
from core.outbox import budget
from core.prices import read_prices
from core.privacy import retention
from core.privacy.known import known
from core.relay.carried import by_word
from core.tables import block
from core.vault import Vault
from tests.faults import rows, to
from tests.files import AMR, JPEG, M4A, OGG, PDF, PNG, WEBP
from tests.story import BASE, DAY, MixedPhones, Story, telling
from tests.test_cases import in_clear


def opens(story: Story, who: str, payload: str) -> list[tuple[str, str]]:
    """A button's data arrives."""
    return story.send(story.phones.typed(who, "x", "", story.now)._replace(words="", payload=payload))


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Luz and Mar agreed on exchange 1; Luz writes by Telegram, Mar by WhatsApp."""
    with telling(sqlite_db, vault, now, "mixed") as told:
        together(told)
        yield told


@pytest.fixture
def here(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """The same, both on Telegram, on either database."""
    with telling(db, vault, now, "mixed") as told:
        together(told, whatsapp=())
        yield told


def together(story: Story, whatsapp: tuple[str, ...] = ("mar",)) -> None:
    story.hub()
    phones(story).whatsapp |= set(whatsapp)
    for who, *words in (
        ("mar", "ofrecemos contabilidad a distancia", "Casa Mar, Tegucigalpa", "sí"),
        ("luz", "necesitamos contabilidad, 2 horas, antes del viernes", "Casa Luz, Tegucigalpa", "sí"),
    ):
        for word in words:
            story.say(who, word)
    opens(story, "mar", "x:1:1:prop")
    opens(story, "luz", "x:1:2:acc")
    assert rows(story, "exchange", "state") == [("agreed",)]


def phones(story: Story) -> MixedPhones:
    assert isinstance(story.phones, MixedPhones)
    return story.phones


def telegram(story: Story) -> TelegramApi:
    return phones(story).telegram.api


def twilio(story: Story) -> TwilioApi:
    return phones(story).whatsapp_phones.api


def sends(story: Story, who: str, kind: str, words: str = "", **more: Any) -> list[tuple[str, str]]:
    """It is sent, and the one question answered with yes."""
    (asked,) = to(story.show(who, kind, words, **more), who)
    assert "1. Enviar" in asked, asked
    return story.say(who, "1")


def cancelled(story: Story) -> None:
    opens(story, "luz", "x:1:3:cancel")
    story.say("luz", "sí")
    story.say("luz", "1")
    assert rows(story, "exchange", "state") == [("cancelled",)]


def newest(story: Story, who: str) -> Sent:
    chat = phones(story).telegram.chat(who)
    return telegram(story).to(chat)[-1]


def served(story: Story, url: str, later: int = 0) -> bytes | None:
    """What is behind an address of ours."""
    assert url.startswith(f"{BASE}/media/")
    with story.db.read() as tx:
        found = by_word(tx, story.vault, url.rpartition("/")[2], story.now + later)
    return found.data if found else None


def files_asked(story: Story) -> int:
    return sum("getFile" in call.path for call in telegram(story).calls)


# ---- words beside a file in the middle of a question ------------------------------------------------------------


@pytest.mark.parametrize("words", ["así está, hay un problema de humedad", "1001", "no vino nadie"])
def test_what_is_said_of_a_photo_in_the_middle_of_a_request_opens_nothing_else(here: Story, words: str) -> None:
    opens(here, "luz", "x:1:3:prob")
    for said in ("1", "nadie vino", "menú", "necesitamos pintar la sede"):
        here.say("luz", said)
    (answer,) = to(here.show("luz", "photo", words), "luz")
    assert answer.startswith("Agregado.")
    assert "Cuántas horas" in answer
    for said in ("3", "5 de diciembre"):
        (card,) = to(here.say("luz", said), "luz")
    assert card.startswith("Con una foto")
    assert "pintar la sede" in card


def test_a_photo_goes_with_what_is_first_asked_whether_it_is_a_request(here: Story) -> None:
    cancelled(here)
    here.say("luz", "clases de yoga")  # a request or an offer?
    assert "Agregado." in to(here.show("luz", "photo"), "luz")[0]
    for said in ("1", "2", "sin día"):
        (card,) = to(here.say("luz", said), "luz")
    assert card.startswith("Con una foto")


def test_a_newcomers_photo_is_said_not_to_be_kept_and_the_note_is_shown_once(here: Story) -> None:
    (first,) = to(here.show("sol", "photo"), "sol")
    assert "No puedo ver" in first
    assert "Guardo tu organización" in first
    (second,) = to(here.show("sol", "voice"), "sol")
    assert "Guardo tu organización" not in second
    (asked,) = to(here.show("eva", "photo", "necesitamos pintar esta pared"), "eva")
    assert asked.startswith("Solo guardo las palabras.")


# ---- on its way -------------------------------------------------------------------------------------------------


def test_within_telegram_a_photo_goes_by_its_id_and_is_never_fetched(here: Story) -> None:
    sends(here, "luz", "photo", "así quedó")
    got = newest(here, "mar")
    assert (got.media, got.file) == ("photo", JPEG)  # the largest of the sizes
    assert "así quedó" in got.text
    assert "1. Responder" in got.text
    assert files_asked(here) == 0
    assert rows(here, "attached_file", "attachment_id") == []


def test_a_voice_note_goes_as_voice_and_no_words_are_made_up(here: Story) -> None:
    sends(here, "luz", "voice")
    got = newest(here, "mar")
    assert (got.media, got.file) == ("voice", OGG)
    assert "Casa Luz" in got.text
    assert "un audio" in got.text


def test_a_document_is_cleaned_also_within_telegram(here: Story) -> None:
    assert b"/Author" in PDF
    sends(here, "luz", "document", mime_type="application/pdf", file_name="Ana Secret.pdf")
    got = newest(here, "mar")
    assert got.media == "document"
    assert got.file.startswith(b"%PDF-")
    assert b"/Author" not in got.file
    assert "Ana" not in got.file_name


def test_a_photo_sent_as_a_file_arrives_as_a_photo_without_where_it_was_taken(here: Story) -> None:
    sends(here, "luz", "document", mime_type="image/jpeg", content=JPEG)
    got = newest(here, "mar")
    assert got.media == "photo"
    assert b"SecretCam" in JPEG
    assert b"SecretCam" not in got.file


def test_from_telegram_to_whatsapp_it_goes_by_an_address_that_ends(story: Story) -> None:
    sends(story, "luz", "photo", "así quedó")
    got = twilio(story).sent[-1]
    assert "así quedó" in got.body
    data = served(story, got.media)
    assert data is not None
    assert data.startswith(b"\xff\xd8")
    assert b"SecretCam" not in data
    assert served(story, got.media, 7 * DAY) is None


def test_what_whatsapp_shows_without_words_is_followed_by_them(story: Story) -> None:
    sends(story, "luz", "document", "el plano", mime_type="application/pdf")
    first, second = twilio(story).sent[-2:]
    assert (bool(first.media), first.body) == (True, "")
    assert not second.media
    assert "el plano" in second.body


def test_a_file_goes_once_however_often_its_words_are_tried_and_each_is_reported_and_paid(story: Story) -> None:
    api, goes_through = twilio(story), Fault(after=True)
    was, paid = len(api.sent), spent(story)
    api.plan(goes_through, status(503), status(503), only="/Messages.json")  # the words fail twice
    sends(story, "luz", "document", "el plano", mime_type="application/pdf")
    story.wait(60_000)
    assert len(api.met) == 3
    file, words = api.sent[was:]
    assert (bool(file.media), file.body, bool(words.media), "el plano" in words.body) == (True, "", False, True)
    assert spent(story) - paid == 2 * read_prices().out("whatsapp", country="HN")
    assert reported(story, file, "delivered")
    states = dict(rows(story, "outbound", "provider_id", "state"))
    assert (states[file.sid], states[words.sid]) == ("delivered", "sent")
    assert reported(story, words, "failed", "63018")  # too much at once: the words go again, the file does not
    story.wait(600_000)
    assert [bool(one.media) for one in api.sent[was:]] == [True, False, False]


def test_a_file_that_did_not_arrive_is_not_sent_as_an_empty_message(story: Story) -> None:
    sends(story, "luz", "document", "el plano", mime_type="application/pdf")
    api = twilio(story)
    file = next(one for one in reversed(api.sent) if one.media)
    was = len(api.sent)
    assert reported(story, file, "failed", "63018")
    story.wait(600_000)
    assert len(api.sent) == was


def reported(story: Story, sent: Message, status: str, code: str = "") -> bool:
    """Twilio's report on one of its messages arrives by the address that the message carried."""
    url, form = twilio(story).report(sent, status, code)
    found = parse_status(form, {"m": url.rpartition("=")[2]})
    assert found is not None
    with story.db.write() as tx:
        return outbox.status(tx, found.outbound_id, found.provider_id, found.status, found.code, story.now)


def spent(story: Story) -> int:
    """The hub's month so far."""
    with story.db.read() as tx:
        return budget.standing(tx, 1, story.now).spent


def test_what_whatsapp_does_not_take_is_a_link(story: Story) -> None:
    sends(story, "luz", "document", mime_type="image/webp", content=WEBP)
    got = twilio(story).sent[-1]
    assert not got.media
    assert f"{BASE}/media/" in got.body


def test_from_whatsapp_to_telegram_it_is_fetched_with_the_accounts_credentials(story: Story) -> None:
    sends(story, "mar", "photo", "miren")
    got = newest(story, "luz")
    assert got.media == "photo"
    assert b"SecretCam" not in got.file
    asked = [call for call in twilio(story).calls if "/Media/" in call.path or "/store/" in call.path]
    assert ["authorization" in call.headers for call in asked] == [True, False]


def test_a_telephones_own_voice_notes_are_handed_on_as_the_other_side_plays_them(story: Story) -> None:
    sends(story, "mar", "voice", mime_type="audio/mp4", content=M4A)
    got = newest(story, "luz")
    assert (got.media, b"Secret" in got.file, len(got.file)) == ("voice", False, len(M4A))
    sends(story, "mar", "voice", mime_type="audio/amr", content=AMR)
    got = newest(story, "luz")
    assert (got.media, got.file) == ("document", AMR)  # Telegram does not play it
    sends(story, "luz", "voice", content=M4A)
    (url,) = [sent.media for sent in twilio(story).sent if sent.media]
    kept = served(story, url)
    assert kept is not None
    assert b"Secret" not in kept


def test_a_place_is_a_link_to_a_map_and_only_when_it_was_sent_on_purpose(story: Story) -> None:
    (asked,) = to(story.show("mar", "14.0912,-87.2055"), "mar")
    assert "un lugar" in asked
    assert rows(story, "attachment", "id") == []
    arrived = story.say("mar", "1")
    assert "mlat=14.0912&mlon=-87.2055" in to(arrived, "luz")[0]
    assert in_clear(story, "14.0912") == []


def test_one_no_and_nothing_goes_and_nothing_is_kept(story: Story) -> None:
    story.show("luz", "photo", "secreto-del-taller")
    arrived = story.say("luz", "2")
    assert to(arrived, "mar") == []
    assert rows(story, "attachment", "id") == []
    assert in_clear(story, "secreto-del-taller", "photo-") == []


def test_a_phone_number_in_a_caption_is_hidden(story: Story) -> None:
    arrived = sends(story, "luz", "photo", "llamen al +504 9999 0001")
    assert "9999 0001" not in " ".join(to(arrived, "mar"))


def test_an_album_is_asked_about_once_and_arrives_whole(here: Story) -> None:
    (asked,) = to(here.show("luz", "photo", "tres fotos", media_group_id="77"), "luz")
    assert "1. Enviar" in asked
    for _n in range(2):
        assert here.show("luz", "photo", media_group_id="77") == []
    arrived = here.say("luz", "1")
    assert len(to(arrived, "mar")) == 3
    assert all("[photo]" in text for text in to(arrived, "mar"))


def test_of_an_album_that_belongs_nowhere_one_sentence_is_said(here: Story) -> None:
    here.say("eva", "hola")
    here.say("eva", "Casa Eva, Tegucigalpa")
    (said,) = to(here.show("eva", "photo", media_group_id="8"), "eva")
    assert "junto con un pedido" in said
    assert here.show("eva", "photo", media_group_id="8") == []


# ---- what is not handed on --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "type",
    [
        *(
            "application/vnd.android.package-archive",
            "application/x-msdownload",
            "text/html",
            "image/svg+xml",
            "video/mp4",
        ),
        *("application/msword", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        *("application/vnd.ms-excel.sheet.macroenabled.12", "application/vnd.oasis.opendocument.spreadsheet"),
    ],
)
def test_programs_and_pages_are_refused_with_what_to_do(story: Story, type: str) -> None:
    (said,) = to(story.show("luz", "document", "para ustedes", mime_type=type, content=b"MZ"), "luz")
    assert "PDF" in said
    assert rows(story, "attachment", "id") == []


def test_a_program_that_says_it_is_a_photo_reaches_nobody_and_its_sender_is_told(story: Story) -> None:
    sends(story, "mar", "photo", "miren", content=b"MZ\x90 a program")
    got = newest(story, "luz")
    assert (got.media, got.file) == ("", b"")
    assert "miren" in got.text
    assert "no se pudo pasar" in got.text
    told = [sent.body for sent in twilio(story).sent if "Guárdalo como PDF" in sent.body]
    assert len(told) == 1
    asked = len(twilio(story).calls)
    assert "no se pudo pasar" in to(opens(story, "luz", "x:1:1:file"), "luz")[0]
    assert not any("/Media/" in call.path for call in twilio(story).calls[asked:])


def test_what_is_too_large_is_refused_at_once_where_it_is_told(story: Story) -> None:
    update = telegram(story).sends_file(phones(story).telegram.chat("luz"), "document", b"x", mime_type="image/png")
    update["message"]["document"]["file_size"] = 11 << 20
    incoming = parse_update(orjson.dumps(update), story.now)
    assert incoming
    (said,) = to(story.send(incoming), "luz")
    assert "demasiado grande" in said


def test_what_turns_out_to_be_too_large_is_given_up(story: Story) -> None:
    sends(story, "mar", "photo", content=JPEG + bytes(11 << 20))
    assert newest(story, "luz").media == ""
    assert any("demasiado grande" in sent.body for sent in twilio(story).sent)


def test_a_provider_that_is_away_is_asked_again(story: Story) -> None:
    sends_away(story, status(503), dropped())
    assert newest(story, "luz").media == "photo"


def test_a_provider_that_stays_away_does_not_hold_the_words_back_for_ever(story: Story) -> None:
    sends_away(story, *[status(500)] * 9)
    got = newest(story, "luz")
    assert got.media == ""
    assert "miren" in got.text


def test_garbage_is_no_photo(story: Story) -> None:
    sends_away(story, garbage())
    assert newest(story, "luz").media == ""


def test_while_several_files_are_fetched_another_waits_and_is_not_given_up(story: Story) -> None:
    carrying = story.worker._delivery._prepare
    assert isinstance(carrying, Carrying)
    (asked,) = to(story.show("mar", "photo", "miren"), "mar")
    assert "1. Enviar" in asked
    for _n in range(4):
        story._loop.run_until_complete(carrying._busy.acquire())
    story.say("mar", "1")
    for _n in range(9):
        assert to(story.wait(4_000), "luz") == []
    carrying._busy.release()
    story.wait(4_000)
    assert newest(story, "luz").media == "photo"


def sends_away(story: Story, *faults: Any) -> None:
    """Mar sends a photo while Twilio's files are not there."""
    (asked,) = to(story.show("mar", "photo", "miren"), "mar")
    assert "1. Enviar" in asked
    media = next(key for key in twilio(story)._media).rpartition("/")[2]
    twilio(story).plan(*faults, only=media)
    story.say("mar", "1")
    for _n in range(12):
        story.wait(600_000)


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/x",
        "http://media.twiliocdn.com/x",
        "https://media.twiliocdn.com@example.org/x",
        "https://example.org/media.twiliocdn.com/",
        "https://s3-external-1.amazonaws.com/other-bucket/x",
        "file:///etc/passwd",
    ],
)
def test_nobody_is_sent_on_to_other_hosts(story: Story, target: str) -> None:
    twilio(story).store_at = target
    sends(story, "mar", "photo")
    assert newest(story, "luz").media == ""
    assert rows(story, "attachment", "unfit") == [("gone",)]  # at once, without having tried


def test_an_address_in_the_form_that_is_not_twilios_is_never_called(story: Story) -> None:
    form = twilio(story).media_form(phones(story).whatsapp_phones.number("mar"), "miren", "image/jpeg", JPEG)
    for url in ("http://10.0.0.1/x", "https://api.twilio.com.example.org/x", form["MediaUrl0"] + "/../../x"):
        parsed = parse_inbound(form | {"MediaUrl0": url}, story.now)
        assert parsed
        assert parsed.files == ()


def test_a_sticker_is_answered(story: Story) -> None:
    form = twilio(story).inbound(
        phones(story).whatsapp_phones.number("mar"), "", NumMedia="1", MediaContentType0="image/webp"
    )
    parsed = parse_inbound(form, story.now)
    assert parsed
    assert "Solo puedo leer texto" in to(story.send(parsed), "mar")[0]


def test_beside_a_question_that_takes_none_one_sentence_says_so_and_asks_again(story: Story) -> None:
    opens(story, "luz", "x:1:3:fewer")
    (said,) = to(story.show("luz", "photo"), "luz")
    assert "Aquí no lo puedo usar" in said
    assert "¿Cuántas horas recibieron?" in said


# ---- who sees it ------------------------------------------------------------------------------------------------


def test_nothing_goes_to_or_comes_from_a_blocked_partner(story: Story) -> None:
    sends(story, "luz", "photo")
    cancelled(story)
    story.db.writing(lambda tx: tx.run(Q(insert(block).values(by_id=2, about_id=1, at=story.now))))
    (said,) = to(opens(story, "mar", "x:1:0:files"), "mar")
    assert "no hay fotos" in said


def test_a_problems_media_is_for_its_writer_and_who_decides_only(story: Story) -> None:
    story.say("ada", story.code("coordinator", 1))
    sends(story, "luz", "photo", "antes")
    assert "no hay" in to(opens(story, "ada", "x:1:0:files"), "ada")[0]  # nothing before there is a problem
    assert to(opens(story, "ada", "x:1:1:file"), "ada")[0].startswith("No")
    opens(story, "luz", "x:1:3:prob")
    story.say("luz", "2")
    story.show("luz", "voice")
    assert rows(story, "exchange", "state") == [("disputed",)]
    assert rows(story, "attachment", "id", "about") == [(1, "talk"), (2, "problem")]
    opens(story, "ada", "x:1:2:file")
    assert newest(story, "ada").media == "voice"
    opens(story, "luz", "x:1:2:file")
    assert newest(story, "luz").media == "voice"
    before = len(twilio(story).sent)
    (said,) = to(opens(story, "mar", "x:1:2:file"), "mar")
    assert "Audio" not in said
    assert not any(sent.media for sent in twilio(story).sent[before:])
    eva = to(opens(story, "eva", "x:1:1:file"), "eva")
    assert not any("[" in text for text in eva)


def test_a_photo_with_a_problem_waits_for_the_words(story: Story) -> None:
    opens(story, "luz", "x:1:3:prob")
    story.say("luz", "2")
    (said,) = to(story.show("luz", "photo"), "luz")
    assert "¿Qué pasó?" in said
    story.say("luz", "llegó roto")
    assert rows(story, "attachment", "about") == [("problem",)]
    assert rows(story, "exchange", "state") == [("disputed",)]


def test_what_is_sent_after_it_is_done_belongs_to_the_delivery(story: Story) -> None:
    opens(story, "mar", "x:1:3:done")
    sends(story, "mar", "photo")
    assert rows(story, "attachment", "about") == [("delivery",)]


def test_a_discreet_alert_shows_no_file(here: Story) -> None:
    here.say("mar", "nuestra organización")
    here.say("mar", "6")
    here.say("mar", "1")
    here.say("mar", "1")
    sends(here, "luz", "photo", "así quedó")
    got = newest(here, "mar")
    assert (got.media, "así quedó" in got.text) == ("", False)
    here.say("mar", "1")
    assert newest(here, "mar").media == "photo"


def test_a_request_with_a_photo_shows_it_to_who_is_asked(here: Story) -> None:
    here.say("eva", "ofrecemos traducción al árabe")
    here.say("eva", "Casa Eva, Tegucigalpa")
    here.say("eva", "sí")
    here.show("luz", "photo", "necesitamos traducción al árabe, 2 horas, antes del viernes")
    arrived = here.say("luz", "sí")
    (asked,) = [text for text in to(arrived, "eva") if "Propuesta" in text]
    assert "Fotos y archivos" in asked
    assert "Casa Luz" not in asked
    opens(here, "eva", "x:2:0:files")
    got = newest(here, "eva")
    assert got.media == "photo"
    assert "Casa Luz" not in got.text


# ---- how long ---------------------------------------------------------------------------------------------------


def test_nothing_of_it_lies_about_in_clear(story: Story) -> None:
    sends(story, "luz", "document", "plano-secreto", mime_type="application/pdf")
    assert in_clear(story, "plano-secreto", "document-", "%PDF") == []


def test_it_is_forgotten_in_time(here: Story) -> None:
    sends(here, "luz", "document", mime_type="application/pdf")
    retention.clean(here.db, here.now + 8 * DAY)
    assert rows(here, "attached_file", "attachment_id") == []
    assert len(rows(here, "attachment", "id")) == 1
    retention.clean(here.db, here.now + 31 * DAY)
    assert rows(here, "attachment", "id") == []


def test_a_copy_whose_time_is_over_is_fetched_anew(story: Story) -> None:
    sends(story, "luz", "photo")
    first = twilio(story).sent[-1].media
    story.now += 8 * DAY
    story.say("mar", "hola")
    opens(story, "mar", "x:1:1:file")  # before the day's cleaning
    second = next(sent.media for sent in reversed(twilio(story).sent) if sent.media)
    assert (served(story, first), first == second) == (None, False)
    assert served(story, second)


def test_it_goes_with_who_sent_it_also_from_screens_and_addresses(story: Story) -> None:
    sends(story, "luz", "photo")
    url = twilio(story).sent[-1].media
    assert served(story, url)
    cancelled(story)
    story.say("luz", "borrar mis datos")
    story.say("luz", "sí")
    assert rows(story, "attachment", "id") == rows(story, "attached_file", "attachment_id") == []
    assert served(story, url) is None
    assert not any('"j":' in screen for (screen,) in rows(story, "outbound", "screen"))


def test_who_asks_is_told_how_many_are_kept(here: Story) -> None:
    sends(here, "luz", "photo")
    with here.db.read() as tx:
        assert known(tx, here.vault, Me(2, 2, "telegram", "es", organisation_id=2), here.now).files == 1
    here.say("luz", "menú")
    assert "Fotos, archivos" in to(here.say("luz", "¿qué sabes de mí?"), "luz")[0]


def test_where_is_answered_by_a_location_and_the_point_is_not_kept(story: Story) -> None:
    story.say("luz", "cancelar")
    story.say("luz", "ofrecemos clases de guitarra en Choluteca")
    (card,) = to(story.show("luz", "14.0812,-87.2093"), "luz")
    assert "Lugar: ⁨Tegucigalpa⁩" in card
    assert in_clear(story, "14.0812") == []
    assert "No conozco ninguna ciudad" in to(story.show("luz", "0.5,-30.5"), "luz")[0]


def test_a_newcomers_town_may_be_a_location(story: Story) -> None:
    story.say("eva", "hola")
    story.say("eva", "Casa Eva")
    story.show("eva", "14.0812,-87.2093")
    assert ("Tegucigalpa",) in rows(story, "organisation", "town")


def test_what_a_png_says_is_gone_too(here: Story) -> None:
    assert b"Secret" in PNG
    sends(here, "luz", "document", mime_type="image/png", content=PNG)
    assert b"Secret" not in newest(here, "mar").file
