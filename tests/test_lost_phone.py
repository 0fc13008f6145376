"""Somebody lost their phone: a code of who is responsible brings them to another one, and the old one is nobody's."""

from __future__ import annotations

import pytest

from core.commands import EraseMe, InvitePerson, UseCode
from core.commands.team import NewPhone, RemovePerson, SetRole
from core.errors import NotYours, Refusal
from core.events import Invited, Joined, PersonJoined, PhoneCode, PhoneMoved
from core.people.codes import PHONE_TTL
from core.people.coming_in import WrongCode
from tests.faults import again, joins, rows, states, stored, suggested, tap, to, version
from tests.members import Town
from tests.people import colleague, joined_by_code
from tests.story import Story
from tests.together import together


def two(town: Town) -> tuple[Joined, int]:
    """Luz is responsible; Leo is her colleague."""
    luz = town.member("Casa Luz")
    return luz, colleague(town, luz.person_id, "leo")


def code_for(town: Town, owner: int, person_id: int) -> str:
    (made,) = town.do(owner, NewPhone(person_id))
    assert isinstance(made, PhoneCode)
    return made.digits


def owner_of(town: Town, name: str) -> int:
    """Whose address that is."""
    wanted = town.vault.index("console", name)
    ((person_id,),) = town.rows("address", "person_id", blind=wanted)
    return int(person_id)


def asked(story: Story, owner: str, person_id: int) -> str:
    """The code that the owner reads on their screen."""
    tap(story, owner, f"p:{person_id}:phone")
    said = to(story.say(owner, "sí"), owner)[0].replace("\u2066", " ").replace("\u2069", " ")
    return next(word for word in said.split() if word.isdigit() and len(word) == 8)


# ---- who may ----------------------------------------------------------------------------------------------------


def test_only_who_is_responsible_for_them_makes_the_code(town: Town) -> None:
    luz, leo = two(town)
    ana, mar = colleague(town, luz.person_id, "ana"), town.member("Casa Mar")
    with pytest.raises(Refusal, match="responsible"):
        town.do(leo, NewPhone(ana))
    for stranger in (luz.person_id, mar.person_id, 9999):
        with pytest.raises(NotYours):
            town.do(luz.person_id, NewPhone(stranger))
    assert town.rows("invite", "id", kind="phone") == []


def test_nobody_gets_hold_of_an_organisation_by_a_colleague_who_also_acts_there(town: Town) -> None:
    luz, leo = two(town)
    code = code_for(town, luz.person_id, leo)
    mar = town.member("Casa Mar")
    (invited,) = town.do(mar.person_id, InvitePerson())
    assert isinstance(invited, Invited)
    town.do(leo, UseCode(invited.digits))
    with pytest.raises(Refusal, match="also act"):
        town.do(luz.person_id, NewPhone(leo))
    with pytest.raises(WrongCode):  # nor by a code from before
        town.do(town.person("nuevo"), UseCode(code))
    assert owner_of(town, "leo") == leo


def test_a_coordinator_is_moved_by_no_organisation(town: Town) -> None:
    luz, leo = two(town)
    with town.db.write() as tx:
        tx.raw(f"INSERT INTO coordinator (hub_id, person_id, since) VALUES ({town.hub_id}, {leo}, 1)")
    with pytest.raises(Refusal, match="also act"):
        town.do(luz.person_id, NewPhone(leo))


# ---- the code ---------------------------------------------------------------------------------------------------


def test_the_code_moves_the_person_with_their_role_and_the_old_address_is_a_strangers(town: Town) -> None:
    luz, leo = two(town)
    town.do(luz.person_id, SetRole(leo, "owner"))
    new = town.person("nuevo", "ar")
    assert town.do(new, UseCode(code_for(town, luz.person_id, leo))) == [PhoneMoved(leo, (luz.organisation_id,))]
    assert (owner_of(town, "nuevo"), owner_of(town, "leo")) == (leo, new)
    assert town.rows("membership", "role", person_id=leo) == [("owner",)]
    assert town.rows("person", "lang", "acting_for", id=leo) == [("es", luz.organisation_id)]
    assert town.rows("membership", "role", person_id=new) == []
    assert town.rows("person", "acting_for", "consent_at", id=new) == [(None, None)]


