"""The pictures of a hub: each with its table, its file and one sentence; small groups and whom a rule leaves out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import insert, update

from core.db import Database, Q
from core.hubs import change_policy
from core.panel import figures, punctuality
from core.tables import exchange, hub_month
from core.vault import Vault
from tests.members import Town
from tests.office import Browser, Office
from tests.served import DAY, agreed, finish, member, served

ALL = ("unmet", "flows", "weeks", "active", "inclusion", "given", "punctuality", "delivery", "cost")


@pytest.fixture
def office(db: Database, vault: Vault, now: int) -> Iterator[Office]:
    office = Office(db, Town(db, vault, now, {"approval": False}))
    yield office
    office.house.bell.close()


def table(office: Office, browser: Browser, name: str) -> list[list[str]]:
    """The rows of a file, without its head."""
    answer = browser.client.get(office.at(f"pictures/{name}.csv"))
    assert answer.status_code == 200, name
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))[1:]


def test_each_picture_has_its_sentence_its_table_and_its_file(office: Office) -> None:
    town = office.town
    sol, luz = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz")
    served(town, sol, luz, 120)
    with office.db.write() as tx:
        month = {"hub_id": town.hub_id, "month": "2026-11", "spent": 2_340_000, "messages": 31, "parts": 12}
        tx.run(Q(insert(hub_month).values(month)))
    browser = office.signed_in()
    page = browser.get(office.at("pictures"))
    sections = page.split("<section")[1:]
    names = re.findall(r"/pictures/([a-z]+)\.csv", page)
    assert names == [name for name in ALL if name not in ("unmet", "delivery")]  # nothing there: no table
    assert all(part.count('<p class="said">') >= 1 for part in sections)
    assert table(office, browser, "cost") == [["11/2026", "31", "12", "2.34"]]
    assert table(office, browser, "flows") == [["Estudio Norte", "Casa Luz", "2.0", "1"]]
    assert "Estudio Norte dio a Casa Luz" in re.sub("[\u2066-\u2069]", "", page)
    week = table(office, browser, "weeks")[-1]
    assert week[1:3] == ["12.0", "2.0"]  # six hours for each to begin with; two moved
    assert table(office, browser, "active")[-1][1:3] == ["2", "100"]


def test_who_serves_whom_can_be_switched_off_and_is_then_nowhere(office: Office) -> None:
    town = office.town
    served(town, member(town, "Estudio Norte", "cso"), member(town, "Casa Luz"), 120)
    browser = office.signed_in()
    assert "pictures/flows.csv" in browser.get(office.at("pictures"))
    assert browser.client.get(office.at("export/package.zip")).status_code == 200
    with office.db.write() as tx:
        change_policy(tx, town.hub_id, "test", "flows", "no", town.now)
    page = browser.get(office.at("pictures"))
    assert "Casa Luz" not in page
    assert "pictures/weeks.csv" in page
    assert browser.client.get(office.at("pictures/flows.csv")).status_code == 404
    assert "package.zip" not in browser.get(office.at("exports"))
    for name in ("package.zip", "ledger.beancount", "ledger.journal"):
        assert browser.client.get(office.at(f"export/{name}")).status_code == 404, name
    assert browser.client.get(office.at("export/summary.json")).status_code == 200


def test_punctuality_counts_what_was_in_time_later_and_missed(office: Office) -> None:
    town = office.town
    sol, luz = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz")
    served(town, sol, luz, 60)
    late, never = agreed(town, sol, luz, 60, day="2026-12-01"), agreed(town, luz, sol, 60, day="2026-12-01")
    town.now += 8 * DAY
    finish(town, sol, luz, late)
    with office.db.write() as tx:
        gone = {"state": "no_show", "absent_id": luz.organisation_id, "updated_at": town.now}
        tx.run(Q(update(exchange).where(exchange.c.id == never).values(gone)))
    browser = office.signed_in()
    rows = {row[0]: row[1:] for row in table(office, browser, "punctuality")}
    assert rows["11/2026"] == ["1", "100", "0", "0"]
    assert rows["12/2026"] == ["2", "0", "50", "50"]
    assert rows["10/2026"] == ["0", "", "", ""]
    with office.db.read() as tx:
        mine = {
            one.organisation_id: [
                ended.how
                for ended in punctuality.of_organisation(tx, town.hub_id, one.organisation_id, 0, town.now + 1)
            ]
            for one in (sol, luz)
        }
    assert mine == {sol.organisation_id: ["timely", "late"], luz.organisation_id: ["missed"]}


def test_what_few_organisations_gave_and_received_is_not_told(office: Office) -> None:
    town = office.town
    sol = member(town, "Estudio Norte", "cso", country="EG", lang="ar")
    for number in range(4):
        served(town, sol, member(town, f"Casa {number}"), 60)
    with office.db.read() as tx:
        assert figures.given(tx, town.hub_id)["kind", "grassroots"].organisations == 4
    browser = office.signed_in()
    few = {tuple(row[1:]) for row in table(office, browser, "given")}
    assert few == {("menos de cinco", "", "")}
    served(town, sol, member(town, "Casa 5"), 60)
    told = {row[0]: row[1:] for row in table(office, browser, "given")}
    assert told["Español"] == ["5", "0.0", "5.0"]
    assert told["HN"] == ["5", "0.0", "5.0"]
    assert told["العربية"] == ["menos de cinco", "", ""]
