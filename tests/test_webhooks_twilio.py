"""Twilio's webhooks: the signature over the address that Twilio knows, then messages and statuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.channel import StatusUpdate
from bot.doubles import TwilioApi
from bot.doubles.twilio_api import Sent, sign
from core.settings import Settings
from tests.keeping_door import KeepingDoor
from webhooks.app import create_app
from webhooks.twilio import LONGEST_SMS, MOST_FIELDS
from webhooks.web import LARGEST

BASE = "https://bot.example.org"
INBOUND, STATUS = f"{BASE}/twilio/inbound", f"{BASE}/twilio/status"
ANA = "whatsapp:+50499990001"
ACCOUNT = "AC" + "0" * 32
SID = f"SM{7:032x}"
SETTINGS = Settings(
    "sqlite:///x",
    ("k" * 32,),
    public_base_url=BASE,
    twilio_account_sid=ACCOUNT,
    twilio_auth_token="a-token-of-the-tests",
    twilio_whatsapp_from="whatsapp:+14155238886",
    twilio_sms_from="+15005550006",
)
TOKEN = SETTINGS.twilio_auth_token


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    with TwilioApi(auth_token=TOKEN) as api:
        yield api


def client(door: KeepingDoor, settings: Settings = SETTINGS) -> FlaskClient:
    return create_app(settings, door).test_client()


def post(
    web: FlaskClient, form: Mapping[str, str], signature: str, path: str = "/twilio/inbound", **headers: str
) -> int:
    named = {"X-Twilio-Signature": signature, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return web.post(path, data=dict(form), headers=named).status_code


def test_a_signed_message_is_handled_and_answered_without_a_body(api: TwilioApi) -> None:
    door = KeepingDoor()
    form = api.inbound(ANA, "necesitamos señal 😀")
    answer = client(door).post("/twilio/inbound", data=form, headers=api.headers(INBOUND, form))
    assert (answer.status_code, answer.data) == (204, b"")
    assert [(one.channel, one.address, one.words) for one in door.received] == [
        ("whatsapp", ANA, "necesitamos señal 😀")
    ]


def test_sms_comes_by_the_same_address(api: TwilioApi) -> None:
    door = KeepingDoor()
    form = api.inbound("+50499990002", "hola")
    assert post(client(door), form, sign(TOKEN, INBOUND, form)) == 204
    assert door.received[0].channel == "sms"


def test_a_status_carries_the_outbound_id_of_its_address() -> None:
    door = KeepingDoor()
    with TwilioApi(auth_token=TOKEN) as api:
        url, form = api.report(Sent(SID, ANA, api.whatsapp_from, "hola", f"{STATUS}?m=17"), "delivered")
        assert post(client(door), form, sign(TOKEN, url, form), "/twilio/status?m=17") == 204
    assert door.statuses == [StatusUpdate(17, SID, "delivered", names=(ANA,))]


FORM = {"AccountSid": ACCOUNT, "MessageSid": SID, "From": ANA, "To": "whatsapp:+14155238886", "Body": "hola"}
FORGED = {
    "missing": "",
    "nonsense": "x",
    "not ASCII": "ñandú",
    "another token": sign("another-token", INBOUND, FORM),
    "another path": sign(TOKEN, STATUS, FORM),
    "another host": sign(TOKEN, "https://evil.example.org/twilio/inbound", FORM),
    "another scheme": sign(TOKEN, "http://bot.example.org/twilio/inbound", FORM),
    "another query": sign(TOKEN, INBOUND + "?m=1", FORM),
    "one field less": sign(TOKEN, INBOUND, {k: v for k, v in FORM.items() if k != "Body"}),
    "an altered body": sign(TOKEN, INBOUND, {**FORM, "Body": "hola!"}),
    "an old signature": sign(TOKEN, INBOUND, {**FORM, "MessageSid": f"SM{0:032x}"}),
    "Telegram's secret": "a-secret_of-the_tests",
}


@pytest.mark.parametrize("signature", FORGED.values(), ids=FORGED.keys())
def test_f50_a_signature_that_does_not_fit_is_refused(signature: str) -> None:
    door = KeepingDoor()
    assert post(client(door), FORM, signature) == 403
    assert door.received == []


def test_f50_a_field_added_or_doubled_on_the_way_is_refused() -> None:
    right = sign(TOKEN, INBOUND, FORM)
    web = client(KeepingDoor())
    assert post(web, {**FORM, "ButtonPayload": "x"}, right) == 403
    doubled = {**FORM, "Body": ["hola", "adios"]}
    assert web.post("/twilio/inbound", data=doubled, headers={"X-Twilio-Signature": right}).status_code == 403


def test_f50_no_header_at_all_is_refused() -> None:
    assert client(KeepingDoor()).post("/twilio/inbound", data=FORM).status_code == 403


def test_f50_the_same_message_a_day_later_has_no_second_effect() -> None:
    door = KeepingDoor()
    web = client(door)
    right = sign(TOKEN, INBOUND, FORM)
    assert [post(web, FORM, right), post(web, FORM, right)] == [204, 204]
    assert len(door.received) == 1


def test_a_form_in_json_has_no_fields_and_is_refused() -> None:
    right = sign(TOKEN, INBOUND, FORM)
    answer = client(KeepingDoor()).post("/twilio/inbound", json=FORM, headers={"X-Twilio-Signature": right})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_Host": "evil.example.org", "X_Forwarded_Proto": "https"},
        {"Host": "evil.example.org"},
        {"X_Forwarded_Prefix": "/evil"},
    ],
)
def test_f51_forwarded_headers_neither_open_nor_close_the_door(headers: dict[str, str]) -> None:
    door = KeepingDoor()
    evil = sign(TOKEN, "https://evil.example.org/twilio/inbound", FORM)
    assert post(client(door), FORM, evil, **headers) == 403
    assert post(client(door), FORM, sign(TOKEN, INBOUND, FORM), **headers) == 204


def test_a_form_of_endless_fields_is_refused_whoever_signed_it() -> None:
    """To take eight megabytes of fields apart, which the signature wants, costs seconds and half a gigabyte."""
    most = FORM | {f"Extra{n}": "" for n in range(MOST_FIELDS - len(FORM) + 1)}
    more = most | {"OneMore": ""}
    web = client(KeepingDoor())
    assert post(web, most, sign(TOKEN, INBOUND, most)) == 204
    assert post(web, more, sign(TOKEN, INBOUND, more)) == 403


def test_f51_a_prefix_that_somebody_sends_leads_nobody_elsewhere() -> None:
    behind = replace(SETTINGS, trusted_proxies=1)
    headers = {"X-Forwarded-Prefix": "//evil.example.org", "X-Forwarded-For": "1.2.3.4"}
    answer = client(KeepingDoor(), behind).get("/about", headers=headers)
    assert answer.status_code == 200
    assert "evil" not in answer.text


def test_f51_without_a_public_address_only_a_configured_hop_is_believed() -> None:
    forwarded = {"Host": "front.example.org", "X_Forwarded_Proto": "https", "X_Forwarded_For": "1.2.3.4"}
    signature = sign(TOKEN, "https://front.example.org/twilio/inbound", FORM)
    direct = replace(SETTINGS, public_base_url="")
    behind = replace(direct, trusted_proxies=1)
    assert post(client(KeepingDoor(), direct), FORM, signature, **forwarded) == 403
    assert post(client(KeepingDoor(), behind), FORM, signature, **forwarded) == 204


def test_f51_an_extra_hop_that_somebody_added_is_not_believed() -> None:
    behind = replace(SETTINGS, public_base_url="", trusted_proxies=1)
    signature = sign(TOKEN, "https://evil.example.org/twilio/inbound", FORM)
    spoofed = {"X_Forwarded_Host": "evil.example.org, front.example.org", "X_Forwarded_Proto": "https, https"}
    assert post(client(KeepingDoor(), behind), FORM, signature, **spoofed) == 403


def test_without_twilio_the_paths_do_not_exist() -> None:
    nobody = Settings("sqlite:///x", ("k" * 32,), public_base_url=BASE)
    for path in ("/twilio/inbound", "/twilio/status"):
        assert post(client(KeepingDoor(), nobody), FORM, "x", path) == 404


def test_f08_a_database_that_is_away_asks_twilio_to_come_back() -> None:
    door = KeepingDoor()
    door.away = True
    headers = {"X-Twilio-Signature": sign(TOKEN, INBOUND, FORM)}
    answer = client(door).post("/twilio/inbound", data=FORM, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_form_of_another_product_is_answered_and_counted() -> None:
    call = {"AccountSid": ACCOUNT, "CallSid": "CA1", "From": "+50499990001"}
    web = client(KeepingDoor())
    assert post(web, call, sign(TOKEN, INBOUND, call)) == 204
    assert post(web, call, sign(TOKEN, STATUS, call), "/twilio/status") == 204
    assert 'comunidas_webhook_total{channel="twilio",outcome="ignored"} 2' in web.get("/metrics").text


SHAPED = "A" * 27 + "="


@pytest.mark.parametrize(
    ("settings", "longest"),
    [
        (SETTINGS, LARGEST),
        (replace(SETTINGS, twilio_whatsapp_from=""), LONGEST_SMS),
    ],
)
def test_what_is_longer_than_its_channels_messages_is_refused_before_it_is_taken_apart(
    settings: Settings, longest: int
) -> None:
    web = client(KeepingDoor(), settings)
    assert post(web, {"Body": "x" * longest}, SHAPED) == 413
    assert post(web, {"Body": "x" * (longest - 10)}, SHAPED) == 403
    assert post(web, {"Body": "x" * longest}, "no signature of Twilio's") == 403  # not a byte is read


def test_the_longest_message_of_whatsapp_passes() -> None:
    door = KeepingDoor()
    form = {**FORM, "Body": "ܐ" * 8_192 + "क" * 8_192}  # Twilio's longest has 1,600 letters
    assert post(client(door), form, sign(TOKEN, INBOUND, form)) == 204
    assert len(door.received[0].words) == 16_384


@pytest.mark.parametrize(
    "body", [b"Body=%ED%A0%80&From=x", b"Body=%FF%FE", b"Body=%00", b"%", b"=", b"&&&", b"\xff\xfe\x00", b"a" * 9999]
)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_f26_broken_forms_are_refused_not_errors(body: bytes, kind: str) -> None:
    answer = client(KeepingDoor()).post("/twilio/inbound?%ED%A0%80=%FF", data=body, content_type=kind)
    assert answer.status_code in (400, 403)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_f26_whatever_a_person_writes_passes_the_signature(words: str) -> None:
    door = KeepingDoor()
    form = {**FORM, "Body": words}
    assert post(client(door), form, sign(TOKEN, INBOUND, form)) == 204
    assert door.received[0].words == words


def test_f35_f59_neither_words_nor_numbers_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    door = KeepingDoor()
    web = client(door)
    form = {**FORM, "Body": "secreto\n\x1b[31m"}
    post(web, form, sign(TOKEN, INBOUND, form))
    post(web, form, "forged")
    door.away = True
    post(web, form, sign(TOKEN, INBOUND, form))
    assert not [bad for bad in ("secreto", "9999", TOKEN) if bad in caplog.text]
