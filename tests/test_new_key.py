"""Somebody may have seen the key: all is sealed anew, the old key opens nothing, and everybody is known as before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import LargeBinary, Text, select

from core import right_key
from core.coordination import misunderstood
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.new_key import seal_anew
from core.tables import address, metadata
from core.vault import Vault
from tests.command_line import Bot
from tests.faults import agreed, rows, tap, to, version
from tests.story import Story, telling

SEEN = "test-key-test-key-test-key-test-key"
NEW = "the-key-that-comes-after-one-that-was-seen"
BOTH = (NEW, SEEN)
_TOKEN = re.compile(rb"gAAAA[\w-]{90,}={0,2}")
_BLINDS = Q(select(address.c.channel, address.c.blind, address.c.sealed))


@pytest.fixture
def db(db: Database, request: pytest.FixtureRequest) -> Database:
    """Nobody else is connected: they are looked for."""
    if not db.sqlite:
        request.getfixturevalue("postgres_reused").leave()
    return db


@pytest.fixture
def lived_in(story: Story) -> Story:
    """An agreed exchange with words, a case, a PIN, a code that nobody used, and what was not understood."""
    agreed(story)
    story.say("ana", story.code("coordinator", 1))
    story.code("coordinator", 1)
    tap(story, "luz", "x:1:2:write")
    for words in ("nos vemos el jueves en la casa", "persona", "no podemos abrir el local", "menú"):
        story.say("luz", words)
    tap(story, "luz", "m:pin_on")
    story.say("luz", "4826")
    story.say("ana", "xyzzy plugh frotz")
    tap(story, "mar", "x:1:2:write")
    story.say("mar", "también yo quiero hablar de eso")
    tap(story, "ana", "c:1:answer")
    story.say("ana", "mañana les abrimos")  # waits for its yes
    return story


def tokens(tx: Tx) -> Iterator[bytes]:
    """Whatever a vault made that stands in any column."""
    for table in metadata.tables.values():
        columns = [column for column in table.columns if isinstance(column.type, LargeBinary | Text)]
        for row in tx.all(Q(select(*columns))) if columns else ():
            for value in row:
                yield from _TOKEN.findall(value.encode() if isinstance(value, str) else bytes(value or b""))


def opens(vault: Vault, token: bytes) -> bytes | None:
    try:
        return vault.open_bytes(token)
    except Misconfigured:
        return None


def test_the_key_that_was_seen_opens_nothing_any_more_nor_finds_anybody(lived_in: Story) -> None:
    seen, new = Vault((SEEN,)), Vault((NEW,))
    with lived_in.db.read() as tx:
        before = list(tokens(tx))
    assert len(before) >= 12
    assert all(opens(seen, token) is not None for token in before)
    done = seal_anew(lived_in.db, BOTH, lived_in.now)
    assert (done.addresses, done.codes) == (3, 1)
    with lived_in.db.read() as tx:
        after = list(tokens(tx))
        addresses = tx.all(_BLINDS)
        assert right_key.stands(tx, new) == ""
    assert len(after) == len(before)
    while after:  # also what is sealed within something sealed
        opened = [opens(new, token) for token in after]
        assert None not in opened
        assert [opens(seen, token) for token in after] == [None] * len(after)
        after = [token for text in opened if text for token in _TOKEN.findall(text)]
    for channel, blind, sealed in addresses:
        assert new.index(channel, new.open(sealed)) == bytes(blind)
        assert seen.index(channel, new.open(sealed)) != bytes(blind)


def test_everybody_goes_on_where_they_were(lived_in: Story) -> None:
    seal_anew(lived_in.db, BOTH, lived_in.now)
    with telling(lived_in.db, Vault((NEW,)), lived_in.now) as story:
        story.phones.ids = itertools.count(1000)
        assert "mañana les abrimos" in to(story.say("ana", "sí"), "luz")[0]  # what waited for its yes
        assert "no podemos abrir el local" in to(tap(story, "ana", "c:1:see"), "ana")[0]
        assert "nos vemos el jueves en la casa" in to(tap(story, "mar", "x:1:2:talk"), "mar")[0]
        assert "PIN" in to(tap(story, "luz", f"x:1:{version(story)}:ok"), "luz")[0]
        assert "completado" in to(story.say("luz", "4826"), "luz")[0]
        story.say("ana", "menú")
        story.say("ana", "xyzzy plugh frotz")
        with story.db.read() as tx:
            assert [one.times for one in misunderstood.often(tx, None, 9)] == [2]
    assert len(rows(lived_in, "person", "id")) == 3


def test_all_of_it_or_nothing_and_once(lived_in: Story) -> None:
    with pytest.raises(Misconfigured, match="put that before it"):
        seal_anew(lived_in.db, (SEEN,), lived_in.now)
    with pytest.raises(Misconfigured, match="does not open what is stored"):
        seal_anew(lived_in.db, (NEW, "a-third-key-of-the-tests-a-third-key-of-the-tests"), lived_in.now)
    assert seal_anew(lived_in.db, BOTH, lived_in.now).rows > 10
    with pytest.raises(Misconfigured, match="put that before it"):
        seal_anew(lived_in.db, BOTH, lived_in.now)


def test_nothing_is_sealed_anew_under_those_who_run(lived_in: Story) -> None:
    other = Database(lived_in.db.url)
    try:
        with other.read(), pytest.raises(Misconfigured, match="stop web and worker first"):
            seal_anew(lived_in.db, BOTH, lived_in.now)
    finally:
        other.close()


def test_the_command_says_what_is_to_be_done_and_no_key(bot: Bot, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.command_line import KEY

    assert bot("seed", ENCODER="off") == 0
    assert bot("new-key", SECRET_KEY=f"{NEW},{KEY}") == 0
    told = capsys.readouterr().out
    assert "write the first key of SECRET_KEY alone" in told
    assert NEW not in told
    assert bot("migrate", SECRET_KEY=NEW) == 0
    assert bot("migrate", SECRET_KEY=KEY) == 2
