"""Organisations of a hub as pages: all of them with their hours, and one with its people and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.listing import KINDS
from bot.cards.network import STATUS
from bot.cards.network import organisation as organisation_page
from bot.desk.beginning import first_steps
from bot.desk.deeds import deeds
from bot.desk.forms import CODE
from bot.desk.lists import EXCHANGE_HEAD, exchange_rows, signed
from bot.desk.standing import FILTERS, standing_of
from bot.desk.words import CHANNELS, HEAD, ROLES
from core import reliability
from core.db import Row as Stored
from core.languages import NAMES
from core.look import Look
from core.look.hub import OrganisationCard
from core.messages import Amount, Country, Message, Moment, Value, _
from core.panel import lists
from core.panel.finding import find, turning
from core.panel.sheet import Asked, Field, Form, Link, Part, Row, Sheet, Table
from core.people.shut_out import shut_out
from core.reliability import Reliability

_MEMBER_HEAD = tuple(
    HEAD[name]
    for name in (
        *("organisation", "kind", "place", "country", "state", "balance", "aside", "line"),
        *("kept", "timely", "people"),
    )
)


def members(look: Look, asked: Asked) -> Sheet | None:
    """All organisations with their hours; one with its people, never by number, and what can be done."""
    if asked.id:
        return _one_member(look, asked)
    if sheet := standing_of(asked):
        return sheet
    waiting = asked.args.get("state") == "pending"
    state = "pending" if waiting else "all"
    found = find(lists.members_by(asked.tx, asked.hub_id, waiting=waiting), asked.args, whole=asked.whole)
    kept = reliability.of_hub(asked.tx, asked.hub_id)
    stored = lists.members(asked.tx, asked.hub_id, found.ids)
    rows = tuple(_member(row, kept.get(row[0], Reliability())) for row in stored)
    none = _("Nobody waits to be let in.") if waiting else _("There are no organisations yet.")
    table = Table(_MEMBER_HEAD, rows, "members", none)
    return Sheet(
        _("Organisations"),
        parts=(Part(_("Organisations"), table=table), *first_steps(asked)),
        filters=FILTERS,
        shown=f"?state={state}",
        turning=turning(found, {"state": state}),
    )


def _member(row: Stored, kept: Reliability) -> Row:
    id, name, kind, town, country, status, posted, held, line, people = row
    kind_name = KINDS.get(kind, _("not sure"))
    balance: Value = signed(posted)
    word, timely = _word(kept)
    place = (town, Country(country))
    cells = (name, kind_name, *place, STATUS[status], balance, Amount(held), Amount(line), word, timely, people)
    return Row(cells, link=f"members/{id}")


def _word(kept: Reliability) -> tuple[Message, Message]:
    """How often it kept its word, and in time; of a newcomer nothing is counted."""
    if not kept.all:
        return _("new here"), _("new here")
    return _("{n} of {all}", n=kept.kept, all=kept.all), _("{n} of {all}", n=kept.timely, all=kept.all)


def _one_member(look: Look, asked: Asked) -> Sheet | None:
    found = lists.member_of(asked.tx, asked.hub_id, asked.id)
    page = organisation_page(look, asked.id)
    if found is None or page is None:
        return None
    card = look.member(asked.id)
    word, timely = _word(reliability.reliability(asked.tx, asked.id))
    people = tuple(
        Row((ROLES[role], Moment(since), NAMES.get(lang, lang), _apps(channels)))
        for role, since, lang, channels in lists.people_of(asked.tx, asked.id)
    )
    head = (HEAD["role"], HEAD["since"], HEAD["language"], HEAD["channel"])
    rows = exchange_rows(look, asked, lists.exchanges_of_member(asked.tx, asked.hub_id, asked.id))
    return Sheet(
        _("{organisation}", organisation=found[1]),
        page.lines,
        (
            (HEAD["balance"], signed(found[6])),
            (HEAD["line"], Amount(found[8])),
            (HEAD["kept"], word),
            (HEAD["timely"], timely),
        ),
        (
            Part(
                _("What to do"),
                deeds=tuple(one for one in deeds(page.options) if not one.id.startswith("m:")),
                links=(Link(f"report/{asked.id}", _("Report of this organisation"), is_page=True),),
            ),
            Part(
                _("People"),
                table=Table(head, people, none=_("It has no phone here.")),
                form=_code_for(asked.id) if card and _needs_code(asked, card) else None,
            ),
            Part(_("Exchanges"), table=Table(EXCHANGE_HEAD, rows, "exchanges", _("There is nothing here."))),
        ),
    )


def _apps(channels: Sequence[str]) -> str:
    """By which apps somebody writes; a terminal has no name."""
    return ", ".join(CHANNELS[one] for one in channels if one != "console") or CHANNELS["console"]


def _needs_code(asked: Asked, card: OrganisationCard) -> bool:
    """Whether nobody of it can come by themselves."""
    return card.assisted or shut_out(asked.tx, asked.vault, card.id)


def _code_for(organisation_id: int) -> Form:
    return Form(CODE, (Field("id", HEAD["number"], str(organisation_id), hidden=True),), _("Code for its people"))
