"""Who was treated badly says so in a hundred ways: none of them is an offer, a request or an end of the exchange."""

from __future__ import annotations

import pytest

from core.moderation import danger
from tests.faults import agreed, states, tap, to
from tests.story import Story

pytestmark = pytest.mark.words


def _reads(story: Story, words: str) -> str:
    tap(story, "luz", "lang:ar")
    story.say("luz", "1001")
    return "\n".join(to(story.say("luz", words), "luz")).replace("\u200f", "")


@pytest.mark.parametrize(
    "words",
    [
        "تصرفها كان غير لائق مع الأطفال ونطلب التدخل",
        "كان كلامه معنا مش منيح",
        "السلوك كان غير مقبول أبداً",
        "الأخصائية صرخت على الأطفال",
        "صوتها كان عالي عالاطفال وخافوا",
    ],
)
def test_a_complaint_leads_to_the_problem(story: Story, words: str) -> None:
    agreed(story)
    read = _reads(story, words)
    assert "1. توجد مشكلة" in read or "ما الموضوع؟" in read or "هل أخبر فريق التنسيق" in read
    assert states(story) == ["agreed"]


def test_that_a_child_was_hit_is_heard_as_danger_before_it_is_a_complaint() -> None:
    assert danger("ضربت ولد من الأولاد") == "child"


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("بدنا مدرب على التحقيق الصحفي ساعتين", "متى تحتاجون"),
        ("نحتاج دعم نفسي لنساء تعرضن للضرب ساعتين", "متى تحتاجون"),
    ],
)
def test_a_service_that_is_about_such_things_is_asked_for_as_any_other(story: Story, words: str, there: str) -> None:
    agreed(story)
    assert there in _reads(story, words)
