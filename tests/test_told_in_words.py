"""What people write about an exchange instead of choosing: its end, a delay, thanks, a problem."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understand import understand
from core.db import Database
from core.vault import Vault
from tests.faults import adds_up, agreed, neighbours, pointed, proposed, rows, states, suggested, tap, to, version
from tests.story import DAY, Story, answer, telling

pytestmark = pytest.mark.words


@pytest.mark.parametrize(
    ("told", "words", "hours"),
    [
        ("2 horas", "mazbout 5allaso, bs 2a5ado 4 se3at", "4 horas"),
        ("2 horas", "si todo bien, pero fueron 4 horas", "4 horas"),
        ("2 horas", "yes but it took 4 hours", "4 horas"),
        ("1 hora", "si, todo bien, pero fueron 2 horas", "2 horas"),
    ],
)
def test_a_yes_that_names_other_hours_than_were_told_moves_none_before_they_are_read(
    story: Story, told: str, words: str, hours: str
) -> None:
    agreed(story)
    story.say("mar", f"ya terminamos, {told}")
    if told != "2 horas":
        story.say("mar", "sí")
    assert states(story) == ["delivered"]
    assert hours in answer(story, words)
    assert states(story) == ["delivered"]


@pytest.mark.parametrize("words", ["cancelar el intercambio", "نريد إلغاء التبادل", "please cancel the exchange"])
def test_a_sentence_that_ends_an_exchange_opens_it_and_ends_nothing_by_itself(story: Story, words: str) -> None:
    agreed(story)
    answer(story, "0")
    told = answer(story, words)
    assert "Cancelar intercambio" in told or "¿Cuál es el motivo?" in told
    assert states(story) == ["agreed"]
    answer(story, "cancelar")
    assert states(story) == ["agreed"]


def test_what_is_published_is_opened_by_a_sentence_that_ends_it(story: Story) -> None:
    suggested(story)
    answer(story, "0")
    assert "Retirar" in answer(story, "ya no necesitamos la contabilidad")
    answer(story, "0")
    assert "Retirar" in answer(story, "cancelar el pedido de contabilidad")
    assert states(story) == ["suggested"]


def test_that_it_came_late_is_not_asked_again(story: Story) -> None:
    agreed(story)
    assert "tarde. Recibieron: 1 hora y media. ¿Está bien?" in answer(story, "llegaron tarde, fueron 1 hora y media")
    answer(story, "1")
    tap(story, "mar", f"x:1:{version(story)}:fig")
    assert states(story) == ["settled"]
    answer(story, "contar cómo fue")
    assert "¿Fue a tiempo?" not in answer(story, "4")
    assert (1, 0) in rows(story, "review", "exchange_id", "on_time")
    adds_up(story)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "llegó tarde y fue 1 hora"),
        ("ar", "وصلوا متأخرين وكانت ساعة واحدة"),
        ("en", "late, and only one hour"),
        ("fr", "il est arrivé en retard et c'était 1 heure"),
        ("pt", "chegou atrasado e foi 1 hora"),
    ],
)
def test_late_and_fewer_hours_are_both_understood_where_it_is_asked_whether_it_arrived(
    story: Story, lang: str, words: str
) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    tap(story, "luz", f"lang:{lang}")
    answer(story, "1001")
    answer(story, words)
    answer(story, "1")
    tap(story, "mar", f"x:1:{version(story)}:fig")
    assert (1, 0) in rows(story, "review", "exchange_id", "on_time")
    assert rows(story, "exchange", "id", "settled_minutes") == [(1, 60)]
    adds_up(story)


@pytest.mark.parametrize(
    "words", ["sí llegó pero bien tarde", "وصلوا متاخر شوي بس منيح", "yes all good but they were late"]
)
def test_a_yes_with_a_delay_is_received_late(story: Story, words: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    answer(story, "1001")
    read = answer(story, words)
    if "2. Recibido tarde" in read:  # where it is less than sure that it is a yes
        answer(story, pointed(read))
    assert states(story) == ["settled"]
    assert (1, 0) in rows(story, "review", "exchange_id", "on_time")
    adds_up(story)


def test_stars_before_it_is_confirmed_show_what_is_asked(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    answer(story, "1001")
    assert "¿Lo recibieron?" in answer(story, "todo chevere gracias, 5 estrellas")


@pytest.mark.parametrize("words", ["claro que podemos, no hay problema", "sure we can do that, no problem"])
def test_a_friendly_yes_is_a_yes_and_tells_of_no_problem(story: Story, words: str) -> None:
    suggested(story)
    answer(story, "1001")
    answer(story, words)
    assert states(story) == ["proposed"]
    assert len(rows(story, "listing", "id")) == 2


def test_thanks_alone_proposes_nothing(story: Story) -> None:
    suggested(story)
    answer(story, "1001")
    assert "¿Se lo propongo?" in answer(story, "gracias")
    assert states(story) == ["suggested"]


def test_who_received_more_than_agreed_reads_who_asks_for_the_rest(story: Story) -> None:
    agreed(story)
    told = answer(story, "ya está hecho, fueron 3 horas")
    assert "3 horas" in told
    assert "2 horas" in told
    answer(story, "1")
    assert rows(story, "exchange", "state", "settled_minutes") == [("settled", 120)]


@pytest.mark.parametrize("words", ["llegaron una hora tarde", "they came an hour late", "arrivés une heure en retard"])
def test_an_hour_of_delay_is_no_hour_of_work(words: str) -> None:
    assert understand(words, "es", date(2026, 11, 24)).intent == "dispute"


def test_thanks_for_what_asks_shows_what_is_asked(story: Story) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    assert "¿Lo recibieron?" in answer(story, "ok gracias")
    assert states(story) == ["delivered"]
    answer(story, "1")
    assert states(story) == ["settled"]
    assert "Con gusto" in answer(story, "gracias")


def test_who_tells_of_a_problem_finds_it_as_the_first_choice(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:ok")
    read = answer(story, "hubo un problema con la contabilidad")
    assert "¿De qué se trata?" in answer(story, pointed(read))


def test_who_tells_of_a_delay_has_received_it_late(story: Story) -> None:
    agreed(story)
    assert "Para «Recibido tarde», elige 2" in answer(story, "llegaron tarde")
    assert states(story) == ["agreed"]  # its card was not on the screen
    answer(story, "2")
    assert states(story) == ["settled"]
    assert (1, 0) in rows(story, "review", "exchange_id", "on_time")


def test_what_went_wrong_is_not_shown_the_example_of_a_service(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:prob")
    answer(story, "6")
    answer(story, "1")
    told = answer(story, "1")
    assert "Una frase basta" in told
    assert "folleto" not in told


def test_after_a_no_the_first_choice_is_ones_own_request_and_the_last_to_block(story: Story) -> None:
    proposed(story)
    tap(story, "mar", f"x:1:{version(story)}:back")
    (card,) = to(story.say("luz", "1001"), "luz")
    assert card.index("1. Nuestro pedido") < card.index("Hay un problema") < card.index("Bloquear")
    assert "Lo que le sirve" in answer(story, "1")
    tap(story, "luz", "l:2:down")
    assert "Nuestro pedido" not in answer(story, "1001")


def test_a_reminder_says_of_what(story: Story) -> None:
    agreed(story)
    tap(story, "luz", f"x:1:{version(story)}:ok")
    assert any("todavía pueden contar cómo fue" in text for text in to(story.wait(4 * DAY), "mar"))


def test_the_phones_are_found_by_their_name_also_over_a_card(story: Story) -> None:
    agreed(story)
    assert "Vincular" in answer(story, "teléfonos")


@pytest.mark.parametrize(
    ("lang", "said", "kept"),
    [
        (
            "es",
            "podemos dar clases de inglés los martes y jueves, y apoyo escolar",
            ("martes y jueves", "apoyo escolar"),
        ),
        pytest.param(
            *("ar", "نقدم محاسبة كل سبت ودروس جيتار", ("محاسبة كل سبت", "دروس جيتار")),
            marks=pytest.mark.xfail(strict=True, reason="the labeller does not find what stands behind «كل سبت»"),
        ),
        ("en", "we offer accounting on Saturdays, and guitar lessons", ("accounting on Saturdays", "guitar lessons")),
        ("fr", "nous proposons la comptabilité le samedi, et des cours de guitare", ("le samedi", "cours de guitare")),
        (
            "pt",
            "oferecemos contabilidade aos sábados, e aulas de violão",
            ("contabilidade aos sábados", "aulas de violão"),
        ),
    ],
)
def test_of_an_offer_that_comes_again_nothing_is_lost_behind_or_before_the_day(
    story: Story, lang: str, said: str, kept: tuple[str, ...]
) -> None:
    neighbours(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, said)
    answer(story, "1")
    whats = " ".join(what for _id, what in rows(story, "listing", "id", "what")).replace(",", "").replace("،", "")
    assert all(part in whats for part in kept), whats


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "avísame solo una vez al día"),
        ("en", "tell me once a day only"),
        ("pt", "me avise só uma vez por dia"),
        ("ar", "بلغوني مرة واحدة في اليوم"),
    ],
)
def test_who_wants_to_hear_once_a_day_gets_fewer_messages_and_not_all_again(
    story: Story, lang: str, words: str
) -> None:
    neighbours(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, words)
    assert (1, "digest") in rows(story, "person", "id", "alerts")


@pytest.mark.parametrize(
    "words",
    [
        "necesitamos un plomero, 2 horas, sin día fijo",
        "we need a plumber, 2 hours, any day",
        "besoin d'un plombier, 2 heures, sans date précise",
        "precisamos de encanador, 2 horas, sem dia fixo",
        "نحتاج سباك ساعتين في أي يوم",
    ],
)
def test_a_day_that_was_left_open_is_not_asked_for(story: Story, words: str) -> None:
    neighbours(story)
    assert "1. Publicar" in answer(story, words)
    answer(story, "1")
    ((_id, due, minutes, what),) = rows(story, "listing", "id", "due_on", "minutes", "what")
    assert (due, minutes) == (None, 120)
    assert len(what.split()) == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "ما في حدا رد؟"),
        ("es", "todavía no contesta nadie?"),
        ("en", "nobody replied yet"),
        ("es", "¿ya respondieron?"),
    ],
)
def test_whether_anybody_answered_is_no_request(story: Story, lang: str, words: str) -> None:
    suggested(story)
    tap(story, "luz", f"lang:{lang}")
    answer(story, "0")
    assert "contabilidad" in answer(story, words)
    assert len(rows(story, "listing", "id")) == 2


@pytest.mark.parametrize(
    "words", ["fue 1 hora", "fue una hora", "solo fue 1 hora", "c'était 1 heure", "it was only 1 hour"]
)
def test_one_hour_is_as_plain_as_two(story: Story, words: str) -> None:
    agreed(story)
    tap(story, "mar", f"x:1:{version(story)}:done")
    assert "Recibieron: 1 hora." in answer(story, words)
    answer(story, "sí")
    assert rows(story, "exchange", "asked_minutes") == [(60,)]


@pytest.mark.parametrize("words", ["necesitamos plomero", "نحتاج سباك"])
def test_another_request_in_place_of_which_kind_it_is_is_another_request(story: Story, words: str) -> None:
    neighbours(story)
    assert "¿Es un pedido o una oferta?" in answer(story, "clases de yoga")
    answer(story, words)
    answer(story, "2")
    card = answer(story, "sin día")
    assert words.split()[1] in card
    back = answer(story, "sí")
    assert "clases de yoga" in back  # what comes back says what it is about
    assert "¿Es un pedido o una oferta?" in back
    answer(story, "lo necesitamos")
    assert "yoga" in answer(story, "2") + answer(story, "sin día")


@pytest.mark.parametrize("words", ["https://casaluz.org/pedido", "9999-8888", "luz@casaluz.org"])
def test_a_number_or_a_link_alone_is_no_request_since_others_would_read_dots(story: Story, words: str) -> None:
    neighbours(story)
    answer(story, "pedir ayuda")
    assert "Faltan unas palabras" in answer(story, words)
    assert "Cuántas horas" in answer(story, f"pintar la sede, {words}")


def test_a_day_is_taken_off_the_card_in_words_and_what_waits_is_named_when_it_comes_back(story: Story) -> None:
    neighbours(story)
    for words in ("pedir ayuda", "pintar la sede"):
        answer(story, words)
    assert "viernes 27" in answer(story, "necesitamos un plomero, 2 horas, el viernes")
    assert "sin día fijo" in answer(story, "mejor sin día")
    assert "Ahora: \u2068pintar la sede\u2069" in answer(story, "sí")


def test_words_under_what_the_other_side_wrote_are_for_them_and_confirm_nothing(story: Story) -> None:
    agreed(story)
    tap(story, "mar", "x:1:0:write")
    story.say("mar", "llegamos a las 9")
    said = answer(story, "entren por la puerta verde, la otra está cerrada")
    assert "Para \u2068Casa Mar\u2069: \u2068entren por la puerta verde, la otra está cerrada" in said
    assert "entren por la puerta verde" in "\n".join(to(story.say("luz", "1"), "mar"))
    assert states(story) == ["agreed"]


def test_what_was_but_a_guess_is_not_asked_about_again(story: Story) -> None:
    neighbours(story)
    assert "¿Es un pedido o una oferta?" in answer(story, "son cinco y tres no prenden nunca")
    assert "Cuántas horas" in answer(story, "necesitamos un plomero")
    for words in ("2", "sin día", "sí"):
        said = answer(story, words)
    assert "pedido o una oferta" not in said


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ar", "المحاسب جه وقعد ساعة واحدة بس"),
        ("ar", "إجت المحاسبة وقعدت معنا بس ساعة"),
        ("es", "vino el contador y se quedó solo una hora"),
        ("en", "the accountant came and stayed for one hour only"),
    ],
)
def test_who_came_for_less_than_agreed_is_shown_these_hours_and_no_problem(
    sqlite_db: Database, vault: Vault, now: int, lang: str, words: str
) -> None:
    one = {"ar": "ساعة واحدة", "es": "1 hora", "en": "1 hour"}[lang]
    with telling(sqlite_db, vault, now) as story:
        agreed(story)
        tap(story, "luz", f"lang:{lang}")
        answer(story, "0")
        read = answer(story, words)
        assert one in read
        assert len(read.splitlines()) <= 5, read  # the question of these hours, not the card


def test_what_was_proposed_about_what_is_taken_down_is_named(story: Story) -> None:
    proposed(story)
    need = rows(story, "listing", "id", "kind")
    taken = to(tap(story, "luz", f"l:{next(id for id, kind in need if kind == 'need')}:down"), "luz")[-1]
    assert "sigue en pie" in taken
    assert "1. Ver" in taken
    assert rows(story, "exchange", "state") == [("proposed",)]
