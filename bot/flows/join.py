"""Joining: one message holds language, privacy note and consent; one answer holds organisation and town."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from bot.engine import Flow, Reject
from bot.flows.profile import CALLED, Called
from bot.flows.town import Town, town_at_end
from bot.questions import Asked, Confirm, Pick, chosen
from bot.readable import Readable
from core.commands import Join, UseCode
from core.countries import is_country
from core.languages import NAMES
from core.listings.distances import country_told, may_be_abroad
from core.look import Look
from core.messages import Country, Message, Option, _
from core.text.mask import mask_contacts
from core.text.normal import fold

ANOTHER = Option("another", _("We are another one"))
THAT_IS_US = Option("ours", _("Yes"))
PARTS = {"name": _("Name"), "town": _("Town")}
RIGHT, AGAIN = _("Yes, that is us"), _("Write it again")
_DIGITS = 7  # of a code, at least
IN_A_SENTENCE = "~"  # a fourth line: name and town stood in a sentence, so they are shown before they count
_GROUP = "="  # in the place of a country: what was written is the organisation
_CODE = re.compile(r"\d{7,12}")
_BEGIN = _("To accept and begin, write your organisation and its town, like: Casa Luz, Tegucigalpa.")
_BY_CODE = _(
    "If your organisation is in already, nothing new is made: a code lets this phone in. Write “link” from your first "
    "phone, and I give you one. If that phone is gone, who is responsible in your organisation makes one under "
    "“People”; where nobody else is, write “person”. Then write the code here."
)
_THE_CODE = _("Write the code here, or choose below.")
_CLOSED = _("No network is open to newcomers here. Write the code of your invitation.")


@dataclass(frozen=True, slots=True)
class Newcomer(Asked):
    """Organisation and town in one answer, which is also the consent; or an invite code of seven digits or more.

    After the whole note was read once, `begin` is what is asked again. A sentence is no name. `guessed`: they have
    said who they are, so that a yes is the first choice.
    """

    hintable: ClassVar[bool] = False
    lang: str = "es"
    begin: Message = _BEGIN
    guessed: bool = False

    @property
    def again(self) -> Message:
        return self.begin

    def options(self) -> tuple[Option, ...]:
        languages = _other_languages(self.lang)
        return (THAT_IS_US, *languages) if self.guessed else languages

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        pick = chosen(words, offered, self.options())
        if pick:
            return pick  # the dialogue takes languages before they get here
        text = words.text.strip()
        code = _CODE.fullmatch(re.sub(r"[\s-]", "", text))
        if code:
            return "code:" + code.group()
        if self.key == "invite" or words.word() is not None or words.number() is not None:
            raise Reject(self.begin)
        name, town, country = words.whose()
        if not 2 <= len(name) <= 60 or not any(ch.isalpha() for ch in name) or not words.is_name(name, town or country):
            raise Reject(self.begin)
        if mask_contacts(f"{name}, {town}") != f"{name}, {town}":
            raise Reject(_("Write only the name of your organisation, without phone numbers or links."))
        return "\n".join((name, town, country, *(() if words.plainly_whose() else (IN_A_SENTENCE,))))

    def value(self, canonical: str) -> str:
        if canonical.startswith("lang:") or canonical == THAT_IS_US.id:
            raise Reject(self.prompt)
        return canonical

    def example(self) -> Message:
        return _("Any name by which people know your group is fine.")


@dataclass(frozen=True, slots=True)
class ByCode(Newcomer):
    """The code that lets another phone of an organisation in; or that they are another one."""

    def options(self) -> tuple[Option, ...]:
        return (ANOTHER, *_other_languages(self.lang))

    def example(self) -> Message:
        return self.begin


@dataclass(frozen=True, slots=True)
class TheirTown(Town):
    """As `Town`, where the answer may name the organisation instead: who wrote her own name first goes on with it."""

    def read(self, words: Readable, offered: tuple[str, ...]) -> str:
        town, _line, country = Town.read(self, words, offered).partition("\n")
        if words.of_group():
            return f"{words.whose()[0] or town}\n{_GROUP}"
        return f"{town}\n{country or ('' if words.plainly_where() else IN_A_SENTENCE)}"


@cache
def _other_languages(lang: str) -> tuple[Option, ...]:
    return tuple(Option(f"lang:{code}", name) for code, name in NAMES.items() if code != lang)


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


def _where(name: str) -> Message:
    """The question for the town, which shows the name as it will stand."""
    return _(
        "Organisation: {organisation}\n\nIn which town is it? If that is not its name, write “back”.", organisation=name
    )


def _shown(look: Look, name: str, town: str, country: str) -> Message:
    """What was understood of a sentence; with the country where that is not plain."""
    if there := land_shown(look, town, country):
        return _(
            "Organisation: {organisation}\nTown: {town} ({country})\n\nIs that right?",
            organisation=name,
            town=town,
            country=Country(there),
        )
    return _("Organisation: {organisation}\nTown: {town}\n\nIs that right?", organisation=name, town=town)


def land_shown(look: Look, town: str, country: str) -> str:
    """The country in which a town is taken to lie, where that has to be read: it is not that of the network, or it is
    though the town may be another's. '' where it is plain.
    """
    there, home = (is_country(country) and country) or _told_by(look, town), _home(look)
    if there:
        return there if there != home else ""
    return home if home and may_be_abroad(town, home) else ""


def _home(look: Look) -> str:
    """Where most are: the country of their telephone, else that of the network."""
    hubs = look.open_hubs()
    return look.me.country or (hubs[0].country if hubs else "")


def _told_by(look: Look, town: str) -> str:
    """The country that the name of a town tells, '' where it tells none."""
    home = _home(look)
    return (home and country_told(town, home, look.me.lang)) or ""


def _both_again(name: str, town: str) -> tuple[str, str]:
    """Asked for the town, many write name and town once more: what stands first is the name, as they mean it."""
    first, comma, rest = town.partition(", ")
    again = comma and rest and (fold(first) in fold(name) or fold(name) in fold(first))
    return (first, rest) if again else (name, town)


def join(look: Look, hub: str = "", invite: str = "") -> Flow:
    """Who they are; then one command that joins, or uses the invite."""
    answer: str = yield Newcomer("org", welcome(), lang=look.me.lang)
    if answer.startswith("code:"):
        return UseCode(answer.removeprefix("code:"))
    name, town, country, in_a_sentence = (*answer.split("\n"), "", "", "")[:4]
    named = f"{town}\n{country}" if town else ""
    town, written = yield TheirTown("town", _where(name), longest=60, likely=town_at_end(name), usual=named)
    if written == _GROUP:
        name = town
        town, written = yield Town("its_town", _where(name), longest=60)
    if not named:
        name, town = _both_again(name, town)
    name = yield Called("name", CALLED, usual=name, whole=True)
    doubtful = written == IN_A_SENTENCE or (in_a_sentence and named)  # the question for the town has shown the name
    country = written.strip(IN_A_SENTENCE) or country
    card = _shown(look, name, town, country)
    shown = land_shown(look, town, country)
    doubtful = doubtful or bool(shown and shown == _home(look))  # it may be another country's
    if doubtful and not (yield Confirm("right", card, yes=RIGHT, no=AGAIN, parts=PARTS, unasked=("name", "town"))):
        return None
    country = country or _told_by(look, town) or look.me.country  # their words are surer than where their phone is from
    if len(invite) >= _DIGITS:  # begun when the code itself was kept
        return UseCode(invite, name, town, country)
    if invite:
        return UseCode("", name, town, country, invite_id=int(invite))
    own = [one for one in look.stands() if not one.deputy]  # who coordinates is at home there, open or not
    hubs = own or look.open_hubs()
    if hub:
        hub_id = int(hub)
    else:
        among = tuple(Option(str(card.id), card.name) for card in hubs)
        if not among:
            raise_closed = yield Newcomer(
                "invite",
                _CLOSED,
                lang=look.me.lang,
                begin=_CLOSED,
            )
            return UseCode(raise_closed.removeprefix("code:"), name, town, country)
        only = among[0].id if len(among) == 1 else ""  # not for who was asked among several: theirs may be closed now
        hub_id = int((yield Pick("hub", _("Which network do you want to join?"), among=among, usual=only)))
    if look.is_here(hub_id, name, town):
        text = _("{words}, {town}, seems to be here already. Are you of it?", words=name, town=town)
        if (yield Confirm("same", text, yes=_("Yes, that is us"), no=_("No, another one"))):
            code = yield _by_code(look)
            if code != ANOTHER.id:
                return UseCode(code.removeprefix("code:"))
    return Join(name, town, country, hub_id)


def other_phone(look: Look) -> Flow:
    """Somebody of an organisation that is here writes from another phone: no second one is founded, and a code lets
    them in. None where they are another one after all.
    """
    code: str = yield _by_code(look)
    return None if code == ANOTHER.id else UseCode(code.removeprefix("code:"))


def _by_code(look: Look) -> ByCode:
    return ByCode("invite", _BY_CODE, lang=look.me.lang, begin=_THE_CODE)
