"""WhatsApp and SMS through Twilio: what is posted, what each code means, and what the forms say."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.channel import (
    Button,
    Incoming,
    Outgoing,
    Rejected,
    SendError,
    StatusUpdate,
    Stopped,
    Throttled,
    Unreachable,
    WindowClosed,
)
from bot.channels.sms import SmsChannel
from bot.channels.switchboard import open_channels
from bot.channels.twilio_codes import failure
from bot.channels.twilio_door import Account, TwilioDoor
from bot.channels.twilio_forms import parse_inbound, parse_status
from bot.channels.whatsapp import WhatsAppChannel
from bot.doubles import Fault, TwilioApi, dropped, garbage, silent, status
from core.settings import Settings

ANA = "whatsapp:+50499990001"
LUZ = "+50499990002"
SID = f"SM{7:032x}"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
T = TypeVar("T")


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    with TwilioApi() as api:
        yield api


def on(
    api: TwilioApi, do: Callable[[TwilioDoor], Awaitable[T]], token: str = "", base: str = "https://bot.example.org"
) -> T:
    door = TwilioDoor(Account(api.account_sid, token or api.auth_token, api.url, base, timeout=1.0))

    async def story() -> T:
        try:
            return await do(door)
        finally:
            door.close()

    return asyncio.run(story())


def send(api: TwilioApi, text: str, to: str = ANA, ref: int = 17, token: str = "") -> str:
    def do(door: TwilioDoor) -> Awaitable[str]:
        async def story() -> str:
            whatsapp, sms = WhatsAppChannel(door, api.whatsapp_from), SmsChannel(door, api.sms_from)
            channel = whatsapp if to.startswith("whatsapp:") else sms
            return (await channel.send(to, Outgoing(text, (Button("x", "y"),)), ref)).provider_id

        return story()

    return on(api, do, token)


def test_a_proxy_that_the_environment_names_is_the_way_and_hosts_that_it_leaves_out_are_not_asked_through_it(
    api: TwilioApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")  # where nobody listens
    monkeypatch.setenv("no_proxy", "")
    with pytest.raises(Unreachable):
        send(api, "hola")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert send(api, "hola") == api.sent[0].sid


def test_whatsapp_goes_out_from_our_sender_with_the_outbound_id_in_the_callback(api: TwilioApi) -> None:
    assert send(api, "¿Qué necesita?\n1 Ayuda", ref=17) == api.sent[0].sid
    sent = api.sent[0]
    assert (sent.to, sent.sender, sent.body) == (ANA, api.whatsapp_from, "¿Qué necesita?\n1 Ayuda")
    assert sent.callback == "https://bot.example.org/twilio/status?m=17"


def test_sms_goes_out_from_our_number_or_from_the_service(api: TwilioApi) -> None:
    send(api, "hola", to=LUZ)
    on(api, lambda door: SmsChannel(door, api.sms_from, api.service_sid).send(LUZ, Outgoing("hola"), 1))
    assert [sent.sender for sent in api.sent] == [api.sms_from, api.service_sid]


def test_without_a_public_address_no_callback_is_asked_for(api: TwilioApi) -> None:
    on(api, lambda door: WhatsAppChannel(door, api.whatsapp_from).send(ANA, Outgoing("hola"), 1), base="")
    assert api.sent[0].callback == ""


def test_a_business_scoped_id_is_an_address_like_any_other(api: TwilioApi) -> None:
    send(api, "hola", to="whatsapp:US.abc123@+14155238886")
    assert api.sent[0].to == "whatsapp:US.abc123"
    with pytest.raises(Rejected) as caught:
        send(api, "hola", to="whatsapp:US.abc123@+14155238887")  # what it means for another sender of ours nobody knows
    assert caught.value.code == "foreign_id"


def test_the_longest_whatsapp_text_is_taken_and_one_more_is_not(api: TwilioApi) -> None:
    assert WhatsAppChannel.limits.text == 1600
    send(api, "😀" * 800)
    with pytest.raises(Rejected) as caught:
        send(api, "😀" * 800 + "a")
    assert caught.value.code == "21617"


def test_f26_a_lone_surrogate_does_not_stop_a_message(api: TwilioApi) -> None:
    send(api, "a\ud800b")
    assert api.sent[0].body == "a\ufffdb"


def test_f16_too_many_requests_wait_as_long_as_asked(api: TwilioApi) -> None:
    api.plan(api.too_many(9))
    with pytest.raises(Throttled) as caught:
        send(api, "hola")
    assert caught.value.retry_after == 9.0


@pytest.mark.parametrize("wait", [{}, {"Retry_After": "Wed, 21 Oct 2026 07:28:00 GMT"}, {"Retry_After": "-1"}])
def test_f16_too_many_requests_that_name_no_pause_are_tried_later_and_later(
    api: TwilioApi, wait: dict[str, str]
) -> None:
    api.plan(status(429, b"", **wait))
    with pytest.raises(Unreachable) as caught:
        send(api, "hola")
    assert caught.value.code == "429"


@pytest.mark.parametrize("fault", [dropped(), silent(), status(500), status(502, b"<html>"), status(503)])
def test_f17_a_provider_that_is_away_is_unreachable(api: TwilioApi, fault: Fault) -> None:
    api.plan(fault)
    with pytest.raises(Unreachable):
        send(api, "hola")


def test_f17_a_server_that_is_not_there_is_unreachable(api: TwilioApi) -> None:
    api.close()
    with pytest.raises(Unreachable):
        send(api, "hola")


@pytest.mark.parametrize("body", [b"<html>hi</html>", b"", b"{}", b"[]", b"7", b'{"sid": null}', b'{"sid": 5}'])
def test_f22_success_without_a_message_is_unknown_not_sent(api: TwilioApi, body: bytes) -> None:
    api.plan(garbage(body, 201))
    with pytest.raises(Unreachable) as caught:
        send(api, "hola")
    assert caught.value.code == "garbage"


CODES: list[tuple[str, type[SendError]]] = [
    ("63016", WindowClosed),
    ("63018", Unreachable),
    ("63003", Stopped),
    ("63024", Stopped),
    ("63032", Rejected),
    ("63014", Stopped),
    ("63021", Rejected),
    ("63007", Rejected),
    ("21606", Rejected),
    ("21610", Stopped),
    ("21211", Rejected),
    ("21604", Rejected),
    ("21910", Rejected),
    ("21602", Rejected),
    ("21617", Rejected),
    ("21654", Rejected),
    ("21655", Rejected),
    ("21656", Rejected),
    ("20429", Unreachable),
    ("20003", Rejected),
    ("11217", Rejected),
    ("12100", Rejected),
    ("12300", Rejected),
    ("99999", Rejected),
]


@pytest.mark.parametrize(("code", "kind"), CODES)
def test_every_code_of_the_table_has_its_class_by_rest_and_in_callbacks(
    api: TwilioApi, code: str, kind: type[SendError]
) -> None:
    api.plan(api.refusing(int(code)))
    with pytest.raises(SendError) as caught:
        send(api, "hola")
    assert (type(caught.value), caught.value.code) == (kind, code)
    assert (type(failure(code)), failure(code).code) == (kind, code)


def test_problem_details_answers_are_read_too(api: TwilioApi) -> None:
    api.plan(garbage(b'{"type": "about:x", "title": "Unsubscribed", "status": 400, "code": 21610}', 400))
    with pytest.raises(Stopped):
        send(api, "hola")


def test_an_error_without_a_code_goes_by_its_status(api: TwilioApi) -> None:
    api.plan(status(401, b"<html>"), status(404, b"<html>"))
    for code in ("20003", "404"):
        with pytest.raises(Rejected) as caught:
            send(api, "hola")
        assert caught.value.code == code


def test_f18_an_opted_out_number_stops_until_start(api: TwilioApi) -> None:
    api.opt_out(LUZ)
    with pytest.raises(Stopped) as caught:
        send(api, "hola", to=LUZ)
    assert caught.value.code == "21610"
    api.opt_in(LUZ)
    send(api, "hola", to=LUZ)


def test_wrong_credentials_are_20003_and_not_shown(api: TwilioApi) -> None:
    with pytest.raises(Rejected) as caught:
        send(api, "hola", token="a-wrong-token")
    assert caught.value.code == "20003"
    assert "a-wrong-token" not in repr(caught.value)


def test_nothing_is_logged_about_a_message(api: TwilioApi, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    send(api, "secreto")
    assert "secreto" not in caplog.text
    assert "9999" not in caplog.text


def test_what_came_while_nobody_listened_is_listed_oldest_first(api: TwilioApi) -> None:
    for hour, words in enumerate(["antes", "uno", "dos"]):
        api.inbound(ANA, words, NOON + timedelta(hours=hour))
    api.inbound(LUZ, "por sms", NOON + timedelta(hours=1))
    since = int((NOON + timedelta(minutes=30)).timestamp() * 1000)
    missed = on(api, lambda door: WhatsAppChannel(door, api.whatsapp_from).missed_inbound(since))
    assert [(each.channel, each.address, each.words) for each in missed] == [
        ("whatsapp", ANA, "uno"),
        ("whatsapp", ANA, "dos"),
    ]
    assert missed[0].at == int((NOON + timedelta(hours=1)).timestamp() * 1000)
    by_sms = on(api, lambda door: SmsChannel(door, api.sms_from).missed_inbound(since))
    assert [(each.channel, each.words) for each in by_sms] == [("sms", "por sms")]


def test_a_message_with_a_file_is_the_same_by_webhook_and_by_list(api: TwilioApi) -> None:
    api.inbound(ANA, "hola", NOON)
    later = NOON + timedelta(hours=1)
    by_webhook = parse_inbound(
        api.media_form(ANA, "mira", "audio/ogg", b"OggS...", later), int(later.timestamp() * 1000)
    )
    words, by_list = on(api, lambda door: WhatsAppChannel(door, api.whatsapp_from).missed_inbound(0))
    assert by_webhook is not None
    assert by_list == by_webhook._replace(aka=())  # the list knows nothing of ids beside a number
    assert (by_list.media, len(by_list.files), words.files) == ("voice", 1, ())


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (status(503), Unreachable),
        (silent(), Unreachable),
        (garbage(), Unreachable),
        (garbage(b"{}"), Unreachable),
        (status(401, b'{"code": 20003}'), Rejected),
    ],
)
def test_f17_a_list_that_fails_says_so(api: TwilioApi, fault: Fault, kind: type[SendError]) -> None:
    api.plan(fault)
    with pytest.raises(kind):
        on(api, lambda door: WhatsAppChannel(door, api.whatsapp_from).missed_inbound(0))


def test_an_inbound_form_becomes_words_with_their_sender_and_id(api: TwilioApi) -> None:
    form = api.inbound(ANA, " hola ", ProfileName="Ana", WaId="50499990001")
    aka = (f"{api.id_of(ANA)}@+14155238886",)
    assert parse_inbound(form, 42) == Incoming("whatsapp", form["MessageSid"], ANA, words=" hola ", at=42, aka=aka)


def test_an_address_without_prefix_is_sms(api: TwilioApi) -> None:
    incoming = parse_inbound(api.inbound(LUZ, "hola"))
    assert incoming is not None
    assert (incoming.channel, incoming.address) == ("sms", LUZ)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"ButtonPayload": "k:1", "ButtonText": "Sí"}, {"payload": "k:1"}),
        ({"ListId": "k:2", "ListTitle": "Dos"}, {"payload": "k:2"}),
        ({"Latitude": "14.08", "Longitude": "-87.21"}, {"media": "location", "location": "14.08,-87.21"}),
        ({"Latitude": "nan", "Longitude": "1"}, {"media": "", "location": ""}),
        ({"NumMedia": "1", "MediaContentType0": "audio/ogg; codecs=opus"}, {"media": "voice"}),
        ({"NumMedia": "1", "MediaContentType0": "image/jpeg"}, {"media": "photo"}),
        ({"NumMedia": "1", "MediaContentType0": "image/webp"}, {"media": "sticker"}),
        ({"NumMedia": "1", "MediaContentType0": "application/pdf"}, {"media": "document"}),
        ({"NumMedia": "1", "MediaContentType0": "text/vcard"}, {"media": "contact"}),
        ({"NumMedia": "1", "MediaContentType0": "video/mp4"}, {"media": "other"}),
        ({"NumMedia": "1"}, {"media": "other"}),
        ({"OriginalRepliedMessageSid": "SM1"}, {"screen_ref": "SM1"}),
        ({"SomethingNew": "x"}, {"words": "hola"}),
    ],
)
def test_what_else_a_form_may_carry(api: TwilioApi, more: dict[str, str], expected: dict[str, str]) -> None:
    incoming = parse_inbound(api.inbound(ANA, "hola", NOON, **more))
    assert {name: getattr(incoming, name) for name in expected} == expected


@pytest.mark.parametrize("words", ["", " \n"])
def test_a_message_with_nothing_in_it_is_of_a_kind_that_is_not_handed_on(api: TwilioApi, words: str) -> None:
    incoming = parse_inbound(api.inbound(ANA, words, NOON))
    assert incoming is not None
    assert incoming.media == "other"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"From": ANA},
        {"MessageSid": SID},
        {"MessageSid": SID, "From": "rcs:agent"},
        {"MessageSid": SID, "From": "messenger:1"},
        {"MessageSid": "SM1", "From": ANA},
        {"MessageSid": SID + "0", "From": ANA},
        {"MessageSid": SID, "From": "+1\n2"},
        {"MessageSid": SID, "From": "whatsapp:+٣٣٣٣٣٣٣٣"},
    ],
)
def test_f26_a_form_without_a_usable_id_and_address_is_nothing(form: dict[str, str]) -> None:
    assert parse_inbound(form) is None


FIELDS = st.sampled_from(["MessageSid", "From", "Body", "NumMedia", "MediaContentType0", "Latitude", "Longitude"]) | (
    st.sampled_from(["ButtonPayload", "MessageStatus", "ErrorCode", "m"])
)


@given(st.dictionaries(FIELDS, st.text(alphabet=st.characters(exclude_categories=[])) | st.just(SID)))
def test_f26_no_form_raises(form: dict[str, str]) -> None:
    incoming = parse_inbound(form)
    parse_status(form, form)
    if incoming is not None:
        incoming.words.encode("utf-8")


def test_a_status_carries_our_id_theirs_and_the_code(api: TwilioApi) -> None:
    send(api, "hola")
    api.close_window(ANA)
    url, form = api.outcome(api.sent[0])
    assert url.endswith("?m=17")
    assert parse_status(form, {"m": "17"}) == StatusUpdate(17, api.sent[0].sid, "failed", "63016", names=(ANA,))
    id = api.inbound(ANA, "hola")["ExternalUserId"]
    _url, form = api.report(api.sent[0], "read")
    assert parse_status(form, {}) == StatusUpdate(None, api.sent[0].sid, "read", names=(ANA, f"{id}@+14155238886"))
    assert type(failure("63016")) is WindowClosed


@pytest.mark.parametrize("m", ["", "x", "-1", "1.5", "٣", "9" * 19, "1 OR 1"])
def test_f20_an_outbound_id_that_is_no_number_is_none(m: str) -> None:
    update = parse_status({"MessageSid": "SM1", "MessageStatus": "read"}, {"m": m} if m else {})
    assert update == StatusUpdate(None, "SM1", "read")


@pytest.mark.parametrize("form", [{}, {"MessageSid": "SM1"}, {"MessageSid": "SM1", "MessageStatus": "exploded"}])
def test_f20_a_status_that_does_not_exist_is_nothing(form: dict[str, str]) -> None:
    assert parse_status(form, {"m": "1"}) is None


def test_f20_an_sms_status_by_its_older_names_is_the_same() -> None:
    old = parse_status({"SmsSid": "SM1", "SmsStatus": "Delivered"}, {})
    assert old == parse_status({"MessageSid": "SM1", "MessageStatus": "delivered"}, {})


def test_the_settings_decide_which_channels_there_are() -> None:
    base = Settings("sqlite:///x", ("k" * 32,))
    every = Settings(
        "sqlite:///x",
        ("k" * 32,),
        telegram_bot_token="1:a",
        twilio_account_sid="AC1",
        twilio_auth_token="t",
        twilio_whatsapp_from="whatsapp:+1",
        twilio_sms_from="+1",
    )
    assert open_channels(base) == {}
    channels = open_channels(every)
    assert {name: channel.name for name, channel in channels.items()} == {
        "telegram": "telegram",
        "whatsapp": "whatsapp",
        "sms": "sms",
    }

    async def close() -> None:
        for channel in channels.values():
            await channel.close()

    asyncio.run(close())
