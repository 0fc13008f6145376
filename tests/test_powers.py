"""What one person alone cannot do: codes without the key, a place in an organisation without its PIN."""

from __future__ import annotations

from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import get_args

import pytest

from core import commands, hubs
from core.accounts.verify import verify
from core.commands import Accept, Actor, Confirm, Deliver, Post, Propose, Terms, UseCode, Withdraw
from core.commands.assisted import AnswerIntake, Register
from core.commands.details import Correct
from core.commands.giving import Donate
from core.commands.team import AnswerSecond, JoinToo, Leave
from core.context import Context
from core.errors import Faster, Refusal
from core.events import Moved, Promised, SecondAsked
from core.events.hub import Brought, IntakeAnswered
from core.handlers import HANDLERS, run
from core.people import codes, steps
from core.privacy.retention import clean
from core.vault import Vault
from tests.faults import joins, neighbours, rows, states, tap, to, version
from tests.gifts import go
from tests.members import Town
from tests.people import colleague, joined_by_code
from tests.story import DAY, Story
from tests.test_assisting import Helped
from tests.test_pin import ASKED, PIN, everything, set_pin
from tests.test_seconding import careful, posted
from tests.together import together

# ---- finding 10: codes ------------------------------------------------------------------------------------------


def on_disk(story: Story) -> bytes:
    """All bytes of SQLite's files, the journal too; '' on PostgreSQL."""
    if not story.db.sqlite:
        return b""
    name = story.db.url.removeprefix("sqlite:///")
    return b"".join(Path(name + end).read_bytes() for end in ("", "-wal") if Path(name + end).exists())


def closed(story: Story) -> int:
    """A network into which only a code leads."""
    hub_id = story.hub(approval=True)
    with story.db.write() as tx:
        tx.raw("UPDATE hub SET open = 0")
    return hub_id


def test_safety_02_finding_10_a_code_that_waits_for_a_name_is_kept_nowhere(story: Story) -> None:
    hub_id = closed(story)
    code = story.code("hub", hub_id)
    story.langs["luz"] = "es"
    story.say("luz", code)
    assert code not in everything(story)
    story.say("luz", "Casa Luz")
    assert code not in everything(story)
    assert "Casa Luz" in to(story.say("luz", "Tegucigalpa"), "luz")[0]
    assert rows(story, "organisation", "name", "status") == [("Casa Luz", "pending")]
    assert code not in everything(story)
    assert code.encode() not in on_disk(story)


def test_safety_02_finding_10_a_code_behind_a_name_that_cannot_be_used_is_kept_nowhere(story: Story) -> None:
    hub_id = closed(story)
    code = story.code("hub", hub_id)
    story.langs["luz"] = "es"
    for words in ("hola", "Casa Luz, Tegucigalpa", code):
        story.say("luz", words)
        assert code not in everything(story)
    assert code.encode() not in on_disk(story)


def test_safety_02_finding_10_a_digest_cannot_be_worked_out_without_the_key(town: Town) -> None:
    person, command = town.person("luz"), UseCode("20448206")
    with pytest.raises(Refusal):
        town.do(person, command)
    ((kept,),) = town.rows("command_key", "digest")
    said = repr(("person", person, None, command))
    assert "20448206" not in said
    for guess in (said, said.replace("UseCode(", "UseCode(digits='20448206', ")):
        assert bytes(kept) != sha256(guess.encode()).digest()
    with town.db.write() as tx:  # the same under another key is another
        other = Context(
            tx, Vault(("another-key-another-key-another-key",)), Actor(person, None, "console", "k"), town.now
        )
        with pytest.raises(Refusal):
            run(other, command)
    digests = {bytes(digest) for (digest,) in town.rows("command_key", "digest")}
    assert len(digests) == 2


def test_safety_02_finding_10_what_was_done_before_the_key_came_is_done_once_all_the_same(town: Town) -> None:
    luz = town.member("Casa Luz")
    with town.db.write() as tx:
        ctx = Context(tx, town.vault, Actor(luz.person_id, luz.organisation_id, "console", "k"), town.now)
        first = run(ctx, commands.InvitePerson())
        tx.raw("UPDATE command_key SET digest = " + ("x''" if town.db.sqlite else "''::bytea"))
        assert run(ctx, commands.InvitePerson()) == first
    assert len(town.rows("invite", "id")) == 1


