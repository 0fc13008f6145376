"""A coordinator at her pages: the whole house on one database, the chat for the link, a browser without scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.channels.channel import Incoming
from bot.house import House
from core.db import Database
from core.messages import Screen, dump, load
from core.naming import names_in
from core.settings import Settings
from core.tables import metadata
from core.vault import Vault
from tests.members import Town
from webhooks.app import create_app

KEY = "test-key-test-key-test-key-test-key"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_ONCE = re.compile(r'name="once" value="([^"]+)"')


class Browser:
    """One browser; `page` is what it shows."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()
        self.answer: TestResponse | None = None

    @property
    def page(self) -> str:
        assert self.answer is not None
        return unescape(self.answer.text)

    @property
    def status(self) -> int:
        assert self.answer is not None
        return self.answer.status_code

    def get(self, path: str) -> str:
        self.answer = self.client.get(path, follow_redirects=True)
        return self.page

    def post(self, path: str, **fields: str) -> str:
        """With what the form on the page carries."""
        self.answer = self.client.post(path, data=self._carried() | fields, follow_redirects=True)
        return self.page

    def bring(self, path: str, file: bytes) -> str:
        """The same with a file."""
        sent = {**self._carried(), "list": (io.BytesIO(file), "list.csv")}
        self.answer = self.client.post(path, data=sent, content_type="multipart/form-data")
        return self.page

    def _carried(self) -> dict[str, str]:
        names = (("csrf_token", _TOKEN), ("once", _ONCE))
        return {name: found[1] for name, part in names if (found := part.search(self.page))}

    def cookie(self) -> str:
        found = self.client.get_cookie("comunidas_here")
        return found.value if found else ""


@dataclass
class Office:
    """A hub with a coordinator called ruth, and the pages."""

    db: Database
    town: Town
    house: House = field(init=False)
    app: Flask = field(init=False)
    ruth: int = 0
    key: str = KEY
    _written: int = 0

    def __post_init__(self) -> None:
        settings = Settings(self.db.url, (self.key,), public_base_url="http://localhost")
        self.house = House(settings, clock=lambda: self.town.now, db=self.db)
        self.app = create_app(settings, self.house)
        self.ruth = self.ruth or self.town.coordinator("ruth")

    def writes(self, who: str, words: str = "", *, payload: str = "") -> Screen:
        """A message in the chat, or a button; what it is answered, with sealed words open."""
        self._written += 1
        handled = self.house.handler.handle(
            Incoming("console", f"w{self._written}", who, words=words, payload=payload, at=self.town.now)
        )
        assert handled
        text = dump(handled.screen)
        with self.db.read() as tx:
            return load(text, lambda token: self.town.vault.open(token.encode()), names_in(tx, text))

    def link(self, who: str = "ruth", words: str = "panel") -> str:
        """The path of the link that the chat answers with."""
        said = self.writes(who, words)
        (link,) = (str(line.params["link"]) for line in said.lines if "link" in line.params)
        assert link.startswith("http://localhost/dashboard/in/")
        return link.removeprefix("http://localhost")

    def browser(self) -> Browser:
        return Browser(self.app)

    def signed_in(self, who: str = "ruth") -> Browser:
        """A browser in which the link was opened."""
        browser = self.browser()
        path = self.link(who)
        browser.get(path)
        browser.post("/dashboard/in", word=path.rpartition("/")[2])
        assert browser.status == 200, browser.page
        return browser

    def at(self, page: str) -> str:
        return f"/dashboard/{self.town.hub_id}/{page}"

    def stored(self) -> str:
        """All there is about visits, as text."""
        return repr(self.town.rows("visit", *metadata.tables["visit"].columns.keys()))


@contextmanager
def at_the_desk(db: Database, vault: Vault, now: int, policy: dict[str, Any] | None = None) -> Iterator[Office]:
    """An office on that database, closed at the end."""
    office = Office(db, Town(db, vault, now, policy or {}))
    try:
        yield office
    finally:
        office.house.bell.close()
