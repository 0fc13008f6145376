"""The dialogue acts, their classifier and the spans: the list is sound, and what was never learnt is mostly read right.

How well in full: `python -m bench.acts --report`, `python -m bench.spans --report` (docs/dialogue-measured.md).
"""

from zlib import crc32

import pytest

from bench.acts import Said, older, pools
from bot.understanding import NONE, acts, likely
from bot.understanding.presenting import code_in, presented
from bot.understanding.spans import spans

pytestmark = pytest.mark.words

_ONE_IN = 12
FIRST, AMONG_THREE = 0.66, 0.85
"""Floors for what nobody learnt or tuned on, well below what is measured."""


def _some(said: list[Said]) -> list[Said]:
    return [one for one in said if crc32(one.text.encode()) % _ONE_IN == 0]


def test_each_act_has_an_example_that_is_no_other_acts() -> None:
    examples = [act.example for act in acts().values()]
    assert len(set(examples)) == len(examples)
    assert NONE in acts()


@pytest.mark.wide
@pytest.mark.parametrize("which", ["test pools", "even lines"])
def test_most_of_what_was_never_learnt_is_read_right(which: str) -> None:
    said = _some(list(pools("test")) if which == "test pools" else list(older(odd=False)))
    found = [[act for act, _p in likely(one.text, one.screen, 3)] for one in said]
    assert len(said) > 200
    assert sum(best[0] == one.act for best, one in zip(found, said, strict=True)) >= FIRST * len(said)
    assert sum(one.act in best for best, one in zip(found, said, strict=True)) >= AMONG_THREE * len(said)


@pytest.mark.parametrize("text", ["asdf qwer", "....", "xk zzq wvv", "😀", "ghjk"])
@pytest.mark.parametrize("screen", ["idle", "draft", "proposed", "delivered"])
def test_keys_that_were_hit_agree_to_nothing(text: str, screen: str) -> None:
    act, chance = likely(text, screen)[0]
    assert act == NONE or chance < 0.8, (act, chance)


@pytest.mark.parametrize(("text", "name", "town"), [
    ("mire pues somos un grupito que se llama Manos que Ayudan y estamos aquí en Tela", "Manos que Ayudan", "Tela"),
    ("Casa Luz, Tela", "Casa Luz", "Tela"),
    ("e7na Rabtet Ahl el Hay men Mansoura", "Rabtet Ahl el Hay", "Mansoura"),
])  # fmt: skip
def test_a_name_and_a_town_are_found_inside_a_sentence(text: str, name: str, town: str) -> None:
    found = presented(text)
    assert (found.name, found.town) == (name, town)


def test_a_name_that_stands_alone_is_plain_and_a_sentence_is_not() -> None:
    assert presented("Casa Luz, Tela").plain
    assert not presented("mire pues nosotras somos un grupito que se llama Manos que Ayudan, en Tela").plain


@pytest.mark.parametrize(("text", "code"), [
    ("hola, me dieron este código 482915073 para entrar", "482915073"),
    ("الرمز هو ٤٨٢٩١٥٠٧٣ شكرا", "482915073"),
    ("llámeme al +504 9988 7766", ""),
    ("somos 12 personas y necesitamos 3 horas", ""),
    ("4829150 o 7391046", ""),
])  # fmt: skip
def test_a_code_is_found_anywhere_and_a_phone_number_is_none(text: str, code: str) -> None:
    assert code_in(text) == code


@pytest.mark.parametrize("text", ["", " ", "a" * 5000, "؟" * 300, "x " * 3000, "\u0000\u202e", "🙃" * 500])
def test_whatever_is_written_is_read_without_an_exception(text: str) -> None:
    assert likely(text, "idle")
    assert isinstance(spans(text, "newcomer"), list)
