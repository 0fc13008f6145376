"""The report of a period: which days it tells of, which figures are too small to be told, and who may read it."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest

from core.commands import Post
from core.look.reports import FieldHours, Group
from core.reports.periods import between, codes, period_of
from core.reports.small import folded, may_share, told_groups
from tests.office import Office
from tests.served import member, served


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("20261", "2026-01-01", "2026-03-31"),
        ("20264", "2026-10-01", "2026-12-31"),
        ("202602", "2026-02-01", "2026-02-28"),
        ("202812", "2028-12-01", "2028-12-31"),
    ],
)
def test_a_code_is_a_year_a_quarter_or_a_month(code: str, first: str, last: str) -> None:
    assert period_of(code) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "code", ["", "26", "20265", "20260", "202613", "202600", "1999", "2101", "x", "٢٠٢٦", "2026010"]
)
def test_what_is_no_period_is_none(code: str) -> None:
    assert period_of(code) is None


def test_days_the_wrong_way_round_or_too_many_are_no_period() -> None:
    assert between("2026-01-05", "2026-01-05") is not None
    for first, last in (
        ("2026-02-01", "2026-01-01"),
        ("2010-01-01", "2026-01-01"),
        ("0001-01-01", "0001-01-02"),
        ("", ""),
    ):
        assert between(first, last) is None


def test_the_month_before_january_is_in_the_year_before() -> None:
    found = codes(date(2026, 1, 15))
    assert (found["last month"], found["last quarter"], found["last year"]) == ("202512", "20254", "2025")


def group(name: str, organisations: int) -> Group:
    return Group("kind", name, organisations, 600, 600, 0, 0)


def test_one_small_group_takes_the_next_with_it_so_that_the_sum_does_not_tell_of_it() -> None:
    assert told_groups([group("a", 9), group("b", 6), group("c", 3)]) == {("kind", "a")}
    assert told_groups([group("a", 9), group("b", 3), group("c", 3)]) == {("kind", "a")}
    assert told_groups([group("a", 9), group("b", 2), group("c", 2)]) == frozenset()
    assert told_groups([group("a", 9), group("b", 5)]) == {("kind", "a"), ("kind", "b")}


def test_small_fields_stand_together_and_never_alone() -> None:
    health, care, art = ({"es": name} for name in ("salud", "cuidado", "arte"))
    assert folded([FieldHours(health, 600), FieldHours(care, 120)]) == (FieldHours({}, 720),)
    three = [FieldHours(health, 600), FieldHours(care, 180), FieldHours(art, 120)]
    assert folded(three) == (FieldHours(health, 600), FieldHours({}, 300))
    assert folded([FieldHours(health, 600), FieldHours({}, 400)]) == (FieldHours(health, 600), FieldHours({}, 400))


def test_a_share_is_told_where_neither_side_of_it_is_small() -> None:
    assert not any(may_share(part, 4) for part in range(5))
    assert not may_share(4, 5)
    assert not may_share(1, 100)
    assert may_share(0, 5)
    assert may_share(5, 5)
    assert may_share(5, 10)


def figures(page: str) -> dict[str, str]:
    return dict(re.findall(r"<li>([^<]+?) <b>([^<]*)</b></li>", re.sub("[\u2066-\u2069\u200f]", "", page)))


def test_the_report_of_a_hub_tells_hours_requests_punctuality_and_inclusion_but_nothing_small(office: Office) -> None:
    town = office.town
    sol = member(town, "Estudio Norte", "cso")
    for number in range(3):
        served(town, sol, member(town, f"Casa {number}"), 60)
    browser = office.signed_in()
    assert figures(browser.get(office.at("report")))["Horas dadas"] == "no se dice"  # of four organisations
    for number in range(3, 5):
        served(town, sol, member(town, f"Casa {number}"), 120)
    town.do(town.person("Casa 0"), Post("need", "pintar una pared", minutes=60, remote=True))
    page = browser.get(office.at("report?period=202611"))
    assert figures(page) == {
        "Horas dadas": "7 horas",
        "Intercambios": "5",
        "Organizaciones que participaron": "6",
        "Organizaciones nuevas": "6",
        "Pedidos": "6",
        "Atendidos, en porcentaje": "no se dice",  # five of six: the one that was not is nobody's business
        "Hechos a tiempo, en porcentaje": "100\u00a0%",
        "Horas del fondo solidario": "0 horas",
    }
    assert "Casa" not in page.partition("<main")[2]
    answer = browser.client.get(office.at("report/inclusion.csv?period=202611"))
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff")))}
    assert rows["HN"] == ["6", "7.0", "7.0", "6", "no se dice"]
    assert rows["2 otros grupos"] == ["no se dice", "", "", "", ""]
    assert not {"Organizaciones más grandes", "Grupo comunitario"} & set(rows)
    assert figures(browser.get(office.at("report?from=2026-10-01&to=2026-10-31")))["Horas dadas"] == "0 horas"


def test_days_that_cannot_be_are_said_to_be_so_beside_the_year_that_stands_instead(office: Office) -> None:
    browser = office.signed_in()
    page = browser.get(office.at("report") + "?from=2026-11-20&to=2026-11-01")
    assert "El primer día es posterior al último" in page
    assert "jueves 31 de diciembre" in page
    for days in ("from=2026-11-20", "from=&to=2026-11-20", "from=2010-01-01&to=2026-01-01", "from=x&to=y"):
        assert "cinco años" in browser.get(office.at("report") + "?" + days), days
    for days in ("", "from=&to=", "period=20263", "from=2026-11-01&to=2026-11-20"):
        page = browser.get(office.at("report") + "?" + days)
        assert "posterior" not in page, days
        assert "cinco años" not in page, days


def test_f54_what_is_asked_besides_changes_no_address_of_ours(office: Office) -> None:
    served(office.town, member(office.town, "Estudio Norte", "cso"), member(office.town, "Casa Luz"), 60)
    browser = office.signed_in()
    asked = "period=2026&table=x&name=y&hub_id=9&_external=1&_scheme=javascript&_anchor=z"
    page = browser.get(office.at(f"report?{asked}"))
    assert browser.status == 200
    links = re.findall(r'href="([^"]+)" download', page)
    assert links
    assert all(re.fullmatch(rf"/dashboard/{office.town.hub_id}/report/\w+\.csv\?period=2026", link) for link in links)


def test_who_coordinates_reads_the_networks_report_in_chat_and_nobody_else_does(office: Office) -> None:
    member(office.town, "Casa Luz")
    assert "m:hubreport" in [option.id for option in office.writes("ruth", "informe").options]
    told = office.writes("ruth", "informe para donantes")
    assert "Hours exchanged: {hours}. Exchanges: {exchanges}. Organisations that took part: {partners}." in [
        line.id for line in told.lines
    ]
    other = office.writes("Casa Luz", payload="m:hubreport")
    assert all("Hours exchanged" not in line.id for line in other.lines)
