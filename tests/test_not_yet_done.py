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
@pytest.mark.parametrize("words", ["لسا ما خلصنا", "لسه ما بدأنا", "الجلسة ماتعملتش لسه", "ما تمت", "لسا ما صارت"])
def test_not_yet_leads_to_another_day(sqlite_db: Database, vault: Vault, now: int, who: str, words: str) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        read = _reads(story, who, words)
        assert "1. يوم آخر" in read or "ما آخر موعد للخدمة؟" in read
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
        assert "1. سؤال المنظمة" in read


def test_that_it_is_done_is_still_done(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        _reads(story, "mar", "خلصنا")
        assert states(story) == ["delivered"]


_WAITS = {
    "es": "Queda a la espera",
    "en": "It waits for your answer",
    "fr": "en attente de votre réponse",
    "pt": "à espera da resposta",
    "ar": "في انتظار ردكم",
}
_MARKS = dict.fromkeys(map(ord, "\u2066\u2068\u2069\u200f"))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "no sé si vinieron"),
        ("es", "no sabemos si ya vino el contador"),
        ("en", "I don't know whether they came"),
        ("en", "not sure if it was done"),
        ("fr", "on ne sait pas s'ils sont venus"),
        ("pt", "não sei se eles vieram"),
        ("ar", "ما نعرف إذا أجوا"),
        ("ar", "مش عارفين اذا جم ولا لا"),
    ],
)
def test_who_does_not_know_whether_they_came_accuses_nobody_and_it_waits(
    sqlite_db: Database, vault: Vault, now: int, lang: str, words: str
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        tap(story, "luz", f"lang:{lang}")
        story.wait(4 * 24 * 3_600_000)
        for seen in ("0", "1001"):
            story.say("luz", seen)
            read = "\n".join(to(story.say("luz", words), "luz")).translate(_MARKS)
            assert "1001" in read
            assert _WAITS[lang] in read or lang == "fr"
        assert states(story) == ["agreed"]
