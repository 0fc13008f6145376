"""What was published a moment ago is put right in the words that would have put its draft right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import joins, rows, tap, to, version
from tests.story import Story, telling

MARKS = dict.fromkeys(map(ord, "\u2066\u2068\u2069\u200f"))
MINUTE = 60_000
PUBLISHED = {
    "es": ("ocupamos una costurera 3 horas para el sabado", "sí"),
    "ar": ("نحتاج مدرب سباحة ساعتين يوم الخميس", "نعم"),
    "en": ("we need a barber 3 hours on thursday", "yes"),
    "fr": ("on cherche un plombier, 3 heures, samedi", "oui"),
    "pt": ("precisamos de encanador, 3 horas, sábado", "sim"),
}


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(sqlite_db, vault, now) as told:
        told.hub(langs=("es", "ar", "en", "fr", "pt"))
        yield told


def published(story: Story, lang: str) -> None:
    joins(story, "luz", lang=lang)
    for words in PUBLISHED[lang]:
        story.say("luz", words)
    assert len(rows(story, "listing", "id")) == 1


def reply(story: Story, words: str) -> str:
    return "\n".join(to(story.say("luz", words), "luz")).translate(MARKS)


@pytest.mark.parametrize(
    ("lang", "words", "minutes", "day", "what"),
    [
        ("es", "perdón, eran 4 horas", 240, "2026-11-28", "costurera"),
        ("es", "corrijo: son 4 horas", 240, "2026-11-28", "costurera"),
        ("es", "ponle 5 horas", 300, "2026-11-28", "costurera"),
        ("es", "podemos moverlo para el domingo?", 180, "2026-11-29", "costurera"),
        ("es", "se puede cambiar a domingo?", 180, "2026-11-29", "costurera"),
        ("es", "agrega que es para 30 niños", 180, "2026-11-28", "costurera, para 30 niños"),
        ("en", "can we move it to Saturday?", 180, "2026-11-28", "barber"),
        ("en", "sorry its 5 hrs not 3", 300, "2026-11-26", "barber"),
        ("en", "add that it is for 30 families", 180, "2026-11-26", "barber, for 30 families"),
        ("ar", "عفوا ٤ ساعات", 240, "2026-11-26", "مدرب سباحة"),
        ("ar", "ممكن نغيرها للسبت؟", 120, "2026-11-28", "مدرب سباحة"),
        ("fr", "pardon, c'était 4 heures", 240, "2026-11-28", "plombier"),
        ("fr", "on peut déplacer à dimanche ?", 180, "2026-11-29", "plombier"),
        ("pt", "desculpa, são 4 horas", 240, "2026-11-28", "encanador"),
        ("pt", "dá pra mudar pra domingo?", 180, "2026-11-29", "encanador"),
    ],
)
def test_the_change_is_shown_and_a_yes_saves_it(
    story: Story, lang: str, words: str, minutes: int, day: str, what: str
) -> None:
    published(story, lang)
    before = rows(story, "listing", "minutes", "due_on", "what")
    reply(story, words)
    assert rows(story, "listing", "minutes", "due_on", "what") == before
    reply(story, PUBLISHED[lang][1])
    assert rows(story, "listing", "minutes", "due_on", "what") == [(minutes, day, what)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("gracias", "Con gusto."),
        ("todavía no contesta nadie", "Menú"),
        ("ofrecer ayuda", "¿Qué puede hacer tu organización"),
        ("4", "No entendí"),
        ("cuántas horas tenemos?", "Saldo:"),
        ("necesitamos un plomero 2 horas mañana", "Pedido: plomero"),
        ("ocupamos una costurera 5 horas el sabado", "Ya publicaron algo así"),
        ("para qué sirve esto?", "Aquí puedes escribir, por ejemplo:"),
    ],
)
def test_other_words_are_about_something_else(story: Story, words: str, told: str) -> None:
    published(story, "es")
    read = reply(story, words)
    assert told in read
    assert "Guardar el cambio" not in read


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "que sean 5 horas", 300),
        ("es", "¿puede ser 2 horas?", 120),
        ("es", "¿lo puedes dejar en 2 horas?", 120),
        ("ar", "خلوها ٣ ساعات", 180),
        ("en", "can you make it 2 hours", 120),
        ("en", "could it be 2 hours?", 120),
        ("en", "we need 2 hours", 120),
        ("fr", "mettez plutôt 2 heures", 120),
        ("fr", "vous pouvez mettre 2 heures ?", 120),
        ("pt", "pode mudar para 2 horas", 120),
        ("pt", "dá pra botar 2 horas?", 120),
    ],
)
def test_where_one_fits_it_at_once_the_words_are_still_about_what_was_published(
    story: Story, lang: str, words: str, minutes: int
) -> None:
    joins(story, "mar")
    for offer in ("ofrecemos costura", "ofrecemos natación", "ofrecemos peluquería", "ofrecemos plomería"):
        story.say("mar", offer)
        story.say("mar", "sí")
    before = len(rows(story, "listing", "id"))
    joins(story, "luz", lang=lang)
    for said in PUBLISHED[lang]:
        story.say("luz", said)
    assert len(rows(story, "listing", "id")) == before + 1
    assert len(rows(story, "exchange", "id")) == 1
    reply(story, words)
    reply(story, PUBLISHED[lang][1])
    assert rows(story, "listing", "minutes")[-1] == (minutes,)
    assert rows(story, "exchange", "state") == [("suggested",)]


def test_half_an_hour_later_a_correction_is_asked_about_all_the_same(story: Story) -> None:
    published(story, "es")
    story.wait(31 * MINUTE)
    assert "Guardar el cambio" in reply(story, "perdón, eran 4 horas")


def test_of_what_is_agreed_the_partner_is_asked_and_not_the_request_changed(story: Story) -> None:
    joins(story, "mar")
    story.say("mar", "ofrecemos costura")
    story.say("mar", "sí")
    published_before = len(rows(story, "listing", "id"))
    joins(story, "luz")
    for words in PUBLISHED["es"]:
        story.say("luz", words)
    assert len(rows(story, "listing", "id")) == published_before + 1
    tap(story, "mar", f"x:1:{version(story)}:prop")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    assert "Guardar el cambio" not in reply(story, "podemos moverlo para el domingo?")
