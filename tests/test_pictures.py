"""The pictures of a hub: each with its table, its file and one sentence; small groups and whom a rule leaves out."""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import insert, update

from bot.desk.groups import ordered
from core.commands import Post
from core.db import Q
from core.events import Joined
from core.hubs import change_policy
from core.messages import Code, _
from core.panel import figures, punctuality
from core.panel.sheet import Bars, Lines, Percent, Picture
from core.tables import exchange, hub_month
from tests.members import Town
from tests.office import Browser, Office
from tests.served import DAY, agreed, finish, member, served
from webhooks.dashboard.pictures import picture

ALL = ("unmet", "flows", "weeks", "active", "inclusion", "given", "punctuality", "delivery", "cost")


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
    assert table(office, browser, "given") == [["6 otros grupos", "no se dice", "", ""]]
    served(town, sol, member(town, "Casa 5"), 60)
    assert table(office, browser, "given") == [
        ["Grupo comunitario", "5", "0.0", "5.0"],
        ["Español", "5", "0.0", "5.0"],
        ["HN", "5", "0.0", "5.0"],
        ["3 otros grupos", "no se dice", "", ""],
    ]


def test_requests_of_few_organisations_and_shares_that_tell_of_few_requests_are_not_told(office: Office) -> None:
    town = office.town
    sol = member(town, "Estudio Norte", "cso", country="EG", lang="ar")
    groups = [member(town, f"Casa {number}") for number in range(5)]
    for one in groups[:4]:
        served(town, sol, one, 60)
        served(town, sol, one, 60)
    browser = office.signed_in()
    assert table(office, browser, "inclusion") == [["3 otros grupos", "no se dice", "", ""]]  # eight, of four groups
    need(town, groups[4])
    assert table(office, browser, "inclusion")[0] == ["Grupo comunitario", "9", "no se dice", "0"]  # 8 of 9: not one
    for _again in range(4):
        need(town, groups[4])
    assert table(office, browser, "inclusion")[0] == ["Grupo comunitario", "13", "62", "0"]


def need(town: Town, who: Joined) -> None:
    """A request that nobody meets."""
    town.do(who.person_id, Post("need", "afinar un piano", minutes=60, remote=True, audience="all"))


def test_groups_stand_by_kind_then_language_then_country_by_its_name_for_the_reader() -> None:
    groups = [("country", "DE"), ("kind", "other"), ("lang", "es"), ("country", "AR"), ("country", "ES")]
    groups += [("kind", "grassroots"), ("lang", "en")]
    first = [("kind", "grassroots"), ("kind", "other"), ("lang", "en"), ("lang", "es")]
    assert ordered(groups, "es") == [*first, ("country", "DE"), ("country", "AR"), ("country", "ES")]
    assert ordered(groups, "en") == [*first, ("country", "AR"), ("country", "DE"), ("country", "ES")]


MONTHS = tuple(Code(f"{month:02}/2026") for month in range(1, 6))


def drawn(office: Office, what: Picture, lang: str = "es") -> str:
    with office.app.test_request_context(f"/?lang={lang}"):
        return str(picture(what, _("Punctuality")))


def lines(*amounts: int | None) -> Lines:
    return Lines((_("In time"),), tuple((month, (one,)) for month, one in zip(MONTHS, amounts, strict=False)))


@pytest.mark.parametrize(
    ("amounts", "dots", "pieces"),
    [
        ((50,), 1, []),  # one month is a dot, not nothing
        ((None, 50, None), 1, []),
        ((10, 20, 30), 3, [3]),
        ((10, 20, None, 30, 40), 4, [2, 2]),  # what nobody knows is no line
        ((10, None, 30, 40), 3, [2]),
        ((None, None), 0, None),
    ],
)
def test_a_line_has_a_dot_for_each_amount_and_ends_where_nothing_is_told(
    office: Office, amounts: tuple[int | None, ...], dots: int, pieces: list[int] | None
) -> None:
    found = drawn(office, lines(*amounts))
    assert found.count("<circle") == dots
    assert [len(points.split()) for points in re.findall(r'points="([^"]+)"', found)] == (pieces or [])
    assert bool(found) == (pieces is not None)


def test_a_share_is_drawn_of_a_hundred_and_said_with_its_sign(office: Office) -> None:
    found = drawn(office, Bars((_("In time"),), (("a", (Percent(50),)),)))
    assert 'width="177.0"' in found  # half of what there is
    assert "50\u00a0%" in found
    assert "50٪" in drawn(office, Bars((_("In time"),), (("a", (Percent(50),)),)), "ar")


def test_parts_of_a_whole_stand_in_one_bar_and_none_is_nothing(office: Office) -> None:
    found = drawn(office, Bars((_("In time"), _("Later")), (("a", (3, 0)), ("b", (1, 2))), stacked=True))
    assert len(re.findall(r'<rect class="bar"[^>]*height="16"', found)) == 3
    assert found.count(">3</text>") == 2


def test_who_serves_whom_names_both_sides_and_has_no_empty_rows(office: Office) -> None:
    town = office.town
    served(town, member(town, "Estudio Norte", "cso"), member(town, "Casa Luz"), 120)
    page = office.signed_in().get(office.at("pictures"))
    heat = next(svg for svg in re.findall(r"<svg.*?</svg>", page) if "rotate" in svg)
    assert re.findall(r">([^<]+)</text>", re.sub("[\u2066-\u2069]", "", heat)) == ["Casa Luz", "Estudio Norte"]
    assert heat.count("<rect") == 1


def test_cents_are_drawn_and_written_as_the_reader_writes_them(office: Office) -> None:
    with office.db.write() as tx:
        month = {"hub_id": office.town.hub_id, "month": "2026-11", "spent": 60_000, "messages": 12, "parts": 0}
        tx.run(Q(insert(hub_month).values(month)))
    browser = office.signed_in()
    section = browser.get(office.at("pictures")).rpartition("<section")[2]
    assert section.count("<rect") == 1
    assert section.count("0.06") == 2  # in the picture and in the table: ruth reads in Honduras
    assert '<td class="n">0.06</td>' in section
    assert table(office, browser, "cost") == [["11/2026", "12", "0", "0.06"]]
