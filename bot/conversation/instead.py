"""What to do instead, when what came is not words: nothing is dropped in silence."""

from __future__ import annotations

from core.messages import Message, _

_INSTEAD = {
    "voice": _("I cannot listen to voice notes. Please write it in a few words, or write “person”."),
    "photo": _("I cannot look at pictures. Please write it in a few words."),
    "document": _("I cannot open files. Please write it in a few words."),
    "sticker": _("I can read text only. Please write it in words."),
    "location": _("I cannot use a location here. Please write the town's name when I ask for it."),
    "contact": _("To protect people I do not keep contacts. Invite a colleague from the menu instead."),
    "edit": _("I do not see later changes to a message. Please write it again."),
    "reaction": _("I do not read reactions. Please write a number or a word."),
}
CHANGED = _(
    "I do not see later changes to a message. Change what is published under “Our listings”, or write it again."
)
UNFIT = {
    "too_large": _(
        "That is too large: a photo or a voice note may have 5 megabytes, a document 10. Please send a smaller one."
    ),
    "wrong_type": _(
        "I pass on photos, PDF documents, voice notes and places, and no other files. Save it as a PDF and send it "
        "again."
    ),
    "locked": _("That document opens only with a password. Please send one without."),
    "damaged": _("That file is damaged and cannot be opened. Please send it again."),
    "gone": _("That file is not there any more. Please send it again."),
}
"""Why something is not handed on (core/files)."""
_OTHER = _("I can read text only. Please write it in words.")


def instead(media: str) -> Message:
    """The answer to a kind of media (bot/channels/channel.py: Incoming.media)."""
    return _INSTEAD.get(media, _OTHER)
