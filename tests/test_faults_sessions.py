"""Conversations that another release left behind, or nobody could have: politely restarted, never in the way."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from core.db import Database
from core.vault import Vault
from tests.faults import adds_up, agreed, neighbours, store, tap, to, truth
from tests.story import Story, telling

NEED = ["need", "hours", ["?"], {"what": "contabilidad"}, {}]


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(sqlite_db, vault, now) as story:
        yield story


def session(**parts: object) -> str:
    return orjson.dumps(parts).decode()


BROKEN = [
    "{", "[]", "[1,2]", "5", "null", '"x"', "\x00", "{}", "{'k': 1}", "NaN", "\ud83d",
    session(k=5), session(k=None), session(i=5), session(i=[1, 2]), session(i="abc"), session(i={"a": 1}),
    session(s="x"), session(s=None), session(s=1.5), session(s=10**15), session(s=-1), session(r="x"), session(t=7),
    session(f=5), session(f="need"), session(f=["need"]), session(f=[1, 2, 3, 4, 5]), session(f={"a": 1}),
    session(f=["need", "hours", None, None, None]), session(f=["need", "hours", ["?"], "abc", {}]),
    session(f=["need", "hours", ["?"], {"what": 5}, {}]), session(f=["need", "hours", ["?"], {"what": "x"}, [1]]),
    session(f=["need", 7, [], {}, {}]), session(f=[["need"], "hours", [], {}, {}]),
    session(p=["need"], f=NEED), session(f=NEED, p="x"),
]  # fmt: skip
OTHER_RELEASES = [
    session(k="abcd", f=["nosuch", "what", [], {}, {}]),
    session(k="abcd", f=["", "", [], {}, {}]),
    session(k="abcd", f=["need", "colour", ["red"], {}, {}]),
    session(k="abcd", f=["need", "sure", ["yes", "no"], {"what": "x", "hours": "2h", "by": "2026-99-99"}, {}]),
    session(k="abcd", f=["need", "sure", ["yes"], {"colour": "red", "what": "tinta", "hours": "-60"}, {"by": "soon"}]),
    session(k="abcd", f=["need", "where", [], {"what": "x" * 5000, "hours": "9" * 50}, {}]),
    session(k="abcd", f=["counter/999/1", "hours", [], {}, {}]),
    session(k="abcd", f=["counter/x/y", "hours", [], {}, {}]),
    session(k="abcd", f=["counter/1", "hours", [], {}, {}]),
    session(k="abcd", f=["counter/1/2/3", "hours", [], {}, {}]),
    session(k="abcd", f=["counter//", "hours", [], {}, {}]),
    session(k="abcd", f=["done/1/99999999999999999999", "hours", [], {}, {}]),
    session(k="abcd", f=["received/99999999999999999999/1", "hours", [], {}, {}]),
    session(k="abcd", f=["review/1", "stars", [], {"stars": "9"}, {}]),
    session(k="abcd", f=["answer/77", "hours", [], {}, {}]),
    session(k="abcd", f=["join", "org", [], {}, {}]),
    session(k="abcd", f=["join/77", "hub", ["77"], {"org": "A\nB"}, {}]),
    session(k="abcd", f=["kind", "kind", ["ngo"], {"kind": "ngo"}, {}]),
    session(k="abcd", f=["either", "kind", ["x"], {"kind": "x"}, {"what": "tinta"}]),
    session(k="abcd", f=["cancel/1/1", "reason", [], {"sure": "maybe"}, {}]),
    session(k="abcd", p=["nosuch", "what", [], {}, {}]),
    session(k="abcd", f=NEED, p=["nosuch", "what", [], {}, {}]),
    session(k="abcd", f=NEED, p=["counter/999/1", "hours", [], {}, {}]),
    session(k="abcd", f=["counter/999/1", "hours", [], {}, {}], p=["done/999/1", "hours", [], {}, {}]),
    session(i=["m:gone", "x:1:1:gone", "z:1", "", ":", "q:abcd:what:x"], s=0),
    session(i=["m:menu/1"], t="texto que quedó", s=0),
    session(k="abcd", f=NEED, r=10**9),
]
WORDS = ("1", "2 horas", "sí", "hola", "saldo", "volver", "cancelar", "algo muy distinto", "9", "4821", "no", "menú")


@pytest.mark.parametrize("state", BROKEN + OTHER_RELEASES)
def test_f14_a_stored_conversation_that_is_not_understood_is_politely_restarted(story: Story, state: str) -> None:
    agreed(story)
    story.say("luz", "saldo")
    before = truth(story)
    for words in WORDS[:4]:
        store(story, "luz", state.encode("utf-8", "replace").decode().replace("\x00", ""))
        for said in (words, "cancelar", "menú"):
            new = story.say("luz", said)
            assert len(to(new, "luz")) == 1, (words, said)
            assert to(new, "luz")[0].strip()
    assert truth(story) == before
    adds_up(story)


@pytest.mark.parametrize("state", OTHER_RELEASES)
def test_f14_every_word_and_button_serves_on_a_conversation_of_another_release(story: Story, state: str) -> None:
    agreed(story)
    for words in WORDS:
        store(story, "luz", state)
        assert len(to(story.say("luz", words), "luz")) == 1, words
    for payload in (
        "q:abcd:hours:?",
        "q:abcd:sure:yes",
        "q:abcd:what:edit.what",
        "q:abcd:kind:ngo",
        "m:need",
        "m:offer",
    ):
        store(story, "luz", state)
        assert len(to(tap(story, "luz", payload), "luz")) == 1, payload
    adds_up(story)


def test_f14_buttons_of_older_releases_are_said_to_be_old(story: Story) -> None:
    neighbours(story)
    tap(story, "luz", "m:need")
    for payload in ("need", "menu:1", "v1|need|yes", "q:zz", "q:abcd:gone:yes", "flow:need:what", "1"):
        (text,) = to(tap(story, "luz", payload), "luz")
        assert "¿Qué necesitan?" in text
    adds_up(story)


def test_f14_what_was_parked_by_another_release_is_dropped_and_the_answer_still_counts(story: Story) -> None:
    neighbours(story)
    flow = ["offer", "sure", ["yes", "change", "no"], {"what": "clases de guitarra", "where": "remote"}, {}]
    store(story, "luz", session(k="abcd", f=flow, p=["counter/999/1", "hours", [], {}, {}]))
    assert len(to(story.say("luz", "sí"), "luz")) == 1
    assert [state for _id, state in truth(story)[1]] == ["open"]
    adds_up(story)
