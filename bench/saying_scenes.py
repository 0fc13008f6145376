"""Where an exchange stands when somebody says something about it: real stories, brought there once for each language.

What is said then happens in a transaction that is looked into and taken back, so that the next sentence finds the same.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, select

from bot.conversation.session import Session, load_session
from bot.handle import Handler
from core.db import Database, Q, Tx
from core.messages import Screen
from core.migrate import migrate
from core.tables import address, conversation, metadata
from core.vault import Vault
from tests.faults import tap, version
from tests.story import DAY, Story, telling

T = TypeVar("T")
NOW = 1_795_543_200_000  # a Tuesday noon in Honduras
_ALWAYS = frozenset(
    (
        *("bucket", "clock", "command_key", "content", "inbox", "lease", "send_count", "tap_answer", "misunderstood"),
        *("conversation", "lane", "outbound", "held_alert", "visit", "sent_card", "measure", "concept", "history"),
    )
)
"""Tables that any message may write to."""
_IN_PART = {"address": (address.c.id, address.c.person_id, address.c.stopped_at, address.c.pin)}
_ROWS = {
    name: Q(select(*_IN_PART.get(name, table.c)).order_by(*table.primary_key.columns))
    for name, table in metadata.tables.items()
    if name not in _ALWAYS
}
_STATE = Q(
    select(conversation.c.state)
    .join(address, address.c.id == conversation.c.address_id)
    .where(address.c.blind == bindparam("blind"))
)
_COLUMNS = tuple(metadata.tables["exchange"].columns.keys())
Rows = dict[str, list[tuple[Any, ...]]]


class Setting(NamedTuple):
    """Two organisations that speak a language; agreed between them are 2 hours of accounting by Friday."""

    hub: tuple[str, str, str, tuple[str, ...]]
    receiver: str
    provider: str
    need: str
    offer: str
    another: str


SETTINGS = {
    "es": Setting(
        ("Red Demo", "HN", "America/Tegucigalpa", ("es", "ar", "en")),
        "Casa Luz, Tegucigalpa",
        "Casa Mar, Tegucigalpa",
        "necesitamos contabilidad, 2 horas, antes del viernes",
        "ofrecemos contabilidad",
        "necesitamos un pintor",
    ),
    "ar": Setting(
        ("شبكة القاهرة", "EG", "Africa/Cairo", ("ar", "en", "es")),
        "بيت النور، القاهرة",
        "بيت البحر، القاهرة",
        "نحتاج محاسبة، ساعتين، قبل الجمعة",
        "نقدم محاسبة",
        "محتاجين دهان",
    ),
    "en": Setting(
        ("Lagos Network", "NG", "Africa/Lagos", ("en", "ar", "es")),
        "Light House, Lagos",
        "Sea House, Lagos",
        "we need accounting, 2 hours, before Friday",
        "we offer accounting",
        "we need a painter",
    ),
    "fr": Setting(
        ("Réseau de Dakar", "SN", "Africa/Dakar", ("fr", "ar", "en")),
        "Maison Lumière, Dakar",
        "Maison Mer, Dakar",
        "nous avons besoin de comptabilité, 2 heures, avant vendredi",
        "nous proposons de la comptabilité",
        "nous cherchons un peintre",
    ),
    "pt": Setting(
        ("Rede Recife", "BR", "America/Recife", ("pt", "en", "es")),
        "Casa Luz, Recife",
        "Casa Mar, Recife",
        "precisamos de contabilidade, 2 horas, antes de sexta",
        "oferecemos contabilidade",
        "precisamos de um pintor",
    ),
}


class Scene(NamedTuple):
    """Who says it, the steps of the exchange until then, and what they write last: "0" has the menu on the screen."""

    who: str
    steps: str
    last: str = ""


_CARD, _MENU = "1001", "0"
SCENES = {
    "suggested": Scene("mar", ""),
    "suggested, menu": Scene("mar", "", _MENU),
    "proposed": Scene("luz", "propose"),
    "proposed, menu": Scene("luz", "propose", _MENU),
    "sent": Scene("mar", "propose"),
    "sent, menu": Scene("mar", "propose", _MENU),
    "agreed, gives": Scene("mar", "propose accept", _CARD),
    "agreed, gives, menu": Scene("mar", "propose accept", _MENU),
    "agreed, gives, question": Scene("mar", "propose accept", "another"),
    "agreed, receives": Scene("luz", "propose accept", _CARD),
    "agreed, receives, menu": Scene("luz", "propose accept", _MENU),
    "agreed, receives, question": Scene("luz", "propose accept", "another"),
    "overdue, gives": Scene("mar", "propose accept wait"),
    "overdue, receives": Scene("luz", "propose accept wait"),
    "delivered": Scene("luz", "propose accept deliver"),
    "delivered, menu": Scene("luz", "propose accept deliver", _MENU),
    "settled, gives": Scene("mar", "propose accept deliver confirm"),
    "settled, receives": Scene("luz", "propose accept deliver confirm"),
    "disputed": Scene("luz", "propose accept deliver dispute"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one sentence did: the tables that it changed, the exchange before and after, and what is on the screen."""

    changed: frozenset[str]
    before: dict[str, Any]
    after: dict[str, Any]
    asked: str
    session: Session
    screen: Screen | None
    text: str


