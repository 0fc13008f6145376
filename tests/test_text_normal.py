"""When two spellings are the same: comparison forms of words, names and numbers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.normal import digits, encoder_form, fold, is_in_other_letters, skeleton, words

ZEROS = [char for char in map(chr, range(0x110000)) if unicodedata.decimal(char, None) == 0]


@given(st.text(max_size=200) | st.text(alphabet="éÉßİıﷺﬁ²Ⅳ١أٱىةـَ'’ .", max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=100))
def test_case_of_a_text_never_matters(text: str) -> None:
    assert fold(fold(text).upper().lower()) == fold(fold(text).lower())


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  ¡MENÚ! ", "menu"),
        ("mañana", "manana"),
        ("A\u0301yúdame…", "ayudame"),
        ("siiiiii", "si"),
        ("مُسَاعَدَة", "مساعده"),
        ("مســـاعدة", "مساعده"),
        ("إلغاء", "الغاء"),
        ("آلغاء", "الغاء"),
        ("على", "علي"),
        ("Ａｙｕｄａ", "ayuda"),
    ],
)
def test_f29_accents_tashkeel_tatweel_hamza_case_and_dots_do_not_count(typed: str, plain: str) -> None:
    assert fold(typed) == plain


@pytest.mark.parametrize("zero", ZEROS)
def test_f40_digits_of_every_script_are_digits(zero: str) -> None:
    written = "".join(chr(ord(zero) + n) for n in (2, 0, 7))
    assert digits(written) == "207"
    assert fold(written) == "207"


@pytest.mark.parametrize("sign", ["²", "½", "Ⅳ", "①"])
def test_f40_what_only_looks_like_a_digit_is_left_alone(sign: str) -> None:
    assert digits(sign) == sign
    assert "2" not in fold(sign)
    assert "1" not in fold(sign)


@pytest.mark.parametrize(
    ("one", "twin"),
    [
        ("Casa Luz", "Cаsа Luz"),
        ("Casa Luz", "casa-luz"),
        ("Casa Luz", "Casa L\u200buz"),
        ("Ilia", "llia"),
        ("جمعية النور", "جمعیة النور"),
        ("جمعية النور", "جمعية نور"),
        ("كتاب", "کتاب"),
        ("مدرسة", "مدرسه"),
        ("Casa Sol", "ꓚꓮꓢꓮ ꓢꓳꓡ"),  # Lisu
        ("Casa Sol", "CASA SՕL"),  # Armenian
        ("Casa Sol", "ᏟᎪᏚᎪ ᏚᎾᏞ"),  # Cherokee
        ("Casa Sol", "Casa Ꮪоӏ"),
        ("Casa Sol", "Ｃａｓａ　Ｓｏｌ"),
        ("Casa Sol", "𝐂𝐚𝐬𝐚 𝐒𝐨𝐥"),
        ("Casa Sol", "ᴄᴀꜱᴀ ꜱᴏʟ"),
        ("Casa Sol", "ᶜᵃˢᵃ ˢᵒˡ"),
        ("Casa Sol", "Cąsa Ṣọl"),
        ("Casa Sol", "Cɑsɑ Soǀ"),
        ("Luz", "Ⱡuƶ"),
        ("Marina", "rnarina"),
        ("Wawa", "VVawa"),
        ("فرح", "ڢرح"),
        ("نور", "ںور"),
        ("بيت", "ٮيت"),
        ("رحمة", "رحمۃ"),
        ("مركز كريم", "مرکز کریم"),
        ("الأمل", "ﺍﻷﻣﻞ"),
        ("نساء", "نسا"),
    ],
)
def test_f28_names_that_look_alike_have_one_skeleton(one: str, twin: str) -> None:
    assert skeleton(one) == skeleton(twin)


@pytest.mark.parametrize(("one", "other"), [("Casa Luz", "Casa Paz"), ("جمعية النور", "جمعية الأمل"), ("!!!", "???")])
def test_f28_different_names_stay_different(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("name", ["ⲤⲀⲤⲀ ⲤⲞL", "ᑕᗩᔕᗩ", "ԼսՀ", "Саша", "Riηcon", "𐊠asa Sol"])
def test_f28_a_name_in_letters_that_our_readers_do_not_read_is_known_by_them(name: str) -> None:
    assert is_in_other_letters(name)


@pytest.mark.parametrize(
    "name",
    ["Société d'Été", "Casa النور", "Nº 1, 2.ª", "Năm Việt", "مرکز نور", "Casa 🌞 Sol", "Ｃａｓａ", "C.A.S.A. №5"],
)
def test_f28_a_name_in_latin_or_arabic_letters_is_ordinary(name: str) -> None:
    assert not is_in_other_letters(name)


def test_words_are_cut_at_every_sign() -> None:
    assert words("Diseño de logo, ¡urgente!") == ["diseno", "de", "logo", "urgente"]


def test_a_model_reads_arabic_without_harakat_but_with_its_letters() -> None:
    assert encoder_form("مُسَاعَدَة") == "مساعدة"
    assert encoder_form("Ayúdame") == "Ayúdame"
