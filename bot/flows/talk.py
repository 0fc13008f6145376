"""Partners write to each other through the bot: words, ready phrases, contact details, a request to translate."""

from __future__ import annotations

from datetime import date

from bot.cards.talk import LANGUAGES, PHRASES, SHARE, said_again, writing_to
from bot.engine import Flow
from bot.questions import Confirm, Day, Hours, Note, Pick
from core.commands.talk import (
    TRANSLATION_MINUTES,
    AskTranslation,
    KeepContact,
    Relay,
    SayPhrase,
    ShareContact,
    TalkCard,
)
from core.errors import Faster, NotYours
from core.look import Look
from core.messages import Amount, Code, Message, Option, Sealed, Value, _
from core.relay.phrases import ON_FIRST_PAGE, phrase_of
from core.relay.phrases import PHRASES as ALL

_MORE = "more"
_LONGEST_CONTACT = 200
_LIST = tuple(Option(phrase.id, phrase.label) for phrase in ALL)


def write(look: Look, exchange_id: str) -> Flow:
    """Words of their own; ready phrases and contact details are one tap away."""
    card = open_talk(look, exchange_id)
    share = () if card.contact in ("mine", "both") else (Option("contact", SHARE),)
    prompt = writing_to(card, look.me.lang)
    more = (Option("phrases", PHRASES), *share)
    said = (Option("said", _("What was written")),) if card.said else ()
    words: str = yield Note("words", prompt, look.seal, choices=(*more, *said))
    if words == "said":
        words = yield Note("words_again", said_again(card, look.me.lang), look.seal, choices=more)
    if words == "phrases":
        return (yield from _phrase(look, card))
    if words == "contact":
        return (yield from _contact(look, card))
    lang, _space, token = words.partition(" ")
    return Relay(card.exchange_id, token, lang)


def phrase(look: Look, exchange_id: str) -> Flow:
    """One of the ready phrases."""
    return (yield from _phrase(look, open_talk(look, exchange_id)))


def contact(look: Look, exchange_id: str) -> Flow:
    """What the other side may see, shown once before it counts."""
    return (yield from _contact(look, open_talk(look, exchange_id)))


def translate(look: Look, exchange_id: str) -> Flow:
    """A request of its own for somebody who reads both languages; the message is not in it."""
    card = _card(look, exchange_id)
    mine = look.me.lang
    theirs = [one for one in card.said if one.from_id == card.other_id and one.lang not in ("", mine)]
    lang = theirs[-1].lang if theirs else next((one for one in card.langs if one != mine), "")
    if not lang:
        raise NotYours
    values: dict[str, Value] = {
        "language": LANGUAGES[lang],
        "own": LANGUAGES[mine],
        "hours": Amount(TRANSLATION_MINUTES),
    }
    text = _(
        "Shall I publish a request for a translation, {language} to {own}, of about {hours}, from a distance? Nobody "
        "sees the message in it: you pass it on to whoever helps.",
        **values,
    )
    if theirs:
        text = _(
            "To translate: {text}\n\nA request for a translation, {language} to {own}, of about {hours}, from a "
            "distance. Nobody sees the message in it; who agrees to help gets it by itself.\n\nShall I publish it?",
            text=theirs[-1].words,
            **values,
        )
    if not (yield Confirm("sure", text, yes=_("Publish"))):
        return None
    return AskTranslation(card.exchange_id, lang, mine, theirs[-1].id if theirs else None)


def _phrase(look: Look, card: TalkCard) -> Flow:
    prompt = _(
        "To: {other} (exchange {number})\nThey read it in their language. Which one shall I send? To leave, write "
        "“cancel”.",
        other=card.other,
        number=Code(str(card.number)),
    )
    first = (*_LIST[:ON_FIRST_PAGE], Option(_MORE, _("More")))
    picked: str = yield Pick("phrase", prompt, among=first)
    if picked == _MORE:
        picked = yield Pick("phrase_2", prompt, among=_LIST[ON_FIRST_PAGE:])
    chosen = phrase_of(picked)
    if chosen is None:
        raise NotYours
    given = ""
    if chosen.asks == "day":
        day: date = yield Day("day", _("Which day?"), today=look.today)
        given = day.isoformat()
    elif chosen.asks == "hours":
        given = str((yield Hours("hours", _("How many hours? Write a number, for example 2."))))
    return SayPhrase(card.exchange_id, chosen.id, given)


def _contact(look: Look, card: TalkCard) -> Flow:
    if card.contact in ("mine", "both"):
        raise Faster(_("You have offered your contact details already. Write “menu” to see how it stands."))
    no = (Option("no", _("No, thanks")),) if card.contact == "theirs" else ()
    words: str = yield Note("contact", _asking(card), look.seal, longest=_LONGEST_CONTACT, choices=no)
    if words == "no":
        return KeepContact(card.exchange_id)
    _lang, _space, token = words.partition(" ")
    if not (yield Confirm("sure", _sure(card, token), yes=_("Share it"), parts={"contact": _("Text")})):
        return None
    return ShareContact(card.exchange_id, token)


def _sure(card: TalkCard, token: str) -> Message:
    if card.contact == "theirs":
        return _(
            "{other} sees this, and you see theirs, as soon as you say yes: {text}\n\nIs this right?",
            other=card.other,
            text=Sealed(token),
        )
    return _(
        "{other} sees this as soon as they share theirs, not before: {text}\nUntil then you can take it back.\n\nIs "
        "this right?",
        other=card.other,
        text=Sealed(token),
    )


def _asking(card: TalkCard) -> Message:
    if card.contact == "theirs":
        return _(
            "{other} would like to share contact details with you. If you agree, write what they may see of you, for "
            "example a phone number; then you both see it.",
            other=card.other,
        )
    return _(
        "What may {other} see of you? Write for example a phone number or an e-mail. They see it only if they share "
        "theirs too.",
        other=card.other,
    )


def _card(look: Look, exchange_id: str) -> TalkCard:
    card = look.talk(int(exchange_id))
    if card is None:
        raise NotYours
    return card


def open_talk(look: Look, exchange_id: str) -> TalkCard:
    """The talk, while it is open."""
    card = _card(look, exchange_id)
    if not card.open:
        raise Faster(_("This exchange is not open for messages now. For help, write “person”."))
    return card
