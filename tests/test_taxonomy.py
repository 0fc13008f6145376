"""The list of services is whole in five languages, and no word means two services by accident."""

from __future__ import annotations

from collections import defaultdict

import pytest

from core.taxonomy import LANGUAGES, LONGEST_NAME, Service, Taxonomy, shared_labels, taxonomy
from core.text.normal import fold

EVERY = list(taxonomy().services.values())


def test_every_service_has_labels_and_an_explanation_in_five_languages() -> None:
    assert EVERY
    lacking = [
        (one.id, lang)
        for one in EVERY
        for lang in LANGUAGES
        if not one.labels.get(lang) or not all(map(str.strip, one.labels[lang])) or not one.about.get(lang, "").strip()
    ]
    assert lacking == []


def test_every_field_is_named_in_five_languages() -> None:
    fields = taxonomy().fields
    assert all(fields[id].get(lang) for id in fields for lang in LANGUAGES)
    assert {one.field for one in EVERY} == set(fields)


def test_names_fit_on_a_button() -> None:
    assert [
        (one.id, n) for one in EVERY for n in (taxonomy().name(one.id, x) for x in LANGUAGES) if len(n) > LONGEST_NAME
    ] == []


def test_a_label_stands_in_two_services_of_one_language_only_where_that_is_said() -> None:
    said = {fold(label): services for label, services in shared_labels().items()}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in EVERY:
        for lang, label in one.every_label():
            found[lang, fold(label)].add(one.id)
    doubled = {(lang, label): services for (lang, label), services in found.items() if len(services) > 1}
    assert {place: services for place, services in doubled.items() if not services <= said.get(place[1], set())} == {}
    assert set(said) <= {label for _lang, label in doubled}, "listed as shared, and it is not"


def test_a_service_has_a_label_only_once_in_a_language() -> None:
    twice = [
        (one.id, lang, label)
        for one in EVERY
        for lang, labels in one.labels.items()
        for at, label in enumerate(labels)
        if label in labels[:at]
    ]
    assert twice == []


# ---- asking for names, and a coordinator's own services ---------------------------------------------------------

FALCONRY = Service("falconry", "", {"ar": ("صيد بالصقور", "صقّار")})
STILTS = Service("stilts", "", {"es": ("zancudos",)})
SMALL = Taxonomy([Service("nursing", "health", {"en": ("nursing", "nurse"), "es": ("enfermería",)})], {"health": {}})


@pytest.mark.parametrize(
    ("id", "lang", "name"),
    [
        ("nursing", "en", "nursing"),
        ("nursing", "es", "enfermería"),
        ("nursing", "pt", "enfermería"),  # where a language has no label, another's is better than nothing
        ("falconry", "pt", "صيد بالصقور"),
        ("alchemy", "en", ""),
    ],
)
def test_a_service_is_named_in_the_reader_s_language(id: str, lang: str, name: str) -> None:
    assert SMALL.with_added([FALCONRY]).name(id, lang) == name


def test_adding_changes_nobody_else_s_list() -> None:
    more = SMALL.with_added([FALCONRY, Service("nursing", "", {"en": ("nurse", "matron"), "fr": ("infirmière",)})])
    assert "falconry" in more
    assert "falconry" not in SMALL
    assert more.services["nursing"].labels == {
        "en": ("nursing", "nurse", "matron"), "es": ("enfermería",), "fr": ("infirmière",),
    }  # fmt: skip
    assert more.services["nursing"].field == "health"
    assert more.fingerprint != SMALL.fingerprint
    assert SMALL.with_added([]).fingerprint == SMALL.fingerprint


def test_what_is_only_added_is_told_apart_from_the_list_and_is_the_same_list_as_one() -> None:
    more = SMALL.with_added([FALCONRY]).with_added([STILTS])
    assert more.base is SMALL
    assert list(more.added.services.values()) == [FALCONRY, STILTS]
    assert more.fingerprint == Taxonomy([*SMALL.services.values(), FALCONRY, STILTS], SMALL.fields).fingerprint
    assert SMALL.with_added([Service("nursing", "", {"fr": ("infirmière",)}), FALCONRY]).base is None
