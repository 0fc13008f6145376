"""A code lets in whom it was given to, once, in its time; guessing learns nothing and is noticed."""

from __future__ import annotations

import re

import pytest

from core.commands import Approve, EraseMe, InvitePerson, Post, UseCode
from core.commands.phones import ConfirmPhone, LinkPhone, Unlink
from core.db import Database
from core.errors import Refusal
from core.events import BecameCoordinator, Invited, Joined, LinkCode, PersonJoined, PhoneWaits
from core.messages import Moment
from core.people.codes import DIGITS, make_invite
from core.people.coming_in import OwnCode, WrongCode, served_by
from core.people.guessing import CROWD_SPAN, MOST_OF_ALL, MOST_THEN, MOST_TRIES, TRY_SPAN, TriedTooOften
from core.people.invites import MOST_OPEN
from core.vault import Vault
from tests.faults import joins, rows, tap, to
from tests.members import Town
from tests.people import joined_by_code
from tests.story import Story


@pytest.fixture
def town(db: Database, vault: Vault, now: int) -> Town:
    return Town(db, vault, now)


def _code(town: Town, kind: str, organisation_id: int | None = None, ttl: int = 1000) -> str:
    with town.db.write() as tx:
        return make_invite(tx, town.vault, kind, town.hub_id, town.now, organisation_id=organisation_id, ttl=ttl)


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"


def test_a_colleague_comes_in_by_a_code_that_serves_once(town: Town) -> None:
    joined = town.member("Casa Luz")
    (invited,) = town.do(joined.person_id, InvitePerson())
    assert isinstance(invited, Invited)
    colleague = town.person("colega")
    assert town.do(colleague, UseCode(invited.digits)) == [PersonJoined(colleague, joined.organisation_id)]
    assert town.rows("person", "acting_for", "consent_at", id=colleague) == [(joined.organisation_id, town.now)]
    with pytest.raises(WrongCode):
        town.do(town.person("tercera"), UseCode(invited.digits))


def test_a_code_is_read_in_any_digits_and_with_spaces(town: Town) -> None:
    joined = town.member("Casa Luz")
    code = _code(town, "organisation", joined.organisation_id)
    typed = " ".join("٠١٢٣٤٥٦٧٨٩"[int(digit)] for digit in code)
    assert isinstance(town.do(town.person("colega"), UseCode(typed))[0], PersonJoined)


def test_a_code_is_kept_only_as_a_blind_index(town: Town) -> None:
    code = _code(town, "coordinator")
    assert code.encode() not in bytes(town.rows("invite", "code_index")[0][0])
    assert (len(code), code.isdigit()) == (8, True)


def test_a_coordinators_code_makes_a_coordinator_once(town: Town) -> None:
    code, person = _code(town, "coordinator"), town.person("coordina")
    assert town.do(person, UseCode(code)) == [BecameCoordinator(person, town.hub_id)]
    joined = town.member("Casa Luz")
    town.do(person, Approve(joined.organisation_id))
    with pytest.raises(WrongCode):
        town.do(town.person("otra"), UseCode(code))


def test_a_link_that_was_tapped_again_has_served_and_is_no_guess(town: Town) -> None:
    code, person = _code(town, "coordinator"), town.person("coordina")
    town.do(person, UseCode(code))
    for _tap in range(MOST_TRIES + 1):
        with pytest.raises(OwnCode):
            town.do(person, UseCode(code))
    assert town.rows("code_try", "at") == []


def test_a_hubs_code_brings_many_organisations_until_it_expires(town: Town) -> None:
    code = _code(town, "hub")
    for name in ("Casa Luz", "Grupo Sol"):
        (joined,) = town.do(town.person(name), UseCode(code, name, "Tegucigalpa", "HN"))
        assert isinstance(joined, Joined)
        assert joined.waits
    town.now += 1000
    with pytest.raises(WrongCode):
        town.do(town.person("tarde"), UseCode(code, "Tarde", "Tegucigalpa", "HN"))


def test_a_conversation_may_ask_what_a_code_is_for(town: Town) -> None:
    code, person = _code(town, "hub"), town.person("curiosa")
    with town.db.read() as tx:
        found = served_by(tx, town.vault, code, person, town.now)
        assert found is not None
        assert found.kind == "hub"
        assert served_by(tx, town.vault, _wrong(code), person, town.now) is None
        assert served_by(tx, town.vault, "hola", person, town.now) is None


