"""Whoever writes past the code meets the triggers, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import psycopg
import pytest

from core.commands import Cancel, Deliver
from core.db import Database
from core.vault import Vault
from tests.market import Market

Broken = (sqlite3.IntegrityError, psycopg.errors.IntegrityError)
_LINE = "INSERT INTO line (entry_id, account_id, minutes) VALUES"
_ENTRY = "INSERT INTO entry (id, hub_id, at, kind, lines) VALUES"


@pytest.fixture
def market(db: Database, vault: Vault, now: int) -> Market:
    market = Market(db, vault, now)
    market.agreed(market.organisation("Casa Luz"), market.organisation("Al Nour"))
    return market


@pytest.fixture
def sqlite_market(sqlite_db: Database, vault: Vault, now: int) -> Market:
    """PostgreSQL's columns hold whole numbers; SQLite's hold what they are given, unless something says no."""
    return Market(sqlite_db, vault, now)


def refused(market: Market, *statements: str) -> None:
    """The statements, in one transaction, are refused at the latest by its commit, and nothing has changed."""
    with pytest.raises(Broken), market.db.write() as tx:
        for statement in statements:
            tx.raw(statement)
    market.adds_up()


def test_an_entry_and_its_lines_are_never_changed(market: Market) -> None:
    refused(market, "UPDATE entry SET kind = 'donation'")
    refused(market, "UPDATE line SET minutes = minutes * 2")
    refused(market, "DELETE FROM line")
    refused(market, "DELETE FROM entry")


def test_a_sealed_entry_takes_no_more_lines(market: Market) -> None:
    refused(market, f"{_LINE} (1, 1, 5), (1, 3, -5)")


def test_lines_without_an_entry_do_not_commit(market: Market) -> None:
    refused(market, f"{_LINE} (90, 1, 5), (90, 2, -5)")


def test_f42_an_entry_that_does_not_sum_to_zero_is_refused(market: Market) -> None:
    refused(market, f"{_LINE} (90, 1, 5), (90, 2, -4)", f"{_ENTRY} (90, 1, 0, 'grant', 2)")


def test_f42_an_entry_of_one_line_or_none_is_refused(market: Market) -> None:
    refused(market, f"{_LINE} (90, 1, 5)", f"{_ENTRY} (90, 1, 0, 'grant', 1)")
    refused(market, f"{_ENTRY} (90, 1, 0, 'grant', 0)")
    refused(market, f"{_ENTRY} (90, 1, 0, 'grant', 2)")


def test_f42_an_entry_that_miscounts_its_lines_is_refused(market: Market) -> None:
    refused(market, f"{_LINE} (90, 1, 5), (90, 2, -5)", f"{_ENTRY} (90, 1, 0, 'grant', 3)")


def test_f42_a_line_of_zero_or_an_account_twice_is_refused(market: Market) -> None:
    refused(market, f"{_LINE} (90, 1, 0)")
    refused(market, f"{_LINE} (90, 1, 5), (90, 1, -5)")


def test_f42_minutes_are_whole(sqlite_market: Market) -> None:
    refused(sqlite_market, f"{_LINE} (90, 1, 5.5), (90, 2, -5.5)", f"{_ENTRY} (90, 1, 0, 'grant', 2)")
    refused(sqlite_market, f"{_LINE} (90, 1, 'five'), (90, 2, -5)", f"{_ENTRY} (90, 1, 0, 'grant', 2)")


def test_an_entry_between_two_hubs_is_refused(market: Market) -> None:
    other = Market(market.db, market.vault, market.now)
    account = other.account(other.organisation("Otra red", hours=0))
    refused(market, f"{_LINE} (90, 1, 5), (90, {account}, -5)", f"{_ENTRY} (90, 1, 0, 'grant', 2)")


def test_an_account_does_not_change_hub_or_currency(market: Market) -> None:
    refused(market, "UPDATE account SET currency = 'euro'")
    Market(market.db, market.vault, market.now)
    refused(market, "UPDATE account SET hub_id = 2 WHERE hub_id = 1")


def test_f44_two_reversals_of_one_entry_are_refused(market: Market) -> None:
    both = [
        (
            f"{_LINE} ({id}, 2, 5), ({id}, 1, -5)",
            f"INSERT INTO entry (id, hub_id, at, kind, lines, corrects_id) VALUES ({id}, 1, 0, 'reversal', 2, 1)",
        )
        for id in (90, 91)
    ]
    refused(market, *both[0], *both[1])


def test_history_limits_and_policies_are_only_added_to(market: Market) -> None:
    for table in ("history", "limit_change"):
        refused(market, f"DELETE FROM {table}")
        refused(market, f"UPDATE {table} SET at = 0")
    with market.db.write() as tx:
        tx.raw("INSERT INTO policy_change (hub_id, at, actor, name, old, new) VALUES (1, 0, 'x', 'ceiling', '1', '2')")
    refused(market, "DELETE FROM policy_change")
    refused(market, "UPDATE policy_change SET new = '3'")


def test_history_may_forget_the_person_and_nothing_else(market: Market) -> None:
    refused(market, "UPDATE history SET person_id = NULL, action = 'declined'")
    with market.db.write() as tx:
        tx.raw("UPDATE history SET person_id = NULL")
    assert {person for _id, person in market.rows("history", "id", "person_id")} == {None}


def test_a_live_hold_keeps_its_minutes_and_sides(market: Market) -> None:
    refused(market, "UPDATE hold SET minutes = 1")
    refused(market, "UPDATE hold SET payee_id = payer_id")
    refused(market, "DELETE FROM hold")


def test_a_hold_is_resolved_once(market: Market) -> None:
    receiver, _provider = market.people
    market.do(receiver, Cancel(1, market.look(1).version))
    for state in ("live", "voided", "expired"):
        refused(market, f"UPDATE hold SET state = '{state}'")


def test_a_hold_is_posted_only_with_its_entry(market: Market) -> None:
    refused(market, "UPDATE hold SET state = 'posted', posted = 60, resolved_at = 1")
    refused(market, "UPDATE hold SET state = 'posted', posted = 121, entry_id = 1, resolved_at = 1")
    refused(market, "UPDATE hold SET state = 'voided', posted = 60, resolved_at = 1")
    refused(market, "UPDATE hold SET state = 'voided'")


def test_a_hold_begins_live(market: Market) -> None:
    refused(
        market,
        "INSERT INTO hold (exchange_id, payer_id, payee_id, minutes, state, at) VALUES (1, 4, 5, 60, 'voided', 0)",
    )


def test_an_exchange_has_one_live_hold_at_most(market: Market) -> None:
    refused(market, "INSERT INTO hold (exchange_id, payer_id, payee_id, minutes, at) VALUES (1, 4, 5, 60, 0)")


def test_what_is_sealed_cannot_be_replaced_even_where_triggers_do_not_recurse(market: Market) -> None:
    if not market.db.sqlite:
        refused(market, "TRUNCATE line CASCADE")
        return
    replacing: list[Callable[[], str]] = [
        lambda: f"{_ENTRY.replace('INSERT', 'REPLACE')} (1, 1, 0, 'grant', 2)",
        lambda: f"{_LINE.replace('INSERT', 'REPLACE')} (1, 1, 7)",
        lambda: "REPLACE INTO hold (id, exchange_id, payer_id, payee_id, minutes, at) VALUES (1, 1, 4, 5, 60, 0)",
    ]
    for statement in replacing:
        refused(market, statement())
        connection = sqlite3.connect(market.db.url.removeprefix("sqlite:///"))
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement())
        connection.close()
        market.adds_up()


def test_f42_a_line_smuggled_in_by_another_connection_does_not_commit(market: Market) -> None:
    """On PostgreSQL another transaction does not see the entry yet; its commit looks again."""
    if market.db.sqlite:
        return
    with market.db.write() as honest:
        honest.raw(f"{_LINE} (90, 1, 5), (90, 2, -5)")
        with pytest.raises(Broken), market.db.write() as smuggler:
            smuggler.raw(f"{_LINE} (90, 3, 5)")
            honest.raw(f"{_ENTRY} (90, 1, 0, 'grant', 2)")
            honest._cursor.connection.commit()
    assert market.rows("line", "account_id", entry_id=90) == [(1,), (2,)]


def test_the_guards_let_the_ordinary_life_pass(market: Market) -> None:
    receiver, provider = market.people
    market.do(provider, Deliver(1, market.look(1).version))
    assert market.balance(receiver).held_out == 120
    market.adds_up()
