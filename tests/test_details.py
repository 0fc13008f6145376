"""What an organisation is: said by its people, settled by a coordinator, and what follows from that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import matching
from core.accounts import balances, bounds, ledger, owners
from core.calendar import today
from core.commands import Approve, Fire, Post, SetAlerts, SetKind
from core.commands.assisted import Register
from core.commands.details import Correct, Rename
from core.coordination import hub_cards, queue
from core.db import Database
from core.errors import Faster, NotYours, Refusal
from core.events import Changed, Joined
from core.events.hub import Corrected, Registered, Renamed
from core.handlers import fire
from core.hubs import change_policy
from core.policy import HOUR_MS
from core.vault import Vault
from tests.members import Town

HOUR = 60


@pytest.fixture
def network(db: Database, vault: Vault, now: int) -> Town:
    """A hub in which coordinators approve."""
    return Town(db, vault, now)


def limits(town: Town, id: int) -> tuple[int, int | None]:
    with town.db.read() as tx:
        account = owners.account_of(tx, id)
        assert account is not None
        stands = balances.balance(tx, account)
        return stands.line, stands.ceiling


def waiting(town: Town, person_id: int) -> list[tuple[str, int]]:
    with town.db.read() as tx:
        return [(one.kind, one.id) for one in queue.waits(tx, person_id)]


def test_whoever_lets_it_in_says_what_it_is(network: Town) -> None:
    boss = network.coordinator()
    joined = [network.member(name) for name in ("Casa Luz", "Empresa Sol", "Barrio Alto")]
    network.do(joined[2].person_id, SetKind("grassroots"))
    for one, kind in zip(joined, ("cso", "company", ""), strict=True):
        network.do(boss, Approve(one.organisation_id, kind))
    kinds = network.rows("organisation", "kind", "said_kind")
    assert sorted(kinds) == [("company", ""), ("cso", ""), ("grassroots", "")]
    assert [limits(network, one.organisation_id) for one in joined] == [
        (2 * HOUR, 60 * HOUR),
        (2 * HOUR, 30 * HOUR),
        (6 * HOUR, 60 * HOUR),
    ]
    with pytest.raises(Refusal):
        network.do(boss, Approve(network.member("Casa Mar").organisation_id, "king"))


def test_a_group_that_says_so_itself_receives_more_only_once_a_coordinator_has_looked(network: Town) -> None:
    boss, luz = network.coordinator(), network.member("Casa Luz")
    network.do(boss, Approve(luz.organisation_id, "cso"))
    assert network.do(luz.person_id, SetKind("grassroots")) == [Changed("kind_asked", "grassroots")]
    assert limits(network, luz.organisation_id)[0] == 2 * HOUR
    assert waiting(network, boss) == [("kind", luz.organisation_id)]
    assert network.do(boss, Correct(luz.organisation_id, kind="grassroots")) == [
        Corrected(luz.organisation_id, network.hub_id, "grassroots", "", "", "grassroots")
    ]
    assert limits(network, luz.organisation_id)[0] == 6 * HOUR
    assert waiting(network, boss) == []
    assert network.do(luz.person_id, SetKind("cso")) == [Changed("kind", "cso")], "less is believed at once"
    assert limits(network, luz.organisation_id)[0] == 2 * HOUR


def test_a_coordinator_may_leave_it_as_it_was(network: Town) -> None:
    boss, firm = network.coordinator(), network.member("Empresa")
    network.do(boss, Approve(firm.organisation_id, "company"))
    network.do(firm.person_id, SetKind("grassroots"))
    network.do(boss, Correct(firm.organisation_id, kind="company"))
    assert network.rows("organisation", "kind", "said_kind") == [("company", "")]
    assert waiting(network, boss) == []


def test_of_whom_nobody_has_said_what_it_is_waits_in_the_list(network: Town) -> None:
    boss, luz = network.coordinator(), network.member("Casa Luz")
    network.do(boss, Approve(luz.organisation_id))
    assert waiting(network, boss) == [("kind", luz.organisation_id)]
    network.do(boss, Correct(luz.organisation_id, kind="public"))
    assert waiting(network, boss) == []
    assert limits(network, luz.organisation_id) == (2 * HOUR, 30 * HOUR)


def test_a_hub_that_lets_anybody_in_believes_groups_and_asks_its_coordinators_nothing(town: Town) -> None:
    boss, luz = town.coordinator(), town.member("Casa Luz")
    assert waiting(town, boss) == []
    assert town.do(luz.person_id, SetKind("grassroots")) == [Changed("kind", "grassroots")]
    assert limits(town, luz.organisation_id) == (6 * HOUR, 60 * HOUR)


def test_name_and_town_are_put_right_with_what_was_before(network: Town) -> None:
    boss, luz, sol = network.coordinator(), network.member("Casa Luz"), network.member("Casa Sol")
    for one in (luz, sol):
        network.do(boss, Approve(one.organisation_id, "cso"))
    network.do(luz.person_id, Post("need", "contabilidad", 120, None, remote=True))
    network.do(boss, Correct(luz.organisation_id, name="Luz del Norte"))
    network.do(boss, Correct(luz.organisation_id, town="El Cairo"))
    assert network.rows("organisation", "name", "town", "country", id=luz.organisation_id) == [
        ("Luz del Norte", "El Cairo", "EG")
    ]
    with network.db.read() as tx:
        card = hub_cards.member(tx, boss, luz.organisation_id)
        (listing_id,) = (row[0] for row in network.rows("listing", "id"))
        assert matching.findable(tx, listing_id)
    assert card is not None
    told = [(one.action, network.vault.open(one.why.token.encode()) if one.why else "") for one in card.measures]
    assert told == [("resettled", "Tegucigalpa"), ("renamed", "Casa Luz")]
    with pytest.raises(Refusal, match="name like this one"):
        network.do(boss, Correct(luz.organisation_id, name="casa sol"))


def test_nobody_puts_their_own_organisation_right_this_way(network: Town) -> None:
    boss, luz = network.coordinator(), network.member("Casa Luz")
    with pytest.raises(NotYours):
        network.do(luz.person_id, Correct(luz.organisation_id, kind="grassroots"))
    with pytest.raises(NotYours):
        network.do(boss, Correct(luz.organisation_id + 99, kind="grassroots"))


def test_without_a_phone_it_is_registered_as_what_it_is(network: Town) -> None:
    made, _asked = network.do(network.coordinator(), Register("Barrio Alto", "Tela", "grassroots"))
    assert isinstance(made, Registered)
    assert network.rows("organisation", "kind") == [("grassroots",)]
    assert limits(network, made.organisation_id) == (6 * HOUR, 60 * HOUR)


# ---- a hub's rules about limits ---------------------------------------------------------------------------------


def test_a_hubs_new_limits_count_for_who_is_there_and_leave_what_was_set_otherwise(town: Town) -> None:
    made: list[Joined] = [town.member(name) for name in ("Casa Luz", "Casa Sol", "Casa Mar", "Empresa")]
    luz, sol, mar, firm = (one.organisation_id for one in made)
    town.do(made[0].person_id, SetKind("grassroots"))
    town.do(made[3].person_id, SetKind("company"))
    with town.db.write() as tx:
        ids = {id: owners.account_of(tx, id) or 0 for id in (sol, mar)}
        bounds.set_limits(tx, ids[sol], line=6 * HOUR, ceiling=60 * HOUR, actor="policy", at=town.now)  # two partners
        bounds.set_limits(tx, ids[mar], line=HOUR, ceiling=10 * HOUR, actor="hub", at=town.now)  # by hand
    with town.db.write() as tx:
        for name, hours in (("line_other", 3), ("line_grassroots", 8), ("ceiling", 50), ("ceiling_institutions", 20)):
            change_policy(tx, town.hub_id, "operator", name, hours * HOUR, town.now + 1)
    assert [limits(town, id) for id in (luz, sol, mar, firm)] == [
        (8 * HOUR, 50 * HOUR),
        (7 * HOUR, 50 * HOUR),
        (HOUR, 10 * HOUR),
        (3 * HOUR, 20 * HOUR),
    ]
    changes = town.rows("limit_change", "account_id", "new_line", at=town.now + 1, actor="operator")
    assert (ids[sol], 7 * HOUR) in changes
    assert ids[mar] not in {account for account, _line in changes}


def test_who_is_above_the_new_ceiling_is_flagged_and_gathers_no_more(town: Town) -> None:
    luz = town.member("Casa Luz")
    with town.db.write() as tx:
        account = owners.account_of(tx, luz.organisation_id) or 0
        ledger.grant(tx, town.hub_id, account, 30 * HOUR, town.now)
        change_policy(tx, town.hub_id, "operator", "ceiling", 20 * HOUR, town.now)
        assert balances.balance(tx, account).flagged


def test_a_town_is_put_right_with_its_country_and_keeps_it_where_none_is_said(network: Town) -> None:
    boss, luz = network.coordinator(), network.member("Casa Luz")
    network.do(boss, Approve(luz.organisation_id, "cso"))
    where = ("town", "country", "zone")
    (told,) = network.do(boss, Correct(luz.organisation_id, town="Iximulew", country="GT"))
    assert isinstance(told, Corrected)
    assert (told.town, told.country) == ("Iximulew", "GT")
    assert network.rows("organisation", *where, id=luz.organisation_id) == [("Iximulew", "GT", "America/Guatemala")]
    (told,) = network.do(boss, Correct(luz.organisation_id, town="Paxil"))
    assert isinstance(told, Corrected)
    assert (told.town, told.country) == ("Paxil", "")
    assert network.rows("organisation", *where, id=luz.organisation_id) == [("Paxil", "GT", "America/Guatemala")]
    network.do(boss, Correct(luz.organisation_id, town="Paxil", country="HN"))
    assert network.rows("organisation", *where, id=luz.organisation_id) == [("Paxil", "HN", "America/Tegucigalpa")]


# ---- as its own people say --------------------------------------------------------------------------------------


def test_its_people_rename_it_and_what_was_before_is_kept(network: Town) -> None:
    boss, luz = network.coordinator(), network.member("Casa Luz")
    network.do(boss, Approve(luz.organisation_id, "cso"))
    told = network.do(luz.person_id, Rename("Casa Mar", "La Ceiba"))
    assert told == [Renamed(luz.organisation_id, network.hub_id, "Casa Luz", "La Ceiba", "", True)]
    network.now += 2 * HOUR_MS
    assert network.do(luz.person_id, Rename("Casa Mar", "Tela"))[0] == Renamed(
        luz.organisation_id, network.hub_id, "", "Tela", "", False
    )
    actions = [action for (action,) in network.rows("measure", "action")]
    assert actions == ["own_name", "own_town", "own_town"]
    with pytest.raises(Faster):
        network.do(luz.person_id, Rename("Casa Mar", "Tela"))


def test_a_name_of_others_or_of_the_network_is_not_theirs_to_take(network: Town) -> None:
    boss, luz = network.coordinator(), network.member("Casa Luz")
    network.do(boss, Approve(luz.organisation_id, "cso"))
    network.member("Casa Mar")
    for name in ("Casa Mar", "CASA  MAR", "Coordinación de Red de prueba", "Саsa Sоl"):
        with pytest.raises(Refusal):
            network.do(luz.person_id, Rename(name, "Tegucigalpa"))
    assert ("Casa Luz",) in network.rows("organisation", "name")


def test_suggestions_that_rest_come_again_as_they_came(network: Town) -> None:
    luz = network.member("Casa Luz")
    network.do(luz.person_id, SetAlerts("digest"))
    day = (today(network.now, "America/Tegucigalpa") + timedelta(days=5)).isoformat()
    assert network.do(luz.person_id, SetAlerts("off", day)) == [Changed("rests", day)]
    assert ("off",) in network.rows("person", "alerts")
    ((kind, due),) = [row for row in network.rows("clock", "kind", "due_at") if row[0].startswith("again")]
    network.now = due
    with network.db.write() as tx:
        assert fire(tx, network.vault, Fire(kind, "person", luz.person_id), network.now) == []
    assert ("digest",) in network.rows("person", "alerts")
    for never in ("2020-01-01", "2099-01-01"):
        assert network.do(luz.person_id, SetAlerts("off", never)) == [Changed("alerts", "off")]
    assert not [row for row in network.rows("clock", "kind") if row[0].startswith("again")]
