"""How many people are asked for stays in what others read: "2 voluntarios para limpieza" is not "limpieza"."""

from __future__ import annotations

import pytest

from tests.faults import joins, to
from tests.story import Story

pytestmark = pytest.mark.words


@pytest.mark.parametrize(
    ("lang", "words", "kept"),
    [
        ("ar", "محتاجين 2 متطوعين للتنظيف، ٣ ساعات، الجمعة", "2 متطوعين للتنظيف"),
        ("ar", "نحتاج ٣ متطوعين للطبخ، ٣ ساعات، الجمعة", "٣ متطوعين للطبخ"),
        ("es", "ocupamos 2 voluntarios para limpieza, 3 horas, el viernes", "2 voluntarios para limpieza"),
        ("es", "necesitamos dos voluntarias para cocinar, 3 horas, el viernes", "dos voluntarias para cocinar"),
        ("es", "necesitamos 5 personas que carguen muebles, 3 horas, el viernes", "5 personas que carguen muebles"),
        ("en", "we need 2 volunteers for cleaning, 3 hours, by Friday", "2 volunteers for cleaning"),
        (
            "fr",
            "besoin de 3 bénévoles pour le nettoyage, 3 heures, avant vendredi",
            "3 bénévoles pour le nettoyage",
        ),
        ("pt", "precisamos de 2 voluntários para limpeza, 3 horas, até sexta", "2 voluntários para limpeza"),
        ("es", "necesitamos 2 cocineras 3 horas cada una el viernes", "2 cocineras"),
        ("es", "necesitamos 20 almuerzos, 3 horas, el viernes", "20 almuerzos"),
        ("fr", "on cherche deux cuisinières, 3 heures, vendredi", "deux cuisinières"),
    ],
)
def test_how_many_are_needed_is_published(lang: str, words: str, kept: str, story: Story) -> None:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    joins(story, "luz", lang=lang)
    said = "\n".join(to(story.say("luz", words), "luz"))
    if kept not in said:
        said = "\n".join(to(story.say("luz", "3"), "luz"))  # none of the two services that it may be
    assert f"\u2068{kept}\u2069" in said
