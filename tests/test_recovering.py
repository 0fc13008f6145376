"""Who alone is responsible lost the phone: a coordinator brings them back, unless the old phone says no."""

from __future__ import annotations

import pytest

from core import clocks
from core.commands import EraseMe, Fire, UseCode
from core.commands.stopping import Freeze
from core.commands.team import MakeRecoveryCode, RecoverPhone, SetRole, StopRecovery
from core.errors import Faster, NotYours, Refusal
from core.events import Joined, PhoneMoved, RecoveryAsked, RecoveryCode, RecoveryStopped
from core.handlers import fire
from core.people.codes import PHONE_TTL
from core.people.coming_in import WrongCode
from core.policy import DAY_MS, HOUR_MS
from tests.faults import joins, rows, tap, to
from tests.members import Town
from tests.people import colleague
from tests.story import Story
from tests.test_lost_phone import code_for, owner_of
from tests.together import together

NOTICE = 48 * HOUR_MS


def begun(town: Town) -> tuple[Joined, int, int]:
    """Luz is alone in Casa Luz; a coordinator has begun. (Luz, the coordinator, the recovery)"""
    luz, ada = town.member("Casa Luz"), town.coordinator()
    (asked,) = town.do(ada, RecoverPhone(luz.organisation_id))
    assert isinstance(asked, RecoveryAsked)
    return luz, ada, asked.recovery_id


def passes(town: Town, milliseconds: int) -> None:
    """The clocks that come due meanwhile are run, as the worker does."""
    town.now += milliseconds
    with town.db.write() as tx:
        for one in clocks.due(tx, town.now, 20, 1):
            fire(tx, town.vault, Fire(one.kind, one.subject, one.subject_id), town.now)


def ready(town: Town) -> tuple[Joined, int, int]:
    luz, ada, id = begun(town)
    passes(town, NOTICE)
    return luz, ada, id


def code_of(town: Town, coordinator: int, recovery_id: int) -> str:
    (made,) = town.do(coordinator, MakeRecoveryCode(recovery_id))
    assert isinstance(made, RecoveryCode)
    return made.digits


def test_the_code_is_kept_in_no_answer_that_is_remembered(town: Town) -> None:
    _luz, ada, id = ready(town)
    code = code_of(town, ada, id)
    assert not [answer for (answer,) in town.rows("command_key", "answer") if code in answer]


# ---- who may ----------------------------------------------------------------------------------------------------


def test_only_a_coordinator_of_another_organisation_begins_it(town: Town) -> None:
    luz, mar = town.member("Casa Luz"), town.member("Casa Mar")
    for somebody in (luz.person_id, mar.person_id):
        with pytest.raises(NotYours):
            town.do(somebody, RecoverPhone(luz.organisation_id))
    ada = town.coordinator()
    with pytest.raises(NotYours):
        town.do(ada, RecoverPhone(999))
    with town.db.write() as tx:
        tx.raw(
            "INSERT INTO membership (person_id, organisation_id, role, since) "
            f"VALUES ({ada}, {luz.organisation_id}, 'member', 1)"
        )
    with pytest.raises(Refusal, match="another coordinator"):
        town.do(ada, RecoverPhone(luz.organisation_id))
    assert town.rows("recovery", "id") == []


def test_where_somebody_else_is_responsible_they_do_it(town: Town) -> None:
    luz, ada = town.member("Casa Luz"), town.coordinator()
    leo = colleague(town, luz.person_id, "leo")
    town.do(luz.person_id, SetRole(leo, "owner"))
    with pytest.raises(Refusal, match="somebody else who is responsible"):
        town.do(ada, RecoverPhone(luz.organisation_id))


def test_nobody_gets_hold_of_another_network_or_of_a_coordinators_place(town: Town) -> None:
    luz, ada = town.member("Casa Luz"), town.coordinator()
    with town.db.write() as tx:
        tx.raw(f"INSERT INTO coordinator (hub_id, person_id, since) VALUES ({town.hub_id}, {luz.person_id}, 1)")
    with pytest.raises(Refusal, match="coordinate a network"):
        town.do(ada, RecoverPhone(luz.organisation_id))


# ---- the two days -----------------------------------------------------------------------------------------------


