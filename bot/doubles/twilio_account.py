"""What Twilio tells about an account: its numbers, WhatsApp senders and Messaging Service, and calls that failed.

    api.numbers["+15005550006"].update(sms_url="https://old.example.org/sms")
    api.alert("11200", "https://bot.example.org/twilio/inbound")

Rules: the pages named in bot/channels/twilio_account.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.doubles.server import Answer, Call
from bot.doubles.twilio_contents import Refused

INBOUND = "https://bot.example.org/twilio/inbound#rc=5&rp=all"
_DAY = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class TwilioLookups:
    """All hand in to `INBOUND` until a test says otherwise."""

    account_sid: str

    def __init__(self, whatsapp_from: str, sms_from: str, service_sid: str) -> None:
        self.numbers: dict[str, dict[str, Any]] = {
            sms_from: {"sms_url": INBOUND, "sms_method": "POST", "sms_application_sid": ""}
        }
        self.senders: dict[str, dict[str, Any]] = {
            whatsapp_from: {"status": "ONLINE", "webhook": {"callback_url": INBOUND, "callback_method": "POST"}}
        }
        self.services: dict[str, dict[str, Any]] = {
            service_sid: {
                "inbound_request_url": None,
                "inbound_method": "POST",
                "use_inbound_webhook_on_number": True,
                "numbers": [sms_from],
            }
        }
        self.alerts: list[dict[str, Any]] = []

    def alert(self, code: str, url: str, at: datetime | None = None) -> None:
        """A call of Twilio's that failed, as its debugger lists it."""
        when = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.alerts.append({"error_code": code, "log_level": "error", "request_url": url, "date_generated": when})

    def looks_up(self, path: str) -> bool:
        return path.endswith("/IncomingPhoneNumbers.json") or path.startswith(("/v1/Services/", "/v2/", "/v1/Alerts"))

    def looked_up(self, call: Call) -> Answer:
        """The answer; an unknown path or parameter is refused."""
        if call.method != "GET":
            raise Refused(405, 20004, "Method not allowed")
        if call.path == f"/2010-04-01/Accounts/{self.account_sid}/IncomingPhoneNumbers.json":
            asked = _only(call.params, "PhoneNumber", "PageSize")
            found = [{"phone_number": number, **one} for number, one in self.numbers.items()]
            part = asked.get("PhoneNumber", "")
            return _page("incoming_phone_numbers", [one for one in found if part in one["phone_number"]])
        if call.path == "/v2/Channels/Senders":
            if _only(call.params, "Channel", "PageSize").get("Channel") not in ("whatsapp", "rcs"):
                raise Refused(400, 20001, "Channel is required")
            return _page("senders", [{"sender_id": name, **one} for name, one in self.senders.items()])
        if call.path == "/v1/Alerts":
            return self._alerts(_only(call.params, "LogLevel", "StartDate", "EndDate", "PageSize"))
        return self._service(call)

    def _alerts(self, asked: Mapping[str, str]) -> Answer:
        since = asked.get("StartDate", "")
        if since and not _DAY.fullmatch(since):
            raise Refused(400, 20001, "StartDate must be a time in ISO 8601")
        return _page("alerts", [one for one in self.alerts if one["date_generated"] >= since])

    def _service(self, call: Call) -> Answer:
        found = re.fullmatch(r"/v1/Services/(\w+)(/PhoneNumbers)?", call.path)
        if not found or found[1] not in self.services:
            raise Refused(404, 20404, "The requested resource was not found")
        service = self.services[found[1]]
        if found[2]:
            _only(call.params, "PageSize")
            return _page("phone_numbers", [{"phone_number": number} for number in service["numbers"]])
        return Answer.json(
            200, {"sid": found[1], **{name: value for name, value in service.items() if name != "numbers"}}
        )


def _only(params: Mapping[str, str], *known: str) -> Mapping[str, str]:
    if unknown := set(params) - set(known):
        raise Refused(400, 20001, f"no such parameter: {sorted(unknown)}")
    return params


def _page(key: str, found: list[dict[str, Any]]) -> Answer:
    return Answer.json(200, {key: found, "meta": {"key": key, "page": 0, "page_size": 100, "next_page_url": None}})
