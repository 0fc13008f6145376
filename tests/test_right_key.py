"""With another SECRET_KEY than the one a database was made with nothing starts, unless it is said to be lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.command_line import Bot

OTHER = "another-key-of-the-tests-another-key-of-the-tests"

pytestmark = pytest.mark.usefixtures("logs")


@pytest.fixture
def lived_in(bot: Bot) -> Bot:
    """A command line where somebody is known already."""
    assert bot("seed", ENCODER="off") == 0
    return bot


@pytest.mark.parametrize("line", ["run", "web", "worker", "chat", "migrate", "coordinator add", "invite"])
def test_nothing_starts_with_another_key(lived_in: Bot, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert lived_in(*line.split(), SECRET_KEY=OTHER) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert "SECRET_KEY does not open what is stored: put the key this database was made with" in said
    assert OTHER not in said


def test_the_old_key_behind_the_new_one_opens(lived_in: Bot) -> None:
    from tests.command_line import KEY

    assert lived_in("migrate", SECRET_KEY=f"{OTHER},{KEY}") == 0
    assert lived_in("migrate", SECRET_KEY=f"{KEY},{OTHER}") == 2  # it opens what is stored, but finds nobody


def test_who_lost_the_key_begins_anew_with_people(lived_in: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lived_in("lost-key", SECRET_KEY=OTHER) == 0
    assert lived_in("migrate") == 0
    assert lived_in("coordinator", "add") == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("hola\n"))
    assert lived_in("chat") == 0
    assert lived_in("migrate", SECRET_KEY="a-third-key-of-the-tests-a-third-key-of-the-tests") == 2


def test_a_key_that_fits_is_not_lost(lived_in: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert lived_in("lost-key") == 2
    assert "nothing is lost" in capsys.readouterr().err


def test_a_restore_says_that_the_key_is_another(
    lived_in: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lived_in("backup", "a.backup") == 0
    assert lived_in("restore", "a.backup", DATABASE_URL=f"sqlite:///{tmp_path / 'b.sqlite3'}", SECRET_KEY=OTHER) == 2
    told = capsys.readouterr()
    assert "rows were put back" in told.out
    assert "SECRET_KEY does not open what is stored" in told.err


@pytest.mark.parametrize(("locked", "said"), [(True, "It is locked down"), (False, "It is not locked down")])
def test_a_restore_says_in_a_sentence_whether_all_is_locked_down(
    lived_in: Bot, capsys: pytest.CaptureFixture[str], locked: bool, said: str
) -> None:
    assert lived_in("backup", "a.backup") == 0
    assert not locked or lived_in("lock") == 0
    capsys.readouterr()
    assert lived_in("restore", "a.backup", "--replace") == 0
    assert next(line for line in capsys.readouterr().out.splitlines() if "locked down" in line).startswith(said)
