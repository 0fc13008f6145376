"""Statuses come late, doubled and in any order; a message's state only moves forward."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.channel import Outgoing, Receipt
from bot.channels.memory import MemoryChannel
from core.db import Database
from core.outbox import reopen, status
from core.outbox.status import LATER_MS
from core.vault import Vault
from tests.post import GAP, Post

_RANK = {"waiting": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}
_KNOWN = ("queued", "sent", "delivered", "read", "undelivered", "failed", "scheduled", "nonsense")


@pytest.fixture
def post(db: Database, vault: Vault, now: int) -> Post:
    return Post(db, vault, now)


def report(post: Post, message: int | None, what: str, code: str = "", provider_id: str = "") -> bool:
    with post.db.write() as tx:
        return status(tx, message, provider_id, what, code, post.now)


@given(st.lists(st.tuples(st.sampled_from(_KNOWN), st.sampled_from(("", "30007"))), max_size=8))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_f20_whatever_the_order_the_state_never_goes_back(post: Post, reports: list[tuple[str, str]]) -> None:
    (message,) = post.put("ana", "hello")
    post.step(GAP)
    ranks = []
    for what, code in reports:
        report(post, message, what, code)
        ranks.append(_RANK[post.messages("ana")[-1][1]])
    assert ranks == sorted(ranks)


def test_f20_a_message_is_found_by_the_providers_id_as_well(post: Post) -> None:
    (message,) = post.put("ana", "hello")
    post.step()
    assert report(post, None, "read", provider_id=f"memory-{message}")
    assert not report(post, None, "delivered", provider_id=f"memory-{message}")
    assert post.messages("ana") == [("hello", "read")]


def test_f20_reports_about_nothing_change_nothing(post: Post) -> None:
    assert not report(post, 4711, "delivered")
    assert not report(post, None, "delivered")


def test_f20_a_status_that_comes_before_we_know_prevents_a_second_send(post: Post) -> None:
    (message,) = post.put("ana", "hello")
    assert report(post, message, "sent", provider_id="SM1")
    assert post.step() == 0
    assert post.shown("ana") == message


def test_f20_an_alert_that_is_reported_before_we_know_is_what_a_number_means(post: Post) -> None:
    post.put("ana", "hello")
    post.step()
    (alert,) = post.put("ana", "do you accept?", kind="alert")
    assert report(post, alert, "delivered", provider_id="SM1")
    assert post.shown("ana") == alert


class Early(MemoryChannel):
    """Reports that a message was read before it answers that it took it."""

    post: Post

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt:
        receipt = await super().send(address, outgoing, ref)
        assert report(self.post, ref, "read", provider_id=receipt.provider_id)
        return receipt


def test_f20_a_report_that_is_faster_than_the_answer_stays(db: Database, vault: Vault, now: int) -> None:
    channel = Early()
    channel.post = post = Post(db, vault, now, channel)
    post.put("ana", "hello")
    post.step()
    assert post.messages("ana") == [("hello", "read")]


@pytest.mark.parametrize("code", ["21610", "63014"])
def test_f18_an_opt_out_reported_later_stops_the_recipient(post: Post, code: str) -> None:
    (message,) = post.put("ana", "hello")
    post.step()
    post.put("ana", "waiting")
    assert report(post, message, "undelivered", code)
    assert not report(post, message, "undelivered", code)
    assert post.is_stopped("ana")
    assert post.messages("ana") == [("hello", "failed"), ("waiting", "dropped")]


def test_f19_63016_appends_a_copy_that_waits_for_the_person(post: Post) -> None:
    first, _ = post.put("ana", "first", "second")
    post.step()
    assert report(post, first, "failed", "63016")
    assert not report(post, first, "failed", "63016")
    post.step(GAP)
    assert post.messages("ana") == [("first", "failed"), ("second", "waiting"), ("first", "waiting")]
    assert post.cases() == [("ana", "window")]


def test_f19_a_copy_in_a_resting_lane_goes_when_the_lane_is_reopened(post: Post) -> None:
    (first,) = post.put("ana", "first")
    post.step()
    report(post, first, "failed", "63016")
    assert post.step(GAP) == 0
    post.wrote("ana")
    with post.db.write() as tx:
        reopen(tx, post.ids["ana"], post.now)
    post.step()
    assert post.got("ana") == ["first", "first"]


def test_63018_sends_the_message_again_after_a_rest(post: Post) -> None:
    (first,) = post.put("ana", "first")
    post.step()
    report(post, first, "undelivered", "63018")
    assert post.step(LATER_MS - 1) == 0
    assert post.step(1) == 1
    assert post.cases() == []


@pytest.mark.parametrize("code", ["63003", "63021", ""])
def test_any_other_failure_is_seen_by_a_coordinator(post: Post, code: str) -> None:
    (message,) = post.put("ana", "hello")
    post.step()
    report(post, message, "undelivered", code)
    assert post.messages("ana") == [("hello", "failed")]
    assert post.cases() == [("ana", "failed")]
