"""When handling itself fails: commits nobody heard of, messages that always fail, a clock that jumps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from bot.channels.channel import Incoming
from bot.conversation.dialogue import Dialogue
from bot.conversation.session import Session
from bot.handle import Handled, Handler
from bot.wording import Wording
from core.accounts.verify import verify
from core.db import Database, Tx
from core.errors import Unavailable
from core.messages import Screen
from core.outbox import Item
from core.people.arrival import Arrival
from tests.faults import adds_up, agreed, count_of, joins, neighbours, proposed, rows, states, tap, to, truth, version
from tests.story import DAY, Story

T = TypeVar("T")
HOUR = 3_600_000


# ---- F09: committed, and nobody heard ---------------------------------------------------------------------------


class Unheard(Database):
    """Commits and then says that it is away, as often as `losing` says."""

    losing = 0

    def writing(self, work: Callable[[Tx], T]) -> T:
        done = super().writing(work)
        if self.losing:
            self.losing -= 1
            raise Unavailable("the answer to the commit was lost")
        return done


def test_f09_a_commit_that_nobody_heard_of_answers_its_retry_as_handled(story: Story, db_url: str) -> None:
    proposed(story)
    db = Unheard(db_url)
    handler = Handler(db, story.vault, Wording(), lambda: story.now, lambda: None)
    accept = story.phones.typed("luz", "", "es", story.now, payload=f"x:1:{version(story)}:acc")
    db.losing = 1
    with pytest.raises(Unavailable):
        handler.handle(accept)
    assert handler.handle(accept) is None
    assert states(story) == ["agreed"]
    assert len(to(story.deliver(), "luz")) == 1
    adds_up(story)
    db.close()


# ---- F10: a message that always fails ---------------------------------------------------------------------------


class Poisoned(Handler):
    """A bug in what understands: it fails whenever somebody writes of `poison`, `tries` counts them."""

    poison = "veneno"
    tries = 0

    def _dialogue(self, tx: Tx, incoming: Incoming, found: Arrival, session: Session, now: int) -> Dialogue:
        if self.poison and self.poison in (incoming.words or incoming.payload):
            self.tries += 1
            raise ZeroDivisionError(self.poison)
        return super()._dialogue(tx, incoming, found, session, now)


@pytest.fixture
def poisoned(story: Story) -> Poisoned:
    neighbours(story)
    story.handler = Poisoned(story.db, story.vault, Wording(), lambda: story.now, lambda: None)
    return story.handler


def test_f10_a_message_that_always_fails_is_tried_three_times_parked_sealed_and_apologised_for_once(
    story: Story, poisoned: Poisoned, caplog: pytest.LogCaptureFixture
) -> None:
    bad = story.phones.typed("luz", "veneno: llame a María, 9999-0000", "es", story.now)
    (apology,) = to(story.send(bad), "luz")
    assert apology.strip()
    assert poisoned.tries == 3
    (case,) = rows(story, "parked_case", "id", "code", "address_id", "hub_id", "sealed")
    assert case[1:4] == ("poison", 1, 1)
    assert b"veneno" not in case[4]
    assert "veneno" in story.vault.open(case[4])
    assert "Mar" not in caplog.text
    assert "9999" not in caplog.text
    assert story.send(bad) == []
    assert poisoned.tries == 3
    assert verify(story.db) == []


def test_f10_after_it_everything_goes_on_for_that_person_and_for_others(story: Story, poisoned: Poisoned) -> None:
    story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("luz", "veneno")
    assert len(to(story.say("mar", "saldo"), "mar")) == 1
    story.say("luz", "sí")  # the card that was asked before is still the question
    assert [kind for _id, kind in rows(story, "listing", "id", "kind")] == ["need"]
    assert poisoned.tries == 3
    assert verify(story.db) == []


def test_f10_the_coordinators_are_told_once_an_hour_and_the_text_is_not(story: Story, poisoned: Poisoned) -> None:
    story.say("ana", "/start")
    story.say("ana", story.code("coordinator", 1))
    (alert,) = to(story.say("luz", "veneno"), "ana")
    assert "Casa Luz" in alert
    assert "veneno" not in alert
    assert to(story.say("luz", "veneno"), "ana") == []
    assert len(to(story.say("mar", "veneno"), "ana")) == 1


def test_f10_two_failures_in_a_row_begin_the_conversation_anew(story: Story, poisoned: Poisoned) -> None:
    tap(story, "luz", "m:need")
    story.say("luz", "veneno")
    story.say("luz", "más veneno")
    assert '"f"' not in rows(story, "conversation", "address_id", "state")[0][1]
    assert len(to(story.say("luz", "menú"), "luz")) == 1
    assert count_of(story.db, "parked_case") == (2,)


def test_f10_a_tap_that_always_fails_is_answered_too(story: Story, poisoned: Poisoned) -> None:
    incoming = story.phones.typed("luz", "", "es", story.now, payload="veneno", tap_id="t1")
    assert len(to(story.send(incoming), "luz")) == 1
    assert verify(story.db) == []


def test_f10_a_newcomers_message_that_always_fails_keeps_nobody_out(story: Story, poisoned: Poisoned) -> None:
    assert len(to(story.say("new", "veneno"), "new")) == 1
    joins(story, "new")
    assert len(rows(story, "organisation", "id")) == 3


def test_f10_what_a_coordinator_wrote_is_for_the_coordination_of_that_network_alone(
    story: Story, poisoned: Poisoned
) -> None:
    other = story.hub("Red Norte", country="MX", zone="America/Mexico_City")
    for who, hub_id in (("ana", 1), ("eva", 1), ("sam", other)):
        story.say(who, story.code("coordinator", hub_id))
    told = story.say("ana", "veneno: para Casa Luz, llamen a María")
    assert sorted(who for who, _text in told) == ["ana", "eva"]
    assert to(told, "eva")[0].startswith("No pude atender un mensaje de ⁨…⁩.")
    assert rows(story, "parked_case", "id", "hub_id") == [(1, 1)]


def test_f10_half_an_effect_is_undone_before_it_is_parked(story: Story, poisoned: Poisoned) -> None:
    agreed_story = truth(story)

    class Late(Poisoned):
        def _answer(
            self,
            tx: Tx,
            incoming: Incoming,
            found: Arrival,
            screen: Screen,
            session: Session,
            alerts: list[Item],
            now: int,
        ) -> Handled:
            raise ZeroDivisionError

    story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.handler = Late(story.db, story.vault, Wording(), lambda: story.now, lambda: None)
    assert len(to(story.say("luz", "sí"), "luz")) == 1
    assert truth(story) == agreed_story
    assert count_of(story.db, "parked_case") == (1,)


# ---- F11: clocks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [-HOUR, -DAY, DAY, 400 * DAY])
def test_f11_a_clock_that_jumps_between_messages_stops_nobody(story: Story, jump: int) -> None:
    proposed(story)
    story.now += jump
    assert story.handle(story.phones.typed("luz", "saldo", "es", story.now))
    story.deliver()
    story.now -= jump
    assert len(to(tap(story, "luz", f"x:1:{version(story)}:acc"), "luz")) == 1
    assert states(story)[0] in ("agreed", "lapsed")
    assert verify(story.db) == []


def test_f11_an_answer_written_when_the_clock_was_set_back_counts(story: Story) -> None:
    proposed(story)
    story.now -= HOUR
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "mar", f"x:1:{version(story)}:done")
    story.now -= HOUR
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert states(story) == ["settled"]
    adds_up(story)


def test_f11_what_lapsed_while_the_clock_was_ahead_does_not_open_again(story: Story) -> None:
    proposed(story)
    old = version(story)
    story.wait(30 * DAY)
    assert states(story) == ["lapsed"]
    story.now -= 30 * DAY
    assert len(to(tap(story, "luz", f"x:1:{old}:acc"), "luz")) == 1
    assert len(to(tap(story, "luz", f"x:1:{version(story)}:acc"), "luz")) == 1
    assert states(story) == ["lapsed"]
    adds_up(story)


def test_f11_a_conversation_goes_on_after_a_week_with_its_question(story: Story) -> None:
    agreed(story)
    tap(story, "luz", "m:need")
    story.say("luz", "una fotógrafa")
    story.now += 7 * DAY
    assert "día" in to(story.say("luz", "2 horas"), "luz")[0]
    adds_up(story)
