"""A key that is lost for good: whom nobody can write to is given up at once, and who writes anew is somebody new."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import bindparam, func, select, update

from bot.commands.checks_here import check
from core import right_key
from core.commands import UseCode
from core.commands.giving import Donate
from core.commands.pages import OpenPage
from core.commands.team import RecoverPhone, RemovePerson, SetRole, SetSecond
from core.db import Database, Q
from core.errors import Misconfigured, Refusal
from core.lost_key import GivenUp, give_up
from core.settings import Settings
from core.tables import coordinator, outbound, parked_case
from core.vault import SHUT, Vault
from tests.members import Town
from tests.office import Office
from tests.people import colleague
from tests.story import DAY, Story, telling

NEW = Vault(("the-key-that-comes-after-the-one-that-was-lost",))
_STATES = Q(select(outbound.c.state, outbound.c.error))
_COORDINATORS = Q(select(func.count()).select_from(coordinator))
_TAKE = Q(update(parked_case).values(taken_by=bindparam("ana")))
_CASES = Q(select(func.count()).select_from(parked_case))


@pytest.fixture
def lived_in(story: Story) -> Story:
    """Two coordinators, an organisation with a case that one of them took, and an answer that waits for its turn."""
    hub_id = story.hub()
    for who in ("ana", "eva"):
        story.say(who, story.code("coordinator", hub_id))
    for words in ("hola", "Casa Luz, Tegucigalpa", "quiero hablar con una persona", "no podemos abrir el local"):
        story.say("luz", words)
    with story.db.write() as tx:
        assert tx.run(_TAKE, ana=1)
    story.handle(story.phones.typed("luz", "menú", "", story.now))
    return story


@contextmanager
def anew(story: Story) -> Iterator[Story]:
    """The same place with the other key, a moment later; its phones count their messages on."""
    with telling(story.db, NEW, story.now) as after:
        after.phones.ids = itertools.count(1000)
        yield after


def lose(story: Story, vault: Vault = NEW) -> GivenUp:
    with story.db.write() as tx:
        return give_up(tx, vault, story.now)


def count(story: Story, asked: Q) -> int:
    with story.db.read() as tx:
        return int(tx.value(asked))


def states(story: Story) -> Counter[tuple[str, str]]:
    with story.db.read() as tx:
        return Counter((state, error) for state, error in tx.all(_STATES) if state != "sent")


def key_finding(story: Story, vault: Vault) -> tuple[bool, str]:
    settings = Settings(story.db.url, ("k" * 40,))
    (found,) = (one for one in check(settings, story.db, vault, story.now) if one.what == "secret key")
    return found.fine, found.how


def test_what_waits_for_shut_addresses_is_given_up_at_once_and_nobody_is_told_of_it(lived_in: Story) -> None:
    cases = count(lived_in, _CASES)
    assert lose(lived_in) == GivenUp(addresses=3, messages=1, coordinators=2)
    assert states(lived_in) == {("dropped", "lost key"): 1}
    assert count(lived_in, _COORDINATORS) == 0
    with anew(lived_in) as after:
        assert after.wait(8 * DAY) == []
        assert not [state for state in states(after) if state[0] in ("waiting", "parked", "failed")]
        assert count(after, _CASES) == cases  # none for a message that could not be delivered


def test_said_again_it_finds_nothing_more_to_do(lived_in: Story) -> None:
    lose(lived_in)
    assert lose(lived_in) == GivenUp(addresses=3, messages=0, coordinators=0)


def test_a_key_that_fits_gives_nobody_up(lived_in: Story) -> None:
    with pytest.raises(Misconfigured, match="nothing is lost"):
        lose(lived_in, lived_in.vault)
    assert states(lived_in) == {("waiting", ""): 1}
    assert count(lived_in, _COORDINATORS) == 2


def test_doctor_says_what_is_so_before_and_after_somebody_writes_anew(lived_in: Story) -> None:
    assert key_finding(lived_in, NEW) == (False, "does not open what is stored")
    lose(lived_in)
    assert key_finding(lived_in, NEW) == (True, "counts in place of the lost one; nobody has written anew since")
    with anew(lived_in) as after:
        after.say("luz", "hola")
        assert key_finding(after, NEW) == (True, "opens what is stored")


def test_a_new_coordinator_reads_a_case_whose_words_stay_shut(lived_in: Story) -> None:
    lose(lived_in)
    with anew(lived_in) as after:
        after.say("ana", after.code("coordinator", 1))
        heard = "\n".join(text for _who, text in (*after.say("ana", "casos"), *after.say("ana", "1")))
        assert "Casa Luz" in heard
        assert SHUT in heard
        assert "Lo llevo yo" in heard  # nobody who is gone has it


def test_who_finds_the_key_again_is_known_again_once_they_write(lived_in: Story) -> None:
    lose(lived_in)
    with lived_in.db.read() as tx:
        assert right_key.stands(tx, lived_in.vault) == ""
    (said,) = lived_in.say("luz", "saldo")
    assert "Saldo" in said[1]


def test_the_newest_who_is_being_forgotten_makes_no_key_wrong(lived_in: Story) -> None:
    for words in ("hola", "Casa Sol, Tegucigalpa", "borrar mis datos", "1"):
        lived_in.handle(lived_in.phones.typed("sol", words, "", lived_in.now))
        if words != "1":
            lived_in.deliver()
    with lived_in.db.read() as tx:
        assert right_key.stands(tx, lived_in.vault) == ""
        assert right_key.stands(tx, NEW) == "does not open what is stored"
    right_key.must_be_right(lived_in.db, lived_in.vault)


def test_a_database_in_which_nobody_is_has_no_wrong_key(db: Database, vault: Vault, now: int) -> None:
    with pytest.raises(Misconfigured), db.write() as tx:
        give_up(tx, vault, now)
    right_key.must_be_right(db, vault)


def test_a_step_that_nobody_can_read_and_a_page_that_nobody_can_name_end(town: Town) -> None:
    luz = town.member("Casa Luz")
    colleague(town, luz.person_id, "leo")
    town.do(luz.person_id, SetSecond(60))
    town.do(luz.person_id, Donate(61))
    town.do(luz.person_id, OpenPage("statement"))
    with town.db.write() as tx:
        give_up(tx, NEW, town.now)
    assert town.rows("approval", "id", "state") == [(1, "void")]
    assert town.rows("shared_page", "id") == []


def test_an_organisation_whose_people_are_all_shut_out_gets_a_code_and_its_first_takes_them_out(
    db: Database, vault: Vault, now: int
) -> None:
    """Two were responsible: neither can make the other a new phone's code, and a second yes would wait for them."""
    town = Town(db, vault, now, {"approval": False})
    luz = town.member("Casa Luz")
    leo = colleague(town, luz.person_id, "leo")
    town.do(luz.person_id, SetRole(leo, "owner"))
    town.do(luz.person_id, SetSecond(60))
    with town.db.write() as tx:
        give_up(tx, NEW, town.now)
    town.vault, town.now = NEW, town.now + 1
    office = Office(db, town, key="the-key-that-comes-after-the-one-that-was-lost")
    browser = office.signed_in()
    page = browser.get(office.at(f"members/{luz.organisation_id}"))
    assert "Código para su gente" in page
    with pytest.raises(Refusal, match="has a code for its people"):
        town.do(office.ruth, RecoverPhone(luz.organisation_id))
    browser.post(office.at("send/code"), id=str(luz.organisation_id))
    (code,) = re.findall(r"\b\d{8}\b", browser.page)
    eva = town.person("eva")
    town.do(eva, UseCode(code))
    assert town.rows("membership", "role", person_id=eva) == [("owner",)]
    assert "Código para su gente" not in browser.get(office.at(f"members/{luz.organisation_id}"))
    for gone in (luz.person_id, leo):
        town.do(eva, RemovePerson(gone))
    with pytest.raises(Refusal, match="Invite a colleague first"):  # it does not wait for who cannot answer
        town.do(eva, Donate(61))
    office.house.bell.close()
