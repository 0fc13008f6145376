"""A need or an offer is checked, masked, found by those it fits, and ends once."""

from __future__ import annotations

from typing import Any

import pytest

from core import clocks
from core.commands import Approve, Post, TakeDown
from core.commands.listings import ChangeListing
from core.db import Database
from core.errors import Faster, NotYours, Refusal
from core.events import Joined, ListingEnded, Moved, Posted
from core.listings import kept as listings
from core.listings import lasting
from core.listings.states import EXPIRY
from core.policy import DAY_MS
from core.vault import Vault
from tests.members import Town

TODAY, TOMORROW = "2026-11-24", "2026-11-25"  # of the `now` fixture


def _post(town: Town, joined: Joined, kind: str, what: str, **more: Any) -> Posted:
    posted = town.do(joined.person_id, Post(kind, what, **more))[0]
    assert isinstance(posted, Posted)
    return posted


def test_a_need_finds_the_offers_that_fit_and_suggests_them(town: Town) -> None:
    luz, cuentas, nour = town.member("Casa Luz"), town.member("Cuentas"), town.member("نور", "القاهرة", "EG", "ar")
    for joined, what in ((cuentas, "Contabilidad a distancia"), (nour, "نقدم المحاسبة")):
        _post(town, joined, "offer", what, remote=True)
    events = town.do(luz.person_id, Post("need", "Necesitamos un contador", minutes=120, remote=True))
    posted, *moved = events
    assert isinstance(posted, Posted)
    assert len(posted.matches) == 2
    assert [event.action for event in moved if isinstance(event, Moved)] == ["suggested", "suggested"]
    assert town.rows("exchange", "receiver_id", "state") == [(luz.organisation_id, "suggested")] * 2


def test_a_hub_says_how_many_are_told(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now, {"approval": False, "matches_told": 2})
    for n in range(4):
        _post(town, town.member(f"Grupo número {n} {chr(97 + n)}"), "offer", "Contabilidad", remote=True)
    assert len(_post(town, town.member("Casa Luz"), "need", "contabilidad", remote=True).matches) == 2


def test_f36_contacts_in_a_text_or_place_are_masked(town: Town) -> None:
    luz = town.member("Casa Luz")
    _post(
        town,
        luz,
        "need",
        "Reparar impresora, llamen al +504 9999-9999 o ana@casaluz.org o wa.me/50499999999 antes del 12/12/2026",
        place="Tegus 9999-8888",
    )
    ((what, place),) = town.rows("listing", "what", "place")
    assert what == "Reparar impresora, llamen al ••• o ••• o ••• antes del 12/12/2026"
    assert "9999" not in place


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("Casa Luz", "contadora para el informe de Casa Luz", "contadora para el informe de …"),
        ("جمعية النور", "مصمم لشعار جمعية النور", "مصمم لشعار …"),
        ("Casa Luz", "limpiar la casa, luz incluida", "limpiar la casa, luz incluida"),
        ("Clínica Legal", "Clínica Legal", "Clínica Legal"),
        ("Contabilidad", "Contabilidad", "Contabilidad"),
    ],
)
def test_the_own_name_is_no_part_of_what_others_read(town: Town, name: str, said: str, kept: str) -> None:
    _post(town, town.member(name), "need", said)
    assert town.rows("listing", "what") == [(kept,)]


def test_nor_when_a_listing_is_changed(town: Town) -> None:
    luz = town.member("Casa Luz")
    posted = _post(town, luz, "need", "una contadora")
    town.do(luz.person_id, ChangeListing(posted.listing_id, "contadora para Casa Luz"))
    assert town.rows("listing", "what") == [("contadora para …",)]


@pytest.mark.parametrize("what", ["", "  ", "ab", "🙂🙂🙂🙂", "12345", "x" * 301, "\u202e\u200b\u2066", "\n\n"])
def test_a_text_that_says_nothing_or_too_much_is_asked_again(town: Town, what: str) -> None:
    luz = town.member("Casa Luz")
    with pytest.raises(Refusal):
        town.do(luz.person_id, Post("need", what))
    assert town.rows("listing", "id") == []


@pytest.mark.parametrize("minutes", [0, -60, 14, 2401, 10**18])
def test_hours_outside_the_hubs_bounds_are_refused(town: Town, minutes: int) -> None:
    luz = town.member("Casa Luz")
    with pytest.raises(Refusal, match="between"):
        town.do(luz.person_id, Post("need", "Reparar una impresora", minutes=minutes))


@pytest.mark.parametrize("due_on", ["2026-11-23", "2027-12-01", "mañana", "", "2026-13-01", "9999-12-31"])
def test_a_day_that_has_passed_or_is_too_far_is_refused(town: Town, due_on: str) -> None:
    luz = town.member("Casa Luz")
    with pytest.raises(Refusal, match="day"):
        town.do(luz.person_id, Post("need", "Reparar una impresora", due_on=due_on))


def test_today_is_today_where_the_organisation_is(db: Database, vault: Vault, now: int) -> None:
    night = now + 10 * 3_600_000  # 22:00 in Honduras, already tomorrow in Cairo
    town = Town(db, vault, night, {"approval": False})
    _post(town, town.member("Casa Luz"), "need", "Reparar una impresora", due_on=TODAY)
    with pytest.raises(Refusal, match="passed"):
        town.do(town.member("نور", "القاهرة", "EG", "ar").person_id, Post("need", "إصلاح طابعة", due_on=TODAY))


