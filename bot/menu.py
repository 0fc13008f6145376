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
_FOR_COORDINATORS: dict[str, Message] = {"coordination": _("Coordination")}
_LANGUAGES = {"": "en"} | {lang: lang for lang in LANGUAGES if lang != "en"}  # '': phones in any other language


def commands(wording: Wording) -> dict[str, dict[str, str]]:
    """Phone language → command → what it does, in that language."""
    return {phone: members_commands(wording, lang) for phone, lang in _LANGUAGES.items()}


def members_commands(wording: Wording, lang: str) -> dict[str, str]:
    """Command → what it does."""
    return {command: wording.say(text, Reader(lang)) for command, text in _COMMANDS.items()}


def coordinators_commands(wording: Wording, lang: str) -> dict[str, str]:
    """Command → what it does, for who coordinates: theirs first."""
    both = {**_FOR_COORDINATORS, **_COMMANDS}
    return {command: wording.say(text, Reader(lang)) for command, text in both.items()}


def descriptions(wording: Wording) -> dict[str, tuple[str, str]]:
    """Phone language → what is said of the bot before a chat begins, and in one line on its card."""
    return {
        phone: (wording.say(_DESCRIPTION, Reader(lang)), wording.say(_SHORT, Reader(lang)))
        for phone, lang in _LANGUAGES.items()
    }


_DESCRIPTION = _(
    "Organisations help each other: 1 hour given = 1 credit, whatever the work. Write what you need or offer, as you "
    "speak."
)
_SHORT = _("Organisations help each other: 1 hour given = 1 credit.")
