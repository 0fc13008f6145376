"""What becomes of a message: order kept for each recipient, and each way of not arriving has its own end."""

from __future__ import annotations

import pytest

from bot.channels.channel import Limits, Moved, Rejected, Stopped, Throttled, Unreachable, WindowClosed
from bot.channels.memory import MemoryChannel
from core.db import Database
from core.outbox import Pace, answer_tap, claim, reopen, send_again, window_closed
from core.outbox.finish import ATTEMPTS, LONGEST_PAUSE_MS
from core.people.addresses import find_or_make, start, stop
from core.policy import DAY_MS, HOUR_MS
from core.vault import Vault
from tests.post import GAP, LIMITS, Post


@pytest.fixture
def post(db: Database, vault: Vault, now: int) -> Post:
    return Post(db, vault, now)


@pytest.fixture
def memory(post: Post) -> MemoryChannel:
    return post.channels["memory"]


def test_a_recipient_gets_messages_in_order_a_gap_apart(post: Post) -> None:
    post.put("ana", "first", "second")
    assert post.step() == 1
    assert post.got("ana") == ["first"]
    assert post.step(GAP - 1) == 0
    assert post.step(1) == 1
    assert post.got("ana") == ["first", "second"]
    assert post.step(GAP) == 0
    assert post.messages("ana") == [("first", "sent"), ("second", "sent")]


def test_an_empty_outbox_is_no_work(post: Post) -> None:
    assert post.step() == 0


def test_a_message_added_to_a_resting_lane_wakes_it(post: Post) -> None:
    post.put("ana", "first")
    post.step()
    post.put("ana", "second")
    post.step()
    assert post.got("ana") == ["first", "second"]


@pytest.mark.parametrize("restarted", [True, False])
def test_what_a_clock_put_off_that_was_ahead_goes_once_it_is_set_right(post: Post, restarted: bool) -> None:
    ahead = 5 * 3_600_000
    post.step(ahead)
    post.put("ana", "first", "second")
    post.put("ben", "first")
    with post.db.write() as tx:  # a worker that fell with ben's in its hand
        claim(tx, "memory", Pace(1000.0, 1000, GAP), "fallen", post.now, 1, 60_000)
    if restarted:
        post.worker = post.hire()
    post.step(-ahead)
    post.put("ana", "third")
    for _round in range(4):
        post.step(GAP)
    assert post.got("ana") == ["first", "second", "third"]
    assert post.got("ben") == ["first"]


