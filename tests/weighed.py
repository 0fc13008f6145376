"""The main flows on each channel, with what each message weighs: bytes, SMS parts, choices that can be tapped.

The script is the one of `04-exchange`: joining, a need and an offer, an exchange until it is settled, balance, history.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.channels.twilio_contents import TwilioContents
from bot.channels.twilio_door import Account, TwilioDoor
from bot.channels.wire import segments
from bot.sending.content_book import QUICK_REPLIES, ContentBook
from bot.sending.contents_sync import bring_up_to_date
from bot.sending.rendering import Rendering
from bot.wording import Wording
from core.db import Database
from core.migrate import migrate
from core.vault import Vault
from tests.story import Story, TelegramPhones, TwilioPhones, telling
from tests.test_transcripts import FOLDER, Teller, read_script

WEIGHED = FOLDER / "weighed"
LANGS = ("es", "ar")
CHANNELS = ("telegram", "whatsapp", "whatsapp-plain", "sms")
NOW = 1_795_543_200_000  # a Tuesday noon in Honduras


@dataclass
class Weight:
    """Of one conversation, in messages, bytes and SMS parts."""

    messages_in: int = 0
    messages_out: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    parts_in: int = 0
    parts_out: int = 0
    with_choices: int = 0
    """How many of those that went out could be tapped."""
    lists: int = 0
    """How many of these open a list instead of showing buttons."""


class Weigher(Teller):
    """Writes `[81 bytes, 1 part]` under each message that arrives, and what can be tapped in front of it."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self.weight = Weight()

    def _typed(self, who: str, words: str) -> None:
        self.weight.messages_in += 1
        self.weight.bytes_in += len(words.encode())
        self.weight.parts_in += segments(words)
        super()._typed(who, words)

    def _came(self, who: str, text: str) -> None:
        super()._came(who, text)
        size, parts, phones = len(text.encode()), segments(text), self.story.phones
        self.weight.messages_out += 1
        self.weight.bytes_out += size
        self.weight.parts_out += parts
        said = f"{size} bytes, {parts} {'part' if parts == 1 else 'parts'}" if phones.name == "sms" else f"{size} bytes"
        taps = phones.choices(who) if isinstance(phones, TelegramPhones | TwilioPhones) else ()
        self.weight.with_choices += bool(taps)
        self.weight.lists += isinstance(phones, TwilioPhones) and len(taps) > QUICK_REPLIES
        self.told.append("    " + "".join(f"[{label}] " for label in taps) + f"({said})")

    def all_of_it(self, script: list[str]) -> str:
        """The transcript with its sum at the end."""
        told, sum = self.play(script), self.weight
        parts = f"; {sum.parts_in} and {sum.parts_out} parts" if self.story.phones.name == "sms" else ""
        return (
            f"{told}\n# In all: {sum.messages_in} messages in, {sum.messages_out} out; "
            f"{sum.bytes_in} and {sum.bytes_out} bytes{parts}.\n"
        )


def file_of(channel: str, lang: str) -> Path:
    """Where the transcript of that channel and language is."""
    return WEIGHED / channel / f"{lang}.txt"


@contextmanager
def weighing(db: Database, channel: str) -> Iterator[Weigher]:
    """`whatsapp` with its Contents, so with choices to tap; `whatsapp-plain` without."""
    vault = Vault(("a key for transcripts, nobody's secret",))
    with telling(db, vault, NOW, channel.partition("-")[0]) as story:
        if channel == "whatsapp":
            _with_contents(story, vault)
        yield Weigher(story)


def weigh(channel: str, lang: str) -> tuple[str, Weight]:
    """The transcript of the main flows there, and its sum, on a database of its own."""
    script = read_script((FOLDER / lang / "04-exchange.txt").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{folder}/weight.sqlite3")
        try:
            migrate(db)
            with weighing(db, channel) as weigher:
                return weigher.all_of_it(script), weigher.weight
        finally:
            db.close()


def _with_contents(story: Story, vault: Vault) -> None:
    """What `setup-whatsapp` makes at Twilio."""
    assert isinstance(story.phones, TwilioPhones)
    api = story.phones.api
    door = TwilioDoor(Account(api.account_sid, api.auth_token, api.url))
    bring_up_to_date(TwilioContents(door), story.db, Wording(), story.now, submit=True)
    door.close()
    book = ContentBook(story.db, lambda: story.now)
    story.render_with(Rendering(Wording(), lambda: story.now, vault, book).render)
