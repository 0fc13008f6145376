"""How an exchange looks to one of its two sides: where it stands, whose turn it is, and what can be done.

The same card is shown by an alert, by a list and as the answer to a command, so it is made in one place.
"""

from __future__ import annotations

from bot.cards.choices import PROBLEM, Choices
from bot.cards.exchange_states import BY_STATE, ended
from bot.cards.flagged import REPORT
from bot.cards.gift import GIFTS
from bot.cards.linked import MORE, lines_before, parts_lines
from bot.cards.listing import ABOUT_THEM, BLOCK, FILES, relied_line
from bot.cards.trouble import settled_more
from core.exchange_states import AGREED, COMPLETED, PENDING, UNDER_WAY
from core.look.exchanges import ExchangeCard
from core.messages import Code, Day, Message, Option, Screen, _


def exchange_line(card: ExchangeCard) -> Message:
    """One exchange in a list."""
    return _(
        "{number}: {what}, with {other}. {state}",
        number=Code(str(card.number)),
        what=card.what,
        other=card.other,
        state=state_line(card),
    )


def state_line(card: ExchangeCard) -> Message:
    """Where it stands and whose turn it is."""
    if card.waits and card.state != "suggested":
        return _("It is your turn.")
    match card.state:
        case "suggested":
            return _("A suggestion.")
        case "proposed":
            return _("Waiting for the other organisation.")
        case "agreed" if card.due_on:
            return _("Agreed for {day}.", day=Day(card.due_on))
        case "agreed" | "overdue":
            return _("Agreed.")
        case "delivered":
            return _("Done, to be confirmed.")
        case "disputed":
            return _("A coordinator is looking at it.")
        case "settled" | "closed":
            return _("Completed.")
        case _:
            return _("It has ended.")


def exchange_card(card: ExchangeCard, *, news: bool = False) -> Screen:
    """One exchange as this side sees it: what, how long, by when, whose turn, and the buttons that fit.

    As `news` of it, without what only who opens it may want: an SMS is short, and three choices are buttons.
    """
    make = BY_STATE.get(card.state, ended)
    if card.minutes == 0 and (card.state != "proposed" or card.my_turn):
        make = GIFTS.get(card.state, make)
    text, options = make(card)
    looked_at = (_LOOKED_AT,) if card.looked_at and card.state in AGREED else ()
    done = card.state in COMPLETED
    after = settled_more(card) if done else ()
    rests = (_RESTS,) if card.frozen and card.state in UNDER_WAY else ()
    parts = parts_lines(card)
    asks = card.state in _ASKING  # the last line is what people answer
    lines = (*_relied(card), *rests, *looked_at, *lines_before(card), *(parts if asks else ()), text)
    lines += (*(() if asks else parts), *after)
    files = (("files", FILES),) if card.files and card.mine else ()
    early = card.state == "suggested"  # asking first stands last: the others keep their places
    write = (_WRITE,) if card.may_write and card.mine and not early else ()
    asking = (_WRITE,) if card.may_write and card.mine and early and not news else ()
    told = (("told", ABOUT_THEM),) if card.told_of and card.mine else ()
    more = (MORE,) if done and card.mine and not card.links.goes_on and not news else ()
    report = (("flag", REPORT),) if card.state in PENDING and card.my_turn and card.mine and not news else ()
    choices = (*options, *files, *told, *write, *_problem(card, options), *more, *_block(card))
    again = (Option(f"x:{card.id}:{card.version}:again", _AGAIN),) if card.may_again else ()
    made = tuple(Option(f"x:{card.id}:{card.version}:{verb}", label) for verb, label in choices)
    made += tuple(Option(f"x:{card.id}:0:{verb}", label) for verb, label in (*report, *asking))
    return Screen(lines, (*again, *_own_listing(card), *made))


def _block(card: ExchangeCard) -> Choices:
    """Last, so that nobody blocks by a number that meant something else a moment ago."""
    return (("block", BLOCK),) if _came_to_nothing(card) else ()


def _came_to_nothing(card: ExchangeCard) -> bool:
    return BY_STATE.get(card.state, ended) is ended


def _own_listing(card: ExchangeCard) -> tuple[Option, ...]:
    """What goes on when an exchange came to nothing, or nobody came: the own request or offer, where that is still
    shown or can be shown again.
    """
    waited = card.state == "no_show" and card.absent_id == card.other_id
    if not card.own_listing or not (waited or _came_to_nothing(card)):
        return ()
    label = _("Our offer") if card.gives else _("Our request")
    return (Option(f"l:{card.own_listing}:see", label),)


def _problem(card: ExchangeCard, options: Choices) -> Choices:
    """A problem can be told of from every card; where it is no likely choice it is the last one."""
    told_already = any(verb == PROBLEM[0] for verb, _label in options)
    return (PROBLEM,) if card.mine and not told_already else ()


_AGAIN = _("Propose it again")
_WRITE = ("write", _("Write to them"))
_ASKING = ("overdue", "delivered", "disputed")
_RESTS = _("The deadlines of this exchange are paused for now; the dates shown here will move when they start again.")
_LOOKED_AT = _("A coordinator is looking at this exchange. No hours move unless you both agree.")


def _relied(card: ExchangeCard) -> tuple[Message, ...]:
    """How the other side kept its word, where this side is asked to agree; nothing of newcomers."""
    if not card.my_turn:
        return ()
    return relied_line(card.relied)
