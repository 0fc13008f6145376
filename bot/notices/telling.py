"""What one command or clock causes to be said, gathered: the actor's own lines, and alerts for the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.cards.team import said_as, switch_to
from core import audience, held
from core.audience import Ear
from core.calendar import APART, quiet
from core.db import Tx
from core.look import Look, Me
from core.messages import Message, Option, Screen, SealedCode, dump
from core.outbox import Item
from core.outbox.budget import ASKS
from core.policy import DAY_MS
from core.reached import told_lately

SUGGESTION_MS = 7 * DAY_MS
DEFAULT_MS = 3 * DAY_MS
_IN_CONVERSATION_MS = 10 * 60_000  # since somebody last wrote


class Telling:
    """`me` and `look` are the actor's; None for a clock."""

    def __init__(self, tx: Tx, now: int, me: Me | None, look: Look | None) -> None:
        self.tx, self.now, self.me, self.look = tx, now, me, look
        self.lines: list[Message] = []
        self.options: tuple[Option, ...] = ()
        self.foreign = ""  # the language of sealed words in the reply, where the actor reads another
        self.alerts: list[Item] = []
        self.calm = False  # nobody is told at once: all of it is for the day's digest
        self.more: dict[int, tuple[Message, ...]] = {}  # organisation → what belongs on its card of the same step

    @property
    def lang(self) -> str:
        """In which language the actor writes; '' for a clock."""
        return self.me.lang if self.me else ""

    def say(self, *lines: Message) -> None:
        """To the actor, in the reply."""
        self.lines += lines

    def secret(self, digits: str) -> SealedCode:
        """A code that lets somebody in: who reads what was sent, in the database or a backup, does not read it."""
        assert self.look, "a clock makes no codes"
        return SealedCode(self.look.seal(digits))

    def coordinators(self, hub_id: int) -> list[Ear]:
        """Who coordinates the hub now."""
        return audience.coordinators(self.tx, hub_id, self.now)

    def alert(
        self,
        ears: Sequence[Ear],
        screen: Screen,
        key: str,
        expires: int = DEFAULT_MS,
        *,
        at_once: bool = False,
        asks: bool = False,
        apart: str = "",
    ) -> None:
        """To others, each once for `key`; it is worth nothing after `expires` milliseconds, and comes to nobody to whom
        an alert whose key begins with `apart` went within half a day.

        By night it waits for the morning, unless somebody may be in need of a human (`at_once`), or whoever it is for
        has just written and set no quiet hours of their own. `asks` is for what waits for an answer though its brief
        does not say so: a month that is nearly spent leaves room for it.
        """
        if asks:
            key = ASKS + key
        if apart:  # one that was kept back until they wrote may have come just now
            ears = [ear for ear in ears if not told_lately(self.tx, ear.address_id, apart, self.now - APART)]
        if self.calm:
            self.gather(ears, screen, key, held.DIGEST, max(expires, SUGGESTION_MS))
            return
        for ear, item in self._items(ears, screen, key, expires):
            if at_once or self._is_up(ear) or not quiet(self.now, ear.zone, ear.night):
                self.alerts.append(item)
            else:
                held.hold(self.tx, item, held.NIGHT, ear.zone, self.now, ear.night)

    def _is_up(self, ear: Ear) -> bool:
        """Whether they have just written, so that nothing wakes them, and have not chosen hours without messages."""
        return ear.quiet_from is None and self.now - ear.wrote_at < _IN_CONVERSATION_MS

    def suggest(self, ears: Sequence[Ear], screen: Screen, key: str) -> None:
        """What nobody waits for: as each of them wishes, at once (but not by night), once a day, or never."""
        self.alert([ear for ear in ears if ear.alerts == "now"], screen, key, SUGGESTION_MS)
        self.gather([ear for ear in ears if ear.alerts == "digest"], screen, key, held.DIGEST, SUGGESTION_MS)

    def gather(self, ears: Sequence[Ear], screen: Screen, key: str, kind: str, expires: int) -> None:
        """Held back until the end of the night, or for the day's digest."""
        for ear, item in self._items(ears, screen, key, expires):
            held.hold(self.tx, item, kind, ear.zone, self.now, ear.night)

    def _items(self, ears: Sequence[Ear], screen: Screen, key: str, expires: int) -> Iterator[tuple[Ear, Item]]:
        """One for each person but the actor, who reads it in their own reply."""
        plain, ends = dump(screen), self.now + expires
        for ear in ears:
            if not (self.me and ear.person_id == self.me.person_id):
                body = dump(_meant(ear, screen)) if ear.several else plain
                yield ear, Item(ear.address_id, ear.channel, "alert", body, f"{key}:{ear.address_id}", ends)


def _meant(ear: Ear, screen: Screen) -> Screen:
    """For who acts for several: which organisation is meant; another than the one they act for is switched to first."""
    said = said_as(screen, ear.of)
    if ear.here:
        return said
    first = next((option.id for option in screen.options if option.id[:2] in ("x:", "n:", "l:", "s:")), "")
    kind, _sep, rest = first.partition(":")
    id = rest.partition(":")[0]
    then = (f"{kind}:{id}:0:see" if kind == "x" else f"{kind}:{id}:see") if first else ""
    return replace(said, options=(switch_to(ear.of_id, then),), code="")
