"""setup-telegram: check the token, give the bot its command menus, and point Telegram at our address."""

from __future__ import annotations

import argparse
import asyncio

from bot.channels.channel import Rejected, SendError
from bot.commands.line import Subparsers, command, settings
from bot.menu import commands as menus
from bot.wording import Wording
from core.errors import Misconfigured, Unavailable
from core.settings import Settings


def add(commands: Subparsers) -> None:
    command(
        commands,
        "setup-telegram",
        "check the token, set menus and webhook (needs an https address)",
        run,
    )


def run(_args: argparse.Namespace) -> int:
    found = settings()
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
    print(
        f"@{name}: Telegram now sends to {found.public_base_url}/telegram/webhook, with command menus in en, es and ar."
    )
    return 0


async def _set_up(found: Settings) -> str:
    from bot.channels.telegram import TelegramChannel

    channel = TelegramChannel(found.telegram_bot_token, found.telegram_api_base_url)
    try:
        name = await channel.username()
        await channel.setup(found.public_base_url, found.telegram_webhook_secret, menus(Wording()))
        return name
    finally:
        await channel.close()
