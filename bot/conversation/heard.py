"""What a person sent, with every way of reading it: the bridge from a message to `Readable` questions and the dialogue.

Each reading is made once and only when asked for, since most messages need one or two of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.channels.channel import Incoming
from bot.conversation.asked_of_service import AskedOfService
from bot.questions import UNSURE
from bot.understand import (
    Corrected,
    Posted,
    Timed,
    Understanding,
    both_of,
    corrected_in,
    glimpse,
    guess_language,
    names_something,
    posted_in,
    says_more_than_what,
    title_in,
    understand,
    values_in,
    wording_in,
)
from bot.understand.alike import label_inside, label_meant
from bot.understand.asked import (
    of_own_listing,
    says_harm,
    says_harm_to_us,
    says_late,
    says_moved,
    says_plainly,
    says_unsure,
)
from bot.understand.conditions import only_binds
from bot.understand.credits import rated, stars_said
from bot.understand.denied import needs_none
from bot.understand.instead import said_instead
from bot.understand.passed import for_others
from bot.understand.passing_on import reason_behind
from bot.understand.presenting.own_name import without_own_name
from bot.understand.shape import is_question
from bot.understand.told import Told, likely_told, told_in
from bot.understand.who.introduced import Whose
from bot.understand.words import as_a_gift, card_said, code_said, option_number, word
from bot.understanding.presenting import code_in
from core.look import Look
from core.look.hub import Named
from core.messages import Message
from core.text.clean import clean
from core.text.mask import HIDDEN, mask_contacts
from core.text.normal import digits, fold

LONGEST = 2000
TOO_LONG = 10_000
"""Letters from which on a text is not read at all; no app lets people write as many in one message."""

_STOPS = str.maketrans("", "", ",،.;؛")
_ASKS = frozenset("?؟")
_NOBODYS = "0000000"
_LONGEST_CODE = 8  # digits
_ARTICLE = 3  # letters of the longest
_LISTINGS = {"post_need": "need", "post_offer": "offer"}


@lru_cache(maxsize=1024)  # labels are the same for all
def _unstopped(text: str) -> str:
    return fold(text).translate(_STOPS)


class Heard(AskedOfService):
    """One incoming message, cleaned.

    A bare number means nothing yet unless the newest screen was sent (`seen`). `early` says that the words were written
    before that screen was on their phone, whatever they would choose on it; `late` says that a day or more went by
    since the last message, so that a number or a yes may be about a question nobody remembers.
    """

    __slots__ = (
        "_early",
        "_folded",
        "_is_early",
        "_language",
        "_likely",
        "_member",
        "_number",
        "_say",
        "_seen",
        "_told",
        "_understood",
        "_word",
        "album",
        "choice",
        "cut",
        "files",
        "late",
        "location",
        "media",
        "payload",
        "same",
        "start",
        "twice",
        "written_on",
    )

    def __init__(
        self,
        incoming: Incoming,
        look: Look,
        say: Callable[[Message], str],
        *,
        seen: bool = True,
        late: bool = False,
        early: Callable[[], bool] = lambda: False,
        same: bool = False,
        twice: bool = False,
        written_on: str = "",
    ) -> None:
        self.text = clean(incoming.words, LONGEST) if incoming.words else ""
        self.cut = len(incoming.words) > TOO_LONG
        self.payload = incoming.payload
        self.start = incoming.start
        self.media = incoming.media
        self.location = incoming.location
        self.files = incoming.files
        self.album = incoming.album
        self.choice = ""
        self.late = late
        self.same, self.twice = same, twice
        self.written_on = written_on  # behind other words of the same message: the screen that all of it was written on
        self._seen, self._early = seen, early
        self._is_early: bool | None = None
        self._look = look
        self._say = say
        self._days = None
        self._minutes = None
        self._folded: str | None = None
        self._word: tuple[str | None] | None = None
        self._language: str | None = None
        self._presented = None
        self._whose: Whose | None = None
        self._told: Told | None = None
        self._member: tuple[Named | None] | None = None
        self._likely: dict[str, float] | None = None
        self._number: tuple[int | None] | None = None
        self._understood: Understanding | None = None

    @property
    def early(self) -> bool:
        """Looked up when it is asked for: most words choose nothing."""
        if self._is_early is None:
            self._is_early = self._early()
        return self._is_early

    @property
    def seen(self) -> bool:
        return self._seen and not self.twice and not self.early

    def word(self) -> str | None:
        """The global word or answer that the whole message is, in any language; «tudo bem?» agrees to nothing."""
        if self._word is None:
            found = word(self.text, self._look.me.lang)
            self._word = (None if found == "yes" and not _ASKS.isdisjoint(self.text) else found,)
        return self._word[0]

    def leading(self) -> str:
        """The yes or no that the words begin with, '' for none."""
        first, *_rest = self.text.split(maxsplit=1) or ("",)
        said = word(first.strip(",.;:،؛!"), self._look.me.lang)
        return said if said in ("yes", "no") else ""

    def number(self) -> int | None:
        """The option number that the whole message is."""
        if self._number is None:
            self._number = (option_number(self.text),)
        return self._number[0]

    def stars(self) -> int | None:
        said = stars_said(self.text, self._look.me.lang)
        return said[0] if said else None

    def rating(self) -> tuple[int | None, str]:
        """The stars that an answer to "how many?" gives in any words, and what it says besides."""
        return rated(self.text, self._look.me.lang)

    def code(self) -> str:
        """The digits of the whole message when it is nothing but four digits or more (a card's or invite's code), or
        a card's behind what it is called.
        """
        figures = digits(self.text).replace(" ", "").replace("-", "").lstrip("#")
        alone = 4 <= len(figures) <= 12 and figures.isascii() and figures.isdigit()
        if figures[:1] == "0" and len(figures) > _LONGEST_CODE:
            return ""  # a phone number, and no code of ours
        return figures if alone else card_said(self.text)

    def code_said(self) -> str:
        """The digits of an invite, also where a few words stand around them."""
        return self.code() or code_said(self.text) or code_in(self.text)

    def instead(self) -> tuple[str, bool]:
        """What is said in place of something (bot/understand/instead.py)."""
        return said_instead(self.text)

    def unsure(self) -> bool:
        """Whether they do not know what is asked."""
        return self.word() == "unsure" or says_unsure(self.text, self._look.me.lang)

    def as_a_gift(self) -> bool:
        """Whether nothing is said but that no hours are wanted for it."""
        return as_a_gift(self.text)

    def says_moved(self) -> bool:
        """Whether something agreed should be on another day."""
        return says_moved(self.text, self._look.me.lang)

    def told(self) -> Told:
        """What the words tell of an exchange, where there is one (bot/understand/told.py)."""
        if self._told is None:
            self._told = told_in(self.text, self._look.me.lang)
        return self._told

    def went_wrong(self) -> str:
        said = self.told().all
        if self.harm():
            return "conduct"
        return "absent" if "absent" in said else "hours" if said & {"amount", "half"} else ""

    def likely(self) -> dict[str, float]:
        """How likely it tells each thing of an exchange; empty where nothing can be said of that."""
        if self._likely is None:
            self._likely = likely_told(self.text, self._look.me.lang)
        return self._likely

    def posted(self, kind: str) -> Posted:
        """What is asked for, or offered: each thing, and where (bot/understand/posted.py)."""
        return posted_in(self.bare().text, self.language(), self._look.today, kind)

    def items(self, kind: str) -> Sequence[Timed]:
        """The things that are asked for, or offered, beside each other, each with its hours and day; () for one."""
        things = self.posted(kind).things
        found = things if len(things) > 1 else ()
        return [one if one.by or not self.again(one.what).comes_again() else one._replace(by=UNSURE) for one in found]

    def skills(self) -> Sequence[str]:
        return [one.what for one in self.items("offer")]

    def only_binds(self, title: str, kind: str) -> bool:
        """Whether the words do no more than bind the "need" or "offer" that is being written: "not in January"."""
        return only_binds(self.text, title, kind, self.language(), self._look.today)

    def comes_again(self) -> bool:
        """Whether it is wanted again and again, so that no day ends it."""
        return self.with_often("-")[1]

    def both(self) -> tuple[str, str] | None:
        """The request and the offer that one message makes, in its order."""
        return both_of(self.text, self._look.me.lang)

    def harm(self) -> bool:
        """Whether the words tell that somebody was treated badly."""
        return says_harm(self.text, self._look.me.lang)

    def harm_to_us(self) -> bool:
        """Whether it was they themselves."""
        return says_harm_to_us(self.text, self._look.me.lang)

    def says_late(self) -> bool:
        return says_late(self.text, self._look.me.lang)

    def of_own(self) -> str:
        """What is to become of a listing of theirs: "over", "remove", "again", "rest" or "change", else ''."""
        said = of_own_listing(self.text, self._look.me.lang)
        return said or ("over" if needs_none(self.text) and self.understood().intent == "cancel" else "")

    def language(self) -> str:
        if self._language is None:
            self._language = guess_language(self.text) or self._look.me.lang
        return self._language

    def listing(self) -> str:
        return _LISTINGS.get(self.glimpsed(), "")

    def says_what(self) -> bool:
        return bool(self.understood().slots.get("service"))

    def plainly(self) -> str:
        """ "need" or "offer" where the first words say which of the two it is."""
        return says_plainly(self.text, self._look.me.lang)

    def asks_something(self) -> bool:
        return is_question(self.text)

    def member(self) -> Named | None:
        """Of who coordinates: the organisation of the network that the words name, be it not their own."""
        if self._member is None:
            found = self._look.named(self.text) if self._look.me.coordinates and not self.payload else None
            others = tuple(card for card in found.cards if not card.mine) if found else ()
            self._member = (found._replace(cards=others) if found and others else None,)
        return self._member[0]

    def is_a_name(self) -> bool:
        """Whether the words are no more than that name."""
        named = self.member()
        rest = self.text[: named.start] + self.text[named.end :] if named else self.text
        return named is not None and not any(len(word) > _ARTICLE for word in rest.split())

    def reason(self, act: str) -> str:
        """Why something is done by this act, said beside it; else ''."""
        named = self.member()
        return for_others(self.text, act).words or reason_behind(self.text, named.end if named else 0)

    def says(self, label: Message | str) -> bool:
        """Whether they wrote the label out, with its comma or without."""
        if self._folded is None:
            self._folded = _unstopped(self.text)
        return self._folded == _unstopped(self.said(label))

    def means(self, labels: Sequence[Message | str]) -> int | None:
        """Which label the words mean, in whatever form they say it, if they say nothing else."""
        return label_meant(self.text, [self.said(one) for one in labels], self._look.me.lang)

    def names_of(self, labels: Sequence[Message | str]) -> int | None:
        """The place of the only label that stands inside few words: "es el 49"."""
        return label_inside(self.text, [self.said(label) for label in labels])

    def said(self, label: Message | str) -> str:
        """A label as the person reads it."""
        return label if isinstance(label, str) else self._say(label)

    def glimpsed(self) -> str:
        """The intent, where it is plainly said; the least that costs."""
        return glimpse(self.text, self._look.me.lang)

    def understood(self) -> Understanding:
        """Intent and slots of the whole message."""
        if self._understood is None:
            self._understood = understand(self.text, self._look.me.lang, self._look.today)
        return self._understood

    def named(self) -> dict[str, object]:
        """The slots of words that only name something."""
        return values_in(self.text, self.language(), self._look.today)

    def title(self, kind: str = "") -> str:
        """The words for what is needed or offered (bot/understand/posted.py), '' where none are found."""
        return title_in(self.bare().text, self.language(), self._look.today, kind)

    def wording(self, kind: str = "") -> str:
        """The title, else all of the words but greetings, what asks and what has a line of its own at their ends."""
        return wording_in(self.bare().text, self.language(), self._look.today, kind)

    def names_something(self) -> bool:
        """Whether words that ask for something or offer it can name it."""
        return names_something(self.text, self.language(), self._look.today)

    def corrected(self) -> Corrected:
        """The title that words which correct one put in its place, or add to it."""
        return corrected_in(self.bare().text, self.language(), self._look.today)

    def says_more_than_what(self) -> bool:
        """Whether the words name hours, a day or a place; costs less than `named`."""
        return says_more_than_what(self.text, self.language(), self._look.today)

    def meaning(self, word: str) -> Heard:
        """These words, taken for that one."""
        meant = self.again(self.text)
        meant._word = (word,)
        return meant

    def bare(self) -> Heard:
        """The same without phone numbers and addresses: in the place of each stands a number that is nobody's, which is
        read as theirs would be, and hidden as theirs.
        """
        text = mask_contacts(self.text)
        return self if text == self.text else self.again(text.replace(HIDDEN, _NOBODYS))

    def unnamed(self) -> Heard:
        """The same without how they are called, which is told to us and not to who reads what they need."""
        text = without_own_name(self.text)
        return self if text == self.text else self.again(text)

    def again(self, text: str) -> Heard:
        """Words written before, read as if they came now."""
        incoming = Incoming("", "", "", words=text)
        return Heard(incoming, self._look, self._say, seen=self._seen, early=lambda: self.early)
