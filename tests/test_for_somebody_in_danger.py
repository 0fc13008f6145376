"""A service for people who suffered harm is asked for or offered as any other; who is in danger reaches a person."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from tests.faults import neighbours, rows
from tests.story import Story, answer

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("lang", "words", "intent"),
    [
        ("es", "necesitamos una abogada para una víctima de violencia, 3 horas", "post_need"),
        ("es", "necesitamos terapia para niños que sufrieron abuso", "post_need"),
        ("es", "necesitamos un taller sobre violencia para jóvenes que sufren acoso", "post_need"),
        ("en", "we need a psychologist for a victim of abuse, 2 hours on Thursday", "post_need"),
        ("en", "we offer a workshop on suicide prevention", "post_offer"),
        ("fr", "nous cherchons une psychologue pour une femme victime de violences", "post_need"),
        ("pt", "precisamos de psicóloga para uma mulher que sofre violência", "post_need"),
        ("ar", "نحتاج محامية لامرأة تعرضت للعنف، ٣ ساعات", "post_need"),
        ("ar", "محتاجين دكتورة نفسية لطفل تعرض للتحرش", "post_need"),
        *(
            ("es", words, "talk_to_coordinator")
            for words in (
                "necesito una abogada, mi marido me pega",
                "necesitamos una psicóloga, me quiero matar",
                "necesitamos ayuda, nos amenazaron",
                "una compañera es víctima de violencia, qué hago",
                "necesitamos un médico, hay un herido",
                "el esposo de una usuaria la esta buscando aqui",
                "una mujer llego golpeada y no sabemos que hacer",
                "una niña esta en riesgo",
                "emergencia!",
                "auxilio",
            )
        ),
        ("en", "need a counsellor for my daughter, she is being stalked", "talk_to_coordinator"),
        ("pt", "preciso de advogada, meu marido me ameaça", "talk_to_coordinator"),
        ("ar", "محتاجة محامية زوجي بيضربني", "talk_to_coordinator"),
        ("ar", "أشعر بالخطر", "talk_to_coordinator"),
        ("ar", "زوجها يبحث عنها هنا", "talk_to_coordinator"),
        ("ar", "وصلت إلينا امرأة مضروبة", "talk_to_coordinator"),
        ("en", "her husband is looking for her here", "talk_to_coordinator"),
        ("en", "a child is at risk", "talk_to_coordinator"),
        ("en", "a woman just arrived beaten", "talk_to_coordinator"),
        ("fr", "une femme est arrivée battue", "talk_to_coordinator"),
        ("fr", "son mari la cherche ici", "talk_to_coordinator"),
        ("pt", "o marido de uma moradora está procurando ela aqui", "talk_to_coordinator"),
        ("pt", "emergência", "talk_to_coordinator"),
        ("es", "necesitamos tutor para una niña que está en riesgo de perder el año", "post_need"),
        ("en", "we need tutoring for children at risk", "post_need"),
        ("fr", "nous cherchons une psychologue pour une femme battue", "post_need"),
    ],
)
def test_danger_of_others_behind_a_service_says_for_whom_it_is(lang: str, words: str, intent: str) -> None:
    assert understand(words, lang, TODAY).intent == intent


@pytest.mark.parametrize("words", ["eres un idiota", "idiotas", "idiota, este bot no sirve"])
def test_an_insult_is_no_word_for_languages(words: str, story: Story) -> None:
    neighbours(story)
    assert "العربية" not in answer(story, words)
    assert {lang for (lang,) in rows(story, "person", "lang")} == {"es"}
