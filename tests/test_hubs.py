"""A hub has its accounts from the first day, and every change of its policy says who, when, from what and to what."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from core.accounts import balances, owners
from core.db import Database, Q
from core.errors import Misconfigured
from core.hubs import add_hub, all_hubs, change_policy, check_policy, load_hub, open_hubs
from core.policy import Policy
from core.tables import policy_change

_CHANGES = Q(
    select(policy_change.c.at, policy_change.c.actor, policy_change.c.name, policy_change.c.old, policy_change.c.new)
)


def _hub(db: Database, now: int, **policy: Any) -> int:
    with db.write() as tx:
        return add_hub(tx, "  Red   Luz ", "hn", "America/Tegucigalpa", ("es", "ar"), policy, now)


def test_a_new_hub_has_its_defaults_and_its_accounts(db: Database, now: int) -> None:
    hub_id = _hub(db, now)
    with db.read() as tx:
        hub = load_hub(tx, hub_id)
        assert hub is not None
        assert (hub.name, hub.country, hub.languages, hub.policy) == ("Red Luz", "HN", ("es", "ar"), Policy())
        for kind in ("issue", "grants", "fund"):
            assert balances.balance(tx, owners.hub_account(tx, hub_id, kind)).posted == 0


def test_what_a_hub_decides_at_first_is_kept_beside_the_defaults(db: Database, now: int) -> None:
    hub_id = _hub(db, now, approval=False, starter_grant=120)
    with db.read() as tx:
        hub = load_hub(tx, hub_id)
    assert hub is not None
    assert (hub.policy.approval, hub.policy.starter_grant, hub.policy.need_days) == (False, 120, Policy().need_days)


def test_a_closed_hub_is_not_among_those_a_newcomer_may_choose(db: Database, now: int) -> None:
    open_id = _hub(db, now)
    with db.write() as tx:
        closed_id = add_hub(tx, "Red cerrada", "EG", "Africa/Cairo", ("ar",), {}, now, is_open=False)
        assert [hub.id for hub in open_hubs(tx)] == [open_id]
        assert [hub.id for hub in all_hubs(tx)] == [open_id, closed_id]


@pytest.mark.parametrize(
    ("name", "country", "zone", "languages"),
    [
        ("R", "HN", "America/Tegucigalpa", ("es",)),
        ("Red", "XX", "America/Tegucigalpa", ("es",)),
        ("Red", "HN", "Tegucigalpa", ("es",)),
        ("Red", "HN", "../etc/passwd", ("es",)),
        ("Red", "HN", "America", ("es",)),
        ("Red", "HN", "America/Tegucigalpa", ()),
        ("Red", "HN", "America/Tegucigalpa", ("es", "xx")),
        ("Red", "HN", "America/Tegucigalpa", ("es", "es")),
    ],
)
def test_a_hub_that_cannot_be_is_refused_in_one_sentence(
    db: Database, now: int, name: str, country: str, zone: str, languages: tuple[str, ...]
) -> None:
    with pytest.raises(Misconfigured, match=r"write|choose"), db.write() as tx:
        add_hub(tx, name, country, zone, languages, {}, now)
    with db.read() as tx:
        assert all_hubs(tx) == []


def test_a_change_of_policy_is_dated_and_signed(db: Database, now: int) -> None:
    hub_id = _hub(db, now)
    with db.write() as tx:
        change_policy(tx, hub_id, "person:7", "starter_grant", 120, now + 5)
        change_policy(tx, hub_id, "person:7", "starter_grant", "120", now + 6)  # nothing changes: no row
        change_policy(tx, hub_id, "person:7", "holidays", "2026-09-15, 2026-10-03", now + 7)
    with db.read() as tx:
        hub = load_hub(tx, hub_id)
        changes = tx.all(_CHANGES)
    assert hub is not None
    assert (hub.policy.starter_grant, hub.policy.holidays) == (120, ("2026-09-15", "2026-10-03"))
    assert changes == [
        (now + 5, "person:7", "starter_grant", "360", "120"),
        (now + 7, "person:7", "holidays", "[]", '["2026-09-15","2026-10-03"]'),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("starter_grant", -1),
        ("starter_grant", 2.5),
        ("starter_grant", True),
        ("starter_grant", "٦"),
        ("starter_grant", "9" * 5000),
        ("approval", "perhaps"),
        ("holidays", "15/09/2026"),
        ("holidays", 7),
        ("need_days", 0),
        ("exchange_least", 2401),
        ("no_such_thing", 1),
        ("clocks", 1),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_one_sentence(db: Database, now: int, name: str, value: Any) -> None:
    hub_id = _hub(db, now)
    with pytest.raises(Misconfigured), db.write() as tx:
        change_policy(tx, hub_id, "operator", name, value, now)
    with db.read() as tx:
        assert tx.all(_CHANGES) == []


def test_the_least_of_an_exchange_stays_below_its_most(db: Database, now: int) -> None:
    hub_id = _hub(db, now, exchange_most=60)
    with pytest.raises(Misconfigured, match="exchange_most"), db.write() as tx:
        change_policy(tx, hub_id, "operator", "exchange_least", 90, now)


def test_an_operator_may_type_yes_and_no() -> None:
    assert check_policy("approval", "No") is False
    assert check_policy("approval", " yes ") is True
    assert check_policy("matches_told", "5") == 5


def test_the_defaults_keep_to_their_own_bounds() -> None:
    policy = Policy()
    for name in Policy.__dataclass_fields__:
        assert check_policy(name, getattr(policy, name)) == getattr(policy, name)
