"""An organisation joins with its name and town, waits where the hub wants it, and is let in once, by somebody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.accounts import balances, bounds, owners
from core.commands import Approve, CallHuman, Join, Post, Refuse, ResumeBot, SetKind, SetLanguage
from core.commands.details import Correct
from core.coordination.coordinators import coordinators_of, deciders, others
from core.db import Database
from core.errors import NotYours, Refusal
from core.events import Changed, Decided, Joined, ListingEnded, Posted
from core.people.organisations import waiting
from core.people.speaking_for import speaks_for
from core.vault import Vault
from tests.members import Town


@pytest.fixture
def town(db: Database, vault: Vault, now: int) -> Town:
    return Town(db, vault, now)


def _balance(town: Town, organisation_id: int) -> balances.Balance | None:
    with town.db.read() as tx:
        account = owners.account_of(tx, organisation_id)
        return None if account is None else balances.balance(tx, account)


def test_a_newcomer_waits_for_a_coordinator_and_has_no_hours_yet(town: Town) -> None:
    joined = town.member("Casa Luz")
    assert (joined.waits, joined.granted, joined.look_alike_id) == (True, 0, None)
    assert _balance(town, joined.organisation_id) is None
    assert town.rows("membership", "role") == [("owner",)]
    (row,) = town.rows("person", "acting_for", "consent_at")
    assert row == (joined.organisation_id, town.now)
    with town.db.read() as tx:
        assert [one.name for one, _since in waiting(tx, town.hub_id)] == ["Casa Luz"]


def test_where_the_hub_trusts_everybody_the_first_hours_are_there_at_once(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now, {"approval": False})
    joined = town.member("Casa Luz")
    assert (joined.waits, joined.granted) == (False, 360)
    balance = _balance(town, joined.organisation_id)
    assert balance is not None
    assert (balance.posted, balance.available) == (360, 360 + 120)
    with db.read() as tx:  # the grant comes from a named account
        assert balances.balance(tx, owners.hub_account(tx, town.hub_id, "grants")).posted == -360


def test_a_hub_without_a_starter_grant_lets_in_with_nothing(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now, {"approval": False, "starter_grant": 0})
    assert town.member("Casa Luz").granted == 0


def test_a_coordinator_approves_once_and_a_second_tap_says_so(town: Town) -> None:
    boss, other = town.coordinator(), town.coordinator("otra")
    joined = town.member("Casa Luz")
    assert town.do(boss, Approve(joined.organisation_id)) == [Decided(joined.organisation_id, True, 360)]
    for person in (boss, other):
        with pytest.raises(Refusal, match="done"):
            town.do(person, Approve(joined.organisation_id))
        with pytest.raises(Refusal, match="changes nothing"):
            town.do(person, Refuse(joined.organisation_id))
    balance = _balance(town, joined.organisation_id)
    assert balance is not None
    assert balance.posted == 360


def test_nobody_decides_about_their_own_organisation_or_in_another_hub(town: Town) -> None:
    boss = town.coordinator()
    (own,) = town.do(boss, Join("Mi grupo", "Tegucigalpa", "HN", town.hub_id))
    assert isinstance(own, Joined)
    with pytest.raises(Refusal, match="another coordinator"):
        town.do(boss, Approve(own.organisation_id))
    elsewhere = Town(town.db, town.vault, town.now).coordinator("lejos")
    for person in (elsewhere, town.person("nadie")):
        with pytest.raises(NotYours):
            town.do(person, Approve(own.organisation_id))
        with pytest.raises(NotYours):
            town.do(person, Refuse(own.organisation_id))
        with pytest.raises(NotYours):
            town.do(person, Approve(own.organisation_id + 999))


def test_a_refused_organisation_loses_its_listings_and_may_be_let_in_later(town: Town) -> None:
    boss = town.coordinator()
    joined = town.member("Casa Luz")
    (posted,) = town.do(joined.person_id, Post("need", "Reparar una impresora"))
    assert isinstance(posted, Posted)
    assert town.do(boss, Refuse(joined.organisation_id)) == [
        Decided(joined.organisation_id, False, 0),
        ListingEnded(posted.listing_id, "removed"),
    ]
    with pytest.raises(Refusal, match="done"):
        town.do(boss, Refuse(joined.organisation_id))
    with pytest.raises(Refusal, match="not part"):
        town.do(joined.person_id, Post("need", "Reparar una impresora"))
    (decided,) = town.do(boss, Approve(joined.organisation_id))
    assert decided == Decided(joined.organisation_id, True, 360)


@pytest.mark.parametrize(
    "twin",
    [
        "Casa Luz",
        "CASA  LUZ",
        "Саsа Luz",  # Cyrillic С and а
        "Casa\u200b Luz",
        "Casa-Luz!",
        "Casa Iuz",
        "ꓚꓮꓢꓮ ꓡꓴꓜ",  # Lisu
    ],
)
def test_f28_a_name_that_looks_like_another_needs_a_coordinator(
    db: Database, vault: Vault, now: int, twin: str
) -> None:
    town = Town(db, vault, now, {"approval": False})
    first = town.member("Casa Luz")
    (second,) = town.do(town.person("gemela"), Join(twin, "Tegucigalpa", "HN", town.hub_id))
    assert isinstance(second, Joined)
    assert (second.waits, second.granted, second.look_alike_id) == (True, 0, first.organisation_id)
    assert _balance(town, second.organisation_id) is None


@pytest.mark.parametrize("twin", ["جمعية النور", "جمعیة النور", "جمعيه النور", "جمعيّة النـور", "جمعية نور"])
def test_f28_arabic_spellings_of_one_name_look_the_same(db: Database, vault: Vault, now: int, twin: str) -> None:
    town = Town(db, vault, now, {"approval": False})
    first = town.member("جمعية النور", "القاهرة", "EG", "ar")
    (second,) = town.do(town.person("gemela"), Join(twin, "القاهرة", "EG", town.hub_id))
    assert isinstance(second, Joined)
    assert second.look_alike_id == first.organisation_id


def test_f28_a_name_in_letters_of_another_alphabet_waits_though_nobody_is_called_so(
    db: Database, vault: Vault, now: int
) -> None:
    town = Town(db, vault, now, {"approval": False})
    joined = town.member("ⲤⲀⲤⲀ ⲤⲞL")  # Coptic
    assert (joined.waits, joined.look_alike_id) == (True, None)


@pytest.mark.parametrize(
    ("name", "waits"),
    [
        ("Red de Prueba", True),
        ("La red de prueba, oficina", True),
        ("Red de Pruebа", True),  # a Cyrillic а
        ("ComuniDAS", True),
        ("Soporte C0muniDAS", True),
        ("La coordinación", True),
        ("Coordination team", True),
        ("فريق التنسيق", True),
        ("كوموني داس للدعم", True),
        ("La coordinación de Red de prueba", True),
        ("شبكة التنسيق", False),
        ("Coordination SUD", False),
        ("Coordinadora de Mujeres", False),
        ("Comunidad Prueba", False),
        ("Red de Mujeres", False),
    ],
)
def test_f28_who_calls_itself_as_the_network_or_its_coordination_waits(
    sqlite_db: Database, vault: Vault, now: int, name: str, waits: bool
) -> None:
    town = Town(sqlite_db, vault, now, {"approval": False})
    joined = town.member(name)
    assert (joined.waits, joined.look_alike_id) == (waits, None)


@pytest.mark.parametrize(("name", "waits"), [("Honduras", True), ("Casa Honduras", False)])
def test_f28_a_network_of_one_word_may_be_called_like_a_country(name: str, waits: bool) -> None:
    assert speaks_for(name, "Honduras") is waits


def test_f28_another_hub_may_have_the_same_name(db: Database, vault: Vault, now: int) -> None:
    Town(db, vault, now, {"approval": False}).member("Casa Luz")
    other = Town(db, vault, now, {"approval": False})
    (joined,) = other.do(other.person("otra"), Join("Casa Luz", "Cali", "CO", other.hub_id))
    assert isinstance(joined, Joined)
    assert joined.look_alike_id is None


def test_joining_twice_with_one_name_says_that_one_is_here(town: Town) -> None:
    joined = town.member("Casa Luz")
    with pytest.raises(Refusal, match="already"):
        town.do(joined.person_id, Join("casa luz", "Tegucigalpa", "HN", town.hub_id))
    assert len(town.rows("organisation", "id")) == 1


def test_a_person_may_act_for_two_organisations_one_at_a_time(town: Town) -> None:
    first = town.member("Casa Luz")
    (second,) = town.do(first.person_id, Join("Grupo Sol", "Tegucigalpa", "HN", town.hub_id))
    assert isinstance(second, Joined)
    assert town.rows("person", "acting_for") == [(second.organisation_id,)]
    assert len(town.rows("membership", "organisation_id", person_id=first.person_id)) == 2


@pytest.mark.parametrize(
    "name",
    ["", " ", "A", "🙂🙂", "123456", "x" * 61, "\u202e\u200b", "Casa Luz +504 9999-9999", "www.casaluz.org"],
)
def test_a_name_that_cannot_be_kept_is_asked_again(town: Town, name: str) -> None:
    person = town.person("nueva")
    with pytest.raises(Refusal, match="organisation"):
        town.do(person, Join(name, "Tegucigalpa", "HN", town.hub_id))
    with pytest.raises(Refusal, match="town"):
        town.do(person, Join("Casa Luz", name, "HN", town.hub_id))
    assert town.rows("organisation", "id") == []


@pytest.mark.parametrize("name", ["Casa & Luz <b>", "'; drop table organisation;--", "{name} %(x)s {0}", "=SUM(A1)"])
def test_hostile_names_are_kept_as_text(town: Town, name: str) -> None:
    town.member(name)
    assert town.rows("organisation", "name") == [(name,)]


def test_a_name_is_one_clean_line(town: Town) -> None:
    town.member("  Casa\n\tLuz\u202e \u200b de Paz ", " San  Pedro\nSula ")
    assert town.rows("organisation", "name", "town") == [("Casa Luz de Paz", "San Pedro Sula")]


def test_the_zone_follows_the_country_and_an_unknown_country_is_the_hubs(town: Town) -> None:
    town.member("Casa Luz", country="eg")
    town.member("Casa Sol", country="??")
    assert town.rows("organisation", "country", "zone") == [
        ("EG", "Africa/Cairo"),
        ("HN", "America/Tegucigalpa"),
    ]


def test_a_closed_hub_takes_nobody(town: Town) -> None:
    with pytest.raises(NotYours):
        town.do(town.person("nueva"), Join("Casa Luz", "Cali", "CO", town.hub_id + 9))


def test_what_was_posted_while_waiting_is_matched_on_approval(town: Town) -> None:
    boss = town.coordinator()
    helper = town.member("Contadores Sin Fronteras")
    town.do(boss, Approve(helper.organisation_id, "cso"))
    town.do(helper.person_id, Post("offer", "Ofrecemos contabilidad", remote=True))
    newcomer = town.member("Casa Luz")
    assert town.do(newcomer.person_id, Post("need", "Necesitamos un contador", remote=True)) == [Posted(2, "need")]
    assert town.rows("exchange", "id") == []
    decided, posted, moved = town.do(boss, Approve(newcomer.organisation_id, "cso"))
    assert isinstance(decided, Decided)
    ((exchange_id, state),) = town.rows("exchange", "id", "state")
    assert state == "suggested"
    assert posted == Posted(2, "need", (exchange_id,))
    assert getattr(moved, "action", "") == "suggested"


def test_language_and_kind_are_chosen_from_what_there_is(town: Town) -> None:
    joined = town.member("Casa Luz")
    assert town.do(joined.person_id, SetLanguage("ar")) == [Changed("language", "ar")]
    assert town.do(joined.person_id, SetKind("grassroots")) == [Changed("kind", "grassroots")]
    for bad in (SetLanguage("xx"), SetLanguage("es; drop"), SetKind("king")):
        with pytest.raises(Refusal):
            town.do(joined.person_id, bad)
    assert town.rows("person", "lang") == [("ar",)]
    assert town.rows("organisation", "kind", "said_kind") == [("unknown", "grassroots")]


def test_the_line_follows_the_kind_and_keeps_what_was_earned(town: Town) -> None:
    boss = town.coordinator()
    joined = town.member("Casa Luz")
    town.do(boss, Approve(joined.organisation_id, "cso"))
    before = _balance(town, joined.organisation_id)
    assert before is not None
    with town.db.write() as tx:
        account = owners.account_of(tx, joined.organisation_id)
        assert account is not None
        bounds.set_limits(tx, account, line=before.line + 240, ceiling=before.ceiling, actor="clock", at=town.now)
    town.do(joined.person_id, SetKind("grassroots"))
    assert _balance(town, joined.organisation_id) == replace(before, line=before.line + 240), "nobody looked at it yet"
    town.do(boss, Correct(joined.organisation_id, kind="grassroots"))
    town.do(boss, Correct(joined.organisation_id, kind="grassroots"))
    after = _balance(town, joined.organisation_id)
    assert after is not None
    assert after.line == 360 + 240


def test_a_person_who_wants_a_human_is_put_before_the_coordinators(town: Town) -> None:
    joined = town.member("Casa Luz")
    assert town.do(joined.person_id, CallHuman("no entiendo el saldo")) == [Changed("human")]
    town.do(joined.person_id, CallHuman())  # a second time without words: one case is enough
    ((code, hub_id, sealed),) = town.rows("parked_case", "code", "hub_id", "sealed")
    assert (code, hub_id, town.vault.open(sealed)) == ("human", town.hub_id, "no entiendo el saldo")
    assert "saldo" not in repr(bytes(sealed))
    assert town.rows("person", "waiting_for_human_at") == [(town.now,)]
    assert town.do(joined.person_id, ResumeBot()) == [Changed("bot")]
    assert town.rows("person", "waiting_for_human_at") == [(None,)]


def test_who_is_away_or_belongs_to_a_side_does_not_decide(town: Town) -> None:
    boss, other = town.coordinator(), town.coordinator("otra")
    (own,) = town.do(boss, Join("Mi grupo", "Tegucigalpa", "HN", town.hub_id))
    assert isinstance(own, Joined)
    with town.db.write() as tx:
        assert coordinators_of(tx, town.hub_id, town.now) == [boss, other]
        assert others(tx, town.hub_id, 0, town.now) == [boss, other]
        assert deciders(tx, town.hub_id, (own.organisation_id,), town.now) == [other]
        tx.raw(f"UPDATE coordinator SET away_until = {town.now + 10} WHERE person_id = {other}")
        assert coordinators_of(tx, town.hub_id, town.now) == [boss]
        assert coordinators_of(tx, town.hub_id, town.now + 10) == [boss, other]
        assert others(tx, town.hub_id, 0, town.now) == [boss]
