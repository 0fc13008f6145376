"""A sentence that no cue knows is compared with examples, where there is an encoder, and never guessed into an act."""

from __future__ import annotations

import numpy as np
import pytest

from bot.understand.cues import nearest
from bot.understand.cues.intents import INTENTS, OUT_OF_SCOPE
from bot.understand.cues.nearest import VECTORS, digest, read_examples
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
