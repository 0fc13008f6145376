"""Strict local doubles of the providers: they refuse what the real services refuse, keep what they were sent, and fail
when told to. `TelegramApi` and `TwilioApi` are context managers on 127.0.0.1; nothing leaves the machine."""

from tests.doubles.door import KeepingDoor
from tests.doubles.server import Fault, dropped, garbage, silent, status
from tests.doubles.telegram_api import TelegramApi
from tests.doubles.twilio_api import TwilioApi

__all__ = ["Fault", "KeepingDoor", "TelegramApi", "TwilioApi", "dropped", "garbage", "silent", "status"]
