"""What the bot says it knows is what is stored; hours by month add up; the network's figures single nobody out."""

from __future__ import annotations

import orjson
import pytest
from flask.testing import FlaskClient
from sqlalchemy import bindparam, insert

from bot.__main__ import main
from bot.house import SUMMARY_MS, House
from core.commands import Accept, Confirm, Deliver, Problem
from core.commands.trouble import Appeal, Decide, Dispute, SuggestFigure
from core.db import Database, Q
from core.hubs import all_hubs
from core.look import Me
from core.privacy.known import known, months
from core.settings import read_settings
from core.summary import as_json, small, summary
from core.tables import coordinator
from core.vault import Vault
from tests.faults import tap
from tests.market import HOUR, Market
from tests.story import telling
from webhooks.app import create_app

DAY = 86_400_000
MARKS = str.maketrans(dict.fromkeys("\u2068\u2069"))


def settled(market: Market, receiver: int, provider: int, minutes: int = 2 * HOUR) -> None:
    id = market.proposed(receiver, provider, minutes)
    market.do(receiver, Accept(id, market.look(id).version))
    market.do(provider, Deliver(id, market.look(id).version, minutes))
    market.do(receiver, Confirm(id, market.look(id).version, minutes))


def test_what_is_known_is_counted_where_it_is_stored(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    luz, sol = market.organisation("Luz"), market.organisation("Sol")
    settled(market, luz, sol)
    id = market.agreed(luz, sol)
    market.do(luz, Problem(id, market.look(id).version, "llegaron tarde"))
    with db.read() as tx:
        card = known(tx, vault, Me(market.people[luz], 0, "console", "es", organisation_id=luz), now)
        other = known(tx, vault, Me(market.people[sol], 0, "console", "es", organisation_id=sol), now)
    steps = market.rows("history", "id", person_id=market.people[luz])
    assert (card.steps, card.exchanges, card.listings, card.movements) == (len(steps), 2, 2, 2)
    assert card.acts_for == ("Luz",)
    assert (card.texts, other.texts) == (1, 0)


def test_hours_by_month_add_up_to_the_balance(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    luz, sol = market.organisation("Luz"), market.organisation("Sol")
    settled(market, luz, sol)
    with db.read() as tx:
        later = months(tx, market.account(sol), now + 70 * DAY, "America/Tegucigalpa")
        sooner = months(tx, market.account(luz), now, "America/Tegucigalpa")
        never = months(tx, market.account(luz), now + 3 * 366 * DAY, "America/Tegucigalpa")
    assert later[-1] == (2026, 11, 2 * HOUR, 0, 8 * HOUR)
    assert [(one.year, one.month) for one in later] == [(2027, 2), (2027, 1), (2026, 12), (2026, 11)]
    assert later[0].balance == market.balance(sol).posted
    assert sooner == [(2026, 11, 0, 2 * HOUR, 4 * HOUR)]
    assert len(never) == 12  # the balance of before is where they begin
    assert {one.balance for one in never} == {4 * HOUR}


def test_the_pages_are_reached_from_our_organisation(sqlite_db: Database, vault: Vault, now: int) -> None:
    with telling(sqlite_db, vault, now, "telegram") as story:
        story.hub()
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tegucigalpa")
        story.say("luz", "menú")
        story.tap("luz", "Más")
        story.tap("luz", "Nuestra organización")
        ((_who, page),) = story.tap("luz", "Qué sé de ti")
        assert "Telegram, desde el " in page.translate(MARKS)
        assert "Casa Luz" in page
        ((_who, page),) = story.tap("luz", "Horas por mes")
        assert "11/2026" in page
        story.say("luz", "menú")
        story.tap("luz", "Más")
        story.tap("luz", "Nuestra organización")
        ((_who, page),) = story.tap("luz", "Nuestra red")
        assert "Red Demo" in page
        assert "menos de" in page


def test_small_numbers_are_not_told(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    ids = [market.organisation(f"Casa {n}", kind="grassroots") for n in range(5)]
    market.organisation("Empresa", kind="company")
    market.organisation("Nueva", status="pending")
    settled(market, ids[0], ids[1])
    market.agreed(ids[2], ids[3])
    with db.read() as tx:
        card = summary(tx, market.hub_id)
        (shown,) = as_json(tx, all_hubs(tx), now)["networks"]
    assert (card.issued, card.held, card.kept) == (7 * 6 * HOUR, 2 * HOUR, 1)
    assert shown["members"] == {"grassroots": 5, "cso": 0, "company": "<5", "public": 0, "unknown": 0}
    assert (shown["exchanges"]["kept"], shown["exchanges"]["on_time"]) == ("<5", "<5")
    assert shown["disputes"] == {"opened": 0, "open": 0, "ended": {"together": 0, "decided": 0, "undecided": 0}}
    assert shown["hours"] == {"issued": 42, "set_aside": "<5", "fund": 0}


def test_the_summary_says_how_problems_ended(db: Database, vault: Vault, now: int) -> None:
    """The last end of each counts; what is open again has none."""
    market = Market(db, vault, now)
    luz, sol, ruth = (market.organisation(name, hours=40) for name in ("Luz", "Sol", "Ruth"))
    with db.write() as tx:
        values = {"hub_id": market.hub_id, "person_id": market.people[ruth], "since": now}
        tx.run(Q(insert(coordinator).values({name: bindparam(name) for name in values})), **values)

    def disputed() -> int:
        id = market.agreed(luz, sol, 60)
        market.do(luz, Dispute(id, market.look(id).version, "hours", "no"))
        return id

    for _n in range(6):
        id = disputed()
        for side in (luz, sol):
            market.do(side, SuggestFigure(id, market.look(id).version, 30))
    decided = disputed()
    market.do(ruth, Decide(decided, market.look(decided).version, 60, vault.seal("sí").decode()))
    again = disputed()
    market.do(ruth, Decide(again, market.look(again).version, 60, vault.seal("sí").decode()))
    market.do(luz, Appeal(again, market.look(again).version, "no"))
    with db.read() as tx:
        card = summary(tx, market.hub_id)
        (shown,) = as_json(tx, all_hubs(tx), now)["networks"]
    assert card.disputes_ended == (("together", 6), ("decided", 1), ("undecided", 0))
    assert (card.kept, card.timely) == (7, 7)
    assert shown["disputes"] == {"opened": 8, "open": "<5", "ended": {"together": 6, "decided": "<5", "undecided": 0}}


@pytest.mark.parametrize(
    ("lang", "label"),
    [("es", "Nuestra red"), ("ar", "شبكتنا"), ("en", "our network"), ("fr", "Notre réseau"), ("pt", "Nossa rede")],
)
def test_our_network_written_out_is_its_page_and_not_the_hours(
    sqlite_db: Database, vault: Vault, now: int, lang: str, label: str
) -> None:
    """The button's own words, as they stand below "Our organisation", mean that button."""
    with telling(sqlite_db, vault, now, "console") as story:
        story.hub()
        story.say("luz", "hola")
        story.say("luz", "Casa Luz, Tegucigalpa")
        tap(story, "luz", f"lang:{lang}")
        ((_who, page),) = story.say("luz", label)
    assert "Red Demo" in page


def test_a_small_network_shows_no_hours(db: Database, vault: Vault, now: int) -> None:
    market = Market(db, vault, now)
    market.organisation("Sola")
    with db.read() as tx:
        (shown,) = as_json(tx, all_hubs(tx), now)["networks"]
    assert set(shown["hours"].values()) == {None}


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, "<5"), (4, "<5"), (5, 5), (90, 90)])
def test_small(count: int, shown: int | str) -> None:
    assert small(count) == shown


