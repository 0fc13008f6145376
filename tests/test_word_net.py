"""The net that labels words by what the sentence encoder knows of each where it stands."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bot.understand import title_in
from bot.understanding.titles import LABELS, NET
from bot.understanding.word_net import beside
from core import encoder


def test_each_word_has_a_score_a_label() -> None:
    found = NET.scores(["necesitamos", "un", "electricista", ""], ["c", "", "s", ""], "need")
    assert found is not None
    scores, steps = found
    assert scores.shape == (4, len(LABELS))
    assert steps.shape == (len(LABELS), len(LABELS))
    assert np.isfinite(scores).all()


def test_a_word_is_known_by_what_stands_around_it() -> None:
    one, other = encoder.in_context(["clases", "de", "piano"]), encoder.in_context(["un", "piano", "viejo"])
    assert one is not None
    assert other is not None
    assert one.shape == (3, encoder.IN_CONTEXT)
    assert np.allclose(one[2].mean(), 0, atol=1e-3)
    assert not np.allclose(one[2], other[1], atol=0.1)
    assert np.allclose(one, encoder.in_context(["clases", "de", "piano"]))


def test_no_words_have_no_rows_and_no_piece_is_nothing() -> None:
    assert encoder.in_context([]) is None
    found = encoder.in_context(["hola", ""])
    assert found is not None
    assert not found[1].any()


def test_without_the_encoder_the_weights_of_features_label_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder._ENCODER)  # put back afterwards
    encoder.switch_off()
    assert NET.scores(["hola"], [""], "need") is None
    assert "electricista" in title_in(
        "buenos días, necesitamos un electricista, gracias", "es", date(2026, 11, 24), "need"
    )


def test_marks_kind_and_place_stand_beside_each_word() -> None:
    rows = beside(["ab", "", "zz"], "need", ["a", "b"], ["", "need"])
    assert rows[:, :4].tolist() == [[1, 1, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1]]
    assert rows[0, -2:] == pytest.approx([0, 3 / 20])
