"""Who asks what is pending reads what waits for them; who has found nobody yet reads who fits now."""

from __future__ import annotations

import re

import pytest

from tests.faults import joins, rows, tap, to, version
from tests.story import Story

pytestmark = pytest.mark.words

_ASKED = {
    "es": "¿qué tenemos pendiente?",
    "en": "anything pending with us?",
    "fr": "qu'est-ce qui est en attente ?",
    "pt": "o que temos pendente?",
    "ar": "شو طلباتنا اللي لسا معلقة؟",
}
_NOBODY = {
    "es": "aún no encontramos a nadie",
    "en": "still haven't found anyone",
    "fr": "on n'a encore trouvé personne",
    "pt": "ainda não achamos ninguém",
    "ar": "لم نجد أحدا بعد",
}
_MARKS = dict.fromkeys(map(ord, "\u2066\u2068\u2069\u200f"))


@pytest.fixture
def story(story: Story) -> Story:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    return story


def _reads(story: Story, words: str, who: str = "luz") -> str:
    return "\n".join(to(story.say(who, words), who)).translate(_MARKS)


def _asks_for_a_plumber(story: Story, lang: str) -> None:
    joins(story, "luz")
    _reads(story, "necesitamos un fontanero, 2 horas, el viernes")
    _reads(story, "sí")
    tap(story, "luz", f"lang:{lang}")


@pytest.mark.parametrize("lang", list(_ASKED))
def test_what_is_pending_is_what_waits_for_them_and_else_what_is_published(story: Story, lang: str) -> None:
    _asks_for_a_plumber(story, lang)
    read = _reads(story, _ASKED[lang])
    assert "fontanero" in read
    assert "1001" not in read
    joins(story, "mar")
    for words in ("ofrecemos fontanería", "sí"):
        story.say("mar", words)
    read = _reads(story, _ASKED[lang])
    assert "1001" in read


@pytest.mark.parametrize("lang", list(_NOBODY))
def test_who_has_found_nobody_yet_reads_who_fits_their_request_and_begins_none(story: Story, lang: str) -> None:
    _asks_for_a_plumber(story, lang)
    read = _reads(story, _NOBODY[lang])
    assert "fontanero" in read
    joins(story, "mar")
    for words in ("ofrecemos fontanería", "sí"):
        story.say("mar", words)
    story.say("luz", "menú")
    assert "1001" in _reads(story, _NOBODY[lang])
    assert len(rows(story, "listing", "id")) == 2


def _agrees_with_a_plumber(story: Story) -> None:
    _asks_for_a_plumber(story, "es")
    joins(story, "mar")
    for words in ("ofrecemos fontanería", "sí"):
        story.say("mar", words)
    tap(story, "mar", f"x:1:{version(story)}:prop")
    tap(story, "luz", f"x:1:{version(story)}:acc")


def test_what_is_agreed_is_another_matter(story: Story) -> None:
    _agrees_with_a_plumber(story)
    assert _reads(story, "¿qué tenemos pendiente?", "mar").startswith("Intercambio 1001 acordado")
    read = _reads(story, "nadie contesta")
    assert "Hay un problema" in read or "¿Se lo digo a la coordinación?" in read


@pytest.mark.parametrize("seen", ["menú"])
def test_of_another_service_than_what_is_agreed_the_words_are_about_its_request(story: Story, seen: str) -> None:
    _agrees_with_a_plumber(story)
    for words in ("necesitamos un fotógrafo, 2 horas, el sábado", "sí"):
        _reads(story, words)
    for words in ("aún no encontramos fotógrafo", "ya no necesitamos fotógrafo", "we no longer need a photographer"):
        _reads(story, seen)
        read = _reads(story, words)
        assert "fotógrafo" in read
        assert "1001" not in read
    assert rows(story, "exchange", "state") == [("agreed",)]
    _reads(story, seen)
    assert "1001" in _reads(story, "ya no necesitamos fontanero")


_WHAT = {
    "es": "¿Qué necesitan?",
    "en": "What do you need?",
    "fr": "De quoi avez-vous besoin\u202f?",
    "pt": "Do que vocês precisam?",
    "ar": "ماذا تحتاجون؟",
}


@pytest.mark.parametrize("lang", list(_ASKED))
def test_in_the_midst_of_a_request_what_is_pending_is_told_and_the_question_comes_again(
    story: Story, lang: str
) -> None:
    _asks_for_a_plumber(story, lang)
    tap(story, "luz", "m:need")
    read = _reads(story, _ASKED[lang])
    assert "fontanero" in read
    goes_on = re.findall(r"\d+(?=\. )", read)[-1]
    assert _WHAT[lang] in _reads(story, goes_on)


@pytest.mark.parametrize(
    ("begun", "question"),
    [
        ("necesitamos un contador", "¿Cuántas horas"),
        ("necesitamos un contador, 2 horas", "¿Para cuándo?"),
        ("necesitamos un contador, 2 horas, mañana", "¿Está bien?"),
        ("ofrecemos contabilidad", "¿Está bien?"),
        ("contabilidad", "¿Es un pedido o una oferta?"),
    ],
)
def test_whatever_is_asked(story: Story, begun: str, question: str) -> None:
    joins(story, "luz")
    _reads(story, begun)
    read = _reads(story, "hay algo pendiente?")
    assert read.startswith("No tienen nada publicado")
    assert question in read


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "ayuda con las cosas pendientes de la oficina"),
        ("es", "tenemos que contestar unas cartas"),
        ("en", "we need to answer letters"),
        ("pt", "precisamos responder um edital"),
    ],
)
def test_what_is_to_be_answered_may_be_what_they_need_help_with(story: Story, lang: str, said: str) -> None:
    joins(story, "luz")
    tap(story, "luz", f"lang:{lang}")
    tap(story, "luz", "m:need")
    read = _reads(story, said)
    assert _WHAT[lang] not in read
