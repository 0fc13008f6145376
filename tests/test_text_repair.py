"""A word that is a letter off is read as the one word it can be; whatever is known, short or doubtful stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from core.text.repair import SHORTEST, Near

KNOWN = ("contador", "necesitamos", "traduccion", "accountant", "comptabilite", "محاسب", "ترجمه", "casas", "cosas")
near = Near(KNOWN, known=("contados",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("contadr", "contador"),  # missing
        ("contadoor", "contador"),  # too many
        ("comtador", "contador"),  # wrong
        ("cotnador", "contador"),  # exchanged
        ("acountant", "accountant"),
        ("محااسب", "محاسب"),
        ("ontador", None),  # the first letter is sure
        ("contador", None),  # known
        ("contados", None),  # well spelt, another word
        ("cusas", None),  # could be two
        ("comtadoor", None),  # two errors
        ("cas", None),
        ("", None),
    ],
)
def test_what_was_meant(typed: str, meant: str | None) -> None:
    assert near.word(typed) == meant


@given(st.text(max_size=30))
def test_what_is_found_is_known_and_one_letter_away(typed: str) -> None:
    meant = near.word(typed)
    if meant is not None:
        assert meant in KNOWN
        assert OSA.distance(typed, meant) == 1
        assert len(typed) >= SHORTEST
        assert typed[0] == meant[0]


@given(st.lists(st.text("abcdeأبت", min_size=5, max_size=12), max_size=30))
def test_every_known_word_stays_as_it_is(words: list[str]) -> None:
    table = Near(words)
    assert not [word for word in words if table.word(word)]
