"""What is an organisation, what is it called, where is it? Its people say so, and coordinators see it; what would widen
its rights a coordinator of another organisation decides, who may put the rest right as well.

A kind decides who may see what, and how much may be received before giving
(docs/decisions/033-what-an-organisation-is.md).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, update

from core import limits, matching
from core.accounts import balances, bounds, owners
from core.commands import SetKind
from core.commands.details import Correct, Rename
from core.context import Context
from core.coordination import measures
from core.coordination.coordinators import require_decider
from core.db import Q
from core.errors import Faster, NotYours, Refusal
from core.events import Changed, Event
from core.events.hub import Corrected, Renamed
from core.hubs import Hub, known_hub, lock_hub
from core.listings import kept as listings
from core.listings import posting
from core.listings.distances import country_told
from core.messages import OrganisationName, _
from core.moderation import abuse
from core.people.members import whereabouts
from core.people.organisations import (
    KINDS,
    Organisation,
    acting_organisation,
    begun_at,
    has_begun,
    is_doubtful,
    lock_organisation,
    look_alike,
    organisation_name,
    town_name,
)
from core.policy import HOUR_MS
from core.privacy.nameless import INSTITUTIONS
from core.tables import organisation
from core.text.normal import skeleton

_SET_KIND = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"))
    .values(kind=bindparam("new_kind"), said_kind=bindparam("new_said"))
)
_SET_NAME = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"))
    .values(name=bindparam("new_name"), skeleton=bindparam("new_skeleton"))
)
_SET_TOWN = Q(
    update(organisation)
    .where(organisation.c.id == bindparam("id"))
    .values(town=bindparam("new_town"), country=bindparam("new_country"), zone=bindparam("new_zone"))
)


# ---- its own people ---------------------------------------------------------------------------------------------


def set_kind(ctx: Context, command: SetKind) -> list[Event]:
    """What its people say that it is. What gives it no more counts at once; anything else, once it was looked at."""
    if command.kind not in KINDS:
        raise Refusal(_("Choose what your organisation is: grassroots group, organisation, company or public office."))
    found = acting_organisation(ctx)
    hub = known_hub(ctx.tx, found.hub_id)
    if found.status == "pending":  # whoever lets it in sees what it says
        ctx.tx.run(_SET_KIND, id=found.id, new_kind=found.kind, new_said=command.kind)
        return [Changed("kind", command.kind)]
    if command.kind != found.kind and _widens(found.kind, command.kind, hub):
        ctx.tx.run(_SET_KIND, id=found.id, new_kind=found.kind, new_said=command.kind)
        return [Changed("kind_asked", command.kind)]
    become(ctx, hub, found, command.kind, f"person:{ctx.actor.person_id}")
    return [Changed("kind", command.kind)]


def _widens(old: str, new: str, hub: Hub) -> bool:
    """Whether a coordinator looks first: it would see or receive more. A hub that lets anybody in believes groups."""
    if new in INSTITUTIONS:
        return False
    if old in INSTITUTIONS:
        return True
    return hub.policy.approval and (new == "grassroots" or old == "unknown")


def become(ctx: Context, hub: Hub, found: Organisation, kind: str, actor: str) -> None:
    """It is of that kind from now on; what it earned with partners stays in its line."""
    ctx.tx.run(_SET_KIND, id=found.id, new_kind=kind, new_said="")
    account_id = owners.account_of(ctx.tx, found.id)
    if account_id is None or kind == found.kind:
        return
    now, policy = balances.lock(ctx.tx, account_id), hub.policy
    more = bounds.first_line(policy, kind) - bounds.first_line(policy, found.kind)
    line = now.line + (more if has_begun(ctx.tx, found.id) else 0)
    usual = now.ceiling == bounds.ceiling_of(policy, found.kind)
    ceiling = bounds.ceiling_of(policy, kind) if usual else now.ceiling
    bounds.set_limits(ctx.tx, account_id, line=max(line, 0), ceiling=ceiling, actor=actor, at=ctx.now)


def rename(ctx: Context, command: Rename) -> list[Event]:
    """Its name and town as its people say. A name that could be taken for another's is refused, and one at which a
    coordinator looks when somebody joins is theirs to give. `at_once`: they have only just come, and put it right.
    """
    found = lock_organisation(ctx.tx, acting_organisation(ctx).id)
    assert found, "the organisation they act for"
    hub = known_hub(ctx.tx, found.hub_id)
    limits.check_names(ctx.tx, found.id, ctx.now)
    doubtful = command.name != found.name and is_doubtful(hub, organisation_name(command.name))
    if found.status != "pending" and (doubtful or abuse(command.town)):
        raise Refusal(_("A coordinator looks at that first. Write “person” and say how it should be."))
    name = _rename(ctx, hub, found, command.name, "own_name")
    town, country = _move(ctx, hub, found, command.town, command.country, "own_town")
    if not (name or town):
        raise Faster(_("It is so already."))
    before = str(found.name) if name else ""
    at_once = ctx.now - begun_at(ctx.tx, found.id) <= HOUR_MS
    return [Renamed(found.id, found.hub_id, before, town, country, at_once)]


# ---- a coordinator ----------------------------------------------------------------------------------------------


def correct(ctx: Context, command: Correct) -> list[Event]:
    """Each change is a dated row with what was before; a name that looks like another's is refused."""
    found = lock_organisation(ctx.tx, command.organisation_id)
    if found is None or found.status == "closed":
        raise NotYours()
    person_id = require_decider(ctx, found.hub_id, found.id)
    hub = known_hub(ctx.tx, found.hub_id)
    if command.kind:
        _correct_kind(ctx, hub, found, command.kind, person_id)
    name = _rename(ctx, hub, found, command.name) if command.name else ""
    town, country = _move(ctx, hub, found, command.town, command.country) if command.town else ("", "")
    called = OrganisationName(name, found.id) if name else ""
    changed = command.kind if command.kind != found.kind else ""
    told = Corrected(found.id, found.hub_id, changed, called, town, found.said_kind if command.kind else "", country)
    if changed and found.status == "approved" and found.kind in (*INSTITUTIONS, "unknown"):
        return [told, *posting.match_all_of(ctx, found.id)]  # what it may see now, it may fit
    return [told]


