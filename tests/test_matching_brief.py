"""What is compared of a few words that name no service: the whole vector, and what lies around those that are near."""

from __future__ import annotations

from dataclasses import replace

from core.matching.cards import cards_of
from core.matching.cells import cells
from core.matching.crowded import crowding
from core.matching.doubt import settled
from core.matching.fit import fit_cards, fit_many
from core.matching.keys import CELL, everywhere, lying_sought
from core.matching.meaning import Meaning, meaning_of
from core.matching.vectors import DIMENSIONS, ROUGHLY
from core.taxonomy import taxonomy

SERVICES = taxonomy()


def test_what_only_the_second_half_of_the_vectors_tells_apart_is_told_apart() -> None:
    first, same, other = (bytes([number] * ROUGHLY) for number in (50, 40, 0))
    need, near, far = (Meaning((), (), first + second) for second in (same, same, other))
    closer, farther = fit_many(need, [near, far], SERVICES)
    assert closer > farther


def test_few_words_that_name_no_service_are_brief() -> None:
    assert meaning_of("recordatorio siguiente", "es", SERVICES).brief
    assert not meaning_of("contador para el informe anual", "es", SERVICES).brief
    assert not meaning_of("recordatorio siguiente " * 8, "es", SERVICES).brief


def test_of_a_few_words_nearness_tells_more_than_services_that_were_guessed() -> None:
    brief = Meaning((("accounting", 0.4),), (), bytes([90] * 40 + [0] * (DIMENSIONS - 40)), brief=True)
    offer = Meaning((("yoga", 0.4),), (), bytes([90] * 90 + [70] * (DIMENSIONS - 90)))
    cards, told = cards_of([offer]), [("", offer.vector)]
    as_ever, briefly = (fit_cards(brief, cards, SERVICES, told, briefly=each)[0] for each in (False, True))
    assert as_ever < briefly


def test_where_a_few_words_may_say_something_else_it_is_looked_for_as_well() -> None:
    typed = meaning_of("التذكير لتالي", "ar", SERVICES)
    assert len(typed.readings) > 1
    near = {f"{CELL}{cell}" for reading, _cost in typed.readings for cell in cells().fine(reading, 1)}
    assert near <= {one.key for one in lying_sought(typed, everywhere())}
    assert not near <= {one.key for one in lying_sought(replace(typed, readings=()), everywhere())}


def test_who_chose_a_service_is_not_judged_by_nearness_alone() -> None:
    assert not settled(meaning_of("recordatorio siguiente", "es", SERVICES), "accounting").brief


def test_what_lies_near_to_all_others_stands_a_little_behind_what_stands_alone() -> None:
    middle, *around, alone = crowding(_told([60, 60, 60], [90, 10, 10], [10, 90, 10], [10, 10, 90], [0, 0, 0, 90]))
    assert alone < 0 < middle
    assert all(alone < one < middle for one in around)


def test_crowding_takes_nothing_from_all_together_and_nothing_from_what_has_no_vector() -> None:
    rows = _told([90, 1], [80, 20], [1, 90], [30, 30])
    assert abs(crowding(rows).sum()) < 1e-6
    assert crowding([*rows, ("", b"")])[-1] == 0
    assert crowding(rows[:2]).tolist() == [0, 0]


def _told(*rows: list[int]) -> list[tuple[str, bytes]]:
    return [("", bytes([*row, *[0] * (DIMENSIONS - len(row))])) for row in rows]
