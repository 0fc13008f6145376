"""Joining: one message holds language, privacy note and consent; one answer holds organisation and town."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from bot.engine import Flow, Reject
from bot.questions import Asked, Pick, Readable, Text, chosen
from core.commands import Join, UseCode
from core.languages import NAMES
from core.look import Look
from core.messages import Message, Option, _

_CODE = re.compile(r"\d{7,12}")
_SPLIT = re.compile(r"\s*(?:[,،;\n]|\s[-–—]\s)\s*")


@dataclass(frozen=True, slots=True)
class Newcomer(Asked):
    """Organisation and town in one answer, which is also the consent; or an invite code of seven digits or more."""

    hintable: ClassVar[bool] = False
    lang: str = "es"

    def options(self) -> tuple[Option, ...]:
        return _other_languages(self.lang)

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        pick = chosen(words, offered, self.options())
        if pick:
            return pick  # the dialogue takes languages before they get here
        text = words.text.strip()
        code = _CODE.fullmatch(re.sub(r"[\s-]", "", text))
        if code:
            return "code:" + code.group()
        if words.word() is not None or words.number() is not None:
            raise Reject(_("To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa."))
        name, _sep, town = (part.strip() for part in halves(text))
        if not 2 <= len(name) <= 60 or not any(ch.isalpha() for ch in name) or name.endswith(("?", "؟")):
            raise Reject(_("To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa."))
        return f"{name}\n{town}"

    def value(self, canonical: str) -> str:
        if canonical.startswith("lang:"):
            raise Reject(self.prompt)
        return canonical


@cache
def _other_languages(lang: str) -> tuple[Option, ...]:
    return tuple(Option(f"lang:{code}", name) for code, name in NAMES.items() if code != lang)


def halves(text: str) -> tuple[str, str, str]:
    """(name, separator, town) at the last separator; a text without one is all name."""
    parts = _SPLIT.split(text)
    if len(parts) < 2:
        return text, "", ""
    return ", ".join(parts[:-1]), ",", parts[-1][:60]


def welcome() -> Message:
    """What is kept, who can read it, how to leave; answering is the consent."""
    # long: language, privacy and consent are one message, so that one answer is enough
    return _(
        "Welcome to ComuniDAS: organisations help each other, and 1 hour given = 1 credit.\n\n"
        "I keep your organisation, this chat's address (encrypted) and what you publish, until you write "
        "“delete my data”. Telegram, Meta, Twilio and those who run this server can read this chat: write no names "
        "of people at risk.\n\n"
        "To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa. "
        "If you have a code, write it."
    )


def join(look: Look, hub: str = "", code: str = "") -> Flow:
    """Who they are; then one command that joins, or uses the invite."""
    answer: str = yield Newcomer("org", welcome(), lang=look.me.lang)
    if answer.startswith("code:"):
        return UseCode(answer.removeprefix("code:"))
    name, _sep, town = answer.partition("\n")
    if not town:
        town = yield Text("town", _("In which town is {organisation}?", organisation=name), longest=60)
    if code:
        return UseCode(code, name, town, look.me.country)
    hubs = look.open_hubs()
    if hub:
        hub_id = int(hub)
    elif len(hubs) == 1:
        hub_id = hubs[0].id
    else:
        among = tuple(Option(str(card.id), card.name) for card in hubs)
        if not among:
            raise_closed = yield Newcomer(
                "invite",
                _("No network is open to newcomers here. Write the code of your invitation."),
                lang=look.me.lang,
            )
            return UseCode(raise_closed.removeprefix("code:"), name, town, look.me.country)
        hub_id = int((yield Pick("hub", _("Which network do you want to join?"), among=among)))
    return Join(name, town, look.me.country, hub_id)
