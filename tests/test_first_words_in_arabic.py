"""First words in Arabic of other countries: a yes is no organisation, and who writes is no part of its name."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from tests.faults import proposed, states, tap
from tests.story import Story, answer

pytestmark = pytest.mark.words

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("اني ام علي من جمعية الرافدين بالبصرة", "جمعية الرافدين"),
        ("احنه منظمة نبض العراق بالموصل", "منظمة نبض العراق"),
        ("هسه احنه جمعية الأمل ببغداد", "جمعية الأمل"),
        ("واش راكم، حنا جمعية الأمل من وهران", "جمعية الأمل"),
        ("أنا اسمي خالد مسؤول المشاريع في جمعية الكفيف الأردنية، الزرقاء", "جمعية الكفيف الأردنية"),
    ],
)
def test_who_writes_is_no_part_of_the_organisations_name(story: Story, words: str, name: str) -> None:
    story.hub(langs=("ar",))
    story.langs["luz"] = "ar"
    answer(story, "مرحبا")
    told = answer(story, words)
    assert f"\u2068{name}\u2069" in told
    told = told if " الآن" in told else answer(story, "نعم")  # what stood in a sentence is shown before it counts
    assert f"\u2068{name}\u2069 الآن" in told


@pytest.mark.parametrize("words", ["نعم، أؤكّد ذلك", "بسم الله نبدأ"])
def test_a_yes_is_no_organisation(story: Story, words: str) -> None:
    story.hub(langs=("ar",))
    story.langs["luz"] = "ar"
    answer(story, "مرحبا")
    assert "اكتبوا اسم منظمتكم ومدينتها" in answer(story, words)


@pytest.mark.parametrize("words", ["ماهي البيانات التي تحتفظون بها ومن يطلع عليها؟", "وين تروح بياناتنا؟"])
def test_who_asks_where_the_data_go_reads_what_is_kept(words: str) -> None:
    assert understand(words, "ar", TODAY).intent == "known"


@pytest.mark.parametrize(
    "words", ["في حد بيعلم لغة إشارة؟", "هل يوجد من يعلّم لغة الإشارة؟", "كاين شي حد كيعلم الخياطة؟"]
)
def test_whether_anybody_teaches_something_looks_among_offers(words: str) -> None:
    assert understand(words, "ar", TODAY).intent == "find_matches"


@pytest.mark.parametrize("words", ["كيف بنضيف زميلتي؟", "ازاي زميلي يدخل معايا"])
def test_how_a_colleague_comes_in_is_answered(words: str) -> None:
    assert understand(words, "ar", TODAY).intent == "people"


@pytest.mark.parametrize("words", ["حاضر موافقين", "اي قبلنا", "خلاص اتفقنا"])
def test_a_plain_yes_in_two_words_accepts(story: Story, words: str) -> None:
    proposed(story)
    tap(story, "luz", "lang:ar")
    answer(story, "1001")
    answer(story, words)
    assert states(story) == ["agreed"]
