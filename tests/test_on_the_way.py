"""What is told of an exchange under way: they come later, nobody comes or confirms, an hour more than agreed."""

from __future__ import annotations

import pytest

from bot.understand.amounts.further import further_hours
from tests.faults import adds_up, agreed, pointed, rows, states, tap, version
from tests.story import Story, answer

pytestmark = pytest.mark.words

_OWN_LANGUAGE = {"es": "español", "en": "english", "ar": "عربي", "fr": "français", "pt": "português"}


def _writes(story: Story, who: str, lang: str, words: str) -> str:
    """What `who` reads who writes that in their language below the exchange's card."""
    if lang != "es":
        answer(story, _OWN_LANGUAGE[lang], who)
    answer(story, "1001", who)
    return answer(story, words, who)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "vamos a llegar como una hora tarde"),
        ("es", "llegamos media hora tarde"),
        ("es", "vamos con 30 minutos de retraso"),
        ("es", "¿podemos llegar una hora antes?"),
        ("en", "we are running 30 minutes late"),
        ("en", "I'll be there in 20 minutes"),
        ("fr", "on aura une heure de retard"),
        ("pt", "vamos atrasar uma hora"),
        ("pt", "a gente vai chegar 30 minutos atrasado"),
        ("ar", "سنتأخر ساعة"),
        ("ar", "راح نتأخر نص ساعة"),
    ],
)
def test_who_comes_later_tells_the_other_side_and_says_nothing_of_how_long_it_took(
    lang: str, words: str, story: Story
) -> None:
    agreed(story)
    shown = _writes(story, "mar", lang, words)
    assert f"\u2068{words}\u2069" in shown
    assert any(
        text.endswith(words) or f"\u2068{words}\u2069" in text for who, text in story.say("mar", "1") if who == "luz"
    )
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("lang", "words", "choice"),
    [
        ("es", "llevamos 2 horas esperándolos", "Hay un problema"),
        ("es", "nos dejaron esperando 1 hora", "Hay un problema"),
        ("fr", "on attend depuis 2 heures", "Signaler un problème"),
        ("pt", "estamos há 2 horas esperando", "Há um problema"),
    ],
)
def test_hours_of_waiting_are_no_hours_received(lang: str, words: str, choice: str, story: Story) -> None:
    agreed(story)
    read = _writes(story, "luz", lang, words)
    assert (
        f"{pointed(read)}. {choice}" in read or words in read
    )  # the card, or what they tell, shown once for the coordination
    assert rows(story, "exchange", "state", "settled_minutes") == [("agreed", None)]


