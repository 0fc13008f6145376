"""What the months hold against danger, abuse and acting for others can fail: each of these breaks in one way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.wording import Wording
from core.commands.assisted import ActFor, Register
from core.coordination import danger
from core.events.hub import Registered
from core.moderation import abuse
from tests.lives.play import on_sqlite
from tests.members import Town as Members
from tests.months.abuse import INSULTS
from tests.months.assisted import NAME
from tests.months.danger import LANGS, cries_in
from tests.months.town import Town
from tests.test_assisting import joins


@pytest.fixture
def town(sqlite_template: Path) -> Iterator[Town]:
    db, gone = on_sqlite(sqlite_template)()
    made = Town(db, 1, Wording(), 2)
    made.start_workers()
    try:
        yield made
    finally:
        made._close()
        db.close()
        gone()


@pytest.fixture
def members(town: Town) -> Members:
    return Members(town.db, town.house.vault, town.now)


def cries(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger, heard at once."""
    monkeypatch.setattr(town, "mail", lambda posted: town._post(posted))
    town.stranger_writes("telegram", cries_in("es")[0], "danger")
    town._work()


def test_there_are_words_of_danger_and_of_abuse_in_both_languages() -> None:
    assert min(map(len, (*map(cries_in, LANGS), *INSULTS.values()))) >= 8
    assert all(abuse(text) for found in INSULTS.values() for text in found)


def test_who_is_in_danger_is_answered_and_the_coordinators_are_called(
    town: Town, members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    members.coordinator("ana")
    cries(town, monkeypatch)
    assert not town.broken
    assert (town.done["danger: told"], town.done["danger: coordinators called"]) == (1, 1)


def test_a_coordinator_who_is_not_called_would_be_seen(
    town: Town, members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    members.coordinator("ana")
    monkeypatch.setattr(danger, "_calls", lambda *_all: [])
    cries(town, monkeypatch)
    assert any("nobody will hear" in what for what in town.broken)


def test_an_answer_without_a_number_to_call_would_be_seen(
    town: Town, members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    members.coordinator("ana")
    monkeypatch.setattr("bot.notices.danger.numbers_lines", lambda *_all: ())
    cries(town, monkeypatch)
    assert any("reads no number" in what for what in town.broken)


def test_words_that_nobody_let_through_would_be_seen_with_whoever_did_not_write_them(town: Town) -> None:
    writer, other = (town._person(f"org{n}.0", "es", "America/Tegucigalpa", "telegram") for n in range(2))
    insult = town.abuse._insult(writer)
    town.abuse._read(writer.phone.address, 1, f"Oferta: {insult}")
    town.abuse._read(other.phone.address, 2, "Oferta: contabilidad")
    assert not town.broken
    town.abuse._read(other.phone.address, 3, f"Oferta: {insult.upper()}!")
    assert len(town.broken) == 1


def test_who_still_acts_for_an_organisation_that_has_people_would_be_seen(town: Town, members: Members) -> None:
    ruth, own = members.coordinator("ruth"), members.person("own")
    (made, *_more) = members.do(ruth, Register(NAME, "Tegucigalpa"))
    assert isinstance(made, Registered)
    members.do(ruth, ActFor(made.organisation_id))
    town.assisted._note()
    assert not list(town.assisted.wrong())
    joins(members, own, made.organisation_id)  # and nobody is told
    town.assisted._note()
    assert ["still acts for" in what for what in town.assisted.wrong()] == [True]
