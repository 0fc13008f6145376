"""A local Twilio: the Messages resource with its rules, and a maker of the signed forms that people cause.

    with TwilioApi() as api:
        door = TwilioDoor(Account(api.account_sid, api.auth_token, api.url, "https://bot.example.org"))
        form = api.inbound("whatsapp:+50499990001", "hola")
        url = "https://bot.example.org/twilio/inbound"
        client.post("/twilio/inbound", data=form, headers=api.headers(url, form))
        api.sent[-1].body                                    # what the bot answered
        url, form = api.report(api.sent[-1], "delivered")    # the status callback, to be signed alike

Rules: twilio.com/docs/messaging/api/message-resource and docs/api/errors/<code>. The signature is written from
twilio.com/docs/usage/security, not taken from the library that it is to check.

Whoever writes on WhatsApp has an account: a number, and the id by which WhatsApp tells it to us alone. Forms carry both
(`From` and `ExternalUserId`), and the id in both places once `hide` was called. Another number makes another id.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.doubles import rules
from bot.doubles.server import Answer, Call, Fault, LocalServer
from bot.doubles.twilio_account import TwilioLookups
from bot.doubles.twilio_contents import Refused, TwilioContents, refusal, refuse

_ACCOUNT = "AC" + "0" * 32
_TOKEN = "a-token-of-the-tests"  # noqa: S105  invented
_SERVICE = "MG" + "0" * 32
_WHATSAPP = "whatsapp:+14155238886"
_SMS = "+15005550006"
_ID = r"|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}"
_COUNTRIES = {"504": "HN", "20": "EG", "212": "MA", "33": "FR", "54": "AR", "55": "BR"}
_START = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
_FIELDS = {"To", "From", "MessagingServiceSid", "Body", "StatusCallback", "ContentSid", "ContentVariables", "MediaUrl"}


@dataclass(frozen=True)
class Sent:
    """A message of ours that Twilio accepted; `sender` is a number or a Messaging Service."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    content_sid: str = ""
    media: str = ""  # the address of a file that goes with it


