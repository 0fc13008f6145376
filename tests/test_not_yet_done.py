"""Who says that it is not done yet reads how to move it first, and nothing that says that it is done."""

from __future__ import annotations

import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import agreed, states, tap, to
from tests.story import Story, telling


def _reads(story: Story, who: str, words: str) -> str:
    tap(story, who, "lang:ar")
    story.say(who, "1001")
    return "\n".join(to(story.say(who, words), who)).replace("\u200f", "")


@pytest.mark.parametrize("who", ["mar", "luz"])
@pytest.mark.parametrize(
    "words", ["لسا ما خلصنا", "لم تتم بعد", "لسه ما بدأنا", "الجلسة ماتعملتش لسه", "ما تمت", "لسا ما صارت"]
)
def test_not_yet_has_another_day_as_its_first_choice(
    sqlite_db: Database, vault: Vault, now: int, who: str, words: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        assert "1. يوم آخر" in _reads(story, who, words)
        assert states(story) == ["agreed"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("ما صارت بعد، منعملها السبت", "السبت 28 نوفمبر"),
        ("لسه ماتعملتش هنعملها الخميس", "الخميس 26 نوفمبر"),
        ("لم تتم بعد وسنعقدها يوم الأحد", "الأحد 29 نوفمبر"),
    ],
)
def test_not_yet_with_a_day_asks_for_that_day(
    sqlite_db: Database, vault: Vault, now: int, words: str, day: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)  # for Friday, 27 November
        read = _reads(story, "mar", words)
        assert day in read
        assert "1. إرسال الطلب" in read


def test_that_it_is_done_is_still_done(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        assert "1. تمت الخدمة" in _reads(story, "mar", "خلصنا")
