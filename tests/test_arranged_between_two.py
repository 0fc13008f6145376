"""Who comes when, how many there are, what to bring: two who have agreed arrange it, and nobody lists it."""

from __future__ import annotations

import pytest

from tests.faults import agreed, neighbours, proposed, rows, states, suggested, tap, to
from tests.story import Story

pytestmark = pytest.mark.words

SENDS = {
    "es": "¿Lo envío?",
    "en": "Shall I send it?",
    "fr": "Je l’envoie",
    "pt": "Posso enviar?",
    "ar": "هل أنقله الآن؟",
}


def _reads(story: Story, who: str, lang: str, words: str) -> str:
    tap(story, who, f"lang:{lang}")
    story.say(who, "1001")
    return "\n".join(to(story.say(who, words), who))


@pytest.mark.parametrize(
    ("who", "lang", "words"),
    [
        ("mar", "ar", "المدرب هيكون عندكم الساعه ٩ الصبح"),
        ("mar", "ar", "المدربة بتكون عندكن الساعة ٩"),
        ("mar", "ar", "السلام عليكم انا المدرب، هكون عندكم ٩ الصبح"),
        ("luz", "ar", "احنا عندنا ١٢ طفل، هاتوا معاكم عوامات"),
        ("luz", "ar", "حنا عندنا 12 دري"),
        ("luz", "ar", "يا ريت تجيبوا معاكم دفاتر"),
        ("luz", "ar", "عندنا طفل عنده ربو"),
        ("luz", "ar", "البوابة عند المسجد"),
        ("mar", "es", "la profesora va a estar con ustedes a las 9"),
        ("luz", "es", "tenemos 12 niños, traigan flotadores"),
        ("luz", "es", "el portón está junto a la iglesia"),
        ("mar", "es", "vamos en camino, en 15 minutos llegamos"),
        ("mar", "en", "the coach will be with you at 9"),
        ("luz", "en", "we have 12 kids, please bring floaties"),
        ("mar", "en", "we are on our way, there in 15 minutes"),
        ("mar", "fr", "le prof sera chez vous à 9h"),
        ("luz", "fr", "on a 12 enfants, apportez des bouées svp"),
        ("mar", "pt", "o professor vai estar com vocês às 9"),
        ("luz", "pt", "temos 12 crianças, tragam boias"),
    ],
)
def test_what_is_arranged_is_shown_once_and_goes_to_the_other_side(
    story: Story, who: str, lang: str, words: str
) -> None:
    agreed(story)
    read = _reads(story, who, lang, words)
    assert SENDS[lang] in read
    assert words in read


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "بكرا منبعتلكم اسماء الاطفال"),
        ("ar", "سنرسل لكم التفاصيل غداً"),
        ("ar", "نفس اليوم بس الساعة ٤ العصر"),
        ("es", "mañana les mandamos los nombres"),
        ("en", "same day but at 4 pm"),
        ("fr", "le même jour mais à 16h"),
        ("en", "could the session be in French?"),
        ("ar", "بدنا نعرف شو لازم نجهز"),
        ("ar", "نود معرفة أعمار الأطفال"),
        ("en", "we'd like to know how many people are coming"),
    ],
)
def test_what_the_two_settle_between_them_moves_no_day_and_is_no_request(story: Story, lang: str, words: str) -> None:
    agreed(story)
    read = _reads(story, "luz", lang, words)
    assert SENDS[lang] in read
    assert words in read


@pytest.mark.parametrize(
    "words",
    ["تمام، بكرا منبعتلكم الاسماء"],
)
def test_a_yes_before_what_is_sent_tomorrow_accepts_and_proposes_no_other_day(story: Story, words: str) -> None:
    proposed(story)
    read = _reads(story, "luz", "ar", words).replace("\u200f", "")
    assert states(story) == ["agreed"] or "لاختيار «قبول»، اكتبوا 1" in read
    assert rows(story, "exchange", "due_on") == [("2026-11-27",)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "حابين نعرف عدد الأطفال قبل"),
        ("es", "queremos saber cuántas personas son"),
    ],
)
def test_what_they_want_to_know_before_they_answer_is_no_listing(story: Story, lang: str, words: str) -> None:
    suggested(story)
    for seen in ("1001", "القائمة"):
        tap(story, "mar", f"lang:{lang}")
        story.say("mar", seen)
        read = "\n".join(to(story.say("mar", words), "mar"))
        assert "1001" in read or f"\u2068{words}\u2069" in read  # asked of them
        assert states(story) == ["suggested"]
        assert len(rows(story, "listing", "id")) == 2


@pytest.mark.parametrize(
    ("lang", "words", "day"),
    [
        ("ar", "منأجلها اسبوع", "الجمعة 4 ديسمبر"),
        ("es", "¿podemos posponerlo una semana?", "4 de diciembre"),
        ("en", "can we postpone it by two weeks", "11 December"),
        ("ar", "خليها بعد بكرا", "الخميس 26 نوفمبر"),
    ],
)
def test_a_length_by_which_it_is_put_off_is_counted_from_its_day(story: Story, lang: str, words: str, day: str) -> None:
    agreed(story)  # for Friday, 27 November
    assert day in _reads(story, "luz", lang, words)


@pytest.mark.parametrize(
    ("who", "words", "there"),
    [
        ("luz", "عندنا ١٢ طفل محتاجين نضارات طبية", "كم ساعة"),
        ("mar", "عندنا ٥ متطوعين يعلموا رسم", "العرض: "),
    ],
)
def test_a_listing_of_its_own_is_not_lost_to_it(story: Story, who: str, words: str, there: str) -> None:
    agreed(story)
    read = _reads(story, who, "ar", words)
    assert there in read
    assert SENDS["ar"] not in read


def test_without_an_exchange_it_is_for_nobody(story: Story) -> None:
    neighbours(story)
    tap(story, "mar", "lang:ar")
    assert SENDS["ar"] not in "\n".join(to(story.say("mar", "عندنا ١٢ طفل"), "mar"))


@pytest.mark.parametrize(
    "words",
    [
        "المدرب عامل حادثه ومش هيقدر يجي",
        "عندنا وفاة وما نقدر نجي",
        "المدرب مريض ما يقدرش يجي",
        "المدرب كيمرض وما غاديش يقدر يجي",
        "المدربة مش جايه",
        "الدنيا مطر ومش هينفع نروح",
        "السيارة خربانة وما راح نقدر نوصل",
        "المدربة كسرت رجلها ومش هتيجي",
        "ما نجموش نجيو",
    ],
)
def test_who_cannot_come_reads_how_to_end_it_first_and_offers_nothing(story: Story, words: str) -> None:
    agreed(story)
    assert "إلغاء التبادل" in _reads(story, "mar", "ar", words).replace("١", "1").replace("\u200f", "")
