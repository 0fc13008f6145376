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
        _("I have told the people who coordinate: one of them writes to you here. They read what you write now.").id: _(
            "The coordination knows, and writes to you here."
        ).id,
        _(
            "I have told the people who coordinate, but it may take hours until one reads it: do not wait for them. "
            "They read what you write now."
        ).id: _("The coordination knows, but may read it in hours only: do not wait.").id,
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
        ).id: _("{number}: {what}, for {other}; {hours}; {day}; {place}\nWhen it is done, tell me.").id,
        _(
            "Exchange {number} is agreed: {what}, by {other}\nHours: {hours}, set aside\nBy: {day}\nPlace: "
            "{place}\n\nWhen you have received it, tell me."
        ).id: _("{number}: {what}, by {other}; {hours} set aside; {day}; {place}\nTell me once received.").id,
        _(
            "Balance: {posted} below zero.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}.\n1 hour "
            "given = 1 credit."
        ).id: _("Balance: {posted} below zero. Set aside: {held}. You can receive: {usable}.").id,
        _(
            "Balance: {posted} below zero.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}, as you "
            "may go {line} below zero.\n1 hour given = 1 credit."
        ).id: _("Balance: {posted} below zero. Set aside: {held}. You can receive: {usable}.").id,
        _(
            "Balance: {posted}.\nSet aside for exchanges: {held}.\nYou can receive now: {usable}, as you may go {line} "
            "below zero.\n1 hour given = 1 credit."
        ).id: _("Balance: {posted}. Set aside: {held}. You can receive: {usable}.").id,
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
            "Exchange {number}: you told {other} that it is done ({hours}). Now it is their turn to confirm; with no "
            "answer by {until}, it may count as received. I will tell you."
        ).id: _("{number}: you told {other} that it is done ({hours}). Now they confirm.").id,
        _(
            "Exchange {number}: {other} says it is done: {what}\nHours: {hours}\nIf I hear nothing from you by "
            "{until}, it may count as received.\n\nDid you receive it?"
        ).id: _(
            "{number}: {other} says it is done: {what}; {hours}. With no answer by {until}, it may count as "
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
        _(
            "Suggestions rest until {day} and come again by themselves then. What concerns your own exchanges still "
            "reaches you. To have suggestions sooner, write START."
        ).id: _(
            "Suggestions rest until {day}; your own exchanges still reach you. To change it: menu, “Our organisation”."
        ).id,
        _("To have them at once again, write START.").id: _("To change it: menu, “Our organisation”.").id,
        _("Send a photo, a document, a voice note or your location. To leave, write “cancel”.").id: _(
            "Send a photo, a document, a voice note or your location. To leave, write “menu”."
        ).id,
        _(
            "Exchange {number}: {what}, with {other}. You have not agreed yet, so a coordinator decides by {until}; no "
            "hours move until then. You can also settle it yourselves: name the hours that are right."
        ).id: _(
            "{number}: {what}, with {other}. No agreement: a coordinator decides by {until}. Or name the right hours."
        ).id,
        _(
            "Exchange {number}: {what}, with {other}. You named {asked}. If they name the same, it is settled; else a "
            "coordinator decides by {until}."
        ).id: _("{number}: you named {asked}. If they name the same, it is settled; else it is decided by {until}.").id,
        _(
            "Exchange {number}: for “{what}”, {other} names {asked}. If you do not agree, a coordinator decides by "
            "{until}.\n\nDo you agree to {asked}?"
        ).id: _("{number}: {other} names {asked}; else a coordinator decides by {until}.\nDo you agree to {asked}?").id,
        _(
            "Exchange {number}: {other} says that “{what}” took {asked}. Agreed: {hours}. If I hear nothing by "
            "{until}, a coordinator looks at it.\n\nDo you agree to {asked}?"
        ).id: _(
            "{number}: {other} says it took {asked}, agreed: {hours}. A coordinator looks at it on {until}.\nDo you "
            "agree to {asked}?"
        ).id,
        _(
            "Exchange {number}: {other} says that “{what}” took {asked}. You said {hours}. If I hear nothing by "
            "{until}, a coordinator looks at it.\n\nDo you agree to {asked}?"
        ).id: _(
            "{number}: {other} says it took {asked}, you said {hours}. A coordinator looks at it on {until}.\nDo you "
            "agree to {asked}?"
        ).id,
        _(
            "Exchange {number}: {other} ({town}) can do: {what}\nHours: {hours}\nBy: {day}\nPlace: {place}\nIf you "
            "accept, {hours} are set aside in the solidarity fund until you confirm it was done.\n\nDo you accept?"
        ).id: _(
            "{number}: {other} ({town}) can do: {what}; {hours}, from the solidarity fund; {day}; {place}\nDo you "
            "accept?"
        ).id,
        _("Exchange {number}: {what}, with {other}\nHours: {hours}\n\nThe agreed day was {day}. Did it happen?").id: _(
            "{number}: {what}, with {other}; {hours}; {day}. Did it happen?"
        ).id,
        _(
            "Suggestion {number}: {other} ({town}) can help with: {what}\nHours: {hours}\nBy: {day}\n"
            "They offer: {words}\nWhy them: {why}\n\nShall I propose it to them?"
        ).id: _(
            "{number}: {other} ({town}) can help with: {what}; {hours}; {day}\nThey offer: {words}\nShall I propose it?"
        ).id,
        _(
            "Exchange {number}: {other} ({town}) asks you for: {what}\nBy: {day}\nPlace: {place}\n"
            "As a gift: no hours move.\n\nDo you accept?"
        ).id: _("{number}: {other} ({town}) asks you for, as a gift: {what}; {day}; {place}\nDo you accept?").id,
        _(
            "Exchange {number}: {other} ({town}) can do: {what}\nBy: {day}\nPlace: {place}\n"
            "As a gift: no hours move.\n\nDo you accept?"
        ).id: _("{number}: {other} ({town}) can do, as a gift: {what}; {day}; {place}\nDo you accept?").id,
        _(
            "Exchange {number} is agreed as a gift: {what}, for {other}\nBy: {day}\nPlace: {place}\n\n"
            "When it is done, tell me."
        ).id: _("{number}, a gift: {what}, for {other}; {day}; {place}\nWhen it is done, tell me.").id,
        _(
            "Exchange {number} is agreed as a gift: {what}, by {other}\nBy: {day}\nPlace: {place}\n\n"
            "When you have received it, tell me."
        ).id: _("{number}, a gift: {what}, by {other}; {day}; {place}\nTell me when you received it.").id,
        _(
            "Exchange {number}: {other} says it is done, as a gift: {what}\nIf I hear nothing from you by {until}, it "
            "may count as received.\n\nDid you receive it?"
        ).id: _(
            "{number}: {other} says it is done: {what}. With no answer by {until}, it may count as received.\nDid you "
            "receive it?"
        ).id,
        _("You have helped one more organisation, so you can now receive {more} more before you give again.").id: _(
            "You can now receive {more} more before you give again."
        ).id,
        _("Thank you for telling us. No hours move while we look at it. A coordinator will write to you.").id: _(
            "Thank you for telling us. A coordinator will write to you."
        ).id,
        _("If you do not accept the decision, say so until {until}. It is possible once.").id: _(
            "Until {until} you can say once that you do not accept it."
        ).id,
        _("Cancel exchange").id:
        # button
        _("Call it off").id,
        _("Yes").id:
        # button
        _("OK").id,
        _("Cancel").id:
        # button
        _("Drop it").id,
    }
)
"""The id of a sentence → the id of the one that says the same with the same places, or fewer."""
