"""Stars for what nobody has confirmed yet: what comes first is said, with the choice that does it; nothing moves."""

from __future__ import annotations

import pytest

from tests.faults import adds_up, rows, states, tap, to, version
from tests.story import Story
from tests.test_plain_answers import until_proposed

pytestmark = pytest.mark.words

FIRST = {
    "es": "Primero se confirma que ya se hizo",
    "ar": "أولاً يُؤكَّد أن الخدمة تمت",
    "en": "First it is confirmed that it is done",
    "fr": "D’abord, on confirme que c’est fait",
    "pt": "Primeiro se confirma que já foi feito",
}
STARS = {"es": "5 estrellas", "ar": "٥ نجوم", "en": "5 stars", "fr": "5 étoiles", "pt": "5 estrelas"}


@pytest.mark.parametrize("who", ["luz", "sol"])
@pytest.mark.parametrize("lang", FIRST)
def test_whoever_gives_stars_too_early_reads_what_comes_first(lang: str, who: str, story: Story) -> None:
    until_proposed(story, lang)
    story.say("luz", "1")
    for words in ("⭐⭐⭐⭐⭐", STARS[lang]):
        said = "\n".join(to(story.say(who, words), who))
        assert FIRST[lang] in said
        assert "1001" in said
    assert states(story) == ["agreed"]
    adds_up(story)


def test_who_did_it_and_said_so_reads_for_whom_it_waits(story: Story) -> None:
    until_proposed(story, "es")
    story.say("luz", "1")
    story.say("sol", "1")
    said = "\n".join(to(story.say("sol", "5 estrellas"), "sol"))
    assert states(story) == ["delivered"]
    assert "Falta que lo confirme la otra organización" in said


@pytest.mark.parametrize(
    ("lang", "words"),
    [("es", "excelente, gracias"), ("ar", "برافو"), ("en", "well done"), ("fr", "très bien"), ("pt", "adoramos")],
)
def test_praise_of_what_is_done_begins_the_review(lang: str, words: str, story: Story) -> None:
    until_proposed(story, lang)
    story.say("luz", "1")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert states(story) == ["settled"]
    story.say("luz", words)
    assert "review" in rows(story, "conversation", "state")[0][0] + rows(story, "conversation", "state")[1][0]
