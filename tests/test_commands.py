"""What an operator types, and what she reads: each command on a fresh folder, with errors in one sentence."""

from __future__ import annotations

import io
import os
import re
import resource
from collections.abc import Callable
from contextlib import nullcontext
from email.message import Message
from pathlib import Path
from types import SimpleNamespace
from urllib.error import HTTPError, URLError
from urllib.request import Request

import pytest
from sqlalchemy import select, update

from bot.commands.line import environment
from bot.desk.rulebook import RULES
from bot.doubles.server import Answer, Call
from bot.doubles.telegram_api import TelegramApi
from bot.doubles.twilio_api import TwilioApi
from core.coordination.misunderstood import note
from core.db import Database, Q
from core.errors import Misconfigured
from core.hubs import Hub, all_hubs
from core.policy import DAY_MS, HOUR_MS, Policy
from core.settings import read_settings
from core.tables import invite, lane
from core.vault import Vault
from tests.command_line import KEY, Bot
from tests.keeping_door import KeepingDoor
from webhooks.app import create_app

pytestmark = pytest.mark.usefixtures("logs")


def hubs_in(folder: Path) -> list[Hub]:
    db = Database(f"sqlite:///{folder / 'data' / 'comunidas.sqlite3'}")
    try:
        with db.read() as tx:
            return all_hubs(tx)
    finally:
        db.close()


def code_in(text: str) -> str:
    found = re.search(r"^  (\d{7,})$", text, re.MULTILINE)
    assert found, text
    return found[1]


def test_what_a_command_writes_is_nobody_elses_to_read(bot: Bot, tmp_path: Path) -> None:
    usual = os.umask(0o022)
    try:
        url = f"sqlite:///{tmp_path / 'bank.sqlite3'}"  # in a folder that is there, and open to all
        assert bot("migrate", DATABASE_URL=url, HUB_NAME="Red Norte", HUB_COUNTRY="hn") == 0
        assert bot("backup", "copy.zip") == 0
        assert bot("export", "--format", "csv", "--out", "figures") == 0
    finally:
        os.umask(usual)
    made = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {file.name for file in made} >= {"bank.sqlite3", "copy.zip", "datapackage.json"}
    assert [file.name for file in made if file.stat().st_mode & 0o077] == []
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0, "no core dumps, with words and keys in them"


# ---- the database -----------------------------------------------------------------------------------------------


def test_migrate_makes_the_hub_of_the_settings_once(bot: Bot, tmp_path: Path) -> None:
    assert bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="hn") == 0
    assert bot("migrate", HUB_NAME="Another name") == 0
    (hub,) = hubs_in(tmp_path)
    assert (hub.name, hub.country, hub.zone, hub.languages) == ("Red Norte", "HN", "America/Tegucigalpa", ("es",))


