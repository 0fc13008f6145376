"""Organisations, requests and offers come in from a file: looked at first, let in once, and nobody is told before."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date

import pytest

from bot.desk.importing import MOST_ROWS
from bot.intake.columns import TITLES, column_of, kind_of, languages_of, post_of
from bot.intake.reading import Brought, read_file
from bot.intake.template import template
from core.clocks import Clock
from core.commands import Post, SetAlerts
from core.db import Database
from core.errors import Refusal
from core.hubs import add_hub
from core.intake.values import COLUMNS
from core.listings.waves import FROM_LIST
from core.vault import Vault
from tests.command_line import Bot
from tests.members import Town
from tests.office import Browser, Office

HEAD = "Organización;Tipo;Ciudad;Pedido u oferta;Qué;Horas;Para cuándo;Dónde\n"
LIST = (
    HEAD
    + "Casa Sol;Grupo comunitario;Tegucigalpa;pedido;Necesitamos llevar la contabilidad;2,5;27/12/2026;\n"
    + "Casa Sol;;;oferta;Clases de costura;;;a distancia\n"
    + "Taller Luna;ONG registrada;Choluteca;;;;;\n"
)
DAY = date(2026, 11, 24)


def bring(office: Office, browser: Browser, text: str) -> str:
    browser.get(office.at("import"))
    return browser.bring(office.at("import"), text.encode())


def let_in(office: Office, browser: Browser) -> str:
    """The yes of the page that is shown."""
    sealed = re.search(r'name="list" value="([^"]+)"', browser.page)
    assert sealed, browser.page
    return browser.post(office.at("send/import"), page="import", list=sealed[1])


# ---- coming in ----------------------------------------------------------------------------------------------------


def test_a_list_is_looked_at_first_and_let_in_once(office: Office) -> None:
    browser = office.signed_in()
    page = bring(office, browser, LIST)
    assert "Necesitamos llevar la contabilidad" in page
    assert office.town.rows("organisation", "name") == []
    assert "2 organizaciones nuevas; 2 pedidos y ofertas" in plain(let_in(office, browser))
    made = office.town.rows("organisation", "name", "kind", "town", "status", "assisted")
    assert made == [
        ("Casa Sol", "grassroots", "Tegucigalpa", "approved", 1),
        ("Taller Luna", "cso", "Choluteca", "approved", 1),
    ]
    listed = office.town.rows("listing", "id", "kind", "minutes", "due_on", "place", "remote", "person_id")
    assert [row[1:] for row in listed] == [
        ("need", 150, "2026-12-27", "Tegucigalpa", 0, office.ruth),
        ("offer", None, None, "", 1, office.ruth),
    ]
    done = office.town.rows("measure", "id", "action", "person_id")
    assert [row[1:] for row in done] == [
        (what, office.ruth) for what in ("registered", "registered", "listed", "begun_alone", "begun_alone")
    ]
    assert "No hay nada nuevo" in bring(office, browser, LIST.upper().replace("CASA SOL", "casa  sol"))
    assert len(office.town.rows("listing", "id")) == 2
    assert office.town.rows("outbound", "id", kind="alert") == []


def plain(page: str) -> str:
    return re.sub("[\u2066-\u2069]", "", page)


def fire(office: Office) -> None:
    for id, subject_id in office.town.rows("clock", "id", "subject_id", kind=FROM_LIST):
        office.house.on_clock(Clock(id, FROM_LIST, "listing", subject_id, office.town.now, 1))


def test_a_list_may_name_the_country_behind_the_town(office: Office) -> None:
    browser = office.signed_in()
    assert "Iximulew⁩, ⁨Guatemala" in bring(office, browser, HEAD + "Casa Sol;;Iximulew, Guatemala;;;;;\n")
    let_in(office, browser)
    assert office.town.rows("organisation", "town", "country", "zone") == [("Iximulew", "GT", "America/Guatemala")]


def test_whom_a_list_fits_hears_of_it_in_the_digest_of_the_day_and_not_at_once(office: Office) -> None:
    norte = office.town.member("Estudio Norte")
    office.town.do(norte.person_id, SetAlerts("now"))
    office.town.do(norte.person_id, Post("offer", "contabilidad para organizaciones", remote=True))
    browser = office.signed_in()
    bring(office, browser, LIST)
    let_in(office, browser)
    assert office.town.rows("exchange", "id") == []  # found in transactions of its own, one a listing
    fire(office)
    assert office.town.rows("exchange", "state") == [("suggested",)]
    assert office.town.rows("outbound", "id", kind="alert") == []
    held = {kind for (kind,) in office.town.rows("held_alert", "kind")}
    assert held == {"digest"}
    office.town.now += 24 * 3_600_000
    fire(office)  # the next few a day later wait for a digest, too
    assert office.town.rows("outbound", "id", kind="alert") == []


def test_a_name_that_looks_like_another_waits_for_another_coordinator(office: Office) -> None:
    ana = office.town.coordinator("ana")
    browser = office.signed_in()
    page = bring(office, browser, LIST + "Fundación Casa Sol;;Choluteca;oferta;Pintar paredes;3;;\n")
    assert "Nombres que se parecen a otros" in page
    let_in(office, browser)
    (id,) = office.town.rows("organisation", "id", status="pending")[0]
    browser.get(office.at("today"))
    browser.post(office.at("do"), deed=f"o:{id}:yes")
    assert office.town.rows("organisation", "status", id=id) == [("pending",)]
    other = office.signed_in("ana")
    other.post(office.at("do"), deed=f"o:{id}:yes")
    assert office.town.rows("organisation", "status", id=id) == [("approved",)]
    assert ana


def test_who_writes_itself_is_not_written_for(office: Office) -> None:
    office.town.member("Estudio Norte")
    page = bring(office, office.signed_in(), HEAD + "estudio norte;;;oferta;Lavar platos;1;;\nNueva;;Tela;;;;;\n")
    assert "me escribe ella misma" in page
    assert "<td>Organización</td>" in page


def test_lines_with_a_problem_are_left_out_and_come_in_when_they_are_corrected(office: Office) -> None:
    wrong = (
        LIST
        + "Casa Sol;;;oferta;Pintar;tres mil quinientas;;\n;;Tela;;;;;\nRío;Club;Tela;;;;;\nMar;;Tela;oferta;Pan;1;;\n"
    )
    browser = office.signed_in()
    page = plain(bring(office, browser, wrong))
    rows = re.findall(r'<th scope="row">(\d+)</th>\s*<td>([^<]+)</td>\s*<td>([^<]+)</td>\s*</tr>', page)
    assert [row[:2] for row in rows] == [("5", "Horas"), ("6", "Organización"), ("7", "Tipo")]
    assert "3 líneas quedaron fuera" in plain(let_in(office, browser))
    assert len(office.town.rows("organisation", "id")) == 3
    page = bring(office, browser, wrong.replace("tres mil quinientas", "3").replace("Club", "Empresa"))
    assert "1 organización nueva; 1 pedido u oferta; 1 línea quedó fuera" in plain(let_in(office, browser))


def test_only_who_looked_at_a_list_lets_it_in_and_only_here(office: Office) -> None:
    browser = office.signed_in()
    bring(office, browser, LIST)
    sealed = re.search(r'name="list" value="([^"]+)"', browser.page)
    assert sealed
    office.town.coordinator("ana")
    with office.db.write() as tx:
        other = add_hub(tx, "Otra red", "HN", "America/Tegucigalpa", ("es",), {}, office.town.now)
    ana = office.signed_in("ana")
    for word in (sealed[1], sealed[1][:-4], "x", "é"):
        ana.get(office.at("import"))
        ana.post(office.at("send/import"), page="import", list=word)
        assert ana.status == 404, word
    for path in ("import", "import/paper", "import/es.csv"):
        ana.get(f"/dashboard/{other}/{path}")
        assert ana.status == 404, path
    ana.get(office.at("import"))
    ana.bring(f"/dashboard/{other}/import", LIST.encode())
    assert ana.status == 404
    assert office.town.rows("organisation", "id") == []


def test_without_a_session_or_a_proof_no_file_is_read(office: Office) -> None:
    browser = office.signed_in()
    sent = {"list": (io.BytesIO(LIST.encode()), "list.csv")}
    refused = browser.client.post(office.at("import"), data=sent, content_type="multipart/form-data")
    assert refused.status_code == 400
    stranger = office.browser()
    for path in ("import", "import/paper", "import/es.csv"):
        stranger.get(office.at(path))
        assert stranger.status == 401, path


# ---- files as they come -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"PK\x03\x04 a workbook", "CSV UTF-8"),
        (b"\x00\x01\x02\x00", "CSV UTF-8"),
        (b"Organisation,Town\nAsociaci\xf3n,Tela\n", "CSV UTF-8"),  # nothing tells which letters these are
        (b"", "falta"),
        (b"nombre,ciudad\n", "debajo de los títulos"),
        (b"uno,dos,tres\n1,2,3\n", "nombrar las columnas"),
        (b"Organisation,Town,Ciudad\nSol,Tela,Tela\n", "Ciudad"),
        (b'Organisation,Town\n"Sol,Tela\n' + b"x" * 150_000, "comillas"),
        (b"Organisation,Town\nSol" + b",x" * 80 + b"\n", "columnas"),
        (b"Organisation,Town\n" + b"Sol,Tela\n" * (MOST_ROWS + 1), "Divídelo"),
        (b"Organisation,Town\n" + b"Sol,Tela\n" * 30_000, "too large"),
        (b"Organisation,Town\n" + b"Sol,Tela\n" * 23_000, "200 KB"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence_and_nothing_is_made(
    sqlite_db: Database, vault: Vault, now: int, file: bytes, says: str
) -> None:
    office = Office(sqlite_db, Town(sqlite_db, vault, now))
    browser = office.signed_in()
    browser.get(office.at("import"))
    page = browser.bring(office.at("import"), file)
    if says == "too large":
        assert browser.status == 413
    elif file:
        told = re.search(r'<p class="told"[^>]*>([^<]+)</p>', page)
        assert told, page
        assert says in plain(told[1])
        assert browser.status == 422
    assert office.town.rows("organisation", "id") == []
    office.house.bell.close()


def read(data: bytes) -> Brought:
    return read_file(data, 100, "es", DAY)


@pytest.mark.parametrize(
    "file",
    [
        LIST.encode(),
        ("\ufeff" + LIST).encode().replace(b"\n", b"\r\n"),
        LIST.encode("utf-16"),
        LIST.replace(";", "\t").encode("utf-16"),
        LIST.encode("cp1252"),
        LIST.replace("2,5", '"2,5"').replace(";", ",").encode(),
        ("sep=;\r\n" + LIST).encode(),
        LIST.replace("2,5", "٢٫٥").encode(),
        LIST.replace("2,5", "2.50").replace("27/12/2026", "2026-12-27").encode(),
        LIST.replace("Casa Sol", '"Casa\nSol"').replace("Clases", "\u202eClases\u0007").encode(),
        LIST.replace("Casa Sol", "'Casa Sol").encode(),
    ],
)
def test_the_habits_of_spreadsheets_are_read_as_one_list(file: bytes) -> None:
    brought = read(file)
    assert brought.problems == ()
    said = [
        (one.name, one.kind, one.post and (one.post.kind, one.post.what, one.post.minutes)) for one in brought.entries
    ]
    assert said == [
        ("Casa Sol", "grassroots", ("need", "Necesitamos llevar la contabilidad", 150)),
        ("Casa Sol", "", ("offer", "Clases de costura", None)),
        ("Taller Luna", "cso", None),
    ]


def test_what_excel_saves_in_arabic_is_read() -> None:
    text = "المنظمة,المدينة,طلب أو عرض,الموضوع,الساعات\r\nجمعية الأمل,القاهرة,طلب,نحتاج إلى محاسب,3\r\n"
    assert read(text.encode("cp1256")) == read(text.encode())
    (entry,) = read(text.encode()).entries
    assert entry.post == Post("need", "نحتاج إلى محاسب", minutes=180, lang="ar")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("=HYPERLINK(A1);;Tela;;;;;", "organisation"),
        ("Sol;;Tela;oferta;#¿NOMBRE?;;;", "what"),
        ("Sol;;Tela;oferta;" + "x" * 2000 + ";;;", "what"),
        ("Sol;;Tela;tal vez;Pan;;;", "post"),
        ("Sol;;Tela;oferta;;3;;", "what"),
        ("Sol;;Tela;;;3;;", "what"),
        ("Sol;;Tela;oferta;Pan;1.000;;", "hours"),
        ("Sol;;Tela;oferta;Pan;-3;;", "hours"),
        ("Sol;;Tela;oferta;Pan;1e5;;", "hours"),
        ("Sol;;Tela;oferta;Pan;;31/02/2027;", "day"),
        ("\u202e\u200f;;Tela;;;;;", "organisation"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(cells: str, column: str) -> None:
    (problem,) = read((HEAD + cells + "\n").encode()).problems
    assert (problem.line, problem.column) == (2, column)


@pytest.mark.parametrize("lang", ["es", "ar", "en", "fr", "pt"])
def test_the_empty_list_of_each_language_is_one_that_can_be_read(lang: str) -> None:
    rows = list(csv.reader(io.StringIO(template(lang, "HN").removeprefix("\ufeff"))))
    assert [column_of(title) for title in rows[0]] == list(COLUMNS)
    assert languages_of(tuple(rows[0]))[0] == lang
    assert all(rows[1])
    with pytest.raises(Refusal):  # what to write is no line of its own
        read(template(lang, "AR").encode())
    assert not {name for name in COLUMNS if name not in TITLES}
    assert (kind_of("empresa"), kind_of("شركة"), post_of("besoin"), post_of("عرض")) == (
        "company",
        "company",
        "need",
        "offer",
    )


# ---- at the terminal ----------------------------------------------------------------------------------------------


def test_an_operator_looks_first_corrects_and_imports_once(
    bot: Bot, tmp_path: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    with open("list.csv", "w", encoding="utf-8") as out:
        out.write(LIST + "Mar;;Tela;oferta;Pan;1.000;;\n")
    capsys.readouterr()
    assert bot("import", "list.csv", "--dry-run") == 1
    assert "line 5, Hours: This may be 1 hour or 1000 hours" in (said := capsys.readouterr().out)
    assert "2 organisations, 1 requests and 1 offers" in said
    assert bot("import", "list.csv") == 1
    assert "Nothing was imported" in capsys.readouterr().out
    for expected in ("2 new organisations; 2 requests and offers; 1 line left out", "nothing new"):
        assert bot("import", "list.csv", "--skip-wrong") == 0
        assert expected in capsys.readouterr().out
    assert bot("import", "--template", "pt") == 0
    assert "Organização" in capsys.readouterr().out
    assert bot("import", "nowhere.csv") == 2
    assert "cannot be read" in capsys.readouterr().err


def test_safety_02_finding_07_the_other_coordinators_are_asked_about_a_list_that_came_in(office: Office) -> None:
    ana = office.town.coordinator("ana")
    browser = office.signed_in()
    bring(office, browser, LIST)
    let_in(office, browser)
    assert [row[1] for row in office.town.rows("account", "id", "posted", kind="member")] == [0, 0]
    ((id,),) = office.town.rows("address", "id", person_id=ana)
    assert len(office.town.rows("outbound", "id", kind="alert", lane_id=id)) == 1
    office.writes("ana", payload="i:1:yes")
    assert [row[1] for row in office.town.rows("account", "id", "posted", kind="member")] == [360, 360]
