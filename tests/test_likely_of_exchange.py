"""What is said of an exchange in words that no cue has is read by what it is like: it shows a card and does nothing."""

from __future__ import annotations

import numpy as np
import pytest

from bot.understand.cues import likely
from bot.understand.cues.likely import OTHER, WEIGHTS, digest, read_said
from bot.understand.told import TOLD, likely_told
from core import encoder
from core.languages import LANGUAGES
from tests.faults import agreed, proposed, states, truth
from tests.story import Story, answer


def test_the_weights_were_learnt_from_these_sentences() -> None:
    with np.load(WEIGHTS) as file:
        assert str(file["digest"]) == digest(), "run python -m bot.understand.cues.likely"
        assert {str(one) for one in file["things"]} == {one.intent for one in read_said()} | {OTHER}


def test_every_sentence_is_of_a_known_language_and_tells_a_known_thing() -> None:
    known = (*TOLD, "rate", OTHER)
    assert [one for one in read_said() if one.lang not in LANGUAGES or one.intent not in known or not one.text] == []


@pytest.mark.parametrize(
    ("words", "lang", "thing"),
    [
        ("Chepe nunca se apareció por aquí", "es", "absent"),
        ("he insulted our volunteers", "en", "problem"),
        ("on n'a vu personne de toute la journée", "fr", "absent"),
        ("não apareceu vivalma", "pt", "absent"),
        ("محدش ظهر خالص من الصبح", "ar", "absent"),
        ("necesitamos un carpintero para dos puertas", "es", OTHER),
        ("quelles sont les offres près de chez nous", "fr", OTHER),
    ],
)
def test_what_is_said_in_other_words_is_likeliest(words: str, lang: str, thing: str) -> None:
    chances = likely_told(words, lang)
    assert max(chances, key=lambda one: chances[one]) == thing


@pytest.mark.parametrize("words", ["Chepe nunca se apareció por aquí", "la señora fue grosera con mis voluntarias"])
def test_what_went_wrong_opens_the_card_with_its_choice_and_moves_nothing(story: Story, words: str) -> None:
    agreed(story)
    answer(story, "0")
    before = truth(story)
    said = answer(story, words)
    assert "1001" in said
    assert truth(story) == before


def test_a_guess_agrees_to_nothing(story: Story) -> None:
    proposed(story)
    answer(story, "0")
    assert "1001" in answer(story, "la presidenta dice que está perfecto, los recibimos")
    assert states(story) == ["proposed"]


def test_another_request_stays_one_while_an_exchange_is_under_way(story: Story) -> None:
    agreed(story)
    answer(story, "0")
    assert "1001" not in answer(story, "necesitamos un carpintero para dos puertas")


def test_what_is_not_understood_is_answered_with_where_it_stands(story: Story) -> None:
    agreed(story)
    answer(story, "0")
    said = answer(story, "zzz qqq vvv")
    assert "No entendí" in said
    assert "«no vino nadie»" in said


def test_without_the_encoder_nothing_is_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    assert likely_told("Chepe nunca se apareció por aquí", "es") == {}


@pytest.mark.parametrize("text", ["", "1", "🙂🙂🙂", "\x00\x00", "a " * 400])
def test_any_text_has_chances(text: str) -> None:
    assert sum(likely.likely(text, "es").values()) == pytest.approx(1.0, abs=1e-3)
