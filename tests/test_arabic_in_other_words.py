"""What is asked for in Arabic is asked for in many ways; a question is no offer, and a report is none of hours."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import items_in, understand
from bot.understand.calendar.dates import read_day
from core.db import Database
from core.vault import Vault
from tests.faults import agreed, neighbours, proposed, rows, states, tap, to
from tests.story import telling

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("free", "هو بفلوس ولا ببلاش؟"),
        ("free", "ببلاش ولا بمصاري؟"),
        ("free", "الموضوع ده بفلوس؟"),
        ("known", "مين يقدر يشوف كلامي؟"),
        ("known", "مين فيه يقرا رسائلي؟"),
        ("known", "من يستطيع قراءة رسائلي؟"),
        ("known", "مين اللي بيشوف اللي بكتبه؟"),
        ("known", "شكون كيشوف الميساجات ديالي؟"),
        ("known", "هل بياناتي آمنة؟"),
        ("help", "انت روبوت؟"),
        ("help", "شلون اشتغل هذا؟"),
        ("help", "شو ممكن نقدم؟"),
        ("help", "عايزين نشترك"),
        ("people", "عندي زميلة بدها تشتغل معي عالحساب"),
        ("people", "زميلتي عايزه تدخل معايا على نفس الحساب"),
        ("statement", "تقرير الساعات"),
        ("statement", "نريد تقريرا عن ساعاتنا"),
        ("statement", "ابعتلنا كشف"),
        ("help", "نود أن ننضم إلى شبكتكم"),
        ("help", "السلام، كيفاش ندخل للشبكة وشحال الثمن"),
        ("help", "نعم بس محتاجين نعرف تفاصيل اكتر الاول"),
        ("balance", "جم ساعة عندنا"),
        ("donate", "عندنا ١٠ ساعات زيادة دايرين نديها للناس المحتاجة"),
        ("network", "عايزه اعرف مين معاكم في الشبكه"),
        ("known", "انتوا عارفين عننا ايه"),
        ("inviting", "kif fina n3zom jam3iye tenye?"),
        ("change_language", "lo8a"),
        ("find_matches", "شكو مساعدات بالموصل"),
        ("find_matches", "واش كاين قاعة أخرى"),
        ("rate_partner", "كويسين بس اتأخروا شويه"),
        ("no", "ماشي هادشي لي بغيت"),
        ("yes", "حاضر"),
        ("dispute", "ارجعوا لي الساعتين"),
        ("skip", "مش متأكدين"),
        ("share_contact", "بدنا رقم المدرب"),
        ("share_contact", "ابعتولنا رقم المدربة"),
        ("share_contact", "نحتاج رقم الجوال حقهم"),
        ("share_contact", "عايزين نمرة المدرب"),
        ("share_contact", "ممكن رقم تلفونهم؟"),
        ("share_contact", "رقمنا 01001234567 كلمونا"),
        ("share_contact", "اتصلوا فيني على 0791234567"),
    ],
)
def test_a_page_is_asked_for_and_nothing_is_listed(intent: str, words: str) -> None:
    assert understand(words, "ar", TODAY).intent == intent


@pytest.mark.parametrize(
    ("intent", "words", "service"),
    [
        ("post_need", "مين يقدر يقرا العقد ويشرحه؟", "يقرا العقد ويشرحه"),
        ("post_need", "من يستطيع قراءة التقرير ومراجعته؟", "قراءة التقرير ومراجعته"),
        ("post_need", "وين فيني لاقي معالج نطق؟", "معالج نطق"),
        ("post_need", "من وين فيني جيب كرسي متحرك؟", "كرسي متحرك"),
        ("post_need", "الاقي فين دكتور اسنان؟", "دكتور اسنان"),
        ("post_need", "نرجو مساعدتنا في إعداد تقرير نصف سنوي، ٦ ساعات", "إعداد تقرير نصف سنوي"),
        ("post_need", "نرجو التكرم بتوفير مختص لإعداد تقرير المشروع، بواقع ست ساعات", "مختص لإعداد تقرير المشروع"),
        ("post_need", "عندنا ٤٠ لاجئ محتاجين كشف سنان", "كشف سنان"),
        ("post_need", "نلتمس منكم توفير مترجم للغة الإنجليزية، ٤ ساعات", "مترجم للغة الإنجليزية"),
        ("post_need", "محتاجين نسجل الجمعية رسميا", "نسجل الجمعية رسميا"),
        ("post_need", "نحتاج كهربائي، اتصلوا على 0791234567", "كهربائي"),
        ("post_need", "بدنا مدرب رقمي", "مدرب رقمي"),
        ("post_offer", "عندي زميل شاطر في الحسابات يقدر يساعد", "الحسابات"),
        ("post_need", "خاصنا شي واحد يقاد لينا الموقع ديالنا راه طايح", "يقاد لينا الموقع ديالنا"),
        ("post_offer", "ممكن نقدم دروس", "دروس"),
        ("post_offer", "ممكن نراجع حسابات الجمعيات مجانا", "نراجع حسابات الجمعيات"),
        ("post_offer", "نجمو نصلحو البيسيات والطابعات بلاش", "نصلحو البيسيات والطابعات"),
        ("post_offer", "نمدو استشارات قانونية للجمعيات عن بعد", "استشارات قانونية للجمعيات"),
        ("post_offer", "احنا مصممين جرافيك وممكن نساعد الجمعيات اونلاين", "مصممين جرافيك"),
        ("post_offer", "تقدم مؤسستنا استشارات في الحوكمة", "استشارات في الحوكمة"),
    ],
)
def test_a_request_or_an_offer_beside_it_is_one(intent: str, words: str, service: str) -> None:
    understood = understand(words, "ar", TODAY)
    assert (understood.intent, understood.slots["service"]) == (intent, service)


@pytest.mark.xfail(strict=True, reason="what one verb is done to is taken for several offers")
def test_what_one_verb_is_done_to_is_one_offer() -> None:
    said = "عندنا ورشه نجاره و ممكن نصلح كراسي و ترابيزات للحضانات"
    assert items_in(said, "ar", TODAY, "offer") == ()


@pytest.mark.parametrize(
    "words",
    [
        "اكيد ليش لا",
        "وليش لا طبعا",
        "علاش لا",
        "ما عليه نقبل",
        "تمام جاهزين",
        "جاهزين ان شاء الله",
        "هلا بيكم جاهزين",
        "منقدر",
        "استلمناه تسلم ايديكم",
    ],
)
def test_a_yes_to_a_proposal_never_has_the_no_first(sqlite_db: Database, vault: Vault, now: int, words: str) -> None:
    with telling(sqlite_db, vault, now) as story:
        proposed(story)
        tap(story, "luz", "lang:ar")
        story.say("luz", "1001")
        read = "\n".join(to(story.say("luz", words), "luz")).replace("\u200f", "")
        assert "العرض: " not in read
        assert "1. قبول" in read or "متفق عليه" in read or "اتفقتم" in read


@pytest.mark.parametrize("words", ["ماقدروش", "ما نجموش", "ما ينفع", "مش هنقدر", "مش جاهزين"])
def test_a_no_to_a_proposal_is_one_or_has_that_first(sqlite_db: Database, vault: Vault, now: int, words: str) -> None:
    with telling(sqlite_db, vault, now) as story:
        proposed(story)
        tap(story, "luz", "lang:ar")
        story.say("luz", "1001")
        read = "\n".join(to(story.say("luz", words), "luz")).replace("\u200f", "")
        assert "لا، شكراً" in read or states(story) == ["declined"]


@pytest.mark.parametrize("words", ["اليوم علمناهم السباحة", "عطيناهم الدرس اليوم"])
def test_that_it_was_given_today_is_no_move_to_today(sqlite_db: Database, vault: Vault, now: int, words: str) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        tap(story, "mar", "lang:ar")
        story.say("mar", "1001")
        read = "\n".join(to(story.say("mar", words), "mar")).replace("\u200f", "")
        assert "1. تمت الخدمة" in read or states(story) == ["delivered"]
        assert rows(story, "exchange", "due_on") == [("2026-11-27",)]


@pytest.mark.parametrize(
    "words",
    [
        "مش هنقدم كمبيوتر تاني",
        "وقف درس الكمبيوتر شويه",
        "وقفوا عرض الكمبيوتر",
    ],
)
def test_what_is_no_longer_offered_is_taken_down_and_not_offered_anew(
    sqlite_db: Database, vault: Vault, now: int, words: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        tap(story, "luz", "lang:ar")
        story.say("luz", "نقدم دروس كمبيوتر للكبار")
        story.say("luz", "نعم")
        read = "\n".join(to(story.say("luz", words), "luz"))
        assert "هل ألغي نشره؟" in read or "إيقاف مؤقت" in read
        assert "دروس كمبيوتر للكبار" in read


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("المكان في الجيزة", "المكان: ⁨الجيزة⁩"),
        ("المكان الجيزة", "المكان: ⁨الجيزة⁩"),
        ("الساعات ٥", "المدة: 5 ساعات"),
    ],
)
def test_a_part_of_the_card_is_put_right_by_its_name(
    sqlite_db: Database, vault: Vault, now: int, words: str, there: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        tap(story, "luz", "lang:ar")
        story.say("luz", "محتاجين حد يعلم الستات خياطه، ٣ ساعات، يوم الخميس")
        assert there in "\n".join(to(story.say("luz", words), "luz"))


def test_the_place_that_is_only_spoken_of_stays(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        neighbours(story)
        tap(story, "luz", "lang:ar")
        story.say("luz", "محتاجين حد يعلم الستات خياطه، ٣ ساعات، يوم الخميس")
        assert "المكان: ⁨Tegucigalpa⁩" in "\n".join(to(story.say("luz", "المكان بعيد"), "luz"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ar", "الاسبوع اللي بعد الجاي"), ("en", "the week after next"), ("es", "la semana subsiguiente")],
)
def test_the_week_after_next_is_a_day(lang: str, words: str) -> None:
    assert read_day(words, lang, TODAY) == date(2026, 12, 13)


@pytest.mark.parametrize("words", ["جه متاخر ساعه بس كان كويس", "استنيناه ساعة وبعدين جه"])
def test_how_long_they_were_waited_for_is_not_what_was_received(
    sqlite_db: Database, vault: Vault, now: int, words: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        tap(story, "luz", "lang:ar")
        story.say("luz", "1001")
        assert "ساعة واحدة" not in "\n".join(to(story.say("luz", words), "luz"))
