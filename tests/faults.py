"""What the stories about faults begin with: two organisations at the terminal, and what must hold whatever happened."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import bindparam, func, select, update

from bot.channels.channel import Incoming
from bot.handle import Handled
from core.accounts.verify import verify
from core.db import Database, Q
from core.tables import address, conversation, metadata
from tests.lived import lived_once
from tests.stored import rows_of
from tests.story import Story

_STATE = Q(update(conversation).where(conversation.c.address_id == bindparam("id")).values(state=bindparam("words")))
_ADDRESS = Q(select(address.c.id).where(address.c.blind == bindparam("blind")))


HELLO = {"es": "hola", "ar": "مرحبا", "en": "hello", "fr": "bonjour", "pt": "olá"}
"""Sure of its language, as /start is not: whatever they write later, it stays."""


def joins(story: Story, who: str, organisation: str = "", lang: str = "es") -> None:
    """A newcomer writes who they are; they are in at once."""
    story.langs[who] = lang
    story.say(who, HELLO[lang])
    story.say(who, organisation or f"Casa {who.title()}, Tegucigalpa")


@lived_once
def neighbours(story: Story) -> None:
    """Luz and Mar, each with an organisation in one hub."""
    story.hub()
    joins(story, "luz")
    joins(story, "mar")


def offered_far_away(story: Story) -> None:
    """Sol offers accounting from a distance; Luz has joined."""
    story.hub()
    for said in ("ofrecemos contabilidad a distancia", "Estudio Norte, Tela", "sí"):
        story.say("sol", said)
    for said in ("hola", "Casa Luz, Tegucigalpa"):
        story.say("luz", said)


@lived_once
def suggested(story: Story) -> None:
    """Mar offers what Luz needs: both know of the suggestion, exchange 1 (number 1001, version 1)."""
    neighbours(story)
    story.say("mar", "ofrecemos contabilidad")
    story.say("mar", "sí")
    story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("luz", "sí")


@lived_once
def proposed(story: Story) -> None:
    """The same, and Mar says that they can help: it is Luz's turn."""
    suggested(story)
    tap(story, "mar", f"x:1:{version(story)}:prop")
    assert states(story) == ["proposed"]


@lived_once
def agreed(story: Story) -> None:
    """The same, and Luz accepts: 2 hours are set aside."""
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:acc")
    assert states(story) == ["agreed"]


def were_partners(story: Story, receiver: int, provider: int) -> None:
    """Long ago one did something for the other, as a gift; what they know of each other is all that is left of it."""
    with story.db.write() as tx:
        tx.raw(
            "INSERT INTO exchange (hub_id, number, receiver_id, provider_id, payer_account_id, state, what, minutes, "
            f"created_at, updated_at) SELECT hub_id, {500 + 10 * receiver + provider}, {receiver}, {provider}, id, "
            f"'closed', 'taller', 0, 1, 1 FROM account WHERE organisation_id = {receiver}"
        )


def tap(story: Story, who: str, payload: str) -> list[tuple[str, str]]:
    """A button's data arrives, whoever made it."""
    return story.send(story.phones.typed(who, "", "", story.now, payload=payload))


def again(story: Story, incoming: Incoming) -> Handled | None:
    """The provider delivers the same message once more."""
    return story.handle(incoming)


def rows(story: Story, table: str, *columns: str) -> list[tuple[Any, ...]]:
    """Those columns of all rows, in the order of the first."""
    return rows_of(story.db, table, *columns)


def states(story: Story) -> list[str]:
    """The state of every exchange, oldest first."""
    return [state for _id, state in rows(story, "exchange", "id", "state")]


def version(story: Story, exchange_id: int = 1) -> int:
    """The version that an exchange's newest card carries."""
    found: int = next(version for id, version in rows(story, "exchange", "id", "version") if id == exchange_id)
    return found


def truth(story: Story) -> list[Any]:
    """Everything that a message can move: exchanges, listings, ledger lines, holds, organisations."""
    tables = {
        "exchange": ("id", "state", "version"),
        "listing": ("id", "state"),
        "line": ("entry_id", "account_id", "minutes"),
        "hold": ("id", "state"),
        "organisation": ("id", "status"),
        "coordinator": ("person_id", "hub_id"),
    }
    return [rows(story, table, *columns) for table, columns in tables.items()]


def store(story: Story, who: str, state: str) -> None:
    """Put a text in the place of their stored conversation, as another release may have left it."""
    with story.db.write() as tx:
        id = tx.value(_ADDRESS, blind=story.vault.index("console", who))
        tx.run(_STATE, id=id, words=state)


def stored(story: Story, who: str) -> str:
    """Their stored conversation."""
    wanted = story.vault.index("console", who)
    with story.db.read() as tx:
        id = tx.value(_ADDRESS, blind=wanted)
        return str(dict(tx.all(Q(select(conversation.c.address_id, conversation.c.state))))[id])


def adds_up(story: Story) -> None:
    """Nothing is parked, and the ledger adds up."""
    assert rows(story, "parked_case", "id", "code") == []
    assert verify(story.db) == []


_POINTED = re.compile(r"(?:elige|اكتبوا|choose|choisissez|escolha) (\S+?)\.")


def pointed(read: str) -> str:
    """The number of the choice that a card says is meant; '' where it says none."""
    found = _POINTED.search(read)
    return found.group(1) if found else ""


def to(new: list[tuple[str, str]], who: str) -> list[str]:
    """What arrived on that phone."""
    return [text for name, text in new if name == who]


def plain(new: list[tuple[str, str]], who: str) -> str:
    """The same in one, without the marks that keep somebody's words in their own direction."""
    return unmarked("\n".join(to(new, who)))


def unmarked(text: str) -> str:
    """A text without those marks."""
    return re.sub("[\u2066-\u2069]", "", text)


def count_of(db: Database, *tables: str) -> tuple[int, ...]:
    """How many rows each of these tables has."""
    with db.read() as tx:
        return tuple(tx.value(Q(select(func.count()).select_from(metadata.tables[table]))) for table in tables)
