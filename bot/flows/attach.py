"""A photo, a paper, a voice note or a place for the partner of an exchange: shown once, then passed on."""

from __future__ import annotations

from bot.cards.attached import shall_send
from bot.conversation.pieces import Caption, Files, Held
from bot.engine import Flow
from bot.flows.talk import open_talk
from bot.questions import Confirm, Pick
from core.commands.talk import SendFiles
from core.look import Look
from core.messages import Code, Option, _

_ASK = _("Send a photo, a document, a voice note or your location. To leave, write “cancel”.")


def attach(look: Look, exchange_id: str = "") -> Flow:
    """To whom, where that is not known; then one yes."""
    files: tuple[Held, ...] = yield Files("files", _ASK, usual="")
    lang, token = yield Caption("words", _ASK)
    if not exchange_id:
        going = [card for card in look.my_exchanges() if card.may_write and card.mine]
        among = tuple(
            Option(str(card.id), _("{number}: {what}", number=Code(str(card.number)), what=card.what)) for card in going
        )
        exchange_id = yield Pick("exchange", _("Which exchange does it belong to?"), among=among[:9])
    card = open_talk(look, exchange_id)
    text = shall_send(card.other, card.number, [one.kind for one in files], bool(token))
    if not (yield Confirm("sure", text, yes=_("Send"))):
        return None
    return SendFiles(card.exchange_id, tuple(one.token for one in files), token, lang)
