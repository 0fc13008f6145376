"""Partners write to each other through the bot: who reads it, what is hidden, in which language, and until when."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from core.db import Database, Q
from core.look import Me
from core.privacy import retention
from core.privacy.known import known
from core.relay.phrases import PHRASES, spoken
from core.tables import block
from core.vault import Vault
from tests.faults import again, agreed, joins, neighbours, proposed, rows, states, suggested, tap, to, version
from tests.story import DAY, Story, answer, telling
from tests.test_cases import coordinator, in_clear

HOUR = 3_600_000
WORDS = "martillo amarillo"


def writes(story: Story, who: str, words: str = WORDS) -> list[tuple[str, str]]:
    """They open the message to their partner and write it; what arrives then."""
    tap(story, who, "x:1:0:write")
    return story.say(who, words)


def colleague(story: Story, of: str, who: str) -> None:
    """Somebody else who acts for the same organisation."""
    (text,) = to(tap(story, of, "m:colleague"), of)
    code = next(word for word in "".join(c if c.isdigit() else " " for c in text).split() if len(word) >= 7)
    story.langs[who] = "es"
    story.say(who, code)


def arabic_partner(story: Story) -> None:
    """Agreed, and Mar reads Arabic from now on."""
    agreed(story)
    tap(story, "mar", "lang:ar")


# ---- to whom, and how -------------------------------------------------------------------------------------------


def test_while_writing_one_sees_to_whom_and_how_to_leave(story: Story) -> None:
    agreed(story)
    (shown,) = to(tap(story, "luz", "x:1:0:write"), "luz")
    assert "Casa Mar" in shown
    assert "1001" in shown
    assert "cancelar" in shown
    assert to(story.say("luz", "cancelar"), "mar") == []
    assert rows(story, "relayed", "id") == []


def test_it_reaches_everybody_of_the_other_organisation_and_nobody_else(story: Story) -> None:
    agreed(story)
    joins(story, "eva")
    colleague(story, "mar", "ema")
    colleague(story, "luz", "lia")
    arrived = writes(story, "luz")
    for who in ("mar", "ema"):
        (text,) = to(arrived, who)
        assert WORDS in text
        assert "Casa Luz" in text
    assert to(arrived, "eva") == to(arrived, "lia") == []
    assert WORDS not in to(arrived, "luz")[0]


def test_an_answer_takes_one_tap(story: Story) -> None:
    agreed(story)
    writes(story, "luz")
    (shown,) = to(story.say("mar", "1"), "mar")
    assert "Casa Luz" in shown
    assert "linterna" in to(story.say("mar", "traemos la linterna"), "luz")[0]


def test_many_messages_arrive_in_the_order_they_were_written(story: Story) -> None:
    agreed(story)
    arrived = [text for n in range(8) for text in to(writes(story, "luz", f"caja número {n}"), "mar")]
    assert [f"número {n}" in text for n, text in enumerate(arrived)] == [True] * 8


def test_nothing_of_it_lies_in_clear_while_it_is_written_or_waits(story: Story) -> None:
    agreed(story)
    tap(story, "luz", "x:1:0:write")
    story.handle(story.phones.typed("luz", WORDS, "es", story.now))
    assert in_clear(story, WORDS) == []
    story.deliver()
    tap(story, "mar", "x:1:0:talk")
    assert in_clear(story, WORDS) == []


def test_words_that_mean_something_elsewhere_are_words_here(story: Story) -> None:
    agreed(story)
    assert "necesitamos" in to(writes(story, "luz", "necesitamos un contador, 3 horas"), "mar")[0]
    assert len(rows(story, "listing", "id")) == 2


@pytest.mark.parametrize("words", ["5", "٧", "a" * 1001])
def test_a_bare_number_and_too_much_are_not_passed_on(story: Story, words: str) -> None:
    agreed(story)
    arrived = writes(story, "luz", words)
    assert to(arrived, "mar") == []
    assert "Casa Mar" in to(arrived, "luz")[0]  # asked again


def test_an_emoji_alone_is_passed_on(story: Story) -> None:
    agreed(story)
    assert "🌻" in to(writes(story, "luz", "🌻"), "mar")[0]


def test_a_message_in_the_middle_of_a_question_leaves_its_numbers_alone(story: Story) -> None:
    agreed(story)
    tap(story, "mar", "m:pause")
    (alert,) = to(writes(story, "luz"), "mar")
    assert WORDS in alert
    assert "1." not in alert
    assert "1001" in alert


def test_what_was_said_can_be_read_again_by_both_sides(story: Story) -> None:
    agreed(story)
    for n in range(7):
        writes(story, "luz", f"caja número {n}")
    for who in ("luz", "mar"):
        (page,) = to(tap(story, who, "x:1:0:talk"), who)
        assert "número 6" in page
        assert "número 1" not in page


# ---- while the exchange lives -----------------------------------------------------------------------------------


def test_who_would_help_may_ask_before_a_yes_and_is_answered_without_names(story: Story) -> None:
    suggested(story)
    assert to(writes(story, "luz"), "mar") == []  # nobody has asked who asks for it
    arrived = writes(story, "mar", "¿hay ascensor? mi número es 600 123 456")
    (asked,) = to(arrived, "luz")
    assert "ascensor" in asked
    assert "600" not in asked
    assert "Casa Mar" not in asked
    assert "1." in asked  # to answer
    tap(story, "luz", "x:1:0:see")
    (answer,) = to(writes(story, "luz", "sí, hay ascensor"), "mar")
    assert "hay ascensor" in answer
    assert "Casa Luz" not in answer
    assert states(story) == ["suggested"]


def test_before_anything_is_proposed_three_messages_are_enough(story: Story) -> None:
    suggested(story)
    for n in range(3):
        assert len(to(writes(story, "mar", f"pregunta número {n}"), "luz")) == 1
    arrived = writes(story, "mar", "y otra más")
    assert to(arrived, "luz") == []
    assert len(rows(story, "relayed", "id")) == 3
    tap(story, "mar", f"x:1:{version(story)}:prop")
    assert len(to(writes(story, "mar", "y otra más"), "luz")) == 1


def test_from_a_proposal_on_they_can_ask_each_other(story: Story) -> None:
    proposed(story)
    assert WORDS in to(writes(story, "luz"), "mar")[0]


def test_who_declined_is_left_in_peace(story: Story) -> None:
    proposed(story)
    tap(story, "luz", f"x:1:{version(story)}:no")
    assert states(story) == ["declined"]
    assert to(writes(story, "mar"), "luz") == []


def test_after_the_end_there_is_a_week_for_the_last_words(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:ok")
    story.wait(14 * DAY + HOUR)
    assert states(story) == ["closed"]
    assert WORDS in to(writes(story, "luz"), "mar")[0]
    story.wait(8 * DAY)
    arrived = writes(story, "luz", "otra cosa")
    assert to(arrived, "mar") == []


def test_an_end_while_it_was_written_is_said_and_nothing_is_passed_on(story: Story) -> None:
    proposed(story)
    tap(story, "luz", "x:1:0:write")
    tap(story, "mar", f"x:1:{version(story)}:back")
    arrived = story.say("luz", WORDS)
    assert to(arrived, "mar") == []
    assert len(to(arrived, "luz")) == 1
    assert rows(story, "parked_case", "id") == []


def test_thirty_within_an_hour_are_enough(story: Story) -> None:
    agreed(story)
    for n in range(30):
        assert len(to(writes(story, "luz", f"caja número {n}"), "mar")) == 1
    assert to(writes(story, "luz"), "mar") == []
    assert len(to(writes(story, "mar"), "luz")) == 1
    story.wait(HOUR)
    assert len(to(writes(story, "luz"), "mar")) == 1


def test_what_was_written_goes_after_thirty_days(story: Story) -> None:
    agreed(story)
    writes(story, "luz")
    writes(story, "mar")
    retention.clean(story.db, story.now + 29 * DAY)
    assert len(rows(story, "relayed", "id")) == 2
    retention.clean(story.db, story.now + 31 * DAY)
    assert rows(story, "relayed", "id") == []


# ---- faults -----------------------------------------------------------------------------------------------------


def test_f02_the_same_message_twice_is_passed_on_once(story: Story) -> None:
    agreed(story)
    tap(story, "luz", "x:1:0:write")
    incoming = story.phones.typed("luz", WORDS, "es", story.now)
    assert len(to(story.send(incoming), "mar")) == 1
    assert again(story, incoming) is None
    assert to(story.deliver(), "mar") == []
    assert len(rows(story, "relayed", "id")) == 1


def test_f18_who_blocked_the_bot_gets_nothing_and_colleagues_do(story: Story) -> None:
    agreed(story)
    colleague(story, "mar", "ema")
    story.send(story.phones.typed("mar", "", "", story.now, event="blocked"))
    arrived = writes(story, "luz")
    assert to(arrived, "mar") == []
    assert WORDS in to(arrived, "ema")[0]


@pytest.mark.parametrize(
    "contact",
    ["+504 9988-7766", "https://chat.example.org/x", "luz@example.org", "@casaluz", "luz arroba correo punto org"],
)
def test_f36_contact_details_are_hidden_until_both_agree_and_the_writer_hears_it_once(
    story: Story, contact: str
) -> None:
    agreed(story)
    arrived = writes(story, "luz", f"búsquenos: {contact}")
    (text,) = to(arrived, "mar")
    assert contact not in text
    assert "•••" in text
    assert "Compartir contacto" in to(arrived, "luz")[0]
    assert "Compartir contacto" not in to(writes(story, "luz", f"de nuevo: {contact}"), "luz")[0]


@pytest.mark.parametrize("hours", ["0,1", "-1", "NaN", "1e9", "1.000", "500"])
def test_f40_a_phrase_takes_only_hours_that_are_sure(story: Story, hours: str) -> None:
    agreed(story)
    tap(story, "luz", "x:1:0:phr")
    story.say("luz", "10")
    place = 1 + [phrase.id for phrase in PHRASES[9:]].index("takes")
    story.say("luz", str(place))
    assert to(story.say("luz", hours), "mar") == []
    assert "3 horas" in to(story.say("luz", "3"), "mar")[0]


@pytest.mark.parametrize(
    ("id", "given"),
    [
        ("day", "mañana"),
        ("day", ""),
        ("day", "2026-13-01"),
        ("takes", "0"),
        ("takes", "９"),
        ("takes", "99999999"),
        ("thanks", "2"),
        ("nothing", ""),
    ],
)
def test_a_phrase_that_is_none_says_nothing(id: str, given: str) -> None:
    assert spoken(id, given) is None


def test_f47_an_organisation_that_is_gone_gets_nothing_and_the_writer_hears_so(story: Story) -> None:
    from tests.test_erasure import leaves

    agreed(story)
    shares(story, "luz", OURS)
    writes(story, "mar")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    leaves(story, "luz")
    assert rows(story, "contact", "exchange_id") == []
    assert rows(story, "relayed", "from_id") == [(2,)]  # only what Mar wrote
    (said,) = to(writes(story, "mar", "gracias por todo"), "mar")
    assert "no está disponible" in said
    assert len(rows(story, "relayed", "id")) == 1


def test_who_was_blocked_cannot_write_any_more_once_the_exchange_is_over(story: Story) -> None:
    agreed(story)
    with story.db.write() as tx:
        tx.run(Q(insert(block).values(by_id=1, about_id=2, at=story.now)))
    assert WORDS in to(writes(story, "mar"), "luz")[0]  # what was agreed goes on
    tap(story, "luz", f"x:1:{version(story)}:ok")
    arrived = writes(story, "mar")
    assert to(arrived, "luz") == []
    assert "no está disponible" in to(arrived, "mar")[0]


def test_f58_what_is_known_of_somebody_counts_what_they_wrote_to_partners(story: Story) -> None:
    agreed(story)
    me = Me(1, 1, "console", "es", organisation_id=1)
    with story.db.read() as tx:
        assert known(tx, story.vault, me, story.now).texts == 0
    writes(story, "luz")
    writes(story, "mar")
    shares(story, "luz", OURS)
    with story.db.read() as tx:
        assert known(tx, story.vault, me, story.now).texts == 2


@pytest.mark.parametrize("verb", ["write", "phr", "share", "talk", "trans", "keep", "read"])
def test_f54_buttons_of_an_exchange_between_others_do_nothing(story: Story, verb: str) -> None:
    agreed(story)
    writes(story, "luz")
    joins(story, "eva")
    arrived = tap(story, "eva", f"x:1:0:{verb}")
    assert len(arrived) == 1
    assert WORDS not in arrived[0][1]
    assert "Casa Mar" not in arrived[0][1]
    arrived = story.say("eva", "hola a todos")
    assert to(arrived, "mar") == to(arrived, "luz") == []
    assert len(rows(story, "relayed", "id")) == 1


def test_f57_who_stopped_messages_is_not_written_to_and_the_writer_hears_not_available(story: Story) -> None:
    agreed(story)
    story.say("mar", "BAJA")
    (shown,) = to(tap(story, "luz", "x:1:0:write"), "luz")
    assert "BAJA" not in shown
    arrived = story.say("luz", WORDS)
    assert to(arrived, "mar") == []
    assert "no está disponible" in to(arrived, "luz")[0]
    assert WORDS in to(tap(story, "mar", "x:1:0:talk"), "mar")[0]


def test_f58_what_somebody_wrote_goes_with_them_from_every_screen(story: Story) -> None:
    from tests.test_erasure import everything, leaves

    agreed(story)
    colleague(story, "luz", "lia")
    coordinator(story, "ana")
    writes(story, "luz")
    tap(story, "luz", "x:1:0:share")
    story.say("luz", "linterna roja 99")
    story.say("luz", "1")
    writes(story, "lia", "escalera verde")
    tap(story, "mar", "x:1:0:talk")
    tap(story, "lia", f"x:1:{version(story)}:prob")
    story.say("lia", "6")
    story.say("lia", "no vino nadie")
    (case_id,) = [id for id, code in rows(story, "parked_case", "id", "code") if code.startswith("disputed")]
    assert "Lo que escribieron" in to(tap(story, "ana", f"c:{case_id}:see"), "ana")[0]
    assert WORDS in to(tap(story, "ana", "x:1:0:read"), "ana")[0]
    story.now += 10 * HOUR  # by night, so that this one is held
    story.handle(story.phones.typed("luz", "", "", story.now, payload="x:1:0:write"))
    story.handle(story.phones.typed("luz", "cuchara azul", "es", story.now))
    leaves(story, "luz")
    kept = everything(story.db, story.vault)
    for gone in (WORDS, "linterna roja", "cuchara azul"):
        assert [one.split(" ", 1)[0] for one in kept if gone in one] == []
    assert [one for one in kept if "escalera verde" in one] != []
    # and no screen that showed them can still be opened
    assert all(WORDS not in text for _who, text in story.wait(12 * HOUR))


# ---- night ------------------------------------------------------------------------------------------------------


def test_by_night_words_wait_as_they_were_written_unless_the_other_is_awake(story: Story) -> None:
    agreed(story)
    story.wait(10 * HOUR)  # 22:00
    assert to(writes(story, "luz", "caja número 0"), "mar") == []
    assert to(writes(story, "luz", "caja número 1"), "mar") == []
    tap(story, "mar", "m:balance")
    assert "número 2" in to(writes(story, "luz", "caja número 2"), "mar")[0]
    morning = to(story.wait(10 * HOUR), "mar")
    assert ["número 0" in morning[0], "número 1" in morning[1]] == [True, True]


# ---- languages --------------------------------------------------------------------------------------------------


def test_words_in_another_language_are_marked_and_phrases_are_read_in_ones_own(story: Story) -> None:
    arabic_partner(story)
    (shown,) = to(tap(story, "luz", "x:1:0:write"), "luz")
    assert "No leen tu idioma" in shown
    arrived = story.say("luz", "mañana llevamos las sillas al salón")
    (text,) = to(arrived, "mar")
    assert "الإسبانية" in text
    assert "sillas" in text
    assert "otro idioma" in to(arrived, "luz")[0]
    tap(story, "luz", "x:1:0:phr")
    story.say("luz", "2")
    arrived = story.say("luz", "viernes")
    assert "هل يناسبكم هذا اليوم" in to(arrived, "mar")[0]
    assert "الجمعة" in to(arrived, "mar")[0]
    assert "¿Les queda bien este día" in to(arrived, "luz")[0]
    (page,) = to(tap(story, "luz", "x:1:0:talk"), "luz")
    assert "¿Les queda bien este día" in page


def test_the_language_is_that_of_the_words_where_it_is_sure(story: Story) -> None:
    arabic_partner(story)
    (text,) = to(writes(story, "luz", "شكراً، سنحضر الكراسي غداً"), "mar")
    assert "الإسبانية" not in text
    assert rows(story, "relayed", "lang") == [("ar",)]


def test_every_phrase_is_there_in_every_language() -> None:
    from bot.wording import Reader, Wording
    from core.languages import LANGUAGES

    wording = Wording()
    given = {"day": "2026-12-01", "hours": "90", "": ""}
    for phrase in PHRASES:
        message = spoken(phrase.id, given[phrase.asks])
        assert message is not None
        said = {wording.say(message, Reader(lang)) for lang in LANGUAGES}
        assert len(said) == len(LANGUAGES), phrase.id
        assert all(text and "{" not in text for text in said)
    assert 15 <= len({phrase.id for phrase in PHRASES}) == len(PHRASES) <= 20


def test_a_translation_can_be_asked_for_without_the_words_in_it(story: Story) -> None:
    arabic_partner(story)
    writes(story, "luz", "mañana llevamos las sillas al salón")
    (card,) = to(tap(story, "mar", "x:1:0:trans"), "mar")
    assert "نصف ساعة" in card
    story.say("mar", "1")
    what, minutes, remote = rows(story, "listing", "id", "what", "minutes", "remote")[-1][1:]
    assert (minutes, remote) == (30, 1)
    assert "Español" in what
    assert "العربية" in what
    assert in_clear(story, "sillas") == []


def asked_to_translate(story: Story) -> None:
    """Mar asks for a translation of what luz wrote; ali reads both, and says that they can help (exchange 1002)."""
    arabic_partner(story)
    for words in ("نقدم ترجمة من الإسبانية إلى العربية عن بُعد", "دار الترجمة، القاهرة", "نعم"):
        story.say("ali", words)
    writes(story, "luz", "mañana llevamos las sillas al salón, 9988 7766")
    asked = to(tap(story, "mar", "x:1:0:trans"), "mar")[0]
    assert "sillas" in asked
    shown = "".join(to(story.say("mar", "1"), "ali"))
    assert "1002" in shown
    assert "sillas" not in shown
    tap(story, "ali", "x:2:1:prop")
    story.say("ali", "غداً")
    story.say("ali", "1")


def test_who_agrees_to_translate_gets_the_words_in_that_exchange_and_nobody_before(story: Story) -> None:
    asked_to_translate(story)
    assert in_clear(story, "sillas") == []
    assert "sillas" not in "".join(to(tap(story, "ali", "x:2:0:see"), "ali"))
    new = tap(story, "mar", f"x:2:{version(story, 2)}:acc")
    assert "sillas" in "".join(to(new, "ali"))
    assert "7766" not in "".join(to(new, "ali"))
    assert to(new, "luz") == []
    assert "sillas" in to(tap(story, "ali", "x:2:0:talk"), "ali")[0]
    assert in_clear(story, "sillas") == []


def test_words_that_their_writer_had_deleted_are_not_handed_on(story: Story) -> None:
    asked_to_translate(story)
    with story.db.write() as tx:
        tx.raw("DELETE FROM relayed")
    new = tap(story, "mar", f"x:2:{version(story, 2)}:acc")
    assert "sillas" not in "".join(to(new, "ali"))
    assert rows(story, "exchange", "id", "state")[1][1] == "agreed"


# ---- contact details --------------------------------------------------------------------------------------------

OURS, THEIRS = "+504 9988 7766", "mar@example.org"


def shares(story: Story, who: str, words: str) -> list[tuple[str, str]]:
    """They write what may be seen and say yes; what arrives then."""
    tap(story, who, "x:1:0:share")
    story.say(who, words)
    return story.say(who, "1")


def test_contact_details_are_seen_when_both_agreed_and_not_before(story: Story) -> None:
    agreed(story)
    arrived = shares(story, "luz", OURS)
    assert OURS not in "".join(to(arrived, "mar"))
    assert OURS not in to(tap(story, "mar", "x:1:0:talk"), "mar")[0]
    arrived = shares(story, "mar", THEIRS)
    assert THEIRS in to(arrived, "luz")[0]
    assert OURS in to(arrived, "mar")[0]
    assert OURS in to(tap(story, "mar", "x:1:0:talk"), "mar")[0]
    assert in_clear(story, OURS, THEIRS) == []
    assert OURS in to(writes(story, "luz", f"llámenos: {OURS}"), "mar")[0]  # no need to hide it any more


def test_an_offer_can_be_taken_back_before_the_other_side_agrees(story: Story) -> None:
    agreed(story)
    shares(story, "luz", OURS)
    assert len(to(tap(story, "luz", "x:1:0:keep"), "mar")) == 1
    assert rows(story, "contact", "exchange_id") == []
    assert OURS not in "".join(to(shares(story, "mar", THEIRS), "mar"))


def test_a_no_leaves_nothing_behind(story: Story) -> None:
    agreed(story)
    shares(story, "luz", OURS)
    (told,) = to(tap(story, "mar", "x:1:0:keep"), "luz")
    assert "Casa Mar" in told
    assert rows(story, "contact", "exchange_id") == []


def test_what_both_agreed_to_cannot_be_unsaid(story: Story) -> None:
    agreed(story)
    shares(story, "luz", OURS)
    shares(story, "mar", THEIRS)
    tap(story, "luz", "x:1:0:keep")
    assert len(rows(story, "contact", "exchange_id")) == 2
    assert "Compartir contacto" not in to(tap(story, "luz", "x:1:0:write"), "luz")[0]


def test_contact_details_are_forgotten_a_month_after_the_end(story: Story) -> None:
    agreed(story)
    shares(story, "luz", OURS)
    shares(story, "mar", THEIRS)
    retention.clean(story.db, story.now + 90 * DAY)
    assert len(rows(story, "contact", "exchange_id")) == 2  # still agreed
    tap(story, "luz", f"x:1:{version(story)}:cancel")
    story.say("luz", "1")
    story.say("luz", "saltar")
    assert states(story) == ["cancelled"]
    retention.clean(story.db, story.now + 31 * DAY)
    assert rows(story, "contact", "exchange_id") == []


# ---- coordinators -----------------------------------------------------------------------------------------------


def test_a_coordinator_reads_it_only_once_a_problem_is_open_and_both_are_told(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    coordinator(story, "mar")  # she belongs to one of the two
    writes(story, "luz")
    assert WORDS not in "".join(to(tap(story, "ana", "x:1:0:read"), "ana"))
    tap(story, "luz", f"x:1:{version(story)}:prob")
    story.say("luz", "6")
    arrived = story.say("luz", "no se entiende nada")
    for who in ("luz", "mar"):
        assert "la coordinación también puede leer" in "".join(to(arrived, who))
    (page,) = to(tap(story, "ana", "x:1:0:read"), "ana")
    assert WORDS in page
    assert WORDS not in to(tap(story, "mar", "x:1:0:read"), "mar")[0]
    story.hub("Otra red")
    coordinator(story, "ema", 2)
    assert WORDS not in to(tap(story, "ema", "x:1:0:read"), "ema")[0]
    assert "la coordinación también puede leerlo" in to(tap(story, "mar", "x:1:0:write"), "mar")[0]


def test_who_tells_of_a_problem_later_lets_the_other_side_know_that_it_is_read(story: Story) -> None:
    agreed(story)
    coordinator(story, "ana")
    writes(story, "luz")
    tap(story, "luz", f"x:1:{version(story)}:ok")
    tap(story, "luz", f"x:1:{version(story)}:prob")
    story.say("luz", "2")
    arrived = story.say("luz", "falta una cosa")
    assert "la coordinación" in to(arrived, "mar")[0]
    assert WORDS in to(tap(story, "ana", "x:1:0:read"), "ana")[0]


def test_where_nothing_was_written_nothing_is_said_of_reading_it(story: Story) -> None:
    neighbours(story)
    coordinator(story, "ana")
    story.say("mar", "ofrecemos contabilidad")
    story.say("mar", "sí")
    story.say("luz", "necesitamos contabilidad, 2 horas, antes del viernes")
    story.say("luz", "sí")
    tap(story, "mar", f"x:1:{version(story)}:prop")
    tap(story, "luz", f"x:1:{version(story)}:acc")
    tap(story, "luz", f"x:1:{version(story)}:prob")
    story.say("luz", "6")
    arrived = story.say("luz", "no se entiende nada")
    assert "también puede leer" not in "".join(text for _who, text in arrived)


# ---- in one's own words -----------------------------------------------------------------------------------------


def test_words_open_the_message_to_the_one_partner_and_ask_which_of_several(story: Story) -> None:
    agreed(story)
    (shown,) = to(story.say("luz", "quiero escribirles"), "luz")
    assert "Casa Mar" in shown
    assert "linterna" in to(story.say("luz", "traemos la linterna"), "mar")[0]
    (shown,) = to(story.say("luz", "pásame el teléfono de la otra organización"), "luz")
    assert "Casa Mar" in shown
    story.say("luz", "cancelar")
    joins(story, "eva")
    story.say("eva", "necesitamos contabilidad, 1 hora, antes del viernes")
    story.say("eva", "sí")
    tap(story, "mar", f"x:2:{version(story, 2)}:prop")
    (shown,) = to(story.say("mar", "quiero escribirles"), "mar")
    assert "1001" not in shown  # the card on the screen says to whom
    assert "1002" in shown
    story.say("mar", "cancelar")
    (listed,) = to(story.say("mar", "quiero escribirle a la otra organización"), "mar")
    assert "1001" in listed
    assert "1002" in listed


def test_without_a_partner_there_is_nobody_to_write_to(story: Story) -> None:
    suggested(story)
    (said,) = to(story.say("luz", "quiero escribirles"), "luz")
    assert "1001" in said
    assert rows(story, "relayed", "id") == []


@pytest.mark.parametrize("channel", ["whatsapp", "console"])
def test_who_writes_to_those_that_cannot_be_written_to_first_reads_that_it_waits(
    sqlite_db: Database, vault: Vault, now: int, channel: str
) -> None:
    with telling(sqlite_db, vault, now, channel) as story:
        agreed(story)
        story.wait(26 * 3_600_000)
        story.say("luz", "1001")
        tap(story, "luz", "x:1:3:write")
        told = answer(story, "llegamos media hora antes")
        assert ("Guardado para" in told) == (channel == "whatsapp")
        assert ("Enviado a" in told) == (channel != "whatsapp")
