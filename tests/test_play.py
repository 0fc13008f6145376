"""Who tries a conversation from the shell reads what the provider took, and what is wrong with a command."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.db import Database
from core.vault import Vault
from tests.play.world import Mistake, Shelf, World
from tests.story import telling


@pytest.fixture
def world(sqlite_db: Database, vault: Vault, now: int) -> Iterator[World]:
    shelf = Shelf()
    with telling(sqlite_db, vault, now, shelf) as story:
        yield World(story, shelf)


def test_telephones_of_three_channels_are_in_one_network(world: World) -> None:
    code = world.do(["new"])[1].rpartition(" ")[2]
    for who, channel, lang in (("coco", "whatsapp", "es"), ("ana", "telegram", "es"), ("eva", "sms", "")):
        world.do(["phone", who, channel, lang])
    assert "coordina" in "\n".join(world.do(["say", "coco", code]))
    world.do(["say", "ana", "hola"])
    joined = "\n".join(world.do(["say", "ana", "Casa", "Luz,", "Tela"]))
    assert "│ [1] Pedir ayuda" in joined
    assert "¿Qué necesitan?" in "\n".join(world.do(["press", "ana", "1"]))
    assert "¿Qué necesitan?" in world.do(["read", "ana"])[-1]
    assert "ComuniDAS" in "\n".join(world.do(["say", "eva", "hola"]))
    assert world.do(["clock", "+2h"])[-1].startswith("It is ")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["dance"], "is no command"),
        (["say"], "wants other words"),
        (["say", "nobody", "hola"], "no telephone yet"),
        (["phone", "ana", "fax"], "is no app"),
        (["clock", "soon"], "is no span of time"),
        (["press", "ana", "3"], "no such button"),
    ],
)
def test_a_command_that_cannot_be_done_says_what_to_write(world: World, words: list[str], says: str) -> None:
    if "ana" in words and "fax" not in words:
        world.do(["phone", "ana"])
    with pytest.raises(Mistake, match=says):
        world.do(words)
