"""Lengths as the providers count them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.gsm import as_sms
from bot.channels.wire import segments, sound, utf16


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
        ("a" * 159 + "[", 2),  # the last one counts two: 161
        ("a" * 158 + "[", 1),
        ("^{}\\[~]|€" * 8 + "a" * 16, 1),  # 9 × 2 × 8 + 16 = 160
        ("^{}\\[~]|€" * 8 + "a" * 17, 2),
        ("a" * 459, 3),
        ("a" * 460, 4),
        ("a" * 152 + "€" + "a" * 152, 3),  # 152, then 2 + 151, then 1
        ("a" * 153 + "€" + "a" * 151, 2),
        ("م" * 66 + "😀" + "م" * 66, 3),  # 66, then 2 + 65, then 1
        ("م" * 67 + "😀" + "م" * 65, 2),
        ("\n" * 160, 1),
        ("`", 1),  # alone in UCS-2: 1 of 70
        ("`" + "a" * 70, 2),
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ" * 5, 1),
    ],
)
def test_sms_parts_are_counted_as_twilio_bills_them(text: str, parts: int) -> None:
    assert segments(text) == parts


@pytest.mark.parametrize(
    ("text", "sent", "parts"),
    [
        ("Saldo: \u20685\u2069 horas", "Saldo: 5 horas", 1),  # nobody sees them, and old phones show a box
        ("Escribe «menú» o “persona”…", "Escribe «menú» o “persona”…", 1),  # 27 letters: accents cost nothing
        ("¿Está bien? " + "a" * 60, "¿Esta bien? " + "a" * 60, 1),  # they would cost a part here
        (
            "Publicado. Encontré a quién avisar: «contaduría». " * 3,
            'Publicado. Encontré a quién avisar: "contaduria". ' * 2
            + 'Publicado. Encontré a quién avisar: "contaduria".',
            1,
        ),
        ("Não é possível: ação às 3 " * 4, ("Nao é possivel: acao às 3 " * 4).strip(), 1),
        (
            "Écrivez «\u202foui\u202f» : l’œuvre est prête, ça va " * 2,
            ('Écrivez "oui" : l\'oeuvre est prete, ca va ' * 2).strip(),
            1,
        ),
        ("طلب «محاسب» 🙏\n\n١. نعم", "طلب «محاسب»\n١. نعم", 1),  # no emoji, no empty line; the letters stay
        ("\u2068جمعية النور\u2069 acepta: " + "á" * 60, "جمعية النور acepta: " + "á" * 60, 2),  # UCS-2 all the same
        ("\u2068👍👍\u2069", "👍👍", 1),  # somebody said so
        ("Gracias 🙏🏽!", "Gracias!", 1),
        ("1️⃣ sí", "1 sí", 1),
        ("uno\n\n\ndos \n tres", "uno\ndos\ntres", 1),
        ("👍", "👍", 1),
    ],
)
def test_an_sms_says_the_same_in_the_fewest_parts(text: str, sent: str, parts: int) -> None:
    assert as_sms(text) == sent
    assert segments(as_sms(text)) == parts


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_goes_by_sms_never_takes_more_parts_and_is_never_empty(text: str) -> None:
    sent = as_sms(text)
    assert sent
    assert segments(sent) <= segments(text)


@given(st.text(alphabet=st.characters()))
def test_utf16_length_is_that_of_the_encoding(text: str) -> None:
    assert utf16(sound(text)) == len(sound(text).encode("utf-16-le")) // 2


@given(st.text(alphabet=st.characters(categories=["L", "Cs", "So"])))
def test_f26_whatever_is_sound_can_be_encoded(text: str) -> None:
    sound(text).encode("utf-8")


def test_a_split_pair_is_joined_and_a_lone_half_replaced() -> None:
    assert sound("a\ud83d\ude00b\udc00") == "a😀b\ufffd"