def test_a_code_serves_once_for_four_hours_and_only_the_newest(town: Town) -> None:
    luz, leo = two(town)
    first, second = (code_for(town, luz.person_id, leo) for _twice in range(2))
    with pytest.raises(WrongCode):
        town.do(town.person("uno"), UseCode(first))
    town.do(town.person("dos"), UseCode(second))
    with pytest.raises(WrongCode):
        town.do(town.person("tres"), UseCode(second))
    third = code_for(town, luz.person_id, leo)
    town.now += PHONE_TTL
    with pytest.raises(WrongCode):
        town.do(town.person("cuatro"), UseCode(third))
    assert owner_of(town, "dos") == leo


@pytest.mark.parametrize("meanwhile", ["taken out", "erased", "maker erased", "maker a member"])
def test_a_code_serves_only_while_it_could_be_made_again(town: Town, meanwhile: str) -> None:
    luz, leo = two(town)
    ana = colleague(town, luz.person_id, "ana")
    town.do(luz.person_id, SetRole(ana, "owner"))
    code = code_for(town, luz.person_id, leo)
    if meanwhile == "taken out":
        town.do(ana, RemovePerson(leo))
    elif meanwhile == "maker a member":
        town.do(ana, SetRole(luz.person_id, "member"))
    else:
        town.do(leo if meanwhile == "erased" else luz.person_id, EraseMe())
    with pytest.raises(WrongCode):
        town.do(town.person("nuevo"), UseCode(code))
    if meanwhile == "erased":
        assert town.rows("invite", "moves_id", "made_by", kind="phone") == [(None, None)]


def test_a_phone_of_somebody_who_is_known_is_nobody_elses(town: Town) -> None:
    luz, leo = two(town)
    mar = town.member("Casa Mar")
    code = code_for(town, luz.person_id, leo)
    for known in (luz.person_id, mar.person_id):
        with pytest.raises(Refusal, match="known to me"):
            town.do(known, UseCode(code))
    with pytest.raises(Refusal, match="already write"):
        town.do(leo, UseCode(code))
    town.do(town.person("nuevo"), UseCode(code))  # it was not used up by that
    assert owner_of(town, "nuevo") == leo


def test_who_cannot_be_reached_any_more_comes_back_too(town: Town) -> None:
    luz, leo = two(town)
    with town.db.write() as tx:
        tx.raw("INSERT INTO person (lang, created_at) VALUES ('es', 1)")
        tx.raw(f"UPDATE address SET person_id = (SELECT max(id) FROM person) WHERE person_id = {leo}")
    new = town.person("nuevo")
    town.do(new, UseCode(code_for(town, luz.person_id, leo)))
    assert owner_of(town, "nuevo") == leo
    assert town.rows("person", "id", id=new) == []


# ---- in the chat ------------------------------------------------------------------------------------------------


def moved(story: Story) -> list[tuple[str, str]]:
    """Luz makes the code, Leo writes it from a phone on which he had begun to write as somebody new."""
    code = asked(story, "luz", 3)
    story.langs["leo2"] = "es"
    story.say("leo2", "necesitamos un contador")
    return story.say("leo2", code)


def test_all_goes_on_at_the_new_phone_and_the_old_one_hears_nothing_more(story: Story) -> None:
    suggested(story)
    joined_by_code(story, "luz", "leo")
    story.say("leo", "necesitamos un fotógrafo secreto, 2 horas, antes del viernes")
    new = moved(story)
    (welcome,) = to(new, "leo2")
    assert "contador" not in welcome  # what the newcomer began is dropped
    assert any("teléfono nuevo" in text for text in to(new, "luz"))
    assert to(new, "leo") == []
    assert "secreto" not in stored(story, "leo")
    new = tap(story, "mar", f"x:1:{version(story)}:prop")
    assert (len(to(new, "leo")), len(to(new, "leo2"))) == (0, 1)
    tap(story, "leo", f"x:1:{version(story)}:acc")  # an old button on the old phone
    assert states(story) == ["proposed"]
    (said,) = to(story.say("leo", "saldo"), "leo")
    assert "Para aceptar y empezar" in said  # the note was shown with the old button
    assert "Casa Luz" not in said.replace("Casa Luz, Tegucigalpa", "")
    tap(story, "leo2", f"x:1:{version(story)}:acc")
    assert states(story) == ["agreed"]


