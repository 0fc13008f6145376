"""Whom a coordinator writes to: who only gave, who only received, who was not heard of for long; and who waits."""

from __future__ import annotations

import csv
import io

from core.db import Database
from core.panel.standing import QUIET_DAYS
from core.vault import Vault
from tests.members import Town
from tests.office import Office
from tests.served import DAY, member, served


def shown(office: Office, state: str) -> list[str]:
    """The names in the file of that view."""
    file = office.signed_in().client.get(office.at(f"members/members.csv?state={state}")).data.decode("utf-8-sig")
    return [row[0] for row in csv.reader(io.StringIO(file))][1:]


def test_who_gave_and_got_nothing_stands_first_with_what_it_gave(office: Office) -> None:
    town = office.town
    sol, luz, mar, both = (member(town, name) for name in ("Sol", "Luz", "Mar", "Ambas"))
    served(town, sol, luz, 60)
    served(town, mar, luz, 180)
    served(town, both, luz, 60)
    served(town, sol, both, 60)
    assert shown(office, "gave") == ["Mar", "Sol"]
    assert shown(office, "received") == ["Luz"]
    page = office.signed_in().get(office.at("members?state=gave"))
    assert "Dieron horas y todavía no recibieron ninguna." in page
    row = page.partition(f'/members/{mar.organisation_id}"')[2].partition("</tr>")[0]
    assert "3 horas" in row
    assert "0 horas" in row


def test_who_took_part_in_nothing_for_long_is_found_and_a_newcomer_is_not(office: Office) -> None:
    town = office.town
    old, luz, sol = (member(town, name) for name in ("Antigua", "Luz", "Sol"))
    town.now += (QUIET_DAYS + 1) * DAY
    served(town, sol, luz, 60, day="2027-06-01")
    member(town, "Nueva")
    assert shown(office, "quiet") == ["Antigua"]
    assert "nunca" in office.signed_in().get(office.at("members?state=quiet"))
    assert old.organisation_id


def test_who_waits_to_be_let_in_is_found_in_one_tap(sqlite_db: Database, vault: Vault, now: int) -> None:
    office = Office(sqlite_db, Town(sqlite_db, vault, now))
    office.town.member("Casa Nueva")
    assert shown(office, "pending") == ["Casa Nueva"]
    assert shown(office, "gave") == []
    assert shown(office, "all") == ["Casa Nueva"]
    office.house.bell.close()


def test_in_a_network_of_nobody_the_first_steps_are_said(office: Office) -> None:
    browser = office.signed_in()
    for page in ("today", "members"):
        assert "Primeros pasos" in browser.get(office.at(page))
        assert office.at("poster") in browser.page
        assert office.at("import") in browser.page
    assert "Ahora no hay pedidos abiertos." in browser.get(office.at("needs"))
    office.town.member("Casa Luz")
    assert "Primeros pasos" not in browser.get(office.at("today"))