def test_a_need_lives_sixty_days_an_offer_longer_and_neither_past_its_day(town: Town) -> None:
    luz = town.member("Casa Luz")
    _post(town, luz, "need", "Reparar una impresora")
    _post(town, luz, "offer", "Clases de costura")
    _post(town, luz, "need", "Pintar el salón", due_on=TOMORROW)
    ends = [expires for _id, expires in town.rows("listing", "id", "expires_at")]
    assert ends[:2] == [town.now + 60 * DAY_MS, town.now + 180 * DAY_MS]
    assert town.now + DAY_MS < ends[2] < town.now + 2 * DAY_MS
    with town.db.read() as tx:
        assert [clocks.due_at(tx, EXPIRY, "listing", id) for id in (1, 2, 3)] == ends


def test_the_clock_ends_a_listing_once_and_never_too_early(town: Town) -> None:
    luz = town.member("Casa Luz")
    id = _post(town, luz, "need", "Reparar una impresora").listing_id
    for later, expected in ((DAY_MS, []), (60 * DAY_MS, [ListingEnded(id, "expired")]), (61 * DAY_MS, [])):
        with town.db.write() as tx:
            ctx = town.context(tx, luz.person_id)
            late = type(ctx)(tx, ctx.vault, ctx.actor, town.now + later)
            assert lasting.fire(late, EXPIRY, id) == expected
    assert town.rows("listing", "state") == [("expired",)]
    assert town.rows("listing_key", "key") == []


def test_the_owner_takes_a_listing_down_once_and_nobody_else_does(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Grupo Sol")
    id = _post(town, luz, "need", "Reparar una impresora").listing_id
    for listing_id in (id, id + 99):
        with pytest.raises(NotYours):
            town.do(sol.person_id, TakeDown(listing_id))
    assert town.do(luz.person_id, TakeDown(id)) == [ListingEnded(id, "withdrawn")]
    with pytest.raises(Faster):
        town.do(luz.person_id, TakeDown(id))
    assert town.rows("listing_key", "key") == []
    with town.db.read() as tx:
        assert clocks.due_at(tx, EXPIRY, "listing", id) is None
    assert _post(town, sol, "offer", "Reparación de impresoras").matches == ()


def test_nobody_posts_before_joining_or_for_others(town: Town) -> None:
    with pytest.raises(Refusal, match="First"):
        town.do(town.person("nadie"), Post("need", "Reparar una impresora"))
    luz, sol = town.member("Casa Luz"), town.member("Grupo Sol")
    with town.db.write() as tx:
        tx.raw(f"UPDATE person SET acting_for = {sol.organisation_id} WHERE id = {luz.person_id}")
    with pytest.raises(NotYours):
        town.do(luz.person_id, Post("need", "Reparar una impresora"))
    with pytest.raises(NotYours):
        town.do(sol.person_id, Post("gift", "Reparar una impresora"))


def test_who_waits_for_approval_posts_but_is_not_found(db: Database, vault: Vault, now: int) -> None:
    town = Town(db, vault, now)
    boss, luz, sol = town.coordinator(), town.member("Casa Luz"), town.member("Grupo Sol")
    town.do(boss, Approve(sol.organisation_id))
    _post(town, luz, "offer", "Contabilidad", remote=True)
    assert _post(town, sol, "need", "contabilidad", remote=True).matches == ()
    with db.read() as tx:
        assert listings.of_hub(tx, town.hub_id, "offer", sol.organisation_id) == []
        assert len(listings.of_organisation(tx, luz.organisation_id)) == 1


def test_the_hubs_open_listings_are_read_newest_first_a_page_at_a_time(town: Town) -> None:
    luz, sol = town.member("Casa Luz"), town.member("Grupo Sol")
    ids = [_post(town, luz, "need", f"Pintar la pared {n}").listing_id for n in range(5)]
    own = _post(town, sol, "need", "Pintar el techo").listing_id
    with town.db.read() as tx:
        first = listings.of_hub(tx, town.hub_id, "need", sol.organisation_id, most=2)
        second = listings.of_hub(tx, town.hub_id, "need", sol.organisation_id, before=first[-1].id, most=9)
        assert [one.id for one in first + second] == ids[::-1]
        assert [one.id for one in listings.of_organisation(tx, sol.organisation_id)] == [own]
        found = listings.by_text(tx, town.hub_id, "need", "techo", luz.organisation_id)
        assert [one.id for one in found] == [own]


@pytest.mark.parametrize(
    "what", ["'; drop table listing;--", "{name} %(x)s {{7*7}}", "<b>hola</b> & adiós", "=1+1 suma"]
)
def test_hostile_texts_are_kept_as_text(town: Town, what: str) -> None:
    _post(town, town.member("Casa Luz"), "need", what)
    assert town.rows("listing", "what") == [(what,)]


def test_a_listing_speaks_its_authors_language_unless_it_says_another(town: Town) -> None:
    nour = town.member("نور", "القاهرة", "EG", "ar")
    _post(town, nour, "need", "إصلاح طابعة")
    _post(town, nour, "need", "Fix a printer", lang="en")
    _post(town, nour, "need", "Fix a door", lang="xx; --")
    assert [lang for _id, lang in town.rows("listing", "id", "lang")] == ["ar", "en", "ar"]
