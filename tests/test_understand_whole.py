"""A listing says all that its writer said of the service, and nothing of when, where and how long."""

from datetime import date

import pytest

from bot.understand import both_of, understand
from tests.story import Story

TODAY = date(2026, 11, 24)


def test_two_single_days_are_still_a_day_to_be_ready_by() -> None:
    assert understand("we need a driver on Monday and Tuesday", "en", TODAY).slots["deadline"] == "2026-11-30"
    assert "deadline" not in understand("necesitamos clases martes y jueves", "es", TODAY).slots


def test_an_offer_of_the_first_message_is_no_name_and_is_found_in_another_language(story: Story) -> None:
    story.hub(langs=("es", "ar"))
    story.langs = {"ana": "es", "nur": "ar"}
    story.say("ana", "ofrecemos: Psicóloga, acompaño a personas que vivieron violencia, a distancia")
    story.say("ana", "Casa Ana, La Ceiba")
    story.say("ana", "1")
    story.say("nur", "نحتاج دعماً نفسياً لنساء تعرضن للعنف، ساعتين، قبل الجمعة، عن بعد")
    story.say("nur", "جمعية نور، القاهرة")
    story.say("nur", "دعم نفسي")  # of the services that are in doubt
    told = next(text for who, text in story.say("nur", "1") if who == "nur")
    assert "\u2068Psicóloga" in told


@pytest.mark.parametrize(
    ("lang", "typed"),
    [
        ("fr", "Nous accompagnons les ONG sur la recherche de financement"),
        ("es", "también hacemos electricidad"),
        ("en", "we also do electrical work"),
        ("fr", "on crée des sites"),
        ("pt", "a gente cria sites"),
    ],
)
def test_what_they_say_they_do_is_an_offer(lang: str, typed: str) -> None:
    assert understand(typed, lang, TODAY).intent == "post_offer"


@pytest.mark.parametrize(
    ("lang", "typed", "intent"),
    [
        ("es", "no quiero que me escriban de noche", "quiet_hours"),
        ("es", "de noche no molesten por favor", "quiet_hours"),
        ("es", "no quiero que me escriban más", "stop"),
        ("es", "¿qué hacen con mis datos?", "known"),
        ("en", "what do you do with my data?", "known"),
        ("fr", "que faites-vous de mes données ?", "known"),
        ("pt", "o que fazem com meus dados?", "known"),
        ("ar", "ماذا تفعلون ببياناتي؟", "known"),
    ],
)
def test_nights_are_quiet_without_stopping_all_and_data_are_told_of(lang: str, typed: str, intent: str) -> None:
    assert understand(typed, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "typed", "intent"),
    [
        ("es", "podemos dar una mano con la costura, 2 horas, el viernes", "post_offer"),
        ("es", "podemos echar la mano con la costura", "post_offer"),
        ("es", "damos una mano con los trámites", "post_offer"),
        ("es", "necesitamos una mano con la contabilidad", "post_need"),
        ("es", "nos echan una mano con la mudanza?", "post_need"),
        ("es", "necesitamos costurera, la tela la ponemos nosotros, 2 horas, el viernes", "post_need"),
    ],
)
def test_who_gives_a_hand_offers_and_who_brings_the_cloth_asks(lang: str, typed: str, intent: str) -> None:
    assert understand(typed, lang, TODAY).intent == intent


def test_a_request_and_an_offer_beside_it_are_both_kept_and_their_own_part_is_none() -> None:
    assert both_of("necesitamos pintor, damos clases de inglés", "es") is not None
    assert both_of("necesitamos cocinera, nosotros ponemos la comida", "es") is None
    assert both_of("necesitamos que nos poden los árboles, nosotros damos el almuerzo", "es") is None


@pytest.mark.parametrize(
    ("lang", "typed", "whole", "by"),
    [
        ("es", "ofrecemos yoga todos los días menos lunes", "yoga todos los días menos lunes", None),
        ("es", "ofrecemos costura entre semana, menos viernes", "costura entre semana, menos viernes", None),
        ("es", "ofrecemos yoga cualquier dia q no sea lunes", "yoga cualquier dia q no sea lunes", None),
        ("pt", "oferecemos yoga todos os dias exceto quinta", "yoga todos os dias exceto quinta", None),
        ("en", "we offer yoga every day except Monday", "yoga every day except Monday", None),
        ("fr", "nous proposons du yoga tous les jours sauf lundi", "yoga tous les jours sauf lundi", None),
        ("es", "necesitamos plomero, 2 horas, después del 15", "plomero, 2 horas, después del 15", None),
        ("es", "necesitamos plomero, 2 horas, no antes del 10", "plomero, 2 horas, no antes del 10", None),
        ("es", "necesitamos plomero, 2 horas, a partir de enero", "plomero, 2 horas, a partir de enero", None),
        ("es", "necesitamos plomero, 2 horas, antes del 15", "plomero", "2026-12-15"),
        ("pt", "precisamos de encanador, 2 horas, só depois do natal", "encanador, 2 horas, só depois do natal", None),
        (
            "pt",
            "precisamos de encanador, 2 horas, a partir de segunda",
            "encanador, 2 horas, a partir de segunda",
            None,
        ),
        ("pt", "precisamos de encanador, 2 horas, entre dia 5 e 10", "encanador", "2026-12-10"),
        ("es", "necesitamos pintor del 4 al 10", "pintor", "2026-12-10"),
        ("es", "necesitamos pintor la semana del 7", "pintor", "2026-12-13"),
        ("es", "necesitamos chofer el domingo 13 todo el día", "chofer", "2026-12-13"),
        ("es", "necesitamos cocinera el jueves 10 medio día", "cocinera", "2026-12-10"),
        ("es", "necesitamos dj para kermés el dom 6/12 de 14 a 18 hs", "dj para kermés, de 14 a 18 hs", "2026-12-06"),
        ("es", "necesitamos dj el domingo 6 de 10 a 12", "dj, de 10 a 12", "2026-12-06"),
    ],
)
def test_the_first_day_and_a_day_left_out_are_no_day_by_which(
    lang: str, typed: str, whole: str, by: str | None
) -> None:
    found = understand(typed, lang, TODAY)
    assert found.slots.get("deadline") == by
