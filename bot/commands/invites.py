"""coordinator add, invite: codes by which people come in, with the links that carry them."""

from __future__ import annotations

import argparse
import asyncio

from bot.channels.channel import SendError
from bot.commands.line import Opened, Subparsers, command, group, opened, whole
from bot.commands.listed import HELP
from bot.commands.which_hub import find
from bot.wording.doors import Doors
from core.calendar import today
from core.coordination import complaining
from core.db import Tx
from core.people.codes import make_invite
from core.policy import DAY_MS
from core.right_key import must_be_right
from core.settings import Settings

_MOST_DAYS = 366


def add(commands: Subparsers) -> None:
    under = group(commands, "coordinator", HELP["coordinator"])
    parser = command(under, "add", "a code and a link that make who opens them a coordinator", run_coordinator)
    _flags(parser, days=7)
    parser.add_argument("--deputy", action="store_true", help="of another network: there when the others are not")
    parser = command(under, "complaints", "what was told of who coordinates, for who runs the server", run_complaints)
    parser.add_argument("--done", type=whole(1, 10**12), metavar="NUMBER", help="one of them is dealt with")
    parser = command(commands, "invite", HELP["invite"], run_invite)
    _flags(parser, days=30)


def _flags(parser: argparse.ArgumentParser, days: int) -> None:
    parser.add_argument("--hub", help="name or number; not needed when there is one")
    parser.add_argument(
        "--days", type=whole(1, _MOST_DAYS), default=days, help="how long it serves (default: %(default)s)"
    )


def run_coordinator(args: argparse.Namespace) -> int:
    what = "the deputy" if args.deputy else "a coordinator"
    return _make(args, "coordinator", f"Who writes this code to the bot becomes {what} of {{hub}}. It serves once,")


def run_complaints(args: argparse.Namespace) -> int:
    with opened() as it:
        if args.done is not None and not it.db.writing(lambda tx: complaining.done(tx, args.done, it.now)):
            print(f"There is no complaint {args.done} that waits.")
            return 1
        with it.db.read() as tx:
            found = complaining.waiting(tx)
        for one in found:
            day = today(one.at, "UTC").isoformat()
            words = it.vault.shown(one.sealed) if one.sealed else "(whoever wrote it has left)"
            print(f"{one.id:>5}  {day}  {one.hub or '-'}, {one.organisation or '-'}: {words}")
    print("When one is dealt with: --done and its number." if found else "Nothing waits.")
    return 0


def run_invite(args: argparse.Namespace) -> int:
    return _make(args, "hub", "Organisations that write this code to the bot join {hub}. It serves all of them,")


def _make(args: argparse.Namespace, kind: str, sentence: str) -> int:
    with opened() as it:
        must_be_right(it.db, it.vault)  # the bot would not know this code
        hub, code = it.db.writing(lambda tx: _invite(tx, it, args, kind))
        print(f"{sentence.format(hub=hub)} for {args.days} day{'s' if args.days > 1 else ''}:")
        print(f"\n  {code}\n")
        for link in links(it.settings, code):
            print(f"  {link}")
    return 0


def _invite(tx: Tx, it: Opened, args: argparse.Namespace, kind: str) -> tuple[str, str]:
    hub = find(tx, args.hub)
    role = "deputy" if vars(args).get("deputy") else "member"
    return hub.name, make_invite(tx, it.vault, kind, hub.id, it.now, role=role, ttl=args.days * DAY_MS)


def links(settings: Settings, code: str) -> list[str]:
    """A link for each channel that has one; Telegram's needs the bot's name, so Telegram is asked."""
    telegram = _bot_name(settings) if settings.telegram else ""
    return Doors(telegram, settings.twilio_whatsapp_from if settings.whatsapp else "").links(code)


def _bot_name(settings: Settings) -> str:
    """The bot's name; '' when Telegram does not tell it now."""
    from bot.channels.telegram import TelegramChannel

    async def asked() -> str:
        channel = TelegramChannel(settings.telegram_bot_token, settings.telegram_api_base_url)
        try:
            return await channel.username()
        finally:
            await channel.close()

    try:
        return asyncio.run(asked())
    except SendError:
        return ""
