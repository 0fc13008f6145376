"""What a hub takes away over the pages: the files of the command line, for its own coordinators, without people."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import orjson
import pytest
from sqlalchemy import update

from core.commands import Post, UseCode
from core.commands.assisted import Register
from core.db import Database, Q
from core.events.hub import Registered
from core.export.package import FIELDS
from core.hubs import add_hub
from core.tables import hub
from core.vault import Vault
from tests.command_line import Bot
from tests.members import Town
from tests.office import Office
from tests.test_dashboard_pages import NUMBER, lively

FILES = ("package.zip", "ledger.beancount", "ledger.journal", "listings.csv", "summary.json")


@pytest.mark.parametrize(
    ("country", "between", "point"), [("HN", ",", "."), ("BR", ";", ","), ("EG", ";", "."), ("MA", ";", ",")]
)
def test_a_table_opens_in_columns_in_the_spreadsheets_of_that_country(
    sqlite_db: Database, vault: Vault, now: int, country: str, between: str, point: str
) -> None:
    office = Office(sqlite_db, Town(sqlite_db, vault, now, {"approval": False}))
    with sqlite_db.write() as tx:
        tx.run(Q(update(hub).values(country=country)))
    luz = office.town.member("Casa Luz", country=country)
    office.town.do(luz.person_id, Post("need", "contabilidad", minutes=210, remote=True, audience="all"))
    file = office.signed_in().client.get(office.at("needs/needs.csv")).data.decode("utf-8-sig")
    (line,) = csv.reader(io.StringIO(file.splitlines()[1]), delimiter=between)
    assert {"Casa Luz", f"3{point}5"} <= set(line)
    listed = office.signed_in().client.get(office.at("export/listings.csv")).data.decode("utf-8-sig")
    assert "Casa Luz" in next(csv.reader(io.StringIO(listed.splitlines()[1]), delimiter=between))
    office.house.bell.close()


def test_the_page_leads_to_every_file_and_none_holds_a_number_or_a_formula(office: Office) -> None:
    lively(office)
    browser = office.signed_in()
    page = browser.get(office.at("exports"))
    for name in FILES:
        assert f"export/{name}" in page
        file = browser.client.get(office.at(f"export/{name}"))
        assert file.status_code == 200, name
        assert f"-{name}" in file.headers["Content-Disposition"]
        assert NUMBER.encode() not in file.data
        assert NUMBER[1:].encode() not in file.data
    packed = zipfile.ZipFile(io.BytesIO(browser.client.get(office.at("export/package.zip")).data))
    assert set(packed.namelist()) == {"datapackage.json", *(f"{name}.csv" for name in FIELDS)}
    assert "Casa Luz" in packed.read("members.csv").decode()
    assert "balance" in browser.client.get(office.at("export/ledger.beancount")).text
    (network,) = orjson.loads(browser.client.get(office.at("export/summary.json")).data)["networks"]
    assert network["network"] == "Red de prueba"
    rows = list(
        csv.DictReader(io.StringIO(browser.client.get(office.at("export/listings.csv")).data.decode("utf-8-sig")))
    )
    assert "'=SUM(A1) y contabilidad" in [row["what"] for row in rows]
    assert {row["kind"] for row in rows} == {"need", "offer"}


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ("from=2026-11-24&to=2026-11-24", 3),
        ("from=2026-11-25", 0),
        ("to=2026-11-23", 0),
        ("from=&to=", 3),
        ("from=ayer", None),
        ("to=9999-12-31", 3),
        ("from=0001-01-01", None),
        ("from=2026-11-25&to=2026-11-24", None),
    ],
)
def test_listings_are_of_the_days_that_were_asked_for(
    sqlite_db: Database, vault: Vault, now: int, days: str, found: int | None
) -> None:
    office = Office(sqlite_db, Town(sqlite_db, vault, now, {"approval": False}))
    lively(office)
    browser = office.signed_in()
    page = browser.get(office.at(f"export/listings.csv?{days}"))
    assert browser.status == 200
    if found is None:
        assert ("Escribe los días así" in page) != ("El primer día es posterior al último" in page)
        assert ("posterior" in page) == ("to=" in days)
    else:
        assert len(list(csv.DictReader(io.StringIO(page)))) == found
    office.house.bell.close()


def test_f55_nobody_takes_another_networks_files(office: Office) -> None:
    with office.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, office.town.now)
    browser, stranger = office.signed_in(), office.browser()
    for name in FILES:
        assert browser.client.get(f"/dashboard/{other}/export/{name}").status_code == 404
        assert stranger.client.get(office.at(f"export/{name}")).status_code == 401
    assert browser.client.get(office.at("export/secret_key")).status_code == 404


def test_an_operator_takes_the_listings_of_some_days(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    bot("seed")
    bot("export", "--format", "listings")
    assert capsys.readouterr().out.count("\n") > 5
    assert bot("export", "--format", "listings", "--to", "1999-01-01", "--hub", "1") == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("number,kind,organisation")
    assert bot("export", "--format", "listings", "--from", "ayer") == 2
    assert "write it like 2026-11-27" in capsys.readouterr().err
    backwards = ("--from", "2026-02-02", "--to", "2026-01-01")
    assert bot("export", "--format", "listings", "--out", "listings.csv", *backwards) == 2
    assert "give the earlier day first" in capsys.readouterr().err
    assert not Path("listings.csv").exists()


def test_an_organisation_without_a_phone_gets_a_code_for_its_people(office: Office) -> None:
    made, _asked = office.town.do(office.ruth, Register("Casa Sol", "Tegucigalpa"))
    assert isinstance(made, Registered)
    id = made.organisation_id
    browser = office.signed_in()
    assert "send/code" in browser.get(office.at(f"members/{id}"))
    page = browser.post(office.at("send/code"), page="members", id=str(id))
    digits = page.partition("este código: ")[2].strip("\u2066\u2067\u2068")[:8]
    office.town.do(office.town.person("sol"), UseCode(digits))
    assert office.town.rows("membership", "role", organisation_id=id) == [("owner",)]
    assert office.town.rows("measure", "id", "action", "person_id", organisation_id=id)[-1][1:] == ("code", office.ruth)
    other = office.town.member("Casa Luz")
    browser.get(office.at("members"))
    for wrong in (str(other.organisation_id), "99", "x"):
        browser.get(office.at("members"))
        browser.post(office.at("send/code"), page="members", id=wrong)
        assert browser.status == 404, wrong
