"""A hub's hours leave the house: other programs find them whole, and nobody's words or address are in them."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.__main__ import main
from core.commands import Confirm, Deliver, FollowUp, Terms
from core.db import Database
from core.errors import Misconfigured
from core.export import rows as export_rows
from core.export.journal import journal
from core.export.package import FIELDS, harmless, write_package
from core.export.progress import nothing
from core.hubs import Hub, load_hub
from core.vault import Vault
from tests.market import HOUR, Market

NAME = '=HYPERLINK("http://evil.example", "Casa \\"Luz\\"")'


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    """A hub with a settled exchange, one under way, one proposed, a gift, and a second hub that is not exported."""
    other = Market(db, vault, now)
    other.agreed(other.organisation("Lejos"), other.organisation("Lejana"))
    made = Market(db, vault, now)
    luz, sol, mar = made.organisation(NAME, kind="grassroots"), made.organisation("+Sol"), made.organisation("جمعية")
    done = made.agreed(luz, sol)
    made.do(sol, Deliver(done, made.look(done).version, 2 * HOUR))
    made.do(luz, Confirm(done, made.look(done).version, 2 * HOUR))
    made.agreed(sol, mar)
    made.proposed(mar, luz, 90)
    made.agreed(mar, luz, 0)
    return made


def hub_of(market: Market) -> Hub:
    with market.db.read() as tx:
        hub = load_hub(tx, market.hub_id)
    assert hub
    return hub


def packed(market: Market, folder: Path) -> Path:
    with market.db.read() as tx:
        write_package(tx, hub_of(market), folder, market.now, nothing)
    return folder


def written(market: Market, style: str) -> str:
    with market.db.read() as tx:
        return "\n".join(journal(tx, hub_of(market), style, market.now, nothing)) + "\n"


def cells(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8"))))


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


# ---- the package of CSV files -----------------------------------------------------------------------------------


def valid(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        [tool("frictionless"), "validate", "datapackage.json"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_frictionless_finds_the_package_as_it_is_described(market: Market, tmp_path: Path) -> None:
    folder = packed(market, tmp_path / "out")
    status, said = valid(folder)
    assert status == 0, said
    with (folder / "lines.csv").open("a", encoding="utf-8") as lines:
        lines.write("1,99999,60\r\n")  # an account that does not exist
    assert valid(folder)[0] != 0


def test_the_package_is_what_the_tables_hold(market: Market, tmp_path: Path) -> None:
    folder = packed(market, tmp_path / "out")
    assert [row["state"] for row in cells(folder, "exchanges")] == ["settled", "agreed", "proposed", "agreed"]
    assert [row["minutes"] for row in cells(folder, "exchanges")] == ["120", "120", "90", "0"]
    assert [row["kind"] for row in cells(folder, "members")] == ["grassroots", "cso", "cso"]
    sums: dict[str, int] = defaultdict(int)
    for row in cells(folder, "lines"):
        sums[row["account"]] += int(row["minutes"])
    assert sums == {row["id"]: int(row["posted"]) for row in cells(folder, "accounts") if int(row["posted"])}
    assert "Lejos" not in (folder / "members.csv").read_text(encoding="utf-8")


def test_the_package_says_which_exchange_follows_which_and_which_were_agreed_as_one(
    market: Market, tmp_path: Path
) -> None:
    ((done, first, receiver),) = market.rows("exchange", "id", "number", "receiver_id", state="settled")
    market.do(receiver, FollowUp(done, Terms(60, "2026-12-18")))
    rich, sun = market.organisation("Rica", 20), market.organisation("Luna")
    whole = market.look(market.agreed(rich, sun, 10 * HOUR)).number
    folder = packed(market, tmp_path / "out")
    status, said = valid(folder)
    assert status == 0, said
    links = [(row["follows"], row["part_of"]) for row in cells(folder, "exchanges")]
    assert links[-3:] == [(str(first), ""), ("", str(whole)), ("", str(whole))]
    assert set(links[:-3]) == {("", "")}


def test_small_pages_give_the_same_rows(market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = packed(market, tmp_path / "whole")
    with market.db.read() as tx:
        for listed in (export_rows.MEMBERS, export_rows.ACCOUNTS, export_rows.EXCHANGES, export_rows.ENTRIES):
            assert len([*listed.rows(tx, market.hub_id, 2)]) == len(cells(whole, listed.name))
        assert [*export_rows.entries(tx, market.hub_id, 2)] == [*export_rows.entries(tx, market.hub_id)]


def test_no_text_and_no_person_is_in_the_package(market: Market, tmp_path: Path) -> None:
    folder = packed(market, tmp_path / "out")
    text = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    assert "contabilidad" not in text
    assert "Tegucigalpa" not in text
    assert not {name for fields in FIELDS.values() for one in fields if (name := one.name) in ("person", "address")}


def test_f34_a_name_that_is_a_formula_is_only_shown(market: Market, tmp_path: Path) -> None:
    names = [row["name"] for row in cells(packed(market, tmp_path / "out"), "members")]
    assert names == ["'" + NAME, "'+Sol", "جمعية"]


@given(st.text(max_size=30))
def test_f34_no_cell_begins_like_a_formula(text: str) -> None:
    shown = harmless(text)
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert shown.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("＝1+1", "'＝1+1"),
        ("|calc", "'|calc"),
        ("\u3000=1", "'\u3000=1"),
        ("Casa;=1+1;", "Casa;'=1+1;"),  # a file with commas, where cells are parted by semicolons
        ("Casa, @SUM(1)", "Casa, '@SUM(1)"),
        ('Casa;"=1"', 'Casa;"\'=1"'),
        ("a\n=1", "a\n'=1"),
        (";=1", ";'=1"),
        ("Casa Luz, Tela; 2-3 horas, a+b", "Casa Luz, Tela; 2-3 horas, a+b"),
    ],
)
def test_f34_no_cell_becomes_one_in_a_spreadsheet_of_another_country(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_a_folder_that_is_there_is_not_touched(market: Market, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="exists"):
        packed(market, tmp_path)


# ---- journals ---------------------------------------------------------------------------------------------------


def bean_check(file: Path) -> tuple[int, str]:
    done = subprocess.run([tool("bean-check"), str(file)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_bean_check_adds_everything_up(market: Market, tmp_path: Path) -> None:
    file = tmp_path / "hub.beancount"
    text = written(market, "beancount")
    file.write_text(text, encoding="utf-8")
    assert bean_check(file) == (0, "")
    assert 'exchange: "1001"' in text
    file.write_text(re.sub(r"(?m)^(\S+ balance \S+  )(-?\d+)", r"\g<1>7\g<2>", text), encoding="utf-8")
    assert bean_check(file)[0] != 0  # a balance that is not the sum of its lines


_DAY = r"\d{4}-\d\d-\d\d"
_POSTING = re.compile(r" {4}(?P<account>[a-z]\S*)  (?P<minutes>-?\d+) MIN(?: = (?P<asserted>-?\d+) MIN)?")


def read_hledger(text: str) -> Iterator[list[dict[str, Any]]]:
    """The transactions of a journal, by hledger's manual; a line it would not know raises."""
    found: list[dict[str, Any]] = []
    known: set[str] = set()
    for line in text.split("\n"):
        if posting := _POSTING.fullmatch(line):
            assert posting["account"] in known
            found.append(posting.groupdict())
            continue
        if found:
            yield found
            found = []
        if declared := re.fullmatch(r"account ([a-z]\S*)(?:  ;.*)?", line):
            known.add(declared[1])
        else:
            assert re.fullmatch(rf"(|;.*|commodity 1000\. MIN|{_DAY} \* \w+(?:  ; .*)?)", line), line
    assert not found


