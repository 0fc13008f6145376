"""What an operator and WhatsApp's reviewers do before alerts may go outside the 24 hours."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from bot.channels.twilio_contents import TwilioContents
from bot.channels.twilio_door import Account, TwilioDoor
from bot.doubles.twilio_api import TwilioApi
from bot.sending.content_book import ContentBook
from bot.sending.contents_sync import bring_up_to_date
from bot.sending.rendering import Rendering
from bot.wording import Wording
from core import contents
from core.contents import Content
from tests.story import Story, WhatsAppPhones

_left: list[tuple[dict[str, dict[str, Any]], list[Content]]] = []


def api_of(story: Story) -> TwilioApi:
    assert isinstance(story.phones, WhatsAppPhones)
    return story.phones.api


def with_contents(story: Story) -> None:
    """From here on the worker knows the Contents of the account."""
    book = ContentBook(story.db, lambda: story.now)
    story.worker._delivery._render = Rendering(Wording(), lambda: story.now, story.vault, book).render


def set_up(story: Story, review: str = "approved", only: str = "") -> list[str]:
    """What an operator does, and what WhatsApp's reviewers say; the steps that were told."""
    said: list[str] = []
    api = api_of(story)
    door = TwilioDoor(Account(api.account_sid, api.auth_token, api.url))
    for _time in range(2):
        bring_up_to_date(TwilioContents(door), story.db, Wording(), story.now, submit=True, say=said.append)
        if review:
            api.review(review, only=only)
    door.close()
    return said


def approved(story: Story) -> None:
    """As `set_up` leaves what had nothing yet: done once in a process, two hundred requests, and then remembered."""
    api = api_of(story)
    if not _left:
        set_up(story)
        with story.db.read() as tx:
            _left.append((deepcopy(api.contents), contents.known(tx)))
        return
    there, rows = _left[0]
    api.contents.update(deepcopy(there))
    with story.db.write() as tx:
        for one in rows:
            contents.keep(tx, one, story.now)
