"""A reminder that was kept back until they wrote is one, too: the next of that proposal does not come on its heels."""

from __future__ import annotations

import pytest

from core import outbox
from core.calendar import HOUR
from core.messages import Screen, _, dump
from core.outbox import Item
from core.outbox.budget import WRITTEN
from core.reached import alert_key
from tests.faults import joins, proposed, rows, tap, to, version
from tests.story import Story

_LUZ = _ANA = 1  # the address of who came first
_CAME = Screen((_("A reminder:"),))


def due_at(story: Story) -> int:
    return next(at for _id, kind, at in rows(story, "clock", "id", "kind", "due_at") if kind == "answer_reminder_1")


def came(story: Story, address: int, who: str, expires: int) -> None:
    """A reminder that had been kept back reaches them, as it does when they write."""
    key = f"{WRITTEN}{alert_key(1, version(story), 'reminded')}:{story.now}:{address}"
    with story.db.write() as tx:
        outbox.enqueue(tx, [Item(address, "console", "alert", dump(_CAME), key, expires)], story.now)
    assert len(to(story.deliver(), who)) == 1


@pytest.mark.parametrize(("before", "comes"), [(1, False), (11, False), (13, True)])
def test_a_reminder_comes_half_a_day_after_the_last_one_that_came(story: Story, before: int, comes: bool) -> None:
    proposed(story)
    due = due_at(story)
    story.wait(due - story.now - before * HOUR)
    came(story, _LUZ, "luz", due)
    reminded = [text for text in to(story.wait(due - story.now), "luz") if "Recordatorio" in text]
    assert bool(reminded) == comes


@pytest.mark.parametrize(("before", "comes"), [(1, False), (13, True)])
def test_so_it_is_for_who_coordinates_where_nobody_has_a_phone(story: Story, before: int, comes: bool) -> None:
    story.hub()
    story.say("ana", story.code("coordinator", 1))
    joins(story, "luz")
    tap(story, "ana", "m:register")
    for words in ("Casa Sol", "Tegucigalpa", "1", "1"):
        story.say("ana", words)
    (sun,) = (id for id, name in rows(story, "organisation", "id", "name") if name == "Casa Sol")
    tap(story, "ana", f"a:{sun}:0")
    story.say("ana", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("ana", "sí")
    tap(story, "ana", "m:own")
    tap(story, "luz", "l:1:answer")
    story.say("luz", "sí")
    due = due_at(story)
    story.wait(due - story.now - before * HOUR)
    came(story, _ANA, "ana", due)
    reminded = [text for text in to(story.wait(due - story.now), "ana") if "Recordatorio" in text]
    assert bool(reminded) == comes
