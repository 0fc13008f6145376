"""Twilio signs text without borders: whoever saw one request can cut it elsewhere, and must gain nothing by it.

The attacks are those of a security test: one signed request sent again as many others, and as written by somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from sqlalchemy import func, select

from bot.channels.channel import Incoming
from bot.channels.twilio_forms import parse_inbound
from bot.doubles import TwilioApi
from bot.doubles.twilio_api import sign
from bot.house import House
from core import hubs
from core.db import Database, Q
from core.oddities import all_odd
from core.people.arrival import SIGNATURE
from core.privacy import retention
from core.settings import Settings
from core.tables import address, inbox, outbound, parked_case
from tests.story import DAY
from webhooks.app import create_app

BASE = "https://bot.example.org"
INBOUND, STATUS = f"{BASE}/twilio/inbound", f"{BASE}/twilio/status"
THIEF, VICTIM = "whatsapp:+99900000001", "whatsapp:+50499990002"
_MESSAGES = Q(select(func.count()).select_from(inbox).where(inbox.c.channel != SIGNATURE))
_REPLIES = Q(select(func.count()).select_from(outbound))
_PEOPLE = Q(select(func.count()).select_from(address))
_CASES = Q(select(parked_case.c.code, parked_case.c.sealed))


class Web:
    """The whole web side with Twilio's two channels, on one database."""

    def __init__(self, db: Database, now: int, api: TwilioApi) -> None:
        self.db, self.api, self.now = db, api, now
        settings = Settings(
            "sqlite:///x",
            ("test-key-test-key-test-key-test-key",),
            public_base_url=BASE,
            twilio_account_sid=api.account_sid,
            twilio_auth_token=api.auth_token,
            twilio_whatsapp_from=api.whatsapp_from,
            twilio_sms_from=api.sms_from,
            twilio_messaging_service_sid=api.service_sid,
        )
        self.house = House(settings, clock=lambda: self.now, hears=False, db=db)
        self.app = create_app(settings, self.house)
        self._client = self.app.test_client()
        with db.write() as tx:
            hubs.add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es", "ar", "en"), {"approval": False}, now)

    def post(self, form: Mapping[str, object], signature: str = "", url: str = INBOUND) -> int:
        """Signed by Twilio, unless a signature is given."""
        signed = signature or sign(self.api.auth_token, url, form)  # type: ignore[arg-type]
        path = url.removeprefix(BASE)
        return self._client.post(path, data=form, headers={"X-Twilio-Signature": signed}).status_code

    def count(self) -> tuple[int, int, int]:
        """Messages that were taken, replies, people."""
        with self.db.read() as tx:
            return tx.value(_MESSAGES), tx.value(_REPLIES), tx.value(_PEOPLE)

    def odd(self) -> dict[tuple[str, str], int]:
        with self.db.read() as tx:
            return {(one.channel, one.what): one.times for one in all_odd(tx)}

    def cases(self) -> list[tuple[str, str]]:
        with self.db.read() as tx:
            return [(code, self.house.vault.open(sealed)) for code, sealed in tx.all(_CASES)]


@pytest.fixture
def web(db: Database, now: int) -> Iterator[Web]:
    with TwilioApi() as api:
        made = Web(db, now, api)
        yield made
        made.house.bell.close()


def whole(api: TwilioApi, sender: str, body: str, **more: str) -> dict[str, str]:
    """A form as Twilio writes it today, with all that comes along."""
    form = api.inbound(sender, body) | {"ProfileName": "Ana", "SmsStatus": "received", "NumSegments": "1", **more}
    if sender.startswith("whatsapp:"):
        form |= {"MessageType": "text", "ReferralNumMedia": "0", "Forwarded": "false"}
        form |= {"ChannelMetadata": '{"type":"whatsapp","data":{"context":{"ProfileName":"Ana"}}}'}
    return form


def cuts(token: str, url: str, form: Mapping[str, str], signature: str) -> Iterator[dict[str, str]]:
    """All forms that this signature fits in which fields swallow the next ones."""
    pieces = [(name, form[name]) for name in sorted(form)]
    for many in range(len(pieces)):
        for borders in combinations(range(1, len(pieces)), many):
            cut: dict[str, str] = {}
            for begin, end in zip((0, *borders), (*borders, len(pieces)), strict=True):
                name, value = pieces[begin]
                cut[name] = value + "".join(map("".join, pieces[begin + 1 : end]))
            if sign(token, url, cut) == signature:
                yield cut


