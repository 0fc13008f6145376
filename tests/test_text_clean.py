"""What may be kept of what was typed: nothing that steers a screen, nothing cut inside a visible character."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.clean import clean, cut

FAMILY = "👩\u200d👩\u200d👧"
ANY_TEXT = st.text(max_size=400) | st.text(alphabet="a \n\t\u200b\u200d\u202e\u0301👩🇨🇴\ud800س\u200c", max_size=80)


@given(ANY_TEXT)
def test_f27_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(ANY_TEXT, st.integers(1, 30))
def test_f25_no_text_is_longer_than_asked_nor_raises(raw: str, longest: int) -> None:
    kept = clean(raw, longest)
    assert len(kept) <= longest
    assert kept == kept.strip()


@given(st.text(max_size=200))
def test_f26_what_is_kept_can_be_encoded_and_holds_no_controls(raw: str) -> None:
    kept = clean(raw)
    kept.encode("utf-8")
    assert {unicodedata.category(char) for char in kept} & {"Cs", "Cc"} <= ({"Cc"} if "\n" in kept else set())


def test_f26_nul_lone_surrogates_and_escapes_are_gone() -> None:
    assert clean("a\x00b\ud800c\x1b[31md") == "abc[31md"


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u2060", "\ufeff", "\u202e", "\u2066", "\u2069", "\u061c", "\U000e0041", "\u00ad"]
)
def test_f27_what_nobody_sees_is_removed(hidden: str) -> None:
    assert clean(f"ca{hidden}sa{hidden}") == "casa"


def test_f27_joiners_stay_where_they_carry_meaning() -> None:
    assert clean(FAMILY) == FAMILY
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("ca\u200dsa\u200c") == "casa"


@pytest.mark.parametrize("raw", ["", " ", "\t\r\n ", "\u200b\u00a0\u3000", "\u2028"])
def test_f25_nothing_but_space_is_nothing(raw: str) -> None:
    assert clean(raw) == ""


def test_runs_of_space_are_one_space_and_paragraphs_stay() -> None:
    assert clean("  Casa \u00a0 Luz \r\n\r\n\r\n\tTegucigalpa ") == "Casa Luz\n\nTegucigalpa"


def test_letters_and_accents_come_out_composed() -> None:
    assert clean("an\u0303o") == "año"
    assert clean("an\u200c\u0303o") == "año"


@pytest.mark.parametrize("cluster", [FAMILY, "🇨🇴", "e\u0301\u0302", "👍🏽", "\u0628\u064e\u0651"])
def test_f25_nothing_is_cut_inside_a_visible_character(cluster: str) -> None:
    for room in range(1, len(cluster) + 1):
        kept = cut("a" + cluster, room)
        assert kept in ("a", "a" + cluster)


def test_f25_a_megabyte_is_cut_to_its_first_page() -> None:
    assert clean("palabra " * 130_000, 4000).startswith("palabra palabra")
    assert len(clean("x" * 1_000_000, 4000)) == 4000


@pytest.mark.parametrize("pile", ["\u0315" * 16_000 + "\u0316" * 16_000, "\u0315\u0316" * 500_000, "\u0344" * 4_000])
def test_f25_a_pile_of_marks_is_not_put_in_order_one_by_one(pile: str) -> None:
    """The square of 32,000 is some seconds of a processor; a letter keeps as many marks as any language writes."""
    kept = clean("x" + pile)
    assert unicodedata.normalize("NFD", kept)[0] == "x"
    assert len(kept) <= 31
    assert clean(kept) == kept
    assert clean("é" + pile[:9]) == unicodedata.normalize("NFC", "é" + pile[:9])


def test_signs_and_faces_may_be_as_many_as_one_likes() -> None:
    assert clean("😀" * 40 + "!" * 40) == "😀" * 40 + "!" * 40


def test_f25_a_tower_of_accents_is_cut_too() -> None:
    assert len(clean("a" + "\u0301\u0302" * 5000, 100)) <= 100
