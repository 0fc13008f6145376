"""Lengths as the providers count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms import segments
from bot.channels.wire import sound, utf16


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # two septets each
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 10, 2),  # the escape does not end a part: it moves on whole
        ("ñ" * 160, 1),  # in the GSM alphabet
        ("á" * 70, 1),  # not in it, unlike à
        ("á" * 71, 2),
        ("م" * 70, 1),
        ("م" * 71, 2),
        ("م" * 134, 2),
        ("م" * 135, 3),
        ("م" * 1600, 24),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),  # 33 to a part, since half an emoji is none
        ("\u2068a\u2069", 1),
    ],
)
def test_sms_parts_are_counted_as_twilio_bills_them(text: str, parts: int) -> None:
    assert segments(text) == parts


@given(st.text(alphabet=st.characters()))
def test_utf16_length_is_that_of_the_encoding(text: str) -> None:
    assert utf16(sound(text)) == len(sound(text).encode("utf-16-le")) // 2


@given(st.text(alphabet=st.characters(categories=["L", "Cs", "So"])))
def test_f26_whatever_is_sound_can_be_encoded(text: str) -> None:
    sound(text).encode("utf-8")


def test_a_split_pair_is_joined_and_a_lone_half_replaced() -> None:
    assert sound("a\ud83d\ude00b\udc00") == "a😀b\ufffd"
