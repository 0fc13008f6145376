"""Two things happen while WhatsApp takes only templates, and both would be the same sentence: one of them is enough."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.sending import briefs
from core import outbox
from core.db import Database
from core.messages import Brief, Option, Screen, _, dump
from core.outbox import Item
from core.outbox.repeats import QUIET_MS
from core.vault import Vault
from tests.approving import api_of, approved, with_contents
from tests.faults import rows
from tests.story import DAY, Story, telling

HOUR = 3_600_000
COCO = 1
_SENTENCE = "Algo te espera en la coordinación de ComuniDAS. Para verlo, toca el botón o escribe 1."
_ASKED = Screen((_("Sent."),), (Option("m:coordinate", _("See")),), brief=briefs.COORDINATION)
_LATE = Screen((_("Agreed."),), (Option("m:lists", _("See")),), brief=briefs.COORDINATION)


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Coco coordinates, and has been silent for two days."""
    with telling(db, vault, now, "whatsapp") as story:
        with_contents(story)
        hub_id = story.hub()
        story.langs["coco"] = "es"
        story.say("coco", story.code("coordinator", hub_id))
        approved(story)
        story.wait(2 * DAY)
        yield story


def alert(story: Story, screen: Screen, key: str) -> list[str]:
    """What arrives on coco's phone of it."""
    with story.db.write() as tx:
        outbox.enqueue(tx, [Item(COCO, "whatsapp", "alert", dump(screen), key, story.now + 3 * DAY)], story.now)
    return [text for _who, text in story.deliver()]


def firsts(arrived: list[tuple[str, str]]) -> list[str]:
    return [text.partition("\n")[0] for _who, text in arrived]


def test_a_second_equal_template_waits_and_comes_when_they_write(story: Story) -> None:
    assert alert(story, _ASKED, "a") == [_SENTENCE]
    assert alert(story, _LATE, "b") == []
    assert firsts(story.say("coco", "1")) == ["Enviado.", "Acordado."]
    assert rows(story, "held_alert", "id") == []
    assert story.wait(DAY - HOUR) == []


def test_several_that_waited_come_as_one_message(story: Story) -> None:
    alert(story, _ASKED, "a")
    assert alert(story, _LATE, "b") == alert(story, _ASKED, "c") == []
    opened, since = (text for _who, text in story.say("coco", "1"))
    assert opened.startswith("Enviado.")
    assert since.startswith("Desde tu último mensaje:\n\nAcordado.\n\nEnviado.")


def test_after_hours_of_silence_what_waited_announces_itself_once(story: Story) -> None:
    alert(story, _ASKED, "a")
    alert(story, _LATE, "b")
    assert story.wait(QUIET_MS - 600_000) == []
    assert firsts(story.wait(600_000)) == [_SENTENCE]
    assert story.wait(QUIET_MS) == []
    assert firsts(story.say("coco", "1")) == ["Acordado."]


def test_what_another_template_says_goes_at_once_and_each_step_of_an_exchange_is_announced(story: Story) -> None:
    step = Screen((_("Sent."),), brief=Brief("exchange", {"number": "1001"}))
    assert len(alert(story, _ASKED, "a")) == len(alert(story, step, "b")) == 1
    assert len(alert(story, step, "c")) == 1


def test_once_they_wrote_the_next_silence_has_its_own_template(story: Story) -> None:
    alert(story, _ASKED, "a")
    story.say("coco", "1")
    story.wait(DAY)
    assert alert(story, _LATE, "b") == [_SENTENCE]


def test_one_that_did_not_arrive_does_not_hold_itself_back(story: Story) -> None:
    alert(story, _ASKED, "a")
    sent = api_of(story).sent[-1]
    url, _form = api_of(story).report(sent, "failed", "63018")
    with story.db.write() as tx:
        outbox.status(tx, int(url.rpartition("=")[2]), sent.sid, "failed", "63018", story.now)
    assert firsts(story.wait(HOUR)) == [_SENTENCE]
