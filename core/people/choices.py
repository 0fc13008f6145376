"""What does a person choose for themselves? Their language, their alerts, a human instead of the bot."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from core import clocks
from core.calendar import NIGHT, instant_of, today
from core.commands import CallHuman, ResumeBot, SetAlerts, SetLanguage
from core.commands.safety import SetDiscreet, SetLight, SetNight
from core.context import Context
from core.coordination import cases, danger
from core.db import Q, Tx
from core.errors import Bug, Refusal
from core.events import Changed, Event
from core.languages import LANGUAGES
from core.messages import _
from core.people import addresses
from core.people.whereabouts import zone_column
from core.relay.phrases import WANTS_PERSON
from core.tables import coordinator, membership, organisation, person
from core.text.clean import clean

_LONGEST_CASE = 2000
_LONGEST_REST = timedelta(days=366)
AGAIN = {"now": "again_now", "digest": "again_digest"}
"""How suggestions come again when they have rested → the person's clock that sees to it."""


_ADD_MEMBERSHIP = Q(
    upsert(membership)
    .values({name: bindparam(name) for name in ("person_id", "organisation_id", "role", "since")})
    .on_conflict_do_nothing(index_elements=[membership.c.person_id, membership.c.organisation_id])
)
_ACT_FOR = Q(
    update(person)
    .where(person.c.id == bindparam("person_id"))
    .values(
        acting_for=func.coalesce(bindparam("organisation_id"), person.c.acting_for),
        consent_at=func.coalesce(person.c.consent_at, bindparam("now")),
    )
)
_SET_LANGUAGE = Q(
    update(person).where(person.c.id == bindparam("person_id")).values(lang=bindparam("new_lang"), lang_chosen=1)
)
_SET_ALERTS = Q(update(person).where(person.c.id == bindparam("person_id")).values(alerts=bindparam("wish")))
_ALERTS = Q(select(person.c.alerts).where(person.c.id == bindparam("person_id")).with_for_update(key_share=True))
_ZONE = Q(
    select(zone_column("UTC"))
    .select_from(person.outerjoin(organisation, organisation.c.id == person.c.acting_for))
    .where(person.c.id == bindparam("person_id"))
)
_SET_DISCREET = Q(
    update(person).where(person.c.id == bindparam("person_id")).values(discreet=bindparam("new_discreet"))
)
_SET_NIGHT = Q(
    update(person)
    .where(person.c.id == bindparam("person_id"))
    .values(quiet_from=bindparam("first"), quiet_until=bindparam("last"))
)
_SET_LIGHT = Q(update(person).where(person.c.id == bindparam("person_id")).values(light=bindparam("new_light")))
_SET_HUB_ALERTS = Q(
    update(coordinator).where(coordinator.c.person_id == bindparam("person_id")).values(alerts=bindparam("wish"))
)
_WAITS_FOR_HUMAN = Q(select(person.c.waiting_for_human_at).where(person.c.id == bindparam("person_id")))
_SET_HUMAN = Q(
    update(person).where(person.c.id == bindparam("person_id")).values(waiting_for_human_at=bindparam("new_at"))
)


def become_member(tx: Tx, person_id: int, organisation_id: int, role: str, now: int) -> None:
    """The person acts for the organisation from now on; a second time changes nothing."""
    tx.run(_ADD_MEMBERSHIP, person_id=person_id, organisation_id=organisation_id, role=role, since=now)
    consent(tx, person_id, now, organisation_id)


def consent(tx: Tx, person_id: int, now: int, organisation_id: int | None = None) -> None:
    """The person agreed to the privacy note (the first time counts), and acts for `organisation_id` where given."""
    tx.run(_ACT_FOR, person_id=person_id, organisation_id=organisation_id, now=now)


def acting_person(ctx: Context) -> int:
    """The person who asks; a clock cannot."""
    if ctx.actor.person_id is None:
        raise Bug("this command needs a person")
    return ctx.actor.person_id


def set_language(ctx: Context, command: SetLanguage) -> list[Event]:
    """The language the bot answers this person in."""
    if command.lang not in LANGUAGES:
        raise Refusal(_("I can write in Spanish, Arabic, English, French or Portuguese. Which one?"))
    ctx.tx.run(_SET_LANGUAGE, person_id=acting_person(ctx), new_lang=command.lang)
    return [Changed("language", command.lang)]


def set_alerts(ctx: Context, command: SetAlerts) -> list[Event]:
    """How suggestions come, to the person and to the coordinator they may be. Where they rest until a day, they come by
    themselves from then on as they did before.
    """
    if command.wish not in ("now", "digest", "off"):
        raise Bug(f"no such wish: {command.wish!r}")
    person_id = acting_person(ctx)
    before = _before(ctx.tx, person_id)
    stop_rest(ctx.tx, person_id)
    _set_alerts(ctx.tx, person_id, command.wish)
    due_at = _end_of_rest(ctx, person_id, command.until) if command.wish == "off" else None
    if due_at is None:
        return [Changed("alerts", command.wish)]
    clocks.start(ctx.tx, AGAIN[before], "person", person_id, due_at)
    return [Changed("rests", command.until)]


