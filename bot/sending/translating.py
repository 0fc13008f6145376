"""Somebody's words in another language than the reader's: translated by machine on their way out, where there is one.

It happens in the send of that one message, so no lane but its own waits, and that one not long. The original stays
beside it. Translations are kept nowhere.
"""

from __future__ import annotations

from dataclasses import replace

from bot.cards.talk import LANGUAGES, translated
from bot.sending.translator import Translator
from core.messages import Sealed, dump, load
from core.outbox import Claimed
from core.policy import is_discreet
from core.text.mask import mask_contacts
from core.vault import Vault


class Translating:
    """What delivery asks of a claimed message before it is rendered."""

    def __init__(self, vault: Vault, translator: Translator) -> None:
        self._vault, self._translator = vault, translator

    async def __call__(self, claimed: Claimed) -> Claimed:
        """The same message, with the translation in its screen if there was one in time. Never raises."""
        if '"f":"' not in claimed.screen:
            return claimed
        if claimed.kind == "alert" and is_discreet(claimed.discreet_wish, claimed.policy):
            return claimed  # its words are not shown yet: they are sent nowhere before somebody asks for them
        screen = load(claimed.screen)
        source, target = screen.foreign, claimed.lang
        if source not in LANGUAGES or target not in LANGUAGES or source == target:
            return claimed
        token = next((one for line in screen.lines for one in line.params.values() if isinstance(one, Sealed)), None)
        if token is None:
            return claimed
        words = self._vault.open(token.token.encode())
        text = await self._translator.translate(words, source, target)
        if not text:
            return claimed
        if mask_contacts(words) == words:  # where nothing was to be hidden, a server adds nothing either
            text = mask_contacts(text)
        return replace(claimed, screen=dump(translated(screen, text)))
