"""A typing error is undone by the words we know; whatever is known, short or a number stays as it was typed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from core.text.normal import fold
from core.text.repair import LONG, SHORTEST, Repairer

KNOWN = (
    "contador", "contabilidad", "fotógrafo", "diseñador", "necesitamos", "traducción", "reparación", "casa", "mesa",
    "accountant", "translation", "traduction", "comptabilité", "voluntários", "محاسب", "محاسبة", "ترجمة", "تصوير",
    "مصوّر", "المتطوعين", "مستشار",
)  # fmt: skip
repairer = Repairer(KNOWN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("contadr", "contador"),  # missing
        ("contadoor", "contador"),  # too many
        ("comtador", "contador"),  # wrong
        ("cotnador", "contador"),  # exchanged
        ("ontador", "contador"),  # the first one, too
        ("Fotografoo", "fotógrafo"),
        ("nesesitanos", "necesitamos"),  # two, in a long word
        ("acountent", "accountant"),
        ("tradusion", "traducción"),
        ("محسب", "محاسب"),
        ("محاسبب", "محاسب"),
        ("تصوبر", "تصوير"),
        ("المحسب", "المحاسب"),  # what hangs on the word stays
        ("والتصويير", "والتصوير"),
        ("للمحاسبه", "للمحاسبه"),  # only spelled otherwise: known
        ("المتطوعن", "المتطوعين"),
        ("disenador", "disenador"),
        ("MESA", "MESA"),
        ("misa", "mesa"),
        ("mes", "mes"),  # too short
        ("mas", "mas"),
        ("cas4", "cas4"),
        ("contad0r", "contad0r"),
        ("12345", "12345"),
        ("guitarra", "guitarra"),  # nothing near
        ("jontadar", "jontadar"),  # two errors, and the first letter is one
        ("", ""),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    assert repairer.word(typed) == meant


def test_a_text_keeps_everything_else() -> None:
    text = "¡Busco contadr, 3 horas!\n¿O un fotogrfo? mi número: 5512 3456 — نحتاج محسب"
    assert repairer.text(text) == "¡Busco contador, 3 horas!\n¿O un fotógrafo? mi número: 5512 3456 — نحتاج محاسب"


def test_of_two_near_words_the_first_given_is_taken_and_one_error_beats_two() -> None:
    assert Repairer(["casa", "caja"]).word("cana") == "casa"
    assert Repairer(["caja", "casa"]).word("cana") == "caja"
    assert Repairer(["contadores", "contadora"]).word("contadorx") == "contadora"
    assert Repairer([]).word("contador") == "contador"


def test_words_that_are_only_right_stay_and_are_nobodys_repair() -> None:
    one = Repairer(["hall"], also=["half", "محضر"])
    assert one.word("half") == "half"
    assert one.word("Hálf") == "Hálf"
    assert one.word("والمحضر") == "والمحضر"
    assert one.word("hald") == "hall"
    assert one.word("halfs") == "halfs"
    assert "half" in one


def test_what_hangs_on_an_arabic_word_makes_it_no_unknown_one() -> None:
    assert [*map(repairer.word, ["ومحاسب", "بترجمة", "لتصوير", "وللمحاسبة"])] == [
        "ومحاسب",
        "بترجمة",
        "لتصوير",
        "وللمحاسبة",
    ]


letters = st.sampled_from("abcاب")
some_word = st.text(letters, min_size=1, max_size=12)


@given(st.lists(some_word, max_size=30), some_word)
def test_it_finds_what_comparing_with_every_word_finds(words: list[str], typed: str) -> None:
    meant = Repairer(words).word(typed)
    assert Repairer(words).word(typed) == meant
    forms = list(dict.fromkeys(map(fold, words)))
    form = fold(typed)
    if len(form) < SHORTEST or form in forms:
        assert meant == typed
        return

    def allowed(known: str, distance: int) -> bool:
        two = distance == 2 and min(len(known), len(form)) >= LONG and known[0] == form[0]
        return len(known) >= SHORTEST and (distance == 1 or two)

    near = [(distance, at) for at, known in enumerate(forms) if allowed(known, distance := OSA.distance(known, form))]
    if near:
        assert fold(meant) == forms[min(near)[1]]
    else:
        assert meant == typed


@given(st.lists(st.text(min_size=1, max_size=12), max_size=20))
def test_known_words_never_change(words: list[str]) -> None:
    one = Repairer(words)
    assert [one.word(word) for word in words] == words


@given(st.text(max_size=40))
def test_any_text_can_be_repaired_and_repaired_again(text: str) -> None:
    once = repairer.text(text)
    assert repairer.text(once) == once
    assert [*filter(str.isdigit, once)] == [*filter(str.isdigit, text)]


SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprst" for vowel in "aeio"]


def test_a_word_is_looked_up_fast_among_ten_thousand() -> None:
    made = [f"{a}{b}{c}{d}" for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES[:10] for d in ("", "cion")]
    one = Repairer(made[:10_000])
    typed = [f"{word[:3]}x{word[4:]}" for word in made[:10_000:50]]
    took = []
    for _ in range(5):
        began = time.process_time()
        for word in typed:
            one.word(word)
        took.append((time.process_time() - began) / len(typed))
    assert min(took) < 0.000_2  # four times what was promised, since the machine may be busy
