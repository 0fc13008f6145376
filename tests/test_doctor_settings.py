"""Settings that cannot be, and an account at Twilio that is not as they say: one sentence with its cure each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from bot.commands import checks_here, checks_outside
from bot.commands.checks import Finding
from bot.doubles import TelegramApi, TwilioApi
from bot.sending.contents_sync import bring_up_to_date, opened
from bot.wording import Wording
from core import contents
from core.db import Database, Q
from core.settings import Settings
from core.settings_checked import Wrong, checked
from core.tables import content
from core.vault import Vault
from tests.command_line import Bot

KEYS = ("test-key-test-key-test-key-test-key",)
BASE = "https://bot.example.org"
ACCOUNT = {"twilio_account_sid": "AC" + "0" * 32, "twilio_auth_token": "t"}
WHATSAPP = {"twilio_whatsapp_from": "whatsapp:+14155238886"}


def wrong(**more: Any) -> Wrong:
    (one,) = checked(Settings("sqlite://", KEYS, **{"public_base_url": BASE, **more}))
    return one


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"telegram_bot_token": "123:AB-c_d"},
        {**ACCOUNT, **WHATSAPP},
        {**ACCOUNT, "twilio_sms_from": "+15005550006", "twilio_messaging_service_sid": "MG" + "0" * 32},
        {**ACCOUNT, "twilio_sms_from": "12345"},
        {"sentry_dsn": "https://abc@sentry.example.org/7"},
    ],
)
def test_settings_that_can_be_are_let_be(more: dict[str, str]) -> None:
    assert list(checked(Settings("sqlite://", KEYS, public_base_url=BASE, **more))) == []


@pytest.mark.parametrize(
    ("more", "name", "cure"),
    [
        ({"prices_file": "/nope"}, "PRICES_FILE", "core/data/prices.json"),
        ({"sentry_dsn": "zzz"}, "SENTRY_DSN", "https://key@sentry.example.org/1"),
        ({"sentry_dsn": "https://sentry.example.org/7"}, "SENTRY_DSN", "leave it empty"),
        ({"telegram_bot_token": "abc"}, "TELEGRAM_BOT_TOKEN", "@BotFather"),
        ({"telegram_api_base_url": "api.telegram.org"}, "TELEGRAM_API_BASE_URL", "https://"),
        ({**ACCOUNT, "twilio_whatsapp_from": "+14155238886"}, "TWILIO_WHATSAPP_FROM", "whatsapp:+14155238886"),
        ({**ACCOUNT, "twilio_whatsapp_from": "whatsapp:4155238886"}, "TWILIO_WHATSAPP_FROM", "the plus"),
        ({**ACCOUNT, "twilio_sms_from": "whatsapp:+15005550006"}, "TWILIO_SMS_FROM", "the plus"),
        (
            {**ACCOUNT, "twilio_sms_from": "+15005550006", "twilio_messaging_service_sid": "MG1"},
            "TWILIO_MESSAGING_SERVICE_SID",
            "console",
        ),
    ],
)
def test_nothing_starts_with_what_cannot_be_and_one_sentence_says_it(
    more: dict[str, str], name: str, cure: str, bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    one = wrong(**more)
    assert (one.name, one.fatal) == (name, True)
    assert cure in one.cure
    for start in ("run", "web", "worker"):
        assert bot(start, **{key.upper(): value for key, value in more.items()}) == 2
        said = capsys.readouterr().err
        assert said == f"{one}\n"
        assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("more", "name", "cure"),
    [
        ({"twilio_account_sid": "AC1"}, "TWILIO_ACCOUNT_SID", "set TWILIO_AUTH_TOKEN too"),
        ({"twilio_auth_token": "t"}, "TWILIO_AUTH_TOKEN", "set TWILIO_ACCOUNT_SID too"),
        (ACCOUNT, "TWILIO_ACCOUNT_SID", "set TWILIO_WHATSAPP_FROM, TWILIO_SMS_FROM or both"),
        (WHATSAPP, "TWILIO_WHATSAPP_FROM", "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"),
        (
            {**ACCOUNT, **WHATSAPP, "twilio_messaging_service_sid": "MG" + "0" * 32},
            "TWILIO_MESSAGING_SERVICE_SID",
            "set TWILIO_SMS_FROM",
        ),
    ],
)
def test_a_channel_that_is_half_set_is_said_to_be_off(
    more: dict[str, str], name: str, cure: str, sqlite_db: Database, vault: Vault, now: int
) -> None:
    one = wrong(**more)
    assert (one.name, one.fatal) == (name, False)
    assert cure in one.cure
    settings = Settings(sqlite_db.url, KEYS, public_base_url=BASE, **more)
    found = {one.what: one for one in checks_here.check(settings, sqlite_db, vault, now)}
    assert (found[name].fine, found[name].cure) == (False, one.cure)


# ---- what Twilio says of the account ------------------------------------------------------------------------------


def looked_up(api: TwilioApi, **more: Any) -> dict[str, Finding]:
    """What is wrong, by its name."""
    known: dict[str, Any] = {
        "twilio_account_sid": api.account_sid,
        "twilio_auth_token": api.auth_token,
        "twilio_api_base_url": api.url,
        "twilio_whatsapp_from": api.whatsapp_from,
        "twilio_sms_from": api.sms_from,
        "public_base_url": BASE,
    }
    found = asyncio.run(checks_outside.check(Settings("sqlite://", KEYS, **{**known, **more})))
    return {one.what: one for one in found if not one.fine}


def test_an_account_that_is_as_the_settings_say_has_nothing_wrong() -> None:
    with TwilioApi() as api:
        assert looked_up(api) == {}
        assert looked_up(api, twilio_messaging_service_sid=api.service_sid) == {}


def points_elsewhere(api: TwilioApi) -> None:
    api.numbers[api.sms_from]["sms_url"] = "https://old.example.org/twilio/inbound"


def is_handed_in_by_get(api: TwilioApi) -> None:
    api.numbers[api.sms_from]["sms_method"] = "GET"


def has_an_application(api: TwilioApi) -> None:
    api.numbers[api.sms_from]["sms_application_sid"] = "AP1"


def is_not_there(api: TwilioApi) -> None:
    api.numbers.clear()


def whatsapp_goes_nowhere(api: TwilioApi) -> None:
    api.senders[api.whatsapp_from]["webhook"] = None


def whatsapp_is_offline(api: TwilioApi) -> None:
    api.senders[api.whatsapp_from]["status"] = "OFFLINE"


@pytest.mark.parametrize(
    ("happens", "what", "how", "cure"),
    [
        (points_elsewhere, "SMS sender", "old.example.org", f"{BASE}/twilio/inbound#rc=5&rp=all"),
        (is_handed_in_by_get, "SMS sender", "GET", "POST"),
        (has_an_application, "SMS sender", "an application", f"{BASE}/twilio/inbound"),
        (is_not_there, "SMS sender", "no number of this account", "TWILIO_SMS_FROM"),
        (whatsapp_goes_nowhere, "WhatsApp sender", "nowhere", f"{BASE}/twilio/inbound"),
        (whatsapp_is_offline, "WhatsApp sender", "offline", "console"),
    ],
)
def test_where_a_sender_hands_in(happens: Callable[[TwilioApi], None], what: str, how: str, cure: str) -> None:
    with TwilioApi() as api:
        happens(api)
        found = looked_up(api)
    assert set(found) == {what}
    assert how in found[what].how
    assert cure in found[what].cure


def test_a_whatsapp_sender_that_is_none_of_the_accounts_and_the_sandbox_which_never_is() -> None:
    with TwilioApi() as api:
        api.senders.clear()
        assert looked_up(api) == {}
        found = looked_up(api, twilio_whatsapp_from="whatsapp:+15005550001")["WhatsApp sender"]
    assert "TWILIO_WHATSAPP_FROM" in found.cure


def test_a_messaging_service_that_is_not_there_lacks_the_number_or_drops_what_comes() -> None:
    with TwilioApi() as api:
        found = looked_up(api, twilio_messaging_service_sid="MG" + "1" * 32)["SMS sender"]
        assert "there is no Messaging Service" in found.how
        assert "TWILIO_MESSAGING_SERVICE_SID" in found.cure
        api.services[api.service_sid]["use_inbound_webhook_on_number"] = False
        found = looked_up(api, twilio_messaging_service_sid=api.service_sid)["SMS sender"]
        assert "goes to nowhere" in found.how
        api.services[api.service_sid]["inbound_request_url"] = f"{BASE}/twilio/inbound"
        assert looked_up(api, twilio_messaging_service_sid=api.service_sid) == {}
        api.services[api.service_sid]["numbers"] = []
        assert "is no sender" in looked_up(api, twilio_messaging_service_sid=api.service_sid)["SMS sender"].how


@pytest.mark.parametrize("code", ["11200", "11217", "12100", "12300"])
def test_calls_to_us_that_failed_are_counted_for_a_day(code: str) -> None:
    with TwilioApi() as api:
        api.alert(code, f"{BASE}/twilio/inbound")
        api.alert(code, "https://another.example.org/voice")
        api.alert("63016", f"{BASE}/twilio/status")  # about a message, not about a call to us
        api.alerts.append({**api.alerts[0], "date_generated": "2020-01-01T00:00:00Z"})
        found = looked_up(api)
    assert set(found) == {"Twilio's calls"}
    assert found["Twilio's calls"].how == f"failed within a day: {code} (1×)"
    assert ("proxy" in found["Twilio's calls"].cure) == code.startswith("12")


def test_what_may_not_be_looked_up_is_no_problem() -> None:
    with TwilioApi() as api:
        for path in ("/IncomingPhoneNumbers.json", "/Senders", "/Alerts"):
            api.plan(api.refusing(20003, 403), only=path)
        assert looked_up(api) == {}


# ---- the rest -----------------------------------------------------------------------------------------------------


def test_a_kind_of_update_that_telegram_keeps_back() -> None:
    with TelegramApi() as api:
        api.webhook = {"url": f"{BASE}/telegram/webhook", "allowed_updates": ["message", "my_chat_member"]}
        known = {"telegram_bot_token": api.token, "telegram_api_base_url": api.url, "public_base_url": BASE}
        found = [one for one in asyncio.run(checks_outside.check(Settings("sqlite://", KEYS, **known))) if not one.fine]
    assert [one.how for one in found] == ["Telegram keeps back callback_query, edited_message, message_reaction"]
    assert found[0].cure == "python -m bot setup-telegram"


def test_templates_that_were_never_made_are_counted(sqlite_db: Database, vault: Vault, now: int) -> None:
    with TwilioApi() as api:
        settings = Settings(
            sqlite_db.url,
            KEYS,
            public_base_url=BASE,
            twilio_account_sid=api.account_sid,
            twilio_auth_token=api.auth_token,
            twilio_api_base_url=api.url,
            twilio_whatsapp_from=api.whatsapp_from,
        )

        def templates() -> Finding:
            return next(
                one for one in checks_here.check(settings, sqlite_db, vault, now) if one.what == "WhatsApp templates"
            )

        assert templates().how.startswith("none")
        with opened(settings) as twilio:
            bring_up_to_date(twilio, sqlite_db, Wording(), now, submit=True)
        assert templates().fine
        with sqlite_db.write() as tx:  # one sentence has another text now
            one = next(one for one in contents.known(tx) if one.use == contents.TEMPLATE)
            tx.run(Q(update(content).where(content.c.name == one.name).values(name="of-an-older-text")))
        assert "1 were never made" in templates().how
        assert "python -m bot setup-whatsapp" in templates().cure
