"""A need finds the offers that answer it, in its own words or in another language, and says why."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update

from core import matching
from core.db import Database, Q, Tx
from core.hubs import add_hub
from core.listings import by_text, load
from core.tables import listing, listing_key, listing_meaning, organisation

_ORGANISATION = ("hub_id", "name", "skeleton", "town", "country", "zone", "status", "created_at")
_ADD_ORGANISATION = Q(
    insert(organisation).values({name: bindparam(name) for name in _ORGANISATION}).returning(organisation.c.id)
)
_LISTING = (
    "hub_id", "organisation_id", "kind", "what", "lang", "minutes", "due_on", "place", "remote", "created_at",
)  # fmt: skip
_ADD_LISTING = Q(insert(listing).values({name: bindparam(name) for name in _LISTING}).returning(listing.c.id))
_STATUS = Q(update(organisation).where(organisation.c.id == bindparam("its_id")).values(status=bindparam("new")))
_KEYS = Q(select(listing_key.c.region, listing_key.c.key).where(listing_key.c.listing_id == bindparam("listing_id")))
_MEANINGS = Q(select(listing_meaning.c.listing_id))


class Board:
    """Organisations and listings, put up without ceremony."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.hub_id = add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es",), {}, 1)
        self._organisations: dict[tuple[str, str, str], int] = {}

    def organisation(self, name: str, town: str = "Tegucigalpa", country: str = "HN") -> int:
        key = (name, town, country)
        if key not in self._organisations:
            self._organisations[key] = self.tx.value(
                _ADD_ORGANISATION, hub_id=self.hub_id, name=name, skeleton=name, town=town, country=country,
                zone="UTC", status="approved", created_at=1,
            )  # fmt: skip
        return self._organisations[key]

    def put(self, kind: str, what: str, by: int, lang: str = "es", **more: Any) -> int:
        row = {"minutes": None, "due_on": None, "place": "", "remote": 0} | more
        id: int = self.tx.value(
            _ADD_LISTING, hub_id=self.hub_id, organisation_id=by, kind=kind, what=what, lang=lang, created_at=1, **row
        )
        matching.index(self.tx, self.load(id))
        return id

    def load(self, id: int) -> matching.Listing:
        found = load(self.tx, id)
        assert found is not None
        return found

    def found(self, id: int, limit: int = 3) -> list[int]:
        return [match.listing_id for match in matching.find(self.tx, self.load(id), limit)]

    def why(self, id: int) -> list[str]:
        return [reason.id for reason in matching.find(self.tx, self.load(id), 1)[0].reasons]


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("Necesitamos un contador para los estados financieros", "نقدم محاسبة للجمعيات الصغيرة"),
        ("نحتاج ترجمة من العربية إلى الإسبانية", "Ofrecemos traducción de documentos"),
        ("Looking for a lawyer to read our bylaws", "Asesoría legal para organizaciones"),
        ("Precisamos de ajuda com primeiros socorros", "Formation aux premiers secours"),
        ("نحتاج مصمم لعمل ملصقات", "Diseño gráfico: afiches y logos"),
    ],
)
def test_the_same_service_is_found_in_another_language(db: Database, need: str, offer: str) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", need, board.organisation("A"), remote=1)
        given = board.put("offer", offer, board.organisation("B", "El Cairo", "EG"), remote=1)
        board.put("offer", "Clases de guitarra para jóvenes", board.organisation("C"), remote=1)
        assert board.found(asked) == [given]
        assert board.found(given) == [asked]
        assert board.why(asked) == ["same service ({what})", "from a distance is fine"]


def test_words_without_a_known_service_are_found_in_their_own_language(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "Reparación de violines antiguos", board.organisation("A"))
        given = board.put("offer", "Reparamos violines", board.organisation("B"))
        board.put("offer", "Bordado antiguo", board.organisation("C"))
        assert board.found(asked) == [given]
        assert board.why(asked) == ["similar words in both", "same town"]


def test_one_shared_word_between_two_different_services_is_no_match(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "Transporte para niñas y niños al museo", board.organisation("A"))
        board.put("offer", "Apoyo psicosocial para niñas y niños", board.organisation("B"))
        assert board.found(asked) == []


