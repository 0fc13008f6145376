"""What is compared of a few words that name no service: the whole vector, and what lies around those that are near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.matching.cards import cards_of
from core.matching.cells import Cells, cells
from core.matching.crowded import crowding
from core.matching.doubt import settled
from core.matching.fit import fit_cards, fit_many
from core.matching.keys import CELL, everywhere, lying_sought
from core.matching.meaning import Meaning, meaning_of, space
from core.matching.service_cells import ServiceCells
from core.matching.vectors import DIMENSIONS, ROUGHLY, unpacked
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
    assert near <= {one.key for one in lying_sought(typed, SERVICES, everywhere())}
    assert not near <= {one.key for one in lying_sought(replace(typed, readings=()), SERVICES, everywhere())}


def test_a_sentence_is_looked_for_where_labels_of_its_services_lie_as_well() -> None:
    said = meaning_of("fazer uma pesquisa com os moradores da favela", "pt", SERVICES)
    assert said.concepts[0][0] == "research"
    assert said.vector is not None
    cells_of = space(SERVICES).cells_near("research", unpacked([said.vector], keep=ROUGHLY)[0], 2)
    assert set(cells_of) - set(cells().fine(said.vector, 8))
    sought = {one.key for one in lying_sought(said, SERVICES, everywhere())}
    assert {f"{CELL}{cell}" for cell in cells_of} <= sought
    unknown = replace(said, concepts=(("research of before", 0.9),))
    assert len({one.key for one in lying_sought(unknown, SERVICES, everywhere())}) < len(sought)


def test_of_a_service_the_cells_are_those_of_its_labels_the_nearest_first() -> None:
    rows = [np.eye(ROUGHLY, dtype=np.float32)[each] for each in ([0, 1, 0], [2], [])]
    middles = np.eye(ROUGHLY, dtype=np.float32)[[2, 1, 0, 3]]
    lying = ServiceCells(Cells(middles, middles, ""), rows)
    asked = np.array([0.9, 0.1, 0.5] + [0.0] * (ROUGHLY - 3), dtype=np.float32)
    assert lying.near(0, asked, 9) == [2, 1]
    assert lying.near(0, asked, 1) == [2]
    assert lying.near(1, asked, 9) == [0]
    assert lying.near(2, asked, 9) == []


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
