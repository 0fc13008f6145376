"""Words that work everywhere, numbers of choices, and the tables they come from."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understand import understand
from bot.understand.cues.cuefirsts import merged, of_step
from bot.understand.cues.cuelines import cue_lines, read_cues
from bot.understand.cues.cues import cue_table
from bot.understand.cues.intents import INTENTS
from bot.understand.lexis.tables import data
from bot.understand.words import GLOBAL, option_number, word
from bot.wording import Reader, Wording
from core.languages import LANGUAGES
from core.messages import Message
from core.text.normal import fold

wording = Wording()
WRITTEN_TWO = ["2", "2.", "2)", "(2)", "2️⃣", "٢", "۲", "２", "dos", "Dos.", "la 2", "opción 2", "#2", "la segunda", "2ª"]
WRITTEN_TWO += ["اثنين", "الثاني", "two", "deux", "dois"]
LABELS = {
    **{"Skip": "skip", "Not sure": "unsure", "No fixed day": "unsure", "Change": "change", "Cancel": "cancel"},
    **{"Yes": "yes", "No": "no", "Menu": "menu", "Help": "help", "Stop all messages": "stop"},
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("menu", "menu"),
        ("Menú", "menu"),
        ("القائمة", "menu"),
        ("0", "menu"),
        ("٠", "menu"),
        ("atrás", "back"),
        ("volver", "back"),
        ("رجوع", "back"),
        ("ayuda", "help"),
        ("مساعدة", "help"),
        ("?", "help"),
        ("cancelar", "cancel"),
        ("إلغاء", "cancel"),
        ("BAJA", "stop"),
        ("STOP", "stop"),
        ("توقف", "stop"),
        ("ALTA", "start"),
        ("ابدأ", "start"),
        ("SALIR", "leave"),
        ("ALTO", "leave"),
        ("إيقاف", "leave"),
        ("persona", "person"),
        ("human", "person"),
        ("موظف", "person"),
        ("إنسان", "person"),
        ("saltar", "skip"),
        ("تجاوز", "skip"),
        ("تجاوز السؤال", "skip"),
        ("no sé", "unsure"),
        ("No estoy segura.", "unsure"),
        ("غير متأكد", "unsure"),
        ("لا أعرف", "unsure"),
        ("sin fecha", "unsure"),
        ("بدون موعد", "unsure"),
        ("no date", "unsure"),
        ("نعم", "yes"),
        ("👍", "yes"),
        ("👍🏽", "yes"),
        ("❌", "no"),
        ("¡Hola! 🙂", "greeting"),
        ("gracias", "thanks"),
        ("/help", "help"),
    ],
)
def test_global_words_in_every_language(typed: str, meant: str) -> None:
    assert word(typed) == meant


@pytest.mark.parametrize(
    "typed", ["مُسَاعَدَة", "مساعــدة", "مساعده", "AYUDA", "ayúda", " ayuda...", "¡ayuda!", "musa3ada", "ayudaaaa"]
)
def test_f29_keywords_however_they_are_written(typed: str) -> None:
    assert word(typed) == "help"


@pytest.mark.parametrize(
    "typed", ["", " ", "casa", "necesitamos ayuda con el techo", "/drop", "x" * 5000, "12", "stop the rain"]
)
def test_other_words_mean_nothing_of_their_own(typed: str) -> None:
    assert word(typed) is None


@pytest.mark.parametrize(
    "typed",
    WRITTEN_TWO,
)
def test_a_choice_is_a_choice_in_any_script(typed: str) -> None:
    assert option_number(typed) == 2


@pytest.mark.parametrize(
    "typed", ["", "0", "-2", "2.5", "21", "²", "½", "2 horas", "2 y 3", "casa", "9" * 400, "1e1", "dos gatos"]
)
def test_f40_what_is_not_surely_a_choice_is_none(typed: str) -> None:
    assert option_number(typed) is None


@given(st.text(max_size=300))
def test_f25_any_text_is_read_without_complaint(text: str) -> None:
    assert word(text) in (None, *GLOBAL)
    assert option_number(text) in (None, *range(1, 21))


@given(st.integers(1, 20), st.sampled_from("0٠۰०０"))
def test_numbers_in_every_script_choose(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert option_number(written) == number


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("label", "meant"),
    LABELS.items(),
)
def test_the_words_on_our_screens_are_understood_when_typed(lang: str, label: str, meant: str) -> None:
    assert word(wording.say(Message(label), Reader(lang))) == meant


def _shape(table: object) -> object:
    return (
        {key: key == "short" or _shape(value) for key, value in table.items() if not key.lstrip("-").isdigit()}
        if isinstance(table, dict)
        else ()
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_the_same_tables(lang: str) -> None:
    assert _shape(data(lang)) == _shape(data("en"))


def test_every_table_is_read_by_somebody() -> None:
    code = "".join(file.read_text("utf-8") for file in (Path(__file__).parents[1] / "bot").rglob("*.py"))
    tables = {*data("en"), *data("en")["small"]} - {"small"}
    assert not [name for name in sorted(tables) if f'"{name}"' not in code]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_global_word_has_two_meanings_in_its_language(lang: str) -> None:
    meanings = {name: {fold(phrase) for phrase in phrases} for name, phrases in data(lang)["words"].items()}
    assert set(meanings) == set(GLOBAL)
    assert [
        meanings[one] & meanings[other] for one, other in combinations(meanings, 2) if meanings[one] & meanings[other]
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_intent_has_cues_and_every_cue_an_intent(lang: str) -> None:
    assert {cue.intent for cue in read_cues(lang)} == set(INTENTS)


@pytest.mark.parametrize("kind", ["cues", "told"])
@pytest.mark.parametrize("lang", ["es", "ar", "en", "fr", "pt"])
def test_the_first_words_of_a_beginning_are_those_of_all_its_ways(lang: str, kind: str) -> None:
    lines, told = cue_lines(lang, kind), 0
    for head, (number, *_others) in list(lines.heads().items())[::25]:
        ways = list(lines.cues(number))
        firsts = lines.firsts(head)
        begun = merged(of_step(cue.steps[0]) for cue in ways)
        assert firsts is None or firsts == begun, head
        told += firsts is not None
    assert told > 1


def test_what_is_read_of_a_language_is_kept_once() -> None:
    for lang in ("es", "ar", "en", "fr", "pt"):
        understand("zzz qqq", lang, date(2026, 11, 24))
    assert cue_table.cache_info().currsize <= 2 * 5
    assert cue_lines.cache_info().currsize <= 2 * 5
