"""A hub's rules as an operator says them: hours and days instead of minutes and milliseconds."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from core.errors import Misconfigured
from core.hubs import check_policy
from core.policy import DAY_MS, HOUR_MS, Policy

_DEFAULT = Policy()
_PLAIN = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name in core/policy.py, what it means, and how many of the stored units make one typed unit."""

    name: str
    meaning: str
    unit: str = ""
    each: int = _PLAIN

    @property
    def flag(self) -> str:
        return "--" + self.name.removesuffix("_ms").replace("_", "-")

    def shown(self, value: Any) -> str:
        """A stored value as it is typed."""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ",".join(value)
        return format((Decimal(value) / self.each).normalize(), "f")

    def read(self, typed: str) -> Any:
        """What was typed, as it is stored; raises Misconfigured with one sentence."""
        return check_policy(self.name, typed if self.each == _PLAIN else self._times(typed))

    def _times(self, typed: str) -> int:
        try:
            value = Decimal(typed.strip().replace(",", ".")) * self.each
        except InvalidOperation:
            value = Decimal("nan")
        if not value.is_finite() or value != value.to_integral_value() or abs(value) > 10**15:
            raise Misconfigured(f"{self.meaning}: {typed!r} is no number of {self.unit}.")
        return int(value)


RULES = (
    Rule("approval", "A coordinator approves new organisations (yes or no)"),
    Rule("starter_grant", "Hours a new organisation begins with", "hours", 60),
    Rule("line_grassroots", "Hours a grassroots organisation may owe", "hours", 60),
    Rule("line_other", "Hours any other organisation may owe", "hours", 60),
    Rule("line_per_partner", "Hours more for each organisation it has exchanged with", "hours", 60),
    Rule("line_most", "Most hours any organisation may owe", "hours", 60),
    Rule("ceiling", "Most hours an organisation may gather", "hours", 60),
    Rule("fund_per_need", "Most hours the fund gives for one request", "hours", 60),
    Rule("fund_per_quarter", "Most hours the fund gives one organisation in a quarter", "hours", 60),
    Rule("fund_auto", "Hours the fund gives a grassroots organisation without a coordinator", "hours", 60),
    Rule("exchange_least", "Shortest exchange", "hours", 60),
    Rule("exchange_most", "Longest exchange", "hours", 60),
    Rule("confirm_parts_above", "Longer exchanges are confirmed in parts", "hours", 60),
    Rule("need_days", "Days a request stays open"),
    Rule("offer_days", "Days an offer stays open"),
    Rule("suggested_ms", "Days a suggestion stays open", "days", DAY_MS),
    Rule("answer_ms", "Hours there are to answer a proposal", "hours", HOUR_MS),
    Rule("cancel_free_ms", "Hours before the day until which cancelling is free", "hours", HOUR_MS),
    Rule("confirm_ms", "Days there are to confirm what was delivered", "days", DAY_MS),
    Rule("overdue_ms", "Days after the agreed day until it counts as overdue", "days", DAY_MS),
    Rule("overdue_case_ms", "Days after the agreed day until a coordinator is told", "days", DAY_MS),
    Rule("expire_ms", "Days after the agreed day until an exchange without a word ends", "days", DAY_MS),
    Rule("figure_ms", "Days there are to answer a lower figure", "days", DAY_MS),
    Rule("absent_ms", "Days there are to say that one did come", "days", DAY_MS),
    Rule("object_ms", "Days there are to object to a settlement by silence", "days", DAY_MS),
    Rule("appeal_ms", "Days there are to appeal against a decision", "days", DAY_MS),
    Rule("decide_ms", "Days until a problem that nobody decided returns the hours", "days", DAY_MS),
    Rule("most_moves", "Times that the day of an exchange may be moved"),
    Rule("undo_two_above", "Hours above which two coordinators undo an exchange", "hours", 60),
    Rule("review_ms", "Days there are to leave a review", "days", DAY_MS),
    Rule("matches_told", "Organisations that are told of a match at first"),
    Rule("next_ms", "Hours without an answer until the next organisations are told", "hours", HOUR_MS),
    Rule("look_ms", "Days until a person looks at a request that nobody fits", "days", DAY_MS),
    Rule("weekly", "Open requests are sent to everybody on Mondays (yes or no)"),
    Rule("discreet", "Alerts name no service and nobody until they are opened (yes or no)"),
    Rule("public", "Everybody can read a page of the network: what is exchanged, how it is doing (yes or no)"),
    Rule("flows", "Coordinators see who serves whom (yes or no)"),
    Rule("budget", "US dollars a month for WhatsApp and SMS, 0 for no limit", "dollars", 1_000_000),
    Rule("holidays", "Holidays besides the country's fixed ones, like 2026-04-03,2026-04-04"),
)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """A flag for each rule; what is not given stays None."""
    rules = parser.add_argument_group("rules")
    for rule in RULES:
        default = rule.shown(getattr(_DEFAULT, rule.name))
        rules.add_argument(
            rule.flag,
            dest=rule.name,
            metavar=(rule.unit or "VALUE").upper(),
            help=rule.meaning + (f" (default: {default})" if default else ""),
        )


def given(args: argparse.Namespace) -> dict[str, Any]:
    """The rules that were given as flags, as they are stored; raises Misconfigured."""
    typed = {rule: getattr(args, rule.name) for rule in RULES}
    return {rule.name: rule.read(value) for rule, value in typed.items() if value is not None}


def default_of(rule: Rule) -> str:
    """What the rule is when nobody decides, as it is typed."""
    return rule.shown(getattr(_DEFAULT, rule.name))
