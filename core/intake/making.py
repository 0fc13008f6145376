"""A list comes in: its organisations, requests and offers, all of them in one transaction, by whoever confirmed it.

Organisations are without a phone until one of theirs writes, so nobody of them is told anything. Whom something fits
hears of it in the day's digest: the clock FROM_LIST of each listing sees to that, in transactions of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from core import clocks
from core.commands import Actor
from core.context import Context
from core.coordination import assisting, intakes, measures
from core.errors import Bug
from core.events import Event
from core.hubs import Hub, lock_hub
from core.intake.planning import plan
from core.intake.values import Entry, Plan, Step
from core.listings import posting, waves
from core.moderation import abuse
from core.people.members import Described
from core.people.organisations import Organisation, load_organisation


def make(ctx: Context, hub: Hub, entries: Iterable[Entry]) -> tuple[Plan, list[Event]]:
    """What of these lines was made, as it was planned under the hub's lock; lines with a problem are left out. And whom
    the other coordinators are asked about.
    """
    lock_hub(ctx.tx, hub.id)
    planned = plan(ctx.tx, hub, entries, ctx.now)
    intake_id = intakes.begin(ctx, hub.id) if planned.organisations else 0
    owners: dict[str, Organisation] = {}
    listed: set[int] = set()
    for step in planned.steps:
        owner = owners.get(step.organisation) or _owner(ctx, hub, step, intake_id)
        owners[step.organisation] = owner
        if step.posts:
            _publish(ctx, hub, owner, step)
            listed.add(owner.id)
    for id in sorted(listed):
        measures.note(ctx, hub.id, measures.LISTED, organisation_id=id)
    return planned, intakes.end(ctx, hub, intake_id) if intake_id else []


def _owner(ctx: Context, hub: Hub, step: Step, intake_id: int) -> Organisation:
    id = step.organisation_id
    if id is None:
        entry = step.entry
        said = Described(entry.name, entry.town, entry.country, entry.kind or "unknown")
        id = assisting.add(ctx, hub, said, waits=step.known == "alike" or bool(abuse(entry.name)), intake_id=intake_id)
    found = load_organisation(ctx.tx, id)
    if found is None:
        raise Bug("an organisation of this transaction")
    return found


def _publish(ctx: Context, hub: Hub, owner: Organisation, step: Step) -> None:
    post = step.entry.post
    assert post, "a step that posts"
    acting = replace(ctx, actor=Actor(ctx.actor.person_id, owner.id, ctx.actor.channel, "", "assisted"))
    place = post.place if post.remote else post.place or owner.town
    kept = posting.keep(acting, owner, hub, replace(post, place=place, lang=post.lang or hub.languages[0]))
    if owner.status == "approved" and kept.held is None:
        clocks.start(ctx.tx, waves.FROM_LIST, "listing", kept.id, ctx.now)