def test_an_hour_late_is_received_late_and_as_long_as_agreed(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    read = _writes(story, "luz", "es", "llegaron una hora tarde")
    assert rows(story, "exchange", "state", "settled_minutes") == [("delivered", None)]
    answer(story, pointed(read))
    assert rows(story, "exchange", "state", "settled_minutes") == [("settled", 120)]


@pytest.mark.parametrize(
    ("lang", "words", "until"),
    [
        ("fr", "ils n'ont toujours pas confirmé depuis 3 jours", "sans réponse avant le"),
    ],
)
def test_who_waits_for_days_reads_when_it_counts_as_received(lang: str, words: str, until: str, story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    assert until in _writes(story, "mar", lang, words)
    assert states(story) == ["delivered"]


@pytest.mark.parametrize(
    ("who", "lang", "words", "reads"),
    [
        ("mar", "es", "tardamos 1 hora más", "Duración: 3 horas; acordado: 2 horas"),
        ("mar", "es", "fue una hora menos", "Duración: 1 hora."),
        ("mar", "en", "it took an extra hour", "took 3 hours; agreed: 2 hours"),
        ("mar", "ar", "اشتغلنا ساعة زيادة", "3 ساعات"),
        ("luz", "es", "fue una hora menos", "Recibieron: 1 hora"),
    ],
)
def test_an_hour_more_or_less_is_counted_from_what_was_agreed(
    who: str, lang: str, words: str, reads: str, story: Story
) -> None:
    agreed(story)
    assert reads in _writes(story, who, lang, words)
    assert states(story) == ["agreed"]
    adds_up(story)


def test_an_hour_more_on_the_card_of_a_request_is_one_more_than_it_says(story: Story) -> None:
    agreed(story)
    answer(story, "necesitamos un fontanero, 2 horas, el viernes")
    assert "Duración: 3 horas" in answer(story, "una hora más")


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("es", "fueron 2 horas más", 120),
        ("es", "una hora y media menos", -90),
        ("en", "2 more hours", 120),
        ("en", "two hours less", -120),
        ("fr", "encore une heure", 60),
        ("pt", "uma hora a mais", 60),
        ("ar", "ساعتين إضافيتين", 120),
        ("es", "terminamos una hora antes", 0),
        ("en", "we finished an hour early", 0),
        *(
            ("es", words, None)
            for words in ("2 horas más o menos", "por lo menos 2 horas", "más de 2 horas", "2 horas")
        ),
        *(("es", words, None) for words in ("2 horas nada más", "2 horas, más el viaje", "más")),
        *(("en", words, None) for words in ("at least 2 hours", "2 hours more or less", "more than 2 hours")),
        *(("fr", words, None) for words in ("au moins 2 heures", "2 heures plus ou moins", "plus de 2 heures")),
        *(("pt", words, None) for words in ("pelo menos 2 horas", "2 horas mais ou menos")),
        ("ar", "اكتر من ساعتين", None),
    ],
)
def test_what_is_more_or_less_than_something_else(lang: str, words: str, minutes: int | None) -> None:
    assert further_hours(words, lang) == minutes


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "rompieron la puerta"),
        ("es", "la bomba sigue sin funcionar"),
        ("es", "vinieron borrachos"),
        ("en", "they broke the door"),
        ("fr", "ils ont cassé la porte"),
        ("pt", "quebraram a porta"),
        ("ar", "كسروا الباب"),
    ],
)
def test_what_happened_may_be_told_where_it_is_asked_what_a_problem_is_about_and_is_shown_before_it_goes(
    lang: str, words: str, story: Story
) -> None:
    agreed(story)
    answer(story, _OWN_LANGUAGE[lang])
    tap(story, "luz", f"x:1:{version(story)}:prob")
    assert words in answer(story, words)
    assert states(story) == ["agreed"]
    answer(story, "1")
    assert states(story) == ["disputed"]
    assert rows(story, "parked_case", "code") == [("disputed_other",)]


@pytest.mark.parametrize(
    ("lang", "words", "waits"),
    [
        ("es", "esperen, voy a preguntarle a mi compañera", "Queda a la espera"),
        ("en", "let me ask my colleague first", "It waits for your answer"),
        ("fr", "attendez, je demande à ma collègue", "en attente de votre réponse"),
        ("pt", "vou perguntar pra minha colega", "à espera da resposta"),
        ("ar", "انتظروا، سأسأل زميلتي", "في انتظار ردكم"),
    ],
)
def test_who_asks_somebody_first_has_told_of_no_problem(lang: str, words: str, waits: str, story: Story) -> None:
    agreed(story)
    answer(story, _OWN_LANGUAGE[lang])
    tap(story, "luz", f"x:1:{version(story)}:prob")
    assert waits in answer(story, words)
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("words", ["nos gritaron y nos insultaron", "they shouted at us and called us names"])
def test_what_is_grave_goes_to_the_coordination_with_no_second_question(words: str, story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:prob")
    answer(story, words)
    assert states(story) == ["disputed"]
    assert rows(story, "parked_case", "code") == [("disputed_conduct",)]


def test_thanks_in_place_of_a_problem_disputes_nothing(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:prob")
    answer(story, "muy buen trabajo, nada grave")
    answer(story, "no")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("words", ["no, me equivoqué, no hay problema", "saldo", "gracias", "ayuda", "puerta"])
def test_no_problem_is_told_of_by_what_tells_none(words: str, story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:prob")
    answer(story, words)
    assert states(story) == ["agreed"]
