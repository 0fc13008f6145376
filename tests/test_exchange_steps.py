"""The history of an exchange names what happened: every step that is written, in five languages, none like another."""

from __future__ import annotations

import re

import pytest

from bot.cards.steps import STEPS
from bot.wording import Reader, Wording
from core.commands import Actor
from core.context import Context
from core.exchanges.actions import ACTIONS
from core.exchanges.record import load, note
from core.languages import LANGUAGES
from tests.faults import agreed as agreed_by_two
from tests.faults import tap, to, version
from tests.office import Office
from tests.served import DAY, agreed, finish, member
from tests.story import Story
from tests.test_cases import coordinator
from tests.test_recovering import passes

wording = Wording()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_step_that_is_written_has_a_name_of_its_own(lang: str) -> None:
    assert STEPS.keys() == ACTIONS
    said = {action: wording.say(name, Reader(lang)) for action, name in STEPS.items()}
    assert all(said.values())
    assert len(set(said.values())) == len(ACTIONS)
    if lang != "en":
        assert not [action for action, name in STEPS.items() if said[action] == name.id and lang in ("es", "ar")]


def test_a_step_without_a_name_is_not_written(office: Office) -> None:
    town = office.town
    id = agreed(town, member(town, "Estudio Norte", "cso"), member(town, "Casa Luz"))
    with office.db.write() as tx:
        ctx = Context(tx, town.vault, town.now, Actor(None, None, "", "", "clock"))
        with pytest.raises(ValueError, match="no step of an exchange"):
            note(ctx, load(tx, id), "danced", old_state="agreed")


def test_why_it_was_called_off_in_time_is_read_by_a_coordinator_and_by_neither_side(story: Story) -> None:
    agreed_by_two(story)
    coordinator(story, "eva")
    tap(story, "luz", f"x:1:{version(story)}:cancel")
    story.say("luz", "sí")
    new = story.say("luz", "se nos inundó la sala")
    assert not [text for text in to(new, "mar") if "inundó" in text]
    (past,) = to(tap(story, "eva", f"x:1:{version(story)}:past"), "eva")
    assert "canceló" in past or "cancelado" in past
    assert "se nos inundó la sala" in past
    assert "inundó" not in to(tap(story, "mar", f"x:1:{version(story)}:past"), "mar")[0]


def test_the_whole_history_says_that_a_reminder_was_sent_and_how_it_ended(office: Office) -> None:
    town = office.town
    sol, luz = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz")
    id = agreed(town, sol, luz)
    finish(town, sol, luz, id)
    for _day in range(40):
        passes(town, DAY)
    page = office.signed_in().get(office.at(f"exchanges/{id}"))
    steps = re.findall(r"<td>([^<]+)</td>\s*<td>por sí solo</td>", page)
    assert steps[-1] == "cerrado, ya no se esperan calificaciones"
    assert "se envió un recordatorio" in steps
    assert "completado, las horas se movieron" in page