def test_the_hledger_journal_adds_up(market: Market) -> None:
    sums: dict[str, int] = defaultdict(int)
    asserted = 0
    for transaction in read_hledger(written(market, "hledger")):
        assert sum(int(posting["minutes"]) for posting in transaction) == 0
        for posting in transaction:
            sums[posting["account"]] += int(posting["minutes"])
            if posting["asserted"] is not None:
                assert sums[posting["account"]] == int(posting["asserted"])
                asserted += 1
    assert asserted == 6  # three members, and what a hub has of its own
    assert sum(sums.values()) == 0


def test_a_name_of_several_lines_stays_a_comment(market: Market) -> None:
    market.organisation("Una\n2026-01-01 * falsa\n    assets:fund  5 MIN")
    market.organisation('Otra"\n2026-01-01 close Assets:Fund')
    assert [*read_hledger(written(market, "hledger"))]
    assert not re.search(r"(?m)^2026-01-01", written(market, "hledger") + written(market, "beancount"))


# ---- the command ------------------------------------------------------------------------------------------------


def test_the_command_writes_each_format(
    market: Market, db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SECRET_KEY", "a-key-of-the-tests-a-key-of-the-tests")
    monkeypatch.setenv("DATABASE_URL", db_url)
    hub = ("--hub", str(market.hub_id))
    assert main(["export", "--format", "csv", *hub, "--out", "hub"]) == 0
    assert orjson.loads((tmp_path / "hub" / "datapackage.json").read_bytes())["name"] == f"comunidas-hub-{hub[1]}"
    assert main(["export", "--format", "hledger", *hub, "--out", "hub.journal"]) == 0
    assert "account assets:members:m" in (tmp_path / "hub.journal").read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["export", "--format", "beancount", *hub]) == 0
    assert capsys.readouterr().out.startswith('option "title"')
    assert main(["export", "--format", "csv", *hub]) == 2
    assert main(["export", "--format", "hledger", *hub, "--out", "hub.journal"]) == 2
