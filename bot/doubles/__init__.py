"""Strict local doubles of the providers: they refuse what the real services refuse, keep what they were sent, and fail
when told to. `TelegramApi` and `TwilioApi` are context managers on 127.0.0.1; nothing leaves the machine. Tests and
simulations talk to them; nothing that serves people does."""

from bot.doubles.server import Fault, dropped, garbage, silent, status
from bot.doubles.telegram_api import TelegramApi
from bot.doubles.twilio_api import TwilioApi

__all__ = ["Fault", "TelegramApi", "TwilioApi", "dropped", "garbage", "silent", "status"]
