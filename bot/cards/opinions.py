"""What was said about an exchange afterwards, as it is read by the two, by a coordinator, and by later partners."""

from __future__ import annotations

from bot.cards.listing import MENU, relied_line
from bot.cards.queue import COORDINATION
from bot.cards.talk import LANGUAGES, REPLY, see_exchange
from core.look import Look
from core.look.reviews import OpinionCard, OpinionsCard, SaidOf
from core.messages import Code, Message, Moment, Option, Screen, Several, Value, _, _n

_NOTHING_YET = _("Nobody has written about you yet. After an exchange each side may say how it was.")
REPORT = _("This is not right")  # button


def opinions_page(card: OpinionsCard, lang: str) -> Screen:
    """What both said, the other side first; for a coordinator with what takes words away."""
    if not card.opinions:
        return Screen((_("Nothing was said about exchange {number}.", number=_number(card)),), (MENU,))
    order = sorted(card.opinions, key=lambda one: one.by_id == card.mine)
    lines = tuple(line for one in order for line in said_lines(one, card.number, mine=one.by_id == card.mine))
    return Screen(lines, (*choices(card), *_of_coordinator(card), MENU), foreign=foreign_of(card, lang))


def foreign_of(card: OpinionsCard, lang: str) -> str:
    """The language of the other side's words, where its reader reads another."""
    them = card.theirs
    written = "" if them is None else them.lang if them.words else them.reply_lang if them.reply else ""
    return written if written != lang else ""


def said_lines(one: OpinionCard, number: int, *, mine: bool) -> tuple[Message, ...]:
    """What one side said: its answers, its words, and its reply to the other's."""
    values: dict[str, Value] = {"number": Code(str(number)), "other": one.by}
    lines: list[Message] = []
    if one.says:
        said = Several(_answers(one)) if _answers(one) else _("in words")
        lines.append(
            _("You said about exchange {number}: {said}.", number=values["number"], said=said)
            if mine
            else _("{other} says about exchange {number}: {said}.", **values, said=said)
        )
    if one.words:
        lines.append(_("“{text}”", text=one.words))
    if one.reply:
        lines.append(
            _("You replied: “{text}”", text=one.reply)
            if mine
            else _("{other} replied: “{text}”", other=one.by, text=one.reply)
        )
    if one.hidden:
        lines.append(_("A coordinator has taken words away here."))
    return tuple(lines)


def _answers(one: OpinionCard) -> tuple[Message, ...]:
    stars = () if one.stars is None else (_n("{n} star of 5", "{n} stars of 5", one.stars),)
    on_time = () if one.on_time is None else (_("on time") if one.on_time else _("late"),)
    promised = () if one.as_promised is None else (_("as promised") if one.as_promised else _("not as promised"),)
    return (*stars, *on_time, *promised)


def choices(card: OpinionsCard) -> tuple[Option, ...]:
    """What one of the two may do with what the other said."""
    reply = (_option(card, "answer", REPLY),) if card.may_reply else ()
    report = (_option(card, "report", REPORT),) if card.may_report else ()
    see = (see_exchange(card.exchange_id, card.number),) if card.mine else ()
    return (*reply, *report, *see)


def _of_coordinator(card: OpinionsCard) -> tuple[Option, ...]:
    if card.mine:
        return ()
    shown = (one for one in card.opinions if not one.hidden and (one.words or one.reply))
    hide = (Option(f"x:{card.exchange_id}:{one.by_id}:hide", _("Hide: {other}", other=one.by)) for one in shown)
    return (*hide, COORDINATION)


def _option(card: OpinionsCard, verb: str, label: Message) -> Option:
    return Option(f"x:{card.exchange_id}:0:{verb}", label)


def _number(card: OpinionsCard) -> Code:
    return Code(str(card.number))


def said_of_page(exchange_id: int, number: int, found: tuple[SaidOf, ...], lang: str) -> Screen:
    """The newest words about the other side; who wrote them is not said."""
    if not found:
        return Screen((_("Nobody has written about them yet."),), (see_exchange(exchange_id, number), MENU))
    lines = tuple(_said_of(one, lang) for one in found)
    head = _("What others wrote about them, the newest first:")
    return Screen((head, *lines), (see_exchange(exchange_id, number), MENU))


def said_of_us(look: Look) -> Screen:
    """What others read of the organisation: its figures, and the newest words about it."""
    said, us = look.said_of_us(), look.me.organisation
    read = _("Others read this about {organisation} before they agree:", organisation=us)
    new = _(
        "Others read about {organisation} that it is new here. After a few exchanges they see how many were kept.",
        organisation=us,
    )
    head = (read, *relied_line(said.relied)) if any(said.relied) else (new,)
    words = tuple(_said_of(one, look.me.lang) for one in said.words)
    told = (_("What was written about you, the newest first:"), *words) if words else (_NOTHING_YET,)
    return Screen((*head, *told), (MENU,))


def _said_of(one: SaidOf, lang: str) -> Message:
    values: dict[str, Value] = {"day": Moment(one.at), "text": one.words}
    if one.lang and one.lang != lang:
        return _("{day} ({language}): “{text}”", language=LANGUAGES[one.lang], **values)
    return _("{day}: “{text}”", **values)