def test_what_waited_for_the_old_phone_is_not_sent_there_later(story: Story) -> None:
    suggested(story)
    joined_by_code(story, "luz", "leo")
    with story.db.write() as tx:
        tx.raw("UPDATE outbound SET state = 'parked' WHERE lane_id = 3")
    moved(story)
    old = [
        (state, screen) for lane, state, screen in rows(story, "outbound", "lane_id", "state", "screen") if lane == 3
    ]
    assert set(old) == {("dropped", "")}


def test_a_step_that_waits_for_a_second_yes_is_dropped(story: Story) -> None:
    suggested(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "luz", "m:second")
    story.say("luz", "1")
    story.say("luz", "1 hora")
    with story.db.write() as tx:
        tx.raw("UPDATE organisation SET second_above = 30 WHERE id = 1")
    story.say("leo", "donar 2 horas al fondo")
    story.say("leo", "sí")
    assert [state for _id, state in rows(story, "approval", "id", "state")][-1:] == ["waiting"]
    moved(story)
    assert rows(story, "approval", "state", "sealed")[-1] == ("void", b"")


def test_nothing_shows_the_old_address(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    joined_by_code(story, "luz", "oldnumber")
    code = asked(story, "luz", 2)
    story.langs["leo2"] = "es"
    assert all("oldnumber" not in text for _who, text in story.say("leo2", code))


def test_the_same_message_again_moves_nothing_more(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    joined_by_code(story, "luz", "leo")
    code = asked(story, "luz", 2)
    message = story.phones.typed("leo2", code, "es", story.now)
    story.send(message)
    before = rows(story, "address", "id", "person_id")
    assert again(story, message) is None
    assert rows(story, "address", "id", "person_id") == before


# ---- at once ----------------------------------------------------------------------------------------------------


def test_one_code_from_several_phones_at_once_moves_to_one_of_them(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    joined_by_code(story, "luz", "leo")
    code = asked(story, "luz", 2)
    messages = [story.phones.typed(f"leo{n}", code, "es", story.now) for n in range(4)]
    assert all(together(4, lambda n: story.handle(messages[n])))
    assert [person_id for _id, person_id in rows(story, "address", "id", "person_id")].count(2) == 1
    assert [used for _kind, used in rows(story, "invite", "kind", "used_by") if _kind == "phone"] == [2]
    assert rows(story, "parked_case", "id", "code") == []


def test_the_old_phone_writes_in_the_same_instant(story: Story) -> None:
    suggested(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "mar", f"x:1:{version(story)}:prop")
    code = asked(story, "luz", 3)
    accept = f"x:1:{version(story)}:acc"
    messages = [
        story.phones.typed("leo2", code, "es", story.now),
        story.phones.typed("leo", "", "es", story.now, payload=accept),
        story.phones.typed("leo", code, "es", story.now),
        story.phones.typed("leo", "saldo", "es", story.now),
    ]
    assert all(together(4, lambda n: story.handle(messages[n])))
    (new,) = [id for id, person_id in rows(story, "address", "id", "person_id") if person_id == 3]
    assert new == 4
    assert rows(story, "parked_case", "id", "code") == []


def test_a_join_by_the_same_words_is_no_move(town: Town) -> None:
    luz, leo = two(town)
    (invited,) = town.do(luz.person_id, InvitePerson())
    assert isinstance(invited, Invited)
    new = town.person("nuevo")
    assert town.do(new, UseCode(invited.digits)) == [PersonJoined(new, luz.organisation_id)]
    assert owner_of(town, "leo") == leo
