"""Pictures of whom a hub serves: whose requests are met, and who gives and receives. Small groups are not told."""

from __future__ import annotations

from bot.desk.groups import NOT_TOLD, group_name, left_out, ordered
from bot.desk.words import HEAD, percent
from core.messages import Amount, Message, Value, _
from core.panel import figures
from core.panel.figures import Moved, Share
from core.panel.sheet import Asked, Bars, Part, Row, Table
from core.reports.small import enough, may_share

_NONE = _("There is nothing here.")


def inclusion(asked: Asked) -> tuple[Part, Part]:
    """By kind, language and country."""
    return _met(asked), _given(asked)


def _met(asked: Asked) -> Part:
    found = figures.inclusion(asked.tx, asked.hub_id)
    told = ordered(
        (group for group, one in found.items() if enough(one.organisations) and enough(one.needs)), asked.lang
    )
    bars = tuple(
        (group_name(*group), (percent(one.met, one.needs),))
        for group in told
        if may_share((one := found[group]).met, one.needs)
    )
    head = (HEAD["group"], _("Requests"), _("Met, in percent"), _("Days to the first suggestion"))
    about = (
        _(
            "Whose requests are met, and how soon. Groups of fewer than five organisations or requests are not told, "
            "nor a share that would tell of fewer than five."
        ),
    )
    rows = (
        *(Row((group_name(*group), *_share(found[group]))) for group in told),
        *left_out(len(found) - len(told), len(head)),
    )
    return Part(_("Inclusion"), about, Bars((_("Met, in percent"),), bars), Table(head, rows, "inclusion", _NONE))


def _share(one: Share) -> tuple[Value | None, ...]:
    return one.needs, percent(one.met, one.needs) if may_share(one.met, one.needs) else NOT_TOLD, one.days


def _given(asked: Asked) -> Part:
    found = figures.given(asked.tx, asked.hub_id)
    told = ordered((group for group, one in found.items() if enough(one.organisations)), asked.lang)
    series: tuple[Message, ...] = (HEAD["gives"], HEAD["receives"])
    bars = tuple((group_name(*group), (found[group].given // 60, found[group].received // 60)) for group in told)
    about = (
        _(
            "Hours that community groups and larger organisations gave and received, and the same by language and "
            "country. Groups of fewer than five organisations are not told."
        ),
    )
    head = (HEAD["group"], HEAD["organisations"], *series)
    rows = (*(_moved(group, found[group]) for group in told), *left_out(len(found) - len(told), len(head)))
    return Part(_("Given and received"), about, Bars(series, bars), Table(head, rows, "given", _NONE))


def _moved(group: tuple[str, str], one: Moved) -> Row:
    return Row((group_name(*group), one.organisations, Amount(one.given), Amount(one.received)))
