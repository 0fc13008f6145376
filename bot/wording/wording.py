"""The way from a message or a screen to text: picks the reader's voice, composes, and keeps to the channel's limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.channels.channel import Limits, Outgoing
from bot.wording.catalogue import LOCALES, Catalogue, read
from bot.wording.doors import Doors
from bot.wording.fit import fit
from bot.wording.reader import Reader
from bot.wording.screens import Page, buttons, compose
from bot.wording.shorter import SHORTER
from bot.wording.voice import UNCUT, Frame, Voice
from core.languages import LANGUAGES
from core.messages import Message, OrganisationName, Screen

_MOST_VOICES = 1024


class Wording:
    """Says things to readers. Catalogues are read at first use and kept; one instance serves all threads."""

    def __init__(
        self,
        locales: Path = LOCALES,
        instead: Mapping[str, str] | None = None,
        in_full: Mapping[str, str] | None = None,
    ) -> None:
        """`instead`: sentences by id that this installation says in other words; `in_full`: to who reads full ones."""
        self._locales = locales
        self._instead = dict(instead or {})
        self._in_full = {**(in_full or {}), **self._instead}
        self._catalogues: dict[str, Catalogue] = {}
        self.doors = Doors()
        self._voices: dict[tuple[str, str, str, bool], Voice] = {}

    def say(self, message: Message, reader: Reader, today: str = "") -> str:
        """One message as text. `today` (ISO date) puts the year on days far from it; without it no year is said."""
        return self._voice(reader).say(message, Frame(reader.zone, today, UNCUT))

    def name(self, one: OrganisationName, reader: Reader) -> str:
        """What an organisation is called by that reader."""
        return self._voice(reader).name(one)

    def decimal(self, hundredths: int, reader: Reader) -> str:
        """A number with two decimals, with the mark and the digits of that reader."""
        return self._voice(reader).decimal(hundredths)

    def render(
        self,
        screen: Screen,
        reader: Reader,
        limits: Limits,
        length: Callable[[str], int],
        numbers: bool = True,
        today: str = "",
    ) -> Outgoing:
        """The screen as one message within `limits`, measured by the channel's own `length`.

        `numbers=False` is for a card that arrives in the middle of a question: its digits would be taken for answers,
        so it shows the code that opens it instead of its choices (or the choices without numbers, if it has no code).
        """
        voice = self._voice(reader)

        def page_at(cap: int) -> Page:
            return compose(voice, screen, numbers, Frame(reader.zone, today, cap))

        page = page_at(UNCUT)
        text = page.text
        if length(text) > limits.text:
            page = fit(page_at, limits.text, length)
            text = page.text
        return Outgoing(text, buttons(voice, screen.options, page.labels, limits) if screen.options else ())

    def _voice(self, reader: Reader) -> Voice:
        key = (reader.lang, reader.country, reader.digits, reader.short)
        return self._voices.get(key) or self._new_voice(key)

    def _new_voice(self, key: tuple[str, str, str, bool]) -> Voice:
        lang, country, digits, short = key
        lang = lang.replace("_", "-").partition("-")[0].lower()
        lang = lang if lang in LANGUAGES else "en"
        instead = {**SHORTER, **self._instead} if short else self._in_full
        voice = Voice(lang, country, digits, self._catalogue(lang), instead, self.doors, short=short)
        if len(self._voices) < _MOST_VOICES:
            self._voices[key] = voice
        return voice

    def _catalogue(self, lang: str) -> Catalogue:
        if lang not in self._catalogues:
            self._catalogues[lang] = read(lang, self._locales)
        return self._catalogues[lang]
