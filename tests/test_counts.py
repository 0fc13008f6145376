"""How much writing does it take? The weights of a conversation, counted in messages of the person, in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from core.db import Database
from core.vault import Vault
from tests.story import Story, telling


@dataclass(frozen=True, slots=True)
class Words:
    """What people write in one language, and what tells that a step was reached. `hub` is what `Story.hub` takes."""

    hub: tuple[str, str, str, tuple[str, ...]]
    org: str
    other_org: str
    need: str
    later_need: str
    offer: str
    yes: str
    published: str
    completed: str
    noted: str


SPANISH = Words(
    hub=("Red Demo", "HN", "America/Tegucigalpa", ("es", "ar", "en")),
    org="Casa Luz, Tegucigalpa",
    other_org="Estudio Norte, San Pedro Sula",
    need="necesitamos un contador para el informe anual, 3 horas, antes del viernes",
    later_need="ocupamos un fotógrafo para la feria, 2 horas, mañana",
    offer="ofrecemos contabilidad a distancia",
    yes="sí",
    published="Publicado",
    completed="completado",
    noted="ya lo anoté",
)
ARABIC = Words(
    hub=("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "en", "es")),
    org="بيت النور، القاهرة",
    other_org="مكتب الشمال، الإسكندرية",
    need="محتاجين محاسب للتقرير السنوي، ٣ ساعات، قبل الجمعة",
    later_need="محتاجين مصور للمعرض، ساعتين، بكرة",
    offer="نقدم محاسبة عن بُعد",
    yes="نعم",
    published="تم النشر",
    completed="اكتمل",
    noted="سجّلتُ",
)


class Counting:
    """Counts what each person writes, and remembers what last arrived for whom."""

    def __init__(self, story: Story, words: Words) -> None:
        self.story, self.words = story, words
        self.wrote: dict[str, int] = {}
        self.last: dict[str, str] = {}

    def say(self, who: str, words: str) -> str:
        """Type it; the newest message on that person's own phone then."""
        self.wrote[who] = self.wrote.get(who, 0) + 1
        self.last.update(self.story.say(who, words))
        return self.last[who]

    def matched(self) -> None:
        """An offer and a need that fit each other, by `sol` and `luz`; the count begins anew behind it."""
        words = self.words
        for who, messages in (
            ("sol", (words.offer, words.other_org, words.yes)),
            ("luz", (words.need, words.org, words.yes)),
        ):
            for message in messages:
                self.say(who, message)
        self.wrote.clear()


@pytest.fixture(params=[SPANISH, ARABIC], ids=["es", "ar"])
def counting(request: pytest.FixtureRequest, sqlite_db: Database, vault: Vault, now: int) -> Iterator[Counting]:
    with telling(sqlite_db, vault, now) as story:
        story.hub(*request.param.hub)
        yield Counting(story, request.param)


def test_a_first_need_from_nothing_takes_four_messages(counting: Counting) -> None:
    words = counting.words
    for message in ("/start", words.org, words.need):
        assert words.published not in counting.say("luz", message)
    assert words.published in counting.say("luz", words.yes)
    assert counting.wrote == {"luz": 4}


def test_a_need_written_in_full_at_once_takes_three(counting: Counting) -> None:
    words = counting.words
    for message in (words.need, words.org):
        assert words.published not in counting.say("luz", message)
    assert words.published in counting.say("luz", words.yes)
    assert counting.wrote == {"luz": 3}


def test_a_later_need_takes_two(counting: Counting) -> None:
    words = counting.words
    for message in (words.need, words.org, words.yes):
        counting.say("luz", message)
    counting.wrote.clear()
    assert words.published not in counting.say("luz", words.later_need)
    assert words.published in counting.say("luz", words.yes)
    assert counting.wrote == {"luz": 2}


def test_an_exchange_takes_at_most_five_of_each_side_with_its_review(counting: Counting) -> None:
    """Proposed, accepted, done, confirmed (which is the receiver's review), stars and no more words of the giver."""
    counting.matched()
    counting.say("sol", "1")
    counting.say("luz", "1")
    counting.say("sol", "1")
    assert counting.words.completed in counting.say("luz", "1")
    assert counting.words.completed in counting.last["sol"]
    counting.say("sol", "1")
    counting.say("sol", "5")
    assert counting.words.noted in counting.say("sol", "1")
    assert counting.wrote == {"sol": 5, "luz": 2}
