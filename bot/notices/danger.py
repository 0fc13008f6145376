"""Somebody told of danger: what they read at once, and who is called, at any hour and whatever they chose to hear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.danger import (
    CLEAR,
    GO_ON,
    NO,
    NOT_SHOWN,
    OPTIONS,
    WRITE_ON,
    YES,
    alarm_lines,
    more_lines,
    numbers_lines,
    told_lines,
    whose,
)
from bot.cards.danger import TELL as TELL_THEM
from bot.cards.listing import MENU
from bot.cards.talk import reply_to_us
from bot.notices.cases import pass_on, see_case
from bot.notices.telling import Telling
from bot.sending import briefs
from core import audience
from core.audience import Ear
from core.calendar import quiet
from core.coordination import cases
from core.coordination.cases import Case
from core.events.cases import Alarm, InDanger, ReadySaid
from core.messages import Amount, Code, Message, Option, Screen, Sealed, Value, _
from core.moderation.emergency import numbers
from core.outbox.budget import ALWAYS
from core.policy import DAY_MS
from core.relay.phrases import NO_DANGER, SENT, WANTS_PERSON, of_danger, said_in_danger

_MINUTE_MS = 60_000
_MOST_COUNTRIES = 3


# ---- to who is in danger ----------------------------------------------------------------------------------------


def _in_danger(tell: Telling, event: InDanger) -> None:
    if event.phrase == NO_DANGER:
        tell.say(CLEAR)
        tell.options = (MENU,)
        return
    found = [one for code in event.countries if (one := numbers(event.kind, code)).now]
    calls = numbers_lines(found[:_MOST_COUNTRIES], event.kind)
    heard = _heard(tell, event)
    if event.phrase == SENT:
        tell.say(NOT_SHOWN, *calls[:1])
    elif event.phrase == WANTS_PERSON:
        tell.say(*more_lines(calls, heard), WRITE_ON)
    else:
        tell.say(*(more_lines if event.more else _told(event.kind))(calls, heard))
    tell.options = (TELL_THEM, GO_ON) if event.withheld else OPTIONS


def _told(kind: str) -> Callable[[tuple[Message, ...], str], tuple[Message, ...]]:
    return lambda calls, heard: told_lines(kind, calls, heard)


def _heard(tell: Telling, event: InDanger) -> str:
    """Who can be expected, honestly: whoever sees to it, somebody soon, somebody after hours, or nobody."""
    if event.withheld:
        return "withheld"
    found = [case for id in event.case_ids if (case := cases.find(tell.tx, id))]
    if event.more and any(case.taken_by is not None for case in found):
        return "seen"
    hear = [(case, ear) for case in found for ear in _readers(tell, case)]
    if not hear:
        return "nobody"
    here = {ear.person_id for case in found for ear in audience.coordinators(tell.tx, case.hub_id, tell.now)}
    awake = any(ear.person_id in here and not quiet(tell.now, ear.zone, ear.night) for _case, ear in hear)
    return "soon" if awake else "late"


# ---- to who coordinates -----------------------------------------------------------------------------------------


def _readers(tell: Telling, case: Case) -> list[Ear]:
    """Everybody who coordinates and may read it, but whoever wrote it."""
    ears = audience.all_who_coordinate(tell.tx, case.hub_id)
    return [ear for ear in ears if ear.person_id != case.person_id and cases.readable(tell.tx, ear.person_id, case)]


def _alarm(tell: Telling, event: Alarm) -> None:
    case = cases.find(tell.tx, event.case_id)
    if case is None:
        return
    readers = _readers(tell, case)
    one = [ear for ear in readers if ear.person_id == event.to]
    key = f"danger:{case.id}:{event.what}:{tell.now}"
    see, take = see_case(case.id), Option(f"c:{case.id}:take", _("I see to it"))
    if event.what == "taken":
        screen = Screen(_lines(tell, case, event), (see, MENU), brief=briefs.case(case.id))
        tell.alert(readers, screen, key, DAY_MS)
        return
    options = (see, MENU) if case.taken_by is not None else (take, see)
    lines = _lines(tell, case, event)
    foreign = case.lang if any(isinstance(one, Sealed) for line in lines for one in line.params.values()) else ""
    screen = Screen(lines, options, foreign=foreign, brief=briefs.danger(case.id))
    tell.alert(one or readers, screen, ALWAYS + key, DAY_MS, at_once=True)


def _lines(tell: Telling, case: Case, event: Alarm) -> tuple[Message, ...]:
    values: dict[str, Value] = {"case": Code(str(case.id)), "organisation": whose(case.organisation)}
    if event.what == "taken":
        return (_("Case {case}, danger: a coordinator sees to it now.", case=Code(str(case.id))),)
    newest = [one for one in cases.words_of(tell.tx, case, 0, _LOOKED_AT) if not one.ours]
    words = (_("They wrote: {text}", text=newest[-1].words),) if newest else ()
    if event.what == "clear":
        text = _(
            "Case {case}, danger: {organisation} says that there is none. Write to them once before you close it.",
            **values,
        )
        return (text, *words)
    began = cases.first_words(tell.tx, case)
    if newest and began is not None and began.id != newest[-1].id:  # the newest may be calm, and say nothing of it
        words = (_("It began with: {text}", text=began.words), *words)
    if event.what == "again":
        return (_("URGENT: more about danger in case {case}, {organisation}.", **values), *words)
    if event.what == "still":
        waits = Amount(event.waits_ms // _MINUTE_MS)
        head = _("URGENT: nobody has answered case {case}, danger, {organisation}, for {waits}.", waits=waits, **values)
        return (head, *words)
    return (*alarm_lines(case.id, case.danger, case.organisation, doubted=case.doubted), *words)


_LOOKED_AT = 5


def _ready_said(tell: Telling, event: ReadySaid) -> None:
    """The phrase reaches them in their language, with a yes and a no where it asks for one."""
    said = said_in_danger(event.phrase)
    tell.say(_("Sent to {organisation}: {text}", organisation=whose(event.organisation), text=said))
    tell.options = (see_case(event.case_id), Option(f"c:{event.case_id}:say", _("Ready phrases")), MENU)
    text = _("The coordination of {hub} writes: {text}", hub=event.hub, text=said)
    phrase = of_danger(event.phrase.partition("/")[0])
    answers = (YES, NO) if phrase is not None and phrase.yes_no else ()
    screen = Screen((text,), (*answers, reply_to_us(event.case_id)), brief=briefs.MESSAGE)
    pass_on(tell, event.address_id, event.channel, screen, f"{ALWAYS}{event.words_id}")


TELL: dict[type, Callable[[Telling, Any], None]] = {InDanger: _in_danger, Alarm: _alarm, ReadySaid: _ready_said}