def test_an_organisation_has_a_bounded_number_of_unused_codes(town: Town) -> None:
    joined = town.member("Casa Luz")
    for _code_of_many in range(MOST_OPEN):
        town.do(joined.person_id, InvitePerson())
    with pytest.raises(Refusal, match="many unused"):
        town.do(joined.person_id, InvitePerson())


def test_nobody_invites_before_belonging(town: Town) -> None:
    with pytest.raises(Refusal, match="First"):
        town.do(town.person("nadie"), InvitePerson())


@pytest.mark.parametrize("asked", ["m:colleague", "h:1:call", "h:1:deputy", "p:4:phone"])
def test_a_code_that_was_sent_is_read_neither_in_the_database_nor_in_a_backup(story: Story, asked: str) -> None:
    hub_id = story.hub()
    joins(story, "luz")
    story.say("luz", story.code("coordinator", hub_id))
    joins(story, "mar")
    joined_by_code(story, "luz", "leo", "eva")
    said = to(tap(story, "luz", asked), "luz")[-1]
    if not re.search(r"\d{8}", said):
        said = to(story.say("luz", "1"), "luz")[-1]
    code = re.search(r"(?<!\d)\d{8}(?!\d)", said)
    assert code, said
    assert not [screen for _id, screen in rows(story, "outbound", "id", "screen") if code[0] in screen]


def test_f53_wrong_expired_and_used_codes_get_one_answer(town: Town) -> None:
    joined = town.member("Casa Luz")
    expired, used = (_code(town, "organisation", joined.organisation_id) for _n in range(2))
    town.do(town.person("colega"), UseCode(used))
    town.now += 1000
    answers = []
    for n, digits in enumerate((_wrong(used), expired, used, "", "12", "1" * 5000, "hola")):
        with pytest.raises(Refusal) as refused:
            town.do(town.person(f"curiosa {n}"), UseCode(digits))
        answers.append(refused.value.message)
    assert len(set(map(repr, answers))) == 1


def test_f53_a_sixth_try_in_an_hour_is_not_looked_at_and_a_coordinator_hears_once(town: Town) -> None:
    code, guesser = _code(town, "coordinator", ttl=10 * TRY_SPAN), town.person("curiosa")
    for _try in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            town.do(guesser, UseCode(_wrong(code)))
    for _try in range(3):  # even the right one
        with pytest.raises(Refusal, match="too many tries"):
            town.do(guesser, UseCode(code))
    with town.db.read() as tx:
        assert served_by(tx, town.vault, code, guesser, town.now) is None
    assert town.rows("parked_case", "code") == [("code_guessing",)]
    assert isinstance(town.do(town.person("otra"), UseCode(code))[0], BecameCoordinator)
    town.now += 2 * TRY_SPAN
    with pytest.raises(WrongCode):
        town.do(guesser, UseCode(code))


def test_f53_who_deletes_their_data_has_no_more_tries_and_is_not_known_by_them(town: Town) -> None:
    code, guesser = _code(town, "coordinator", ttl=10 * TRY_SPAN), town.person("curiosa")
    for _try in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            town.do(guesser, UseCode(_wrong(code)))
    for _again in range(2):
        town.do(guesser, EraseMe())
        guesser = town.person("curiosa")
        with pytest.raises(Refusal, match="too many tries"):
            town.do(guesser, UseCode(code))
    blind = town.vault.index("console", "curiosa")
    kept = town.rows("code_try", "address_id", "blind")
    assert len(kept) == MOST_TRIES
    assert {(address_id, bytes(print) == blind) for address_id, print in kept} == {(None, False)}
    town.now += 2 * TRY_SPAN
    assert isinstance(town.do(guesser, UseCode(code))[0], BecameCoordinator)


def test_f53_a_phone_that_is_unlinked_has_no_more_tries(town: Town) -> None:
    luz, code = town.member("Casa Luz").person_id, _code(town, "coordinator")
    (made,) = town.do(luz, LinkPhone())
    assert isinstance(made, LinkCode)
    (asked,) = town.do(town.person("celu"), UseCode(made.digits))
    assert isinstance(asked, PhoneWaits)
    town.do(luz, ConfirmPhone(asked.invite_id, asked.number))
    for _try in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            town.do(luz, UseCode(_wrong(code)))
    town.do(luz, Unlink(town.rows("code_try", "address_id")[0][0]))
    with pytest.raises(Refusal, match="too many tries"):
        town.do(town.person("celu"), UseCode(code))


