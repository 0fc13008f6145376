"""What volunteers type in Arabic, of ten dialects, is read as they meant it, and their words stand on the card."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("نشتي طبيب بيطري في إب قبل الجمعة", {"service": "طبيب بيطري", "place": "إب", "deadline": "2026-11-27"}),
        ("محتاجين سباك في إب", {"service": "سباك", "place": "إب"}),
        ("نحتاج خياطة في آب", {"service": "خياطة", "deadline": "2027-08-31"}),
        ("نحتاج خياطة ١٥ اب", {"service": "خياطة", "deadline": "2027-08-15"}),
    ],
)
def test_a_town_of_yemen_is_no_august(said: str, slots: dict[str, str]) -> None:
    read = understand(said, "ar", TODAY)
    assert (read.intent, read.slots) == ("post_need", slots)


@pytest.mark.parametrize(
    ("lang", "said", "whole", "day"),
    [
        ("ar", "نحتاج مصور لحفل نهاية السنة يوم ٣٠ ديسمبر", "مصور لحفل نهاية السنة", "2026-12-30"),
        ("ar", "محتاجين تدقيق حسابات آخر السنة قبل ١٥ ديسمبر", "تدقيق حسابات آخر السنة", "2026-12-15"),
        ("ar", "نحتاج مصور يوم ٣٠ ديسمبر أو آخر السنة", "مصور", "2026-12-31"),
        ("ar", "نحتاج محاسب قبل نهاية السنة", "محاسب", "2026-12-31"),
        ("es", "necesitamos un mago para la fiesta de fin de año, el 18 de diciembre",
         "mago para la fiesta de fin de año", "2026-12-18"),
    ],
)  # fmt: skip
def test_the_end_of_the_year_beside_another_day_says_for_what(lang: str, said: str, whole: str, day: str) -> None:
    read = understand(said, lang, TODAY)
    assert read.slots["deadline"] == day


@pytest.mark.parametrize(
    ("said", "service"),
    [
        ("نحن بحاجة لسباك يوم الخميس", "سباك"),
        ("حاجتنا بمترجم لغة الإشارات", "مترجم لغة الإشارات"),
        ("عنا حاجة لكهربائي", "كهربائي"),
        ("محتاجين لخياطة", "خياطة"),
        ("محتاجين بناء سور", "بناء سور"),
        ("نحتاج برمجة موقع", "برمجة موقع"),
        ("نحتاج لوحات اعلانية", "لوحات اعلانية"),
        ("محتاجين لحام ابواب", "لحام ابواب"),
    ],
)
def test_the_letter_that_only_leads_up_to_a_service_is_none_of_it(said: str, service: str) -> None:
    read = understand(said, "ar", TODAY)
    assert (read.intent, read.slots["service"]) == ("post_need", service)


@pytest.mark.parametrize(
    ("lang", "said", "intent"),
    [
        ("ar", "ما منقدر نصلح السقف لوحدنا", "out_of_scope"),
        ("ar", "مش قادرين ندهن الفصول", "out_of_scope"),
        ("ar", "ما نقدروش نقريو الدراري", "out_of_scope"),
        ("ar", "ما فينا نوصل الوجبات بدون سيارة", "out_of_scope"),
        ("es", "no podemos arreglar el techo", "no"),
        ("en", "we can't fix the roof", "out_of_scope"),
        ("en", "we cannot teach this month", "out_of_scope"),
        ("pt", "não conseguimos consertar o telhado", "out_of_scope"),
        ("fr", "nous ne pouvons pas réparer le toit", "out_of_scope"),
    ],
)
def test_what_cannot_be_done_is_no_offer(lang: str, said: str, intent: str) -> None:
    assert understand(said, lang, TODAY).intent == intent


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ar", "ما عندنا سيارة بس نقدر نطبخ"),
        ("ar", "لا، نقدر نساعد بالطبخ"),
        ("ar", "منقدر نصلح السقف"),
        ("es", "no tenemos camioneta, pero podemos cocinar"),
        ("en", "we can fix roofs"),
    ],
)
def test_what_can_be_done_is_an_offer_whatever_cannot(lang: str, said: str) -> None:
    assert understand(said, lang, TODAY).intent == "post_offer"


@pytest.mark.parametrize(
    "said",
    [
        "معليش ما بنقدر على ده المرة دي",
        "ما منقدر نساعد",
        "مانقدروش نعاونو",
        "مش هنقدر المرة دي",
        "والله ما نكدر هالمرة",
        "للأسف ما منقدر نجي",
        "مانجموش نعاونو المرة هاذي",
    ],
)
def test_who_cannot_help_this_time_declines(said: str) -> None:
    assert understand(said, "ar", TODAY).intent == "decline_match"


@pytest.mark.parametrize(
    ("said", "service", "hours"),
    [
        ("عدنا مولدة كهرباء نگدر ننطيها للمخيم لمدة يوم", "مولدة كهرباء", 8),
        ("عندنا خيمة كبيرة ننطيها لمدة يوم", "خيمة كبيرة", 8),
        ("عنا مولدة كهربا منقدر نعيرها لمدة يومين", "مولدة كهربا", 16),
        ("نحنا قاعدين نعمل توعية صحية للامهات", "توعية صحية للامهات", None),
        ("احنا گاعدين نسوي ورشات للشباب", "ورشات للشباب", None),
    ],
)
def test_what_is_lent_or_is_going_on_is_offered_by_its_name(said: str, service: str, hours: int | None) -> None:
    read = understand(said, "ar", TODAY)
    assert (read.intent, read.slots["service"], read.slots.get("hours")) == ("post_offer", service, hours)


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("شنو كاين من طلبات ديال الجمعيات", {}),
        ("شو في طلبات بمنطقتنا", {}),
        ("فيه حد بيقدم علاج طبيعي قريب مننا", {"service": "علاج طبيعي"}),
        ("مين عنده ملعب قريب مننا", {"service": "ملعب"}),
    ],
)
def test_near_us_is_no_part_of_what_is_looked_for(said: str, slots: dict[str, str]) -> None:
    read = understand(said, "ar", TODAY)
    assert (read.intent, read.slots) == ("find_matches", slots)


@pytest.mark.parametrize(
    ("said", "intent", "hours"),
    [
        ("راه جات المعلمة ودوزات مع الدراري ساعتين ونص", "confirm_service", 2.5),
        ("إجت الممرضة وضلت معنا ٣ ساعات", "confirm_service", 3),
        ("جاو الشباب ونقاو الجنان فـ 4 سوايع", "confirm_service", 4),
        ("إجا المدرب بكرا الساعة ٣؟", "out_of_scope", None),
    ],
)
def test_who_came_and_stayed_has_done_it(said: str, intent: str, hours: float | None) -> None:
    read = understand(said, "ar", TODAY)
    assert (read.intent, read.slots.get("hours")) == (intent, hours)


@pytest.mark.parametrize(
    "said",
    [
        "قدنا جاهزين نساعد",
        "يمكننا المساعدة",
        "احنا قدنا جاهزين نساعدهم",
        "نكدرو نعاونو",
        "نگدرو نعاونوهم",
        "حاضرين نساعد",
        "يمدينا نساعد",
    ],
)
def test_we_can_help_names_no_service(said: str) -> None:
    read = understand(said, "ar", TODAY)
    assert (read.intent, read.slots) == ("post_offer", {})


@pytest.mark.parametrize(
    "said",
    [
        "رجل من الفريق ضربني",
        "واحد من الجمعية ضربني",
        "شب من الجمعية لمس بنت",
        "متطوع من الجمعية تحرش بالبنات",
        "الست بتنضرب من جوزها ومحتاجة مكان",
        "في طفل تايه بالمخيم",
        "ضاع ولد من الملجأ",
    ],
)
def test_who_is_hurt_or_lost_is_for_a_person_whoever_did_it(said: str) -> None:
    assert understand(said, "ar", TODAY).intent == "talk_to_coordinator"


@pytest.mark.parametrize(
    ("lang", "said", "intent"),
    [
        ("ar", "ما بدنا سباك", "cancel"),
        ("ar", "مش محتاجين حاجة دلوقتي", "cancel"),
        ("ar", "لا نحتاج إلى مترجم الآن", "cancel"),
        ("en", "we do not need a plumber", "cancel"),
        ("en", "we don't need anything now", "cancel"),
        ("es", "no necesitamos plomero", "cancel"),
        ("pt", "não precisamos de encanador", "cancel"),
        # what is denied is something else
        ("ar", "لا بدنا سباك مش كهربائي", "post_need"),
        ("ar", "ما عندنا سباك وبدنا واحد", "post_need"),
        ("ar", "مش عارفين نصلح الباب ومحتاجين نجار", "post_need"),
        ("en", "no we need a plumber", "post_need"),
        ("en", "We don't need it today. A plumber on Friday is fine, one hour", "post_need"),
        ("en", "we don't need more than two painters", "post_need"),
        ("es", "no necesitamos un plomero sino un electricista", "post_need"),
        ("es", "no sabemos coser y necesitamos una maestra", "post_need"),
    ],
)
def test_who_needs_nothing_asks_for_nothing(lang: str, said: str, intent: str) -> None:
    assert understand(said, lang, TODAY).intent == intent
