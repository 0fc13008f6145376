"""An organisation's hours as a CSV file: asked for in a few words, safe in a spreadsheet, without persons."""

from __future__ import annotations

import csv
import io

import pytest

from core.commands.giving import Donate
from core.reports.sharing import EXPORT_MS
from tests.gifts import go
from tests.office import Office
from tests.served import member, served
from tests.test_shared_pages import address, status


def rows(office: Office, path: str) -> list[list[str]]:
    answer = office.browser().client.get(path)
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert answer.headers["Cache-Control"] == "no-store"
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_all_movements_are_in_it_and_they_add_up(office: Office) -> None:
    luz, sol = member(office.town, "Casa Luz", "grassroots"), member(office.town, "Taller Sol", "cso")
    served(office.town, sol, luz, 120)
    office.town.do(luz.person_id, Donate(60, sol.organisation_id))
    office.town.do(luz.person_id, Donate(30, None))
    go(office.town.db, office.town.vault, office.town.now)
    path = address(office.writes("Casa Luz", "exportar"))
    head, *lines = rows(office, path)
    assert head == ["Día", "Motivo", "Intercambio", "Con", "Minutos", "Saldo en minutos"]
    assert [line[1:] for line in lines] == [
        ["Horas para empezar", "", "", "360", "360"],
        ["Servicio recibido", "1001", "Taller Sol", "-120", "240"],
        ["Horas que regalamos", "", "Taller Sol", "-60", "180"],
        ["Horas que regalamos", "", "", "-30", "150"],
    ]
    assert rows(office, path.replace("lang=es", "lang=ar"))[0][0] == "اليوم"


def test_it_opens_in_columns_where_a_comma_parts_decimals(office: Office) -> None:
    member(office.town, "Casa do Sol", country="BR")
    answer = office.browser().client.get(address(office.writes("Casa do Sol", "exportar")))
    head, first, *_rest = answer.data.decode("utf-8-sig").splitlines()
    assert (head.count(";"), first.count(";"), head.count(",")) == (5, 5, 0)


def test_no_cell_is_a_formula_and_no_person_is_named(office: Office) -> None:
    luz, sol = member(office.town, "Casa Luz"), member(office.town, "=HYPERLINK(1) Sol")
    served(office.town, sol, luz, 60)
    text = "\n".join(",".join(line) for line in rows(office, address(office.writes("Casa Luz", "csv"))))
    assert "'=HYPERLINK(1) Sol" in text
    for hidden in ("Tegucigalpa", "console"):
        assert hidden not in text


def test_it_is_there_for_a_day_and_each_time_at_another_address(office: Office) -> None:
    member(office.town, "Casa Luz")
    first, second = (address(office.writes("Casa Luz", "exportar")) for _n in range(2))
    assert first != second
    assert (status(office, first), status(office, second)) == (200, 200)
    office.town.now += EXPORT_MS + 1
    assert (status(office, first), status(office, second)) == (404, 404)


@pytest.mark.parametrize(
    ("words", "file"),
    [
        ("exportar", True),
        ("CSV", True),
        ("quiero un archivo CSV con nuestras horas", True),
        ("أريد ملف CSV بساعاتنا", True),
        ("تصدير الساعات", True),
        ("export our hours", True),
        ("exporter nos heures", True),
        ("exportar nossas horas", True),
        ("necesitamos ayuda con un archivo CSV", False),
    ],
)
def test_it_is_asked_for_in_a_few_words(office: Office, words: str, file: bool) -> None:
    member(office.town, "Casa Luz")
    screen = office.writes("Casa Luz", words)
    assert any("link" in line.params for line in screen.lines) == file
