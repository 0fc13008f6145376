"""Which choice of the screen do words name? Its label written out is as good as its number, also where it is inflected:
"envíelo" for "Enviar". In another form than its own it has to be on the newest screen, which they have seen.
"""

from __future__ import annotations

from bot.conversation.heard import Heard
from bot.conversation.session import Session
from bot.understand.words import word as word_of
from core.look import Look
from core.messages import Option

_LONGEST = 60  # letters of a label
_MENU = "m:"
_ALWAYS = frozenset(("menu", "back", "cancel", "help", "language", "balance", "person", "stop"))
"""Words that mean the same on every screen, whatever a label says."""
_ANSWERS = frozenset(("yes", "no", "skip", "unsure", "change"))
"""Words that the question itself reads, as it reads its labels."""


def written_out(heard: Heard, look: Look, session: Session) -> str:
    """The payload of the choice whose label the words are; '' for none."""
    word = heard.word()
    if word in _ALWAYS or (session.flow and (word is None or word in _ANSWERS)):
        return ""
    visible = _visible(heard, look, session)
    said = next((option.id for option in visible if heard.says(option.label)), "")
    if not said and visible and (behind := _behind_yes(heard)):
        said = next((option.id for option in visible if behind.says(option.label)), "")
    said = said or _figure_in(heard, visible)
    return "" if said and heard.early else said


def meant(heard: Heard, look: Look, session: Session) -> str:
    """The same where they say a label in another form: of the newest card, which they have seen. What a menu calls its
    pages are names of things, of which words may want something else, and hours that are named ("late, and only one
    hour") are more than a label.
    """
    if heard.word() is not None or not heard.seen or heard.late or heard.same or heard.minutes() is not None:
        return ""
    visible = [option for option in _visible(heard, look, session) if not option.id.startswith(_MENU)]
    at = heard.means([option.label for option in visible])
    return "" if at is None else visible[at].id


def _figure_in(heard: Heard, visible: tuple[Option, ...]) -> str:
    """The choice that is nothing but a figure and stands in a few words: "it is the 49"."""
    figures = [one for one in visible if isinstance(one.label, str) and one.label.isdecimal()]
    at = heard.names_of([one.label for one in figures]) if heard.number() is None else None
    return "" if at is None else figures[at].id


def _behind_yes(heard: Heard) -> Heard | None:
    """What follows a yes: «sí, recibido a tiempo» names a choice as «recibido a tiempo» does."""
    first, _space, rest = heard.text.strip().partition(" ")
    yes = bool(rest) and heard.word() is None and word_of(first.strip(",.;:،؛!")) == "yes"
    return heard.again(rest) if yes else None


def _visible(heard: Heard, look: Look, session: Session) -> tuple[Option, ...]:
    """The choices of the screen that is current; of a long message none."""
    if not (session.flow or session.idle) or not heard.text or len(heard.text) > _LONGEST or heard.text[0] == "/":
        return ()
    shown = look.whole(session.screen)
    current = f"q:{session.token}:" if session.flow else ""
    return tuple(
        option
        for option in (shown.options if shown else ())
        if (option.id.startswith(current) if current else option.id in session.idle)
    )
