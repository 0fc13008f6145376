"""Arabic as it is typed from Rabat to Basra: no work is lost, nothing begun by mistake, nobody joined wrongly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import HELLO, agreed, joins, proposed, rows, states, suggested, tap, version
from tests.story import Story, answer, telling

pytestmark = pytest.mark.words

CAIRO = ("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "en", "es"))
HOURS, DAY, PROBLEM, BOTH = "كم ساعة", "متى تحتاجون", "١. توجد مشكلة", "طلب أم عرض"


@pytest.fixture
def cairo(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Somebody in a hub that speaks Arabic, who has said hello."""
    with telling(sqlite_db, vault, now) as story:
        story.hub(*CAIRO)
        story.langs["luz"] = "ar"
        answer(story, HELLO["ar"])
        yield story


@pytest.fixture
def member(cairo: Story) -> Story:
    answer(cairo, "جمعية الأمل، القاهرة")
    return cairo


def speaks_arabic(story: Story) -> None:
    tap(story, "luz", "lang:ar")
    answer(story, "1001")


@pytest.mark.parametrize(
    "words",
    [
        "روحنا ومالقيناش حد",
        "رحنا وما لقينا حدا",
        "رحنا لهناك والمكان مسكر",
        "مشينا ليهم ولقينا الباب مسدود",
        "لقيناهم قافلين",
        "الناس ما جت",
        "الجماعة ما اجوا",
        "ماجا حتى واحد",
        "جم ومشيوا من غير ما يخلصوا",
        "لسه مجوش",
    ],
)
@pytest.mark.parametrize("screen", ["1001", "القائمة"])
def test_that_nobody_was_there_is_told_of_the_exchange_and_begins_no_request(
    story: Story, words: str, screen: str
) -> None:
    agreed(story)
    speaks_arabic(story)
    answer(story, screen)
    said = answer(story, words)
    assert any(read in said for read in ("هل أخبر فريق التنسيق", "ما الموضوع", "توجد مشكلة»، اكتبوا 4"))
    assert states(story) == ["agreed"]
    assert rows(story, "listing", "id") == [(1,), (2,)]


@pytest.mark.parametrize("words", ["مالقيناش حد يعلم انجليزي", "رحنا السوق وما لقينا كهربائي، محتاجين كهربائي"])
def test_who_found_nobody_that_can_do_it_asks_for_help(member: Story, words: str) -> None:
    assert HOURS in answer(member, words)


@pytest.mark.parametrize(
    "words",
    [
        "عايز اغير رقمي",
        "عايزة اضيف زميلتي",
        "عايزة رقمهم",
        "انا كمان متطوعة في جمعية تانية ومعايا كود",
        "ما بقى بدنا",
        "ما بدنا نشوفهم",
        "ودي اسجل جمعيتنا",
        "انا دلوقتي باسم مين",
        "هي الساعات دي بتتحسب ازاي",
        "شوكت يبدون",
        "في حد محتاج مساعدة",
        "اكو احد يحتاج مساعدة بالبصرة؟",
        "في ناس دايرين مساعدة قريب مننا؟",
    ],
)
def test_wishes_and_questions_about_the_network_begin_no_listing_and_call_nobody(member: Story, words: str) -> None:
    said = answer(member, words)
    assert not any(begun in said for begun in (HOURS, DAY, BOTH, "العرض:", "سيراسلكم فريق التنسيق"))


def test_who_needs_help_looks_among_requests(member: Story) -> None:
    for words in ("في حد محتاج مساعدة", "اكو احد يحتاج مساعدة؟", "في ناس بدهم مساعدة"):
        said = answer(member, words)
        assert "لا توجد طلبات الآن" in said or "لا أحد يطلب" in said


@pytest.mark.parametrize(
    "words", ["مين بقدر يعلم انجليزي", "meen bya3ref yetarjem", "منو يعرف يترجم", "chkoun y3ref traduction"]
)
def test_who_can_do_it_looks_among_offers_and_is_no_offer(member: Story, words: str) -> None:
    assert "هل أنشره طلباً" in answer(member, words)


