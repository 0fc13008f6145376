"""What comes after a request or an offer, where one message said both: the next request, or the other kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversation.session import OTHER, THEN, THEN_DAYS, THEN_HOURS
from bot.engine import State
from bot.understand import Timed
from core.matching.words import has_arabic
from core.messages import Message, _
from core.text.mask import mask_contacts

_ALL = ("by", "urgent", "where")
_FOR_ALL = "all."  # begins the hints of what was said of several requests together
_OTHER_KIND = {"need": "offer", "offer": "need"}


def in_turn(needs: Sequence[Timed], *, apart: bool = False) -> dict[str, str]:
    """The hints of several requests, each with its hours and its day where they are told of it: the first, and what
    comes after it. `apart`: no day is said of all of them.
    """
    first, *rest = needs
    hints = {"what": first.what, "hours": str(first.minutes or ""), "by": first.by}
    hints |= {THEN: "\n".join(need.what for need in rest), THEN_DAYS: "\n".join(need.by for need in rest)}
    hints[THEN_HOURS] = "\n".join(str(need.minutes or "") for need in rest)
    return {key: said for key, said in hints.items() if said.strip() or (apart and key == THEN_DAYS)}


def without_contacts(hints: dict[str, str]) -> dict[str, str]:
    """What a draft is to say holds no phone number: others would not read it either (bot/conversation/heard.py)."""
    said = {key: text for key, text in hints.items() if key.rpartition(".")[2] in ("what", THEN)}
    return {**hints, **{key: mask_contacts(text) for key, text in said.items()}}


def remembered(hints: dict[str, str]) -> dict[str, str]:
    """With the day, the haste and the place said of all its requests, which the first one's questions use up; not with
    the day where each has its own.
    """
    if not hints.get(THEN) or any(key.startswith(_FOR_ALL) for key in hints):
        return hints
    said = [key for key in _ALL if key in hints and not (key == "by" and THEN_DAYS in hints)]
    return {**hints, **{_FOR_ALL + key: hints[key] for key in said}}


def says_both(hints: Mapping[str, str]) -> bool:
    """Whether a request and an offer were made in one message, each in its own words."""
    return any(key.startswith(OTHER) for key in hints)


def is_kept(parked: State, flow: State) -> bool:
    """Whether what waits is what comes after the flow anyway, so that nothing is lost where it makes room."""
    following = then(flow.flow, flow.hints)
    return following is not None and following.hints.get("what") == parked.hints.get("what")


def then(flow: str, hints: Mapping[str, str]) -> State | None:
    """The request that comes after this one, then the offer beside both; None where this is all."""
    what, _line, rest = hints.get(THEN, "").partition("\n")
    minutes, _line, more = hints.get(THEN_HOURS, "").partition("\n")
    day, _line, days = hints.get(THEN_DAYS, "").partition("\n")
    other = {key: said for key, said in hints.items() if key.startswith(OTHER)}
    if what:
        kept = {key: said for key, said in hints.items() if key.startswith(_FOR_ALL)}
        for_this = {key.removeprefix(_FOR_ALL): said for key, said in kept.items()}
        of_it = {"hours": minutes, "by": day, THEN: rest, THEN_HOURS: more, THEN_DAYS: days}
        apart = THEN_DAYS in hints and bool(rest)
        said = {key: value for key, value in of_it.items() if value or (apart and key == THEN_DAYS)}
        return State(flow, hints={**for_this, **kept, **other, "what": what, **said})
    if not other or flow not in _OTHER_KIND:
        return None
    return State(_OTHER_KIND[flow], hints={key.removeprefix(OTHER): said for key, said in other.items()})


def one_by_one(flow: str, hints: Mapping[str, str], *, kept: bool) -> Message:
    """What is asked about first and what follows; `kept` where that waits, else it has to be written again."""
    next_ones = hints.get(THEN, "").split("\n")
    others = (hints.get(OTHER + "what", ""), *hints.get(OTHER + THEN, "").split("\n"))
    first, following = in_a_row(hints["what"]), in_a_row("\n".join(filter(None, (*next_ones, *others))))
    if not kept:
        return _("First: {what}. Then write this again: {then}", what=first, then=following)
    if next_ones == [""]:
        return (
            _("First the request: {what}. Then the offer: {then}.", what=first, then=following)
            if flow == "need"
            else _("First the offer: {what}. Then the request: {then}.", what=first, then=following)
        )
    return _("Each service is a request of its own. First: {what}. Then: {then}.", what=first, then=following)


def in_a_row(lines: str) -> str:
    """Several services, each on a line of its own, as one line; Arabic ones with an Arabic comma."""
    return ("، " if has_arabic(lines) else ", ").join(lines.split("\n"))