def test_no_code_is_made_before_the_old_phone_had_its_time(town: Town) -> None:
    _luz, ada, id = begun(town)
    passes(town, NOTICE - 1)
    with pytest.raises(Faster, match="not over yet"):
        town.do(ada, MakeRecoveryCode(id))
    passes(town, 1)
    assert len(code_of(town, ada, id)) == 8


def test_the_code_brings_them_back_with_everything(town: Town) -> None:
    luz, ada, id = ready(town)
    new = town.person("nuevo", "ar")
    assert town.do(new, UseCode(code_of(town, ada, id))) == [PhoneMoved(luz.person_id, (luz.organisation_id,))]
    assert owner_of(town, "nuevo") == luz.person_id
    assert town.rows("membership", "role", person_id=luz.person_id) == [("owner",)]
    assert town.rows("recovery", "state", "ended_at") == [("done", town.now)]
    assert [action for _id, action in town.rows("measure", "id", "action")] == ["phone_asked", "phone_moved"]
    assert town.rows("clock", "id", subject="recovery") == []


@pytest.mark.parametrize("when", ["waiting", "ready", "code"])
def test_one_tap_on_the_old_phone_stops_it_at_any_time(town: Town, when: str) -> None:
    luz, ada, id = begun(town) if when == "waiting" else ready(town)
    code = code_of(town, ada, id) if when == "code" else "12345678"
    assert town.do(luz.person_id, StopRecovery(id)) == [RecoveryStopped(id, own=True)]
    passes(town, NOTICE)
    with pytest.raises(Faster, match="ended already"):
        town.do(ada, MakeRecoveryCode(id))
    with pytest.raises(WrongCode):
        town.do(town.person("nuevo"), UseCode(code))
    assert owner_of(town, "Casa Luz") == luz.person_id
    with pytest.raises(Faster):
        town.do(luz.person_id, StopRecovery(id))


def test_a_stranger_stops_nothing(town: Town) -> None:
    _luz, _ada, id = begun(town)
    for somebody in (town.person("alguien"), town.member("Casa Mar").person_id):
        with pytest.raises(NotYours):
            town.do(somebody, StopRecovery(id))
    assert town.rows("recovery", "state") == [("waiting",)]


def test_it_is_asked_for_once_and_may_be_asked_for_again_when_it_ended(town: Town) -> None:
    luz, ada, id = begun(town)
    with pytest.raises(Faster, match="already"):
        town.do(ada, RecoverPhone(luz.organisation_id))
    town.do(ada, StopRecovery(id))
    (again,) = town.do(ada, RecoverPhone(luz.organisation_id))
    assert isinstance(again, RecoveryAsked)
    assert again.recovery_id != id


def test_what_nobody_finishes_lapses_and_its_code_with_it(town: Town) -> None:
    _luz, ada, id = ready(town)
    passes(town, 14 * DAY_MS - 1)
    code = code_of(town, ada, id)
    passes(town, 1)
    assert town.rows("recovery", "state") == [("lapsed",)]
    with pytest.raises(WrongCode):
        town.do(town.person("nuevo"), UseCode(code))


def test_while_all_deadlines_rest_the_two_days_do_not_end(town: Town) -> None:
    _luz, ada, id = begun(town)
    town.do(ada, Freeze(town.hub_id))
    passes(town, NOTICE)
    with pytest.raises(Faster, match="not over yet"):
        town.do(ada, MakeRecoveryCode(id))


def test_a_code_serves_only_while_its_maker_coordinates(town: Town) -> None:
    _luz, ada, id = ready(town)
    code = code_of(town, ada, id)
    with town.db.write() as tx:
        tx.raw("DELETE FROM coordinator")
    with pytest.raises(WrongCode):
        town.do(town.person("nuevo"), UseCode(code))


def test_a_code_is_good_for_four_hours_and_another_can_be_made(town: Town) -> None:
    luz, ada, id = ready(town)
    first = code_of(town, ada, id)
    passes(town, PHONE_TTL)
    with pytest.raises(WrongCode):
        town.do(town.person("uno"), UseCode(first))
    town.do(town.person("dos"), UseCode(code_of(town, ada, id)))
    assert owner_of(town, "dos") == luz.person_id