def test_all_that_is_offered_is_kept(member: Story) -> None:
    assert "نطبخ لغاية ١٠٠ وجبة" in answer(member, "عندنا مطبخ ونقدر نطبخ لغاية ١٠٠ وجبة")


def test_a_question_for_the_hours_left_is_no_answer_of_one_hour(member: Story) -> None:
    answer(member, "محتاجين كهربائي")
    for words in ("شو صار بساعاتنا", "كم ساعة باقية عندنا؟"):
        said = answer(member, words)
        assert "الرصيد: ٦ ساعات" in said
        assert HOURS in said


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("دابا", "٢٤ نوفمبر"),
        ("هسه", "٢٤ نوفمبر"),
        ("مش محدد", "بلا يوم محدد"),
        ("كي تقدرو", "بلا يوم محدد"),
        ("ما عندنا موعد محدد", "بلا يوم محدد"),
        ("ليس لدينا موعد محدد", "بلا يوم محدد"),
        ("مفيش معاد محدد", "بلا يوم محدد"),
        ("ما في يوم معين", "بلا يوم محدد"),
        ("لما يكون عندكم وقت", "بلا يوم محدد"),
    ],
)
def test_right_now_is_today_and_whenever_leaves_the_day_open(member: Story, words: str, shown: str) -> None:
    answer(member, "محتاجين كهربائي ساعتين")
    assert f"آخر موعد: {shown}" in answer(member, words) or f"الثلاثاء {shown}" in answer(member, words)


@pytest.mark.parametrize("words", ["قبل رمضان", "بعد العيد", "على أول رمضان", "قبل رأس السنة الهجرية"])
def test_a_feast_by_the_moon_has_no_day_and_is_kept_in_the_words(member: Story, words: str) -> None:
    answer(member, "محتاجين كهربائي ساعتين")
    card = answer(member, words)
    assert f"كهربائي، {words}" in card
    assert "بلا يوم محدد" in card


@pytest.mark.parametrize(
    ("lang", "need", "words", "day"),
    [
        ("es", "necesitamos pintor, 2 horas", "ahora mismo", "martes 24 de noviembre"),
        ("en", "we need a painter, 2 hours", "right now", "Tuesday 24 November"),
        ("fr", "nous cherchons un peintre, 2 heures", "maintenant", "mardi 24 novembre"),
        ("pt", "precisamos de um pintor, 2 horas", "agora", "terça-feira, 24 de novembro"),
    ],
)
def test_right_now_is_today_in_other_languages_too(story: Story, lang: str, need: str, words: str, day: str) -> None:
    story.hub()
    joins(story, "luz", lang=lang)
    answer(story, need)
    assert day in answer(story, words)


def test_figures_that_are_letters_name_no_quiet_hour(member: Story) -> None:
    answer(member, "ما تبعتولي بالليل")
    said = answer(member, "bghit n7bess les messages")
    assert "7:00" not in said
    assert "هل أوقف كل الرسائل" in said


@pytest.mark.parametrize(
    "words", ["كتير رسائل، خففوهن", "بزاف ديال الميساجات عفاكم نقصو", "مرة فالنهار", "الرسايل كتير اوي"]
)
def test_too_many_messages_are_made_fewer(member: Story, words: str) -> None:
    said = answer(member, words)
    assert "متى تصلكم الاقتراحات" in said or "مرة في اليوم، صباحاً" in said


def test_a_place_with_to_before_it_is_that_place(member: Story) -> None:
    assert "المكان: ⁨رام الله⁩" in answer(member, "بدنا سيارة توصل مريض لرام الله اليوم ساعتين")


def test_a_translation_from_one_language_to_another_does_not_change_the_language_of_the_chat(member: Story) -> None:
    answer(member, "عايزين حد يترجم لنا")
    assert HOURS in answer(member, "من اسباني لعربي")


