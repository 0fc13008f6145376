"""Whatever is wrong around a command, its operator reads one sentence that says what to do, and never a traceback."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.commands import hubs, line
from tests.command_line import KEY, Bot, at

pytestmark = pytest.mark.usefixtures("logs")
ROOT = Path(__file__).parents[1]


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line."""
    (only,) = capsys.readouterr().err.splitlines()
    return str(only)


@pytest.fixture
def made(bot: Bot, capsys: pytest.CaptureFixture[str]) -> Bot:
    assert bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN") == 0
    capsys.readouterr()
    return bot


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("sqlite", "must begin with"),
        ("sqlitex:///a", "must begin with"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///a.sqlite3?mode=ro", "names no file"),
        ("postgresql://name:s3cret/x@host.invalid/base", "no such machine"),
        ("postgresql://host:s3cret/base", "%40"),
        ("postgresql://[::1/base", "%40"),
        ("postgresql://name:s3cret@127.0.0.1:1/base", "nobody listens there"),
        ("postgresql://name:s3cret@127.0.0.1:1/base?nonsense=1", "no such option"),
        ("sqlite:///folder", "cannot be opened"),
        ("sqlite:///text", "is no database"),
    ],
)
def test_an_address_of_no_database_is_explained_without_its_password(
    bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str, cure: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("a text that is longer than the head of a database " * 4)
    for command in ("hub list", "migrate"):
        assert bot(*command.split(), DATABASE_URL=url) == 2
        told = said(capsys)
        assert cure in told
        assert "s3cret" not in told


def test_a_damaged_database_is_named_with_its_cure(
    made: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "data" / "comunidas.sqlite3"
    with sqlite3.connect(file) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'account'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    with file.open("r+b") as pages:
        pages.seek((page - 1) * size)
        pages.write(b"\xff" * size)
    for command in ("verify", "backup a.backup"):
        assert made(*command.split()) == 2
        assert said(capsys) == ("The database cannot be used: its file is damaged; move it away and restore a backup.")
    assert not list(tmp_path.glob("a.backup*"))


def test_a_database_that_may_only_be_read_starts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with TemporaryDirectory(dir="/tmp") as folder, pytest.MonkeyPatch.context() as monkeypatch:
        os.chmod(folder, 0o777)
        typed = at(Path(folder), monkeypatch)
        url = "sqlite:///own.sqlite3"
        assert typed("migrate", DATABASE_URL=url) == 0
        Path("own.sqlite3").chmod(0o444)
        with as_nobody():
            assert typed("migrate") == 2
            how = "its file cannot be written; see whose its folder and its files are, and their modes."
            assert said(capsys) == f"The database cannot be used: {how}"
            assert typed("doctor", DATABASE_URL=url) == 1
    assert "PROBLEM  database: the database cannot be used: its file cannot be written" in capsys.readouterr().out


def test_a_file_beside_the_database_that_is_locked_is_no_fault_of_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """SQLite makes -wal and -shm as the database is at that moment."""
    with TemporaryDirectory(dir="/tmp") as folder, pytest.MonkeyPatch.context() as monkeypatch:
        os.chmod(folder, 0o777)
        typed = at(Path(folder), monkeypatch)
        url = "sqlite:///own.sqlite3"
        assert typed("migrate", DATABASE_URL=url) == 0
        Path("own.sqlite3").chmod(0o666)
        for beside in ("wal", "shm"):
            Path(f"own.sqlite3-{beside}").touch(0o444)
        with as_nobody():
            for command in ("hub list", "migrate", "backup x"):
                assert typed(*command.split(), DATABASE_URL=url) == 2
                assert "whose its folder and its files are" in said(capsys)
            assert typed("doctor", DATABASE_URL=url) == 1
    assert "PROBLEM  database: " in capsys.readouterr().out


def test_a_folder_that_is_closed_to_the_backup_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with TemporaryDirectory(dir="/tmp") as folder, pytest.MonkeyPatch.context() as monkeypatch:
        os.chmod(folder, 0o777)
        typed = at(Path(folder), monkeypatch)
        with as_nobody():
            assert typed("migrate", DATABASE_URL="sqlite:///own.sqlite3") == 0
            capsys.readouterr()
            Path("closed").mkdir(mode=0)
            assert typed("backup", "closed/x") == 2
        assert said(capsys) == "closed/x cannot be written (Permission denied): name a file in another folder."


@contextmanager
def as_nobody() -> Iterator[None]:
    """Who may do everything would not see that a file is locked."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.parametrize(
    ("content", "how"), [(b"", "is empty"), (b"\xc3", "is damaged"), (None, "cannot be read (Is a directory)")]
)
def test_a_key_file_that_cannot_be_used_is_named(
    bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, how: str
) -> None:
    file = tmp_path / "data" / "secret_key"
    file.parent.mkdir()
    file.mkdir() if content is None else file.write_bytes(content)
    assert bot("migrate", SECRET_KEY="") == 2
    assert f"data/secret_key {how}" in said(capsys)


def test_what_is_made_by_itself_is_read_by_its_owner_alone(bot: Bot, tmp_path: Path) -> None:
    assert bot("migrate", SECRET_KEY="") == 0
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o077 == 0


def test_settings_of_another_alphabet_or_with_a_mark_before_them_are_read_or_refused(
    bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbfPORT=eighty\n")  # as Notepad saves it
    assert bot("run") == 2
    assert said(capsys).startswith("PORT is 'eighty'")
    (tmp_path / ".env").write_bytes(b"HUB_NAME=Espa\xf1a\n")
    assert bot("run") == 2
    assert said(capsys) == ".env is not written in UTF-8: save it anew with that encoding."


@pytest.mark.parametrize("host", ["a..b", "a" * 80])
def test_a_host_that_is_none_is_refused(made: Bot, capsys: pytest.CaptureFixture[str], host: str) -> None:
    assert made("web", HOST=host, ENCODER="off", SIMULATOR="off") == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"HOST is {host!r}; write 127.0.0.1")


def test_a_host_of_another_machine_is_no_question_of_the_port(made: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("web", HOST="192.0.2.1", ENCODER="off", SIMULATOR="off") == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("HOST is '192.0.2.1', which is not an address of this machine; write 127.0.0.1")


@pytest.mark.parametrize(
    "address", ["bot.example.org", "https://", "https://[::1", "https://bot example.org", "https://bot.org/?a=1"]
)
def test_an_address_of_ours_that_nobody_can_reach_is_refused(
    bot: Bot, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert bot("run", PUBLIC_BASE_URL=address) == 2
    assert said(capsys).startswith(f"PUBLIC_BASE_URL is {address.rstrip('/')!r}; write the whole address")


def test_channels_that_need_https_and_have_none_are_named_at_the_start_and_by_the_doctor(
    made: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    twilio = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "TWILIO_SMS_FROM": "+15005550006"}
    api = {"TWILIO_API_BASE_URL": "http://127.0.0.1:1", "PUBLIC_BASE_URL": "http://bot.example.org"}
    assert made("doctor", **twilio, **api) == 1
    assert "no https address, so WhatsApp and SMS cannot reach us" in capsys.readouterr().out
    assert made("web", HOST="a..b", ENCODER="off") == 2
    assert "no https address, so WhatsApp and SMS cannot reach us" in capsys.readouterr().err


def test_a_setting_that_nobody_reads_is_named_with_the_one_that_is_meant(
    made: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = {"TELEGRAM_TOKEN": "1:a", "DATABSE_URL": "x", "HUB_OWNER": "y", "DOMAIN": "z", "HOSTNAME": "w", "HOME": "/"}
    assert made("doctor", **odd) == 1
    told = capsys.readouterr().out
    assert "TELEGRAM_TOKEN: is no setting, so nothing reads it\n         → write TELEGRAM_BOT_TOKEN" in told
    assert "DATABSE_URL: is no setting, so nothing reads it\n         → write DATABASE_URL" in told
    assert "HUB_OWNER: is no setting" in told
    assert not any(name in told for name in ("DOMAIN", "HOSTNAME", "HOME"))


@pytest.mark.parametrize(
    "command",
    [
        "concept remove 99999999999999999999",
        "concept name -1 agua --lang es",
        "misunderstood --most 99999999999999999999",
        "misunderstood --most 0",
    ],
)
def test_a_number_that_cannot_be_is_refused(made: Bot, capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as left:
        made(*command.split())
    assert left.value.code == 2
    assert "usage: python -m bot" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "wrong", "name"),
    [
        ("setup-telegram", {"TELEGRAM_BOT_TOKEN": "hello"}, "TELEGRAM_BOT_TOKEN is no token"),
        ("setup-telegram", {"TELEGRAM_API_BASE_URL": "http://[x"}, "TELEGRAM_API_BASE_URL is no address"),
        ("setup-whatsapp", {"TWILIO_WHATSAPP_FROM": "+14155238886"}, "TWILIO_WHATSAPP_FROM lacks its prefix"),
        ("setup-whatsapp", {"TWILIO_API_BASE_URL": "zz"}, "TWILIO_API_BASE_URL is no address"),
    ],
)
def test_nobody_is_asked_with_a_setting_that_cannot_be(
    made: Bot, capsys: pytest.CaptureFixture[str], command: str, wrong: dict[str, str], name: str
) -> None:
    nowhere = {"TELEGRAM_API_BASE_URL": "http://127.0.0.1:1", "TWILIO_API_BASE_URL": "http://127.0.0.1:1"}
    there = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "TWILIO_WHATSAPP_FROM": "whatsapp:+14155238886"}
    base = {"PUBLIC_BASE_URL": "https://bot.example.org", "TELEGRAM_BOT_TOKEN": "1:a"}
    assert made(command, **nowhere | there | base | wrong) == 2
    assert said(capsys).startswith(name)


def test_a_list_without_an_end_is_refused(made: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("import", "/dev/zero") == 2
    assert said(capsys) == "/dev/zero is larger than 10 MB; divide it into several."


def test_invented_organisations_do_not_come_among_real_ones(
    made: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("list.csv").write_text("Organisation,City\nCasa Luz,Tegucigalpa\n", "utf-8")
    assert made("import", "list.csv") == 0
    capsys.readouterr()
    assert made("seed") == 2
    assert said(capsys).startswith("There are organisations here already")


def test_a_ledger_is_not_exported_by_halves(made: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("export", "--format", "beancount", "--from", "2026-01-01") == 2
    assert said(capsys).startswith("--from and --to are for --format listings")


def test_figures_within_figures_are_told_one_by_one(made: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert made("summary") == 0
    assert "ended together 0, ended decided 0, ended undecided 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (ZeroDivisionError("casa luz, +504 9999 9999"), "This is a fault of the program (ZeroDivisionError at "),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "The system refuses: No space left on device."),
        (PermissionError(errno.EACCES, "Permission denied", "there"), "The system refuses (there): Permission denied."),
        (KeyboardInterrupt(), ""),
    ],
)
def test_what_nobody_foresaw_is_one_sentence_that_quotes_nobody(
    made: Bot,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    failure: BaseException,
    sentence: str,
) -> None:
    def fails(_tx: object) -> None:
        raise failure

    monkeypatch.setattr(hubs.hubs, "all_hubs", fails)
    assert made("hub", "list") == (130 if isinstance(failure, KeyboardInterrupt) else 2)
    told = said(capsys)
    assert told.startswith(sentence)
    assert "9999" not in told


def test_a_terminal_of_another_alphabet_reads_all_languages(tmp_path: Path) -> None:
    env = {"SECRET_KEY": KEY, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "PATH": os.environ["PATH"]}
    for typed in ("migrate", "import --template ar --hub 1"):
        env |= {"HUB_NAME": "شبكة", "HUB_COUNTRY": "EG"}
        ran = subprocess.run(
            [sys.executable, "-m", "bot", *typed.split()], cwd=tmp_path, env=env, capture_output=True, check=True
        )
    assert "المنظمة" in ran.stdout.decode()


def test_a_file_of_settings_that_is_not_ours_to_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_how: object, **_more: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / ".env").write_text("PORT=1")
    monkeypatch.setattr(Path, "read_text", locked)  # who runs the tests may read everything
    with pytest.raises(line.Misconfigured, match=r"cannot be read \(Permission denied\): run this as its owner"):
        line.environment(tmp_path / ".env", {})
