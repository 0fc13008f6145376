"""Pictures of whom a hub serves: whose requests are met, and who gives and receives. Small groups are not told."""

from __future__ import annotations

from bot.cards.listing import KINDS
from bot.desk.words import HEAD, percent
from core.languages import NAMES
from core.messages import Amount, Country, Message, Value, _
from core.panel import figures
from core.panel.figures import FEWEST, Moved, Share
from core.panel.sheet import Asked, Bars, Part, Row, Table

_NONE = _("There is nothing here.")
_FEW = _("fewer than five")


def inclusion(asked: Asked) -> tuple[Part, Part]:
    """By kind, language and country."""
    return _met(asked), _given(asked)


def _met(asked: Asked) -> Part:
    found = figures.inclusion(asked.tx, asked.hub_id)
    rows = tuple(Row((group_name(*group), *_share(one))) for group, one in found.items())
    bars = tuple(
        (group_name(*group), (percent(one.met, one.needs),)) for group, one in found.items() if one.needs >= FEWEST
    )
    head = (HEAD["group"], _("Requests"), _("Met, in percent"), _("Days to the first suggestion"))
    about = (_("Whose requests are met, and how soon. Groups of fewer than five are not told."),)
    return Part(_("Inclusion"), about, Bars((_("Met, in percent"),), bars), Table(head, rows, "inclusion", _NONE))


def _share(one: Share) -> tuple[Value | None, ...]:
    if one.needs < FEWEST:
        return _FEW, None, None
    return one.needs, percent(one.met, one.needs), one.days


def group_name(kind: str, name: str) -> Value:
    """What a group is called."""
    if kind == "country":
        return Country(name)
    if kind == "lang":
        return NAMES.get(name, name)
    return KINDS["grassroots"] if name == "grassroots" else _("Larger organisations")


def _given(asked: Asked) -> Part:
    found = figures.given(asked.tx, asked.hub_id)
    series: tuple[Message, ...] = (HEAD["gives"], HEAD["receives"])
    rows = tuple(Row((group_name(*group), *_moved(one))) for group, one in found.items())
    bars = tuple(
        (group_name(*group), (one.given // 60, one.received // 60))
        for group, one in found.items()
        if one.organisations >= FEWEST
    )
    about = (
        _(
            "Hours that community groups and larger organisations gave and received, and the same by language and "
            "country. Groups of fewer than five organisations are not told."
        ),
    )
    head = (HEAD["group"], HEAD["organisations"], *series)
    return Part(_("Given and received"), about, Bars(series, bars), Table(head, rows, "given", _NONE))


def _moved(one: Moved) -> tuple[Value | None, ...]:
    if one.organisations < FEWEST:
        return _FEW, None, None
    return one.organisations, Amount(one.given), Amount(one.received)
