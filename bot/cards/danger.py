"""What somebody in danger reads, and how their case looks to who coordinates: other words than any other case has."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.listing import MENU
from core.look.coordinators import CaseCard, CaseWords, Danger
from core.messages import Code, Country, Message, Moment, Option, Screen, Several, Value, _
from core.moderation.emergency import Numbers
from core.relay.phrases import IN_DANGER

PERSON = Option("d:person", _("Talk to a person"))
# button
SAFE = Option("d:safe", _("No danger"))
# button
GO_ON = Option("d:on", _("Go on"))
YES, NO = Option("d:yes", _("Yes")), Option("d:no", _("No"))
OPTIONS = (PERSON, SAFE, GO_ON)
# button
TELL = Option("d:tell", _("Tell them anyway"))
# button
SO, NOT_SO = Option("d:so", _("Yes, tell them")), Option("d:notso", _("No danger"))
ASKED = (SO.id, NOT_SO.id)

_READ = {
    "self_harm": _("I read what you wrote, and I am glad that you wrote it. You are not alone."),
    "child": _("I read what you wrote. It is good that you say it. It is not the child's fault."),
    "sexual": _("I read what you wrote. It is not your fault, and you are not alone."),
    "violence": _("I read what you wrote. Nobody may do that. You are not alone."),
    "emergency": _("I read what you wrote. You are not alone with it."),
}
# What to do now, one step.
_FIRST_STEP = {
    "self_harm": _("Do not stay alone now: go to somebody, or ask somebody to come."),
    "child": _("Stay with the child, away from whoever it is afraid of."),
    "sexual": _("Go where you are safe, to somebody you trust."),
    "violence": _("Go where other people are. If somebody else reads your phone, delete these messages."),
    "emergency": _("Go where it is safe, and ask people near you for help."),
}
_LINES = {
    "self_harm": _("To talk to somebody who listens: {line}.", line=""),
    "child": _("For children in danger: {line}.", line=""),
    "sexual": _("For women who suffered violence: {line}.", line=""),
    "violence": _("For women who suffer violence: {line}.", line=""),
}
_HEARD = {
    "soon": _("I have told the people who coordinate: one of them writes to you here. They read what you write now."),
    "late": _(
        "I have told the people who coordinate, but it may take hours until one reads it: do not wait for them. They "
        "read what you write now."
    ),
    "withheld": _(
        "It is about the coordination, so I told nobody there. Who runs this server can read it, in some days: do not "
        "wait for us. If the coordination shall know, choose “{tell}”.",
        tell=TELL.label,
    ),
    "seen": _("Passed on to the person who sees to it."),
    "nobody": _("Nobody who coordinates can read it now, so do not wait for us: call, or go to people near you."),
}
_KINDS = {
    "self_harm": _("suicide or self-harm"),
    "child": _("a child"),
    "sexual": _("sexual violence"),
    "violence": _("violence"),
    "emergency": _("an emergency"),
}


# ---- to who is in danger ----------------------------------------------------------------------------------------


def numbers_lines(found: Sequence[Numbers], kind: str) -> tuple[Message, ...]:
    """Whom to call: in their country, or in each that it may be."""
    if not found:
        return (_("If there is danger now, call the emergency number where you are."),)
    if len(found) > 1:
        each = (_("{country} {number}", country=Country(one.country), number=Code(one.first)) for one in found)
        return (_("If there is danger now, call: {numbers}.", numbers=Several(tuple(each))),)
    (one,) = found
    if not one.line:
        return (_now(one),)
    said = _LINES[kind].id if one.sure else _("There may also be a line for this: {line}.").id
    return (_now(one), Message(said, {"line": Code(one.line)}))


def _now(one: Numbers) -> Message:
    if len(one.now) == 1:
        return _("If there is danger now, call {number}.", number=Code(one.first))
    each = (Message(_WHO[who].id, {"number": Code(number)}) for who, number in one.now.items())
    return _("If there is danger now, call: {numbers}.", numbers=Several(tuple(each)))


_WHO = {
    "police": _("police {number}", number=""),
    "ambulance": _("ambulance {number}", number=""),
    "fire": _("fire brigade {number}", number=""),
}


def told_lines(kind: str, calls: tuple[Message, ...], heard: str) -> tuple[Message, ...]:
    """The answer to words of danger: that they were read, whom to call, what to do now, and who was told."""
    return (_READ[kind], *calls, _FIRST_STEP[kind], _HEARD[heard])


def asked_whether(calls: tuple[Message, ...]) -> Screen:
    """Where it is not sure that somebody is in danger: whom to call all the same, and whether others shall be told."""
    asked = _("Is somebody in danger or being hurt? If so, I tell the people who coordinate.")
    return Screen((asked, *calls), (SO, NOT_SO))


def asked_again(calls: tuple[Message, ...]) -> Screen:
    """The same once more, where it is not sure what the answer means; they read that nobody knows of it."""
    text = _(
        "I did not understand that, and so far I told nobody. Shall I tell the people who coordinate that somebody is "
        "in danger?"
    )
    return Screen((text, *calls), (SO, NOT_SO))


NOBODY_TOLD = _("I told nobody. If somebody is in danger, write it here.")
"""Where the second answer leaves it open as well."""


def more_lines(calls: tuple[Message, ...], heard: str) -> tuple[Message, ...]:
    """The answer to what they write after that."""
    if heard == "seen":
        return (_HEARD["seen"],)
    if heard == "nobody":
        return (_HEARD["nobody"], *calls[:1])
    return (_("Passed on to the people who coordinate."), *calls[:1])


NOT_SHOWN = _("I have told them that you sent something, but I can pass on words only. Please write it.")
WORDS_ONLY = _("I passed on the words. What you sent with them I cannot pass on.")
WRITE_ON = _("Write it here, and I pass it on.")
CLEAR = _("Good. I have told the people who coordinate. If that changes, write to me at any time.")


# ---- to who coordinates -----------------------------------------------------------------------------------------


def danger_kind(kind: str) -> Message:
    """What a case of danger is about, in a few words that no other case has."""
    return _("URGENT, danger: {kind}", kind=_KINDS.get(kind, _KINDS["emergency"]))


def whose(organisation: str) -> str | Message:
    """Who wrote: people are known by their organisation."""
    return organisation or _("somebody who is no member")


def alarm_lines(case_id: int, kind: str, organisation: str, *, doubted: bool) -> tuple[Message, ...]:
    """The head of an alert about it."""
    text = _(
        "URGENT: somebody may be in danger ({kind}). Case {case}, {organisation}.",
        kind=_KINDS[kind],
        case=Code(str(case_id)),
        organisation=whose(organisation),
    )
    return (text, *_DOUBTED[doubted])


_DOUBTED = {
    False: (),
    True: (_("That phone was silent for long: somebody else may be writing."),),
}


def danger_lines(card: CaseCard, told: Danger) -> tuple[Message, ...]:
    """What stands before everything else: what raised the alarm, and whom to call there."""
    lines = list(alarm_lines(card.id, told.kind, card.organisation, doubted=told.doubted))
    if told.alarm is not None:
        lines.append(words_line(told.alarm))
    values: dict[str, Value] = {"number": Code(told.number), "line": Code(told.line)}
    if told.number and told.line:
        lines.append(_("Where they are, call {number}; for this, {line}.", **values))
    elif told.number:
        lines.append(_("Where they are, call {number}.", **values))
    return tuple(lines)


def words_line(one: CaseWords) -> Message:
    """Words of a case with their moment, and who wrote them."""
    if one.ours:
        return _("{day}, coordination: {text}", day=Moment(one.at), text=one.words)
    return _("{day}, they wrote: {text}", day=Moment(one.at), text=one.words)


def first_phrases(card: CaseCard) -> tuple[Option, ...]:
    """Where the two read no common language the first ready phrases are one tap away; all of them are two."""
    told = card.danger
    if told is None or not card.answerable:
        return ()
    first = phrase_options(card.id, told)[:_AT_ONCE] if told.lang else ()
    return (*first, Option(f"c:{card.id}:say", _("Ready phrases")))


_AT_ONCE = 3


def phrase_options(case_id: int, told: Danger) -> tuple[Option, ...]:
    """Every phrase that can be sent in a case of danger."""
    options = []
    for one in IN_DANGER:
        if one.asks and not told.number:
            continue
        number = f"-{told.number}" if one.asks else ""
        label = Message(one.text.id, {"number": Code(told.number)}) if one.asks else one.text
        options.append(Option(f"c:{case_id}:say-{one.id}{number}", label))
    return tuple(options)


def phrases_page(card: CaseCard, told: Danger) -> Screen:
    """All ready phrases of a case."""
    text = _("They read it in their language. It goes at once. Which one shall I send?")
    return Screen((text,), (*phrase_options(card.id, told), Option(f"c:{card.id}:see", _("See the case")), MENU))
