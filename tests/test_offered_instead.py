"""«podemos ayudar con contabilidad» in answer to what they need is an offer, and never published as a request."""

from __future__ import annotations

import pytest

from tests.faults import joins, rows, tap, to
from tests.story import YES, Story

pytestmark = pytest.mark.words

OFFERED = {
    "es": ("podemos ayudar con contabilidad", "podemos ayudar con mudanzas", "puedo ayudar con traducción"),
    "ar": ("نقدر نساعد في الترجمة", "نقدر نساعد في نقل الأثاث", "يمكننا المساعدة في المحاسبة"),
    "en": ("we can help with accounting", "we can help with moving house", "I can help with translation"),
    "fr": ("nous pouvons aider avec la comptabilité", "on peut aider pour les déménagements"),
    "pt": ("podemos ajudar com contabilidade", "a gente pode ajudar com mudanças"),
}


@pytest.mark.parametrize(("lang", "words"), [(lang, words) for lang, said in OFFERED.items() for words in said])
def test_what_they_can_do_is_no_need(lang: str, words: str, story: Story) -> None:
    story.hub(langs=tuple(OFFERED))
    joins(story, "luz", lang=lang)
    tap(story, "luz", "m:need")
    story.say("luz", words)
    story.say("luz", YES[lang])
    assert rows(story, "listing", "kind") == [("offer",)]


@pytest.mark.parametrize("words", ["nos pueden ayudar con contabilidad", "alguien que pueda ayudar con la mudanza"])
def test_who_asks_for_help_still_asks(words: str, story: Story) -> None:
    story.hub()
    joins(story, "luz")
    tap(story, "luz", "m:need")
    (said,) = to(story.say("luz", words), "luz")
    assert "¿Cuántas horas" in said
