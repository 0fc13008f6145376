"""A telephone: whose it is, how it is connected, and what stands on its screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.channels.channel import Button, Outgoing
from bot.channels.wire import rows
from bot.sending.briefs import SEE
from bot.sending.content_book import QUICK_REPLIES
from bot.simulator.shelf import Sight
from core.countries import country_of_phone

CHANNELS = ("telegram", "whatsapp", "sms")
NUMBERS = ("shown", "hidden")
CONNECTIONS = ("good", "slow", "lost", "twice")
SLOW_MS = 4_000
"""How long a message travels on a slow connection, either way."""
_KEPT = 120
"""Messages on the screen; older ones are scrolled out for good."""


OURS = "whatsapp:+10000000000"
"""Of the simulated bot; for this sender WhatsApp's ids mean somebody."""


def user_id(address: str) -> str:
    """By which WhatsApp knows who has that number."""
    number = address.removeprefix("whatsapp:")
    return f"whatsapp:{country_of_phone(number) or 'US'}.{number.removeprefix('+')}"


class Bubble(NamedTuple):
    """One message on the screen. `n` counts up on each telephone, in the order in which they are seen.

    `keys` are the buttons in rows; `as_list` where WhatsApp shows them behind one button. `at` is when it is seen
    (None: not before the telephone is online). `way` is what became of one's own message: '' once it arrived,
    'waits' on the telephone, 'travels', 'again' where it was lost and is sent once more. `ref` is the provider's id,
    `file` what is shown with the words.
    """

    n: int
    mine: bool
    text: str
    at: int | None
    keys: tuple[tuple[Button, ...], ...] = ()
    as_list: bool = False
    way: str = ""
    ref: str = ""
    file: Sight | None = None


@dataclass
class Phone:
    """`addresses` is this person's address on each channel; `lang` what the telephone's menus are in.

    `place` is where it is, in degrees north and east. `heard` is when something from here last reached each channel.
    `hidden`: on WhatsApp its number is not shown.
    """

    key: str
    person_id: int
    lang: str
    channel: str
    addresses: dict[str, str]
    place: tuple[float, float]
    connection: str = "good"
    hidden: bool = False
    online: bool = True
    bubbles: list[Bubble] = field(default_factory=list)
    count: int = 0
    coming: list[Bubble] = field(default_factory=list)
    heard: dict[str, int] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return self.addresses[self.channel]

    @property
    def user_id(self) -> str:
        """By which WhatsApp tells of this person to whom their number is hidden."""
        return user_id(self.addresses["whatsapp"])

    def is_at(self, address: str) -> bool:
        """Whether a message to that address arrives here."""
        return address == self.address or (self.channel == "whatsapp" and address.partition("@")[0] == self.user_id)

    def write(self, text: str, at: int, way: str, file: Sight | None = None) -> int:
        """Something typed, tapped or chosen here appears; its number."""
        self._add(Bubble(0, True, text, at, way=way, file=file))
        return self.count

    def show(self, channel: str, outgoing: Outgoing, at: int, ref: str, see: str, file: Sight | None) -> None:
        """A message arrives at the telephone, as that channel's application draws it, with the file that came along."""
        keys, as_list = drawn(channel, outgoing, see)
        when = at + (SLOW_MS if self.connection == "slow" else 0) if self.online else None
        self.coming.append(Bubble(0, False, outgoing.text, when, keys, as_list, ref=ref, file=file))
        self.seen(at)

    def settle(self, n: int, way: str) -> None:
        """What became of one's own message."""
        self.bubbles = [one._replace(way=way) if one.n == n else one for one in self.bubbles]

    def wake(self, now: int) -> None:
        """Online again: what waited outside is seen."""
        self.online = True
        self.coming = [one._replace(at=now) if one.at is None else one for one in self.coming]

    def seen(self, now: int) -> list[Bubble]:
        """What stands on the screen at that moment."""
        due = [one for one in self.coming if one.at is not None and one.at <= now]
        self.coming = [one for one in self.coming if one not in due]
        for one in due:
            self._add(one)
        return self.bubbles

    def button(self, n: int, index: int) -> tuple[Button, str] | None:
        """A button of a message on the screen, counted through all its rows, and that message's id."""
        for one in self.bubbles:
            if one.n == n:
                flat = [button for row in one.keys for button in row]
                return (flat[index], one.ref) if 0 <= index < len(flat) else None
        return None

    def file(self, n: int) -> Sight | None:
        """What message `n` on the screen shows beside its words."""
        return next((one.file for one in self.bubbles if one.n == n), None)

    def _add(self, bubble: Bubble) -> None:
        self.count += 1
        self.bubbles = [*self.bubbles[-_KEPT + 1 :], bubble._replace(n=self.count)]


def drawn(channel: str, outgoing: Outgoing, see: str) -> tuple[tuple[tuple[Button, ...], ...], bool]:
    """The buttons as each application shows them: Telegram's rows, WhatsApp's quick replies or list, none by SMS.

    `see` is the label of the one button that a template has.
    """
    if channel == "telegram":
        return tuple(tuple(row) for row in rows(outgoing.buttons)), False
    if channel == "whatsapp" and outgoing.content is not None:
        pairs = outgoing.content.variables[1:] if outgoing.buttons else (see, SEE.id)
        made = [Button(data, label) for label, data in zip(pairs[::2], pairs[1::2], strict=True)]
        return tuple((one,) for one in made), len(made) > QUICK_REPLIES
    return (), False
