"""setup-whatsapp: our texts become templates at Twilio, are submitted to WhatsApp, and it is told what is missing."""

from __future__ import annotations

import argparse
from collections import Counter

from bot.channels.channel import Rejected, SendError
from bot.commands.line import Subparsers, command, milliseconds, settings
from bot.commands.listed import HELP
from bot.wording import Wording
from core import migrate
from core.contents import APPROVED, ENDED, TEMPLATE, Content
from core.db import Database
from core.errors import Misconfigured, Unavailable
from core.settings import Settings
from core.settings_checked import must_be_possible

_CURES = {
    "rejected": "change the sentence in locales/ and run this again, or appeal in Twilio's console",
    "paused": "WhatsApp paused it after complaints; it comes back by itself, or change the sentence and run this again",
    "disabled": "WhatsApp disabled it after complaints; change the sentence and run this again",
    "refused": "Twilio did not take it when it was sent; look at it in Twilio's console and run this again",
}


def add(commands: Subparsers) -> None:
    command(commands, "setup-whatsapp", HELP["setup-whatsapp"], run)


def run(_args: argparse.Namespace) -> int:
    found = settings()
    must_be_possible(found)
    if not found.whatsapp:
        raise Misconfigured("Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_WHATSAPP_FROM first.")
    try:
        standing = _bring_up_to_date(found)
    except Rejected as error:
        raise Misconfigured(f"Twilio refuses ({error.code}): check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.") from None
    except SendError as error:
        raise Unavailable(f"Twilio cannot be reached ({error.code}). Run it again: it goes on where it was.") from None
    return _report([one for one in standing if one.use == TEMPLATE])


def _bring_up_to_date(found: Settings) -> list[Content]:
    from bot.sending.contents_sync import bring_up_to_date, opened  # Twilio's library takes half a second to load

    db = Database(found.database_url)
    try:
        migrate.require_current(db)
        with opened(found) as api:
            return bring_up_to_date(api, db, Wording(), milliseconds(), submit=True, say=_say)
    finally:
        db.close()


def _say(line: str) -> None:
    print(line, flush=True)


def _report(templates: list[Content]) -> int:
    """What needs somebody, one by one, then how many stand how; 1 when something needs somebody."""
    ended = [one for one in templates if one.state in ENDED]
    for one in ended:
        why = f" ({one.reason})" if one.reason else ""
        _say(f"PROBLEM  {one.name}: {one.state}{why}\n         → {_CURES[one.state]}")
    counts = Counter(one.state for one in templates)
    _say("Templates: " + ", ".join(f"{count} {state}" for state, count in sorted(counts.items())) + ".")
    waiting = len(templates) - counts[APPROVED] - len(ended)
    if waiting:
        _say("WhatsApp reviews within 48 hours; until then such alerts wait for the person's next message.")
    elif not ended:
        _say("All are approved.")
    return 1 if ended else 0
