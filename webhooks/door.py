"""What the web side needs of the rest, as a protocol: tests and the simulator bring their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from prometheus_client.core import Metric

from bot.channels.channel import Incoming, StatusUpdate, Unread
from bot.desk import Desk
from bot.desk.shared import Shared
from core.look.public import PublicHub


class Served(Protocol):
    """A file to hand out: its name, its type, its bytes."""

    @property
    def name(self) -> str: ...

    @property
    def type(self) -> str: ...

    @property
    def data(self) -> bytes: ...


class Door(Protocol):
    """Every method may raise `core.errors.Unavailable` when the database is away: the sender is told to come back."""

    def receive(self, incoming: Incoming) -> str:
        """Handle one message; it is committed (or known from before) when this returns.

        What to say at once in the answer to the provider, '' for nothing: the reply goes by another way.
        """
        ...

    def unread(self, unread: Unread) -> None:
        """Put a message that cannot be answered before a coordinator, once; what is no message is only seen."""
        ...

    def odd(self, channel: str, what: str) -> None:
        """Count something that a provider of ours would not do."""
        ...

    def status(self, update: StatusUpdate) -> None:
        """Record what a provider reports about a message sent earlier."""
        ...

    def ready(self) -> Mapping[str, str]:
        """What was checked and how it stands ('database': 'ok'); no secrets, no addresses."""
        ...

    def metrics(self) -> Iterable[Metric]:
        """What the house counts: figures about nobody."""
        ...

    def summary(self) -> Mapping[str, Any]:
        """How the open networks are doing, as JSON: figures about nobody."""
        ...

    def hub(self, hub_id: int) -> PublicHub | None:
        """What everybody may read about a hub; None where there is none that wants a page."""
        ...

    def file(self, word: str) -> Served | None:
        """The file at that address; None for a wrong one and for one whose time is over."""
        ...

    def shared(self, word: str, lang: str, args: Mapping[str, str]) -> Shared | None:
        """What an organisation shows to whoever has that address; None where there is nothing (any more)."""
        ...

    @property
    def desk(self) -> Desk | None:
        """The coordinators' pages; None where there are none."""
        ...

    def front(self) -> Mapping[str, str]:
        """Facts for the front page, each optional: 'name' of the community, 'telegram' (bot name without @),
        'simulator' and 'dashboard' (paths)."""
        ...
