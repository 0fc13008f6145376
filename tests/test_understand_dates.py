"""By which day: a date, a question or nothing; never a day that the person did not name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand.calendar.dates import read_day
from bot.understand.values import Unclear
from bot.wording import Reader, Wording
from core.messages import Day, Message

TODAY = date(2026, 11, 24)
"""A Tuesday."""
wording = Wording()
READERS = [
    Reader("en"),
    Reader("es", "CO"),
    Reader("ar", "EG"),
    Reader("ar", "MA"),
    Reader("ar", "JO"),
    Reader("ar", "ES"),
    Reader("fr", "SN"),
    Reader("fr", "HT"),
    Reader("pt", "BR"),
    Reader("pt", "MZ"),
]


@pytest.mark.parametrize(
    ("typed", "lang", "day"),
    [
        ("viernes", "es", "2026-11-27"),
        ("a fin del mes que viene", "es", "2026-12-31"),
        ("a mediados del próximo mes", "es", "2026-12-15"),
        ("a principios de mes", "es", "2026-12-05"),
        ("fin del año que viene", "es", "2027-12-31"),
        ("end of next month", "en", "2026-12-31"),
        ("early next month", "en", "2026-12-05"),
        ("fin du mois prochain", "fr", "2026-12-31"),
        ("d'ici la fin de la semaine prochaine", "fr", "2026-12-06"),
        ("até o fim do mês que vem", "pt", "2026-12-31"),
        ("fim da semana que vem", "pt", "2026-12-06"),
        ("آخر الشهر الجاي", "ar", "2026-12-31"),
        ("منتصف الشهر", "ar", "2026-12-15"),
        ("بداية الشهر القادم", "ar", "2026-12-05"),
        ("ليوم الخميس", "ar", "2026-11-26"),
        ("ليوم غد", "ar", "2026-11-25"),
        ("ليوم 27 نوفمبر", "ar", "2026-11-27"),
        ("ليوم", "ar", "2026-11-24"),
        ("عن بعد غدا", "ar", "2026-11-25"),
        ("بعد غد", "ar", "2026-11-26"),
        ("antes del viernes", "es", "2026-11-27"),
        ("el viernes que viene", "es", "2026-11-27"),
        ("martes", "es", "2026-12-01"),
        ("mañana", "es", "2026-11-25"),
        ("mañana por la mañana", "es", "2026-11-25"),
        ("pasado mañana", "es", "2026-11-26"),
        ("hoy", "es", "2026-11-24"),
        ("en quince días", "es", "2026-12-08"),
        ("dentro de 3 días", "es", "2026-11-27"),
        ("27", "es", "2026-11-27"),
        ("el 5", "es", "2026-12-05"),
        ("5 de diciembre", "es", "2026-12-05"),
        ("viernes 27 de noviembre", "es", "2026-11-27"),
        ("5/12", "es", "2026-12-05"),
        ("5/12/2026", "es", "2026-12-05"),
        ("2026-12-05", "es", "2026-12-05"),
        ("fin de mes", "es", "2026-11-30"),
        ("la próxima semana", "es", "2026-12-06"),
        ("tomorrow", "en", "2026-11-25"),
        ("by the 27th", "en", "2026-11-27"),
        ("December 5", "en", "2026-12-05"),
        ("in two weeks", "en", "2026-12-08"),
        ("بكرة", "ar", "2026-11-25"),
        ("بعد بكرة", "ar", "2026-11-26"),
        ("عكب باجر", "ar", "2026-11-26"),
        ("بعد باجر", "ar", "2026-11-26"),
        ("يوم الجمعة", "ar", "2026-11-27"),
        ("قبل الجمعة", "ar", "2026-11-27"),
        ("15 كانون الأول", "ar", "2026-12-15"),
        ("٥ دجنبر", "ar", "2026-12-05"),
        ("5 شهر 12", "ar", "2026-12-05"),
        ("غدوة", "ar", "2026-11-25"),
        ("خلال أسبوع", "ar", "2026-12-01"),
        ("vendredi", "fr", "2026-11-27"),
        ("dans huit jours", "fr", "2026-12-01"),
        ("1er décembre", "fr", "2026-12-01"),
        ("sexta", "pt", "2026-11-27"),
        ("até quinta", "pt", "2026-11-26"),
        ("1º de janeiro", "pt", "2027-01-01"),
        ("el 2 de enero", "es", "2027-01-02"),
        ("antes de Navidad", "es", "2026-12-25"),
        ("en diciembre", "es", "2026-12-31"),
        ("antes de diciembre", "es", "2026-11-30"),
        ("before January", "en", "2026-12-31"),
        ("avant janvier", "fr", "2026-12-31"),
        ("antes de novembro", "pt", "2027-10-31"),
        ("قبل شهر يناير", "ar", "2026-12-31"),
        ("antes del 5 de enero", "es", "2027-01-05"),
        ("primera semana de diciembre", "es", "2026-12-07"),
        ("miercols", "es", "2026-11-25"),
        ("next month", "en", "2026-12-31"),
        ("a week from Friday", "en", "2026-12-04"),
        ("12/5", "en", "2026-12-05"),
        ("12/5", "es", "2027-05-12"),
        ("tomorow", "en", "2026-11-25"),
        ("lundi en huit", "fr", "2026-12-07"),
        ("6a feira", "pt", "2026-11-27"),
        ("لحد الأربعاء", "ar", "2026-11-25"),
    ],
)
def test_days_as_people_say_them(typed: str, lang: str, day: str) -> None:
    assert read_day(typed, lang, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "lang", "day"),
    [
        ("entre hoy y mañana", "es", "2026-11-25"),
        ("hoy o mañana", "es", "2026-11-25"),
        ("mañana o pasado", "es", "2026-11-26"),
        ("entre el lunes y el miércoles", "es", "2026-12-02"),
        ("entre lunes y viernes", "es", "2026-12-04"),  # said on a Tuesday: of the week that begins with that Monday
        ("entre viernes y lunes", "es", "2026-11-30"),
        ("entre el 27 y el 30", "es", "2026-11-30"),
        ("entre el 3 y el 5 de diciembre", "es", "2026-12-05"),
        ("viernes o sábado", "es", "2026-11-28"),
        ("27 o 28", "es", "2026-11-28"),
        ("بين اليوم وبكرة", "ar", "2026-11-25"),
        ("بين الاثنين والأربعاء", "ar", "2026-12-02"),
        ("بين يوم الخميس ويوم السبت", "ar", "2026-11-28"),
        ("بكرا أو بعدو", "ar", "2026-11-26"),
        ("النهارده او بكره", "ar", "2026-11-25"),
        ("between today and tomorrow", "en", "2026-11-25"),
        ("tomorrow or the day after", "en", "2026-11-26"),
        ("d'ici demain ou après-demain", "fr", "2026-11-26"),
        ("entre le lundi et le mercredi", "fr", "2026-12-02"),
        ("entre hoje e amanhã", "pt", "2026-11-25"),
        ("amanhã ou depois", "pt", "2026-11-26"),
    ],
)
def test_of_two_days_either_of_which_would_do_it_is_the_later(typed: str, lang: str, day: str) -> None:
    assert read_day(typed, lang, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("الخامس عشر من ديسمبر", "2026-12-15"),
        ("قبل الثاني عشر من كانون الأول", "2026-12-12"),
        ("يوم الثالث عشر", "2026-12-13"),
        ("في العشرين من ديسمبر", "2026-12-20"),
        ("الخامس والعشرين من ديسمبر", "2026-12-25"),
        ("الحادي والثلاثين من كانون الأول", "2026-12-31"),
        ("العاشر من ديسمبر", "2026-12-10"),
        ("أول ديسمبر", "2026-12-01"),
        ("بعد عشر تيام", "2026-12-04"),
        ("قبل رأس السنة", "2027-01-01"),
        ("هالشهر", "2026-11-30"),
        ("أول الشهر الجاي", "2026-12-05"),
    ],
)
def test_days_of_the_month_above_the_tenth_are_said_in_two_words_in_arabic(typed: str, day: str) -> None:
    assert read_day(typed, "ar", TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "lang", "day"),
    [
        ("يوم ٢٨ الشهر الجاي", "ar", "2026-12-28"),
        ("٢٨ من الشهر القادم", "ar", "2026-12-28"),
        ("el 28 del mes que viene", "es", "2026-12-28"),
        ("the 28th of next month", "en", "2026-12-28"),
        ("le 28 du mois prochain", "fr", "2026-12-28"),
        ("dia 28 do mês que vem", "pt", "2026-12-28"),
    ],
)
def test_a_day_of_next_month_is_one_day_and_not_two(typed: str, lang: str, day: str) -> None:
    assert read_day(typed, lang, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "lang", "day"),
    [
        ("أول الأسبوع الجاي", "ar", "2026-12-01"),
        ("مطلع الأسبوع المقبل", "ar", "2026-12-01"),
        ("a principios de la semana que viene", "es", "2026-12-01"),
        ("a mediados de semana", "es", "2026-11-26"),
        ("early next week", "en", "2026-12-01"),
        ("end of next week", "en", "2026-12-06"),
        ("début de semaine prochaine", "fr", "2026-12-01"),
        ("início da próxima semana", "pt", "2026-12-01"),
        ("الأحد بعد القادم", "ar", "2026-12-06"),
        ("الاتنين اللي بعد الجاي", "ar", "2026-12-07"),
    ],
)
def test_the_beginning_of_a_week_is_not_its_end_nor_the_week_after_the_next(typed: str, lang: str, day: str) -> None:
    assert read_day(typed, lang, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("week_starts", "day"), [(5, "2026-11-28"), (6, "2026-11-28"), (0, "2026-11-29")], ids=["Amman", "Jeddah", "Rabat"]
)
def test_the_end_of_the_week_is_where_the_weekend_ends(week_starts: int, day: str) -> None:
    assert read_day("نهاية الأسبوع", "ar", TODAY, week_starts) == date.fromisoformat(day)


@pytest.mark.parametrize("typed", ["viernes y sábado", "27 28", "viernes 28 de noviembre"])
def test_two_days_are_a_question(typed: str) -> None:
    assert isinstance(read_day(typed, "es", TODAY), Unclear)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "no sé", "los sábados", "30 de febrero", "32", "por la mañana", "2 horas", "99/99/2026", "0", "-5"),
        *("el viernes pasado", "mañana no podemos", "a partir del lunes", "2 horas a la semana"),
        *("entre semana", "entre las 2 y las 3", "entre 2 y 3"),
    ],
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, "es", TODAY) is None


@pytest.mark.parametrize("lang", ["es", "ar", "en", "fr", "pt"])
@pytest.mark.parametrize(
    "typed", ["antes del 10 de diciembre", "10 من ديسمبر", "avant le 10 décembre", "até 10 de dezembro"]
)
def test_a_day_in_another_language_than_ones_own_is_that_day(typed: str, lang: str) -> None:
    assert read_day(typed, lang, TODAY) == date(2026, 12, 10)


@given(st.integers(0, 364), st.sampled_from(READERS))
def test_days_that_we_print_are_read_back(ahead: int, reader: Reader) -> None:
    day = TODAY + timedelta(ahead)
    shown = wording.say(Message("{it}", {"it": Day(day.isoformat())}), reader, TODAY.isoformat())
    assert read_day(shown, reader.lang, TODAY) == day


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.sampled_from("0٠۰"))
def test_a_written_date_is_that_date_in_every_script(day: date, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(char)) if char.isdigit() else char for char in day.isoformat())
    assert read_day(written, "es", TODAY) == day


@given(
    st.text(max_size=200) | st.text(alphabet="0123456789/-. vieresdم", max_size=30),
    st.sampled_from(["es", "ar", "en", "fr", "pt", "xx"]),
)
def test_any_text_is_a_day_or_a_question_or_nothing(text: str, lang: str) -> None:
    assert isinstance(read_day(text, lang, TODAY), date | Unclear | None)
