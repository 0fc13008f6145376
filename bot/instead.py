"""What to do instead, when what came is not words: nothing is dropped in silence."""

from __future__ import annotations

from core.messages import Message, _

_INSTEAD = {
    "voice": _("I cannot listen to voice notes yet. Please write it in a few words, or write “person”."),
    "photo": _("I cannot look at pictures yet. Please write it in a few words."),
    "document": _("I cannot open files yet. Please write it in a few words."),
    "sticker": _("I can read text only. Please write it in words."),
    "location": _("I cannot use a location here. Please write the town's name when I ask for it."),
    "contact": _("To protect people I do not keep contacts. Invite a colleague from the menu instead."),
    "edit": _("I do not see later changes to a message. Please write it again."),
    "reaction": _("I do not read reactions. Please write a number or a word."),
}
_OTHER = _("I can read text only. Please write it in words.")


def instead(media: str) -> Message:
    """The answer to a kind of media (bot/channels/channel.py: Incoming.media)."""
    return _INSTEAD.get(media, _OTHER)
