"""Several offers on one card are put right one by one: words are about the offers that they name, and what is added
comes to them; what is not named stays.
"""

from __future__ import annotations

import re

import pytest

from bot.understand.relisted import adds, relisted
from tests.faults import joins
from tests.story import Story, answer

pytestmark = pytest.mark.words

GIVEN = {
    "es": ("ofrecemos costura, repostería, plomería, clases de inglés", "costura/repostería/plomería/clases de inglés"),
    "en": ("we offer driving a van, haircuts, computer classes", "driving a van/haircuts/computer classes"),
    "ar": ("بنقدم تصليح كهربا وتوصيل بالفان ودروس كمبيوتر", "تصليح كهربا/توصيل بالفان/دروس كمبيوتر"),
}


def offers(said: str) -> list[str]:
    """The titles on a card."""
    one = re.findall(r"^(?:Oferta|Offer|عرض): ⁨(.*)⁩$", said, re.MULTILINE)
    return one or re.findall(r"^\u200f?· ⁨(.*)⁩$", said, re.MULTILINE)


@pytest.mark.parametrize(("lang", "said", "left"), [
    ("es", "quite dos de las cuatro, la repostería y la plomería", "costura/clases de inglés"),
    ("es", "solo deje la costura y las clases de inglés", "costura/clases de inglés"),
    ("es", "la plomería no, eso ya no", "costura/repostería/clases de inglés"),
    ("es", "en vez de plomería ponga electricidad", "costura/repostería/electricidad/clases de inglés"),
    ("es", "las clases de inglés son los sábados", "costura/repostería/plomería/clases de inglés, los sábados"),
    ("es", "quita la segunda", "costura/plomería/clases de inglés"),
    ("en", "no haircuts please", "driving a van/computer classes"),
    ("en", "take out the haircuts", "driving a van/computer classes"),
    ("ar", "شيل التوصيل", "تصليح كهربا/دروس كمبيوتر"),
    ("ar", "الكهربا لا", "توصيل بالفان/دروس كمبيوتر"),
])  # fmt: skip
def test_words_put_right_the_offers_that_they_name_and_the_others_stay(
    story: Story, lang: str, said: str, left: str
) -> None:
    begun, titles = GIVEN[lang]
    story.hub()
    joins(story, "luz", lang=lang)
    assert offers(answer(story, begun)) == titles.split("/")
    assert offers(answer(story, said)) == left.split("/")


@pytest.mark.parametrize(("begun", "said", "all_of_them"), [
    ("ofrecemos costura", "también hacemos plomería", ["costura", "plomería"]),
    ("ofrecemos costura", "y falta la peluquería", ["costura", "peluquería"]),
    ("ofrecemos costura, plomería", "agregue también clases de inglés", ["costura", "plomería", "clases de inglés"]),
    ("ofrecemos costura, plomería", "y también podemos cuidar niños", ["costura", "plomería", "cuidar niños"]),
])  # fmt: skip
def test_what_is_offered_beside_comes_to_what_stands_there(
    story: Story, begun: str, said: str, all_of_them: list[str]
) -> None:
    story.hub()
    joins(story, "luz")
    story.say("luz", begun)
    assert offers(answer(story, said)) == all_of_them


def test_a_day_of_all_that_is_of_one_goes_from_the_others(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    story.say("luz", "ofrecemos costura, repostería, plomería, los martes")
    assert offers(answer(story, "los martes solo es la costura")) == ["costura, los martes", "repostería", "plomería"]


def test_how_it_is_done_is_no_other_offer() -> None:
    assert adds("we also do plumbing", "en")
    assert not adds("add that we bring our own tools", "en")


@pytest.mark.parametrize("words", ["", "🙂", "no", "la segunda", "y y y, , .", "quite", "x" * 2000])
def test_whatever_is_said_of_a_list_something_comes_of_it(words: str) -> None:
    titles = ("costura", "repostería", "plomería")
    assert set(relisted(titles, words, "es", lambda _title, _words: "")) <= set(titles)
