"""How photos, papers, voice notes and places look: what is said while one is sent, and when it is seen again."""

from __future__ import annotations

from bot.cards.listing import MENU
from bot.cards.talk import see_exchange
from core.messages import Code, Message, Moment, Option, Screen, Value, _, _n
from core.privacy.nameless import Called
from core.relay.pieces import CALLED, NUMBERED, PieceCard


def count_of(kinds: list[str]) -> Message:
    """What was sent, in two words."""
    return CALLED[kinds[0]] if len(kinds) == 1 else _n("a file", "{n} files", len(kinds))


def shall_send(other: Called, number: int, kinds: list[str], words: bool) -> Message:
    """Shown once before it goes."""
    values: dict[str, Value] = {"other": other, "number": Code(str(number)), "files": count_of(kinds)}
    if words:
        return _("To: {other} (exchange {number})\nShall I send {files} with your words?", **values)
    return _("To: {other} (exchange {number})\nShall I send {files}?", **values)


def files_page(exchange_id: int, number: int, cards: list[PieceCard]) -> Screen:
    """All that may be seen, each one choice away; where there is one, that."""
    if len(cards) == 1:
        return one_file(exchange_id, number, cards[0])
    if not cards:
        return Screen((_("Exchange {number}: nothing is attached.", number=Code(str(number))),), (MENU,))
    head = _("Exchange {number}, what was sent:", number=Code(str(number)))
    lines = tuple(_line(n, card) for n, card in enumerate(cards, 1))
    options = tuple(Option(f"x:{exchange_id}:{card.id}:file", _numbered(n, card)) for n, card in enumerate(cards, 1))
    return Screen((head, *lines), (*options, see_exchange(exchange_id, number), MENU))


def one_file(exchange_id: int, number: int, card: PieceCard) -> Screen:
    """One of them, which is handed on with these words."""
    values: dict[str, Value] = {"number": Code(str(number)), "file": CALLED[card.kind], "day": Moment(card.at)}
    if card.of:
        text = _("Exchange {number}: {file}, from {other}, {day}", other=card.of, **values)
    else:
        text = _("Exchange {number}: {file}, {day}", **values)
    return Screen((text,), (see_exchange(exchange_id, number), MENU), media=card.id)


def _numbered(n: int, card: PieceCard) -> Message:
    return Message(NUMBERED[card.kind].id, {"n": n})


def _line(n: int, card: PieceCard) -> Message:
    values: dict[str, Value] = {"file": _numbered(n, card), "day": Moment(card.at)}
    if card.of:
        return _("{file}: {other}, {day}", other=card.of, **values)
    return _("{file}: {day}", **values)
