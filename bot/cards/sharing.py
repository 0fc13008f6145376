"""Pages that an organisation may open for others: what stands there, the address, and how to take it back."""

from __future__ import annotations

from bot.cards.listing import MENU
from bot.understand.asked import page_named
from bot.understand.lexis.lexicon import small
from core.commands import Command
from core.commands.pages import ClosePage, OpenPage
from core.look import Look
from core.messages import Message, Moment, Option, Screen, Sealed, _

SHARING: dict[str, Command] = {
    "report_link": OpenPage("report"),
    "export": OpenPage("export"),
    "close_statement": ClosePage("statement"),
    "close_poster": ClosePage("poster"),
}
EXPORT = Option("m:export", _("As a file (CSV)"))
STATEMENT = Option("m:statement_page", _("Public statement"))
_TAKE_BACK = {
    "statement": Option("m:close_statement", _("Take the page down")),
    "poster": Option("m:close_poster", _("Take the page down")),
}
_MOST_WORDS = 8
_NEEDS = small("needing")


def page_asked(look: Look, folded: str) -> str:
    """The payload of a page in the browser that these words, as a whole, name; '' for any others."""
    page = page_named(folded) or ("export" if _wants_file(folded) else "")
    if page == "report" and not look.me.joined:
        return "m:hubreport"
    return f"m:{page}" if page and look.me.joined else ""


def _wants_file(folded: str) -> bool:
    """A few words with "csv" among them and no figure, in any language, that do not ask others for work."""
    words = folded.split()
    return "csv" in words and len(words) <= _MOST_WORDS and words[0] not in _NEEDS


def statement_page(look: Look) -> Screen:
    """Whether the statement can be read by everybody, where, and what else can be done."""
    return _state(look, "statement", _ABOUT_STATEMENT, Option("m:publish", _("Make it public")))


def poster_page(look: Look) -> Screen:
    """The same of the poster."""
    return _state(look, "poster", _ABOUT_POSTER, Option("m:make_poster", _("Make the poster")))


_ABOUT_STATEMENT = _(
    "A page for everybody who has its address: the name of your organisation, the hours you gave, to how many "
    "community groups and in which fields. Nobody you helped is named. Nothing is public until you say so."
)
_ABOUT_POSTER = _(
    "A page to print and hang up: the name of your organisation, what you offer now, and codes that lead from a "
    "telephone to your offers. Whoever reads it knows that these offers are yours."
)


def _state(look: Look, kind: str, about: Message, open_it: Option) -> Screen:
    card = look.shared(kind)
    if card is None:
        return Screen((about,), (open_it, MENU))
    text = _("It is there since {day}, for whoever has the address: {link}", day=Moment(card.since), link=card.link)
    return Screen((text,), (_TAKE_BACK[kind], MENU))


def opened(look: Look, kind: str, address: str, until: int | None) -> Screen:
    """The address of a page that was opened just now."""
    link = Sealed(look.seal(address))
    if kind == "export" and until is not None:
        text = _("Your hours as a table (CSV), for you alone: no persons, no numbers. Until {until}: {link}",
                 until=Moment(until), link=Sealed(look.seal(f"{address}?lang={look.me.lang}")))  # fmt: skip
        return Screen((text,), (MENU,))
    if until is not None:
        text = _("Your report, to print or to send. The page can be opened until {until}: {link}",
                 until=Moment(until), link=link)  # fmt: skip
        return Screen((text,), (MENU,))
    texts = {
        "statement": _("Your statement is public now. Give its address to whom you like: {link}", link=link),
        "poster": _("Your poster, to print on A4 paper: {link}", link=link),
    }
    return Screen((texts[kind],), (_TAKE_BACK[kind], MENU))


CLOSED = _("It is taken back: the address leads nowhere any more.")
