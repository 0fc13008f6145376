"""The net that says of each word what it is: of a title or a name, what a number counts, where another act begins."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bot.understand import title_in
from bot.understand.counted import HOURS, THINGS, only_hours, without
from bot.understand.passed import parts_of
from bot.understanding import spans
from bot.understanding.tagger import COUNTS, TAGGER, beside, in_windows
from bot.understanding.titles import LABELS
from core import encoder

_SAID = ["necesitamos", "un", "electricista", ""]
_GLUED = [False] * 4


def test_each_word_has_a_score_a_label() -> None:
    found = TAGGER.titles(_SAID, _GLUED, ["c", "", "s", ""], "need")
    assert found is not None
    scores, steps = found
    assert scores.shape == (4, len(LABELS))
    assert steps.shape == (len(LABELS), len(LABELS))
    assert np.isfinite(scores).all()


def test_the_chances_of_a_number_add_up() -> None:
    found = TAGGER.numbers(["son", "4", "horas"], [False] * 3, "hours")
    assert found is not None
    assert found.shape == (3, len(COUNTS))
    assert found.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-4)


def test_a_long_text_is_read_in_windows_with_each_word_once() -> None:
    said = [f"palabra{at}" for at in range(150)]
    windows = list(in_windows(said, [False] * 150))
    assert len(windows) > 1
    assert [first + at for first, cut in windows for at in range(len(cut))] == list(range(150))
    rows = TAGGER.titles(said, [False] * 150, [""] * 150, "need")
    assert rows is not None
    assert len(rows[0]) == 150


def test_without_models_of_meaning_the_weights_of_features_label_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder._ENCODER)  # put back afterwards
    encoder.switch_off()
    assert TAGGER.titles(_SAID, _GLUED, ["c", "", "s", ""], "need") is None
    assert parts_of("si publiquelo y cuanto tarda en contestar alguien") == (
        "si publiquelo y cuanto tarda en contestar alguien",
    )
    assert without("son 4 maquinas de coser", THINGS) == "son 4 maquinas de coser"
    assert "electricista" in title_in(
        "buenos días, necesitamos un electricista, gracias", "es", date(2026, 11, 24), "need"
    )


def test_marks_kind_and_place_stand_beside_each_word() -> None:
    rows = beside(["ab", "", "zz"], "need", ["a", "b"], ["", "need"])
    assert rows[:, :4].tolist() == [[1, 1, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1]]
    assert rows[0, -2:] == pytest.approx([0, 3 / 20])


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("pues son 4 maquinas y cada una es vieja", THINGS, "pues son  maquinas y cada una es vieja"),
        ("عندنا 12 ست بيتعلموا الخياطة", THINGS, "عندنا  ست بيتعلموا الخياطة"),
    ],
)
def test_a_number_that_counts_something_else_is_left_out(text: str, kind: str, left: str) -> None:
    assert without(text, kind) == left
    assert without(text, HOURS) == text


def test_the_one_number_of_hours_is_found_among_others() -> None:
    assert only_hours("somos 12 mujeres y creo que se llevan 3 horas en eso") == "3"
    assert only_hours("somos 12 mujeres y 4 niños") == ""


@pytest.mark.parametrize(
    "text",
    [
        "si asi esta bien publiquelo pues y dispense cuanto se tarda uno en que alguien conteste?",
        "ايوه هي دي جمعيتنا تسلم ايدك بس مجاوبتنيش لازم نكون مشهرين رسمي ولا لأ",
        "yes please post it, and does it go to all the groups?",
    ],
)
def test_a_yes_and_a_question_are_two(text: str) -> None:
    parts = parts_of(text)
    assert len(parts) == 2
    assert " ".join(parts).split() == text.split()


@pytest.mark.parametrize("text", ["necesitamos un electricista para el viernes", "si claro con mucho gusto", "hola"])
def test_what_does_one_thing_is_one(text: str) -> None:
    assert parts_of(text) == (text,)


@pytest.mark.parametrize(
    ("text", "name", "town"),
    [
        (
            "yo soy Rosa de la Asociacion de Mujeres Unidas de El Corpus aqui en Choluteca",
            "Asociacion de Mujeres Unidas de El Corpus",
            "Choluteca",
        ),
        ("somos taller juvenil el progreso, de comayagüela", "taller juvenil el progreso", "comayagüela"),
    ],
)
def test_a_name_with_a_town_in_it_is_whole(text: str, name: str, town: str) -> None:
    found = {one.kind: one.text for one in spans.spans(text, "newcomer")}
    assert found["org"].lower() == name.lower()
    assert found["town"].lower() == town.lower()
