"""How is a free text read? The global words first, then cues for the intent, then the values that it may carry."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from core.languages import LANGUAGES
from core.remembered import remembered
from core.text.clean import clean

from .apologies import without_apologies
from .aside import invites, is_aside, only_introduces, only_names, without_aside
from .comfort import find_comfort, without_comfort
from .cues.cues import ACTING
from .cues.intents import (
    INTENTS,
    LISTINGS,
    OUT_OF_SCOPE,
    POSTING,
    REFUSING,
    SOCIAL,
    Found,
    decide,
    find_cues,
    find_misspelt,
    find_told,
)
from .cues.likely import prepare_likely
from .cues.nearest import prepare_nearest
from .cues.sides import prepare_sides
from .denied import without_denied
from .lexis.language import guess_forms
from .lexis.sounds import written_out
from .lexis.tokens import Tokens, tokenise
from .lexis.transcribed import transcribed
from .offering import told_behind
from .own_part import without_own_part
from .posted import items_in
from .presenting.naming import apart_from_who
from .presenting.own_name import without_own_name
from .presenting.presented import behind_greetings
from .seeking import who_does
from .slots import says_more, slots_of
from .tallies import contradict
from .unsaid import SIDES, SURE, is_sentence, plainly_listed, side, unsaid
from .values import Understanding
from .where.place_last import place_last
from .where.towns import town_led_in
from .words import is_elsewhere, word

_LONGEST, _MOST = 1000, 150
_FEW, _PLAIN = 5, 2
_SAID_AT_ONCE = 40  # words and signs that are looked through in further languages
_CLEAR = 3.0
_FEW_WORDS = 2.0  # of a cue: «nous recrutons», "in need"; what the whole sentence says is surer
_WORDS = {
    **{name: name for name in ("back", "cancel", "help", "balance", "stop", "yes", "no", "skip", "greeting", "thanks")},
    **{"menu": "help", "language": "change_language", "person": "talk_to_coordinator", "start": "resume_alerts"},
    **{"leave": "cancel", "unsure": "skip"},
}
# What a question after who does something is otherwise taken for ("who translates into Arabic?").
_ASKED_WHO = SOCIAL | {"post_need", "find_matches", "change_language", "talk_to_coordinator"}
_OFFERING = frozenset(("post_offer", OUT_OF_SCOPE))
# What words of a listing are taken for ("quelqu'un de patient" refuses): not what protects, nor what gives hours.
_MISTAKEN = frozenset(("cancel", "confirm_service", "accept_match", "decline_match", "my_listings", "no", "profile"))
_NOT_ELSEWHERE = LISTINGS | SOCIAL | ACTING | {OUT_OF_SCOPE, "yes", "no", "skip", "cancel", "back", "decline_match"}


class Reading(NamedTuple):
    """What a message asks for, in which language, all the cues of that language in it, and other letters it is in."""

    intent: str
    lang: str
    cues: list[Found]
    tokens: Tokens | None = None


@remembered
def understand(text: str, lang: str, now: datetime | date) -> Understanding:
    """One intent and its slots; `lang` is the person's language, tried first, whatever they type in.

    Never raises on any text; only the first 1,000 characters are read, and of these 150 words and signs.
    """
    text = clean(text, _LONGEST)
    named = _WORDS.get(word(text, lang) or "")
    if named:
        return Understanding(named, by="words")
    if is_elsewhere(text, lang):
        return Understanding(OUT_OF_SCOPE)
    today = now.date() if isinstance(now, datetime) else now
    if (rest := without_own_name(text)) != text and (behind := understand(rest, lang, now)).intent in LISTINGS:
        return behind
    said = written_out(tokenise(text, _MOST), lang)
    tokens, told = apart_from_who(said, lang)
    reading, by = _strongest(tokens, lang), "words"
    if reading is None or reading.intent in _ASKED_WHO:
        reading = _seeking(tokens, lang, today) or reading
    if reading and reading.intent == "greeting" and (rest := behind_greetings(text)) != text:
        behind = understand(rest, lang, now)
        if behind.intent in LISTINGS:
            return behind  # "hola, queremos fotos para el 5 de diciembre"
    if reading and reading.intent in LISTINGS and (rest := without_apologies(text)) != text:
        return understand(rest, lang, now)
    asked = reading is not None and reading.intent == "post_need"
    if reading and reading.intent in POSTING and (last := place_last(text, lang, asked=asked)) != text:
        return understand(last, lang, now)
    if reading and reading.intent == "confirm_service" and contradict(tokens, reading.lang):
        reading = reading._replace(intent="dispute")
    if reading and (listed := _rather_listed(reading, tokens, lang, today)):
        reading = reading._replace(intent=listed)
    if reading is None:
        meant, by = unsaid(tokens, lang, today)
        reading = Reading(meant, lang, [])
    elif reading.intent == "find_matches" and (behind_it := told_behind(tokens, reading.lang)):
        has_service = "service" in slots_of(reading.intent, tokens, reading.lang, today, reading.cues)
        reading = _offered(reading) if has_service and glimpse(behind_it, lang) in _OFFERING else reading
    cues = [cue for cue in reading.cues if cue.intent == reading.intent]
    slots = _slots_read(reading, _Said(said, tokens, told), cues, lang, today)
    if cues and reading.intent in LISTINGS and only_names(cues, reading.tokens or tokens, reading.lang):
        by = "name"
    weak = reading.intent in SIDES and (by == "name" or (cues and max(cue.weight for cue in cues) <= _FEW_WORDS))
    intent = side(tokens, lang, reading.intent, SURE) if weak else reading.intent
    return Understanding(intent, slots, by)


class _Said(NamedTuple):
    """A message, the same without the name of who writes, and that without where they are (`apart_from_who`)."""

    all: Tokens
    without_name: Tokens
    told: Tokens


def _slots_read(reading: Reading, said: _Said, cues: list[Found], lang: str, today: date) -> dict[str, object]:
    """The values named with an intent; a listing without a place is wanted where those are who present themselves."""
    slots = slots_of(reading.intent, reading.tokens or said.told, reading.lang, today, cues)
    if reading.tokens:
        slots = {**slots_of(reading.intent, said.told, reading.lang, today, cues), **slots}
    if said.told is said.without_name or reading.intent not in LISTINGS or "place" in slots:
        return slots
    named = slots_of(reading.intent, said.without_name, reading.lang, today, cues).get("place")
    there = named or town_led_in(said.all, lang)
    return {**slots, "place": there} if there else slots


@lru_cache(maxsize=512)  # asked several times of one message, and many answer in the same few words
def glimpse(text: str, lang: str) -> str:
    """The intent as the cues alone tell it, or `out_of_scope`: for where only what is plainly said counts.

    Cheaper than `understand`: no slots, no misspelt words, no likeness to other sentences.
    """
    text = clean(text, _LONGEST)
    if named := _WORDS.get(word(text, lang) or ""):
        return named
    if (rest := without_own_name(text)) != text and (behind := glimpse(rest, lang)) in LISTINGS:
        return behind
    tokens = written_out(tokenise(text, _MOST), lang)
    reading = _best(tokens, list(_languages(tokens, lang)), find_cues)
    return (reading and reading.intent) or OUT_OF_SCOPE


def values_in(text: str, lang: str, today: date) -> dict[str, object]:
    """The slots of words that name something without saying whether it is needed or offered ("accounting, 3 hours")."""
    return slots_of("post_need", tokenise(clean(text, _LONGEST), _MOST), lang, today, [])


def says_more_than_what(text: str, lang: str, today: date) -> bool:
    """Whether `values_in` these words has hours, a day or a place, which most answers to "what?" have not."""
    return says_more(tokenise(clean(text, _LONGEST), _MOST), lang, today)


def _seeking(tokens: Tokens, lang: str, today: date) -> Reading | None:
    """A question after who does something, which looks among the offers."""
    asked = ((tried, who_does(tokens, tried, today)) for tried in _languages(tokens, lang))
    return next((Reading("find_matches", tried, [found]) for tried, found in asked if found), None)


def _rather_listed(reading: Reading, tokens: Tokens, lang: str, today: date) -> str | None:
    """What is listed, where other cues say so than the one that is heaviest, and so do hours, a day and the grammar.

    What is none of our business is often but the reason ("il fait froid, si quelqu'un peut réparer"), so there the
    grammar is enough.
    """
    mistaken = reading.intent in _MISTAKEN or reading.intent == OUT_OF_SCOPE
    also = SIDES & {cue.intent for cue in reading.cues} if mistaken else frozenset()
    if not also:
        return None
    beside = reading.intent == OUT_OF_SCOPE
    listed = side(tokens, lang, OUT_OF_SCOPE, SURE) if beside else plainly_listed(tokens, lang, today)
    return listed if listed in also else None


def _offered(reading: Reading) -> Reading:
    """The same as an offer: what others were asked about is what we have."""
    asked = [cue._replace(intent="post_offer") for cue in reading.cues if cue.intent == reading.intent]
    return reading._replace(intent="post_offer", cues=asked)


def prepare() -> None:
    """Read all tables now (some seconds), so that no message waits for them."""
    prepare_nearest()
    prepare_likely()
    prepare_sides()
    tokens = tokenise("a a b, 2 h c")
    for lang in LANGUAGES:
        understand(tokens.text, lang, date(2026, 1, 1))
        for intent in INTENTS:
            slots_of(intent, tokens, lang, date(2026, 1, 1), [Found(intent, (0, 1), (), 1.0)])
        items_in(tokens.text, lang, date(2026, 1, 1), "need")
        find_told(tokens, lang)
    transcribed(tokenise("3ayzin 7ad"))


def _strongest(tokens: Tokens, lang: str) -> Reading | None:
    """The clearest reading. The person's own language is enough where it is clear; misspelt words count last."""
    languages = list(_languages(tokens, lang))
    best = _best(tokens, languages, find_cues)
    if best and not best.intent:
        return None
    if elsewhere := _whole(tokens, languages, best):
        return elsewhere
    if best is None or best.intent in SOCIAL:
        best = _in_arabic_letters(tokens, languages) or _best(tokens, languages, find_misspelt) or best
    if best is None or best.intent in SOCIAL:
        best = _mixed(tokens, languages) or best
    return best