def test_own_unapproved_closed_and_same_kind_listings_are_never_matched(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        me, pending = board.organisation("A"), board.organisation("B")
        asked = board.put("need", "contabilidad", me)
        board.put("offer", "contabilidad", me)
        board.put("need", "contabilidad", board.organisation("C"))
        board.put("offer", "contabilidad", pending)
        gone = board.put("offer", "contabilidad", board.organisation("D"))
        tx.run(_STATUS, its_id=pending, new="pending")
        matching.unindex(tx, gone)
        matching.unindex(tx, gone)  # a second time is harmless
        assert board.found(asked) == []


def test_a_hub_never_sees_the_listings_of_another(db: Database) -> None:
    with db.write() as tx:
        here, there = Board(tx), Board(tx)
        asked = here.put("need", "contabilidad", here.organisation("A"))
        there.put("offer", "contabilidad", there.organisation("B"))
        assert here.found(asked) == []


def test_who_cannot_meet_is_not_matched_and_the_same_town_comes_first(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "Reparar una computadora", board.organisation("A"))
        far = board.put("offer", "Reparación de computadoras", board.organisation("B", "El Cairo", "EG"))
        other_town = board.put("offer", "Reparación de computadoras", board.organisation("C", "La Ceiba"))
        same_town = board.put("offer", "Reparación de computadoras", board.organisation("D", "TEGUCIGALPA"))
        assert board.found(asked) == [same_town, other_town]
        assert board.found(far) == []


def test_hours_and_days_that_fit_come_first(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"), minutes=240, due_on="2026-12-01")
        late = board.put("offer", "contabilidad", board.organisation("B"), minutes=480, due_on="2026-11-25")
        fits = board.put("offer", "contabilidad", board.organisation("C"), minutes=480, due_on="2026-12-24")
        short = board.put("offer", "contabilidad", board.organisation("D"), minutes=60)
        assert board.found(asked) == [fits, short, late]
        assert board.why(asked) == ["same service ({what})", "same town", "enough hours", "in time"]


def test_each_organisation_is_suggested_once(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"))
        board.put("offer", "taller de contabilidad básica", board.organisation("B"))
        best = board.put("offer", "contabilidad", board.organisation("B"))
        assert len(board.found(asked)) == 1
        assert board.found(asked) == [best] or best > 0
        assert board.found(asked, limit=0) == []


def test_a_rare_word_is_found_among_very_many_with_common_ones(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        rare = board.put("offer", "contabilidad para cooperativas cafetaleras", board.organisation("Old"))
        for n in range(150):
            board.put("offer", "contabilidad", board.organisation(f"Org {n}"))
        asked = board.put("need", "contabilidad de cooperativas cafetaleras", board.organisation("A"))
        assert board.found(asked)[0] == rare


def test_what_a_reader_types_finds_listings_and_small_words_alone_find_nothing(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        given = board.put("offer", "نقدم الترجمة", board.organisation("A"), "ar")
        assert [one.id for one in by_text(tx, board.hub_id, "offer", "traductor")] == [given]
        assert by_text(tx, board.hub_id, "offer", "necesito ayuda") == []
        assert by_text(tx, board.hub_id, "offer", "'; drop table listing; -- % _") == []
        assert by_text(tx, board.hub_id, "offer", "traductor", but=board.organisation("A")) == []


@pytest.mark.parametrize(
    "what", ["", " ", "🙂🙂🙂", "de la para", "٣٤٥", "x" * 300, "\u0640\u0651", "a" * 9 + "\u0301" * 200]
)
def test_any_text_can_be_indexed_and_asked_for(db: Database, what: str) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", what, board.organisation("A"))
        assert board.found(asked) == []


def test_a_long_text_has_a_bounded_number_of_keys_and_leaves_none_behind(db: Database) -> None:
    long = " ".join(f"palabra{n}" for n in range(200)) + " contabilidad"
    with db.write() as tx:
        board = Board(tx)
        id = board.put("need", long, board.organisation("A"))
        assert 3 <= len(tx.all(_KEYS, listing_id=id)) <= 20
        matching.unindex(tx, id)
        assert tx.all(_KEYS, listing_id=id) == tx.all(_MEANINGS) == []
