"""Looking around: pages that go on where they stopped, near first, one's own never, and what buttons are refused."""

from __future__ import annotations

import pytest

from bot.cards.browsing import find, near, needs, view
from bot.cards.listing import listing_card
from core.commands import Decline, Post, TakeDown
from core.db import Tx
from core.events import Posted
from core.listings.distances import kilometres
from core.look import Me
from core.messages import Message, Screen, Service
from core.reads import Reads
from tests.members import Town

TOWNS = ("Tegucigalpa", "Comayagua", "La Ceiba", "San Pedro Sula", "Danlí", "Juticalpa", "Choluteca", "Un lugar")


def post(town: Town, person_id: int, kind: str, what: str, *, remote: bool = False) -> int:
    posted, *_suggested = town.do(person_id, Post(kind, what, remote=remote, lang="es"))
    assert isinstance(posted, Posted)
    return posted.listing_id


@pytest.fixture
def luz(town: Town) -> int:
    """A member in Tegucigalpa among eight others, of which each offers something else, and two from a distance."""
    for n, place in enumerate(TOWNS):
        one = town.member(f"Organización {chr(65 + n)}", place)
        post(town, one.person_id, "offer", f"clases de guitarra en {place}")
    far = town.member("Lejos", "La Ceiba")
    post(town, far.person_id, "offer", "contabilidad para asociaciones", remote=True)
    mine = town.member("Casa Luz")
    post(town, mine.person_id, "offer", "clases de guitarra nuestras")
    return mine.person_id


def looking(town: Town, tx: Tx, person_id: int, status: str = "approved") -> Reads:
    """What that person sees."""
    ((_id, organisation_id),) = town.rows("person", "id", "acting_for", id=person_id)
    ((_its_id, *named),) = town.rows("organisation", "id", "name", "town", "country", "zone", id=organisation_id)
    me = Me(person_id, 0, "console", "es", "", organisation_id, *named, status, hub_id=town.hub_id)
    return Reads(tx, town.vault, me, "{}", town.now)


def opened(screen: Screen | None) -> list[str]:
    assert screen is not None
    return [option.id for option in screen.options if option.id.startswith("l:")]


def more(screen: Screen | None) -> list[str]:
    assert screen is not None
    return next((one.id for one in screen.options if one.id.startswith("b:o:near:") or "/" in one.id), "").split(":")


def test_near_comes_first_and_more_goes_on_to_the_end(town: Town, luz: int) -> None:
    with town.db.read() as tx:
        look = looking(town, tx, luz)
        first = view(look, "o", "near")
        assert first is not None
        ids = opened(first)
        assert len(ids) == 5
        _b, letter, name, argument = more(first)
        second = view(look, letter, name, argument)
        assert second is not None
        assert second.lines[0] == first.lines[0]
        assert "{listing}: about {km} km away" in [line.id for line in second.lines]
        rest = opened(second)
        assert len(ids + rest) == len(set(ids + rest)) == len(TOWNS)
        apart = [km for _card, km in look.near("offer")]
        known = [km for km in apart if km is not None]
        assert known == sorted(known)
        assert apart[0] == 0
        assert apart[-1] is None


def test_more_leaves_out_what_is_gone_meanwhile_and_says_so_when_nothing_is_left(town: Town, luz: int) -> None:
    with town.db.read() as tx:
        look = looking(town, tx, luz)
        first = view(look, "o", "near")
        _b, letter, name, argument = more(first)
        rest = opened(view(look, letter, name, argument))
    for n, gone in enumerate(rest, 1):
        id = int(gone.split(":")[1])
        ((owner,),) = town.rows("listing", "person_id", id=id)
        town.do(owner, TakeDown(id))
        with town.db.read() as tx:
            screen = view(looking(town, tx, luz), letter, name, argument)
            assert screen is not None
            assert len(opened(screen)) == len(rest) - n
            if n == len(rest):
                assert screen.lines[0].id.startswith("I find nothing there now")


def test_a_field_says_how_many_it_holds_without_ones_own_and_shows_them(town: Town, luz: int) -> None:
    with town.db.read() as tx:
        look = looking(town, tx, luz)
        counted = {field.id: field.many for field in look.fields("offer")}
        assert sum(counted.values()) == len(TOWNS) + 1
        assert counted["money"] == 1
        assert len(opened(view(look, "o", "in", "money"))) == 1
        assert look.fields("need") == []


