"""The way from the chat to the coordinators' pages: how they are asked for, and the link."""

from __future__ import annotations

from core.look import Look
from core.messages import Message, Option, Sealed, _
from core.text.normal import fold

DASHBOARD = Option("m:page", _("Dashboard"))
_WORDS = frozenset(
    fold(word)
    for word in (
        *("panel", "el panel", "panel de control", "tablero", "dashboard", "the dashboard"),
        *("لوحة", "اللوحة", "لوحة المتابعة", "لوحة التنسيق", "لوحة التحكم"),
        *("tableau de bord", "le tableau de bord", "painel", "o painel"),
    )
)


def asks_page(words: str) -> bool:
    """Whether these words, as a whole, name the coordinators' pages."""
    return fold(words) in _WORDS


def link_lines(look: Look, word: str) -> tuple[Message, ...]:
    """The link, sealed until it is written out, and how long it serves."""
    link = Sealed(look.seal(f"{look.web}/dashboard/in/{word}"))
    return (
        _("Your dashboard. The link opens once, within 10 minutes: {link}", link=link),
        _("Do not pass it on: whoever opens it acts as you."),
    )
