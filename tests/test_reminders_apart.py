"""A reminder that was kept back until they wrote is one, too: the next of that proposal does not come on its heels."""

from __future__ import annotations

import pytest

from core import outbox
from core.calendar import HOUR
from core.messages import Screen, _, dump
from core.outbox import Item
from core.outbox.budget import WRITTEN
from core.reached import alert_key
from tests.faults import proposed, rows, to, version
from tests.story import Story

_LUZ = 1
_CAME = Screen((_("A reminder:"),))


def due_at(story: Story) -> int:
    return next(at for _id, kind, at in rows(story, "clock", "id", "kind", "due_at") if kind == "answer_reminder_1")


@pytest.mark.parametrize(("before", "comes"), [(1, False), (11, False), (13, True)])
def test_a_reminder_comes_half_a_day_after_the_last_one_that_came(story: Story, before: int, comes: bool) -> None:
    proposed(story)
    due = due_at(story)
    story.wait(due - story.now - before * HOUR)
    key = f"{WRITTEN}{alert_key(1, version(story), 'reminded')}:{story.now}:{_LUZ}"
    with story.db.write() as tx:
        outbox.enqueue(tx, [Item(_LUZ, "console", "alert", dump(_CAME), key, due)], story.now)
    assert len(to(story.deliver(), "luz")) == 1
    reminded = [text for text in to(story.wait(due - story.now), "luz") if "Recordatorio" in text]
    assert bool(reminded) == comes
