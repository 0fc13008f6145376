"""Which service is it? Asked only where the words leave it open, and what is answered counts from then on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bench.matching_doubt import asked
from bench.matching_sets import Set
from core import encoder, matching
from core.commands import Post
from core.db import Database
from core.events import Posted
from core.listings.kept import load
from core.matching.doubt import NONE, in_doubt, settled
from core.matching.index import meaning_in, meaning_of_listing
from core.matching.meaning import forget, meaning_of
from core.matching.own import add_service
from core.taxonomy import taxonomy
from core.vault import Vault
from tests.members import Town

SERVICES = taxonomy()
DEV = Path(__file__).parent / "data" / "matching" / "dev.jsonl"


def doubts(text: str, lang: str) -> set[str]:
    return set(in_doubt(text, lang, meaning_of(text, lang, SERVICES), SERVICES))


def posted(town: Town, person_id: int, command: Post) -> int:
    """The id of what was posted."""
    event, *_suggested = town.do(person_id, command)
    assert isinstance(event, Posted)
    return event.listing_id


@pytest.mark.parametrize(
    ("text", "lang"),
    [("transporte", "es"), ("نقل", "ar"), ("transport", "en"), ("transport", "fr"), ("transporte", "pt")],
)
def test_what_may_be_either_is_in_doubt_in_every_language(text: str, lang: str) -> None:
    assert doubts(text, lang) == {"transport", "people transport"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("un contador para el informe anual", "es"),
        ("محاسب للتقرير السنوي", "ar"),
        ("a bus for the youth trip", "en"),
        ("un électricien pour l'école", "fr"),
        ("tradução do árabe para o português", "pt"),
        ("un logo para la cooperativa", "es"),
        ("contabilidad con las facturas", "es"),
        ("pintar el aula", "es"),
        ("algo", "es"),
        ("xqzt 17", "en"),
    ],
)
def test_what_is_clear_and_what_says_nothing_are_not(text: str, lang: str) -> None:
    assert doubts(text, lang) == set()


def test_without_the_encoder_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    forget()
    assert doubts("transporte", "es") == set()
    forget()


@pytest.mark.wide
def test_few_are_asked_and_more_where_the_first_would_be_wrong() -> None:
    found = asked(Set(DEV))
    assert found.right_asked <= 0.1 * found.right
    assert found.wrong_asked / found.wrong > found.right_asked / found.right
    assert found.answered >= 0.5 * found.wrong_asked


def test_what_was_chosen_comes_first_and_what_was_not_is_gone() -> None:
    meaning = meaning_of("transporte", "es", SERVICES)
    chosen = settled(meaning, "people transport")
    assert chosen.concepts[0][0] == "people transport"
    assert "transport" not in dict(chosen.concepts)
    assert not {"transport", "people transport"} & set(dict(settled(meaning, NONE).concepts))
    assert settled(meaning, "") == meaning


def test_the_choice_is_kept_with_the_listing_and_decides_who_is_first(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now, {"approval": False})
    luz, sol, rio = (town.member(name).person_id for name in ("Luz", "Sol", "Rio"))
    people = posted(town, sol, Post("offer", "transporte con microbús para personas", remote=True, lang="es"))
    goods = posted(town, rio, Post("offer", "transporte de carga en camión", remote=True, lang="es"))
    for service, first in (("people transport", people), ("transport", goods)):
        need = posted(town, luz, Post("need", "transporte", remote=True, lang="es", service=service))
        with db.read() as tx:
            kept = load(tx, need)
            assert kept is not None
            assert kept.service == service
            assert meaning_of_listing(kept, SERVICES).concepts[0][0] == service
            assert matching.find(tx, kept, 1)[0].listing_id == first


def test_a_service_that_is_not_known_any_more_is_no_choice(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now)
    need = posted(town, town.member("Luz").person_id, Post("need", "transporte", lang="es", service="own-99"))
    with db.read() as tx:
        kept = load(tx, need)
    assert kept is not None
    assert kept.service == ""


def test_a_service_of_the_hubs_own_ends_the_doubt(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now)
    with db.write() as tx:
        assert matching.doubt(tx, town.hub_id, "transporte solidario", "es")
        add_service(tx, town.hub_id, {"es": ("transporte solidario",)}, now)
        assert matching.doubt(tx, town.hub_id, "transporte solidario", "es") == []


def test_asked_about_posted_and_looked_for_a_text_is_encoded_once(
    db: Database, vault: Vault, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[str] = []
    encode = encoder.encode

    def counting(texts: Sequence[str]) -> Any:
        encoded.extend(texts)
        return encode(texts)

    town = Town(db, vault, now)
    luz = town.member("Luz").person_id
    with db.write() as tx:
        add_service(tx, town.hub_id, {"es": ("acompañamiento de duelo",)}, now)
    monkeypatch.setattr(encoder, "encode", counting)
    forget()
    meaning_in.cache_clear()
    with db.read() as tx:
        matching.doubt(tx, town.hub_id, "transporte", "es")
    posted(town, luz, Post("need", "transporte", lang="es", service="transport"))
    assert encoded.count("transporte") == 1
