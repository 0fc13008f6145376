"""Which of a list do words mean, and which rows has the table? Tables and grammars, no learnt model."""

from __future__ import annotations

import pytest

from bot.commands.why import situation_at
from bot.dialogue.policy import row_of, table
from bot.understand.alike import told_apart
from bot.understand.words import number_named, place_named
from bot.understanding.acts import acts

LABELS = (
    "clases de guitarra Casa Luz Tela",
    "reparar bicicletas Radio Norte Tela",
    "corte de pelo Escuela Morazán Tela",
)


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("es", "la segunda opción me parece", 2),
        ("es", "el de enmedio", 2),
        ("en", "the last one please", 3),
        ("fr", "celle du milieu", 2),
        ("pt", "o último", 3),
        ("ar", "الثاني لو سمحت", 2),
        ("ar", "اللي بالنص", 2),
        ("fr", "pas le premier ni le dernier, l'autre", None),
        ("en", "that one", None),
    ],
)
def test_a_place_in_a_list_is_read_in_each_language(lang: str, text: str, place: int | None) -> None:
    assert place_named(text, lang, 3) == place


def test_one_in_words_is_no_number_of_a_list() -> None:
    assert number_named("number two please", "en", 3) == 2
    assert number_named("the nice one", "en", 3) is None
    assert number_named("9", "en", 3) is None


def test_a_choice_is_named_by_words_that_only_it_has() -> None:
    assert told_apart("me gusta Radio Norte, con ellos", LABELS, "es") == 1
    assert told_apart("los de Tela", LABELS, "es") is None
    assert told_apart("Warshet el Amal", ("مدرسة المستقبل", "ورشة الأمل"), "ar") == 1


def test_where_any_words_are_an_answer_no_small_talk_is_heard() -> None:
    assert row_of(situation_at("words"), "thank") is None
    assert row_of(situation_at("question"), "greet") is None
    assert row_of(situation_at("hours"), "small_talk") is not None


def test_what_is_done_to_others_in_coordination_only_opens_a_card_or_a_question() -> None:
    moves = {row.move for (_screen, act), row in table().items() if acts()[act].kind == "coordination"}
    assert moves == {"queue", "member", "case", "admit", "forward", "write", "takedown", "decide", "figures"}
