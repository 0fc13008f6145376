"""Each problem that `doctor` knows, provoked: it says what is wrong and the line that mends it, and nothing else."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text, update

from bot.commands import checks_here, checks_outside
from bot.commands.checks import Finding
from bot.doubles import TelegramApi, TwilioApi
from bot.doubles.libretranslate import LibreTranslate
from bot.doubles.server import status
from bot.house import House
from core import hubs
from core.db import Database, Q
from core.leases import CONFLICT
from core.outbox import budget
from core.outbox.budget import Charge
from core.prices import DOLLAR
from core.seed import seed
from core.settings import Settings
from core.tables import account, hub, lane
from core.vault import Vault
from tests.story import Story, telling

KEYS = ("test-key-test-key-test-key-test-key",)
BASE = "https://bot.example.org"
HOUR = 3_600_000


@pytest.fixture
def story(sqlite_db: Database, vault: Vault, now: int) -> Iterator[Story]:
    """A hub with two coordinators, where all is well."""
    with telling(sqlite_db, vault, now) as told:
        hub_id = told.hub("Red Norte")
        for who in ("ana", "eva"):
            told.say(who, told.code("coordinator", hub_id))
        yield told


def here(story: Story, later: int = 0, **more: Any) -> dict[str, Finding]:
    """What is wrong, by its name."""
    settings = Settings(story.db.url, KEYS, **more)
    found = checks_here.check(settings, story.db, story.vault, story.now + later)
    return {one.what: one for one in found if not one.fine}


def outside(**more: Any) -> dict[str, Finding]:
    found = asyncio.run(checks_outside.check(Settings("sqlite://", KEYS, **more)))
    return {one.what: one for one in found if not one.fine}


def damage(story: Story, statement: str) -> None:
    with story.db.write() as tx:
        tx.run(Q(text(statement)))


def twilio(api: TwilioApi) -> dict[str, Any]:
    return {
        "twilio_account_sid": api.account_sid,
        "twilio_auth_token": api.auth_token,
        "twilio_api_base_url": api.url,
        "twilio_whatsapp_from": api.whatsapp_from,
        "public_base_url": BASE,
    }


def telegram(api: TelegramApi, **more: Any) -> dict[str, Any]:
    return {"telegram_bot_token": api.token, "telegram_api_base_url": api.url, **more}


def test_where_all_is_well_nothing_is_found(story: Story) -> None:
    assert here(story) == {}


# ---- what can be seen without asking anybody ---------------------------------------------------------------------


def test_a_hub_that_one_alone_coordinates_lacks_somebody(story: Story) -> None:
    damage(story, "DELETE FROM coordinator WHERE person_id = 2")
    (found,) = here(story).values()
    assert found.cure == "python -m bot coordinator add --hub 1"


def test_without_a_hub_it_says_how_one_is_made(sqlite_db: Database, vault: Vault, now: int) -> None:
    found = {one.what: one for one in checks_here.check(Settings(sqlite_db.url, KEYS), sqlite_db, vault, now)}
    assert not found["hubs"].fine
    assert "python -m bot hub add" in found["hubs"].cure


def test_the_invented_network_of_a_trial_is_no_place_for_real_people(story: Story) -> None:
    seed(story.db, story.vault, story.now)
    assert here(story) == {}
    (found,) = here(story, telegram_bot_token="1:a", public_base_url=BASE).values()
    assert found.how == "The invented network of a trial is in this database, and people would be let in there"
    assert found.cure.startswith("Move the folder data/ away")


def test_a_zone_that_this_machine_does_not_know(story: Story) -> None:
    damage(story, "UPDATE hub SET zone = 'Atlantis/Capital'")
    (found,) = here(story).values()
    assert found.cure == "install tzdata"


def test_a_key_that_opens_but_finds_nobody(story: Story) -> None:
    damage(story, "UPDATE address SET blind = x'00' WHERE id = 2")
    assert "finds nobody" in here(story)["secret key"].how


def test_a_ledger_that_does_not_add_up_and_a_hub_that_was_closed_for_it(story: Story) -> None:
    story.say("luz", "hola")
    story.say("luz", "Casa Luz, Tegucigalpa")
    with story.db.write() as tx:
        tx.run(Q(update(hub).values(drift_at=story.now)))
    assert here(story)["ledger"].cure == "python -m bot verify --reopen"
    with story.db.write() as tx:
        tx.run(Q(update(account).values(posted=account.c.posted + 7)))
    assert here(story)["ledger"].cure == "python -m bot verify lists them"


def test_messages_that_should_have_left(story: Story) -> None:
    with story.db.write() as tx:
        tx.run(Q(update(lane).values(next_at=story.now)))
    assert here(story) == {}
    found = here(story, later=11 * 60_000)["outbox"]
    assert "11 minutes" in found.how
    assert "worker" in found.cure


def test_a_database_of_a_later_release_and_one_without_tables(story: Story) -> None:
    damage(story, "UPDATE alembic_version SET version_num = 'of-the-future'")
    assert here(story)["database"].cure == "install the release that migrated it"
    damage(story, "DELETE FROM alembic_version")
    assert here(story)["database"].cure == "python -m bot migrate"


def test_a_month_that_is_spent_and_templates_that_are_not_there(story: Story) -> None:
    with TwilioApi() as api:
        assert set(here(story, **twilio(api))) == {"WhatsApp templates"}
        with story.db.write() as tx:
            hubs.change_policy(tx, 1, "operator", "budget", 10 * DOLLAR, story.now)
            budget.spend(tx, [Charge(1, 10 * DOLLAR, 1)], story.now)
        found = here(story, **twilio(api))
    assert found["messages of hub 1"].how == "US$ 10.00 in 2026-11 of 10.00"
    assert "--budget" in found["messages of hub 1"].cure
    assert "python -m bot setup-whatsapp" in found["WhatsApp templates"].cure


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"hub_country": "ZZ"}, "HUB_COUNTRY"),
        ({"hub_timezone": "Nowhere"}, "HUB_TIMEZONE"),
        ({"public_base_url": "http://bot.example.org"}, "PUBLIC_BASE_URL"),
    ],
)
def test_a_setting_that_cannot_be(story: Story, more: dict[str, str], what: str) -> None:
    found = here(story, **more)
    assert set(found) == {what}
    assert found[what].cure


def test_a_key_that_others_can_read(story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    kept = tmp_path / "data" / "secret_key"
    kept.write_text("x")
    os.chmod(kept, 0o644)
    assert here(story)["secret key"].cure == "chmod 600 data/secret_key"


def test_settings_and_a_database_that_others_can_read(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.chmod(tmp_path, 0o755)
    (tmp_path / ".env").write_text("SECRET_KEY=x")
    os.chmod(tmp_path / ".env", 0o640)
    kept = tmp_path / "bank.sqlite3"
    kept.write_bytes(b"")
    os.chmod(kept, 0o644)
    settings = Settings(f"sqlite:///{kept}", KEYS)

    def wrong() -> dict[str, Finding]:
        found = checks_here.check(settings, story.db, story.vault, story.now)
        return {one.what: one for one in found if not one.fine}

    found = wrong()
    assert found["settings"].cure == "chmod 600 .env"
    assert found["database file"].cure == f"chmod 600 {kept}*"
    os.chmod(tmp_path, 0o700)  # nobody gets there
    assert not {"settings", "database file"} & wrong().keys()


def test_another_program_that_fetches_with_our_token(story: Story) -> None:
    house = House(Settings(story.db.url, KEYS), clock=lambda: story.now, hears=False, db=story.db)
    house.bell.close()
    assert here(story, telegram_bot_token="1:x") == {}
    house.fetched(CONFLICT)
    found = here(story, later=5 * 60_000, telegram_bot_token="1:x")["Telegram polling"]
    assert "5 minutes" in found.how
    assert "@BotFather" in found.cure
    assert here(story, telegram_bot_token="1:x", public_base_url=BASE) == {}  # then nobody fetches
    assert here(story, later=HOUR, telegram_bot_token="1:x") == {}
    told = {one.name: one.value for metric in house.metrics() for one in metric.samples}
    assert told["comunidas_polled_total"] == 1


# ---- what others say ---------------------------------------------------------------------------------------------


def test_a_token_that_telegram_refuses_and_credentials_that_twilio_refuses() -> None:
    with TelegramApi() as one, TwilioApi() as other:
        found = outside(
            **telegram(one) | {"telegram_bot_token": "1:wrong"}, **twilio(other) | {"twilio_auth_token": "x"}
        )
    assert found["telegram"].cure == "check TELEGRAM_BOT_TOKEN"
    assert found["whatsapp"].how == "refuses us (20003)"
    assert found["whatsapp"].cure == "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"


def test_providers_that_are_away() -> None:
    with TelegramApi() as one, TwilioApi() as other:
        one.plan(status(502), only="/getMe")
        other.plan(status(503))
        found = outside(**telegram(one), **twilio(other))
    assert {what: one.how for what, one in found.items() if what in ("telegram", "whatsapp")} == {
        "telegram": "cannot be reached (NetworkError)",
        "whatsapp": "cannot be reached (503)",
    }


def test_a_webhook_whose_last_call_failed() -> None:
    with TelegramApi() as api:
        api.webhook = {
            "url": f"{BASE}/telegram/webhook",
            "last_error_date": 1,
            "last_error_message": "SSL error {certificate verify failed}",
        }
        assert outside(**telegram(api, public_base_url=BASE)) == {}  # nothing waits: it was mended
        api.queue(api.text(7, "hola"))
        found = outside(**telegram(api, public_base_url=BASE))["Telegram webhook"]
    assert "certificate verify failed" in found.how
    assert "PUBLIC_BASE_URL" in found.cure


@pytest.mark.parametrize(("seconds", "how"), [(-300, "s ahead"), (300, "s behind")])
def test_a_clock_that_goes_wrong(seconds: int, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = SimpleNamespace(time=lambda: time.time() - seconds, time_ns=time.time_ns)
    monkeypatch.setattr(checks_outside, "time", ours)
    with TelegramApi() as api:
        found = outside(**telegram(api))["clock"]
    assert abs(int(found.how.split()[0]) - 300) <= 2
    assert found.how.endswith(how)
    assert "NTP" in found.cure


def test_a_translation_server_that_does_not_translate() -> None:
    with LibreTranslate(key="one") as api:
        assert outside(translate_url=api.url, translate_api_key="one") == {}
        found = outside(translate_url=api.url, translate_api_key="another")["translation"]
    assert "TRANSLATE_API_KEY" in found.cure
