"""What every channel is to the rest of the bot: `Incoming` words, `Outgoing` text, and six ways of not arriving.

SendError
├── Throttled      the provider says wait: exactly `retry_after` seconds, only this recipient
├── Unreachable    network, time-out, 5xx: try again with back-off
├── Rejected       the provider will never take this: a bug of ours, parked, alarm
├── Stopped        blocked, opted out or gone: the person is marked, the lane is emptied
├── Moved          the chat has a new address: store it and send there
└── WindowClosed   WhatsApp's 24 hours are over: keep until the next inbound message
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from core.relay.pieces import Attached, Piece

_LONGEST_WAIT_S = 86_400.0


class Incoming(NamedTuple):
    """One message or tap as it came, before anyone looked at what it means.

    `message_id` is the provider's own id (Telegram update_id, Twilio MessageSid): unique within the channel.
    `address` is opaque (a chat id, `whatsapp:+504…`, a name on the terminal): never taken for a phone number.
    `payload` is a button's data; `start` the word behind a deep link (`words` is then '/start'); `lang` what the client
    says about itself (a tag like 'es' or 'pt-br').
    `media` is what came instead of words: '' | 'voice' | 'photo' | 'document' | 'sticker' | 'location' | 'contact' |
    'edit' | 'reaction' | 'group' | 'other' (answered with what to do instead). `location` is "lat,lon".
    `tap_id` is the callback query to answer, `screen_ref` the provider's id of the message that was tapped,
    or that the words quote.
    `files` are the photos, papers, voice notes or the place among it that could be handed on, `album` names those that
    were sent together.
    `event` is '' for words and taps, 'blocked' or 'unblocked' when the person blocked the bot or came back, 'moved'
    when the chat has the address `words` from now on.
    `at` is when the provider says it was written (epoch milliseconds), 0 where it does not say; `place` where it stands
    among all messages of the chat, ours included, 0 where the provider does not count them together (Telegram does).
    """

    channel: str
    message_id: str
    address: str
    words: str = ""
    payload: str = ""
    start: str = ""
    lang: str = ""
    media: str = ""
    location: str = ""
    tap_id: str = ""
    screen_ref: str = ""
    event: str = ""
    at: int = 0
    files: tuple[Piece, ...] = ()
    album: str = ""
    place: int = 0
    aka: tuple[str, ...] = ()
    odd: bool = False
    signature: str = ""


class Unread(NamedTuple):
    """What a provider signed and we cannot answer: a message of somebody without an address, or to none of our senders.

    `message_id` is '' for what is no message at all (a call).
    """

    channel: str
    message_id: str
    words: str = ""
    signature: str = ""


class Button(NamedTuple):
    """A tappable choice: `data` comes back as `Incoming.payload`."""

    data: str
    label: str


class Filled(NamedTuple):
    """A Content at Twilio with its variables, from 1 on: an approved template, or a screen with choices to tap."""

    id: int
    sid: str
    variables: tuple[str, ...]


class Outgoing(NamedTuple):
    """One message in the reader's language. `text` already carries the numbered choices; buttons only repeat them.

    Where `content` is set, the text is what the person reads of it.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    content: Filled | None = None
    attached: Attached | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a channel takes: sizes, and the pace of its lanes.

    text          longest text, in the channel's own unit (`Channel.length` measures it)
    button_bytes  longest callback data, in UTF-8 bytes; 0 = no buttons on this channel
    buttons       most buttons on one message
    rate, burst   tokens per second over all recipients, and the bucket's size
    gap           milliseconds between two messages to one recipient
    """

    text: int
    button_bytes: int
    buttons: int
    rate: float
    burst: int
    gap: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the provider answered: its id of the message, for status callbacks and edits.

    `parts` are the SMS parts that are billed; `size` the bytes of the text where it was sent in another form, else 0.
    """

    provider_id: str
    parts: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What a provider reports later about a message; statuses are a set that only moves forward, never a stream.

    `outbound_id` is our own id out of the callback's address, None when it is missing or no number.
    `status` is one of queued accepted sending sent delivered read undelivered failed scheduled canceled
    partially_delivered; `code` the provider's error code or ''. `names` are the recipient's addresses, where it says
    them (WhatsApp): the first is the one that was sent to.
    """

    outbound_id: int | None
    provider_id: str
    status: str
    code: str = ""
    names: tuple[str, ...] = ()


class Channel(Protocol):
    """A way to reach people. Sending is at least once; `ref` is the outbound id, for status callbacks."""

    name: str
    limits: Limits

    def length(self, text: str) -> int: ...

    async def send(self, address: str, outgoing: Outgoing, ref: int) -> Receipt: ...

    async def answer(self, tap_id: str, text: str) -> None:
        """Answer a tap (stop the spinner); channels without taps do nothing."""
        ...

    async def close(self) -> None: ...


@runtime_checkable
class Source(Protocol):
    """A channel whose files can be fetched."""

    async def fetch(self, ref: str, most: int) -> bytes:
        """The file of that name at the provider. Raises Unreachable to try again, Rejected("too_large") or
        Rejected("gone")."""
        ...


class SendError(Exception):
    """A message that did not go out; the class says what to do. `code` is the provider's own."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


class Throttled(SendError):
    """Wait exactly `retry_after` seconds, but no longer than a day; only this recipient waits."""

    def __init__(self, retry_after: float, code: str = "429") -> None:
        super().__init__(code)
        self.retry_after = min(retry_after, _LONGEST_WAIT_S)


class Unreachable(SendError):
    """The network or the provider is away: try again, later and later."""


class Rejected(SendError):
    """The provider will never take this message: park it and raise an alarm."""


class Stopped(SendError):
    """Blocked, opted out or gone: nothing more goes to this address."""


class Moved(SendError):
    """The chat has another address now."""

    def __init__(self, address: str) -> None:
        super().__init__("moved")
        self.address = address


class WindowClosed(SendError):
    """Outside WhatsApp's 24 hours: wait for the person's next message."""
