"""How does a message look as a Content of Twilio's? The approved template filled in, or the screen with its choices.

Inside the 24 hours a screen of up to three choices is a quick reply, one of up to ten a list: one Content for each
number of choices and language, with text, titles and ids as variables. The text keeps the numbered choices.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.channel import Filled, Outgoing
from bot.sending.briefs import KINDS
from bot.wording import Reader, Wording
from bot.wording.voice import typed
from core import contents
from core.contents import READY, Content
from core.db import Database
from core.messages import NEWS, Brief, Message, Names, OrganisationName, brief_of

QUICK_REPLIES = 3
ROWS = 10
BODY = 1024
KEPT_MS = 30_000
_VALUE = 60  # characters of a name inside a template: all of it stays far below 1024


def choices_kind(count: int) -> str:
    """The kind of Content for so many choices, '' where there is none."""
    if not 1 <= count <= ROWS:
        return ""
    return f"reply-{count}" if count <= QUICK_REPLIES else f"list-{count}"


class ContentBook:
    """What Twilio has for us, read again every half minute at most."""

    def __init__(self, db: Database, clock: Callable[[], int]) -> None:
        self._db, self._clock = db, clock
        self._read_at: int | None = None
        self._ready: dict[tuple[str, str], Content] = {}

    def choices(self, outgoing: Outgoing, lang: str, length: Callable[[str], int]) -> Outgoing:
        """The same message with its choices to tap, where there is a Content for them and all fits."""
        labels = [button.label for button in outgoing.buttons]
        kind = choices_kind(len(labels))
        if not kind or len(set(labels)) < len(labels) or not all(labels) or length(outgoing.text) > BODY:
            return outgoing
        content = self._find(kind, lang)
        if content is None:
            return outgoing
        pairs = (value for button in outgoing.buttons for value in (button.label, button.data))
        return outgoing._replace(content=Filled(content.id, content.sid, (outgoing.text, *pairs)))

    def _find(self, kind: str, lang: str) -> Content | None:
        now = self._clock()
        if self._read_at is None or not 0 <= now - self._read_at < KEPT_MS:
            with self._db.read() as tx:
                found = contents.known(tx)
            self._ready = {(one.kind, one.lang): one for one in found if one.state == READY}
            self._read_at = now
        return self._ready.get((kind, lang))


def as_template(wording: Wording, reader: Reader, template: Content, screen: str, names: Names) -> Outgoing:
    """The template with the alert's own values, and the sentence that the person reads."""
    brief = brief_of(screen, names) if template.kind != NEWS else None
    values = {name: _filled(wording, reader, value) for name, value in (brief or Brief(NEWS)).values.items()}
    text = wording.say(Message(KINDS[template.kind].sentence.id, values), reader)
    variables = tuple(values[name] for name in template.places.split())
    return Outgoing(text, content=Filled(template.id, template.sid, variables))


def _filled(wording: Wording, reader: Reader, value: str) -> str:
    """A value as a template takes it, without marks of direction."""
    return typed(wording.name(value, reader) if isinstance(value, OrganisationName) else value, _VALUE)