def test_who_reads_another_language_reads_which_service_each_listing_is(town: Town, luz: int) -> None:
    other = town.member("نور", "Comayagua", lang="ar")
    town.do(other.person_id, Post("need", "نحتاج محاسبا يضبط حسابات الجمعية", lang="ar"))
    with town.db.read() as tx:
        look = looking(town, tx, luz)
        screen = needs(look)
        (line,) = screen.lines[1:]
        listing = line.params["listing"]
        assert isinstance(listing, Message)
        assert listing.id == "Request: {what} ({service}; {hours}, {day})"
        assert listing.params["what"] == "نحتاج محاسبا يضبط حسابات الجمعية"  # the writer's own words stay
        assert listing.params["service"] == Service("accounting", "contabilidad")
        (card,) = look.others_listings("need")
        assert "Service: {service}" in listing_card(card, own=False, here="HN").lines[-1].id
        assert all(one.service is None for one in look.others_listings("offer"))  # in Spanish, as the reader


def test_from_a_distance_only_what_needs_nobody_there(town: Town, luz: int) -> None:
    with town.db.read() as tx:
        look = looking(town, tx, luz)
        assert [card.remote for card in look.listings_in("offer", where="remote")] == [True]


def test_newest_first_goes_on_to_the_end_and_never_shows_ones_own(town: Town, luz: int) -> None:
    with town.db.read() as tx:
        look = looking(town, tx, luz)
        first = find(look)
        (further,) = more(first)[1:]
        rest = find(look, further.partition("/")[2])
        ids = opened(first) + opened(rest)
        assert len(set(ids)) == len(ids) == len(TOWNS) + 1
        assert all(card.organisation_id != look.me.organisation_id for card in look.others_listings("offer"))


def test_what_fits_ours_opens_the_exchange_that_is_there_and_is_gone_when_it_ended(town: Town, luz: int) -> None:
    need = post(town, luz, "need", "contabilidad para asociaciones", remote=True)
    with town.db.read() as tx:
        (fit,) = looking(town, tx, luz).fitting(need)
        assert fit.exchange_id
        screen = view(looking(town, tx, luz), "o", "one", str(need))
        assert screen is not None
        assert screen.options[0].id == f"x:{fit.exchange_id}:{fit.version}:see"

    town.do(luz, Decline(fit.exchange_id, fit.version))
    with town.db.read() as tx:
        assert looking(town, tx, luz).fitting(need) == []


def test_who_is_not_let_in_yet_is_told_so_and_not_that_there_is_nothing(town: Town, luz: int) -> None:
    with town.db.read() as tx:
        waiting = looking(town, tx, luz, "pending")
        pages = [
            find(waiting),
            needs(waiting),
            near(waiting, "offer"),
            view(waiting, "o", "f"),
            view(waiting, "n", "far"),
        ]
        told = {line.id for page in pages if page for line in page.lines if isinstance(line, Message)}
        assert [text.split(".")[0] for text in told] == ["A coordinator looks at your organisation first"]
        assert all(page and {one.id for one in page.options} == {"m:need", "m:offer", "m:menu"} for page in pages)


def test_what_fits_others_is_not_told(town: Town, luz: int) -> None:
    theirs = town.member("Ajena", "Comayagua")
    need = post(town, theirs.person_id, "need", "contabilidad para asociaciones", remote=True)
    with town.db.read() as tx:
        assert looking(town, tx, luz).fitting(need) == []
        assert view(looking(town, tx, luz), "o", "one", str(need)) is None


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("f", "-1"),
        ("f", "x"),
        ("in", "money.x"),
        ("far", "9" * 40),
        ("fit", "1e3"),
        ("one", ""),
        ("nowhere", ""),
    ],
)
def test_a_button_that_is_none_of_ours_opens_nothing(town: Town, luz: int, name: str, argument: str) -> None:
    with town.db.read() as tx:
        assert view(looking(town, tx, luz), "o", name, argument) is None


def test_ids_of_nothing_show_that_there_is_nothing(town: Town, luz: int) -> None:
    with town.db.read() as tx:
        look = looking(town, tx, luz)
        assert opened(view(look, "o", "ids", "zz.zzz")) == []
        assert opened(view(look, "o", "in", "no such field")) == []


@pytest.mark.parametrize(
    ("here", "there", "country", "least", "most"),
    [
        ("Tegucigalpa", "San Pedro Sula", "HN", 170, 195),
        ("القاهرة", "الإسكندرية", "EG", 165, 195),
        ("Cairo", "القاهرة", "EG", 0, 0),
        ("Choluteca", "ciudad choluteca", "HN", 0, 0),
        ("Recife", "Olinda", "BR", 1, 12),
    ],
)
def test_kilometres_between_towns(here: str, there: str, country: str, least: int, most: int) -> None:
    found = kilometres(here, country, there, country)
    assert found is not None
    assert least <= found <= most


def test_what_is_not_known_has_no_distance() -> None:
    assert kilometres("Tegucigalpa", "HN", "Un lugar", "HN") is None
    assert kilometres("Un lugar", "HN", "un lugar", "HN") == 0
