"""Whom to write to: organisations that only gave, that only received, or of which nothing was heard for long."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bot.cards.listing import KINDS
from bot.desk.words import HEAD
from core.db import Tx
from core.messages import Amount, Message, Moment, _
from core.panel import standing
from core.panel.finding import find, turning
from core.panel.sheet import Asked, Part, Row, Sheet, Table
from core.panel.standing import QUIET_DAYS, Standing

_HEADS = (HEAD["organisation"], HEAD["kind"], HEAD["given"], _("Hours received"), _("Open requests"), _("Last active"))


class _View(NamedTuple):
    """Of some organisations: what they are called together, what to do about them, and which they are."""

    title: Message
    about: Message
    which: Callable[[Tx, int, int], list[Standing]]


_VIEWS: dict[str, _View] = {
    "gave": _View(
        _("Only gave"),
        _("They gave hours and have received none yet. Ask them what they need, and help them to publish it."),
        lambda tx, hub_id, _now: standing.only_gave(tx, hub_id),
    ),
    "received": _View(
        _("Only received"),
        _("They received hours and have given none yet. Ask them what they could do for others in an hour."),
        lambda tx, hub_id, _now: standing.only_received(tx, hub_id),
    ),
    "quiet": _View(
        _("Quiet"),
        _("They published, gave and received nothing for {n} days. A word of yours may bring them back.", n=QUIET_DAYS),
        standing.quiet,
    ),
}
FILTERS = (
    ("?state=all", _("All")),
    ("?state=pending", _("To be let in")),
    *((f"?state={name}", view.title) for name, view in _VIEWS.items()),
)


def standing_of(asked: Asked) -> Sheet | None:
    """The organisations of the view that was asked for; None where it was none of these."""
    name = asked.args.get("state", "")
    view = _VIEWS.get(name)
    if view is None:
        return None
    all_of = view.which(asked.tx, asked.hub_id, asked.now)
    found = find([(one.id, one.name, one.town) for one in all_of], asked.args, whole=asked.whole)
    by_id = {one.id: one for one in all_of}
    rows = tuple(_row(by_id[id]) for id in found.ids)
    table = Table(_HEADS, rows, "members", _("There is nothing here."))
    part = Part(view.title, table=table)
    return Sheet(
        _("Organisations"),
        (view.about,),
        (),
        (part,),
        FILTERS,
        f"?state={name}",
        turning=turning(found, {"state": name}),
    )


def _row(one: Standing) -> Row:
    last = _("never") if one.last is None else Moment(one.last)
    kind = KINDS.get(one.kind, _("not sure"))
    return Row((one.name, kind, Amount(one.given), Amount(one.received), one.asks, last), link=f"members/{one.id}")
