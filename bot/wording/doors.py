"""By which links does anybody come to the bot? One for each channel that has some, once its name is known."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote


class Doors:
    """`telegram` is the bot's name without @, `whatsapp` the sender's number; '' = no link of that channel.

    Where this process did not learn the bot's name itself, `ask` tells what another one left for it.
    """

    def __init__(self, telegram: str = "", whatsapp: str = "", ask: Callable[[], str] = str) -> None:
        self._telegram, self.whatsapp, self.ask = telegram, whatsapp, ask

    @property
    def telegram(self) -> str:
        return self._telegram or self.ask()

    @telegram.setter
    def telegram(self, name: str) -> None:
        self._telegram = name

    def links(self, word: str = "") -> list[str]:
        """Each link says `word` to the bot, or only opens the chat."""
        found = []
        if self.telegram:
            found.append(f"https://t.me/{self.telegram}" + (f"?start={word}" if word else ""))
        if self.whatsapp:
            number = quote(self.whatsapp.removeprefix("whatsapp:").removeprefix("+"))
            found.append(f"https://wa.me/{number}" + (f"?text={word}" if word else ""))
        return found
