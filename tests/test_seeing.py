"""Who may see a listing: one condition for lists, searches, matches, proposals, Mondays; no names until both agree."""

from __future__ import annotations

import pytest

from bot.notices import Notices
from core import matching
from core.commands import Accept, Approve, Post, Propose, SetKind, Terms
from core.commands.details import Correct
from core.db import Database, Tx
from core.errors import NotYours
from core.events import Changed, Joined, Moved, Posted, WeeklyDue
from core.exchange_cards import card_of
from core.listings import kept as listings
from core.messages import Message
from core.outbox import Item
from core.people import arrival
from core.privacy import seeing
from core.reads import Reads
from core.vault import Vault
from tests.faults import rows
from tests.lived import lived_once
from tests.members import Town
from tests.story import Story

TERMS = Terms(120, "2026-12-18", remote=True)


def member(town: Town, name: str, kind: str = "") -> Joined:
    joined = town.member(name)
    if kind:
        town.do(joined.person_id, SetKind(kind))
    return joined


def post(town: Town, who: Joined, kind: str, what: str, audience: str = "civil") -> Posted:
    event = town.do(who.person_id, Post(kind, what, minutes=120, remote=True, audience=audience))[0]
    assert isinstance(event, Posted)
    return event


def everywhere(town: Town, viewer: Joined, listing_id: int) -> set[bool]:
    """Whether a request "contabilidad" is found by each way there is to it."""
    with town.db.write() as tx:
        who = viewer.organisation_id
        found = [
            listing_id in [one.id for one in listings.of_hub(tx, town.hub_id, "need", who)],
            listing_id in [one.id for one in listings.by_text(tx, town.hub_id, "need", "contabilidad", who)],
            listing_id in [one.id for one in matching.look_in(tx, town.hub_id, "need", "", who)],
            listing_id in seeing.seen_of(tx, who, [listing_id]),
            seeing.sees(tx, who, listing_id),
            any(f"l:{listing_id}:see" in alert.screen for alert in _monday(town, tx, viewer)),
        ]
        look = _look(town, tx, viewer)
        found.append(look.listing(listing_id) is not None)
        found.append(any(one.id == listing_id for one in look.others_listings("need")))
    try:
        town.do(viewer.person_id, Propose(listing_id=listing_id, terms=TERMS))
        found.append(True)
    except NotYours:
        found.append(False)
    return set(found)


def test_what_one_may_not_see_is_answered_as_what_does_not_exist(town: Town) -> None:
    luz, firm = member(town, "Casa Luz"), member(town, "Empresa", "company")
    asked = post(town, luz, "need", "contabilidad")
    said = []
    for listing_id in (asked.listing_id, 10**9):
        with pytest.raises(NotYours) as refused:
            town.do(firm.person_id, Propose(listing_id=listing_id, terms=TERMS))
        said.append(refused.value.message)
    assert said[0] == said[1]


def _monday(town: Town, tx: Tx, viewer: Joined) -> list[Item]:
    told = Notices(tx, town.now).tell([WeeklyDue(town.hub_id)])
    mine = {id for (id,) in town.rows("address", "id", person_id=viewer.person_id)}
    return [alert for alert in told.alerts if alert.address_id in mine]


def _look(town: Town, tx: Tx, viewer: Joined) -> Reads:
    ((name,),) = town.rows("organisation", "name", id=viewer.organisation_id)  # which is their address too
    found = arrival.who(tx, town.vault.index("console", name))
    assert found
    return Reads(tx, town.vault, found.me, "{}", town.now)


@pytest.mark.parametrize(
    ("kind", "audience", "sees"),
    [
        ("", "civil", True),
        ("grassroots", "civil", True),
        ("cso", "civil", True),
        ("company", "civil", False),
        ("public", "civil", False),
        ("company", "all", True),
        ("public", "all", True),
    ],
)
def test_companies_and_public_bodies_see_what_was_meant_for_them(
    town: Town, kind: str, audience: str, sees: bool
) -> None:
    luz, other = member(town, "Casa Luz"), member(town, "Otra", kind)
    asked = post(town, luz, "need", "contabilidad", audience)
    assert everywhere(town, other, asked.listing_id) == {sees}


def test_what_is_not_for_them_is_not_suggested_to_them_either_way_round(town: Town) -> None:
    luz, firm, group = member(town, "Casa Luz"), member(town, "Empresa", "company"), member(town, "Grupo")
    assert post(town, firm, "offer", "contabilidad").matches == ()
    assert post(town, luz, "need", "contabilidad").matches == ()
    asked = post(town, luz, "need", "contabilidad", "all")
    assert len(asked.matches) == 1
    given = post(town, group, "offer", "contabilidad")
    assert len(given.matches) == 1  # one for each organisation
    assert len(town.rows("exchange", "id")) == 2


def test_who_waits_for_approval_sees_nothing_of_others(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now)
    boss, luz, new = town.coordinator(), town.member("Casa Luz"), town.member("Nueva")
    town.do(boss, Approve(luz.organisation_id))
    asked = post(town, luz, "need", "contabilidad", "all")
    assert everywhere(town, new, asked.listing_id) == {False}
    town.do(boss, Approve(new.organisation_id))
    assert everywhere(town, new, asked.listing_id) == {True}


