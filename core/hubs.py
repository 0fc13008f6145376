"""What is a hub, and what has it decided for itself? A community with its own languages, country, week and policy."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import orjson
from sqlalchemy import bindparam, insert, select, update

from core import clocks
from core.accounts import bounds, owners
from core.calendar import known_zone, next_monday, next_morning
from core.countries import is_country
from core.db import New, Q, Tx
from core.errors import Bug, Misconfigured
from core.languages import LANGUAGES
from core.policy import DAY_MS, HOUR_MS, Policy, read_policy
from core.tables import hub, policy_change
from core.text.clean import clean

LATE = "queue_late"  # the clock of the daily look at what waits too long
WEEKLY = "weekly"  # the clock of the message on Mondays

_NAME_LONGEST = 60
_DAY_MINUTES = 24 * 60
_MOST_MINUTES = 100 * _DAY_MINUTES  # what a CHECK of the tables allows for one exchange

# Least and most of each value; spans in milliseconds, amounts in minutes.
_BOUNDS: dict[str, tuple[int, int]] = {
    "budget": (0, 100_000 * 1_000_000),
    "starter_grant": (0, 100 * 60),
    "line_grassroots": (0, 1000 * 60),
    "line_other": (0, 1000 * 60),
    "line_per_partner": (0, 100 * 60),
    "line_most": (0, 1000 * 60),
    "ceiling": (60, 100_000 * 60),
    "ceiling_institutions": (60, 100_000 * 60),
    "fund_per_need": (0, 100 * 60),
    "fund_per_quarter": (0, 1000 * 60),
    "fund_auto": (0, 100 * 60),
    "exchange_least": (1, _DAY_MINUTES),
    "exchange_most": (60, _MOST_MINUTES),
    "confirm_parts_above": (2 * 60, _MOST_MINUTES),
    "need_days": (1, 366),
    "offer_days": (0, 366),
    "suggested_ms": (HOUR_MS, 90 * DAY_MS),
    "answer_ms": (HOUR_MS, 90 * DAY_MS),
    "cancel_free_ms": (0, 30 * DAY_MS),
    "confirm_ms": (DAY_MS, 90 * DAY_MS),
    "overdue_ms": (HOUR_MS, 90 * DAY_MS),
    "overdue_case_ms": (DAY_MS, 90 * DAY_MS),
    "expire_ms": (DAY_MS, 366 * DAY_MS),
    "figure_ms": (DAY_MS, 90 * DAY_MS),
    "absent_ms": (DAY_MS, 90 * DAY_MS),
    "object_ms": (DAY_MS, 90 * DAY_MS),
    "appeal_ms": (DAY_MS, 90 * DAY_MS),
    "decide_ms": (DAY_MS, 90 * DAY_MS),
    "most_moves": (0, 10),
    "undo_two_above": (0, 100 * 60),
    "review_ms": (DAY_MS, 90 * DAY_MS),
    "matches_told": (0, 10),
    "people_kept_days": (90, 3650),
    "next_ms": (HOUR_MS, 30 * DAY_MS),
    "look_ms": (HOUR_MS, 60 * DAY_MS),
}
_MOST_HOLIDAYS = 200
_ANSWERS = {
    **dict.fromkeys(("yes", "true", "1", "sí", "si", "oui", "sim", "نعم"), True),
    **dict.fromkeys(("no", "false", "0", "non", "não", "لا"), False),
}
_LIMITS = ("line_grassroots", "line_other", "ceiling", "ceiling_institutions")
"""Rules that count for the accounts that are there, too."""


@dataclass(frozen=True, slots=True)
class Hub:
    """`languages` are ISO 639 codes, the hub's own first; `policy` has the defaults filled in."""

    id: int
    name: str
    country: str
    zone: str
    languages: tuple[str, ...]
    open: bool
    policy: Policy


_COLUMNS = (hub.c.id, hub.c.name, hub.c.country, hub.c.zone, hub.c.languages, hub.c.open, hub.c.policy)
_LOAD = Q(select(*_COLUMNS).where(hub.c.id == bindparam("id")))
_OPEN = Q(select(*_COLUMNS).where(hub.c.open == 1).order_by(hub.c.id))
_ALL = Q(select(*_COLUMNS).order_by(hub.c.id))
_ADD = New(
    insert(hub).values(
        {name: bindparam(name) for name in ("name", "country", "zone", "languages", "open", "policy", "created_at")}
    )
)
_LOCK = Q(select(hub.c.policy).where(hub.c.id == bindparam("id")).with_for_update(key_share=True))
_SET_POLICY = Q(update(hub).where(hub.c.id == bindparam("hub_id")).values(policy=bindparam("new_policy")))
_NOTE_CHANGE = Q(
    insert(policy_change)
    .values({name: bindparam(name) for name in ("hub_id", "at", "actor", "name", "old", "new")})
    .inline()
)


def add_hub(
    tx: Tx,
    name: str,
    country: str,
    zone: str,
    languages: tuple[str, ...],
    policy: dict[str, Any],
    now: int,
    *,
    is_open: bool = True,
) -> int:
    """A new hub with its accounts; `policy` names only what differs from the defaults. Returns the id.

    Raises Misconfigured with one sentence where a value cannot be used.
    """
    name, country = check_name(name), check_country(country)
    check_zone(zone)
    check_languages(languages)
    stored = _policy_text({key: check_policy(key, value) for key, value in policy.items()})
    hub_id: int = tx.added(
        _ADD,
        name=name,
        country=country,
        zone=zone,
        languages=" ".join(languages),
        open=int(is_open),
        policy=stored,
        created_at=now,
    )
    owners.open_accounts_of_hub(tx, hub_id, now)
    clocks.start(tx, WEEKLY, "hub", hub_id, next_monday(now, zone))
    clocks.start(tx, LATE, "hub", hub_id, next_morning(now, zone))
    return hub_id


