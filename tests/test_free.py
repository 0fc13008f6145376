"""Is it free? Before joining, in the menu and in the middle of a draft: no money, and the open question comes again
with what it is about.
"""

from __future__ import annotations

import pytest

from tests.faults import joins, rows, to
from tests.story import Story

pytestmark = pytest.mark.words

ASKED = {
    "es": ("¿es gratis?", "¿cuánto cuesta?", "¿hay que pagar algo?", "¿es gratis o se paga?", "¿tiene costo?"),
    "ar": ("هل هذا مجاني؟", "كم التكلفة؟", "هو ده ببلاش؟", "هل ندفع شيئاً؟", "واش فابور؟"),
    "en": ("is it free?", "how much does it cost?", "do we have to pay?", "is there a fee?", "what's the price?"),
    "fr": ("c'est gratuit ?", "combien ça coûte ?", "faut-il payer quelque chose ?", "c'est combien ?"),
    "pt": ("é grátis?", "quanto custa?", "tem que pagar?", "é de graça?"),
}
ANSWER = {
    "es": "Es gratis: aquí no se mueve dinero.",
    "ar": "المشاركة مجانية: لا مال هنا.",
    "en": "It is free: no money changes hands here.",
    "fr": "C’est gratuit\xa0: ici, pas d’argent.",
    "pt": "É grátis: aqui não circula dinheiro.",
}
JOIN = {"es": "Para aceptar", "ar": "للموافقة", "en": "To accept", "fr": "Pour accepter", "pt": "Para aceitar"}
EACH = [(lang, words) for lang, asked in ASKED.items() for words in asked]


@pytest.fixture
def story(story: Story) -> Story:
    story.hub(langs=tuple(ASKED))
    return story


@pytest.mark.parametrize(("lang", "words"), EACH)
def test_on_the_doorstep_it_is_answered_and_how_to_join_follows(story: Story, lang: str, words: str) -> None:
    story.langs["luz"] = lang
    first, then = "\n".join(to(story.say("luz", words), "luz")), "\n".join(to(story.say("luz", words), "luz"))
    for said in (first, then):
        assert ANSWER[lang] in said
        assert JOIN[lang] in said.partition(ANSWER[lang])[2]
    assert rows(story, "organisation", "id") == []


@pytest.mark.parametrize(("lang", "words"), EACH)
def test_a_member_is_answered_in_a_line(story: Story, lang: str, words: str) -> None:
    joins(story, "luz", lang=lang)
    (said,) = to(story.say("luz", words), "luz")
    assert ANSWER[lang] in said


@pytest.mark.parametrize(
    "answered", [(), ("un contador",), ("un contador", "3 horas"), ("un contador", "3", "viernes")]
)
def test_in_the_middle_of_a_request_the_question_comes_again(story: Story, answered: tuple[str, ...]) -> None:
    joins(story, "luz")
    for words in ("pedir ayuda", *answered):
        (asked,) = to(story.say("luz", words), "luz")
    for words in ASKED["es"]:
        (said,) = to(story.say("luz", words), "luz")
        subject = "Ahora: \u2068un contador\u2069\n\n" if answered and "¿Está bien?" not in asked else ""
        assert said == said[: said.index("\n\n")] + "\n\n" + subject + asked
        assert ANSWER["es"] in said
    assert rows(story, "listing", "id") == []


def test_what_a_service_costs_is_nothing_here_either(story: Story) -> None:
    joins(story, "luz")
    (said,) = to(story.say("luz", "¿cuánto cuesta un contador?"), "luz")
    assert ANSWER["es"] in said or "1 hora dada = 1 crédito" in said
    assert rows(story, "listing", "id") == []