@pytest.mark.parametrize(
    ("said", "organisation"),
    [
        (["معكم فاطمة من تعاونية أركان ديال أكادير"], ("تعاونية أركان", "أكادير")),
        (["معاك هبة", "من جمعية الامل", "في طنطا"], ("جمعية الامل", "طنطا")),
        (["جمعية", "اسمها النور والامل", "طنطا"], ("النور والامل", "طنطا")),
        (["جمعية نساء تعز", "خمس ساعات", "٣ ساعات باليوم", "تعز"], ("جمعية نساء تعز", "تعز")),
        (["معاكي مدام هدى مديرة حضانة براعم، طنطا"], ("حضانة براعم", "طنطا")),
        (["بيت الورد", "مركز ملوي"], ("بيت الورد", "ملوي")),
    ],
)
def test_who_they_are_comes_in_short_messages_and_no_question_becomes_a_name(
    cairo: Story, said: list[str], organisation: tuple[str, str]
) -> None:
    for words in said:
        assert rows(cairo, "organisation", "name", "town") == []
        answer(cairo, words)
    assert rows(cairo, "organisation", "name", "town") == [organisation]


def test_a_greeting_that_is_half_french_leaves_arabic_in_latin_letters_its_language(story: Story) -> None:
    story.hub(*CAIRO)
    answer(story, "bonjour kifkon")
    assert "أهلاً بكم" in answer(story, "ne7na jam3iyet el amal, trablos")
    assert "الطلب:" in answer(story, "badna 7ada ysalli7 el generator, se3tein, el jem3a")
    assert "تم النشر" in answer(story, "eh tamem")


@pytest.mark.parametrize(
    "words",
    ["تمام يا جماعة موافقين", "wakha 3la rassi w 3inia", "behi mriguel", "معندناش مانع", "tamam ma3ndnash mane3"],
)
def test_a_yes_of_several_words_accepts(story: Story, words: str) -> None:
    proposed(story)
    speaks_arabic(story)
    if "1. قبول" in answer(story, words).replace("\u200f", ""):  # where it is less than sure, it is the first choice
        answer(story, "1")
    assert states(story) == ["agreed"]


@pytest.mark.parametrize("words", ["نعم اسألوها"])
def test_ask_them_asks_them_where_that_is_the_question(story: Story, words: str) -> None:
    suggested(story)
    speaks_arabic(story)
    answer(story, words)
    assert states(story) == ["proposed"]
    tap(story, "mar", "lang:ar")
    story.say("mar", "1001")
    story.say("mar", words.removeprefix("نعم "))  # of them it is asked whether they accept
    assert states(story) == ["proposed"]


@pytest.mark.parametrize("words", ["ببلاش", "كهدية", "هدية بلا ساعات"])
def test_as_a_gift_answers_how_many_hours_it_needs(story: Story, words: str) -> None:
    suggested(story)
    tap(story, "mar", "lang:ar")
    tap(story, "mar", f"x:1:{version(story)}:terms")
    assert "ما آخر موعد" in answer(story, words, "mar")


def test_a_gift_to_the_fund_in_the_midst_of_a_request_is_none_of_its_hours(member: Story) -> None:
    answer(member, "نحتاج كهربائي ٣ ساعات")
    assert "إعطاء لصندوق التضامن" in answer(member, "نتبرع بساعتين للصندوق")


def test_what_they_came_for_is_no_change_of_what_was_just_published(member: Story) -> None:
    answer(member, "نحتاج كهربائي ٤ ساعات قبل الجمعة في القاهرة")
    answer(member, "نعم")
    published = rows(member, "listing", "id", "minutes")
    answer(member, "بس حضر ساعتين مو ٤")  # it may be a correction: asked, and nothing is changed unasked
    assert rows(member, "listing", "id", "minutes") == published


def test_who_wants_a_person_first_is_heard_before_they_join(story: Story) -> None:
    story.hub(*CAIRO)
    assert "أحفظها لفريق التنسيق" in answer(story, "بدي احكي مع حدا مسؤول")


def test_what_they_are_is_no_name(story: Story) -> None:
    story.hub(*CAIRO)
    assert "هل أنتم" not in answer(story, "حنا فريق رياضي نقدر ندرب الأطفال")