def test_migrate_invents_nobody(bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("migrate") == 0
    assert hubs_in(tmp_path) == []
    assert "hub add" in capsys.readouterr().out


def test_a_hub_without_a_country_is_refused_in_one_sentence(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("migrate", HUB_NAME="Red") == 2
    assert capsys.readouterr().err == "HUB_COUNTRY is not set; write two letters, like HN.\n"


def test_a_hubs_name_is_kept_without_what_nobody_sees(bot: Bot, tmp_path: Path) -> None:
    assert bot("migrate", HUB_NAME="Red\udcff \u202eNorte", HUB_COUNTRY="HN") == 0
    assert bot("hub", "add", "--name", "Red\u2066  Sur", "--country", "MX") == 0
    assert [hub.name for hub in hubs_in(tmp_path)] == ["Red Norte", "Red Sur"]


def test_without_a_hub_the_list_says_how_to_make_one(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    bot("migrate")
    capsys.readouterr()
    assert bot("hub", "list") == 0
    assert "python -m bot hub add" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["verify", "invite", "hub list", "backup b.zip", "web", "worker"])
def test_a_database_that_was_never_migrated_is_named(bot: Bot, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot(*line.split()) == 2
    assert "python -m bot migrate" in capsys.readouterr().err


def test_what_was_backed_up_comes_back_into_another_database(bot: Bot, tmp_path: Path) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    assert bot("backup", "all.backup") == 0
    assert bot("restore", "all.backup") == 2  # it is not empty
    assert bot("restore", "--replace", "all.backup") == 0
    assert [hub.name for hub in hubs_in(tmp_path)] == ["Red Norte"]
    other = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert bot("restore", "all.backup", DATABASE_URL=other) == 0
    assert bot("hub", "list", DATABASE_URL=other) == 0
    assert bot("verify") == 0


@pytest.mark.parametrize("file", ["nothing.backup", "data"])
def test_a_file_that_is_no_backup_is_said_to_be_none(bot: Bot, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("restore", file) == 2
    assert file in capsys.readouterr().err


def test_the_invented_hub_is_made_once(bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot("seed") == 0
    assert bot("seed") == 2
    assert "here already" in capsys.readouterr().err
    assert len(hubs_in(tmp_path)) == 1
    assert bot("verify") == 0


# ---- settings ---------------------------------------------------------------------------------------------------


def test_postgres_without_a_key_is_refused_with_the_way_to_make_one(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bot("run", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none", SECRET_KEY="") == 2
    assert "secrets.token_urlsafe" in capsys.readouterr().err


@pytest.mark.parametrize("line", ["verify", "migrate", "chat", "run"])
def test_a_database_that_is_away_is_one_sentence(bot: Bot, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bot(line, DATABASE_URL="postgresql://nobody@127.0.0.1:1/none") == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Cannot connect to the database: nobody listens there; see that it runs and that DATABASE_URL is right."
    )


def test_the_environment_is_stronger_than_the_file_and_an_empty_variable_is_none(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text('# a comment\nHUB_NAME="Red Norte"\nPORT=9000\nexport HOST=0.0.0.0\nnonsense\nX Y=1\n', "utf-8")
    assert environment(file, {"PORT": "9001", "HOST": ""}) == {
        "HUB_NAME": "Red Norte",
        "PORT": "9001",
        "HOST": "0.0.0.0",
    }


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('HUB_NAME="Red Norte"  # our network', "Red Norte"),
        ("HUB_NAME='Red #1'", "Red #1"),
        ("HUB_NAME=Red Norte # ours", "Red Norte"),
        ("HUB_NAME=Red#1", "Red#1"),
        ("HUB_NAME=Casa 'Luz'", "Casa 'Luz'"),
        ("HUB_NAME=# later", ""),
    ],
)
def test_a_comment_behind_a_value_is_none_of_it(line: str, value: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(line + "\n", "utf-8")
    assert environment(tmp_path / ".env", {}) == {"HUB_NAME": value}


@pytest.mark.parametrize("address", ["here", "ftp://code.example.org/a", "https://", "https://a b", "https://[1"])
def test_an_address_of_the_source_that_leads_nowhere_is_refused(address: str) -> None:
    with pytest.raises(Misconfigured, match="SOURCE_URL is no address of a page"):
        read_settings({"SOURCE_URL": address, "SECRET_KEY": "k" * 32})


def test_no_file_is_no_trouble(tmp_path: Path) -> None:
    assert environment(tmp_path / ".env", {"A": "b"}) == {"A": "b"}


@pytest.mark.parametrize("line", ["", "dance", "hub", "invite --days 0", "invite --days x", "restore"])
def test_what_is_no_command_is_explained(bot: Bot, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        bot(*line.split())
    assert left.value.code == 2
    assert "usage: python -m bot" in capsys.readouterr().err


# ---- hubs, coordinators, invites --------------------------------------------------------------------------------


def test_a_hub_is_made_by_flags_in_hours_and_days(bot: Bot, tmp_path: Path) -> None:
    bot("migrate")
    line = "--country eg --languages ar,en --closed --approval no --starter-grant 4.5 --answer 48 --confirm 3"
    assert bot("hub", "add", "--name", "Red Sur", *line.split()) == 0
    (hub,) = hubs_in(tmp_path)
    assert (hub.name, hub.country, hub.zone, hub.languages) == ("Red Sur", "EG", "Africa/Cairo", ("ar", "en"))
    policy = hub.policy
    assert not hub.open
    assert not policy.approval
    assert (policy.starter_grant, policy.answer_ms, policy.confirm_ms) == (270, 48 * HOUR_MS, 3 * DAY_MS)


@pytest.mark.parametrize(
    "flags",
    [
        "--country ZZ",
        "--country HN --zone Nowhere/Here",
        "--country HN --languages xx",
        "--country HN --approval perhaps",
        "--country HN --starter-grant NaN",
        "--country HN --starter-grant -1",
        "--country HN --starter-grant 0.001",
        "--country HN --answer 1e99",
        "--country HN --answer soon",
        "--country HN --need-days 1.5",
        "--country HN --holidays tomorrow",
    ],
)
def test_a_hub_that_cannot_be_is_refused_and_not_made(
    bot: Bot, flags: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot("migrate")
    capsys.readouterr()
    assert bot("hub", "add", "--name", "Red Sur", *flags.split()) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert hubs_in(tmp_path) == []


def test_nobody_to_ask_means_that_the_flags_must_say_it(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    bot("migrate")
    assert bot("hub", "add", "--name", "Red Sur") == 2
    assert "--country" in capsys.readouterr().err


def test_two_hubs_of_one_name_would_be_confused(bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add = ("hub", "add", "--name", "Red Sur", "--country", "AR")
    assert (bot("migrate"), bot(*add), bot(*add)) == (0, 0, 2)
    assert "Red Sur" in capsys.readouterr().err
    assert bot("hub", "add", "--name", "RED  sur", "--country", "AR") == 2
    assert len(hubs_in(tmp_path)) == 1


def test_the_misunderstood_are_listed_or_it_is_said_that_there_are_none(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (bot("migrate"), bot("misunderstood")) == (0, 0)
    assert "every sentence was understood" in capsys.readouterr().out


def test_safety_13_what_came_by_whatsapp_is_listed_for_its_own_hub_alone(
    bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    (hub,) = hubs_in(tmp_path)
    db, vault = Database(f"sqlite:///{tmp_path / 'data' / 'comunidas.sqlite3'}"), Vault((KEY,))
    with db.write() as tx:
        note(tx, vault, hub.id, "es", "whatsapp", "y lo del bono amarillo", (), 1)
    db.close()
    capsys.readouterr()
    assert bot("misunderstood") == 0
    assert capsys.readouterr().out == "1 came by WhatsApp and serve their own hub alone: --hub NAME shows them.\n"
    assert bot("misunderstood", "--hub", "Red Norte") == 0
    assert "es  whatsapp  1970-01-01  y lo del bono amarillo" in capsys.readouterr().out


def test_a_hub_is_asked_for_at_a_terminal(bot: Bot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bot("migrate")
    zones, languages, door = ["Mars/Base", ""], ["es klingon", "es ar"], ["perhaps", "closed"]
    answers = iter(["Red Sur", "Honduras", "HN", *zones, *languages, *door, "maybe", "no", "sí", "12"])
    monkeypatch.setattr("bot.commands.hubs.interactive", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: next(answers, ""))
    assert bot("hub", "add") == 0
    (hub,) = hubs_in(tmp_path)
    assert (hub.name, hub.country, hub.languages) == ("Red Sur", "HN", ("es", "ar"))
    assert (hub.zone, hub.open) == ("America/Tegucigalpa", False)
    assert (hub.policy.approval, hub.policy.starter_grant) == (False, 12 * 60)


def test_every_rule_is_shown_as_it_is_read() -> None:
    usual = Policy()
    for rule in RULES:
        value = getattr(usual, rule.name)
        assert rule.read(rule.shown(value)) == value


def test_a_rule_out_of_bounds_is_said_in_the_unit_in_which_it_is_typed(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    for flag, said in (("--starter-grant", "hours from 0 to 100."), ("--matches-told", "a number from 0 to 10.")):
        assert bot("hub", "change", flag, "101") == 2
        assert capsys.readouterr().err.rstrip().endswith(said)


def test_rules_are_changed_by_name_or_number_of_the_hub(bot: Bot, tmp_path: Path) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    assert bot("hub", "change", "--hub", "red norte", "--need-days", "30") == 0
    assert bot("hub", "change", "--hub", "1", "--approval", "no") == 0
    assert bot("hub", "change", "--hub", "Red Sur", "--approval", "no") == 2
    assert bot("hub", "change") == 2
    (hub,) = hubs_in(tmp_path)
    assert (hub.policy.need_days, hub.policy.approval) == (30, False)


@pytest.mark.parametrize(
    ("line", "kind", "role"),
    [
        ("coordinator add", "coordinator", "member"),
        ("coordinator add --deputy", "coordinator", "deputy"),
        ("invite", "hub", "member"),
    ],
)
def test_a_code_is_shown_once_and_serves_its_days(
    bot: Bot, line: str, kind: str, role: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    assert bot(*line.split(), "--days", "2") == 0
    index = Vault((KEY,)).index("invite", code_in(capsys.readouterr().out))
    db = Database(f"sqlite:///{tmp_path / 'data' / 'comunidas.sqlite3'}")
    with db.read() as tx:
        lasts = invite.c.expires_at - invite.c.created_at
        rows = tx.all(Q(select(invite.c.code_index, invite.c.kind, invite.c.role, lasts)))
    db.close()
    assert rows == [(index, kind, role, 2 * DAY_MS)]


def test_a_code_comes_with_the_links_that_carry_it(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    with TelegramApi() as telegram:
        bot(
            *("coordinator", "add"),
            TELEGRAM_BOT_TOKEN=telegram.token,
            TELEGRAM_API_BASE_URL=telegram.url,
            TWILIO_ACCOUNT_SID="AC1",
            TWILIO_AUTH_TOKEN="t",
            TWILIO_WHATSAPP_FROM="whatsapp:+14155238886",
        )
    said = capsys.readouterr().out
    code = code_in(said)
    assert f"https://t.me/comunidas_bot?start={code}" in said
    assert f"https://wa.me/14155238886?text={code}" in said


def test_a_code_is_given_although_telegram_is_away(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    assert bot("invite", TELEGRAM_BOT_TOKEN="1:a", TELEGRAM_API_BASE_URL="http://127.0.0.1:1") == 0
    said = capsys.readouterr().out
    assert code_in(said)
    assert "t.me" not in said


# ---- telegram ---------------------------------------------------------------------------------------------------


def test_setup_points_telegram_here_with_secret_kinds_and_menus(bot: Bot, door: Callable[..., None]) -> None:
    with TelegramApi() as telegram:
        env = telegram_env(telegram)
        door(**env)
        assert bot("setup-telegram", **env | {"PUBLIC_BASE_URL": "https://bot.example.org/"}) == 0
        assert telegram.webhook["url"] == "https://bot.example.org/telegram/webhook"
        assert len(telegram.webhook["secret_token"]) >= 32  # derived: none was set
        assert "callback_query" in telegram.webhook["allowed_updates"]
        assert telegram.commands["es"]["menu"] == "Menú"
        assert telegram.commands["ar"]["menu"] == "القائمة"
        assert telegram.commands[""]["menu"] == "Menu"
        assert set(telegram.commands) == {"", "es", "ar", "fr", "pt"}
        assert {language for _what, language in telegram.descriptions} == {"", "es", "ar", "fr", "pt"}
        assert "1 heure" in telegram.descriptions["short_description", "fr"]


def telegram_env(telegram: TelegramApi) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_API_BASE_URL": telegram.url,
        "PUBLIC_BASE_URL": "https://bot.example.org",
    }


class Meddling(TelegramApi):
    """After each call that sets the webhook, another program has its way."""

    def __init__(self, **instead: object) -> None:
        super().__init__()
        self.instead = instead

    def answer(self, call: Call) -> Answer:
        said = super().answer(call)
        if call.path.endswith("/setWebhook"):
            self.webhook |= self.instead
        if call.path.endswith("/setMyShortDescription") and "menu" in self.instead:
            self.commands.pop("ar", None)
        return said


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ({"url": "https://other.example.org/hook"}, "Telegram now sends to https://other.example.org/hook"),
        ({"url": ""}, "Telegram now sends to nowhere"),
        (
            {"allowed_updates": ["message"]},
            "does not send callback_query, edited_message, message_reaction, my_chat_member",
        ),
        ({"menu": "another"}, "Telegram shows another menu in ar"),
    ],
)
def test_setup_looks_whether_telegram_keeps_what_it_was_given(
    bot: Bot, door: Callable[..., None], capsys: pytest.CaptureFixture[str], instead: dict[str, object], said: str
) -> None:
    with Meddling(**instead) as telegram:
        env = telegram_env(telegram)
        door(**env)
        assert bot("setup-telegram", **env) == 2
    assert said in capsys.readouterr().err


def test_setup_tells_the_last_error_of_telegrams(
    bot: Bot, door: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    failed = {"last_error_date": 1, "last_error_message": "Wrong response from the webhook: 502 Bad Gateway"}
    with Meddling(**failed) as telegram:
        env = telegram_env(telegram)
        door(**env)
        assert bot("setup-telegram", **env) == 0
    assert "Its last call failed: Wrong response from the webhook: 502 Bad Gateway." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("started_with", "how", "cure"),
    [
        ({"TELEGRAM_WEBHOOK_SECRET": "another"}, "is refused at our door", "TELEGRAM_WEBHOOK_SECRET"),
        ({"TELEGRAM_BOT_TOKEN": ""}, "our door answers 404", "TELEGRAM_BOT_TOKEN"),
    ],
)
def test_setup_and_the_doctor_knock_at_our_own_door_with_the_secret(
    network: Bot,
    door: Callable[..., None],
    capsys: pytest.CaptureFixture[str],
    started_with: dict[str, str],
    how: str,
    cure: str,
) -> None:
    bot = network
    with TelegramApi() as telegram:
        env = telegram_env(telegram)
        door(**env | started_with)
        assert bot("setup-telegram", **env) == 1
        first = capsys.readouterr().out
        assert bot("doctor", **env) == 1
        second = capsys.readouterr().out
    for said in (first, second):
        assert problems(said) == {"Telegram's secret"}
        assert how in said
        assert cure in said


def test_a_door_that_lets_everybody_in_is_no_door_of_ours(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("urllib.request.urlopen", lambda *_a, **_n: nullcontext(SimpleNamespace(status=200)))
    with TelegramApi() as telegram:
        assert bot("setup-telegram", **telegram_env(telegram)) == 1
    assert "is not asked for at our door" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "1:a"}, "PUBLIC_BASE_URL"),
        ({"TELEGRAM_BOT_TOKEN": "1:a", "PUBLIC_BASE_URL": "https://x.example"}, "Telegram"),
    ],
)
def test_setup_says_what_is_missing(
    bot: Bot, env: dict[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with TelegramApi() as telegram:
        assert bot("setup-telegram", TELEGRAM_API_BASE_URL=telegram.url, **env) == 2
        assert telegram.webhook == {}
    assert said in capsys.readouterr().err


# ---- doctor -----------------------------------------------------------------------------------------------------


def problems(said: str) -> set[str]:
    """What was found wrong: the words between PROBLEM and the colon."""
    return set(re.findall(r"^PROBLEM  ([^:]+):", said, re.MULTILINE))


def test_the_doctor_finds_the_demonstration_well(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    bot("seed")
    assert bot("doctor") == 0
    assert problems(capsys.readouterr().out) == set()


def test_f60_the_doctor_names_each_problem_with_its_cure(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    bot("seed")
    capsys.readouterr()
    with TelegramApi() as telegram, TwilioApi() as twilio:
        telegram.webhook = {"url": "https://elsewhere.example/"}
        status = bot(
            "doctor",
            SECRET_KEY="another-key-another-key-another-key",
            HUB_COUNTRY="ZZ",
            HUB_TIMEZONE="Nowhere",
            TELEGRAM_BOT_TOKEN=telegram.token,
            TELEGRAM_API_BASE_URL=telegram.url,
            TWILIO_ACCOUNT_SID=twilio.account_sid,
            TWILIO_AUTH_TOKEN="wrong",
            TWILIO_API_BASE_URL=twilio.url,
            TWILIO_WHATSAPP_FROM=twilio.whatsapp_from,
        )
    said = capsys.readouterr().out
    assert status == 1
    assert problems(said) == {
        *(
            "secret key",
            "HUB_COUNTRY",
            "HUB_TIMEZONE",
            "PUBLIC_BASE_URL",
            "Telegram webhook",
            "whatsapp",
            "WhatsApp templates",
        ),
    }
    assert said.count("→") == len(problems(said))


@pytest.fixture
def network(bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bot:
    """A command line beside a real hub with two coordinators."""
    assert bot("migrate", HUB_NAME="Red Norte", HUB_COUNTRY="HN") == 0
    for who in ("ana", "eva"):
        capsys.readouterr()
        bot("coordinator", "add")
        (code,) = set(re.findall(r"\b\d{7,}\b", capsys.readouterr().out))
        chat(bot, monkeypatch, code, "/quit", name=who)
    capsys.readouterr()
    return bot


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Our web side as the world meets it at https://bot.example.org, with the settings that it was started with."""

    def open_door(**env: str) -> None:
        app = create_app(
            read_settings({"SECRET_KEY": KEY, "DATABASE_URL": "sqlite:///never-opened.sqlite3", **env}), KeepingDoor()
        )

        def opened(asked: Request, timeout: float) -> object:
            said = app.test_client().open(
                asked.full_url,
                method=asked.get_method(),
                data=asked.data,
                headers={"Content-Type": "application/x-www-form-urlencoded", **dict(asked.header_items())},
            )
            if said.status_code >= 400:
                raise HTTPError(asked.full_url, said.status_code, said.status, Message(), None)
            return nullcontext(SimpleNamespace(status=said.status_code))

        monkeypatch.setattr("urllib.request.urlopen", opened)

    return open_door


def twilio_env(twilio: TwilioApi) -> dict[str, str]:
    return {
        "PUBLIC_BASE_URL": "https://bot.example.org",
        "TWILIO_ACCOUNT_SID": twilio.account_sid,
        "TWILIO_AUTH_TOKEN": twilio.auth_token,
        "TWILIO_API_BASE_URL": twilio.url,
        "TWILIO_SMS_FROM": twilio.sms_from,
    }


def test_f60_the_doctor_finds_a_door_that_does_not_know_twilios_signature(
    network: Bot, door: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    bot = network
    with TwilioApi() as twilio:
        env = twilio_env(twilio)
        door(**env)
        assert bot("doctor", **env) == 0
        door(**env | {"PUBLIC_BASE_URL": "https://old.example.org"})
        capsys.readouterr()
        assert bot("doctor", **env) == 1
    assert problems(capsys.readouterr().out) == {"Twilio's signature"}


def test_f60_the_doctor_says_when_nobody_reaches_us(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bot("seed")

    def refused(*_args: object, **_named: object) -> None:
        raise URLError(ConnectionRefusedError("refused"))

    monkeypatch.setattr("urllib.request.urlopen", refused)
    assert bot("doctor", PUBLIC_BASE_URL="https://bot.example.org") == 1
    said = capsys.readouterr().out
    assert problems(said) == {"our address"}
    assert "does not answer (nobody listens there)" in said


def test_f60_the_doctor_sees_that_no_worker_runs(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    chat(bot, monkeypatch, "hola", "/quit", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    db = Database(f"sqlite:///{tmp_path / 'data' / 'comunidas.sqlite3'}")
    with db.write() as tx:
        tx.run(Q(update(lane).values(next_at=1)))
    db.close()
    capsys.readouterr()
    assert bot("doctor") == 1
    assert "outbox" in problems(capsys.readouterr().out)


def test_the_doctor_is_content_with_providers_that_are_set_up(
    network: Bot, door: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    bot = network
    with TelegramApi() as telegram, TwilioApi() as twilio:
        env = {
            **twilio_env(twilio),
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_BASE_URL": telegram.url,
        }
        door(**env)
        bot("setup-telegram", **env)
        capsys.readouterr()
        assert bot("doctor") == 0
    assert "@comunidas_bot" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:///missing/none.sqlite3", "mysql://x"])
def test_the_doctor_survives_a_database_that_is_not_there(
    bot: Bot, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bot("doctor", DATABASE_URL=url) == 1
    assert problems(capsys.readouterr().out) & {"database", "settings"}


# ---- the terminal -----------------------------------------------------------------------------------------------


def chat(bot: Bot, monkeypatch: pytest.MonkeyPatch, *lines: str, name: str = "me", **env: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    return bot("chat", name, **env)


def test_two_people_talk_at_one_terminal(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat(
        bot,
        monkeypatch,
        *(
            "hola",
            "Casa Luz, Tegucigalpa",
            "/as nour",
            "السلام عليكم",
            "جمعية نور, القاهرة",
            "/as me",
            "saldo",
            "/quit",
        ),
        "never said",
        HUB_NAME="Red Norte",
        HUB_COUNTRY="HN",
    )
    said = capsys.readouterr().out
    assert "me> hola" in said
    assert "nour> السلام عليكم" in said
    assert "\u2068Casa Luz\u2069" in said  # isolates are kept
    assert "never said" not in said


def test_a_file_of_many_lines_is_answered_line_by_line(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat(bot, monkeypatch, "hola", "Casa Luz, Tegucigalpa", *["saldo"] * 60, HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    assert capsys.readouterr().out.count("La coordinación todavía revisa su organización") == 60


@pytest.mark.parametrize("line", ["\ud800 \x00 \u202e", "{0} %(x)s", "<b>&", "1" * 100_000, "🙂", "NaN"])
def test_the_terminal_answers_whatever_is_typed(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert chat(bot, monkeypatch, line, HUB_NAME="Red Norte", HUB_COUNTRY="HN") == 0
    assert "ComuniDAS" in capsys.readouterr().out


def test_a_chat_goes_on_where_it_was_left(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat(bot, monkeypatch, "hola", "Casa Luz, Tegucigalpa", HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    welcome = capsys.readouterr().out.partition("me> Casa Luz")[0].partition("hola\n\n")[2]
    chat(bot, monkeypatch, "menu")
    again = capsys.readouterr().out.partition("me> menu\n\n")[2]
    assert welcome
    assert again
    assert again != welcome


def test_what_is_told_of_the_coordination_is_read_here_and_the_doctor_says_that_it_waits(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("hola", "Casa Luz, Tegucigalpa", "la coordinadora nos grita", "1")
    chat(bot, monkeypatch, *words, HUB_NAME="Red Norte", HUB_COUNTRY="HN")
    capsys.readouterr()
    bot("doctor")
    assert "python -m bot coordinator complaints" in capsys.readouterr().out
    assert bot("coordinator", "complaints") == 0
    assert "Red Norte, Casa Luz: la coordinadora nos grita" in capsys.readouterr().out
    assert bot("coordinator", "complaints", "--done", "1") == 0
    assert "Nothing waits." in capsys.readouterr().out
    assert bot("coordinator", "complaints", "--done", "1") == 1
