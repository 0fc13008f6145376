"""setup-telegram: check the token, give the bot its command menus, and point Telegram at our address."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.channels.channel import Rejected, SendError
from bot.channels.telegram_updates import KINDS
from bot.commands.checks_ourselves import telegram_door
from bot.commands.line import Subparsers, command, settings
from bot.commands.listed import HELP
from bot.menu import commands as menus
from bot.menu import descriptions
from bot.wording import Wording
from core.errors import Misconfigured, Unavailable
from core.languages import LANGUAGES
from core.settings import Settings
from core.settings_checked import must_be_possible


def add(commands: Subparsers) -> None:
    command(
        commands,
        "setup-telegram",
        HELP["setup-telegram"],
        run,
    )


def run(_args: argparse.Namespace) -> int:
    found = settings()
    must_be_possible(found)
    if not found.telegram:
        raise Misconfigured("TELEGRAM_BOT_TOKEN is not set; @BotFather gives you one.")
    if not found.webhook:
        raise Misconfigured("PUBLIC_BASE_URL is no https address; without one `run` and `worker` fetch the messages.")
    try:
        name = asyncio.run(_set_up(found))
    except Rejected as error:
        raise Misconfigured(f"Telegram refuses ({error.code}): check TELEGRAM_BOT_TOKEN and PUBLIC_BASE_URL.") from None
    except SendError as error:
        raise Unavailable(f"Telegram cannot be reached ({error.code}); try again.") from None
    print(f"@{name}: Telegram now sends to {found.public_base_url}/telegram/webhook.")
    print(f"Command menus and descriptions: {', '.join(sorted(LANGUAGES))}.")
    door = telegram_door(found)
    print(door, flush=True)
    return 0 if door.fine else 1


def _looked_at(stands: Stands, found: Settings) -> None:
    """Telegram has what we gave it, and had no trouble there last time."""
    if stands.url != f"{found.public_base_url}/telegram/webhook":
        raise Misconfigured(
            f"Telegram now sends to {stands.url or 'nowhere'}: another program sets this bot's webhook."
        )
    missing = set(KINDS) - set(stands.allowed_updates or KINDS)
    if missing:
        raise Misconfigured(f"Telegram does not send {', '.join(sorted(missing))}: run this again.")
    if stands.last_error_message:
        print(f"Its last call failed: {stands.last_error_message}. python -m bot doctor looks for the cause.")


class Menus(Protocol):
    """Tells which commands Telegram shows."""

    async def menu(self, language: str) -> dict[str, str]: ...


class Stands(Protocol):
    """What Telegram says of our webhook."""

    @property
    def url(self) -> str: ...

    @property
    def allowed_updates(self) -> Sequence[str]: ...

    @property
    def last_error_message(self) -> str | None: ...


async def _menus_there(channel: Menus, wanted: Mapping[str, Mapping[str, str]]) -> None:
    """Telegram shows in each language what we gave it."""
    for language, menu in wanted.items():
        if await channel.menu(language) != dict(menu):
            raise Misconfigured(f"Telegram shows another menu in {language or 'other languages'}: run this again.")


async def _set_up(found: Settings) -> str:
    from bot.channels.telegram import TelegramChannel

    channel = TelegramChannel(found.telegram_bot_token, found.telegram_api_base_url)
    try:
        name = await channel.username()
        wording = Wording()
        wanted = menus(wording)
        await channel.setup(found.public_base_url, found.telegram_webhook_secret, wanted)
        await channel.describe(descriptions(wording))
        _looked_at(await channel.webhook(), found)
        await _menus_there(channel, wanted)
        return name
    finally:
        await channel.close()
