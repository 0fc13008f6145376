"""A machine translates what partners write, if the operator named one: within a time limit, or not at all."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from random import Random

import pytest

from bot.channels.console import ConsoleChannel
from bot.doubles.libretranslate import LibreTranslate
from bot.doubles.server import Fault, dropped, garbage, silent, status
from bot.sending.rendering import Rendering
from bot.sending.translating import Translating
from bot.sending.translator import REST_S, Translator
from bot.wording import Wording
from bot.worker import Worker
from core.db import Database
from core.errors import Misconfigured
from core.messages import Message, Screen, Sealed, dump
from core.outbox import Item, enqueue
from core.settings import read_settings
from core.vault import Vault
from tests.faults import agreed, tap, to
from tests.post import no_clock, tap_as_written
from tests.story import Story, telling
from tests.test_relay import shares, writes

WORDS = "mañana llevamos las sillas al salón"


@pytest.fixture
def api() -> Iterator[LibreTranslate]:
    with LibreTranslate() as made:
        yield made


@pytest.fixture
def story(story: Story) -> Story:
    agreed(story)
    tap(story, "mar", "lang:ar")
    return story


class Clock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def translates(story: Story, translator: Translator) -> None:
    """From now on the story's worker has that machine."""
    story.worker._delivery._prepare = Translating(story.vault, translator)


def ask(translator: Translator, text: str = WORDS) -> str | None:
    return asyncio.run(translator.translate(text, "es", "ar"))


# ---- what arrives -----------------------------------------------------------------------------------------------


def test_the_translation_stands_below_the_words_and_is_said_to_be_a_machines(story: Story, api: LibreTranslate) -> None:
    translates(story, Translator(api.url))
    arrived = writes(story, "luz", WORDS)
    (text,) = to(arrived, "mar")
    assert text.index(WORDS) < text.index("ترجمة آلية") < text.index(f"[es>ar] {WORDS}")
    assert "غير مترجم" not in text
    assert WORDS not in to(arrived, "luz")[0]


def test_only_words_in_another_language_leave_the_house(story: Story, api: LibreTranslate) -> None:
    translates(story, Translator(api.url))
    writes(story, "mar", "شكراً لكم على المساعدة")
    tap(story, "luz", "x:1:0:phr")
    story.say("luz", "1")
    tap(story, "mar", "lang:es")
    writes(story, "luz", WORDS)
    assert [text for text in api.asked if text != "شكراً لكم على المساعدة"] == []
    assert len(api.asked) == 1  # from Arabic, for Luz


def test_what_is_sent_holds_no_name_and_no_contact(story: Story, api: LibreTranslate) -> None:
    translates(story, Translator(api.url))
    writes(story, "luz", f"{WORDS}, mi número es 9988 7766")
    (call,) = api.calls
    sent = json.dumps(dict(call.params), ensure_ascii=False) + json.dumps(dict(call.headers))
    for private in ("Casa Luz", "Casa Mar", "1001", "9988"):
        assert private not in sent
    assert set(call.params) == {"q", "source", "target", "format"}


def test_contact_details_that_a_server_adds_are_hidden(story: Story, api: LibreTranslate) -> None:
    translates(story, Translator(api.url))
    answer = json.dumps({"translatedText": "اكتبوا إلى https://evil.example.org"}).encode()
    api.plan(garbage(answer))
    (text,) = to(writes(story, "luz", WORDS), "mar")
    assert "evil.example" not in text
    assert "•••" in text


def test_what_both_agreed_to_show_is_translated_with_it(story: Story, api: LibreTranslate) -> None:
    translates(story, Translator(api.url))
    shares(story, "luz", "+504 9988 7766")
    shares(story, "mar", "mar@example.org")
    (text,) = to(writes(story, "luz", f"{WORDS}, mi número es 9988 7766"), "mar")
    assert text.count("9988 7766") == 2


def test_discreet_words_are_translated_when_somebody_asks_for_them(story: Story, api: LibreTranslate) -> None:
    translates(story, Translator(api.url))
    tap(story, "mar", "m:discreet")
    story.say("mar", "١")
    (veiled,) = to(writes(story, "luz", WORDS), "mar")
    assert WORDS not in veiled
    assert api.calls == []
    (text,) = to(story.say("mar", "١"), "mar")
    assert WORDS in text
    assert f"[es>ar] {WORDS}" in text


