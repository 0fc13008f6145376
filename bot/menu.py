"""Which commands does Telegram show beside the keyboard? Those that the reader takes for global words."""

from __future__ import annotations

from bot.wording import Reader, Wording
from core.languages import LANGUAGES
from core.messages import Message, _

_COMMANDS: dict[str, Message] = {
    "menu": _("Menu"),
    "balance": _("Our hours"),
    "help": _("Help"),
    "cancel": _("Cancel"),
    "language": _("Language"),
    "person": _("Talk to a person"),
    "stop": _("Stop messages"),
}
_LANGUAGES = {"": "en"} | {lang: lang for lang in LANGUAGES if lang != "en"}  # '': phones in any other language


def commands(wording: Wording) -> dict[str, dict[str, str]]:
    """Phone language → command → what it does, in that language."""
    return {
        phone: {command: wording.say(text, Reader(lang)) for command, text in _COMMANDS.items()}
        for phone, lang in _LANGUAGES.items()
    }
