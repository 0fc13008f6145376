"""A need finds the offers that answer it, in its own words or in another language, and says why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select, update

from core import encoder, matching
from core.db import Database, Q, Tx
from core.errors import Misconfigured
from core.hubs import add_hub
from core.listings.kept import by_text, load
from core.matching.anew import count_old, outdate, renew
from core.matching.candidates import _STAYS_LARGE, candidates
from core.matching.cells import cells, space_mark
from core.matching.fairness import Record, allowances, records, reliability
from core.matching.index import meaning_in, put_many
from core.matching.keys import EVERY
from core.matching.own import add_service, own_services, remove_service
from core.messages import Service
from core.policy import DAY_MS
from core.tables import listing, listing_key, listing_meaning, organisation
from core.taxonomy import taxonomy

_ORGANISATION = (
    *("hub_id", "name", "skeleton", "town", "country", "zone", "status", "kind", "languages", "created_at"),
)
_ADD_ORGANISATION = Q(
    insert(organisation).values({name: bindparam(name) for name in _ORGANISATION}).returning(organisation.c.id)
)
_LISTING = (
    "hub_id", "organisation_id", "kind", "what", "lang", "minutes", "due_on", "place", "remote", "created_at",
)  # fmt: skip
_ADD_LISTING = Q(insert(listing).values({name: bindparam(name) for name in _LISTING}).returning(listing.c.id))
_STATUS = Q(update(organisation).where(organisation.c.id == bindparam("its_id")).values(status=bindparam("new")))
_KEYS = Q(select(listing_key.c.region, listing_key.c.key).where(listing_key.c.listing_id == bindparam("listing_id")))
_BARE = {"lang": "es", "minutes": None, "due_on": None, "place": "", "remote": 1, "created_at": 1}
_END = Q(update(listing).where(listing.c.id == bindparam("its_id")).values(state="withdrawn"))
_WITHOUT_CARDS = Q(update(listing_key).where(listing_key.c.key == EVERY).values(card=None))
_MEANINGS = Q(select(listing_meaning.c.listing_id))


class Board:
    """Organisations and listings, put up without ceremony."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self.hub_id = add_hub(tx, "Red", "HN", "America/Tegucigalpa", ("es",), {}, 1)
        self._organisations: dict[tuple[str, str, str], int] = {}

    def organisation(self, name: str, town: str = "Tegucigalpa", country: str = "HN", languages: str = "") -> int:
        key = (name, town, country)
        if key not in self._organisations:
            self._organisations[key] = self.tx.value(
                _ADD_ORGANISATION, hub_id=self.hub_id, name=name, skeleton=name, town=town, country=country,
                zone="UTC", status="approved", kind="cso", languages=languages, created_at=1,
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
        same, *facets = board.why(asked)
        assert same == "same service ({what})"
        assert facets == ["from a distance is fine", "a language in common: Spanish"]


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


def test_of_equals_who_shares_a_language_comes_first(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"), remote=1)
        speaks = board.put("offer", "comptabilité", board.organisation("B", languages="fr es"), "fr", remote=1)
        board.put("offer", "comptabilité", board.organisation("C", languages="fr ar"), "fr", remote=1)
        assert board.found(asked)[0] == speaks


@pytest.mark.parametrize("whole", [200, 10_000])
def test_of_a_thousand_in_one_service_the_nearest_are_found_and_not_only_one_organisation_s(
    db: Database, whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.matching.candidates.WHOLE", whole)  # in short lists, or everything
    with db.write() as tx:
        board = Board(tx)
        near = board.put("offer", "contador para el informe anual", board.organisation("Old"), remote=1)
        one, services, many = board.load(near), taxonomy(), board.organisation("Many")
        meaning = meaning_in("clases de contabilidad", "es", services)
        row = {"hub_id": board.hub_id, "organisation_id": many, "kind": "offer", "what": "clases de contabilidad"}
        ids = [tx.value(_ADD_LISTING, **row, **_BARE) for _n in range(400)]
        put_many(tx, [(replace(one, id=id, organisation_id=many), meaning) for id in ids], services)
        asked = board.put("need", "contador para el informe anual", board.organisation("A"), remote=1)
        cards = candidates(tx, board.hub_id, "offer", meaning_in("contador", "es", services), services, ("*", "-"))
        assert len(set(cards["listing"].tolist())) >= 128
        found = board.found(asked, limit=50)
        assert found[0] == near
        assert len(found) == len(set(found)) == 2


def test_a_hub_that_was_large_a_while_ago_is_searched_by_its_lists_and_found_as_well(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.matching.candidates.WHOLE", 3)
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"), remote=1)
        offers = [board.put("offer", "contador", board.organisation(name), remote=1) for name in "BCDE"]
        assert len(board.found(asked, limit=9)) == 4
    with db.write() as tx:
        assert list(tx.hints.values()) == [_STAYS_LARGE]
        board.tx = tx
        for id in offers[1:]:
            matching.unindex(tx, id)
        assert board.found(asked) == offers[:1]
        matching.unindex(tx, offers[0])
        assert board.found(asked) == []
        assert list(tx.hints.values()) == [_STAYS_LARGE - 2]


def test_what_an_older_version_made_findable_is_found_until_it_is_worked_out_anew(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        ours, theirs, others = (board.organisation(name) for name in ("Ours", "Theirs", "Others"))
        old = board.put("offer", "contabilidad", theirs)
        tx.run(_WITHOUT_CARDS)
        new = board.put("offer", "contabilidad", others)
        assert sorted(board.found(board.put("need", "contabilidad", ours))) == [old, new]


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


def test_a_word_that_no_service_has_is_looked_for_wherever_it_stands(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, least in (("WHOLE", 20), ("_ENOUGH", 4)):
        monkeypatch.setattr(f"core.matching.candidates.{name}", least)
    few_in_cells = {"_OF_NEAREST": (4, 4), "_OF_NEAREST_BRIEF": (4, 4), "_OF_SERVICE": 4}
    for name, few in ({"_SOUGHT_SERVICES": (4,), "_SOUGHT_ALSO": (4,)} | few_in_cells).items():
        monkeypatch.setattr(f"core.matching.keys.{name}", few)
    with db.write() as tx:
        board = Board(tx)
        course = "curso de contabilidad y finanzas para cooperativas"
        old = board.put("offer", f"{course} de chinamperos", board.organisation("Old"))
        for n in range(60):
            board.put("offer", course, board.organisation(f"Org {n}"))
        asked = board.put("need", "curso de contabilidad para los chinamperos", board.organisation("A"))
        assert board.found(asked)[0] == old


def test_what_a_reader_types_finds_listings_and_small_words_alone_find_nothing(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        given = board.put("offer", "نقدم الترجمة", board.organisation("A"), "ar")
        reader = board.organisation("B")
        assert [one.id for one in by_text(tx, board.hub_id, "offer", "traductor", reader)] == [given]
        assert by_text(tx, board.hub_id, "offer", "necesito ayuda", reader) == []
        assert by_text(tx, board.hub_id, "offer", "'; drop table listing; -- % _", reader) == []
        assert by_text(tx, board.hub_id, "offer", "traductor", board.organisation("A")) == []


@pytest.mark.parametrize(
    "what", ["", " ", "🙂🙂🙂", "de la para", "٣٤٥", "x" * 300, "\u0640\u0651", "a" * 9 + "\u0301" * 200]
)
def test_any_text_can_be_indexed_and_asked_for(db: Database, what: str) -> None:
    with db.write() as tx:
        board = Board(tx)
        for remote in (0, 1):
            asked = board.put("need", what, board.organisation("A"), remote=remote)
            assert board.found(asked) == []
            assert EVERY in {key for _region, key in tx.all(_KEYS, listing_id=asked)}


def test_a_long_text_has_a_bounded_number_of_keys_and_leaves_none_behind(db: Database) -> None:
    long = " ".join(f"palabra{n}" for n in range(200)) + " contabilidad"
    with db.write() as tx:
        board = Board(tx)
        id = board.put("need", long, board.organisation("A"))
        assert 3 <= len(tx.all(_KEYS, listing_id=id)) <= 20
        matching.unindex(tx, id)
        assert tx.all(_KEYS, listing_id=id) == tx.all(_MEANINGS) == []


def test_one_of_two_who_works_from_a_distance_is_a_reason_and_says_which(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A", "Tegucigalpa"))
        given = board.put("offer", "contabilidad", board.organisation("B", "La Ceiba"), remote=1)
        assert board.why(asked)[1:] == board.why(given)[1:] == ["offered from a distance"]
        far = board.put("need", "carpintería", board.organisation("C", "Danlí"), remote=1)
        board.put("offer", "carpintería", board.organisation("D", "Yoro"))
        assert board.why(far)[1:] == ["asked for from a distance"]


def test_a_language_that_both_speak_is_a_reason_where_it_does_not_go_without_saying(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "محاسبة", board.organisation("A", "القاهرة", "EG", "ar fr"), lang="ar", remote=1)
        board.put("offer", "comptabilité", board.organisation("B", "Dakar", "SN", "fr"), lang="fr", remote=1)
        assert board.why(asked)[1:] == ["from a distance is fine", "a language in common: French"]
        alone = board.put("need", "خياطة", board.organisation("C", "القاهرة", "EG", "ar"), lang="ar", remote=1)
        board.put("offer", "costura", board.organisation("D", languages="es"), remote=1)
        assert board.why(alone)[1:] == ["from a distance is fine"]


# ---- who is new, who was told often, who looks around -----------------------------------------------------------


def test_equals_take_turns_and_newcomers_wait_no_longer_than_the_middle() -> None:
    records = {1: Record(shown=30), 2: Record(shown=3), 3: Record(shown=0)}
    given = allowances(records, {1: 0, 2: 0, 3: 0, 4: 99 * DAY_MS}, 100 * DAY_MS)
    assert given[1] < given[2] < given[3] == 0
    assert given[4] == given[2]  # the median of 30, 3, 0


@pytest.mark.parametrize("age", [0, 99])  # days: a network of a year, and one of this month
def test_many_newcomers_stand_neither_before_nor_behind_all_who_are_known(age: int) -> None:
    known = {1: Record(shown=30, kept=9), 2: Record(shown=10, kept=3)}
    newcomers = dict.fromkeys(range(3, 13), 99 * DAY_MS)
    given = allowances(known, {1: age * DAY_MS, 2: age * DAY_MS, **newcomers}, 100 * DAY_MS)
    assert all(given[1] < given[id] <= given[2] for id in newcomers)


def test_who_broke_agreements_comes_after_who_kept_them() -> None:
    assert reliability(Record(5, kept=5)) == 0 > reliability(Record(5, kept=4, broken=1)) > -0.1


def test_who_was_suggested_is_counted_on_both_databases(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        assert records(tx, "offer", [board.organisation("A"), board.organisation("B")], DAY_MS) == {}
        assert records(tx, "need", [], DAY_MS) == {}


def test_a_field_is_browsed_newest_first_near_or_from_a_distance(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        a, b = board.organisation("A"), board.organisation("B", "El Cairo", "EG")
        here = board.put("offer", "contabilidad", a)
        far = board.put("offer", "محاسبة", b, "ar")
        remote = board.put("offer", "auditoría y contabilidad", b, remote=1)
        board.put("offer", "clases de guitarra", a)
        field = taxonomy().services["accounting"].field

        reader = board.organisation("C")

        def seen(where: str = "", viewer: int = reader, before: int = 0) -> list[int]:
            found = matching.look_in(tx, board.hub_id, "offer", field, viewer, before, where=where)
            return [one.id for one in found]

        assert seen() == [remote, far, here]
        assert seen(where="HN") == [here]
        assert seen(where="remote") == [remote]
        assert seen(viewer=b) == [here]
        assert seen(before=remote) == [far, here]


def test_the_nearest_is_found_behind_hundreds_of_newer_ones_farther_away(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        near = board.put("offer", "contabilidad", board.organisation("Old", "Comayagua"))
        unknown = board.put("offer", "contabilidad", board.organisation("Hidden", "Un lugar"))
        far, services = board.organisation("Far", "La Ceiba"), taxonomy()
        row = {"hub_id": board.hub_id, "organisation_id": far, "kind": "offer", "what": "contabilidad"}
        ids = [tx.value(_ADD_LISTING, **row, **_BARE | {"remote": 0}) for _n in range(300)]
        meaning = meaning_in("contabilidad", "es", services)
        put_many(tx, [(board.load(id), meaning) for id in ids], services)
        reader = board.organisation("C")
        found = matching.look_near(tx, board.hub_id, "offer", "Tegucigalpa", "HN", reader, 20)
        apart = [km for _one, km in found if km is not None]
        assert found[0][0].id == near
        assert apart == sorted(apart)
        assert len(apart) == 20
        assert [one.id for one, _km in found[1:]] == sorted(ids, reverse=True)[:19]
        everything = matching.look_near(tx, board.hub_id, "offer", "Tegucigalpa", "HN", reader, 400)
        assert (everything[-1][0].id, everything[-1][1]) == (unknown, None)


def test_of_two_other_towns_the_nearer_comes_first_and_says_how_far_it_is(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"))
        nearer = board.put("offer", "contabilidad", board.organisation("B", "Comayagua"))
        far = board.put("offer", "contabilidad", board.organisation("C", "La Ceiba"))
        unknown = board.put("offer", "contabilidad", board.organisation("D", "Un lugar"))
        assert board.found(asked)[0] == nearer
        assert set(board.found(asked)) == {nearer, far, unknown}
        assert board.why(asked)[1] == "about {km} km away"


def test_the_same_town_written_in_another_language_is_the_same_town(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"))
        board.put("offer", "contabilidad", board.organisation("B", "تيغوسيغالبا"))
        assert board.why(asked)[1] == "same town"


def test_being_near_never_makes_up_for_another_service(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"))
        far = board.put("offer", "contabilidad", board.organisation("B", "La Ceiba"))
        board.put("offer", "clases de guitarra", board.organisation("C"))
        assert board.found(asked) == [far]


# ---- services of a hub's own, and meanings that are old ----------------------------------------------------------


def test_a_coordinators_service_is_named_and_matched_and_old_listings_learn_it(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        a, b = board.organisation("A"), board.organisation("B")
        asked = board.put("need", "quipus para la fiesta", a)
        given = board.put("offer", "tejemos quipus", b)
        add_service(tx, board.hub_id, {"es": ("quipus", "tejer quipus")}, 1)
        assert count_old(tx, board.hub_id) == 2
        assert count_old(tx, Board(tx).hub_id) == 0
    assert renew(db, board.hub_id, most=1) == asked
    assert renew(db, board.hub_id, asked) == given
    assert renew(db, board.hub_id) == 0
    with db.read() as tx:
        board.tx = tx
        (match,) = matching.find(tx, board.load(asked), 3)
        assert match.listing_id == given
        assert match.reasons[0].params == {"what": Service("own-1", "quipus")}


def test_a_service_that_is_known_already_is_not_added(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        for labels in (("Contabilidad",), (), ("x" * 99,), ("12",)):
            with pytest.raises(Misconfigured):
                add_service(tx, board.hub_id, {"es": labels}, 1)
        with pytest.raises(Misconfigured):
            add_service(tx, board.hub_id, {"de": ("Trauerbegleitung",)}, 1)
        number = add_service(tx, board.hub_id, {"es": ("acompañamiento de quipus",)}, 1)
        assert [one.names for one in own_services(tx, board.hub_id)] == [{"es": ("acompañamiento de quipus",)}]
        assert remove_service(tx, board.hub_id, number)
        assert not remove_service(tx, board.hub_id, number)


def test_working_out_anew_changes_nothing_that_is_found(db: Database) -> None:
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "contabilidad", board.organisation("A"))
        given = board.put("offer", "contador", board.organisation("B"))
        matching.unindex(tx, board.put("offer", "contador", board.organisation("C")))
        ended = board.put("offer", "contador", board.organisation("D"))
        tx.run(_END, its_id=ended)
        matching.unindex(tx, ended)
        before = {id: sorted(tx.all(_KEYS, listing_id=id)) for id in (asked, given)}
    outdate(db, board.hub_id)
    assert renew(db, board.hub_id) > 0
    with db.read() as tx:
        assert {id: sorted(tx.all(_KEYS, listing_id=id)) for id in (asked, given)} == before
        assert tx.all(_KEYS, listing_id=ended) == []


def test_the_parts_of_space_belong_to_the_vectors_we_have() -> None:
    assert cells().space == space_mark()


def test_without_the_encoder_services_and_words_are_found_all_the_same(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", encoder.Encoder(lambda: None))
    meaning_in.cache_clear()
    with db.write() as tx:
        board = Board(tx)
        asked = board.put("need", "Necesitamos contabilidad", board.organisation("A"))
        given = board.put("offer", "نقدم محاسبة", board.organisation("B"), "ar")
        violins = board.put("offer", "Reparamos violines", board.organisation("C"))
        assert board.found(asked) == [given]
        assert [one.id for one in by_text(tx, board.hub_id, "offer", "violines", board.organisation("A"))] == [violins]
    meaning_in.cache_clear()
