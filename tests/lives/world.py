"""What the oracle knows: accounts, organisations, listings, what the fund was asked, exchanges. Plain values only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

HOUR = 60
DAY_MS = 86_400_000
LAPSE_MS = 30 * DAY_MS
SIX_HOURS_MS = 6 * 3_600_000  # Honduras has one clock, six hours behind, all the year
DAYS_OFF = ("01-01", "04-14", "05-01", "09-15", "12-25")  # there, each year
HELD = ("agreed", "overdue", "delivered", "disputed")
ONGOING = ("suggested", "proposed", *HELD)
OPEN = ("open", "paused")

FUND = -1  # as a key among the organisations' numbers
LINES = {"grassroots": 90, "cso": 60}
PER_PARTNER, MOST_LINE, CEILING = HOUR, 5 * HOUR, 14 * HOUR
FUND_PER_NEED, FUND_PER_QUARTER, FUND_AUTO, UNDO_TWO_ABOVE = 3 * HOUR, 5 * HOUR, HOUR, HOUR
PARTS_ABOVE = 2 * HOUR
POLICY = {
    "line_grassroots": LINES["grassroots"],
    "line_other": LINES["cso"],
    "line_per_partner": PER_PARTNER,
    "line_most": MOST_LINE,
    "ceiling": CEILING,
    "fund_per_need": FUND_PER_NEED,
    "fund_per_quarter": FUND_PER_QUARTER,
    "fund_auto": FUND_AUTO,
    "undo_two_above": UNDO_TWO_ABOVE,
    "confirm_parts_above": PARTS_ABOVE,
}


def today(now: int) -> date:
    return datetime.fromtimestamp((now - SIX_HOURS_MS) / 1000, UTC).date()


def day_after(now: int, days: int) -> str:
    return (today(now) + timedelta(days=days)).isoformat()


def end_of(day: str) -> int:
    """The midnight after that day, in Honduras."""
    after = date.fromisoformat(day) + timedelta(days=1)
    return int(datetime(after.year, after.month, after.day, tzinfo=UTC).timestamp() * 1000) + SIX_HOURS_MS


@lru_cache(maxsize=100_000)
def awake(at: int) -> int:
    """The same moment where it is one of 08:00 to 21:00 on a working day in Honduras, else the next such 09:00."""
    here = datetime.fromtimestamp((at - SIX_HOURS_MS) / 1000, UTC)
    day, hour = here.date(), here.time()
    if time(8) <= hour < time(21) and _works(day):
        return at
    day += timedelta(days=hour >= time(21))
    while not _works(day):
        day += timedelta(days=1)
    return int(datetime(day.year, day.month, day.day, 9, tzinfo=UTC).timestamp() * 1000) + SIX_HOURS_MS


def _works(day: date) -> bool:
    return day.weekday() < 5 and f"{day:%m-%d}" not in DAYS_OFF


def quarter(now: int) -> int:
    here = today(now)
    begun = datetime(here.year, (here.month - 1) // 3 * 3 + 1, 1, tzinfo=UTC)
    return int(begun.timestamp() * 1000) + SIX_HOURS_MS


@dataclass
class Account:
    posted: int = 0
    out: int = 0
    coming: int = 0
    line: int = 0
    ceiling: int | None = None

    @property
    def available(self) -> int:
        return self.posted - self.out + self.line

    @property
    def room(self) -> int:
        return 10**9 if self.ceiling is None else self.ceiling - self.posted - self.coming

    @property
    def outside(self) -> bool:
        return self.available < 0 or self.room < 0

    def can_pay(self, minutes: int) -> bool:
        """Who is outside takes nothing more on, but spending leads back under a ceiling."""
        barred = self.outside and self.room >= 0
        return minutes <= 0 or (self.available >= minutes and not barred)


@dataclass
class Member:
    kind: str
    account: Account
    closed: bool = False
    missed: int = 0
    wrote_at: int = 0  # when we last heard of them
    frozen: int | None = None  # since when its clocks rest


@dataclass
class Paper:
    """A need or an offer."""

    kind: str
    owner: int
    state: str = "open"
    minutes: int = 2 * HOUR
    changed: list[int] = field(default_factory=list)  # when others were told that it says something else


@dataclass
class Request:
    """What the fund was asked for."""

    need: int
    owner: int
    minutes: int
    state: str = "asked"
    decided_at: int = 0
    until: int = 0
    clock: bool = False


@dataclass
class Deal:
    """An exchange. Organisations are numbers; `payer` may be the fund; ends of spans are read, not foretold."""

    receiver: int
    provider: int
    need: int | None
    offer: int | None
    payer: int
    state: str = "proposed"
    version: int = 1
    author: int | None = None
    follows: int | None = None  # which of the deals it goes on with
    whole: int | None = None  # the first of those that were agreed as one
    minutes: int = 0
    due: str | None = None
    delivered: int | None = None
    asked: int | None = None
    wish: tuple[str, int, str] | None = None  # what is asked, by which side, which value
    moves: int = 0
    outdated: int = 0  # the version at which it ended because a listing says something else
    settled: int | None = None
    net: int = 0  # what has come to the provider by all its entries
    held: bool = False
    silent: bool = False
    absent: int | None = None
    excused: bool = False
    objects: bool = False  # until an end that is read
    appeals: bool = False
    object_until: int | None = None
    appeal_until: int | None = None
    appealed: bool = False
    reviewed: set[int] = field(default_factory=set)
    tapped: set[int] = field(default_factory=set)  # of these, who said no more than a tap can
    patient: bool = False  # who only tapped has days yet to say more
    decided_by: set[int] = field(default_factory=set)
    undo_wanted: tuple[int, int] | None = None  # (version, coordinator)
    said: list[tuple[int, str, int]] = field(default_factory=list)  # (version, what, when), where silence may count
    clocks: set[str] = field(default_factory=set)

    @property
    def claimed(self) -> int:
        return self.minutes if self.delivered is None else self.delivered

    def other(self, side: int) -> int:
        return self.provider if side == self.receiver else self.receiver

    def has(self, side: int) -> bool:
        return side in (self.receiver, self.provider)


@dataclass
class World:
    """One hub and what is true in it; `played` counts what really happened, by name."""

    now: int
    members: list[Member] = field(default_factory=list)
    fund: Account = field(default_factory=Account)
    papers: list[Paper] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    frozen: int | None = None  # since when all clocks rest
    played: Counter[str] = field(default_factory=Counter)

    def account(self, key: int) -> Account:
        return self.fund if key == FUND else self.members[key].account

    def join(self, kind: str, granted: int) -> None:
        self.members.append(Member(kind, Account(granted, line=LINES[kind], ceiling=CEILING)))

    def pay(self, giver: int, taker: int, minutes: int) -> None:
        """Move hours; what a closed organisation would get or lose is the fund's."""
        for key, signed in ((giver, -minutes), (taker, minutes)):
            gone = key != FUND and self.members[key].closed
            self.account(FUND if gone else key).posted += signed

    # ---- hours without an exchange ----------------------------------------------------------------------------

    def grant(self, to: int, minutes: int) -> bool:
        self.account(to).posted += minutes
        self.played["grant"] += 1
        return True

    def limit(self, of: int, line: int, ceiling: int | None) -> bool:
        account = self.account(of)
        account.line, account.ceiling = line, ceiling
        self.played["limits"] += 1
        return True

    def donate(self, giver: int, to: int, minutes: int) -> bool:
        mine, ok = self.members[giver], minutes > 0 and giver != to
        if not ok or mine.closed or (to != FUND and self.members[to].closed):
            return False
        if max(mine.account.posted - mine.account.out, 0) < minutes or self.account(to).room < minutes:
            return False
        self.pay(giver, to, minutes)
        self.played["donation to the fund" if to == FUND else "donation"] += 1
        return True

    def ask_fund(self, owner: int, need: int, minutes: int) -> bool:
        me, paper = self.members[owner], self.papers[need]
        if me.closed or (paper.owner, paper.kind) != (owner, "need") or paper.state not in OPEN:
            return False
        if any(one.need == need and one.state in ("asked", "approved") for one in self.requests):
            return False
        if not 0 < minutes <= FUND_PER_NEED or (me.account.available >= minutes and not me.account.outside):
            return False
        mine = [one for one in self.requests if one.owner == owner]
        begun = quarter(self.now)
        promised = sum(one.minutes for one in mine if one.state in ("approved", "used") and one.decided_at >= begun)
        waiting = sum(one.minutes for one in mine if one.state == "asked")
        if promised + waiting + minutes > FUND_PER_QUARTER:
            return False
        asked = Request(need, owner, minutes)
        self.requests.append(asked)
        self.played["fund asked"] += 1
        if me.kind == "grassroots" and minutes <= FUND_AUTO and self.fund.available >= minutes:
            self._promise(asked)
            self.played["fund by rule"] += 1
        return True

    def answer_fund(self, request: int, yes: bool) -> bool:
        one = self.requests[request]
        if one.state != "asked" or (yes and self.fund.available < one.minutes):
            return False
        if yes:
            self._promise(one)
        else:
            one.state, one.decided_at = "refused", self.now
        self.played["fund approved" if yes else "fund refused"] += 1
        return True

    def _promise(self, one: Request) -> None:
        one.state, one.decided_at, one.clock = "approved", self.now, True
        one.until = self.now + LAPSE_MS

    def lapse(self, request: int) -> None:
        """The clock of an approval."""
        one = self.requests[request]
        one.clock = False
        if one.state != "approved":
            return
        served = any(
            deal.need == one.need
            and deal.receiver == one.owner
            and deal.payer == FUND
            and (deal.state in HELD or (bool(deal.settled) and deal.state != "reversed"))
            for deal in self.deals
        )
        one.state = "used" if served else "lapsed"
        self.played[f"fund {one.state}"] += 1

    def covered(self, deal: Deal) -> bool:
        """Whether the fund carries the request and has the hours."""
        return self.fund.available >= deal.minutes and any(
            one.need == deal.need
            and one.owner == deal.receiver
            and one.state == "approved"
            and one.until > self.now
            and one.minutes >= deal.minutes
            for one in self.requests
        )

    # ---- listings ---------------------------------------------------------------------------------------------

    def publish(self, kind: str, owner: int) -> None:
        self.papers.append(Paper(kind, owner))

    def end(self, paper: int | None, state: str) -> bool:
        ends = paper is not None and self.papers[paper].state in OPEN
        if ends and paper is not None:
            self.papers[paper].state = state
        return ends

    def open(self, paper: int | None, *also: str) -> bool:
        return paper is None or self.papers[paper].state in (*OPEN, *also)
