"""Who proposed and would rather have other hours or another day, before the other side has answered."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import adds_up, proposed, rows, states, suggested, tap, to, version
from tests.story import Story, answer, telling


@pytest.mark.parametrize(
    ("lang", "said", "shown"),
    [
        ("es", "puedo ayudarles pero solo 4 horas", "4 horas"),
        ("es", "perdón, solo podemos 1 hora", "1 hora"),
        ("es", "podemos ayudar pero solo el domingo", "domingo 29 de noviembre"),
        ("en", "sorry, we can only do 4 hours", "4 hours"),
        ("en", "could we start on Sunday instead?", "Sunday 29 November"),
        ("ar", "بنقدر نساعد بس 4 ساعات", "4 ساعات"),
        ("fr", "désolés, nous ne pouvons que 4 heures", "4 heures"),
        ("pt", "desculpe, só podemos 4 horas", "4 horas"),
    ],
)
def test_other_terms_under_ones_own_proposal_are_shown_before_they_go(
    story: Story, lang: str, said: str, shown: str
) -> None:
    proposed(story)
    story.langs["mar"] = lang
    story.say("mar", {"es": "español", "en": "English", "ar": "العربية", "fr": "français", "pt": "português"}[lang])
    story.say("mar", "1001")
    assert shown in to(story.say("mar", said), "mar")[-1]
    assert rows(story, "exchange", "version", "minutes") == [(2, 120)]


def test_the_other_side_answers_what_was_proposed_last(story: Story) -> None:
    proposed(story)
    story.say("mar", "mejor 1 hora")
    before = version(story)
    read = to(story.say("mar", "1"), "luz")[-1]
    assert "propone otras condiciones" in read
    assert "1 hora" in read
    assert "cambió mientras tanto" in to(tap(story, "luz", f"x:1:{before}:acc"), "luz")[-1]
    assert states(story) == ["proposed"]
    story.say("luz", "1")
    assert rows(story, "exchange", "state", "minutes") == [("agreed", 60)]
    adds_up(story)


@pytest.mark.parametrize("said", ["necesitamos un fotógrafo, 3 horas, el lunes", "ofrecemos clases de inglés, 2 horas"])
def test_another_service_with_hours_is_no_other_terms(story: Story, said: str) -> None:
    proposed(story)
    assert "¿La envío?" not in to(story.say("mar", said), "mar")[-1]


@pytest.mark.parametrize(
    ("lang", "terms", "asked", "yes"),
    [
        ("es", "sí, pero mejor el lunes", "¿para cuántas personas es?", "sí"),
        ("en", "yes, but rather on Monday", "for how many people is it?", "yes"),
        ("fr", "oui, mais plutôt lundi", "c'est pour combien de personnes ?", "oui"),
        ("pt", "dá sim, na segunda", "é pra quantas pessoas?", "sim"),
        ("ar", "نعم، لكن يوم الاثنين أفضل", "لكم شخص؟", "نعم"),
    ],
)
def test_a_question_among_terms_goes_first_and_the_terms_come_again(
    lang: str, terms: str, asked: str, yes: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        suggested(story)
        story.langs["mar"] = lang
        answer(
            story, {"es": "español", "en": "English", "ar": "العربية", "fr": "français", "pt": "português"}[lang], "mar"
        )
        answer(story, "1001", "mar")
        draft = answer(story, terms, "mar")
        shown = answer(story, asked, "mar")
        if not shown.endswith(draft):  # the question itself is shown before it goes
            assert f"\u2068{asked}\u2069" in shown
            assert draft.rpartition("\n\n")[2].partition(".")[2] in answer(story, yes, "mar")
        answer(story, yes, "mar")
        assert rows(story, "exchange", "state", "minutes", "due_on") == [("proposed", 120, "2026-11-30")]
        adds_up(story)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "podemos ayudar gratis, no cobramos horas"),
        ("en", "we can help, for free"),
        ("fr", "on peut aider, gratuitement"),
        ("pt", "podemos ajudar de graça"),
        ("ar", "نستطيع المساعدة مجانا"),
    ],
)
@pytest.mark.parametrize("sent", [False, True])
def test_who_gives_it_for_nothing_proposes_a_gift(
    lang: str, words: str, sent: bool, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        (proposed if sent else suggested)(story)
        in_theirs = {"es": "español", "en": "English", "ar": "العربية", "fr": "français", "pt": "português"}
        answer(story, in_theirs[lang], "mar")
        answer(story, "1001", "mar")
        answer(story, words, "mar")
        assert rows(story, "exchange", "state") == [("proposed" if sent else "suggested",)]
        answer(story, "1", "mar")
        assert rows(story, "exchange", "state", "minutes") == [("proposed", 0)]
        assert len(rows(story, "listing", "id")) == 2
        adds_up(story)


@pytest.mark.parametrize("words", ["¿es gratis?", "necesitamos contador gratis"])
def test_a_question_or_a_request_makes_no_gift_of_it(words: str, story: Story) -> None:
    suggested(story)
    story.say("mar", "1001")
    answer(story, words, "mar")
    assert states(story) == ["suggested"]


def test_after_a_gift_the_same_two_go_on_with_another(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        proposed(story)
        answer(story, "que sea gratis", "mar")
        answer(story, "1", "mar")
        tap(story, "luz", f"x:1:{version(story)}:acc")
        tap(story, "luz", f"x:1:{version(story)}:ok")
        assert states(story) == ["settled"]
        read = to(tap(story, "luz", f"x:1:{version(story)}:more"), "luz")[-1]
        assert read == "¿Para qué día puede estar hecho?"
        assert "Duración: ninguna, es un regalo" in answer(story, "el viernes")