def test_safety_02_finding_01_a_signed_request_cut_in_any_way_is_no_other_message(web: Web) -> None:
    form = web.api.inbound(THIEF, "hola", ExternalUserId="whatsapp:HN.45")
    signature = sign(web.api.auth_token, INBOUND, form)
    assert web.post(form) == 204
    before = web.count()
    refused = tried = 0
    for cut in cuts(web.api.auth_token, INBOUND, form, signature):
        refused += web.post(cut, signature) == 403
        tried += 1
    assert tried == 2 ** (len(form) - 1)
    assert web.count() == before
    assert sum(times for (channel, _what), times in web.odd().items() if channel == "twilio") == refused
    assert refused > tried * 0.9  # the others only hide what its own sender wrote


HIDDEN = "MessageSid" + f"SM{'b' * 32}"
AS_ANOTHER = [
    f"borrar mis datosFrom{VICTIM}{HIDDEN}MessageSidZ",
    f"borrar mis datosFrom{VICTIM}FromZ",
    f"borrar mis datosFrom{VICTIM}{HIDDEN}To{{ours}}ToZ",
    "borrar mis datosExternalUserIdwhatsapp:HN.1234567890",
    f"xAccountSidAC{'0' * 32}",
]


@pytest.mark.parametrize("body", AS_ANOTHER)
@pytest.mark.parametrize("first", [True, False], ids=["before Twilio's", "after Twilio's"])
def test_safety_02_finding_01_nobody_writes_as_another_by_what_they_put_into_a_message(
    web: Web, body: str, first: bool
) -> None:
    """The body holds names and values; the forms are those in which they are fields, and the rest is hidden."""
    assert web.post(whole(web.api, VICTIM, "hola")) == 204
    body = body.format(ours=web.api.whatsapp_from)
    form = whole(web.api, THIEF, body, ExternalUserId="whatsapp:HN.999")
    signature = sign(web.api.auth_token, INBOUND, form)
    text = "".join(name + form[name] for name in sorted(form))
    forged = list(_as_another(text, INBOUND, web.api.auth_token, signature, form))
    assert forged
    if not first:
        web.post(form, signature)
    before = web.count()
    for one in forged:
        assert web.post(one, signature) in ((403,) if first else (403, 204)), one
        assert web.count() == before, one