def test_the_summary_is_told_to_everybody_and_counted_once_a_minute(db: Database, vault: Vault, now: int) -> None:
    """The web page through the real door; who joins is counted a minute later."""
    at = [now]
    market = Market(db, vault, now)
    house = House(
        read_settings({"DATABASE_URL": db.url, "SECRET_KEY": "k" * 40}), clock=lambda: at[0], hears=False, db=db
    )
    page = create_app(house.settings, house).test_client()
    for n in range(5):
        market.organisation(f"Casa {n}", kind="cso")
    assert members(page) == 5
    market.organisation("Una más", kind="cso")
    at[0] += SUMMARY_MS - 1
    assert members(page) == 5
    at[0] += 1
    assert members(page) == 6
    assert "Casa" not in page.get("/summary.json").get_data(as_text=True)
    house.bell.close()


def members(page: FlaskClient) -> int | str:
    answer = page.get("/summary.json")
    assert answer.headers["Content-Type"] == "application/json"
    count: int | str = orjson.loads(answer.data)["networks"][0]["members"]["cso"]
    return count


def test_the_command_says_the_same(
    db: Database, vault: Vault, now: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    market = Market(db, vault, now)
    market.organisation("Sola")
    monkeypatch.setenv("SECRET_KEY", "k" * 40)
    monkeypatch.setenv("DATABASE_URL", db.url)
    assert main(["summary", "--hub", str(market.hub_id), "--json"]) == 0
    (shown,) = orjson.loads(capsys.readouterr().out)["networks"]
    assert shown["members"]["cso"] == "<5"
    assert main(["summary"]) == 0
    assert "cso <5" in capsys.readouterr().out