FAULTS = {
    "500": status(500),
    "403": status(403, b'{"error": "Invalid API key"}'),
    "429": status(429, b'{"error": "Slowdown: too many requests"}'),
    "redirect": status(302, b"", Location="http://127.0.0.1:9/"),
    "html": garbage(),
    "a list": garbage(b"[1]"),
    "empty": garbage(b'{"translatedText": " "}'),
    "a number": garbage(b'{"translatedText": 7}'),
    "endless": garbage(b'{"translatedText": "' + b"a" * 200_000 + b'"}'),
    "hung up": dropped(),
    "silent": silent(),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_f17_f22_whatever_the_server_does_the_words_arrive(
    sqlite_db: Database, vault: Vault, now: int, api: LibreTranslate, fault: Fault
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        tap(story, "mar", "lang:ar")
        translates(story, Translator(api.url, limit_s=0.3))
        api.plan(fault)
        (text,) = to(writes(story, "luz", WORDS), "mar")
        assert WORDS in text
        assert "غير مترجم" in text


def test_a_server_that_is_not_there_is_no_matter(story: Story) -> None:
    translates(story, Translator("http://127.0.0.1:9"))
    assert WORDS in to(writes(story, "luz", WORDS), "mar")[0]


def test_f16_a_silent_server_holds_back_nobody_elses_message(
    sqlite_db: Database, vault: Vault, now: int, api: LibreTranslate
) -> None:
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        tap(story, "mar", "lang:ar")
        foreign = Screen((Message("{text}", {"text": Sealed(vault.seal(WORDS).decode())}),), foreign="es")
        plain = Screen((Message("hola"),))
        with sqlite_db.write() as tx:
            items = [Item(2, "console", "alert", dump(foreign), "relay:9:2"), Item(1, "console", "alert", dump(plain))]
            enqueue(tx, items, now)
        channel = ConsoleChannel(say=lambda _text: None)
        api.plan(silent())
        prepare = Translating(vault, Translator(api.url, limit_s=0.5))
        rendering = Rendering(Wording(), lambda: now, vault)
        worker = Worker(
            sqlite_db,
            vault,
            {"console": channel},
            rendering.render,
            tap_as_written,
            no_clock,
            rng=Random(1),
            prepare=prepare,
        )
        asyncio.run(worker.step(now))
        assert [who for who, _text in channel.said] == ["luz", "mar"]


# ---- the client -------------------------------------------------------------------------------------------------


def test_the_key_goes_along_where_there_is_one() -> None:
    with LibreTranslate(key="secreto-de-prueba") as api:
        assert ask(Translator(api.url, "secreto-de-prueba")) == f"[es>ar] {WORDS}"
        assert ask(Translator(api.url)) is None
        assert ask(Translator(api.url, "otro")) is None


def test_after_a_failure_the_server_is_left_alone_for_a_while(api: LibreTranslate) -> None:
    clock = Clock()
    translator = Translator(api.url, clock=clock)
    api.plan(status(500))
    assert ask(translator) is None
    assert ask(translator) is None
    assert len(api.calls) == 1
    clock.at += REST_S
    assert ask(translator) == f"[es>ar] {WORDS}"


def test_a_message_that_is_sent_again_is_not_translated_again(api: LibreTranslate) -> None:
    translator = Translator(api.url)
    assert ask(translator) == ask(translator)
    assert len(api.calls) == 1
    for n in range(250):
        ask(translator, f"caja {n}")
    ask(translator)
    assert len(api.calls) == 252  # only the last are remembered


def test_f59_a_failure_is_logged_without_what_was_written(
    api: LibreTranslate, caplog: pytest.LogCaptureFixture
) -> None:
    api.plan(status(500, WORDS.encode()))
    ask(Translator(api.url))
    assert "no translation" in caplog.text
    assert "sillas" not in caplog.text


@pytest.mark.parametrize("url", ["libre.example.org", "ftp://x", "http://", "http://[", "/translate"])
def test_an_address_that_is_none_is_said_so(url: str, tmp_path: object) -> None:
    with pytest.raises(Misconfigured, match="TRANSLATE_URL"):
        read_settings({"TRANSLATE_URL": url, "SECRET_KEY": "k" * 32})
