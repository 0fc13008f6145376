"""What people type by mistake or on purpose, at every question: one clear reply within limits, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from core.db import Database
from core.languages import LANGUAGES
from core.vault import Vault
from tests.faults import adds_up, joins, rows, states, tap, to
from tests.story import Story, telling

UNREADABLE = [
    "",
    " ",
    " \n\t ",
    "\u200b\u200d\u2060\ufeff",
    "\u202e\u202d\u2066\u2069\u061c",
    "\x00",
    "\x00\x01\x1b[31m",
    "\ud800",
    "\udfff\ud83d",
]
LONG = [
    "a" * 1601,
    "ñ" * 4097,
    "🙂" * 4097,
    "línea\n" * 200,
    "x" * (1 << 20),
    "ـ" * 5000,
    "e\u0301" * 3000,
    "ا" + "\u064b" * 3000,
]
HOSTILE = [
    "{0}",
    "{name.__class__}",
    "{}",
    "%(x)s",
    "%s %n",
    "{{7*7}}",
    "${7*7}",
    "<b>hola</b>",
    "<script>alert(1)</script>",
    "&lt;&amp;",
    "*_`[x](y)",
    "'; DROP TABLE line; --",
    '" OR 1=1',
    "%_%",
    "\\",
    "../../etc/passwd",
    "=1+1",
    "@here",
    "\u202eabc\u202c",
    "a\u200bb",
    "🙂",
    "👩‍👩‍👧‍👦",
    "❤️❤️❤️",
    "🇭🇳",
    "???",
    "...",
    "-",
    "—",
    "١٢",
    "Ὀδυσσεύς",
    "می‌خواهم",
]
NUMBERS = [
    "٢",
    "۲",
    "２",
    "½",
    "²",
    "Ⅳ",
    "NaN",
    "nan",
    "inf",
    "-3",
    "−3",
    "+2",
    "1e9",
    "1e-9",
    "0",
    "00",
    "0.01",
    "1.000",
    "1,000",
    "2,5",
    "٢٫٥",
    "10000000000000000000",
    "9" * 400,
    "0x10",
    "1_000",
    "二",
]
ANYTHING = UNREADABLE + LONG + HOSTILE + NUMBERS
LIMITS = {"console": 4096, "telegram": 4096, "whatsapp": 1600}

Arrived = list[tuple[str, str]]
Opening = Callable[[Story, str], Arrived]
_TOMORROW = {"es": "mañana", "ar": "غدا", "en": "tomorrow", "fr": "demain", "pt": "amanhã"}
_PHOTOGRAPHER = {
    "es": "una fotógrafa",
    "ar": "مصورة",
    "en": "a photographer",
    "fr": "une photographe",
    "pt": "uma fotógrafa",
}


def _member(story: Story, lang: str) -> Arrived:
    if not rows(story, "organisation", "id"):
        joins(story, "luz", lang=lang)
    return story.say("luz", "/start")


def _asked_what(story: Story, lang: str) -> Arrived:
    _member(story, lang)
    return story.say("luz", "1")


def _asked_hours(story: Story, lang: str) -> Arrived:
    _asked_what(story, lang)
    return story.say("luz", _PHOTOGRAPHER[lang])


def _asked_day(story: Story, lang: str) -> Arrived:
    _asked_hours(story, lang)
    return story.say("luz", "2")


def _asked_sure(story: Story, lang: str) -> Arrived:
    _asked_day(story, lang)
    return story.say("luz", _TOMORROW[lang])


def _town(story: Story, _lang: str) -> Arrived:
    story.say("luz", "/start")
    return story.say("luz", "Casa Luz")


PLACES: dict[str, Opening] = {
    "nothing": lambda _story, _lang: [],
    "joining": lambda story, _lang: story.say("luz", "/start"),
    "town": _town,
    "idle": _member,
    "what": _asked_what,
    "hours": _asked_hours,
    "day": _asked_day,
    "sure": _asked_sure,
}


_WHOLE = ("idle",)
"""Where all that is typed is tried also without `--all`."""


@pytest.fixture
def on(vault: Vault, now: int, sqlite_db: Database, request: pytest.FixtureRequest) -> Iterator[Story]:
    with telling(sqlite_db, vault, now, request.param) as story:
        story.hub()
        yield story


def check_reply(story: Story, new: list[tuple[str, str]], said: str) -> str:
    """Exactly one reply, with something in it, within the channel's limits and in whole sentences."""
    replies = to(new, "luz")
    assert len(replies) == 1, said[:50]
    (text,) = replies
    assert text.strip()
    assert story.phones.channel.length(text) <= LIMITS[story.phones.name]
    assert not re.search(r"\{(what|hours|day|place|organisation|hub|n|other|number|least|most|words)\}", text), text
    return text


def _everywhere() -> Iterator[Any]:
    """Each place in each language on the console; on the two others in one language each, in all with `--all`. What
    is typed is all of it in Spanish on the console, elsewhere each language is told other parts.
    """
    for place in PLACES:
        yield pytest.param("console", "es", place, True, marks=() if place in _WHOLE else pytest.mark.wide)
    for nth, place in enumerate(PLACES):
        for at, lang in enumerate(LANGUAGES):
            for step, channel in enumerate(("console", "telegram", "whatsapp")):
                always = not step or at == (nth + step) % len(LANGUAGES)
                yield pytest.param(channel, lang, place, False, marks=() if always else pytest.mark.wide)


