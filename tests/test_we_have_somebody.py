"""«عندنا حد بيعرف…» offers what somebody of ours can do; what we are or keep ourselves offers nothing."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from tests.faults import joins
from tests.story import Story, answer

pytestmark = pytest.mark.words

ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200f")
TODAY = date(2026, 11, 24)  # a Tuesday


def _plain(text: str) -> str:
    return text.translate(ISOLATES)


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("معانا واحد يفهم في تربية الدجاج", "تربية الدجاج"),
        ("عندنا زول بيعرف يصلح الطلمبات", "يصلح الطلمبات"),
        ("عندنا حد بيعرف يصلح مضخات", "يصلح مضخات"),
        ("لدينا من يستطيع صيانة المولدات", "صيانة المولدات"),
        ("فيه عندنا حد شاطر في المونتاج", "المونتاج"),
        ("عنا شب بيصلح طلمبات", "بيصلح طلمبات"),
        ("عندنا شخص يجيد لغة برايل", "لغة برايل"),
        ("عدنا واحد يصلح مكيفات", "يصلح مكيفات"),
    ],
)
def test_somebody_of_ours_who_knows_something_is_offered(words: str, service: str) -> None:
    read = understand(words, "ar", TODAY)
    assert (read.intent, read.slots["service"]) == ("post_offer", service)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("ما عندنا حد بيعرف يصلح مضخات", "post_need"),
        ("محتاجين حد بيعرف يصلح مضخات", "post_need"),
        ("عندنا واحد محتاج كرسي متحرك", "post_need"),
        ("عندكم حد بيعرف يخيط؟", "find_matches"),
    ],
)
def test_nobody_of_ours_offers_nothing(words: str, intent: str) -> None:
    assert understand(words, "ar", TODAY).intent == intent


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("نحن مجموعة صيادين ونحتاج خياط شباك ساعتين السبت", "خياط شباك"),
        ("احنا فرقة مسرح وعايزين حد يعلمنا إضاءة تلات ساعات الخميس", "يعلمنا إضاءة"),
        ("احنا عندنا عيادة وبدنا طبيبة نسائية يوم الاربعاء ٣ ساعات", "طبيبة نسائية"),
        ("عندنا ورشة خياطة ومحتاجين حد يصلح المكن ساعتين بكرة", "يصلح المكن"),
    ],
)
def test_what_we_are_before_what_we_need_is_no_offer(story: Story, words: str, service: str) -> None:
    story.hub()
    joins(story, "luz", lang="ar")
    card = _plain(answer(story, words))
    asked = card.partition("\n")[0]
    assert asked.startswith("الطلب: ")
    assert asked.endswith(service)
    assert "العرض" not in card


def test_who_can_sew_and_needs_a_carpenter_says_both(story: Story) -> None:
    story.hub()
    joins(story, "luz", lang="ar")
    assert "أولاً العرض: دروس خياطة. ثم الطلب: نجار" in _plain(answer(story, "نقدم دروس خياطة ونحتاج نجار ساعتين"))
