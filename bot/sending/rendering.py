"""From a stored screen to the text of one person: what the worker asks for before it sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.cards.talk import with_language
from bot.channels.channel import Channel, Outgoing
from bot.channels.wire import without_emoji
from bot.conversation.session import load_session
from bot.sending.content_book import ContentBook, as_template
from bot.sending.discreet import veiled
from bot.sending.few import few
from bot.wording import Reader, Wording
from core.calendar import today
from core.messages import Screen, dump, load
from core.outbox import Claimed, Tap
from core.outbox.windows import URGENT
from core.policy import DAY_MS, is_discreet
from core.vault import Vault

CAPTION = 1024
"""The longest text beside a photo (Telegram, captions)."""


class Rendering:
    """One for the process; catalogues are loaded at first use. `clock` tells epoch milliseconds.

    Here, and nowhere else, sealed words are opened, so that the outbox never holds them in clear.
    """

    def __init__(
        self, wording: Wording, clock: Callable[[], int], vault: Vault, contents: ContentBook | None = None
    ) -> None:
        self._wording, self._clock, self._vault, self._contents = wording, clock, vault, contents

    def render(self, claimed: Claimed, channel: Channel) -> tuple[Outgoing, bool]:
        """The text, and whether it carries numbers that may be typed.

        An alert that arrives while something is asked has no numbers: 1–9 belong to the question, for a day.
        """
        light = bool(claimed.light)
        short = light or channel.name == "sms"
        reader = Reader(claimed.lang, claimed.country, claimed.zone or "UTC", claimed.digits, short)
        asked = claimed.kind == "alert" and load_session(claimed.state).flow is not None
        busy = asked and self._clock() - (claimed.last_inbound_at or 0) < DAY_MS
        if claimed.template:
            return as_template(self._wording, reader, claimed.template, claimed.screen, claimed.names), not busy
        screen = load(_marked(claimed.screen, reader.lang), self._opened, claimed.names)
        if claimed.kind == "alert" and is_discreet(claimed.discreet_wish, claimed.policy):
            urgent = screen.brief is not None and screen.brief.kind in URGENT
            screen = veiled(claimed.id, screen.code, busy=busy, urgent=urgent)
        if channel.name == "sms":
            screen = few(screen, reader.lang, claimed.id)
        day = today(self._clock(), reader.zone).isoformat()
        limits = replace(channel.limits, button_bytes=0) if light else channel.limits
        if claimed.attached:
            limits = replace(limits, text=min(limits.text, CAPTION))
        outgoing = self._wording.render(screen, reader, limits, channel.length, numbers=not busy, today=day)
        if light:
            outgoing = outgoing._replace(text=without_emoji(outgoing.text))
        if claimed.attached:
            return outgoing._replace(attached=claimed.attached), not busy
        if self._contents and channel.name == "whatsapp" and outgoing.buttons:
            outgoing = self._contents.choices(outgoing, reader.lang, channel.length)
        return outgoing, not busy

    def _opened(self, token: str) -> str:
        return self._vault.shown(token.encode())

    def tap(self, tap: Tap) -> str:
        """The short text that answers a tap; '' for silence."""
        if not tap.screen:
            return ""
        screen: Screen = load(tap.screen)
        return self._wording.say(screen.lines[0], Reader(tap.lang))


def _marked(screen: str, lang: str) -> str:
    """With a line that says in which other language the words in it are, where they are in another."""
    return dump(with_language(load(screen), lang)) if '"f":"' in screen else screen
