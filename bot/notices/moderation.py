"""Words that were held or reported: their writer, who reported them and the coordinators hear what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.flagged import TOLD_WHY, URGENT, flagged_kind
from bot.cards.listing import LISTINGS, MENU, PERSON
from bot.cards.queue import COORDINATION
from bot.notices import assist
from bot.notices.cases import see_case
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.coordination import cases
from core.events import Held, Judged, ListingPutBack, Reported
from core.messages import Code, Message, Option, Screen, _
from core.moderation import flags
from core.moderation.flags import LISTING, Flag
from core.naming import listing_words, organisation_of
from core.policy import DAY_MS

_KEPT_MS = 10 * DAY_MS


def _held(tell: Telling, event: Held) -> None:
    """Its writer at once, truthfully; the coordinators, by night too where somebody may be in danger."""
    if event.about == LISTING:
        what = listing_words(tell.tx, event.listing_id or 0).what
        tell.say(
            _(
                "Thank you. “{what}” is kept, and nobody sees it yet: because of some of its words a coordinator reads "
                "it first, so that nobody gets hurt or cheated. I will tell you what they say.",
                what=what,
            )
        )
        tell.options = (Option(f"l:{event.listing_id}:see", _("See it")), MENU)
    else:
        tell.say(_CHANGE if event.about == "change" else _STEP)
        tell.options = (MENU,)
    one = flags.load(tell.tx, event.flag_id)
    if one is not None:
        _to_coordinators(tell, one, f"flag:{one.id}")


_STEP = _(
    "I have not passed this on yet: because of some of its words a coordinator reads it first, so that nobody gets "
    "hurt or cheated. I will tell you what they say. If you would rather say it in other words, just write it again."
)
_CHANGE = _(
    "I have not changed it yet: because of some of the words a coordinator reads them first, so that nobody gets hurt "
    "or cheated. I will tell you what they say."
)


def _reported(tell: Telling, event: Reported) -> None:
    if event.again:
        tell.say(_("You have told us of this before, thank you. A coordinator looks at it."))
        tell.options = (MENU,)
        return
    tell.say(_("Thank you for telling us. A coordinator looks at it, and I will tell you what becomes of it."))
    tell.options = (MENU,)
    one = flags.load(tell.tx, event.flag_id)
    if one is None:
        return
    _to_coordinators(tell, one, f"flag:{one.id}:{len(flags.reports_of(tell.tx, one.id))}")
    if event.holds and one.listing_id is not None:
        what = listing_words(tell.tx, one.listing_id).what
        text = _(
            "Several organisations have told us that something is not right with “{what}”. Nobody sees it until a "
            "coordinator has looked. I will tell you what they say.",
            what=what,
        )
        _to_owner(tell, one, Screen((text,), (PERSON, MENU), brief=briefs.UNNAMED), f"flag:{one.id}:holds")


def _to_coordinators(tell: Telling, one: Flag, key: str) -> None:
    """Those who may decide; the words are read in the case."""
    case = cases.find(tell.tx, cases.of_flag(tell.tx, one.id))
    if case is None:
        return
    name, _hub = organisation_of(tell.tx, one.organisation_id)
    values = {"case": Code(str(case.id)), "kind": flagged_kind(case.code) or "", "organisation": name}
    urgent = case.code in URGENT
    text = (
        _("🔴 URGENT. Case {case}: {kind}. Written by {organisation}.", **values)
        if urgent
        else _("Case {case}: {kind}. Written by {organisation}.", **values)
    )
    screen = Screen((text,), (see_case(case.id), MENU), brief=briefs.case(case.id))
    for ears in (tell.coordinators(one.hub_id), audience.deputies(tell.tx, one.hub_id, tell.now)):
        free = [ear for ear in ears if cases.readable(tell.tx, ear.person_id, case)]
        if free:
            tell.alert(free, screen, key, _KEPT_MS, at_once=urgent)
            return


# ---- what was decided -------------------------------------------------------------------------------------------


def _judged(tell: Telling, event: Judged) -> None:
    one = flags.load(tell.tx, event.flag_id)
    if one is None:
        return
    if event.case_id:  # else what was done about the listing has been said
        tell.say(_done(one, event))
        down = one.about == LISTING and not event.let_through
        again = (Option(f"l:{one.listing_id}:back", _("Show it again")),) if down else ()
        tell.options = (*again, COORDINATION, MENU)
        text = _to_tell(tell, one, event)
        if text is not None:
            options = (*((LISTINGS,) if one.about == LISTING else ()), PERSON, MENU)
            screen = Screen((text,), options, brief=briefs.UNNAMED)
            _to_owner(tell, one, screen, f"flag:{one.id}:judged")
    _to_reporters(tell, one, event)


def _done(one: Flag, event: Judged) -> Message:
    if event.gone:
        return _GONE_BY
    if event.let_through and one.how == "reported" and not one.held:
        return _("Done. Who reported it is told.")
    return _("Done. Whoever wrote it is told.")


_GONE_BY = _("Done. But what it was for has changed meanwhile, so nothing was passed on. Whoever wrote it is told.")


def _to_tell(tell: Telling, one: Flag, event: Judged) -> Message | None:
    """What its writer reads; nothing of a report that came to nothing."""
    if not event.let_through:
        return _refused(tell, one, TOLD_WHY[event.answer])
    if one.how == "reported" and not one.held:
        return None
    if event.gone:
        return _(
            "A coordinator has read what you wrote: it is all right. But things have changed meanwhile, so please do "
            "it again if you still want it."
        )
    if one.about == LISTING:
        what = listing_words(tell.tx, one.listing_id or 0).what
        return _("A coordinator has read “{what}”: it is all right, and others can see it now.", what=what)
    return _("A coordinator has read what you wrote: it is all right, and I have passed it on.")


def _refused(tell: Telling, one: Flag, why: Message) -> Message:
    if one.about == LISTING:
        what = listing_words(tell.tx, one.listing_id or 0).what
        if one.how == "held":
            return _(
                "A coordinator has read “{what}”, and it is not published. Why: {why} You can publish it in other "
                "words. To answer, write “person”.",
                what=what,
                why=why,
            )
        return _("The coordination has removed “{what}”. Why: {text}", what=what, text=why)
    if one.how == "held":
        return _(
            "A coordinator has read what you wrote, and I do not pass it on. Why: {why} You can say it in other words. "
            "To answer, write “person”.",
            why=why,
        )
    return _(
        "A coordinator has read what you wrote to a partner, and it is not all right here. Why: {why} To answer, "
        "write “person”.",
        why=why,
    )


def _to_owner(tell: Telling, one: Flag, screen: Screen, key: str) -> None:
    """Of a listing all who act for its organisation, of other words who wrote them, where that is known."""
    ears = audience.of_organisation(tell.tx, one.organisation_id)
    if one.about != LISTING and one.person_id is not None:
        ears = audience.of_person(tell.tx, one.person_id)
    assist.about_listing(tell, one.organisation_id, ears, screen, key, one.listing_id or 0)


def _to_reporters(tell: Telling, one: Flag, event: Judged) -> None:
    reports = flags.reports_of(tell.tx, one.id)
    if not reports:
        return
    if event.let_through:
        text = _(
            "A coordinator has looked at what you told us of and leaves it as it is. Thank you for looking out. You "
            "can always block who you want nothing to do with."
        )
    elif one.about == LISTING:
        text = _("Thank you for telling us: a coordinator has looked at it and has taken it down.")
    else:
        text = _("Thank you for telling us: a coordinator has looked at it and has told whoever wrote it.")
    screen = Screen((text,), (PERSON, MENU), brief=briefs.UNNAMED)
    for report in reports:
        tell.alert(audience.of_person(tell.tx, report.person_id), screen, f"flag:{one.id}:told", DEFAULT_MS)


def _put_back(tell: Telling, event: ListingPutBack) -> None:
    what = listing_words(tell.tx, event.listing_id).what
    name, _hub = organisation_of(tell.tx, event.organisation_id)
    tell.say(_("Done, I have told {organisation}.", organisation=name))
    tell.options = (COORDINATION, MENU)
    text = _("The coordination shows “{what}” again. We are sorry for the trouble.", what=what)
    screen = Screen((text,), (LISTINGS, MENU), brief=briefs.UNNAMED)
    ears = audience.of_organisation(tell.tx, event.organisation_id)
    assist.about_listing(tell, event.organisation_id, ears, screen, f"measure:{event.measure_id}", event.listing_id)


TELL: dict[type, Callable[[Telling, Any], None]] = {
    Held: _held,
    Reported: _reported,
    Judged: _judged,
    ListingPutBack: _put_back,
}
