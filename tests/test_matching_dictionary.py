"""What two texts have in common by a dictionary, in one language and in two, and in the order of what is found."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core import encoder
from core.encoder import Encoder
from core.matching import rank
from core.matching.cards import cards_of
from core.matching.dictionary import Dictionary, dictionary
from core.matching.forms import split
from core.matching.meaning import Meaning, meaning_of
from core.matching.rank import best_by_meaning
from core.matching.rows import COLUMNS
from core.matching.seen import Seen
from core.matching.senses import arrays_of, translated, weighed, words_of, written
from core.matching.vectors import Floats, normal, packed, stored, unpacked
from core.tables import listing
from core.taxonomy import Service, Taxonomy, taxonomy

SERVICES = taxonomy()


@pytest.mark.parametrize(
    ("words", "same", "other"),
    [
        ("impresora", "طابعه", "مطبخ"),
        ("presupuesto anual", "ميزانيه سنويه", "حفله سنويه"),
        ("coche", "auto", "caja"),
        ("imprimante", "printer", "kitchen"),
        ("vela", "شمعه", "قبو"),
    ],
)
def test_words_that_share_a_sense_are_alike_in_one_language_and_in_two(words: str, same: str, other: str) -> None:
    near, far = dictionary().alike(words, [same, other])
    assert near > 0.4
    assert near > far + 0.2


def test_what_is_the_same_is_alike_wholly_and_what_nobody_knows_only_to_itself() -> None:
    assert dictionary().alike("zzyzx qwrty", ["qwrty zzyzx", "zzyzx", "contador", ""]).tolist() == pytest.approx(
        [1, 0.75, 0, 0]
    )


def test_words_that_translate_each_other_lie_in_the_same_part_of_the_space() -> None:
    asked, party = _lies("vaciar el sótano", "es"), _lies("حفلة", "ar")
    for text, lang in (("إفراغ القبو", "ar"), ("empty the basement", "en"), ("vider la cave", "fr")):
        assert asked @ _lies(text, lang) > asked @ party + 0.2, text
    assert not _lies("zzyzx qwrty", "es").any(), "nobody knows these words"
    assert not _lies("", "es").any()


def test_what_a_text_means_lies_between_what_the_encoder_and_what_its_words_say() -> None:
    known, unknown = meaning_of("vaciar el sótano", "es", SERVICES), meaning_of("zzyzx qwrty", "es", SERVICES)
    rows = stored().fresh([("es", "vaciar el sótano"), ("es", "zzyzx qwrty")])
    assert rows is not None
    assert known.vector is not None
    both = normal(rows[0] + 0.75 * _lies("vaciar el sótano", "es"))
    assert unpacked([known.vector])[0] == pytest.approx(both, abs=0.01)
    assert unknown.vector == packed(rows[1])


def test_the_more_words_a_text_has_the_more_the_encoder_counts() -> None:
    text = "vaciar el sótano, llevar muebles viejos, pintar paredes, limpiar ventanas"
    rows, meant = stored().fresh([("es", text)]), meaning_of(text, "es", SERVICES).vector
    assert rows is not None
    assert meant is not None
    near = unpacked([meant])[0]
    assert near == pytest.approx(normal(rows[0] + 2 / 9 * _lies(text, "es")), abs=0.01)
    assert near @ rows[0] > 0.95


def test_of_what_may_be_mistyped_each_reading_lies_where_its_own_words_do() -> None:
    asked = meaning_of("الذكير التالي", "ar", SERVICES)
    meant = meaning_of("التذكير التالي", "ar", SERVICES)
    assert meant.vector is not None
    assert len(asked.readings) > 1
    near = unpacked([vector for vector, _cost in asked.readings]) @ unpacked([meant.vector])[0]
    assert near.max() == pytest.approx(1, abs=0.01)


def test_without_words_nothing_is_alike() -> None:
    assert dictionary().alike("", ["contador", ""]).tolist() == [0, 0]
    assert dictionary().alike("contador", []).tolist() == []
    assert dictionary().alike("contador", ["", ""]).tolist() == [0, 0]


def test_of_a_long_text_the_first_words_count() -> None:
    long = " ".join(f"palabra{n}" for n in range(5000))
    assert dictionary().alike(long, [long])[0] == pytest.approx(1)


def test_who_asks_with_a_few_words_finds_first_what_says_them_in_another_language() -> None:
    asked = meaning_of("vaciar el sótano", "es", SERVICES)
    assert asked.brief, "of no listed service, or this tells nothing"
    texts = ["رش النمل", "نقل الأثاث", "تنظيف البيت", "إفراغ القبو", "ترتيب الملفات"]
    assert _found(asked, texts)[0] == "إفراغ القبو"


def test_without_the_encoder_the_dictionary_orders_what_words_leave_equal_and_says_not_how_well_it_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = Meaning((("accounting", 0.5),), (), None, "presupuesto anual")
    offers = [replace(asked, words=words) for words in ("حفله سنويه", "ميزانيه سنويه")]
    found = _ranked(asked, offers)
    assert [told for told, _fit in found] == ["ميزانيه سنويه", "حفله سنويه"]
    monkeypatch.setattr(rank, "_SAID_ALIKE", 0.0)
    assert dict(_ranked(asked, offers)) == dict(found)


def test_where_a_service_says_all_the_dictionary_says_nothing() -> None:
    asked = Meaning((("accounting", 1.0),), (), None, "presupuesto anual")
    less = replace(asked, words="ميزانيه سنويه", concepts=(("accounting", 0.6), ("budgeting", 0.4)))
    assert next(told for told, _fit in _ranked(asked, [less, replace(asked, words="حفله سنويه")])) == "حفله سنويه"


@pytest.mark.parametrize(("text", "lang"), [("حفر القبور", "ar"), ("dig graves", "en")])
def test_without_the_encoder_a_service_that_a_hub_named_in_one_language_is_known_in_others(
    text: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "_ENCODER", Encoder(lambda: None))
    own = Service("own-1", "", {"es": ("cavar tumbas",)})
    known = Taxonomy((*SERVICES.services.values(), own), SERVICES.fields)
    weights = dict(meaning_of(text, lang, known).concepts)
    assert weights.get("own-1", 0) >= 0.2


def test_an_entry_is_its_word_and_its_translations_without_what_explains_them() -> None:
    assert translated("tomar /tomˈaɾ/ <v>\n1. accept, take (a thing)\n2. get, pick up\n") == (
        "tomar",
        ["accept", "take", "get", "pick up"],
    )
    assert translated("tray /treɪ/ <n>\nbandeja\nA flat thing, with a rim, to carry cups.\n") == ("tray", ["bandeja"])
    assert translated("Perú /peˈɾu/ <pn>\nPeru\n") == ("", [])


def test_a_dictionary_is_made_of_the_files_of_a_dict_server(tmp_path: Path) -> None:
    for name in ("ara-eng", "eng-ara", "spa-eng", "eng-spa", "fra-eng", "eng-fra", "por-eng", "eng-por"):
        _write(tmp_path, name, _ENTRIES.get(name, []))
    made = Dictionary(**arrays_of(weighed(words_of(tmp_path)), written(tmp_path)))
    # "broom" and "besom" translate two words each, and say what these have in common; "rim" translates one
    assert made.alike("escoba", ["مكنسه", "borde", "vassoura"]).round(2).tolist() == pytest.approx([1, 0, 0])
    assert made.senses("borde") == {}
    rows = stored().fresh([("en", "broom"), ("en", "besom"), ("en", "kitchen")])
    assert rows is not None
    broom, besom, kitchen = (rows @ made.meant(["escob"], "es")).tolist()
    assert min(broom, besom) > kitchen + 0.3


_ENTRIES = {
    "spa-eng": ["escoba /esˈkoβa/\nbroom, besom\n", "borde /ˈboɾðe/\nrim\n"],
    "eng-ara": ["Broom /bruːm/\nمكنسة\n", "Besom /ˈbiːzəm/\nمكنسة\n"],
}


def _write(folder: Path, name: str, entries: Sequence[str]) -> None:
    """As `dictfmt` writes them: what it tells of itself first."""
    whole, lines = b"", []
    for text in ("00-database-info\nnothing, really\n", *entries):
        told = text.encode()
        lines.append(f"{text.split()[0]}\t{_digits(len(whole))}\t{_digits(len(told))}\n")
        whole += told
    (folder / f"freedict-{name}.dict.dz").write_bytes(gzip.compress(whole))
    (folder / f"freedict-{name}.index").write_text("".join(lines), encoding="utf-8")


def _digits(number: int) -> str:
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return digits[number // 64] + digits[number % 64]


def _lies(text: str, lang: str) -> Floats:
    read = split(text, lang)
    return dictionary().meant(read.stems, lang)


def _found(asked: Meaning, texts: list[str]) -> list[str]:
    return [text for text, _fit in _fits(asked, texts)]


def _fits(asked: Meaning, texts: list[str]) -> list[tuple[str, float]]:
    """The Arabic texts in the order in which they are found, and how well each fits."""
    offers = [meaning_of(text, "ar", SERVICES) for text in texts]
    of = {offer.words: text for offer, text in zip(offers, texts, strict=True)}
    return [(of[words], fit) for words, fit in _ranked(asked, offers)]


def _ranked(asked: Meaning, offers: list[Meaning]) -> list[tuple[str, float]]:
    cards = cards_of(offers).copy()
    cards["listing"] = cards["owner"] = np.arange(1, len(offers) + 1)
    rows = {id: _seen(id, offer) for id, offer in zip(cards["listing"].tolist(), offers, strict=True)}
    best = best_by_meaning(
        lambda ids: [rows[id] for id in ids], asked, "need", cards, SERVICES, but=0, least=-1.0, most=len(offers)
    )
    return [(near.seen.told[0], near.fit) for near in best]


def _seen(id: int, offer: Meaning) -> Seen:
    return Seen(tuple(_columns(id, offer)))


def _columns(id: int, offer: Meaning) -> Iterator[object]:
    for column in COLUMNS:
        yield id if column in (listing.c.id, listing.c.organisation_id) else None
    yield from (0, offer.words, offer.vector)
