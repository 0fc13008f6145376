"""Insults, threats and frauds are held before others read them, reported by who reads them, and taken down in chat."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from core.accounts.drift import Drift
from core.commands import Actor, Post, Propose, Terms
from core.commands.moderation import Report
from core.commands.talk import ShareContact
from core.commands.trouble import MoveDay
from core.context import Context
from core.db import Database, Q, Row, Tx
from core.errors import NotYours, Refusal
from core.events import Held
from core.export.listed import listed
from core.gauges import gauges
from core.handlers import HANDLERS, run
from core.hubs import known_hub
from core.moderation import abuse, flags
from core.moderation.flags import STEPS
from core.vault import Vault
from tests.faults import agreed, joins, neighbours, plain, rows, suggested, tap, to, version
from tests.members import Town
from tests.office import Office
from tests.story import DAY, YES, Story, telling
from tests.test_attaching import opens, sends, together
from tests.test_cases import coordinator
from tests.test_erasure import leaves, where
from tests.test_import import HEAD, bring, let_in

INSULT = "ofrecemos insultos de hijo de puta"
THREAT = "si no vienen voy a quemar el local"
KIND = "ofrecemos clases de guitarra"


def held_offer(story: Story) -> list[tuple[str, str]]:
    """Luz and Mar are members, Ana coordinates, and Mar publishes an insult; what arrives then."""
    neighbours(story)
    coordinator(story, "ana")
    story.say("mar", INSULT)
    return story.say("mar", "sí")


def held_message(story: Story) -> list[tuple[str, str]]:
    """Something is agreed, Ana coordinates, and Luz writes a threat to Mar; what arrives then."""
    agreed(story)
    coordinator(story, "ana")
    tap(story, "luz", "x:1:0:write")
    return story.say("luz", THREAT)


def writes(story: Story, who: str, words: str) -> list[tuple[str, str]]:
    tap(story, who, "x:1:0:write")
    return story.say(who, words)


def offers(story: Story, who: str, words: str = KIND) -> None:
    story.say(who, words)
    story.say(who, "sí")


def reports(story: Story, who: str, payload: str, choice: str = "1") -> list[tuple[str, str]]:
    tap(story, who, payload)
    return story.say(who, choice)


def cases(story: Story) -> list[tuple[int, str, bool]]:
    """The flagged cases: (id, code, open)."""
    found = rows(story, "parked_case", "id", "code", "resolved_at", "flag_id")
    return [(id, code, closed is None) for id, code, closed, flag in found if flag is not None]


# ---- a listing that is held -------------------------------------------------------------------------------------


def test_safety_05_an_insult_as_an_offer_is_held_and_its_writer_hears_why(story: Story) -> None:
    new = held_offer(story)
    said = plain(new, "mar")
    assert "nadie" in said
    assert "nadie salga herido ni engañado" in said
    assert to(new, "luz") == []
    assert rows(story, "listing", "id", "state", "held") == [(1, "paused", 1)]
    assert rows(story, "listing_key", "listing_id") == []
    assert rows(story, "listing_meaning", "listing_id") == []


def test_safety_05_coordinators_hear_of_it_and_the_case_has_the_words_sealed(story: Story) -> None:
    new = held_offer(story)
    assert "un insulto" in plain(new, "ana")
    assert "puta" not in plain(new, "ana")
    card = plain(tap(story, "ana", "c:1:see"), "ana")
    assert "hijo de puta" in card
    assert "Casa Mar" in card
    for choice in ("Publicar", "No publicar"):
        assert choice in card
    assert "Cerrar el caso" not in card
    assert "espera una mirada" in plain(tap(story, "ana", "m:coordinate"), "ana").lower()
    ((sealed,),) = [row for row in rows(story, "parked_case", "sealed") if row[0]]
    assert b"puta" not in bytes(sealed)


def test_safety_05_nobody_else_sees_what_is_held_and_its_owner_does(story: Story) -> None:
    held_offer(story)
    assert "puta" not in plain(story.say("luz", "qué ofrecen"), "luz")
    assert "puta" not in plain(tap(story, "luz", "m:find"), "luz")
    assert "puta" not in plain(tap(story, "luz", "l:1:see"), "luz")
    assert "puta (Tegucigalpa). La coordinación lo lee primero" in plain(tap(story, "mar", "m:listings"), "mar")
    own = plain(tap(story, "mar", "l:1:see"), "mar")
    assert "antes de que nadie más la vea" in own
    for payload in ("l:1:open", "l:1:renew"):  # nothing shows it sooner
        assert "mira primero" in plain(tap(story, "mar", payload), "mar")
    assert rows(story, "listing", "state", "held") == [("paused", 1)]


def test_safety_05_what_is_let_through_is_found_and_suggested_from_then_on(story: Story) -> None:
    held_offer(story)
    story.say("luz", "necesitamos insultos, 2 horas, antes del viernes")
    story.say("luz", "sí")
    story.wait(2 * DAY)
    new = tap(story, "ana", "c:1:pass")
    assert "está bien" in plain(new, "mar")
    assert "insultos" in plain(new, "luz")  # who needs it hears of it now
    ((id, state, held, expires, created),) = [
        row for row in rows(story, "listing", "id", "state", "held", "expires_at", "created_at") if row[0] == 1
    ]
    assert (id, state, held) == (1, "open", None)
    assert expires is None or expires - created > 180 * DAY  # its time begins when it is seen
    assert rows(story, "listing_meaning", "listing_id")
    assert cases(story) == [(1, "held_insult", False)]
    assert "puta" in plain(tap(story, "luz", "l:1:see"), "luz")


def test_safety_05_what_was_let_through_is_not_held_again(story: Story) -> None:
    held_offer(story)
    tap(story, "ana", "c:1:pass")
    tap(story, "mar", "l:1:down")
    offers(story, "mar", INSULT)
    assert rows(story, "listing", "id", "state") == [(1, "withdrawn"), (2, "open")]


def test_safety_05_what_is_refused_ends_and_its_writer_reads_a_ready_reason(story: Story) -> None:
    held_offer(story)
    asked = plain(tap(story, "ana", "c:1:deny"), "ana")
    assert "Hiere a alguien" in asked
    new = story.say("ana", "1")
    told = plain(new, "mar")
    assert "no se publica" in told
    assert "Puede herir o insultar" in told
    assert rows(story, "listing", "state") == [("removed",)]
    assert cases(story) == [(1, "held_insult", False)]
    assert rows(story, "flag", "outcome") == [("refused",)]


def test_safety_05_a_case_about_held_words_is_decided_and_not_just_closed(story: Story) -> None:
    held_offer(story)
    assert "Primero elige" in plain(tap(story, "ana", "c:1:done"), "ana")
    assert cases(story) == [(1, "held_insult", True)]


def test_safety_05_who_belongs_to_the_writer_does_not_decide(story: Story) -> None:
    neighbours(story)
    coordinator(story, "mar")
    offers(story, "mar", INSULT)
    tap(story, "mar", "c:1:pass")
    assert rows(story, "listing", "state") == [("paused",)]
    assert "puta" not in plain(tap(story, "mar", "c:1:see"), "mar")


def test_safety_05_said_in_other_words_it_is_shown_at_once(story: Story) -> None:
    held_offer(story)
    tap(story, "mar", "l:1:edit-what")
    new = story.say("mar", "clases de guitarra")
    new += story.say("mar", "sí")
    assert rows(story, "listing", "what", "state", "held") == [("clases de guitarra", "open", None)]
    assert cases(story) == [(1, "held_insult", False)]
    assert "Guardado" in plain(new, "mar")


def test_safety_05_a_threat_waits_for_the_coordinator_whatever_it_is_changed_to(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    offers(story, "mar", "ofrecemos que voy a quemar el local")
    tap(story, "mar", "l:1:edit-what")
    story.say("mar", "clases de guitarra")
    story.say("mar", "sí")
    assert rows(story, "listing", "state", "held") == [("paused", 1)]
    card = plain(tap(story, "ana", "c:1:see"), "ana")
    assert "quemar" in card
    assert "guitarra" in card


def test_safety_05_a_change_into_an_insult_waits_and_the_listing_stays_as_it_was(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    offers(story, "mar")
    tap(story, "mar", "l:1:edit-what")
    story.say("mar", "clases a cualquier hijo de puta")
    new = story.say("mar", "sí")
    assert "todavía no lo he cambiado" in plain(new, "mar").lower()
    ((what, state),) = rows(story, "listing", "what", "state")
    assert "guitarra" in what
    assert state == "open"
    new = tap(story, "ana", "c:1:pass")
    ((what, state),) = rows(story, "listing", "what", "state")
    assert (what, state) == ("clases a cualquier hijo de puta", "open")


def test_safety_05_of_several_offers_only_the_one_that_looks_so_is_held(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    offers(story, "mar", "ofrecemos clases de guitarra, insultos de hijo de puta y reparación de bicicletas")
    states = dict(rows(story, "listing", "what", "state"))
    assert sorted(states.values()) == ["open", "open", "paused"]
    assert next(what for what, state in states.items() if state == "paused").endswith("hijo de puta")


def test_safety_05_an_insult_as_a_name_waits_for_admission(story: Story) -> None:
    story.hub()
    joins(story, "mar", "Idiot, Tela")
    assert rows(story, "organisation", "status") == [("pending",)]


def test_safety_05_coordinators_are_reminded_of_what_waits_for_long(story: Story) -> None:
    held_offer(story)
    new = story.wait(3 * DAY)
    assert "espera" in plain(new, "ana")


def test_safety_05_who_knows_its_number_gets_nothing_of_what_is_held(story: Story) -> None:
    held_offer(story)
    luz = dict(rows(story, "membership", "organisation_id", "person_id"))[1]
    terms = Terms(60, "2026-12-04", what="clases")
    for number, step in enumerate((Propose(listing_id=1, terms=terms), Report("other", listing_id=1))):
        with story.db.write() as tx, pytest.raises(NotYours):
            run(Context(tx, story.vault, Actor(luz, 1, "console", f"g{number}"), story.now), step)
    assert rows(story, "exchange", "id") == rows(story, "report", "flag_id") == []


# ---- words on their way -----------------------------------------------------------------------------------------


def test_safety_05_a_threat_is_not_passed_on_and_coordinators_hear_of_it_as_urgent(story: Story) -> None:
    new = held_message(story)
    assert to(new, "mar") == []
    assert "No lo he pasado todavía" in plain(new, "luz")
    assert "URGENTE" in plain(new, "ana")
    assert "quemar" not in plain(new, "ana")
    assert rows(story, "relayed", "id") == []
    assert "quemar" not in plain(tap(story, "mar", "x:1:0:talk"), "mar")
    card = plain(tap(story, "ana", "c:1:see"), "ana")
    assert "quemar" in card
    assert "1001" in card


def test_safety_05_by_night_only_a_threat_wakes_coordinators(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    story.wait(10 * 3_600_000)
    assert to(writes(story, "luz", "eres un idiot"), "ana") == []
    assert "URGENTE" in plain(writes(story, "luz", THREAT), "ana")


def test_safety_05_what_is_let_through_arrives_as_if_it_had_just_been_sent(story: Story) -> None:
    held_message(story)
    new = tap(story, "ana", "c:1:pass")
    assert "quemar" in plain(new, "mar")
    assert "lo he pasado" in plain(new, "luz")
    assert "quemar" not in plain(new, "ana")
    assert "Casa Mar" not in plain(new, "ana")
    assert [from_id for _id, from_id in rows(story, "relayed", "id", "from_id")] == [1]
    assert cases(story) == [(1, "held_threat", False)]
    assert [sealed for (sealed,) in rows(story, "flag", "sealed")] == [None]


def test_safety_05_what_is_refused_never_arrives_and_its_writer_hears_why(story: Story) -> None:
    held_message(story)
    tap(story, "ana", "c:1:deny")
    new = story.say("ana", "3")
    assert to(new, "mar") == []
    assert "Amenaza a alguien" in plain(new, "luz")
    assert rows(story, "relayed", "id") == []
    assert [sealed for (sealed,) in rows(story, "flag", "sealed")] == [None]


def test_safety_05_a_proposal_with_an_insult_waits_and_is_made_when_it_is_let_through(story: Story) -> None:
    suggested(story)
    coordinator(story, "ana")
    terms = Terms(120, "2026-12-04", what="contabilidad para un hijo de puta")
    ((person_id,),) = [(id,) for id, org in rows(story, "membership", "person_id", "organisation_id") if org == 2]
    with story.db.write() as tx:
        acting = Context(tx, story.vault, Actor(person_id, 2, "console", "p1"), story.now)
        (event,) = run(acting, Propose(1, 1, terms=terms))
    assert type(event).__name__ == "Held"
    assert rows(story, "exchange", "state") == [("suggested",)]
    new = tap(story, "ana", "c:1:pass")
    assert rows(story, "exchange", "state") == [("proposed",)]
    assert "hijo de puta" in plain(new, "luz")


def test_safety_05_contact_details_and_another_hour_wait_as_well(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    luz = dict(rows(story, "membership", "organisation_id", "person_id"))[1]
    words = story.vault.seal("llámame, hijo de puta").decode()
    steps = (ShareContact(1, words), MoveDay(1, version(story), "2026-12-01", "contabilidad para un hijo de puta"))
    for number, step in enumerate(steps):
        with story.db.write() as tx:
            (event,) = run(Context(tx, story.vault, Actor(luz, 1, "console", f"w{number}"), story.now), step)
            assert isinstance(event, Held)
    assert rows(story, "contact", "exchange_id") == []
    assert rows(story, "exchange", "wish") == [(None,)]
    for case_id in (1, 2):
        tap(story, "ana", f"c:{case_id}:pass")
    assert rows(story, "contact", "exchange_id") == [(1,)]
    assert rows(story, "exchange", "wish") == [("day",)]


def test_safety_05_what_could_not_be_done_anyway_is_refused_and_not_held(story: Story) -> None:
    agreed(story)
    luz = dict(rows(story, "membership", "organisation_id", "person_id"))[1]
    step = MoveDay(1, version(story), "2020-01-01", "contabilidad para un hijo de puta")
    with story.db.write() as tx, pytest.raises(Refusal):
        run(Context(tx, story.vault, Actor(luz, 1, "console", "w"), story.now), step)
    assert rows(story, "flag", "id") == []


def test_safety_05_files_beside_held_words_wait_with_them(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now, "mixed") as story:
        together(story, whatsapp=())
        coordinator(story, "ana")
        assert to(sends(story, "luz", "photo", THREAT), "mar") == []
        assert rows(story, "attachment", "id") == []
        new = opens(story, "ana", "c:1:pass")
        assert "quemar" in plain(new, "mar")
        assert len(rows(story, "attachment", "id")) == 1


# ---- reports ----------------------------------------------------------------------------------------------------


def published(story: Story) -> None:
    """Luz, Mar, Eva, Leo and Sol are members, Ana coordinates, and Mar offers something."""
    neighbours(story)
    for who in ("eva", "leo", "sol"):
        joins(story, who)
    coordinator(story, "ana")
    offers(story, "mar")


def test_safety_05_a_listing_is_reported_in_a_tap_and_a_reason(story: Story) -> None:
    published(story)
    assert "Reportar" in plain(tap(story, "luz", "l:1:see"), "luz")
    asked = plain(story.say("luz", "reportar"), "luz")
    assert "no se entera de que fuiste tú" in asked
    new = story.say("luz", "2")
    assert "Gracias por avisar" in plain(new, "luz")
    assert to(new, "mar") == []
    assert "dinero" in plain(new, "ana")
    card = plain(tap(story, "ana", "c:1:see"), "ana")
    assert "guitarra" in card
    assert "Casa Luz" in card
    assert "Retirar" in card


def test_safety_05_the_same_person_reports_a_thing_once(story: Story) -> None:
    published(story)
    reports(story, "luz", "l:1:flag")
    again = reports(story, "luz", "l:1:flag", "3")
    assert "ya nos habías avisado" in plain(again, "luz").lower()
    assert to(again, "ana") == []
    assert len(rows(story, "report", "flag_id")) == len(cases(story)) == 1


def test_safety_05_three_organisations_that_report_a_listing_hold_it(story: Story) -> None:
    published(story)
    reports(story, "luz", "l:1:flag")
    reports(story, "eva", "l:1:flag")
    assert rows(story, "listing", "state") == [("open",)]
    new = reports(story, "leo", "l:1:flag")
    assert rows(story, "listing", "state", "held") == [("paused", 1)]
    assert "Varias organizaciones" in plain(new, "mar")
    assert "guitarra" not in plain(tap(story, "sol", "l:1:see"), "sol")
    card = plain(tap(story, "ana", "c:1:see"), "ana")
    for name in ("Casa Luz", "Casa Eva", "Casa Leo"):
        assert name in card
    new = tap(story, "ana", "c:1:pass")
    assert rows(story, "listing", "state", "held") == [("open", None)]
    assert "está bien" in plain(new, "mar")
    for who in ("luz", "eva", "leo"):
        assert "lo deja como está" in plain(new, who)


def test_safety_05_what_was_reported_is_taken_down_in_chat_and_shown_again(story: Story) -> None:
    published(story)
    reports(story, "luz", "l:1:flag")
    tap(story, "ana", "c:1:deny")
    new = story.say("ana", "2")
    assert "Pide dinero" in plain(new, "mar")
    assert "lo retiró" in plain(new, "luz")
    assert rows(story, "listing", "state") == [("removed",)]
    assert "Mostrar de nuevo" in plain(new, "ana")
    new = tap(story, "ana", "l:1:back")
    assert rows(story, "listing", "state") == [("open",)]
    assert "de nuevo" in plain(new, "mar")
    assert rows(story, "measure", "id", "action") == [(1, "removed"), (2, "put_back")]


def test_safety_05_taking_it_down_from_its_card_answers_the_reports(story: Story) -> None:
    published(story)
    reports(story, "luz", "l:1:flag")
    tap(story, "ana", "l:1:remove")
    story.say("ana", "no es para aquí")
    new = story.say("ana", "sí")
    assert "no es para aquí" in plain(new, "mar")
    assert "lo retiró" in plain(new, "luz")
    assert cases(story) == [(1, "reported_insult", False)]
    assert "Mostrar de nuevo" in plain(tap(story, "ana", "l:1:see"), "ana")


def test_safety_05_a_message_is_reported_from_where_it_arrives(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    assert "Reportar" in plain(writes(story, "luz", "traigan dinero en efectivo"), "mar")
    story.say("mar", "reportar")
    new = story.say("mar", "5")
    new = story.say("mar", "piden algo raro")
    assert "Gracias por avisar" in plain(new, "mar")
    card = plain(tap(story, "ana", "c:1:see"), "ana")
    assert "traigan dinero" in card
    assert "piden algo raro" in card
    tap(story, "ana", "c:1:deny")
    new = story.say("ana", "2")
    assert "Pide dinero" in plain(new, "luz")
    assert "Gracias por avisar" in plain(new, "mar")


def test_safety_05_nobody_reports_what_they_may_not_read(story: Story) -> None:
    agreed(story)
    joins(story, "eva")
    coordinator(story, "ana")
    writes(story, "luz", "traemos la linterna")
    for payload in ("x:1:0:flag-1", "x:1:0:flag", "x:1:0:flag-x", "l:99:flag"):
        reports(story, "eva", payload)
    reports(story, "luz", "x:1:0:flag-1")  # one's own words
    assert rows(story, "flag", "id") == []


def test_safety_05_a_suggestion_is_reported_from_its_card(story: Story) -> None:
    suggested(story)
    coordinator(story, "ana")
    assert "Reportar" in plain(tap(story, "luz", "x:1:0:see"), "luz")
    new = reports(story, "luz", "x:1:0:flag", "4")
    assert "Gracias por avisar" in plain(new, "luz")
    assert "no es lo que dice" in plain(new, "ana")


def test_safety_05_what_was_held_and_reported_is_counted_without_words(story: Story) -> None:
    held_offer(story)
    with story.db.read() as tx:
        found = {
            tuple(sample.labels.values()): sample.value
            for metric in gauges(tx, story.now, Drift())
            if metric.name == "comunidas_flags"
            for sample in metric.samples
        }
    assert found == {("held_insult_open",): 1}


# ---- in every language and on every phone -----------------------------------------------------------------------

IN_LANGUAGES = {
    "es": (
        *("reportar", "¿Qué tiene de malo?", "Gracias por avisarnos", "nadie lo ve todavía"),
        "ofrecemos clases de piano",
    ),
    "ar": ("إبلاغ", "ما المشكلة فيه؟", "شكراً على الإبلاغ", "لا يراه أحد بعد", "نقدم دروس بيانو للأولاد"),
    "en": (
        *("report", "What is wrong with it?", "Thank you for telling us", "nobody sees it yet"),
        "we offer piano lessons",
    ),
    "fr": (
        *("signaler", "Qu’est-ce qui ne va pas", "Merci de nous l’avoir dit", "personne ne le voit encore"),
        "nous proposons des cours de piano",
    ),
    "pt": (
        *("denunciar", "O que há de errado?", "Que bom que nos avisou", "ninguém vê ainda"),
        "oferecemos aulas de piano",
    ),
}
"""The word, what is asked, thanks, what a writer hears of a held offer, and an offer."""


@pytest.mark.parametrize("lang", IN_LANGUAGES)
def test_safety_05_in_every_language_a_word_reports_what_is_in_view(story: Story, lang: str) -> None:
    word, asks, thanks, _held, _offers = IN_LANGUAGES[lang]
    neighbours(story)
    coordinator(story, "ana")
    offers(story, "mar")
    joins(story, "noor", lang=lang)
    tap(story, "noor", "l:1:see")
    assert asks in plain(story.say("noor", word), "noor")
    assert thanks in plain(story.say("noor", "1"), "noor")
    assert cases(story) == [(1, "reported_insult", True)]


@pytest.mark.parametrize("lang", IN_LANGUAGES)
def test_safety_05_in_every_language_the_writer_hears_what_happens(
    story: Story, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_reports, held, words = IN_LANGUAGES[lang]
    neighbours(story)
    coordinator(story, "ana")
    joins(story, "noor", lang=lang)
    monkeypatch.setattr(flags, "abuse", lambda _words: "insult")
    story.say("noor", words)
    assert held in plain(story.say("noor", YES[lang]), "noor")
    tap(story, "ana", "c:1:deny")
    assert len(to(story.say("ana", "1"), "noor")) == 1


@pytest.mark.parametrize("phone", ["telegram", "whatsapp", "sms"])
def test_safety_05_on_every_phone_a_report_takes_a_number_or_a_tap(
    db: Database, vault: Vault, now: int, phone: str
) -> None:
    with telling(db, vault, now, phone) as story:
        neighbours(story)
        coordinator(story, "ana")
        offers(story, "mar")
        story.say("luz", "ofertas")
        story.say("luz", "1")
        new = story.say("luz", "3")  # what they have is "1", "Block" is "2"
        assert "Qué tiene de malo" in plain(new, "luz")
        assert "Gracias por avisarnos" in plain(story.say("luz", "5") + story.say("luz", "no es serio"), "luz")
        assert [code for _id, code, _open in cases(story)] == ["reported_other"]


# ---- lists, pages, files, and what is kept ----------------------------------------------------------------------


def test_safety_05_what_comes_by_list_is_held_too(office: Office) -> None:
    browser = office.signed_in()
    bring(office, browser, HEAD + "Casa Sol;Grupo comunitario;Tela;oferta;insultos de hijo de puta;;;a distancia\n")
    let_in(office, browser)
    assert office.town.rows("listing", "state", "held") == [("paused", 1)]
    assert office.town.rows("clock", "id", kind="from_list") == []


def test_safety_05_the_pages_show_what_waits_and_decide_it(office: Office) -> None:
    mar = office.town.member("Casa Mar")
    (held,) = office.town.do(mar.person_id, Post("offer", "insultos de hijo de puta", lang="es"))
    assert isinstance(held, Held)
    browser = office.signed_in()
    page = browser.get(office.at("today"))
    assert "Espera una mirada: un insulto" in page
    assert "puta" not in browser.get(office.at("offers"))
    assert "puta" not in browser.get(f"{office.at('offers')}?state=paused")
    with office.db.read() as tx:
        hub = known_hub(tx, office.town.hub_id)
        assert "puta" not in "".join(listed(tx, hub, "", "", lambda *_of: None))


def test_safety_05_what_waits_and_what_was_reported_goes_with_who_wrote_it(story: Story) -> None:
    held_message(story)
    joins(story, "eva")
    reports(story, "eva", "l:1:flag", "5")
    story.say("eva", "esto no se hace aquí")
    for case_id in (1, 2):
        tap(story, "ana", f"c:{case_id}:see")
    assert where(story, "quemar", "no se hace") != []
    tap(story, "mar", f"x:1:{version(story)}:cancel")
    story.say("mar", "sí")
    story.say("mar", "1")
    for who in ("luz", "eva"):
        leaves(story, who)
    assert where(story, "quemar", "no se hace") == []
    assert [open_ for _id, code, open_ in cases(story) if code == "held_threat"] == [False]
    assert rows(story, "report", "person_id") == []


def test_safety_05_two_coordinators_decide_once(story: Story) -> None:
    held_message(story)
    coordinator(story, "ida")
    tap(story, "ana", "c:1:pass")
    again = plain(tap(story, "ida", "c:1:pass"), "ida")
    assert len(rows(story, "relayed", "id")) == 1
    assert "encuentro" in again or "decidido" in again


def test_safety_05_let_through_too_late_it_is_not_passed_on_and_the_writer_hears_so(story: Story) -> None:
    held_message(story)
    tap(story, "mar", f"x:1:{version(story)}:cancel")
    story.say("mar", "sí")
    story.say("mar", "1")
    story.wait(30 * DAY)
    new = tap(story, "ana", "c:1:pass")
    assert rows(story, "relayed", "id") == []
    assert "las cosas cambiaron" in plain(new, "luz")


def test_safety_05_every_step_with_words_for_others_goes_past_the_gate() -> None:
    """Words that only coordinators, colleagues or whoever runs the server read, and what is no text, are named here."""
    for_coordinators = {
        *("CallHuman", "AnswerCase", "ReplyToCase", "Complain", "Decline", "Cancel", "Problem", "Dispute", "Decide"),
        "WriteTo",
        *(
            "Appeal",
            "NoShow",
            "Excuse",
            "Reverse",
            "ReportReview",
            "Suspend",
            "Refuse",
            "StopListing",
            "AskFund",
            "AnswerFund",
        ),
        *("NameMe", "Report", "Judge", "RaiseAlarm", "TellMore", "TellCoordination", "SayReady"),
    }
    held_where_it_is_kept = {"Post", "PostOffers", "Join", "UseCode", "Register", "Correct", "Rename"}
    ours = {
        *("SetLanguage", "SetAlerts", "SetKind", "Approve", "SetAudience", "GoAway", "SayPhrase"),
        *("AskTranslation", "SetRole", "SwitchTo", "StillMe", "SetPin", "OpenPage", "ClosePage", "EnterPin", "Rest"),
    }
    written = {
        kind.__name__
        for kind in HANDLERS
        for field in fields(kind)
        if "str" in str(field.type) or "Terms" in str(field.type)
    }
    assert written - {kind.__name__ for kind in STEPS} == for_coordinators | held_where_it_is_kept | ours


def test_safety_05_what_is_fine_costs_one_look_and_no_statement(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    mar = town.member("Casa Mar")
    looks: list[str] = []

    def look(words: str) -> str:
        looks.append(words)
        return abuse(words)

    monkeypatch.setattr(flags, "abuse", look)
    asked: list[Q] = []
    one = Tx.one

    def ask(tx: Tx, q: Q, **params: Any) -> Row | None:
        asked.append(q)
        return one(tx, q, **params)

    monkeypatch.setattr(Tx, "one", ask)
    town.do(mar.person_id, Post("offer", "clases de guitarra", lang="es"))
    assert len(looks) == 1
    assert flags._PASSED not in asked
