"""What is too much in a short time: one clear sentence that says when to go on, the same in every process."""

from __future__ import annotations

import itertools

import pytest

from bot.handle import Handler
from bot.wording import Wording
from core import limits
from core.commands import Join, Post, Propose, Terms, Withdraw
from core.db import Database
from core.errors import Refusal
from core.events import Moved, Posted
from core.policy import DAY_MS, HOUR_MS
from core.vault import Vault
from tests.members import Town
from tests.story import telling

TERMS = Terms(120, "2026-12-18", remote=True)


def test_a_flood_is_answered_once_with_the_moment_and_read_again_after_it(db: Database, vault: Vault, now: int) -> None:
    with telling(db, vault, now) as story:
        story.hub()
        handlers = itertools.cycle(  # two processes on one database
            [Handler(db, vault, Wording(), lambda: story.now, lambda: None, most_a_minute=5) for _ in range(2)]
        )

        def write(words: str) -> bool:
            return next(handlers).handle(story.phones.typed("luz", words, "es", story.now)) is not None

        assert [write("menú") for _ in range(9)] == [True] * 6 + [False] * 3
        told = [text for _who, text in story.deliver()]
        assert "Es mucho en poco tiempo. Puedes seguir desde el martes 24 de noviembre" in told[-1]
        assert write("baja")  # a stop is heard at any pace
        story.now += 60_000
        assert write("menú")


def test_an_organisation_that_publishes_too_much_reads_when_it_may_go_on(
    db: Database, vault: Vault, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LISTINGS_A_DAY", 3)
    town = Town(db, vault, now, {"approval": False})
    luz = town.member("Casa Luz")
    for n in range(3):
        town.do(luz.person_id, Post("need", f"Pintar la pared {n}"))
    with pytest.raises(Refusal, match="short time"):
        town.do(luz.person_id, Post("need", "Pintar el techo"))
    town.now += DAY_MS
    town.do(luz.person_id, Post("need", "Pintar el techo"))


def test_one_person_does_not_make_organisations_without_end(
    db: Database, vault: Vault, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ORGANISATIONS_A_DAY", 2)
    town = Town(db, vault, now, {"approval": False})
    eva = town.person("eva")
    for name in ("Casa Uno", "Grupo Dos"):
        town.do(eva, Join(name, "Tela", "HN", town.hub_id))
    with pytest.raises(Refusal, match="short time"):
        town.do(eva, Join("Taller Tres", "Tela", "HN", town.hub_id))


def test_who_proposes_without_end_waits_also_where_the_proposals_were_taken_back(
    db: Database, vault: Vault, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PROPOSALS_AN_HOUR", 2)
    town = Town(db, vault, now, {"approval": False})
    luz, sol = town.member("Casa Luz"), town.member("Grupo Sol")
    asked = [town.do(luz.person_id, Post("need", f"Pintar la pared {n}", remote=True))[0] for n in range(4)]
    wanted = [Propose(listing_id=one.listing_id, terms=TERMS) for one in asked if isinstance(one, Posted)]
    proposed = town.do(sol.person_id, wanted[0])[0]
    assert isinstance(proposed, Moved)
    town.do(sol.person_id, Withdraw(proposed.exchange_id, proposed.version))
    town.do(sol.person_id, wanted[1])
    with pytest.raises(Refusal, match="short time"):
        town.do(sol.person_id, wanted[2])
    town.now += HOUR_MS
    town.do(sol.person_id, wanted[3])