def test_a_failing_head_holds_back_only_its_own_recipient(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [Unreachable("502")]
    post.put("ana", "a1", "a2")
    post.put("ben", "b1", "b2")
    post.step()
    post.step(GAP)
    assert post.got("ben") == ["b1", "b2"]
    post.step(GAP)
    post.step(GAP)
    assert post.got("ana") == ["a1", "a2"]


def test_f16_a_429_waits_exactly_as_long_as_it_says(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [Throttled(7.5)]
    post.put("ana", "first")
    post.put("ben", "other")
    post.step()
    assert (post.got("ana"), post.got("ben")) == ([], ["other"])
    post.put("ana", "second")
    assert post.step(7_499) == 0
    assert post.step(1) == 1
    post.step(GAP)
    assert post.got("ana") == ["first", "second"]


def test_f16_a_wait_that_was_asked_for_is_no_failed_try(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [*[Throttled(1)] * ATTEMPTS, Unreachable("timeout")]
    post.put("ana", "first")
    for _again in range(ATTEMPTS + 5):
        post.step(1_000)
    assert post.messages("ana") == [("first", "sent")]


@pytest.mark.parametrize("away", [Unreachable("timeout"), TimeoutError()])
def test_f17_a_provider_that_is_away_is_tried_later_and_later_then_given_up(
    post: Post, memory: MemoryChannel, away: Exception
) -> None:
    memory.failures["ana"] = [away] * ATTEMPTS
    (message,) = post.put("ana", "first")
    post.put("ana", "second")
    for _ in range(ATTEMPTS - 1):
        post.step(LONGEST_PAUSE_MS)
    assert (post.messages("ana")[0], post.cases()) == (("first", "waiting"), [])
    post.step(LONGEST_PAUSE_MS)
    post.step()
    assert post.messages("ana") == [("first", "failed"), ("second", "sent")]
    assert post.error(message) == "timeout"
    assert post.cases() == [("ana", "failed")]


def test_f17_a_pause_is_at_least_half_of_what_it_should_be(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [Unreachable("timeout")] * 2
    post.put("ana", "first")
    post.step()
    assert post.step(999) == 0
    assert post.step(1_001) == 1
    assert post.step(1_999) == 0
    assert post.step(2_001) == 1
    assert post.got("ana") == ["first"]


@pytest.mark.parametrize("error", [Rejected("21617"), ZeroDivisionError()])
def test_what_can_never_be_sent_is_parked_and_the_lane_goes_on(
    post: Post, memory: MemoryChannel, error: Exception
) -> None:
    memory.failures["ana"] = [error]
    post.put("ana", "first", "second")
    post.step()
    post.step()
    assert post.messages("ana") == [("first", "parked"), ("second", "sent")]
    assert post.cases() == [("ana", "rejected")]


def test_f18_a_blocked_recipient_is_marked_and_the_lane_is_emptied(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [Stopped("403")]
    post.put("ana", "first", "second")
    post.put("ana", "alert", kind="alert")
    post.step()
    assert post.is_stopped("ana")
    assert post.messages("ana") == [("first", "dropped"), ("second", "dropped"), ("alert", "dropped")]
    assert post.step(GAP) == 0


def test_f18_a_chat_that_moved_is_written_to_at_its_new_address(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [Moved("-100777")]
    post.put("ana", "first", "second")
    post.step()
    post.step()
    post.step(GAP)
    assert post.got("-100777") == ["first", "second"]
    with post.db.write() as tx:
        assert find_or_make(tx, post.vault, "memory", "-100777", "es", post.now).id == post.id("ana")


def test_f18_a_chat_that_moved_to_somebody_known_is_not_merged_by_guess(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [Moved("ben")]
    post.id("ben")
    post.put("ana", "first")
    post.step()
    assert post.step(GAP) == 0
    assert post.got("ben") == []
    assert post.messages("ana") == [("first", "dropped")]
    assert post.cases() == [("ana", "moved")]


def test_alerts_to_who_stopped_them_are_dropped_and_replies_still_go(post: Post) -> None:
    ana = post.id("ana")
    with post.db.write() as tx:
        stop(tx, ana, post.now)
    post.put("ana", "alert", kind="alert")
    post.put("ana", "reply")
    post.step()
    assert post.messages("ana") == [("alert", "dropped"), ("reply", "sent")]


def test_nothing_goes_by_sms_after_stop_until_start(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now, MemoryChannel("sms", LIMITS))
    ana = post.id("sms:1")
    with db.write() as tx:
        stop(tx, ana, now)
    post.put("sms:1", "reply")
    assert post.step() == 0
    with db.write() as tx:
        start(tx, ana)
    post.put("sms:1", "welcome back")
    post.step()
    assert post.got("sms:1") == ["welcome back"]


def test_who_writes_by_sms_after_a_stop_of_theirs_is_answered(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now, MemoryChannel("sms", LIMITS))
    ana = post.id("sms:1")
    with db.write() as tx:
        stop(tx, ana, now)
    post.now += 1
    post.wrote("sms:1")
    post.put("sms:1", "alert", kind="alert")
    post.put("sms:1", "reply")
    post.step()
    assert post.messages("sms:1") == [("alert", "dropped"), ("reply", "sent")]


def test_a_stale_alert_is_dropped_and_a_stale_reply_is_not(post: Post) -> None:
    post.put("ana", "alert", kind="alert", expires_at=post.now + 10)
    post.put("ana", "reply", expires_at=post.now + 10)
    post.step(10)
    assert post.messages("ana") == [("alert", "dropped"), ("reply", "sent")]


def test_f12_three_days_of_waiting_alerts_do_not_become_a_flood(db: Database, vault: Vault, now: int) -> None:
    slow = MemoryChannel(limits=Limits(text=4096, button_bytes=0, buttons=0, rate=25.0, burst=5, gap=GAP))
    post = Post(db, vault, now, slow)
    for recipient in range(40):
        post.put(f"p{recipient}", *("alert",) * 125, kind="alert", expires_at=now + DAY_MS)
    post.put("p0", "reply")
    sent = [post.step(3 * DAY_MS), *(post.step(200) for _ in range(20))]
    assert sum(sent) == 1
    assert [to for to, text, _ in slow.sent] == ["p0"]
    assert {state for text, state in post.messages("p39")} == {"dropped"}


def test_f19_a_closed_window_keeps_the_message_until_the_person_writes(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now, MemoryChannel("whatsapp", LIMITS))
    post.wrote("whatsapp:ana")
    post.now += 24 * HOUR_MS
    post.put("whatsapp:ana", "alert", kind="alert")
    post.step()
    post.put("whatsapp:ana", "alert two", kind="alert")
    post.step()
    assert post.got("whatsapp:ana") == []
    assert post.cases() == [("whatsapp:ana", "window")]
    post.wrote("whatsapp:ana")
    with db.write() as tx:
        reopen(tx, post.ids["whatsapp:ana"], post.now)
    post.step()
    post.step(GAP)
    assert post.got("whatsapp:ana") == ["alert", "alert two"]


def test_f19_a_window_the_provider_finds_closed_keeps_the_message_as_well(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [WindowClosed("63016")]
    post.put("ana", "first")
    post.step()
    assert post.step(DAY_MS) == 0
    assert post.cases() == [("ana", "window")]
    post.wrote("ana")
    post.put("ana", "the reply to what she wrote")
    post.step()
    post.step(GAP)
    assert post.got("ana") == ["first", "the reply to what she wrote"]


def test_reopening_a_lane_in_which_nothing_waits_does_nothing(post: Post) -> None:
    ana = post.id("ana")
    with post.db.write() as tx:
        reopen(tx, ana, post.now)
    assert post.step() == 0


def test_together_all_recipients_stay_within_the_channels_rate(db: Database, vault: Vault, now: int) -> None:
    slow = MemoryChannel(limits=Limits(text=4096, button_bytes=0, buttons=0, rate=25.0, burst=5, gap=GAP))
    post = Post(db, vault, now, slow)
    for recipient in range(100):
        post.put(f"p{recipient}", "hello")
    ticks = [post.step(50) for _ in range(90)]
    assert sum(ticks) == 100
    assert max(sum(ticks[i : i + 20]) for i in range(70)) <= 30
    assert len(slow.sent) == len({to for to, _, _ in slow.sent}) == 100


def test_the_screen_on_the_phone_is_the_newest_that_was_sent(post: Post) -> None:
    first, second = post.put("ana", "pick 1 or 2", "what is needed?")
    post.step()
    assert post.shown("ana") == first
    post.put("ana", "alert without numbers", kind="alert")
    post.step(GAP)
    assert post.shown("ana") == second
    post.step(GAP)
    assert post.shown("ana") == second


def test_a_tap_is_answered_before_the_messages_and_forgotten_after_a_minute(post: Post, memory: MemoryChannel) -> None:
    with post.db.write() as tx:
        answer_tap(tx, "memory", "t1", "es", "done", post.now)
        answer_tap(tx, "memory", "t2", "es", "late", post.now - 60_001)
    assert post.step() == 1
    assert memory.answers == [("t1", "done")]
    assert post.step(60_000) == 0


def test_a_worker_leaves_the_lanes_of_other_channels_alone(db: Database, vault: Vault, now: int) -> None:
    post = Post(db, vault, now, MemoryChannel("memory", LIMITS))
    post.put("telegram:1", "not mine")
    assert post.step() == 0
    assert post.messages("telegram:1") == [("not mine", "waiting")]


def test_f19_who_writes_while_we_try_is_answered_at_once(post: Post, memory: MemoryChannel) -> None:
    post.put("ana", "first")
    with post.db.write() as tx:
        (claimed,) = claim(tx, "memory", Pace(1000.0, 1000, 0), "mine", post.now, 10, 60_000)
    post.wrote("ana")
    with post.db.write() as tx:
        window_closed(tx, claimed, post.now)
    post.step()
    assert post.got("ana") == ["first"]


def test_a_parked_message_is_sent_again_once_when_a_coordinator_wants_it(post: Post, memory: MemoryChannel) -> None:
    memory.failures["ana"] = [Rejected("21617")]
    (message,) = post.put("ana", "first")
    post.step()
    with post.db.write() as tx:
        assert send_again(tx, message, post.now)
        assert not send_again(tx, message, post.now)
        assert not send_again(tx, 4711, post.now)
    post.step()
    post.step(GAP)
    assert post.got("ana") == ["first"]
    assert post.messages("ana") == [("first", "parked"), ("first", "sent")]
