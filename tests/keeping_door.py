"""The rest of the bot as the web side sees it: keeps what came, one effect for each id, and can be away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client.core import GaugeMetricFamily, Metric

from bot.channels.channel import Incoming, StatusUpdate, Unread
from bot.desk.shared import Shared
from core.errors import Unavailable
from core.look.public import PublicHub
from core.relay.carried import Kept


class KeepingDoor:
    """`received` and `statuses` in order; `away` = True is a database that does not answer."""

    desk = None

    def __init__(self, facts: Mapping[str, str] | None = None) -> None:
        self.received: list[Incoming] = []
        self.statuses: list[StatusUpdate] = []
        self.unreadable: list[Unread] = []
        self.oddities: list[tuple[str, str]] = []
        self.files: dict[str, Kept] = {}
        self.away = False
        self.broken: Exception | None = None
        self._facts = facts or {}

    def receive(self, incoming: Incoming) -> str:
        self._there()
        if incoming.message_id not in {known.message_id for known in self.received}:
            self.received.append(incoming)
        return ""

    def unread(self, unread: Unread) -> None:
        self._there()
        self.unreadable.append(unread)

    def odd(self, channel: str, what: str) -> None:
        self._there()
        self.oddities.append((channel, what))

    def status(self, update: StatusUpdate) -> None:
        self._there()
        self.statuses.append(update)

    def ready(self) -> Mapping[str, str]:
        self._there()
        return {"database": "ok"}

    def metrics(self) -> Iterable[Metric]:
        self._there()
        return [GaugeMetricFamily("comunidas_hubs", "communities", 1)]

    def summary(self) -> Mapping[str, Any]:
        self._there()
        return {"networks": []}

    def hub(self, hub_id: int) -> PublicHub | None:
        self._there()
        return None

    def shared(self, word: str, lang: str, args: Mapping[str, str]) -> Shared | None:
        self._there()
        return None

    def file(self, word: str) -> Kept | None:
        self._there()
        return self.files.get(word)

    def front(self) -> Mapping[str, str]:
        self._there()
        return self._facts

    def _there(self) -> None:
        if self.away:
            raise Unavailable("away")
        if self.broken:
            raise self.broken
