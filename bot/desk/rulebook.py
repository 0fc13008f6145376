"""A hub's rules as people say them: what each means, in which unit it is typed, how a value is read and said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from core.errors import Misconfigured
from core.hubs import bounds_of, check_policy
from core.messages import Amount, Code, Message, Value, _, _n
from core.policy import COPIED, DAY_MS, HOUR_MS, Policy
from core.text.normal import digits

_DEFAULT = Policy()
_PLAIN = 1
_DOLLAR = 1_000_000
LONGEST = 2400  # of what is typed: two hundred holidays
YES, NO = _("Yes"), _("No")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name in core/policy.py, what it means, and how many of the stored units make one typed unit."""

    name: str
    meaning: Message
    unit: str = ""
    each: int = _PLAIN

    @property
    def usual(self) -> Any:
        """What it is when nobody decides, as it is stored."""
        return getattr(_DEFAULT, self.name)

    @property
    def is_choice(self) -> bool:
        """Whether it is yes or no."""
        return isinstance(self.usual, bool)

    @property
    def is_copied(self) -> bool:
        """Whether an exchange keeps the value that it began with."""
        return self.name.endswith("_ms") or self.name in COPIED

    def shown(self, value: Any) -> str:
        """A stored value as it is typed."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple | list):
            return ",".join(value)
        return format((Decimal(value) / self.each).normalize(), "f")

    def said(self, value: Any) -> Value:
        """A stored value in words."""
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, tuple | list):
            return Code(", ".join(value)) if value else _("none")
        if self.each == _DOLLAR:
            return _("{amount} US dollars", amount=Code(self.shown(value))) if value else _("no limit")
        if self.unit == "days":
            return _days(value, self.each)
        if self.unit == "hours":
            return Amount(value // 60_000 if self.each == HOUR_MS else value)
        return int(value)

    def read(self, typed: str) -> Any:
        """What was typed, as it is stored; raises Misconfigured with one sentence."""
        typed = digits(typed[:LONGEST].strip()).replace("٫", ".")
        stored = typed if self.each == _PLAIN else self._times(typed)
        limits = bounds_of(self.name)
        try:
            return check_policy(self.name, stored)
        except Misconfigured:
            if limits is None:
                raise
            least, most = map(self.shown, limits)
            unit = f" of {self.unit}" if self.unit else ""
            raise Misconfigured(f"{self.meaning.id}: {typed!r}; write a number{unit} from {least} to {most}.") from None

    def _times(self, typed: str) -> int:
        try:
            value = Decimal(typed.replace(",", ".")) * self.each
        except InvalidOperation:
            value = Decimal("nan")
        if not value.is_finite() or value != value.to_integral_value() or abs(value) > 10**15:
            raise Misconfigured(f"{self.meaning.id}: {typed!r} is no number of {self.unit}.")
        return int(value)

    def what_to_write(self) -> Message:
        """One sentence on what may be typed."""
        if self.is_choice:
            return _("Choose yes or no.")
        limits = bounds_of(self.name)
        if limits is None:
            return _("Write days like 2026-04-03, divided by commas; nothing for none.")
        least, most = (Code(self.shown(limit)) for limit in limits)
        match self.unit:
            case "hours":
                return _("Write the hours as a number from {least} to {most}.", least=least, most=most)
            case "days":
                return _("Write the days as a number from {least} to {most}.", least=least, most=most)
            case "dollars":
                return _("Write US dollars a month, a number from {least} to {most}.", least=least, most=most)
        return _("Write a whole number from {least} to {most}.", least=least, most=most)


def _days(value: int, each: int) -> Value:
    if each == DAY_MS and value % DAY_MS:
        return Amount(value // 60_000)
    days = value // each
    return _n("{n} day", "{n} days", days)


GROUPS: tuple[tuple[str, Message, tuple[Rule, ...]], ...] = (
    (
        "organisations",
        _("Joining, and the hours of an organisation"),
        (
            Rule("approval", _("A coordinator approves new organisations")),
            Rule("starter_grant", _("Hours a new organisation begins with"), "hours", 60),
            Rule("line_grassroots", _("Hours a community group may receive before it gives"), "hours", 60),
            Rule("line_other", _("Hours any other organisation may receive before it gives"), "hours", 60),
            Rule("line_per_partner", _("Extra hours for each organisation it has exchanged with"), "hours", 60),
            Rule("line_most", _("The most hours an organisation may receive before it gives"), "hours", 60),
            Rule("ceiling", _("The most hours an organisation may have"), "hours", 60),
            Rule("ceiling_institutions", _("The most hours a company or public body may have"), "hours", 60),
        ),
    ),
    (
        "fund",
        _("Solidarity fund"),
        (
            Rule("fund_per_need", _("Most hours the fund gives for one request"), "hours", 60),
            Rule(
                "fund_per_quarter", _("Most hours the fund gives one organisation in a quarter of a year"), "hours", 60
            ),
            Rule("fund_auto", _("Hours the fund gives a community group without a coordinator"), "hours", 60),
        ),
    ),
    (
        "listings",
        _("Requests, offers and suggestions"),
        (
            Rule("need_days", _("Days a request stays open"), "days"),
            Rule("offer_days", _("Days an offer stays open, 0 until it is taken down"), "days"),
            Rule("suggested_ms", _("Days a suggestion stays open"), "days", DAY_MS),
            Rule("matches_told", _("Organisations that are told of a suggestion at first")),
            Rule("next_ms", _("Hours without an answer until the next organisations are told"), "hours", HOUR_MS),
            Rule("look_ms", _("Days until a person looks at a request that nobody fits"), "days", DAY_MS),
            Rule("weekly", _("Open requests are sent to everybody on Mondays")),
        ),
    ),
    (
        "exchanges",
        _("Exchanges"),
        (
            Rule("exchange_least", _("Shortest exchange"), "hours", 60),
            Rule("exchange_most", _("Longest exchange"), "hours", 60),
            Rule("confirm_parts_above", _("Exchanges longer than this are confirmed in parts"), "hours", 60),
            Rule("answer_ms", _("Hours to answer a proposal"), "hours", HOUR_MS),
            Rule(
                "cancel_free_ms",
                _("How many hours before the day an exchange can still be cancelled freely"),
                "hours",
                HOUR_MS,
            ),
            Rule("most_moves", _("Times that the day of an exchange may be moved")),
            Rule("confirm_ms", _("Days to confirm what was delivered"), "days", DAY_MS),
            Rule("overdue_ms", _("Days after the agreed day until it counts as overdue"), "days", DAY_MS),
            Rule("overdue_case_ms", _("Days after the agreed day until a coordinator is told"), "days", DAY_MS),
            Rule("expire_ms", _("Days after the agreed day until an exchange without a word ends"), "days", DAY_MS),
            Rule("review_ms", _("Days to leave a review"), "days", DAY_MS),
        ),
    ),
    (
        "problems",
        _("When there is a problem"),
        (
            Rule("figure_ms", _("Days to answer a lower figure"), "days", DAY_MS),
            Rule("absent_ms", _("Days to say that one did come"), "days", DAY_MS),
            Rule("object_ms", _("Days to object when silence counted as received"), "days", DAY_MS),
            Rule("appeal_ms", _("Days to say no to a decision"), "days", DAY_MS),
            Rule("decide_ms", _("Days until a problem that nobody decided returns the hours"), "days", DAY_MS),
            Rule("undo_two_above", _("Hours above which two coordinators undo an exchange"), "hours", 60),
        ),
    ),
    (
        "network",
        _("The network"),
        (
            Rule("discreet", _("Alerts name no service and nobody until they are opened")),
            Rule("public", _("Everybody can read a page of the network: what is exchanged, how it is doing")),
            Rule("flows", _("Coordinators see who serves whom")),
            Rule("people_kept_days", _("Days after an exchange until it is forgotten who took its steps"), "days"),
            Rule("budget", _("Most US dollars a month for messages, 0 for no limit"), "dollars", _DOLLAR),
            Rule("holidays", _("Holidays besides the fixed ones of the country")),
        ),
    ),
)
"""Under which heading each rule stands, and what the file of those is called."""
RULES = tuple(rule for _name, _title, rules in GROUPS for rule in rules)
BY_NAME = {rule.name: rule for rule in RULES}
