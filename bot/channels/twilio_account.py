"""What Twilio says about the account: where a number, a WhatsApp sender or a Messaging Service hands messages in, and
which of its calls to us failed lately.

Sources: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource, docs/messaging/api/service-resource,
docs/whatsapp/api/senders, docs/usage/monitor-alert.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from bot.channels.channel import Unreachable
from bot.channels.twilio_door import TwilioDoor
from core.calendar import written

_API = "https://api.twilio.com/2010-04-01/Accounts"
_MESSAGING = "https://messaging.twilio.com"
_MONITOR = "https://monitor.twilio.com"
_OF_WEBHOOKS = frozenset(("12100", "12200", "12300"))
"""Our answer had the wrong form; all that begin with 112 say that there was none, or an error."""


class Inbound(NamedTuple):
    """Where messages that come in are handed over: `url` '' is nowhere, `state` how the sender stands."""

    url: str
    method: str = "POST"
    state: str = ""


class TwilioAccount:
    """Each look-up blocks, and raises only the `SendError` tree; None: the account has nothing of that name."""

    def __init__(self, door: TwilioDoor, account_sid: str) -> None:
        self._door, self._sid = door, account_sid

    def number(self, number: str) -> Inbound | None:
        """Of a telephone number."""
        found = self._listed(
            f"{_API}/{self._sid}/IncomingPhoneNumbers.json", "incoming_phone_numbers", PhoneNumber=number
        )
        one = next((one for one in found if one.get("phone_number") == number), None)
        if one is None:
            return None
        if one.get("sms_application_sid"):
            return Inbound("an application of Twilio's")
        return Inbound(str(one.get("sms_url") or ""), str(one.get("sms_method") or "POST"))

    def sender(self, sender: str) -> Inbound | None:
        """Of a WhatsApp sender, with its `whatsapp:` prefix. The sandbox is none of the account's."""
        found = self._listed(f"{_MESSAGING}/v2/Channels/Senders", "senders", Channel="whatsapp")
        one = next((one for one in found if one.get("sender_id") == sender), None)
        if one is None:
            return None
        webhook = one.get("webhook")
        hook: Mapping[str, Any] = webhook if isinstance(webhook, dict) else {}
        method = str(hook.get("callback_method") or "POST")
        return Inbound(str(hook.get("callback_url") or ""), method, str(one.get("status") or ""))

    def service(self, sid: str) -> Inbound | None:
        """Of a Messaging Service; `state` is 'number' where each of its numbers says it for itself. Raises Rejected
        where there is no such service."""
        one = self._door.ask("GET", f"{_MESSAGING}/v1/Services/{sid}")
        if one.get("use_inbound_webhook_on_number"):
            return Inbound("", state="number")
        return Inbound(str(one.get("inbound_request_url") or ""), str(one.get("inbound_method") or "POST"))

    def has(self, service: str, number: str) -> bool:
        """Whether the number is one of the service's."""
        found = self._listed(f"{_MESSAGING}/v1/Services/{service}/PhoneNumbers", "phone_numbers")
        return any(one.get("phone_number") == number for one in found)

    def failed_calls(self, base: str, since: int) -> Counter[str]:
        """How often each error met Twilio where it called an address that begins with `base`, from `since` (ms) on."""
        start = written(since)
        found = self._listed(f"{_MONITOR}/v1/Alerts", "alerts", LogLevel="error", StartDate=start)
        codes = ((str(one.get("error_code")), str(one.get("request_url") or base)) for one in found)
        return Counter(
            code for code, url in codes if url.startswith(base) and (code.startswith("112") or code in _OF_WEBHOOKS)
        )

    def _listed(self, url: str, key: str, **asked: str) -> list[dict[str, Any]]:
        """The first page, which is long enough."""
        found = self._door.ask("GET", f"{url}?{urlencode({**asked, 'PageSize': '100'})}").get(key)
        if not isinstance(found, list):
            raise Unreachable("garbage")
        return [one for one in found if isinstance(one, dict)]
