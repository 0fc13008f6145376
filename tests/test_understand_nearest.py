"""A sentence that no cue knows is compared with examples, where there is an encoder, and never guessed into an act."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bot.understand import understand
from bot.understand.cues import nearest, sides
from bot.understand.cues.intents import INTENTS, OUT_OF_SCOPE
from bot.understand.cues.nearest import VECTORS, digest, read_examples
from bot.understand.cues.weights import read_sentences
from core import encoder
from core.languages import LANGUAGES


def test_the_vectors_are_of_these_examples() -> None:
    with np.load(VECTORS) as file:
        assert str(file["digest"]) == digest(), "run python -m bot.understand.cues.nearest"
        assert len(file["rows"]) == len(read_examples())


def test_every_example_is_of_a_known_language_and_intent() -> None:
    wrong = [one for one in read_examples() if one.lang not in LANGUAGES or one.intent not in (*INTENTS, OUT_OF_SCOPE)]
    assert wrong == []


def test_every_intent_has_examples_in_every_language() -> None:
    there = {(one.lang, one.intent) for one in read_examples()}
    assert {(lang, intent) for lang in LANGUAGES for intent in INTENTS} - there == set()


@pytest.mark.parametrize(
    ("text", "lang", "intent"),
    [
        ("Could you tell me the number of hours left on our account?", "en", "balance"),
        ("¿me podrías mostrar las horas que nos quedan en la cuenta?", "es", "balance"),
        ("هل يمكن أن أعرف كم ساعة بقيت في حسابنا؟", "ar", "balance"),
    ],
)
def test_what_means_the_same_in_other_words_is_near(text: str, lang: str, intent: str) -> None:
    assert nearest.nearest(text, lang) == intent


def test_what_moves_hours_deletes_or_opts_out_is_never_guessed() -> None:
    never = [one for one in read_examples() if one.intent in nearest._NEVER][::40]
    assert not {nearest.nearest(one.text, one.lang) for one in never} & nearest._NEVER


def test_without_the_encoder_nothing_is_near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    assert nearest.nearest("Could you tell me the number of hours left on our account?", "en") is None


@pytest.mark.parametrize("text", ["", "1", "🙂🙂🙂🙂🙂", "\x00\x00", "١٢٣٤"])
def test_what_has_no_words_is_near_nothing(text: str) -> None:
    assert nearest.nearest(text, "es") is None


def test_the_weights_of_who_gives_are_of_these_sentences() -> None:
    with np.load(sides.WEIGHTS) as file:
        assert str(file["digest"]) == sides.digest(), "run python -m bot.understand.cues.sides"
    told = read_sentences(sides.SENTENCES)
    assert {one.lang for one in told} == set(LANGUAGES)
    assert {one.intent for one in told} == {"need", "offer"}


@pytest.mark.parametrize(
    ("text", "lang", "intent"),
    [
        # Who others are is said by "your", who gives by the verb: no cue knows either
        ("Mi cuadrilla pule los pisos de ustedes, 5 horas, el jueves", "es", "post_offer"),
        ("La casa cuna dispone de una combi con chofer, 3 horas, los lunes", "es", "post_offer"),
        ("A turma da capoeira topa animar a quermesse de vocês, 2 horas, sábado", "pt", "post_offer"),
        ("Un jardinier de chez nous peut tailler vos haies, 3 heures, mardi", "fr", "post_offer"),
        ("A baker from our street can show your youngsters the trade, 4 hours, Monday", "en", "post_offer"),
        ("فرقتنا بتعزف بحفلاتكم، ساعتين، الجمعة", "ar", "post_offer"),
        # Words that elsewhere refuse or confirm something, beside those of a request, hours and a day
        ("Cherche quelqu'un de doux pour lire aux malades, 2 h, jeudi", "fr", "post_need"),
        ("بقدر درب الصبايا كاراتيه، ساعتين بالأسبوع، بطرابلس", "ar", "post_offer"),
        # What is none of our business is but the reason, and asks for nothing
        ("il fait froid au foyer, si quelqu'un pouvait réparer la chaudière demain", "fr", "post_need"),
        ("ah là là, il fait froid et il va pleuvoir", "fr", "out_of_scope"),
        # Words of a language that nothing else tells
        ("i need help con la mudanza del albergue, unas 2 horas el sábado", "es", "post_need"),
        # A word or two of a cue, where the sentence says the contrary
        ("nos encantaría acompañarlos con talleres de paz en sus veredas, 4 horas", "es", "post_offer"),
        ("Nous recrutons des volontaires pour vacciner dans trois villages, deux jours", "fr", "post_need"),
        # So few words are no sentence: nothing in them tells who gives
        ("4 hours a week of gardening", "en", "post_need"),
        # What protects, and what tells of an exchange, stays what it is
        ("me están amenazando, tengo miedo, vengan mañana 2 horas", "es", "talk_to_coordinator"),
        ("el electricista vino el viernes a la escuela, fueron 3 horas", "es", "confirm_service"),
    ],
)
def test_who_gives_is_told_by_the_grammar_of_a_sentence(text: str, lang: str, intent: str) -> None:
    assert understand(text, lang, date(2026, 11, 24)).intent == intent


def test_without_the_encoder_nobody_knows_who_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    assert sides.sides("Mi cuadrilla pule los pisos de ustedes", "es") == {}
    assert understand(
        "Un jardinier de chez nous peut tailler vos haies, 3 heures, mardi", "fr", date(2026, 11, 24)
    ).slots
