"""What every test may ask for: a database of either kind, a vault, a town, a command line, a story at the terminal."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import settings

from bot.simulator.worlds import Worlds
from bot.warm import spare_what_stays
from bot.wording import Wording
from core import connections
from core import db as databases
from core.accounts.verify import verify
from core.db import Database
from core.migrate import migrate
from core.people import digests
from core.vault import Vault
from tests.command_line import Bot, at, own_logs
from tests.kept_open import Handed
from tests.lived import patched
from tests.made_once import make_once
from tests.members import Town
from tests.office import Office, at_the_desk
from tests.patience import be_patient
from tests.reused import Reused
from tests.servers import admin, postgres_url, roomy_memory, stop_postgres, url_of
from tests.story import Story, telling

_EXAMPLES = 30  # of what holds for all, a hundred with --all
settings.register_profile("calm", deadline=None)  # two cores that others use too: an example may take its time
settings.register_profile("quick", deadline=None, max_examples=_EXAMPLES)
connections.SYNCHRONOUS = "OFF"  # nobody pulls the plug here; programs that tests start and kill keep it
digests.COST = 2**4
be_patient()
make_once()
databases.Connections = Handed

_TELLS = frozenset(("story", "office"))
_COSTS = ("browser", "kill", "costly")  # marks of what is told by one case
_MANY = 10  # cases of what is no story, of which every second is tried, as of a story that has two or more

# a Tuesday noon in Honduras
NOW = 1_795_543_200_000


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the transcripts anew from what happens")
    parser.addoption("--all", action="store_true", help="also what is marked wide: figures over sets, further channels")
    parser.addoption("--both", action="store_true", help="tell stories about words on PostgreSQL, too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("calm" if config.getoption("--all") else "quick")
    room = roomy_memory()
    if room and "TMPDIR" not in os.environ:  # thousands of small databases: in memory no disk is waited for
        os.environ["TMPDIR"] = tempfile.tempdir = room
    if getattr(config.option, "numprocesses", None):
        postgres_url()  # before the workers start, so that all share one server


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked wide is left out, and counted as deselected, unless it is asked for; so is each further case of
    a test that is costly, every second one of a story and of what has many, and most of what stories tell once more
    on PostgreSQL.
    """
    if config.getoption("--all"):
        return
    told: set[object] = set()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    cases, before = Counter(map(_told_as, items)), Counter[tuple[Path, str, bool]]()
    for item in items:
        one, test = _costly(item), _told_as(item)
        many = before[test] % 2 and (_is_story(item) or cases[test] > _MANY)
        before[test] += 1
        rests = one in told or item.get_closest_marker("wide") or _told_elsewhere(item) or many or _in_turn(item, cases)
        (left if rests else kept).append(item)
        told |= {one} - {None}
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept


def _costly(item: pytest.Item) -> tuple[Path, str, str] | None:
    """Which test on which database it is a case of, if that is costly: on PostgreSQL, where it has told all of its
    cases on SQLite, in a browser, with processes that are started and killed, or where it is marked so.
    """
    there = "postgres" if "postgres" in _cases(item) else ""
    return (item.path, item.name.split("[")[0], there) if there or any(map(item.get_closest_marker, _COSTS)) else None


def _told_elsewhere(item: pytest.Item) -> bool:
    """Whether it is a story on PostgreSQL, as on SQLite: every eighth is told there, always the same ones. What is
    about the database itself (locks, the outbox, the ledger, backups) is no story, and stays whole.
    """
    told = _is_story(item) and not item.get_closest_marker("kill")  # of those `_in_turn` decides
    return told and "postgres" in _cases(item) and bool(crc32(item.name.encode()) % 8)


def _in_turn(item: pytest.Item, cases: Counter[tuple[Path, str, bool]]) -> bool:
    """Whether processes are started and killed on the other database: each test does so on one of the two."""
    path, name, there = _told_as(item)
    both = item.get_closest_marker("kill") and cases[path, name, not there]
    return bool(both) and there == bool(crc32(name.encode()) % 2)


def _is_story(item: pytest.Item) -> bool:
    return not _TELLS.isdisjoint(getattr(item, "fixturenames", ()))


