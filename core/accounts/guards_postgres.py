"""The ledger's guards as PostgreSQL triggers; the rules are told in core/accounts/guards.py.

Lines are looked at twice: when they are written, and once more at the commit, since another transaction may have
sealed the same entry meanwhile.
"""

from __future__ import annotations


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _raise(saying: str) -> str:
    return f"RAISE EXCEPTION '{saying}' USING ERRCODE = 'integrity_constraint_violation';"


def _unless(condition: str, saying: str) -> str:
    return f"IF NOT ({condition}) THEN {_raise(saying)} END IF; "


def _before(table: str, events: str, function: str) -> str:
    name = events.split()[0].lower()
    return (
        f"CREATE TRIGGER guard_{table}_{name} BEFORE {events} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION guard_{function}()"
    )


def _not_emptied(table: str) -> str:
    return (
        f"CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION guard_for_ever()"
    )


_HAS_LINES = "NEW.lines >= 2 AND NEW.lines = (SELECT count(*) FROM line WHERE entry_id = NEW.id)"
_SUMS_TO_ZERO = "(SELECT sum(minutes) FROM line WHERE entry_id = NEW.id) = 0"
_ONE_HUB = (
    "NOT EXISTS (SELECT 1 FROM line JOIN account ON account.id = line.account_id WHERE line.entry_id = NEW.id"
    " AND (account.hub_id <> NEW.hub_id OR account.currency <> NEW.currency))"
)
_NOT_SEALED = "NOT EXISTS (SELECT 1 FROM entry WHERE id = NEW.entry_id)"
_STILL_SEALED = (
    "(SELECT lines FROM entry WHERE id = NEW.entry_id) = (SELECT count(*) FROM line WHERE entry_id = NEW.entry_id)"
)
_FOR_EVER = ("entry", "line", "limit_change", "policy_change")
_KEPT_IN_HISTORY = (
    "id, {0}.exchange_id, {0}.at, {0}.actor, {0}.organisation_id, {0}.channel, {0}.action, {0}.old_state, "
    "{0}.new_state, {0}.version, {0}.terms"
)
_KEPT_IN_HOLD = "id, {0}.exchange_id, {0}.payer_id, {0}.payee_id, {0}.minutes, {0}.at"


def _same(columns: str) -> str:
    both = [f"({row}.{columns.format(row)})" for row in ("NEW", "OLD")]
    return f"{both[0]} IS NOT DISTINCT FROM {both[1]}"


POSTGRES = [
    _function(
        "for_ever",
        _raise("this table is only added to"),
    ),
    *(_before(table, "UPDATE OR DELETE", "for_ever") for table in _FOR_EVER),
    *(_not_emptied(table) for table in (*_FOR_EVER, "history", "hold")),
    _function(
        "entry",
        _unless(
            _HAS_LINES,
            "an entry has its lines",
        )
        + _unless(_SUMS_TO_ZERO, "an entry sums to zero")
        + _unless(
            _ONE_HUB,
            "an entry stays in one hub and currency",
        )
        + "RETURN NEW;",
    ),
    _before("entry", "INSERT", "entry"),
    _function(
        "line",
        _unless(_NOT_SEALED, "the entry is sealed") + "RETURN NEW;",
    ),
    _before("line", "INSERT", "line"),
    _function(
        "line_late",
        _unless(
            _STILL_SEALED,
            "the entry is sealed",
        )
        + "RETURN NULL;",
    ),
    "CREATE CONSTRAINT TRIGGER guard_line_late AFTER INSERT ON line DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION guard_line_late()",
    _function(
        "account",
        _unless(_same("id, {0}.hub_id, {0}.currency, {0}.kind"), "an account stays what it is") + "RETURN NEW;",
    ),
    _before("account", "UPDATE OF id, hub_id, currency, kind", "account"),
    _function(
        "history",
        _unless(f"NEW.person_id IS NULL AND {_same(_KEPT_IN_HISTORY)}", "history is only added to") + "RETURN NEW;",
    ),
    _before("history", "UPDATE", "history"),
    _before("history", "DELETE", "for_ever"),
    _function("hold_new", _unless("NEW.state = 'live' AND NEW.posted = 0", "a hold begins live") + "RETURN NEW;"),
    _before("hold", "INSERT", "hold_new"),
    _function(
        "hold",
        _unless(_same(_KEPT_IN_HOLD), "a hold keeps its sides and minutes")
        + _unless("OLD.state = 'live' AND NEW.state <> 'live'", "a hold is resolved once")
        + _unless(
            "(NEW.state = 'posted') = (NEW.posted > 0) AND (NEW.state = 'posted') = (NEW.entry_id IS NOT NULL)"
            " AND NEW.resolved_at IS NOT NULL",
            "only a posted hold has an entry",
        )
        + "RETURN NEW;",
    ),
    _before("hold", "UPDATE", "hold"),
    _before("hold", "DELETE", "for_ever"),
]
