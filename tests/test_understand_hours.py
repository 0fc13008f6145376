"""How long something takes: whole minutes or a question, in words and figures of every script."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import values_in
from bot.understand.amounts.hours import parse_amount, read_hours
from bot.understand.values import Unclear
from bot.wording import Reader, Wording
from core.messages import Amount, Message

wording = Wording()
READERS = [Reader("en"), Reader("es", "CO"), Reader("es", "MX"), Reader("ar", "EG"), Reader("ar", "MA"), Reader("ar")]
READERS += [Reader("fr", "SN"), Reader("fr", "HT"), Reader("fr"), Reader("pt", "BR"), Reader("pt", "AO"), Reader("pt")]


@pytest.mark.parametrize(
    ("typed", "lang", "minutes"),
    [
        ("3", "es", 180),
        ("٣", "ar", 180),
        ("۳", "ar", 180),
        ("３", "es", 180),
        ("2 horas", "es", 120),
        ("unas 2 horas", "es", 120),
        ("dos horitas", "es", 120),
        ("2,5", "es", 150),
        ("2.5", "en", 150),
        ("٢٫٥", "ar", 150),
        ("½", "es", 30),
        ("2½", "es", 150),
        ("1/2 hora", "es", 30),
        ("hora y media", "es", 90),
        ("media hora", "es", 30),
        ("3 horas y media", "es", 210),
        ("un cuarto de hora", "es", 15),
        ("medio día", "es", 240),
        ("un día entero", "es", 480),
        ("3 sesiones de 2 horas", "es", 360),
        ("dos talleres de costura de 3 horas cada uno", "es", 360),
        ("3 días de 4 horas", "es", 720),
        ("3 horas cada sesión, 4 sesiones", "es", 720),
        ("2 x 3 horas", "es", 360),
        ("three sessions of 2 hours", "en", 360),
        ("deux fois 3 heures", "fr", 360),
        ("3 sessões de 2 horas", "pt", 360),
        ("٣ جلسات كل جلسة ساعتين", "ar", 360),
        ("جلستين كل وحدة ساعة ونص", "ar", 180),
        ("un taller de 3 horas", "es", 180),
        ("5 computadoras de 3 horas", "es", 180),
        ("45 minutos", "es", 45),
        ("2h30", "fr", 150),
        ("une heure trente", "fr", 90),
        ("5 horas y no 6", "es", 300),
        ("ninety minutes", "en", 90),
        ("half a day", "en", 240),
        ("two and a half hours", "en", 150),
        ("ساعتين", "ar", 120),
        ("ساعتان و١٥ دقيقة", "ar", 135),
        ("ساعة ونص", "ar", 90),
        ("ساعة إلا ربع", "ar", 45),
        ("ساعة إلا ربعاً", "ar", 45),
        ("ساعتين إلا ثلثاً", "ar", 100),
        ("ساعة ونصفاً", "ar", 90),
        ("نص يوم", "ar", 240),
        ("جوج سوايع", "ar", 120),
        ("ثلاث ساعات", "ar", 180),
        ("خمس وعشرين ساعة", "ar", 1500),
        ("2 sa3at", "ar", 120),
        ("meia hora", "pt", 30),
        ("duas horas", "pt", 120),
        ("0", "es", 0),
        ("hora y cuarto", "es", 75),
        ("una hora menos cuarto", "es", 45),
        ("kuatro oritas", "es", 240),
        ("día y medio", "es", 720),
        ("1 hora y 1/2", "es", 90),
        ("trois bonnes heures", "fr", 180),
        ("خمسة ديال السوايع", "ar", 300),
        ("١،٥", "ar", 90),
        ("1،5 ساعة", "ar", 90),
        ("1h30 por visita", "pt", 90),
        ("hour and 15 minutes", "en", 75),
    ],
)
def test_lengths_as_people_say_them(typed: str, lang: str, minutes: int) -> None:
    assert read_hours(typed, lang) == minutes


@pytest.mark.parametrize(
    ("typed", "lang", "minutes"),
    [
        ("2 cocineras 3 horas cada una", "es", 360),
        ("dos cocineras para el almuerzo, 3 horas cada una", "es", 360),
        ("5 voluntarios, 2 horas cada quien", "es", 600),
        ("3 people, 4 hours each", "en", 720),
        ("3 people, each for 4 hours", "en", 720),
        ("3 bénévoles, 2 heures chacun", "fr", 360),
        ("2 cozinheiras, 3 horas por pessoa", "pt", 360),
        ("متطوعين اتنين كل واحد ٣ ساعات", "ar", 360),
        ("٣ متطوعين ساعتين لكل واحد", "ar", 360),
        ("ممرضتين كل واحدة ساعتين ونص", "ar", 300),
        ("عاملتين، لكل عاملة أربع ساعات", "ar", 480),
        ("حلاقين اثنين كل حلاق ثلاث ساعات", "ar", 360),
        ("تلاتة شباب الواحد ساعتين", "ar", 360),
        ("مترجمتين كل وحدة ساعة", "ar", 120),
        ("2 cocineras, cada cocinera 3 horas", "es", 360),
        ("3 horas cada una", "es", 180),
        ("2 cocineras 3 horas", "es", 180),
        ("3 people, 4 hours each, 12 hours in total", "en", 720),
        ("classes for 10 women, 1 hour each, 4 hours in total", "en", Unclear("several", (60, 240))),
        ("para el 5, 3 horas cada una", "es", 180),
        ("2 cocineras y 3 meseras, 2 horas cada una", "es", 120),
    ],
)
def test_hours_of_each_count_for_each_of_the_people(typed: str, lang: str, minutes: int | Unclear) -> None:
    assert read_hours(typed, lang) == minutes


@pytest.mark.parametrize(
    ("typed", "choices"),
    [
        ("1.000", (60, 60000)),
        ("1,000", (60, 60000)),
        ("2 o 3 horas", (120, 180)),
        ("2-3 horas", (120, 180)),
        ("entre dos y tres horas", (120, 180)),
        ("1.30", (78, 90)),
        ("2 horas y luego 3 horas", (120, 180)),
    ],
)
def test_f40_several_readings_are_a_question(typed: str, choices: tuple[int, ...]) -> None:
    read = read_hours(typed, "es")
    assert isinstance(read, Unclear)
    assert read.choices == choices


@pytest.mark.parametrize(
    ("typed", "lang", "choices"),
    [
        *((typed, "es", (120, 180)) for typed in ("2 - 3 horas", "2/3 horas", "dos tres horas", "unas 2 3 horas")),
        *((typed, "es", (120, 180)) for typed in ("dos horas o tres", "2h o 3h", "unas dos o tres", "2 a 3 horas")),
        *((typed, "es", (60, 120)) for typed in ("una o dos horas", "una hora o dos", "una dos horas")),
        ("ocho diez horas", "es", (480, 600)),
        *((typed, "ar", (120, 180)) for typed in ("ساعتين تلاتة", "شي ساعتين تلاتة", "ساعتين لتلاتة", "٢-٣ ساعات")),
        *((typed, "ar", (120, 180)) for typed in ("بين ساعتين وتلات ساعات", "جوج ولا تلاتة ديال السوايع")),
        *((typed, "ar", (60, 120)) for typed in ("ساعة ساعتين", "ساعة أو ساعتين", "ساعة لساعتين")),
        ("تلات اربع ساعات", "ar", (180, 240)),
        *((typed, "en", (60, 120)) for typed in ("an hour or two", "one or two hours", "1-2h")),
        *((typed, "fr", (120, 180)) for typed in ("2 ou 3 heures", "deux trois heures", "deux à trois heures")),
        *((typed, "pt", (120, 180)) for typed in ("umas duas três horas", "2 até 3 horas")),
    ],
)
def test_a_stretch_of_hours_is_the_same_question_however_it_is_said(
    typed: str, lang: str, choices: tuple[int, ...]
) -> None:
    assert read_hours(typed, lang) == Unclear("range", choices)


@pytest.mark.parametrize(
    ("typed", "lang", "minutes"),
    [
        ("veintidós horas", "es", 1320),
        ("treinta y dos horas", "es", 1920),
        ("ساعتين ثلاثة متطوعين", "ar", 120),  # and three volunteers
        ("ساعتين وثلاث دقايق", "ar", 123),
        ("vingt deux heures", "fr", 1320),
        ("1/2 hora", "es", 30),
    ],
)
def test_numbers_beside_each_other_that_are_no_stretch(typed: str, lang: str, minutes: int) -> None:
    assert read_hours(typed, lang) == minutes


@pytest.mark.parametrize(
    "typed",
    [
        "NaN",
        "inf",
        "1.000.000 horas",
        "-1",
        "-2 horas",
        "²",
        "1e9",
        "∞",
        "abc",
        "",
        "no sé",
        "unas horas",
        "horas",
        "كم ساعة",
        "كم من ساعة",
        "25 niños",
        "1000000000000000000",
    ],
)
def test_f40_what_is_no_length_is_none(typed: str) -> None:
    assert read_hours(typed, "es") is None


@pytest.mark.parametrize("zero", "0٠۰०０০")
def test_f40_figures_of_every_script_are_the_same_figure(zero: str) -> None:
    def written(figure: str) -> str:
        return "".join(chr(ord(zero) + int(digit)) if digit.isdigit() else digit for digit in figure)

    assert read_hours(written("12"), "es") == 720
    assert read_hours(written("2,5"), "es") == 150
    assert parse_amount(written("207")) == (Fraction(207),)


@given(st.integers(1, 2400), st.sampled_from(READERS))
def test_hours_that_we_print_are_read_back(minutes: int, reader: Reader) -> None:
    assert read_hours(wording.say(Message("{it}", {"it": Amount(minutes)}), reader), reader.lang) == minutes


@given(
    st.text(max_size=200) | st.text(alphabet="0123456789٣½²,.:/- hoyrasن", max_size=30),
    st.sampled_from(["es", "ar", "en", "fr", "pt", "xx"]),
)
def test_any_text_is_minutes_or_a_question_or_nothing(text: str, lang: str) -> None:
    read = read_hours(text, lang)
    assert read is None or isinstance(read, Unclear) or read >= 0


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,3})?", fullmatch=True))
def test_f40_a_written_figure_has_its_own_value_among_its_readings(figure: str) -> None:
    readings = parse_amount(figure)
    assert Fraction(figure.replace(",", ".")) in readings
    assert len(readings) <= 2


def test_two_or_three_sessions_are_asked_about() -> None:
    assert read_hours("2 o 3 talleres de 2 horas", "es") == Unclear("range", (240, 360))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "plomero, no 2 horas, 1 hora"),
        ("en", "plumber, not 2 hours, 1 hour"),
        ("ar", "نحتاج سباك ليست ساعتين بل ساعة"),
        ("ar", "سباك مش ساعتين، ساعة"),
    ],
)
def test_hours_that_are_denied_are_not_those_of_a_request(lang: str, text: str) -> None:
    assert values_in(text, lang, date(2026, 11, 24))["hours"] == 1
