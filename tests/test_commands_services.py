"""A coordinator names a service of the hub's own on the command line, and older listings learn it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest
from sqlalchemy import bindparam, insert, select, update

from bot.__main__ import main
from bot.commands import reindex
from core import encoder, matching
from core.db import Database, Q
from core.hubs import add_hub
from core.listings.kept import load
from core.matching.anew import count_old, outdate, renew
from core.matching.index import meaning_in
from core.matching.own import services_of
from core.tables import listing, listing_meaning, organisation
from tests.processes import Program

KEY = "a-key-of-the-tests-a-key-of-the-tests"
_PLACE = ("hub_id", "name", "skeleton", "town", "country", "zone", "status", "kind", "created_at")
_ADD_PLACE = Q(insert(organisation).values({name: bindparam(name) for name in _PLACE}).returning(organisation.c.id))
_ROW = ("hub_id", "organisation_id", "kind", "what", "lang", "created_at")
_ADD = Q(insert(listing).values({name: bindparam(name) for name in _ROW}).returning(listing.c.id))
_AGE = Q(update(listing_meaning).values(made_by=0))
_AGE_FIRST = Q(update(listing_meaning).where(listing_meaning.c.listing_id <= 20).values(made_by=0))
_REST_LAST = Q(update(listing).where(listing.c.id == 61).values(state="paused"))
_MADE = Q(select(listing_meaning.c.listing_id, listing_meaning.c.made_by).order_by(listing_meaning.c.listing_id))


class Done(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int | None
    stdout: str
    stderr: str


def command(folder: Path, *line: str) -> Done:
    """A process of its own, as an operator starts it."""
    with Program(operator, str(folder), *line) as process:
        said = process.end()
    return Done(process.status, said, (folder / "stderr").read_text(encoding="utf-8"))


def operator(folder: str, *line: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update({"SECRET_KEY": KEY, "ENCODER": "off", "PATH": "/usr/bin:/bin"})
    with open("stderr", "wb") as errors:
        os.dup2(errors.fileno(), 2)
    sys.exit(main(line))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Database]]:
    """A folder whose database has one hub, sixty offers of one organisation and a need of another."""
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    meaning_in.cache_clear()
    assert command(tmp_path, "migrate").returncode == 0
    db = Database(f"sqlite:///{tmp_path / 'data' / 'comunidas.sqlite3'}")
    with db.write() as tx:
        hub_id = add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es",), {}, 1)
        here = {
            "hub_id": hub_id,
            "town": "Tegucigalpa",
            "country": "HN",
            "zone": "UTC",
            "status": "approved",
            "kind": "cso",
        }
        a, b = (tx.value(_ADD_PLACE, **here, name=name, skeleton=name, created_at=1) for name in ("A", "B"))
        said = [("offer", "tejemos quipus", a)] * 60 + [("need", "quipus para la fiesta", b)]
        for kind, what, by in said:
            row = {"hub_id": hub_id, "organisation_id": by, "kind": kind, "what": what, "lang": "es", "created_at": 1}
            posted = load(tx, tx.value(_ADD, **row))
            assert posted is not None
            matching.index(tx, posted)
    yield tmp_path, db
    db.close()
    meaning_in.cache_clear()


def test_a_service_is_added_listed_learnt_by_older_listings_and_removed(house: tuple[Path, Database]) -> None:
    folder, db = house
    added = command(folder, "concept", "add", "--lang", "es", "quipus", "tejer quipus")
    assert added.returncode == 0, added.stderr
    assert "Service 1: es quipus, tejer quipus" in added.stdout
    assert "quipus, tejer quipus" in command(folder, "concept", "list").stdout
    twice = command(folder, "concept", "add", "--lang", "es", "Quipus")
    assert twice.returncode != 0
    assert "is known already" in twice.stderr
    renewed = command(folder, "reindex")
    assert "61 listings worked out anew." in renewed.stdout
    assert "Nothing to do" in command(folder, "reindex").stdout
    with db.read() as tx:
        need = load(tx, 61)
        assert need is not None
        assert matching.find(tx, need, 1)[0].reasons[0].id == "same service ({what})"
    assert "Removed service 1." in command(folder, "concept", "remove", "1").stdout
    assert command(folder, "concept", "remove", "1").returncode != 0
    assert "None yet" in command(folder, "concept", "list").stdout


def test_further_names_of_a_service_are_known_at_once_to_a_process_that_runs(house: tuple[Path, Database]) -> None:
    folder, db = house
    added = command(folder, "concept", "add", "--lang", "pt", "tecer tarrafa", "--also", "es:tejer atarrayas")
    assert "Service 1: pt tecer tarrafa; es tejer atarrayas." in added.stdout
    assert _service(db, "نسج شباك الصيد", "ar") != "own-1"
    named = command(folder, "concept", "name", "1", "--lang", "ar", "نسج شباك الصيد")
    assert named.returncode == 0, named.stderr
    assert "1  pt tecer tarrafa; es tejer atarrayas; ar نسج شباك الصيد" in command(folder, "concept", "list").stdout
    for text, lang in (("نسج شباك الصيد", "ar"), ("tejer atarrayas", "es"), ("tecer tarrafa", "pt")):
        assert _service(db, text, lang) == "own-1"
    nobody = command(folder, "concept", "name", "7", "--lang", "ar", "شباك")
    assert "has no service 7" in nobody.stderr
    assert (
        "write the language before"
        in command(folder, "concept", "name", "1", "--lang", "ar", "x", "--also", "y").stderr
    )


def _service(db: Database, text: str, lang: str) -> str:
    """What a text is about to the hub, in this process."""
    with db.read() as tx:
        return meaning_in(text, lang, services_of(tx, 1)).concepts[0][0]


def test_all_of_it_anew_goes_on_where_it_was_stopped_and_begins_again_once_it_is_done(
    house: tuple[Path, Database],
) -> None:
    folder, db = house
    outdate(db, 1)
    assert renew(db, 1) == 50  # one handful, then the machine went down
    assert "11 listings worked out anew." in command(folder, "reindex", "--all").stdout
    assert "Nothing to do" in command(folder, "reindex").stdout
    assert "61 listings worked out anew." in command(folder, "reindex", "--all").stdout


def test_marking_all_as_old_goes_on_where_it_was_stopped(house: tuple[Path, Database]) -> None:
    _folder, db = house
    with db.write() as tx:
        tx.run(_AGE_FIRST)
    outdate(db, 1)
    with db.read() as tx:
        assert count_old(tx, 1) == 61


def test_what_nobody_finds_now_does_not_hold_it_back(house: tuple[Path, Database]) -> None:
    folder, db = house
    outdate(db, 1)
    with db.write() as tx:
        tx.run(_REST_LAST)
    assert "60 listings worked out anew." in command(folder, "reindex").stdout
    assert "60 listings worked out anew." in command(folder, "reindex", "--all").stdout


def test_a_reindex_that_was_stopped_goes_on_with_the_rest_while_others_write(house: tuple[Path, Database]) -> None:
    folder, db = house
    with db.write() as tx:
        tx.run(_AGE)
    assert renew(db, 1) == 50  # one handful, then it was stopped
    with Program(operator, str(folder), "reindex") as going:
        written, pause = 0, Event()  # people do not write without a break either
        while going.status is None and not pause.wait(0.02):
            with db.write() as tx:
                posted = load(tx, 1)
                assert posted is not None
                matching.unindex(tx, 1)
                matching.index(tx, posted)
            written += 1
        said = going.end()
    assert written > 0
    assert going.status == 0
    assert "11 listings worked out anew." in said
    with db.read() as tx:
        rows = tx.all(_MADE)
    assert len(rows) == 61
    assert all(made_by for _id, made_by in rows)


def test_marking_all_as_old_leaves_out_what_is_posted_meanwhile_and_ends(house: tuple[Path, Database]) -> None:
    _folder, db = house
    posted = 0

    def somebody_posts() -> None:
        nonlocal posted
        assert posted < 5, "it goes on as long as people post"
        posted += 1
        with db.write() as tx:
            row = {"hub_id": 1, "organisation_id": 1, "kind": "offer", "what": "quipus", "lang": "es", "created_at": 1}
            new = load(tx, tx.value(_ADD, **row))
            assert new is not None
            matching.index(tx, new)

    outdate(db, 1, somebody_posts)
    with db.read() as tx:
        assert (count_old(tx, 1), posted) == (61, 1)


def test_the_bar_comes_to_its_end_where_the_bot_did_a_part_and_others_are_let_write(
    house: tuple[Path, Database], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _folder, db = house
    outdate(db, 1)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    paused = 0

    def the_bot_goes_on(_seconds: float) -> None:
        nonlocal paused
        paused += 1
        renew(db, 1)

    monkeypatch.setattr(reindex, "sleep", the_bot_goes_on)
    reindex._renew(db, 1)
    assert paused == 1
    assert capsys.readouterr().err.endswith("61/61\n")


def test_an_answer_of_the_hubs_own_is_added_listed_and_removed(house: tuple[Path, Database]) -> None:
    folder, _db = house
    asked = ("¿dónde queda la oficina?", "¿cuál es su dirección?")
    added = command(folder, "faq", "add", "--lang", "es", *asked, "--answer", "Calle 5, de 9 a 12.")
    assert added.returncode == 0, added.stderr
    assert "Answer 1, es: ¿dónde queda la oficina? / ¿cuál es su dirección?" in added.stdout
    assert "Calle 5, de 9 a 12." in command(folder, "faq", "list").stdout
    twice = command(folder, "faq", "add", "--lang", "es", "dónde queda la oficina", "--answer", "x")
    assert twice.returncode != 0
    assert "is answered already, by answer 1" in twice.stderr
    assert "Removed answer 1." in command(folder, "faq", "remove", "1").stdout
    assert command(folder, "faq", "remove", "1").returncode != 0
    assert "None yet" in command(folder, "faq", "list").stdout