class TwilioApi(TwilioContents, TwilioLookups, LocalServer):
    """State a test may read: `sent`; what it may set: `opt_out`, `close_window`.

    With a `clock` the 24 hours of WhatsApp pass by themselves, counted from the moment of each inbound message.
    """

    def __init__(
        self,
        account_sid: str = _ACCOUNT,
        auth_token: str = _TOKEN,
        whatsapp_from: str = _WHATSAPP,
        sms_from: str = _SMS,
        service_sid: str = _SERVICE,
    ) -> None:
        self.account_sid, self.auth_token = account_sid, auth_token
        self.whatsapp_from, self.sms_from, self.service_sid = whatsapp_from, sms_from, service_sid
        self.sent: list[Sent] = []
        self._inbound: list[dict[str, Any]] = []
        self._opted_out: set[str] = set()
        self._closed: set[str] = set()
        self._heard: dict[str, datetime] = {}
        self._ids: dict[str, str] = {}  # number → id, of every WhatsApp account
        self._parents: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._were: list[tuple[str, str]] = []  # number and id of accounts that are no more
        self._gone: set[str] = set()
        self.refuses_ids = False  # 21211 for every id, as it did for some weeks
        self.clock: Callable[[], datetime] | None = None
        self._count = 0
        self.store_at = ""  # where it sends those who fetch a file, in place of its own store
        self._media: dict[str, tuple[str, bytes]] = {}  # "message/media" → type, content
        TwilioContents.__init__(self)
        TwilioLookups.__init__(self, whatsapp_from, sms_from, service_sid)
        LocalServer.__init__(self)

    # what people do

    def inbound(self, sender: str, body: str, at: datetime = _START, **more: str) -> dict[str, str]:
        """The form of one inbound message; it is also listed by the REST API from now on.

        `more` are further fields: ButtonPayload="…", NumMedia="1", MediaContentType0="audio/ogg", Latitude="…".
        """
        sid = self._sid()
        names = self._names(sender)
        self._heard[self._account(sender)] = max(at, self._heard.get(self._account(sender), at))
        ours = self.whatsapp_from if sender.startswith("whatsapp:") else self.sms_from
        self._inbound.append(self._resource(sid, names["From"], ours, body, "inbound", at, more.get("NumMedia", "0")))
        same = {"MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid, "AccountSid": self.account_sid}
        return {**same, **names, "To": ours, "Body": body, "NumMedia": "0", "ApiVersion": "2010-04-01", **more}

    def hide(self, number: str) -> str:
        """Who has that WhatsApp number takes a username: their messages show the id alone; the id."""
        self._hidden.add(number)
        return self.id_of(number)

    def show(self, number: str) -> None:
        """The number comes again."""
        self._hidden.discard(number)

    def id_of(self, number: str) -> str:
        """By which WhatsApp knows the account of that number, for us."""
        return self._ids.setdefault(number, f"whatsapp:{_country(number)}.{4_566_546_130_240_000 + len(self._ids)}")

    def give_id(self, number: str, id: str = "") -> str:
        """From now on the number is of another account: its owner made one anew, or it is somebody else's."""
        if number in self._ids:
            self._were.append((number, self._ids[number]))
        self._gone -= {number, id}
        self._ids[number] = id or f"whatsapp:{_country(number)}.{9_566_546_130_240_000 + self._count}"
        return self._ids[number]

    def has_parent(self, number: str) -> str:
        """Our business belongs to a group, for which the account has one more id; that id."""
        return self._parents.setdefault(number, self.id_of(number).replace(".", ".ENT.", 1))

    def _names(self, sender: str) -> dict[str, str]:
        """The fields that say who writes."""
        if not sender.startswith("whatsapp:"):
            return {"From": sender}
        number = self.number_of(sender)
        id = self.id_of(number) if number.startswith("whatsapp:+") else sender
        names = {"From": id if number in self._hidden else number, "ExternalUserId": id}
        return names | ({"ParentExternalUserId": self._parents[number]} if number in self._parents else {})

    def forget(self, number: str) -> str:
        """Nobody has that WhatsApp number any more; the id that its account had."""
        self._hidden.discard(number)
        id = self._ids.pop(number)
        self._were.append((number, id))
        self._gone |= {number, id}
        return id

    def number_of(self, name: str) -> str:
        """Of an account's id its number; any other name as it is."""
        return next((number for number, id in [*self._ids.items(), *self._were] if id == name), name)

    def _account(self, name: str) -> str:
        return self._ids.get(name, name)

    def media_form(self, sender: str, body: str, type: str, content: bytes, at: datetime = _START) -> dict[str, str]:
        """The form of an inbound message with one file, which is fetched with the account's credentials."""
        form = self.inbound(sender, body, at, NumMedia="1", MediaContentType0=type)
        media = "ME" + form["MessageSid"][2:]
        self._media[f"{form['MessageSid']}/{media}"] = (type, content)
        path = f"/2010-04-01/Accounts/{self.account_sid}/Messages/{form['MessageSid']}/Media/{media}"
        return form | {"MediaUrl0": f"https://api.twilio.com{path}"}

    def opt_out(self, address: str) -> None:
        """Somebody wrote STOP to our SMS number: 21610 from now on."""
        self._opted_out.add(address)

    def opt_in(self, address: str) -> None:
        self._opted_out.discard(address)

    def open_window(self, address: str) -> None:
        self._closed.discard(self._account(address))

    def tapped(self, sent: Sent, label: str, at: datetime = _START) -> dict[str, str]:
        """The form of a tap on a button or row of ours."""
        id = next(id for title, id in sent.buttons if title == label)
        row = "list-picker" in self.types_of(sent.content_sid)
        more = {"ListId": id, "ListTitle": label} if row else {"ButtonPayload": id, "ButtonText": label}
        return self.inbound(sent.to, label, at, OriginalRepliedMessageSid=sent.sid, **more)

    def close_window(self, address: str) -> None:
        """The 24 hours are over: the POST is taken, the failure comes as a status (see `outcome`)."""
        self._closed.add(self._account(address))

    def outcome(self, sent: Sent) -> tuple[str, dict[str, str]]:
        """How the message ends by itself: delivered; 63024 where nobody is, 63016 where the window is closed."""
        if sent.to in self._gone:
            return self.report(sent, "failed", "63024")
        if not self._is_open(sent.to) and not self.is_approved(sent.content_sid):
            return self.report(sent, "failed", "63016")
        return self.report(sent, "delivered")

    def _is_open(self, address: str) -> bool:
        if self._account(address) in self._closed:
            return False
        if self.clock is None or not address.startswith("whatsapp:"):
            return True
        heard = self._heard.get(self._account(address))
        return rules.is_open(_milliseconds(heard) if heard else None, _milliseconds(self.clock()))

    def report(self, sent: Sent, status: str, code: str = "") -> tuple[str, dict[str, str]]:
        """(address, form) of a status callback for that message."""
        form = {"MessageSid": sent.sid, "SmsSid": sent.sid, "MessageStatus": status, "SmsStatus": status}
        form |= {"AccountSid": self.account_sid, "To": sent.to, "From": sent.sender}
        if sent.to in self._ids or sent.to in self._ids.values():
            form["ExternalUserId"] = self._account(sent.to)
        return sent.callback, form | ({"ErrorCode": code} if code else {})

    def headers(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """Twilio's signature of this address and form, as a header."""
        return {"X-Twilio-Signature": sign(self.auth_token, url, form)}

    def too_many(self, seconds: int | None = None) -> Fault:
        """A 429, with a Retry-After where seconds are given."""
        answer = refusal(429, 20429, "Too Many Requests")
        more = {} if seconds is None else {"Retry-After": str(seconds)}
        return Fault(Answer(answer.status, answer.body, {**answer.headers, **more}))

    def refusing(self, code: int, status: int = 400) -> Fault:
        """Any error code as a REST answer."""
        return Fault(refusal(status, code, f"Error {code}"))

    # the server's side

    def answer(self, call: Call) -> Answer:
        try:
            if stored := re.fullmatch(r"/store/(\w+)/(\w+)", call.path):
                return self._stored(f"{stored[1]}/{stored[2]}", call)
            self._check_account(call)
            if "/Media/" in call.path:
                return self._redirected(call.path)
            if listed := re.fullmatch(r"/2010-04-01/Accounts/\w+/Messages/(\w+)/Media\.json", call.path):
                return self._media_list(listed[1])
            if self.looks_up(call.path):
                return self.looked_up(call)
            if call.path.startswith("/v1/"):
                return self.answer_content(call)
            run: Callable[[Mapping[str, str]], Answer] = self._create if call.method == "POST" else self._list
            return run(call.params)
        except Refused as refused:
            return refused.answer

    def _check_account(self, call: Call) -> None:
        given = call.headers.get("authorization", "").removeprefix("Basic ")
        wanted = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        if not hmac.compare_digest(given.encode(), wanted.encode()):
            raise Refused(401, 20003, "Authenticate")
        if "/Media/" in call.path or call.path.endswith("/Media.json") or self.looks_up(call.path):
            return
        if not call.path.startswith("/v1/") and call.path != f"/2010-04-01/Accounts/{self.account_sid}/Messages.json":
            raise Refused(404, 20404, "The requested resource was not found")

    def _redirected(self, path: str) -> Answer:
        """Twilio sends whoever has the credentials on to its store."""
        found = re.fullmatch(r"/2010-04-01/Accounts/(\w+)/Messages/(\w+)/Media/(\w+)", path)
        if not found or found[1] != self.account_sid or f"{found[2]}/{found[3]}" not in self._media:
            raise Refused(404, 20404, "The requested resource was not found")
        return Answer(307, b"", {"Location": self.store_at or f"{self.url}/store/{found[2]}/{found[3]}"})

    def _media_list(self, message: str) -> Answer:
        """Which files came with a message."""
        found = [(key.partition("/")[2], type) for key, (type, _content) in self._media.items() if key[:34] == message]
        about = {"account_sid": self.account_sid, "parent_sid": message}
        media = [{**about, "sid": sid, "content_type": type} for sid, type in found]
        return Answer.json(200, {"media_list": media, "next_page_uri": None, "page": 0, "page_size": 50})

    def _stored(self, key: str, call: Call) -> Answer:
        if "authorization" in call.headers:  # its address is signed; credentials have no business there
            return Answer(400, b"<Error>InvalidArgument</Error>")
        type, content = self._media.get(key, ("", b""))
        return Answer(200, content, {"Content-Type": type}) if content else Answer(404)

    def _create(self, form: Mapping[str, str]) -> Answer:
        if unknown := set(form) - _FIELDS:
            raise Refused(400, 20001, f"no such field: {sorted(unknown)}")
        sender = self._sender(form)
        _check_recipient(form.get("To", ""), sender, self.service_sid, ids=not self.refuses_ids)
        body, buttons = self.filled(form) if "ContentSid" in form else (_checked_body(form), ())
        _check_callback(form.get("StatusCallback", ""))
        if form["To"] in self._opted_out:
            raise Refused(400, 21610, "Attempt to send to unsubscribed recipient")
        callback, sid = form.get("StatusCallback", ""), form.get("ContentSid", "")
        sent = Sent(self._sid(), form["To"], sender, body, callback, buttons, sid, _media_url(form, sender))
        with self._lock:
            self.sent.append(sent)
        return Answer.json(201, self._resource(sent.sid, sender, sent.to, sent.body, "outbound-api", _START))

    def _sender(self, form: Mapping[str, str]) -> str:
        service, number = form.get("MessagingServiceSid", ""), form.get("From", "")
        if not (service or number):
            raise Refused(400, 21603, "A 'From' phone number is required")
        if service and service != self.service_sid:
            raise Refused(404, 21701, "The Messaging Service does not exist")
        if number.startswith("whatsapp:") and number != self.whatsapp_from:
            raise Refused(400, 63007, "Twilio could not find a Channel with the specified From address")
        if number and number not in (self.whatsapp_from, self.sms_from):
            raise Refused(400, 21606, "The 'From' phone number provided is not a valid message-capable number")
        return number or service

    def _list(self, query: Mapping[str, str]) -> Answer:
        """Newest first, a page at a time, as the real list."""
        since = datetime.fromisoformat(query.get("DateSent>", "1970-01-01T00:00:00Z"))
        with self._lock:
            found = [m for m in self._inbound if m["to"] == query.get("To", m["to"]) and _sent_at(m) >= since]
        found.sort(key=_sent_at, reverse=True)
        size, page = int(query.get("PageSize", 50)), int(query.get("Page", 0))
        if not 1 <= size <= 1000:
            raise Refused(400, 20006, "Page size must be between 1 and 1000")
        there = [{k: v for k, v in m.items() if k != "at"} for m in found[page * size : (page + 1) * size]]
        path = f"/2010-04-01/Accounts/{self.account_sid}/Messages.json?"
        more = path + urlencode({**query, "Page": str(page + 1)}) if len(found) > (page + 1) * size else None
        return Answer.json(200, {"messages": there, "next_page_uri": more, "page": page, "page_size": size})

    def _resource(
        self, sid: str, sender: str, to: str, body: str, direction: str, at: datetime, media: str = "0"
    ) -> dict[str, Any]:
        date = format_datetime(at)
        about = {"sid": sid, "account_sid": self.account_sid, "direction": direction, "error_code": None, "at": str(at)}
        status = "received" if direction == "inbound" else "queued"
        sent = date if direction == "inbound" else None
        return about | {
            "from": sender,
            "to": to,
            "body": body,
            "status": status,
            "num_media": media,
            "date_created": date,
            "date_sent": sent,
            "date_updated": date,
        }

    def _sid(self) -> str:
        with self._lock:
            self._count += 1
            return f"SM{self._count:032x}"


def sign(token: str, url: str, form: Mapping[str, str]) -> str:
    """X-Twilio-Signature: base64 of HMAC-SHA1 over the address and the fields by name, name and value joined."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def _sent_at(message: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(message["at"])


def _country(number: str) -> str:
    """With which an id of that number begins; US for numbers that no country has."""
    digits = number.removeprefix("whatsapp:+")
    return next((country for prefix, country in _COUNTRIES.items() if digits.startswith(prefix)), "US")


def _check_recipient(to: str, sender: str, service: str, *, ids: bool) -> None:
    if not to:
        raise Refused(400, 21604, "A 'To' phone number is required")
    whatsapp = to.startswith("whatsapp:")
    if sender != service and whatsapp != sender.startswith("whatsapp:"):
        raise Refused(400, 21910, "'From' and 'To' must be of the same channel")
    shape = rf"whatsapp:(\+\d{{8,15}}{_ID if ids else ''})" if whatsapp else r"\+\d{8,15}"
    if not re.fullmatch(shape, to, re.ASCII):
        raise Refused(400, 21211, "The 'To' number is not a valid phone number")


def _checked_body(form: Mapping[str, str]) -> str:
    if "ContentVariables" in form:
        raise Refused(400, 21654, "ContentSid is required with ContentVariables")
    body = form.get("Body", "")
    refuse(rules.twilio_body(body, with_file=bool(form.get("MediaUrl"))))
    return body


def _media_url(form: Mapping[str, str], sender: str) -> str:
    url = form.get("MediaUrl", "")
    if not url:
        return ""
    if not url.startswith("https://"):
        raise Refused(400, 21620, "Invalid media URL(s)")
    if not sender.startswith("whatsapp:"):
        raise Refused(400, 21623, "Media is not supported by this number")
    if "ContentSid" in form:
        raise Refused(400, 20001, "MediaUrl and ContentSid do not go together")
    return url


def _check_callback(url: str) -> None:
    split = urlsplit(url)
    if url and not (split.scheme in ("http", "https") and split.hostname and "." in split.hostname):
        raise Refused(400, 21609, "The 'StatusCallback' URL is not valid")
