"""The ledger's guards as SQLite triggers; the rules are told in core/accounts/guards.py.

`REPLACE` deletes without firing triggers where a connection did not ask for it, so inserting over an id is refused too.
"""

from __future__ import annotations

_TAKEN = "EXISTS (SELECT 1 FROM {0} WHERE id IS NEW.id)"


def _trigger(table: str, when: str, name: str, condition: str, saying: str) -> str:
    return (
        f"CREATE TRIGGER guard_{table}_{name} {when} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{saying}'); END"
    )


def _for_ever(table: str, unless: str = "0") -> list[str]:
    """No row of `table` is changed, deleted or replaced; an update that fits `unless` passes."""
    saying = f"{table} is only added to"
    return [
        _trigger(table, "BEFORE UPDATE", "update", f"NOT ({unless})", saying),
        _trigger(table, "BEFORE DELETE", "delete", "1", saying),
        _trigger(table, "BEFORE INSERT", "replace", _TAKEN.format(table), saying),
    ]


_LINES = "(SELECT count(*) FROM line WHERE entry_id = NEW.id)"
_SUM = "(SELECT sum(minutes) FROM line WHERE entry_id = NEW.id)"
_STRANGE = (
    "EXISTS (SELECT 1 FROM line JOIN account ON account.id = line.account_id WHERE line.entry_id = NEW.id "
    "AND (account.hub_id <> NEW.hub_id OR account.currency <> NEW.currency))"
)
_PERSON_FORGOTTEN = "NEW.person_id IS NULL AND " + " AND ".join(
    f"NEW.{name} IS OLD.{name}"
    for name in (
        "id",
        "exchange_id",
        "at",
        "actor",
        "organisation_id",
        "channel",
        "action",
        "old_state",
        "new_state",
        "version",
        "terms",
    )
)
_HOLD_MOVED = " OR ".join(
    f"NEW.{name} IS NOT OLD.{name}" for name in ("id", "exchange_id", "payer_id", "payee_id", "minutes", "at")
)

SQLITE = [
    *_for_ever("entry"),
    _trigger("entry", "AFTER INSERT", "two_lines", f"NEW.lines < 2 OR {_LINES} <> NEW.lines", "an entry has its lines"),
    _trigger("entry", "AFTER INSERT", "zero", f"{_SUM} <> 0", "an entry sums to zero"),
    _trigger("entry", "AFTER INSERT", "one_hub", _STRANGE, "an entry stays in one hub and currency"),
    # PostgreSQL's column takes whole minutes only; SQLite's takes what it is given
    _trigger("line", "AFTER INSERT", "whole", "typeof(NEW.minutes) <> 'integer'", "minutes are whole"),
    _trigger("hold", "AFTER INSERT", "whole", "typeof(NEW.minutes) <> 'integer'", "minutes are whole"),
    _trigger("line", "BEFORE UPDATE", "update", "1", "line is only added to"),
    _trigger("line", "BEFORE DELETE", "delete", "1", "line is only added to"),
    _trigger(
        "line", "BEFORE INSERT", "sealed", "EXISTS (SELECT 1 FROM entry WHERE id = NEW.entry_id)", "the entry is sealed"
    ),
    _trigger(
        "account",
        "BEFORE UPDATE OF id, hub_id, currency, kind",
        "moved",
        "NEW.id <> OLD.id OR NEW.hub_id <> OLD.hub_id OR NEW.currency <> OLD.currency OR NEW.kind <> OLD.kind",
        "an account stays what it is",
    ),
    *_for_ever("history", unless=_PERSON_FORGOTTEN),
    *_for_ever("limit_change"),
    *_for_ever("policy_change"),
    _trigger("hold", "BEFORE INSERT", "live", "NEW.state <> 'live' OR NEW.posted <> 0", "a hold begins live"),
    _trigger("hold", "BEFORE INSERT", "replace", _TAKEN.format("hold"), "a hold is never deleted"),
    _trigger("hold", "BEFORE DELETE", "delete", "1", "a hold is never deleted"),
    _trigger("hold", "BEFORE UPDATE", "moved", _HOLD_MOVED, "a hold keeps its sides and minutes"),
    _trigger("hold", "BEFORE UPDATE", "once", "OLD.state <> 'live' OR NEW.state = 'live'", "a hold is resolved once"),
    _trigger(
        "hold",
        "BEFORE UPDATE",
        "posted",
        "(NEW.state = 'posted') <> (NEW.posted > 0) OR (NEW.state = 'posted') <> (NEW.entry_id IS NOT NULL)"
        " OR NEW.resolved_at IS NULL",
        "only a posted hold has an entry",
    ),
]