class _TakenBack(Exception):
    """Ends a transaction whose work is done and shall not stay."""


class _Rehearsed(Database):
    """A database on which nothing stays: `look` sees what a transaction has done before it is taken back."""

    look: Callable[[Tx], None]

    def writing(self, work: Callable[[Tx], T]) -> T:
        done: list[T] = []

        def rehearsed(tx: Tx) -> T:
            done[:] = [work(tx)]
            self.look(tx)
            raise _TakenBack

        try:
            return super().writing(rehearsed)
        except _TakenBack:
            return done[0]


class Stage:
    """A story at one scene, at which any number of sentences can be said."""

    def __init__(self, story: Story, db: _Rehearsed, who: str) -> None:
        self._story, self._db, self._who = story, db, who
        self._handler = Handler(db, story.vault, story.wording, lambda: story.now, lambda: None)
        self._blind = story.vault.index("console", who)
        with story.db.read() as tx:
            self._before = _rows(tx)
            self.session = load_session(str(tx.value(_STATE, blind=self._blind)))

    def say(self, words: str) -> Answer:
        """What it would do."""
        after: Rows = {}
        state: list[str] = []

        def look(tx: Tx) -> None:
            after.update(_rows(tx))
            state.append(str(tx.value(_STATE, blind=self._blind)))

        self._db.look = look
        story = self._story
        done = self._handler.handle(story.phones.typed(self._who, words, "", story.now))
        changed = frozenset(name for name, rows in after.items() if rows != self._before[name])
        screen = done.screen if done else None
        lines = [story.wording.say(line, done.reader) for line in screen.lines] if done and screen else []
        asked = self.session.flow.asking if self.session.flow else ""
        return Answer(
            changed,
            _exchange(self._before),
            _exchange(after),
            asked,
            load_session(state[-1]) if state else self.session,
            screen,
            " / ".join(lines),
        )


def _rows(tx: Tx) -> Rows:
    return {name: tx.all(q) for name, q in _ROWS.items()}


def _exchange(rows: Rows) -> dict[str, Any]:
    """The exchange that the story is about."""
    return dict(zip(_COLUMNS, rows["exchange"][0], strict=True))


@contextmanager
def at(lang: str, scene: Scene) -> Iterator[Stage]:
    """The story of that language, brought to that scene."""
    with tempfile.TemporaryDirectory(prefix="comunidas-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'said.sqlite3'}"
        db, rehearsed = Database(url), _Rehearsed(url)
        try:
            migrate(db)
            with telling(db, Vault(("bench-key-bench-key-bench-key-bench",)), NOW) as story:
                _play(story, SETTINGS[lang], lang, scene)
                yield Stage(story, rehearsed, scene.who)
        finally:
            rehearsed.close()
            db.close()


def _play(story: Story, setting: Setting, lang: str, scene: Scene) -> None:
    name, country, zone, langs = setting.hub
    story.hub(name, country, zone, langs)
    story.langs.update(luz=lang, mar=lang)
    for who, joined, listing in (("mar", setting.provider, setting.offer), ("luz", setting.receiver, setting.need)):
        for words in ("/start", joined, listing, "👍"):
            story.say(who, words)
    for step in scene.steps.split():
        _STEPS[step](story)
    if scene.last:
        story.say(scene.who, setting.another if scene.last == "another" else scene.last)


def _presses(who: str, verb: str) -> Callable[[Story], None]:
    def press(story: Story) -> None:
        tap(story, who, f"x:1:{version(story)}:{verb}")

    return press


def _disputes(story: Story) -> None:
    _presses("luz", "prob")(story)
    for words in ("1", "no, no, no", "0"):
        story.say("luz", words)
    story.say("luz", _CARD)


def _waits(story: Story) -> None:
    for _day in range(7):
        story.wait(DAY)


_STEPS: dict[str, Callable[[Story], None]] = {
    "propose": _presses("mar", "prop"),
    "accept": _presses("luz", "acc"),
    "deliver": _presses("mar", "done"),
    "confirm": _presses("luz", "ok"),
    "dispute": _disputes,
    "wait": _waits,
}