def test_f53_one_phone_that_goes_on_guessing_shuts_nobody_else_out(town: Town) -> None:
    code, guesser = _code(town, "coordinator"), town.person("curiosa")
    for _try in range(MOST_OF_ALL + 1):
        with pytest.raises(Refusal):
            town.do(guesser, UseCode(_wrong(code)))
    assert isinstance(town.do(town.person("otra"), UseCode(code))[0], BecameCoordinator)


def _crowd(town: Town) -> None:
    """Forty accounts that have tried five codes each."""
    people = [town.person(f"p{n}") for n in range(MOST_OF_ALL // MOST_TRIES)]
    with town.db.write() as tx:
        for person in people:
            address = f"(SELECT id FROM address WHERE person_id = {person})"
            for _try in range(MOST_TRIES):
                tx.raw(f"INSERT INTO code_try (address_id, at) VALUES ({address}, {town.now})")


def test_f53_a_crowd_of_strangers_shuts_nobody_out_who_has_not_guessed(town: Town) -> None:
    code = _code(town, "coordinator")
    _crowd(town)
    honest = town.person("fresca")
    with pytest.raises(WrongCode):  # a slip of the finger
        town.do(honest, UseCode(_wrong(code)))
    assert town.rows("parked_case", "code") == [("code_guessing",)]
    assert isinstance(town.do(honest, UseCode(code))[0], BecameCoordinator)


def test_f53_while_a_crowd_guesses_nobody_tries_more_than_two_in_a_day(town: Town) -> None:
    code = _code(town, "coordinator", ttl=10 * CROWD_SPAN)
    _crowd(town)
    guesser = town.person("curiosa")
    for _try in range(MOST_THEN):
        with pytest.raises(WrongCode):
            town.do(guesser, UseCode(_wrong(code)))
    for hours in (0, 2, 20):  # the others' tries are forgotten after a day, so that the next ones begin another
        town.now += hours * TRY_SPAN
        with pytest.raises(TriedTooOften) as shut:
            town.do(guesser, UseCode(code))
    assert f"{Moment(town.now - 22 * TRY_SPAN + CROWD_SPAN)}" in f"{shut.value.message}"
    town.now += 3 * TRY_SPAN
    assert isinstance(town.do(guesser, UseCode(code))[0], BecameCoordinator)


def test_f53_a_name_that_cannot_be_used_is_no_guess(town: Town) -> None:
    code = _code(town, "hub")
    newcomer = town.person("nueva")
    for _try in range(MOST_TRIES + 1):
        with pytest.raises(Refusal, match="name of your organisation"):
            town.do(newcomer, UseCode(code, "1234567", "Tegucigalpa", "HN"))
    assert town.rows("code_try", "id") == []


def test_f53_codes_are_not_guessed_within_their_limits() -> None:
    """As docs/decisions/045-a-crowd-that-guesses.md says, with fifty open codes."""
    tries_a_day = MOST_OF_ALL + MOST_THEN * 1000
    a_year = 1 - (1 - 50 / 10**DIGITS) ** (tries_a_day * 365)
    assert a_year < 0.34
    a_day_for_coordinators = tries_a_day * 2 / 10**DIGITS  # two codes of coordinators are open at once
    assert a_day_for_coordinators < 0.0001


def test_a_person_who_came_in_posts_for_the_organisation(town: Town) -> None:
    joined = town.member("Casa Luz")
    colleague = town.person("colega")
    town.do(colleague, UseCode(_code(town, "organisation", joined.organisation_id)))
    town.do(colleague, Post("need", "Reparar una impresora"))
    assert town.rows("listing", "organisation_id", "person_id") == [(joined.organisation_id, colleague)]


def test_the_answer_that_shows_a_code_once_is_kept_sealed(town: Town) -> None:
    joined = town.member("Casa Luz")
    (invited,) = town.do(joined.person_id, InvitePerson())
    assert isinstance(invited, Invited)
    answers = [answer for (answer,) in town.rows("command_key", "answer")]
    assert not any(invited.digits in answer for answer in answers)
    assert invited.digits in town.vault.open(answers[-1].encode())
