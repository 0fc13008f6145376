"""What binds a request or an offer stays with it: "not at weekends" is not "at weekends"."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand.posted import posted_in
from bot.understand.retitled import retitled
from bot.understand.revised import Draft, revised_in
from tests.faults import neighbours, plain, rows
from tests.story import Story, answer

TODAY = date(2026, 11, 24)


@pytest.mark.words
@pytest.mark.parametrize(
    ("lang", "kind", "text", "title"),
    [
        *(
            ("es", "offer", f"ofrecemos transporte en camioneta{rest}", f"transporte en camioneta{rest}")
            for rest in (" pero solo en febrero y marzo", ", los fines de semana no", ", hasta 20 personas")
        ),
        (
            "es",
            "offer",
            "ofrecemos reparar bicicletas, solo despues de las 5",
            "reparar bicicletas, solo despues de las 5",
        ),
        ("es", "need", "necesitamos un carpintero el jueves, 3 horas, pero solo en la mañana", "solo en la mañana"),
        ("ar", "offer", "نقدر نعلم خياطة للبنات يوم السبت والاتنين بس الصبح", "يوم السبت والاتنين بس الصبح"),
        ("ar", "need", "محتاجين سباك يوم الخميس ساعتين بس بعد العصر", "سباك، بس بعد العصر"),
        ("en", "offer", "we can help with translations, about 2 hours a week, evenings only", "evenings only"),
        ("en", "need", "we need a translator next friday, evenings only, 2 hours", "translator, evenings only"),
        (
            "fr",
            "offer",
            "on peut prêter notre salle, seulement en juillet et août",
            "salle, seulement en juillet et août",
        ),
        (
            "pt",
            "offer",
            "podemos dar aulas de violão, só em fevereiro e março, duas horas por semana",
            "só em fevereiro e",
        ),
    ],
)
def test_a_clause_that_binds_is_in_the_title_as_typed(lang: str, kind: str, text: str, title: str) -> None:
    (thing,) = posted_in(text, lang, TODAY, kind).things
    assert title in thing.what


@pytest.mark.words
@pytest.mark.parametrize(
    ("lang", "kind", "text", "besides"),
    [
        ("ar", "need", "عايزين حد يرسم ديكور للمسرح بس الواد اللي كان بيرسم دخل الجيش", "الجيش"),
        ("es", "need", "ocupamos un plomero, 2 horas, hasta el viernes", "hasta"),
        ("es", "offer", "ofrecemos diseño y traducción, 3 horas en total", "total"),
        ("en", "need", "we need a plumber friday 2 hours", "friday"),
    ],
)
def test_a_story_and_what_has_a_line_of_its_own_stay_out_of_it(lang: str, kind: str, text: str, besides: str) -> None:
    assert all(besides not in thing.what for thing in posted_in(text, lang, TODAY, kind).things)


@pytest.mark.words
@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("los sabados no podemos", "clases de guitarra, los sabados no podemos"),
        ("pero solo en febrero y marzo", "clases de guitarra, pero solo en febrero y marzo"),
        ("hasta 10 niños nomas", "clases de guitarra, hasta 10 niños nomas"),
        ("solo en la mañana", "clases de guitarra, solo en la mañana"),
    ],
)
def test_a_condition_said_afterwards_comes_to_the_title(story: Story, words: str, title: str) -> None:
    neighbours(story)
    story.say("luz", "ofrecemos clases de guitarra")
    assert title in plain(story.say("luz", words), "luz")
    assert not rows(story, "listing", "id", "what")
    story.say("luz", "1")
    assert title in [what for _id, what in rows(story, "listing", "id", "what")]


@pytest.mark.words
@pytest.mark.parametrize(
    ("title", "words", "lang", "becomes"),
    [
        ("guitarra, no antes d las 10", "no antes d las 9", "es", "guitarra, no antes d las 9"),
        ("guitarra de 9 a 12", "de 10 a 12", "es", "guitarra de 10 a 12"),
        ("transporte, los sabados en la mañana", "en la tarde", "es", "transporte, los sabados en la tarde"),
        ("guitarra los martes y jueves", "solo los jueves", "es", "guitarra solo los jueves"),
        ("guitarra los fines de semana", "en diciembre no", "es", "guitarra los fines de semana, en diciembre no"),
        ("guitarra, los lunes no", "los viernes no podemos", "es", "guitarra, los lunes no, los viernes no podemos"),
        ("guitarra de 9 a 12", "y despues de las 5 tambien", "es", "guitarra de 9 a 12, despues de las 5"),
        ("تعليم خياطة", "في رمضان لأ", "ar", "تعليم خياطة، في رمضان لأ"),
        ("sewing lessons, mornings", "not in december", "en", "sewing lessons, mornings, not in december"),
    ],
)
def test_times_said_anew_stand_in_the_place_of_these_and_what_is_denied_beside_them(
    title: str, words: str, lang: str, becomes: str
) -> None:
    assert retitled(title, revised_in(words, Draft("offer", title), lang, TODAY)["what"]) == becomes


@pytest.mark.words
@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("en diciembre no", "clases de guitarra, en diciembre no"),
        ("sí, pero en enero no podemos", "clases de guitarra, pero en enero no podemos"),
        ("pero no los viernes", "clases de guitarra, pero no los viernes"),
    ],
)
def test_a_condition_under_a_card_that_waits_for_its_yes_comes_to_it(story: Story, words: str, title: str) -> None:
    neighbours(story)
    story.say("luz", "ofrecemos clases de guitarra")
    assert title in answer(story, words)
    assert rows(story, "listing", "id") == []