@pytest.mark.parametrize(("on", "lang", "place", "whole"), list(_everywhere()), indirect=["on"])
def test_f25_f26_f27_whatever_is_typed_gets_one_reply_and_the_question_stays(
    on: Story, lang: str, place: str, whole: bool
) -> None:
    on.langs["luz"] = lang
    asked = PLACES[place](on, lang)
    some = slice(None) if whole else slice(LANGUAGES.index(lang), None, 5 if lang in ("es", "ar") else 15)
    for said in ANYTHING[some]:
        if on.phones.name == "telegram" and not said.encode("utf-8", "ignore").strip(b"\x00"):
            continue  # Telegram has no empty messages
        check_reply(
            on, on.say("luz", said if on.phones.name == "console" else said.encode("utf-8", "replace").decode()), said
        )
        if place != "nothing" and not rows(on, "organisation", "id"):
            continue
        on.say("luz", "cancelar")
        again = PLACES[place](on, lang)
        assert again == asked or place in ("joining", "town"), said  # as a member is asked other things
    adds_up(on)


@pytest.mark.parametrize("on", ["console"], indirect=True)
@pytest.mark.parametrize("name", [n for n in HOSTILE if any(ch.isalpha() for ch in n) and n != "@here"])
def test_f31_f32_f33_a_name_is_kept_and_shown_as_it_was_typed(on: Story, name: str) -> None:
    on.say("luz", "/start")
    said = f"Casa {name}, Tegucigalpa"
    reply = check_reply(on, on.say("luz", said), said)
    if not rows(on, "organisation", "id"):  # words among the signs may be no name: what was read is shown first
        assert "¿Está bien?" in reply
        reply = check_reply(on, on.say("luz", "1"), said)
    (kept,) = (n for _id, n in rows(on, "organisation", "id", "name"))
    assert kept in reply
    assert "49" not in reply
    adds_up(on)


@pytest.mark.parametrize("on", ["console"], indirect=True)
@pytest.mark.parametrize("words", [n for n in HOSTILE if sum(ch.isalpha() for ch in n) > 2 and n != "@here"])
def test_f31_f33_what_is_needed_may_be_any_text(on: Story, words: str) -> None:
    _member(on, "es")
    tap(on, "luz", "m:need")
    check_reply(on, on.say("luz", words), words)
    on.say("luz", "2")
    check_reply(on, on.say("luz", "mañana"), words)
    check_reply(on, on.say("luz", "sí"), words)
    assert [kind for _id, kind in rows(on, "listing", "id", "kind")] == ["need"]
    check_reply(on, tap(on, "luz", "m:listings"), words)
    check_reply(on, tap(on, "luz", "l:1:see"), words)
    adds_up(on)


HOURS = {
    "٢": 120,
    "۲": 120,
    "２": 120,
    "½": 30,
    "2,5": 150,
    "٢٫٥": 150,
    "2.5": 150,
    "1": 60,
    "media hora": 30,
    "1:30": 90,
}
NO_HOURS = [
    "NaN",
    "inf",
    "-3",
    "−3",
    "1e9",
    "1e-9",
    "0,0",
    "0.01",
    "1.000",
    "1,000",
    "9" * 400,
    "²",
    "0x10",
    "1_000",
    "10000000000000000000",
]


@pytest.mark.parametrize("on", ["console"], indirect=True)
@pytest.mark.parametrize(("typed", "minutes"), HOURS.items())
def test_f40_hours_in_any_script_are_shown_back_and_kept_to_the_minute(on: Story, typed: str, minutes: int) -> None:
    _asked_hours(on, "es")
    on.say("luz", typed)
    on.say("luz", "mañana")
    on.say("luz", "sí")
    assert [kept for _id, kept in rows(on, "listing", "id", "minutes")] == [minutes]


@pytest.mark.parametrize("on", ["console"], indirect=True)
@pytest.mark.parametrize("typed", NO_HOURS)
def test_f40_what_is_no_amount_is_asked_again_never_guessed(on: Story, typed: str) -> None:
    _asked_hours(on, "es")
    on.say("luz", typed)
    new = to(on.say("luz", "2 horas"), "luz")[0]
    assert "día" in new
    assert rows(on, "listing", "id") == []
    adds_up(on)


@pytest.mark.parametrize("on", ["console"], indirect=True)
@pytest.mark.parametrize(
    "word",
    [
        "CANCELAR",
        "cancelar.",
        "¡Cancelar!",
        "إلغاء",
        "الغاء",
        "إِلْغَاء",
        "إلـــغاء",
        "Cancel",
        "cancelar\u200b",
        "  cancelar  ",
    ],
)
def test_f29_keywords_serve_however_they_are_written(on: Story, word: str) -> None:
    _asked_hours(on, "es")
    check_reply(on, on.say("luz", word), word)
    assert '"f"' not in str(rows(on, "conversation", "address_id", "state"))
    assert states(on) == []
