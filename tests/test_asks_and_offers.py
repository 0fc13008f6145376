"""A request and an offer in one message are each what they are, and a deed that is asked for calls nobody."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import both_of, items_in, understand

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("fr", "on donne des cours de braille et on aurait besoin d'un informaticien",
         ("on donne des cours de braille", "on aurait besoin d'un informaticien")),
        ("fr", "nous offrons une salle et nous avons besoin de chaises",
         ("nous offrons une salle", "nous avons besoin de chaises")),
        ("fr", "on propose la coiffure, par contre on cherche un plombier",
         ("on propose la coiffure", "on cherche un plombier")),
        ("fr", "on sait coudre mais il nous faudrait un électricien",
         ("on sait coudre", "il nous faudrait un électricien")),
        ("en", "we can give yoga classes and we are looking for a cook",
         ("we can give yoga classes", "we are looking for a cook")),
        ("en", "We can cook for events but we need somebody to fix our oven",
         ("We can cook for events", "we need somebody to fix our oven")),
        ("en", "We are having 2 tailoring teachers. Also we require somebody to check eyes",
         ("We are having 2 tailoring teachers", "we require somebody to check eyes")),
    ],
)  # fmt: skip
def test_an_offer_and_a_request_are_two(lang: str, text: str, parts: tuple[str, str]) -> None:
    assert both_of(text, lang) == parts


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "we offer sewing lessons but we need 2 days notice"),
        ("en", "we can teach english and we need to know how many students"),
        ("en", "we need a plumber but we can only pay in hours"),
        ("fr", "besoin d'un plombier mais pas vendredi"),
        ("fr", "on offre de la couture mais on a pas de machines"),
    ],
)
def test_what_only_says_how_is_no_listing_of_its_own(lang: str, text: str) -> None:
    assert both_of(text, lang) is None


@pytest.mark.parametrize(
    ("lang", "text", "what"),
    [
        ("en", "can someone come and show us how to keep bees? the ladies are scared", "keep bees"),
        ("en", "can u find us somebody to run a first aid course", "first aid course"),
        ("en", "can you get us someone to repair sewing machines?", "repair sewing machines"),
        ("fr", "Nous sollicitons l'appui d'une sage-femme pour une causerie, durée 2h", "sage-femme pour une causerie"),
        ("fr", "il faut réparer le four avant vendredi, 2h", "réparer le four"),
        ("fr", "quelqu'un pour nettoyer le four avant vendredi 2h", "nettoyer le four"),
    ],
)
def test_what_is_to_be_done_is_asked_for(lang: str, text: str, what: str) -> None:
    found = understand(text, lang, TODAY)
    assert (found.intent, found.slots["service"]) == ("post_need", what)
    assert found.slots.get("deadline") in (None, "2026-11-27")


@pytest.mark.parametrize(
    "text", ["we are scared", "she is scared of him", "the girls are afraid to come", "im so scared"]
)
def test_fear_of_somebody_calls_a_person(text: str) -> None:
    assert understand(text, "en", TODAY).intent == "talk_to_coordinator"


@pytest.mark.parametrize("text", ["can you find us someone else", "look for another one", "find somebody different"])
def test_somebody_else_is_still_a_no(text: str) -> None:
    assert understand(text, "en", TODAY).intent == "decline_match"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "we lack a facilitator for the dialogue between host community and refugees"),
        ("fr", "besoin d'un médiateur entre bailleur et locataires"),
        ("fr", "on fait des coupes de cheveux gratuites pour les foyers et maisons de retraite"),
    ],
)
def test_those_between_whom_or_for_whom_it_is_are_no_second_service(lang: str, text: str) -> None:
    kind = "offer" if understand(text, lang, TODAY).intent == "post_offer" else "need"
    assert items_in(text, lang, TODAY, kind) == ()


def test_each_for_somebody_of_their_own_are_two() -> None:
    said = items_in("we offer tutoring for kids and counselling for parents", "en", TODAY, "offer")
    assert [one.what for one in said] == ["tutoring for kids", "counselling for parents"]
