"""The title of a request or an offer is its own words, without what is said around them and stands in other lines.

How well in full: `python -m bench.titles --report` (docs/dialogue-measured.md).
"""

from __future__ import annotations

from datetime import date

import pytest

from bench.titles import FOLDER, examples, held
from bot.understand import corrected_in, items_in, title_in
from bot.understanding import word_kinds
from bot.understanding.word_kinds import kinds_of
from core import encoder

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("lang", "kind", "said", "title"),
    [
        (
            "es",
            "need",
            "bueno te lo repito pues, ocupamos que alguien venga a revisar la estufa industrial que no prende, "
            "unas 2 horas, el jueves, en el comedor",
            "revisar la estufa industrial que no prende, en el comedor",
        ),
        (
            "es",
            "need",
            "otra cosita nos hace falta una muchacha que nos ayude a servir los platos 3 horas el sabado 5",
            "muchacha que nos ayude a servir los platos",
        ),
        ("es", "need", "necesitamos que nos reparen unas sillas de madera, 3 horas", "reparen unas sillas de madera"),
        ("es", "need", "buscamos a alguien que nos pinte la bodega, 4 horas", "alguien que nos pinte la bodega"),
        (
            "es",
            "offer",
            "ofrecemos prestar una planta de luz generador, 4 horas, sábado 12",
            "planta de luz generador, sábado 12",
        ),
        ("es", "offer", "ofrecemos reparar sillas de madera, 3 horas", "reparar sillas de madera"),
        ("ar", "need", "عايزين حد يصلحلنا البروجكتور ساعتين", "حد يصلحلنا البروجكتور"),
        ("es", "need", "necesitamos ayuda", ""),
        ("en", "need", "we need help", ""),
    ],
)
def test_a_title_is_the_thing_from_its_head_to_its_end(lang: str, kind: str, said: str, title: str) -> None:
    assert title_in(said, lang, TODAY, kind) == title


@pytest.mark.parametrize(
    ("lang", "said", "title", "more"),
    [
        ("es", "no no el pedido es revisar la estufa industrial que no prende", "revisar la estufa", False),
        ("es", "el nombre cambialo a Cuidar niños mientras comen las mamas", "Cuidar niños mientras comen", False),
        ("es", "y que el texto diga Cuidar a los niños mientras comen las mamas nada mas", "Cuidar a los niños", False),
        ("es", "faltan clases d fut pa niños y la cancha", "clases d fut pa niños", True),
        ("en", "make it a painting class for kids", "painting class for kids", False),
    ],
)
def test_a_correction_names_the_new_title_or_what_comes_to_it(lang: str, said: str, title: str, more: bool) -> None:
    found = corrected_in(said, lang, TODAY)
    assert found.title.startswith(title)
    assert found.more == more


@pytest.mark.wide
def test_most_of_the_messages_written_for_it_get_the_wanted_title() -> None:
    assert (FOLDER / "titles").is_dir()
    whole = [one for one in examples(held_out=True, composed=False) if not one.pool]
    near = sum(map(held, whole))
    assert near >= 0.7 * len(whole)


@pytest.mark.parametrize(
    ("lang", "kind", "said", "items"),
    [
        (
            "es",
            "need",
            "necesitamos dos cosas: alguien que nos pinte la bodega (4 horas el sábado) y también un plomero, 2 horas",
            [("alguien que nos pinte la bodega", 240, "2026-12-05"), ("plomero", 120, "")],
        ),
        (
            "ar",
            "offer",
            "نقدر نقدم كذا حاجة: تصليح دراجات، وطبخ للمناسبات، وترجمة",
            [("تصليح دراجات", 0, ""), ("طبخ للمناسبات", 0, ""), ("ترجمة", 0, "")],
        ),
        (
            "en",
            "need",
            "we need a plumber on Friday, 2 hours, and also someone to paint two classrooms every Tuesday",
            [("plumber", 120, "2026-12-04"), ("someone to paint two classrooms every Tuesday", 0, "")],
        ),
    ],
)
def test_several_things_have_each_its_own_hours_and_day(
    lang: str, kind: str, said: str, items: list[tuple[str, int, str]]
) -> None:
    assert [tuple(one) for one in items_in(said, lang, TODAY, kind)] == items


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "no, son dos pedidos separados"),
        ("es", "ay no, eso no está bien"),
        ("ar", "لا ده لطلب تاني"),
        ("ar", "دول حاجتين مش حاجة واحدة"),
        ("en", "no no, that's not what I meant"),
        ("en", "the first one is two hours"),
        ("fr", "non, ce n'est pas du tout ça"),
        ("pt", "não, tá errado isso aí"),
    ],
)
def test_words_about_a_draft_that_name_no_thing_are_no_title(lang: str, said: str) -> None:
    assert corrected_in(said, lang, TODAY).title == ""


def test_a_place_in_the_town_and_how_often_come_behind_the_title() -> None:
    said = "todos los martes en la tarde necesitamos un plomero, 2 horas"
    assert title_in(said, "es", TODAY, "need") == "plomero, todos los martes en la tarde"
    assert corrected_in("el lugar es el barrio El Centro", "es", TODAY).place


def test_a_word_is_of_a_kind_and_a_broken_one_or_one_without_the_encoder_of_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(kinds_of("carpintero")) == len(word_kinds.SIZES)
    assert kinds_of("\ud800") == kinds_of("") == ()
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    kinds_of.cache_clear()
    assert kinds_of("carpintero") == ()
    kinds_of.cache_clear()
