"""«Podemos ayudar, pero …» while a suggestion waits; and what else people say around an offer of help."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.session import load_session
from bot.understand import items_in, understand
from bot.understand.amounts.hours import read_hours
from tests.faults import rows, to
from tests.story import Story
from tests.test_corrected_drafts import drafted

pytestmark = pytest.mark.words

_TUESDAY = date(2026, 11, 24)
_OFFERED = {
    "es": ("hola", "Oficina Sol, Tela", "ofrecemos contabilidad", "sí"),
    "en": ("hello", "North Office, Tela", "we offer accounting", "yes"),
    "ar": ("مرحبا", "مكتب النور، القاهرة", "نقدم محاسبة", "نعم"),
    "fr": ("bonjour", "Bureau Nord, Dakar", "nous proposons de la comptabilité", "oui"),
    "pt": ("oi", "Oficina Sol, Recife", "oferecemos contabilidade", "sim"),
}


def suggested(story: Story, lang: str) -> None:
    """Sol offers accounting, in that language, and reads of a request: 4 hours, by Friday the 27th."""
    story.hub()
    story.langs["sol"] = lang
    for words in ("hola", "Casa Luz, Tegucigalpa", "necesitamos un contador, 4 horas, antes del viernes", "sí"):
        story.say("luz", words)
    for words in _OFFERED[lang]:
        story.say("sol", words)
    assert rows(story, "exchange", "state") == [("suggested",)]


@pytest.mark.parametrize(
    ("lang", "words", "hours", "by"),
    [
        ("es", "podemos ayudar pero necesitamos hasta fin de mes", "240", "2026-11-30"),
        ("es", "podemos ayudar, pero solo 2 horas", "120", "2026-11-27"),
        ("en", "we can help but we need until the end of the month", "240", "2026-11-30"),
        ("ar", "بنقدر نساعد بس بدنا لآخر الشهر", "240", "2026-11-30"),
        ("fr", "on peut aider mais il nous faut jusqu'à la fin du mois", "240", "2026-11-30"),
        ("pt", "podemos ajudar, mas precisamos até o fim do mês", "240", "2026-11-30"),
    ],
)
def test_a_condition_leads_to_other_terms_and_to_no_offer(
    story: Story, lang: str, words: str, hours: str, by: str
) -> None:
    suggested(story, lang)
    story.say("sol", "menu")
    story.say("sol", words)
    flows = [load_session(state).flow for (state,) in rows(story, "conversation", "state")]
    (flow,) = (one for one in flows if one is not None)
    assert flow.flow.startswith("counter/")
    said = {**flow.hints, **flow.answers}
    assert (said["hours"], said["by"], flow.asking) == (hours, by, "sure")
    story.say("sol", _OFFERED[lang][-1])
    assert rows(story, "exchange", "state", "minutes", "due_on") == [("proposed", int(hours), by)]
    assert len(rows(story, "listing", "id")) == 2


def test_another_service_on_the_card_is_another_offer_and_the_same_in_other_words_is_none(story: Story) -> None:
    suggested(story, "es")
    story.say("sol", "1001")
    read = to(story.say("sol", "podemos ayudar con carpintería"), "sol")[-1]
    assert "Oferta: " in read
    assert "carpintería\u2069" in read
    assert rows(story, "exchange", "state") == [("suggested",)]
    story.say("sol", "cancelar")
    story.say("sol", "1001")
    read = to(story.say("sol", "podemos ayudar con la contabilidad"), "sol")[-1]
    assert "Oferta: " not in read
    story.say("sol", "1")  # of words that are no plain yes the card is shown first
    assert rows(story, "exchange", "state") == [("proposed",)]
    assert len(rows(story, "listing", "id")) == 2


@pytest.mark.parametrize(
    ("lang", "words", "service"),
    [
        ("es", "también tenemos contadores", "contadores"),
        ("en", "we also have accountants", "accountants"),
        ("fr", "on a aussi des comptables bénévoles", "comptables bénévoles"),
        ("pt", "também temos contadores voluntários", "contadores voluntários"),
        ("ar", "وعنا كمان مصممين", "مصممين"),
    ],
)
def test_whom_one_has_besides_is_offered(lang: str, words: str, service: str) -> None:
    found = understand(words, lang, _TUESDAY)
    assert (found.intent, found.slots["service"]) == ("post_offer", service)


@pytest.mark.parametrize(
    ("lang", "words", "service"),
    [
        ("es", "podemos ayudar a otras ONG con redes sociales y difusión", "redes sociales y difusión"),
        ("en", "we help charities with accounting", "accounting"),
        ("fr", "on peut aider d'autres associations avec les réseaux sociaux", "réseaux sociaux"),
        ("pt", "Podemos ajudar outras ONGs com redes sociais e divulgação", "redes sociais e divulgação"),
        ("ar", "نقدر نساعد جمعيات أخرى في التواصل الاجتماعي", "التواصل الاجتماعي"),
    ],
)
def test_whom_one_helps_is_no_part_of_what_is_offered(lang: str, words: str, service: str) -> None:
    found = understand(words, lang, _TUESDAY)
    assert (found.intent, found.slots["service"]) == ("post_offer", service)


@pytest.mark.parametrize(
    ("lang", "words", "services"),
    [
        ("es", "ofrecemos contabilidad y también diseño", ("contabilidad", "diseño")),
        ("en", "we offer accounting and also graphic design", ("accounting", "graphic design")),
        ("pt", "a gente faz tradução de textos e também design", ("tradução de textos", "design")),
        ("ar", "نقدم محاسبة وكمان ترجمة", ("محاسبة", "ترجمة")),
    ],
)
def test_and_also_parts_two_offers(lang: str, words: str, services: tuple[str, ...]) -> None:
    assert tuple(one.what for one in items_in(words, lang, date(2026, 11, 24), "offer")) == services


@pytest.mark.parametrize(
    ("lang", "words", "what"),
    [
        (
            "en",
            "Hi there! We're a small community library in Ibadan and we need someone to help us set up a website",
            "set up a website",
        ),
        ("es", "somos una biblioteca comunitaria en Tela y necesitamos quien nos ayude a montar una página web",
         "quien nos ayude a montar una página web"),
        ("pt", "somos uma biblioteca comunitária em Recife e precisamos de alguém para fazer um site",
         "alguém para fazer um site"),
    ],
)  # fmt: skip
def test_what_somebody_is_is_no_part_of_what_they_need(lang: str, words: str, what: str) -> None:
    found = understand(words, lang, _TUESDAY)
    assert found.intent == "post_need"


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [
        ("fr", "je sais pas trop, une dizaine d'heures", 600),
        ("fr", "une quinzaine d’heures", 900),
        ("es", "una docena de horas", 720),
        ("en", "half a dozen hours", 360),
        ("pt", "uma dúzia de horas", 720),
    ],
)
def test_a_dozen_hours_are_hours(lang: str, words: str, minutes: int) -> None:
    assert read_hours(words, lang) == minutes


def test_a_sentence_about_tomorrow_is_no_time_of_the_work_where_hours_are_asked(story: Story) -> None:
    story.hub()
    story.langs["luz"] = "fr"
    for words in ("bonjour", "Maison Espoir, Dakar", "on cherche un plombier"):
        story.say("luz", words)
    story.say("luz", "je vous envoie les textes demain matin")
    assert drafted(story)["what"].startswith("plombier")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "podemos ir el jueves"),
        ("en", "we can come on thursday"),
        ("ar", "نقدر نيجي الخميس"),
        ("fr", "on peut venir jeudi"),
    ],
)
def test_a_day_on_which_they_can_is_proposed(story: Story, lang: str, words: str) -> None:
    suggested(story, lang)
    story.say("sol", "1001")
    said = to(story.say("sol", words), "sol")[-1]
    assert {"es": "jueves 26", "en": "Thursday 26", "ar": "الخميس ٢٦", "fr": "jeudi 26"}[lang] in said
    assert rows(story, "listing", "id") == [(1,), (2,)]
    story.say("sol", "1")
    assert rows(story, "exchange", "state", "due_on") == [("proposed", "2026-11-26")]


@pytest.mark.parametrize(("lang", "words"), [("es", "podemos"), ("en", "yes, we can")])
def test_who_is_asked_and_can_accepts(story: Story, lang: str, words: str) -> None:
    suggested(story, lang)
    story.say("luz", "1001")
    story.say("luz", "1")
    assert "1001" in to(story.say("sol", words), "sol")[-1]
    assert rows(story, "exchange", "state") == [("agreed",)]