def _correct_kind(ctx: Context, hub: Hub, found: Organisation, kind: str, person_id: int) -> None:
    if kind not in (*KINDS, "unknown"):
        raise Refusal(_("Choose what your organisation is: grassroots group, organisation, company or public office."))
    become(ctx, hub, found, kind, f"person:{person_id}")
    if kind != found.kind:
        measures.note(ctx, hub.id, f"kind_{kind}", organisation_id=found.id)


def _rename(ctx: Context, hub: Hub, found: Organisation, wanted: str, action: str = "renamed") -> str:
    name = organisation_name(wanted)
    if name == found.name:
        return ""
    lock_hub(ctx.tx, hub.id)
    if look_alike(ctx.tx, hub.id, name, but=found.id) is not None:
        raise Refusal(_("Another organisation of this network has a name like this one. Write a name that differs."))
    ctx.tx.run(_SET_NAME, id=found.id, new_name=name, new_skeleton=skeleton(name))
    _note(ctx, hub, found, action, found.name)
    return name


def _move(
    ctx: Context, hub: Hub, found: Organisation, wanted: str, said: str, action: str = "resettled"
) -> tuple[str, str]:
    """The new town, and its country where that is another than before; where neither they nor the
    town says which that is, it stays.
    """
    town = town_name(wanted)
    country, zone = whereabouts(hub, town, said or country_told(town, found.country) or found.country)
    if (town, country) == (found.town, found.country):
        return "", ""
    zone = found.zone if country == found.country else zone
    ctx.tx.run(_SET_TOWN, id=found.id, new_town=town, new_country=country, new_zone=zone)
    _note(ctx, hub, found, action, found.town)
    for one in listings.of_organisation(ctx.tx, found.id, most=1000):  # they are found by where their owner is
        if matching.findable(ctx.tx, one.id):
            matching.unindex(ctx.tx, one.id)
            matching.index(ctx.tx, one)
    return town, country if country != found.country else ""


def _note(ctx: Context, hub: Hub, found: Organisation, action: str, before: str) -> None:
    measures.note(ctx, hub.id, action, organisation_id=found.id, sealed=ctx.vault.seal(before).decode())


HANDLERS: dict[type, Any] = {SetKind: set_kind, Rename: rename, Correct: correct}