@pytest.mark.parametrize("words", ["ماشي تمام", "ايه؟", "ايه ده", "ايه رأيكم"])
def test_what_means_no_or_what_in_another_country_accepts_nothing(story: Story, words: str) -> None:
    proposed(story)
    speaks_arabic(story)
    answer(story, words)
    assert states(story) == ["proposed"]


@pytest.mark.parametrize(
    ("lang", "declined", "yes"),
    [
        ("ar", "ما بدنا نشوفهم", "اه"),
        ("es", "no queremos trabajar con ellos", "sí"),
        ("en", "we cannot this time", "yes"),
    ],
)
def test_a_yes_behind_words_that_declined_accepts_nothing(story: Story, lang: str, declined: str, yes: str) -> None:
    proposed(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    answer(story, declined)
    answer(story, yes)
    assert states(story) in (["proposed"], ["declined"])


@pytest.mark.parametrize(
    ("told", "asked", "state"),
    [("طلبوا منا مصاري مقابل الشغل", "شكراً لإبلاغنا", "disputed")],
)
def test_a_yes_behind_what_went_wrong_is_about_what_was_shown(story: Story, told: str, asked: str, state: str) -> None:
    agreed(story)
    speaks_arabic(story)
    answer(story, told)
    assert states(story) == ["agreed"]
    assert asked in answer(story, "اه")
    assert states(story) == [state]


def test_ok_behind_a_card_as_it_is_opens_no_problem(story: Story) -> None:
    agreed(story)
    speaks_arabic(story)
    answer(story, "كانت ساعة واحدة مش ساعتين")
    answer(story, "نعم")
    assert "ما الموضوع" not in answer(story, "تمام")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("نعتذر منكم، طرأ ظرف ونرجو تأجيل الموعد إلى الأحد القادم", "هل أرسله"),
        ("بشاور المديرة وبرجعلكم", "في انتظار ردكم"),
        ("مين هدول", "1. قبول"),
    ],
)
def test_what_is_said_of_a_proposal_leads_to_it(story: Story, words: str, shown: str) -> None:
    proposed(story)
    speaks_arabic(story)
    assert shown in answer(story, words)
    assert states(story) == ["proposed"]


def test_who_has_nobody_this_week_declines_and_proposes_no_other_day(story: Story) -> None:
    suggested(story)
    speaks_arabic(story)
    answer(story, "والله ما عنا حدا هالأسبوع بنعتذر منكم")
    assert states(story) == ["declined"]


def test_send_it_says_yes_to_what_is_to_be_sent_or_is_asked_once_more(story: Story) -> None:
    proposed(story)
    speaks_arabic(story)
    assert "هل أرسله" in answer(story, "ينفع يوم السبت بدل الجمعة؟")
    read = answer(story, "ابعت")
    assert "تم الإرسال" in read or "تم الإرسال" in answer(story, "نعم")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("ما اجوا", "ماذا حدث"),
        ("ماجا حتى واحد", "ماذا حدث"),
        ("ساعة وحدة بس مش ساعتين", "ماذا حدث"),
        ("٢", "ماذا حدث"),
        ("كم رصيدنا", "ما الموضوع"),
    ],
)
def test_what_went_wrong_may_be_said_in_place_of_choosing_it(story: Story, words: str, shown: str) -> None:
    agreed(story)
    speaks_arabic(story)
    assert "ما الموضوع" in answer(story, "توجد مشكلة")
    assert shown in answer(story, words)
    assert states(story) == ["agreed"]


@pytest.mark.parametrize(("hello", "menu"), [("جمعية الأمل، القاهرة", "طلب مساعدة"), ("Casa Sol, Tela", "Pedir ayuda")])
def test_who_writes_the_name_at_once_and_then_once_more_is_not_asked_what_it_offers(
    story: Story, hello: str, menu: str
) -> None:
    story.hub()
    answer(story, hello)
    said = answer(story, hello)
    assert menu in said
    assert not any(asked in said for asked in (BOTH, "pedido o una oferta"))