def rests_until(tx: Tx, person_id: int) -> int | None:
    """When suggestions that rest come again by themselves; None where they do not rest, or have no end."""
    return next(
        (at for kind in AGAIN.values() if (at := clocks.due_at(tx, kind, "person", person_id)) is not None), None
    )


def stop_rest(tx: Tx, person_id: int) -> None:
    """Nothing comes by itself again."""
    clocks.stop_all(tx, "person", person_id)


def fire(ctx: Context, kind: str, person_id: int) -> list[Event]:
    """The day has come: suggestions come as they did before they rested."""
    ctx.tx.value(_ALERTS, person_id=person_id)
    if clocks.take(ctx.tx, kind, "person", person_id, ctx.now):
        _set_alerts(ctx.tx, person_id, next(wish for wish, clock in AGAIN.items() if clock == kind))
    return []


def _before(tx: Tx, person_id: int) -> str:
    """How suggestions came before they rest; where they rest already, how they would come again."""
    wish: str = tx.value(_ALERTS, person_id=person_id) or "now"
    resting = next((one for one, kind in AGAIN.items() if clocks.due_at(tx, kind, "person", person_id) is not None), "")
    return resting or (wish if wish in AGAIN else "now")


def _set_alerts(tx: Tx, person_id: int, wish: str) -> None:
    for q in (_SET_ALERTS, _SET_HUB_ALERTS):
        tx.run(q, person_id=person_id, wish=wish)


def _end_of_rest(ctx: Context, person_id: int, until: str) -> int | None:
    """The beginning of that day where they are; None for no day, one that has begun, or one in more than a year."""
    if not until:
        return None
    zone = ctx.tx.value(_ZONE, person_id=person_id) or "UTC"
    days = date.fromisoformat(until) - today(ctx.now, zone)
    return instant_of(until, 0, zone) if timedelta() < days <= _LONGEST_REST else None


def set_light(ctx: Context, command: SetLight) -> list[Event]:
    """How this person is written to, on whichever channel."""
    ctx.tx.run(_SET_LIGHT, person_id=acting_person(ctx), new_light=int(command.on))
    return [Changed("light", "on" if command.on else "off")]


def set_night(ctx: Context, command: SetNight) -> list[Event]:
    """This person's own quiet hours, on whichever channel; the usual ones follow the clock of the organisation too."""
    if not (0 <= command.first < 24 and 0 <= command.last < 24):
        raise Bug(f"no such hours: {command.first} to {command.last}")
    usual = (command.first, command.last) == NIGHT
    first, last = (None, None) if usual else (command.first, command.last)
    ctx.tx.run(_SET_NIGHT, person_id=acting_person(ctx), first=first, last=last)
    return [Changed("night", f"{command.first}-{command.last}")]


def set_discreet(ctx: Context, command: SetDiscreet) -> list[Event]:
    """Whether this person's alerts name services and organisations at once, or only once they are opened."""
    ctx.tx.run(_SET_DISCREET, person_id=acting_person(ctx), new_discreet=int(command.on))
    return [Changed("discreet", "on" if command.on else "off")]


def call_human(ctx: Context, command: CallHuman) -> list[Event]:
    """A coordinator is asked to write; the bot stays out of the way. What the person wrote is kept sealed. Where they
    told of danger before, it belongs to that.
    """
    person_id = acting_person(ctx)
    waits = ctx.tx.value(_WAITS_FOR_HUMAN, person_id=person_id) is not None
    ctx.tx.run(_SET_HUMAN, person_id=person_id, new_at=ctx.now)
    if told := danger.more(ctx, clean(command.about, _LONGEST_CASE), "" if command.about else WANTS_PERSON):
        return told
    if command.about or not waits:
        park(ctx, "human", clean(command.about, _LONGEST_CASE))
    return [Changed("human", "" if not waits else "again" if command.about else "waiting")]


def resume_bot(ctx: Context, command: ResumeBot) -> list[Event]:
    """The person is back with the bot; the case stays until a coordinator closes it."""
    ctx.tx.run(_SET_HUMAN, person_id=acting_person(ctx), new_at=None)
    return [Changed("bot")]


def park(ctx: Context, code: str, text: str = "") -> None:
    """Put a case before the coordinators of the acting person's hub."""
    person_id = acting_person(ctx)
    address_id = addresses.own(ctx.tx, person_id, ctx.actor.channel)
    going_on = [one.hub_id for one in cases.all_standing(ctx.tx, code, address_id) if one.hub_id is not None]
    for hub_id in cases.hubs_for(ctx.tx, person_id, going_on) or (None,):
        cases.park(ctx.tx, ctx.vault, code, ctx.now, text=text, address_id=address_id, hub_id=hub_id)


HANDLERS: dict[type, Any] = {
    SetLanguage: set_language,
    SetAlerts: set_alerts,
    SetLight: set_light,
    SetDiscreet: set_discreet,
    SetNight: set_night,
    CallHuman: call_human,
    ResumeBot: resume_bot,
}
