"""Light messages, and what an SMS says: few words, few choices, and none of the words that carriers keep."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.channels.wire import segments
from bot.sending.few import SHOWN, few, fewer, rest
from bot.understand.words import word
from bot.wording.catalogue import PLACE, read
from bot.wording.shorter import SHORTER
from core import outbox
from core.db import Database
from core.languages import LANGUAGES
from core.messages import Option, Screen, _, dump
from core.outbox import Item
from core.vault import Vault
from tests.story import SmsPhones, Story, TelegramPhones, telling

# support article 223134027 and advanced-opt-out: what Twilio and the carriers behind it take for themselves
SWALLOWED = frozenset(
    ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "START", "YES", "UNSTOP")
) | {"HELP", "INFO", "ARRET", "ARRÊT"}
# what carriers of the Americas and of French-speaking countries keep besides, and what Twilio offers as a preset there
SWALLOWED |= {"ALTO", "BAJA", "PARAR", "PARE", "SAIR", "DESISCREVER", "TERMINAR", "REVOCAR", "AYUDA", "AJUDA", "AIDE"}
COMES_BACK = "Stopped: no more messages. Your data stays. Write START to come back."  # START is what the carrier wants
STOPS_THERE = "Alerts now go to you on {app}. To stop them there too, write STOP there."  # and so it does
ELSEWHERE = frozenset(("Help", "Sign out"))  # in Telegram's menu of commands, and on the coordinators' pages
TYPED = re.compile("[“«]\\s*([^”»]+?)\\s*[”»]|\\b([A-Z]{3,})\\b")


def join(story: Story, who: str = "luz", lang: str = "en") -> None:
    story.langs[who] = lang
    story.say(who, "hola" if lang == "es" else "hello")
    story.say(who, "Casa Luz, Tegucigalpa")


@pytest.fixture
def telegram(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "telegram") as story:
        story.hub()
        yield story


@pytest.fixture
def sms(db: Database, vault: Vault, now: int) -> Iterator[Story]:
    with telling(db, vault, now, "sms") as story:
        story.hub()
        yield story


# ---- light ------------------------------------------------------------------------------------------------------


def test_light_messages_have_no_buttons_and_the_shortest_words_until_full_ones_are_wanted_again(
    telegram: Story,
) -> None:
    phones = telegram.phones
    assert isinstance(phones, TelegramPhones)
    join(telegram)
    ((_who, before),) = telegram.say("luz", "balance")
    assert phones.choices("luz")

    ((_who, said),) = telegram.say("luz", "light messages")
    assert said == "From now on: short, without emoji and buttons. To go back, write “full messages”.\n\n1. Menu"
    assert not phones.choices("luz")
    ((_who, short),) = telegram.say("luz", "balance")
    assert short.startswith("Balance: 6 hours. Set aside: 0 hours. You can receive: 8 hours.\n\n1. ")
    assert not phones.choices("luz")

    telegram.say("luz", "full messages")
    assert phones.choices("luz")
    assert telegram.say("luz", "balance") == [("luz", before)]


def test_it_is_also_among_the_settings(telegram: Story) -> None:
    join(telegram)
    telegram.say("luz", "more")
    telegram.tap("luz", "Our organisation")
    telegram.tap("luz", "Light messages")
    ((_who, said),) = telegram.tap("luz", "Light messages")
    assert said.startswith("From now on: short")


def test_a_light_message_has_no_emoji_but_keeps_words_that_are_nothing_else(telegram: Story) -> None:
    join(telegram)
    telegram.say("luz", "light messages")
    screen = Screen((_("You wrote: {words}", words="thanks 🙂🙏🏽"), _("You wrote: {words}", words="👍")))
    with telegram.db.write() as tx:
        outbox.enqueue(tx, [Item(1, "telegram", "alert", dump(screen))], telegram.now)
    ((_who, said),) = telegram.deliver()
    assert said == "You wrote: \u2068thanks\u2069\n\nYou wrote: \u2068👍\u2069"


@pytest.mark.parametrize(
    ("light", "full"),
    [
        ("mensajes ligeros", "mensajes completos"),
        ("رسائل خفيفة", "رسائل كاملة"),
        ("Light messages", "full messages"),
        ("messages légers", "messages complets"),
        ("mensagens leves", "mensagens completas"),
        ("/light", "/full"),
    ],
)
def test_the_words_for_it_work_in_every_language(light: str, full: str) -> None:
    assert (word(light), word(full)) == ("light", "full")


# ---- the words of an SMS ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sms_tells_anybody_to_type_what_carriers_keep(lang: str) -> None:
    found = []
    for id, forms in read(lang).sentences.items():
        if id in SHORTER or id in (COMES_BACK, STOPS_THERE, *ELSEWHERE):
            continue
        for text in forms:
            typed = {one or two for one, two in TYPED.findall(text)}
            listed = [word.strip(" .") for word in text.rpartition(":")[2].split(",")]
            typed.update(listed if len(listed) > 3 else ())  # "Any time: menu, back, balance, person."
            found += [(id, one) for one in (text, *typed) if one.upper() in SWALLOWED]
    assert found == []


def test_the_shorter_sentence_is_shorter_and_needs_no_other_values() -> None:
    for long, short in SHORTER.items():
        assert set(PLACE.findall(short)) <= set(PLACE.findall(long)), short
        for lang in LANGUAGES:
            said = read(lang).sentences
            assert len(said[short][0]) <= len(said[long][0]) + (short == "Drop it"), (lang, short)


def test_every_sentence_that_has_a_shorter_one_is_still_said() -> None:
    from bot.catalogues.files import ROOT, extract

    said = {entry.id: {name for name, _line in entry.locations} for entry in extract(ROOT) if entry.id}
    assert [long for long in SHORTER if said[long] == {"bot/wording/shorter.py"}] == []


# ---- few choices ----------------------------------------------------------------------------------------------------


def choices(count: int, prefix: str = "m:") -> tuple[Option, ...]:
    return tuple(Option(f"{prefix}{n}", str(n)) for n in range(1, count + 1))


def test_six_choices_are_shown_and_of_seven_the_first_five() -> None:
    assert fewer(choices(6), 17) == choices(6)
    assert [option.id for option in fewer(choices(7), 17)] == ["m:1", "m:2", "m:3", "m:4", "m:5", "z:17"]
    assert rest(Screen((), choices(7))).options == choices(7)[SHOWN:]


def test_a_question_of_a_conversation_keeps_all_its_choices() -> None:
    assert fewer(choices(9, "q:ab:day:"), 17) == choices(9, "q:ab:day:")


def test_arabic_is_named_in_latin_letters_where_one_of_its_own_would_shorten_every_part() -> None:
    screen = Screen((), (Option("lang:ar", "العربية"), Option("lang:fr", "Français")))
    assert [option.label for option in few(screen, "es", 1).options] == ["Arabi", "Français"]
    assert few(screen, "ar", 1) == screen


def test_the_rest_of_a_long_list_comes_on_its_number_and_its_numbers_count(sms: Story) -> None:
    join(sms, lang="es")
    ((_who, said),) = sms.say("luz", "más")
    assert said.splitlines()[-2:] == ["5. Idioma", "6. Mas opciones"]
    ((_who, said),) = sms.say("luz", "6")
    assert said.splitlines()[:3] == ["Mas opciones:", "1. Nuestra organizacion", "2. Invitar a alguien"]
    ((_who, said),) = sms.say("luz", "1")
    assert said.startswith("Organizacion: Casa Luz")


def test_the_rest_of_somebody_elses_message_is_not_to_be_had(telegram: Story) -> None:
    join(telegram)
    join(telegram, "ana")
    telegram.say("luz", "more")
    with telegram.db.read() as tx:
        newest = max(id for id in range(1, 20) if outbox.own_screen(tx, 1, id))
    tap = telegram.phones.typed("ana", "x", "en", telegram.now)._replace(words="", payload=f"z:{newest}")
    ((who, said),) = telegram.send(tap)
    assert who == "ana"
    assert said.startswith("I cannot find that.")


def test_an_sms_counts_its_parts_where_they_are_billed(sms: Story) -> None:
    assert isinstance(sms.phones, SmsPhones)
    join(sms)
    assert sms.phones.api.sent
    with sms.db.read() as tx:
        (tallied,) = outbox.tallied(tx)
    bodies = [sent.body for sent in sms.phones.api.sent]
    assert (tallied.channel, tallied.result, tallied.sends) == ("sms", "sent", len(bodies))
    assert tallied.parts == sum(map(segments, bodies)) > len(bodies)
    assert tallied.bytes == sum(len(body.encode()) for body in bodies)
