"""What one side of an exchange said reaches everybody of the other side, each in their own language where it can."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.flagged import REPORT
from bot.cards.listing import MENU
from bot.cards.talk import PHRASES, REPLY, SHARE, option, see_exchange
from bot.notices.telling import DEFAULT_MS, Telling
from bot.sending import briefs
from core import audience
from core.audience import Ear
from core.commands.talk import Said
from core.events import ContactMoved, HandedOn, Moved, Relayed
from core.messages import Code, Message, Option, Screen, _, _n
from core.naming import called_in, side_names
from core.outbox import windows
from core.policy import DAY_MS
from core.privacy.nameless import Called
from core.relay import relayed

KEY = "relay:"
"""What begins the key of every alert that carries a partner's words."""
_KEPT_MS = 14 * DAY_MS
_AWAKE_MS = 30 * 60_000
_OPENED = frozenset(("problem", "disputed", "figure_refused", "appealed"))
_READ = _("From now on a coordinator can also read what you two wrote to each other here.")


def _relayed(tell: Telling, event: Relayed) -> None:
    said = relayed.one(tell.tx, event.relayed_id)
    if said is None:
        return
    number = side_names(tell.tx, event.exchange_id).number
    names = called_in(tell.tx, event.exchange_id)
    me, other = names[event.from_id], names[event.to_id]
    ears = audience.of_organisation(tell.tx, event.to_id)
    _tell_writer(tell, event, said, other, ears, number)
    text = _("{other}, exchange {number}: {text}", other=me, number=Code(str(number)), text=said.words)
    more = _(
        "{other}, exchange {number}: {text}", other=me, number=Code(str(number)), text=_n("a file", "{n} files", 1)
    )
    first, *rest = event.files or (0,)
    for ear in ears:
        foreign = said.lang if said.lang != ear.lang else ""
        answers = _answers(event.exchange_id, number, said, foreign)
        screen = Screen((text,), answers, str(number), foreign, brief=briefs.MESSAGE, media=first)
        awake = tell.now - ear.wrote_at < _AWAKE_MS
        tell.alert([ear], screen, f"{KEY}{said.id}", _KEPT_MS, at_once=awake)
        for id in rest:
            screen = Screen((more,), answers, str(number), brief=briefs.MESSAGE, media=id)
            tell.alert([ear], screen, f"{KEY}{said.id}:{id}", _KEPT_MS, at_once=awake)


def _handed_on(tell: Telling, event: HandedOn) -> None:
    """The words that somebody agreed to translate reach them; who asked hears that they did."""
    said = relayed.one(tell.tx, event.relayed_id)
    if said is None:
        return
    number = side_names(tell.tx, event.exchange_id).number
    names = called_in(tell.tx, event.exchange_id)
    text = _(
        "To translate for {other}, exchange {number}: {text}",
        other=names[event.from_id],
        number=Code(str(number)),
        text=said.words,
    )
    passed = _("I have passed the message on to {other}, to translate it.", other=names[event.to_id])
    if tell.me is not None and tell.me.organisation_id == event.to_id:
        tell.say(text)
    elif tell.me is not None and tell.me.organisation_id == event.from_id:
        tell.say(passed)
    report = option(event.exchange_id, f"flag-{event.relayed_id}", REPORT)
    options = (option(event.exchange_id, "write", REPLY), see_exchange(event.exchange_id, number), report)
    screen = Screen((text,), options, str(number), brief=briefs.MESSAGE)
    tell.alert(audience.of_organisation(tell.tx, event.to_id), screen, f"{KEY}{said.id}", _KEPT_MS)


def _answers(exchange_id: int, number: int, said: Said, foreign: str) -> tuple[Option, ...]:
    """Reply in one tap; where the two have no language in common ready phrases and a translation are near."""
    phrases = (option(exchange_id, "phr", PHRASES),) if foreign or not said.lang else ()
    ask = (option(exchange_id, "trans", _("Ask to translate")),) if foreign else ()
    report = option(exchange_id, f"flag-{said.id}", REPORT)
    return option(exchange_id, "write", REPLY), *phrases, *ask, see_exchange(exchange_id, number), report