def test_a_company_does_not_become_a_community_group_by_itself(town: Town) -> None:
    firm = member(town, "Empresa", "company")
    for kind in ("grassroots", "cso"):
        assert town.do(firm.person_id, SetKind(kind)) == [Changed("kind_asked", kind)]
        assert town.rows("organisation", "kind", "said_kind") == [("company", kind)]
    town.do(firm.person_id, SetKind("public"))
    assert town.rows("organisation", "kind", "said_kind") == [("public", "")]


def test_nobody_knows_what_it_is_so_it_sees_what_a_company_sees(db: Database, vault: Vault, now: int) -> None:
    """A company that says nothing does not read what is meant for groups; one tap of a coordinator opens it."""
    town = Town(db, vault, now)
    boss, luz, silent = town.coordinator(), town.member("Casa Luz"), town.member("Nueva")
    town.do(boss, Approve(luz.organisation_id, "grassroots"))
    town.do(boss, Approve(silent.organisation_id))
    asked = post(town, luz, "need", "contabilidad")
    assert everywhere(town, silent, asked.listing_id) == {False}
    town.do(boss, Correct(silent.organisation_id, kind="cso"))
    assert everywhere(town, silent, asked.listing_id) == {True}


def test_a_company_finds_the_few_requests_that_are_for_it_among_many_that_are_not(town: Town) -> None:
    for n in range(45):
        post(town, member(town, f"Grupo {n}"), "need", "contabilidad para el informe anual")
    asked = post(town, member(town, "Casa Luz"), "need", "contabilidad de la cooperativa", "all")
    given = post(town, member(town, "Empresa", "company"), "offer", "contabilidad para el informe anual")
    assert town.rows("exchange", "need_id", id=given.matches[0]) == [(asked.listing_id,)]
    assert len(given.matches) == 1


# ---- no names before an agreement -------------------------------------------------------------------------------


def test_the_two_sides_read_each_others_names_when_both_have_agreed_and_not_before(town: Town) -> None:
    sol, luz = member(town, "Estudio Norte", "cso"), member(town, "Casa Luz", "grassroots")
    post(town, sol, "offer", "contabilidad")
    (exchange_id,) = post(town, luz, "need", "contabilidad").matches
    sides = {luz.organisation_id: "an NGO", sol.organisation_id: "a community group"}

    def names() -> dict[int, object]:
        with town.db.read() as tx:
            cards = {side: card_of(tx, exchange_id, side) for side in sides}
        assert all(card and (card.receiver, card.provider) for card in cards.values())
        return {side: card.other for side, card in cards.items() if card}

    def unnamed() -> dict[int, object]:
        return {side: Message(label) for side, label in sides.items()}

    assert names() == unnamed()
    proposed = town.do(sol.person_id, Propose(exchange_id=exchange_id, version=1, terms=TERMS))[0]
    assert isinstance(proposed, Moved)
    assert names() == unnamed()
    town.do(luz.person_id, Accept(exchange_id, proposed.version))
    assert names() == {luz.organisation_id: "Estudio Norte", sol.organisation_id: "Casa Luz"}


@lived_once
def begun(story: Story) -> None:
    story.hub()
    for who, words in (
        ("sol", ("ofrecemos contabilidad a distancia", "Taller Sol, San Pedro Sula", "sí")),
        ("luz", ("necesitamos un contador, 3 horas, antes del viernes", "Casa Luz, Tegucigalpa", "sí")),
    ):
        for word in words:
            story.say(who, word)


@pytest.fixture
def story(story: Story) -> Story:
    begun(story)
    return story


@pytest.mark.parametrize(
    ("steps", "names"),
    [
        ([("sol", "1001"), ("sol", "3")], False),  # no, thanks
        ([("sol", "1001"), ("sol", "1"), ("luz", "1001"), ("luz", "3")], False),
        ([("sol", "1001"), ("sol", "1"), ("sol", "1001"), ("sol", "1")], False),  # taken back
        ([("sol", "1001"), ("sol", "1"), ("luz", "1001"), ("luz", "1")], True),  # accepted
    ],
)
def test_whatever_is_written_on_the_way_nobody_is_named_until_it_is_agreed(
    story: Story, steps: list[tuple[str, str]], names: bool
) -> None:
    read: dict[str, str] = {"luz": "", "sol": ""}
    for who, words in (*steps, ("sol", "ver pedidos"), ("luz", "ver ofertas"), ("luz", "nuestros intercambios")):
        for reader, text in story.say(who, words):
            read[reader] += text
    assert ("Taller Sol" in read["luz"]) == names
    assert ("Casa Luz" in read["sol"]) == names
    assert "una organización" in read["luz"]


# ---- asked on the card ------------------------------------------------------------------------------------------


def test_who_sees_it_is_a_line_of_the_card_that_can_be_changed_and_not_a_question(story: Story) -> None:
    def last(words: str) -> str:
        return story.say("luz", words)[0][1]

    assert "Lo ven: grupos comunitarios y ONG" in last("necesitamos un fotógrafo, 2 horas, mañana")
    assert "Quién lo ve" in last("cambiar")
    assert "¿Quién lo puede ver?" in last("Quién lo ve")
    assert "Lo ven: también empresas y entidades públicas" in last("2")
    assert "¿Quién lo puede ver?" in last("atrás")
    assert "Lo ven: también empresas y entidades públicas" in last("También empresas")
    last("sí")
    assert [row[1] for row in rows(story, "listing", "id", "audience")] == ["civil", "civil", "all"]
