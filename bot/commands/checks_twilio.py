"""What `doctor` looks up in Twilio's account: are the senders ours, do they hand in to us, did calls to us fail?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.channels.channel import Rejected, SendError
from bot.channels.twilio_account import Inbound, TwilioAccount
from bot.channels.twilio_door import Account, TwilioDoor
from bot.commands.checks import Finding
from core.policy import DAY_MS
from core.settings import Settings

_SANDBOX = "whatsapp:+14155238886"
_READY = frozenset(("", "ONLINE", "ONLINE:UPDATING"))
_FORM = frozenset(("12100", "12200", "12300"))


def check(settings: Settings, now: int) -> list[Finding]:
    """The findings. Who may not look something up hears that, and of no problem."""
    door = TwilioDoor(Account(settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_base_url))
    try:
        return list(_Look(settings, TwilioAccount(door, settings.twilio_account_sid)).all(now))
    finally:
        door.close()


class _Look:
    def __init__(self, settings: Settings, account: TwilioAccount) -> None:
        self._settings, self._account = settings, account
        self._ours = f"{settings.public_base_url}/twilio/inbound"

    def all(self, now: int) -> Iterator[Finding]:
        if self._settings.whatsapp:
            yield _asked("WhatsApp sender", self._whatsapp)
        if self._settings.sms:
            yield _asked("SMS sender", self._sms)
        if self._settings.public_base_url:
            yield _asked("Twilio's calls", lambda: self._calls(now))

    def _whatsapp(self) -> Finding:
        what, sender = "WhatsApp sender", self._settings.twilio_whatsapp_from
        found = self._account.sender(sender)
        if found is None and sender == _SANDBOX:
            return Finding(what, True, f"the sandbox: see in Twilio's console that it sends to {self._ours}")
        if found is None:
            cure = "set TWILIO_WHATSAPP_FROM to one of those in Twilio's console under WhatsApp senders"
            return Finding(what, False, f"{sender} is none of this account", cure)
        if found.state not in _READY:
            cure = "finish its registration in Twilio's console under WhatsApp senders"
            return Finding(what, False, f"{sender} is {found.state.lower()}", cure)
        return self._handed_in(what, sender, found, "the sender")

    def _sms(self) -> Finding:
        what, number, service = (
            "SMS sender",
            self._settings.twilio_sms_from,
            self._settings.twilio_messaging_service_sid,
        )
        if service:
            try:
                of_service = self._account.service(service)
            except Rejected as refused:
                if refused.code != "20404":
                    raise
                cure = "copy TWILIO_MESSAGING_SERVICE_SID from Twilio's console, or leave it empty"
                return Finding(what, False, f"there is no Messaging Service {service}", cure)
            if not self._account.has(service, number):
                cure = "add it to the service's senders, or set TWILIO_SMS_FROM to one of them"
                return Finding(what, False, f"{number} is no sender of the Messaging Service", cure)
            if of_service is not None and of_service.state != "number":
                return self._handed_in(what, number, of_service, "the Messaging Service")
        if not number.startswith("+"):
            return Finding(
                what, True, f"{number} is a short code: see in Twilio's console that it sends to {self._ours}"
            )
        found = self._account.number(number)
        if found is None:
            cure = "set TWILIO_SMS_FROM to one of those in Twilio's console under Phone numbers"
            return Finding(what, False, f"{number} is no number of this account", cure)
        return self._handed_in(what, number, found, "the number")

    def _handed_in(self, what: str, sender: str, found: Inbound, of: str) -> Finding:
        if found.url.partition("#")[0] != self._ours:
            cure = f"in Twilio's console set {of}'s “A message comes in” to {self._ours}#rc=5&rp=all, method POST"
            return Finding(what, False, f"what comes to {sender} goes to {found.url or 'nowhere'}", cure)
        if found.method.upper() != "POST":
            return Finding(
                what, False, f"what comes to {sender} is handed in by {found.method}", "set it to POST there"
            )
        return Finding(what, True, f"{sender} hands in to {self._ours}")

    def _calls(self, now: int) -> Finding:
        what = "Twilio's calls"
        failed = self._account.failed_calls(self._settings.public_base_url, now - DAY_MS)
        if not failed:
            return Finding(what, True, "none failed within a day")
        cure = "see the web process's log of that time, and that nothing in front of it keeps Twilio out"
        if set(failed) <= _FORM:
            cure = "see that no proxy changes our answers: they are 204 without a body"
        codes = ", ".join(f"{code} ({count}×)" for code, count in sorted(failed.items()))
        return Finding(what, False, f"failed within a day: {codes}", cure)


def _asked(what: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except SendError as error:
        return Finding(what, True, f"could not be looked up ({error.code})")
