"""A coordinator names a service in one language or in several: others find it in theirs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core import encoder, matching
from core.db import Database
from core.errors import Misconfigured
from core.matching.anew import renew
from core.matching.index import meaning_in
from core.matching.meaning import forget, meaning_of
from core.matching.own import add_service, name_service, own_services
from core.messages import Message, Service, dump_value, load_value
from core.taxonomy import Service as Listed
from core.taxonomy import taxonomy
from tests.faults import joins, neighbours, tap, to
from tests.story import Story
from tests.test_matching import Board


def first_of(text: str, lang: str, named_in: str, *names: str) -> str:
    """What a text is about, to a network that knows one more service by these names."""
    known = taxonomy().with_added([Listed("own-1", "", {named_in: names})])
    return meaning_of(text, lang, known).concepts[0][0]


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    meaning_in.cache_clear()
    forget()
    yield
    meaning_in.cache_clear()
    forget()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("teatro de sombras", "es"),
        ("shadow theatre", "en"),
        ("théâtre d'ombres", "fr"),
        ("teatro de sombras", "pt"),
    ],
)
def test_a_service_named_in_arabic_comes_first_in_every_language_though_theatre_is_listed(text: str, lang: str) -> None:
    assert first_of(text, lang, "ar", "خيال الظل") == "own-1"


@pytest.mark.parametrize(("text", "lang"), [("obra de teatro para niños", "es"), ("theatre group", "en")])
def test_what_is_about_its_neighbour_stays_its_neighbours(text: str, lang: str) -> None:
    assert first_of(text, lang, "ar", "خيال الظل") == "theatre and arts"


def test_a_second_name_that_says_something_else_takes_nothing_from_the_first() -> None:
    assert first_of("acompañamiento de duelo", "es", "es", "acompañamiento de duelo", "duelo") == "own-1"
    assert first_of("observation des étoiles", "fr", "en", "star gazing", "night walks") == "own-1"


def test_without_the_encoder_names_in_further_languages_make_the_match(db: Database, no_encoder: None) -> None:
    with db.write() as tx:
        board = Board(tx)
        number = add_service(tx, board.hub_id, {"pt": ("tecer tarrafa",)}, 1)
        asked = board.put("need", "نسج شباك الصيد", board.organisation("A"), "ar")
        given = board.put("offer", "tecer tarrafa", board.organisation("B"), "pt")
        assert matching.find(tx, board.load(asked), 3) == []
        known = name_service(tx, board.hub_id, number, {"ar": ("نسج شباك الصيد",), "es": ("tejer atarrayas",)})
        assert list(known.names) == ["pt", "ar", "es"]
    assert renew(db, board.hub_id) == given  # the last that was old
    with db.read() as tx:
        board.tx = tx
        (match,) = matching.find(tx, board.load(asked), 3)
    assert match.listing_id == given
    assert match.reasons[0].id == "same service ({what})"
    named = match.reasons[0].params["what"]
    assert isinstance(named, Service)
    assert named.otherwise == "نسج شباك الصيد"
    assert dict(named.names) == {"pt": "tecer tarrafa", "ar": "نسج شباك الصيد", "es": "tejer atarrayas"}


def test_names_can_be_put_right_and_no_other_service_loses_its_own(db: Database) -> None:
    with db.write() as tx:
        hub_id = Board(tx).hub_id
        quipus = add_service(tx, hub_id, {"es": ("quipus",), "ar": ("كيبو الحبال",)}, 1)
        name_service(tx, hub_id, quipus, {"ar": ("عقد الكيبو", "كيبو الحبال")})
        add_service(tx, hub_id, {"es": ("zancudos de feria",)}, 1)
        for number, names in (
            (quipus, {"fr": ("comptabilité",)}),  # the list has it
            (quipus, {"fr": ("Zancudos de feria",)}),  # the other of the hub's own
            (quipus, {}),
            (quipus, {"de": ("Knoten",)}),
            (99, {"fr": ("quipous",)}),
        ):
            with pytest.raises(Misconfigured):
                name_service(tx, hub_id, number, names)
        assert [one.names for one in own_services(tx, hub_id)] == [
            {"es": ("quipus",), "ar": ("عقد الكيبو", "كيبو الحبال")},
            {"es": ("zancudos de feria",)},
        ]


def test_its_names_go_with_a_message_that_waits() -> None:
    said = Message("same service ({what})", {"what": Service("own-1", "quipus", (("es", "quipus"), ("ar", "كيبو")))})
    assert load_value(dump_value(said)) == said


def test_what_is_of_a_hubs_own_service_is_found_by_field_too(story: Story) -> None:
    neighbours(story)
    with story.db.write() as tx:
        add_service(tx, 1, {"ar": ("خيال الظل",)}, story.now)
    joins(story, "nur", "بيت النور، تيغوسيغالبا، هندوراس", lang="ar")
    story.say("nur", "نقدم خيال الظل عن بعد")
    story.say("nur", "١")
    (fields,) = to(tap(story, "luz", "b:o:f"), "luz")
    assert "Otros servicios (1)" in fields
    (listed,) = to(story.say("luz", "1"), "luz")
    assert listed.count("خيال الظل") == 2  # its words and the choice: its name says nothing more to luz


def test_of_a_name_in_the_readers_language_the_words_are_put_beside_it(story: Story) -> None:
    neighbours(story)
    with story.db.write() as tx:
        add_service(tx, 1, {"ar": ("خيال الظل",), "es": ("teatro de sombras",)}, story.now)
    joins(story, "nur", "بيت النور، تيغوسيغالبا، هندوراس", lang="ar")
    story.say("nur", "نقدم خيال الظل عن بعد")
    story.say("nur", "١")
    (listed,) = to(tap(story, "luz", "m:find"), "luz")
    assert "⁨خيال الظل⁩ (⁨teatro de sombras⁩" in listed
    (found,) = to(story.say("luz", "¿quién hace teatro de sombras?"), "luz")
    assert "خيال الظل" in found
