"""What does free text say already of the conversation that it begins? Hints, as canonical answers of its questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.conversation.heard import Heard
from bot.conversation.meaning import of_a_thing
from bot.conversation.session import ABOUT_MESSAGES, DRAFTS, OTHER
from bot.conversation.then import in_turn
from bot.flows.donate import FUND
from bot.flows.quiet import night_text
from bot.questions import UNSURE
from bot.understand import Timed, Understanding
from bot.understand.calendar.night import night_in
from bot.understand.calendar.resting import rests_until
from bot.understand.cues.intents import POSTING
from bot.understand.lexis.lexicon import small
from bot.understand.lexis.tokens import forms_of, tokenise
from bot.understand.passed import parts_of
from bot.understand.services.somebody import only_people
from bot.understand.taken_back import without_taken_back
from bot.understand.where.places import EITHER, HERE, REMOTE
from bot.understanding import likely
from core.look import Look
from core.moderation import abuse
from core.text.clean import clean

_FLOWS = {
    "post_need": "need",
    "post_offer": "offer",
    "delete_my_data": "erase",
    "pause_alerts": "pause",
    "stop": "stop",
    "donate": "donate",
    "discreet": "discreet",
    "quiet_hours": "quiet_hours",
}
_NAMED = 6  # words at most that may be nothing but a service's name
_TOLD = 5  # words, from which on somebody may tell how things are, and no service
_LONGEST = 300  # letters of what may be a listing as it stands
_SIGNS = '.,;:!()«»"“”،؛'
_IDLE, _SURELY = "idle", 0.7
_ASKED_BY_NEED = frozenset(("hours", "deadline", "urgency"))
_COMING, _SOMETHING = small("coming"), small("something")
AS_SOON = {"urgent": "yes", "by": UNSURE}
"""Canonical answers: what is urgent has no day, where none is said."""


def flow_hints(heard: Heard, look: Look) -> tuple[str, dict[str, str]] | None:
    """(flow, hints as canonical answers of its questions) when the words ask for one; a draft keeps no contacts."""
    heard = heard.bare().unnamed()
    understood = heard.understood()
    flow = _FLOWS.get(understood.intent)
    if not flow:
        return None
    if flow in DRAFTS and (meant := without_taken_back(heard.text, heard.language(), look.today)) != heard.text:
        return flow_hints(heard.again(meant), look)
    if flow == "erase":
        return flow, {}  # consent is never a hint
    if flow in (*ABOUT_MESSAGES, "quiet_hours"):
        return _about_messages(flow, heard, look)
    if flow == "donate" and _is_a_service(heard, look):
        return "either", {"what": heard.text}
    if flow == "offer" and _offers_nothing(heard, look):
        return None
    if flow in DRAFTS and (two := _both(heard, look)):
        return two
    hints = _slots(understood.slots)
    if flow in DRAFTS:
        hints = posting(heard, flow, hints, urgent="urgency" in understood.slots)
    unread = flow in DRAFTS and "what" not in hints and look.names_service(heard.text, heard.language())
    if unread and flow == "need" and understood.by == "words":  # "our roof leaks and we need help before the rains"
        return flow, {**hints, "what": only_people(heard.text) or _as_told(heard, hints)}
    if unread or ("what" in hints and _may_be_either(understood)):
        return "either", {**hints, "what": _as_told(heard, hints)}
    return flow, hints


def posting(heard: Heard, kind: str, hints: dict[str, str], *, urgent: bool) -> dict[str, str]:
    """What the words say of the request or the offer that they make; `hints` is what the grammars made of them."""
    if title := heard.title(kind):
        hints = hints | {"what": title}
    elif "what" in hints:
        hints = hints | {"what": heard.wording(kind)}  # rather too much than a part that may not be the thing
    if kind == "offer" and (several := heard.skills()):
        hints["what"] = "\n".join(several)
    hints = _as_posted(heard, kind, hints)
    hints = _when(heard, hints, urgent=urgent) if kind == "need" else hints
    return hints | _where(heard, hints) | _uncut(heard, hints)


def _as_posted(heard: Heard, flow: str, hints: dict[str, str]) -> dict[str, str]:
    """With the hours and the day that are told of the one thing, and the town where it is done: no others count."""
    things, town = heard.posted(flow)
    if not things:
        return hints
    said = {"hours": str(things[0].minutes or ""), "by": things[0].by} if flow == "need" and len(things) == 1 else {}
    if int(hints.get("hours", "1")) <= 0:  # "0 hours" are told that there have to be some
        said.pop("hours", "")
    where = hints.get("where", "")
    if where != REMOTE and (town or where.removeprefix(HERE) not in hints.get("what", "")):
        said["where"] = town and HERE + town  # "drive us to Tela" is done there
    kept = {key: value for key, value in hints.items() if key not in said}
    return kept | {key: value for key, value in said.items() if value}


def _uncut(heard: Heard, hints: dict[str, str]) -> dict[str, str]:
    """The whole message as what it is about, where a title cut from it would hide abuse from who looks at it."""
    hidden = abuse(heard.text) and not abuse(hints.get("what", ""))
    return {"what": clean(heard.text, _LONGEST)} if hidden else {}


def _when(heard: Heard, hints: dict[str, str], *, urgent: bool) -> dict[str, str]:
    """The hints of a request, with those of each where it makes several, and with what is said of its day in words."""
    needs = heard.items("need")
    if needs:
        hints = _of_each(hints, needs)
    elif "by" not in hints and (heard.says_any_day() or heard.says_start() or heard.comes_again()):
        return hints | {"by": UNSURE}
    return AS_SOON | hints if urgent and ("by" not in hints or not needs) else hints


def _of_each(hints: dict[str, str], needs: Sequence[Timed]) -> dict[str, str]:
    """The hints of the first of several requests, and the others behind it; hours and days are those of each."""
    return {key: said for key, said in hints.items() if key not in ("hours", "by")} | in_turn(needs, apart=True)


def _about_messages(flow: str, heard: Heard, look: Look) -> tuple[str, dict[str, str]]:
    night = night_in(heard.text) if flow == "quiet_hours" else None
    if night:
        return flow, {"night": night_text(night)}
    if flow in ABOUT_MESSAGES and (rest := rests(heard, look)):
        return "pause", rest
    often = heard.how_often() if flow == "pause" else ""
    return flow, {"wish": often} if often else {}


def rests(heard: Heard, look: Look) -> dict[str, str]:
    """The answers of one who wants no messages until a day that the words name; {} where they name none."""
    day = rests_until(heard.text, heard.language(), look.today)
    return {"wish": "off", "until": day.isoformat()} if day else {}


def _offers_nothing(heard: Heard, look: Look) -> bool:
    """«¿llevamos algo?», «شو بدكم نجهز؟», «بقدر اجي يوم الاربعا»: a question to somebody, or when they come."""
    if look.names_service(heard.text, heard.language()):
        return False
    forms = tokenise(heard.text).forms
    service = forms_of(str(heard.understood().slots.get("service") or ""))
    comes = bool(service) and service[0] in _COMING
    return comes or (heard.asks_something() and not _SOMETHING.isdisjoint(forms))


def _is_a_service(heard: Heard, look: Look) -> bool:
    """«donación de ropa» gives no hours: clothes are asked for, or offered."""
    hours = heard.fund() or heard.understood().slots
    return not hours and look.names_service(heard.text, heard.language())


def _both(heard: Heard, look: Look) -> tuple[str, dict[str, str]] | None:
    """The first of a request and an offer made in one message, with the other among its hints."""
    if (texts := heard.both()) is None:
        return _both_by_acts(heard)
    parts = [flow_hints(heard.again(part), look) for part in texts]
    match parts:
        case [(flow, hints), (other, also)] if {flow, other} == DRAFTS and "what" in hints and "what" in also:
            if flow == "offer" and heard.again(texts[0]).only_who(hints["what"]):
                return None  # "we are a group of fishermen and need …"
            return flow, {**hints, **{OTHER + key: said for key, said in also.items()}}
    return None


def _both_by_acts(heard: Heard) -> tuple[str, dict[str, str]] | None:
    """The same, of a message of which one part surely asks for something and the other surely offers it."""
    told: list[tuple[str, str]] = []
    for part in parts_of(heard.text):
        act, chance = likely(part, _IDLE)[0]
        kind = act.removeprefix("post_") if act in POSTING and chance >= _SURELY else ""
        if told and kind in ("", told[-1][0]):
            told[-1] = told[-1][0], f"{told[-1][1]} {part}"
        elif kind or told:
            told.append((kind, part))
    if {kind for kind, _part in told} != DRAFTS or len(told) != len(DRAFTS):
        return None
    (flow, hints), (_other, also) = [(kind, _said_of(kind, heard.again(part))) for kind, part in told]
    return flow, {**hints, **{OTHER + key: said for key, said in also.items()}}


def _said_of(kind: str, part: Heard) -> dict[str, str]:
    """What a part of a message says of what it asks for or offers; an offer has no hours and no day of its own."""
    hints = {"what": part.title(kind) or part.wording(kind)}
    if kind == "offer":
        return hints
    minutes, day = part.minutes(), part.day()
    hours = {"hours": str(minutes)} if isinstance(minutes, int) and minutes > 0 else {}
    return {**hints, **hours, **({"by": day.isoformat()} if isinstance(day, date) else {})}


def _may_be_either(understood: Understanding) -> bool:
    """Whether a listing is but a name, or like other listings: "abogada de familia" asks or offers.

    Hours, a day or a hurry are said by who asks.
    """
    asks = not _ASKED_BY_NEED.isdisjoint(understood.slots)
    listing = understood.intent in POSTING
    return listing and understood.by in ("name", "likeness") and not asks


def only_named(heard: Heard, look: Look) -> dict[str, str] | None:
    """Hints from words that name a service and no more ("accounting", "3 hours of accounting"); None for all others."""
    heard = heard.bare().unnamed()
    if len(heard.text.split()) > _NAMED or heard.understood().intent != "out_of_scope":
        return None
    if not look.names_service(heard.text, heard.language()):
        return None
    hints = {"what": heard.text, **_slots(heard.named(), heard.wording())}
    return {**hints, **_where(heard, hints)}


def told(heard: Heard, look: Look) -> dict[str, str] | None:
    """Hints from words that mean nothing else, and may be a listing as they stand: a service is named in them, or how
    things are is told ("ya no enfría y se nos echa a perder la leche"). None for a question, and for a few words.
    """
    heard = heard.bare().unnamed()
    understood = heard.understood()
    if (
        not of_a_thing(heard, look) and (understood.intent != "out_of_scope" or understood.by)
    ) or heard.asks_something():
        return None
    size = sum(word.strip(_SIGNS).isalnum() for word in heard.text.split())
    if len(heard.text) > _LONGEST or (size < _TOLD and not look.names_service(heard.text, heard.language())):
        return None
    hints = _slots(heard.named())
    if not look.names_service(heard.text, heard.language()):
        hints = {"by": hints["by"]} if "by" in hints else {}  # "quince días pa irse" are no hours
    return {**hints, **_where(heard, hints), "what": _as_told(heard, hints)}


def _as_told(heard: Heard, hints: dict[str, str]) -> str:
    """The title of words that no cue orders; else what they name, or all that may be one."""
    return heard.title() or hints.get("what", "") or heard.wording()


def told_more(heard: Heard, *, need: bool, new: bool) -> dict[str, str] | None:
    """Hints from an answer to "what?" that names several services, says hours, the day or the place as well, or is a
    whole sentence ("we need a plumber"); None for one that does not.

    An offer has no hours and no day of its own: words that name any stay as they are.
    """
    heard = heard.bare().unnamed()
    needs = heard.items("need") if need and new else ()
    any_day = need and (heard.says_any_day() or heard.comes_again())
    asked = heard.understood() if need and heard.plainly() == "need" else None
    sentence = asked is not None and asked.intent == "post_need" and asked.by == "words"
    if not (needs or any_day or sentence or heard.says_more_than_what()):
        return None
    hints = _slots(asked.slots if asked and sentence else heard.named(), heard.title("need" if need else "offer"))
    if any_day:
        hints.setdefault("by", UNSURE)
    elif need and "urgency" in (asked.slots if asked else heard.named()):
        hints |= AS_SOON | hints
    hints = _as_posted(heard, "need" if need else "offer", hints)
    if needs:
        return _of_each(hints, needs)
    said = hints.keys() & {"hours", "by", "where"}
    if "what" not in hints or not (need or said == {"where"}):
        return None
    if not need:
        hints["what"] = "\n".join(heard.skills()) or hints["what"]
    return hints


def _where(heard: Heard, hints: dict[str, str]) -> dict[str, str]:
    """That it is to be done there, or there or from a distance, where the words say so."""
    where, town = heard.place_said(), hints.get("where", "")
    if where == EITHER and town.startswith(HERE):
        return {"where": EITHER + town.removeprefix(HERE)}
    return {"where": where} if where in (HERE, EITHER) and "where" not in hints else {}


def _slots(slots: dict[str, object], title: str = "") -> dict[str, str]:
    """Slots as canonical answers of the questions `what`, `hours`, `by`, `where`."""
    hints: dict[str, str] = {}
    if what := title or slots.get("service"):
        hints["what"] = str(what)
    match slots.get("hours", slots.get("amount")):
        case int() | float() as hours:
            hints["hours"] = str(round(float(hours) * 60))
    match slots.get("recipient"):
        case str(name):
            hints["who"] = FUND if name == FUND else "=" + name
    match slots.get("deadline"):
        case str(day):
            hints["by"] = day
    match slots.get("place"):
        case "remote":
            hints["where"] = REMOTE
        case str(town):
            hints["where"] = HERE + town
    return hints
