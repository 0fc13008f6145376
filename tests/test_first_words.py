"""What a member writes while nothing is asked: a service only named, or how things are, is kept and asked about.

It changes no language, calls nobody and is not "not understood"; what plainly asks for those still gets them.
"""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import items_in, understand
from tests.faults import rows
from tests.story import Story

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)
JOINED = {
    "es": ("hola", "Casa Luz, Tegucigalpa"),
    "ar": ("مرحبا", "جمعية النور، طنجة"),
    "en": ("hello", "Casa Luz, Lisbon"),
    "fr": ("bonjour", "Maison Luz, Rabat"),
    "pt": ("oi", "Casa Luz, Lisboa"),
}
ASKED = {
    "es": "¿Es un pedido o una oferta?",
    "ar": "هل هذا طلب أم عرض؟",
    "en": "Is that a request or an offer?",
    "fr": "C’est un besoin ou une offre",
    "pt": "É um pedido ou uma oferta?",
}


@pytest.fixture
def story(story: Story) -> Story:
    story.hub(langs=("es", "ar", "en", "fr", "pt"))
    return story


def joined(story: Story, lang: str) -> None:
    story.langs["luz"] = lang
    for said in JOINED[lang]:
        story.say("luz", said)


def reply(story: Story, said: str) -> str:
    told = "\n".join(text for who, text in story.say("luz", said) if who == "luz")
    return told.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("lang", "said", "shown"),
    [
        # languages as part of a service
        ("es", "taller de lengua de señas para familias", "taller de lengua de señas para familias"),
        ("pt", "aulas de português para quem chegou agora", "aulas de português para quem chegou agora"),
        # a name may ask or offer
        ("es", "asesoría legal para una familia que pide refugio", "asesoría legal para una familia que pide refugio"),
        ("pt", "advogada de família, guarda e pensão", "advogada de família"),
        # what is done, as a noun, says neither
        ("es", "reparación de impresora", "reparación de impresora"),
        ("es", "arreglo de computadoras", "arreglo de computadoras"),
        ("es", "diseño de logo", "diseño de logo"),
        ("ar", "تصليح الطابعة", "تصليح الطابعة"),
        ("ar", "ترجمة وثيقة", "ترجمة وثيقة"),
        ("en", "printer repair", "printer repair"),
        ("fr", "réparation d'imprimante", "réparation d'imprimante"),
        ("pt", "conserto de impressora", "conserto de impressora"),
        ("pt", "reforço escolar", "reforço escolar"),
        # how things are
        ("fr", "depuis la tempête les petits dorment très mal", "depuis la tempête les petits dorment très mal"),
    ],
)
def test_what_says_neither_is_kept_and_asked_about(story: Story, lang: str, said: str, shown: str) -> None:
    joined(story, lang)
    told = reply(story, said)
    begun = " ".join(said.split()[:2])
    assert begun in told
    assert ASKED[lang] in told
    assert rows(story, "person", "lang") == [(lang,)]
    assert begun in reply(story, "2")  # an offer: its card, in their words


def test_the_answer_may_be_words_and_neither_leaves_nothing_behind(story: Story) -> None:
    joined(story, "es")
    reply(story, "abogada de familia, guarda y divorcio")
    assert "horas" in reply(story, "la necesitamos")
    reply(story, "cancelar")
    reply(story, "abogada de familia, guarda y divorcio")
    assert "nada" in reply(story, "3")
    assert rows(story, "listing", "id") == []