def _told_as(item: pytest.Item) -> tuple[Path, str, bool]:
    """Which test it is a case of, on which database."""
    return item.path, item.name.split("[")[0], "postgres" in _cases(item)


def _cases(item: pytest.Item) -> list[str]:
    """The words among the values that a test is called with."""
    called = getattr(item, "callspec", None)
    return [value for value in called.params.values() if isinstance(value, str)] if called else []


def pytest_collection_finish(session: pytest.Session) -> None:
    """Seven thousand tests and all that they import stay: as in a bot that serves people, they are out of the
    collector's sight, which costs a tenth of the processor's time otherwise."""
    spare_what_stays()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test of a database runs once on each kind; one of what words mean on SQLite, unless it is asked for on both."""
    if "db_url" in metafunc.fixturenames and not _chooses_itself(metafunc):
        one = metafunc.definition.get_closest_marker("words") and not metafunc.config.getoption("--both")
        metafunc.parametrize("db_url", ["sqlite"] if one else ["sqlite", "postgres"], indirect=True)


def _chooses_itself(metafunc: pytest.Metafunc) -> bool:
    return any("db_url" in str(marker.args[:1]) for marker in metafunc.definition.iter_markers("parametrize"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    patched(getattr(item, "fixturenames", []))


def pytest_unconfigure(config: pytest.Config) -> None:
    stop_postgres()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly what was skipped, and why. It stands here because with -n the process that sums up reads no other."""
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    for reason, times in reasons.items():
        terminalreporter.write_line(f"SKIPPED, {times} tests: {reason}", red=True, bold=True)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    told = report.longrepr
    return str(told[2] if isinstance(told, tuple) else told).removeprefix("Skipped: ")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    db = Database(f"sqlite:///{file}")
    migrate(db)
    db.close()
    return file


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    name = f"template_{uuid.uuid4().hex}"
    admin(f"CREATE DATABASE {name}")
    db = Database(url_of(name))
    migrate(db)
    db.close()
    yield name
    admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_reused(postgres_template: str) -> Iterator[Reused]:
    reused = Reused(postgres_template)
    yield reused
    reused.drop()


@pytest.fixture
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database of the kind that `pytest_generate_tests` chose."""
    if request.param == "sqlite":
        file = tmp_path / "test.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    reused: Reused = request.getfixturevalue("postgres_reused")
    yield url_of(reused.take())
    reused.give_back()


@pytest.fixture
def db(db_url: str) -> Iterator[Database]:
    """A fresh, migrated database of either kind."""
    database = Database(db_url)
    yield database
    database.close()


@pytest.fixture
def sqlite_db(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh, migrated SQLite database, for stories whose point is elsewhere."""
    file = tmp_path / "story.sqlite3"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.close()


@pytest.fixture
def now() -> int:
    """The instant at which every story begins, epoch milliseconds."""
    return NOW


@pytest.fixture
def vault() -> Vault:
    return Vault(("test-key-test-key-test-key-test-key",))


@pytest.fixture
def town(db: Database, vault: Vault, now: int) -> Town:
    """A hub that lets newcomers in at once; asked in commands."""
    return Town(db, vault, now, {"approval": False})


@pytest.fixture
def logs() -> Iterator[None]:
    """What a command does to the process's logs is undone."""
    with own_logs():
        yield


@pytest.fixture
def bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logs: None) -> Bot:
    """A command line in an empty folder."""
    return at(tmp_path, monkeypatch)


@pytest.fixture
def story(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """Nobody yet, and no hub; told in chat. At its end the hours add up, whatever it is about."""
    with telling(db, vault, now) as told:
        yield told
        assert verify(told.db) == []


@pytest.fixture
def office(db: Database, vault: Vault, now: int) -> Iterator[Office]:
    """A coordinator at her pages, in a network where newcomers need no approval."""
    with at_the_desk(db, vault, now, {"approval": False}) as office:
        yield office


@pytest.fixture(scope="module")
def worlds() -> Iterator[Worlds]:
    """The simulator's own networks, with one made ready; their clock stands still."""
    made = Worlds(Wording(), lambda: NOW)
    made.master("")
    yield made
    made.close()