def _mixed(tokens: Tokens, languages: list[str]) -> Reading | None:
    """What is asked or offered in words of a language that nothing else tells: "i need help con la traducción". The
    rest is in their own, and the grammar of the whole must say the same.
    """
    looked_at = LANGUAGES if len(tokens.forms) <= _SAID_AT_ONCE and is_sentence(tokens) else ()
    for tried in looked_at:
        found = find_cues(tokens, tried) if tried not in languages else []
        sides = {cue.intent for cue in found if cue.intent in SIDES and cue.weight >= _PLAIN}
        if sides and (listed := side(tokens, languages[0], "", SURE)) in sides:
            return Reading(listed, languages[0], [cue for cue in found if cue.intent == listed])
    return None


def _whole(tokens: Tokens, languages: list[str], best: Reading | None) -> Reading | None:
    """A few words that are a cue from end to end in a language that nothing else tells: "menos avisos", of somebody who
    reads Arabic. Never what is asked, offered, answered or moved: such words are too short to be sure.
    """
    words = [at for at in range(len(tokens.forms)) if not tokens.is_sign(at)]
    if not 1 < len(words) <= _FEW or (best and max(cue.weight for cue in best.cues) >= _PLAIN):
        return None
    for tried in LANGUAGES:
        for cue in find_cues(tokens, tried) if tried not in languages else ():
            if cue.intent not in _NOT_ELSEWHERE and set(cue.places).issuperset(words):
                return Reading(cue.intent, tried, [cue])
    return None


