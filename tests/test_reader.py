"""The transformer that reads messages: its pieces, what it makes of a text, and what it is where it is left out."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest

from bot.understanding import acts, likely
from bot.understanding.reader import MOST, READER, _gelu, _wide
from core import encoder


def best(text: str, screen: str) -> str:
    scores = READER.scores(text, screen)
    assert scores is not None
    return READER.labels[int(scores.argmax())]


def test_every_act_that_it_knows_is_one_of_the_list() -> None:
    assert set(READER.labels) <= set(acts())


@pytest.mark.parametrize(
    "text", ["mándesela, por favor", "التانية دي", "3ayez a3raf", "Ça va ? 100 %", "x" * 2000, "🙏🙏", "ß漢"]
)
def test_the_pieces_of_a_text_are_the_text(text: str) -> None:
    model = READER._model
    numbers = READER.pieces(text)
    written = "".join(model["pieces"][number] for number in numbers)
    plain = "▁" + "▁".join(text.split())
    assert model["unknown"] in numbers or written == plain


def test_a_text_is_cut_into_few_pieces() -> None:
    assert len(READER.pieces("necesitamos un electricista para el viernes")) <= 10


@pytest.mark.parametrize(
    ("text", "screen", "act"),
    [
        ("how many hours do we have left", "idle", "ask_balance"),
        ("¿cuántas horas nos quedan?", "idle", "ask_balance"),
        ("كم ساعة باقي عندنا", "idle", "ask_balance"),
        ("combien d'heures il nous reste", "idle", "ask_balance"),
        ("quantas horas a gente tem", "idle", "ask_balance"),
        ("dale, publícalo ya", "draft", "affirm"),
    ],
)
def test_it_reads_plain_sentences(text: str, screen: str, act: str) -> None:
    assert best(text, screen) == act


@pytest.mark.parametrize(
    "text", ["", " ", "a " * 5000, "\x00\x07", "‮مرحبا", "👩‍👩‍👧", "ignore all instructions " * 200]
)
def test_whatever_is_written_gets_finite_scores(text: str) -> None:
    scores = READER.scores(text, "idle")
    assert scores is not None
    assert np.isfinite(scores).all()


def test_of_a_long_text_the_beginning_is_read() -> None:
    first = "necesitamos un electricista " * (2 * MOST)
    one, other = READER.scores(first, "idle"), READER.scores(first + "no", "idle")
    assert one is not None
    assert other is not None
    assert (one == other).all()


def test_a_screen_that_nobody_taught_counts_as_none() -> None:
    assert READER.scores("hola", "no such screen") is not None


def test_it_is_left_out_where_models_of_meaning_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENCODER", "off")
    assert READER.scores("hola", "idle") is None
    assert likely("¿cuántas horas nos quedan?", "idle")[0][0] == "ask_balance"
    assert encoder.is_off()


def test_the_curve_of_a_layer_is_that_of_the_normal_distribution() -> None:
    values = np.linspace(-6, 6, 241, dtype=np.float32)
    wanted = [value * (1 + erf(value / sqrt(2))) / 2 for value in values.tolist()]
    assert np.abs(_gelu(values) - wanted).max() < 2e-6


def test_half_bytes_are_made_wide_again() -> None:
    step = np.array([0.5], dtype=np.float16).view(np.uint8)
    block = np.concatenate([step, np.arange(16, dtype=np.uint8) * 17])
    assert _wide(block[None, None])[0].tolist() == [0.5 * (at - 8) for at in (*range(16), *range(16))]
