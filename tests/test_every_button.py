"""Every page there is, and every button that could be made up: one answer each, no failure, whoever taps."""

from __future__ import annotations

from itertools import count, product

import pytest

from bot.cards.pages import PAGES
from bot.channels.channel import Incoming
from core.db import Database
from core.vault import Vault
from tests.faults import adds_up, rows
from tests.story import Story, telling

pytestmark = pytest.mark.words

KINDS = "mxlonpswcfbhakyrvztqd"
"""The first letters of what buttons carry (bot/conversation/buttons/)."""
PARTS = (
    *(
        "",
        ":",
        ":x",
        ":0",
        ":1",
        ":99",
        ":-1",
        ":١",
        ":1e5",
        f":{'9' * 30}",
        ":1:",
        ":1:1",
        ":1:see",
        ":0:see",
        ":99:see",
    ),
    *(
        ":1:1:acc",
        ":1:0:acc",
        ":99:1:acc",
        ":1:x:acc",
        ":1:1:",
        ":1:see:1:1:1",
        ":find",
        ":need:0:0",
        ":1:0:flag",
        ":1:0:flag-1",
        ":1:0:flag-",
        ":1:flag",
        ":1:back",
        ":1:pass",
        ":1:deny",
        ":o:in:x.",
        ":o:near:1.x",
    ),
)
WHO = {
    "newcomer": ("hola",),
    "coordinator": ("<code>",),
    "member": ("hola", "Casa Ana, Tela"),
    "both": ("<code>", "1", "1", "Casa Ana, Tela"),
}


def _begun(story: Story, messages: tuple[str, ...]) -> None:
    """A need and an offer that were suggested to each other, and ana, who has written those messages."""
    hub_id = story.hub()
    for words in ("hola", "Estudio Sol, Tela", "ofrecemos contabilidad a distancia", "sí"):
        story.say("sol", words)
    for words in ("hola", "Casa Luz, Tegucigalpa", "necesitamos un contador, 3 horas, antes del viernes", "sí"):
        story.say("luz", words)
    code = story.code("coordinator", hub_id)
    for words in messages:
        story.say("ana", words.replace("<code>", code))


@pytest.mark.parametrize("who", WHO)
def test_f54_whatever_is_tapped_is_answered(who: str, sqlite_db: Database, vault: Vault, now: int) -> None:
    pages = [f"m:{name}{argument}" for name, argument in product(PAGES, ("", "/1", "/x", "/1/1"))]
    payloads = [*pages, *("".join(made) for made in product(KINDS, PARTS)), "lang:xx", "lang:", "¿?"]
    with telling(sqlite_db, vault, now) as story:
        _begun(story, WHO[who])
        for number, payload in zip(count(10_000), payloads, strict=False):
            before = story.replies()
            story.handle(Incoming("console", str(number), "ana", payload=payload, at=story.now))
            assert story.replies() - before == 1, payload
        failed = rows(story, "parked_case", "code")
        assert ("poison",) not in failed
        adds_up(story)


def test_who_only_coordinates_reads_how_the_fund_of_their_network_stands(story: Story) -> None:
    _begun(story, WHO["coordinator"])
    assert "Fondo solidario de ⁨Red Demo⁩: 0 horas." in dict(story.say("ana", "fondo"))["ana"]
