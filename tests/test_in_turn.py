"""What one message does several times over is done one after the other (bot/dialogue/in_turn.py)."""

from __future__ import annotations

import pytest

from bot.dialogue.in_turn import in_turn
from bot.dialogue.situation import DRAFT, IDLE, TERMS, Situation
from tests.faults import joins, proposed, rows, states
from tests.story import Story, answer

_DRAFT = Situation("member", DRAFT, asking="sure", flow="need", detail="draft_need")


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        ("si publiquelo por favor y cuanto se tarda uno en que le contesten?", "es", 2),
        ("yes post it please, and how much does it cost?", "en", 2),
        ("pongale reparar el techo de la cocina y son 6 horas no 4", "es", 1),
        ("si, pero que traigan sus herramientas", "es", 1),
        ("si, si traen sus herramientas", "es", 1),
        ("si claro publiquelo con mucho gusto que dios le bendiga", "es", 1),
    ],
)
def test_what_belongs_together_stays_together(text: str, lang: str, parts: int) -> None:
    assert len(in_turn(text, _DRAFT, lang)) == parts


@pytest.mark.parametrize(
    ("text", "lang", "parts"),
    [
        (
            "ok send and say to him we have 40 fotos with jpg",
            "en",
            ("ok send", "and say to him we have 40 fotos with jpg"),
        ),
        ("si mandalo y diles que llegamos a las 8", "es", ("si mandalo", "y diles que llegamos a las 8")),
        ("ايوه ابعت وقولهم اننا هنستنى في الباب", "ar", ("ايوه ابعت", "وقولهم اننا هنستنى في الباب")),
        ("oui envoie et dis leur qu'on vient a deux", "fr", ("oui envoie", "et dis leur qu'on vient a deux")),
        ("si pues mandele y que Dios la bendiga", "es", ("si pues mandele y que Dios la bendiga",)),
        ("si, pero solo el viernes", "es", ("si, pero solo el viernes",)),
        ("yes but tell them only if they come early", "en", ("yes but tell them only if they come early",)),
    ],
)
def test_a_yes_and_what_they_shall_read_are_two(text: str, lang: str, parts: tuple[str, ...]) -> None:
    assert in_turn(text, Situation("member", TERMS, asking="sure"), lang) == parts


def test_where_nothing_is_asked_a_message_is_one() -> None:
    text = "buenas necesitamos un electricista y cuanto cuesta esto?"
    assert in_turn(text, Situation("member", IDLE), "es") == (text,)


def test_a_yes_with_a_question_publishes_and_is_answered(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    answer(story, "necesitamos un electricista, 2 horas, para el viernes")
    said = answer(story, "si asi esta bien publiquelo pues y disculpe cuanto cuesta usar esto?")
    assert [state for _id, state in rows(story, "listing", "id", "state")] == ["open"]
    assert "Publicado" in said
    assert "gratis" in said.lower() or "nada" in said.lower()


def test_a_question_behind_a_yes_goes_to_the_other_side(story: Story) -> None:
    proposed(story)
    answer(story, "1001")
    said = answer(story, "si claro que aceptamos con mucho gusto, a que hora llegan ustedes?")
    assert states(story) == ["agreed"]
    assert "a que hora llegan ustedes" in said


def test_a_yes_with_a_condition_is_none(story: Story) -> None:
    proposed(story)
    answer(story, "1001")
    answer(story, "si aceptamos pero solo si traen sus herramientas, a que hora llegan?")
    assert states(story) == ["proposed"]


def test_two_corrections_in_one_message_are_both_made(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    answer(story, "necesitamos un electricista, 2 horas, para el viernes")
    said = answer(story, "mejor pongale reparar el techo de la cocina y mejor que sean 6 horas")
    assert "reparar el techo de la cocina" in said
    assert "6 horas" in said
    assert rows(story, "listing", "id") == []


def test_a_word_for_cancel_that_nobody_knows_publishes_nothing(story: Story) -> None:
    story.hub(langs=("ar",))
    joins(story, "luz", lang="ar")
    answer(story, "e7na n2dar ne3alem excel lel banat")
    answer(story, "elghy da, ana me7tag sabbak lel shabab el 7ad el gay")
    assert rows(story, "listing", "id") == []


def test_what_is_to_be_put_instead_sends_nothing(story: Story) -> None:
    proposed(story)
    answer(story, "1001")
    answer(story, "pongale mejor que son 5 horas las que ocupamos")
    assert states(story) == ["proposed"]