def _tell_writer(tell: Telling, event: Relayed, said: Said, other: Called, ears: list[Ear], number: int) -> None:
    if not ears:
        tell.say(_("{other} is not available now. They can read it when they are back.", other=other))
    elif all(windows.waits(tell.tx, ear.address_id, briefs.MESSAGE.kind, ear.lang, tell.now) for ear in ears):
        tell.say(
            _(
                "Kept for {organisation}: they have not written to me for a day, and their app does not let me write "
                "first. They read it when they write.",
                organisation=other,
            )
        )
    elif isinstance(said.words, Message):
        tell.say(_("Sent to {organisation}: {text}", organisation=other, text=said.words))
    elif said.lang and all(ear.lang != said.lang for ear in ears):
        tell.say(_("Sent to {organisation}, marked as written in another language.", organisation=other))
    else:
        tell.say(_("Sent to {organisation}.", organisation=other))
    if event.hid:
        tell.say(
            _(
                "I hid a phone number, link or e-mail in it. They are shown once both of you agree: choose “Share "
                "contacts”."
            )
        )
    share = (option(event.exchange_id, "share", SHARE),) if event.hid else ()
    tell.options = (
        option(event.exchange_id, "write", _("Write more")),
        *share,
        option(event.exchange_id, "talk", _("What was written")),
        see_exchange(event.exchange_id, number),
        MENU,
    )


# ---- contact details --------------------------------------------------------------------------------------------


def _contact(tell: Telling, event: ContactMoved) -> None:
    names = called_in(tell.tx, event.exchange_id)
    me, other = names[event.by_id], names[event.to_id]
    number = side_names(tell.tx, event.exchange_id).number
    offered = relayed.contacts(tell.tx, event.exchange_id) if event.action == "shared" else {}
    tell.say(_outcome(event, other, offered))
    tell.options = (
        option(event.exchange_id, "talk", _("What was written")),
        see_exchange(event.exchange_id, number),
        MENU,
    )
    text = _lead(event, me, number, offered)
    options: tuple[Option, ...] = (see_exchange(event.exchange_id, number),)
    if event.action == "offered":
        yes, no = option(event.exchange_id, "share", SHARE), option(event.exchange_id, "keep", _("No, thanks"))
        options = (yes, no, *options)
    elif event.action == "shared":
        options = (option(event.exchange_id, "write", REPLY), *options)
    ears = audience.of_organisation(tell.tx, event.to_id)
    key = f"contact:{event.exchange_id}:{event.action}:{event.at}"
    tell.alert(ears, Screen((text,), options, str(number), brief=briefs.MESSAGE), key, 5 * DEFAULT_MS)


def _outcome(event: ContactMoved, other: Called, offered: dict[int, Any]) -> Message:
    match event.action:
        case "shared":
            return _(
                "You both share contact details now. How to reach {other}: {text}",
                other=other,
                text=offered[event.to_id],
            )
        case "offered":
            return _("I asked {other}. I will tell you; until then you can take it back.", other=other)
        case "taken_back":
            return _("Taken back: {other} does not see them.", other=other)
    return _("All right, I have told them.")


def _lead(event: ContactMoved, me: Called, number: int, offered: dict[int, Any]) -> Message:
    exchange = Code(str(number))
    match event.action:
        case "shared":
            return _(
                "Exchange {number}: you both share contact details now. How to reach {other}: {text}",
                number=exchange,
                other=me,
                text=offered[event.by_id],
            )
        case "offered":
            return _(
                "Exchange {number}: {other} would like to share contact details. Each sees the other's only when both "
                "agree. Do you agree?",
                number=exchange,
                other=me,
            )
        case "taken_back":
            return _("Exchange {number}: {other} no longer offers contact details.", number=exchange, other=me)
    return _(
        "Exchange {number}: {other} would rather write here, so no contact details are shown.",
        number=exchange,
        other=me,
    )


# ---- who else reads it ------------------------------------------------------------------------------------------


def read_by_coordinators(tell: Telling, event: Moved) -> tuple[Message, ...]:
    """That a problem lets a coordinator read what the two wrote; nothing where they did not write."""
    opened = event.action in _OPENED and event.actor != "coordinator"
    return (_READ,) if opened and relayed.has_any(tell.tx, event.exchange_id) else ()


def say_read(tell: Telling, event: Moved, organisation_id: int) -> None:
    """The same to a side that hears nothing else of the problem."""
    number = side_names(tell.tx, event.exchange_id).number
    text = _(
        "Exchange {number}: a coordinator looks at it and can also read what you two wrote to each other here.",
        number=Code(str(number)),
    )
    screen = Screen((text,), (see_exchange(event.exchange_id, number), MENU), str(number), brief=briefs.MESSAGE)
    ears = audience.of_organisation(tell.tx, organisation_id)
    tell.alert(ears, screen, f"read:{event.exchange_id}")


TELL: dict[type, Callable[[Telling, Any], None]] = {HandedOn: _handed_on, Relayed: _relayed, ContactMoved: _contact}
