"""«Espera, mejor un albañil» while a request is written puts another service in place of the first; all else stays."""

from __future__ import annotations

import pytest

from bot.understand.instead import said_instead
from tests.faults import rows, to
from tests.story import Story

pytestmark = pytest.mark.words

_BEGUN = {
    "es": ("necesitamos un contador", "Casa Luz, Tegucigalpa", "3", "viernes"),
    "en": ("we need an accountant", "Hope House, Cairo", "3", "friday"),
    "ar": ("نحتاج محاسب", "بيت الأمل، القاهرة", "3", "الجمعة"),
    "fr": ("nous avons besoin d'un comptable", "Maison Espoir, Dakar", "3", "vendredi"),
    "pt": ("precisamos de um contador", "Casa Luz, Recife", "3", "sexta"),
}
_SAID = [
    ("es", "Espera, mejor un albañil", "albañil"),
    ("es", "no, mejor un albañil", "albañil"),
    ("es", "perdón, un albañil", "albañil"),
    ("es", "mejor necesitamos un albañil", "albañil"),
    ("en", "no, a plumber instead", "plumber"),
    ("en", "sorry, I meant a plumber", "plumber"),
    ("ar", "بل نحتاج سباكاً", "سباكاً"),
    ("fr", "non, plutôt un plombier", "plombier"),
    ("fr", "pardon, je voulais dire un plombier", "plombier"),
    ("pt", "espera, melhor um pedreiro", "pedreiro"),
    ("pt", "não, na verdade um pedreiro", "pedreiro"),
]


def begun(story: Story, lang: str, answers: int) -> None:
    """A newcomer who asked for an accountant, and answered so many questions more."""
    story.hub()
    for words in _BEGUN[lang][: 2 + answers]:
        story.say("luz", words)


def last(story: Story, words: str) -> str:
    return to(story.say("luz", words), "luz")[-1]


@pytest.mark.parametrize(("lang", "words", "service"), _SAID)
def test_on_the_card_hours_and_day_stay(story: Story, lang: str, words: str, service: str) -> None:
    begun(story, lang, 2)
    before = last(story, "?")
    card = last(story, words)
    assert [line for line in card.split("\n") if line not in before] == [card.split("\n")[0]]
    assert card.split("\n")[0].endswith(f"\u2068{service}\u2069")


def test_what_was_asked_is_asked_on_and_the_new_service_is_said(story: Story) -> None:
    begun(story, "es", 0)
    assert last(story, "no, mejor un albañil").startswith("Ahora: \u2068albañil\u2069\n\n¿Cuántas horas")
    story.say("luz", "3")
    assert last(story, "perdón, un carpintero").startswith("Ahora: \u2068carpintero\u2069\n\n¿Para cuándo?")
    assert "3 horas" in last(story, "viernes")


def test_hours_said_with_it_are_taken_too_and_nothing_waits_behind(story: Story) -> None:
    begun(story, "es", 2)
    assert "5 horas" in last(story, "en vez de eso un albañil, 5 horas")
    assert "contador" not in " ".join(to(story.say("luz", "sí"), "luz"))
    assert rows(story, "listing", "minutes") == [(300,)]


@pytest.mark.parametrize("words", ["no, mejor el viernes", "mejor 5 horas", "no", "mejor no", "no, un contador"])
def test_what_names_no_other_service_leaves_it_as_it_is(story: Story, words: str) -> None:
    begun(story, "es", 1)
    assert "albañil" not in last(story, words)
    assert rows(story, "listing", "id") == []


def test_an_offer_is_changed_likewise(story: Story) -> None:
    story.hub()
    for words in ("ofrecemos contabilidad", "Casa Luz, Tegucigalpa"):
        story.say("luz", words)
    assert "carpintería" in last(story, "no, mejor carpintería")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wait, rather a plumber", ("a plumber", True)),
        ("espera... perdón, un albañil!", ("un albañil", False)),
        ("un plombier plutôt.", ("un plombier", True)),
        ("no hay albañil", ("", False)),
        ("we need a better plumber", ("", False)),
        ("لا بل سباك", ("سباك", True)),
        ("no", ("", False)),
        ("", ("", False)),
    ],
)
def test_the_words_around_what_is_said_instead_are_left_out(text: str, said: tuple[str, bool]) -> None:
    assert said_instead(text) == said
