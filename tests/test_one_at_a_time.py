"""Each new organisation begins with hours: who brings another one within 30 days waits for a coordinator."""

from __future__ import annotations

import pytest

from core.commands import Approve, EraseMe, Join, UseCode
from core.commands.phones import ConfirmPhone, LinkPhone
from core.db import Database
from core.errors import Refusal
from core.events import Decided, Joined, LinkCode, PhoneWaits
from core.people.bringing import SPAN_MS, other_of
from core.people.codes import make_invite
from core.policy import DAY_MS
from core.privacy.retention import clean
from core.vault import Vault
from tests.faults import joins, tap, to
from tests.members import Town
from tests.story import Story


def _brings(town: Town, person_id: int, name: str) -> Joined:
    (joined,) = town.do(person_id, Join(name, "Tegucigalpa", "HN", town.hub_id))
    assert isinstance(joined, Joined)
    return joined


def _granted(town: Town) -> int:
    return sum(minutes for (minutes,) in town.rows("line", "minutes") if minutes > 0)


def test_five_organisations_of_one_phone_begin_with_the_hours_of_one(town: Town) -> None:
    luz = town.person("luz")
    joined = [_brings(town, luz, f"Casa {name}") for name in ("Uno", "Dos", "Tres", "Cuatro", "Cinco")]
    assert [one.waits for one in joined] == [False, True, True, True, True]
    assert [one.granted for one in joined] == [360, 0, 0, 0, 0]
    assert _granted(town) == 360


def test_who_deletes_their_data_and_comes_back_does_not_begin_again(town: Town) -> None:
    for name in ("Uno", "Dos", "Tres"):
        luz = town.person("luz")
        _brings(town, luz, f"Casa {name}")
        town.do(luz, EraseMe())
        town.now += DAY_MS
    assert _granted(town) <= 2 * 360  # of the first, and its hours that went to the fund
    assert [status for _id, status in town.rows("organisation", "id", "status")] == ["closed"] * 3
    assert sum(kind == "grant" for _id, kind in town.rows("entry", "id", "kind")) == 1


def test_a_coordinator_lets_it_in_and_it_begins_with_hours(town: Town) -> None:
    luz, boss = town.person("luz"), town.coordinator()
    _brings(town, luz, "Casa Uno")
    second = _brings(town, luz, "Casa Dos")
    (decided, *_rest) = town.do(boss, Approve(second.organisation_id, "grassroots"))
    assert isinstance(decided, Decided)
    assert decided.granted == 360


def test_a_volunteer_of_long_standing_brings_a_second_one_at_once(town: Town) -> None:
    luz = town.person("luz")
    _brings(town, luz, "Casa Uno")
    town.now += SPAN_MS
    assert not _brings(town, luz, "Casa Dos").waits


def test_neighbours_and_colleagues_do_not_wait_for_each_other(town: Town) -> None:
    first = _brings(town, town.person("luz"), "Casa Uno")
    with town.db.write() as tx:
        code = make_invite(tx, town.vault, "organisation", town.hub_id, town.now, organisation_id=first.organisation_id)
    lia = town.person("lia")
    town.do(lia, UseCode(code))
    assert not _brings(town, lia, "Casa de Lia").waits
    assert not _brings(town, town.person("mar"), "Casa Mar").waits


def test_both_phones_of_one_person_are_one(town: Town) -> None:
    luz = town.person("luz")
    _brings(town, luz, "Casa Uno")
    (made,) = town.do(luz, LinkPhone())
    assert isinstance(made, LinkCode)
    (asked,) = town.do(town.person("celu"), UseCode(made.digits))
    assert isinstance(asked, PhoneWaits)
    town.do(luz, ConfirmPhone(asked.invite_id, asked.number))
    assert _brings(town, luz, "Casa Dos").waits


def test_who_was_refused_for_the_name_has_brought_nothing(town: Town) -> None:
    luz = town.person("luz")
    with pytest.raises(Refusal):
        _brings(town, luz, "5550123456")
    assert not _brings(town, luz, "Casa Uno").waits


def test_from_which_phone_it_came_is_a_fingerprint_and_forgotten_after_thirty_days(
    db: Database, vault: Vault, now: int
) -> None:
    town = Town(db, vault, now, {"approval": False})
    _brings(town, town.person("luz"), "Casa Uno")
    ((kept,),) = town.rows("organisation", "brought")
    assert bytes(kept) != vault.index("console", "luz")
    assert clean(db, now + SPAN_MS)["organisation"] == 0
    assert clean(db, now + SPAN_MS + 1)["organisation"] == 1
    assert town.rows("organisation", "brought") == [(None,)]


def test_the_person_and_the_coordinator_read_why(story: Story) -> None:
    story.say("ana", story.code("coordinator", story.hub()))
    joins(story, "luz")
    for words in ("borrar mis datos", "sí", "hola"):
        story.say("luz", words)
    new = story.say("luz", "Casa Dos, Tegucigalpa")
    assert any("Hace poco trajiste otra organización" in text for text in to(new, "luz")), new
    seen = to(tap(story, "ana", "o:2:see"), "ana")[-1]
    assert "la misma persona trajo otra organización, que ya cerró" in seen


def test_a_coordinator_reads_which_other_one_that_is(town: Town) -> None:
    luz = town.person("luz")
    _brings(town, luz, "Casa Uno")
    second = _brings(town, luz, "Casa Dos")
    with town.db.read() as tx:
        assert other_of(tx, second.organisation_id) == "Casa Uno"
