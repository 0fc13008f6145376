"""How do our Contents at Twilio come to be as we want them? Compared, made, submitted, and how they stand stored.

Run again it only does what is still missing; interrupted, it finds by name what it had made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.channels.twilio_contents import Standing, TwilioContents
from bot.channels.twilio_door import Account, TwilioDoor
from bot.sending.templates import Wanted, wanted
from bot.wording import Wording
from core import contents
from core.contents import READY, TEMPLATE, Content
from core.db import Database
from core.settings import Settings

UNSUBMITTED = "unsubmitted"


def bring_up_to_date(
    api: TwilioContents,
    db: Database,
    wording: Wording,
    now: int,
    *,
    submit: bool,
    say: Callable[[str], None] = lambda _line: None,
) -> list[Content]:
    """How each that we want stands; `submit` asks WhatsApp for approval where nobody has yet.

    Without `submit` nothing is made either: only how things stand is read and stored. `say` hears of each step.
    """
    there, found = api.standing(), []
    everything = list(wanted(wording))
    for number, one in enumerate(everything, 1):
        stands = there.get(one.definition.name)
        if submit:
            stands = _made(api, one, stands, f"{number}/{len(everything)} {one.definition.name}", say)
        if stands is not None:
            found.append(_as_content(one, stands))
            with db.write() as tx:
                contents.keep(tx, found[-1], now)
    return found


def follow(settings: Settings, db: Database, wording: Wording, now: int) -> list[Content]:
    """How each stands at Twilio now; nothing is made or submitted. Raises SendError."""
    with opened(settings) as api:
        return bring_up_to_date(api, db, wording, now, submit=False)


@contextmanager
def opened(settings: Settings) -> Iterator[TwilioContents]:
    """The Content API with these settings' account."""
    account = Account(settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_api_base_url)
    door = TwilioDoor(account)
    try:
        yield TwilioContents(door)
    finally:
        door.close()


def missing(found: list[Content], wording: Wording) -> list[Wanted]:
    """Templates that we want and that are not at Twilio."""
    names = {one.name for one in found}
    return [one for one in wanted(wording) if one.use == TEMPLATE and one.definition.name not in names]


def _made(api: TwilioContents, one: Wanted, stands: Standing | None, name: str, say: Callable[[str], None]) -> Standing:
    if stands is None:
        stands = Standing(api.create(one.definition), UNSUBMITTED, "")
        say(f"{name}: created")
    if one.category and stands.status == UNSUBMITTED:
        stands = api.submit(stands.sid, one.definition.name, one.category)
        say(f"{name}: submitted for approval")
    return stands


def _as_content(one: Wanted, stands: Standing) -> Content:
    state = stands.status if one.use == TEMPLATE else READY
    return Content(0, one.use, one.kind, one.lang, one.definition.name, stands.sid, one.places, state, stands.reason)
