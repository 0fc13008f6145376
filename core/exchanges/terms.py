"""What may two organisations agree on? Whole minutes within the hub's bounds, a day within a year, short words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from core.commands import Terms
from core.errors import Refusal
from core.exchanges.record import Exchange
from core.messages import Amount, _
from core.policy import Policy
from core.text.clean import clean
from core.text.mask import mask_contacts

_LONGEST_WHAT, _LONGEST_PLACE = 300, 60
_MOST_DAYS_AHEAD = 366


def checked(terms: Terms, policy: Policy, today: date, what: str) -> Terms:
    """The terms as they are kept; `what` where they do not say. Raises a Refusal that says which part to change."""
    check_minutes(terms.minutes, policy)
    return replace(
        terms,
        due_on=day(terms.due_on, today).isoformat(),
        place=mask_contacts(" ".join(clean(terms.place, _LONGEST_PLACE).split())),
        what=words(terms.what, what),
    )


def check_minutes(minutes: int, policy: Policy) -> None:
    """Raises a Refusal that names the bounds for what is not within them."""
    if not _allowed(minutes, policy):
        raise Refusal(
            _(
                "An exchange has between {least} and {most}, or no hours as a gift. How many hours?",
                least=Amount(policy.exchange_least),
                most=Amount(policy.exchange_most),
            )
        )


def words(said: str, otherwise: str) -> str:
    """What it is about, as it is kept; `otherwise` where they do not say."""
    return mask_contacts(clean(said, _LONGEST_WHAT)) or otherwise


def own_terms(minutes: int | None, due_on: str | None, place: str, remote: int) -> Terms:
    """A listing's own terms; raises a Refusal when it does not say its hours or its day."""
    if minutes is None or due_on is None:
        raise Refusal(_("It does not say yet how many hours or by which day. Choose “Other terms” and write both."))
    return Terms(minutes, due_on, place, bool(remote))


def standing(one: Exchange) -> Terms:
    """The terms that stand in a proposal."""
    assert one.due_on is not None
    return Terms(one.agreed, one.due_on, one.place, bool(one.remote), one.what)


def _allowed(minutes: int, policy: Policy) -> bool:
    whole = isinstance(minutes, int) and not isinstance(minutes, bool)
    return whole and (minutes == 0 or policy.exchange_least <= minutes <= policy.exchange_most)


def day(iso: str, today: date) -> date:
    """That day, if it may be agreed on; else a Refusal that asks for another."""
    try:
        found = date.fromisoformat(iso)
    except (TypeError, ValueError):
        raise Refusal(_("I did not understand the day. By when, for example: Friday 27 November?")) from None
    if found < today:
        raise Refusal(_("That day has passed. By which day?"))
    if found > today + timedelta(days=_MOST_DAYS_AHEAD):
        raise Refusal(_("That is more than a year from now. By which day?"))
    return found
