"""Where it is asked how it was, what they meant is noted, and nothing is published that nobody meant to."""

from __future__ import annotations

import pytest

from bot.understand.remarks import adds_nothing, as_promised, in_part
from tests.faults import agreed, rows, states, tap, version
from tests.story import Story, answer
from tests.test_plain_answers import until_proposed

pytestmark = pytest.mark.words

_PROMISED = {
    "es": "¿Fue como se prometió?",
    "ar": "هل تمت كما وُعد بها",
    "en": "Was it as promised?",
    "fr": "C’était comme promis",
    "pt": "Foi como prometido?",
}
_ADD = {
    "es": "¿Quieres agregar algo?",
    "ar": "هل تريدون إضافة شيء",
    "en": "Anything to add?",
    "fr": "Voulez-vous ajouter un mot",
    "pt": "Quer acrescentar alguma coisa?",
}


def _settled(story: Story, lang: str) -> None:
    """Received on time, and luz is asked for stars."""
    until_proposed(story, lang)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert states(story) == ["settled"]
    tap(story, "luz", f"x:1:{version(story)}:rev")


def _reviews(story: Story) -> list[tuple[int | None, int | None, str]]:
    opened = story.vault.open
    return [
        (stars, promised, opened(bytes(sealed)) if sealed else "")
        for stars, promised, sealed in rows(story, "review", "stars", "as_promised", "sealed")
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "no"),
        ("es", "nada más, gracias"),
        ("es", "no tenemos nada que agregar"),
        ("ar", "لا"),
        ("ar", "شكراً"),
        ("ar", "مفيش تعليق"),
        ("en", "no thanks"),
        ("en", "nothing more from our side"),
        ("fr", "rien à dire"),
        ("fr", "non, je n'ai rien à ajouter"),
        ("pt", "não"),
        ("pt", "n tenho mais nada pra falar"),
    ],
)
def test_who_has_nothing_to_add_publishes_no_words(lang: str, words: str, story: Story) -> None:
    _settled(story, lang)
    assert _PROMISED[lang] in answer(story, "5")
    assert _ADD[lang] in answer(story, "1")
    answer(story, words)
    assert _reviews(story) == [(5, 1, "")]


@pytest.mark.parametrize(
    ("lang", "yes", "question"),
    [
        ("es", "sí", "¿cuántas horas tenemos?"),
        ("ar", "نعم", "كم ساعة عندنا؟"),
        ("en", "yes", "and when do they see it?"),
        ("fr", "oui", "combien d'heures avons-nous ?"),
        ("pt", "sim", "quantas horas a gente tem?"),
    ],
)
def test_a_yes_and_a_question_are_no_words_to_publish(lang: str, yes: str, question: str, story: Story) -> None:
    _settled(story, lang)
    answer(story, "5")
    answer(story, "1")
    for said in (yes, question):
        assert _ADD[lang] in answer(story, said)
    assert _reviews(story) == [(None, None, "")]
    answer(story, "Casa Sol 100 %")
    assert _reviews(story) == [(5, 1, "Casa Sol 100 %")]


@pytest.mark.parametrize(
    ("lang", "stars", "words"),
    [
        ("es", "todas las estrellas", "todo como prometieron"),
        ("ar", "كل النجوم", "كما وعدوا"),
        ("en", "top marks", "just as promised"),
        ("fr", "toutes les étoiles", "tout comme prévu"),
        ("pt", "nota máxima", "tudo como combinado"),
    ],
)
def test_stars_and_a_kept_promise_are_understood_in_words(lang: str, stars: str, words: str, story: Story) -> None:
    _settled(story, lang)
    assert _PROMISED[lang] in answer(story, stars)
    assert _ADD[lang] in answer(story, words)
    answer(story, "1")
    assert _reviews(story) == [(5, 1, "")]


@pytest.mark.parametrize(
    ("lang", "praise", "partly", "but"),
    [
        ("es", "muy bien atendidos", "más o menos", "sí, pero faltó recoger las ramas"),
        ("ar", "ممتاز، ناس محترمة جداً", "في الغالب", "نعم، لكن تركوا الأغصان"),
        ("en", "very good work", "mostly", "yes, but they left the branches"),
        ("fr", "franchement top, bien accueilli", "en partie", "oui, mais ils ont laissé les branches"),
        ("pt", "gente muito boa", "mais ou menos", "sim, só que deixaram os galhos"),
    ],
)
def test_what_is_said_beside_an_answer_is_what_there_is_to_add(
    lang: str, praise: str, partly: str, but: str, story: Story
) -> None:
    _settled(story, lang)
    answer(story, praise)  # it is kept, and how many stars is asked again
    assert _PROMISED[lang] in answer(story, "4")
    assert _PROMISED[lang] in answer(story, partly)
    assert f"{praise}. {but}" in answer(story, but)  # it is shown before they read it
    assert [text for _stars, _promised, text in _reviews(story)] == [""]
    answer(story, "1")
    assert _reviews(story) == [(4, 1, f"{praise}. {but}")]


def test_what_stands_behind_the_stars_is_kept(story: Story) -> None:
    _settled(story, "fr")
    answer(story, "4 elle etait tres patiente")
    answer(story, "oui")
    answer(story, "oui")
    assert _reviews(story) == [(4, 1, "elle etait tres patiente")]


@pytest.mark.parametrize("words", ["muy amables", "no llegaron las sillas", "gracias a Rosa", "rien ne manquait"])
def test_words_that_tell_something_are_to_be_published(words: str) -> None:
    assert not adds_nothing(words)


@pytest.mark.parametrize("words", ["no cumplieron", "not as promised", "pas comme promis", "لم يفعلوا كما وعدوا"])
def test_a_broken_promise_is_not_read_as_kept(words: str) -> None:
    assert not as_promised(words)
    assert not in_part(words)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "vinieron, pero el portón quedó torcido y no cierra, mal hecho, yo les pondría dos estrellas nomás"),
        ("en", "they came but the gate is crooked and does not close, poor work, I give them two stars only"),
        ("ar", "اجوا بس الشغل تعبان والباب ما بيسكر منيح، بعطيهم نجمتين بس"),
    ],
)
def test_bad_work_with_stars_is_confirmed_and_reviewed_and_no_case(lang: str, words: str, story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    assert "1. " in answer(story, words)
    assert states(story) == ["delivered"]
    assert rows(story, "parked_case", "id") == []
    answer(story, "1")
    assert states(story) == ["settled"]
