"""The doubles themselves: as strict as the services they stand for, or tests against them prove nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from bot.channels.twilio_signature import signed
from bot.doubles import TelegramApi, TwilioApi
from bot.doubles.mischief import mangled
from bot.doubles.twilio_api import sign

# twilio.com/docs/usage/security, and the library's own test-suite for the address with its port
PUBLISHED = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}
WITHOUT_PORT = "https://mycompany.com/myapp.php?foo=1&bar=2"
WITH_PORT = "https://mycompany.com:443/myapp.php?foo=1&bar=2"


@pytest.mark.parametrize(
    ("url", "signature"), [(WITHOUT_PORT, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), (WITH_PORT, "kvajT1Ptam85bY51eRf/AJRuM3w=")]
)
def test_the_signature_is_the_published_one_by_both_implementations(url: str, signature: str) -> None:
    assert sign("12345", url, PUBLISHED) == signature
    assert signed("12345", url, MultiDict(PUBLISHED), signature)


def telegram(api: TelegramApi, method: str, **params: object) -> tuple[int, dict[str, Any]]:
    answer = requests.post(f"{api.url}/bot{api.token}/{method}", data=params, timeout=5)
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("method", "params", "code", "description"),
    [
        ("sendMessage", {"text": "x"}, 400, "chat_id is empty"),
        ("sendMessage", {"chat_id": 8, "text": "x"}, 400, "chat not found"),
        ("sendMessage", {"chat_id": 7, "text": " "}, 400, "text is empty"),
        ("sendMessage", {"chat_id": 7, "text": "x" * 4097}, 400, "too long"),
        ("sendMessage", {"chat_id": 7, "text": "x", "txet": "y"}, 400, "has no"),
        ("sendMessage", {"chat_id": 7, "text": "<i", "parse_mode": "HTML"}, 200, ""),
        ("sendMessage", {"chat_id": 7, "text": "<Luz>", "parse_mode": "HTML"}, 400, "can't parse"),
        ("sendMessage", {"chat_id": 7, "text": "x", "reply_markup": "no"}, 400, "object expected"),
        ("sendMessages", {}, 404, "Not Found"),
        ("setMyCommands", {"commands": '[{"command": "Menú", "description": "x"}]'}, 400, "BOT_COMMAND_INVALID"),
        ("setWebhook", {"url": "http://x.org"}, 400, "HTTPS"),
        ("setWebhook", {"url": "https://x.org", "secret_token": "á"}, 400, "unallowed"),
    ],
)
def test_telegram_refuses_what_the_real_one_refuses(
    method: str, params: dict[str, Any], code: int, description: str
) -> None:
    with TelegramApi() as api:
        api.text(7, "hola")
        status, answer = telegram(api, method, **params)
    assert status == code
    assert description in answer.get("description", "")


@pytest.mark.parametrize(
    ("button", "refused"),
    [
        ('{"text": "a", "callback_data": "%s"}' % ("ع" * 32), False),
        ('{"text": "a", "callback_data": "%s"}' % ("ع" * 32 + "x"), True),
        ('{"text": "a", "callback_data": ""}', True),
        ('{"text": "", "callback_data": "x"}', True),
        ('{"text": "a"}', True),
        ('{"text": "a", "callback_data": "x", "url": "https://x.org"}', True),
    ],
)
def test_telegram_measures_button_data_in_bytes(button: str, refused: bool) -> None:
    with TelegramApi() as api:
        api.text(7, "hola")
        markup = f'{{"inline_keyboard": [[{button}]]}}'
        status, _ = telegram(api, "sendMessage", chat_id=7, text="x", reply_markup=markup)
    assert (status == 400) is refused


def test_telegram_gives_updates_until_they_are_acknowledged_and_none_while_a_webhook_is_set() -> None:
    with TelegramApi() as api:
        first, second = api.text(7, "uno"), api.text(7, "dos")
        api.queue(first, second)
        assert telegram(api, "getUpdates")[1]["result"] == [first, second]
        assert telegram(api, "getUpdates", offset=second["update_id"])[1]["result"] == [second]
        assert api.pending == [second]
        telegram(api, "setWebhook", url="https://x.org")
        assert telegram(api, "getUpdates")[0] == 409


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, 0),
        ({"To": ""}, 21604),
        ({"To": "+50499990001"}, 21910),
        ({"To": "whatsapp:123"}, 21211),
        ({"From": ""}, 21603),
        ({"From": "whatsapp:+1999"}, 63007),
        ({"From": "+1999", "To": "+50499990001"}, 21606),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"StatusCallback": "localhost/x"}, 21609),
        ({"Bdoy": "x"}, 20001),
    ],
)
def test_twilio_refuses_what_the_real_one_refuses(change: dict[str, str], code: int) -> None:
    with TwilioApi() as api:
        form = {"To": "whatsapp:+50499990001", "From": api.whatsapp_from, "Body": "hola", **change}
        url = f"{api.url}/2010-04-01/Accounts/{api.account_sid}/Messages.json"
        answer = requests.post(url, data=form, auth=(api.account_sid, api.auth_token), timeout=5)
        assert answer.json().get("code", 0) == code
        assert len(api.sent) == (0 if code else 1)
        assert requests.post(url, data=form, auth=(api.account_sid, "x"), timeout=5).json()["code"] == 20003


def test_twilio_lists_a_page_at_a_time() -> None:
    with TwilioApi() as api:
        sids = [api.inbound("+50499990001", str(number))["MessageSid"] for number in range(5)]
        url: str | None = f"/2010-04-01/Accounts/{api.account_sid}/Messages.json?PageSize=2"
        listed: list[str] = []
        while url:
            page = requests.get(api.url + url, auth=(api.account_sid, api.auth_token), timeout=5).json()
            listed += [message["sid"] for message in page["messages"]]
            url = page["next_page_uri"]
        assert sorted(listed) == sids


def content(api: TwilioApi, kind: str, rows: int, label: str = "") -> str:
    """A Content with so many rows, each with a title and an id to fill in; its SID."""
    name, button = ("title", {}) if kind == "quick-reply" else ("item", {"button": "Ver"})
    places = [(f"{{{{{2 * n}}}}}", f"{{{{{2 * n + 1}}}}}") for n in range(1, rows + 1)]
    items = [{name: label or title, "id": id} for title, id in places]
    type = {"body": "{{1}}", "actions" if kind == "quick-reply" else "items": items, **button}
    samples = {str(n): "x" for n in range(1, 2 * rows + 2)}
    what = {"friendly_name": "a", "language": "es", "variables": samples, "types": {f"twilio/{kind}": type}}
    answer = requests.post(f"{api.url}/v1/Content", json=what, auth=(api.account_sid, api.auth_token), timeout=5)
    return str(answer.json().get("sid") or answer.json()["code"])


def filled(api: TwilioApi, sid: str, values: dict[str, Any] | str) -> int:
    """The code that sending that Content with these values is refused with; 0 for taken."""
    form = {"To": "whatsapp:+50499990001", "From": api.whatsapp_from, "ContentSid": sid}
    form["ContentVariables"] = values if isinstance(values, str) else json.dumps(values)
    url = f"{api.url}/2010-04-01/Accounts/{api.account_sid}/Messages.json"
    answer = requests.post(url, data=form, auth=(api.account_sid, api.auth_token), timeout=5)
    return int(answer.json().get("code", 0))


@pytest.mark.parametrize(
    ("kind", "rows", "change", "code"),
    [
        ("quick-reply", 3, {}, 0),
        ("quick-reply", 4, {}, 63021),  # a fourth without approval
        ("list-picker", 10, {}, 0),
        ("quick-reply", 3, {"2": "x" * 21}, 63021),
        ("list-picker", 3, {"2": "x" * 25}, 63021),
        ("list-picker", 3, {"2": "title 2", "4": "title 2"}, 63021),  # two alike
        ("list-picker", 3, {"3": "ع" * 101}, 63021),  # an id of 202 bytes
        ("list-picker", 3, {"1": "x" * 1025}, 63021),
        ("list-picker", 3, {"1": ""}, 21656),
        ("list-picker", 3, {"1": " "}, 21656),
        ("list-picker", 3, {"1": None}, 21656),
        ("list-picker", 3, {"8": "nobody's"}, 21656),
    ],
)
def test_twilio_refuses_choices_that_whatsapp_does_not_show(
    kind: str, rows: int, change: dict[str, Any], code: int
) -> None:
    with TwilioApi() as api:
        titles = {str(2 * n): f"title {n}" for n in range(1, rows + 1)}
        ids = {str(2 * n + 1): f"id {n}" for n in range(1, rows + 1)}
        assert filled(api, content(api, kind, rows), {"1": "body", **titles, **ids, **change}) == code
        assert len(api.sent) == (0 if code else 1)


def test_twilio_makes_no_content_that_cannot_be_shown() -> None:
    with TwilioApi() as api:
        assert content(api, "list-picker", 11) == "20001"  # an eleventh row
        assert content(api, "list-picker", 0) == "20001"
        assert content(api, "quick-reply", 2, "x" * 21) == "20001"
        assert content(api, "list-picker", 2, "x" * 25) == "20001"
        assert content(api, "carousel", 2) == "20001"
        assert filled(api, "HX" + "9" * 32, {}) == 21655
        assert filled(api, content(api, "quick-reply", 1), "not JSON") == 21656


def test_twilio_closes_the_window_a_day_after_the_last_message() -> None:
    with TwilioApi() as api:
        ana, at = "whatsapp:+50499990001", datetime(2026, 11, 24, 15, tzinfo=UTC)
        api.inbound(ana, "hola", at)
        form = {"To": ana, "From": api.whatsapp_from, "Body": "hola"}
        url = f"{api.url}/2010-04-01/Accounts/{api.account_sid}/Messages.json"
        requests.post(url, data=form, auth=(api.account_sid, api.auth_token), timeout=5)
        ends = []
        for minutes in (24 * 60 - 1, 24 * 60):
            api.clock = lambda passed=minutes: at + timedelta(minutes=passed)
            ends.append(api.outcome(api.sent[0])[1]["MessageStatus"])
        assert ends == ["delivered", "failed"]


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_mangled_webhooks_come_late_and_twice_and_none_is_lost(events: list[int], rng: Random) -> None:
    assert set(mangled(events, rng)) == set(events)
    assert mangled(events, rng, doubled=0, late=0) == events