@pytest.mark.parametrize(
    ("lang", "said", "intent", "what"),
    [
        ("es", "se nos arruino la refri del comedor y ocupamos un tecnico", "post_need",
         "se nos arruino la refri del comedor y ocupamos un tecnico"),
        ("es", "se nos fue la luz en el centro necesitamos un electricista", "post_need",
         "se nos fue la luz en el centro necesitamos un electricista"),
        ("es", "buenas, queria ver si nos podian ayudar con la contabilidad", "post_need",
         "queria ver si nos podian ayudar con la contabilidad"),
        ("es", "queremos poner un huerto en la escuela y no sabemos como", "out_of_scope", ""),  # asked about
        ("es", "hay algun dentista que quiera venir a la escuela", "post_need",
         "dentista que quiera venir a la escuela"),
        ("es", "somos un grupo d mujeres y sabemos bordar y cocinar, en q podemos ayudar", "post_offer",
         "bordar y cocinar"),
        ("es", "tenemos un pickup q podemos prestar los findes", "post_offer", "pickup q podemos prestar los findes"),
        ("ar", "بدنا حدا يعملنا بوستر لحملة التبرع بالدم", "post_need", "يعملنا بوستر لحملة التبرع بالدم"),
        ("es", "podemos llevarles comida los domingos a los q estan enfermos", "post_offer",
         "llevarles comida los domingos a los q estan enfermos"),
        ("ar", "مين بيحتاج مساعدة بالمنطقة", "find_matches", ""),
        ("fr", "y a-t-il un dentiste qui veut venir à l'école", "post_need", "dentiste qui veut venir à l'école"),
        ("fr", "est-ce qu'il y a un plombier qui peut passer", "post_need", "plombier qui peut passer"),
        ("ar", "عايزين حد يعملنا صفحة فيسبوك للجمعية", "post_need", "يعملنا صفحة فيسبوك للجمعية"),
        ("ar", "حد عنده عربية نقل ينقل تبرعات", "post_need", "عربية نقل ينقل تبرعات"),
        ("ar", "نحنا منقدم دعم نفسي للنسوان", "post_offer", "منقدم دعم نفسي للنسوان"),
        ("ar", "تصميم شعار للجمعية", "out_of_scope", ""),  # asked about; it was the page about themselves
        ("ar", "هو انتو بتشتغلوا ازاي", "help", ""),
        ("ar", "ما فينا نجي الجمعة فينا نأجل", "decline_match", ""),
    ],
)  # fmt: skip
def test_everyday_first_words_are_read_for_what_is_wanted(lang: str, said: str, intent: str, what: str) -> None:
    understood = understand(said, lang, TODAY)
    assert understood.intent == intent


@pytest.mark.parametrize(
    ("lang", "said", "intent"),
    [
        ("ar", "بدنا حدا نفسي يحكي مع ولاد المخيم", "post_need"),
        ("en", "we need someone to talk to the teenagers about drugs", "post_need"),
        ("es", "necesitamos alguien que hable con los jóvenes", "post_need"),
        ("fr", "on cherche quelqu'un pour parler aux jeunes", "post_need"),
        ("pt", "precisamos de alguém para falar com as famílias", "post_need"),
        ("ar", "بدي حدا يحكي معي", "talk_to_coordinator"),
        ("en", "I need someone to talk to", "talk_to_coordinator"),
        ("es", "quiero hablar con una persona", "talk_to_coordinator"),
        ("fr", "je veux parler à quelqu'un", "talk_to_coordinator"),
        ("pt", "quero falar com alguém", "talk_to_coordinator"),
        ("pt", "preciso traduzir um relatório do francês pro inglês", "post_need"),
        ("fr", "on a besoin de traduire une lettre en anglais", "post_need"),
        ("es", "necesitamos traducir el reglamento al inglés", "post_need"),
        ("en", "we need to translate our leaflet into Arabic", "post_need"),
        ("es", "necesito que me hables en inglés", "change_language"),
        ("ar", "بدي احكي بالعربي", "change_language"),
        ("en", "english please", "change_language"),
        ("fr", "parlez-moi en arabe", "change_language"),
        ("pt", "pode escrever em inglês?", "change_language"),
        ("es", "idioma", "change_language"),
        ("es", "¿cómo nos vamos a entender si hablan árabe?", "out_of_scope"),
        ("en", "do they speak English?", "out_of_scope"),
        ("fr", "ils parlent arabe ?", "out_of_scope"),
        ("ar", "نترجم من العربي للاسباني والعكس", "post_offer"),
        ("en", "we need a place where we can meet on Mondays", "post_need"),
    ],
)
def test_a_person_and_a_language_are_for_who_asks_for_them(lang: str, said: str, intent: str) -> None:
    assert understand(said, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Retired nurse, I can teach first aid and CPR to volunteers"),
        ("es", "prestamos salón con sillas y proyector para reuniones, hasta 80 personas"),
    ],
)
def test_one_offer_with_an_and_in_it_stays_one(lang: str, said: str) -> None:
    assert items_in(said, lang, TODAY, "offer") == ()