def _in_arabic_letters(tokens: Tokens, languages: list[str]) -> Reading | None:
    """Arabic in Latin letters that has no cue in them; never what moves credit, deletes or opts out."""
    arabic = transcribed(tokens) if "ar" in languages else None
    found = find_cues(arabic, "ar") if arabic else []
    decided = decide(found, tokens.forms)
    return Reading(decided[0], "ar", found, arabic) if decided and decided[0] not in ACTING else None


def _best(tokens: Tokens, languages: list[str], find: Callable[[Tokens, str], list[Found]]) -> Reading | None:
    """The heaviest reading; one of no intent where all found is said of a service (bot/understand/aside.py)."""
    best: Reading | None = None
    strength, said_of = 0.0, False
    for tried in languages:
        found = without_denied(tokens, without_own_part(tokens, _refusing_nothing(tokens, find(tokens, tried)), tried))
        decided = decide(found, tokens.forms)
        while decided and (
            is_aside(decided, found, tokens, tried)
            or only_introduces(decided[0], found, tokens)
            or invites(decided[0], tokens)
        ):
            said_of = True
            found = without_aside(decided[0], found)
            decided = decide(found, tokens.forms)
        if decided and decided[1] > strength:
            best, strength = Reading(decided[0], tried, found), decided[1]
        if strength >= _CLEAR:
            break
    return best or (Reading("", languages[0], []) if said_of else None)


def _refusing_nothing(tokens: Tokens, found: list[Found]) -> list[Found]:
    """The cues without the no of «no hay problema»."""
    refused = [cue for cue in found if cue.intent in REFUSING]
    wrong = set(refused) - set(without_comfort(refused, find_comfort(tokens) if refused else []))
    return [cue for cue in found if cue not in wrong] if wrong else found


def _languages(tokens: Tokens, lang: str) -> Iterator[str]:
    """The languages to try: the person's own, then what script and clear words say."""
    if lang in LANGUAGES:
        yield lang
    guessed = guess_forms(tokens.text, tokens.forms)
    if guessed and guessed != lang:
        yield guessed
