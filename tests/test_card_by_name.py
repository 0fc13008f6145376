"""A card is opened by what our messages call it, with its number behind; what was done too early finds its card."""

from __future__ import annotations

import pytest

from bot.understand.words import card_said
from tests.faults import states
from tests.story import Story, answer


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("intercambio 1001", "1001"),
        ("la propuesta 1001", "1001"),
        ("التبادل ١٠٠١", "1001"),
        ("رؤية الاقتراح 1001", "1001"),
        ("exchange 1001", "1001"),
        ("l’échange 1001", "1001"),
        ("a proposta 1001", "1001"),
        ("necesitamos 1001", ""),
        ("pintar 1001 paredes", ""),
        ("1001", ""),
        ("el 2026", ""),
        ("propuesta 12345678", ""),
        ("propuesta 12", ""),
    ],
)
def test_the_number_behind_what_a_card_is_called(text: str, digits: str) -> None:
    assert card_said(text) == digits


def suggested(story: Story) -> None:
    """Nour asks for what Samir offers, and neither has said anything yet: 1001."""
    story.hub("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "es"))
    for who, name in (("nour", "بيت النور، القاهرة"), ("samir", "مكتب النيل، الجيزة")):
        story.langs[who] = "ar"
        story.say(who, "مرحبا")
        story.say(who, name)
    for who, words in (
        ("samir", "نقدم ترجمة إنجليزية عن بعد"),
        ("nour", "نحتاج ترجمة إنجليزية، ساعتين، قبل الجمعة، عن بعد"),
    ):
        story.say(who, words)
        story.say(who, "نعم")


@pytest.mark.words
def test_a_card_opens_by_its_name_also_in_the_middle_of_a_question(story: Story) -> None:
    suggested(story)
    assert "هل يمكنكم المساعدة؟" in answer(story, "الاقتراح ١٠٠١", "samir")
    answer(story, "تقديم مساعدة", "samir")
    assert "هل يمكنكم المساعدة؟" in answer(story, "التبادل 1001", "samir")


def test_what_was_done_before_anybody_agreed_is_agreed_first(story: Story) -> None:
    suggested(story)
    early = answer(story, "تمت الخدمة", "samir")
    assert "لم يُتفق على هذا بعد" in early
    assert "هل يمكنكم المساعدة؟" in early
    answer(story, "1", "samir")
    assert "لم يُتفق على هذا بعد" in answer(story, "تمت الخدمة", "samir")
    assert "هل تقبلون؟" in answer(story, "استلمنا الخدمة", "nour")
    assert "تم الاتفاق" in answer(story, "1", "nour")
    answer(story, "خلصنا", "samir")
    assert states(story) == ["delivered"]
