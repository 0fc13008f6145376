"""What readers see: hours and days in words, plural forms, typed words kept harmless, texts within their channel."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import Button, Limits
from bot.wording import Reader, Wording
from bot.wording.catalogue import read
from core.languages import LANGUAGES
from core.messages import Amount, Code, Day, Message, Moment, Option, Screen, Several, Value, _, _n, several

FSI, LRI, PDI, RLM = "\u2068", "\u2066", "\u2069", "\u200f"
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

ENGLISH = Reader("en")
SPANISH = Reader("es", "CO", "America/Bogota")
CAIRO = Reader("ar", "EG", "Africa/Cairo")
RABAT = Reader("ar", "MA", "Africa/Casablanca")
READERS = (ENGLISH, SPANISH, CAIRO, RABAT, Reader("fr"), Reader("pt", "BR"))
BUTTONS = Limits(text=4096, button_bytes=64, buttons=100, rate=30, burst=30, gap=1000)
PLAIN = Limits(text=1600, button_bytes=0, buttons=0, rate=1, burst=1, gap=0)

wording = Wording()


def said(value: Value, reader: Reader, today: str = "") -> str:
    return wording.say(Message("{it}", {"it": value}), reader, today)


def rendered(screen: Screen, reader: Reader = ENGLISH, limits: Limits = BUTTONS, numbers: bool = True) -> str:
    return wording.render(screen, reader, limits, len, numbers).text


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (Reader("es", "HN"), "12.06"),
        (SPANISH, "12,06"),
        (CAIRO, "١٢٫٠٦"),
        (RABAT, "12,06"),
        (Reader("fr"), "12,06"),
        (ENGLISH, "12.06"),
    ],
)
def test_decimals_are_written_as_in_the_readers_country(reader: Reader, text: str) -> None:
    assert wording.decimal(1206, reader) == text


@pytest.mark.parametrize(
    ("minutes", "english", "spanish", "cairo", "rabat"),
    [
        (0, "0 hours", "0 horas", "لا توجد ساعات", "لا توجد ساعات"),
        (15, "15 minutes", "15 minutos", "١٥ دقيقة", "15 دقيقة"),
        (30, "half an hour", "media hora", "نصف ساعة", "نصف ساعة"),
        (60, "1 hour", "1 hora", "ساعة واحدة", "ساعة واحدة"),
        (90, "1 hour and a half", "1 hora y media", "ساعة ونصف", "ساعة ونصف"),
        (120, "2 hours", "2 horas", "ساعتان", "ساعتان"),
        (135, "2 hours 15 minutes", "2 horas y 15 minutos", "ساعتان و١٥ دقيقة", "ساعتان و15 دقيقة"),
        (150, "2 hours and a half", "2 horas y media", "ساعتان ونصف", "ساعتان ونصف"),
        (180, "3 hours", "3 horas", "٣ ساعات", "3 ساعات"),
        (210, "3 hours and a half", "3 horas y media", "٣ ساعات ونصف", "3 ساعات ونصف"),
        (660, "11 hours", "11 horas", "١١ ساعة", "11 ساعة"),
        (6000, "100 hours", "100 horas", "١٠٠ ساعة", "100 ساعة"),
        (6180, "103 hours", "103 horas", "١٠٣ ساعات", "103 ساعات"),
    ],
)
def test_amounts_are_said_in_hours(minutes: int, english: str, spanish: str, cairo: str, rabat: str) -> None:
    assert [said(Amount(minutes), reader) for reader in (ENGLISH, SPANISH, CAIRO, RABAT)] == [
        english,
        spanish,
        cairo,
        rabat,
    ]


def test_no_hours_has_its_own_words_in_portuguese_and_is_singular_in_french() -> None:
    assert said(Amount(0), Reader("pt")) == "nenhuma hora"
    assert said(Amount(0), Reader("fr")) == "0 heure"
    assert said(Amount(90), Reader("fr")) == "1\u00a0h\u00a030"


def test_arabic_plural_forms_follow_cldr_from_0_to_1000() -> None:
    names = ("zero", "one", "two", "few", "many", "other")
    rule = Locale("ar").plural_form
    ours = read("ar").plural
    assert [names[ours(n)] for n in range(1001)] == [rule(n) for n in range(1001)]


@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_other_plural_forms_follow_cldr_from_0_to_1000(lang: str) -> None:
    rule = Locale(lang).plural_form
    ours = read(lang).plural
    assert [("one", "other")[ours(n)] for n in range(1001)] == [rule(n) for n in range(1001)]


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (ENGLISH, "Friday 27 November"),
        (SPANISH, "viernes 27 de noviembre"),
        (Reader("fr"), "vendredi 27 novembre"),
        (Reader("pt"), "sexta-feira, 27 de novembro"),
        (CAIRO, "الجمعة ٢٧ نوفمبر"),
        (RABAT, "الجمعة 27 نونبر"),
        (Reader("ar", "SY"), "الجمعة ٢٧ تشرين الثاني"),
        (Reader("ar"), "الجمعة 27 نوفمبر (تشرين الثاني)"),
    ],
)
def test_a_day_comes_with_its_weekday_and_the_month_as_it_is_called_there(reader: Reader, text: str) -> None:
    assert said(Day("2026-11-27"), reader) == text


def test_the_first_of_a_month_is_said_as_people_say_it() -> None:
    assert said(Day("2027-05-01"), Reader("fr")) == "samedi 1er mai"
    assert said(Day("2027-05-01"), ENGLISH) == "Saturday 1 May"


def test_the_year_is_said_only_of_days_far_from_today() -> None:
    assert said(Day("2027-06-01"), SPANISH, today="2026-11-24") == "martes 1 de junio"
    assert said(Day("2027-11-24"), SPANISH, today="2026-11-24") == "miércoles 24 de noviembre de 2027"
    assert said(Day("2027-11-24"), SPANISH) == "miércoles 24 de noviembre"


def test_a_moment_is_told_on_the_readers_own_clock() -> None:
    at = Moment(1_795_744_800_000)  # 2026-11-27 02:00 UTC
    assert said(at, ENGLISH) == "Friday 27 November, 02:00"
    assert said(at, SPANISH) == "jueves 26 de noviembre, 21:00"
    assert said(at, CAIRO) == "الجمعة ٢٧ نوفمبر، ٠٤:٠٠"
    assert said(at, Reader("en", zone="Nowhere/At_All")) == "Friday 27 November, 02:00"


def test_a_day_or_moment_that_is_none_says_what_can_be_said() -> None:
    assert said(Day("soon"), ENGLISH) == f"{FSI}soon{PDI}"
    assert said(Moment(10**18), ENGLISH) == ""


def test_digits_follow_the_country_unless_the_person_chose_others() -> None:
    assert said(25, CAIRO) == "٢٥"
    assert said(25, RABAT) == said(25, Reader("ar")) == "25"
    assert said(25, Reader("ar", "EG", digits="latn")) == "25"
    assert said(25, Reader("ar", "MA", digits="arab")) == "٢٥"
    assert said(25, Reader("es", "EG", digits="arab")) == "25"


def test_codes_keep_western_digits_and_their_direction() -> None:
    assert said(Code("EX-4821"), CAIRO) == f"{LRI}EX-4821{PDI}"


def test_several_are_joined_as_the_language_joins_a_list() -> None:
    items = Several((_n("{n} hour", "{n} hours", 1), _("half an hour")))
    assert said(items, ENGLISH) == "1 hour; half an hour"
    assert said(items, CAIRO) == "ساعة واحدة؛ نصف ساعة"
    names = several(("Casa Luz", "جمعية النور"))  # in one isolate the first would lay out both
    assert said(names, CAIRO) == f"{FSI}Casa Luz{PDI}؛ {FSI}جمعية النور{PDI}"


def test_an_unknown_sentence_and_an_unknown_language_are_said_in_english() -> None:
    message = Message("Nobody translated {what}.", {"what": Amount(60)})
    assert wording.say(message, SPANISH) == "Nobody translated 1 hora."
    assert wording.say(_("Yes"), Reader("qq")) == "Yes"
    assert wording.say(_("Yes"), Reader("es-MX")) == wording.say(_("Yes"), Reader("es_AR")) == "Sí"
    counted = Message("{n} tree", {"n": 2}, "{n} trees")
    assert wording.say(counted, CAIRO) == "٢ trees"


def test_a_guessed_translation_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    (folder / "messages.po").write_text(
        f'{header}#, fuzzy\nmsgid "Yes"\nmsgstr "No"\n\nmsgid "Skip"\nmsgstr "Saltar"\n'
    )
    here = Wording(tmp_path)
    assert [here.say(_(id), SPANISH) for id in ("Yes", "Skip")] == ["Yes", "Saltar"]


def test_a_missing_value_leaves_its_place_empty() -> None:
    assert wording.say(Message("Hello {name}!"), ENGLISH) == "Hello !"
    assert wording.say(Message("{n} hour", {}, "{n} hours"), CAIRO) == " ساعة"


SCREEN = Screen(
    (_("Request: {what}.", what="paint"), _("Is this right?")),
    (
        Option("yes", _("Yes")),
        Option("when", "جمعية النور"),
        Option("-", _("Skip"), numbered=False),
        Option("x", _("Cancel")),
    ),
)


def test_a_screen_prints_its_choices_with_numbers_also_where_there_are_buttons() -> None:
    out = wording.render(SCREEN, ENGLISH, BUTTONS, len)
    assert out.text == (
        f"Request: {FSI}paint{PDI}.\n\nIs this right?\n\n1. Yes\n2. {FSI}جمعية النور{PDI}\n· Skip\n3. Cancel"
    )
    assert out.buttons == (
        Button("yes", "Yes"),
        Button("when", "جمعية النور"),
        Button("-", "Skip"),
        Button("x", "Cancel"),
    )
    assert wording.render(SCREEN, ENGLISH, PLAIN, len).buttons == ()


def test_arabic_choices_begin_from_the_right_in_the_readers_digits() -> None:
    assert rendered(SCREEN, CAIRO).endswith(
        f"{RLM}١. نعم\n{RLM}٢. {FSI}جمعية النور{PDI}\n{RLM}· تجاوز السؤال\n{RLM}٣. إلغاء"
    )
    assert f"{RLM}3. إلغاء" in rendered(SCREEN, RABAT)


def test_an_arabic_line_that_begins_with_a_name_is_still_laid_out_from_the_right() -> None:
    assert rendered(Screen((Message("{name}", {"name": "Luz"}),)), CAIRO) == f"{RLM}{FSI}Luz{PDI}"


def test_a_card_in_the_middle_of_a_question_shows_its_code_instead_of_numbers() -> None:
    card = Screen(SCREEN.lines, SCREEN.options, code="4821")
    text = rendered(card, numbers=False)
    assert text.endswith(f"To open it, write {LRI}4821{PDI}.")
    assert "1." not in text
    assert "1. Yes" in rendered(card)
    assert rendered(SCREEN, numbers=False).endswith(f"· Yes\n· {FSI}جمعية النور{PDI}\n· Skip\n· Cancel")


def test_a_button_that_does_not_fit_takes_the_others_with_it() -> None:
    two = Screen(SCREEN.lines, (Option("a", _("Yes")), Option("ب" * 33, _("Cancel"))))
    assert wording.render(two, ENGLISH, BUTTONS, len).buttons == ()
    narrow = Limits(text=1000, button_bytes=200, buttons=3, rate=1, burst=1, gap=0)
    assert wording.render(SCREEN, ENGLISH, narrow, len).buttons == ()
    assert "3. Cancel" in wording.render(SCREEN, ENGLISH, narrow, len).text


def test_a_long_typed_label_is_whole_in_the_text_and_short_on_the_button() -> None:
    name = "Asociación de Vecinas de la Loma"
    out = wording.render(Screen(SCREEN.lines, (Option("a", name),)), SPANISH, BUTTONS, len)
    assert name in out.text
    assert out.buttons == (Button("a", "Asociación de Vecin…"),)


LONG_TEXTS = {
    "empty": "",
    "spaces": " \n\t " * 500,
    "emoji": "👩‍👩‍👧‍👦" * 1000,
    "4097 letters": "x" * 4097,
    "1601 letters": "ش" * 1601,
    "200 lines": "línea\n" * 200,
    "a megabyte": "palabra " * 131_072,
    "stacked marks": "a" + "\u0301" * 5000,
}


@pytest.mark.parametrize("typed", LONG_TEXTS.values(), ids=LONG_TEXTS)
@pytest.mark.parametrize("limits", [BUTTONS, PLAIN], ids=["telegram", "whatsapp"])
def test_f25_what_is_typed_never_makes_a_text_too_long(typed: str, limits: Limits) -> None:
    screen = Screen(
        (_("Request: {what}. {hours}.", what=typed, hours=Amount(120)), _("Is this right?")), SCREEN.options
    )
    for reader in (ENGLISH, CAIRO):
        text = wording.render(screen, reader, limits, units).text
        assert 0 < units(text) <= limits.text
        assert said(Amount(120), reader) in text
        assert wording.say(_("Cancel"), reader) in text


def test_f25_the_longest_typed_words_give_way_first() -> None:
    lines = (_("{name} asks for {what}.", name="Casa Luz", what="y" * 3000), _("Is this right?"))
    text = rendered(Screen(lines), limits=PLAIN)
    assert "Casa Luz" in text
    assert text.endswith(f"yy…{PDI}.\n\nIs this right?")
    assert len(text) == PLAIN.text


def test_f25_nothing_is_cut_inside_a_visible_character() -> None:
    family = "👩‍👩‍👧‍👦"
    text = rendered(Screen((Message("{w}", {"w": family * 500}),)), limits=PLAIN)
    assert text.replace(family, "") == f"{FSI}…{PDI}"


def test_f25_when_our_own_sentences_are_too_long_the_question_stays() -> None:
    lines = tuple(Message(f"Sentence number {n} of very many.") for n in range(100))
    text = rendered(Screen((*lines, _("Is this right?")), SCREEN.options), limits=PLAIN)
    assert len(text) <= PLAIN.text
    assert text.startswith("Sentence number 0")
    assert text.endswith("3. Cancel")
    assert "…\n\nIs this right?" in text


@given(st.text(), st.text(max_size=3000), st.integers(0, 400), st.sampled_from(READERS))
def test_f25_any_text_in_any_room_is_bounded(first: str, second: str, room: int, reader: Reader) -> None:
    limits = Limits(text=room, button_bytes=64, buttons=9, rate=1, burst=1, gap=0)
    screen = Screen(
        (_("{a} and {b}", a=first, b=second), _("Is this right?")), (Option("a", first), Option("b", _("Yes")))
    )
    out = wording.render(screen, reader, limits, units)
    assert units(out.text) <= room
    assert all(len(button.label) <= 20 for button in out.buttons)
    out.text.encode()


MIXED = (
    "Luz (3)",
    "جمعية النور (3 ساعات)",
    "+504 9999-1234",
    "REF-22)",
    "\u202eevil\u2066",
    "a\u2069b",
    "1. Accept\n2. Pay",
)


@pytest.mark.parametrize("typed", MIXED)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: f"{reader.lang}{reader.country}")
def test_f30_every_insert_is_isolated_and_steers_nothing(typed: str, reader: Reader) -> None:
    expected = f"{FSI}{' '.join(BIDI.sub('', typed).split())}{PDI}"
    assert wording.say(_("Organisation: {name} ({hours})", name=typed, hours=Amount(180)), reader).count(expected) == 1
    label = rendered(Screen((_("Yes"),), (Option("a", typed),)), reader).split("\n")[-1]
    assert label.removeprefix(RLM)[3:] == expected


@given(st.text(), st.sampled_from(READERS))
def test_f30_isolates_are_always_closed_on_their_line(typed: str, reader: Reader) -> None:
    screen = Screen((_("{a}: {b}", a=typed, b=Code(typed)),), (Option("a", typed),))
    for line in rendered(screen, reader, PLAIN).split("\n"):
        depth = 0
        for char in line:
            depth += (char in (FSI, LRI)) - (char == PDI)
            assert 0 <= depth <= 1
        assert depth == 0


TEMPLATES = (
    "{{7*7}}",
    "{name.__class__}",
    "%(x)s",
    "{0}",
    "{hours}",
    "{what}",
    "{",
    "}",
    "%s %d %",
    "$what ${what}",
    "\\1 \\g<0>",
)


@pytest.mark.parametrize("typed", TEMPLATES)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: f"{reader.lang}{reader.country}")
def test_f33_typed_words_are_never_a_format_string(typed: str, reader: Reader) -> None:
    message = _("<{what}> <{hours}>", what=typed, hours=Amount(120))
    assert wording.say(message, reader) == f"<{FSI}{typed}{PDI}> <{said(Amount(120), reader)}>"
    inside = _("<{reason}>", reason=_("<{what}>", what=typed))
    assert wording.say(inside, reader) == f"<<{FSI}{typed}{PDI}>>"


@given(st.text(alphabet="{}%$()sdhoursnwat0 ._", min_size=1))
def test_f33_no_brace_or_percent_is_ever_filled_in(typed: str) -> None:
    kept = " ".join(typed.split())
    assert wording.say(_("<{what}>", what=typed, hours=Amount(60)), ENGLISH) == (
        f"<{FSI}{kept}{PDI}>" if kept else "<>"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_says_hours_and_days(lang: str) -> None:
    for value in (Amount(75), Day("2026-11-27"), Moment(0), Several((_("Yes"), _("Cancel")))):
        assert "{" not in said(value, Reader(lang))
