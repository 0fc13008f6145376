"""A proposal that nobody answered in time: who comes back to it finds how it stands, and may propose it once more."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from core.db import Database, Q
from core.tables import listing
from core.vault import Vault
from tests.faults import HELLO, joins, proposed, rows, states, suggested, tap, version
from tests.story import DAY, Story, answer, telling

_HERE = {
    "es": ("Casa Luz, Tela", "Casa Mar, Tela", "necesitamos contabilidad, 2 horas", "ofrecemos contabilidad"),
    "en": ("Casa Luz, Nairobi", "Casa Mar, Nairobi", "we need bookkeeping, 2 hours", "we offer bookkeeping"),
    "fr": (
        "Casa Luz, Dakar",
        "Casa Mar, Dakar",
        "nous avons besoin de comptabilité, 2 heures",
        "nous proposons de la comptabilité",
    ),
    "pt": ("Casa Luz, Recife", "Casa Mar, Recife", "precisamos de contabilidade, 2 horas", "oferecemos contabilidade"),
    "ar": ("جمعية النور، القاهرة", "جمعية البحر، القاهرة", "نحتاج محاسبة، ساعتين", "نقدم محاسبة"),
}
_DAYS = {
    "es": "el 20 de diciembre",
    "en": "by 20 December",
    "fr": "le 20 décembre",
    "pt": "20 de dezembro",
    "ar": "20 ديسمبر",
}
_AGAIN = {
    "es": "1. Proponer otra vez",
    "en": "1. Propose it again",
    "fr": "1. Proposer à nouveau",
    "pt": "1. Propor de novo",
    "ar": "١. اقتراحه من جديد",
}


def _lapsed(story: Story, lang: str = "es") -> None:
    """Mar proposed to help Luz with a day far away, and Luz said nothing."""
    story.hub(langs=tuple(HELLO))
    luz, mar, need, offer = _HERE[lang]
    joins(story, "luz", luz, lang)
    joins(story, "mar", mar, lang)
    for who, words in (("mar", offer), ("luz", f"{need}, {_DAYS[lang]}")):
        story.say(who, words)
        story.say(who, "1")
    tap(story, "mar", f"x:1:{version(story)}:prop")
    story.wait(6 * DAY)
    assert states(story) == ["lapsed"]


@pytest.mark.parametrize("who", ["luz", "mar"])
def test_either_side_proposes_it_again_and_the_other_answers(
    who: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        _lapsed(story)
        other = "mar" if who == "luz" else "luz"
        answer(story, "1001", who)
        assert "¿La envío?" in answer(story, "1", who)
        told = dict(story.say(who, "1"))
        assert "¿Aceptan?" in told[other]
        assert states(story) == ["proposed"]
        tap(story, other, f"x:1:{version(story)}:acc")
        assert states(story) == ["agreed"]
        assert len(rows(story, "exchange", "id")) == 1


def test_what_ended_says_why_and_that_it_can_be_proposed_again(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        proposed(story)
        told = story.wait(4 * DAY)
        for who in ("luz", "mar"):
            (ended,) = (text for to, text in told if to == who and "No hubo respuesta a tiempo" in text)
            assert _AGAIN["es"] in ended


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "sí, aceptamos"),
        ("es", "perdón, no vi el mensaje, sí queremos"),
        ("en", "yes we accept"),
        ("fr", "oui on accepte"),
        ("pt", "sim, aceitamos"),
        ("ar", "نعم نقبل"),
    ],
)
def test_who_answers_late_finds_it(lang: str, words: str, sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        _lapsed(story, lang)
        story.say("luz", "menu")  # so that its card is not the screen
        assert _AGAIN[lang] in answer(story, words)
        assert states(story) == ["lapsed"]


def test_a_day_that_is_past_is_asked_anew(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        proposed(story)  # for Friday
        story.wait(6 * DAY)
        answer(story, "1001", "mar")
        assert "¿Para qué día puede estar hecho?" in answer(story, "1", "mar")


@pytest.mark.parametrize("words", ["necesitamos un pintor, 2 horas", "todavía podemos dar clases de inglés"])
def test_what_is_of_another_service_is_a_listing_of_its_own(
    words: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        _lapsed(story)
        assert _AGAIN["es"] not in answer(story, words)


def test_a_suggestion_that_lapsed_without_a_word_can_still_be_taken_up(
    sqlite_db: Database, vault: Vault, now: int
) -> None:
    with telling(sqlite_db, vault, now) as story:
        suggested(story)
        story.wait(15 * DAY)
        assert states(story) == ["lapsed"]
        assert _AGAIN["es"] in answer(story, "1001", "mar")


def test_what_is_taken_down_or_blocked_is_not_proposed_again(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        _lapsed(story)
        with story.db.write() as tx:
            tx.run(Q(update(listing).where(listing.c.kind == "need").values(state="withdrawn")))
        assert _AGAIN["es"] not in answer(story, "1001", "mar")
        with story.db.write() as tx:
            tx.run(Q(update(listing).where(listing.c.kind == "need").values(state="open")))
        assert _AGAIN["es"] in answer(story, "1001", "mar")
        answer(story, "4", "mar")  # blocks
        answer(story, "1", "mar")
        assert _AGAIN["es"] not in answer(story, "1001", "mar")
        assert _AGAIN["es"] not in answer(story, "1001", "luz")


def test_where_something_else_goes_on_words_are_about_that(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now) as story:
        _lapsed(story)
        answer(story, "ofrecemos clases de costura", "mar")
        answer(story, "1", "mar")
        answer(story, "necesitamos clases de costura, 2 horas, el 22 de diciembre")
        answer(story, "1")
        tap(story, "mar", f"x:2:{version(story, 2)}:prop")
        tap(story, "luz", f"x:2:{version(story, 2)}:acc")
        story.say("luz", "menú")
        assert _AGAIN["es"] not in answer(story, "qué pasó con ellos?")
