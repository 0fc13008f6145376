"""A coordinator names a service in one language or in several: others find it in theirs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import product
from sys import getsizeof
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np
import pytest

from core import encoder, matching
from core.db import Database
from core.errors import Misconfigured
from core.matching.anew import renew
from core.matching.fit import fit_many
from core.matching.index import meaning_in
from core.matching.meaning import Meaning, meaning_of, space
from core.matching.own import add_service, name_service, own_services
from core.messages import Message, Service, dump_value, load_value
from core.taxonomy import Service as Listed
from core.taxonomy import Taxonomy, number_of, taxonomy
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
    yield
    meaning_in.cache_clear()


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


TYPED = [
    ("nesesitamos teatro de sonbras", "es", "ar", "خيال الظل", "teatro de sombras"),
    ("zancudos de ferria", "es", "es", "zancudos de feria"),
    ("tecer tarafa", "pt", "pt", "tecer tarrafa"),
    ("voluntários para tecer tarrafas", "pt", "pt", "tecer tarrafa"),
    ("نحتاج لخيال الظل", "ar", "ar", "خيال الظل"),
    ("نسج شبكة الصيد", "ar", "ar", "نسج شباك الصيد"),
]


@pytest.mark.parametrize(("text", "lang", "named_in", "names"), [(*one[:3], one[3:]) for one in TYPED])
def test_it_is_found_as_people_type_it(text: str, lang: str, named_in: str, names: tuple[str, ...]) -> None:
    assert first_of(text, lang, named_in, *names) == "own-1"


@pytest.mark.parametrize(("text", "lang", "named_in", "names"), [(*one[:3], one[3:]) for one in TYPED])
def test_it_is_found_as_people_type_it_without_the_encoder(
    text: str, lang: str, named_in: str, names: tuple[str, ...], no_encoder: None
) -> None:
    assert first_of(text, lang, named_in, *names) == "own-1"


@pytest.mark.parametrize(("text", "lang"), [("obra de teatro para niños", "es"), ("theatre group", "en")])
def test_what_is_about_its_neighbour_stays_its_neighbours(text: str, lang: str) -> None:
    assert first_of(text, lang, "ar", "خيال الظل") == "theatre and arts"


def test_a_second_name_that_says_something_else_takes_nothing_from_the_first() -> None:
    assert first_of("acompañamiento de duelo", "es", "es", "acompañamiento de duelo", "duelo") == "own-1"
    assert first_of("observation des étoiles", "fr", "en", "star gazing", "night walks") == "own-1"


# ---- beside the list, which is worked out once ------------------------------------------------------------------

OWN = (
    Listed("own-1", "", {"ar": ("خيال الظل",), "es": ("teatro de sombras",)}),
    Listed("own-2", "", {"pt": ("tecer tarrafa",)}),
    Listed("own-3", "", {"es": ("acompañamiento de duelo", "duelo")}),
)


def test_what_a_hub_adds_means_the_same_beside_the_list_as_in_it() -> None:
    beside = taxonomy().with_added(OWN)
    within = Taxonomy(beside.services.values(), beside.fields)
    said = [(one.labels["es"][0], "es") for one in list(taxonomy().services.values())[::12]]
    said += [("shadow theatre", "en"), ("tecer tarafa", "pt"), ("نحتاج لخيال الظل", "ar"), ("duello", "es")]
    meant = [[meaning_of(text, lang, services) for text, lang in said] for services in (beside, within)]
    for one, other in zip(*meant, strict=True):
        assert [id for id, _weight in one.concepts[:2]] == [id for id, _weight in other.concepts[:2]]
        assert dict(one.concepts) == pytest.approx(dict(other.concepts), abs=0.03)
        assert (one.vector, one.terms, one.words) == (other.vector, other.terms, other.words)
        fits = [fit_many(one, meant[1], services) for services in (beside, within)]
        assert fits[0] == pytest.approx(fits[1], abs=1e-5)
    numbers = np.array([*map(number_of, beside.services), number_of("own-4")], dtype=np.uint32)
    assert space(beside).places(numbers).tolist() == list(range(len(beside) + 1))


def test_hubs_that_add_services_share_what_was_worked_out_for_all() -> None:
    whole = held_by(space(taxonomy()))
    for added in (OWN[:1], OWN):
        hub = held_by(space(taxonomy().with_added(added)))
        assert {id for id, one in whole.items() if isinstance(one, np.ndarray)} <= hub.keys()
        assert sum(getsizeof(one) for id, one in hub.items() if id not in whole) < 150_000
    assert sum(map(getsizeof, whole.values())) > 20_000_000


def held_by(one: Any) -> dict[int, Any]:
    """All that it holds, by identity; not what code holds."""
    held: dict[int, Any] = {}
    waiting = [one]
    while waiting:
        one = waiting.pop()
        if id(one) not in held and not isinstance(one, type | ModuleType | FunctionType | BuiltinFunctionType):
            held[id(one)] = one
            waiting += gc.get_referents(one)
    return held


def test_however_many_hubs_add_services_each_is_understood_again_and_again() -> None:
    names = [f"{one}{other}" for one, other in product(("brami", "crodu", "plesi", "truno", "glavo"), repeat=2)]
    names += [f"{one} {other}" for one, other in product(names[:7], repeat=2)]  # more than are kept
    hubs = [taxonomy().with_added([Listed(f"own-{at}", "", {"es": (name,)})]) for at, name in enumerate(names)]

    def first(at: int, hub: Taxonomy) -> tuple[str, Meaning]:
        return f"own-{at}", meaning_of(names[at], "es", hub)

    for _again in range(2):
        for own, meant in (first(at, hub) for at, hub in enumerate(hubs)):
            assert meant.concepts[0][0] == own
    assert meaning_of(names[0], "es", hubs[1]).concepts[0][0] != "own-0"


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