def test_safety_02_finding_10_an_id_opens_only_a_hubs_code(town: Town) -> None:
    luz = town.member("Casa Luz")
    town.do(luz.person_id, commands.InvitePerson())
    ((id,),) = town.rows("invite", "id")
    with pytest.raises(Refusal, match="does not work"):
        town.do(town.person("ladrón"), UseCode("", "Casa Mala", "Tela", "HN", invite_id=id))


# ---- finding 13: what waits for the PIN -------------------------------------------------------------------------


def test_safety_02_finding_13_leaving_waits_for_the_pin(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    set_pin(story, "leo")
    tap(story, "leo", "m:leave")
    assert ASKED in to(story.say("leo", "1"), "leo")[0]
    assert len(rows(story, "membership", "person_id")) == 3
    story.say("leo", PIN)
    assert len(rows(story, "membership", "person_id")) == 2


@pytest.mark.parametrize(("answer", "waits"), [("2", True), ("1", False)])
def test_safety_02_finding_13_so_does_going_over_to_another_organisation(
    story: Story, answer: str, *, waits: bool
) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    set_pin(story, "leo")
    said = to(tap(story, "mar", "m:colleague"), "mar")[0].replace("\u2066", " ").replace("\u2069", " ")
    code = next(word for word in said.split() if word.isdigit() and len(word) == 8)
    story.say("leo", code)
    assert (ASKED in to(story.say("leo", answer), "leo")[0]) == waits
    assert len(rows(story, "membership", "person_id")) == (3 if waits else 4)


def all_commands() -> set[type]:
    """Every command that anybody can give."""
    return set(HANDLERS)


def test_safety_02_finding_13_every_command_is_guarded_or_says_why_not() -> None:
    guarded = set(steps.GUARDED.values())
    unguarded = list(chain.from_iterable(steps.UNGUARDED.values()))
    assert all_commands() == set(get_args(commands.Command)) - {commands.Fire}
    assert len(unguarded) == len(set(unguarded))
    assert guarded | set(unguarded) == all_commands()
    assert guarded & set(unguarded) == set()


def test_safety_02_finding_13_beside_ones_own_another_organisation_takes_no_pin() -> None:
    assert steps.guarded(JoinToo(1, instead=True))
    assert not steps.guarded(JoinToo(1))
    assert steps.guarded(Leave())


# ---- finding 6: acting for an organisation ends when it has people ----------------------------------------------


def without_a_phone(story: Story) -> str:
    """Ana and Eva coordinate; Ana registers Casa Sol (2) and acts for it. The code for its people."""
    story.hub()
    for who in ("ana", "eva"):
        story.langs[who] = "es"
        story.say(who, story.code("coordinator", 1))
    joins(story, "mar")
    tap(story, "ana", "m:register")
    for words in ("Casa Sol", "Tegucigalpa", "1", "1"):
        story.say("ana", words)
    tap(story, "ana", "a:2:0")
    with story.db.write() as tx:
        return codes.make_invite(tx, story.vault, "organisation", 1, story.now, organisation_id=2, role="owner")


def test_safety_02_finding_06_acting_for_one_ends_when_its_first_person_comes(story: Story) -> None:
    code = without_a_phone(story)
    story.say("ana", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.langs["sol"] = "es"
    new = story.say("sol", code)
    assert "Casa Sol" in to(new, "sol")[0]
    assert "no se envió" in to(new, "ana")[0]
    assert "Casa Sol" in to(new, "eva")[0]
    assert "no se envió" not in to(new, "eva")[0]
    story.say("ana", "sí")
    assert rows(story, "listing", "id") == []
    tap(story, "ana", "a:2:0")
    story.say("ana", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("ana", "sí")
    assert rows(story, "listing", "id") == []
    assert "Casa Sol" not in "".join(to(tap(story, "ana", "m:offline"), "ana"))


def test_safety_02_finding_06_nothing_of_theirs_moves_by_a_coordinator_afterwards(story: Story) -> None:
    code = without_a_phone(story)
    story.say("mar", "ofrecemos contabilidad")
    story.say("mar", "sí")
    story.say("ana", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("ana", "sí")
    tap(story, "mar", f"x:1:{version(story)}:prop")
    story.langs["sol"] = "es"
    story.say("sol", code)
    set_pin(story, "sol")
    for payload in ("a:2:1", f"x:1:{version(story)}:acc"):
        tap(story, "ana", payload)
    assert states(story) == ["proposed"]
    assert "Actuar" not in "".join(to(tap(story, "ana", "n:1:see"), "ana"))
    tap(story, "sol", f"x:1:{version(story)}:acc")
    story.say("sol", PIN)
    assert states(story) == ["agreed"]


def test_safety_02_finding_06_two_who_come_at_once_end_it_once(story: Story) -> None:
    code = without_a_phone(story)
    with story.db.write() as tx:
        other = codes.make_invite(tx, story.vault, "organisation", 1, story.now, organisation_id=2)
    come = [story.phones.typed(who, one, "es", story.now) for who, one in (("sol", code), ("luna", other))]
    assert all(together(2, lambda n: story.handle(come[n])))
    assert len([row for row in rows(story, "membership", "person_id", "organisation_id") if row[1] == 2]) == 2
    told = [text for text in to(story.deliver(), "ana") if "no se envió" in text]
    assert len(told) == 1


# ---- finding 8: small steps add up ------------------------------------------------------------------------------


def gives(town: Town, who: int, minutes: int) -> bool:
    """Whether one person alone gives so much to the fund; else it waits for a second yes."""
    (done,) = town.do(who, Donate(minutes))
    assert isinstance(done, Promised | SecondAsked)
    go(town.db, town.vault, town.now)
    return isinstance(done, Promised)


def test_safety_02_finding_08_many_small_steps_take_two_as_one_large_one(town: Town) -> None:
    mine, luz, leo = careful(town)
    assert [gives(town, luz, 60) for _time in range(5)] == [True, False, False, False, False]
    assert not gives(town, leo, 15)
    assert posted(town, mine) == 300
    ids = [id for (id,) in town.rows("approval", "id", person_id=luz)]
    town.do(leo, AnswerSecond(ids[0], yes=True))
    go(town.db, town.vault, town.now)
    assert posted(town, mine) == 240
    town.now += DAY - 1
    assert not gives(town, luz, 15)
    town.now += 1
    assert gives(town, luz, 45)
    assert not gives(town, luz, 30)
    assert gives(town, luz, 15)


def test_safety_02_finding_08_what_two_wanted_is_not_counted(town: Town) -> None:
    mine, luz, leo = careful(town)
    (asked,) = town.do(luz, Donate(120))
    assert isinstance(asked, SecondAsked)
    town.do(leo, AnswerSecond(asked.approval_id, yes=True))
    assert gives(town, luz, 60)
    assert posted(town, mine) == 180


def offered(town: Town, name: str, *, count: int) -> list[int]:
    """Offers of another organisation: their ids."""
    other = town.member(name).person_id
    for number in range(count):
        town.do(other, Post("offer", f"{name} {number} clases de pintura", remote=True))
    return [
        id
        for (id,) in town.rows(
            "listing", "id", organisation_id=town.rows("membership", "organisation_id", person_id=other)[0][0]
        )
    ]


def test_safety_02_finding_08_a_proposal_its_acceptance_and_its_confirmation_are_the_same_hour(town: Town) -> None:
    mine, luz, leo = careful(town)
    first, second = offered(town, "Casa Mar", count=2)
    terms = Terms(60, "2026-12-20", remote=True)
    (moved, *_more) = town.do(luz, Propose(listing_id=first, terms=terms))
    assert isinstance(moved, Moved)
    (asked,) = town.do(leo, Propose(listing_id=second, terms=terms))
    assert isinstance(asked, SecondAsked)
    mar = town.rows("membership", "person_id", role="owner")[-1][0]
    town.do(mar, Accept(moved.exchange_id, 1))
    town.do(mar, Deliver(moved.exchange_id, 2))
    (settled, *_more) = town.do(luz, Confirm(moved.exchange_id, 3))
    assert isinstance(settled, Moved)
    assert posted(town, mine) == 300
    assert not gives(town, luz, 15)


def test_safety_02_finding_08_what_came_to_nothing_is_free_again(town: Town) -> None:
    _mine, luz, leo = careful(town)
    first, second = offered(town, "Casa Mar", count=2)
    terms = Terms(60, "2026-12-20", remote=True)
    (moved, *_more) = town.do(luz, Propose(listing_id=first, terms=terms))
    assert isinstance(moved, Moved)
    town.do(luz, Withdraw(moved.exchange_id, 1))
    (again, *_more) = town.do(leo, Propose(listing_id=second, terms=terms))
    assert isinstance(again, Moved)


def test_safety_02_finding_08_two_at_once_do_not_slip_through(town: Town) -> None:
    mine, luz, leo = careful(town)
    others = [luz, leo, *(colleague(town, luz, f"otra {n}") for n in range(2))]
    before = posted(town, mine)

    def give(turn: int) -> bool:
        return gives(town, others[turn], 60)

    assert sorted(together(4, give)) == [False, False, False, True]
    assert posted(town, mine) == before - 60


def test_safety_02_finding_08_who_is_alone_reads_that_a_day_adds_up(town: Town) -> None:
    _mine, luz, leo = careful(town)
    town.do(leo, Leave())
    assert gives(town, luz, 60)
    with pytest.raises(Refusal, match="in a day"):
        town.do(luz, Donate(15))
    town.now += DAY
    assert gives(town, luz, 15)


def test_safety_02_finding_08_the_chat_says_that_a_day_adds_up(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    tap(story, "luz", "m:second_above")
    story.say("luz", "1")
    for words in ("regalar 1 hora al fondo", "1"):
        story.say("luz", words)
    story.say("luz", "regalar 1 hora al fondo")
    new = story.say("luz", "1")
    assert "en un día" in to(new, "luz")[0]
    assert "Sí, adelante" in to(new, "leo")[0]
    assert "en un día" in to(tap(story, "luz", "m:second"), "luz")[0]


def test_safety_02_finding_08_a_day_later_nothing_of_it_is_kept(town: Town) -> None:
    _mine, luz, _leo = careful(town)
    assert gives(town, luz, 60)
    clean(town.db, town.now + 3 * DAY)
    assert town.rows("spent", "id") == []


# ---- number 6: a forgotten PIN ----------------------------------------------------------------------------------

HOUR = 3_600_000


def has_pin(story: Story) -> bool:
    return any(pin for _id, pin in rows(story, "address", "id", "pin"))


def forgotten(story: Story, *coordinators: str) -> None:
    """Luz and Leo are of Casa Luz. Whoever has Luz's phone tried three PINs, and calls a person."""
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    for who in coordinators:
        story.langs[who] = "es"
        story.say(who, story.code("coordinator", 1))
    set_pin(story)
    tap(story, "luz", "m:statement")
    for number in range(3):
        story.say("luz", f"000{number}")
    story.say("luz", "persona")


def asks_for_it(story: Story, who: str = "cora") -> list[tuple[str, str]]:
    """That coordinator says that it was forgotten."""
    question = to(tap(story, who, "c:1:pin"), who)[0]
    assert "Intentos fallidos: 3" in question
    assert has_pin(story)
    return story.say(who, "1")


def test_safety_06_one_press_takes_no_pin_off_and_everybody_who_may_say_no_is_told(story: Story) -> None:
    forgotten(story, "cora", "eva")
    new = asks_for_it(story)
    assert has_pin(story)
    for who in ("luz", "leo"):
        assert "El PIN se queda" in to(new, who)[0]
    assert "Intentos fallidos hasta ahora: 3" in to(new, "eva")[0]
    assert "Sí, es ella" in to(new, "eva")[0]
    assert "Sí, es ella" not in "".join(to(new, "cora"))
    story.say("luz", "menú")
    assert ASKED in to(tap(story, "luz", "m:statement"), "luz")[0]  # nothing is shown meanwhile
    assert "PIN olvidado" in to(tap(story, "eva", "m:coordinate"), "eva")[0]


def test_safety_06_a_second_coordinator_says_yes_and_who_asked_cannot(story: Story) -> None:
    forgotten(story, "cora", "eva")
    asks_for_it(story)
    for who in ("cora", "luz", "leo", "mar"):
        tap(story, who, "r:1:yes")
    assert has_pin(story)
    new = tap(story, "eva", "r:1:yes")
    assert not has_pin(story)
    assert "quitó el PIN" in to(new, "luz")[0]
    for who in ("leo", "cora"):
        assert "ya se quitó" in to(new, who)[0]
    assert rows(story, "recovery", "kind", "state") == [("pin", "done")]
    assert ASKED not in to(tap(story, "luz", "m:statement"), "luz")[0]


def test_safety_06_whatever_is_typed_where_a_pin_was_asked_for_that_is_gone_is_no_yes(story: Story) -> None:
    forgotten(story, "cora", "eva")
    for words in ("donar 1 hora al fondo", "1"):
        asked = to(story.say("luz", words), "luz")[-1]
    assert ASKED in asked
    before = rows(story, "entry", "id")
    asks_for_it(story)
    tap(story, "eva", "r:1:yes")
    assert not has_pin(story)
    assert "ya no tiene PIN" in to(story.say("luz", "1234"), "luz")[-1]
    assert rows(story, "entry", "id") == before


def test_safety_06_where_there_is_one_coordinator_the_owner_has_two_days(story: Story) -> None:
    forgotten(story, "cora")
    asks_for_it(story)
    story.wait(47 * HOUR)
    assert has_pin(story)
    new = story.wait(24 * HOUR)
    assert not has_pin(story)
    assert "quitó el PIN" in to(new, "luz")[-1]
    assert any("ya se quitó" in text for text in to(new, "leo"))


@pytest.mark.parametrize("who", ["luz", "leo", "cora", "eva"])
def test_safety_06_one_tap_of_the_owner_a_colleague_or_a_coordinator_stops_it(story: Story, who: str) -> None:
    forgotten(story, "cora", "eva")
    asks_for_it(story)
    new = tap(story, who, "r:1:no")
    assert "se queda" in "".join(to(new, "leo" if who != "leo" else "luz"))
    tap(story, "eva", "r:1:yes")
    story.wait(4 * DAY)
    assert has_pin(story)
    assert "recovery" not in [subject for _id, subject in rows(story, "clock", "id", "subject")]
    assert rows(story, "recovery", "state") == [("objected" if who in ("luz", "leo") else "dropped",)]


def test_safety_06_somebody_else_stops_nothing(story: Story) -> None:
    forgotten(story, "cora", "eva")
    asks_for_it(story)
    tap(story, "mar", "r:1:no")
    assert rows(story, "recovery", "state") == [("waiting",)]


def test_safety_06_who_remembers_it_keeps_it(story: Story) -> None:
    forgotten(story, "cora", "eva")
    asks_for_it(story)
    tap(story, "luz", "m:statement")
    new = story.say("luz", PIN)
    assert any("lo recordó" in text for text in to(new, "cora"))
    story.wait(4 * DAY)
    assert has_pin(story)
    assert rows(story, "address", "id", "pin_wrong")[0][1] is None


def test_safety_06_the_tries_are_counted_beyond_the_lock(story: Story) -> None:
    neighbours(story)
    set_pin(story)
    for _time in range(2):
        for number in range(5):
            tap(story, "luz", "m:statement")
            story.say("luz", f"999{number}")
        story.wait(HOUR + 1)
    assert rows(story, "address", "id", "pin_wrong")[0][1] == 10


def test_safety_06_all_phones_of_the_owner_are_told(story: Story) -> None:
    neighbours(story)
    story.langs["luz2"] = "es"
    said = to(tap(story, "luz", "m:link"), "luz")[0].replace("\u2066", " ").replace("\u2069", " ")
    story.say("luz2", next(word for word in said.split() if word.isdigit() and len(word) == 8))
    numbers = rows(story, "invite", "id", "kind")
    assert numbers
    with story.db.write() as tx:  # linked, however that was confirmed
        tx.raw("UPDATE address SET person_id = 1 WHERE id = 3")
    story.say("cora", story.code("coordinator", 1))
    set_pin(story)
    story.say("luz", "persona")
    tap(story, "cora", "c:1:pin")
    new = story.say("cora", "sí")
    assert all(any("El PIN se queda" in text for text in to(new, who)) for who in ("luz", "luz2"))


def test_safety_06_the_yes_and_the_no_in_the_same_instant(story: Story) -> None:
    forgotten(story, "cora", "eva")
    asks_for_it(story)
    taps = [
        story.phones.typed(who, "", "es", story.now, payload=f"r:1:{verb}")
        for who, verb in (("eva", "yes"), ("luz", "no"))
    ]
    assert all(together(2, lambda n: story.handle(taps[n])))
    ((state,),) = rows(story, "recovery", "state")
    assert (state, has_pin(story)) in (("done", False), ("objected", True))


def test_safety_06_who_is_responsible_takes_none_off_of_somebody_who_acts_elsewhere_too(story: Story) -> None:
    neighbours(story)
    joined_by_code(story, "luz", "leo")
    joined_by_code(story, "mar", "leo")
    set_pin(story, "leo")
    (leo,) = (id for id, pin in rows(story, "address", "person_id", "pin") if pin)
    assert "También actúa" in to(tap(story, "luz", f"p:{leo}:pin"), "luz")[0]
    assert has_pin(story)


# ---- finding 7: hours of organisations without a phone begin with somebody else's yes ---------------------------


def brought(town: Town, who: int, *names: str) -> list[Brought]:
    """That coordinator registers them, one by one."""
    events = [event for name in names for event in town.do(who, Register(name, "Tegucigalpa"))]
    return [event for event in events if isinstance(event, Brought)]


def hours_of(town: Town, name: str) -> tuple[int, int]:
    """What an organisation has, and how far it may go below."""
    ((id,),) = town.rows("organisation", "id", name=name)
    return town.rows("account", "posted", "line", organisation_id=id)[0]


def test_safety_02_finding_07_one_coordinator_makes_no_hours_alone(town: Town) -> None:
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    (asked,) = brought(town, ruth, "Casa Sol")
    assert hours_of(town, "Casa Sol") == (0, 0)
    with pytest.raises(Refusal, match="another coordinator says yes"):
        town.do(ruth, AnswerIntake(asked.intake_id, yes=True))
    with pytest.raises(Refusal):
        town.do(town.member("Casa Luz").person_id, AnswerIntake(asked.intake_id, yes=True))
    (done,) = town.do(ana, AnswerIntake(asked.intake_id, yes=True))
    assert isinstance(done, IntakeAnswered)
    assert (done.organisations, done.minutes) == (1, 360)
    assert hours_of(town, "Casa Sol") == (360, 120)
    with pytest.raises(Faster):
        town.do(ana, AnswerIntake(asked.intake_id, yes=True))
    assert verify(town.db) == []


def test_safety_02_finding_07_its_own_people_begin_them_and_a_coordinator_is_none_of_them(town: Town) -> None:
    ruth, _ana = town.coordinator("ruth"), town.coordinator("ana")
    brought(town, ruth, "Casa Sol", "Casa Luna", "Casa Mar")
    ids = [id for (id,) in town.rows("organisation", "id")]
    neighbour = town.person("vecina")

    def comes(who: int, organisation_id: int) -> None:
        with town.db.write() as tx:
            code = codes.make_invite(
                tx, town.vault, "organisation", town.hub_id, town.now, organisation_id=organisation_id, role="owner"
            )
        town.now += 1
        town.do(who, UseCode(code))

    comes(ruth, ids[0])
    comes(neighbour, ids[1])
    assert [hours_of(town, name) for name in ("Casa Sol", "Casa Luna")] == [(0, 0), (360, 120)]
    with town.db.write() as tx:  # the same person is the first of another one
        tx.raw(f"DELETE FROM membership WHERE person_id = {neighbour}")
    comes(neighbour, ids[2])
    assert hours_of(town, "Casa Mar") == (0, 0)
    assert verify(town.db) == []


def test_safety_02_finding_07_who_coordinates_alone_has_a_few_begin_each_month(town: Town) -> None:
    ruth = town.coordinator("ruth")
    names = ["Casa Sol", "Grupo Luna", "Taller Mar", "Comedor Norte", "Huerta Sur", "Escuela Este", "Coro Oeste"]
    asked = brought(town, ruth, *names)
    assert [hours_of(town, name)[0] for name in names] == [360] * 5 + [0, 0]
    assert town.rows("measure", "id", action="begun_alone") != []
    with pytest.raises(Refusal, match="nobody else coordinates"):
        town.do(ruth, AnswerIntake(asked[5].intake_id, yes=True))
    town.now += 31 * DAY
    town.do(ruth, AnswerIntake(asked[5].intake_id, yes=True))
    assert hours_of(town, "Escuela Este") == (360, 120)
    ana = town.coordinator("ana")
    town.do(ana, AnswerIntake(asked[6].intake_id, yes=True))
    assert hours_of(town, "Coro Oeste") == (360, 120)


def test_safety_02_finding_07_before_that_it_earns_no_line_and_no_rule_gives_it_one(town: Town) -> None:
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    (asked,) = brought(town, ruth, "Casa Sol")
    ((sol,),) = town.rows("organisation", "id", name="Casa Sol")
    town.do(ana, Correct(sol, kind="grassroots"))
    assert hours_of(town, "Casa Sol") == (0, 0)
    with town.db.write() as tx:
        hubs.change_policy(tx, town.hub_id, "person:1", "line_grassroots", 480, town.now)
    assert hours_of(town, "Casa Sol") == (0, 0)
    town.do(ana, AnswerIntake(asked.intake_id, yes=True))
    assert hours_of(town, "Casa Sol") == (360, 480)
    assert verify(town.db) == []


def test_safety_02_finding_07_two_who_say_yes_at_once_begin_them_once(town: Town) -> None:
    ruth = town.coordinator("ruth")
    others = [town.coordinator(f"otra {n}") for n in range(3)]
    (asked,) = brought(town, ruth, "Casa Sol")

    def say_yes(turn: int) -> bool:
        try:
            town.do(others[turn], AnswerIntake(asked.intake_id, yes=True))
        except Refusal:
            return False
        return True

    assert sorted(together(3, say_yes)) == [False, False, True]
    assert hours_of(town, "Casa Sol") == (360, 120)


def test_safety_02_finding_07_the_other_coordinators_are_told_of_each_list_with_its_hours(story: Story) -> None:
    without_a_phone(story)
    assert (2, 0) in rows(story, "account", "organisation_id", "posted")
    assert "Primeras horas para: " in to(tap(story, "eva", "m:coordinate"), "eva")[0]
    card = to(tap(story, "eva", "i:1:see"), "eva")[0]
    assert "6 horas" in card
    assert "Casa Sol" in card
    new = tap(story, "eva", "i:1:no")
    assert "Hablen entre ustedes" in to(new, "ana")[0]
    new = tap(story, "eva", "i:1:yes")
    assert "6 horas" in to(new, "ana")[0]
    assert verify(story.db) == []


def test_safety_02_finding_07_who_gathers_hours_of_organisations_that_one_coordinator_writes_for_is_a_case(
    town: Town,
) -> None:
    ruth, ana = town.coordinator("ruth"), town.coordinator("ana")
    luz = town.member("Casa Luz")
    for number, name in enumerate(("Casa Sol", "Grupo Luna", "Taller Mar", "Huerta Sur")):
        (asked,) = brought(town, ruth, name)
        town.do(ana, AnswerIntake(asked.intake_id, yes=True))
        ((id,),) = town.rows("organisation", "id", name=name)
        helped = Helped(town, ruth, ana, id, luz)
        helped.done()
        assert len(town.rows("parked_case", "id", code="gathered")) == (1 if number >= 2 else 0), name
