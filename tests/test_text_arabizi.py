"""Arabic in Latin letters is noticed and read as Arabic; no other language is taken for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand.lexis.sounds import sound
from core.text import arabizi
from core.text.arabizi import arabic_word, is_arabizi, is_foreign, listed_spellings, to_arabic
from core.text.latin_arabic import Lexicon, spelled_out

SENTENCES = Path(__file__).parent / "data" / "understanding"
_IN_ARABIC = re.compile("[ء-ي]")


@pytest.mark.parametrize(
    "text",
    [
        "3ayzin mo7asib",
        "me7tageen 7ad yesalla7 el tallaga",  # Egypt
        "3ayza khayyata lel gam3eya",
        "law sama7to el sabak ma geh",
        "badna 7ada y3allem el wlad",  # Levant
        "shou fi 3endkon jdid?",
        "lezemna sha7en bokra",
        "khassna plombier daba",  # Morocco, without a digit
        "wach kayn chi wahed ydir lina site web",
        "bghina n3awno f la formation",
        "n7ebou chkoun y3awenna",  # Tunisia
        "famma comptable fel jam3iya?",
        "barcha khedma",
    ],
)
def test_arabic_in_latin_letters_is_noticed(text: str) -> None:
    assert is_arabizi(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "نحتاج محاسب",
        "نحتاج محاسب 3ayzin",
        "a las 2h30",
        "mp3",
        "covid19",
        "vacuna covid-19",
        "H2O",
        "B2B marketing",
        "hojas A4 y pilas AA",
        "3horas de contabilidad",
        "5kg de arroz",
        "el 2do piso, 3er salón",
        "nos vemos 3pm",
        "10am or 3am",
        "le 2ème étage, 3eme porte",
        "un espace de 40m2",
        "G7 summit and the MP4 file",
        "2niños y 3mujeres",
        "tengo 4x4 y PS5",
        "la masa para el pan",
        "a fin de mes, fe y alegria",
        "mi amigo Salem de Tunez",
        "my friend Hassan wants to wash the car",
        "el abuelo de Ana fue a la sala",
        "kiero ke me ayuden xfa",
        "msj x whatsapp, tmb pueden",
        "vc pode me ajudar? obg, bjs",
        "slt, j'ai besoin d'aide pr le projet stp",
        "I need smth 4 u, thx, gr8",
        "b4 noon pls",
        "Buenas, buscamos un plomero",
        "buenos días, buscamos contador",
        "build websites for NGOs",
        "buy and build with a budget",
        "bylaws for NGOs",
    ],
)
def test_other_languages_are_not_taken_for_it(text: str) -> None:
    assert not is_arabizi(text)


def lines(lang: str) -> Iterator[tuple[str, str]]:
    """Variety and text of the sentences that understanding is tuned with."""
    for line in (SENTENCES / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        yield sentence["variety"], sentence["text"]


def test_nearly_all_of_it_is_noticed_where_people_write_it() -> None:
    typed = [text for variety, text in lines("ar") if variety.startswith("ARZ") and not _IN_ARABIC.search(text)]
    assert len(typed) > 200
    assert sum(map(is_arabizi, typed)) > 0.92 * len(typed)


def test_most_of_it_is_noticed_by_digits_and_beginnings_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = arabizi._data()._replace(spelled={}, evidence={})
    monkeypatch.setattr(arabizi, "_data", lambda: bare)
    typed = [text for variety, text in lines("ar") if variety.startswith("ARZ") and not _IN_ARABIC.search(text)]
    assert sum(map(is_arabizi, typed)) > 0.7 * len(typed)


@pytest.mark.parametrize("lang", ["es", "en", "fr", "pt"])
def test_hardly_a_sentence_of_another_language_is_taken_for_it(lang: str) -> None:
    texts = [text for _variety, text in lines(lang)]
    assert len(texts) > 400
    assert sum(map(is_arabizi, texts)) < 0.01 * len(texts)  # "choukran, merci pour tout"


@pytest.mark.parametrize(
    ("typed", "arabic"),
    [
        ("3ayzin mo7asib", "عايزين محاسب"),
        ("3ayzeen mu7aseb", "عايزين محاسب"),
        ("me7tagen mosawer lel gam3eya yom el gom3a", "محتاجين مصور للجمعية يوم الجمعة"),
        ("badna 7ada ysalle7 el computer", "بدنا حدا يصلح computer"),
        ("n7ebou chkoun y3awenna fel comptabilité, 3 sway3", "نحبو شكون يعاونا في comptabilité, 3 سوايع"),
        ("bghina l'affiche", "بغينا l'affiche"),
        ("bghina logo w site web", "بغينا logo و site web"),
        ("jam3iyetna", "جمعيتنا"),
        ("el-gam3eya", "الجمعية"),
        ("ljem3a", "الجمعة"),
        ("bel 3arabi", "بالعربي"),
        ("w el mosawer", "والمصور"),
        ("khadamat qanouneya", "خدمات قانونية"),
        ("ma2wa", "مأوى"),
        ("la2, sha3'aal", "لا, شغال"),
        ("nraqeb el 3aqarat", "نرقب العقارات"),  # no word we know: letter by letter
        ("KHALAS!", "خلاص!"),
        ("نحتاج محاسب", "نحتاج محاسب"),
        ("12 30/11 mp3", "12 30/11 mp3"),
        ("", ""),
    ],
)
def test_it_is_written_in_arabic_letters(typed: str, arabic: str) -> None:
    assert to_arabic(typed) == arabic


def test_many_spellings_are_one_word() -> None:
    spellings = ["motarjem", "mutarjim", "moutarjim", "mtarjem", "motargem", "mutargim"]
    assert {to_arabic(one) for one in spellings} == {"مترجم"}


def test_a_lexicon_knows_words_by_their_consonants_and_what_hangs_on_them() -> None:
    lexicon = Lexicon({"7ad": "حد"}, ["حديقة", "مكتبة", "ورشة"])
    assert lexicon.find("7adi9a") == "حديقة"
    assert lexicon.find("hadiqa") == "حديقة"
    assert lexicon.find("lmaktaba") == "المكتبة"
    assert lexicon.find("maktabetna") == "مكتبتنا"
    assert lexicon.find("lel7ad") == "للحد"
    assert lexicon.find("7ad") == "حد"
    assert lexicon.find("ketab") is None
    assert lexicon.find("") is None


def test_long_vowels_are_guessed() -> None:
    assert [*map(spelled_out, ("shoof", "tandif", "fluss", "oula", "kbeera"))] == [
        "شوف",
        "تنديف",
        "فلس",
        "أولا",
        "كبيرة",
    ]


@given(st.text(alphabet=st.characters(max_codepoint=0x700), max_size=60))
def test_anything_can_be_asked_and_is_answered_the_same_again(text: str) -> None:
    assert is_arabizi(text) == is_arabizi(text)
    arabic = to_arabic(text)
    assert arabic == to_arabic(text)
    assert [*filter(str.isspace, arabic.strip())] == [*filter(str.isspace, arabic)]
    assert not (is_arabizi(text) and _IN_ARABIC.search(text))


@given(st.lists(st.text(alphabet="abehilmnostwy23579'", min_size=1, max_size=9), max_size=8))
def test_no_number_and_no_word_of_another_language_is_lost(words: list[str]) -> None:
    arabic = to_arabic(" ".join(["2026", *words, "logo", "15"]))
    assert arabic.startswith("2026")
    assert arabic.endswith("logo 15")


def test_a_megabyte_of_one_word_takes_no_time() -> None:
    assert to_arabic("a3" * 500_000) == "a3" * 500_000
    assert not is_arabizi("x" * 1_000_000)


def test_no_spelling_is_listed_twice_and_no_word_both_stays_and_is_arabic() -> None:
    text = (Path(arabizi.__file__).parents[1] / "data" / "arabizi.txt").read_text(encoding="utf-8")
    spelled = [line.partition(": ")[2].split() for line in text.splitlines() if ": " in line and line[0] != "#"]
    spellings = [spelling.lstrip("~?") for line in spelled for spelling in line]
    assert len(spellings) == len(set(spellings)) > 1000
    data = arabizi._data()
    assert not data.stays & set(spellings)
    assert not {one for one in data.elsewhere & set(spellings) if data.evidence[one] > 0}


def test_a_listed_spelling_is_one_arabic_word_and_words_of_other_languages_are_none() -> None:
    assert arabic_word("me7tag") == "محتاج"
    assert arabic_word("magash") is None, "two words in Arabic letters"
    assert arabic_word("logo") is None
    assert arabic_word("mo7aseeb") is None, "not listed so"
    assert all(" " not in word for word in listed_spellings().values())
    assert is_foreign("traduction")
    assert is_foreign("b2b")
    assert is_foreign("a" * 30)
    assert not is_foreign("n7tajo")


def test_a_word_in_latin_letters_counts_as_its_arabic_word() -> None:
    assert sound("m7tageen", "ar") == sound("محتاجين", "ar")
    assert sound("tsennaaina", "ar") == sound("تسنينا", "ar"), "found by its consonants"
    assert sound("tarjama", "es") != sound("ترجمة", "ar"), "only where Arabic is read"
    assert sound("traduction", "ar").isascii()
