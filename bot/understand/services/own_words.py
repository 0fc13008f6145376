"""What is a listing's text? The person's own words, without what stands at their ends and is said elsewhere.

At either end go greetings, courtesies, the words that only ask for or offer something ("we need", "se busca"), and what
the card shows in lines of its own: for a request hours, day, place and urgency, for an offer the place. Nothing is cut
out of the middle.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.understand.amounts.numbers import number_at
from bot.understand.lexis.leading import listed
from bot.understand.lexis.lexicon import one, own, small
from bot.understand.lexis.phrases import Phrases
from bot.understand.lexis.tokens import Tokens, is_figure
from bot.understand.presenting.presented import behind_introduction
from bot.understand.values import Span
from core.text.normal import fold

from .deeds import INFINITIVE, ROMANCE, deed_before, says_nothing
from .service import WHO, as_said, lead_in
from .situation import behind_who

_JOINS = small("between") | small("for") | small("noun_of")
_PEOPLE = frozenset(one("", "somebody", "people").single_words()) | small("some_person")
_THAT = small("that")
_SOMEBODY = one("", "somebody", "who")
_TOLD_OF_IT = small("learning") | small("a_woman")  # "to learn to bake", "a lady doctor"
_HELP, _OF = small("kinds_of_help"), small("joining") | small("for")
_TROUBLE, _A = small("trouble"), small("indefinite")
_TEACHING = listed("small", "teaching_us")
_COURTESY = listed("small", "beside_yes")
_BETWEEN = {"ar": "، "}
_FEW = 4  # words, of a greeting
_NEAR = 2  # words between "that" and the end, which belong together: "que vence [el lunes]"


def own_words(
    tokens: Tokens,
    lang: str,
    asking: Collection[int],
    shown: list[Span],
    times: Collection[Span] = (),
    dates: Mapping[int, str] | None = None,
) -> str:
    """As typed; `asking` are the tokens that only ask or offer, `shown` what the card's own lines say, `dates` what is
    written behind a token ("tomorrow" is read on other days as well). `times` of the day at an end come last, as no
    line shows them. '' if nothing else is said.
    """
    beside = frozenset(
        at for span in (*shown, *times) for at in range(lead_in(tokens.forms, span.start, lang), span.end)
    )
    words = _OwnWords(tokens, lang, asking, beside)
    start = words.begin()
    end = words.end(start)
    if start >= end:
        return ""
    said = as_said(tokens, start, end, lang)
    for at in sorted(dates or (), reverse=True):
        if dates and start <= at < end:
            cut = len(said) - (tokens.ends[end - 1] - tokens.ends[at])
            said = said[:cut] + dates[at] + said[cut:]
    left = [tokens.said(span.start, span.end) for span in times if not start <= span.start < end]
    return _BETWEEN.get(lang, ", ").join((said, *left))


def without_article(text: str) -> str:
    """A service without the "a" before it."""
    first, _space, rest = text.strip().partition(" ")
    return rest.strip() if rest and fold(first) in _A else text


class _OwnWords:
    """Where the words of one message begin and end."""

    def __init__(self, tokens: Tokens, lang: str, asking: Collection[int], beside: frozenset[int]) -> None:
        self.tokens, self.forms, self.lang = tokens, tokens.forms, lang
        self.asking, self.beside = {at for at in asking if tokens.forms[at] not in _TROUBLE}, beside
        self.lead, self.trail = own(lang, "lead"), own(lang, "trail")
        self.polite: tuple[Phrases[str], ...] = one(lang, "words", "greeting"), one(lang, "words", "thanks")
        self.joins: tuple[Phrases[str], ...] = (one(lang, "small", "in_return"),)

    def begin(self) -> int:
        """The first token that tells what."""
        forms, at = self.forms, behind_who(self.tokens, self.lang)
        first = min(self.asking, default=0)
        begun = at = self._behind_who(self.tokens.behind_signs(at if at <= first else 0), first)
        while at < len(forms):
            leads = (*self.polite, *self.joins, self.lead) if at < first else self.polite
            if said := [found[1] for words in leads if (found := words.at(forms, at))]:
                at = max(said)
            elif (
                self.tokens.is_sign(at)
                or at in self.beside
                or (at - 1 in self.beside and forms[at] in self.trail)
                or (at in self.asking and not self._tells(at, first=at == first))
                or (not (at or self.asking) and forms[at] in _A)
                or (at and forms[at] in _JOINS and not self._begins_a_number(at))
            ):
                at += 1
            else:
                break
        if at < first and not self.beside.issuperset(range(begun, at)):
            at = begun  # told before it is asked for: "our generator is broken, we need someone to fix it"
        return deed_before(self.tokens, self.lang, at, frozenset(self.asking), self.beside) if at < len(forms) else at

    def _behind_who(self, begun: int, first: int) -> int:
        """Behind who writes, where a few words before it only greet: "oi, tudo bem? somos Casa Luz, precisamos …"."""
        who = next((at for at in range(begun, min(begun + _FEW, first)) if behind_introduction(self.tokens, at)), None)
        if who is None:
            return begun
        return next((self.tokens.behind_signs(at) for at in range(who, first) if self.tokens.is_sign(at)), first)

    def end(self, start: int) -> int:
        """Behind the last token that tells what."""
        forms, end = self.forms, len(self.forms)
        kept = end
        while end > start:
            if self.tokens.is_sign(end - 1) or self._only_asks(end - 1):
                end -= 1
                kept = end
            elif end - 1 in self.beside or (end in self.beside and forms[end - 1] in self.trail):
                end -= 1
            elif (begun := self._courtesy(start, end) or self._empty_clause(start, end)) is not None:
                kept = end = begun
            else:
                break
        return kept if any(form in WHO for form in forms[max(start, end - _NEAR) : end]) else end

    def _tells(self, at: int, *, first: bool) -> bool:
        """Whether a word that asks for something tells as well who is to do it, how many, or what is done."""
        form, behind = self.forms[at], self.forms[at + 1 : at + 2]
        if form in _TOLD_OF_IT or form in _THAT or _TEACHING.at(self.forms, at) or _SOMEBODY.at(self.forms, at):
            return True
        if form in _PEOPLE or is_figure(form) or self._counts(at):
            return not first or not WHO.isdisjoint(behind)
        if form in _HELP and behind and behind[0] not in _OF:
            return not first
        return self.lang in ROMANCE and bool(INFINITIVE.match(form)) and not says_nothing(form, self.lang)

    def _begins_a_number(self, at: int) -> bool:
        return self._counts(at) or own(self.lang, "small", "at_least").at(self.forms, at) is not None

    def _counts(self, at: int) -> bool:
        """Whether a word is a number of several: "dos voluntarias"."""
        found = number_at(self.forms, at, self.lang)
        return found is not None and found[0][0] > 1

    def _only_asks(self, at: int) -> bool:
        """Whether it says no more than that something is asked for: not the "woman" of "but only woman"."""
        return at in self.asking and self.forms[at] not in _TOLD_OF_IT

    def _says_nothing(self, at: int) -> bool:
        form = self.forms[at]
        return self._only_asks(at) or at in self.beside or form in self.trail or form in self.lead

    def _empty_clause(self, start: int, end: int) -> int | None:
        """Where the last clause begins, behind a sign, if it says nothing."""
        begun = next((at + 1 for at in range(end - 1, start, -1) if self.tokens.is_sign(at)), None)
        return begun if begun and all(map(self._says_nothing, range(begun, end))) else None

    def _courtesy(self, start: int, end: int) -> int | None:
        """Where a courtesy begins that ends there."""
        begun = (words.begins(self.forms, end) for words in (self.polite[1], _COURTESY))
        return min((at for at in begun if at is not None and at > start), default=None)