def load_hub(tx: Tx, hub_id: int) -> Hub | None:
    """The hub with that id, or None."""
    row = tx.one(_LOAD, id=hub_id)
    return _hub(row) if row else None


def known_hub(tx: Tx, hub_id: int) -> Hub:
    """The hub of what is in it: none is ever deleted."""
    found = load_hub(tx, hub_id)
    if found is None:
        raise Bug(f"hub {hub_id} is not there")
    return found


def open_hubs(tx: Tx) -> list[Hub]:
    """The hubs a newcomer without an invite may choose, oldest first."""
    return [_hub(row) for row in tx.all(_OPEN)]


def all_hubs(tx: Tx) -> list[Hub]:
    """Every hub, oldest first."""
    return [_hub(row) for row in tx.all(_ALL)]


def lock_hub(tx: Tx, hub_id: int) -> None:
    """Keep others of the same hub waiting until this transaction ends (two newcomers with one name)."""
    if tx.postgres:  # SQLite has one writer at a time
        tx.one(_LOCK, id=hub_id)


def change_policy(tx: Tx, hub_id: int, actor: str, name: str, value: Any, now: int) -> None:
    """Set one value of the hub's policy, with a dated row that says who did it.

    Clocks that run are not shortened: exchanges keep the copy they were created with. Raises Misconfigured.
    """
    new = check_policy(name, value)
    text = tx.value(_LOCK, id=hub_id)
    if text is None:
        raise Misconfigured(f"There is no hub with the number {hub_id}.")
    old = getattr(read_policy(text), name)
    if old == new:
        return
    before = read_policy(text)
    both = replace(before, **{name: new})
    _check_together(both)
    tx.run(_SET_POLICY, hub_id=hub_id, new_policy=_policy_text({**orjson.loads(text), name: new}))
    note_change(tx, hub_id, actor, name, old, new, now)
    if name in _LIMITS:
        bounds.apply_policy(tx, hub_id, before, both, actor, now)


def note_change(tx: Tx, hub_id: int, actor: str, name: str, old: Any, new: Any, now: int) -> None:
    """The dated row of a change: who made it, of what, from what and to what."""
    before, after = (orjson.dumps(value).decode() for value in (old, new))
    tx.run(_NOTE_CHANGE, hub_id=hub_id, at=now, actor=actor, name=name, old=before, new=after)


def bounds_of(name: str) -> tuple[int, int] | None:
    """Least and most of a value as it is stored; None where it is no number."""
    return _BOUNDS.get(name)


def check_policy(name: str, value: Any) -> Any:
    """`value` as the policy keeps it; raises Misconfigured with a sentence that says what to write.

    Text is taken as an operator types it: "yes" and "no", whole numbers, days divided by commas.
    """
    if name == "holidays":
        return _holidays(value)
    if name in ("approval", "weekly", "discreet", "public", "flows"):
        return _yes_or_no(name, value)
    if name not in _BOUNDS:
        known = ", ".join(field.name for field in fields(Policy))
        raise Misconfigured(f"There is no policy named {name!r}; there are {known}.")
    least, most = _BOUNDS[name]
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 20:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Misconfigured(f"{name} is {value!r}; write a whole number from {least} to {most}.")
    return value


def _yes_or_no(name: str, value: Any) -> bool:
    found = _ANSWERS.get(str(value).strip().lower())
    if found is None:
        raise Misconfigured(f"{name} is {value!r}; write yes or no.")
    return found


def _holidays(value: Any) -> tuple[str, ...]:
    days = value.replace(",", " ").replace("،", " ").split() if isinstance(value, str) else value
    try:
        found = tuple(sorted({date.fromisoformat(day).isoformat() for day in days}))
    except (TypeError, ValueError):
        raise Misconfigured("holidays: write days like 2026-09-15, divided by commas.") from None
    if len(found) > _MOST_HOLIDAYS:
        raise Misconfigured(f"holidays has {len(found)} days; at most {_MOST_HOLIDAYS} are kept.")
    return found


def _check_together(policy: Policy) -> None:
    if policy.exchange_least > policy.exchange_most:
        raise Misconfigured("exchange_least is above exchange_most; change the other one first.")


def check_name(name: str) -> str:
    """The name as it is kept; raises Misconfigured, as the next three do."""
    name = " ".join(clean(name).split())
    if not 2 <= len(name) <= _NAME_LONGEST:
        raise Misconfigured(f"The hub's name has {len(name)} characters; write 2 to {_NAME_LONGEST}.")
    return name


def check_country(code: str) -> str:
    """The code as it is kept."""
    code = code.strip().upper()
    if not is_country(code):
        raise Misconfigured(f"{code!r} is not a country code; write two letters, like HN.")
    return code


def check_zone(zone: str) -> None:
    """Whether this machine knows the zone."""
    if not known_zone(zone):
        raise Misconfigured(f"{zone!r} is not a time zone; write one like America/Tegucigalpa.")


def check_languages(languages: tuple[str, ...]) -> None:
    """Whether the bot speaks them, each named once."""
    if not languages or len(set(languages)) != len(languages) or not set(languages) <= set(LANGUAGES):
        raise Misconfigured(f"Languages are {' '.join(languages)!r}; choose from {' '.join(LANGUAGES)}, each once.")


def _policy_text(own: dict[str, Any]) -> str:
    return orjson.dumps(own, option=orjson.OPT_SORT_KEYS).decode() if own else "{}"


def _hub(row: tuple[Any, ...]) -> Hub:
    id, name, country, zone, languages, is_open, policy = row
    return Hub(id, name, country, zone, tuple(languages.split()), bool(is_open), read_policy(policy))