def test_who_comes_back_by_a_colleague_needs_no_coordinator_any_more(town: Town) -> None:
    luz, ada, id = ready(town)
    leo = colleague(town, luz.person_id, "leo")
    town.do(luz.person_id, SetRole(leo, "owner"))
    town.do(town.person("nuevo"), UseCode(code_for(town, leo, luz.person_id)))
    with pytest.raises(Faster):
        town.do(ada, MakeRecoveryCode(id))


def test_who_is_erased_leaves_nothing_of_it(town: Town) -> None:
    luz, ada, _id = begun(town)
    mar = town.member("Casa Mar")
    town.do(ada, RecoverPhone(mar.organisation_id))
    town.do(luz.person_id, EraseMe())
    town.do(ada, EraseMe())
    assert town.rows("recovery", "person_id", "by_id") == [(mar.person_id, None)]
    passes(town, NOTICE)


# ---- in the chat ------------------------------------------------------------------------------------------------


def network(story: Story) -> None:
    """Ada and Eva coordinate, Luz and Leo are of Casa Luz."""
    hub = story.hub()
    for who in ("ada", "eva"):
        story.langs[who] = "es"
        story.say(who, story.code("coordinator", hub))
    joins(story, "luz")


def test_the_old_phone_is_asked_and_the_other_coordinators_hear(story: Story) -> None:
    network(story)
    tap(story, "ada", "o:1:phone")
    new = story.say("ada", "sí")
    assert "Avisé al teléfono anterior" in to(new, "ada")[0]
    assert "No se perdió" in to(new, "luz")[0]
    assert "puede decir que no" in to(new, "eva")[0]
    new = tap(story, "luz", "r:1:no")
    assert "Nada cambia" in to(new, "luz")[0]
    assert [len(to(new, who)) for who in ("ada", "eva")] == [1, 1]


def test_when_the_time_is_over_it_waits_in_the_list_with_its_code(story: Story) -> None:
    network(story)
    tap(story, "ada", "o:1:phone")
    story.say("ada", "sí")
    assert "Teléfono perdido" not in to(tap(story, "eva", "m:coordinate"), "eva")[0]
    assert "Crear un código" in to(story.wait(3 * DAY_MS), "eva")[0]
    assert "Teléfono perdido: \u2068Casa Luz\u2069" in to(tap(story, "eva", "m:coordinate"), "eva")[0]
    said = to(tap(story, "eva", "r:1:code"), "eva")[0].replace("\u2066", " ").replace("\u2069", " ")
    code = next(word for word in said.replace(".", " ").split() if word.isdigit() and len(word) == 8)
    story.langs["luz2"] = "es"
    story.say("luz2", code)
    assert "Casa Luz" in to(story.say("luz2", "nuestra organización"), "luz2")[0]
    assert "Te damos la bienvenida" in to(story.say("luz", "saldo"), "luz")[0]


def test_nobody_else_sees_or_stops_it_by_its_number(story: Story) -> None:
    network(story)
    joins(story, "mar")
    tap(story, "ada", "o:1:phone")
    story.say("ada", "sí")
    for verb in ("see", "no", "code"):
        tap(story, "mar", f"r:1:{verb}")
    assert rows(story, "recovery", "state") == [("waiting",)]


def test_the_code_and_the_no_in_the_same_instant(story: Story) -> None:
    network(story)
    tap(story, "ada", "o:1:phone")
    story.say("ada", "sí")
    story.wait(3 * DAY_MS)
    said = to(tap(story, "eva", "r:1:code"), "eva")[0].replace("\u2066", " ").replace("\u2069", " ")
    code = next(word for word in said.replace(".", " ").split() if word.isdigit() and len(word) == 8)
    messages = [
        story.phones.typed("luz2", code, "es", story.now),
        story.phones.typed("luz", "", "es", story.now, payload="r:1:no"),
    ]
    assert all(together(2, lambda n: story.handle(messages[n])))
    ((state,),) = rows(story, "recovery", "state")
    moved = dict(rows(story, "address", "id", "person_id"))[4] == 3
    assert (state, moved) in (("done", True), ("objected", False))
    assert rows(story, "parked_case", "id", "code") == []
