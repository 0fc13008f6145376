"""The world behind the commands: a network, its telephones on three channels, one clock; each command gives lines."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from bot.channels.channel import Channel, Incoming
from core.policy import DAY_MS, HOUR_MS
from tests.story import Phones, SmsPhones, Story, TelegramPhones, TwilioPhones, WhatsAppPhones

KINDS: dict[str, Callable[[], TelegramPhones | TwilioPhones]] = {
    "telegram": TelegramPhones,
    "whatsapp": WhatsAppPhones,
    "sms": SmsPhones,
}
_SPANS = {"d": DAY_MS, "h": HOUR_MS, "m": 60_000}
_READ_AGAIN = 12  # messages


class Mistake(Exception):
    """A command that cannot be done; its text says what to write."""


class Shelf(Phones):
    """Telephones of all three channels side by side."""

    name = "shelf"

    def __init__(self) -> None:
        self.kinds = {name: kind() for name, kind in KINDS.items()}
        self.of: dict[str, str] = {}
        self._log: list[tuple[str, str]] = []
        self._read: dict[str, int] = defaultdict(int)

    def at(self, who: str) -> TelegramPhones | TwilioPhones:
        return self.kinds[self.of[who]]

    @property
    def channels(self) -> dict[str, Channel]:
        return {name: channel for one in self.kinds.values() for name, channel in one.channels.items()}

    def typed(self, who: str, words: str, lang: str, at: int, **more: Any) -> Incoming:
        return self.at(who).typed(who, words, lang, at, **more)

    def sent_file(self, who: str, kind: str, words: str, lang: str, at: int, **more: Any) -> Incoming:
        return self.at(who).sent_file(who, kind, words, lang, at, **more)

    def arrived(self) -> list[tuple[str, str]]:
        for name, one in self.kinds.items():
            everything = one.arrived()
            self._log += everything[self._read[name] :]
            self._read[name] = len(everything)
        return self._log

    def watch(self, clock: Callable[[], int]) -> None:
        for one in self.kinds.values():
            one.watch(clock)

    def close(self) -> None:
        for one in self.kinds.values():
            one.close()


class World:
    """`do` takes a command's words and gives the lines to print; raises Mistake."""

    def __init__(self, story: Story, shelf: Shelf) -> None:
        self.story, self.shelf = story, shelf
        self._stands: dict[str, list[str]] = defaultdict(list)

    def do(self, words: list[str]) -> list[str]:
        name, *rest = words or [""]
        command = getattr(self, f"do_{name}", None)
        if command is None:
            raise Mistake(f"“{name}” is no command; write: new, phone, say, press, photo, clock, read, code or end.")
        try:
            return list(command(*rest))
        except TypeError as wrong:
            if "positional argument" not in str(wrong):
                raise
            raise Mistake(f"“{name}” wants other words: see python -m tests.play --help") from None

    # ---- commands ---------------------------------------------------------------------------------------------------

    def do_new(self, country: str = "HN") -> Iterator[str]:
        zone = {"HN": "America/Tegucigalpa", "EG": "Africa/Cairo"}.get(country, "UTC")
        hub = self.story.hub("Red Puentes", country, zone, ("es", "ar", "en", "fr", "pt"))
        yield "A network: Red Puentes. Anybody may join by writing to it."
        yield f"Who writes this code coordinates it: {self.story.code('coordinator', hub)}"

    def do_code(self) -> Iterator[str]:
        yield self.story.code("coordinator", 1)

    def do_phone(self, who: str, channel: str = "telegram", lang: str = "") -> Iterator[str]:
        if channel not in KINDS:
            raise Mistake(f"“{channel}” is no app; write telegram, whatsapp or sms.")
        if who in self.shelf.of:
            raise Mistake(f"{who} has a telephone already.")
        self.shelf.of[who] = channel
        if lang:
            self.story.langs[who] = lang
        yield f"{who} has a telephone with {channel}."

    def do_say(self, who: str, *words: str) -> Iterator[str]:
        self._known(who)
        return self._arrived(self.story.say(who, " ".join(words)))

    def do_photo(self, who: str, *words: str) -> Iterator[str]:
        self._known(who)
        return self._arrived(self.story.show(who, "photo", " ".join(words)))

    def do_press(self, who: str, which: str) -> Iterator[str]:
        self._known(who)
        labels = self._buttons(who)
        label = labels[int(which) - 1] if which.isdecimal() and 0 < int(which) <= len(labels) else which
        if label not in labels:
            raise Mistake(f"There is no such button. {who} sees: {', '.join(labels) or 'none'}")
        return self._arrived(self.story.send(self.shelf.at(who).tapped(who, label, self.story.now)))

    def do_clock(self, span: str) -> Iterator[str]:
        found = re.fullmatch(r"\+?(\d+)([dhm])", span)
        if not found:
            raise Mistake(f"“{span}” is no span of time; write 1d, 3h or 10m.")
        left = int(found[1]) * _SPANS[found[2]]
        while left > 0:  # what is due at its hour happens then
            step = min(left, HOUR_MS)
            left -= step
            if new := self.story.wait(step):
                yield from self._arrived(new)
        yield time.strftime("It is %A %d %B, %H:%M (UTC).", time.gmtime(self.story.now / 1000))

    def do_read(self, who: str) -> Iterator[str]:
        self._known(who)
        yield from self._stands[who][-_READ_AGAIN:]

    # ---- what arrives -----------------------------------------------------------------------------------------------

    def _known(self, who: str) -> None:
        if who not in self.shelf.of:
            raise Mistake(f"{who} has no telephone yet; write: phone {who} telegram es")

    def _arrived(self, new: list[tuple[str, str]]) -> Iterator[str]:
        for who, text in new:
            last = [other for other, _text in new if other == who]
            shown = f"┌ {who} reads\n" + "\n".join(f"│ {line}" for line in text.splitlines())
            if last:
                shown += "".join(f"\n│ [{n}] {label}" for n, label in enumerate(self._buttons_of(who, text), 1))
            self._stands[who].append(shown)
            yield shown
        if not new:
            yield "(nothing arrives)"

    def _buttons(self, who: str) -> tuple[str, ...]:
        phones = self.shelf.at(who)
        try:
            return () if self.shelf.of[who] == "sms" else phones.choices(who)
        except IndexError:
            return ()

    def _buttons_of(self, who: str, text: str) -> tuple[str, ...]:
        """The buttons under the newest message that reads so."""
        if self.shelf.of[who] == "sms":
            return ()
        phones = self.shelf.at(who)
        if isinstance(phones, TelegramPhones):
            found = [one for one in phones.api.to(phones.chat(who)) if one.text in text]
            return tuple(found[-1].buttons) if found else ()
        sent = [one for one in phones.api.sent if one.to == phones.number(who) and one.body in text]
        return tuple(label for label, _id in sent[-1].buttons) if sent else ()
