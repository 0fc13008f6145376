"""How what partners say to each other looks: while one writes, when it is read again, and to who must decide."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.flagged import REPORT
from bot.cards.listing import FILES, MENU
from core.commands.talk import ReadCard, Said, TalkCard
from core.messages import Code, Message, Moment, Option, Screen, Sealed, Value, _

LANGUAGES: dict[str, Message] = {
    "es": _("Spanish"),
    "ar": _("Arabic"),
    "en": _("English"),
    "fr": _("French"),
    "pt": _("Portuguese"),
}
"""What each language is called in the reader's own."""

PHRASES = _("Ready phrases")  # button
SHARE = _("Share contacts")  # button
REPLY = _("Reply")  # button
REPLY_TO_US = "m:reply/"

TALK_LABELS: dict[str, tuple[Message, ...]] = {
    "write": (REPLY, _("Write more"), _("Write to them")),
    "phr": (PHRASES,),
    "share": (SHARE,),
    "trans": (_("Ask to translate"),),
    "talk": (_("What was written"),),
    "keep": (_("Do not share"), _("No, thanks")),
    "flag": (REPORT,),
}
"""What the buttons about a talk are called: their words are as good as their number."""


def reply_to_us(case_id: int) -> Option:
    """The button below what the coordination writes about a case."""
    return Option(f"{REPLY_TO_US}{case_id}", REPLY)


def option(exchange_id: int, verb: str, label: Message) -> Option:
    """A button about the talk of an exchange: any version of it will do."""
    return Option(f"x:{exchange_id}:0:{verb}", label)


def see_exchange(exchange_id: int, number: int) -> Option:
    """The button that opens the exchange's card."""
    return option(exchange_id, "see", _("See {number}", number=Code(str(number))))


def writing_to(card: TalkCard, lang: str) -> Message:
    """What is shown while one writes: to whom, what they read, and how to leave."""
    values: dict[str, Value] = {"other": card.other, "number": Code(str(card.number)), "note": _note(card, lang)}
    return _(
        "To: {other} (exchange {number})\n{note}\n\nWrite it and I pass it on. To leave without sending, write "
        "“cancel”.",
        **values,
    )


def _note(card: TalkCard, lang: str) -> Message:
    """What the writer should know first; the most important of it."""
    if card.read:
        return _("A problem is open, so a coordinator can read it too.")
    if not card.langs:
        return _("Nobody there takes messages at the moment; they can read it when they are back.")
    if lang not in card.langs:
        return _("They do not read your language. Ready phrases reach them in theirs.")
    return _("Only they read it; a coordinator too if one of you tells of a problem, or if it may hurt somebody.")


def with_language(screen: Screen, lang: str) -> Screen:
    """Somebody's words in another language than the reader's, marked so; they are sealed still."""
    if not screen.foreign or screen.foreign == lang or screen.foreign not in LANGUAGES:
        return screen
    mark = _("Written in another language ({language}), not translated.", language=LANGUAGES[screen.foreign])
    return _below_words(screen, mark)


def _below_words(screen: Screen, mark: Message) -> Screen:
    """The mark stands right below the line with the words, whatever else is said after it."""
    at = next((n for n, line in enumerate(screen.lines, 1) if _has_words(line)), len(screen.lines))
    return replace(screen, lines=(*screen.lines[:at], mark, *screen.lines[at:]), foreign="")


def _has_words(value: Value) -> bool:
    if isinstance(value, Message):
        return any(map(_has_words, value.params.values()))
    return isinstance(value, Sealed)


def translated(screen: Screen, text: str) -> Screen:
    """The same words with what a machine made of them below."""
    mark = _(
        "Translated from {language} by a machine, it may be wrong: {text}",
        language=LANGUAGES[screen.foreign],
        text=text,
    )
    return _below_words(screen, mark)


def talk_card(card: TalkCard, lang: str) -> Screen:
    """The newest of what was said, with what can be done next."""
    number = Code(str(card.number))
    head = _("Exchange {number}, you and {other}:", number=number, other=card.other)
    if not card.said:
        head = _("Exchange {number}: you and {other} have not written yet.", number=number, other=card.other)
    lines = [head, *(_said(one, card, lang) for one in card.said), *_contacts(card)]
    return Screen(tuple(lines), (*_next(card), see_exchange(card.exchange_id, card.number), MENU))


def _next(card: TalkCard) -> tuple[Option, ...]:
    id = card.exchange_id
    keep = (option(id, "keep", _("Do not share")),) if card.contact == "mine" else ()
    files = (option(id, "files", FILES),) if card.files else ()
    if not card.open:
        return (*files, *keep)
    share = () if card.contact in ("mine", "both") else (option(id, "share", SHARE),)
    return (option(id, "write", _("Write to them")), option(id, "phr", PHRASES), *files, *share, *keep)


def said_again(card: TalkCard, lang: str) -> Message:
    """The newest of what was said, and below it to whom one writes."""
    shown = writing_to(card, lang)
    for one in reversed(card.said):
        shown = _("{before}\n\n{after}", before=_said(one, card, lang), after=shown)
    return shown


def _said(one: Said, card: TalkCard, lang: str) -> Message:
    values: dict[str, Value] = {"day": Moment(one.at), "text": one.words}
    if one.from_id != card.other_id:
        return _("{day}, you: {text}", **values)
    if one.lang and one.lang != lang:
        return _("{day}, {other} ({language}): {text}", other=card.other, language=LANGUAGES[one.lang], **values)
    return _("{day}, {other}: {text}", other=card.other, **values)


def _contacts(card: TalkCard) -> tuple[Message, ...]:
    ours, theirs = card.contacts
    if card.contact == "both" and ours and theirs:
        return (_("How to reach {other}: {text}", other=card.other, text=theirs),)
    if card.contact == "mine":
        return (_("You offered your contact details; {other} sees them once they share theirs.", other=card.other),)
    if card.contact == "theirs":
        return (_("{other} would like to share contact details with you.", other=card.other),)
    return ()


def read_page(card: ReadCard) -> Screen:
    """What the two sides wrote, for a coordinator of neither."""
    names: dict[str, Value] = {
        "number": Code(str(card.number)),
        "receiver": card.receiver,
        "provider": card.provider,
    }
    head = _(
        "Exchange {number}, what {receiver} and {provider} wrote to each other. Both know that you can read it.",
        **names,
    )
    lines = (
        _(
            "{day}, {other}: {text}",
            day=Moment(one.at),
            other=card.receiver if one.from_id == card.receiver_id else card.provider,
            text=one.words,
        )
        for one in card.said
    )
    return Screen((head, *lines), (Option("m:cases", _("Open cases")), Option("m:coordinate", _("Coordination")), MENU))
