"""Where it is done: what is done at a desk is fine in the town or from a distance, unless their words say otherwise."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from bot.understand import understand
from bot.understand.where.places import EITHER, HERE, REMOTE, read_place
from core import matching
from core.db import Database
from core.exchanges.opening import where_between
from tests.faults import rows, to
from tests.story import Story
from tests.test_corrected_drafts import drafted
from tests.test_matching import Board
from tests.test_other_service import begun, last

pytestmark = pytest.mark.words

_JOINED = {
    "es": ("hola", "Casa Luz, Choluteca"),
    "en": ("hello", "Hope House, Tela"),
    "ar": ("مرحبا", "جمعية النور، القاهرة"),
    "fr": ("bonjour", "Maison Espoir, Dakar"),
    "pt": ("oi", "Casa Luz, Recife"),
}


def joined(story: Story, who: str, lang: str) -> None:
    story.langs[who] = lang
    for words in _JOINED[lang]:
        story.say(who, words)


def where(story: Story, kind: str) -> list[tuple[str, int]]:
    """(town, whether from a distance) of what was published."""
    return [(place, remote) for one, place, remote in rows(story, "listing", "kind", "place", "remote") if one == kind]


def test_a_request_in_choluteca_meets_an_offer_in_cairo_though_nobody_wrote_of_a_place(story: Story) -> None:
    story.hub()
    joined(story, "luz", "es")
    joined(story, "nur", "ar")
    story.say("luz", "necesitamos un contador, 3 horas, antes del viernes")
    assert "Lugar: \u2068Choluteca\u2069 o a distancia" in last(story, "?")
    story.say("luz", "sí")
    card = to(story.say("nur", "نقدم محاسبة"), "nur")[-1]
    assert "المكان: \u2068القاهرة\u2069 أو عن بُعد" in card
    told = story.say("nur", "نعم")
    assert "1001" in to(told, "luz")[-1]
    assert (where(story, "need"), where(story, "offer")) == ([("Choluteca", 1)], [("القاهرة", 1)])
    assert rows(story, "exchange", "state", "place", "remote") == [("suggested", "", 1)]  # of two countries: not there


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "necesitamos un plomero, 3 horas, el viernes"),
        ("en", "we need a plumber, 3 hours, on friday"),
        ("ar", "نحتاج سباك ٣ ساعات الجمعة"),
        ("es", "necesitamos un contador presencial, 3 horas, el viernes"),
        ("en", "we need an accountant in person, 3 hours, on friday"),
        ("ar", "نحتاج محاسب حضوري ٣ ساعات الجمعة"),
        ("fr", "nous cherchons un comptable sur place, 3 heures, vendredi"),
        ("pt", "precisamos de um contador presencial, 3 horas, sexta"),
    ],
)
def test_what_wants_somebody_there_and_who_says_so_stay_in_their_town(story: Story, lang: str, words: str) -> None:
    story.hub()
    joined(story, "luz", lang)
    story.say("luz", words)
    story.say("luz", "ok")
    assert where(story, "need") == [(_JOINED[lang][1].replace("،", ",").split(", ")[1], 0)]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", "necesitamos un electricista, presencial o a distancia, 3 horas, el viernes"),
        ("en", "we need a tutor for maths, in person or online, 3 hours, on friday"),
        ("fr", "nous cherchons un avocat, en présentiel ou à distance, 3 heures, vendredi"),
        ("ar", "نحتاج محامي حضوري أو عن بعد ٣ ساعات الجمعة"),
    ],
)
def test_who_says_both_means_both_whatever_the_service(story: Story, lang: str, words: str) -> None:
    story.hub()
    joined(story, "luz", lang)
    story.say("luz", words)
    story.say("luz", "ok")
    ((town, remote),) = where(story, "need")
    assert (bool(town), remote) == (True, 1)


def test_the_place_is_changed_on_the_card_by_choice_or_in_words(story: Story) -> None:
    begun(story, "es", 2)
    assert "o a distancia" in last(story, "?")
    assert "o a distancia" not in last(story, "mejor presencial")
    assert "Lugar: a distancia" in last(story, "a distancia")
    assert "1. \u2068Tegucigalpa\u2069\n2. A distancia\n3. De las dos formas" in last(story, "cambia el lugar")
    assert "Lugar: \u2068Tegucigalpa\u2069 o a distancia" in last(story, "3")
    assert drafted(story)["where"] == "either:Tegucigalpa"


def test_another_service_brings_its_own_place(story: Story) -> None:
    begun(story, "es", 2)
    assert "o a distancia" not in last(story, "no, mejor un albañil")
    assert "o a distancia" in last(story, "no, mejor un contador")


def test_what_is_left_as_it_was_keeps_the_place_that_nobody_chose(story: Story) -> None:
    begun(story, "es", 2)
    story.say("luz", "cambia el lugar")
    assert "Lugar: \u2068Tegucigalpa\u2069 o a distancia" in last(story, "déjalo como estaba")


@pytest.mark.parametrize(
    ("words", "place", "remote"),
    [
        ("ofrecemos contabilidad", "Choluteca", 1),
        ("ofrecemos contabilidad y traducción", "Choluteca", 1),
        ("ofrecemos contabilidad y plomería", "Choluteca", 0),
        ("ofrecemos contabilidad en Tela", "Tela", 0),
        ("ofrecemos contabilidad en línea", "", 1),
    ],
)
def test_several_offers_are_fine_from_a_distance_where_all_of_them_are(
    story: Story, words: str, place: str, remote: int
) -> None:
    story.hub()
    joined(story, "luz", "es")
    story.say("luz", words)
    story.say("luz", "sí")
    assert {*where(story, "offer")} == {(place, remote)}


def test_who_presents_themselves_with_their_town_means_no_place_of_the_work(story: Story) -> None:
    story.hub()
    story.langs["nur"] = "ar"
    story.say("nur", "السلام عليكم انا من جمعية النور في القاهرة ونقدم محاسبة للجمعيات")
    assert "المكان: \u2068القاهرة\u2069 أو عن بُعد" in to(story.say("nur", "نعم"), "nur")[-1]


def test_the_own_request_is_changed_later_and_comes_with_its_place(story: Story) -> None:
    story.hub()
    joined(story, "luz", "es")
    for words in ("necesitamos un contador, 3 horas, el viernes", "sí", "mis pedidos", "1", "son 4 horas"):
        card = last(story, words)
    assert "Duración: 4 horas" in card
    assert "Lugar: \u2068Choluteca\u2069 o a distancia" in card
    story.say("luz", "sí")
    assert where(story, "need") == [("Choluteca", 1)]


# ---- how it is matched ----------------------------------------------------------------------------------------------


def test_near_comes_first_and_says_so_where_both_may_be_there(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        need = board.put("need", "contabilidad", board.organisation("Casa"), place="Tegucigalpa", remote=1)
        cairo = board.organisation("نور", "القاهرة", "EG")
        far = board.put("offer", "contabilidad", cairo, place="القاهرة", remote=1)
        near = board.put("offer", "contabilidad", board.organisation("Valle", "Comayagua"), place="Comayagua", remote=1)
        same = board.put("offer", "contabilidad", board.organisation("Sol"), place="Tegucigalpa", remote=1)
        assert board.found(need) == [same, near, far]
        reasons = [[reason.id for reason in match.reasons[1:]] for match in matching.find(tx, board.load(need), 3)]
        assert reasons[:2] == [["same town"], ["about {km} km away"]]
        assert reasons[2] == ["from a distance is fine", "a language in common: Spanish"]
        only_there = board.put("offer", "contabilidad", board.organisation("Lempa", "Gracias"), place="Gracias")
        assert only_there in board.found(need, 9)


def test_it_is_seen_among_what_is_near_and_among_what_is_from_a_distance_and_once_among_all(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        sol, reader = board.organisation("Sol"), board.organisation("Casa")
        id = board.put("offer", "contabilidad", sol, place="Tegucigalpa", remote=1)

        def seen(where: str = "") -> list[int]:
            return [one.id for one in matching.look_in(tx, board.hub_id, "offer", "money", reader, where=where)]

        near = matching.look_near(tx, board.hub_id, "offer", "Tegucigalpa", "HN", reader, 5)
        assert [(one.id, km) for one, km in near] == [(id, 0)]
        assert seen() == seen("remote") == [id]


@pytest.mark.parametrize(
    ("need", "offer", "then"),
    [
        (("Tela", 1, "HN"), ("القاهرة", 1, "EG"), ("", 1)),
        (("Tela", 1, "HN"), ("", 1, "HN"), ("", 1)),
        (("Tela", 1, "HN"), ("Tela", 0, "HN"), ("Tela", 0)),
        (("Tela", 1, "HN"), ("Gracias", 1, "HN"), ("Tela", 1)),
        (("Tela", 0, "HN"), ("", 1, "HN"), ("Tela", 0)),
        (("", 1, "HN"), ("Tela", 0, "HN"), ("", 1)),
    ],
)
def test_what_is_suggested_goes_as_far_as_both(
    need: tuple[str, int, str], offer: tuple[str, int, str], then: tuple[str, int]
) -> None:
    asks, gives = (
        SimpleNamespace(place=place, remote=remote, country=country) for place, remote, country in (need, offer)
    )
    assert tuple(where_between(asks, gives).values()) == then


@pytest.mark.parametrize(
    ("lang", "words", "said"),
    [
        ("es", "a distancia", REMOTE),
        ("es", "que venga a nuestra oficina", HERE),
        ("es", "en Tela o en línea", EITHER),
        ("es", "cerca del mercado", ""),
        ("en", "on site", HERE),
        ("fr", "en présentiel ou en visio", EITHER),
        ("pt", "pessoalmente", HERE),
        ("ar", "وجهاً لوجه", HERE),
        ("ar", "حضوري او اونلاين", EITHER),
    ],
)
def test_what_words_say_of_the_place(lang: str, words: str, said: str) -> None:
    assert read_place(words, lang) == said


@pytest.mark.parametrize(
    ("lang", "said", "service", "place"),
    [
        ("fr", "on cherche un maçon, 3h", "maçon", None),
        ("fr", "on cherche un maçon à Mâcon, 3h", "maçon", "Mâcon"),
        ("fr", "besoin d'un plombier a macon", "plombier", "macon"),
        ("pt", "precisamos de gente pra fazer a campanha, 3 horas", "campanha", None),
        ("pt", "precisamos de um vendedor na loja, 4h", "vendedor na loja", None),
        ("pt", "precisamos consertar a placa azul, 3h", "consertar a placa azul", None),
        ("pt", "precisamos de um pedreiro em contagem, 3h", "pedreiro", "contagem"),
        ("pt", "precisamos de um pedreiro, 3h, campinas", "pedreiro", "campinas"),
        ("pt", "precisamos de um pintor no Recife, 3h", "pintor", "Recife"),
    ],
)
def test_an_everyday_word_is_a_town_only_where_it_is_in_it(
    lang: str, said: str, service: str, place: str | None
) -> None:
    read = understand(said, lang, date(2026, 11, 24)).slots
    assert (read["service"], read.get("place")) == (service, place)
