"""What a hub decides for itself: defaults, and reading a hub's own values over them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any

import orjson

COPIED = ("most_moves", "confirm_parts_above")
"""What an exchange keeps of its hub's policy besides the spans."""
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
TAKE_BACK_MS = 10 * MINUTE_MS
"""So long hours that were given can be taken back; then they move."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Amounts in minutes, spans in milliseconds, unless a name says otherwise. Every change is a dated row."""

    approval: bool = True  # a coordinator approves new organisations
    starter_grant: int = 6 * 60
    line_grassroots: int = 6 * 60
    line_other: int = 2 * 60
    line_per_partner: int = 2 * 60
    line_most: int = 20 * 60
    ceiling: int = 60 * 60
    ceiling_institutions: int = 30 * 60  # of companies and public bodies, which give more than they take
    fund_per_need: int = 8 * 60  # most that the fund gives for one request
    fund_per_quarter: int = 16 * 60  # to one organisation in a quarter of the year
    fund_auto: int = 0  # grassroots organisations get up to this without a coordinator; 0 = never
    exchange_least: int = 15
    exchange_most: int = 40 * 60
    confirm_parts_above: int = 8 * 60  # what is longer is agreed at once and confirmed in parts
    need_days: int = 60
    offer_days: int = 180  # 0 = until it is taken down
    suggested_ms: int = 14 * DAY_MS
    answer_ms: int = 72 * HOUR_MS
    cancel_free_ms: int = 24 * HOUR_MS
    confirm_ms: int = 7 * DAY_MS
    overdue_ms: int = 3 * DAY_MS
    overdue_case_ms: int = 7 * DAY_MS  # after the agreed day: a coordinator is told
    expire_ms: int = 30 * DAY_MS  # after the agreed day
    figure_ms: int = 7 * DAY_MS  # the provider's silence to fewer hours
    absent_ms: int = 5 * DAY_MS  # silence of a side that is said not to have come
    object_ms: int = 14 * DAY_MS
    appeal_ms: int = 7 * DAY_MS
    decide_ms: int = 21 * DAY_MS
    most_moves: int = 3
    undo_two_above: int = 8 * 60  # undoing more than this takes two coordinators
    review_ms: int = 14 * DAY_MS
    matches_told: int = 3  # how many organisations an alert goes to at first
    next_ms: int = DAY_MS  # then the next hear of it, while nobody answers
    look_ms: int = 3 * DAY_MS  # until a person looks at a request that nobody fits
    weekly: bool = True  # on Mondays everybody hears which requests are still open
    budget: int = 0  # millionths of a US dollar a month for WhatsApp and SMS; 0 = no limit
    holidays: tuple[str, ...] = ()  # ISO days
    public: bool = False  # the hub has a page that everybody can read
    people_kept_days: int = 365  # an exchange is over for so long: who took its steps, and what they wrote, goes
    flows: bool = True  # coordinators see who serves whom, as a picture and a table
    discreet: bool = False  # alerts say nothing until they are opened, unless a person wants it otherwise

    def clocks(self) -> str:
        """What an exchange copies when it is created, as JSON."""
        names = (*(field.name for field in fields(self) if field.name.endswith("_ms")), *COPIED)
        return orjson.dumps({name: getattr(self, name) for name in names}).decode()


def is_discreet(wish: int | None, policy: str) -> bool:
    """Whether alerts to a person say nothing until they are opened: their own wish, else the hub's rule."""
    return bool(wish) if wish is not None else read_policy(policy).discreet


DEFAULT = Policy()
_NAMES = frozenset(field.name for field in fields(Policy))


@lru_cache(maxsize=256)
def read_policy(text: str) -> Policy:
    """The policy stored in `hub.policy`; unknown names are left alone, so that an older release can read it."""
    if text == "{}":
        return DEFAULT
    own: dict[str, Any] = {name: value for name, value in orjson.loads(text).items() if name in _NAMES}
    if "holidays" in own:
        own["holidays"] = tuple(own["holidays"])
    return replace(DEFAULT, **own)