def _as_another(text: str, url: str, token: str, signature: str, form: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Forms in which what stands in the body counts, and the sender's own fields are the value of another name."""
    names = ("AccountSid", "ApiVersion", "Body", "ExternalUserId", "From", "MessageSid", "To")
    more = ("ExternalUserIdwhatsapp", "FromZ", "MessageSidZ", "ToZ", "AccountSidAC")
    starts = sorted({at for name in (*names, *more) for at in _all(text, name)})
    for many in range(3, 8):
        for chosen in combinations(starts[1:], many):
            cut: dict[str, str] = {}
            for begin, end in zip((0, *chosen), (*chosen, len(text)), strict=True):
                piece = text[begin:end]
                name = max((n for n in (*names, *more) if piece.startswith(n)), key=len)
                cut[name] = piece[len(name) :]
            as_another = any(cut.get(name) != form[name] for name in ("From", "ExternalUserId"))
            if as_another and len(cut) == many + 1 and "".join(n + cut[n] for n in sorted(cut)) == text:
                assert sign(token, url, cut) == signature
                yield cut


def _all(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def test_safety_02_finding_01_twilios_own_repeats_want_nothing_more(web: Web) -> None:
    form = whole(web.api, THIEF, "hola")
    assert [web.post(form) for _ in range(3)] == [204, 204, 204]
    assert web.count()[:2] == (1, 1)
    assert web.odd() == {}


def test_safety_02_finding_01_what_was_fetched_from_twilios_list_is_not_good_for_others_afterwards(web: Web) -> None:
    """The list has no signature; the webhook that comes late is no news, and yet its text must not serve again."""
    form = whole(web.api, THIEF, "hola")
    web.house.receive(_of_list(form))
    before = web.count()
    assert web.post(form) == 204
    cut = dict(form)
    cut["Body"] += "ChannelMetadata" + cut.pop("ChannelMetadata")
    assert web.post(cut, sign(web.api.auth_token, INBOUND, form)) == 204
    assert web.count() == before


def _of_list(form: Mapping[str, str]) -> Incoming:
    """The same message out of Twilio's list."""
    found = parse_inbound({name: form[name] for name in ("MessageSid", "From", "To", "Body", "NumMedia")})
    assert found
    return found


def test_safety_02_finding_01_a_form_that_is_ignored_has_served_too(web: Web) -> None:
    call = {"AccountSid": web.api.account_sid, "CallSid": f"CA{1:032x}", "From": VICTIM, "To": web.api.whatsapp_from}
    assert web.post(call) == 204
    with web.db.read() as tx:
        assert tx.value(Q(select(func.count()).select_from(inbox).where(inbox.c.channel == SIGNATURE))) == 1
    assert web.count() == (0, 0, 0)


def test_safety_02_finding_01_the_claim_and_the_message_are_one_transaction(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message that was not committed may come again, and then counts."""
    form = whole(web.api, THIEF, "hola")
    with monkeypatch.context() as broken:
        broken.setattr(web.house.handler, "_one", _breaks)
        broken.setattr(web.house.handler, "_park", _breaks)
        with pytest.raises(ZeroDivisionError):
            web.house.handler.handle(_signed(form))
    assert web.count() == (0, 0, 0)
    assert web.post(form) == 204
    assert web.count()[:2] == (1, 1)


def _breaks(*_: object) -> None:
    raise ZeroDivisionError


def _signed(form: Mapping[str, str]) -> Incoming:
    return _of_list(form)._replace(signature="s" * 64)


def test_safety_02_finding_01_signatures_are_kept_as_long_as_other_claims_of_twilio(web: Web) -> None:
    web.post(whole(web.api, THIEF, "hola"))
    retention.clean(web.db, web.now + 399 * DAY)
    assert web.count()[0] == 1
    retention.clean(web.db, web.now + 401 * DAY)
    with web.db.read() as tx:
        assert tx.value(Q(select(func.count()).select_from(inbox))) == 0


def _forms(api: TwilioApi) -> dict[str, dict[str, str]]:
    """Every kind of form that is documented, or was seen in public logs."""
    sms = whole(api, "+50499990003", "hola", ToCountry="US", FromCountry="HN", FromCity="TELA", ToZip="")
    service = whole(api, "+50499990003", "hola", MessagingServiceSid=api.service_sid) | {"To": "+15005550099"}
    quoting = {"OriginalRepliedMessageSid": f"MM{5:032x}", "OriginalRepliedMessageSender": api.whatsapp_from}
    return {
        "text": whole(api, THIEF, "hola"),
        "with an id": whole(api, THIEF, "hola", ExternalUserId="whatsapp:HN.4566546130240823"),
        "with both ids": whole(
            api, THIEF, "hola", ExternalUserId="whatsapp:HN.45", ParentExternalUserId="whatsapp:HN.ENT.46"
        ),
        "hidden number": whole(api, "whatsapp:HN.77", "hola", ExternalUserId="whatsapp:HN.77"),
        "the longest id": whole(api, f"whatsapp:HN.{'a1' * 64}", "hola", ExternalUserId=f"whatsapp:HN.{'a1' * 64}"),
        "hidden, and our field says so too": whole(api, "whatsapp:HN.78", "hola") | {"To": "whatsapp:HN.78"},
        "button": whole(api, THIEF, "Sí", ButtonPayload="{verifyEmail:a}", ButtonText="Sí", **quoting),
        "list": whole(api, THIEF, "Dos", ListId="k:2", ListTitle="Dos", **quoting),
        "place": whole(api, THIEF, "", Latitude="14.1", Longitude="-87.2", Address="Calle 1", Label="Casa"),
        "photo": api.media_form(THIEF, "mira", "image/jpeg", b"\xff\xd8"),
        "from an advertisement": whole(api, THIEF, "hola", ReferralBody="From us", ReferralSourceUrl="https://fb.me/To"),
        "SMS": sms,
        "SMS to a service": service,
        "MMS": {key: f"MM{9:032x}" if key.endswith("Sid") and value.startswith("SM") else value
                for key, value in whole(api, "+50499990004", "hola").items()},
        "words of a trap": whole(api, THIEF, "From: me. To: you. MessageSid SM123, ExternalUserId whatsapp:HN.1"),
    }  # fmt: skip


def test_safety_02_finding_01_every_documented_form_still_passes(web: Web) -> None:
    forms = _forms(web.api)
    for name, form in forms.items():
        before = web.count()
        assert web.post(form) == 204, name
        assert web.count()[0] == before[0] + 1, name
    assert web.odd() == {}
    assert web.cases() == []


@pytest.mark.parametrize("status", ["queued", "sent", "delivered", "read", "failed", "undelivered"])
def test_safety_02_finding_01_statuses_pass_as_often_as_they_come(web: Web, status: str) -> None:
    form = {"AccountSid": web.api.account_sid, "MessageSid": f"SM{4:032x}", "SmsSid": f"SM{4:032x}"}
    form |= {"MessageStatus": status, "SmsStatus": status, "From": web.api.whatsapp_from, "To": THIEF}
    form |= {"ApiVersion": "2010-04-01", "ChannelInstallSid": f"XE{1:032x}", "ChannelPrefix": "whatsapp"}
    form |= {"ChannelToAddress": "+99900000001", "ExternalUserId": "whatsapp:HN.45", "EventType": "READ"}
    form |= {"ErrorCode": "63016"} if "ed" in status[-2:] and status != "delivered" else {}
    assert [web.post(form, url=f"{STATUS}?m=17") for _ in range(2)] == [204, 204]


def test_safety_02_finding_01_a_status_cannot_be_cut_into_one_of_another_message(web: Web) -> None:
    form = {"AccountSid": web.api.account_sid, "MessageSid": f"SM{4:032x}", "MessageStatus": "delivered"}
    signature = sign(web.api.auth_token, f"{STATUS}?m=17", form)
    for url, cut in (
        (f"{STATUS}?m=1", {"7AccountSid": form["AccountSid"], **{k: form[k] for k in list(form)[1:]}}),
        (f"{STATUS}?m=17AccountSid{form['AccountSid']}", {k: form[k] for k in list(form)[1:]}),
    ):
        assert sign(web.api.auth_token, url, cut) == signature
        assert web.post(cut, signature, url) == 403


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"AccountSid": f"AC{9:032x}"}, "account"),
        ({"AccountSid": None}, "account"),
        ({"MessageSid": "SM1"}, "id"),
        ({"MessageSid": f"SM{'g' * 32}"}, "id"),
        ({"SmsSid": f"SM{99:032x}"}, "id"),
        ({"Body": f"x{HIDDEN}"}, "ambiguous"),
        ({"Body": f"x{HIDDEN.replace('MessageSid', 'SmsSid')}"}, "ambiguous"),
        ({"Body": ["hola", "hola"]}, "doubled"),
    ],
)
def test_safety_02_finding_01_forms_that_twilio_would_not_write_are_refused_and_counted(
    web: Web, change: dict[str, object], why: str
) -> None:
    form: dict[str, object] = {**whole(web.api, THIEF, "hola"), **change}
    form = {name: value for name, value in form.items() if value is not None}
    flat = {name: value if isinstance(value, str) else "hola" for name, value in form.items()}
    assert web.post(form, sign(web.api.auth_token, INBOUND, flat)) == 403
    assert web.count() == (0, 0, 0)
    assert web.odd() == {("twilio", why): 1}
    assert 'comunidas_oddities_total{channel="twilio"' in web.app.test_client().get("/metrics").text


def test_safety_02_finding_01_words_that_look_like_a_field_are_fetched_from_twilios_list(web: Web) -> None:
    """Somebody may write so: the webhook does not believe it, Twilio's list has no borders to mistake."""
    form = whole(web.api, THIEF, "llamen a From+50499990009 por favor")
    assert web.post(form) == 403
    assert web.count() == (0, 0, 0)
    web.house.receive(_of_list(form))
    assert web.count()[:2] == (1, 1)
