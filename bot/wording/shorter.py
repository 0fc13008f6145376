"""What is said in fewer words to who reads by SMS, or asked for light messages? A sentence for each that is long.

By SMS some words never reach us: carriers take CANCEL, STOP, END, QUIT, YES, START and HELP for themselves. No sentence
here tells anybody to type them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.messages import _

SHORTER: Mapping[str, str] = MappingProxyType(
    {
        _(
            "Welcome to ComuniDAS: organisations help each other, and 1 hour given = 1 credit.\n\nI keep your "
            "organisation, this chat's address (encrypted) and what you publish, until you write “delete my data”. "
            "Telegram, Meta, Twilio and those who run this server can read this chat: write no names of people at "
            "risk.\n\nTo accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa. If you "
            "have a code, write it."
        ).id:
        # long
        _(
            "ComuniDAS: organisations help each other, 1 hour given = 1 credit.\n\nI keep your organisation, this "
            "number (encrypted) and what you publish, until you write “delete my data”. Phone companies, Twilio and "
            "those who run this server can read this: no names of people at risk.\n\nTo accept and begin, write "
            "organisation and town: Casa Luz, Tegucigalpa. Or your code."
        ).id,
        _(
            "Request: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\nAs: {organisation}\nSeen by: "
            "{audience}\n\nIs this right?"
        ).id: _("Request: {what}; {hours}; {day}; {place}\nSeen by: {audience}\nIs this right?").id,
        _("Offer: {what}\nPlace: {place}\nAs: {organisation}\nSeen by: {audience}\n\nIs this right?").id: _(
            "Offer: {what}; {place}\nSeen by: {audience}\nIs this right?"
        ).id,
        _(
            "Suggestion {number}: {other} ({town}) needs: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\nWhy "
            "you: {why}\n\nCan you help?"
        ).id: _("{number}: {other} ({town}) needs: {what}; {hours}; {day}; {place}\nCan you help?").id,
        _(
            "Exchange {number}: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\nNow it is the turn of the other "
            "organisation: they can answer until {until}. I will tell you."
        ).id: _("{number}: {what}; {hours}; {day}; {place}\nThey can answer until {until}.").id,
        _(
            "Exchange {number}: {other} ({town}) asks you for: {what}\nHours: {hours}\nBy: {day}\nPlace: "
            "{place}\nYou receive {hours} when it is confirmed.\n\nDo you accept?"
        ).id: _(
            "{number}: {other} ({town}) asks you for: {what}; {hours}; {day}; {place}. When it is confirmed you "
            "receive {hours}.\nDo you accept?"
        ).id,
        _(
            "Exchange {number}: {other} ({town}) can do: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\nIf you "
            "accept, I set aside {hours} of yours until you confirm it was done.\n\nDo you accept?"
        ).id: _(
            "{number}: {other} ({town}) can do: {what}; {hours}; {day}; {place}. If you accept, I set aside {hours} "
            "until you confirm.\nDo you accept?"
        ).id,
        _(
            "Exchange {number} is agreed: {what}, for {other}\nHours: {hours}\nBy: {day}\nPlace: {place}\n\nWhen it "
            "is done, tell me."
        ).id: _("{number} is agreed: {what}, for {other}; {hours}; {day}; {place}\nWhen it is done, tell me.").id,
        _(
            "Exchange {number} is agreed: {what}, by {other}\nHours: {hours}, set aside\nBy: {day}\nPlace: "
            "{place}\n\nWhen you have received it, tell me."
        ).id: _(
            "{number} is agreed: {what}, by {other}; {hours} set aside; {day}; {place}\nWhen you have received it, "
            "tell me."
        ).id,
        _(
            "Balance: {posted} below zero.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}.\n1 hour "
            "given = 1 credit."
        ).id: _("Balance: {posted} below zero. Set aside: {held}. You can receive: {usable}.").id,
        _(
            "Balance: {posted}.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}.\n1 hour given = 1 "
            "credit."
        ).id: _("Balance: {posted}. Set aside: {held}. You can receive: {usable}.").id,
        _("{number}: {other} ({country})\nService: {words}\nWhy: {why}").id: _(
            "{number}: {other} ({country}), {words}"
        ).id,
        _(
            "Exchange {number}: you told {other} that it is done ({hours}). Now it is their turn to confirm. I will "
            "tell you."
        ).id: _("{number}: you told {other} that it is done ({hours}). Now they confirm.").id,
        _(
            "Exchange {number}: {other} says it is done: {what}\nHours: {hours}\nIf I hear nothing from you by "
            "{until}, it counts as received.\n\nDid you receive it?"
        ).id: _(
            "{number}: {other} says it is done: {what}; {hours}. With no answer by {until}, it counts as "
            "received.\nDid you receive it?"
        ).id,
        _("Exchange {number} is completed: {what}, with {other}. Hours: {hours}.").id: _(
            "{number} is completed: {what}, with {other}; {hours}."
        ).id,
        _("Published. Nobody needs this right now; I keep looking and tell you.").id: _(
            "Published. Nobody needs it right now; I will tell you."
        ).id,
        _("Published. Nobody fits yet; I keep looking and tell you.").id: _(
            "Published. Nobody fits yet; I will tell you."
        ).id,
        _(
            "Published. Nobody fits yet. I keep looking and tell you; if it stays so, a coordinator looks at it on "
            "{day}."
        ).id: _("Published. Nobody fits yet; I will tell you. Else a coordinator looks at it on {day}.").id,
        _(
            "I did not understand. Write what you need, for example: “need an electrician, 2 hours”. Or choose a "
            "number."
        ).id: _("I did not understand. Write for example “need an electrician, 2 hours”, or a number.").id,
        _(
            "Write what you need or offer, for example: “need an accountant, 3 hours, before Friday”. I look for who "
            "fits and tell both. When it is done and confirmed, the hours move: 1 hour given = 1 credit.\n\nAny "
            "time: menu, back, cancel, balance, language, person, stop."
        ).id: _(
            "Write what you need or offer: “need an accountant, 3 hours, before Friday”. I find who fits. 1 hour "
            "given = 1 credit.\n\nAny time: menu, back, balance, language, person."
        ).id,
        _("What would you like to do? You can also just write it.").id: _("Choose, or just write it.").id,
        _("Is it right? Write “yes”, “change” or “cancel”.").id: _("Is it right? Answer with a number.").id,
        _("You can also write: back, cancel, or person.").id: _("You can also write: back, menu, or person.").id,
        _(
            "To: {other} (exchange {number})\nThey read it in their language. Which one shall I send? To leave, "
            "write “cancel”."
        ).id: _("To: {other} ({number}), read in their language. Which one shall I send? To leave, write “menu”.").id,
        _(
            "To: {other} (exchange {number})\n{note}\n\nWrite it and I pass it on. To leave without sending, write "
            "“cancel”."
        ).id: _("To: {other} ({number})\n{note}\nWrite it and I pass it on. To leave, write “menu”.").id,
        _(
            "Thank you for writing. A coordinator will write to you. Until then I stay quiet; write “menu” to go on "
            "with me."
        ).id: _("A coordinator will write to you. Until then I stay quiet; to go on with me, write “menu”.").id,
        _(
            "Suggestions are paused. What concerns your own exchanges still reaches you. To have suggestions again, "
            "write START."
        ).id: _(
            "Suggestions are paused; your own exchanges still reach you. To change it: menu, “Our organisation”."
        ).id,
        _("Send a photo, a document, a voice note or your location. To leave, write “cancel”.").id: _(
            "Send a photo, a document, a voice note or your location. To leave, write “menu”."
        ).id,
        _("Yes").id:
        # button
        _("OK").id,
        _("Cancel").id:
        # button
        _("Drop it").id,
    }
)
"""The id of a sentence → the id of the one that says the same with the same places, or fewer."""
