"""The title of a request or an offer is its own words, without what is said around them and stands in other lines.

How well in full: `python -m bench.titles --report` (docs/dialogue-measured.md).
"""

from __future__ import annotations

from datetime import date

import pytest

from bench.titles import FOLDER, examples, held
from bot.understand import corrected_in, title_in

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("lang", "kind", "said", "title"),
    [
        (
            "es",
            "need",
            "bueno te lo repito pues, ocupamos que alguien venga a revisar la estufa industrial que no prende, "
            "unas 2 horas, el jueves, en el comedor",
            "revisar la estufa industrial que no prende",
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


def test_most_of_the_messages_written_for_it_get_the_wanted_title() -> None:
    assert (FOLDER / "titles").is_dir()
    whole = [one for one in examples(held_out=True, composed=False) if not one.pool]
    near = sum(map(held, whole))
    assert near >= 0.7 * len(whole)
