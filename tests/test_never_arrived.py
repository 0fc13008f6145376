"""What a provider could not deliver stands on nobody's telephone: a number chooses from what was read before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from bot.channels.channel import Outgoing, Receipt
from bot.channels.memory import MemoryChannel
from core.db import Database, Q
from core.outbox import status
from core.outbox.status import LATER_MS
from core.tables import exchange, listing, outbound
from core.vault import Vault
from tests.post import GAP, Post
from tests.story import SECOND, Story, answer, telling

_ALERT, _REPLY = (Q(select(func.max(outbound.c.id)).where(outbound.c.kind == kind)) for kind in ("alert", "reply"))
_LISTED = Q(select(func.count()).select_from(listing).where(listing.c.state == "open"))
_STATES = Q(select(exchange.c.state))


@pytest.fixture
def post(db: Database, vault: Vault, now: int) -> Post:
    return Post(db, vault, now)


@pytest.fixture
def sms(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "sms") as story:
        story.hub()
        yield story


def undelivered(post: Post, message: int, code: str = "30003") -> None:
    with post.db.write() as tx:
        assert status(tx, message, "", "undelivered", code, post.now)


def lost(story: Story, newest: Q) -> None:
    """That message of theirs was sent, and did not arrive."""
    with story.db.write() as tx:
        assert status(tx, tx.value(newest), "", "undelivered", "30003", story.now)


def matched(story: Story) -> None:
    """Luz has the menu before her when she is asked for what Sol needs."""
    for who, place in (("luz", "Casa Luz, Tegucigalpa"), ("sol", "Colectivo Sol, Tegucigalpa")):
        story.langs[who] = "en"
        story.say(who, "hello")
        story.say(who, place)
    story.say("luz", "we offer accounting, remote")
    story.say("luz", "1")
    assert answer(story, "menu").startswith("Choose, or just write it.\n1. Ask for help")
    story.say("sol", "we need accounting, 2 hours, remote, before Friday")
    came = story.say("sol", "1")
    assert "needs: accounting" in next(text for who, text in came if who == "luz")
    story.now += 60 * SECOND


def states(story: Story) -> list[str]:
    with story.db.read() as tx:
        return [state for (state,) in tx.all(_STATES)]


def test_a_number_does_not_choose_from_an_alert_that_never_arrived(sms: Story) -> None:
    matched(sms)
    lost(sms, _ALERT)
    assert answer(sms, "1").endswith("\nWhat do you need?")  # as the menu says, which is what Luz reads
    assert states(sms) == ["suggested"]


def test_it_chooses_once_the_copy_has_arrived(sms: Story) -> None:
    matched(sms)
    lost(sms, _ALERT)
    ((who, again),) = sms.wait(LATER_MS)
    assert (who, "1. We can help" in again) == ("luz", True)
    sms.now += 60 * SECOND
    sms.say("luz", "1")
    assert states(sms) == ["proposed"]


def test_a_question_that_never_arrived_is_not_answered_by_a_number(sms: Story) -> None:
    matched(sms)
    assert "Is this right?" in answer(sms, "we offer translation, remote")
    lost(sms, _REPLY)
    sms.now += 60 * SECOND
    assert answer(sms, "1").count("Is this right?") == 2  # what had not come, and what is said to the number
    with sms.db.read() as tx:
        assert tx.value(_LISTED) == 2
    sms.now += 60 * SECOND
    assert answer(sms, "1").startswith("Published.")


def test_who_writes_by_sms_need_not_wait_for_what_their_carrier_could_not_deliver(sms: Story) -> None:
    matched(sms)
    lost(sms, _ALERT)
    assert sms.wait(60 * SECOND) == []
    texts = [text for _who, text in sms.say("luz", "balance")]
    assert [text.partition(":")[0] for text in texts] == ["1001", "Balance"]
    assert sms.wait(LATER_MS) == []


def test_numbers_mean_nothing_where_it_is_not_known_what_stands_there(post: Post) -> None:
    (reply,) = post.put("ana", "1 menu")
    first, second = post.put("ana", "1 first", "1 second", kind="alert")
    for _message in range(3):
        post.step(GAP)
    assert post.shown("ana") == second
    undelivered(post, second)
    assert post.shown("ana") == 0  # the first may have come without numbers, while something was asked
    undelivered(post, first)
    assert post.shown("ana") == 0
    post.step(LATER_MS)
    assert (post.shown("ana") or 0) > second
    assert reply


def test_what_came_after_it_stays_what_they_read(post: Post) -> None:
    first, second = post.put("ana", "1 first", "1 second")
    post.step()
    post.step(GAP)
    undelivered(post, first)
    assert post.shown("ana") == second


def test_the_reply_before_it_counts_again(post: Post) -> None:
    reply, lost = post.put("ana", "1 first", "1 second")
    post.step()
    post.step(GAP)
    undelivered(post, lost)
    assert post.shown("ana") == reply


class Early(MemoryChannel):
    """Reports that nobody was reached before it answers that it took the message."""

    post: Post

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        receipt = await super().send(address, outgoing, ref)
        undelivered(self.post, ref, "30005")
        return receipt


def test_a_report_that_is_faster_than_the_answer_counts(db: Database, vault: Vault, now: int) -> None:
    channel = Early()
    channel.post = post = Post(db, vault, now, channel)
    post.put("ana", "1 menu")
    post.step()
    assert post.messages("ana") == [("1 menu", "failed")]
    assert not post.shown("ana")
