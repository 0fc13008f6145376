"""What the bot says it keeps of somebody is what the tables hold: of a newcomer, a member, who had all deleted."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Column, Table, func, select

from bot.cards.data import known_page
from core.db import Q
from core.look import Look
from core.look.data import KnownCard
from core.policy import DAY_MS
from core.privacy.known import TOLD
from core.tables import metadata
from tests.faults import joins, plain, rows
from tests.story import Story

_OWNERS = ("person", "address", "lane")
FINGERPRINTS = ("organisation.brought", "code_try.blind")
"""What stays of an address when its person goes."""
BOT = "Borrado: tu dirección, tus textos y tus roles"
SOME = KnownCard((("console", 1),), "es", "now", None, (), coordinates=False, screens=1, texts=1, files=1, steps=1,
                 waiting=1, visits=1, tries=1, nicknames=1, pins=1, mark_until=DAY_MS, listings=0, exchanges=0,
                 movements=0)  # fmt: skip
NONE = replace(SOME, screens=0, texts=0, files=0, steps=0, waiting=0, visits=0, tries=0, nicknames=0, pins=0,
               mark_until=None, acts_for=(), coordinates=False)  # fmt: skip
OTHER: dict[str, Any] = {
    **{part: getattr(SOME, part) for part in ("screens", "texts", "files", "steps", "waiting", "visits", "tries")},
    **{"nicknames": 1, "pins": 1, "mark_until": DAY_MS, "acts_for": ("Casa Luz",), "coordinates": True},
    **{"addresses": (("sms", 2),), "lang": "ar", "by_id": True},
}


def leading_to_people() -> list[Column[Any]]:
    """Every column by which rows belong to a person."""
    return [
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name in _OWNERS for key in column.foreign_keys)
    ]


def page(card: KnownCard) -> str:
    me = SimpleNamespace(joined=False)
    return str(known_page(cast(Look, SimpleNamespace(known=lambda: card, me=me, rests_until=lambda: None))).lines)


# ---- the page ---------------------------------------------------------------------------------------------------


def test_safety_08_every_place_where_a_person_is_stored_has_its_part_of_the_page() -> None:
    told = {place for places in TOLD.values() for place in places}
    stored = {f"{column.table.name}.{column.name}" for column in leading_to_people()}
    assert stored | set(FINGERPRINTS) <= told
    assert {place.partition(".")[0] for place in told} <= {table.name for table in metadata.sorted_tables}
    assert set(TOLD) <= {field.name for field in fields(KnownCard)}


@pytest.mark.parametrize("part", sorted(TOLD))
def test_safety_08_each_part_is_said_where_there_is_something_of_it(part: str) -> None:
    assert page(replace(NONE, **{part: OTHER[part]})) != page(NONE)


# ---- people -----------------------------------------------------------------------------------------------------


def held(story: Story) -> list[str]:
    """The places in which something of anybody is stored."""
    with story.db.read() as tx:
        found = []
        for column in (*leading_to_people(), *map(_column, FINGERPRINTS)):
            counted = select(func.count()).select_from(cast(Table, column.table)).where(column.is_not(None))
            if tx.value(Q(counted)):
                found.append(f"{column.table.name}.{column.name}")
    return sorted(found)


def _column(name: str) -> Column[Any]:
    table, _dot, column = name.partition(".")
    return metadata.tables[table].c[column]


def later(story: Story) -> None:
    story.wait(2 * 60_000)
    story.wait(DAY_MS + 60_000)


def test_safety_08_a_newcomer_reads_what_is_kept_and_that_all_of_it_went(story: Story) -> None:
    story.hub()
    story.say("luz", "hola")
    assert "address.person_id" in held(story)
    told = plain(story.say("luz", "¿qué saben de mí?"), "luz")
    assert "Tu dirección en el chat, cifrada" in told
    assert "marca cifrada" in told  # of one that they may bring
    story.say("luz", "borrar mis datos")
    gone = plain(story.say("luz", "sí"), "luz")
    assert BOT in gone
    assert "marca" not in gone
    later(story)
    assert held(story) == []


def test_safety_08_who_brought_an_organisation_reads_that_a_mark_stays_and_until_when(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    told = plain(story.say("luz", "¿qué saben de mí?"), "luz")
    assert "una marca cifrada de tu dirección queda hasta el jueves 24 de diciembre" in told
    story.say("luz", "borrar mis datos")
    gone = plain(story.say("luz", "sí"), "luz")
    assert BOT in gone
    assert "Una marca cifrada de esta dirección queda hasta el jueves 24 de diciembre" in gone
    assert "no guardo nada" not in gone
    later(story)
    assert held(story) == ["organisation.brought"]
    story.say("luz", "hola")
    again = plain(story.say("luz", "Casa Luz Nueva, Tela"), "luz")
    assert "Hace poco trajiste otra organización" in again
    assert "marca cifrada" in again


def test_safety_08_wrong_codes_are_said_to_stay_for_a_day(story: Story) -> None:
    story.hub()
    story.say("luz", "hola")
    story.say("luz", "12345678")
    assert "Códigos equivocados" in plain(story.say("luz", "¿qué saben de mí?"), "luz")
    story.say("luz", "borrar mis datos")
    assert "códigos equivocados" in plain(story.say("luz", "sí"), "luz")
    assert "code_try.blind" in held(story)


def test_safety_08_after_the_mark_went_nothing_is_said_of_it(story: Story) -> None:
    story.hub()
    joins(story, "luz")
    story.wait(31 * DAY_MS)
    assert "marca cifrada" in plain(story.say("luz", "¿qué saben de mí?"), "luz")  # of one that they may bring
    story.say("luz", "borrar mis datos")
    assert "marca" not in plain(story.say("luz", "sí"), "luz")
    assert rows(story, "organisation", "id", "status")[0][1] == "closed"
