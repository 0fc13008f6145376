"""Which choice of the screen do words name? Its label written out is as good as its number, also where it is inflected.

Only the label itself does what moves something; other forms of its words open what asks once more.
"""

from __future__ import annotations

from bot.conversation.buttons import act
from bot.conversation.buttons.act import Act
from bot.conversation.heard import Heard
from bot.conversation.session import Session
from bot.understand.alike import choice_called, said_alike
from bot.understand.words import word as word_of
from core.commands.caring import Release, RemindBoth, TakeCare
from core.commands.listings import Rest, Resume
from core.commands.shift import TakeCase
from core.look import Look
from core.messages import Option

_LONGEST = 60  # letters of a label
_ALWAYS = frozenset(("menu", "back", "cancel", "help", "language", "balance", "person", "stop"))
"""Words that mean the same on every screen, whatever a label says."""
_ANSWERS = frozenset(("yes", "no", "skip", "unsure", "change"))
"""Words that the question itself reads, as it reads its labels."""
_HARMLESS = (TakeCare, Release, RemindBoth, TakeCase, Rest, Resume)
"""What one tap takes back."""
_CALLED = {
    "pass": (("c", "hand"), ("l", "forward")),
    "reply": (("c", "answer"), ("x", "write")),
    "mine": (("c", "take"), ("x", "care")),
    "said": (("x", "opin"),),
}
"""What choices are called besides (`choices` in the data of bot/understand) → how their payloads begin and end."""


def written_out(heard: Heard, look: Look, session: Session) -> str:
    """The payload of the choice whose label the words are; '' for none."""
    word = heard.word()
    if word in _ALWAYS or (session.flow and (word is None or word in _ANSWERS)):
        return ""
    visible = _visible(heard, look, session)
    said = next((option.id for option in visible if heard.says(option.label)), "")
    if not said and visible and (behind := _behind_yes(heard)):
        said = next((option.id for option in visible if behind.says(option.label)), "")
    return "" if said and heard.early else said


def _behind_yes(heard: Heard) -> Heard | None:
    """What follows a yes: «sí, recibido a tiempo» names a choice as «recibido a tiempo» does."""
    first, _space, rest = heard.text.strip().partition(" ")
    yes = bool(rest) and heard.word() is None and word_of(first.strip(",.;:،؛!")) == "yes"
    return heard.again(rest) if yes else None


def named(heard: Heard, look: Look, session: Session) -> Act | None:
    """What the choice does whose label's words they are in other forms, unless that moves or ends something.

    A number in the words names something else than the screen; and who tells of a problem sees its card first.
    """
    if session.flow or any(map(str.isdigit, heard.text)):
        return None
    visible = [one for one in _visible(heard, look, session) if not isinstance(one.label, str)]
    visible = [one for one in visible if not one.id.endswith(":prob")]
    if not visible:
        return None
    called = _CALLED.get(choice_called(heard.text, look.me.lang) or "", ())
    fitting = [one for one in visible if (one.id.partition(":")[0], one.id.rpartition(":")[2]) in called]
    if len(fitting) != 1:
        at = said_alike(heard.text, [heard.said(option.label) for option in visible], look.me.lang)
        fitting = [] if at is None else [visible[at]]
    found = act(look, fitting[0].id) if fitting and not heard.early else None
    return found if found and (found.command is None or isinstance(found.command, _HARMLESS)) else None


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
