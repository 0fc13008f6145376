"""What goes with a message is made ready before it is rendered: the provider's own file, a copy, or an address.

It happens in the send of that one message, so no lane but its own waits. A file comes from the channel it was sent on,
with that channel's credentials; it is checked, stripped of what it tells about its maker, and kept sealed for a while.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.channels.channel import Channel, Rejected, Source, Throttled, Unreachable
from bot.conversation.instead import UNFIT
from bot.sending import briefs
from core import audience, outbox
from core.db import Database, Tx
from core.files import Unfit, clean
from core.files.declared import LARGE
from core.messages import Code, Message, Moment, Screen, _, dump, load
from core.outbox import Claimed, Item
from core.policy import is_discreet
from core.relay import carried
from core.relay.carried import Kept, Parcel
from core.relay.pieces import Attached
from core.vault import Vault

log = logging.getLogger(__name__)

FETCH_S = 15.0
_PATIENCE = 4
"""How often a provider may fail before the words go without the file."""
_AT_ONCE = 4
"""Files that are fetched at the same time: each takes several times its size in memory for a moment."""
_BUSY_S = 3.0
_ON_WHATSAPP = frozenset(
    ("image/jpeg", "image/png", "application/pdf", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr")
)
_NO_VOICE_THERE = frozenset(("audio/aac", "audio/amr"))
"""Sound that Telegram does not play as a voice note: it goes as a file."""
_NOT_PASSED = _("Something came with it that could not be passed on.")
_NOT_HERE = _("Something came with it that cannot be shown on this phone.")


class Carrying:
    """What delivery asks of a claimed message before it is rendered. `base_url` is our public address, or ''."""

    def __init__(
        self, db: Database, vault: Vault, channels: Mapping[str, Channel], clock: Callable[[], int], base_url: str
    ) -> None:
        self._db, self._vault, self._channels, self._clock, self._base = db, vault, channels, clock, base_url
        self._busy = asyncio.Semaphore(_AT_ONCE)

    async def __call__(self, claimed: Claimed) -> Claimed:
        """The same message with what goes along. Raises Unreachable where the file should be asked for again later."""
        if '"j":' not in claimed.screen or claimed.template:
            return claimed
        if claimed.kind == "alert" and is_discreet(claimed.discreet_wish, claimed.policy):
            return claimed  # it shows nothing before somebody asks for it
        screen = load(claimed.screen)
        with self._db.read() as tx:
            parcel = carried.parcel(tx, self._vault, screen.media)
        if parcel is None:
            return _with_line(claimed, screen, UNFIT["gone"])
        if parcel.piece.kind == "location":
            return _with_line(claimed, screen, _("On the map: {link}", link=Code(parcel.piece.map)))
        if own := _own(parcel, claimed.channel):
            return replace(claimed, attached=own)
        try:
            file = await self._file(screen.media, parcel)
        except Unfit as unfit:
            self._give_up(screen.media, parcel, unfit.reason)
            return _with_line(claimed, screen, _NOT_PASSED)
        except Unreachable:
            if claimed.attempts < _PATIENCE:
                raise
            return _with_line(claimed, screen, _NOT_PASSED)
        return self._handed(claimed, screen, file)

    def _handed(self, claimed: Claimed, screen: Screen, file: Kept) -> Claimed:
        """On Telegram the file itself, on WhatsApp its address for Twilio to fetch, elsewhere a link to open."""
        name = f"{screen.media}.{file.ending}"
        if claimed.channel == "telegram":
            kind = "document" if file.type in _NO_VOICE_THERE else file.kind
            return replace(claimed, attached=Attached(kind, data=file.data, name=name))
        if not self._base:
            return _with_line(claimed, screen, _NOT_HERE)
        url = f"{self._base}/media/{file.word}"
        if claimed.channel == "whatsapp" and file.type in _ON_WHATSAPP:
            return replace(claimed, attached=Attached(file.kind, url=url, name=name))
        line = _("It can be opened here until {day}: {link}", day=Moment(file.until), link=Code(url))
        return _with_line(claimed, screen, line)

    async def _file(self, attachment_id: int, parcel: Parcel) -> Kept:
        if parcel.unfit:
            raise Unfit(parcel.unfit)
        found = await asyncio.to_thread(self._kept, attachment_id)
        if found is not None:
            return found
        source: object = self._channels.get(parcel.piece.channel)
        if not isinstance(source, Source):
            raise Unfit("gone")
        if self._busy.locked():
            raise Throttled(_BUSY_S, "busy")
        async with self._busy:
            await self._fetch(source, attachment_id, parcel)
        kept = await asyncio.to_thread(self._kept, attachment_id)
        if kept is None:  # forgotten meanwhile
            raise Unfit("gone")
        return kept

    async def _fetch(self, source: Source, attachment_id: int, parcel: Parcel) -> None:
        try:
            async with asyncio.timeout(FETCH_S):
                data = await source.fetch(parcel.piece.ref, LARGE)
        except TimeoutError:
            raise Unreachable("timeout") from None
        except Rejected as refused:
            raise Unfit(refused.code if refused.code in UNFIT else "gone") from None
        fit = await asyncio.to_thread(clean, data)
        await asyncio.to_thread(
            self._db.writing, lambda tx: carried.keep(tx, self._vault, attachment_id, fit, parcel.at, self._clock())
        )

    def _kept(self, attachment_id: int) -> Kept | None:
        with self._db.read() as tx:
            return carried.kept(tx, self._vault, attachment_id, self._clock())

    def _give_up(self, attachment_id: int, parcel: Parcel, why: str) -> None:
        """Once: it is not tried again, and who sent it reads what to do."""
        if parcel.unfit:
            return
        log.info("attachment %d is not handed on (%s)", attachment_id, why)
        self._db.writing(lambda tx: self._write_off(tx, attachment_id, parcel, why))

    def _write_off(self, tx: Tx, attachment_id: int, parcel: Parcel, why: str) -> None:
        carried.unfit(tx, attachment_id, why)
        text = _not_passed(parcel, UNFIT[why])
        screen = dump(Screen((text,), code=str(parcel.number or ""), brief=briefs.MESSAGE))
        ears = audience.of_organisation(tx, parcel.organisation_id)
        items = [
            Item(ear.address_id, ear.channel, "alert", screen, f"unfit:{attachment_id}:{ear.address_id}")
            for ear in ears
            if ear.person_id == parcel.person_id
        ]
        if items:
            outbox.enqueue(tx, items, self._clock())


def _own(parcel: Parcel, channel: str) -> Attached | None:
    """Telegram's own name of a photo or a voice note, which it keeps without what they tell; all else is fetched."""
    piece = parcel.piece
    if channel == piece.channel == "telegram" and piece.kind in ("photo", "voice") and not piece.type:
        return Attached(piece.kind, ref=piece.ref)
    return None


def _not_passed(parcel: Parcel, why: Message) -> Message:
    if parcel.number is None:
        return _("What you attached could not be passed on. {why}", why=why)
    return _("Exchange {number}: what you sent could not be passed on. {why}", number=Code(str(parcel.number)), why=why)


def _with_line(claimed: Claimed, screen: Screen, line: Message) -> Claimed:
    return replace(claimed, screen=dump(replace(screen, lines=(*screen.lines, line))))
