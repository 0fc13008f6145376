"""The pages of one's own by what people call them, and "not by night" by how they say it: never a request or a stop."""

from __future__ import annotations

import pytest

from tests.faults import neighbours, to
from tests.story import Story
from tests.test_apart import SAID

pytestmark = pytest.mark.words

OURS = {
    "es": ("intercambios", "nuestros intercambios", "mis intercambios"),
    "ar": ("تبادلات", "التبادلات", "تبادلاتنا"),
    "en": ("exchanges", "our exchanges", "my exchanges"),
    "fr": ("échanges", "nos échanges", "mes échanges"),
    "pt": ("trocas", "nossas trocas", "minhas trocas"),
}
NONE_UNDER_WAY = {"es": "en curso", "ar": "جارية", "en": "under way", "fr": "en cours", "pt": "em andamento"}
LISTINGS = {
    "es": ("nuestros pedidos", "mis pedidos", "nuestras ofertas"),
    "ar": ("طلباتنا", "عروضنا"),
    "en": ("our requests", "my requests", "our offers"),
    "fr": ("nos besoins", "nos demandes", "mes offres"),
    "pt": ("nossos pedidos", "meus pedidos", "nossas ofertas"),
}
NOTHING_PUBLISHED = {
    "es": "nada publicado",
    "ar": "شيء منشور",
    "en": "nothing published",
    "fr": "rien publié",
    "pt": "nada publicado",
}
BY_NIGHT = {
    "es": ("no me escriban de noche", "no queremos mensajes de noche"),
    "ar": ("لا تكتبوا لي في الليل", "ما تبعتوا رسائل بالليل"),
    "en": ("don't write at night", "no messages at night please", "stop messaging me at night"),
    "fr": ("ne m'écrivez pas la nuit", "pas de message la nuit", "arrêtez de m'écrire la nuit"),
    "pt": ("não me mandem mensagem de noite", "não quero receber mensagens de noite"),
}
COLLEAGUE = {
    "es": ("invitar a un colega", "invitar a alguien"),
    "ar": ("دعوة زميل",),
    "en": ("invite a colleague", "invite my colleague"),
    "fr": ("inviter un collègue", "inviter une collègue"),
    "pt": ("convidar um colega", "convidar colega"),
}
A_CODE = {"es": "código", "ar": "رمز", "en": "code", "fr": "code", "pt": "código"}
QUIET = {
    "es": "Horas de silencio",
    "ar": "ساعات الهدوء",
    "en": "Quiet hours",
    "fr": "Heures calmes",
    "pt": "Horas de silêncio",
}


@pytest.mark.parametrize("lang", OURS)
def test_words_for_ones_own_pages_open_them(lang: str, story: Story) -> None:
    story.hub(*SAID[lang].hub)
    story.langs["luz"] = lang
    for words in SAID[lang].join:
        story.say("luz", words)
    for said, told in (
        (OURS, NONE_UNDER_WAY),
        (LISTINGS, NOTHING_PUBLISHED),
        (BY_NIGHT, QUIET),
        (COLLEAGUE, A_CODE),
    ):
        for words in said[lang]:
            story.say("luz", "menu")  # "nuestros pedidos" is not "Pedir ayuda" of that screen
            ((_who, text),) = story.say("luz", words)
            assert told[lang] in text, words
            story.say("luz", "0")


def test_all_that_is_published_and_under_way_can_be_reached_a_page_at_a_time(story: Story) -> None:
    neighbours(story)
    for words in ("ofrecemos contabilidad", "sí"):
        story.say("mar", words)
    what = ("el taller", "la escuela", "la huerta", "la radio", "el comedor", "la biblioteca")
    for one in what:
        for words in (f"necesitamos contabilidad para {one}, 1 hora, antes del viernes", "sí"):
            story.say("luz", words)
    for who, words in (("luz", "nuestros pedidos"), ("mar", "nuestros intercambios")):
        first = to(story.say(who, words), who)[0]
        assert first.endswith("6. Más\n7. Menú")
        second = to(story.say(who, "6"), who)[0]
        assert sum(f"para {one}\u2069" in first for one in what) == 5
        assert sum(f"para {one}\u2069" in second for one in what) == 1
        assert "Más" not in second
